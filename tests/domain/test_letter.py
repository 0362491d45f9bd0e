"""What may stand in curly brackets, what does not, and how a letter is filled in."""

import pytest

from app import i18n
from app.domain.letter import (
    BLANK,
    MOST_BODY,
    THAI,
    EmptyLetterError,
    LetterData,
    OpenBracketError,
    Placeholder,
    ReplyLineError,
    UnknownPlaceholderError,
    checked_letter,
    fill,
    label,
    placeholders,
    split_reply,
    token,
)
from app.domain.standard_letters import STANDARD_LETTERS
from app.thai.normalise import TextTooLongError

VALUES = {Placeholder.NAME: "สมาชิก ดาว", Placeholder.SAVINGS: "1,250.00"}


def filled(body: str, values: dict[Placeholder, str] | None = None) -> str:
    return fill(LetterData("ก", "", body), VALUES if values is None else values).body


def test_every_placeholder_has_a_word_in_both_languages() -> None:
    assert set(THAI) == set(Placeholder)
    assert len(set(THAI.values())) == len(THAI)
    for each in Placeholder:
        if each is not Placeholder.REPLY:
            assert placeholders(f"ก {{{THAI[each]}}} {{{each.value}}}") == {each}
        assert token(each) == f"{{{each.value}}}"
    i18n.set_language("th")
    assert [label(each) for each in Placeholder] == [THAI[each] for each in Placeholder]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("คุณ{ชื่อ} มี {เงินออม} บาท", "คุณสมาชิก ดาว มี 1,250.00 บาท"),
        ("{ name } {NAME} {Name}", "สมาชิก ดาว สมาชิก ดาว สมาชิก ดาว"),
        ("{{ชื่อ}}", "{ชื่อ}"),
        ("a } b", "a } b"),
        ("{สถานที่ประชุม}", BLANK),
        ("ไม่มีวงเล็บ", "ไม่มีวงเล็บ"),
    ],
)
def test_filling_in(body: str, said: str) -> None:
    assert filled(body) == said


def test_what_is_filled_in_is_not_read_again() -> None:
    assert (
        filled("{ชื่อ}", {Placeholder.NAME: "{เงินออม} {{ %s {0.__class__}"}) == "{เงินออม} {{ %s {0.__class__}"
    )


@pytest.mark.parametrize("word", ["เงินเดือน", "", "0", "name.__class__", "name!r", "name:>9999999", "ชื่อ[0]"])
def test_what_is_no_placeholder_is_named(word: str) -> None:
    with pytest.raises((UnknownPlaceholderError, OpenBracketError)) as caught:
        checked_letter(LetterData("ก", "", f"เรียน {{{word}}}"))
    if isinstance(caught.value, UnknownPlaceholderError):
        assert caught.value.word == word.strip()


def test_a_bracket_that_is_not_closed() -> None:
    with pytest.raises(OpenBracketError):
        checked_letter(LetterData("ก", "", "เรียน {ชื่อ\nบรรทัดต่อไป}"))


def test_the_reply_stands_on_a_line_of_its_own_once() -> None:
    letter = checked_letter(LetterData("ก", "", "บน {ชื่อ}\n{ใบตอบรับ}\nล่าง {ชื่อ}"))
    assert split_reply(letter.body) == ("บน {ชื่อ}", "ล่าง {ชื่อ}")
    answer = fill(letter, VALUES)
    assert (answer.body, answer.reply) == ("บน สมาชิก ดาว", "ล่าง สมาชิก ดาว")
    for body in ("ก {ใบตอบรับ} ข", "ก\n{ใบตอบรับ}\nข\n{reply}"):
        with pytest.raises(ReplyLineError):
            checked_letter(LetterData("ก", "", body))
    with pytest.raises(ReplyLineError):
        checked_letter(LetterData("ก", "{ใบตอบรับ}", "ข"))


@pytest.mark.parametrize("body", ["", " \n \n", "{ใบตอบรับ}\nล่าง"])
def test_an_empty_letter(body: str) -> None:
    with pytest.raises(EmptyLetterError):
        checked_letter(LetterData("ก", "", body))


def test_a_letter_that_is_too_long() -> None:
    assert checked_letter(LetterData("ก", "", "ก" * MOST_BODY)).body
    with pytest.raises(TextTooLongError):
        checked_letter(LetterData("ก", "", "ก" * (MOST_BODY + 1)))


def test_standard_letters_are_good_letters() -> None:
    assert len({each.name for each in STANDARD_LETTERS}) == len(STANDARD_LETTERS)
    for each in STANDARD_LETTERS:
        assert checked_letter(each) == each
    confirmation = next(each for each in STANDARD_LETTERS if split_reply(each.body)[1])
    assert {Placeholder.SHARE_AMOUNT, Placeholder.SAVINGS, Placeholder.LOAN_LEFT} <= placeholders(
        confirmation.body
    )
