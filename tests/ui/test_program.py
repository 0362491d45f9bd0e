"""The program: one window per book, the palette finds what is in it, others' writes show, copies are made."""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.queries.integrity import check_books
from app.services.books import close_book, open_book
from app.settings import change_machine, load_machine
from reports.model import Link
from tests.architecture.tree import ROOT
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall
from tests.ui.keys import press, type_text
from ui import thai_text
from ui.book_places import place_of
from ui.keeping import backup_folder
from ui.program import Program
from ui.single import raise_other

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def book(tmp_path):
    stall = Stall(tmp_path)
    stall.sell(stall.line(stall.kapi, 2, 5_900))
    close_book()
    (tmp_path / "copies").mkdir()
    change_machine(backup_folder=str(tmp_path / "copies"), language="en")
    return tmp_path / "สมุด.samut"


@pytest.fixture
def program(qtbot, qapp):
    ends = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    made = Program(qapp)
    yield made
    made.finish()
    if made.start_view is not None:
        made.start_view.close()
        made.finish()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(ends)
    thai_text.set_names(())


def settle(qtbot, program):
    qtbot.waitUntil(lambda: program.keeper is None or not program.keeper.copier.busy, timeout=20_000)
    qtbot.waitUntil(lambda: program.runner is None or not program.runner.busy, timeout=20_000)


def run(*arguments, **more):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **more,
    )


def test_a_book_opens_with_home_in_front(qtbot, program, book):
    assert program.open(book)
    settle(qtbot, program)
    window = program.window
    assert window.current_key() == "home"
    assert "วิสาหกิจชุมชนทดสอบ" in window.windowTitle()
    assert load_machine().recent_books[0] == str(book)


def test_every_place_opens(qtbot, program, book):
    program.open(book)
    for key in ("sell", "produce", "stock", "reports", "safety", "settings", "home"):
        program.window.show_page(key)
        settle(qtbot, program)
        assert program.window.current_key() == key


