"""The reports page by keys and mouse: questions are kept, rows lead on, papers are saved and printed."""

import datetime as dt
import io
import threading

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, TermsData
from app.domain.document import new_uid
from app.domain.market_event import EventData
from app.domain.meeting import MeetingData, MeetingKind
from app.domain.party import PartyData
from app.domain.session import Permission
from app.i18n import set_language
from app.queries.letters import letters
from app.services.consignment import create_terms, take_in
from app.services.market_events import create_event
from app.services.meetings import create_meeting
from app.services.parties import create_party
from app.settings import change_machine
from reports.catalogue import KINDS, Needs, Question
from reports.model import Link, Pack
from reports.output import render
from reports.render.picture import pdf_page_sizes
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.desk import Desk
from tests.ui.keys import press, type_text
from ui.pages.reports import work
from ui.pages.reports.view import PAPER, SCREEN, ReportsView
from ui.system_print import set_paper

__all__ = ["_no_book_left_open", "_own_machine_settings"]

NOW = dt.datetime(2026, 10, 31, 12, 0)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def saved():
    return []


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    made = Desk(qtbot, qapp, tmp_path)
    made.numbers = [made.sell(3), made.sell(1), made.sell(2, on=dt.date(2026, 9, 20))]
    yield made
    made.close()


@pytest.fixture
def page(desk, saved):
    made = ReportsView(
        desk.session, desk.runner, desk.messages, open_link=desk.open_link, save_file=desk.save_to(saved)
    )
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    desk.settle()
    return made


def choose(desk, page, name):
    index = [kind.name for kind in KINDS].index(name)
    desk.click(page.names.buttons[index])
    assert page.names.buttons[index].isChecked()


def shown(page):
    return page.sheet.report()


def test_it_opens_with_the_newest_month(page):
    assert page.questions.month.month() == dt.date(2026, 10, 1)
    assert shown(page).name == "monthly"
    assert page.stage.currentWidget() is page.screen_page
    assert page.pdf_button.isEnabled()


def test_a_step_back_shows_the_month_before(desk, page):
    desk.click(page.questions.month.back)
    assert "September" in shown(page).period


WITHOUT_MEMBERS_OR_A_CLOSED_YEAR = {
    *("address-labels", "letters", "distribution", "dividend-sheet", "dividend-slips"),
}
"""Papers that say what is missing in this book."""


def test_every_report_can_be_shown(desk, page):
    for kind in KINDS:
        choose(desk, page, kind.name)
        asked = page.questions.question(NOW) or Question()
        has_none = kind.needs is Needs.DOCUMENT and not asked.document
        if has_none or kind.name in WITHOUT_MEMBERS_OR_A_CLOSED_YEAR:
            assert page.stage.currentWidget() is page.empty
            assert not page.pdf_button.isEnabled()
        else:
            assert page.stage.currentWidget() in (page.screen_page, page.preview), kind.name
            assert page.pdf_button.isEnabled(), kind.name


def test_a_row_of_the_cash_flow_opens_what_it_is_made_of(desk, page):
    choose(desk, page, "profit-by-section")
    link = shown(page).blocks[0].rows[0].opens
    page.open(f"{link.target}:{link.argument}")
    desk.settle()
    made = shown(page)
    assert made.name == "row-lines"
    first, _last, row = link.argument.split(":", 2)
    assert page.questions.first.date().isoformat() == first
    assert page.questions.row.key() == row
    page.open("row-lines:2026-10-01:2026-10-31:profit-by-day:2026-10-01")
    desk.settle()
    assert page.questions.row.key() == "profit-by-day:2026-10-01"
    assert shown(page).name == "row-lines"


def test_questions_survive_other_reports_and_changes(desk, page):
    desk.click(page.questions.month.back)
    choose(desk, page, "sales-by-product")
    page.questions.first.edit.setFocus()
    page.questions.first.edit.selectAll()
    type_text(page.questions.first.edit, "20/9/69")
    press(page.questions.first.edit, Qt.Key.Key_Return)
    desk.settle()
    choose(desk, page, "debtors")
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    choose(desk, page, "sales-by-product")
    assert page.questions.first.date() == dt.date(2026, 9, 20)
    choose(desk, page, "monthly")
    assert page.questions.month.month() == dt.date(2026, 9, 1)


