"""The list of a month goes by its facts alone."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.ledger import AccountRole
from app.domain.month_close import (
    TITLES,
    CheckLine,
    Fix,
    MoneyPlace,
    MonthFacts,
    Overhead,
    State,
    Step,
    checklist,
    left_open,
)
from app.domain.register_check import Disagreement

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
QUIET = MonthFacts(FIRST, LAST, is_locked=False, is_over=True, copied_at=5, written_at=4)
CASH = MoneyPlace("1101", "เงินสด", 500_00, True, None)


def line(step: Step, **facts: object) -> CheckLine:
    found = checklist(replace(QUIET, **facts))  # type: ignore[arg-type]
    return next(each for each in found if each.step is step)


def test_every_step_stands_once_and_has_a_title() -> None:
    steps = [each.step for each in checklist(QUIET)]
    assert sorted(steps) == sorted(Step)
    assert set(TITLES) == set(Step)


def test_a_quiet_month_has_nothing_to_do() -> None:
    assert left_open(checklist(QUIET)) == ()


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        (Step.DRAFTS, {"held_bills": 1}),
        (Step.PROJECTS, {"has_projects": True, "project_use": 1}),
        (Step.DRAFTS, {"begun_forms": 2}),
        (Step.CONFIRM, {"unconfirmed": 3}),
        (Step.DRAWERS, {"has_drawers": True, "open_drawers": ("แผง",)}),
        (Step.CASH, {"cash": (CASH,)}),
        (Step.BANK, {"banks": (CASH,)}),
        (Step.NEGATIVE, {"has_stock": True, "negative": ("เกลือ",)}),
        (Step.COSTLESS, {"has_stock": True, "costless": ("เกลือ",)}),
        (Step.RECOST, {"to_recost": ("เกลือ",)}),
        (Step.DEPRECIATION, {"has_assets": True, "months_to_depreciate": (FIRST,)}),
        (Step.PREPAID, {"prepaid": 1, "prepaid_due": 1}),
        (Step.CASH_OVER, {"cash_over": 1}),
        (Step.VAT, {"output_vat": 7}),
        (Step.VAT, {"input_vat": 7}),
        (Step.WAGES, {"wages": 1}),
        (Step.MEMBERS, {"members": 1}),
        (Step.ADVANCES, {"advances": 1}),
        (Step.REGISTERS, {"differing": ((AccountRole.ANIMALS, 5),)}),
        (Step.REGISTERS, {"disagreements": (Disagreement("shares", bytes(16), "น้อย", 0, 100_00),)}),
        (Step.BACKUP, {"copied_at": None}),
        (Step.BACKUP, {"copied_at": 3}),
    ],
)
def test_what_is_missing_is_to_do_and_one_press_from_its_fix(step: Step, facts: dict[str, object]) -> None:
    found = line(step, **facts)
    assert found.state is State.TO_DO
    assert found.fix is not None or found.place
    assert left_open((found,)) == (step,)


def test_money_that_was_counted_or_never_there_is_no_work() -> None:
    counted = replace(CASH, checked_on=LAST)
    empty = replace(CASH, balance=0, moved=False)
    assert line(Step.CASH, cash=(counted, empty)).state is State.DONE
    assert line(Step.CASH, cash=(empty,)).state is State.NOT_NEEDED
    assert line(Step.CASH, cash=(counted, CASH)).state is State.TO_DO


def test_a_bank_that_agrees_has_seen_the_payments() -> None:
    agreed = replace(CASH, checked_on=LAST)
    assert line(Step.CONFIRM, unconfirmed=3, banks=(agreed,)).state is State.DONE
    assert line(Step.CONFIRM, unconfirmed=3, banks=(agreed, CASH)).state is State.TO_DO


@pytest.mark.parametrize(
    ("bills", "absorbed", "state"),
    [
        (820_00, 600_00, State.DONE),
        (500_00, 600_00, State.DONE),
        (500_00, 600_01, State.TO_DO),
        (0, 1, State.TO_DO),
        (820_00, 0, State.NOT_NEEDED),
    ],
)
def test_a_fifth_more_than_the_bills_wants_a_new_rate(bills: int, absorbed: int, state: State) -> None:
    assert line(Step.ABSORBED, overheads=(Overhead(AccountRole.ENERGY, bills, absorbed),)).state is state


def test_late_slips_are_told_and_hold_nothing_up() -> None:
    assert line(Step.LATE, slips=4, late=1).state is State.DONE
    assert line(Step.LATE, slips=4, late=1).notice.data == {"late": 1, "slips": 4}
    assert line(Step.LATE).state is State.NOT_NEEDED


def test_a_locked_month_is_not_recosted() -> None:
    assert line(Step.RECOST, is_locked=True, to_recost=("เกลือ",)).fix is None
    assert line(Step.RECOST, to_recost=("เกลือ",)).fix is Fix.RECOST


def test_goods_that_left_without_a_sale_come_before_the_tax_of_the_month() -> None:
    found = line(Step.VAT, goods_left=2, output_vat=7_00)
    assert (found.state, found.place, found.argument) == (State.TO_DO, "books", "tax")
    assert line(Step.DRAFTS, begun_forms=1, begun_place="books").argument == "opening"
