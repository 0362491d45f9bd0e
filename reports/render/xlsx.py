"""Any report or receipt as an Excel workbook: real numbers and dates, live formulas, charts, print set-up.

How many sheets: a paper of one page (a cost sheet) and a report with one table stand on one sheet, because
they are read as one. A report with several tables gets a first sheet with its figures, sentences and charts,
and one sheet for each table: only so each has its own column widths, its header frozen on screen and
repeated on paper, and can be sorted and filtered without harm to the others. The numbers behind charts stand
on a last sheet of their own. The enterprise's picture is left to the PDF.

Bytes are the same for the same report. xlsxwriter is imported with this module, so import it on first use.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.workbook import Workbook

from app.i18n import _
from reports.model import (
    Block,
    Chart,
    Figures,
    Issuer,
    Kind,
    Pack,
    Paragraph,
    Pictures,
    Receipt,
    Report,
    Role,
    Signatures,
    Table,
)
from reports.render.receipt_sheet import receipt_report
from reports.render.sheet_values import SheetNames, clean
from reports.render.style import PALETTE
from reports.render.xlsx_charts import ChartData
from reports.render.xlsx_page import Page
from reports.render.xlsx_plain import LONG, render_xlsx_plain
from reports.render.xlsx_styles import FONT, SIZE, Styles

MADE: Final = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's time of making has no zone
"""The time of making that stands in a workbook whose report does not say when it was printed."""
MOST_SHEETS = 12
"""Of more tables than that (the accounts of a ledger) all stand on one sheet."""
_MONEY = (Kind.MONEY, Kind.UNIT_COST)
_FREEZE_AT_MOST = 9
"""A header further down would leave no room for lines on a small screen."""
_FILTER_FROM = 15
"""From so many lines on a table can be filtered from its header."""


def render_xlsx(report: Report | Receipt) -> bytes:
    """The workbook of a report or receipt; raises FormulaError if the report's own formulas are wrong."""
    if isinstance(report, Receipt):
        report = receipt_report(report)
    if isinstance(report, Pack):
        return _render_pack(report)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    if len(tables) == 1 and len(tables[0].rows) > LONG:
        return _render_long(report, tables[0])
    target, book = _new_book(report)
    _Workbook(book, report).write(tables)
    book.close()
    return target.getvalue()


def _holds_money(blocks: Sequence[Block]) -> bool:
    """Whether there are amounts, so that the head has to say what they are in."""
    return any(
        any(column.kind in _MONEY for column in block.columns)
        if isinstance(block, Table)
        else isinstance(block, Figures) and any(item.kind in _MONEY for item in block.items)
        for block in blocks
    )


def _new_book(report: Report) -> tuple[io.BytesIO, Workbook]:
    target = io.BytesIO()
    book = Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_scheme": "none"},
        },
    )
    book.set_properties(
        {
            "title": clean(report.title)[:200],
            "author": clean(report.issuer.name)[:200],
            "created": (report.printed or MADE).replace(tzinfo=None, microsecond=0),
        }
    )
    return target, book


def _render_pack(pack: Pack) -> bytes:
    """One workbook of all parts, a sheet for each, and before them a list that leads to each."""
    target, book = _new_book(pack)
    styles, names = Styles(book), SheetNames()
    contents = _Workbook(book, pack, styles=styles, names=names)
    page = contents.contents_page()
    led_to: dict[str, str] = {}
    for part in pack.parts:
        writer = _Workbook(book, part, styles=styles, names=names)
        led_to[part.title] = writer.write_on_one_sheet()
    contents.write_contents(page, led_to)
    book.close()
    return target.getvalue()


def _render_long(report: Report, table: Table) -> bytes:
    """A table too long for formulas and styles, by the fast writer; its totals stay, as numbers."""
    return render_xlsx_plain(
        table.columns,
        (row.cells for row in table.rows if row.role is not Role.HEADING),
        title=table.title or report.title,
        head=(_line(report.title, report.subtitle, report.number), _line(report.issuer.name, report.period)),
        landscape=report.landscape,
    )


