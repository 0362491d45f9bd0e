"""What a partner community has to give and what it needs, and who could help whom. All pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.barter import PartnerMissingError
from app.domain.purchase import LineAmountError
from app.errors import UserError
from app.i18n import N_
from app.thai.fold import fold
from app.thai.normalise import clean_name, clean_text


class GoodsSide(StrEnum):
    """Whether a partner has goods or needs them."""

    HAS = "has"
    NEEDS = "needs"


class GoodsMissingError(UserError):
    """A line of a partner's list without goods."""

    message = N_("What does the partner have or need? Please choose a product or type a name.")


@dataclass(frozen=True, slots=True)
class PartnerGoodsData:
    """A line of a partner's list: one of our products, or any words; quantity and price may be unknown."""

    party_uid: bytes | None
    side: GoodsSide
    description: str = ""
    product_uid: bytes | None = None
    quantity_milli: int | None = None
    unit: str = ""
    price_e4: int | None = None
    season: str = ""
    note: str = ""


def checked_goods(data: PartnerGoodsData) -> PartnerGoodsData:
    """The line with its texts made clean; a product brings its own name where none was typed.

    Raises PartnerMissingError, GoodsMissingError, LineAmountError, AmountTooLargeError, TextTooLongError.
    """
    if data.party_uid is None:
        raise PartnerMissingError
    description = clean_name(data.description)
    if not description and data.product_uid is None:
        raise GoodsMissingError
    if data.quantity_milli is not None and money.checked_quantity(data.quantity_milli) <= 0:
        raise LineAmountError(description=description)
    if data.price_e4 is not None and not 0 <= data.price_e4 <= money.MAX_AMOUNT * money.E4:
        raise LineAmountError(description=description)
    return PartnerGoodsData(
        data.party_uid,
        data.side,
        description,
        data.product_uid,
        data.quantity_milli,
        clean_name(data.unit, 60),
        data.price_e4,
        clean_name(data.season),
        clean_text(data.note),
    )


@dataclass(frozen=True, slots=True)
class PartnerGoods:
    """A line of a partner's list as it stands, with what we have of it ourselves."""

    uid: bytes
    side: GoodsSide
    party_uid: bytes
    party: str
    product_uid: bytes | None
    product: str
    description: str
    quantity_milli: int | None
    unit: str
    price_e4: int | None
    season: str
    note: str
    active: bool
    on_hand_milli: int = 0
    reorder_milli: int = 0
    our_unit: str = ""

    @property
    def name(self) -> str:
        """Its own words, else the product's name."""
        return self.description or self.product

    @property
    def we_lack(self) -> bool:
        """Whether we have less of it than we want to keep, or none at all."""
        return self.product_uid is not None and self.on_hand_milli <= max(self.reorder_milli, 0)


class Help(StrEnum):
    """Who could help whom."""

    THEY_HAVE = "they_have"
    """A partner has what we are short of."""
    WE_HAVE = "we_have"
    """A partner needs what lies in our stock."""
    THEIRS = "theirs"
    """One partner has what another needs: a barter over three corners."""


@dataclass(frozen=True, slots=True)
class Match:
    """Goods that somebody has and somebody needs; ``other`` is the partner that needs, if it is not us."""

    help: Help
    goods: PartnerGoods
    other: PartnerGoods | None = None


def matches(rows: Iterable[PartnerGoods]) -> tuple[Match, ...]:
    """Who has what we need, who needs what we have, then who could help another partner."""
    active = [each for each in rows if each.active]
    has = [each for each in active if each.side is GoodsSide.HAS]
    needs = [each for each in active if each.side is GoodsSide.NEEDS]
    found = [Match(Help.THEY_HAVE, each) for each in has if each.we_lack]
    found += [Match(Help.WE_HAVE, each) for each in needs if each.on_hand_milli > 0]
    found += [
        Match(Help.THEIRS, each, other)
        for each in has
        for other in needs
        if other.party_uid != each.party_uid and _same(each, other)
    ]
    return tuple(found)


def _same(one: PartnerGoods, other: PartnerGoods) -> bool:
    if one.product_uid is not None and one.product_uid == other.product_uid:
        return True
    return fold(one.name) == fold(other.name)
