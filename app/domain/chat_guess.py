"""Numbers with their units, and letters that were not understood but stand where goods stand."""

from collections.abc import Sequence

from app.domain.chat_goods import Named, Vocabulary, whole_or
from app.domain.chat_words import Token, Word
from app.domain.money import MILLI

GOODS = frozenset({Word.ITEM, Word.UNKNOWN_CODE})
"""Words that name goods."""


def amount(found: Sequence[Token], at: int) -> tuple[int, str, int]:
    """The number at a place with its unit, and where to go on; a half before or behind the unit counts."""
    token = found[at]
    value = MILLI // 2 if token.word is Word.HALF else whole_or(token.text)
    at += 1
    unit = ""
    if token.word is Word.NUMBER and at < len(found) and found[at].word is Word.HALF:
        value += MILLI // 2
        at += 1
    if at < len(found) and found[at].word is Word.UNIT:
        unit = found[at].text
        at += 1
        if token.word is Word.NUMBER and at < len(found) and found[at].word is Word.HALF and found[at].tight:
            value += MILLI // 2
            at += 1
    return value, unit, at


def with_guesses(found: list[Token], words: Vocabulary) -> list[Token]:
    """Runs that are part of one name of goods, or that a number counts, as goods."""
    wants = {
        Word.ORDER,
        Word.ADD,
        Word.NUMBER,
        Word.CANCEL,
        Word.CHANGE,
        Word.CHANGE_FROM,
        Word.INSTEAD,
        Word.EACH,
    }
    if not any(token.word in wants for token in found):
        return found
    made: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        if token.word is not Word.RUN:
            made.append(token)
            at += 1
            continue
        after = at + 1
        while after < len(found) and found[after].word is Word.RUN and after - at < 4:
            after += 1
        taken, guess = _longest_guess(found, at, after, words)
        if guess is not None:
            text = " ".join(each.text for each in found[at:taken])
            made.append(Token(Word.ITEM, text, guess))
            at = taken
        elif _is_counted(found, at, made):
            made.append(Token(Word.ITEM, token.text, None))
            at += 1
        else:
            made.append(token)
            at += 1
    return made


def _longest_guess(
    found: Sequence[Token], at: int, after: int, words: Vocabulary
) -> tuple[int, Named | None]:
    for end in range(after, at, -1):
        guess = words.guess("".join(each.text for each in found[at:end]))
        if guess is not None:
            return end, guess
    return at, None


def _is_counted(found: Sequence[Token], at: int, made: Sequence[Token]) -> bool:
    """Whether unknown letters stand where goods stand: behind "take" or "and", before a number and unit."""
    rest = found[at + 1 :]
    number = bool(rest) and rest[0].word in (Word.NUMBER, Word.TIMES)
    with_unit = len(rest) > 1 and rest[1].word is Word.UNIT
    goods_follow = len(rest) > (2 if with_unit else 1) and rest[2 if with_unit else 1].word in GOODS
    follows = bool(made) and made[-1].word in (Word.ORDER, Word.ADD, Word.AND, Word.CANCEL)
    return number and not goods_follow and (follows or with_unit)
