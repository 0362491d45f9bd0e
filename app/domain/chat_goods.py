"""What an order may speak of: goods by code, by name and by what people call them; all pure.

Names are compared by their *heard* letters: without tone marks, ็, silenced consonants, spaces and case.
Looking one up costs the same however many goods there are, so a long chat with a large list stays linear.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.money import MILLI
from app.thai.digits import to_arabic

_UNHEARD = re.compile("[ก-ฮ][\u0e34\u0e38]?\u0e4c|[\u0e47-\u0e4c\u0e4e]|[^0-9A-Za-zก-\u0e4e]|[ฯๆ฿]")
_SMALL = {sign: sign + 32 for sign in range(ord("A"), ord("Z") + 1)}
_CODE_SIGNS = re.compile(r"[^0-9A-Zก-ฮ]")
_LEAST_NAME = 2
LEAST_INSIDE = 4
"""Heard letters of a name that is found in the middle of a run of letters."""
_LEAST_PART = 3
_MOST_GUESSES = 500
_MOST_GOODS_GUESSED = 2_000
_CLOSE = 0.75

UNIT_GROUPS: tuple[tuple[str, ...], ...] = (
    ("กก.", "กก", "กิโลกรัม", "กิโล", "โล", "kg", "kilo"),
    ("กรัม", "ก.", "g", "gram"),
    ("แพ็ค", "แพค", "แพ็ก", "pack"),
    ("ชิ้น", "อัน", "ชื้น", "pcs", "pc"),
    ("กระปุก", "ปุก"),
    ("กล่อง", "box"),
    ("ห่อ",),
    ("ถุง", "ซอง"),
)
"""Units that mean the same to who orders; the first is the usual spelling."""

UNIT_WORDS = (
    "กระสอบ", "กระป๋อง", "กระปุก", "กิโลกรัม", "กิโล", "กรัม", "กล่อง", "ก้อน", "กก.", "กก", "ขวด", "ขีด", "คู่",
    "จาน", "ชิ้น", "ชื้น", "ชุด", "ซอง", "ดอก", "ต้น", "ตัว", "ถาด", "ถุง", "แถว", "ท่อน", "แท่ง", "ใบ", "ปุก", "ปี๊บ",
    "ผืน", "แผง", "แผ่น", "แพ็ค", "แพ็ก", "แพค", "ฟอง", "มัด", "เม็ด", "ไม้", "ลัง", "ลิตร", "ลูก", "เล่ม", "หม้อ",
    "หลอด", "หวี", "หัว", "ห่อ", "โหล", "โล", "อัน", "kilo", "kg", "pcs", "pc", "pack", "box", "gram", "g",
)  # fmt: skip
"""Units that people write behind a number, whatever the book calls them."""

_TIMES: dict[str, tuple[int, int]] = {"โหล": (12, 1), "คู่": (2, 1)}
_OF_KILO: dict[str, tuple[int, int]] = {"ขีด": (1, 10), "กรัม": (1, 1000), "gram": (1, 1000), "g": (1, 1000)}


@dataclass(frozen=True, slots=True)
class Goods:
    """A product that may be ordered: its unit first, then its packs, and other names that it goes by."""

    uid: bytes
    name: str
    code: str
    unit: str
    packs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCode:
    """A code of one intake: a product, perhaps at its own price (e4) and so many (thousandths) at once."""

    code: str
    product_uid: bytes
    unit: str = ""
    price_e4: int | None = None
    quantity_milli: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a word stands for; ``sure`` is False where it was guessed from a part or a likeness."""

    goods: Goods | None
    code: DayCode | None = None
    sure: bool = True


def heard(text: str) -> str:
    """The letters that are compared, without tones, silenced letters, spaces and signs."""
    return heard_at(text)[0]


def heard_at(text: str) -> tuple[str, list[int]]:
    """The heard letters and where each stands in the text."""
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for gone in _UNHEARD.finditer(text):
        kept.append(text[at : gone.start()])
        places.extend(range(at, gone.start()))
        at = gone.end()
    kept.append(text[at:])
    places.extend(range(at, len(text)))
    return _lower("".join(kept)), places


def plain_code(text: str) -> str:
    """A code as it is compared: Arabic digits, capitals, no spaces and signs."""
    return _CODE_SIGNS.sub("", to_arabic(text).upper())


