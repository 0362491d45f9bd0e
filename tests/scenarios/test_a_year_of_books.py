"""A year that the meeting accepts: opened, entered slip by slip, locked month by month, closed.

After every month the book is checked, and every account is what plain sums on paper say. At the year's end
the statements and registers are held against each other and against the paper.
"""

import datetime as dt
from pathlib import Path

from app.domain.document import new_uid
from app.domain.fiscal import last_of_month
from app.domain.year_end import AccrualDraft, AccrualLine, PrepaidDraft
from app.i18n import set_language
from app.queries.assets import register_against_ledger
from app.queries.balances import balances, parties_owing
from app.queries.integrity import check_books
from app.queries.month_close import month_list
from app.queries.profit import income_statement
from app.queries.registers import stock_movements
from app.services.closing import lock_month
from app.services.reversal import reverse
from app.services.year_closing import close_year, reopen_year
from app.services.year_end import post_accruals, post_doubtful, post_prepaid, write_down
from reports.catalogue import Question, build
from reports.common import Span
from reports.model import Pack, Report, Role, Row, Table
from reports.output import render
from tests.scenarios.year_on_paper import E4, Year

JANUARY, DECEMBER = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
TODAY = dt.date(2027, 1, 20)
WHOLE = Span(JANUARY, DECEMBER)


def ledger(day: dt.date) -> dict[str, int]:
    """Every account that is not zero."""
    return {row.code: row.balance for row in balances(day) if row.balance}


def month_of(year: Year, number: int) -> None:
    """One month as it goes: bought, made, sold, paid; nothing in it is special."""

    def day(of_month: int) -> dt.date:
        return dt.date(2026, number, of_month)

    bill = 20 * 85_00
    year.buy_herb(day(2), 10, 500_00 + number * 7_00, freight=35_00, paid=200_00)
    year.make_tea(day(4), 8, 100)
    year.make_tea(day(5), 2, 37)
    year.sell(day(8), 61, 89_00)
    year.sell(day(15), 24, 85_00, by_promptpay=True)
    year.deliver(day(18), 20, 85_00)
    year.slip(day(20), "5202", 420_00, from_code="1102", slip_date=day(18), number=f"EL-{number}")
    year.from_her_purse(day(21), 120_00 + number * 1_00)
    year.give_advance(day(22), 500_00)
    year.spend_advance(day(23), 430_00)
    year.bring_back(day(23), 70_00)
    year.pay(day(25), year.noi, "2102", 600_00)
    year.pay(day(26), year.shop, "2101", 335_00 + number * 7_00)
    year.school_pays(day(27), bill, withheld=17_00)
    year.to_bank(day(28), 3_000_00)
    year.to_bank(day(28), 1_000_00, from_code="1103", fee=5_00)


def close_month(year: Year, month: dt.date) -> None:
    """The machines wear, the list has nothing that stands in the way, the month is locked."""
    year.wear(month, 100_00, 400_00)
    assert len(month_list(month, TODAY).lines) >= 10
    lock_month(year.session, month, today=TODAY)


def entered(folder: Path) -> Year:
    """The whole year; each month is held against the paper before the next begins."""
    told = Year(folder)
    told.open(JANUARY)
    told.given_drier(JANUARY)
    told.lent_scales(JANUARY)
    told.school_pays(dt.date(2026, 1, 12), 1_500_00)
    told.pay(dt.date(2026, 1, 13), told.shop, "2101", 900_00)
    for number in range(1, 13):
        month = dt.date(2026, number, 1)
        month_of(told, number)
        if number == 2:
            told.buy_cows(dt.date(2026, 2, 10), 2, 18_000_00)
        if number > 2:
            told.feed(dt.date(2026, number, 12), 200_00)
        if number % 3 == 0:
            owed = sum(120_00 + each * 1_00 for each in range(number - 2, number + 1))
            told.pay(last_of_month(month), told.dam, "2103", owed)
        if number == 4:
            # A slip of February turns up: its month is locked, it keeps its day and counts in April.
            late = told.slip(
                dt.date(2026, 2, 14), "5203", 75_00, slip_date=dt.date(2026, 2, 14), number="ตกหล่น"
            )
            assert late.on == dt.date(2026, 2, 14)
            assert late.ledger_date == dt.date(2026, 4, 1)
        if number == 6:
            told.calf(dt.date(2026, 6, 3))
            wrong = told.slip(dt.date(2026, 6, 9), "5501", 990_00)
            undone = reverse(told.session, wrong.uid, on=dt.date(2026, 6, 10), reason="คีย์ซ้ำ", uid=new_uid())
            assert undone.ledger_date == wrong.ledger_date
            told.paper.note(a5501=-990_00, a1101=990_00)
        if number == 9:
            told.income(dt.date(2026, 9, 16), "4106", 2_500_00)
        if number == 11:
            told.sell_cow(dt.date(2026, 11, 20), 14_500_00)
        assert ledger(last_of_month(month)) != {}
        if number < 12:
            close_month(told, month)
            assert ledger(last_of_month(month)) == told.paper.balances(), month
            assert check_books() == [], month
    told.wear(dt.date(2026, 12, 1), 100_00, 400_00)
    return told


