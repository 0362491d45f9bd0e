"""Before a file leaves the computer: asked once, locked by default, and opened again."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services import leaving as service
from app.services.leaving import WrongPassphraseError
from db import sealing
from db.media import Medium
from ui.files import FileNotWrittenError, Locked, write_file
from ui.leaving import LeavingDialog, LockedBookError, OpenLockedDialog, ask_place, free_locked, open_locked
from ui.runner import Runner

WORD = "หมู-วัด-ป้า-เสียม"
DATA = b"%PDF-1.7 what the group earned"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A folder that lies on a stick."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()

    def medium(where: Path) -> Medium:
        return Medium.REMOVABLE if folder in (where, *where.parents) else Medium.DISK

    monkeypatch.setattr(service, "medium_of", medium)
    return folder


@pytest.fixture
def quick(monkeypatch):
    """Passwords without the seconds that they take on purpose."""

    def seal(data, *, key=None, passphrase=""):
        return sealing.HEADER + b"\n" + passphrase.encode() + b"\n" + data[::-1]

    def unseal(data, *, key=None, passphrase=""):
        _header, word, rest = data.split(b"\n", 2)
        if word != passphrase.encode():
            raise sealing.WrongSealSecretError
        return rest[::-1]

    monkeypatch.setattr(sealing, "seal_bytes", seal)
    monkeypatch.setattr(sealing, "open_bytes", unseal)


@pytest.fixture
def dialog(qtbot, stick):
    """The question about a report that goes onto the stick."""
    made = LeavingDialog(stick / "งบ.pdf")
    qtbot.addWidget(made)
    return made


def click(button):
    QTest.mouseClick(button, LEFT)


def test_what_stays_on_this_computer_is_not_asked_about(qapp, tmp_path, stick, monkeypatch):
    monkeypatch.setattr(LeavingDialog, "exec", lambda _self: pytest.fail("asked"))
    assert ask_place(tmp_path / "งบ.pdf", None) == tmp_path / "งบ.pdf"


def test_locking_is_what_happens_unless_one_says_otherwise(qtbot, dialog, stick):
    assert dialog.choice.key() is True
    dialog.password.first.edit.setText(WORD)
    dialog.password.second.edit.setText(WORD)
    click(dialog.save_button)
    assert dialog.place() == Locked(stick / "งบ.pdf.age", WORD)
    assert WORD not in repr(dialog.place())


@pytest.mark.parametrize(("first", "second"), [("", ""), ("short", "short"), (WORD, ""), (WORD, WORD + "x")])
def test_no_password_or_a_bad_one_saves_nothing(qtbot, dialog, first, second):
    dialog.password.first.edit.setText(first)
    dialog.password.second.edit.setText(second)
    click(dialog.save_button)
    assert dialog.place() is None
    assert dialog.result() == 0


def test_open_is_said_in_words_and_chosen_by_hand(qtbot, dialog, stick):
    assert dialog.warning.isHidden()
    dialog.choice.set_key(False)
    dialog.choice.chosen.emit(False)
    assert not dialog.warning.isHidden()
    assert dialog.password.isHidden()
    click(dialog.save_button)
    assert dialog.place() == stick / "งบ.pdf"


def test_suggested_words_have_to_be_typed_once(qtbot, dialog):
    click(dialog.password.suggest_button)
    words = dialog.password.first.secret()
    assert words.count("-") == 3
    click(dialog.save_button)
    assert dialog.place() is None
    dialog.password.second.edit.setText(words)
    click(dialog.save_button)
    assert dialog.place().password == words


def test_going_back_saves_nothing(qapp, stick, monkeypatch):
    monkeypatch.setattr(LeavingDialog, "exec", lambda self: self.reject() or 0)
    assert ask_place(stick / "งบ.pdf", None) is None


def test_nothing_is_remembered_from_one_file_to_the_next(qapp, stick, monkeypatch):
    seen = []

    def answer(self):
        seen.append((self.choice.key(), self.password.first.secret()))
        self.choice.set_key(False)
        self.save_button.click()
        return 1

    monkeypatch.setattr(LeavingDialog, "exec", answer)
    for _ in range(2):
        assert ask_place(stick / "งบ.pdf", None) == stick / "งบ.pdf"
    assert seen == [(True, "")] * 2


def test_an_older_locked_file_stays(stick):
    assert free_locked(stick / "งบ.pdf").name == "งบ.pdf.age"
    (stick / "งบ.pdf.age").touch()
    (stick / "งบ 2.pdf.age").touch()
    assert free_locked(stick / "งบ.pdf").name == "งบ 3.pdf.age"


# ---------------------------------------------------------------- writing and opening


def test_a_locked_file_lies_there_whole_and_nothing_plain_beside_it(stick, tmp_path, quick):
    write_file(Locked(stick / "งบ.pdf.age", WORD), DATA)
    assert [each.name for each in stick.iterdir()] == ["งบ.pdf.age"]
    assert DATA not in (stick / "งบ.pdf.age").read_bytes()
    assert open_locked(stick / "งบ.pdf.age", tmp_path / "งบ.pdf", WORD).read_bytes() == DATA


def test_a_full_stick_leaves_nothing(stick, quick, monkeypatch):
    def full(_number):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWrittenError):
        write_file(Locked(stick / "งบ.pdf.age", WORD), DATA)
    assert list(stick.iterdir()) == []


def test_a_wrong_password_writes_nothing(stick, tmp_path, quick):
    write_file(Locked(stick / "งบ.pdf.age", WORD), DATA)
    with pytest.raises(WrongPassphraseError):
        open_locked(stick / "งบ.pdf.age", tmp_path / "งบ.pdf", "ไม่ใช่คำนี้")
    assert not (tmp_path / "งบ.pdf").exists()


def test_a_password_of_another_program_is_tried_as_typed(stick, tmp_path, quick):
    decomposed = "cafe\u0301-café-four-words"
    (stick / "งบ.pdf.age").write_bytes(sealing.seal_bytes(DATA, passphrase=decomposed))
    assert open_locked(stick / "งบ.pdf.age", tmp_path / "งบ.pdf", decomposed).read_bytes() == DATA


def test_the_copy_of_a_book_is_brought_back_instead(stick, tmp_path):
    with pytest.raises(LockedBookError):
        open_locked(stick / "สมุด.samut.age", tmp_path / "สมุด.samut", WORD)


def test_the_window_asks_where_to_and_says_when_it_is_wrong(qtbot, stick, tmp_path, quick, monkeypatch):
    write_file(Locked(stick / "งบ.pdf.age", WORD), DATA)
    opened, offered = [], []

    def ask(_parent, _title, suggested, *_more):
        offered.append(Path(suggested).name)
        return str(tmp_path / "งบ.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    runner, parent = Runner(), QWidget()
    qtbot.addWidget(parent)
    made = OpenLockedDialog(stick / "งบ.pdf.age", runner, parent)
    try:
        click(made.open_button)
        assert offered == [], "a password first"
        made.password.edit.setText("wrong words")
        click(made.open_button)
        qtbot.waitUntil(lambda: not made.note.isHidden())
        assert made.open_button.isEnabled()
        made.password.edit.setText(WORD)
        with qtbot.waitSignal(made.accepted):
            click(made.open_button)
    finally:
        runner.stop()
    assert offered == ["งบ.pdf", "งบ.pdf"]
    assert opened == [str(tmp_path / "งบ.pdf")]
    assert (tmp_path / "งบ.pdf").read_bytes() == DATA
    assert made.password.secret() == ""
