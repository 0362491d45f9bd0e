"""Lines of the cart with what promotions made of them, in words: why a price is what it is."""

from app.domain.deal import LineDeal
from app.domain.sale import price_line
from app.domain.sale_draft import SaleLineDraft
from ui import formats
from ui.deal_words import why
from ui.pages.sell.lines import LineText, line_text


def deal_text(raw: SaleLineDraft, dealt: SaleLineDraft, made: LineDeal) -> LineText:
    """A line as it was typed, with the price and the amount that it has now."""
    typed = line_text(raw)
    if made.price is None and not made.off:
        return typed
    detail = f"{formats.quantity(raw.quantity_milli)} {raw.unit} × {formats.unit_cost(dealt.unit_price_e4)}"
    return LineText(typed.name, formats.money(price_line(dealt).amount), detail, typed.note, why(made))
