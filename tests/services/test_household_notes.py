"""Notes between a group's book and a member's: linked, told, accepted, refused; and what hostile files do."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.household.notes import Note, NoteKind, PaidFor, Totals, write_note, write_totals
from app.domain.household.rounds import RoundData
from app.domain.household.trades import TradeData
from app.domain.party import PartyData
from app.domain.retention import Kept
from app.domain.roles import Role
from app.domain.session import Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.household.notes import group_link, notes_in, notes_waiting
from app.queries.household.totals import shared_debt, shared_months
from app.queries.household.trades import round_card
from app.queries.integrity import check_books
from app.services import key_ring, people
from app.services.books import close_book, create_book, open_book
from app.services.doors import Credential
from app.services.entries import post_entry
from app.services.household import mailbox
from app.services.household.linking import (
    Invitation,
    NotAGroupError,
    NotAMemberError,
    accept_invitation,
    active_peers,
    find_again,
    invite_household,
    unlink,
)
from app.services.household.notes import (
    NoteDecidedError,
    Taken,
    accept_note,
    accept_reversal,
    refuse_note,
    reopen_note,
    take_notes,
    write_notes,
)
from app.services.household.rounds_writer import BeforeRoundError
from app.services.household.totals import AlreadySharedError, MonthNotOverError, keep_totals, share_month
from app.services.household.trades import save_round, save_trade
from app.services.parties import create_party
from app.services.people import PersonData
from app.services.privacy import erase_person, what_is_kept
from app.services.records import NotFoundError
from app.services.reversal import reverse
from db import connection as book
from db import sealing
from tests.household import FILE, MEMBER, PASSWORD, balance, make_household

LEADER, LEADERS = "แดง", "กล้วยหอมทอง9"
HERS = "ขนมปังหวาน77"
GROUP = "กลุ่มแม่บ้าน.samut"
DAY = dt.date(2026, 3, 5)


class Village:
    """A group with one member who keeps a household book beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.group, self.home = folder / GROUP, folder / "home" / FILE
        self.home.parent.mkdir()
        session = create_book(self.group, name="กลุ่มแม่บ้าน", leader=LEADER, password=LEADERS)
        self.member = create_party(session, PartyData(MEMBER, is_member=True)).uid
        party_id = book.fetch_int("SELECT id FROM party WHERE uid = ?", (self.member,))
        people.add_user(session, PersonData(MEMBER, Role.MEMBER, party_id=party_id), password=HERS)
        close_book()
        make_household(self.home.parent)
        close_book()

    def leader(self) -> Session:
        """The group's book, open for its leader."""
        close_book()
        return open_book(self.group, credential=Credential(LEADER, password=LEADERS))

    def hers(self) -> Session:
        """The group's book, open for the member."""
        close_book()
        return open_book(self.group, credential=Credential(MEMBER, password=HERS))

    def at_home(self) -> Session:
        """Her own book."""
        close_book()
        return open_book(self.home, credential=Credential(MEMBER, password=PASSWORD))

    def link(self) -> Invitation:
        """She links her book to the group's."""
        invitation = invite_household(self.hers())
        accept_invitation(self.at_home(), invitation)
        take_notes(self.leader())
        return invitation

    def pay(self, amount: int, category: str, *, on: dt.date = DAY) -> bytes:
        """The group pays her in cash by an everyday category."""
        session = self.leader()
        [row] = book.fetch("SELECT uid FROM entry_category WHERE name = ?", (category,))
        draft = EntryDraft(
            new_uid(),
            Direction.OUT,
            (EntryLineDraft(amount, category_uid=row[0]),),
            (PayDraft(PayKind.MONEY, amount, "1101"),),
            party_uid=self.member,
        )
        return post_entry(session, draft, on=on).uid


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A group and a household that do not know each other yet."""
    yield Village(tmp_path)
    close_book()


@pytest.fixture
def linked(village: Village, monkeypatch: pytest.MonkeyPatch) -> Village:
    """They know each other since before the payments of these tests."""
    monkeypatch.setattr("app.services.household.linking.today", lambda: dt.date(2026, 1, 1))
    village.link()
    return village


WAGES = "ค่าแรง จ้างคนช่วย"


def test_a_wage_is_told_once_and_entered_when_she_says_so(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    assert write_notes(linked.leader()) == 1
    assert write_notes(linked.leader()) == 0, "nothing is told twice"
    home = linked.at_home()
    assert take_notes(home).came == 1
    assert take_notes(home).came == 0
    assert notes_waiting() == (1, 450_00)
    [note] = notes_in()
    assert (note.group, note.on, note.parts) == ("กลุ่มแม่บ้าน", DAY, ((PaidFor.WAGES, 450_00),))
    assert balance("4102") == 0, "nothing is entered by itself"
    accept_note(home, note.uid, account_code="1101")
    again = accept_note(home, note.uid, account_code="1101")
    assert again.repeated
    assert (balance("1101"), balance("4102")) == (450_00, -450_00)
    with pytest.raises(NoteDecidedError):
        refuse_note(home, note.uid)
    assert check_books() == []


def test_she_may_refuse(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    home = linked.at_home()
    take_notes(home)
    [note] = notes_in()
    refuse_note(home, note.uid)
    with pytest.raises(NoteDecidedError):
        accept_note(home, note.uid, account_code="1101")
    assert (notes_waiting(), balance("1101")) == ((0, 0), 0)


def test_a_payment_that_did_not_stand_is_taken_back(linked: Village) -> None:
    paid = linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    home = linked.at_home()
    take_notes(home)
    accept_note(home, notes_in()[0].uid, account_code="1101")
    leader = linked.leader()
    reverse(leader, paid, on=DAY, reason="จ่ายผิดคน", uid=new_uid())
    assert write_notes(leader) == 1
    home = linked.at_home()
    take_notes(home)
    [undo] = [each for each in notes_in() if each.kind is NoteKind.REVERSAL]
    accept_reversal(home, undo.uid, on=DAY)
    assert balance("1101") == balance("4102") == 0
    assert check_books() == []


def test_what_was_entered_wrongly_waits_again(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    home = linked.at_home()
    take_notes(home)
    [note] = notes_in()
    accept_note(home, note.uid, account_code="1101")
    reopen_note(home, note.uid, on=DAY)
    assert (notes_waiting(), balance("1101")) == ((1, 450_00), 0)
    accept_note(home, note.uid, account_code="1102")
    assert accept_note(home, note.uid, account_code="1102").repeated
    assert (balance("1101"), balance("1102"), balance("4102")) == (0, 450_00, -450_00)
    reopen_note(home, note.uid, on=DAY)
    refuse_note(home, note.uid)
    reopen_note(home, note.uid, on=DAY)
    accept_note(home, note.uid, account_code="1101")
    assert balance("1101") == 450_00
    assert check_books() == []


def test_goods_sold_may_be_a_rounds(linked: Village) -> None:
    linked.pay(50_00, WAGES)
    write_notes(linked.leader())
    home = linked.at_home()
    secret = active_peers(BookKind.ENTERPRISE)[0].secret
    forged(linked, secret, amount=300_00, parts=((PaidFor.GOODS, 300_00),))
    home = linked.at_home()
    trade = save_trade(home, TradeData("สานตะกร้า"), uid=new_uid()).uid
    crop = save_round(home, RoundData(trade, "ล็อตแรก", dt.date(2026, 2, 1)), uid=new_uid()).uid
    late = save_round(home, RoundData(trade, "ล็อตหลัง", dt.date(2026, 3, 6)), uid=new_uid()).uid
    [sold] = [each for each in notes_in() if each.parts[0][0] is PaidFor.GOODS]
    [wage] = [each for each in notes_in() if each.uid != sold.uid]
    with pytest.raises(BeforeRoundError):
        accept_note(home, sold.uid, account_code="1101", round_uid=late)
    accept_note(home, sold.uid, account_code="1101", round_uid=crop)
    accept_note(home, wage.uid, account_code="1101", round_uid=crop)
    card = round_card(crop)
    assert card is not None
    assert card.row.value == 300_00, "the goods, not the wage"
    assert (balance("4102"), balance("1101")) == (-50_00, 350_00)
    assert check_books() == []


def test_only_a_member_of_a_group_links_her_book(village: Village) -> None:
    with pytest.raises(NotAMemberError):
        invite_household(village.leader())
    with pytest.raises(NotAGroupError):
        invite_household(village.at_home())


def test_an_unlinked_household_hears_nothing(linked: Village) -> None:
    session = linked.hers()
    [peer] = active_peers(BookKind.HOUSEHOLD)
    unlink(session, peer.uid)
    linked.pay(100_00, WAGES)
    assert write_notes(linked.leader()) == 0


def test_the_group_learns_that_a_household_ended_the_link(linked: Village) -> None:
    home = linked.at_home()
    [peer] = active_peers(BookKind.ENTERPRISE)
    unlink(home, peer.uid)
    with pytest.raises(NotFoundError):
        share_month(home, DAY, today=dt.date(2026, 4, 1))
    leader = linked.leader()
    take_notes(leader)
    assert active_peers(BookKind.HOUSEHOLD) == ()
    linked.pay(100_00, WAGES)
    assert write_notes(linked.leader()) == 0
    assert check_books() == []
    linked.link()
    [again] = active_peers(BookKind.HOUSEHOLD)
    assert again.recipient, "she may begin anew"


def test_payments_before_the_link_stay_untold(linked: Village) -> None:
    linked.pay(100_00, WAGES, on=dt.date(2025, 12, 30))
    assert write_notes(linked.leader()) == 0


def test_who_is_erased_is_not_linked_any_more(linked: Village) -> None:
    own = linked.hers()
    assert Kept.LINK in {fact.kind for fact in what_is_kept(own, linked.member, today=DAY)}, "told to herself"
    leader = linked.leader()
    facts = what_is_kept(leader, linked.member, today=DAY)
    assert Kept.LINK not in {fact.kind for fact in facts}, "whether she is linked is hers to know"
    erased = erase_person(leader, linked.member, today=DAY)
    assert Kept.LINK in {fact.kind for fact in erased.gone}
    assert active_peers(BookKind.HOUSEHOLD) == ()
    [row] = book.fetch("SELECT name, recipient, file, active FROM peer_book")
    assert (row[1:], MEMBER in row[0]) == (("", "", 0), False)
    assert book.fetch("SELECT * FROM peer_secret") == []
    linked.pay(100_00, WAGES)
    assert write_notes(linked.leader()) == 0
    assert check_books() == []


def test_both_books_moved_find_each_other_again(linked: Village) -> None:
    linked.group = moved(linked.group, linked.folder / "new" / GROUP)
    linked.home = moved(linked.home, linked.folder / "stick" / "home.samut")
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    home = linked.at_home()
    assert take_notes(home).came == 0, "neither knows where the other went"
    [peer] = active_peers(BookKind.ENTERPRISE)
    assert find_again(home, group_uid=peer.book_uid, group_file=linked.group)
    assert not find_again(home), "told once"
    assert take_notes(home).came == 1, "what waited beside the group's book"
    leader = linked.leader()
    assert take_notes(leader).came == 1
    [hers] = active_peers(BookKind.HOUSEHOLD)
    assert hers.file == str(linked.home)
    linked.pay(50_00, WAGES)
    write_notes(linked.leader())
    assert take_notes(linked.at_home()).came == 1


def moved(file: Path, to: Path) -> Path:
    """A book that now lies elsewhere, with its keys and what lies beside it."""
    to.parent.mkdir(exist_ok=True)
    for each in file.parent.glob(f"{file.name}*"):
        each.rename(to.parent / each.name.replace(file.name, to.name))
    return to


# ---------------------------------------------------------------- hostile


def forged(linked: Village, secret: bytes, **changes: object) -> Taken:
    """What her book makes of a note that somebody who knows its public key lays into its box."""
    home = linked.at_home()
    values: dict[str, object] = {
        "uid": new_uid(),
        "sender": active_peers(BookKind.ENTERPRISE)[0].book_uid,
        "kind": NoteKind.PAYMENT,
        "about": new_uid(),
        "on": DAY,
        "amount": 1_00,
        "parts": ((PaidFor.GOODS, 1_00),),
    }
    data = write_note(Note(**{**values, **changes}), secret)  # type: ignore[arg-type]
    sealed = sealing.seal_to(data, sealing.recipient_of(key_ring.book_key()))
    box = mailbox.box_of(linked.home)
    box.mkdir(exist_ok=True)
    (box / f"ab{mailbox.END}").write_bytes(sealed)
    return take_notes(home)


def test_a_note_that_does_not_know_the_secret_is_left_alone(linked: Village) -> None:
    assert forged(linked, bytes(32)) == Taken(0, 1)
    assert notes_in() == ()
    secret = active_peers(BookKind.ENTERPRISE)[0].secret
    assert forged(linked, secret).came == 1
    for change in (
        {"amount": 2_00},
        {"amount": -1_00, "parts": ((PaidFor.GOODS, -1_00),)},
        {"sender": new_uid()},
    ):
        assert forged(linked, secret, **change) == Taken(0, 1)


def test_rubbish_in_the_box_does_no_harm(linked: Village) -> None:
    box = mailbox.box_of(linked.home)
    box.mkdir(exist_ok=True)
    (box / f"x{mailbox.END}").write_bytes(b"age-encryption.org/v1\n rubbish")
    (box / f"y{mailbox.END}").write_bytes(b"\0" * 200_000)
    (box / f"z{mailbox.END}").symlink_to("/etc/passwd")
    (box / f"d{mailbox.END}").mkdir()
    assert take_notes(linked.at_home()) == Taken(0, 0)
    assert len(list(box.iterdir())) == 4, "left as it lay"


def test_a_sealed_note_tells_nothing_to_who_finds_it(linked: Village) -> None:
    linked.pay(450_00, WAGES)
    write_notes(linked.leader())
    [path] = mailbox.box_of(linked.home).iterdir()
    text = path.read_bytes()
    assert b"450" not in text
    assert MEMBER.encode() not in text
    assert MEMBER not in path.name


# ---------------------------------------------------------------- totals


def totals(number: int, *, debt: int = 0, month: dt.date = dt.date(2026, 3, 1)) -> Totals:
    """A household's month."""
    return Totals(
        number.to_bytes(16, "big"), month, 1_000_00 * number, 800_00, 200_00, debt or 10_000_00 * number
    )


