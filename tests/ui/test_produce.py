"""Making goods with real keys on a real book: the form, its figures, the cost sheet, undo, parts, files."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.cost_lines import CostKind, Settlement
from app.domain.costing import OutputKind
from app.i18n import set_language
from app.queries.costing import BatchState, batch_detail, batches
from app.queries.integrity import check_books
from app.queries.products import product_by_uid
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.produce_bench import CONTROL, OCT, TODAY, Bench, Goods
from ui import theme
from ui.pages.produce import lines_model, outs_model
from ui.pages.produce.grid import NOTE_ROLE

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]


@pytest.fixture
def goods(session):
    return Goods(session)


@pytest.fixture
def bench(qtbot, goods, tmp_path):
    made = Bench(qtbot, goods.session, tmp_path)
    yield made
    made.close()


@pytest.fixture
def with_recipe(qtbot, goods, tmp_path):
    goods.recipe()
    made = Bench(qtbot, goods.session, tmp_path)
    yield made
    made.close()


def begin(bench: Bench, name: str = "กะปิผง") -> None:
    """Ctrl+N, the name, Enter."""
    bench.shortcut("Ctrl+N")
    bench.settle()
    bench.type(name)
    bench.enter()


def save(bench: Bench) -> None:
    bench.shortcut("Ctrl+Return")
    bench.settle()


def newest():
    found = batches()[0]
    detail = batch_detail(found.uid)
    assert detail is not None
    return detail


def figure(bench: Bench, key: str) -> str:
    return bench.page.form.summary.values[key].raw()


def test_a_batch_from_its_recipe_by_keys_alone(with_recipe, goods):
    bench = with_recipe
    begin(bench)
    assert bench.focus() is bench.page.form.quantity.edit
    bench.type("20")
    # 4 kg at 80.00, 20 bottles at 5.00, 6 hours at 50.00, one time of power at 60.00
    assert [figure(bench, key) for key in ("cash", "book", "full")] == ["480.00", "480.00", "780.00"]
    assert [figure(bench, key) for key in ("cash_each", "full_each")] == ["24.00", "39.00"]
    assert figure(bench, "price") == "59.00"
    assert figure(bench, "margin") == "33.9 %"
    bench.enter()
    assert bench.focus() is bench.page.form.day.edit
    save(bench)
    detail = newest()
    assert detail.summary.made_milli == 20_000
    assert (detail.actual.total.cash, detail.actual.total.book, detail.actual.total.full) == (
        48_000,
        48_000,
        78_000,
    )
    assert detail.estimated.total.full == 78_000
    assert detail.summary.started_on == TODAY
    # The cost sheet is open, and the toast can undo.
    assert bench.page.stack.currentWidget() is bench.page.sheet
    assert bench.page.sheet.title.raw() == f"{detail.summary.number}  กะปิผง"
    assert detail.summary.number in bench.toast.button.text()
    assert not check_books()


def test_quantity_scales_every_line_but_the_fixed_one_and_keeps_what_was_typed(with_recipe):
    bench = with_recipe
    begin(bench)
    grid = bench.page.form.editor.lines
    bench.click_cell(grid, 1, lines_model.QUANTITY)
    bench.type("2.5")
    bench.enter()
    bench.page.form.quantity.setFocus()
    bench.page.form.quantity.edit.selectAll()
    bench.type("20")
    quantities = [text for text in bench.texts(grid, lines_model.QUANTITY) if text]
    assert quantities == ["5", "20", "6", "1"]
    assert bench.page.form.state.outputs[0].quantity_milli == 20_000


def test_enter_goes_through_the_cells_to_the_save_button(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.enter()
    bench.enter()
    QApplication.processEvents()
    editor = bench.page.form.editor
    seen = []
    for _step in range(40):
        if bench.focus() is bench.page.form.save_button:
            break
        grid = editor.lines if editor.lines.open_field is not None else editor.outs
        seen.append((grid is editor.outs, grid.currentIndex().row(), grid.currentIndex().column()))
        bench.enter()
    assert bench.focus() is bench.page.form.save_button
    assert seen[0] == (False, 1, lines_model.QUANTITY)
    assert seen[-1] == (True, 0, outs_model.QUANTITY)
    assert len(set(seen)) == len(seen)
    # Nothing changed on the way.
    assert figure(bench, "full") == "420.00"


def test_a_shortage_warns_beside_the_line_and_does_not_block(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.type("30")
    grid = bench.page.form.editor.lines
    notes = [grid.model().index(row, 0).data(NOTE_ROLE) for row in range(grid.model().rowCount())]
    assert ("On hand 10", "ink-soft") in notes
    assert ("On hand 15 · 15 short", "turmeric-text") in notes
    save(bench)
    assert newest().summary.made_milli == 30_000


def test_one_key_makes_a_free_hour_owed_and_back(with_recipe):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    row = editor.lines_model.row_of(editor.state.lines[2])
    editor.lines.setFocus()
    editor.lines.setCurrentIndex(editor.lines_model.index(row, lines_model.HOW))
    editor.toggle_owed()
    assert editor.state.lines[2].settlement.value == "owed"
    assert figure(bench, "cash") == figure(bench, "full") == "420.00"
    editor.toggle_owed()
    assert editor.state.lines[2].settlement.value == "imputed"
    assert figure(bench, "cash") == "270.00"
    assert figure(bench, "full") == "420.00"


def test_without_a_recipe_costs_are_typed_and_a_person_is_made_on_the_way(bench, goods):
    begin(bench)
    bench.type("๑๐")
    editor = bench.page.form.editor
    # A click on the heading of labour adds a line.
    labour = editor.lines_model.rows.index(CostKind.LABOUR)
    bench.click_cell(editor.lines, labour, 0)
    line = editor.state.lines[0]
    assert line.settlement is Settlement.IMPUTED
    assert line.rate_e4 == 50_000_000
    bench.type("คั่ว")
    bench.enter()
    bench.type("2")
    bench.enter()
    bench.enter()
    bench.enter()
    bench.enter()
    assert editor.lines.currentIndex().column() == lines_model.WHO
    bench.type("ป้านิด")
    bench.enter()
    bench.settle()
    assert bench.texts(editor.lines, lines_model.WHO).count("ป้านิด") == 1
    save(bench)
    detail = newest()
    assert detail.summary.made_milli == 10_000
    assert detail.lines[0].person == "ป้านิด"
    assert (detail.actual.total.book, detail.actual.total.full) == (0, 10_000)
    assert not check_books()


def test_what_members_bring_is_free_until_it_is_owed(bench):
    begin(bench)
    bench.type("10")
    editor = bench.page.form.editor
    editor.add_line(CostKind.MATERIAL)
    bench.type("มะพร้าวจากสวน")
    bench.enter()
    line = editor.state.lines[0]
    assert (line.description, line.settlement) == ("มะพร้าวจากสวน", Settlement.IMPUTED)
    assert "Members brought it" in bench.texts(editor.lines, lines_model.HOW)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("สอง", "“สอง”"), ("-3", "negative"), ("99999999999999", "10 billion")],
)
def test_a_quantity_that_cannot_be_read_stays_and_says_why(with_recipe, typed, sentence):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    bench.click_cell(editor.lines, 1, lines_model.QUANTITY)
    bench.type(typed)
    bench.enter()
    assert editor.lines.open_field is not None
    assert editor.lines.open_field.text() == typed
    assert sentence in editor.problem.label.raw()
    assert editor.problem.isVisible()
    assert editor.state.lines[0].quantity_milli == 2_000
    bench.key(Qt.Key.Key_Escape)
    assert not editor.problem.isVisible()


def test_a_missing_person_is_asked_for_in_her_cell_and_nothing_is_lost(with_recipe):
    bench = with_recipe
    begin(bench)
    form = bench.page.form
    form.state.lines[2].person_uid = None
    save(bench)
    assert batches() == []
    assert "แรงงาน" in form.error.label.raw()
    assert form.editor.lines.open_field is not None
    assert form.editor.lines.currentIndex().column() == lines_model.WHO
    assert form.save_button.isEnabled()
    bench.type("สมาชิก 001")
    bench.enter()
    save(bench)
    assert len(batches()) == 1


def test_a_form_without_anything_says_what_is_missing(bench):
    bench.shortcut("Ctrl+N")
    bench.settle()
    save(bench)
    assert bench.page.form.what.error() == "Please fill this in."
    assert bench.focus() is bench.page.form.what.edit
    assert batches() == []


def test_half_typed_stays_while_one_looks_elsewhere(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.type("33")
    bench.key(Qt.Key.Key_Escape)
    assert bench.page.stack.currentWidget() is bench.page.home
    bench.shortcut("Ctrl+N")
    bench.settle()
    assert bench.page.stack.currentWidget() is bench.page.form
    assert bench.page.form.quantity.number() == 33_000
    assert len(bench.page.form.state.lines) == 4


def test_undo_asks_why_is_named_and_takes_everything_back(with_recipe, goods):
    bench = with_recipe
    begin(bench)
    save(bench)
    number = newest().summary.number
    bench.toast.button.click()
    bench.settle()
    sheet = bench.page.sheet
    assert sheet.reason.isVisible()
    assert number in sheet.reason.question.raw()
    assert number in sheet.undo_button.accessibleName()
    bench.enter()
    assert sheet.reason.field.error() == "Please fill this in."
    bench.type("บันทึกซ้ำ")
    bench.enter()
    bench.settle()
    assert batches()[0].state is BatchState.UNDONE
    paste = product_by_uid(goods.paste)
    assert paste is not None
    assert (paste.on_hand_milli, paste.value) == (10_000, 80_000)
    assert sheet.state.raw() == "Undone"
    assert not sheet.undo_button.isVisible()
    assert not check_books()


def test_start_add_and_finish_in_parts(with_recipe, goods):
    bench = with_recipe
    begin(bench)
    bench.page.form.start_button.click()
    bench.settle()
    assert newest().summary.state is BatchState.OPEN
    sheet, form = bench.page.sheet, bench.page.form
    sheet.add_button.click()
    bench.settle()
    assert bench.page.stack.currentWidget() is form
    form.editor.add_line(CostKind.TRANSPORT)
    bench.type("ค่ารถ")
    bench.enter()
    bench.enter()
    bench.enter()
    bench.type("30")
    bench.enter()
    save(bench)
    assert newest().actual.total.book == 30_000
    sheet.finish_button.click()
    bench.settle()
    assert form.editor.outs.open_field is not None
    bench.type("4")
    bench.enter()
    form.final.set_key(False)
    form.final.chosen.emit(False)
    assert figure(bench, "book") == "120.00"
    save(bench)
    assert newest().summary.made_milli == 4_000
    assert newest().wip.book == 18_000
    sheet.finish_button.click()
    bench.settle()
    assert form.state.planned_left_milli == 6_000
    save(bench)
    detail = newest()
    assert (detail.summary.state, detail.summary.made_milli) == (BatchState.FINISHED, 10_000)
    assert detail.wip.book == 0
    assert not check_books()


def test_waste_needs_its_reason_and_by_products_their_value(with_recipe, goods):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    editor.add_out(OutputKind.ABNORMAL_WASTE)
    bench.type("1")
    bench.enter()
    editor.finish()
    save(bench)
    assert "why there was unusual waste" in bench.page.form.error.label.raw()
    editor.outs.edit_at(1, outs_model.REASON)
    bench.type("ไหม้")
    bench.enter()
    editor.add_out(OutputKind.BY_PRODUCT)
    bench.type("เศษกะปิ")
    bench.enter()
    editor.outs.edit_at(2, outs_model.QUANTITY)
    bench.type("1")
    bench.enter()
    assert editor.outs.currentIndex().column() == outs_model.VALUE
    bench.type("20")
    bench.enter()
    save(bench)
    outputs = newest().outputs
    assert [(each.kind, each.quantity_milli) for each in outputs] == [
        (OutputKind.GOOD, 10_000),
        (OutputKind.ABNORMAL_WASTE, 1_000),
        (OutputKind.BY_PRODUCT, 1_000),
    ]
    assert outputs[2].values.full == 2_000
    assert outputs[1].reason == "ไหม้"
    assert not check_books()


def test_insert_and_delete_add_and_take_lines(with_recipe):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    editor.lines.setFocus()
    editor.lines.setCurrentIndex(editor.lines_model.index(1, 0))
    bench.key(Qt.Key.Key_Delete)
    assert [line.description for line in editor.state.lines] == ["ขวด", "แรงงาน", "ไฟฟ้า"]
    bench.key(Qt.Key.Key_Insert)
    assert len(editor.state.lines) == 4
    assert editor.lines.open_field is not None


def test_the_list_filters_searches_and_shows_the_costs(with_recipe):
    bench = with_recipe
    begin(bench)
    save(bench)
    bench.key(Qt.Key.Key_Escape)
    bench.settle()
    view = bench.page.batches
    assert bench.texts(view.table, 7) == ["42.00"]
    view.state.chosen.emit(view.state.key())
    view.state.set_key(BatchState.OPEN)
    view.state.chosen.emit(BatchState.OPEN)
    assert view.proxy.rowCount() == 0
    assert view.empty.isVisible()
    view.state.set_key(None)
    view.state.chosen.emit(None)
    view.search.setFocus()
    bench.type("ผง")
    view.search.search_now()
    assert view.proxy.rowCount() == 1
    view.table.selectRow(0)
    bench.settle()
    assert view.panel.isVisible()
    view.table.setFocus()
    bench.enter()
    bench.settle()
    assert bench.page.stack.currentWidget() is bench.page.sheet


def test_the_sheet_is_saved_and_shown_before_it_prints(with_recipe, tmp_path):
    bench = with_recipe
    begin(bench)
    save(bench)
    sheet = bench.page.sheet
    sheet.save_pdf()
    sheet.save_excel()
    bench.settle()
    number = newest().summary.number
    assert (tmp_path / f"Cost sheet {number}.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / f"Cost sheet {number}.xlsx").read_bytes().startswith(b"PK")
    bench.shortcut("Ctrl+P")
    bench.settle()
    assert bench.page.stack.currentWidget() is bench.page.papers.page
    assert bench.page.papers.page.view.page_count() == 1
    bench.key(Qt.Key.Key_Escape)
    assert bench.page.stack.currentWidget() is sheet


def test_a_document_number_opens_its_batch(with_recipe):
    bench = with_recipe
    begin(bench)
    save(bench)
    number = newest().summary.number
    bench.page.show_lists()
    bench.page.open(number)
    bench.settle()
    assert bench.page.stack.currentWidget() is bench.page.sheet
    bench.page.open("ผ9-2569-000001")
    bench.settle()
    assert bench.status.message.raw() == "There is no such batch."


def test_a_late_slip_is_tried_then_posted(with_recipe, goods):
    bench = with_recipe
    begin(bench)
    save(bench)
    bench.page.sheet.add_button.click()
    bench.settle()
    form = bench.page.form
    assert form.day.date() == TODAY
    form.editor.add_line(CostKind.TRANSPORT)
    bench.type("ค่ารถ")
    bench.enter()
    bench.enter()
    bench.enter()
    bench.type("100")
    bench.enter()
    save(bench)
    bench.page.show_lists()
    bench.page.batches.recost_button.click()
    bench.settle()
    page = bench.page.recost.page
    assert bench.page.stack.currentWidget() is page
    assert bench.texts(page.table, 2) == ["27.00"]
    assert bench.texts(page.table, 3) == ["37.00"]
    assert page.post_button.isEnabled()
    page.post_button.click()
    bench.settle()
    assert not page.post_button.isEnabled()
    powder = product_by_uid(goods.powder)
    assert powder is not None
    assert powder.value == 37_000
    page.begin()
    bench.settle()
    assert page.empty.isVisible()
    assert not check_books()


def test_every_text_follows_the_language(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.type("33")
    try:
        set_language("th")
        bench.page.retranslate()
        bench.settle()
        form = bench.page.form
        assert form.title.raw() == "ผลิตรุ่นใหม่"
        assert form.quantity.number() == 33_000
        assert "รายการ" in str(form.editor.lines_model.headerData(0, Qt.Orientation.Horizontal))
    finally:
        set_language("en")


def test_a_day_is_typed_in_thai(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.enter()
    bench.type("๕/๑๐/๖๙")
    bench.enter()
    bench.page.form.editor.finish()
    save(bench)
    assert newest().summary.started_on == dt.date(2026, 10, 5)
    assert newest().summary.started_on > OCT


def test_ctrl_enter_in_an_open_cell_takes_what_is_typed(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.click_cell(bench.page.form.editor.lines, 1, lines_model.QUANTITY)
    bench.type("3")
    bench.key(Qt.Key.Key_Return, CONTROL)
    save(bench)
    assert newest().lines[0].actual_milli == 3_000


def test_an_emptied_form_can_be_brought_back(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.type("33")
    bench.page.form.more.note.set_value("รอบเช้า")
    bench.page.form.cancel_button.click()
    assert bench.page.stack.currentWidget() is bench.page.home
    assert not bench.page.form.is_dirty
    bench.toast.button.click()
    bench.settle()
    form = bench.page.form
    assert form.quantity.number() == 33_000
    assert form.what.text() == "กะปิผง"
    assert form.more.note.name() == "รอบเช้า"
    assert len(form.state.lines) == 4


def test_a_half_typed_form_survives_closing_the_program(qtbot, goods, tmp_path):
    goods.recipe()
    first = Bench(qtbot, goods.session, tmp_path)
    begin(first)
    first.type("33")
    first.click_cell(first.page.form.editor.lines, 1, lines_model.QUANTITY)
    first.type("7.5")
    first.enter()
    first.page.form.editor.finish()
    assert first.page.may_leave()
    first.close()
    second = Bench(qtbot, goods.session, tmp_path)
    second.shortcut("Ctrl+N")
    second.settle()
    form = second.page.form
    assert form.quantity.number() == 33_000
    assert form.state.lines[0].quantity_milli == 7_500
    assert form.state.uid == first.page.form.state.uid
    save(second)
    assert newest().summary.made_milli == 33_000
    second.close()
    third = Bench(qtbot, goods.session, tmp_path)
    third.shortcut("Ctrl+N")
    third.settle()
    assert not third.page.form.is_dirty
    third.close()


def test_a_slip_is_written_down_with_what_it_adds(with_recipe):
    bench = with_recipe
    begin(bench)
    form = bench.page.form
    assert not form.more.section.isVisible()
    form.more.slip_day.setFocus()
    bench.type("31/2/2569")
    save(bench)
    assert form.more.slip_day.error()
    assert batches() == []
    form.more.slip_day.set_value(dt.date(2026, 10, 3))
    form.more.slip_number.set_value("12/69")
    save(bench)
    assert len(batches()) == 1


def test_a_line_can_be_called_fixed_or_the_same_however_much_is_made(with_recipe):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    row = editor.lines_model.row_of(editor.state.lines[2])
    editor.lines.setFocus()
    editor.lines.setCurrentIndex(editor.lines_model.index(row, 0))
    editor._on_fixed_toggled(True)
    editor._on_same_toggled(True)
    note = editor.lines_model.index(row, 0).data(NOTE_ROLE)
    assert note == ("the same however much is made · fixed", "ink-soft")
    bench.page.form.quantity.setFocus()
    bench.type("20")
    assert editor.state.lines[2].quantity_milli == 3_000
    # 150 baht fixed; 59.00 less 480 ÷ 20 of what goes with the quantity leaves 35.00 each
    assert figure(bench, "break_even") == "4.29 ขวด"


def test_a_half_typed_batch_waits_while_the_form_serves_another(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.page.form.start_button.click()
    bench.settle()
    bench.page.show_lists()
    begin(bench)
    bench.type("33")
    bench.key(Qt.Key.Key_Escape)
    bench.page.open(newest().summary.number)
    bench.settle()
    bench.page.sheet.add_button.click()
    bench.settle()
    assert bench.page.form.state.lines == []
    bench.key(Qt.Key.Key_Escape)
    bench.page.show_lists()
    bench.shortcut("Ctrl+N")
    bench.settle()
    assert bench.page.form.quantity.number() == 33_000
    assert len(bench.page.form.state.lines) == 4


def test_the_look_may_change_while_a_cell_is_open(with_recipe, qapp):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    bench.click_cell(editor.lines, 1, lines_model.QUANTITY)
    bench.type("3.5")
    theme.apply(qapp, look=theme.Mode.DARK, percent=150)
    assert editor.lines.open_field is not None
    assert editor.lines.open_field.text() == "3.5"
    assert editor.lines.height() == editor.lines.whole_height()


def test_a_finished_batch_is_made_again_and_a_closed_panel_stays_closed(with_recipe):
    bench = with_recipe
    begin(bench)
    bench.type("20")
    save(bench)
    bench.page.show_lists()
    view = bench.page.batches
    view.table.selectRow(0)
    bench.settle()
    assert view.panel.isVisible()
    bench.key(Qt.Key.Key_Escape)
    assert not view.panel.isVisible()
    bench.page.open(newest().summary.number)
    bench.settle()
    bench.page.sheet.again_button.click()
    bench.settle()
    assert bench.page.form.quantity.number() == 20_000
    save(bench)
    assert len(batches()) == 2
    bench.page.show_lists()
    assert not view.panel.isVisible()


def test_words_from_outside_stay_plain_words(with_recipe, goods):
    bench = with_recipe
    begin(bench)
    editor = bench.page.form.editor
    hostile = "<b>=1+1 %s & {x} \u202e" + "ก" * 300
    editor.add_line(CostKind.TRANSPORT)
    bench.type(hostile[:150])
    bench.enter()
    bench.enter()
    bench.enter()
    bench.type("10")
    bench.enter()
    editor.finish()
    save(bench)
    texts = [line.description for line in newest().lines]
    assert any(text.startswith("<b>=1+1 %s & {x}") for text in texts)
    assert any(
        "<b>=1+1 %s" in text for table in bench.page.sheet.blocks.tables for text in bench.texts(table, 0)
    )


def test_the_sheet_that_opens_is_of_the_batch_just_saved(with_recipe):
    bench = with_recipe
    begin(bench)
    save(bench)
    bench.page.show_lists()
    begin(bench)
    bench.page.form.start_button.click()
    bench.settle()
    assert newest().summary.state is BatchState.OPEN
    shown = bench.page.sheet.sheet
    assert shown is not None
    assert shown.detail.summary.uid == newest().summary.uid
    assert bench.page.sheet.finish_button.isVisible()
    assert not bench.page.sheet.again_button.isVisible()
