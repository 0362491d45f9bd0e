"""Notes that somebody forged, broke, repeated or sent elsewhere: refused, bounded, in nobody's way."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.household.notes import (
    FORM,
    LARGEST,
    LARGEST_TOTAL,
    NoteError,
    NoteKind,
    PaidFor,
    Totals,
    _code,
    read_note,
    read_totals,
    write_totals,
)
from app.domain.money import MAX_AMOUNT
from app.queries.household.notes import notes_in, notes_waiting
from app.queries.household.totals import shared_months
from app.services import key_ring
from app.services.books import close_book
from app.services.household import mailbox
from app.services.household.linking import active_peers, shared_secret, unlink
from app.services.household.notes import Taken, take_notes, write_notes
from app.services.household.totals import share_month
from app.thai.dates import today
from db import connection as book
from db import sealing
from tests.household import balance
from tests.services.test_household_notes import DAY, WAGES, Village, forged, linked, village

__all__ = ["linked", "village"]

SECRET = bytes(range(32))


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_book()


def signed(secret: bytes = SECRET, /, **changes: object) -> bytes:
    """A note of 1 baht with these changes, and a code that fits."""
    body: dict[str, object] = {
        "form": FORM,
        "uid": new_uid().hex(),
        "from": new_uid().hex(),
        "kind": "payment",
        "about": new_uid().hex(),
        "on": "2026-03-05",
        "amount": 100,
        "parts": [["goods", 100]],
        "number": "",
        "text": "",
        "recipient": "",
        **changes,
    }
    return json.dumps({**body, "code": _code(body, secret)}).encode()


def lay(file: Path, data: bytes, *, name: str = "x") -> Path:
    """Seal it to the book that is open, and lay it into its box."""
    box = mailbox.box_of(file)
    box.mkdir(exist_ok=True)
    path = box / f"{name}{mailbox.END}"
    path.write_bytes(sealing.seal_to(data, sealing.recipient_of(key_ring.book_key())))
    return path


ABSURD: dict[str, dict[str, object]] = {
    "more than a book can hold": {"amount": 2**80, "parts": [["goods", 2**80]]},
    "more than there is": {"amount": MAX_AMOUNT + 1, "parts": [["goods", MAX_AMOUNT + 1]]},
    "no whole satang": {"amount": 1.5, "parts": [["goods", 1.5]]},
    "true": {"amount": True, "parts": [["goods", True]]},
    "nothing": {"amount": 0, "parts": []},
    "parts that cancel out": {"amount": 100, "parts": [["goods", 200], ["wages", -100]]},
    "a thousand parts": {"amount": 1000, "parts": [["goods", 1]] * 1000},
    "parts that are none": {"parts": [["goods"]]},
    "parts of parts": {"parts": {"goods": 100}},
    "for nothing known": {"parts": [["gift", 100]]},
    "a year that was counted twice": {"on": "2569-03-05"},
    "a day that is none": {"on": "2026-02-30"},
    "half a sign": {"number": "\ud800"},
    "a number without end": {"number": "9" * 500},
    "a name over lines": {"uid": "00"},
    "a list for a kind": {"kind": ["payment"]},
    "a note of totals": {"kind": "totals"},
}


@pytest.mark.parametrize("changes", ABSURD.values(), ids=ABSURD.keys())
def test_absurd_notes_are_refused(changes: dict[str, object]) -> None:
    try:
        data = signed(SECRET, **changes)
    except UnicodeEncodeError:
        data = signed().replace(b'"number": ""', b'"number": "\\ud800"')
    if changes.get("kind") == "totals":
        assert read_note(data, SECRET).kind is NoteKind.TOTALS, "told apart before, by its kind"
        return
    with pytest.raises(NoteError):
        read_note(data, SECRET)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[" * 50_000,
        b'{"form": 1' + b" " * LARGEST,
        json.dumps({"form": 1}).encode("utf-16"),
        b'{"form": 1, "code": "\\ud800"}',
        b'{"form": 1, "amount": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_note_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(NoteError):
        read_note(data, SECRET)
    with pytest.raises(NoteError):
        read_totals(data, SECRET)


TOKEN, MARCH = bytes(16), dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    "totals",
    [
        Totals(TOKEN, MARCH, 100, 50, 51, 0),
        Totals(TOKEN, MARCH, LARGEST_TOTAL + 1, 0, LARGEST_TOTAL + 1, 0),
        Totals(TOKEN, MARCH, 0, 0, 0, -LARGEST_TOTAL - 1),
        Totals(TOKEN, dt.date(1500, 1, 1), 0, 0, 0, 0),
        Totals(TOKEN[:8], MARCH, 0, 0, 0, 0),
    ],
)
def test_totals_that_cannot_be_are_refused(totals: Totals) -> None:
    with pytest.raises(NoteError):
        read_totals(write_totals(totals, SECRET), SECRET)


def test_a_day_to_come_waits_where_it_lies(linked: Village) -> None:
    linked.at_home()
    secret = active_peers(BookKind.ENTERPRISE)[0].secret
    assert forged(linked, secret, on=today() + dt.timedelta(days=30)) == Taken(0, 1)
    assert notes_in() == ()
    assert forged(linked, secret, on=today() + dt.timedelta(days=1)).came == 1, "clocks differ by a little"


def test_the_same_file_again_brings_nothing(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    [path] = mailbox.box_of(linked.home).glob(f"*{mailbox.END}")
    data = path.read_bytes()
    home = linked.at_home()
    assert take_notes(home).came == 1
    for name in ("again", "once-more"):
        (path.parent / f"{name}{mailbox.END}").write_bytes(data)
    assert take_notes(home).came == 0
    assert notes_waiting() == (1, 450_00)


def test_the_first_note_again_opens_no_link_that_was_ended(village: Village) -> None:
    invitation = village.link()
    hello = signed(
        invitation.secret,
        kind="hello",
        about=invitation.uid.hex(),
        **{"from": _home_uid(village).hex()},
        recipient="age1" + "q" * 58,
    )
    leader = village.leader()
    lay(village.group, hello)
    assert take_notes(leader) == Taken(0, 1), "a public key that is none"
    [peer] = active_peers(BookKind.HOUSEHOLD)
    unlink(leader, peer.uid)
    good = sealing.recipient_of(key_ring.book_key())
    lay(village.group, signed(invitation.secret, kind="hello", about=invitation.uid.hex(), recipient=good))
    assert take_notes(leader) == Taken(0, 1)
    assert active_peers(BookKind.HOUSEHOLD) == ()


def _home_uid(village: Village) -> bytes:
    village.leader()
    found = active_peers(BookKind.HOUSEHOLD)[0].book_uid
    assert found is not None
    return found


def test_another_book_cannot_take_a_link_over(linked: Village) -> None:
    leader = linked.leader()
    [peer] = active_peers(BookKind.HOUSEHOLD)
    good = sealing.recipient_of(key_ring.book_key())
    lay(linked.group, signed(peer.secret, kind="hello", about=peer.uid.hex(), recipient=good))
    assert take_notes(leader) == Taken(0, 1), "it is another's than the one that said hello"
    assert active_peers(BookKind.HOUSEHOLD) == (peer,)


def test_a_payment_for_another_book_does_not_open_here(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    [path] = mailbox.box_of(linked.home).glob(f"*{mailbox.END}")
    box = mailbox.box_of(linked.group)
    box.mkdir(exist_ok=True)
    path.rename(box / path.name)
    assert take_notes(linked.leader()) == Taken(0, 0)
    assert (box / path.name).exists(), "left where it lies"


def test_no_more_households_share_than_are_linked(linked: Village) -> None:
    leader = linked.leader()
    key = shared_secret(key_ring.book_key())
    month = dt.date(2026, 3, 1)
    for number in range(6):
        lay(linked.group, write_totals(Totals(bytes([number] * 16), month, 0, 0, 0, 0), key))
        take_notes(leader)
    [found] = shared_months(month, month)
    assert (found.households, found.waiting) == (0, 1), "nobody stands among inventions"
    this_month = today().replace(day=1)
    lay(linked.group, write_totals(Totals(bytes([7] * 16), this_month, 0, 0, 0, 0), key))
    assert take_notes(leader) == Taken(0, 1), "a month that still goes on"


def test_one_bad_note_keeps_no_other_waiting(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    home = linked.at_home()
    secret = active_peers(BookKind.ENTERPRISE)[0].secret
    for number, changes in enumerate(ABSURD.values()):
        if "number" not in changes:
            lay(linked.home, signed(secret, **changes), name=f"0{number}")
    assert take_notes(home).came == 1
    assert notes_waiting() == (1, 450_00)
    assert balance("1101") == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_box_does_not_hold_anybody_up(linked: Village) -> None:
    box = mailbox.box_of(linked.home)
    box.mkdir(exist_ok=True)
    os.mkfifo(box / f"a{mailbox.END}")
    assert take_notes(linked.at_home()) == Taken(0, 0)


def test_a_note_half_written_is_left_alone_and_comes_when_it_is_whole(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    [path] = mailbox.box_of(linked.home).glob(f"*{mailbox.END}")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    home = linked.at_home()
    assert take_notes(home) == Taken(0, 0)
    path.write_bytes(data)
    assert take_notes(home).came == 1


def test_a_box_that_cannot_be_written_keeps_the_note_beside_our_own_book(linked: Village) -> None:
    mailbox.box_of(linked.home).write_bytes(b"a file where the folder should be")
    linked.pay(450_00, WAGES)
    assert write_notes(linked.leader()) == 1
    home = linked.at_home()
    assert take_notes(home).came == 1, "found beside the group's book"


def test_a_place_that_may_not_be_looked_into_is_not_there(
    linked: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "no")

    linked.pay(450_00, WAGES)
    leader = linked.leader()
    monkeypatch.setattr(Path, "is_file", refuse)
    assert write_notes(leader) == 1


def test_a_disk_that_is_full_tells_nobody_and_tries_again(
    linked: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> Path:
        raise OSError(28, "No space left on device")

    home = linked.at_home()
    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "_write", full)
        with pytest.raises(Exception, match="No space"):
            share_month(home, DAY, today=dt.date(2026, 4, 1))
    assert book.fetch("SELECT * FROM sealed_note WHERE kind = 'totals'") == [], "not said to be sent"
    share_month(home, DAY, today=dt.date(2026, 4, 1))
    assert len(book.fetch("SELECT * FROM sealed_note WHERE kind = 'totals'")) == 1


def test_kinds_of_what_was_paid_fit_a_note() -> None:
    assert len(read_note(signed(amount=5, parts=[[kind.value, 1] for kind in PaidFor]), SECRET).parts) == 5