def share(session: Session, rows: list[Totals]) -> None:
    """Kept as if their notes had come."""
    with book.unit_of_work():
        for row in rows:
            keep_totals(row, session.clock())


MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def test_four_households_are_not_shown_and_five_are(village: Village) -> None:
    session = village.leader()
    share(session, [totals(each) for each in range(1, 5)])
    [month] = shared_months(*MARCH)
    assert (month.households, month.waiting, month.income, month.median_debt) == (0, 4, 0, 0)
    share(session, [totals(5)])
    [month] = shared_months(*MARCH)
    assert (month.households, month.waiting) == (5, 0)
    assert (month.income, month.median_income, month.debt) == (15_000_00, 3_000_00, 150_000_00)


def test_a_sixth_waits_until_five_more_have_come(village: Village) -> None:
    session = village.leader()
    share(session, [totals(each) for each in range(1, 7)])
    before = shared_months(*MARCH)
    for late in range(7, 10):
        share(session, [totals(late)])
        assert shared_months(*MARCH)[0].income == before[0].income, "no difference shows one household"
    share(session, [totals(10)])
    assert shared_months(*MARCH)[0].households == 10


def test_what_is_shown_does_not_change(village: Village) -> None:
    session = village.leader()
    share(session, [totals(each) for each in range(1, 6)])
    share(session, [totals(1, debt=1)])
    assert shared_months(*MARCH)[0].debt == 150_000_00


