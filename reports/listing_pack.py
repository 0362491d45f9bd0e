"""The listing pack: posts, pictures in the right sizes, and lists for markets, as one ZIP.

Pillow is imported on first use.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.listing import (
    FACEBOOK_COLUMNS,
    PostLength,
    Shown,
    checked_choice,
    facebook_row,
    post_text,
)
from app.domain.money import E4, divide_round
from app.i18n import _
from app.queries.products import pictures
from app.thai.digits import format_amount
from reports.catalogue_pages import chosen
from reports.common import issuer
from reports.listing_words import plain_price, post_words, price_words
from reports.model import Column, Issuer, Kind, Report, Row, Table
from reports.render.csv import safe
from resources import resource

if TYPE_CHECKING:
    from PIL import Image

Progress = Callable[[int, int, str], object]
SIZES: dict[str, tuple[int, int]] = {"square": (1080, 1080), "tall": (1080, 1350), "wide": (1200, 630)}
"""A post or shop, a tall post, a link's preview; points."""
MOST_PICTURES = 4
"""Pictures of each product in a pack."""
_STRIP = 9
"""The price strip takes one part in so many of the height."""
_INK, _PAPER = (43, 74, 127), (250, 248, 243)
"""Indigo and what is written on it, as on the papers."""
_WHEN = (2020, 1, 1, 0, 0, 0)
"""The same pack gives the same bytes."""


@dataclass(frozen=True, slots=True)
class PackOptions:
    """What goes into a pack: how long posts are, whether prices stand on pictures, where the shop is."""

    length: PostLength = PostLength.USUAL
    price_on_pictures: bool = True
    link: str = ""
    """Address of the shop or page; product links are left empty without it."""
    channel: str = ""
    """The way of selling whose prices are told; empty for the usual ones."""


def build(
    day: dt.date, *, codes: Collection[str], options: PackOptions, progress: Progress | None = None
) -> bytes:
    """The pack of the goods with these codes; ``progress`` may raise to stop.

    Raises NothingListedError, TooManyListedError, PageIsBareError.
    """
    goods = checked_choice([row.shown for row in chosen(day, codes, options.channel)] if codes else [])
    head = issuer()
    out = io.BytesIO()
    names: dict[str, list[str]] = {}
    stems: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for number, shown in enumerate(goods):
            if progress is not None:
                progress(number, len(goods), shown.title)
            stem = _stem(shown, stems)
            post = post_text(shown, post_words(), price_words(shown), options.length)
            _put(pack, f"posts/{stem}.txt", ("\ufeff" + post.replace("\n", "\r\n")).encode())
            for name, data in _pictures(shown, stem, options):
                _put(pack, f"pictures/{name}", data)
                names.setdefault(shown.code, []).append(name)
        _put(pack, "facebook-catalogue.csv", _facebook(goods, names, head, options))
        _put(pack, "market.xlsx", market_sheet(goods, names, head))
    return out.getvalue()


def market_sheet(goods: Sequence[Shown], names: dict[str, list[str]], head: Issuer) -> bytes:
    """One general list for a market's site, as a workbook."""
    from reports.render.xlsx import render_xlsx

    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("title", _("Goods"), Kind.TEXT, 6),
        Column("text", _("Text"), Kind.TEXT, 10),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("stock", _("In stock"), Kind.QUANTITY, 2),
        Column("content", _("Content"), Kind.TEXT, 3),
        Column("weight", _("Weight (g)"), Kind.COUNT, 2),
        Column("ingredients", _("Ingredients"), Kind.TEXT, 6),
        Column("directions", _("How to use it"), Kind.TEXT, 6),
        Column("producer", _("Producer"), Kind.TEXT, 4),
        Column("origin", _("Origin"), Kind.TEXT, 4),
        Column("certificates", _("Certificates"), Kind.TEXT, 4),
        Column("hashtags", _("Hashtags"), Kind.TEXT, 4),
        Column("category", _("Category"), Kind.TEXT, 3),
        Column("barcode", _("Barcode"), Kind.TEXT, 3),
        Column("pictures", _("Pictures"), Kind.TEXT, 6),
    )
    rows = tuple(
        Row(
            (
                x.code, x.title, x.text, x.price_e4, x.unit, max(0, x.on_hand_milli), x.page.net_content,
                x.page.weight_g, x.page.ingredients, x.page.directions, x.producer, x.origin,
                ", ".join(x.certificates), x.page.hashtags, x.category, x.barcode,
                ", ".join(names.get(x.code, ())),
            )
        )
        for x in goods
    )  # fmt: skip
    report = Report(
        "market-list", _("Goods for a market's site"), head, (Table("", columns, rows),), book=head.name
    )
    return render_xlsx(report)