@dataclass(slots=True)
class Vocabulary:
    """Goods and the codes of the day, ready to be looked up."""

    goods: Mapping[bytes, Goods]
    codes: dict[str, Named] = field(default_factory=dict)
    names: dict[str, Named] = field(default_factory=dict)
    _lengths: dict[str, list[int]] = field(default_factory=dict)
    _all: str = ""
    _at: dict[str, list[Goods]] = field(default_factory=dict)
    _guessed: dict[str, Named | None] = field(default_factory=dict)

    def longest_at(self, letters: str, start: int, *, inside: bool) -> tuple[Named, int] | None:
        """The longest name that begins there, and how many heard letters it has."""
        for length in self._lengths.get(letters[start : start + _LEAST_NAME], ()):
            if inside and length < LEAST_INSIDE:
                return None
            found = self.names.get(letters[start : start + length])
            if found is not None and start + length <= len(letters):
                return found, length
        return None

    def exact(self, name: str) -> Named | None:
        """What is called exactly so."""
        return self.names.get(heard(name))

    def guess(self, words: str) -> Named | None:
        """The one product whose name has these words in it, or is nearly these words; None if there is none.

        A ``Named`` without goods says that several have them.
        """
        key = heard(words)
        if len(key) < _LEAST_PART:
            return None
        if key not in self._guessed:
            self._guessed[key] = self._near(key)
        return self._guessed[key]

    def _near(self, key: str) -> Named | None:
        first = self._all.find(key)
        if first >= 0:
            name = self._name_around(first)
            after = self._all.find(key, self._all.index("\n", first))
            same = self._at[name]
            if after >= 0 or len(same) > 1:
                return Named(None, sure=False)
            return Named(same[0], sure=False)
        if len(self._guessed) > _MOST_GUESSES or len(self._at) > _MOST_GOODS_GUESSED or len(key) > 60:
            return None
        close = difflib.get_close_matches(key, list(self._at), 2, _CLOSE)
        if not close:
            return None
        sure_enough = len(close) == 1 and len(self._at[close[0]]) == 1
        return Named(self._at[close[0]][0] if sure_enough else None, sure=False)

    def _name_around(self, place: int) -> str:
        begin = self._all.rfind("\n", 0, place) + 1
        return self._all[begin : self._all.index("\n", place)]


def vocabulary(goods: Iterable[Goods], codes: Iterable[DayCode] = ()) -> Vocabulary:
    """Goods by their codes and names; a code of the day goes before a product's own."""
    made = Vocabulary({each.uid: each for each in goods})
    for each in made.goods.values():
        made.codes.setdefault(plain_code(each.code), Named(each))
        for name in (each.name, *each.names):
            _learn(made, name, Named(each))
        key = heard(each.name)
        if key:
            made._at.setdefault(key, []).append(each)  # noqa: SLF001 - made here
    for code in codes:
        found = made.goods.get(code.product_uid)
        if found is not None:
            named = Named(found, code)
            made.codes[plain_code(code.code)] = named
            if not any(sign.isdigit() for sign in to_arabic(code.code)):
                made.names.pop(heard(code.code), None)
                _learn(made, code.code, named)
    made.codes.pop("", None)
    made._all = "\n".join([*made._at, ""])  # noqa: SLF001
    for key in sorted(made.names, key=len, reverse=True):
        lengths = made._lengths.setdefault(key[:_LEAST_NAME], [])  # noqa: SLF001
        if not lengths or lengths[-1] != len(key):
            lengths.append(len(key))
    return made


def unit_of(goods: Goods | None, said: str, quantity: int) -> tuple[str, int, bool]:
    """The unit of the goods that was meant, the quantity in it, and whether that is sure.

    Without goods the unit stays as it was said.
    """
    word = said.strip().lower()
    if goods is None or not word:
        return said.strip() if goods is None else "", quantity, True
    own = (goods.unit, *goods.packs)
    for unit in own:
        if heard(unit) == heard(word):
            return unit, quantity, True
    for unit in own:
        if _group(unit) is not None and _group(unit) == _group(word):
            return unit, quantity, True
    packed = [unit for unit in own if _is_packed_in(unit, word)]
    if len(packed) == 1:
        return packed[0], quantity, True
    for unit in own:
        if word in _OF_KILO and _group(unit) == 0:
            over, under = _OF_KILO[word]
            return unit, quantity * over // under, True
    if word in _TIMES:
        over, under = _TIMES[word]
        return goods.unit, quantity * over // under, True
    return "", quantity, False


def _is_packed_in(unit: str, word: str) -> bool:
    """Whether a unit like "box of 20" is what somebody calls a box."""
    first, _space, size = unit.strip().partition(" ")
    group = _group(first)
    return bool(size) and (heard(first) == heard(word) or (group is not None and group == _group(word)))


def whole_or(quantity: str, half: bool = False) -> int:
    """A number as written, in thousandths; half of one more where ``half`` was said."""
    text = quantity.replace(",", "")
    if text in _FRACTIONS:
        return _FRACTIONS[text]
    whole, _point, part = text.partition(".")
    return int(whole[:12] or "0") * MILLI + int((part + "000")[:3]) + (MILLI // 2 if half else 0)


_FRACTIONS = {"1/2": 500, "½": 500, "1/4": 250, "¼": 250, "3/4": 750, "¾": 750}


def _group(unit: str) -> int | None:
    key = unit.strip().lower()
    for number, group in enumerate(UNIT_GROUPS):
        if key in group:
            return number
    return None


def _learn(made: Vocabulary, name: str, named: Named) -> None:
    key = heard(name)
    if len(key) < _LEAST_NAME:
        return
    known = made.names.get(key)
    if known is not None and known.goods is not named.goods:
        made.names[key] = Named(None, sure=False)
    else:
        made.names.setdefault(key, named)


def _lower(text: str) -> str:
    """Small Latin letters, sign for sign, so that places stay."""
    return text.translate(_SMALL)