def test_the_trend_is_that_of_the_months_that_are_shown(village: Village) -> None:
    session = village.leader()
    april = dt.date(2026, 4, 1)
    span = (MARCH[0], dt.date(2026, 4, 30))
    share(session, [totals(each) for each in range(1, 6)])
    assert shared_debt(*span) is None, "one month is no trend"
    share(session, [totals(each, debt=9_000_00 * each, month=april) for each in range(1, 6)])
    trend = shared_debt(*span)
    assert trend is not None
    assert [(each.month, each.each, each.median) for each in trend.months] == [
        (MARCH[0], 30_000_00, 30_000_00),
        (april, 27_000_00, 27_000_00),
    ]
    assert trend.is_same
    share(session, [totals(each) for each in range(6, 11)])
    again = shared_debt(*span)
    assert again is not None
    assert not again.is_same, "said, for they are compared"


def test_no_choice_of_months_tells_one_household_apart(village: Village) -> None:
    """What six months' trends of "the same households" would have shown: all of March but one."""
    session = village.leader()
    share(session, [totals(each) for each in range(1, 21)])
    share(session, [totals(each, month=dt.date(2026, 4, 1)) for each in range(1, 11)])
    others = [*range(1, 6), *range(7, 11), 30]
    share(session, [totals(each, month=dt.date(2026, 5, 1)) for each in others])
    spans = [(MARCH[0], dt.date(2026, 4, 30)), (MARCH[0], dt.date(2026, 5, 31))]
    trends = [trend for span in spans if (trend := shared_debt(*span)) is not None]
    assert [trend.months[0].households for trend in trends] == [20, 20], "March is all of March, always"


