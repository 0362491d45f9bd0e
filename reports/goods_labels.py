"""Labels for shelves (barcode and price) and for goods (lot, dates, weight, ingredients, maker)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from app.domain.listing import Shown
from app.i18n import _
from app.queries.product_pages import Lot, lots_called, newest_lots
from app.thai.dates import format_date
from reports.catalogue_pages import chosen, prices_of
from reports.common import ReportArgumentError, issuer, joined
from reports.goods_model import GoodsLabel, GoodsLabels
from reports.letters import FORMATS as ADDRESS_FORMATS
from reports.listing_words import plain_price
from reports.model import Column, Issuer, Kind, LabelFormat, Row, Table

SHELF, GOODS = "shelf-labels", "goods-labels"
MOST_COPIES = 200
FORMATS: dict[str, LabelFormat] = {
    **ADDRESS_FORMATS,
    "4x10": LabelFormat("4x10", 4, 10, 485, 254, 80, 215),
    "5x13": LabelFormat("5x13", 5, 13, 381, 212, 48, 107, 25),
}
"""Sheets of labels as stationers sell them on A4, by how many stand across and down."""
USUAL_FORMAT = "3x7"


def shelf(
    day: dt.date, *, codes: Collection[str] = (), option: str = "", printed: dt.datetime | None = None
) -> GoodsLabels:
    """A label with name, price and barcode for each of these goods (all that are listed without a choice).

    ``option``: format, colon, labels of the first sheet that are gone, colon, copies of each, colon, the way
    of selling whose prices stand there. Raises ReportArgumentError for a format or way that is not known.
    """
    sheet, used, copies, channel = _options(SHELF, option)
    words, rows = prices_of(channel), chosen(day, codes, channel)
    labels = [_shelf_label(row.shown) for row in rows for _copy in range(copies)]
    cells = tuple(
        Row((row.shown.code, row.shown.name, row.shown.price_e4, row.shown.unit, _barcode(row.shown)))
        for row in rows
    )
    columns = (
        *_columns(),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("barcode", _("Barcode"), Kind.TEXT, 4),
    )
    made = _report(SHELF, _("Shelf labels"), Table("", columns, cells), sheet, labels, used, printed)
    return replace(made, subtitle=words)


def goods(
    day: dt.date,
    *,
    codes: Collection[str] = (),
    lot: str = "",
    option: str = "",
    printed: dt.datetime | None = None,
) -> GoodsLabels:
    """A label with lot, dates, weight, ingredients and maker for each of these goods.

    With ``lot`` the goods of that lot, else the newest lot of each. Options and errors as ``shelf``.
    """
    sheet, used, copies, _channel = _options(GOODS, option)
    lots = lots_called(lot) if lot else newest_lots()
    rows = [row for row in chosen(day, codes) if not lot or row.id in lots]
    if lot and not lots:
        raise ReportArgumentError(name=GOODS, needs=_("the code of a lot"))
    head = issuer()
    found = [(row.shown, lots.get(row.id)) for row in rows]
    labels = [_goods_label(shown, its, head) for shown, its in found for _copy in range(copies)]
    cells = tuple(
        Row(
            (shown.code, shown.name, *((its.code, its.made_on, its.best_before) if its else ("", None, None)))
        )
        for shown, its in found
    )
    columns = (
        *_columns(),
        Column("lot", _("Lot"), Kind.TEXT, 4),
        Column("made", _("Made on"), Kind.DATE, 3),
        Column("best", _("Best before"), Kind.DATE, 3),
    )
    return _report(GOODS, _("Product labels"), Table("", columns, cells), sheet, labels, used, printed)


def _columns() -> tuple[Column, Column]:
    return (Column("code", _("Code"), Kind.TEXT, 2), Column("name", _("Goods"), Kind.TEXT, 6))


def _shelf_label(shown: Shown) -> GoodsLabel:
    if shown.price_e4 is None:
        return GoodsLabel(shown.name, barcode=_barcode(shown))
    per = _("baht / {unit}").format(unit=shown.unit)
    return GoodsLabel(shown.name, price=plain_price(shown.price_e4), per=per, barcode=_barcode(shown))


def _goods_label(shown: Shown, lot: Lot | None, head: Issuer) -> GoodsLabel:
    page = shown.page
    weight = _("{grams} g").format(grams=f"{page.weight_g:,}") if page.weight_g else ""
    lines = [joined(page.net_content, weight)]
    if page.ingredients:
        lines.append(_("Ingredients: {what}").format(what=" ".join(page.ingredients.split())))
    if page.directions:
        lines.append(_("How to use it: {what}").format(what=" ".join(page.directions.split())))
    if lot is not None:
        lines.append(_("Lot {code}").format(code=lot.code))
        dates = [_("made {day}").format(day=format_date(lot.made_on, "short"))]
        if lot.best_before is not None:
            dates.append(_("best before {day}").format(day=format_date(lot.best_before, "short")))
        lines.append(" · ".join(dates))
    maker = shown.producer or head.name
    lines.append(_("Made by {name}").format(name=maker))
    contact = " ".join(part for part in (head.address.replace("\n", " "), head.phone) if part)
    lines.append(contact)
    if shown.certificates:
        lines.append(", ".join(shown.certificates))
    return GoodsLabel(shown.title, tuple(line for line in lines if line), barcode=shown.barcode)


def _barcode(shown: Shown) -> str:
    return shown.barcode or (shown.code if shown.code.isascii() else "")


def _options(name: str, option: str) -> tuple[LabelFormat, int, int, str]:
    form, used, copies, channel = [*option.split(":", 3), "", "", "", ""][:4]
    sheet = FORMATS.get(form or USUAL_FORMAT)
    numbers = all(part.isascii() and (part.isdigit() or not part) for part in (used, copies))
    if sheet is None or not numbers or len(used) > 3 or len(copies) > 3:
        formats = ", ".join(FORMATS)
        raise ReportArgumentError(name=name, needs=_("a format of labels: {formats}").format(formats=formats))
    return sheet, int(used or 0), min(MOST_COPIES, max(1, int(copies or 1))), channel


def _report(
    name: str,
    title: str,
    table: Table,
    sheet: LabelFormat,
    labels: list[GoodsLabel],
    used: int,
    printed: dt.datetime | None,
) -> GoodsLabels:
    head = issuer()
    return GoodsLabels(
        name,
        title,
        head,
        (table,),
        printed=printed,
        book=head.name,
        sheet=sheet,
        labels=tuple(labels),
        used=used,
    )
