"""When the program breaks all the same: a dialog that claims nothing it did not look up, a safe report."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app import logs
from app.domain.document import new_uid
from app.errors import StorageError
from app.i18n import N_
from app.queries.soundness import Fault, Soundness
from app.services.books import close_book, enter_thread, leave_thread
from db.migrate import VERSION
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall
from ui import ways_back
from ui.breakage import Breakage
from ui.breakage_report import report_of
from ui.error_dialog import ErrorDialog, sentence_of
from ui.messages import Messages, StatusLine, Toast
from ui.program import Program
from ui.runner import Runner
from ui.ways_back import Looked, WaysBack, look_with

__all__ = ["_no_book_left_open", "_own_machine_settings"]


class DiskError(StorageError):
    message = N_("The disk is full.")


@pytest.fixture
def stall(tmp_path):
    return Stall(tmp_path)


@pytest.fixture
def worker(stall, qapp):
    """The storage worker of an open book."""
    made = Runner(enter=enter_thread, leave=leave_thread)
    yield made
    made.stop()
    made.deleteLater()
    close_book()


def shown(qtbot, error=None, ways=None):
    dialog = ErrorDialog("The program made a mistake", "Something went wrong.", error, ways)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def answer(soundness):
    """A look that answers at once."""
    return WaysBack(look=lambda _owner, done, _failed: done(Looked(soundness)))


# ---------------------------------------------------------------- nothing is lost: only when it was looked up


def test_while_it_looks_nothing_is_promised(qtbot):
    dialog = shown(qtbot, ways=WaysBack(look=lambda *_given: None))
    assert dialog.soundness.label.raw() == "Looking whether everything is there …"


def test_without_a_look_nothing_is_promised(qtbot):
    assert not shown(qtbot).soundness.isVisible()


def test_a_whole_book_is_said_to_be_whole(qtbot, stall, worker):
    sold = stall.sell(stall.line(stall.tea, 1, 8900))
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        worker.run(dialogless := QWidget(), lambda: sold)
    dialogless.deleteLater()
    assert list(worker.acknowledged) == [sold.posted.uid]
    dialog = shown(qtbot, ways=WaysBack(look_with(worker)))
    qtbot.waitUntil(lambda: "looked over just now" in dialog.soundness.label.raw())
    assert "the 1 document saved last is in it" in dialog.soundness.label.raw()
    assert "Nothing that was saved is lost." in dialog.soundness.label.raw()
    assert dialog.soundness.property("tone") == "good"


def test_a_document_that_is_gone_is_said_to_be_gone(qtbot, stall, worker):
    worker.acknowledged.append(new_uid())
    dialog = shown(qtbot, ways=WaysBack(look_with(worker), bring_back=lambda: None))
    qtbot.waitUntil(lambda: "looked over just now" in dialog.soundness.label.raw())
    assert "something that was saved is not in it" in dialog.soundness.label.raw()
    assert "lost" not in dialog.soundness.label.raw()
    assert dialog.soundness.property("tone") == "bad"
    assert dialog.restore_button.property("kind") == "primary"


def test_a_worker_that_hangs_does_not_keep_the_dialog_waiting(qtbot, worker):
    free = threading.Event()
    owner = QWidget()
    qtbot.addWidget(owner)
    worker.run(owner, free.wait)
    dialog = shown(qtbot, ways=WaysBack(look_with(worker)))
    qtbot.waitUntil(lambda: "looked over just now" in dialog.soundness.label.raw())
    assert worker.busy
    free.set()


@pytest.mark.parametrize("fault", list(Fault))
def test_no_fault_is_called_whole(fault):
    sentence = sentence_of(Soundness(5, 3, (fault,)))
    assert sentence
    assert "lost" not in sentence
    assert "whole" not in sentence
    assert "bring back the last checked copy" in sentence


def test_a_look_that_fails_says_so(qtbot):
    ways = WaysBack(look=lambda _owner, _done, failed: failed(RuntimeError("x")))
    dialog = shown(qtbot, ways=ways)
    assert "could not be looked up" in dialog.soundness.label.raw()
    assert dialog.soundness.property("tone") == "warn"


def test_without_an_open_book_nothing_is_said_of_it(qtbot):
    assert not shown(qtbot, ways=answer(Soundness(no_book=True))).soundness.isVisible()


# ---------------------------------------------------------------- ways on


def test_enter_goes_on(qtbot):
    dialog = shown(qtbot)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.go_on_button, Qt.Key.Key_Return)


def test_escape_goes_on_too(qtbot):
    dialog = shown(qtbot)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_ways_back_lead_where_they_say(qtbot):
    went: list[str] = []
    ways = WaysBack(reopen=lambda: went.append("reopen"), bring_back=lambda: went.append("copy"))
    dialog = shown(qtbot, ways=ways)
    qtbot.mouseClick(dialog.reopen_button, Qt.MouseButton.LeftButton)
    dialog.show()
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert went == ["reopen", "copy"]


def test_ways_that_are_not_there_are_not_offered(qtbot):
    dialog = shown(qtbot)
    assert not dialog.reopen_button.isVisible()
    assert not dialog.restore_button.isVisible()


# ---------------------------------------------------------------- the report


def test_the_report_is_saved_copied_and_shown(qtbot, tmp_path):
    target = tmp_path / "r.txt"
    dialog = shown(qtbot, ValueError("กะปิ"), WaysBack(ask_path=lambda _name: target))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "ValueError" in target.read_text(encoding="utf-8")
    assert "r.txt" in dialog.said.raw()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == target.read_text(encoding="utf-8")
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert dialog.view.isVisible()
    assert "ValueError" in dialog.view.toPlainText()
    assert "กะปิ" not in dialog.view.toPlainText()


def test_a_report_that_cannot_be_saved_says_so(qtbot, tmp_path):
    dialog = shown(qtbot, ways=WaysBack(ask_path=lambda _name: tmp_path / "no" / "r.txt"))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "could not be written" in dialog.said.raw()
    assert dialog.said.property("tone") == "clay"


def test_the_report_counts_and_names_nobody(qtbot, stall, worker, tmp_path):
    dialog = shown(qtbot, DiskError(name="ป้าแดง"), WaysBack(look_with(worker)))
    qtbot.waitUntil(lambda: "looked over just now" in dialog.soundness.label.raw())
    report = dialog.report()
    assert "purchase: 1" in report
    assert f"schema {VERSION}" in report
    assert "medium: " in report
    assert "Python 3" in report
    for secret in ("ป้าแดง", "กะปิ", str(tmp_path), tmp_path.name, Path.home().name + "/", "สมุด.samut"):
        assert secret not in report


def test_the_report_has_places_but_no_words_of_the_error():
    try:
        try:
            _ = {"ป้าแดง": 1}["ป้าดำ"]
        except KeyError as error:
            raise ValueError("081-234") from error
    except ValueError as caught:
        report = report_of(caught)
    assert "ValueError" in report
    assert "because of KeyError" in report
    assert "tests/ui/test_breakage.py:" in report
    assert "ป้า" not in report
    assert "081" not in report


# ---------------------------------------------------------------- what nobody caught


@pytest.fixture
def breakage(qapp, monkeypatch):
    """Hooks of this test's own, called by hand."""
    return Breakage()


