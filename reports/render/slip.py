"""A receipt as a slip: one column, three sizes, exactly as long as what it says.

Everything is placed in dots of a thermal head (8 to the millimetre), so that rules and the squares of a QR
code fall on whole dots and print sharp. Imports reportlab, so import it on first use.
"""

from functools import lru_cache

from app.i18n import _
from reports.model import Receipt, ReceiptLine
from reports.render import receipt_words as words
from reports.render.canvas import Sheet
from reports.render.strip import AROUND, LARGE, LEADING, NORMAL, POINTS_PER_DOT, SMALL, Roll, Strip
from reports.thai_text import Align, Weight


def draw_slip(receipt: Receipt, roll: Roll, *, dithered: bool = True) -> bytes:
    """The slip as a PDF of one page; ``dithered`` makes the logo black and white as a head prints it."""
    slip = _Slip(receipt, roll, dithered)
    slip.write()
    return slip.finish()


class _Slip(Strip):
    """A receipt on a strip."""

    def __init__(self, receipt: Receipt, roll: Roll, dithered: bool) -> None:
        super().__init__(receipt.issuer, receipt.title, roll, dithered)
        self.receipt = receipt

    def write(self) -> None:
        """Everything that stands on the slip, in the order that people expect."""
        receipt, bold, middle = self.receipt, Weight.SEMIBOLD, Align.CENTER
        self.head()
        self.text(receipt.title, LARGE, bold, middle, most_lines=2)
        mark = words.copy_mark(receipt)
        self.text(mark, NORMAL, bold, middle)
        if receipt.void:
            self._void(receipt.void)
        self.gap(4)
        left, right = words.numbers(receipt)
        if left:
            self.pair(left, right, SMALL)
        else:
            self.text(right, SMALL)
        self.pair(_("Date {date}").format(date=words.when(receipt)), receipt.seller, SMALL)
        if receipt.buyer:
            self.text(_("Customer: {name}").format(name=receipt.buyer), SMALL, most_lines=3)
        if receipt.reference:
            self.text(_("Refers to {number}").format(number=receipt.reference), SMALL, most_lines=2)
        self.rule()
        for line in receipt.lines:
            self._sold(line)
        self.rule()
        for label, amount in words.sums(receipt):
            self.pair(label, amount)
        self.gap(10)
        self.pair(_("Grand total"), words.money(receipt.total), LARGE, bold, left_size=NORMAL)
        if receipt.total_words:
            self.text(f"({receipt.total_words})", SMALL, align=middle)
        self.text(receipt.tax_note, SMALL, align=middle, most_lines=6)
        self.gap(4)
        self._payments()
        self._promptpay()
        if receipt.note:
            self.gap(6)
            self.text(receipt.note, SMALL, most_lines=6)
        self.signature(_("Received by"))
        if receipt.footer:
            self.gap(10)
            self.text(receipt.footer, SMALL, align=middle, most_lines=8)
        self.gap(AROUND)

    def _void(self, reason: str) -> None:
        """ยกเลิก in white on black, and why."""
        dots = round(self.roll.sizes[LARGE] * 1.5)
        self.gap(4)
        top = self.y

        def step(sheet: Sheet, high: int) -> None:
            self.box(sheet, high, 0, top, self.width, dots)

        self.steps.append(step)
        self.y += (dots - round(self.roll.sizes[LARGE] * LEADING)) // 2
        self.line(_("VOID"), LARGE, Weight.SEMIBOLD, Align.CENTER, color="white", advance=False)
        self.y = top + dots + 4
        self.text(_("Reason: {reason}").format(reason=reason), SMALL, align=Align.CENTER, most_lines=4)

    def _sold(self, line: ReceiptLine) -> None:
        self.gap(3)
        self.text(line.name if line.name.strip() else "–", NORMAL, most_lines=4)
        indent = self.roll.sizes[SMALL]
        self.pair(
            words.quantity_and_price(line), words.money(line.amount), NORMAL, indent=indent, left_size=SMALL
        )
        if line.discount:
            self.text(
                _("Discount {amount}").format(amount=words.money(line.discount)),
                SMALL,
                indent=indent,
                most_lines=1,
            )
        if line.note:
            self.text(line.note, SMALL, indent=indent, most_lines=2)

    def _payments(self) -> None:
        rows, owed = words.paid(self.receipt), words.due(self.receipt)
        if not rows and not owed:
            return
        self.rule()
        for tender, amount, reference in rows:
            self.pair(tender, amount)
            if reference:
                self.text(
                    _("Ref. {reference}").format(reference=reference),
                    SMALL,
                    indent=self.roll.sizes[SMALL],
                    most_lines=2,
                )
        if owed:
            self.pair(*owed, NORMAL, Weight.SEMIBOLD)

    def _promptpay(self) -> None:
        """The code to pay what is due; each square is as many whole dots as fit, at least three."""
        if not self.receipt.promptpay_payload:
            return
        squares = qr_squares(self.receipt.promptpay_payload)
        modules = len(squares) + 8
        dots = max(3, min(7, min(self.width, 400) // modules))
        self.gap(8)
        self.text(_("Scan to pay by PromptPay"), SMALL, Weight.SEMIBOLD, Align.CENTER, most_lines=2)
        left, top = (self.width - modules * dots) // 2 + 4 * dots, self.y + 4 * dots

        def step(sheet: Sheet, high: int) -> None:
            scale = POINTS_PER_DOT
            sheet.boxes(
                [
                    (
                        (self.roll.margin + left + start * dots) * scale,
                        (high - top - (row + 1) * dots) * scale,
                        length * dots * scale,
                        dots * scale,
                    )
                    for row, line in enumerate(squares)
                    for start, length in dark_spans(line)
                ],
                "black",
            )

        self.steps.append(step)
        self.y += modules * dots
        self.text(words.money(self.receipt.due or self.receipt.total), LARGE, Weight.SEMIBOLD, Align.CENTER)
        self.text(self.receipt.promptpay_payee, SMALL, align=Align.CENTER, most_lines=2)


@lru_cache(maxsize=32)
def qr_squares(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of a QR code at level M, without its quiet zone; True is dark."""
    import segno

    code = segno.make(payload, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def dark_spans(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Runs of dark squares in a row as (start, length)."""
    spans: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and spans and sum(spans[-1]) == at:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        elif dark:
            spans.append((at, 1))
    return spans
