"""What the online market shows of a product: how complete it is, the words of a post, rows of lists; pure.

Prices are e4, weights grams, quantities thousandths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text
from app.thai.words import break_positions

MOST_PHOTOS = 10
"""Further pictures of one product."""
MOST_IN_PACK = 200
MOST_TAGS = 30
_TITLE, _DESCRIPTION = 150, 5_000
HEAVIEST = 10_000_000
"""Ten tonnes, in grams."""


class WeightError(UserError):
    """A weight that no parcel has."""

    message = N_("The weight must be above zero and below ten tonnes.")


class NothingListedError(UserError):
    """A pack of nothing."""

    message = N_("Please choose the goods that are to be shown.")


class TooManyListedError(UserError):
    """More goods than go into one pack."""

    message = N_("At most {most} goods go into one pack; {count} were chosen.")


class PageIsBareError(UserError):
    """Goods of a pack that have nothing to show."""

    message = N_("“{name}” has no price or no picture yet, so it cannot be listed.")


class Part(StrEnum):
    """What belongs to a whole product page."""

    PHOTO = "photo"
    PHOTOS = "photos"
    TEXT = "text"
    ORIGIN = "origin"
    PRODUCER = "producer"
    PRICE = "price"
    SIZE = "size"
    INGREDIENTS = "ingredients"
    HASHTAGS = "hashtags"


PART_WORDS: dict[Part, str] = {
    Part.PHOTO: N_("a picture"),
    Part.PHOTOS: N_("a second picture"),
    Part.TEXT: N_("a text"),
    Part.ORIGIN: N_("where it comes from"),
    Part.PRODUCER: N_("who makes it"),
    Part.PRICE: N_("a price"),
    Part.SIZE: N_("content or weight"),
    Part.INGREDIENTS: N_("ingredients"),
    Part.HASHTAGS: N_("hashtags"),
}


class PostLength(StrEnum):
    """How long a post may be."""

    SHORT = "short"
    USUAL = "usual"
    LONG = "long"


MOST_SIGNS: dict[PostLength, int] = {PostLength.SHORT: 280, PostLength.USUAL: 900, PostLength.LONG: 2_200}
"""What is read before a post is folded, what is read at all, and what a picture's caption can hold."""

POST_WORDS: dict[PostLength, str] = {
    PostLength.SHORT: N_("Short, 280 signs"),
    PostLength.USUAL: N_("Usual, 900 signs"),
    PostLength.LONG: N_("Long, 2,200 signs"),
}


@dataclass(frozen=True, slots=True)
class PageData:
    """What is typed about a product for the online market."""

    title: str = ""
    text: str = ""
    hashtags: str = ""
    ingredients: str = ""
    directions: str = ""
    net_content: str = ""
    weight_g: int | None = None
    producer_uid: bytes | None = None
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A product as posts, lists and labels show it."""

    code: str
    name: str
    unit: str
    price_e4: int | None
    page: PageData
    story: str = ""
    origin: str = ""
    producer: str = ""
    on_hand_milli: int = 0
    photos: tuple[bytes, ...] = ()
    """Keys of its pictures, the first one first."""
    certificates: tuple[str, ...] = ()
    """Those that are valid."""
    barcode: str = ""
    category: str = ""

    @property
    def title(self) -> str:
        """Its title, else its name."""
        return self.page.title or self.name

    @property
    def text(self) -> str:
        """Its text, else its story."""
        return self.page.text or self.story


@dataclass(frozen=True, slots=True)
class PostWords:
    """The words of a post in the reader's language: headings before what follows them."""

    price: str
    content: str
    ingredients: str
    directions: str
    producer: str
    origin: str
    certificates: str


def checked_page(data: PageData) -> PageData:
    """The page with clean words; hashtags begin with # and stand once.

    Raises WeightError, TextTooLongError.
    """
    if data.weight_g is not None and not 0 < data.weight_g <= HEAVIEST:
        raise WeightError
    return replace(
        data,
        title=clean_name(data.title, 200),
        text=clean_text(data.text),
        hashtags=" ".join(tags(clean_name(data.hashtags, 1_000))),
        ingredients=clean_text(data.ingredients, 2_000),
        directions=clean_text(data.directions, 2_000),
        net_content=clean_name(data.net_content, 100),
    )


def tags(text: str) -> list[str]:
    """Words as hashtags, each once, in their order."""
    parts = (part.strip("#,") for part in text.replace("#", " #").replace(",", " ").split())
    return list(dict.fromkeys(f"#{part}" for part in parts if part))[:MOST_TAGS]


