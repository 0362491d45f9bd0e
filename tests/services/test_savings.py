"""Members' savings: put in together, taken out, interest, against the ledger."""

import datetime as dt

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.loan_entry import PaidInFullError
from app.domain.purchase import EmptyDocumentError
from app.domain.savings import (
    NoSavingsInterestError,
    NotEnoughSavedError,
    SavingsAmountError,
    SavingsDraft,
    SavingsEvent,
    SavingsOpeningDraft,
    SavingsRateError,
    WithdrawDraft,
)
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import PayDraft, PayKind
from app.queries.assets import role_balance
from app.queries.integrity import check_books
from app.queries.savings import (
    UnknownSavingsSlipError,
    disagreements,
    interest_not_entered,
    moved,
    saved_before,
    saver,
    savers,
    savings_book,
    savings_rates,
    savings_slip,
)
from app.services import savings as service
from app.services.journal import account_id
from app.services.periods import lock_until
from app.services.records import NotFoundError
from app.services.reversal import GoesOnError, SavingsFallShortError, reverse
from app.services.sales import PartyNeededError, party_of
from app.services.savings import (
    credit_interest,
    deposit,
    open_savings,
    remove_savings_rate,
    set_savings_rate,
    take_savings_over,
    withdraw,
)
from app.services.unit_of_work import Entry, Posted, post
from app.services.year_end import DayLockedError
from db import connection as book
from tests.builders import party, session_with

D = dt.date
R = AccountRole
DAY = D(2026, 1, 5)
END = D(2027, 12, 31)


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


@pytest.fixture
def members(session: Session) -> list[bytes]:
    return [party(session, name, member=True).uid for name in ("ก้อย", "ขวัญ", "คำ")]


def put_in(session: Session, members: list[bytes], *amounts: int, on: dt.date = DAY) -> Posted:
    rows = tuple(zip(members, amounts, strict=False))
    return deposit(session, SavingsDraft(new_uid(), rows, cash(sum(amounts))), on=on)


def take_out(session: Session, member: bytes, amount: int, on: dt.date) -> Posted:
    return withdraw(session, WithdrawDraft(new_uid(), member, amount, cash(amount)), on=on)


def saved(member: bytes, day: dt.date = END) -> int:
    found = saver(member, day)
    assert found is not None
    return found.balance


def agrees() -> None:
    assert disagreements(END) == ()
    assert check_books() == []


def test_an_evening_of_all_members(session: Session, members: list[bytes]) -> None:
    posted = put_in(session, members, 100_00, 0, 50_00)
    slip = savings_slip(posted.number)
    assert [(row.name, row.amount, row.after) for row in slip.rows] == [
        ("ก้อย", 100_00, 100_00),
        ("คำ", 50_00, 50_00),
    ]
    assert (slip.total, slip.reversal) == (150_00, "")
    second = put_in(session, members, 100_00, 30_00, on=D(2026, 2, 5))
    assert [row.after for row in savings_slip(second.number).rows] == [200_00, 30_00]
    assert [each.balance for each in savers(END)] == [200_00, 30_00, 50_00]
    assert role_balance(R.MEMBER_SAVINGS, END) == -280_00
    assert moved(DAY, DAY)[party_of(members[0])[0] or 0] == {SavingsEvent.DEPOSIT: 100_00}
    with pytest.raises(UnknownSavingsSlipError):
        savings_slip("ไม่มี")
    agrees()


def test_never_more_than_is_there(session: Session, members: list[bytes]) -> None:
    put_in(session, members, 100_00)
    take_out(session, members[0], 60_00, D(2026, 3, 1))
    with pytest.raises(NotEnoughSavedError) as refused:
        take_out(session, members[0], 40_01, D(2026, 3, 2))
    assert refused.value.data["saved"] == 40_00
    with pytest.raises(NotEnoughSavedError):
        take_out(session, members[0], 40_01, D(2026, 2, 1))  # between: 40.00 would be short later
    with pytest.raises(NotEnoughSavedError):
        take_out(session, members[0], 1, D(2026, 1, 4))
    take_out(session, members[0], 40_00, D(2026, 2, 1))
    assert saved(members[0]) == 0
    agrees()


def test_a_year_of_interest(session: Session, members: list[bytes]) -> None:
    set_savings_rate(session, D(2026, 1, 1), rate_ppm=36_500)
    put_in(session, members, 10_000_00, 1_000_00, on=D(2025, 12, 31))
    credit_interest(session, D(2026, 1, 10), uid=(uid := new_uid()))
    assert credit_interest(session, D(2026, 1, 10), uid=uid).repeated
    assert [saved(each) for each in members] == [10_010_00, 1_001_00, 0]
    assert role_balance(R.INTEREST, END) == 11_00
    with pytest.raises(NoSavingsInterestError):
        credit_interest(session, D(2026, 1, 10), uid=new_uid())
    assert [row.amount for row in interest_not_entered(D(2026, 1, 20))] == [10_01, 1_00]
    second = credit_interest(session, D(2026, 1, 20), uid=new_uid())
    with pytest.raises(GoesOnError):
        reverse(session, uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, second.uid, on=END, reason="ผิด", uid=new_uid())
    assert [row.amount for row in interest_not_entered(D(2026, 1, 20))] == [10_01, 1_00]
    lines = savings_book(party_of(members[0])[0] or 0, D(2026, 1, 1), END)
    assert [(line.amount, line.stands) for line in lines] == [(10_00, True), (10_01, False), (-10_01, False)]
    assert saved_before(party_of(members[0])[0] or 0, D(2026, 1, 1)) == 10_000_00
    agrees()