def test_a_product_is_chosen_by_keys(desk, page):
    choose(desk, page, "stock-card")
    edit = page.questions.product.edit
    edit.setFocus()
    edit.selectAll()
    type_text(edit, "TEA")
    press(edit, Qt.Key.Key_Return)
    desk.settle()
    assert page.questions.product.key() == "TEA"
    assert "TEA" in shown(page).subtitle


def test_a_receipt_is_chosen_from_the_newest_or_typed(desk, page):
    choose(desk, page, "receipt")
    field = page.questions.documents["receipt"]
    assert field.number() == desk.numbers[-1]
    assert page.stage.currentWidget() is page.preview
    assert page.preview.page_count() == 1
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, desk.numbers[0])
    press(field.edit, Qt.Key.Key_Return)
    desk.settle()
    assert field.number() == desk.numbers[0]
    assert page._built.report.number == desk.numbers[0]


def test_a_number_that_is_nothing_gets_one_sentence(desk, page):
    choose(desk, page, "document")
    field = page.questions.documents["document"]
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, "X-9")
    press(field.edit, Qt.Key.Key_Return)
    desk.settle()
    assert "document" in desk.status.message.raw()
    assert page.stage.currentWidget() is page.empty
    assert not page.print_button.isEnabled()
    assert field.text() == "X-9"


@pytest.mark.parametrize(
    ("argument", "name"),
    [
        ("account:1101", "ledger"),
        ("cash", "ledger"),
        ("day:2026-10-05", "sales-by-product"),
        ("debtors", "debtors"),
        ("monthly", "monthly"),
    ],
)
def test_links_from_elsewhere_open_here(desk, page, argument, name):
    page.open(argument)
    desk.settle()
    assert shown(page).name == name


def test_an_account_is_kept_that_was_asked_for_before_the_lists_came(desk, saved):
    made = ReportsView(
        desk.session, desk.runner, desk.messages, open_link=desk.open_link, save_file=desk.save_to(saved)
    )
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    made.open("account:1103")
    desk.settle()
    assert made.questions.account.key() == "1103"
    assert "1103" in shown(made).subtitle


def test_a_document_number_opens_the_document(desk, page):
    page.open(desk.stall.bought.number)
    desk.settle()
    assert shown(page).name == "document"
    assert shown(page).number == desk.stall.bought.number


def test_rows_lead_to_what_is_behind_them(desk, page):
    desk.qtbot.waitUntil(lambda: bool(page.sheet.tables()))
    for table in page.sheet.tables():
        model = table.model()
        for number in range(model.rowCount()):
            table.setCurrentIndex(model.index(number, 0))
            press(table, Qt.Key.Key_Return)
    targets = {link.target for link in desk.links}
    assert {"stock-card", "account", "day"} <= targets
    page.open("account:1101")
    desk.settle()
    desk.links.clear()
    table = page.sheet.tables()[-1]
    index = table.model().index(1, 0)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
    QTest.mouseDClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
    assert desk.links == [Link("document", table.model().rows[1].opens.argument)]


def test_pdf_and_excel_are_saved_and_open_again(desk, page, saved):
    desk.click(page.pdf_button)
    desk.click(page.xlsx_button)
    pdf, xlsx = saved
    assert len(pypdfium2.PdfDocument(pdf)) >= 1
    sheets = openpyxl.load_workbook(io.BytesIO(xlsx.read_bytes())).sheetnames
    assert sheets
    assert xlsx.name in desk.messages.toast.label.raw()
    assert not list(desk.folder.glob(".*.part"))


def test_a_folder_that_is_gone_gets_a_sentence(desk, page, saved, monkeypatch):
    monkeypatch.setattr(page, "_save_file", lambda name, kind: desk.folder / "gone" / f"x.{kind}")
    desk.click(page.pdf_button)
    assert "could not be written" in desk.status.message.raw()


