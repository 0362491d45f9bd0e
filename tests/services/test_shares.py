"""Members' shares: register and ledger stay one, whatever happens to them."""

import datetime as dt

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.share import (
    CertificateSharesError,
    GiveBackDraft,
    HandOnDraft,
    Holding,
    NotAMemberError,
    NothingOfSharesError,
    NotSoManySharesError,
    OverpaidSharesError,
    ParMissingError,
    SameHolderError,
    ShareAmountError,
    ShareCountError,
    ShareLine,
    SharesDraft,
    TakeUpDraft,
    TooManySharesError,
    TwiceInSharesError,
)
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.assets import role_balance
from app.queries.integrity import check_books
from app.queries.shares import certificates, disagreements, holders, holding, steps, value_of
from app.services.entries import ShareSlipError, post_entry
from app.services.journal import account_id
from app.services.reversal import SharesFallShortError, reverse
from app.services.settings import change_settings
from app.services.shares import (
    cancel_certificate,
    give_back_shares,
    hand_on_shares,
    issue_certificate,
    post_shares,
    take_up_shares,
)
from app.services.unit_of_work import Entry, Posted, post
from tests.builders import party, session_with

DAY = dt.date(2026, 3, 5)
END = dt.date(2026, 12, 31)
R = AccountRole


@pytest.fixture
def par(session: Session) -> Session:
    """A book whose shares are 100 baht each."""
    change_settings(session, {"share_par": 100_00})
    return session


def member(session: Session, name: str) -> bytes:
    return party(session, name, member=True).uid


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),) if amount else ()


def take(session: Session, uid: bytes, shares: int, paid: int, **more: object) -> Posted:
    draft = SharesDraft(new_uid(), (ShareLine(uid, shares, paid),), cash(paid), **more)  # type: ignore[arg-type]
    return post_shares(session, draft, on=DAY)


def held(uid: bytes) -> Holding:
    return next((each.holding for each in holders(END) if each.uid == uid), Holding())


def clean() -> None:
    assert check_books() == []
    assert disagreements(END) == ()


def test_shares_by_instalments(par: Session) -> None:
    noi = member(par, "น้อย")
    take(par, noi, 10, 300_00)
    assert held(noi) == Holding(10, 1_000_00, 300_00)
    assert (role_balance(R.SHARES, END), role_balance(R.SHARES_UNPAID, END)) == (-1_000_00, 700_00)
    take(par, noi, 0, 700_00)
    assert held(noi).unpaid == 0
    assert (role_balance(R.SHARES, END), role_balance(R.SHARES_UNPAID, END)) == (-1_000_00, 0)
    assert role_balance(R.CASH, END) == 1_000_00
    assert [(step.event.value, step.paid) for _who, step in steps(None, DAY, END)] == [
        ("subscribe", 300_00),
        ("pay", 700_00),
    ]
    clean()


def test_many_members_on_one_evening(par: Session) -> None:
    people = [member(par, f"สมาชิก {each}") for each in range(5)]
    lines = tuple(ShareLine(uid, 2, 150_00) for uid in people)
    posted = post_shares(par, SharesDraft(new_uid(), lines, cash(750_00)), on=DAY)
    assert posted.total == 750_00
    assert [each.holding for each in holders(END)] == [Holding(2, 200_00, 150_00)] * 5
    clean()


def test_handing_on_takes_what_is_unpaid_along(par: Session) -> None:
    noi, lek = member(par, "น้อย"), member(par, "เล็ก")
    take(par, noi, 3, 100_00)
    hand_on_shares(par, HandOnDraft(new_uid(), noi, lek, 1), on=DAY)
    assert (held(noi), held(lek)) == (Holding(2, 200_00, 66_67), Holding(1, 100_00, 33_33))
    hand_on_shares(par, HandOnDraft(new_uid(), noi, lek, 2), on=DAY)
    assert (held(noi), held(lek)) == (Holding(), Holding(3, 300_00, 100_00))
    clean()


def test_given_back_for_what_was_paid_in(par: Session) -> None:
    noi = member(par, "น้อย")
    take(par, noi, 10, 1_000_00)
    give_back_shares(par, GiveBackDraft(new_uid(), noi, 4, pays=cash(400_00)), on=DAY)
    assert held(noi) == Holding(6, 600_00, 600_00)
    assert role_balance(R.RETAINED, END) == 0
    clean()