def _facebook(
    goods: Sequence[Shown], names: dict[str, list[str]], head: Issuer, options: PackOptions
) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FACEBOOK_COLUMNS)
    base = options.link.rstrip("/")
    for shown in goods:
        price = format_amount(divide_round(shown.price_e4 or 0, E4)).replace(",", "")
        pictures_of = names.get(shown.code, [""])
        link = f"{base}/{shown.code}" if base else ""
        picture = f"{base}/pictures/{pictures_of[0]}" if base else pictures_of[0]
        row = facebook_row(shown, price=price, link=link, picture=picture, brand=head.name)
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8")


def _pictures(shown: Shown, stem: str, options: PackOptions) -> list[tuple[str, bytes]]:
    keys = shown.photos[:MOST_PICTURES]
    kept = pictures(keys)
    made = []
    for number, key in enumerate(keys, 1):
        data = kept.get(key)
        for size in SIZES if number == 1 else ("square",):
            if data is not None:
                price = price_words(shown) if options.price_on_pictures and number == 1 else ""
                picture = sized(data, SIZES[size], _price_only(shown) if price else "")
                made.append((f"{stem}-{number}-{size}.jpg", picture))
    return made


def sized(data: bytes, size: tuple[int, int], price: str = "") -> bytes:
    """A picture in a size, whole, on a ground of its own colour; with a price strip below if there is one."""
    from PIL import Image, ImageOps

    width, height = size
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    ground = picture.resize((1, 1)).getpixel((0, 0))
    assert isinstance(ground, tuple)
    strip = height // _STRIP if price else 0
    room = (width, height - strip)
    whole = ImageOps.contain(picture, room)
    made = Image.new("RGB", size, tuple(int(part) for part in ground[:3]))
    made.paste(whole, ((width - whole.width) // 2, (room[1] - whole.height) // 2))
    if price:
        _write_price(made, price, strip)
    out = io.BytesIO()
    made.save(out, "JPEG", quality=88)
    return out.getvalue()


def _write_price(made: "Image.Image", price: str, strip: int) -> None:
    """The price in the middle of a strip; digits and บาท only, which need no shaping."""
    from PIL import ImageDraw, ImageFont

    draw = ImageDraw.Draw(made)
    top = made.height - strip
    draw.rectangle((0, top, made.width, made.height), fill=_INK)
    font = ImageFont.truetype(str(resource("fonts/Sarabun-SemiBold.ttf")), strip * 6 // 10)
    draw.text((made.width // 2, top + strip // 2), price, font=font, fill=_PAPER, anchor="mm")


def _price_only(shown: Shown) -> str:
    return f"{plain_price(shown.price_e4 or 0)} บาท"


def _stem(shown: Shown, taken: set[str]) -> str:
    """The name of a product's files: its code, of which no system makes anything else, each once."""
    kept = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "_" for sign in shown.code
    )
    stem, number = kept[:60], 1
    while stem.lower() in taken or not stem.strip("_"):
        number += 1
        stem = f"{kept[:56]}_{number}" if kept.strip("_") else f"goods_{number}"
    taken.add(stem.lower())
    return stem


def _put(pack: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_STORED if name.endswith((".jpg", ".xlsx")) else zipfile.ZIP_DEFLATED
    pack.writestr(info, data)
