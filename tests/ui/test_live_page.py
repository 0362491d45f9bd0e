"""A live sale by keys: a list with codes, calls taken down, a doubtful line decided, all booked."""

import pytest
from PySide6.QtCore import Qt

from app.domain.chat_line import LineState
from app.queries.order_intake import contents, intakes
from app.queries.pre_orders import open_orders
from app.queries.settings import business_settings
from tests.builders import make_book, product
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press, type_text
from tests.ui.test_assets_page import Place, enter
from ui.pages.live.view import LiveView


@pytest.fixture
def place(qtbot, tmp_path):
    session = make_book(tmp_path)
    product(session, "ชาหญ้าหมอน้อย", price=8000, unit="กล่อง")
    product(session, "กะปิ", price=5000, unit="กระปุก")
    made = Place(qtbot, session, LiveView)
    yield made
    made.runner.stop()
    made.runner.deleteLater()


def begin(place) -> None:
    place.key("Ctrl+N")
    form = place.view.form
    row = form.codes.lines[0]
    enter(row.code, "A1")
    type_text(row.what.edit, "ชา")
    press(row.what.edit, Qt.Key.Key_Return)
    place.save(form)
    assert place.view.call.isVisibleTo(place.view)


def call(place, words: str) -> None:
    edit = place.view.call.edit
    edit.setFocus()
    type_text(edit, words)
    press(edit, Qt.Key.Key_Return)
    place.settle()
    assert edit.text() == "", "the strip is empty for the next call"
    assert edit.hasFocus(), "and waits for it"
    assert place.view.list.isVisible(), "the lines stay in front, however narrow the window is"


def choose(place, at: int) -> None:
    """A line by its place in the table."""
    place.view.table.selectRow(at)
    place.view.show_row(place.view.list.shown_rows()[at])
    place.settle()


def now():
    (first, *_more) = intakes()
    found = contents(first.uid)
    assert found is not None
    return found


def test_calls_become_orders_by_keys_alone(place):
    view = place.view
    begin(place)
    for words in ("A1 2 น้องเอ", "กะปิ ๓ คุณ ข", "Z9 1 น้องเอ", "น้องเอ เปลี่ยนเป็น 4"):
        call(place, words)
    assert [line.quantity_milli for line in now().lines] == [2_000, 3_000, 4_000, None]
    choose(place, 2)
    place.key("F4")
    form = view.line_form
    assert form.isVisibleTo(view)
    assert form.what.edit.hasFocus(), "what is missing has the cursor"
    type_text(form.what.edit, "กะปิ")
    press(form.what.edit, Qt.Key.Key_Return)
    place.save(form)
    assert now().lines[2].state is LineState.NEW
    view.book_button.click()
    place.save(view.book_form)
    orders = {each.party: each.total for each in open_orders()}
    promised = {(each.wanted_on - each.ordered_on).days for each in open_orders()}
    assert promised == {business_settings().promise_days}
    assert orders == {"น้องเอ": 2 * 80_00 + 4 * 50_00, "คุณ ข": 3 * 50_00}
    assert now().intake.is_done


@pytest.mark.parametrize("width", [700, 1_700])
def test_call_after_call_is_typed_without_touching_anything_else(place, width):
    place.window.resize(width, 700)
    place.settle()
    begin(place)
    for at, words in enumerate(("A1 2 คุณ ก", "A1 1 คุณ ข", "สวัสดีค่ะ")):
        call(place, words)
        assert place.view._row.position == at + 1, "the newest line is chosen"
    place.view.open_row(place.view._row)
    place.settle()
    assert place.view.panel.isVisible(), "Enter opens it"


def test_a_pasted_chat_stays_in_the_box_when_it_is_too_long(place):
    view = place.view
    begin(place)
    view.paste_button.click()
    long = "A1 1 คุณ ก\n" * 10_000
    view.paste_form.text.setPlainText(long)
    place.save(view.paste_form)
    assert view.paste_form.banner.isVisibleTo(view)
    assert view.paste_form.text.toPlainText() == long
    view.paste_form.text.setPlainText("คุณ ก: A1 1\nคุณ ก: ไม่เอาแล้ว\nคุณ ข: ซื้อไม่ทันค่ะ")
    place.save(view.paste_form)
    assert [line.state for line in now().lines] == [LineState.CANCELLED, LineState.SKIPPED, LineState.SKIPPED]


def test_lines_are_left_out_and_looked_at_again(place):
    view = place.view
    begin(place)
    call(place, "A1 900 คุณ ก")
    choose(place, 0)
    place.key("Ctrl+D")
    assert now().lines[0].state is LineState.SKIPPED
    view.again_button.click()
    place.settle()
    assert now().lines[0].state is LineState.DOUBTFUL
    place.key("Ctrl+E")
    assert now().lines[0].state is LineState.NEW