def test_given_back_at_another_value_changes_retained_profit(par: Session) -> None:
    noi = member(par, "น้อย")
    take(par, noi, 10, 1_000_00)
    give_back_shares(par, GiveBackDraft(new_uid(), noi, 4, 450_00, cash(450_00)), on=DAY)
    assert role_balance(R.RETAINED, END) == 50_00
    clean()


def test_book_value_by_the_rules(par: Session) -> None:
    noi, lek = member(par, "น้อย"), member(par, "เล็ก")
    take(par, noi, 10, 1_000_00)
    take(par, lek, 30, 3_000_00)

    def earned(entry: Entry) -> None:
        from app.domain.document import DocumentKind

        entry.document(DocumentKind.INCOME, DAY, 800_00)
        entry.line(account_id(R.CASH), 800_00)
        entry.line(account_id(R.OTHER_INCOME), -800_00)

    post(par, Permission.POST_JOURNAL, new_uid(), earned)
    assert value_of(10, END) == 1_200_00
    change_settings(par, {"share_returned_at_book": True})
    posted = give_back_shares(par, GiveBackDraft(new_uid(), noi, 10, pays=cash(1_200_00)), on=DAY)
    assert posted.total == 1_200_00
    clean()


def test_what_is_refused_changes_nothing(par: Session) -> None:
    noi, lek = member(par, "น้อย"), member(par, "เล็ก")
    stranger = party(par, "คนนอก").uid
    change_settings(par, {"share_most": 50})
    take(par, noi, 10, 500_00)

    def refused(error: type[Exception], *lines: ShareLine) -> None:
        draft = SharesDraft(new_uid(), lines, cash(sum(max(0, line.paid) for line in lines)))
        with pytest.raises(error):
            post_shares(par, draft, on=DAY)

    refused(NothingOfSharesError)
    refused(ShareAmountError, ShareLine(noi, 0, 0))
    refused(ShareAmountError, ShareLine(noi, 1, -5))
    refused(ShareCountError, ShareLine(noi, -1, 5))
    refused(OverpaidSharesError, ShareLine(noi, 0, 500_01))
    refused(NotAMemberError, ShareLine(stranger, 1, 100_00))
    refused(TwiceInSharesError, ShareLine(noi, 1, 0), ShareLine(noi, 0, 100_00))
    refused(TooManySharesError, ShareLine(noi, 41, 0))
    with pytest.raises(NotSoManySharesError) as short:
        give_back_shares(par, GiveBackDraft(new_uid(), noi, 11), on=DAY)
    assert short.value.data == {"name": "น้อย", "held": 10, "wanted": 11}
    with pytest.raises(NotSoManySharesError):
        hand_on_shares(par, HandOnDraft(new_uid(), lek, noi, 1), on=DAY)
    with pytest.raises(SameHolderError):
        hand_on_shares(par, HandOnDraft(new_uid(), noi, noi, 1), on=DAY)
    assert held(noi) == Holding(10, 1_000_00, 500_00)
    clean()


def test_without_a_par_value_no_shares(session: Session) -> None:
    with pytest.raises(ParMissingError):
        take(session, member(session, "น้อย"), 1, 0)


def test_undone_only_while_nothing_left_since(par: Session) -> None:
    noi, lek = member(par, "น้อย"), member(par, "เล็ก")
    taken = take(par, noi, 10, 1_000_00)
    handed = hand_on_shares(par, HandOnDraft(new_uid(), noi, lek, 4), on=DAY)
    with pytest.raises(SharesFallShortError):
        reverse(par, taken.uid, on=DAY, reason="ผิดคน", uid=new_uid())
    reverse(par, handed.uid, on=DAY, reason="ผิดคน", uid=new_uid())
    reverse(par, taken.uid, on=DAY, reason="ผิดคน", uid=new_uid())
    assert holders(END) == ()
    clean()


