"""Closing the months of the sample: the bank's statement is taken in, ticked and agreed; then the lock."""

import datetime as dt
import hashlib

from app.domain.document import new_uid
from app.domain.fiscal import last_of_month
from app.domain.money import divide_round
from app.queries.bank import bank_standing, bank_suggestions
from app.queries.catalogue import money_accounts
from app.queries.ledger import account_lines, balance_before
from app.services.bank import reconcile, take_in_statement
from app.services.bank_lines import enter_line, match_all
from app.services.closing import lock_month, release_cash_over
from app.services.importing import SheetRows
from app.services.periods import lock_until
from app.services.sample_money import BANK, PROMPTPAY
from app.services.sample_year import FIRST, SampleYear
from app.thai.digits import format_amount

ONE_DAY = dt.timedelta(days=1)
HEADERS = ("วันที่", "รายการ", "ถอน", "ฝาก", "คงเหลือ")
FEE = ("ค่าบริการแจ้งเตือน", 20_00)
INTEREST = "ดอกเบี้ยเงินฝาก"
OVER_IN = 7
"""The month in which the cash box had too much."""


def close_last_month(year: SampleYear, day: dt.date, index: int) -> None:
    """Early in a month the one before is agreed with the bank and locked."""
    last = day.replace(day=1) - ONE_DAY
    _take_in(year, last.replace(day=1), last, day, charges=_charges(last))
    _tick(year, last)
    _enter_charges(year, last)
    standing = bank_standing(BANK, last)
    assert standing is not None
    reconcile(year.session, BANK, on=last, bank_balance=standing.bank_must_show)
    # Everything on PromptPay went over to the bank by the month's end: its app shows nothing left.
    reconcile(year.session, PROMPTPAY, on=last, bank_balance=0)
    if index - 1 == OVER_IN:
        release_cash_over(year.session, last, uid=new_uid())
    if index == 1:
        lock_until(year.session, last, today=day)
    else:
        lock_month(year.session, last, today=day)


def begin_last_statement(year: SampleYear, day: dt.date) -> None:
    """In the month that is still open the statement is here; a transfer on it is nobody's yet."""
    first = day.replace(day=1)
    _take_in(year, first, day - 3 * ONE_DAY, day, charges=(("รับโอน ไม่ทราบผู้โอน", 1_250_00),))
    _tick(year, day)


def _charges(last: dt.date) -> tuple[tuple[str, int], ...]:
    """What the bank takes each month, and the interest that it gives at the half years' ends."""
    fee = (FEE[0], -FEE[1])
    if last.month not in {6, 12}:
        return (fee,)
    standing = bank_standing(BANK, last)
    assert standing is not None
    return fee, (INTEREST, divide_round(standing.book_balance, 400))


def _account_id() -> int:
    return next(each.id for each in money_accounts() if each.code == BANK)


def _take_in(
    year: SampleYear, first: dt.date, last: dt.date, today: dt.date, *, charges: tuple[tuple[str, int], ...]
) -> None:
    """The bank's statement as its file would have it: what the books have, and what only the bank knows."""
    account = _account_id()
    # What the group began with was there before the first statement.
    first = max(first, FIRST + ONE_DAY)
    lines = [(line.on, _words(line.amount), line.amount) for line in account_lines(account, first, last)]
    lines += [(last, words, amount) for words, amount in charges]
    balance = balance_before(account, first)
    rows = []
    for number, (on, words, amount) in enumerate(lines, 2):
        balance += amount
        out, into = ("", format_amount(amount)) if amount > 0 else (format_amount(-amount), "")
        rows.append((number, (on, words, out, into, format_amount(balance))))
    sheet = SheetRows(
        f"statement-{last.year}-{last.month:02d}.csv",
        hashlib.sha256(repr(rows).encode()).digest(),
        HEADERS,
        tuple(rows),
    )
    take_in_statement(year.session, BANK, sheet=sheet, today=today)


def _words(amount: int) -> str:
    return "ฝากหรือรับโอน" if amount > 0 else "โอนออก"


def _tick(year: SampleYear, last: dt.date) -> None:
    match_all(year.session, BANK, found=bank_suggestions(BANK, last))


def _enter_charges(year: SampleYear, last: dt.date) -> None:
    """What only the bank knew is entered from its lines."""
    standing = bank_standing(BANK, last_of_month(last))
    assert standing is not None
    for line in standing.at_bank:
        code = "4205" if line.amount > 0 else "5508"
        enter_line(year.session, BANK, line=line, uid=new_uid(), other_code=code)
