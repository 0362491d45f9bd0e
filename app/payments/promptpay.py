"""PromptPay codes: making the text of a Thai QR, reading one back, and the counter bar code of a bill.

The text is EMV merchant-presented TLV (id, two-digit length, value) as the Bank of Thailand's Thai QR uses
it: tag 29 for a transfer to a mobile number, an id or a wallet, tag 30 for a bill, CRC-16/CCITT-FALSE over
everything. Tags are written in rising order and read in any. Learned from the published tests of the open
libraries promptpay-qr, promptparse, saladpuk PromptPay and thai-qr-payment.

A code only asks for money: nothing here says that it was paid.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from app.errors import Notice, UserError
from app.i18n import N_
from app.payments.tlv import UnreadableCodeError, crc16, read_tlv, tlv
from app.thai.digits import shown, to_arabic


class TargetKind(StrEnum):
    """What kind of id is to be paid; a bank account is only read, several banks refuse it."""

    MOBILE = "mobile"
    NATIONAL_ID = "national_id"
    EWALLET = "ewallet"
    BILL = "bill"
    BANK_ACCOUNT = "bank_account"


KINDS: Final = (TargetKind.MOBILE, TargetKind.NATIONAL_ID, TargetKind.EWALLET, TargetKind.BILL)
"""The kinds a code can be made for, the ones that every bank takes first."""
ANY: Final = "any"
"""In place of a kind: guess it from the number of digits."""

MAX_QR_AMOUNT: Final = 999_999_999_999
"""In satang: the amount of a code has at most 13 characters, 9999999999.99."""

_LENGTHS: Final = {
    TargetKind.MOBILE: 10,
    TargetKind.NATIONAL_ID: 13,
    TargetKind.EWALLET: 15,
    TargetKind.BILL: 15,
}
_SUB_TAGS: Final = (
    ("01", TargetKind.MOBILE),
    ("02", TargetKind.NATIONAL_ID),
    ("03", TargetKind.EWALLET),
    ("04", TargetKind.BANK_ACCOUNT),
)
_AID_TRANSFER: Final = "A000000677010111"
_AIDS_TRANSFER: Final = (_AID_TRANSFER, "A000000677010114")
_AID_BILL: Final = "A000000677010112"
_AIDS_BILL: Final = (_AID_BILL, "A000000677012006", None)  # the last: left out by some makers
_BAHT: Final = "764"
_MAX_CODE = 1024
_BETWEEN_DIGITS = re.compile(r"[\s().\-–\u200b]+")
_REFERENCE = re.compile("[0-9A-Za-z]{1,20}")
_AMOUNT = re.compile(r"(?P<baht>[0-9]{1,10})(?:\.(?P<satang>[0-9]{0,2}))?")


class PromptPayTargetError(UserError):
    """Typed text that is no PromptPay id of any kind."""

    message = N_("“{text}” is not a PromptPay id: a mobile number has 10 digits, an id 13, a wallet 15.")


class MobileNumberError(PromptPayTargetError):
    """Typed text that is no mobile number."""

    message = N_("“{text}” is not a mobile number: it has 10 digits and begins with 0.")


class NationalIdError(PromptPayTargetError):
    """Typed text that is no citizen or tax id."""

    message = N_("“{text}” is not a citizen or tax id: it has 13 digits.")


class WalletIdError(PromptPayTargetError):
    """Typed text that is no e-wallet id."""

    message = N_("“{text}” is not an e-wallet id: it has 15 digits.")


class BillerIdError(PromptPayTargetError):
    """Typed text that is no biller id."""

    message = N_("“{text}” is not a biller id: it has 15 digits, the tax id and two more.")


class QrAmountError(UserError):
    """An amount that a code cannot ask for."""

    message = N_("A QR code cannot ask for {amount} baht; it takes up to 9,999,999,999.99.")


class BillReferenceError(UserError):
    """A reference that a bill code cannot carry."""

    message = N_("“{text}” cannot be a bill reference: 1 to 20 letters A-Z and digits.")


class DamagedCodeError(UserError):
    """A payment code whose check sum is wrong: misread or changed."""

    message = N_("This payment code was misread or has been changed. Please scan it again.")


class NotPromptPayError(UserError):
    """A payment code of another system or currency."""

    message = N_("This payment code is not a PromptPay code in baht.")


_LENGTH_ERRORS: Final[dict[TargetKind, type[PromptPayTargetError]]] = {
    TargetKind.MOBILE: MobileNumberError,
    TargetKind.NATIONAL_ID: NationalIdError,
    TargetKind.EWALLET: WalletIdError,
    TargetKind.BILL: BillerIdError,
}


@dataclass(frozen=True, slots=True)
class Payment:
    """What a scanned code asks for; amounts in satang, None where the payer types it."""

    kind: TargetKind
    target: str
    amount_satang: int | None = None
    poi: Literal["static", "dynamic"] = "static"
    ref1: str | None = None
    ref2: str | None = None
    terminal: str | None = None
    merchant_name: str | None = None
    merchant_city: str | None = None
    message: str | None = None

    @property
    def biller(self) -> str | None:
        """The biller id of a bill."""
        return self.target if self.kind is TargetKind.BILL else None


@dataclass(frozen=True, slots=True)
class Slip:
    """A code printed on a bank's slip: it names a transfer, it does not ask for one."""

    sending_bank: str
    reference: str
    kind: Literal["slip"] = "slip"


