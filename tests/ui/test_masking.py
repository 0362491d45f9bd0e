"""Figures hidden at the stall: one key, every screen; what the customer must see stays; nothing slips out."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.i18n import set_language
from app.services.books import close_book
from app.settings import load_machine
from reports.model import (
    Chart,
    ChartKind,
    Column,
    Figures,
    Issuer,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Table,
)
from reports.model import Figure as FigureData
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall
from tests.ui.keys import front
from ui import masking, theme
from ui.desks import remember as _remember
from ui.main_window import MainWindow
from ui.models.paged import PagedTableModel
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, PageSpec, WindowCallbacks
from ui.program import Program
from ui.system_print import ask_printer
from ui.widgets.basics import Figure
from ui.widgets.chart import ChartView
from ui.widgets.labels import Label
from ui.widgets.preview import PdfPreview
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.report_table import ReportTable
from ui.widgets.tables import TableView

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture(autouse=True)
def _shown():
    masking.set_on(False)
    yield
    masking.set_on(False)


@pytest.fixture
def kept():
    return {}


@pytest.fixture
def window(qtbot, qapp, runner, kept):
    made = MainWindow(
        qapp,
        [PageSpec("home", "Home", "house", PageBase)],
        runner,
        callbacks=WindowCallbacks(remember=kept.__setitem__),
    )
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.show_page("home")
    front(qtbot, made)
    return made


def hide_by_key(window):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_M, both)


# ---------------------------------------------------------------- the switch


def test_one_key_hides_and_the_same_key_shows(window, kept):
    switch = window.mask_switch
    assert switch.eye.isVisible()
    hide_by_key(window)
    assert masking.is_on()
    assert switch.chip.isVisible()
    assert not switch.eye.isVisible()
    assert "Ctrl+Shift+M" in window.status._parts["masked"].raw()
    assert kept["masked"] is True
    hide_by_key(window)
    assert not masking.is_on()
    assert window.status._parts["masked"].isHidden()
    assert kept["masked"] is False


def test_the_eye_and_the_words_beside_it_are_pressed_by_hand(qtbot, window):
    qtbot.mouseClick(window.mask_switch.eye, Qt.MouseButton.LeftButton)
    assert masking.is_on()
    qtbot.mouseClick(window.mask_switch.chip, Qt.MouseButton.LeftButton)
    assert not masking.is_on()


def test_the_menu_of_the_person_has_a_line_for_it(window):
    (line,) = [action for action in window.make_menu().actions() if "Hide figures" in action.text()]
    line.trigger()
    assert masking.is_on()
    assert [action for action in window.make_menu().actions() if "Show figures" in action.text()]


def test_the_state_speaks_the_language_that_is_on(window):
    hide_by_key(window)
    window.switch_language("th")
    assert window.mask_switch.chip.accessibleName() == "ซ่อนตัวเลขอยู่"
    set_language("en")


def test_this_computer_remembers_it():
    _remember("masked", True)
    assert load_machine().masked
    _remember("masked", False)
    assert not load_machine().masked


# ---------------------------------------------------------------- what is hidden


def test_a_private_label_hides_its_words_or_its_figures(qtbot):
    whole, figures, open_one = (
        Label("ป้าแดง 081", private="words"),
        Label("last month 1,234.50 ๑๒", private="figures"),
        Label("1,234"),
    )
    for label in (whole, figures, open_one):
        qtbot.addWidget(label)
    masking.set_on(True)
    assert (whole.text(), whole.accessibleName()) == (masking.DOTS, masking.DOTS)
    assert figures.text() == f"last month {masking.DOTS} {masking.DOTS}"
    assert open_one.text() == "1,234"
    whole.setText("ป้าดำ")
    assert whole.text() == masking.DOTS
    masking.set_on(False)
    assert whole.text() == "ป้าดำ"
    assert figures.text() == "last month 1,234.50 ๑๒"


def test_a_label_becomes_private_and_open_again(qtbot):
    label = Label("59.00")
    qtbot.addWidget(label)
    masking.set_on(True)
    label.set_private("words")
    assert label.text() == masking.DOTS
    label.set_private("")
    assert label.text() == "59.00"
    masking.set_on(False)
    masking.set_on(True)
    assert label.text() == "59.00"


def test_a_figure_hides_its_number_from_eye_and_ear(qtbot):
    figure = Figure("Sales today", "1,234.50", "last month 99.00")
    qtbot.addWidget(figure)
    masking.set_on(True)
    assert figure.value.text() == masking.DOTS
    assert "1,234" not in figure.accessibleName()
    assert "99" not in figure.accessibleName()
    assert "Sales today" in figure.accessibleName()
    figure.set("5,000.00")
    assert figure.value.text() == masking.DOTS
    masking.set_on(False)
    assert figure.value.text() == "5,000.00"
    assert "5,000.00" in figure.accessibleName()


COLUMNS = [
    Col[tuple[str, int, int]](lambda: "Name", lambda row: row[0]),
    Col[tuple[str, int, int]](lambda: "Customer", lambda row: row[0], private=True),
    Col[tuple[str, int, int]](lambda: "Amount", lambda row: row[1], Kind.MONEY),
    Col[tuple[str, int, int]](lambda: "Price", lambda row: row[1], Kind.MONEY, private=False),
    Col[tuple[str, int, int]](lambda: "Pieces", lambda row: row[2], Kind.QUANTITY),
]
ROWS = [("กะปิ", 123_450, 2000), ("ชา", 99_900, 1000)]


def texts(model, row=0):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def both_lists():
    short = RowsModel[tuple[str, int, int]](COLUMNS)
    short.set_rows(ROWS)
    long = PagedTableModel[tuple[str, int, int]](
        COLUMNS, lambda: len(ROWS), lambda _after, _limit: ROWS, key=lambda row: row[0]
    )
    return short, long


@pytest.mark.parametrize("which", [0, 1], ids=["short", "long"])
def test_lists_hide_amounts_and_what_is_marked(qtbot, which):
    model = both_lists()[which]
    if isinstance(model, PagedTableModel):
        model.refresh()
        texts(model)
        qtbot.waitUntil(lambda: model.index(0, 0).data() is not None)
    before = texts(model)
    with qtbot.waitSignal(model.dataChanged):
        masking.set_on(True)
    assert texts(model) == ["กะปิ", masking.DOTS, masking.DOTS, "1,234.50", "2"]
    masking.set_on(False)
    assert texts(model) == before


def test_what_is_hidden_is_not_copied_by_accident(qtbot, window):
    model = both_lists()[0]
    table = TableView("goods", window)
    table.set_list(model)
    table.resize(500, 200)
    table.show()
    QGuiApplication.clipboard().setText("before")
    masking.set_on(True)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    toast = window.messages.toast
    assert toast.isVisible()
    assert "nothing was copied" in toast.label.raw()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert not masking.is_on()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "1,234.50" in QGuiApplication.clipboard().text()


TABLE = Table(
    "t",
    (Column("name", "Name"), Column("what", "What"), Column("amount", "Amount", Kind.MONEY)),
    (Row(("ป้าแดง", "ป้าแดงจ่าย", 5000)), Row(("รวม", None, 5000), Role.TOTAL)),
)


def report(name):
    return Report(
        name,
        "Title",
        Issuer("กลุ่ม"),
        (
            Figures((FigureData("Profit", 123_450, before=99_900),)),
            Paragraph("ป้าแดง 1,234"),
            TABLE,
        ),
        subtitle="ป้าแดง",
        notes=("of 55 sales",),
    )


def test_a_reports_table_hides_amounts_and_words_about_people(qtbot):
    table = ReportTable(TABLE)
    qtbot.addWidget(table)
    masking.set_on(True)
    assert texts(table.model()) == ["ป้าแดง", masking.DOTS, masking.DOTS]
    people = ReportTable(TABLE, of_people=True)
    qtbot.addWidget(people)
    assert texts(people.model()) == [masking.DOTS] * 3
    assert texts(people.model(), 1)[0] == "รวม"


def test_who_did_the_work_is_hidden_behind_what_was_done(qtbot):
    columns = (Column("item", "What went in"), Column("amount", "Cost", Kind.MONEY))
    table = ReportTable(Table("t", columns, (Row(("Labour · ป้าแดง", 5000)), Row(("Salt", 100)))))
    qtbot.addWidget(table)
    masking.set_on(True)
    assert texts(table.model())[0] == f"Labour · {masking.DOTS}"
    assert texts(table.model(), 1)[0] == "Salt"


def test_a_report_on_the_screen_shows_no_figure_and_no_person(qtbot):
    sheet = ReportSheet()
    qtbot.addWidget(sheet)
    masking.set_on(True)
    sheet.set_report(report("debtors"))
    seen = " ".join(label.text() for label in sheet.findChildren(Label))
    for words in ("ป้าแดง", "1,234", "999", "55"):
        assert words not in seen
    masking.set_on(False)
    seen = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "1,234.50" in seen
    assert "ป้าแดง" in seen


def test_a_chart_is_not_drawn_and_tells_nothing(qtbot):
    chart = Chart(
        "Sales", ChartKind.BAR, ("จ.", "อ."), (Series("s", (100_00, 900_00)),), sentence="Best: 900"
    )
    view = ChartView(chart)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    qtbot.waitExposed(view)
    canvas = view.canvas
    points = [QPoint(x, y) for x in range(0, canvas.width(), 5) for y in range(0, canvas.height(), 5)]
    assert any(canvas.tip_at(point) for point in points)
    bars = theme.chart_color(0).rgb()

    def bar_pixels():
        image = canvas.grab().toImage()
        return sum(
            image.pixel(x, y) == bars for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
        )

    assert bar_pixels() > 10
    masking.set_on(True)
    assert bar_pixels() == 0
    assert not any(canvas.tip_at(point) for point in points)
    assert "900" not in view.accessibleDescription()
    assert "900" not in view.sentence.text()


def test_a_paper_is_covered_but_not_a_customers_receipt(qtbot):
    def ink(view):
        image = view._sheets[0].grab().toImage()
        return sum(image.pixelColor(x, 5).red() < 50 for x in range(2, image.width() - 2))

    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, the call words
    private, own = PdfPreview(), PdfPreview()
    own.private = False
    for view in (private, own):
        qtbot.addWidget(view)
        view.resize(300, 300)
        view.show()
        view.show_images([bytes(data.data())])
        qtbot.waitUntil(lambda view=view: view._sheets[0].pixmap is not None)
        assert ink(view) > 10
    masking.set_on(True)
    assert ink(private) == 0
    assert ink(own) > 10


# ---------------------------------------------------------------- the whole program


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    stall = Stall(tmp_path)
    stall.sell(stall.line(stall.tea, 3, 8900))
    close_book()
    made = Program(qapp)
    assert made.open(tmp_path / "สมุด.samut")
    yield made
    if made.window is not None:
        made.window.close()
    made.finish()


def test_home_hides_and_sell_shows(qtbot, program):
    window = program.window
    home = window.page("home")
    qtbot.waitUntil(lambda: home.figures[0].value.raw() not in ("", "–"))
    front(qtbot, window)
    hide_by_key(window)
    assert {figure.value.text() for figure in home.figures} == {masking.DOTS}
    window.show_page("sell")
    qtbot.waitUntil(lambda: not program.runner.busy)
    sell = window.page("sell")
    shown = " ".join(label.text() for label in sell.findChildren(Label) if label.isVisibleTo(window))
    assert masking.DOTS not in shown
    assert "0.00" in shown


def test_nothing_is_saved_while_figures_are_hidden(qtbot, program, monkeypatch):
    asked: list[str] = []

    def ask(*_given):
        asked.append("x")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    masking.set_on(True)
    assert program.save_file("report", "pdf") is None
    assert asked == []
    assert program.window.messages.toast.isVisible()
    masking.set_on(False)
    program.save_file("report", "pdf")
    assert asked == ["x"]


def test_nothing_is_printed_while_figures_are_hidden(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    masking.set_on(True)
    with qtbot.waitSignal(masking.signals.refused):
        assert ask_printer(parent) is None
