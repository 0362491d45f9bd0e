"""Lines of the cart with what promotions made of them, in words: why a price is what it is."""

from app.domain.deal import LineDeal
from app.domain.price_choice import Why
from app.domain.promotion_words import WHY_NAMES
from app.domain.sale import price_line
from app.domain.sale_draft import SaleLineDraft
from app.i18n import _
from ui import formats
from ui.pages.sell.lines import LineText, line_text


def deal_text(raw: SaleLineDraft, dealt: SaleLineDraft, made: LineDeal) -> LineText:
    """A line as it was typed, with the price and the amount that it has now."""
    typed = line_text(raw)
    if made.price is None and not made.off:
        return typed
    detail = f"{formats.quantity(raw.quantity_milli)} {raw.unit} × {formats.unit_cost(dealt.unit_price_e4)}"
    return LineText(typed.name, formats.money(price_line(dealt).amount), detail, typed.note, why(made))


def why(made: LineDeal) -> tuple[str, ...]:
    """Why a line costs what it costs, reason by reason; nothing for the usual price."""
    words = []
    price = made.price
    if price is not None:
        name = _(WHY_NAMES[price.why])
        if price.why is Why.QUANTITY and price.rule is not None:
            name = name.format(quantity=formats.quantity(price.rule.from_quantity))
        usual = formats.unit_cost(price.usual_e4)
        words.append(_("{name} (usually {price})").format(name=name, price=usual))
    words += [
        _("{name} −{amount}").format(name=off.promotion.name, amount=formats.money(off.amount))
        for off in made.off
    ]
    return tuple(words)