def test_paper_and_screen_show_the_same_report(desk, page):
    press(page.look, Qt.Key.Key_Right)
    desk.settle()
    assert page.look.key() == PAPER
    assert page.stage.currentWidget() is page.preview
    assert page.preview.page_count() >= 1
    press(page.look, Qt.Key.Key_Left)
    desk.settle()
    assert page.look.key() == SCREEN
    assert page.stage.currentWidget() is page.screen_page


def test_printing_draws_the_pages(desk, page):
    target = desk.folder / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    set_paper(printer, "a4")
    page.print_on(printer)
    desk.settle()
    printed = pypdfium2.PdfDocument(target)
    assert len(printed) >= 1
    picture = printed[0].render(scale=0.5).to_pil().convert("L")
    assert picture.getextrema()[0] < 100  # there is ink
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert "printer" in desk.status.message.raw().lower()


def test_a_narrow_window_folds_the_list_into_a_field(desk, page):
    desk.window.resize(820, 560)
    desk.qtbot.waitUntil(page.names.choice.isVisible)
    assert not page.names.isVisible()
    edit = page.names.choice.edit
    edit.setFocus()
    edit.selectAll()
    type_text(edit, "Who owes")
    press(edit, Qt.Key.Key_Return)
    desk.settle()
    assert shown(page).name == "debtors"


def test_a_month_without_anything_says_so(desk, page):
    for _step in range(3):
        desk.click(page.questions.month.back)
    text = " ".join(block.text for block in shown(page).blocks if hasattr(block, "text"))
    assert "Nothing was sold" in text


def test_switching_the_language_keeps_the_question(desk, page):
    desk.click(page.questions.month.back)
    set_language("th")
    page.retranslate()
    desk.settle()
    assert page.questions.month.month() == dt.date(2026, 9, 1)
    assert "กันยายน" in shown(page).period
    assert not any(button.text().strip().isascii() for button in page.names.buttons)


def test_reports_are_found_by_what_is_typed(desk, page):
    page.names.search.setFocus()
    type_text(page.names.search, "balance-sheet")

    def left():
        pairs = zip(KINDS, page.names.buttons, strict=True)
        return [kind.name for kind, button in pairs if not button.isHidden()]

    desk.qtbot.waitUntil(lambda: left() == ["balance-sheet"])
    assert [heading.isHidden() for heading in page.names.headings.values()].count(False) == 1
    press(page.names.search, Qt.Key.Key_Return)
    desk.settle()
    assert shown(page).name == "balance-sheet"
    page.names.search.clear_search()
    assert len(left()) == len(KINDS)


def test_a_year_and_a_day_are_asked_for(desk, page):
    choose(desk, page, "income-statement")
    assert page.questions.year.isVisible()
    assert page.questions.year.year().first == dt.date(2026, 1, 1)
    assert shown(page).name == "income-statement"
    choose(desk, page, "balance-sheet")
    day = page.questions.day
    day.edit.setFocus()
    day.edit.selectAll()
    type_text(day.edit, "20/9/69")
    press(day.edit, Qt.Key.Key_Return)
    desk.settle()
    assert "20" in shown(page).period
    assert not page.questions.year.isVisible()


def test_a_month_is_asked_for_from_elsewhere(desk, page):
    page.open("month-pack:2026-09-01")
    desk.settle()
    assert (page.questions.first.date(), page.questions.last.date()) == (
        dt.date(2026, 9, 1),
        dt.date(2026, 9, 30),
    )
    assert isinstance(shown(page), Pack)
    assert "September" in shown(page).period
    assert not page.progress.isVisible()
    page.open("income-statement:2026-09-01")
    desk.settle()
    assert page.questions.year.year().first == dt.date(2026, 1, 1)


def test_a_span_is_asked_for_from_elsewhere(desk, page):
    page.open("market-compare:2026-03-01:2026-10-24")
    desk.settle()
    asked = (page.questions.first.date(), page.questions.last.date())
    assert asked == (dt.date(2026, 3, 1), dt.date(2026, 10, 24))
    assert shown(page).name == "market-compare"


