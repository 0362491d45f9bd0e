"""The frame of a page with a list: keys, the panel beside or in place of it, what is kept, what leaves."""

import gc
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.errors import UserError
from app.i18n import _
from db import connection as book
from reports.model import Kind
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.desk import Desk
from tests.ui.keys import press, type_text
from ui import masking
from ui.models.rows import Col
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage
from ui.widgets.list_panel import Empty, ListPanelPage

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ESCAPE, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


@dataclass(frozen=True)
class Loan:
    uid: str
    name: str
    left: int


LOANS = (Loan("a", "ก้อย", 500_00), Loan("b", "ขวัญ", 0), Loan("c", "คำ", 1_200_00))


class WrongNameError(UserError):
    message = "not this name"


class NameForm(FormPage):
    def __init__(self) -> None:
        super().__init__()
        self.name = NameField()
        self.add(self.name)
        self.retranslate()


class LoansPage(ListPanelPage[Loan]):
    saved: Sequence[Path] = ()
    name = "loans"
    less = (1,)

    def columns(self) -> list[Col[Loan]]:
        return [
            Col(lambda: "Name", lambda each: each.name, weight=3),
            Col(lambda: "Left", lambda each: each.left, Kind.MONEY, unit="฿", adds_up=True),
        ]

    def build(self) -> None:
        self.found: tuple[Loan, ...] = LOANS
        self.shown: list[str] = []
        self.name_list(lambda: "Loans", lambda: "Search for a loan")
        self.add_chips(
            lambda: "Which",
            (("all", lambda: "All"), ("open", lambda: "Open")),
            lambda loan, key: key == "all" or loan.left > 0,
        )
        self.tool = self.add_tool(lambda: "Register", "file-text", self.read)
        self.add_new(lambda: "New loan", self._begin)
        self.pay = self.add_action(
            lambda: "Receive", "coins", self._begin_paying, keys="Ctrl+E", when=lambda loan: loan.left > 0
        )
        self.form, self.beside = self.add_form(NameForm()), self.add_form(NameForm(), beside=True)

    def job(self) -> Callable[[], tuple[Loan, ...]]:
        return lambda: self.found

    def row_title(self, row: Loan) -> str:
        return row.name

    def details(self, row: Loan) -> Callable[[], str]:
        return lambda: row.name

    def show_details(self, row: Loan, found: str) -> None:
        self.shown.append(found)

    def empty_words(self) -> Empty:
        return Empty("No loan yet.", "New loan")

    def _begin(self) -> None:
        self.show_form(self.form)

    def _begin_paying(self) -> None:
        self.show_form(self.beside)


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    made = Desk(qtbot, qapp, tmp_path)
    yield made
    masking.set_on(False)
    made.close()


def open_page(desk, width=1200):
    saved: list[Path] = []
    page = LoansPage(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        save_file=desk.save_to(saved),
    )
    page.saved = saved
    desk.show(page, width=width)
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    return page


def key(page, keys):
    action = next(each.action for each in page.shortcuts() if each.keys == keys)
    assert action is not None
    action()


def test_the_keys_walk_and_the_panel_follows(desk):
    page = open_page(desk)
    page.table.setFocus()
    page.table.selectRow(0)
    desk.settle()
    assert not page.panel.isHidden()
    assert page.panel.heading.raw() == "ก้อย"
    assert not page.pay.isHidden()
    press(page.table, Qt.Key.Key_Down)
    desk.settle()
    assert page.shown == ["ก้อย", "ขวัญ"]
    assert page.pay.isHidden(), "nothing is left to pay"
    press(page.table, ESCAPE)
    assert page.panel.isHidden()
    press(page.table, ENTER)
    desk.settle()
    assert not page.panel.isHidden()
    page.panel.close_panel()
    inside = page.table.visualRect(page.table.currentIndex()).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    desk.settle()
    assert not page.panel.isHidden(), "the row that the keys are on opens again by a click"
    assert page.shown == ["ก้อย", "ขวัญ", "ขวัญ", "ขวัญ"]


def test_where_there_is_no_room_the_panel_takes_the_lists_place(desk):
    page = open_page(desk, width=900)
    page.table.setFocus()
    page.table.selectRow(0)
    desk.settle()
    assert page.panel.isHidden(), "the keys walk through the list"
    press(page.table, ENTER)
    desk.settle()
    assert not page.panel.isHidden()
    assert page.list.isHidden()
    assert page.panel.width() > 800
    assert page.pay.hasFocus()
    press(page.pay, ESCAPE)
    assert not page.list.isHidden()
    assert page.table.hasFocus()


def test_what_was_chosen_stays_chosen_when_the_list_is_read_again(desk):
    page = open_page(desk)
    page.table.selectRow(2)
    desk.settle()
    page.found = (replace(LOANS[2], name="คำแก้ว"), *LOANS[:2])
    page.refresh(Changes.LEDGER)
    desk.settle()
    desk.settle()
    assert [each.name for each in page.table.chosen_rows()] == ["คำแก้ว"]
    assert page.panel.heading.raw() == "คำแก้ว"
    page.found = LOANS[:1]
    page.refresh(Changes.LEDGER)
    desk.settle()
    assert page.panel.isHidden(), "it is gone"


