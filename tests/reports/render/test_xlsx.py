"""Reports as Excel: real numbers and dates, formulas that agree with what lies beside them, text as text."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.model import (
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Issuer,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Signatures,
    Table,
)
from reports.render.sheet_formulas import FormulaError, cell_name, formulas_of
from reports.render.xlsx import render_xlsx
from tests.reports.render import papers
from tests.reports.render.workbooks import Opened, parts

DAY = dt.date(2026, 10, 10)
COSTS = (
    Column("item", "Item"),
    Column("quantity", "Quantity", Kind.QUANTITY),
    Column("unit", "Unit"),
    Column("rate", "Rate", Kind.UNIT_COST),
    Column("book", "Book", Kind.MONEY),
    Column("full", "Full", Kind.MONEY),
)
LIVE = ((5, "ROUND({quantity}*{rate},2)"),)
COST_TABLE = Table(
    "What went in",
    COSTS,
    (
        Row(("Material", None, None, None, None, None), Role.HEADING),
        Row(("shrimp", 12_500, "kg", 45_000_000, 56_250, 56_250), indent=1, formulas=LIVE),
        Row(("salt", 333, "kg", 12_345_678, 411, 411), indent=1, formulas=LIVE),
        Row(("Work", None, None, None, None, None), Role.HEADING),
        Row(("pounding", 8_250, "h", 50_000_000, 0, 41_250), indent=1, formulas=LIVE),
        Row(("Total", None, None, None, 56_661, 97_911), Role.TOTAL, key="total"),
        Row(
            ("Cost of one", 120_000, "jar", None, 472, 816),
            Role.SUBTOTAL,
            formulas=((4, "ROUND({book@total}/{quantity},2)"), (5, "ROUND({full@total}/{quantity},2)")),
        ),
    ),
    sums=("book", "full"),
)
STOCK = Table(
    "Stock",
    (
        Column("name", "Product"),
        Column("left", "Left", Kind.QUANTITY),
        Column("value", "Value", Kind.MONEY),
        Column("best", "Best before", Kind.DATE),
        Column("share", "Share", Kind.PERCENT),
    ),
    (
        Row(("Goods", None, None, None, None), Role.HEADING),
        Row(("paste", 1_000, 500, DAY, 2_381)),
        Row(("tea", 2_250, 700, None, 3_333)),
        Row(("Goods together", None, 1_200, None, None), Role.SUBTOTAL),
        Row(("Materials", None, None, None, None), Role.HEADING),
        Row(("shrimp", 3_000, 900, dt.date(2027, 1, 2), 4_286)),
        Row(("Materials together", None, 900, None, None), Role.SUBTOTAL),
        Row(("Total", None, 2_100, None, None), Role.TOTAL),
    ),
    sums=("value",),
)
BARS = Chart(
    "Sales by day", ChartKind.BAR, ("1", "2", "=3"), (Series("=Sales", (100, 0, 25_050)),), sentence="Day 3."
)
SHARES = Chart("Make-up", ChartKind.SHARE, ("a", "b"), (Series("Cost", (60, 40)),))


def report_of(*blocks: object, **changes: object) -> Report:
    """A small report around some blocks."""
    plain = Report("small", "Small report", Issuer("Group"), (), period="October 2569")
    return replace(plain, **{"blocks": blocks, **changes})  # type: ignore[arg-type]


def opened(*blocks: object, **changes: object) -> Opened:
    """Its workbook, read back."""
    return Opened(render_xlsx(report_of(*blocks, **changes)))


# ---------------------------------------------------------------- numbers and dates


def test_cells_hold_real_numbers_in_baht_units_and_shares() -> None:
    book = opened(STOCK)
    row = book.find("tea").row
    sheet = book.sheet("Small report")
    assert [sheet.cell(row, column).value for column in (2, 3, 5)] == [2.25, 7, 0.3333]
    formats = [sheet.cell(row, column).number_format for column in (2, 3, 5)]
    assert formats == ["#,##0.00", "#,##0.00", "0.00%"]


def test_decimals_are_those_that_the_column_needs() -> None:
    rows = (Row(("a", 1_000, None, 45_000_000, 1, 1)), Row(("b", 125, None, 12_345_678, 1, 1)))
    book = opened(Table("", COSTS, rows))
    row = book.find("a").row
    sheet = book.sheet("Small report")
    assert sheet.cell(row, 2).number_format == "#,##0.000"
    assert sheet.cell(row, 4).number_format == "#,##0.00"
    assert sheet.cell(row + 1, 4).value == 12.345678


def test_unit_costs_below_one_baht_show_hundredths_of_a_satang() -> None:
    rows = (Row(("a", 1_000, None, 45_000_000, 1, 1)), Row(("b", 125, None, 345_678, 1, 1)))
    book = opened(Table("", COSTS, rows))
    row = book.find("a").row
    cells = [book.sheet("Small report").cell(row + at, 4) for at in (0, 1)]
    assert [cell.number_format for cell in cells] == ["#,##0.0000"] * 2
    assert [cell.value for cell in cells] == [45, 0.345678]


def test_dates_are_dates_in_the_buddhist_era_where_the_program_speaks_thai(thai: None) -> None:
    book = opened(STOCK)
    cell = book.sheet("Small report").cell(book.find("paste").row, 4)
    assert cell.value == dt.datetime(2026, 10, 10)
    assert cell.number_format == "[$-107041E]d mmm yyyy"


def test_dates_are_of_the_common_era_in_english() -> None:
    book = opened(STOCK)
    assert book.sheet("Small report").cell(book.find("paste").row, 4).number_format == "[$-409]d mmm yyyy"


def test_a_day_that_excel_does_not_know_is_text() -> None:
    columns = (Column("day", "Day", Kind.DATE), Column("month", "Month", Kind.MONTH))
    book = opened(Table("", columns, (Row((dt.date(1899, 5, 1), DAY)), Row(("Total", None)))))
    assert book.find("1 May 1899").data_type == "s"
    assert book.find("Total").data_type == "s"


# ---------------------------------------------------------------- formulas


def test_formulas_are_live_and_carry_their_value() -> None:
    book = opened(COST_TABLE, one_page=True)
    top = book.find("Material").row
    live = {cell.coordinate: formula for cell, formula, _value in book.live()}
    assert live == {
        f"F{top + 1}": f"ROUND(B{top + 1}*D{top + 1},2)",
        f"F{top + 2}": f"ROUND(B{top + 2}*D{top + 2},2)",
        f"F{top + 4}": f"ROUND(B{top + 4}*D{top + 4},2)",
        f"E{top + 5}": f"SUM(E{top + 1}:E{top + 4})",
        f"F{top + 5}": f"SUM(F{top + 1}:F{top + 4})",
        f"E{top + 6}": f"ROUND(E{top + 5}/B{top + 6},2)",
        f"F{top + 6}": f"ROUND(F{top + 5}/B{top + 6},2)",
    }
    for cell, _formula, value in book.live():
        assert book.worked_out(cell) == value
    assert {value for _cell, _formula, value in book.live()} >= {Decimal("979.11"), Decimal("8.16")}


def test_subtotals_add_their_group_and_totals_all_lines_without_them() -> None:
    book = opened(STOCK)
    top = book.find("Goods").row
    live = [formula for _cell, formula, _value in book.live()]
    assert live == [
        f"SUM(C{top + 1}:C{top + 2})",
        f"SUM(C{top + 5})",
        f"SUM(C{top + 1}:C{top + 2},C{top + 5})",
    ]
    assert all(book.worked_out(cell) == value for cell, _formula, value in book.live())


def test_a_total_that_its_lines_do_not_come_to_stays_a_number() -> None:
    wrong = replace(STOCK, rows=(*STOCK.rows[:-1], Row(("Total", None, 2_101, None, None), Role.TOTAL)))
    book = opened(wrong)
    total = book.sheet("Small report").cell(book.find("Total").row, 3)
    assert total.value == 21.01
    assert len(list(book.live())) == 2


@pytest.mark.parametrize("formula", ["{nothing}", "{book@nothing}", "SUM({book@total:nothing})", "{}"])
def test_a_formula_about_a_place_that_is_not_there_is_a_fault(formula: str) -> None:
    rows = (Row(("a", 1, "", 1, 1, 1), formulas=((4, formula),)), Row(("b", 1, "", 1, 1, 1), key="total"))
    with pytest.raises(FormulaError):
        formulas_of(Table("", COSTS, rows), 0)


def test_a_sum_of_a_column_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(FormulaError):
        formulas_of(Table("", COSTS, (), sums=("nothing",)), 0)


def test_a_formula_reaches_a_range_of_rows() -> None:
    rows = (
        Row(("a", None, "", None, 1, 1), key="first"),
        Row(("b", None, "", None, 2, 2), key="last"),
        Row(("c", None, "", None, 3, 3), formulas=((4, "SUM({book@first:last})"),)),
    )
    assert formulas_of(Table("", COSTS, rows), 9) == {(2, 4): "SUM(E10:E11)"}


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (6, 25, "Z7"), (6, 26, "AA7"), (0, 702, "AAA1")]
)
def test_cells_are_named_as_excel_names_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@pytest.mark.parametrize("make", [papers.monthly, papers.cost_sheet, papers.receipt])
def test_every_formula_of_a_paper_comes_to_the_figure_beside_it(make) -> None:
    book = Opened(render_xlsx(make()))
    for cell, formula, value in book.live():
        assert book.worked_out(cell) == value, (cell.coordinate, formula)


# ---------------------------------------------------------------- text


def test_hostile_text_stands_literally_and_is_never_a_formula() -> None:
    rows = tuple(Row((text, 1_000, text, None, None, None)) for text in papers.HOSTILE)
    names = tuple(text for text in papers.HOSTILE if text.strip())
    chart = Chart("=cmd()", ChartKind.RANKING, names, (Series("=1+1", (5,) * len(names)),))
    book = opened(
        Figures((Figure("=1+1", 1, note="@note"),), "=2+2"),
        Table("=3+3", COSTS, rows, note="+4"),
        chart,
        Paragraph("-5", "=6"),
        Signatures(("=7",)),
        subtitle="=8",
        notes=("=9",),
        issuer=Issuer("=10", "=11"),
        one_page=True,
    )
    assert not list(book.live())
    assert all(cell.data_type in ("s", "n") for cell in book.cells())
    seen = {cell.value for cell in book.cells()}
    for text in papers.HOSTILE:
        clean = re.sub("[\x00-\x08\x0b-\x1f]", "", text)
        assert not clean or clean in seen
    assert {"=1+1", "=2+2", "=3+3", "+4", "-5", "=6", "=7", "=8", "=9", "=10", "=cmd()"} <= seen


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    book = opened(Table("", COSTS, (Row(("=1+1", None, "kg", None, None, None)),)))
    assert book.find("=1+1").quotePrefix
    assert not book.find("kg").quotePrefix


def test_titles_of_charts_are_places_not_formulas() -> None:
    files = parts(render_xlsx(report_of(BARS)))
    chart = files["xl/charts/chart1.xml"].decode()
    assert re.findall("<c:f>(.*?)</c:f>", chart) == [
        "'Chart data'!$A$1",
        "'Chart data'!$B$2",
        "'Chart data'!$A$3:$A$5",
        "'Chart data'!$B$3:$B$5",
    ]
    assert "<c:v>=Sales</c:v>" in chart
    assert "<c:v>250.5</c:v>" in chart


@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    kept = re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text)
    data = render_xlsx(report_of(Table("", (Column("a", "A"),), (Row((f"x{text}",)),))))
    parts(data)
    # openpyxl reads the escape for a literal _x0041_ as it is written.
    assert f"x{kept}" in {str(cell.value).replace("_x005F_", "_") for cell in Opened(data).cells()} or (
        "_x" in text
    )


def test_half_a_sign_and_a_text_too_long_for_a_cell_do_not_break_the_file() -> None:
    data = render_xlsx(report_of(Table("", (Column("a", "A"),), (Row(("x\ud800y" + "ก" * 40_000,)),))))
    parts(data)
    longest = max((str(cell.value) for cell in Opened(data).cells()), key=len)
    assert longest.startswith("xyก")
    assert len(longest) == 32_767


# ---------------------------------------------------------------- sheets


def fit(sheet) -> tuple[int, int]:
    """Pages wide and high that a sheet is fitted to; what the file leaves out is 1."""
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    setup = sheet.page_setup
    return (
        1 if setup.fitToWidth is None else setup.fitToWidth,
        1 if setup.fitToHeight is None else setup.fitToHeight,
    )


def test_one_page_stands_on_one_sheet() -> None:
    book = opened(COST_TABLE, STOCK, SHARES, one_page=True)
    assert book.formulas.sheetnames == ["Small report", "Chart data"]
    setup = book.formulas["Small report"]
    assert fit(setup) == (1, 1)


def test_each_of_several_tables_gets_a_sheet_with_frozen_and_repeated_header() -> None:
    book = opened(Figures((Figure("Sales", 100, before=80),)), COST_TABLE, STOCK, BARS)
    assert book.formulas.sheetnames == ["Summary", "What went in", "Stock", "Chart data"]
    sheet = book.formulas["Stock"]
    head = book.find("Product", "Stock").row
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.page_setup.paperSize == 9
    assert fit(sheet) == (1, 1), "few rows are printed on one page"
    assert re.search("&P.*&N", parts(book.data)["xl/worksheets/sheet3.xml"].decode().replace("&amp;", "&"))


def test_names_of_sheets_are_legal_and_unique() -> None:
    titles = ("History", "a/b:c*?[d]\\", "'quoted'", "ก" * 60, "ก" * 61, "😀" * 40, "", "Stock", "stock")
    book = opened(*(replace(STOCK, title=title) for title in titles))
    names = book.formulas.sheetnames[1:]
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.casefold() != "history"
        assert not name.startswith("'")


def test_a_difference_to_before_is_live() -> None:
    book = opened(Figures((Figure("Sales", 100, before=80), Figure("Cost", -5, before=None))))
    [(cell, formula, value)] = list(book.live())
    row = book.find("Sales").row
    assert (cell.coordinate, formula, value) == (f"D{row}", f"B{row}-C{row}", Decimal("0.2"))


def test_a_long_list_can_be_filtered_and_a_grouped_one_not() -> None:
    lines = tuple(Row((str(at), 1_000, "", None, 1, 1)) for at in range(20))
    total = Row(("Total", None, None, None, 20, 20), Role.TOTAL)
    book = opened(Table("", COSTS, (*lines, total)))
    head = book.find("Item").row
    assert book.formulas["Small report"].auto_filter.ref == f"A{head}:F{head + 20}"
    assert opened(STOCK).formulas["Small report"].auto_filter.ref is None


def test_an_empty_table_says_its_sentence() -> None:
    book = opened(Table("", COSTS, (), empty="Nothing went in."))
    assert book.find("Nothing went in.").row == book.find("Item").row + 1


def test_widths_follow_the_content_and_marks_take_none() -> None:
    from reports.render.sheet_values import text_width

    assert text_width("ที่นี่") == 2
    assert text_width("กำ") == 2
    assert text_width("ก\u0e34\u0e49") == 1
    assert text_width("ab\nabcd") == 4
    assert text_width("寿司") == 4
    narrow, wide = (
        opened(Table("", (Column("a", "A"), Column("b", "B")), (Row((text, "")),)))
        .formulas["Small report"]
        .column_dimensions["A"]
        .width
        for text in ("a", "a" * 30)
    )
    assert narrow < 20
    assert 30 < wide < 40


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_xlsx(papers.monthly()) == render_xlsx(papers.monthly())
    other = replace(papers.monthly(), printed=dt.datetime(2026, 11, 22, 8, 0))
    assert render_xlsx(other) != render_xlsx(papers.monthly())


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_of_chart_is_a_native_one_of_its_numbers(kind: ChartKind) -> None:
    chart = Chart("Chart", kind, ("a", "b"), (Series("x", (100, 250)), Series("y", (1, -2))))
    files = parts(render_xlsx(report_of(chart)))
    xml = files["xl/charts/chart1.xml"].decode()
    assert xml.count("<c:ser>") == 2
    assert "<c:v>2.5</c:v>" in xml


def test_a_chart_of_nothing_is_left_out() -> None:
    book = opened(Chart("None", ChartKind.BAR, (), (Series("x", ()),), sentence="There is nothing."))
    assert book.formulas.sheetnames == ["Small report"]
    assert book.find("There is nothing.").data_type == "s"


# ---------------------------------------------------------------- receipts and long tables


def test_a_receipt_is_a_workbook_too() -> None:
    receipt = papers.receipt()
    book = Opened(render_xlsx(receipt))
    assert book.find(receipt.total_words).data_type == "s"
    total = next(cell for cell in book.cells() if cell.value == "Total" and cell.row > book.find("Item").row)
    amount = book.sheet(total.parent.title).cell(total.row, 6).value
    assert Decimal(str(amount)) * 100 == receipt.total


def test_the_total_of_a_discounted_receipt_is_live() -> None:
    receipt = replace(papers.receipt(), discount=100, rounding=-25)
    receipt = replace(receipt, total=receipt.subtotal - 125)
    book = Opened(render_xlsx(receipt))
    live = {formula for _cell, formula, _value in book.live()}
    assert any("+" in formula for formula in live)
    assert any(formula.startswith("SUM(") for formula in live)
    assert all(book.worked_out(cell) == value for cell, _formula, value in book.live())


def test_a_very_long_table_goes_through_the_fast_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.render import xlsx

    monkeypatch.setattr(xlsx, "LONG", 10)
    book = Opened(render_xlsx(papers.long_report(30)))
    sheet = book.formulas.worksheets[0]
    assert sheet.cell(1, 1).value == "สมุดรายวัน"
    assert sheet.max_row == 3 + 30
    assert not list(book.live())


def test_only_a_list_with_amounts_says_what_they_are_in() -> None:
    def says(kind: Kind) -> bool:
        table = Table("", (Column("a", "A"), Column("b", "B", kind)), (Row(("x", 100)),))
        return any(cell.value == "Amounts are in baht." for cell in opened(table).cells())

    assert [says(kind) for kind in (Kind.MONEY, Kind.UNIT_COST, Kind.QUANTITY)] == [True, True, False]