def test_the_rate_has_days(session: Session, members: list[bytes]) -> None:
    set_savings_rate(session, D(2026, 1, 1), rate_ppm=10_000, note="มติที่ประชุม")
    set_savings_rate(session, D(2026, 7, 1), rate_ppm=20_000)
    set_savings_rate(session, D(2026, 7, 1), rate_ppm=25_000)
    assert [(rate.from_day, rate.rate_ppm, rate.note) for rate in savings_rates()] == [
        (D(2026, 1, 1), 10_000, "มติที่ประชุม"),
        (D(2026, 7, 1), 25_000, ""),
    ]
    remove_savings_rate(session, D(2026, 7, 1))
    assert len(savings_rates()) == 1
    with pytest.raises(NotFoundError):
        remove_savings_rate(session, D(2026, 7, 1))
    with pytest.raises(SavingsRateError):
        set_savings_rate(session, DAY, rate_ppm=-1)
    agrees()


def test_what_is_refused(session: Session, members: list[bytes]) -> None:
    with pytest.raises(EmptyDocumentError):
        put_in(session, members, 0, 0)
    with pytest.raises(SavingsAmountError):
        deposit(session, SavingsDraft(new_uid(), ((members[0], -1),)), on=DAY)
    with pytest.raises(SavingsAmountError):
        take_out(session, members[0], 0, DAY)
    with pytest.raises(PaidInFullError):
        deposit(session, SavingsDraft(new_uid(), ((members[0], 100),), cash(99)), on=DAY)
    with pytest.raises(PartyNeededError):
        deposit(session, SavingsDraft(new_uid(), ((new_uid(), 100),), cash(100)), on=DAY)
    clerk = session_with(Permission.BUY, Permission.LEND)
    for job in (lambda: put_in(clerk, members, 100), lambda: set_savings_rate(clerk, DAY, rate_ppm=1)):
        with pytest.raises(NotPermittedError):
            job()
    assert book.fetch_int("SELECT count(*) FROM savings_entry") == 0


def test_what_was_taken_out_since_is_not_undone_first(session: Session, members: list[bytes]) -> None:
    first = put_in(session, members, 100_00)
    put_in(session, members, 10_00, on=D(2026, 2, 5))
    out = take_out(session, members[0], 20_00, D(2026, 3, 1))
    with pytest.raises(SavingsFallShortError):
        reverse(session, first.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, out.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, first.uid, on=END, reason="ผิด", uid=new_uid())
    assert saved(members[0]) == 10_00
    agrees()


def test_savings_of_before_and_of_the_ledger_alone(session: Session, members: list[bytes]) -> None:
    open_savings(session, SavingsOpeningDraft(new_uid(), ((members[0], 500_00),)), on=DAY)
    assert role_balance(R.OPENING_EQUITY, END) == 500_00

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, DAY, 80_00)
        entry.line(account_id(R.MEMBER_SAVINGS), -80_00, party_id=party_of(members[1])[0])
        entry.line(account_id(R.CASH), 80_00)

    post(session, Permission.POST_JOURNAL, new_uid(), write)
    (found,) = disagreements(END)
    assert (found.uid, found.kept, found.ledger, found.missing) == (members[1], 0, 80_00, 80_00)
    take_savings_over(session, on=DAY, uid=new_uid())
    assert [saved(each) for each in members] == [500_00, 80_00, 0]
    assert role_balance(R.MEMBER_SAVINGS, END) == -580_00
    with pytest.raises(EmptyDocumentError):
        take_savings_over(session, on=DAY, uid=new_uid())
    agrees()


def test_interest_of_a_locked_month(session: Session, members: list[bytes]) -> None:
    set_savings_rate(session, D(2025, 1, 1), rate_ppm=36_500)
    put_in(session, members, 1_000_00)
    lock_until(session, D(2026, 1, 31), today=END)
    with pytest.raises(DayLockedError):
        credit_interest(session, D(2026, 1, 31), uid=new_uid())


def test_failure_half_way_leaves_nothing(
    session: Session, members: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "settle", _fails)
    with pytest.raises(RuntimeError):
        put_in(session, members, 100_00, 50_00)
    monkeypatch.undo()
    assert [each.balance for each in savers(END)] == [0, 0, 0]
    assert put_in(session, members, 1).number.endswith("000001")
    agrees()


def _fails(*_arguments: object) -> None:
    raise RuntimeError


def test_savers_stand_by_their_member_numbers(session: Session) -> None:
    names = ("ฮ คนแรก", "ก คนที่สอง")
    for name in names:
        party(session, name, member=True)
    found = [each for each in savers(END) if each.name in names]
    assert [each.name for each in found] == list(names)
    assert found[0].number < found[1].number