def guess_kind(typed: str) -> TargetKind:
    """The kind of a typed id by its number of digits; raises PromptPayTargetError."""
    digits = _digits(typed) or ""
    if len(digits) == 10 and digits[0] == "0":
        return TargetKind.MOBILE
    if len(digits) == 13:
        return TargetKind.NATIONAL_ID
    if len(digits) == 15:
        return TargetKind.EWALLET
    raise PromptPayTargetError(text=shown(typed))


def clean_target(kind: str, typed: str) -> str:
    """A typed id as bare digits, a mobile number as 10 of them; kind ANY is guessed.

    Raises PromptPayTargetError or the error of the kind.
    """
    sure = _kind(kind, typed)
    digits = _digits(typed)
    if digits is None or len(digits) != _LENGTHS[sure] or (sure is TargetKind.MOBILE and digits[0] != "0"):
        raise _LENGTH_ERRORS[sure](text=shown(typed))
    return digits


def format_target(kind: str, target: str) -> str:
    """An id as people write it: 000-000-0000, 0-0000-00000-00-0; others as they are."""
    if kind == TargetKind.MOBILE and len(target) == 10:
        return f"{target[:3]}-{target[3:6]}-{target[6:]}"
    if kind == TargetKind.NATIONAL_ID and len(target) == 13:
        return f"{target[0]}-{target[1:5]}-{target[5:10]}-{target[10:12]}-{target[12]}"
    return target


def check_digit_ok(id13: str) -> bool:
    """Whether the last of 13 digits (citizen or tax id) fits the twelve before it."""
    if not re.fullmatch("[0-9]{13}", id13):
        return False
    total = sum(int(digit) * (13 - position) for position, digit in enumerate(id13[:12]))
    return (11 - total % 11) % 10 == int(id13[12])


def doubts(kind: str, target: str) -> tuple[Notice, ...]:
    """What looks wrong about an id though a code can be made for it: to be shown, never to block.

    Raises PromptPayTargetError or the error of the kind.
    """
    sure = _kind(kind, target)
    digits = clean_target(sure, target)
    if sure is TargetKind.MOBILE and digits[:2] not in ("06", "08", "09"):
        return (
            Notice(
                N_("{number} does not begin like a mobile number (06, 08, 09). Please check it."),
                number=format_target(sure, digits),
            ),
        )
    if sure in (TargetKind.NATIONAL_ID, TargetKind.BILL) and not check_digit_ok(digits[:13]):
        return (Notice(N_("The check digit of {number} is wrong. Please check the number."), number=digits),)
    return ()


def payload(
    kind: str,
    target: str,
    amount_satang: int | None = None,
    *,
    ref1: str | None = None,
    ref2: str | None = None,
    terminal: str | None = None,
) -> str:
    """The text of a QR code that asks for money; no amount (or 0) lets the payer type it.

    ``kind`` is one of KINDS or ANY; a bill needs ``ref1``. Raises PromptPayTargetError or the error of
    the kind, QrAmountError, BillReferenceError.
    """
    sure = _kind(kind, target)
    digits = clean_target(sure, target)
    amount = _checked(amount_satang)
    if sure is TargetKind.BILL:
        parts = tlv("00", _AID_BILL) + tlv("01", digits) + tlv("02", _reference(ref1))
        account = tlv("30", parts + (tlv("03", _reference(ref2)) if ref2 else ""))
    else:
        tag = next(tag for tag, name in _SUB_TAGS if name is sure)
        wire = f"0066{digits[1:]}" if sure is TargetKind.MOBILE else digits
        account = tlv("29", tlv("00", _AID_TRANSFER) + tlv(tag, wire))
    text = tlv("00", "01") + tlv("01", "12" if amount else "11") + account + tlv("53", _BAHT)
    if amount:
        text += tlv("54", f"{amount // 100}.{amount % 100:02d}")
    text += tlv("58", "TH")
    if terminal:
        text += tlv("62", tlv("07", _reference(terminal)))
    text += "6304"
    return text + crc16(text)


