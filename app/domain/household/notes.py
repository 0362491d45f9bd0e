"""Notes between a member's book and the group's: what they say, and that they come from the other book.

A note is JSON with a code (HMAC-SHA256) by the secret that both books of a pair know; sealing it to the other
book's public key is the storage's work. Totals of a month carry a token that a household drew for itself, and
the code of a secret that all households of a group share, so that they name nobody.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.calendar import checked_day
from app.domain.kept_json import a_day, a_list, a_text, a_uid, an_int, read_object
from app.domain.money import MAX_AMOUNT
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name

FORM = 1
LARGEST = 64_000
"""Bytes of one note at most."""
SECRET_BYTES = 32
LONGEST_NAME = 200
LONGEST_PLACE = 1_000
"""Signs of the place of a file at most."""
LARGEST_TOTAL = 100_000_000_00
"""Satang (100 million baht) in a figure of a household's month at most: beyond it is a slip or a lie."""


class NoteError(UserError):
    """A note that is damaged, too large, or not from the book that it says."""

    message = N_("This note cannot be read, or does not come from the book that it names. It was left alone.")


class NoteKind(StrEnum):
    """What a note tells."""

    PAYMENT = "payment"
    REVERSAL = "reversal"
    """A payment that was told before did not stand."""
    TOTALS = "totals"
    HELLO = "hello"
    """A household's book says which it is, to the group that invited it."""


class PaidFor(StrEnum):
    """What a group paid a member for."""

    GOODS = "goods"
    WAGES = "wages"
    DIVIDEND = "dividend"
    REFUND = "refund"
    OTHER = "other"


PAID_FOR_WORDS: dict[PaidFor, str] = {
    PaidFor.GOODS: N_("Goods sold to the group"),
    PaidFor.WAGES: N_("Wages"),
    PaidFor.DIVIDEND: N_("Dividend"),
    PaidFor.REFUND: N_("Patronage refund"),
    PaidFor.OTHER: N_("Other money of the group"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What one book tells another; ``about`` is the document it is about, amounts satang."""

    uid: bytes
    sender: bytes
    kind: NoteKind
    about: bytes
    on: dt.date
    amount: int
    parts: tuple[tuple[PaidFor, int], ...] = ()
    number: str = ""
    text: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """A household's month, and nothing else of it: satang; ``token`` names nobody."""

    token: bytes
    month: dt.date
    income: int
    spending: int
    saving: int
    debt: int


def write_note(note: Note, secret: bytes) -> bytes:
    """A note as it is sealed."""
    return _signed(
        {
            "form": FORM,
            "uid": note.uid.hex(),
            "from": note.sender.hex(),
            "kind": note.kind.value,
            "about": note.about.hex(),
            "on": note.on.isoformat(),
            "amount": note.amount,
            "parts": [[kind.value, amount] for kind, amount in note.parts],
            "number": note.number,
            "text": note.text,
            "recipient": note.recipient,
        },
        secret,
    )


def write_totals(totals: Totals, secret: bytes) -> bytes:
    """Totals as they are sealed."""
    return _signed(
        {
            "form": FORM,
            "kind": NoteKind.TOTALS.value,
            "token": totals.token.hex(),
            "month": totals.month.isoformat()[:7],
            "income": totals.income,
            "spending": totals.spending,
            "saving": totals.saving,
            "debt": totals.debt,
        },
        secret,
    )


def sender_of(data: bytes) -> tuple[NoteKind, bytes]:
    """What kind of note it is and whose it says to be, before it is believed; raises NoteError.

    Of totals nothing; of a first note the invitation that it answers.
    """
    body = _body(data)
    try:
        kind = NoteKind(body["kind"])
        if kind is NoteKind.TOTALS:
            return kind, b""
        return kind, a_uid(body["about" if kind is NoteKind.HELLO else "from"])
    except (KeyError, ValueError, TypeError):
        raise NoteError from None


def read_note(data: bytes, secret: bytes) -> Note:
    """A note that comes from who knows the secret; raises NoteError."""
    body = _checked(data, secret)
    try:
        note = Note(
            a_uid(body["uid"]),
            a_uid(body["from"]),
            NoteKind(body["kind"]),
            a_uid(body["about"]),
            checked_day(a_day(body["on"])),
            _within(an_int(body["amount"]), MAX_AMOUNT),
            tuple((PaidFor(kind), an_int(amount)) for kind, amount in a_list(body["parts"])[: len(PaidFor)]),
            clean_name(a_text(body["number"]), 40),
            _place(body["text"]),
            clean_name(a_text(body["recipient"]), LONGEST_NAME),
        )
    except (KeyError, ValueError, TypeError, UserError):
        raise NoteError from None
    if note.kind is NoteKind.PAYMENT and (
        note.amount <= 0
        or any(amount <= 0 for _kind, amount in note.parts)
        or sum(amount for _kind, amount in note.parts) != note.amount
    ):
        raise NoteError
    return note


def read_totals(data: bytes, secret: bytes) -> Totals:
    """Totals of a household that the group knows; raises NoteError."""
    body = _checked(data, secret)
    try:
        totals = Totals(
            a_uid(body["token"]),
            checked_day(a_day(f"{a_text(body['month'])}-01")),
            *(_within(an_int(body[key]), LARGEST_TOTAL) for key in ("income", "spending", "saving", "debt")),
        )
    except (KeyError, ValueError, TypeError, UserError):
        raise NoteError from None
    if body["kind"] != NoteKind.TOTALS or totals.saving != totals.income - totals.spending:
        raise NoteError
    return totals


def _code(body: Mapping[str, Any], secret: bytes) -> str:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def _signed(body: dict[str, Any], secret: bytes) -> bytes:
    return json.dumps({**body, "code": _code(body, secret)}, ensure_ascii=False).encode()


def _body(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise NoteError
    try:
        body = read_object(data.decode())
    except ValueError:
        raise NoteError from None
    if body.get("form") != FORM:
        raise NoteError
    return body


def _checked(data: bytes, secret: bytes) -> dict[str, Any]:
    body = _body(data)
    code = body.pop("code", "")
    try:
        is_known = hmac.compare_digest(_code(body, secret).encode(), a_text(code).encode())
    except (ValueError, RecursionError):  # half signs
        raise NoteError from None
    if not is_known:
        raise NoteError
    return body


def _place(value: object) -> str:
    """Where a file lies, letter by letter as it was told."""
    place = a_text(value)
    if len(place) > LONGEST_PLACE or not (place.isprintable() or not place):
        raise ValueError("no place")
    return place


def _within(amount: int, most: int) -> int:
    if abs(amount) > most:
        raise ValueError("too large")
    return amount