def test_shares_that_only_the_ledger_knew(par: Session) -> None:
    noi = member(par, "น้อย")
    party_id = next(each for each in _ids(noi))

    def by_hand(entry: Entry) -> None:
        from app.domain.document import DocumentKind

        entry.document(DocumentKind.JOURNAL, DAY, 500_00)
        entry.line(account_id(R.CASH), 500_00)
        entry.line(account_id(R.SHARES), -500_00, party_id=party_id)

    post(par, Permission.POST_JOURNAL, new_uid(), by_hand)
    (found,) = disagreements(END)
    assert (found.name, found.kept, found.ledger, found.missing) == ("น้อย", 0, 500_00, 500_00)
    take_up_shares(par, TakeUpDraft(new_uid(), ((noi, 5),)), on=DAY)
    assert held(noi) == Holding(5, 500_00, 500_00)
    assert role_balance(R.SHARES, END) == -500_00
    clean()


def test_papers_over_shares(par: Session) -> None:
    noi = member(par, "น้อย")
    take(par, noi, 10, 750_00)
    with pytest.raises(CertificateSharesError) as refused:
        issue_certificate(par, noi, shares=8, on=DAY)
    assert refused.value.data == {"name": "น้อย", "held": 7, "wanted": 8}
    uid = new_uid()
    first = issue_certificate(par, noi, shares=5, on=DAY, uid=uid)
    assert issue_certificate(par, noi, shares=5, on=DAY, uid=uid).id == first.id
    cancel_certificate(par, uid, on=END, reason="หาย")
    again = issue_certificate(par, noi, shares=7, on=END)
    assert (first.code, again.code) == ("1", "2")
    assert [(each.number, each.shares, each.cancelled_on) for each in certificates(noi)] == [
        (1, 5, END),
        (2, 7, None),
    ]
    clean()


def test_posting_twice_is_posting_once(par: Session) -> None:
    noi = member(par, "น้อย")
    draft = SharesDraft(new_uid(), (ShareLine(noi, 1, 100_00),), cash(100_00))
    assert not post_shares(par, draft, on=DAY).repeated
    assert post_shares(par, draft, on=DAY).repeated
    assert holding(next(iter(_ids(noi)))) == Holding(1, 100_00, 100_00)


def test_only_who_may(par: Session) -> None:
    noi = member(par, "น้อย")
    draft = SharesDraft(new_uid(), (ShareLine(noi, 1, 100_00),), cash(100_00))
    with pytest.raises(Exception, match=r"KEEP_SHARES|right"):
        post_shares(session_with(Permission.SELL), draft, on=DAY)
    assert holders(END) == ()


def _ids(*uids: bytes) -> list[int]:
    from db import connection as book

    return [book.fetch_int("SELECT id FROM party WHERE uid = ?", (uid,)) for uid in uids]


def test_check_finds_rows_that_are_not_what_was_posted(par: Session) -> None:
    """A row without lines, below what somebody holds, is named."""
    who = member(par, "น้อย")
    take(par, who, 5, 500_00)
    assert check_books() == []

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.SHARE, DAY, 0)
        (holder,) = holders(DAY)
        entry.add(
            "share_entry", party_id=holder.id, purpose="return", shares=-9, amount=-900_00, paid=-900_00
        )

    number = post(par, Permission.KEEP_SHARES, new_uid(), write).number
    found = {(each.code, each.document) for each in check_books()}
    assert found == {("share_entry", number), ("shares_below_zero", "")}


def test_certificates_over_shares_that_leave_are_called_back(par: Session) -> None:
    """Who gives shares back that a paper is out over is told so; nothing is refused."""
    who = member(par, "น้อย")
    take(par, who, 5, 500_00)
    issue_certificate(par, who, shares=3, on=DAY)
    assert give_back_shares(par, GiveBackDraft(new_uid(), who, 2, None, cash(200_00)), on=DAY).warnings == ()
    more = give_back_shares(par, GiveBackDraft(new_uid(), who, 1, None, cash(100_00)), on=DAY)
    assert [each.data["name"] for each in more.warnings] == ["น้อย"]


def test_a_slip_of_shares_is_led_to_its_register(par: Session) -> None:
    """Money for shares on an ordinary slip would miss the register."""
    line = EntryLineDraft(100_00, account_code="3101")
    draft = EntryDraft(new_uid(), Direction.IN, (line,), cash(100_00))
    with pytest.raises(ShareSlipError):
        post_entry(par, draft, on=DAY)