def test_a_sheet_to_fill_in_is_seen_as_its_paper(desk, page):
    event = create_event(desk.session, EventData("ตลาดนัด", dt.date(2026, 10, 5), dt.date(2026, 10, 5)))
    page.open(f"tally-sheet:{event.code}")
    desk.settle()
    assert page.stage.currentWidget() is page.preview


def test_a_pack_says_how_far_it_is_and_can_be_stopped(desk, page, saved, monkeypatch):
    page.open("month-pack:2026-10-01")
    desk.settle()
    held = threading.Event()

    def slow(report, kind, *, paper, progress):
        def step(done, total, text):
            held.wait(10)
            progress(done, total, text)

        return render(report, kind, paper=paper, progress=step)

    monkeypatch.setattr(work, "render", slow)
    desk.click(page.pdf_button, settle=False)
    desk.qtbot.waitUntil(page.progress.isVisible)
    desk.click(page.progress.cancel_button, settle=False)
    held.set()
    desk.qtbot.waitUntil(page.progress.isHidden)
    desk.settle()
    assert not saved[-1].exists()
    desk.click(page.pdf_button)
    desk.qtbot.waitUntil(saved[-1].exists)
    assert len(pdf_page_sizes(saved[-1].read_bytes())) > 10


def test_a_paper_of_a_person_opens_with_days_before_the_lists_are_there(desk, saved):
    person = create_party(desk.stall.session, PartyData("สมาชิก ดาว", is_member=True))
    made = ReportsView(
        desk.session, desk.runner, desk.messages, open_link=desk.open_link, save_file=desk.save_to(saved)
    )
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    made.open(f"member-statement:2026-09-01:2026-10-15:{person.code}")
    desk.settle()
    assert "สมาชิก ดาว" in shown(made).subtitle
    assert (made.questions.first.date(), made.questions.last.date()) == (
        dt.date(2026, 9, 1),
        dt.date(2026, 10, 15),
    )


def test_letters_and_meetings_are_chosen_by_their_names(desk, page):
    create_meeting(desk.session, MeetingData(MeetingKind.YEARLY, "ประชุมใหญ่", dt.date(2026, 10, 3), "1/2569"))
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    offered = {
        name: page.questions.documents[name].model.choices() for name in ("letters", "minutes", "voucher")
    }
    assert [each.key for each in offered["letters"]] == [each.data.name for each in letters()]
    assert [(each.key, each.text) for each in offered["minutes"]] == [("1/2569", "ประชุมใหญ่ No. 1/2569")]
    assert desk.numbers[0] in [each.key for each in offered["voucher"]]
    choose(desk, page, "minutes")
    assert shown(page).name == "minutes"


def test_whoever_may_not_read_letters_is_not_told_their_names(desk):
    with_names = work.choosable(desk.session, NOW.date()).named
    assert with_names["letters"]
    seller = session_with(Permission.SELL)
    assert work.choosable(seller, NOW.date()).named == {}


def test_a_short_paper_goes_on_the_slip_printer(desk, page, tmp_path):
    out = tmp_path / "printer"
    goods = (GoodsLine(desk.stall.soap, 2_000),)
    owner = create_party(desk.session, PartyData(name="ป้าฝาก 01")).uid
    day = dt.date(2026, 10, 5)
    create_terms(desk.session, TermsData(Direction.IN, owner, Method.PERCENT, 8_000, day))
    number = take_in(desk.session, GoodsDraft(new_uid(), owner, goods), on=day).number
    page.open(f"consignment-slip:{number}")
    desk.settle()
    assert page.roll_button.isHidden(), "without a slip printer there is no button"
    change_machine(printer_kind="file", printer_target=str(out))
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    desk.click(page.roll_button)
    assert len(out.read_bytes()) > 5_000
    choose(desk, page, "monthly")
    desk.settle()
    assert page.roll_button.isHidden()
