"""The page of who did what by keys and mouse: filters, one act in words, papers, the check."""

import datetime as dt
import sqlite3
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission
from app.domain.trace import ActKind, TraceFilter
from app.i18n import set_language
from app.queries.trace import acts as every_act
from app.services.books import open_path
from app.services.products import set_price
from app.services.reversal import reverse
from app.thai.dates import today
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.desk import Desk
from tests.ui.keys import press, type_text
from ui import masking
from ui.models.rows import ROW_ROLE
from ui.pages.trace import papers
from ui.pages.trace.filters import ALWAYS, CHOSEN, MONTH, TODAY
from ui.pages.trace.view import DETAIL_COLUMN, TraceView
from ui.widgets.labels import Label

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def saved():
    return []


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    made = Desk(qtbot, qapp, tmp_path)
    made.numbers = [made.sell(3), made.sell(1)]
    uid = next(row.entity_uid for row in every_act(TraceFilter()) if row.number == made.numbers[1])
    reverse(made.session, uid, on=DAY, reason="คิดเงินซ้ำ", uid=new_uid())
    set_price(made.session, made.stall.tea, price_e4=95_00 * 10_000)
    yield made
    made.close()


@pytest.fixture
def page(desk, saved):
    made = TraceView(
        desk.session, desk.runner, desk.messages, open_link=desk.open_link, save_file=desk.save_to(saved)
    )
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    calm(desk)
    return made


def calm(desk):
    """Wait until nothing that came back has asked for more."""
    for _ in range(4):
        desk.settle()
        desk.app.processEvents()
    desk.settle()


def rows(desk, page):
    """The acts of the list as it is shown, read page by page."""
    for number in range(page.model.rowCount()):
        page.model.index(number, 0).data()
    calm(desk)
    return [page.model.index(number, 0).data(ROW_ROLE) for number in range(page.model.rowCount())]


def texts(desk, page):
    rows(desk, page)
    return [
        [str(page.model.index(number, column).data() or "") for column in (2, 4, 5)]
        for number in range(page.model.rowCount())
    ]


def choose(desk, page, field, key):
    field.set_value(key)
    field.committed.emit(key)
    calm(desk)


def test_the_newest_act_stands_first_in_words(desk, page):
    shown = texts(desk, page)
    assert shown[0] == ["Changed a product", "ชาหญ้าหมอน้อย (TEA)", "Price: 89.00 → 95.00"]
    assert shown[1][0] == "Undid: Sale"
    assert page.count_label.raw().startswith(f"{len(shown)} lines")
    assert page.title() == "Who did what"


def test_only_who_may_see_the_log_is_shown_anything(desk, saved):
    seller = session_with(Permission.SELL)
    page = TraceView(
        seller, desk.runner, desk.messages, open_link=desk.open_link, save_file=desk.save_to(saved)
    )
    desk.show(page)
    page.refresh(Changes.EVERYTHING)
    calm(desk)
    assert page.model.rowCount() == 0


def test_a_chosen_act_is_told_at_the_right_with_its_history(desk, page):
    rows(desk, page)
    page.table.selectRow(0)
    calm(desk)
    assert page.panel.isVisible()
    words = page.panel.words()
    assert "Changed a product" in words
    assert "Price: 89.00 → 95.00" in words
    assert not page.panel.open_button.isVisible()
    desk.click(page.panel.copy_button)
    assert QGuiApplication.clipboard().text() == words
    press(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


@pytest.fixture
def masked():
    masking.set_on(True)
    yield
    masking.set_on(False)


def test_hidden_figures_are_hidden_here_too(desk, page, masked):
    assert texts(desk, page)[0] == ["Changed a product", masking.DOTS, masking.DOTS]
    page.table.selectRow(0)
    calm(desk)
    QGuiApplication.clipboard().setText("before")
    desk.click(page.panel.copy_button)
    assert QGuiApplication.clipboard().text() == "before"
    shown = [label.text() for label in page.panel.findChildren(Label) if label.isVisible()]
    assert shown
    assert not [text for text in shown if "95" in text or "ชา" in text]


def test_enter_opens_the_document(desk, page):
    shown = rows(desk, page)
    page.table.selectRow(1)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return, "\r")
    calm(desk)
    desk.click(page.panel.open_button)
    assert [link.argument for link in desk.links] == [shown[1].number] * 2


def test_the_history_of_one_thing_and_back(desk, page):
    everything = len(rows(desk, page))
    page.table.selectRow(1)
    calm(desk)
    desk.click(page.panel.history_button)
    calm(desk)
    assert page.about_banner.isVisible()
    assert [row.action for row in rows(desk, page)] == ["reverse"]
    press(page, Qt.Key.Key_Escape)
    calm(desk)
    assert not page.about_banner.isVisible()
    assert len(rows(desk, page)) == everything


def test_another_page_asks_for_the_history_of_its_thing(desk, page):
    page.open(f"uid:{desk.stall.tea.hex()}")
    calm(desk)
    assert [row.action for row in rows(desk, page)] == ["change", "create"]
    page.open("uid:nothing of the kind")
    page.open("ก1-2569-000001")
    desk.qtbot.waitUntil(lambda: page._wanted.text == "ก1-2569-000001")


def test_filters_by_kind_person_and_what_needs_a_look(desk, page):
    choose(desk, page, page.filters.kind, ActKind.SALES.value)
    assert {row.kind for row in rows(desk, page)} == {ActKind.SALES}
    assert len(rows(desk, page)) == 3
    desk.click(page.filters.notable_button)
    calm(desk)
    assert [row.action for row in rows(desk, page)] == ["reverse"]
    choose(desk, page, page.filters.kind, ActKind.SAFETY.value)
    assert page.stage.currentWidget() is page.empty
    assert not page.print_button.isEnabled()
    desk.click(page.empty.button)
    calm(desk)
    assert page.stage.currentWidget() is page.table
    choose(desk, page, page.filters.person, desk.session.user_id)
    assert {row.user_id for row in rows(desk, page)} == {desk.session.user_id}