def table_of(year: Year, name: str, span: Span = WHOLE, at: int = 0) -> Table:
    report = build(year.session, name, Question(span))
    assert isinstance(report, Report)
    return [block for block in report.blocks if isinstance(block, Table)][at]


def last_cells(table: Table) -> list[int]:
    """The numbers of the last row that carries weight."""
    row: Row = next(row for row in reversed(table.rows) if row.role in (Role.TOTAL, Role.SUBTOTAL))
    return [cell for cell in row.cells if isinstance(cell, int)]


def the_year_on_paper_and_in_the_book_is_one(year: Year) -> None:
    assert ledger(DECEMBER) == year.paper.balances()
    assert check_books() == []


def debit_and_credit_of_the_trial_balance_are_equal(year: Year) -> None:
    total = last_cells(table_of(year, "trial-balance", Span(DECEMBER, DECEMBER)))
    assert total[-1] == total[-2] == sum(amount for amount in year.paper.balances().values() if amount > 0)


def goods_animals_and_machines_are_what_their_accounts_say(year: Year) -> None:
    goods = {row.name: (row.after, row.after_value) for row in stock_movements(JANUARY, DECEMBER)}
    assert goods == {"หญ้าหมอน้อย": year.paper.goods["herb"], "ชาหญ้าหมอน้อย": year.paper.goods["tea"]}
    assert not any(each.difference for each in register_against_ledger(DECEMBER))
    assert year.paper.accounts["1307"] == year.herd_value
    assert year.heads == 2


def who_owes_and_is_owed_is_what_the_accounts_say(year: Year) -> None:
    for role, code in (("receivable", "1201"), ("payable", "2101"), ("wages_payable", "2102"),
                       ("member_payable", "2103"), ("advance", "1204")):  # fmt: skip
        assert sum(each.balance for each in parties_owing(role)) == year.paper.accounts[code], role


