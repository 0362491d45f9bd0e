"""The words of people who order in a chat: one line as tokens, from left to right, each sign looked at once.

Thai puts no spaces between words. Within a run of letters that is not understood only what cannot be part of
another word begins a new token; after a space or a token anything may.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from app.domain.chat_goods import LEAST_INSIDE, UNIT_WORDS, Named, Vocabulary, heard_at, plain_code


class Word(Enum):
    """What a part of a line is."""

    ITEM = auto()
    UNKNOWN_CODE = auto()
    NUMBER = auto()
    UNIT = auto()
    ORDER = auto()
    CANCEL = auto()
    CANCEL_ALL = auto()
    CHANGE = auto()
    CHANGE_FROM = auto()
    INTO = auto()
    INSTEAD = auto()
    WRONG = auto()
    ADD = auto()
    EACH = auto()
    HALF = auto()
    AND = auto()
    TIMES = auto()
    BUYER = auto()
    QUESTION = auto()
    TALK = auto()
    RUN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a line; ``named`` is what an ITEM stands for."""

    word: Word
    text: str
    named: Named | None = None
    tight: bool = False
    """Whether nothing stands between it and the token before."""


_LETTER = "A-Za-zก-ฺเ-๎"
_END = f"(?![{_LETTER}])"
_POLITE = f"(?:นะ|น่ะ)?(?:ค่ะ|คะ|ค่า|ครับผม|ครับ|คับ|ฮะ|จ้า|จ้ะ|จ๊ะ|จ๋า){_END}|นะ{_END}|น้า{_END}|ๆ"
_NUMBER = r"[13]/[24](?!\d)|[½¼¾]|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_NUMBER_WORDS = {
    "หนึ่ง": 1, "นึง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10,
    "ยี่สิบ": 20,
}  # fmt: skip
_UNITS = "|".join(re.escape(unit) for unit in sorted(UNIT_WORDS, key=len, reverse=True))
_WORD_NUMBER = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_BEFORE_CODE = r"(?=\s*(?:cf\b|[A-Za-z]{1,5}[-.]?\d|\d))"

_SURE = rf"""
 (?P<phone>(?<!\d)0\d{{1,2}}[- ]?\d{{3}}[- ]?\d{{3,4}}(?!\d))
|(?P<paid>โอน(?:แล้ว|เงิน|ไป)*\s*\d*[\d,.]*)
|(?P<clock>\d{{1,2}}[:.]\d{{2}}\s?(?:น\.|น\b)|\d{{1,2}}:\d{{2}}(?!\d)|\d{{1,2}}\s?(?:โมง|ทุ่ม))
|(?P<price>(?:ราคา|อันละ|ละ)\s*\d[\d,.]*(?:\s?(?:บาท|฿|\.-|บ\.))?|฿\s?\d[\d,.]*
  |\d[\d,]*(?:\.\d+)?\s?(?:บาท|฿|\.-|-\.|บ\.))
|(?P<cancel_all>(?:ขอ)?(?:ยกเลิก|แคนเซิล|ไม่เอา|ไม่รับ)(?:ออเดอร์)?(?:ทั้งหมด|หมด(?:เลย)?|ทุกอย่าง))
|(?P<cancel>(?:ขอ)?(?:ยกเลิก|แคนเซิล|ยกเลิ้ก)|(?:ขอ)?ไม่(?:เอา|รับ|ซื้อ|สั่ง)(?:แล้ว|ละ)?|\bcancel\b|\bcc\b|งด(?=\s|[A-Za-z]))
|(?P<change>(?:ขอ)?(?:เปลี่ยน|แก้|ปรับ)(?:จำนวน|ใจ)?(?:เอา)?เป็น|(?:ขอ)?(?:ลด|เพิ่ม)(?:ลง)?(?:เหลือ|เป็น)|เหลือ(?=\s*\d)
  |(?:เอา|ขอ)แค่|(?:เอา|ขอ)เป็น)
|(?P<change_from>(?:ขอ)?(?:เปลี่ยน|แก้)(?:จำนวน|ใจ)?(?:จาก)?)
|(?P<instead>แทน(?:ที่)?)
|(?P<each>อย่างละ|ตัวละ(?=\s*\d+\s*(?:{_UNITS}|$))|รหัสละ|แบบละ|รสละ|สีละ|กลิ่นละ)
|(?P<wrong>เอ้ย|เอ๊ย|ไม่ใช่(?:สิ)?|พิมพ์ผิด)
|(?P<question>ไหม|มั้ย|มั๊ย|หรือยัง|ยังคะ|เท่าไร|เท่าไหร่|กี่บาท|ยังไง|อะไร|ไหน|\?)
|(?P<whose>(?:ของ|ให้|ชื่อ)\s?(?=คุณ|น้อง|พี่|ป้า|ลุง|น้า|ยาย|แม่|เจ๊|เฮีย|หมอ|ครู|K\.|@))
|(?P<polite>{_POLITE})
"""

