"""Letters that are written once and filled in for each member: what may stand in curly brackets.

A placeholder is one of a fixed list of words; nothing in a letter is ever computed or run. What is filled in
is not read again, so that a member named ``{เงินออม}`` stays so named. ``{{`` prints a bracket.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.errors import UserError
from app.i18n import N_, language
from app.thai.normalise import clean_name, clean_text

MOST_SUBJECT = 300
MOST_BODY = 6_000
"""Signs of a letter: three pages, which nobody reads to the end."""
MOST_TO = 5_000
"""People that one run writes to."""
BLANK = "...................."


class Placeholder(StrEnum):
    """What is filled in, by its English name."""

    NAME = "name"
    MEMBER_NUMBER = "member_number"
    UNIT = "unit"
    ADDRESS = "address"
    PHONE = "phone"
    JOINED = "joined"
    SHARES = "shares"
    SHARE_AMOUNT = "share_amount"
    SHARES_PAID = "shares_paid"
    SHARES_UNPAID = "shares_unpaid"
    SAVINGS = "savings"
    LOAN_LEFT = "loan_left"
    LOAN_LATE = "loan_late"
    DIVIDEND_OWED = "dividend_owed"
    OWES = "owes"
    OWED = "owed"
    DAY = "day"
    AS_OF = "as_of"
    GROUP = "group"
    GROUP_ADDRESS = "group_address"
    GROUP_PHONE = "group_phone"
    MEETING = "meeting"
    MEETING_DAY = "meeting_day"
    MEETING_TIME = "meeting_time"
    MEETING_PLACE = "meeting_place"
    SIGNATORY = "signatory"
    REPLY = "reply"
    """A line by itself: what stands below is cut off and sent back."""


THAI: dict[Placeholder, str] = {
    Placeholder.NAME: "ชื่อ",
    Placeholder.MEMBER_NUMBER: "เลขสมาชิก",
    Placeholder.UNIT: "กลุ่มย่อย",
    Placeholder.ADDRESS: "ที่อยู่",
    Placeholder.PHONE: "โทรศัพท์",
    Placeholder.JOINED: "วันเข้ากลุ่ม",
    Placeholder.SHARES: "จำนวนหุ้น",
    Placeholder.SHARE_AMOUNT: "ค่าหุ้น",
    Placeholder.SHARES_PAID: "ค่าหุ้นชำระแล้ว",
    Placeholder.SHARES_UNPAID: "ค่าหุ้นค้างชำระ",
    Placeholder.SAVINGS: "เงินออม",
    Placeholder.LOAN_LEFT: "เงินกู้คงเหลือ",
    Placeholder.LOAN_LATE: "เงินกู้เกินกำหนด",
    Placeholder.DIVIDEND_OWED: "ปันผลค้างรับ",
    Placeholder.OWES: "หนี้ค้างจ่าย",
    Placeholder.OWED: "เงินค้างรับ",
    Placeholder.DAY: "วันที่",
    Placeholder.AS_OF: "ณ วันที่",
    Placeholder.GROUP: "ชื่อกลุ่ม",
    Placeholder.GROUP_ADDRESS: "ที่อยู่กลุ่ม",
    Placeholder.GROUP_PHONE: "โทรศัพท์กลุ่ม",
    Placeholder.MEETING: "ชื่อการประชุม",
    Placeholder.MEETING_DAY: "วันประชุม",
    Placeholder.MEETING_TIME: "เวลาประชุม",
    Placeholder.MEETING_PLACE: "สถานที่ประชุม",
    Placeholder.SIGNATORY: "ผู้ลงนาม",
    Placeholder.REPLY: "ใบตอบรับ",
}
"""The words that stand between the brackets of a Thai letter; they are what is stored, in any language."""

MONEY = frozenset(
    {
        Placeholder.SHARE_AMOUNT,
        Placeholder.SHARES_PAID,
        Placeholder.SHARES_UNPAID,
        Placeholder.SAVINGS,
        Placeholder.LOAN_LEFT,
        Placeholder.LOAN_LATE,
        Placeholder.DIVIDEND_OWED,
        Placeholder.OWES,
        Placeholder.OWED,
    }
)
"""Amounts of a person, satang; written in baht without the word."""

OF_ALL = frozenset(
    {
        Placeholder.DAY,
        Placeholder.AS_OF,
        Placeholder.GROUP,
        Placeholder.GROUP_ADDRESS,
        Placeholder.GROUP_PHONE,
        Placeholder.MEETING,
        Placeholder.MEETING_DAY,
        Placeholder.MEETING_TIME,
        Placeholder.MEETING_PLACE,
        Placeholder.SIGNATORY,
    }
)
"""What is the same in every letter of a run."""

_BY_WORD = {word: each for each, word in THAI.items()} | {each.value: each for each in Placeholder}
_PART = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|\{")
_SHOWN = 60


class UnknownPlaceholderError(UserError):
    """Something in curly brackets that is no placeholder."""

    message = N_("“{word}” in curly brackets cannot be filled in. Please choose from the list.")

    def __init__(self, *, word: str) -> None:
        super().__init__(word=word)
        self.word = word


class OpenBracketError(UserError):
    """A curly bracket that is opened and not closed on its line."""

    message = N_("A curly bracket is opened and not closed: {start}")


class EmptyLetterError(UserError):
    """A letter without words."""

    message = N_("The letter is empty. Please write what it should say.")


class ReplyLineError(UserError):
    """The reply's placeholder among other words, or twice."""

    message = N_("{placeholder} stands once, on a line of its own: what follows is cut off and sent back.")


