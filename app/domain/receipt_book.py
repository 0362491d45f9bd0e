"""Books of paper receipts: which numbers were used, spoiled, are missing or still blank."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.calendar import checked_day
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text

MOST_NUMBERS = 10_000
MOST_RANGES = 100


class BookNameMissingError(UserError):
    """A book of receipts without a name."""

    message = N_("Which book is it? Please enter the number on its cover.")


class BookRangeError(UserError):
    """A book of receipts whose numbers cannot be."""

    message = N_("Please check the first and the last number of the book; it has at most 10,000.")


class BookDaysError(UserError):
    """A book that came back before it was given out."""

    message = N_("The book cannot have come back before it was given out.")


class BookNameTakenError(UserError):
    """Two books of one name."""

    message = N_("There is a book “{name}” already.")


class BookUsedError(UserError):
    """A book is taken out, or cut, though numbers of it are used."""

    message = N_("Numbers of the book “{name}” are used already, outside of what would be left of it.")


class NumberRangeError(UserError):
    """A range of receipts that runs backwards."""

    message = N_("The receipts run from {first} to {last}: please look at both numbers.")


class OutsideBookError(UserError):
    """A receipt that the book does not have."""

    message = N_("Receipt {number} is not in the book “{name}”, which has {first} to {last}.")


class NumberUsedError(UserError):
    """A receipt that was used by another document."""

    message = N_("Receipt {number} of the book “{name}” was used already, in {document}.")


class NumberTwiceError(UserError):
    """A receipt twice on one sheet."""

    message = N_("Receipt {number} of the book “{name}” stands there twice.")


class NumberSpoiledError(UserError):
    """A receipt that was noted as spoiled."""

    message = N_("Receipt {number} of the book “{name}” was noted as spoiled.")


class WholeNumberError(UserError):
    """Part of a receipt."""

    message = N_("The number of a receipt is a whole one.")


class ReceiptUnreadError(UserError):
    """Words that name no receipt of any book."""

    message = N_("Please type the book and the number, such as “{example}”.")


class BookUnknownError(UserError):
    """A book of receipts that nobody put on record."""

    message = N_("There is no book of receipts “{name}”. It is put on record under Market › Market days.")


class SpoiledReasonError(UserError):
    """A spoiled receipt, and nobody says why."""

    message = N_("Why is the receipt not used? Please write it down.")


@dataclass(frozen=True, slots=True)
class BookData:
    """What is kept of a book of receipts."""

    name: str
    first_number: int
    last_number: int
    issued_on: dt.date
    party_uid: bytes | None = None
    returned_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers one after the other, both ends included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ReceiptUse:
    """Receipts of a book that a document names."""

    book_uid: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PaperBook:
    """A book of receipts that can be named, with its first and last number."""

    uid: bytes
    name: str
    numbers: Range


@dataclass(frozen=True, slots=True)
class BookState:
    """Every number of a book: used, spoiled, missing before the last one used, and blank after it."""

    used: tuple[Range, ...]
    spoiled: tuple[Range, ...]
    missing: tuple[Range, ...]
    blank: tuple[Range, ...]

    @property
    def next_number(self) -> int | None:
        """The first number that nobody has used yet; None for a full book."""
        return self.blank[0].first if self.blank else None


def checked_book(data: BookData) -> BookData:
    """The book with cleaned texts.

    Raises BookNameMissingError, BookRangeError, BookDaysError, TextTooLongError, DayOutOfRangeError.
    """
    checked_day(data.issued_on)
    name = to_arabic(clean_name(data.name, 60))
    if not name:
        raise BookNameMissingError
    if not 0 <= data.first_number <= data.last_number < data.first_number + MOST_NUMBERS:
        raise BookRangeError
    if data.returned_on is not None and checked_day(data.returned_on) < data.issued_on:
        raise BookDaysError
    return replace(data, name=name, note=clean_text(data.note))


def checked_use(use: ReceiptUse, name: str, book: Range) -> None:
    """Whether a book has these numbers; raises NumberRangeError, OutsideBookError."""
    if use.first > use.last:
        raise NumberRangeError(first=str(use.first), last=str(use.last))
    for number in (use.first, use.last):
        if not book.first <= number <= book.last:
            raise OutsideBookError(number=str(number), name=name, first=str(book.first), last=str(book.last))


def read_receipt(text: str, books: Sequence[PaperBook]) -> ReceiptUse | None:
    """The receipt that was typed, “book number”, or its number alone where one book has it; None for nothing.

    Raises ReceiptUnreadError, BookUnknownError, OutsideBookError.
    """
    typed = to_arabic(clean_name(text, 80))
    if not typed:
        return None
    found = re.fullmatch(r"(.*?)[\s/#·-]*?(\d{1,9})", typed)
    if found is None:
        raise ReceiptUnreadError(example=receipt_words(books[0], books[0].numbers.first) if books else "1/25")
    name, number = found[1].strip(" /#·-").casefold(), int(found[2])
    if name:
        able = [each for each in books if each.name.casefold() == name]
    else:
        able = [each for each in books if each.numbers.first <= number <= each.numbers.last]
    if len(able) != 1:
        raise BookUnknownError(name=found[1].strip(" /#·-") or typed)
    use = ReceiptUse(able[0].uid, number, number)
    checked_use(use, able[0].name, able[0].numbers)
    return use


def receipt_words(book: PaperBook, number: int) -> str:
    """A receipt as it is typed and shown."""
    return f"{book.name}/{number}"


def ranges(numbers: Iterable[int]) -> tuple[Range, ...]:
    """Numbers in order, those one after the other together."""
    found: list[Range] = []
    for number in sorted(set(numbers)):
        if found and found[-1].last == number - 1:
            found[-1] = Range(found[-1].first, number)
        else:
            found.append(Range(number, number))
    return tuple(found)


def book_state(book: Range, used: Sequence[Range], spoiled: Iterable[int]) -> BookState:
    """What became of every number of a book; a gap before the last number that was written is missing."""
    taken = {number for each in used for number in range(each.first, each.last + 1)}
    torn = set(spoiled) - taken
    every = range(book.first, book.last + 1)
    end = max((number for number in (*taken, *torn) if number in every), default=book.first - 1)
    left = [number for number in every if number not in taken and number not in torn]
    return BookState(
        ranges(taken),
        ranges(torn),
        ranges(number for number in left if number < end),
        ranges(number for number in left if number > end),
    )


def range_words(found: Sequence[Range]) -> str:
    """“1–20, 25”, at most so many as a line can hold."""
    texts = [str(each.first) if each.count == 1 else f"{each.first}–{each.last}" for each in found]
    return ", ".join(texts[:MOST_RANGES]) + (" …" if len(texts) > MOST_RANGES else "")
