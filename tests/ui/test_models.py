"""Table models: raw order, cached text, pages by key; a million rows without a query in data()."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from app import i18n
from reports.model import Kind
from ui.models.paged import KEPT, PAGE, PagedTableModel
from ui.models.rows import ROW_ROLE, SORT_ROLE, Col, RowsModel, RowsProxy

DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class Line:
    name: str
    amount: int | None
    day: dt.date


LINES = [
    Line("น้ำพริก", 1_000_000_000_000, dt.date(2026, 3, 1)),
    Line("เอแคลร์", -500, dt.date(2025, 3, 1)),
    Line("กะปิ", None, dt.date(2026, 1, 1)),
    Line("Tea", 20, dt.date(2026, 2, 1)),
    Line("แกง", 100, dt.date(2026, 12, 1)),
]
COLUMNS = [
    Col[Line](lambda: i18n._("Found"), lambda line: line.name, weight=3),
    Col[Line](lambda: "Amount", lambda line: line.amount, Kind.MONEY, unit="฿"),
    Col[Line](lambda: "Day", lambda line: line.day, Kind.DATE),
]


@pytest.fixture
def model():
    made = RowsModel(COLUMNS)
    made.set_rows(LINES)
    return made


def names(proxy):
    return [proxy.index(row, 0).data() for row in range(proxy.rowCount())]


def test_models_keep_qts_contract(model, qtmodeltester, qapp):
    qtmodeltester.check(model)
    proxy = RowsProxy(model)
    qtmodeltester.check(proxy)


def test_paged_model_keeps_qts_contract(qtmodeltester, qapp):
    paged, _log = paged_over(300)
    qtmodeltester.check(paged)


def test_cells_are_written_by_kind_and_aligned(model):
    assert model.index(0, 1).data() == "10,000,000,000.00"
    assert model.index(1, 1).data() == "−5.00"
    assert model.index(2, 1).data() == ""
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Amount (฿)"
    right = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & int(Qt.AlignmentFlag.AlignRight)
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.index(3, 0).data(ROW_ROLE) is LINES[3]


def test_thai_sorts_as_in_a_dictionary_and_before_latin(model):
    proxy = RowsProxy(model)
    proxy.sort(0, Qt.SortOrder.AscendingOrder)
    assert names(proxy) == ["กะปิ", "แกง", "น้ำพริก", "เอแคลร์", "Tea"]


def test_amounts_sort_by_size_missing_first(model):
    proxy = RowsProxy(model)
    proxy.sort(1, Qt.SortOrder.AscendingOrder)
    assert [proxy.index(row, 1).data(ROW_ROLE).amount for row in range(5)] == [
        None,
        -500,
        20,
        100,
        1_000_000_000_000,
    ]
    proxy.sort(2, Qt.SortOrder.DescendingOrder)
    assert proxy.index(0, 2).data(ROW_ROLE).day == dt.date(2026, 12, 1)


def test_equal_values_have_one_place_in_the_order():
    model = RowsModel(COLUMNS)
    model.set_rows([LINES[4], LINES[4], LINES[3]])
    assert model.index(0, 1).data(SORT_ROLE) == model.index(1, 1).data(SORT_ROLE)


def test_search_folds_and_takes_words_in_any_order(model):
    proxy = RowsProxy(model)
    proxy.set_search("นำพริก")
    assert names(proxy) == ["น้ำพริก"]
    proxy.set_search("2026 กะป")
    assert names(proxy) == ["กะปิ"]
    proxy.set_search("")
    proxy.set_filter(lambda line: (line.amount or 0) > 50)
    assert names(proxy) == ["น้ำพริก", "แกง"]


def test_text_is_written_once(qapp):
    calls: list[Any] = []

    def write(line):
        calls.append(line)
        return line.name

    model = RowsModel([Col[Line](lambda: "x", lambda line: line.name, text=write)])
    model.set_rows(LINES)
    for _again in range(3):
        assert model.index(0, 0).data() == "น้ำพริก"
    assert len(calls) == 1
    model.set_rows(LINES)
    model.index(0, 0).data()
    assert len(calls) == 2


def test_language_switch_writes_again(model, qtbot):
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Found"
    assert model.index(0, 2).data() == "1 Mar 2026"
    i18n.set_language("th")
    with qtbot.waitSignals([model.headerDataChanged, model.dataChanged]):
        model.retranslate()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "ที่พบ"
    assert model.index(0, 2).data() == "1 มี.ค. 2569"


# ---- pages


@dataclass(frozen=True)
class Numbered:
    id: int


class Source:
    """A table of n rows with gaps in its keys, that logs what it was asked."""

    def __init__(self, count, *, seekable=True):
        self.count_now = count
        self.log = []
        self.in_data = False

    def count(self):
        assert not self.in_data, "data() never queries"
        return self.count_now

    def fetch(self, after, limit):
        assert not self.in_data, "data() never queries"
        self.log.append(("fetch", after))
        first = 0 if after is None else after // 10 + 1
        return [Numbered(number * 10) for number in range(first, min(self.count_now, first + limit))]

    def seek(self, row):
        assert not self.in_data, "data() never queries"
        self.log.append(("seek", row))
        return (row - 1) * 10


def paged_over(count, *, seek=True, runner=None):
    source = Source(count)
    model = PagedTableModel(
        [Col[Numbered](lambda: "No", lambda row: row.id, Kind.COUNT)],
        source.count,
        source.fetch,
        key=lambda row: row.id,
        seek=source.seek if seek else None,
        runner=runner,
    )
    model.refresh()
    return model, source


def cell(model, source, row):
    source.in_data = True
    try:
        return model.index(row, 0).data()
    finally:
        source.in_data = False


def wait_for(qtbot, model, source, row):
    qtbot.waitUntil(lambda: cell(model, source, row) is not None)
    return cell(model, source, row)


def test_true_row_count_and_first_page_on_demand(qtbot):
    model, source = paged_over(1_000_000)
    assert model.rowCount() == 1_000_000
    assert source.log == [], "nothing is read before it is looked at"
    assert cell(model, source, 0) is None
    assert wait_for(qtbot, model, source, 0) == "0"
    assert source.log == [("fetch", None)]


def test_a_jump_reads_one_page(qtbot):
    model, source = paged_over(1_000_000)
    assert wait_for(qtbot, model, source, 777_777) == f"{7_777_770:,}"
    page = 777_777 // PAGE
    assert source.log == [("seek", page * PAGE), ("fetch", (page * PAGE - 1) * 10)]


def test_next_page_continues_behind_the_last_key(qtbot):
    model, source = paged_over(1_000)
    wait_for(qtbot, model, source, 0)
    assert wait_for(qtbot, model, source, PAGE) == f"{PAGE * 10:,}"
    assert source.log == [("fetch", None), ("fetch", (PAGE - 1) * 10)], "no seek is needed for the next page"


def test_without_seek_it_walks_from_the_nearest_known_page(qtbot):
    model, source = paged_over(2_000, seek=False)
    assert wait_for(qtbot, model, source, 1_999) == "19,990"
    assert [what for what, _at in source.log] == ["fetch"] * (1_999 // PAGE + 1)
    source.log.clear()
    assert wait_for(qtbot, model, source, 5) == "50"
    assert source.log == [], "the pages on the way were kept"


def test_memory_is_bounded(qtbot):
    model, source = paged_over(1_000_000)
    for page in range(3 * KEPT):
        wait_for(qtbot, model, source, page * PAGE)
    assert model.pages_kept() == KEPT
    assert wait_for(qtbot, model, source, 0) == "0", "a page that was dropped is read again"


def test_wishes_that_were_scrolled_past_are_not_read(qtbot):
    model, source = paged_over(1_000_000)
    for page in range(100):
        assert cell(model, source, page * PAGE) is None
    wait_for(qtbot, model, source, 99 * PAGE)
    assert len([what for what, _at in source.log if what == "fetch"]) <= 4


def test_view_over_a_million_rows_shows_and_jumps(qtbot):
    model, source = paged_over(1_000_000)
    view = QTableView()
    qtbot.addWidget(view)
    view.verticalHeader().setDefaultSectionSize(32)
    view.setModel(model)
    view.resize(400, 400)
    view.show()
    wait_for(qtbot, model, source, 0)
    shown = len(source.log)
    assert shown <= 2
    view.scrollToBottom()
    assert wait_for(qtbot, model, source, 999_999) == "9,999,990"
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert len(source.log) - shown <= 6
    assert model.rowCount() == 1_000_000, "the scroll bar does not lie"


def test_refresh_forgets_and_counts_again(qtbot):
    model, source = paged_over(200)
    wait_for(qtbot, model, source, 0)
    source.count_now = 50
    with qtbot.waitSignal(model.modelReset):
        model.refresh()
    assert model.rowCount() == 50
    assert cell(model, source, 0) is None
    assert wait_for(qtbot, model, source, 49) == "490"


def test_rows_of_another_thread_come_through_the_runner(qtbot, runner):
    model, source = paged_over(1_000, runner=runner)
    qtbot.waitUntil(lambda: model.rowCount() == 1_000)
    assert wait_for(qtbot, model, source, 500) == "5,000"
    assert model.row_at(500) == Numbered(5_000)
    assert model.row_at(0) is None


def test_answer_for_an_old_question_is_dropped(qtbot, runner):
    model, source = paged_over(1_000, runner=runner)
    qtbot.waitUntil(lambda: model.rowCount() == 1_000)
    cell(model, source, 900)
    model._on_wishes()
    source.count_now = 10
    model.refresh()
    qtbot.waitUntil(lambda: model.rowCount() == 10 and not runner.busy)
    assert model.pages_kept() == 0


def test_failed_page_is_told_and_asked_again(qtbot, runner):
    from app.errors import StorageError

    broken = [True]
    source = Source(500)

    def fetch(after, limit):
        if broken[0]:
            raise StorageError
        return source.fetch(after, limit)

    model = PagedTableModel(
        [Col[Numbered](lambda: "No", lambda row: row.id, Kind.COUNT)],
        source.count,
        fetch,
        key=lambda row: row.id,
        runner=runner,
    )
    model.refresh()
    qtbot.waitUntil(lambda: model.rowCount() == 500)
    with qtbot.waitSignal(model.failed) as told:
        cell(model, source, 0)
    assert isinstance(told.args[0], StorageError)
    broken[0] = False
    assert wait_for(qtbot, model, source, 0) == "0"
