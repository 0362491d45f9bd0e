"""A wrong entry is read back into its form and put right in one step, or stays as it was."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.document import new_uid
from app.domain.purchase import LineAmountError, Slip
from app.domain.session import Session
from app.domain.settling import MoneyDraft, PayeeDraft, PayOutDraft
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayDraft,
    PayKind,
    TransferDraft,
)
from app.domain.year_end import AccrualDraft, AccrualLine
from app.queries.balances import balances
from app.queries.corrections import NotCorrectableError, SettledError
from app.queries.entries import Typed, entry_as_typed, entry_categories
from app.queries.integrity import check_books
from app.services.corrections import correct_entry
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.periods import lock_until
from app.services.reversal import AlreadyReversedError, reverse
from app.services.settling import pay_money
from app.services.unit_of_work import find_posted
from app.services.year_end import post_accruals
from tests.builders import party

TODAY = dt.date(2026, 11, 21)
OCTOBER = dt.date(2026, 10, 10)


def read_back(uid: bytes) -> Typed:
    posted = find_posted(uid)
    assert posted is not None
    found = entry_as_typed(posted.number, to_correct=True)
    assert found is not None
    return found


def state() -> dict[str, int]:
    return {each.code: each.balance for each in balances(TODAY) if each.balance}


def slip(session: Session) -> EntryDraft:
    """A slip over two things, paid in cash, by a member's purse, and not wholly."""
    member, shop = party(session, "สมาชิก 001", member=True), party(session, "ร้านวัสดุ")
    return EntryDraft(
        new_uid(),
        Direction.OUT,
        (
            EntryLineDraft(300_00, account_code="5501", description="กระดาษ"),
            EntryLineDraft(200_00, account_code="5202"),
        ),
        (
            PayDraft(PayKind.MONEY, 100_00, "1101"),
            PayDraft(PayKind.PURSE, 150_00, party_uid=member.uid),
        ),
        shop.uid,
        Slip(OCTOBER - dt.timedelta(days=2), "A-17"),
        "ซื้อของ",
    )


def test_a_draft_that_is_read_back_posts_the_same(session: Session) -> None:
    member = party(session, "สมาชิก 002", member=True)
    entry = slip(session)
    income = EntryDraft(
        new_uid(),
        Direction.IN,
        (EntryLineDraft(90_00, account_code="4202"),),
        (PayDraft(PayKind.MONEY, 90_00, "1102"),),
    )
    transfer = TransferDraft(new_uid(), "1101", "1102", 500_00, 15_00, note="ฝากธนาคาร")
    advance = AdvanceDraft(new_uid(), member.uid, "1101", 400_00)
    post_entry(session, entry, on=OCTOBER)
    post_entry(session, income, on=OCTOBER)
    post_transfer(session, transfer, on=OCTOBER)
    post_advance(session, advance, on=OCTOBER)
    before = state()
    for draft in (entry, income, transfer, advance):
        found = read_back(draft.uid)
        assert found.on == OCTOBER
        correct_entry(
            session,
            draft.uid,
            draft=replace(found.draft, uid=new_uid()),
            on=found.on,
            today=TODAY,
            reason="ลองใหม่",
            uid=new_uid(),
        )
        assert state() == before
    assert check_books() == []


def test_what_was_typed_is_in_the_draft(session: Session) -> None:
    draft = slip(session)
    post_entry(session, draft, on=OCTOBER)
    found = read_back(draft.uid).draft
    assert isinstance(found, EntryDraft)
    assert (found.uid, found.slip, found.note, found.party_uid) == (
        draft.uid,
        draft.slip,
        draft.note,
        draft.party_uid,
    )
    assert found.pays == draft.pays
    assert [(each.amount, each.description) for each in found.lines] == [(300_00, "กระดาษ"), (200_00, "")]


def test_a_category_comes_back_as_itself(session: Session) -> None:
    category = next(each for each in entry_categories() if each.direction == "out" and each.active)
    draft = EntryDraft(
        new_uid(),
        Direction.OUT,
        (EntryLineDraft(50_00, category.uid),),
        (PayDraft(PayKind.MONEY, 50_00, "1101"),),
    )
    post_entry(session, draft, on=OCTOBER)
    assert read_back(draft.uid).draft == draft


