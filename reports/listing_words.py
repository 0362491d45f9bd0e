"""Words about goods that the papers and packs of the online market share."""

from app.domain.listing import PostWords, Shown
from app.domain.money import E4, divide_round
from app.i18n import _
from app.thai.digits import format_amount
from reports.common import joined


def post_words() -> PostWords:
    """The headings of a post in the reader's language."""
    return PostWords(
        _("Price"),
        _("Content:"),
        _("Ingredients:"),
        _("How to use it:"),
        _("Made by"),
        _("Origin:"),
        _("Certified:"),
    )


def price_of(shown: Shown) -> str:
    """The price to the satang, without its unit; empty without one."""
    return "" if shown.price_e4 is None else plain_price(shown.price_e4)


def plain_price(price_e4: int) -> str:
    """A price of the shop window: whole baht without satang."""
    text = format_amount(divide_round(price_e4, E4))
    return text.removesuffix(".00")


def price_words(shown: Shown) -> str:
    """The price with what it is for."""
    if shown.price_e4 is None:
        return ""
    return _("{price} baht / {unit}").format(price=plain_price(shown.price_e4), unit=shown.unit)


def facts_of(shown: Shown) -> tuple[str, ...]:
    """What is known about goods, a line each."""
    page, words = shown.page, post_words()
    weight = _("{grams} g").format(grams=f"{page.weight_g:,}") if page.weight_g else ""
    size = joined(page.net_content, weight)
    pairs = (
        (words.content, size),
        (words.ingredients, " ".join(page.ingredients.split())),
        (words.producer, shown.producer),
        (words.origin, shown.origin),
        (words.certificates, ", ".join(shown.certificates)),
    )
    return tuple(f"{head} {text}" for head, text in pairs if text)
