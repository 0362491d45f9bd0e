"""Assets from the day they come to the day they leave, against accounts, registers and the rules' figures."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.asset import (
    AssetCostError,
    AssetDraft,
    AssetKind,
    AssetNameMissingError,
    AssetSource,
    AssetWords,
    DisposeDraft,
    ImproveDraft,
    Leaving,
    NoLifeError,
    ScrapError,
)
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.purchase import PaymentsDifferError, Slip
from app.domain.roles import Limit
from app.domain.session import NotPermittedError, OverLimitError, Permission, Session
from app.domain.slip_entry import PayDraft, PayKind
from app.domain.vat import Claim, InputVat, TaxTooLargeError
from app.errors import UserError
from app.queries.assets import (
    history,
    months_to_depreciate,
    register,
    register_against_ledger,
    role_balance,
    wear_by_month,
)
from app.queries.integrity import check_books
from app.queries.tax import input_rows
from app.services import assets as service
from app.services.asset_writer import AssetGoneError
from app.services.assets import (
    DepreciationAheadError,
    DepreciationBehindError,
    NothingChangesError,
    NothingToDepreciateError,
    NotOursError,
    OursError,
    add_asset,
    change_asset,
    depreciate,
    dispose_asset,
    improve_asset,
)
from app.services.books import close_book, open_path
from app.services.periods import lock_until
from app.services.products import CodeTakenError
from app.services.reversal import AssetGoesOnError, reverse
from app.services.sales import PartyNeededError
from app.services.settings import change_settings
from db import connection as book
from tests.builders import opened, party, session_with

JAN = dt.date(2026, 1, 10)
END = dt.date(2026, 12, 31)
R = AccountRole


def drier(**changed: object) -> AssetDraft:
    """A drier of 24,000.00 over five years, paid in cash."""
    values: dict[str, object] = {
        "uid": new_uid(),
        "words": AssetWords("เครื่องอบ", place="โรงอบ", serial="D-1"),
        "kind": AssetKind.EQUIPMENT,
        "source": AssetSource.BOUGHT,
        "cost": 24_000_00,
        "life_months": 60,
        "pays": (PayDraft(PayKind.MONEY, 24_000_00, "1101"),),
    }
    return AssetDraft(**{**values, **changed})  # type: ignore[arg-type]


def balance(role: AccountRole, day: dt.date = END) -> int:
    return role_balance(role, day)


def agrees(day: dt.date = END) -> bool:
    return all(not each.difference for each in register_against_ledger(day))


def up_to(session: Session, month: int) -> service.Depreciated:
    return depreciate(session, dt.date(2026, month, 1), uid=new_uid())


@pytest.mark.parametrize(
    ("claim", "cost"), [(Claim.YES, 22_429_91), (Claim.SHARE, 22_429_91), (Claim.NO, 24_000_00)]
)
def test_tax_in_the_price_is_claimed_or_part_of_the_cost(session: Session, claim: Claim, cost: int) -> None:
    change_settings(session, {"vat_registered_from": "2026-01-01"})
    draft = drier(vat=InputVat(1_570_09, claim), slip=Slip(None, "IV-77"))
    posted = add_asset(session, draft, on=JAN)
    assert posted.total == 24_000_00
    assert (balance(R.EQUIPMENT), balance(R.CASH)) == (cost, -24_000_00)
    assert balance(R.INPUT_VAT) == 24_000_00 - cost
    (row,) = register(END, dt.date(2026, 1, 1))
    assert row.cost == cost
    (tax,) = input_rows(JAN, JAN)
    assert (tax.slip_number, tax.base, tax.tax, tax.claim) == ("IV-77", 22_429_86, 1_570_09, claim.value)
    depreciate(session, dt.date(2030, 12, 1), uid=new_uid())
    assert balance(R.EQUIPMENT_WEAR, dt.date(2030, 12, 31)) == -cost, "the whole life comes to the cost"
    assert agrees()
    assert check_books() == []


def test_an_unregistered_group_keeps_the_tax_in_the_cost(session: Session) -> None:
    add_asset(session, drier(vat=InputVat(1_570_09)), on=JAN)
    assert (balance(R.EQUIPMENT), balance(R.INPUT_VAT)) == (24_000_00, 0)
    assert input_rows(JAN, JAN) == ()
    assert check_books() == []


def test_tax_of_an_improvement_and_what_is_refused(session: Session) -> None:
    change_settings(session, {"vat_registered_from": "2026-01-01"})
    with pytest.raises(TaxTooLargeError):
        add_asset(session, drier(vat=InputVat(24_000_01)), on=JAN)
    with pytest.raises(ScrapError):
        add_asset(session, drier(vat=InputVat(1_570_09), scrap=23_000_00), on=JAN)
    with pytest.raises(AssetCostError):
        add_asset(session, drier(vat=InputVat(24_000_00)), on=JAN)
    assert register(END, JAN) == ()
    draft = drier()
    add_asset(session, draft, on=JAN)
    better = ImproveDraft(
        new_uid(),
        draft.asset_uid,
        1_070_00,
        pays=(PayDraft(PayKind.MONEY, 1_070_00, "1101"),),
        vat=InputVat(70_00),
    )
    posted = improve_asset(session, better, on=JAN)
    assert (balance(R.EQUIPMENT), balance(R.INPUT_VAT)) == (25_000_00, 70_00)
    reverse(session, posted.uid, on=JAN, reason="ผิด", uid=new_uid())
    assert (balance(R.EQUIPMENT), balance(R.INPUT_VAT)) == (24_000_00, 0)
    assert agrees()
    assert check_books() == []


def test_bought_by_cash_and_on_credit(session: Session) -> None:
    shop = party(session, "ร้านเครื่องจักร")
    draft = drier(
        party_uid=shop.uid,
        pays=(PayDraft(PayKind.MONEY, 4_000_00, "1101"),),
        acquired_on=dt.date(2025, 12, 30),
    )
    first = add_asset(session, draft, on=JAN)
    assert add_asset(session, draft, on=JAN) == replace(
        first, repeated=True, changes=type(first.changes)(0)
    ), "a second press"
    assert first.number.startswith("สท1-2569-")
    assert balance(R.EQUIPMENT) == 24_000_00
    assert (balance(R.CASH), balance(R.PAYABLE)) == (-4_000_00, -20_000_00)
    (row,) = register(END, dt.date(2026, 1, 1))
    assert (row.code, row.name, row.party, row.book_value) == ("A0001", "เครื่องอบ", "ร้านเครื่องจักร", 24_000_00)
    assert row.acquired_on == dt.date(2025, 12, 30)
    assert agrees()
    assert check_books() == []


def test_each_source_has_its_other_side(session: Session) -> None:
    member = party(session, "สมาชิก 001", member=True)
    for source, role, more in (
        (AssetSource.OPENING, R.OPENING_EQUITY, {"depreciated": 4_000_00}),
        (AssetSource.DONATED, R.DEFERRED_INCOME, {}),
        (AssetSource.MEMBER, R.CONTRIBUTED_CAPITAL, {}),
        (AssetSource.MEMBER, R.SHARES, {"as_shares": True}),
    ):
        before = balance(role)
        add_asset(session, drier(source=source, party_uid=member.uid, pays=(), **more), on=JAN)
        assert before - balance(role) == 24_000_00 - more.get("depreciated", 0), source
    assert balance(R.EQUIPMENT_WEAR) == -4_000_00
    add_asset(
        session,
        drier(kind=AssetKind.LAND, life_months=None, source=AssetSource.OPENING, pays=(), cost=90_000_00),
        on=JAN,
    )
    assert balance(R.LAND) == 90_000_00
    assert agrees()
    assert check_books() == []


def test_what_an_agency_lent_is_on_record_and_nothing_more(session: Session) -> None:
    office = party(session, "หน่วยงานเจ้าของ")
    draft = drier(source=AssetSource.LENT, party_uid=office.uid, pays=(), life_months=None)
    add_asset(session, draft, on=JAN)
    assert book.fetch_int("SELECT count(*) FROM journal_line") == 0
    (row,) = register(END, JAN)
    assert (row.is_lent, row.party, row.recorded_cost, row.book_value) == (
        True,
        "หน่วยงานเจ้าของ",
        24_000_00,
        0,
    )
    with pytest.raises(NothingToDepreciateError):
        up_to(session, 12)
    for how in (Leaving.SOLD, Leaving.SCRAPPED, Leaving.GIVEN):
        with pytest.raises(NotOursError):
            dispose_asset(session, DisposeDraft(new_uid(), draft.asset_uid, how, 1_00), on=END)
    with pytest.raises(NotOursError):
        improve_asset(session, ImproveDraft(new_uid(), draft.asset_uid, 1_00), on=END)
    dispose_asset(session, DisposeDraft(new_uid(), draft.asset_uid, Leaving.RETURNED), on=END)
    assert register(END, JAN)[0].gone_on == END
    assert check_books() == []


def test_the_donated_drier_of_the_rules(session: Session) -> None:
    """24,000 over five years: asset and deferred 24,000; each month 400 of depreciation, 400 of income."""
    draft = drier(source=AssetSource.DONATED, pays=())
    add_asset(session, draft, on=JAN)
    assert (balance(R.EQUIPMENT), balance(R.DEFERRED_INCOME)) == (24_000_00, -24_000_00)
    done = up_to(session, 1).documents
    assert [each.total for each in done] == [400_00]
    assert done[0].on == dt.date(2026, 1, 31)
    assert (balance(R.DEPRECIATION), balance(R.EQUIPMENT_WEAR)) == (400_00, -400_00)
    assert (balance(R.DEFERRED_RELEASE), balance(R.DEFERRED_INCOME)) == (-400_00, -23_600_00)
    (month,) = wear_by_month(JAN, JAN)
    assert (month.depreciation, month.absorbed, month.released, month.remainder) == (
        400_00,
        0,
        400_00,
        400_00,
    )
    with pytest.raises(OursError):
        dispose_asset(session, DisposeDraft(new_uid(), draft.asset_uid, Leaving.RETURNED), on=END)
    dispose_asset(session, DisposeDraft(new_uid(), draft.asset_uid, Leaving.LOST), on=dt.date(2026, 2, 5))
    assert (balance(R.EQUIPMENT), balance(R.EQUIPMENT_WEAR), balance(R.DEFERRED_INCOME)) == (0, 0, 0)
    assert (balance(R.ASSET_LOSS), balance(R.DEFERRED_RELEASE)) == (23_600_00, -24_000_00)
    assert agrees()
    assert check_books() == []


def test_a_month_is_charged_once_and_missed_months_are_made_up(session: Session) -> None:
    add_asset(session, drier(), on=JAN)
    uid = new_uid()
    done = depreciate(session, dt.date(2026, 3, 20), uid=uid)
    assert [each.on for each in done.documents] == [
        dt.date(2026, 1, 31),
        dt.date(2026, 2, 28),
        dt.date(2026, 3, 31),
    ]
    again = depreciate(session, dt.date(2026, 3, 20), uid=uid).documents
    assert [(each.uid, each.repeated) for each in again] == [(uid, True)]
    with pytest.raises(NothingToDepreciateError):
        up_to(session, 3)
    assert months_to_depreciate(dt.date(2026, 4, 1)) == (dt.date(2026, 4, 1),)
    february = done.documents[1]
    reverse(session, february.uid, on=END, reason="ผิด", uid=new_uid())
    (again_february,) = up_to(session, 3).documents
    assert again_february.on == february.on
    assert balance(R.EQUIPMENT_WEAR) == -1_200_00
    assert agrees()
    assert check_books() == []


def test_two_assets_stand_on_one_document_and_a_new_one_makes_up_its_month(session: Session) -> None:
    add_asset(session, drier(), on=JAN)
    up_to(session, 1)
    add_asset(session, drier(cost=1_200_00, life_months=12, pays=(), source=AssetSource.DONATED), on=JAN)
    late, second = up_to(session, 2).documents
    assert (late.total, second.total) == (100_00, 500_00)
    assert check_books() == []


def test_a_locked_month_is_made_up_on_the_first_open_day(session: Session) -> None:
    add_asset(session, drier(), on=JAN)
    lock_until(session, JAN, today=dt.date(2026, 3, 5))
    (late, _february) = up_to(session, 2).documents
    assert (late.on, late.ledger_date) == (dt.date(2026, 1, 31), dt.date(2026, 2, 1))
    assert check_books() == []


def test_an_improvement_changes_what_is_left(session: Session) -> None:
    draft = drier(cost=6_000_00, life_months=6, pays=(PayDraft(PayKind.MONEY, 6_000_00, "1101"),))
    add_asset(session, draft, on=JAN)
    more = ImproveDraft(
        new_uid(), draft.asset_uid, 1_000_00, 8, pays=(PayDraft(PayKind.MONEY, 1_000_00, "1101"),)
    )
    with pytest.raises(DepreciationBehindError):
        improve_asset(session, more, on=dt.date(2026, 5, 3))
    up_to(session, 4)
    improve_asset(session, more, on=dt.date(2026, 5, 3))
    totals = [each.total for each in up_to(session, 12).documents]
    assert totals == [375_00] * 8, "2,000 left and 1,000 more over eight months"
    (row,) = register(END, JAN)
    assert (row.cost, row.book_value, row.life_months) == (7_000_00, 0, 12)
    with pytest.raises(NoLifeError):
        improve_asset(session, replace(more, uid=new_uid(), left_months=None), on=dt.date(2027, 1, 3))
    with pytest.raises(NothingChangesError):
        improve_asset(session, ImproveDraft(new_uid(), draft.asset_uid, 0), on=dt.date(2027, 1, 3))
    assert agrees()
    assert check_books() == []


@pytest.mark.parametrize(("price", "gain", "loss"), [(25_000_00, 1_800_00, 0), (20_000_00, 0, 3_200_00)])
def test_sold_with_gain_and_with_loss(session: Session, price: int, gain: int, loss: int) -> None:
    buyer = party(session, "ผู้ซื้อ")
    draft = drier()
    add_asset(session, draft, on=JAN)
    up_to(session, 2)
    leave = DisposeDraft(
        new_uid(),
        draft.asset_uid,
        Leaving.SOLD,
        price,
        buyer.uid,
        (PayDraft(PayKind.MONEY, 15_000_00, "1102"),),
    )
    with pytest.raises(DepreciationAheadError):
        dispose_asset(session, leave, on=dt.date(2026, 1, 20))
    dispose_asset(session, leave, on=dt.date(2026, 3, 4))
    assert (-balance(R.ASSET_GAIN), balance(R.ASSET_LOSS)) == (gain, loss)
    assert (balance(R.BANK), balance(R.RECEIVABLE)) == (15_000_00, price - 15_000_00)
    assert (balance(R.EQUIPMENT), balance(R.EQUIPMENT_WEAR)) == (0, 0)
    (row,) = register(END, JAN)
    assert history(row.id)[-1].how == "sold"
    with pytest.raises(AssetGoneError):
        dispose_asset(session, replace(leave, uid=new_uid()), on=END)
    with pytest.raises(NothingToDepreciateError):
        up_to(session, 12)
    assert agrees()
    assert check_books() == []


def test_what_later_entries_stand_on_is_undone_after_them(session: Session) -> None:
    draft = drier()
    came = add_asset(session, draft, on=JAN)
    month = up_to(session, 1).documents[0]
    left = dispose_asset(
        session, DisposeDraft(new_uid(), draft.asset_uid, Leaving.SCRAPPED), on=dt.date(2026, 2, 1)
    )
    for uid in (came.uid, month.uid):
        with pytest.raises(AssetGoesOnError):
            reverse(session, uid, on=END, reason="ผิด", uid=new_uid())
    for uid in (left.uid, month.uid, came.uid):
        reverse(session, uid, on=END, reason="ผิด", uid=new_uid())
    assert register(END, JAN) == ()
    with pytest.raises(AssetGoneError):
        dispose_asset(session, DisposeDraft(new_uid(), draft.asset_uid, Leaving.SCRAPPED), on=END)
    assert agrees()
    assert check_books() == []


def test_what_describes_it_changes_at_any_time(session: Session) -> None:
    draft, other = drier(), drier(words=AssetWords("เครื่องบด"))
    add_asset(session, draft, on=JAN)
    add_asset(session, other, on=JAN)
    change_asset(session, draft.asset_uid, data=AssetWords("เครื่องอบใหญ่", place="หลังใหม่"))
    assert [row.name for row in register(END, JAN)] == ["เครื่องอบใหญ่", "เครื่องบด"]
    with pytest.raises(CodeTakenError):
        change_asset(session, draft.asset_uid, data=AssetWords("เครื่องอบ", code="A0002"))
    with pytest.raises(AssetNameMissingError):
        change_asset(session, draft.asset_uid, data=AssetWords(" "))
    assert check_books() == []


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"life_months": None}, NoLifeError),
        ({"pays": ()}, PartyNeededError),
        ({"pays": (PayDraft(PayKind.MONEY, 24_000_01, "1101"),)}, PaymentsDifferError),
    ],
)
def test_refusals_leave_nothing(session: Session, changed: dict[str, object], error: type[UserError]) -> None:
    with pytest.raises(error):
        add_asset(session, drier(**changed), on=JAN)
    assert book.fetch_int("SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM asset)") == 0
    assert add_asset(session, drier(), on=JAN).number == "สท1-2569-000001"
    assert check_books() == []


@pytest.mark.parametrize("act", ["add", "dispose", "depreciate"])
def test_a_failure_half_way_leaves_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    draft = drier()
    add_asset(session, draft, on=JAN)
    if act == "dispose":
        up_to(session, 1)
    before = book.fetch("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM asset)")
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: add_asset(session, drier(), on=JAN),
        "dispose": lambda: dispose_asset(
            session, DisposeDraft(new_uid(), draft.asset_uid, Leaving.LOST), on=dt.date(2026, 2, 3)
        ),
        "depreciate": lambda: up_to(session, 3),
    }

    calls = []

    def broken(role: AccountRole) -> int:
        calls.append(role)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return book.fetch_int("SELECT id FROM account WHERE role = ?", (role.value,))

    with monkeypatch.context() as patch:
        patch.setattr(service, "account_id", broken)
        patch.setattr("app.services.entries.money_account", lambda _code: broken(R.CASH))
        calls.append(R.CASH)
        with pytest.raises(RuntimeError):
            acts[act]()
    assert book.fetch("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM asset)") == before
    acts[act]()
    assert agrees()
    assert check_books() == []


def test_who_may_and_up_to_how_much(session: Session) -> None:
    with pytest.raises(NotPermittedError):
        add_asset(session_with(Permission.POST_JOURNAL), drier(), on=JAN)
    with pytest.raises(NotPermittedError):
        add_asset(session_with(Permission.BUY), drier(source=AssetSource.DONATED, pays=()), on=JAN)
    with pytest.raises(OverLimitError):
        add_asset(session_with(Permission.BUY, limits={Limit.PAY_OUT: 10_000_00}), drier(), on=JAN)
    assert register(END, JAN) == ()


def test_check_finds_a_register_below_zero(session: Session) -> None:
    draft = drier()
    add_asset(session, draft, on=JAN)
    path = open_path()
    close_book()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER asset_entry_no_update")
        connection.execute("UPDATE asset_entry SET depreciation = cost + 1")
        connection.commit()
    with opened(path):
        assert "asset_below_zero" in {finding.code for finding in check_books()}