def the_result_is_income_less_expense_and_beneath_it_the_free_labour(year: Year) -> None:
    statement = income_statement(JANUARY, DECEMBER)
    on_paper = -sum(amount for code, amount in year.paper.accounts.items() if code[0] in "45")
    assert statement.profit == on_paper
    # Free labour: 400.00 in each of 24 batches; what is still on the shelf has not been sold with it.
    assert 0 < statement.imputed < 24 * 400_00
    report = build(year.session, "income-statement", Question(WHOLE))
    assert isinstance(report, Report)
    cells = [
        cell
        for block in report.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    assert on_paper in cells
    assert statement.full_profit in cells


def the_balance_sheet_balances(year: Year) -> None:
    owned = sum(amount for code, amount in year.paper.accounts.items() if code[0] == "1")
    table = table_of(year, "balance-sheet", Span(DECEMBER, DECEMBER))
    cells = [row.cells[1] for row in table.rows if row.role is Role.TOTAL]
    assert cells.count(owned) >= 2 or owned in cells


def cash_flow_closes_to_the_money_there_is(year: Year) -> None:
    money = sum(year.paper.accounts[code] for code in ("1101", "1102", "1103"))
    report = build(year.session, "cash-flow", Question(WHOLE))
    assert isinstance(report, Report)
    cells = [
        cell
        for block in report.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    assert money in cells


def the_cost_statements_agree_with_the_accounts(year: Year) -> None:
    sold = table_of(year, "cost-of-sales")
    assert year.paper.accounts["5101"] in [cell for row in sold.rows for cell in row.cells]
    made = table_of(year, "cost-of-production")
    assert 24 * 300_00 in [cell for row in made.rows for cell in row.cells]


def the_late_slip_is_marked(year: Year) -> None:
    april = build(year.session, "audit-file", Question(Span(dt.date(2026, 4, 1), dt.date(2026, 4, 30))))
    assert isinstance(april, Report)
    moved = [block for block in april.blocks if isinstance(block, Table)][1]
    assert [row.cells[2] for row in moved.rows] == [dt.date(2026, 2, 14)]


def the_pack_of_the_year_prints(year: Year) -> None:
    pack = build(year.session, "month-pack", Question(Span(dt.date(2026, 11, 1), dt.date(2026, 11, 30))))
    assert isinstance(pack, Pack)
    assert len(pack.parts) >= 15
    assert render(pack, "pdf").startswith(b"%PDF")
    assert render(pack, "xlsx").startswith(b"PK")


def the_year_is_closed_opened_again_and_closed(year: Year) -> None:
    """Accruals, prepaid, doubtful debts, goods worth less; then closing: profit waits to be distributed."""
    session, paper = year.session, year.paper
    post_accruals(session, AccrualDraft(new_uid(), (AccrualLine("5202", 250_00, "ไฟ ธ.ค."),)), on=DECEMBER)
    paper.note(a5202=250_00, a2107=-250_00)
    post_prepaid(session, PrepaidDraft(new_uid(), "5501", 120_00, 12), on=DECEMBER)
    paper.note(a1401=120_00, a5501=-120_00)
    post_doubtful(session, 60_00, on=DECEMBER, uid=new_uid())
    paper.note(a5506=60_00, a1209=-60_00)
    boxes, value = paper.goods["tea"]
    cheap = 4_00 * E4
    written = write_down(session, {year.tea: cheap}, selling_cost_bp=0, on=DECEMBER, uid=new_uid())
    loss = value - boxes * 4_00 // 1_000
    assert written.total == loss > 0
    paper.note(a5106=loss, a1305=-loss)
    assert ledger(DECEMBER) == paper.balances()
    assert check_books() == []

    profit = -sum(amount for code, amount in paper.accounts.items() if code[0] in "45")
    before = income_statement(JANUARY, DECEMBER)
    close_year(session, DECEMBER, today=TODAY, uid=new_uid())
    closed = {code: amount for code, amount in paper.balances().items() if code[0] in "123"}
    closed["3203"] = closed.get("3203", 0) - profit
    assert ledger(DECEMBER) == closed
    assert income_statement(JANUARY, DECEMBER) == before, "December's statement is not emptied by closing"
    assert check_books() == []

    reopen_year(session, reason="บิลเดือนธันวาคมตกหล่น", uid=new_uid())
    assert ledger(DECEMBER) == paper.balances()
    close_year(session, DECEMBER, today=TODAY, uid=new_uid())
    assert ledger(DECEMBER) == closed
    assert check_books() == []


def test_a_year_of_books(tmp_path: Path) -> None:
    """Entered, locked month by month, read in every statement, closed."""
    set_language("en")
    year = entered(tmp_path)
    the_year_on_paper_and_in_the_book_is_one(year)
    debit_and_credit_of_the_trial_balance_are_equal(year)
    goods_animals_and_machines_are_what_their_accounts_say(year)
    who_owes_and_is_owed_is_what_the_accounts_say(year)
    the_result_is_income_less_expense_and_beneath_it_the_free_labour(year)
    the_balance_sheet_balances(year)
    cash_flow_closes_to_the_money_there_is(year)
    the_cost_statements_agree_with_the_accounts(year)
    the_late_slip_is_marked(year)
    the_pack_of_the_year_prints(year)
    the_year_is_closed_opened_again_and_closed(year)
    set_language("th")
