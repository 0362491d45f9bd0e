"""The printed catalogue of what the group sells, with pictures, and the list of goods behind it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from app.i18n import _
from app.queries.pre_orders import channels
from app.queries.product_pages import PageRow, pages
from app.queries.products import pictures
from app.queries.promotions import prices_in
from app.thai.dates import format_month
from reports.common import ReportArgumentError, in_language, issuer
from reports.goods_model import Catalogue, CatalogueItem
from reports.listing_words import facts_of, price_words
from reports.model import Column, Issuer, Kind, Row, Table

NAME = "catalogue"
MOST = 300
"""Goods with pictures in one catalogue."""


def build(
    day: dt.date, *, codes: Collection[str] = (), channel: str = "", printed: dt.datetime | None = None
) -> Catalogue:
    """The goods with these codes (all that are listed without a choice), by category in the till's order.

    With ``channel`` at the prices of that way of selling; raises ReportArgumentError.
    """
    found = chosen(day, codes, channel)[:MOST]
    head = issuer()
    images = pictures(row.shown.photos[0] for row in found if row.shown.photos)
    parts: dict[str, list[CatalogueItem]] = {}
    for row in found:
        shown = row.shown
        item = CatalogueItem(
            shown.title,
            price_words(shown),
            shown.text,
            facts_of(shown),
            images.get(shown.photos[0], b"") if shown.photos else b"",
        )
        parts.setdefault(shown.category, []).append(item)
    return Catalogue(
        NAME,
        _("Our goods"),
        head,
        (_table(found),),
        subtitle=prices_of(channel),
        period=format_month(day, long=True),
        printed=printed,
        book=head.name,
        parts=tuple((name, tuple(items)) for name, items in parts.items()),
        ending=_how_to_order(head),
    )


def chosen(day: dt.date, codes: Collection[str], channel: str = "") -> list[PageRow]:
    """The goods with these codes, or all that are meant to be shown; priced as in a way of selling.

    A price of these days that is everybody's counts also without a way of selling.
    """
    rows: Iterable[PageRow] = pages(day)
    found = [row for row in rows if (row.shown.code in codes if codes else row.is_listed)]
    prices = prices_in(channel, day)
    return [
        replace(row, shown=replace(row.shown, price_e4=prices[row.uid])) if row.uid in prices else row
        for row in found
    ]


def prices_of(channel: str) -> str:
    """Of which way of selling the prices are, in words; raises ReportArgumentError for one not in use."""
    if not channel:
        return ""
    known = next((each for each in channels() if each.code == channel), None)
    if known is None:
        raise ReportArgumentError(name=NAME, needs=_("a way of selling that is in use"))
    return _("Prices: {channel}").format(channel=in_language(known.name, known.name_en))


def _how_to_order(head: Issuer) -> tuple[str, ...]:
    words = [_("To order: {name}").format(name=head.name)]
    if head.phone:
        words.append(_("Tel. {phone}").format(phone=head.phone))
    return (" · ".join(words),)


def _table(rows: Iterable[PageRow]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Goods"), Kind.TEXT, 6),
        Column("category", _("Category"), Kind.TEXT, 3),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        Column("text", _("Text"), Kind.TEXT, 9),
        Column("facts", _("More about it"), Kind.TEXT, 9),
    )
    cells = (
        (x.code, x.title, x.category, x.unit, x.price_e4, x.text, "\n".join(facts_of(x)))
        for x in (row.shown for row in rows)
    )
    return Table("", columns, tuple(Row(each) for each in cells), empty=_("Nothing is listed yet."))