class _Workbook:
    """The sheets of one report."""

    def __init__(
        self,
        book: Workbook,
        report: Report,
        *,
        styles: Styles | None = None,
        names: SheetNames | None = None,
    ) -> None:
        self._book = book
        self._report = report
        self._styles = styles or Styles(book)
        self._names = names or SheetNames()
        self._data = ChartData(book, self._styles, self._names.take(_("Chart data"), "Chart data"))

    def write(self, tables: Sequence[Table]) -> None:
        """Write all sheets."""
        report = self._report
        if report.one_page:
            self._main(report.title, report.blocks)
        elif len(tables) < 2 or len(tables) > MOST_SHEETS:
            # Charts go below, so that the header stands near the top and can be frozen.
            first = [block for block in report.blocks if not isinstance(block, Chart | Signatures)]
            later = [block for block in report.blocks if isinstance(block, Chart | Signatures)]
            self._main(report.title, (*first, *later))
        else:
            self._main(_("Summary"), [block for block in report.blocks if not isinstance(block, Table)])
            for table in tables:
                self._table_sheet(table)
        self._data.write()

    def write_on_one_sheet(self) -> str:
        """Write everything on one sheet, as a part of a pack; returns the sheet's name."""
        blocks = [block for block in self._report.blocks if not isinstance(block, Chart | Signatures)]
        later = [block for block in self._report.blocks if isinstance(block, Chart | Signatures)]
        page = self._main(self._report.title, (*blocks, *later))
        self._data.write()
        return page.name

    def contents_page(self) -> Page:
        """The sheet of the list of a pack, which is written last and stands first."""
        return self._page(_("Contents"), self._report.blocks)

    def write_contents(self, page: Page, led_to: Mapping[str, str]) -> None:
        """The list of a pack: its titles lead to their sheets."""
        report = self._report
        _issuer(page, report.issuer)
        page.line(report.title, self._styles.title(), height=28)
        page.paragraph(report.period, self._styles.get(text_wrap=True, align="left"))
        page.gap()
        link = self._styles.get(font_color=PALETTE["indigo"], underline=1, align="left")
        for block in report.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    title = str(row.cells[0])
                    if title in led_to:
                        page.link(title, led_to[title], link)
                    else:
                        page.line(f"{title}: {row.cells[1]}", self._styles.soft())
        page.finish()

    def _page(self, name: str, blocks: Sequence[Block]) -> Page:
        page = Page(self._book, self._styles, self._names.take(name, self._report.name), blocks)
        footer = _line(self._report.book, self._report.title, self._report.number)
        one_page = self._report.one_page or not any(isinstance(block, Table) for block in blocks)
        page.print_setup(footer, landscape=self._report.landscape, one_page=one_page)
        return page

    def _main(self, name: str, blocks: Sequence[Block]) -> Page:
        """The sheet with everything on it, or everything but the tables."""
        report = self._report
        page = self._page(name, blocks)
        _issuer(page, report.issuer)
        title_row = page.row
        page.line(report.title, self._styles.title(), height=28)
        page.paragraph(report.subtitle, self._styles.get(text_wrap=True, align="left"))
        page.paragraph(_line(report.number, report.period), self._styles.get(text_wrap=True, align="left"))
        if any(isinstance(block, Table | Figures) for block in blocks) and _holds_money(report.blocks):
            page.line(_("Amounts are in baht."), self._styles.soft())
        alone = sum(isinstance(block, Table) for block in blocks) == 1 and not report.one_page
        if not alone:
            page.freeze(title_row + 1)
        charts: list[Chart] = []
        at_end = blocks[-1] if blocks else None
        signed = at_end if isinstance(at_end, Signatures) else None
        for block in (*(blocks[:-1] if signed else blocks), None):
            if isinstance(block, Chart):
                charts.append(block)
                continue
            page.charts(charts, self._data)
            charts = []
            if block is not None:
                self._block(page, block, alone=alone, titled=_title_of(block) != report.title)
        for note in report.notes:
            page.gap()
            page.paragraph(note, self._styles.soft(text_wrap=True, align="left"))
        if signed is not None:
            page.gap()
            page.signatures(signed)
        page.finish()
        return page

    def _table_sheet(self, table: Table) -> None:
        """One table on a sheet of its own."""
        report = self._report
        page = self._page(table.title or report.title, (table,))
        page.line(table.title or report.title, self._styles.title(), height=28)
        head = _line(report.issuer.name, report.title, report.number, report.period)
        page.paragraph(head, self._styles.soft(text_wrap=True, align="left"))
        self._block(page, table, alone=True, titled=False)
        page.finish()

    def _block(
        self,
        page: Page,
        block: Table | Figures | Paragraph | Pictures | Signatures,
        *,
        alone: bool = False,
        titled: bool = True,
    ) -> None:
        page.gap()
        if isinstance(block, Table):
            head = page.table(block, titled=titled)
            if alone:
                page.repeat(head)
            if alone and head <= _FREEZE_AT_MOST:
                page.freeze(head + 1)
            if alone and len(block.rows) >= _FILTER_FROM and _is_plain(block):
                page.filter(head, block)
        elif isinstance(block, Figures):
            page.figures(block)
        elif isinstance(block, Paragraph):
            page.heading(block.title)
            page.paragraph(block.text, self._styles.get(text_wrap=True, align="left"))
        elif isinstance(block, Pictures):
            page.heading(block.title)
            for item in block.items:
                page.paragraph(item.caption, self._styles.get(text_wrap=True, align="left"))
        else:
            page.signatures(block)


def _title_of(block: Table | Figures | Paragraph | Pictures | Signatures) -> str:
    return "" if isinstance(block, Signatures) else block.title


def _is_plain(table: Table) -> bool:
    """Whether a table is lines with at most a total at its end, so that sorting cannot tear groups apart."""
    return all(row.role is Role.LINE for row in table.rows[:-1])


def _issuer(page: Page, issuer: Issuer) -> None:
    page.line(issuer.name, page.styles.get(bold=True, font_size=11))
    tax = _("Tax id {tax_id}").format(tax_id=issuer.tax_id) if issuer.tax_id else ""
    phone = _("Tel. {phone}").format(phone=issuer.phone) if issuer.phone else ""
    page.paragraph(_line(issuer.address, tax, phone), page.styles.soft(text_wrap=True, align="left"))


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
