"""The code on a transfer slip: read exactly, refused when it is anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.promptpay import TargetKind, payload
from app.payments.slip_qr import BankSlip, NotASlipError, is_slip, read_slip
from app.payments.tlv import crc16, tlv

REFERENCE = "2026102312345678901234567"


def code(bank="014", reference=REFERENCE, kind="000001"):
    inner = tlv("00", kind) + tlv("01", bank) + tlv("02", reference)
    text = tlv("00", inner) + tlv("51", "TH") + "9104"
    return text + crc16(text)


def test_a_banks_slip():
    assert read_slip(code()) == BankSlip("014", REFERENCE)
    assert read_slip(f" {code('034')}\n").bank == "034"
    assert read_slip(code()[:-4] + code()[-4:].lower()).reference == REFERENCE


def test_a_wallets_slip():
    inner = tlv("00", "01") + tlv("01", "01") + tlv("02", "P2P") + tlv("03", "50012345678901")
    text = tlv("00", inner) + "9104"
    assert read_slip(text + crc16(text)) == BankSlip("truemoney", "50012345678901")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8850000000017",
        code()[:-1],
        code()[:-4] + "0000",
        code(kind="000002"),
        code(bank="14x"),
        code(bank="๐๑๔"),
        code(reference=" "),
        code() + "1",
        payload(TargetKind.MOBILE, "0000000000", 100),
    ],
)
def test_what_is_no_slip_is_refused(text):
    with pytest.raises(NotASlipError):
        read_slip(text)
    assert not is_slip(text)


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    assert not is_slip(text)
