"""The blocks of a report down its pages: tables, figures, charts, sentences, lines to sign on.

Imports reportlab, so import it on first use.
"""

from collections.abc import Sequence

from app.domain.money import ratio_bp
from app.i18n import _
from app.thai.digits import MINUS
from reports.model import (
    Block,
    Chart,
    ChartKind,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Pictures,
    Role,
    Signatures,
    Table,
)
from reports.render.charts import chart_height, draw_chart
from reports.render.formats import figure_text, unit_text
from reports.render.page import Page
from reports.render.table_pages import Carrying, belongs, rows_together
from reports.render.tables import LaidTable, draw_header, draw_row, lay_out
from reports.thai_text import Align, Weight, measure, wrap

_PAIRED_LABELS = 12


class Flow(Page):
    """One attempt at a report: blocks down the page, a new page when one does not fit."""

    _ending = 0.0
    """What must stand on the same page as the end of the block that is drawn: notes, lines to sign on."""

    def run(self) -> None:
        """Draw everything."""
        self.head()
        self.draw_blocks()
        self.sheet.end_page()

    def draw_blocks(self) -> None:
        """Draw the blocks, the notes, and the last lines to sign on below them."""
        blocks = list(self.report.blocks)
        at_end = blocks[-1] if blocks else None
        last = at_end if isinstance(at_end, Signatures) else None
        if last is not None:
            del blocks[-1]
        ending = self._notes_height() + (self._signatures_height(last) if last is not None else 0)
        while blocks:
            pair = self._pair(blocks)
            self._ending = ending if len(blocks) == max(1, len(pair)) else 0
            if pair:
                self.charts(pair)
                del blocks[: len(pair)]
            else:
                self.block(blocks.pop(0))
        self._ending = 0.0
        for note in self.report.notes:
            self.text(note, self.scale.note, color="ink-soft")
            self.y -= self.scale.inner / 2
        if last is not None:
            self.signatures(last)

    def _notes_height(self) -> float:
        scale = self.scale
        lines = sum(len(wrap(note, self.width, scale.note)) for note in self.report.notes)
        return lines * scale.note * scale.leading + len(self.report.notes) * scale.inner / 2

    def _pair(self, blocks: Sequence[Block]) -> list[Chart]:
        """Charts that stand side by side: two small ones in a row."""
        charts: list[Chart] = []
        for block in blocks[:2]:
            if not isinstance(block, Chart):
                break
            charts.append(block)
        small = [chart for chart in charts if len(chart.labels) <= _PAIRED_LABELS]
        return charts if len(charts) == 2 and len(small) == 2 else charts[:1]

    def block(self, block: Block) -> None:
        """Draw one block."""
        match block:
            case Table():
                self.table(block)
            case Figures():
                self.figures(block)
            case Paragraph():
                self.paragraph(block)
            case Pictures():
                self.pictures(block)
            case Signatures():
                self.signatures(block)
            case Chart():
                self.charts([block])

    def paragraph(self, block: Paragraph) -> None:
        """Sentences with their title."""
        scale = self.scale
        lines = len(wrap(block.text, self.width, scale.body)) if self._ending else 2
        height = scale.body * scale.leading * min(lines, 6) + (scale.heading * 1.5 if block.title else 0)
        self.need(height + (scale.gap * 0.8 + self._ending if lines <= 6 else 0))
        self.title(block.title)
        self.text(block.text, self.scale.body)
        self.y -= self.scale.gap * 0.8

    def pictures(self, block: Pictures) -> None:
        """Pictures two in a row with their words below; a title never stands without its first row."""
        scale, gap = self.scale, 16.0
        wide = (self.width - gap) / 2
        words = scale.note * scale.leading * 2 + scale.inner
        most = (self.top - self.floor - scale.heading * 2) / 3 - words - scale.inner
        for start in range(0, len(block.items), 2):
            pair = block.items[start : start + 2]
            high = max(self.sheet.picture_height(item.data, wide, most) for item in pair)
            self.need(high + words + (scale.heading * 2 if start == 0 and block.title else 0))
            if start == 0:
                self.title(block.title)
            for index, item in enumerate(pair):
                x = self.left + (wide + gap) * index
                if not self.sheet.picture(item.data, x, self.y - high, wide, high):
                    self.sheet.rule(x, self.y - high, x + wide, self.y - high, "line", 0.5)
                y = self.y - high - scale.note * 1.3
                for line in wrap(item.caption, wide, scale.note, most_lines=2):
                    self.sheet.fitted(x, y, line, scale.note, width=wide, color="ink-soft")
                    y -= scale.note * scale.leading
            self.y -= high + words
        self.y -= scale.gap

    def figures(self, block: Figures) -> None:
        """Figures that stand out, side by side between hairlines."""
        items = list(block.items)
        if not items:
            return
        per_row = 5 if self.width < 700 else 7
        count = -(-len(items) // per_row)
        wide = -(-len(items) // count)
        rows = [items[start : start + wide] for start in range(0, len(items), wide)]
        size = min(self._figure_size(figure, self.width / wide) for figure in items)
        for index, row in enumerate(rows):
            ending = self._ending + self.scale.gap * 0.7 if row is rows[-1] else 0
            self.need(self._figure_height(row) + (self.scale.heading * 1.6 if block.title else 0) + ending)
            if index == 0:
                self.title(block.title)
            self._figure_row(row, self.width / wide, size)
        self.y -= self.scale.gap * 0.7

    def _figure_height(self, row: Sequence[Figure]) -> float:
        scale = self.scale
        extra = max((figure.before is not None) + bool(figure.note) for figure in row)
        return scale.note * 1.1 * 1.45 + scale.figure * 1.35 + extra * scale.note * 1.45 + scale.inner

    def _figure_size(self, figure: Figure, cell: float) -> float:
        """The type size at which a figure and its unit fit their cell."""
        small, size = self.scale.note * 1.1, self.scale.figure
        unit = unit_text(figure.kind)
        room = cell - 20 - (measure(unit, small) + 3 if unit else 0)
        wide = measure(figure_text(figure.value, figure.kind), size, Weight.SEMIBOLD)
        return size if wide <= room else max(8.0, size * room / wide)

    def _figure_row(self, row: Sequence[Figure], cell: float, size: float) -> None:
        scale, sheet = self.scale, self.sheet
        height = self._figure_height(row)
        small = scale.note * 1.1
        for index, figure in enumerate(row):
            x = self.left + cell * index + (10 if index else 0)
            room = cell - (20 if index else 10)
            y = self.y - small * 1.1
            if index:
                sheet.rule(x - 10, self.y, x - 10, self.y - height + scale.inner, "line", 0.7)
            sheet.fitted(x, y, figure.label, small, width=room, color="ink-soft")
            unit = unit_text(figure.kind)
            y -= scale.figure * 1.25
            text = figure_text(figure.value, figure.kind)
            used = sheet.fitted(x, y, text, size, Weight.SEMIBOLD, width=room)
            if unit:
                sheet.text(x + used + 3, y, unit, small, color="ink-soft")
            for line in (_before_text(figure), figure.note):
                if line:
                    y -= scale.note * 1.5
                    wide = max(measure(line, scale.note), 1.0)
                    note = scale.note if wide <= room else max(scale.note * 0.7, scale.note * room / wide)
                    sheet.fitted(x, y, line, note, width=room + 0.01, color="ink-soft")
        self.y -= height

    def table(self, table: Table) -> None:
        """A table, or the sentence that says why it is empty."""
        scale = self.scale
        laid = lay_out(table, self.width, scale)
        title = scale.heading * scale.leading if table.title else 0
        if not laid.rows:
            self.need(title + scale.body * 2)
            self.title(table.title)
            self.text(table.empty or _("There is nothing to show yet."), scale.body, color="ink-soft")
            self.y -= scale.gap
            return
        after = scale.gap + self._ending
        if table.note:
            after += (
                scale.inner / 2 + len(wrap(table.note, self.width, scale.note)) * scale.note * scale.leading
            )
        chunks = rows_together(laid, (self.top - self.floor) * 0.4, after)
        self.need(title + laid.header_height + chunks[0][1])
        self.title(table.title)
        self.rows(laid, chunks, Carrying(table, laid, scale) if table.carried or table.running else None)
        if table.note:
            self.y -= scale.inner / 2
            self.text(table.note, scale.note, color="ink-soft")
        self.y -= scale.gap

    def rows(
        self, laid: LaidTable, chunks: Sequence[tuple[int, float]], carrying: Carrying | None = None
    ) -> None:
        """Rows by what stays together, the header repeated on each page, sums carried from page to page."""
        scale, rows = self.scale, laid.rows
        self.y = draw_header(self.sheet, laid, self.left, self.y, scale)
        start = 0
        for end, needed in chunks:
            over = carrying.height if carrying is not None and end < len(rows) else 0
            if self.y - needed - over < self.floor and self.y < self.top:
                if carrying is not None and start:
                    forward = carrying.row(start, _("Carried forward"))
                    self.y = draw_row(self.sheet, laid, forward, self.left, self.y, scale, True)
                self.new_page()
                self.y = draw_header(self.sheet, laid, self.left, self.y, scale)
                if carrying is not None and start:
                    brought = carrying.row(start, _("Brought forward"))
                    self.y = draw_row(self.sheet, laid, brought, self.left, self.y, scale, False)
            for index in range(start, end):
                row = rows[index]
                if self.y - row.height < self.floor:  # more stays together than a page holds
                    self.new_page()
                    self.y = draw_header(self.sheet, laid, self.left, self.y, scale)
                following = rows[index + 1] if index + 1 < len(rows) else None
                last = following is None or following.role is Role.TOTAL or belongs(following, row)
                self.y = draw_row(self.sheet, laid, row, self.left, self.y, scale, last)
            start = end

    def charts(self, charts: Sequence[Chart]) -> None:
        """One chart across the page, or two side by side, each with its title and sentence."""
        scale, size = self.scale, self.scale.note * 1.05
        gap = 28.0
        width = (self.width - gap * (len(charts) - 1)) / len(charts)
        most = self.top - self.floor - scale.heading * 3 - size * 4
        body = min(max(chart_height(chart, size, scale.chart) for chart in charts), most)
        sentences = [
            wrap(chart.sentence, width, scale.note * 1.1, most_lines=3) if chart.sentence else ()
            for chart in charts
        ]
        sentence_high = max(len(lines) for lines in sentences) * scale.note * 1.1 * scale.leading
        title_high = scale.heading * scale.leading
        self.need(title_high + sentence_high + body + scale.inner)
        top = self.y
        for index, chart in enumerate(charts):
            x = self.left + (width + gap) * index
            self.sheet.fitted(
                x,
                top - scale.heading,
                chart.title,
                scale.heading,
                Weight.SEMIBOLD,
                width=width,
                color="indigo",
            )
            y = top - title_high
            for text in sentences[index]:
                self.sheet.fitted(
                    x, y - scale.note * 1.1, text, scale.note * 1.1, width=width, color="ink-soft"
                )
                y -= scale.note * 1.1 * scale.leading
            high = min(body, chart_height(chart, size, body))
            if chart.kind not in (ChartKind.RANKING, ChartKind.SHARE):
                high = body
            draw_chart(
                self.sheet, chart, x, top - title_high - sentence_high - scale.inner, width, high, size
            )
        self.y = top - title_high - sentence_high - scale.inner - body - scale.gap

    def _signature_rows(self, block: Signatures) -> list[tuple[str, ...]]:
        per_row = 4 if self.width >= 700 or len(block.roles) == 4 else 3
        return [block.roles[start : start + per_row] for start in range(0, len(block.roles), per_row)]

    def _signatures_height(self, block: Signatures) -> float:
        return len(self._signature_rows(block)) * self._signature_height(block)

    def _signature_height(self, block: Signatures) -> float:
        return self.scale.body * (9.4 if block.position else 7.9)

    def signatures(self, block: Signatures) -> None:
        """Lines to sign on across the page; below each a name, who signs and the day."""
        scale, size = self.scale, self.scale.body
        signed, space = _("Signed"), " "
        for row in self._signature_rows(block):
            height = self._signature_height(block)
            self.need(height)
            cell = self.width / len(row)
            room = min(cell - 12, 200.0)
            label = measure(signed, size) + 4
            for index, role in enumerate(row):
                x = self.left + cell * index + (cell - room) / 2
                if len(row) == 1:  # a letter is signed in its right half
                    x = self.left + self.width * 0.75 - room / 2
                y = self.y - size * 3.2
                self.sheet.text(x, y + size * 0.15, signed, size, color="ink-soft")
                self.sheet.rule(x + label, y, x + room, y, "edge", 0.5)
                x, under = x + label, room - label
                gap = min(40, int((under - measure("()", size)) / measure(space, size)) - 1)
                lines = [f"({space * gap})", role]
                if block.position:
                    lines.append(_("Position ........................"))
                lines.append(_("Date ......./......./......."))
                for line in lines:
                    y -= size * 1.5
                    self.sheet.fitted(x, y, line, size, width=under, align=Align.CENTER)
            self.y -= height
        self.y -= scale.gap


def _before_text(figure: Figure) -> str:
    """What a figure was before, with the change in percent where that says something."""
    before = figure.before
    if before is None:
        return ""
    text = _("Before: {value}").format(value=figure_text(before, figure.kind))
    value = figure.value
    if isinstance(value, int) and isinstance(before, int) and before > 0 and figure.kind is not Kind.PERCENT:
        change = ratio_bp(value - before, before)
        sign = "+" if change > 0 else MINUS if change < 0 else ""
        tenths = (abs(change) + 5) // 10
        text += f" ({sign}{tenths // 10}.{tenths % 10} %)"
    return text