def test_a_month_travels_to_the_group_without_her_name(linked: Village) -> None:
    home = linked.at_home()
    with pytest.raises(MonthNotOverError):
        share_month(home, DAY, today=dt.date(2026, 3, 31))
    share_month(home, DAY, today=dt.date(2026, 4, 1))
    with pytest.raises(AlreadySharedError):
        share_month(home, DAY, today=dt.date(2026, 4, 2))
    leader = linked.leader()
    assert take_notes(leader).came == 1
    [row] = book.fetch("SELECT month, income, spending, saving, debt, batch FROM household_total")
    assert row == ("2026-03", 0, 0, 0, 0, None)
    assert shared_months(*MARCH)[0].waiting == 1
    assert book.fetch("SELECT * FROM sealed_note WHERE kind = 'totals'") == []
    assert check_books() == []


def test_totals_of_who_is_not_linked_are_left_alone(linked: Village) -> None:
    leader = linked.leader()
    data = write_totals(totals(1), bytes(32))
    box = mailbox.box_of(linked.group)
    box.mkdir(exist_ok=True)
    (box / f"x{mailbox.END}").write_bytes(sealing.seal_to(data, sealing.recipient_of(key_ring.book_key())))
    assert take_notes(leader) == Taken(0, 1)
    assert shared_months(*MARCH) == ()