def test_an_error_of_another_thread_comes_to_the_window(qtbot, breakage, caplog, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    messages = Messages(window, StatusLine(window), Toast(window))
    breakage.broke.connect(messages.show_error)
    monkeypatch.setattr(threading, "excepthook", breakage._on_thread)

    def fail() -> None:
        raise ValueError("ป้าแดง")

    thread = threading.Thread(target=fail)
    with caplog.at_level(logging.ERROR):
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: messages._dialog is not None)
    assert messages._dialog.isVisible()
    assert "ValueError" in messages._dialog.report()


def test_the_log_of_a_storage_fault_has_no_word_of_it(qtbot, tmp_path):
    path = logs.set_up("t", tmp_path / "log")
    window = QWidget()
    qtbot.addWidget(window)
    messages = Messages(window, StatusLine(window), Toast(window))
    try:
        messages.show_error(DiskError(name="ป้าแดง"))
    finally:
        logs.tear_down()
    text = path.read_text(encoding="utf-8")
    assert "DiskError" in text
    assert "ป้าแดง" not in text


# ---------------------------------------------------------------- the whole program


@pytest.fixture
def program(qtbot, qapp, stall, tmp_path):
    close_book()
    made = Program(qapp)
    yield made
    if made.window is not None:
        made.window.close()
    if made.start_view is not None:
        made.start_view.close()
    made.finish()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "สมุด.samut"


