"""The printed catalogue of what the group sells, with pictures, and the list of goods behind it."""

import datetime as dt
from collections.abc import Collection, Iterable

from app.i18n import _
from app.queries.product_pages import PageRow, pages
from app.queries.products import pictures
from app.thai.dates import format_month
from reports.common import issuer
from reports.goods_model import Catalogue, CatalogueItem
from reports.listing_words import facts_of, price_words
from reports.model import Column, Issuer, Kind, Row, Table

NAME = "catalogue"
MOST = 300
"""Goods with pictures in one catalogue."""


def build(day: dt.date, *, codes: Collection[str] = (), printed: dt.datetime | None = None) -> Catalogue:
    """The goods with these codes (all that are listed without a choice), by category in the till's order."""
    found = chosen(day, codes)[:MOST]
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
        period=format_month(day, long=True),
        printed=printed,
        book=head.name,
        parts=tuple((name, tuple(items)) for name, items in parts.items()),
        ending=_how_to_order(head),
    )


def chosen(day: dt.date, codes: Collection[str]) -> list[PageRow]:
    """The goods with these codes, or all that are meant to be shown."""
    rows: Iterable[PageRow] = pages(day)
    return [row for row in rows if (row.shown.code in codes if codes else row.is_listed)]


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
