"""Herds: heads and value from birth to sale, against the account of animals."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.asset import AssetWords, NoLifeError
from app.domain.document import new_uid
from app.domain.herd import (
    BreedDraft,
    EmptyHerdError,
    HeadsError,
    HerdAmountError,
    HerdData,
    HerdDraft,
    HerdEvent,
    HerdNameMissingError,
    NotSoManyError,
    OtherHerdError,
)
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.slip_entry import PayDraft, PayKind
from app.queries import assets as asset_queries
from app.queries.assets import role_balance
from app.queries.herds import herd_steps, herds, register_against_ledger
from app.queries.integrity import check_books
from app.services import herds as service
from app.services.assets import depreciate
from app.services.entries import UnknownCategoryError
from app.services.herds import create_herd, deactivate_herd, keep_for_breeding, post_herd, update_herd
from app.services.records import NotFoundError
from app.services.reversal import HerdFallsShortError, reverse
from app.services.unit_of_work import Posted
from db import connection as book
from tests.builders import party, session_with

DAY = dt.date(2026, 3, 5)
END = dt.date(2026, 12, 31)
R = AccountRole


@pytest.fixture
def cattle(session: Session) -> bytes:
    return create_herd(session, HerdData("วัวเนื้อ", species="วัว", unit="ตัว")).uid


def happen(
    session: Session, herd: bytes, event: HerdEvent, heads: int = 0, amount: int = 0, **more: object
) -> Posted:
    """Something that happened, paid or received in cash."""
    paid = event in {HerdEvent.BOUGHT, HerdEvent.RAISED, HerdEvent.SOLD} and not more.get("absorbed")
    more.setdefault("pays", (PayDraft(PayKind.MONEY, amount, "1101"),) if paid else ())
    return post_herd(session, HerdDraft(new_uid(), herd, event, heads, amount, **more), on=DAY)  # type: ignore[arg-type]


def stands(herd: bytes) -> tuple[int, int]:
    row = next(each for each in herds(END) if each.uid == herd)
    return row.heads, row.value


def balance(role: AccountRole) -> int:
    return role_balance(role, END)


def test_from_birth_to_sale(session: Session, cattle: bytes) -> None:
    """Ten bought, two born, fed for 6,000.00; three sold at the average of 5,500.00 a head."""
    happen(session, cattle, HerdEvent.BOUGHT, 10, 60_000_00)
    happen(session, cattle, HerdEvent.BORN, 2, animals="หู 11, หู 12")
    assert stands(cattle) == (12, 60_000_00)
    happen(session, cattle, HerdEvent.RAISED, amount=6_000_00)
    happen(session, cattle, HerdEvent.SOLD, 3, 24_000_00)
    assert stands(cattle) == (9, 49_500_00)
    assert balance(R.ANIMAL_COST) == 16_500_00
    assert balance(R.ANIMAL_INCOME) == -24_000_00
    assert balance(R.CASH) == -60_000_00 - 6_000_00 + 24_000_00
    happen(session, cattle, HerdEvent.DIED, 1)
    happen(session, cattle, HerdEvent.LOST, 1)
    happen(session, cattle, HerdEvent.GIVEN, 1)
    assert (balance(R.ANIMAL_LOSS), balance(R.SAMPLES)) == (11_000_00, 5_500_00)
    assert stands(cattle) == (6, 33_000_00)
    assert [step.heads for step in herd_steps(DAY, DAY)] == [10, 2, 0, -3, -1, -1, -1]
    assert register_against_ledger(END).difference == 0
    assert check_books() == []


def test_the_last_ones_take_everything_along(session: Session, cattle: bytes) -> None:
    happen(session, cattle, HerdEvent.BOUGHT, 3, 100)
    for _each in range(3):
        happen(session, cattle, HerdEvent.SOLD, 1, 50)
    assert stands(cattle) == (0, 0)
    assert balance(R.ANIMAL_COST) == 100
    assert check_books() == []


def test_opening_credit_purse_and_what_was_entered_as_an_expense(session: Session, cattle: bytes) -> None:
    person = party(session, "สมาชิก 001", member=True)
    happen(session, cattle, HerdEvent.OPENING, 4, 20_000_00)
    happen(session, cattle, HerdEvent.BOUGHT, 1, 5_000_00, pays=(), party_uid=person.uid)
    happen(
        session,
        cattle,
        HerdEvent.RAISED,
        amount=300_00,
        pays=(PayDraft(PayKind.PURSE, 300_00, party_uid=person.uid),),
    )
    happen(session, cattle, HerdEvent.RAISED, amount=200_00, absorbed=R.ABSORBED_OTHER)
    happen(session, cattle, HerdEvent.SOLD, 1, 9_000_00, pays=(), party_uid=person.uid)
    assert balance(R.OPENING_EQUITY) == -20_000_00
    assert (balance(R.PAYABLE), balance(R.MEMBER_PAYABLE), balance(R.RECEIVABLE)) == (
        -5_000_00,
        -300_00,
        9_000_00,
    )
    assert balance(R.ABSORBED_OTHER) == -200_00
    assert stands(cattle) == (4, 20_400_00)
    assert register_against_ledger(END).difference == 0
    assert check_books() == []


def test_moved_animals_take_their_cost_to_the_other_herd(session: Session, cattle: bytes) -> None:
    other = create_herd(session, HerdData("วัวขุน")).uid
    happen(session, cattle, HerdEvent.BOUGHT, 4, 20_000_00)
    moved = happen(session, cattle, HerdEvent.MOVED, 1, to_herd_uid=other)
    assert (stands(cattle), stands(other)) == ((3, 15_000_00), (1, 5_000_00))
    happen(session, other, HerdEvent.SOLD, 1, 6_000_00)
    with pytest.raises(HerdFallsShortError):
        reverse(session, moved.uid, on=END, reason="ผิด", uid=new_uid())
    assert register_against_ledger(END).difference == 0
    assert check_books() == []


def test_breeding_stock_becomes_an_asset_and_wears(session: Session, cattle: bytes) -> None:
    happen(session, cattle, HerdEvent.BOUGHT, 4, 24_000_00)
    draft = BreedDraft(new_uid(), cattle, 1, AssetWords("แม่พันธุ์ หู 1"), 60, new_uid(), animals="หู 1")
    posted = keep_for_breeding(session, draft, on=DAY)
    assert keep_for_breeding(session, draft, on=DAY).document_id == posted.document_id
    assert stands(cattle) == (3, 18_000_00)
    assert (balance(R.EQUIPMENT), balance(R.ANIMALS)) == (6_000_00, 18_000_00)
    assert [each.total for each in depreciate(session, DAY, uid=new_uid()).documents] == [100_00]
    assert all(not each.difference for each in asset_queries.register_against_ledger(END))
    with pytest.raises(NoLifeError):
        keep_for_breeding(session, replace(draft, uid=new_uid(), life_months=None), on=DAY)
    assert check_books() == []


@pytest.mark.parametrize(
    ("event", "heads", "amount", "more", "error"),
    [
        (HerdEvent.SOLD, 5, 1_00, {}, NotSoManyError),
        (HerdEvent.DIED, 5, 0, {}, NotSoManyError),
        (HerdEvent.SOLD, 0, 1_00, {}, HeadsError),
        (HerdEvent.BORN, -1, 0, {}, HeadsError),
        (HerdEvent.SOLD, 1, 0, {}, HerdAmountError),
        (HerdEvent.BOUGHT, 1, -1, {}, HerdAmountError),
        (HerdEvent.MOVED, 1, 0, {}, OtherHerdError),
        (HerdEvent.MOVED, 1, 0, {"to_herd_uid": bytes(16)}, NotFoundError),
        (HerdEvent.RAISED, 0, 1_00, {"absorbed": R.SALES}, UnknownCategoryError),
        (HerdEvent.TO_ASSET, 1, 0, {}, HeadsError),
    ],
)
def test_refusals_leave_nothing(
    session: Session,
    cattle: bytes,
    event: HerdEvent,
    heads: int,
    amount: int,
    more: dict[str, object],
    error: type[Exception],
) -> None:
    happen(session, cattle, HerdEvent.BORN, 4)
    with pytest.raises(error):
        happen(session, cattle, event, heads, amount, **more)
    assert stands(cattle) == (4, 0)
    assert book.fetch_int("SELECT count(*) FROM document") == 1
    assert check_books() == []


def test_an_empty_herd_is_not_raised_and_a_purchase_that_was_used_stays(
    session: Session, cattle: bytes
) -> None:
    with pytest.raises(EmptyHerdError):
        happen(session, cattle, HerdEvent.RAISED, amount=1_00)
    bought = happen(session, cattle, HerdEvent.BOUGHT, 1, 1_000_00)
    sold = happen(session, cattle, HerdEvent.SOLD, 1, 1_500_00)
    with pytest.raises(HerdFallsShortError):
        reverse(session, bought.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, sold.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, bought.uid, on=END, reason="ผิด", uid=new_uid())
    assert stands(cattle) == (0, 0)
    assert check_books() == []


def test_a_failure_half_way_leaves_nothing(
    session: Session, cattle: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen(session, cattle, HerdEvent.BORN, 2)

    def broken(*_args: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(service, "settle", broken)
        with pytest.raises(RuntimeError):
            happen(session, cattle, HerdEvent.SOLD, 1, 100_00)
    assert stands(cattle) == (2, 0)
    happen(session, cattle, HerdEvent.SOLD, 1, 100_00)
    assert check_books() == []


def test_the_herds_own_data(session: Session, cattle: bytes) -> None:
    update_herd(session, cattle, data=HerdData("วัวเนื้อรุ่นสอง", code="COW", unit="ตัว"))
    deactivate_herd(session, cattle)
    (row,) = herds(END)
    assert (row.name, row.code, row.active) == ("วัวเนื้อรุ่นสอง", "COW", False)
    with pytest.raises(HerdNameMissingError):
        create_herd(session_with(Permission.BUY), HerdData(" "))
    with pytest.raises(NotFoundError):
        update_herd(session, new_uid(), data=HerdData("ไก่"))
    assert check_books() == []