def test_after_an_unexpected_end_it_is_said_once_that_nothing_is_lost(qtbot, program, path):
    program.tell_last_run = True
    program.open(path)
    toast = program.window.messages.toast
    qtbot.waitUntil(toast.isVisible)
    assert "ended unexpectedly" in toast.label.raw()
    assert "nothing that was saved is lost" in toast.label.raw()
    assert toast.label.width() >= toast.label.sizeHint().width()
    assert not program.tell_last_run


def test_after_an_unexpected_end_a_broken_book_is_not_called_whole(qtbot, program, path, monkeypatch):
    broken = Soundness(1, 0, (Fault.CHAIN,))
    monkeypatch.setattr(ways_back, "sound_now", lambda _uids: broken)
    program.tell_last_run = True
    program.open(path)
    messages = program.window.messages
    qtbot.waitUntil(lambda: messages._dialog is not None)
    dialog = messages._dialog
    qtbot.waitUntil(lambda: "damaged" in dialog.soundness.label.raw())
    assert "lost" not in dialog.soundness.label.raw()
    dialog.accept()


def test_the_book_is_closed_and_opened_again(qtbot, program, path):
    program.open(path)
    first = program.window
    program.window.messages.show_error(ValueError())
    dialog = program.window.messages._dialog
    qtbot.waitUntil(lambda: "looked over just now" in dialog.soundness.label.raw())
    qtbot.mouseClick(dialog.reopen_button, Qt.MouseButton.LeftButton)
    assert program.window is not None
    assert program.window is not first
    assert program.window.isVisible()


def test_bringing_back_a_copy_begins_at_the_start_screen(qtbot, program, path, monkeypatch):
    asked: list[str] = []

    def ask(*_given):
        asked.append("which")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    program.open(path)
    program.window.messages.show_error(DiskError())
    qtbot.mouseClick(program.window.messages._dialog.restore_button, Qt.MouseButton.LeftButton)
    assert program.window is None
    assert program.start_view.isVisible()
    assert asked == ["which"]


def test_an_error_at_the_start_screen_is_shown_there(program):
    program.show_start()
    program.show_uncaught(ValueError("ป้าแดง"))
    assert "Something went wrong" in program.start_view.banner.label.raw()


MAIN = """
import sys
from PySide6.QtCore import QTimer
import ui.launch
class Broken(ui.launch.Program):
    def show_start(self, error=None):
        super().show_start(error)
        QTimer.singleShot(0, self.fail)
    def fail(self):
        QTimer.singleShot(200, self._app.quit)
        raise ValueError(sys.argv[0] * 3 + "CANARY")
ui.launch.Program = Broken
sys.exit(ui.launch.main([]))
"""


def test_a_slot_that_fails_does_not_end_the_program_nor_speak_on_the_terminal(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", MAIN],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "SAMUT_SETTINGS": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert "CANARY" not in done.stderr
    assert "Traceback" not in done.stderr
    text = (tmp_path / "log" / "samut.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "CANARY" not in text
    assert not list((tmp_path / "log").glob("*.crash"))
