"""PromptPay codes: made, read, refused, and doubted."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.payments import promptpay
from app.payments.promptpay import (
    BillerIdError,
    BillReferenceError,
    DamagedCodeError,
    MobileNumberError,
    NationalIdError,
    NotPromptPayError,
    Payment,
    PromptPayTargetError,
    QrAmountError,
    WalletIdError,
    doubts,
    parse_payload,
    payload,
)
from app.payments.tlv import UnreadableCodeError, crc16, tlv

DATA = json.loads((Path(__file__).parents[1] / "data" / "promptpay.json").read_text("utf-8"))


def sealed(text: str) -> str:
    """A text with its right check sum."""
    return text + "6304" + crc16(text + "6304")


@pytest.mark.parametrize("row", DATA["crc"], ids=lambda row: row["text"] or "empty")
def test_published_crc(row: dict[str, Any]) -> None:
    assert crc16(row["text"]) == row["crc"]


@pytest.mark.parametrize("row", DATA["check_digit"], ids=lambda row: row["id"])
def test_published_check_digits(row: dict[str, Any]) -> None:
    assert promptpay.check_digit_ok(row["id"]) is row["ok"]


@pytest.mark.parametrize("row", DATA["generate"], ids=lambda row: f"{row['kind']} {row['why']}")
def test_published_codes(row: dict[str, Any]) -> None:
    if row["kind"] == "bill":
        made = payload(
            "bill",
            row["biller"],
            row["amount_satang"],
            ref1=row["ref1"],
            ref2=row["ref2"],
            terminal=row["terminal"],
        )
    else:
        made = payload(row["kind"], row["typed"], row["amount_satang"])
        assert payload("any", row["typed"], row["amount_satang"]) == made
        assert row["wire_target"] in made
    assert made == row["payload"]


@pytest.mark.parametrize("row", DATA["parse"], ids=lambda row: row["why"])
def test_published_reading(row: dict[str, Any]) -> None:
    read = parse_payload(row["payload"])
    assert {name: getattr(read, name) for name in row["expect"]} == row["expect"]


@pytest.mark.parametrize("row", DATA["refuse_generate"], ids=lambda row: row["why"])
def test_published_refusals_to_make(row: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        payload(row["kind"], row["typed"], row["amount_satang"], ref1="1")


@pytest.mark.parametrize("row", DATA["refuse_parse"], ids=lambda row: row["why"])
def test_published_refusals_to_read(row: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        parse_payload(row["payload"])


@pytest.mark.parametrize("row", DATA["barcode"], ids=lambda row: row["why"])
def test_published_bar_codes(row: dict[str, Any]) -> None:
    assert promptpay.barcode(row["biller"], row["ref1"], row["ref2"], row["amount_satang"]) == row["text"]


def test_each_refusal_says_what_is_wrong() -> None:
    for kind, typed, error in (
        ("any", "12345", PromptPayTargetError),
        ("any", "1234567890", PromptPayTargetError),
        ("mobile", "1000000000", MobileNumberError),
        ("mobile", "000-000-000x", MobileNumberError),
        ("mobile", "0" * 100, MobileNumberError),
        ("national_id", "0000000000", NationalIdError),
        ("ewallet", "0" * 13, WalletIdError),
        ("bill", "0" * 14, BillerIdError),
    ):
        with pytest.raises(error) as caught:
            payload(kind, typed, ref1="1")
        assert type(caught.value) is error
    for amount in (-1, promptpay.MAX_QR_AMOUNT + 1):
        with pytest.raises(QrAmountError):
            payload("mobile", "000-000-0000", amount)
        with pytest.raises(QrAmountError):
            promptpay.barcode("0" * 15, "1", None, amount)
    for reference in (None, "", "A-1", "ก", "1" * 21, "A\r"):
        with pytest.raises(BillReferenceError):
            payload("bill", "0" * 15, ref1=reference)
    with pytest.raises(BillReferenceError):
        payload("bill", "0" * 15, ref1="1", ref2="1 2")
    with pytest.raises(BillReferenceError):
        payload("bill", "0" * 15, ref1="1", terminal="T-1")


def test_a_value_too_long_for_its_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="99"):
        tlv("62", "0" * 100)


def test_kinds_that_no_code_is_made_for() -> None:
    assert payload("", "000-000-0000") == payload(promptpay.ANY, "000-000-0000")
    for kind in ("bank_account", "cheque"):
        with pytest.raises(ValueError, match=kind):
            payload(kind, "000-000-0000")


def test_ways_to_type_a_number() -> None:
    for typed in (
        "๐๐๐-๐๐๐-๐๐๐๑",
        "+66 0 00000 001",
        "+6600-000-0001",
        "(000) 000.0001",
        "000\u00a0000\u200b0001",
    ):
        assert promptpay.clean_target("any", typed) == "0000000001"
    assert promptpay.format_target("mobile", "0000000001") == "000-000-0001"
    assert promptpay.format_target("national_id", "0000000000001") == "0-0000-00000-00-1"
    assert promptpay.format_target("ewallet", "012345678901234") == "012345678901234"


def test_doubts_warn_and_do_not_block() -> None:
    assert len(doubts("mobile", "000-000-0000")) == 1
    assert doubts("mobile", "08" + "0" * 8) == ()
    assert len(doubts("any", "1111111111111")) == 1
    assert doubts("national_id", "0000000000001") == ()
    assert len(doubts("bill", "000000000000200")) == 1
    assert doubts("bill", "000000000000100") == ()
    assert doubts("ewallet", "0" * 15) == ()
    with pytest.raises(MobileNumberError):
        doubts("mobile", "0")


def test_misread_and_foreign_codes() -> None:
    good = payload("mobile", "000-000-0000", 2000)
    with pytest.raises(DamagedCodeError):
        parse_payload(good.replace("20.00", "20.01"))
    start = "000201010211"
    phone = "29370016A000000677010111011300660000000005303764"
    for text in (
        start + "5303764",
        start + "29370016A0000006770101990113006600000000053037645802TH",
        start + "29200016A000000677010111",
        start + "29370016A000000677010111011300650000000005303764",
        start + phone.replace("5303764", "5303840"),
        start + "30200016A000000677010112",
    ):
        with pytest.raises(NotPromptPayError):
            parse_payload(sealed(text))
    for text in (start + phone + "540510,00", start + phone + "5404١٠٠٠", start + phone + "54041.005404999."):
        with pytest.raises(UnreadableCodeError):
            parse_payload(sealed(text))
    with pytest.raises(UnreadableCodeError):
        parse_payload("00" * 1000)


def test_a_bank_account_is_read_and_half_a_slip_is_not() -> None:
    account = tlv("29", tlv("00", "A000000677010111") + tlv("04", "0000000000000"))
    read = parse_payload(sealed("000201" + account))
    assert isinstance(read, Payment)
    assert (read.kind, read.target) == (promptpay.TargetKind.BANK_ACCOUNT, "0000000000000")
    with pytest.raises(NotPromptPayError):
        parse_payload(sealed("000201" + account.replace("0413000", "041300x")))
    slip = tlv("00", tlv("00", "000001")) + "9104"
    with pytest.raises(UnreadableCodeError):
        parse_payload(slip + crc16(slip))
    assert not promptpay.check_digit_ok("000000000000")


def test_an_amount_of_nothing_is_no_amount() -> None:
    read = parse_payload(sealed("00020101021129370016A00000067701011101130066000000000530376454040.005802TH"))
    assert isinstance(read, Payment)
    assert read.amount_satang is None
    assert read.biller is None


@given(
    st.sampled_from(["mobile", "national_id", "ewallet", "bill"]),
    st.text("0123456789", min_size=15, max_size=15),
    st.integers(0, promptpay.MAX_QR_AMOUNT),
    st.text("ABCXYZ0189", min_size=1, max_size=20),
    st.text("ABCXYZ0189", max_size=20),
)
def test_what_is_made_reads_back(kind: str, digits: str, amount: int, ref1: str, ref2: str) -> None:
    target = "0" + digits[: {"mobile": 9, "national_id": 12}.get(kind, 14)]
    read = parse_payload(payload(kind, target, amount, ref1=ref1, ref2=ref2, terminal=ref2))
    assert isinstance(read, Payment)
    assert (read.kind, read.target, read.amount_satang) == (kind, target, amount or None)
    assert read.terminal == (ref2 or None)
    if kind == "bill":
        assert (read.ref1, read.ref2) == (ref1, ref2 or None)


@given(st.data())
def test_every_changed_sign_is_noticed(data: st.DataObject) -> None:
    text = payload("mobile", "000-000-0000", 12345)
    place = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(st.sampled_from("0123456789ABCDEFTHx").filter(lambda sign: sign != text[place].upper()))
    with pytest.raises(UserError):
        parse_payload(text[:place] + sign + text[place + 1 :])


tags = st.sampled_from(["00", "01", "29", "30", "53", "54", "58", "62", "81"])
values = st.one_of(
    st.text("0123456789AТก.", max_size=12), st.sampled_from(["764", "12", "0016A000000677010111"])
)


@given(
    st.one_of(
        st.text(), st.lists(st.tuples(tags, values)).map(lambda row: "".join(tlv(*pair) for pair in row))
    )
)
def test_any_text_is_a_code_or_a_user_error(text: str) -> None:
    for code in (text, sealed(text)):
        with suppress(UserError):
            parse_payload(code)
    with suppress(UserError):
        payload("any", text)
