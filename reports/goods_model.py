"""Reports that are drawn in their own way: labels of goods, and the catalogue with pictures."""

from dataclasses import dataclass

from reports.model import LabelFormat, Report


@dataclass(frozen=True, slots=True)
class GoodsLabel:
    """A label for a shelf or a jar: what it is, its price if it has to stand there, facts, a barcode."""

    title: str
    lines: tuple[str, ...] = ()
    price: str = ""
    """In large figures."""
    per: str = ""
    """What the price is for, behind it."""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class GoodsLabels(Report):
    """Labels of goods for sheets of labels; its blocks are the list of them, for a workbook."""

    sheet: LabelFormat | None = None
    labels: tuple[GoodsLabel, ...] = ()
    used: int = 0
    """How many labels of the first sheet are gone already."""


@dataclass(frozen=True, slots=True)
class CouponSlip:
    """A coupon to cut out: what it gives, its code, until when and by which rules."""

    gives: str
    code: str
    until: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class CouponSheet(Report):
    """Coupons on sheets to be cut; its blocks are the list of them, for a workbook."""

    coupons: tuple[CouponSlip, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """Goods in a printed catalogue."""

    title: str
    price: str
    text: str
    facts: tuple[str, ...] = ()
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Catalogue(Report):
    """A printed catalogue with pictures, by parts; its blocks are the list of goods, for a workbook."""

    parts: tuple[tuple[str, tuple[CatalogueItem, ...]], ...] = ()
    ending: tuple[str, ...] = ()
    """How to order, at the foot of every page."""