def parts_there(shown: Shown) -> frozenset[Part]:
    """What of the page is there."""
    page = shown.page
    there = {
        Part.PHOTO: bool(shown.photos),
        Part.PHOTOS: len(shown.photos) > 1,
        Part.TEXT: bool(shown.text),
        Part.ORIGIN: bool(shown.origin),
        Part.PRODUCER: bool(shown.producer),
        Part.PRICE: bool(shown.price_e4),
        Part.SIZE: bool(page.net_content or page.weight_g),
        Part.INGREDIENTS: bool(page.ingredients),
        Part.HASHTAGS: bool(page.hashtags),
    }
    return frozenset(part for part, is_there in there.items() if is_there)


def missing(shown: Shown) -> tuple[Part, ...]:
    """What is missing, the most needed first."""
    there = parts_there(shown)
    order = (Part.PHOTO, Part.PRICE, Part.TEXT, Part.SIZE, Part.PRODUCER, Part.ORIGIN, Part.INGREDIENTS)
    return tuple(part for part in (*order, Part.PHOTOS, Part.HASHTAGS) if part not in there)


def completeness(shown: Shown) -> int:
    """How much of the page is there, in hundredths, rounded down."""
    return len(parts_there(shown)) * 100 // len(Part)


def can_be_listed(shown: Shown) -> bool:
    """Whether a market would take it: it has a price and a picture."""
    return bool(shown.price_e4) and bool(shown.photos)


def post_text(shown: Shown, words: PostWords, price: str, length: PostLength = PostLength.USUAL) -> str:
    """A post: title, price, text, facts, hashtags; the text is cut between words so that all fits."""
    most = MOST_SIGNS[length]
    page = shown.page
    content = page.net_content
    facts = [
        f"{words.content} {content}" if content else "",
        f"{words.ingredients} {_line(page.ingredients)}" if page.ingredients else "",
        f"{words.directions} {_line(page.directions)}" if page.directions else "",
        f"{words.producer} {shown.producer}" if shown.producer else "",
        f"{words.origin} {shown.origin}" if shown.origin else "",
        f"{words.certificates} {', '.join(shown.certificates)}" if shown.certificates else "",
    ]
    head = [cut(shown.title, min(_TITLE, most // 2)), f"{words.price} {price}" if price else ""]
    tail = page.hashtags
    kept: list[str] = []
    used = _length([*head, tail])
    for fact in facts:  # what does not fit is left out whole
        if fact and used + len(fact) + 1 <= most - min(len(shown.text), most // 3):
            kept.append(fact)
            used += len(fact) + 1
    room = most - used - 4
    text = cut(shown.text, room) if room > 20 else ""
    blocks = ["\n".join(part for part in head if part), text, "\n".join(kept), tail]
    post = "\n\n".join(block for block in blocks if block)
    return post if len(post) <= most else cut(post, most)


def cut(text: str, most: int) -> str:
    """At most so many signs, ended between two words with … where something is left out."""
    if len(text) <= most:
        return text
    if most <= 1:
        return text[:0]
    space = text.rfind(" ", most // 2, most)
    line = text.rfind("\n", most // 2, most)
    breaks = [at for at in break_positions(text[:most]) if at < most]
    at = max([space, line, *breaks[-1:]], default=-1)
    return text[: at if at > 0 else most - 1].rstrip() + "…"


def facebook_row(shown: Shown, *, price: str, link: str, picture: str, brand: str) -> tuple[str, ...]:
    """A line of a Facebook commerce catalogue, in the order of ``FACEBOOK_COLUMNS``."""
    return (
        shown.code,
        cut(shown.title, _TITLE),
        cut(shown.text or shown.title, _DESCRIPTION),
        "in stock" if shown.on_hand_milli > 0 else "out of stock",
        "new",
        f"{price} THB",
        link,
        picture,
        brand,
    )


FACEBOOK_COLUMNS = (
    "id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand",
)  # fmt: skip


def checked_choice(chosen: Sequence[Shown]) -> Sequence[Shown]:
    """The goods of a pack; raises NothingListedError, TooManyListedError, PageIsBareError."""
    if not chosen:
        raise NothingListedError
    if len(chosen) > MOST_IN_PACK:
        raise TooManyListedError(most=MOST_IN_PACK, count=len(chosen))
    for each in chosen:
        if not can_be_listed(each):
            raise PageIsBareError(name=each.name)
    return chosen


def _line(text: str) -> str:
    return " ".join(text.split())


def _length(parts: Iterable[str]) -> int:
    return sum(len(part) + 2 for part in parts if part)