class NobodyChosenError(UserError):
    """Letters to nobody."""

    message = N_("To whom? Please choose at least one member.")


class TooManyLettersError(UserError):
    """More letters than one run writes."""

    message = N_("{count} letters are too many at once; at most {most} are written in one go.")


@dataclass(frozen=True, slots=True)
class LetterData:
    """Everything that is typed about a letter."""

    name: str
    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter to one person; ``reply`` is the part that she cuts off and sends back."""

    subject: str
    body: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What a letter may say of a person at the end of a day; amounts in satang."""

    uid: bytes
    code: str
    name: str
    number: str = ""
    unit: str = ""
    address: str = ""
    phone: str = ""
    joined_on: dt.date | None = None
    shares: int = 0
    share_amount: int = 0
    shares_paid: int = 0
    savings: int = 0
    loan_left: int = 0
    loan_late: int = 0
    dividend_owed: int = 0
    owes: int = 0
    owed: int = 0

    @property
    def shares_unpaid(self) -> int:
        """What she still has to pay in on her shares."""
        return self.share_amount - self.shares_paid

    def amount(self, placeholder: Placeholder) -> int:
        """The amount that a placeholder of ``MONEY`` stands for, satang."""
        return int(getattr(self, placeholder.value))


def token(placeholder: Placeholder) -> str:
    """What is typed for a placeholder, with its brackets, in the language of the screen."""
    return f"{{{label(placeholder)}}}"


def label(placeholder: Placeholder) -> str:
    """The placeholder's word in the language of the screen."""
    return placeholder.value if language() == "en" else THAI[placeholder]


def checked_letter(data: LetterData) -> LetterData:
    """The letter with cleaned texts.

    Raises EmptyLetterError, UnknownPlaceholderError, OpenBracketError, ReplyLineError, TextTooLongError.
    """
    data = replace(
        data,
        name=clean_name(data.name, 200),
        subject=clean_name(data.subject, MOST_SUBJECT),
        body=clean_text(data.body, MOST_BODY),
    )
    placeholders(data.subject, is_subject=True)
    if not split_reply(data.body)[0].strip():
        raise EmptyLetterError
    placeholders(data.body)
    return data


def placeholders(text: str, *, is_subject: bool = False) -> frozenset[Placeholder]:
    """Which stand in a text; raises UnknownPlaceholderError, OpenBracketError, ReplyLineError."""
    found: list[Placeholder] = []
    for match in _PART.finditer(text):
        if match[0] == "{":
            raise OpenBracketError(
                start=text[match.start() : match.start() + _SHOWN].split("\n", maxsplit=1)[0]
            )
        if match[1] is not None:
            found.append(_known(match[1]))
    replies = found.count(Placeholder.REPLY)
    if replies and (is_subject or replies > 1 or not _has_reply_line(text)):
        raise ReplyLineError(placeholder=token(Placeholder.REPLY))
    return frozenset(found)


def fill(letter: LetterData, values: Mapping[Placeholder, str]) -> Filled:
    """The letter with values in place of its placeholders; what has no value is left blank to write on."""
    body, reply = split_reply(letter.body)
    return Filled(_filled(letter.subject, values), _filled(body, values), _filled(reply, values))


def split_reply(body: str) -> tuple[str, str]:
    """The letter itself and the part to send back."""
    lines = body.split("\n")
    for place, line in enumerate(lines):
        if _is_reply(line):
            return "\n".join(lines[:place]).rstrip("\n"), "\n".join(lines[place + 1 :]).strip("\n")
    return body, ""


def _has_reply_line(text: str) -> bool:
    return any(_is_reply(line) for line in text.split("\n"))


def _is_reply(line: str) -> bool:
    match = _PART.fullmatch(line.strip())
    return match is not None and match[1] is not None and _word(match[1]) is Placeholder.REPLY


def _filled(text: str, values: Mapping[Placeholder, str]) -> str:
    def said(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        return values.get(_known(match[1])) or BLANK

    return _PART.sub(said, text)


def _known(word: str) -> Placeholder:
    found = _word(word)
    if found is None:
        raise UnknownPlaceholderError(word=word.strip()[:_SHOWN])
    return found


def _word(word: str) -> Placeholder | None:
    word = " ".join(word.split())
    return _BY_WORD.get(word) or _BY_WORD.get(word.casefold().replace(" ", "_"))