def test_the_palette_finds_products_people_reports_and_documents(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    window = program.window
    window.activateWindow()

    def found(text):
        window.open_palette()
        box = window.palette_box
        box.edit.selectAll()
        press(box.edit, Qt.Key.Key_Delete)
        type_text(box.edit, text)
        qtbot.waitUntil(lambda: box.edit.text() == text)
        box.search()
        settle(qtbot, program)
        return [(hit.title, hit.subtitle) for hit in box.model.hits]

    assert ("กะปิผงรสวาซาบิ", "KAPI") in found("กะปิ")
    assert ("ชาหญ้าหมอน้อย", "TEA") in found("tea")
    assert "ลูกค้าประจำ 01" in [title for title, _about in found("ประจำ")]
    assert ("Monthly report", "Report") in found("monthly")
    found("ร1-2569-000001")
    qtbot.waitUntil(lambda: [hit.title for hit in window.palette_box.model.hits] == ["ร1-2569-000001"])
    assert found("ร๑-๒๕๖๙-๐๐๐๐๐๑")[0][0] == "ร1-2569-000001"
    assert not found("ร1-2569-999999")


def test_a_find_leads_to_its_report(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    program.window.open_palette()
    box = program.window.palette_box
    type_text(box.edit, "debtors")
    press(box.edit, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert program.window.current_key() == "reports"
    assert program.window.page("reports").sheet.report().name == "debtors"


@pytest.mark.parametrize(
    ("link", "place"),
    [
        (Link("document", "ร1-2569-000001"), ("sell", "ร1-2569-000001")),
        (Link("document", "คน1-2569-000001"), ("sell", "คน1-2569-000001")),
        (Link("document", "ผ1.2-2569-000001"), ("produce", "ผ1.2-2569-000001")),
        (Link("document", "ซ1-2569-000001"), ("reports", "ซ1-2569-000001")),
        (Link("stock-card", "KAPI"), ("stock", "KAPI")),
        (Link("account", "1101"), ("reports", "account:1101")),
        (Link("day", "2026-10-05"), ("reports", "day:2026-10-05")),
    ],
)
def test_every_link_leads_to_a_place(link, place):
    assert place_of(link) == place


def test_names_of_the_book_are_never_cut(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    name = "กะปิผงรสวาซาบิ"
    assert name in thai_text.thai(f"ขาย{name}แล้ว")


def test_a_second_start_raises_the_first_window(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    program.window.showMinimized()
    second = run("-m", "app", book)
    try:
        qtbot.waitUntil(lambda: not program.window.isMinimized(), timeout=30_000)
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        assert second.returncode == 0, second.stderr.read()
    finally:
        second.kill()
        second.communicate()
    settle(qtbot, program)
    assert check_books() == []


def test_nobody_answers_for_a_book_that_is_not_open(tmp_path):
    assert not raise_other(tmp_path / "สมุด.samut")


def test_a_sale_on_the_command_line_shows_in_the_window(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    with qtbot.waitSignal(program.runner.changed, timeout=30_000):
        sale = run("-m", "ui.cli", "sell", book, "--item", "TEA=1", "--cash", "100")
        out, err = sale.communicate(timeout=60)
        assert sale.returncode == 0, out + err
    settle(qtbot, program)
    assert program.window.page("home").figures[0].value.raw() == "89.00"


def test_closing_copies_what_changed_and_leaves_no_log_behind(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    program.window.show_page("settings")
    settle(qtbot, program)
    field = program.window.page("settings").enterprise.fields["enterprise_name"]
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, "ชื่อใหม่")
    press(field.edit, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert "ชื่อใหม่" in program.window.windowTitle()
    program.window.close()
    program.finish()
    (copy,) = (book.parent / "copies").glob("*.samut")
    assert " auto " in copy.name
    assert not Path(f"{book}-wal").exists()
    open_book(copy)
    assert check_books() == []


def test_closing_a_book_that_did_not_change_makes_no_copy(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    program.window.close()
    program.finish()
    assert list((book.parent / "copies").iterdir()) == []


def test_a_copy_on_the_way_is_told_in_the_status_line(qtbot, program, book, monkeypatch):
    program.open(book)
    settle(qtbot, program)
    keeper = program.keeper
    keeper.copy_now()
    settle(qtbot, program)
    assert "Checked copy" in program.window.status._parts["copy"].raw()
    monkeypatch.setattr(keeper, "_folder", lambda: book.parent / "pulled out")
    keeper.copy_now()
    settle(qtbot, program)
    assert "pulled out" in program.window.status._parts["copy"].raw()


def test_copies_go_to_the_own_folder_when_the_stick_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_a, **_k: tmp_path / "data")
    change_machine(backup_folder=str(tmp_path / "stick"))
    assert backup_folder() == tmp_path / "data" / "backups"
    (tmp_path / "stick").mkdir()
    assert backup_folder() == tmp_path / "stick"


def test_a_book_that_cannot_be_opened_leads_to_the_start_screen(qtbot, program, tmp_path):
    wrong = tmp_path / "letter.samut"
    wrong.write_bytes(b"Dear friends" * 200)
    assert not program.open(wrong)
    assert program.start_view.isVisible()
    assert "letter.samut" in program.start_view.banner.label.raw()
    assert wrong.read_bytes() == b"Dear friends" * 200


def test_closing_the_book_goes_back_to_the_start_and_opens_again(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    program.close_book()
    assert not program.window
    assert program.start_view.isVisible()
    recent = program.start_view.recent_box.itemAt(0).widget()
    QTest.mouseClick(recent, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert program.window.isVisible()
    assert program.start_view is None


def test_the_look_and_the_language_are_remembered(qtbot, program, book):
    program.open(book)
    settle(qtbot, program)
    program.window.switch_language("th")
    program.window.switch_look(percent=125)
    settle(qtbot, program)
    machine = load_machine()
    assert (machine.language, machine.type_scale) == ("th", 125)


def test_a_doubtful_place_is_told(qtbot, program, book, monkeypatch):
    from app.errors import Notice
    from ui import program as module

    notice = Notice("“{name}” seems to lie on a stick or card; a disk is safer.", name=book.name)
    monkeypatch.setattr(module, "check_place", lambda _path: (notice,))
    program.open(book)
    settle(qtbot, program)
    assert book.name in program.window.messages.toast.label.raw()
