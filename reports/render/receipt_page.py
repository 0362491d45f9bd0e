"""A receipt on an A5 or A4 sheet, in the voice of the reports. Import it on first use."""

from app.i18n import _
from reports.model import Column, Kind, Receipt, Report, Role, Row, Table
from reports.render import receipt_words as words
from reports.render.flow import Flow
from reports.render.slip import dark_spans, qr_squares
from reports.render.style import A4, A5, Scale
from reports.thai_text import Align, Weight, measure, wrap

SIZES = {"a5": A5, "a4": A4}
_WHOLE = ("พร้อมเพย์",)  # not broken over two lines
_CODE = 96.0  # the QR code's side in points, with its quiet zone


def draw_page(receipt: Receipt, paper: str) -> bytes:
    """The receipt as a PDF on ``a5`` or ``a4``; many lines go on to further pages."""
    scale = (
        Scale() if paper == "a4" else Scale(title=16, heading=10, margin=30, foot=24, gap=12, cell_pad=1.9)
    )
    page = _Page(receipt, scale, SIZES[paper])
    page.head()
    page.marks()
    page.particulars()
    page.table(_lines(receipt))
    page.total()
    page.payments()
    page.signature()
    page.sheet.end_page()
    return page.finish()


def _lines(receipt: Receipt) -> Table:
    """What was sold; the column of discounts only where there are some."""
    has_discount = any(line.discount for line in receipt.lines)
    columns = [
        Column("at", _("Row no."), Kind.COUNT, 1),
        Column("name", _("Item"), Kind.TEXT, 9),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 1),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        *([Column("discount", _("Discount"), Kind.MONEY, 2)] if has_discount else []),
        Column("amount", _("Amount"), Kind.MONEY, 2),
    ]
    rows = []
    for at, line in enumerate(receipt.lines, 1):
        name = f"{line.name}\n{line.note}" if line.note else line.name
        discount = [line.discount or None] if has_discount else []
        rows.append(
            Row(
                (at, name, line.quantity_milli, line.unit, line.unit_price_e4, *discount, line.amount),
                Role.LINE,
            )
        )
    return Table("", tuple(columns), tuple(rows), empty=_("There is nothing to show yet."))