_START = rf"""
|(?P<talk>ขอบ(?:คุณ|ใจ)|สวัสดี|หวัดดี|แม่ค้า|พ่อค้า|แอดมิน|แอด(?=\s|$)|(?:พี่|น้อง|ป้า|แม่|เจ๊)(?=(?:{_POLITE})|\s*$)
  |ด้วย|หน่อย|แล้ว|เลย|จำนวน|รหัส|เบอร์|หมายเลข|ตัวที่|ตัว(?=\s)|โค้ด|code\b|ราคา|ส่ง(?:ที่|ให้)?|ฝาก|ค่าส่ง|พรุ่งนี้|วันนี้)
|(?P<buyer>(?:คุณ|น้อง|พี่|ป้า|ลุง|น้า|อา(?=\s)|ยาย|แม่|เจ๊|เฮีย|หมอ|ครู|K\.|@)\s?
  (?:(?!(?:รับ|เอา|ขอ|จอง|สั่ง|cf)(?:\s|\d|$|cf|[A-Za-z]{{1,4}}\d)|{_POLITE}|ยกเลิก|ไม่(?:เอา|รับ)|เปลี่ยน)[{_LETTER}]){{1,30}})
|(?P<order>cf\b|cf(?=[^A-Za-z])|ซีเอฟ|รับ(?!ประทาน|รอง)|เอา(?!ใจ)|จอง|สั่ง|ขอ(?![งบนม])|โดน)
|(?P<add>(?:เพิ่ม|ขอเพิ่ม|บวก)(?:อีก)?|อีก|\+(?=\s*\d))
|(?P<into>เป็น)
|(?P<half>ครึ่ง)
|(?P<and>กับ|และ|แล้วก็|,|\+|&)
|(?P<times>[xX×✕*=](?=\s*\d))
|(?P<number>{_NUMBER})
|(?P<number_word>(?:{_WORD_NUMBER})(?=\s|$|{_UNITS}|ค่ะ|คะ|ครับ|จ้า))
"""

_INNER = rf"""
|(?P<order>cf(?=[^A-Za-z]|$)|(?:รับ|เอา|จอง|สั่ง|ขอ){_BEFORE_CODE})
|(?P<add>เพิ่มอีก|ขอเพิ่ม|เพิ่ม{_BEFORE_CODE})
|(?P<half>ครึ่ง(?=โล|กิโล|กก))
|(?P<and>,|\+|&)
|(?P<times>[×✕*=](?=\s*\d))
|(?P<number>{_NUMBER})
|(?P<number_word>(?:{_WORD_NUMBER})\s?(?=(?:{_UNITS})(?![ก-ฮ])))
"""