def test_typed_words_are_searched_after_a_rest(desk, page):
    page.filters.search.setFocus()
    type_text(page.filters.search, "TEA")
    desk.qtbot.waitUntil(lambda: page._wanted.text == "TEA")
    calm(desk)
    assert {row.name or row.number for row in rows(desk, page)} == {"ชาหญ้าหมอน้อย", "ซ1-2569-000001"}


def test_days_can_be_chosen(desk, page):
    day = today()
    assert page.filters.wanted().first == day.replace(day=1)
    choose(desk, page, page.filters.days, TODAY)
    assert (page.filters.wanted().first, page.filters.wanted().last) == (day, day)
    choose(desk, page, page.filters.days, ALWAYS)
    assert page.filters.wanted().first is None
    choose(desk, page, page.filters.days, CHOSEN)
    assert page.filters.chosen_days.isVisible()
    page.filters.first.set_value(dt.date(2000, 1, 2))
    page.filters.last.set_value(dt.date(2000, 1, 1))
    page.filters.last.committed.emit(None)
    calm(desk)
    assert page.filters.wanted().first == dt.date(2000, 1, 1)
    assert page.stage.currentWidget() is page.empty
    choose(desk, page, page.filters.days, MONTH)
    assert not page.filters.chosen_days.isVisible()
    assert page.stage.currentWidget() is page.table


def test_what_happens_now_appears(desk, page):
    before = len(rows(desk, page))
    desk.sell(1)
    page.refresh(Changes.SALES)
    calm(desk)
    assert len(rows(desk, page)) == before + 1
    assert rows(desk, page)[0].document_kind == "sale"


def test_a_long_list_is_scrolled_and_jumped_in(desk, page):
    for _ in range(300):
        set_price(desk.session, desk.stall.tea, price_e4=(95_00 + _ + 1) * 10_000)
    page.refresh(Changes.PRODUCTS)
    calm(desk)
    assert page.model.rowCount() > 300
    page.table.scrollToBottom()
    last = page.model.rowCount() - 1
    page.model.index(last, 0).data()
    calm(desk)
    assert page.model.index(last, 0).data(ROW_ROLE).action == "create"


def test_it_is_saved_as_pdf_and_excel_and_that_is_written_down(desk, page, saved):
    rows(desk, page)
    desk.click(page.pdf_button)
    desk.click(page.xlsx_button)
    calm(desk)
    assert [path.suffix for path in saved] == [".pdf", ".xlsx"]
    assert len(pypdfium2.PdfDocument(saved[0])) >= 1
    assert [row.action for row in rows(desk, page)[:2]] == ["export", "export"]
    assert saved[1].stat().st_size > 1_000


def test_it_is_printed(desk, page, tmp_path, monkeypatch):
    rows(desk, page)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setattr(papers, "ask_printer", lambda *_args, **_more: printer)
    desk.click(page.print_button)
    calm(desk)
    assert (tmp_path / "out.pdf").stat().st_size > 0
    monkeypatch.setattr(papers, "ask_printer", lambda *_args, **_more: None)
    desk.click(page.print_button)
    calm(desk)


def test_the_check_says_that_all_is_whole(desk, page):
    desk.click(page.check_button)
    calm(desk)
    assert "as it was written" in page.banner.label.raw()


def test_the_check_names_the_changed_document_in_thai(desk, page):
    path = Path(open_path())
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER document_no_update")
    raw.execute("UPDATE document SET note = 'x' WHERE number = ?", (desk.numbers[0],))
    raw.commit()
    raw.close()
    set_language("th")
    page.retranslate()
    desk.click(page.check_button)
    calm(desk)
    assert page.banner.isVisible()
    assert desk.numbers[0] in page.banner.label.raw()
    assert "โปรแกรมอื่น" in page.banner.label.raw()


def test_words_change_with_the_language(desk, page):
    rows(desk, page)
    page.table.selectRow(0)
    calm(desk)
    set_language("th")
    page.retranslate()
    calm(desk)
    assert texts(desk, page)[0][0] == "แก้ไขสินค้า"
    assert page.panel.heading.raw() == "แก้ไขสินค้า"
    assert page.filters.days.edit.text() == "เดือนนี้"


def test_details_move_into_the_panel_where_there_is_no_room(desk, page):
    rows(desk, page)
    assert not page.table.isColumnHidden(DETAIL_COLUMN)
    desk.window.resize(1024, 600)
    page.table.selectRow(0)
    calm(desk)
    assert page.table.isColumnHidden(DETAIL_COLUMN)
    page.panel.close_panel()
    assert not page.table.isColumnHidden(DETAIL_COLUMN)


def test_keys_of_the_page(desk, page):
    keys = {shortcut.keys: shortcut.action for shortcut in page.shortcuts()}
    assert {"Ctrl+F", "Ctrl+P", "Ctrl+S", "Ctrl+E", "F5"} <= set(keys)
    keys["Ctrl+F"]()
    assert page.filters.search.hasFocus()
    order = []
    for _ in range(12):
        order.append(desk.app.focusWidget())
        QTest.keyClick(desk.app.focusWidget(), Qt.Key.Key_Tab)
    assert page.table in order
    assert page.print_button in order
    nameless = [type(widget).__name__ for widget in order if not widget.accessibleName()]
    assert nameless == []