def test_the_right_amount_takes_the_place_of_the_wrong_one(session: Session) -> None:
    draft = TransferDraft(new_uid(), "1101", "1102", 500_00)
    post_transfer(session, draft, on=OCTOBER)
    right = replace(draft, uid=new_uid(), amount=50_00)
    uid = new_uid()
    done = correct_entry(session, draft.uid, draft=right, on=OCTOBER, today=TODAY, reason="พิมพ์ผิด", uid=uid)
    assert state() == {"1101": -50_00, "1102": 50_00}
    again = correct_entry(session, draft.uid, draft=right, on=OCTOBER, today=TODAY, reason="พิมพ์ผิด", uid=uid)
    assert again.posted.number == done.posted.number
    with pytest.raises(AlreadyReversedError):
        correct_entry(
            session,
            draft.uid,
            draft=replace(right, uid=new_uid()),
            on=OCTOBER,
            today=TODAY,
            reason="อีกที",
            uid=new_uid(),
        )
    assert check_books() == []


def test_a_wrong_correction_leaves_everything_as_it_was(session: Session) -> None:
    draft = TransferDraft(new_uid(), "1101", "1102", 500_00)
    post_transfer(session, draft, on=OCTOBER)
    before, uid = state(), new_uid()
    with pytest.raises(LineAmountError):
        correct_entry(
            session,
            draft.uid,
            draft=replace(draft, uid=new_uid(), amount=0),
            on=OCTOBER,
            today=TODAY,
            reason="x",
            uid=uid,
        )
    assert (state(), find_posted(uid)) == (before, None)
    assert check_books() == []


def test_an_entry_of_a_locked_month_is_corrected_on_the_first_open_day(session: Session) -> None:
    draft = TransferDraft(new_uid(), "1101", "1102", 500_00)
    post_transfer(session, draft, on=OCTOBER)
    lock_until(session, OCTOBER, today=TODAY)
    done = correct_entry(
        session,
        draft.uid,
        draft=replace(draft, uid=new_uid(), amount=60_00),
        on=OCTOBER,
        today=TODAY,
        reason="พิมพ์ผิด",
        uid=new_uid(),
    )
    assert (done.reversal.ledger_date, done.posted.ledger_date) == (TODAY, dt.date(2026, 11, 1))
    assert done.posted.on == OCTOBER
    assert state() == {"1101": -60_00, "1102": 60_00}


def test_a_journal_entry_is_corrected_and_has_no_form_of_slips(session: Session) -> None:
    draft = JournalDraft(new_uid(), (JournalLineDraft("5501", 10_00), JournalLineDraft("2107", -10_00)))
    post_journal(session, draft, on=OCTOBER)
    with pytest.raises(NotCorrectableError):
        read_back(draft.uid)
    right = JournalDraft(new_uid(), (JournalLineDraft("5501", 20_00), JournalLineDraft("2107", -20_00)))
    correct_entry(session, draft.uid, draft=right, on=OCTOBER, today=TODAY, reason="x", uid=new_uid())
    assert state() == {"5501": 20_00, "2107": -20_00}
    accrual = AccrualDraft(new_uid(), (AccrualLine("5202", 5_00),))
    post_accruals(session, accrual, on=OCTOBER)
    with pytest.raises(NotCorrectableError):
        read_back(accrual.uid)


def test_what_was_settled_since_is_repeated_but_not_corrected(session: Session) -> None:
    draft = slip(session)
    posted = post_entry(session, draft, on=OCTOBER)
    assert draft.party_uid is not None
    pay = PayOutDraft(new_uid(), (PayeeDraft(draft.party_uid, amount=250_00),), (MoneyDraft("1101", 250_00),))
    paid = pay_money(session, pay, on=OCTOBER)
    with pytest.raises(SettledError):
        read_back(draft.uid)
    assert entry_as_typed(posted.number) is not None
    reverse(session, paid.uid, on=TODAY, reason="ผิด", uid=new_uid())
    assert read_back(draft.uid).on == OCTOBER