_FLAGS = re.VERBOSE | re.IGNORECASE
_AT_START = re.compile(_SURE + _START, _FLAGS)
_INSIDE = re.compile(_SURE + _INNER, _FLAGS)
_UNIT = re.compile(rf"\s?(?P<unit>{_UNITS})(?P<half>ครึ่ง)?", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{1,5}[ \-.]?\d{1,6}(?!\d)(?!(?!x\s*\d)[A-Za-z])", re.IGNORECASE)
_THAI_CODE = re.compile(r"[ก-ฮ]{1,2}[\-.]?\d{1,5}(?!\d)")
_DIGIT_CODE = re.compile(r"\d{1,8}(?!\d|\.\d|:\d|,\d|\s?(?:บาท|฿))")
_MARKED_CODE = re.compile(
    r"(?:รหัส|เบอร์|หมายเลข|ตัวที่|โค้ด|#)\s?(?P<code>[A-Za-z]{0,5}-?\d{1,6})(?!\d)", re.IGNORECASE
)
_GAP = re.compile(r"[^0-9A-Za-zก-๎๏-๛@#+&×✕*=½¼¾฿?,]+")
_A_LETTER = re.compile(f"[{_LETTER}]")

_OF_GROUP: dict[str, Word] = {
    "phone": Word.TALK, "paid": Word.TALK, "clock": Word.TALK, "price": Word.TALK, "whose": Word.TALK,
    "polite": Word.TALK, "talk": Word.TALK, "cancel_all": Word.CANCEL_ALL, "cancel": Word.CANCEL,
    "change": Word.CHANGE,
    "change_from": Word.CHANGE_FROM, "instead": Word.INSTEAD, "each": Word.EACH, "wrong": Word.WRONG,
    "question": Word.QUESTION, "buyer": Word.BUYER, "order": Word.ORDER, "add": Word.ADD, "into": Word.INTO,
    "half": Word.HALF, "and": Word.AND, "times": Word.TIMES, "number": Word.NUMBER,
    "number_word": Word.NUMBER,
}  # fmt: skip

_SECOND = frozenset({Word.CHANGE, Word.INTO, Word.TIMES, Word.EACH, Word.ADD, Word.WRONG})


def tokens(line: str, words: Vocabulary) -> list[Token]:
    """A line (on one line, Arabic digits) as tokens; letters that mean nothing are RUN."""
    return _Scan(line, words).run()


class _Scan:
    """One walk over a line."""

    def __init__(self, line: str, words: Vocabulary) -> None:
        self.line, self.words = line, words
        self.letters, places = heard_at(line)
        self.letter_at = {place: number for number, place in enumerate(places)}
        self.places = places
        self.found: list[Token] = []
        self.at = 0
        self.begun: int | None = None
        self.end_of_last = 0

    def run(self) -> list[Token]:
        while self.at < len(self.line):
            if self._gap() or self._item() or self._known():
                continue
            if self.begun is None:
                self.begun = self.at
            self.at += 1
        self._close()
        return self.found

    # ------------------------------------------------------------ steps

    def _gap(self) -> bool:
        gap = _GAP.match(self.line, self.at)
        if gap is None:
            return False
        self._close()
        self.at = gap.end()
        return True

    def _item(self) -> bool:
        """A code or the name of goods."""
        inside = self.begun is not None
        if not inside:
            marked = _MARKED_CODE.match(self.line, self.at)
            if marked is not None:
                return self._take_code(marked["code"], marked.end(), Word.UNKNOWN_CODE)
        within = (
            self.begun is not None and self.line[self.at - 1].isascii() and self.line[self.at - 1].isalpha()
        )
        if not within and self._latin_code():
            return True
        if not inside and self._other_code():
            return True
        return self._name(inside=inside)

    def _latin_code(self) -> bool:
        match = _CODE.match(self.line, self.at)
        if match is None:
            return False
        text = match[0]
        if plain_code(text) in self.words.codes:
            return self._take_code(text, match.end(), None)
        low = text.lower()
        if low.startswith("cf"):
            self._add(Word.ORDER, self.at + 2)
            return True
        if low[0] == "x" and not low[1].isalpha() and self._after_item():
            return False
        if self.found and low.startswith(("cc", "f")) and not low[1].isalpha():
            return False
        spaced = " " in text
        if spaced and text.index(" ") > 2:
            return False
        return self._take_code(text, match.end(), Word.UNKNOWN_CODE)

    def _other_code(self) -> bool:
        thai = _THAI_CODE.match(self.line, self.at)
        if thai is not None and plain_code(thai[0]) in self.words.codes:
            return self._take_code(thai[0], thai.end(), None)
        digits = _DIGIT_CODE.match(self.line, self.at)
        if digits is None or plain_code(digits[0]) not in self.words.codes:
            return False
        if self._after_item() or (self.found and self.found[-1].word in _SECOND):
            return False
        if _UNIT.match(self.line, digits.end()) is not None:
            return False
        return self._take_code(digits[0], digits.end(), None)

    def _name(self, *, inside: bool) -> bool:
        letter = self.letter_at.get(self.at)
        if letter is None:
            return False
        hit = self.words.longest_at(self.letters, letter, inside=inside)
        if hit is None:
            return False
        named, length = hit
        end = self.places[letter + length - 1] + 1
        while end < len(self.line) and self.line[end] in "็่้๊๋์":
            end += 1
        if length < LEAST_INSIDE and end < len(self.line) and _A_LETTER.match(self.line, end):
            after = _INSIDE.match(self.line, end)
            if after is None:
                return False
        self._add(Word.ITEM, end, named)
        return True

    def _known(self) -> bool:
        """A word of ordering, a number with its unit."""
        inside = self.begun is not None
        if not inside and self.found and self.found[-1].word in (Word.NUMBER, Word.HALF):
            unit = _UNIT.match(self.line, self.at)
            if unit is not None and self.end_of_last >= self.at - 1:
                self._add(Word.UNIT, unit.end("unit"))
                if unit["half"]:
                    self._add(Word.HALF, unit.end())
                return True
        match = (_INSIDE if inside else _AT_START).match(self.line, self.at)
        if match is None or match.lastgroup is None or match.end() == self.at:
            return False
        word = _OF_GROUP[match.lastgroup]
        if word is Word.BUYER and self._is_goods(match[0]):
            return False
        text = match[0].strip()
        if match.lastgroup == "number_word":
            text = str(_NUMBER_WORDS[text])
        self._add(word, match.end(), text=text)
        return True

    # ------------------------------------------------------------ parts

    def _is_goods(self, text: str) -> bool:
        """Whether what looks like a person is part of a name of goods, and no goods were named before."""
        return not any(each.word is Word.ITEM for each in self.found) and self.words.guess(text) is not None

    def _after_item(self) -> bool:
        return bool(self.found) and self.found[-1].word in (Word.ITEM, Word.UNKNOWN_CODE)

    def _take_code(self, text: str, end: int, unknown: Word | None) -> bool:
        named = self.words.codes.get(plain_code(text))
        self._add(Word.ITEM if named is not None else unknown or Word.ITEM, end, named, text=text.strip())
        return True

    def _add(self, word: Word, end: int, named: Named | None = None, *, text: str | None = None) -> None:
        self._close()
        tight = bool(self.found) and self.end_of_last == self.at
        shown = self.line[self.at : end] if text is None else text
        self.found.append(Token(word, shown, named, tight))
        self.at = self.end_of_last = end

    def _close(self) -> None:
        """What was not understood so far is a run of its own."""
        if self.begun is not None:
            tight = bool(self.found) and self.end_of_last == self.begun
            self.found.append(Token(Word.RUN, self.line[self.begun : self.at], tight=tight))
            self.end_of_last = self.at
            self.begun = None