def test_who_is_in_two_groups_shares_with_the_one_that_she_is_shown(linked: Village, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    second = Village(tmp_path / "second")
    invitation = invite_household(second.hers())
    home = linked.at_home()
    accept_invitation(home, invitation)
    link = group_link()
    assert link is not None
    share_month(home, DAY, today=dt.date(2026, 4, 1))
    assert len(list(mailbox.box_of(second.group).glob("*.note.age"))) == 2, "its first note and the totals"
    leader = second.leader()
    take_notes(leader)
    assert shared_months(*MARCH)[0].waiting == 1
    take_notes(linked.leader())
    assert shared_months(*MARCH) == ()


def test_totals_that_lie_before_the_first_note_are_taken_in_with_it(village: Village) -> None:
    invitation = invite_household(village.hers())
    home = village.at_home()
    accept_invitation(home, invitation)
    box = mailbox.box_of(village.group)
    [hello] = box.glob("*.note.age")
    hello.rename(box / f"z{mailbox.END}")
    share_month(home, DAY, today=dt.date(2026, 4, 1))
    [totals_of] = [each for each in box.glob("*.note.age") if each.name[0] != "z"]
    totals_of.rename(box / f"a{mailbox.END}")
    assert take_notes(village.leader()) == Taken(2, 0, Changes.HOUSEHOLD)
    assert shared_months(*MARCH)[0].waiting == 1