def barcode(biller: str, ref1: str, ref2: str | None = None, amount_satang: int | None = None) -> str:
    """The text of the bar code that a bill shows at a counter; amount 0 is left open.

    Raises BillerIdError, BillReferenceError, QrAmountError.
    """
    second = _reference(ref2) if ref2 else ""
    digits = clean_target(TargetKind.BILL, biller)
    return f"|{digits}\r{_reference(ref1)}\r{second}\r{_checked(amount_satang)}"


def parse_payload(text: str) -> Payment | Slip:
    """What a scanned QR text says, a request to pay or a bank's slip.

    Raises UnreadableCodeError, DamagedCodeError, NotPromptPayError.
    """
    text = text.strip()
    if len(text) > _MAX_CODE:
        raise UnreadableCodeError
    tags = read_tlv(text)
    last = list(tags)[-1]
    if last not in ("63", "91") or len(tags[last]) != 4:
        raise UnreadableCodeError
    if crc16(text[:-4]) != text[-4:].upper():
        raise DamagedCodeError
    return _slip(tags) if last == "91" else _payment(tags)


def _kind(kind: str, typed: str) -> TargetKind:
    """The kind itself, or the guessed one where none is given; raises PromptPayTargetError."""
    sure = TargetKind(kind) if kind and kind != ANY else guess_kind(typed)
    if sure not in KINDS:
        raise ValueError(f"no code is made for a {sure}")
    return sure


def _digits(typed: str) -> str | None:
    """The digits of a typed id, with 0 for the country code +66; None where other signs stand in it."""
    if len(typed) > 80:
        return None
    text = _BETWEEN_DIGITS.sub("", to_arabic(typed))
    if text.startswith("+66"):
        text = "0" + text[3:].removeprefix("0") if len(text) == 13 else "0" + text[3:]
    return text if re.fullmatch("[0-9]+", text) else None


def _checked(amount_satang: int | None) -> int:
    amount = amount_satang or 0
    if not 0 <= amount <= MAX_QR_AMOUNT:
        raise QrAmountError(amount=amount)
    return amount


def _reference(reference: str | None) -> str:
    if not reference or not _REFERENCE.fullmatch(reference):
        raise BillReferenceError(text=shown(reference or ""))
    return reference


def _slip(tags: dict[str, str]) -> Slip:
    inner = read_tlv(tags.get("00", ""))
    if "01" not in inner or "02" not in inner:
        raise UnreadableCodeError
    return Slip(sending_bank=inner["01"], reference=inner["02"])


def _payment(tags: dict[str, str]) -> Payment:
    if tags.get("53", _BAHT) != _BAHT:
        raise NotPromptPayError
    ref1 = ref2 = None
    if "29" in tags:
        kind, target = _transfer_target(read_tlv(tags["29"]))
    elif "30" in tags:
        inner = read_tlv(tags["30"])
        if inner.get("00") not in _AIDS_BILL or not re.fullmatch("[0-9]{13,15}", inner.get("01", "")):
            raise NotPromptPayError
        kind, target = TargetKind.BILL, inner["01"]
        ref1, ref2 = inner.get("02"), inner.get("03")
    else:
        raise NotPromptPayError
    return Payment(
        kind=kind,
        target=target,
        amount_satang=_read_amount(tags.get("54")),
        poi="dynamic" if tags.get("01") == "12" else "static",
        ref1=ref1,
        ref2=ref2,
        terminal=read_tlv(tags["62"]).get("07") if tags.get("62") else None,
        merchant_name=tags.get("59"),
        merchant_city=tags.get("60"),
        message=_read_message(tags.get("81", "")),
    )


def _transfer_target(inner: dict[str, str]) -> tuple[TargetKind, str]:
    if inner.get("00") not in _AIDS_TRANSFER:
        raise NotPromptPayError
    for tag, kind in _SUB_TAGS:
        value = inner.get(tag)
        if value is None:
            continue
        if kind is TargetKind.MOBILE:
            if not re.fullmatch("0066[0-9]{9}", value):
                raise NotPromptPayError
            return kind, f"0{value[4:]}"
        if not re.fullmatch("[0-9]+", value) or len(value) != _LENGTHS.get(kind, len(value)):
            raise NotPromptPayError
        return kind, value
    raise NotPromptPayError


def _read_amount(text: str | None) -> int | None:
    if text is None:
        return None
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise UnreadableCodeError
    return int(match["baht"] + (match["satang"] or "").ljust(2, "0")) or None


def _read_message(text: str) -> str | None:
    if not re.fullmatch("(?:[0-9A-Fa-f]{4})+", text):
        return None
    return bytes.fromhex(text).decode("utf-16-be", "replace")