class _Page(Flow):
    """A sheet: the head and table of the reports, and what only a receipt has."""

    def __init__(self, receipt: Receipt, scale: Scale, size: tuple[float, float]) -> None:
        self.receipt = receipt
        parts = [part for part in words.numbers(receipt) if part]
        room = (size[0] - 2 * scale.margin) * 0.42
        together = " · ".join(parts)
        fits = measure(together, scale.body, Weight.SEMIBOLD) <= room
        report = Report(
            "receipt",
            receipt.title,
            receipt.issuer,
            (),
            subtitle=together if fits else "\n".join(parts),
            period=_("Date {date}").format(date=words.when(receipt)),
            printed=receipt.printed,
            book=receipt.book,
        )
        super().__init__(report, scale, size)

    def marks(self) -> None:
        """Copy and void, so that nobody takes the paper for more than it is."""
        scale = self.scale
        mark = words.copy_mark(self.receipt)
        if self.receipt.void:
            size = scale.heading * 1.3
            high = size * 1.7
            self.sheet.box(self.left, self.y - high, self.width, high, "clay")
            base = self.y - high * 0.67
            room = self.width - 20
            label = _("VOID")
            used = self.sheet.text(self.left + 10, base, label, size, Weight.SEMIBOLD, color="white")
            self.sheet.fitted(
                self.left + 22 + used,
                base,
                _("Reason: {reason}").format(reason=self.receipt.void),
                scale.body,
                width=room - used - 12,
                color="white",
            )
            self.y -= high + scale.inner
        if mark:
            size = scale.heading
            self.sheet.text(
                self.left,
                self.y - size,
                mark,
                size,
                Weight.SEMIBOLD,
                color="clay",
                align=Align.RIGHT,
                width=self.width,
            )
            self.y -= 0 if self.receipt.buyer else size * 1.5

    def particulars(self) -> None:
        """Buyer, seller, the document it refers to."""
        receipt, size = self.receipt, self.scale.body
        parts = []
        if receipt.buyer:
            parts.append(_("Customer: {name}").format(name=receipt.buyer))
        if receipt.reference:
            parts.append(_("Refers to {number}").format(number=receipt.reference))
        for part in parts:
            for line in wrap(part, self.width * 0.8, size, most_lines=3):
                self.sheet.fitted(self.left, self.y - size * 1.1, line, size, width=self.width * 0.8)
                self.y -= size * self.scale.leading
        self.y -= self.scale.inner

    def total(self) -> None:
        """Sums and the total at the right, the total in words at the left."""
        scale, sheet, receipt = self.scale, self.sheet, self.receipt
        rows = words.sums(receipt)
        size, line = scale.body, scale.body * scale.leading
        big = scale.heading * 1.35
        words_room = self.width * 0.5
        in_words = wrap(f"({receipt.total_words})", words_room, size) if receipt.total_words else ()
        if receipt.tax_note:
            in_words = (*in_words, *wrap(receipt.tax_note, words_room, size, most_lines=6))
        self.y += scale.gap * 0.6
        self.need(max(len(rows) * line + big * 2, len(in_words) * line))
        top, room = self.y, self.width * 0.42
        left = self.right - room
        for label, amount in rows:
            sheet.fitted(left, self.y - size * 1.1, label, size, width=room * 0.5, color="ink-soft")
            sheet.text(left, self.y - size * 1.1, amount, size, align=Align.RIGHT, width=room)
            self.y -= line
        self.y -= big * 0.35
        amount = words.money(receipt.total)
        shown = big
        while shown > 8 and measure(amount, shown, Weight.SEMIBOLD) > room * 0.72:
            shown -= 0.5
        base = self.y - big * 1.05
        sheet.text(left, base, _("Grand total"), size, Weight.SEMIBOLD)
        sheet.text(left, base, amount, shown, Weight.SEMIBOLD, align=Align.RIGHT, width=room)
        self.y = base - big * 0.5
        sheet.rule(left, self.y, self.right, self.y, "indigo", 0.8)
        at = top - line - (len(rows) * line * 0 if not rows else 0)
        base_words = min(at, base + (len(in_words) - 1) * line)
        for index, text in enumerate(in_words):
            sheet.text(self.left, base_words - index * line, text, size)
        self.y = min(self.y, base_words - len(in_words) * line) - scale.inner

    def payments(self) -> None:
        """How it was paid at the right, the code to pay what is due at the left."""
        scale, sheet, receipt = self.scale, self.sheet, self.receipt
        size, line = scale.body, scale.body * scale.leading
        rows, owed = words.paid(receipt), words.due(receipt)
        code_high = _CODE + line if receipt.promptpay_payload else 0.0
        lines_high = (len(rows) + sum(1 for row in rows if row[2]) + (1 if owed else 0)) * line
        notes = wrap(receipt.note, self.width * 0.5, size, most_lines=5) if receipt.note else ()
        self.need(max(code_high, lines_high, len(notes) * line) + scale.inner)
        top, room = self.y, self.width * 0.42
        left = self.right - room
        y = top
        for tender, amount, reference in rows:
            used = measure(amount, size)
            sheet.fitted(left, y - size * 1.1, tender, size, width=room - used - 8, color="ink-soft")
            sheet.text(left, y - size * 1.1, amount, size, align=Align.RIGHT, width=room)
            y -= line
            if reference:
                text = _("Ref. {reference}").format(reference=reference)
                sheet.fitted(left + 9, y - size, text, scale.note, width=room - 9, color="ink-soft")
                y -= line
        if owed:
            sheet.fitted(left, y - size * 1.1, owed[0], size, Weight.SEMIBOLD, width=room * 0.55)
            sheet.text(left, y - size * 1.1, owed[1], size, Weight.SEMIBOLD, align=Align.RIGHT, width=room)
            y -= line
        lowest = y
        if receipt.promptpay_payload:
            lowest = min(lowest, self._code(top))
        else:
            note_y = top
            for text in notes:
                sheet.fitted(
                    self.left, note_y - size * 1.1, text, size, width=self.width * 0.5, color="ink-soft"
                )
                note_y -= line
            lowest = min(lowest, note_y)
        self.y = lowest - scale.inner
        if receipt.promptpay_payload and receipt.note:
            self.text(receipt.note, size, color="ink-soft")

    def _code(self, top: float) -> float:
        """The QR code with what it is for beside it; returns its lower edge."""
        scale, sheet, receipt = self.scale, self.sheet, self.receipt
        squares = qr_squares(receipt.promptpay_payload)
        unit = _CODE / (len(squares) + 8)
        sheet.boxes(
            [
                (self.left + (start + 4) * unit, top - (row + 5) * unit, length * unit, unit)
                for row, line in enumerate(squares)
                for start, length in dark_spans(line)
            ],
            "black",
        )
        x, room = self.left + _CODE + 4, self.width * 0.52 - _CODE
        y = top - _CODE * 0.3
        for text, size, weight in (
            (_("Scan to pay by PromptPay"), scale.body, Weight.REGULAR),
            (words.money(receipt.due or receipt.total), scale.heading * 1.3, Weight.SEMIBOLD),
            (receipt.promptpay_payee, scale.body, Weight.REGULAR),
        ):
            for line in wrap(text, room, size, weight, names=_WHOLE, most_lines=2) if text else ():
                sheet.fitted(x, y, line, size, weight, width=room)
                y -= size * 1.5
        return top - _CODE

    def signature(self) -> None:
        """ผู้รับเงิน with the seller's name, and the closing words."""
        scale, sheet, receipt = self.scale, self.sheet, self.receipt
        size = scale.body
        footer = (
            wrap(receipt.footer, self.width * 0.5, scale.note * 1.07, most_lines=6) if receipt.footer else ()
        )
        self.need(size * 5.5)
        room = min(200.0, self.width * 0.42)
        x, y = self.right - room, self.y - size * 2.4
        label = _("Received by")
        used = sheet.text(x, y, label, size)
        sheet.rule(x + used + 6, y - 1, self.right, y - 1, "edge", 0.5)
        if receipt.seller:
            sheet.fitted(
                x + used + 6,
                y - size * 1.6,
                f"({receipt.seller})",
                size,
                width=room - used - 6,
                align=Align.CENTER,
            )
        note = scale.note * 1.07
        for index, text in enumerate(footer):
            at = y - note * scale.leading * index
            sheet.fitted(self.left, at, text, note, width=self.width * 0.5, color="ink-soft")
        self.y = y - max(size * 2.2, note * scale.leading * len(footer))