def test_parts_search_and_what_stands_where_nothing_is(desk):
    page = open_page(desk)
    page.chips.set_key("open")
    page.chips.chosen.emit("open")
    assert [each.uid for each in page.list.shown_rows()] == ["a", "c"]
    key(page, "/")
    assert page.search.hasFocus()
    type_text(page.search, "ขวัญ")
    page.search.search_now()
    assert page.stage.currentWidget() is page.list.nothing
    press(page.search, ESCAPE)
    assert page.stage.currentWidget() is page.table
    page.found = ()
    page.read()
    desk.settle()
    assert page.stage.currentWidget() is page.empty
    assert page.new_button.isHidden(), "the empty state offers the same"
    desk.click(page.empty.button)
    assert page.stack.currentWidget() is page.form


@pytest.mark.parametrize("width", [1200, 900])
def test_a_row_is_shown_as_soon_as_the_list_has_it(desk, width):
    page = open_page(desk, width)
    page.found = ()
    page.read()
    desk.settle()
    page.table.setFocus()
    page.choose("d")
    assert page.panel.isHidden()
    page.found = (*LOANS, Loan("d", "จันทร์", 100))
    page.read()
    desk.settle()
    desk.settle()
    assert page.panel.heading.raw() == "จันทร์"


def test_a_row_that_was_just_entered_is_not_forgotten_over_the_first_one(desk, monkeypatch):
    page = open_page(desk)
    key(page, "Insert")
    page.table.clearSelection()
    page.table.setCurrentIndex(QModelIndex())
    page.wait_for("c")
    monkeypatch.setattr(
        page.table, "setFocus", partial(page.table.selectRow, 0)
    )  # as Qt does at the first time
    page.go_back()
    assert page.table.current_row() == LOANS[0]
    page.read()
    desk.settle()
    desk.settle()
    assert page.panel.heading.raw() == "คำ"
    assert page.table.current_row() == LOANS[2]


def test_forms_take_the_page_or_the_panel_and_what_fails_is_said_in_them(desk):
    page = open_page(desk)
    key(page, "Insert")
    assert page.stack.currentWidget() is page.form
    page.form.name.set_value("ครึ่งเดียว")
    key(page, "Ctrl+N")
    key(page, "Ctrl+F")
    assert page.stack.currentWidget() is page.form
    assert page.form.name.name() == "ครึ่งเดียว"

    def fails():
        raise WrongNameError

    page.save(page.form, fails)
    desk.settle()
    assert page.form.banner.isVisible()
    page.save(page.form, partial(int, 1))
    desk.settle()
    assert page.stack.currentWidget() is page.home
    page.table.selectRow(0)
    desk.settle()
    key(page, "Ctrl+E")
    assert not page.beside.isHidden()
    assert page.panel.isHidden()
    press(page.beside, ESCAPE)
    assert page.beside.isHidden()
    assert not page.panel.isHidden()


def test_the_list_leaves_as_it_is_seen_and_the_log_knows(desk):
    page = open_page(desk)
    page.chips.set_key("open")
    page.chips.chosen.emit("open")
    report = page.seen()()
    assert [row.cells for row in report.blocks[0].rows] == [
        ("ก้อย", 500_00),
        ("คำ", 1_200_00),
        (_("Total"), 1_700_00),
    ]
    assert report.subtitle == "Open"
    words = [each.text() for each in page.make_menu().actions()]
    assert _("Save as Excel") in words
    page._save_list("xlsx")
    desk.settle()
    assert page.saved[0].read_bytes()[:2] == b"PK"
    assert book.fetch_int("SELECT COUNT(*) FROM event_log WHERE action = 'export'") == 1
    masking.set_on(True)
    page._save_list("pdf")
    desk.settle()
    assert len(page.saved) == 1


def test_a_tool_that_has_no_room_stands_in_the_menu(desk):
    page = open_page(desk, width=700)
    assert page.tool.isHidden()
    assert page.table.isColumnHidden(1)
    assert page.tool.text() in [each.text() for each in page.make_menu().actions()]


def test_a_page_that_is_gone_is_in_no_circle(desk):
    page = open_page(desk)
    page.table.selectRow(0)
    desk.settle()
    assert not gc.isenabled()  # or a circle would be found too
    ref = weakref.ref(page)
    shiboken6.delete(page)
    del page
    assert ref() is None


def test_what_can_be_done_with_a_row_goes_on_in_a_second_line_and_is_never_cut(desk):
    page = open_page(desk)
    for word in ("Take or pay in", "Give all of it back", "Hand all of it on", "Certificate of all"):
        page.add_action(partial(str, word), "plus", page.go_back)
    page.retranslate()
    page.table.selectRow(0)
    desk.settle()
    shown = [action.button for action in page._actions if action.button.isVisible()]
    desk.qtbot.waitUntil(lambda: len({button.y() for button in shown}) > 1)
    assert len(shown) >= 4
    assert all(button.width() >= button.sizeHint().width() for button in shown)
