"""Journals, books and registers against sums of the raw rows; the pack as a paper and as a workbook."""

import datetime as dt
import io
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.domain.session import Session
from app.i18n import set_language
from app.queries.periods import LockEvent
from app.queries.registers import Head
from app.services.books import close_book, open_path
from app.services.sample import make_sample
from reports.audit_file import _in_opened_month
from reports.catalogue import Question, build
from reports.common import Span
from reports.model import Cell, Pack, Report, Role, Table
from reports.output import render
from reports.render.report_json import report_json

OCTOBER = Span(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
NAMES = (
    *("daily-account", "cash-book", "bank-book", "general-journal", "general-ledger"),
    *("sales-journal", "purchase-journal", "stock-register", "audit-file"),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    set_language("en")
    yield make_sample(tmp_path_factory.mktemp("sample") / "ตัวอย่าง.samut", products=24)
    close_book()
    set_language("th")


@pytest.fixture(scope="module")
def raw(book: Session) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{open_path()}?mode=ro", uri=True)
    yield connection
    connection.close()


def paper(book: Session, name: str, span: Span = OCTOBER) -> Report:
    report = build(book, name, Question(span, printed=dt.datetime(2026, 11, 21, 10, 0)))
    assert isinstance(report, Report)
    return report


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def column(table: Table, key: str, role: Role | None = None) -> list[Cell]:
    at = [each.key for each in table.columns].index(key)
    return [row.cells[at] for row in table.rows if role is None or row.role is role]


def sums(raw: sqlite3.Connection, until: str) -> dict[str, int]:
    return dict(
        raw.execute(
            "SELECT a.code, sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
            "WHERE l.ledger_date <= ? GROUP BY a.code",
            (until,),
        )
    )


def test_the_journal_has_every_line_and_balances(book: Session, raw: sqlite3.Connection) -> None:
    (table,) = tables(paper(book, "general-journal"))
    debit = sum(int(cell) for cell in column(table, "debit", Role.LINE) if isinstance(cell, int))
    credit = sum(int(cell) for cell in column(table, "credit", Role.LINE) if isinstance(cell, int))
    wanted = raw.execute(
        "SELECT sum(max(amount, 0)), count(*) FROM journal_line "
        "WHERE ledger_date BETWEEN '2026-10-01' AND '2026-10-31'"
    ).fetchone()
    assert debit == credit == wanted[0] == table.rows[-1].cells[-1]
    assert sum(1 for cell in column(table, "code", Role.LINE) if cell) == wanted[1]


def test_every_account_runs_from_its_opening_to_its_closing(book: Session, raw: sqlite3.Connection) -> None:
    before, after = sums(raw, "2026-09-30"), sums(raw, "2026-10-31")
    found = {table.title.split(" ")[0]: table for table in tables(paper(book, "general-ledger"))}
    moved = {
        row[0]
        for row in raw.execute(
            "SELECT DISTINCT a.code FROM journal_line l JOIN account a ON a.id = l.account_id "
            "WHERE l.ledger_date BETWEEN '2026-10-01' AND '2026-10-31'"
        )
    }
    assert set(found) == moved | {code for code, balance in before.items() if balance}
    for code, table in found.items():
        balances = column(table, "balance")
        assert balances[0] == before.get(code, 0)
        assert balances[-1] == after[code]


@pytest.mark.parametrize(
    ("name", "code"), [("cash-book", "1101"), ("bank-book", "1102"), ("bank-book", "1103")]
)
def test_money_books_end_with_what_is_there(
    book: Session, raw: sqlite3.Connection, name: str, code: str
) -> None:
    after = sums(raw, "2026-10-31")
    ends = {table.title.split(" · ")[0]: table.rows[-1].cells for table in tables(paper(book, name))}
    names = {"1101": "Cash", "1102": "Bank deposit", "1103": "PromptPay account"}
    cells = ends[names[code]]
    assert cells[-1] == after[code]
    came = raw.execute(
        "SELECT sum(max(l.amount, 0)), sum(max(-l.amount, 0)) FROM journal_line l "
        "JOIN account a ON a.id = l.account_id "
        "WHERE a.code = ? AND l.ledger_date BETWEEN '2026-10-01' AND '2026-10-31'",
        (code,),
    ).fetchone()
    assert cells[-3:-1] == came


MONEY_CODES = ("1101", "1102", "1103", "1104")


def test_the_daily_account_runs_along_and_marks_what_is_late(book: Session, raw: sqlite3.Connection) -> None:
    report = paper(book, "daily-account")
    table = tables(report)[0]
    per_document: dict[int, int] = defaultdict(int)
    for document, amount in raw.execute(
        "SELECT l.document_id, l.amount FROM journal_line l JOIN account a ON a.id = l.account_id "
        "WHERE a.is_money = 1 AND l.ledger_date BETWEEN '2026-10-01' AND '2026-10-31'"
    ):
        per_document[document] += amount
    came = sum(amount for amount in per_document.values() if amount > 0)
    went = -sum(amount for amount in per_document.values() if amount < 0)
    assert table.rows[-1].cells[5:8] == (came, went, sum(
        balance for code, balance in sums(raw, "2026-10-31").items() if code in MONEY_CODES
    ))  # fmt: skip
    late = [row for row in table.rows if row.cells[-1]]
    assert len(late) == 2
    assert "2 entries" in report.notes[0]
    # 24 September entered on 20 October, its month locked; 8 October entered on the 31st.
    # 13 and 23 October are holidays, weekends do not count.
    holidays = (dt.date(2026, 10, 13), dt.date(2026, 10, 23))

    def working(after: dt.date, until: dt.date) -> int:
        days = (after + dt.timedelta(days=step) for step in range(1, (until - after).days + 1))
        return sum(day.weekday() < 5 and day not in holidays for day in days)

    assert {row.cells[-1] for row in late} == {
        f"+{working(dt.date(2026, 9, 24), dt.date(2026, 10, 20))} days",
        f"+{working(dt.date(2026, 10, 8), dt.date(2026, 10, 31))} days",
    }


def test_sales_and_purchases_come_to_their_documents(book: Session, raw: sqlite3.Connection) -> None:
    (sales,) = tables(paper(book, "sales-journal"))
    wanted = raw.execute(
        "SELECT sum(s.total) FROM sale s JOIN document d ON d.id = s.document_id "
        "WHERE d.ledger_date BETWEEN '2026-10-01' AND '2026-10-31'"
    ).fetchone()[0]
    assert sales.rows[-1].cells[-1] == wanted
    assert sum(int(cell) for cell in sales.rows[-1].cells[4:7] if isinstance(cell, int)) == wanted
    (bought,) = tables(paper(book, "purchase-journal"))
    wanted = raw.execute(
        "SELECT sum(d.total) FROM document d WHERE d.kind = 'purchase' "
        "AND d.ledger_date BETWEEN '2026-10-01' AND '2026-10-31'"
    ).fetchone()[0]
    total, paid, owed = bought.rows[-1].cells[6:9]
    assert total == wanted
    assert isinstance(paid, int)
    assert isinstance(owed, int)
    assert paid + owed == wanted


def test_the_stock_register_is_what_the_accounts_say(book: Session, raw: sqlite3.Connection) -> None:
    movements = tables(paper(book, "stock-register"))[0]
    after = sums(raw, "2026-10-31")
    assert movements.rows[-1].cells[-1] == sum(after.get(code, 0) for code in ("1301", "1302", "1303"))
    for row in movements.rows:
        if row.role is Role.LINE:
            before, came, went, left = row.cells[3:7]
            assert isinstance(before, int)
            assert isinstance(came, int)
            assert isinstance(went, int)
            assert left == before + came - went


def test_lots_stand_as_they_were_at_the_end_of_the_month(book: Session, raw: sqlite3.Connection) -> None:
    for month, last in ((3, 31), (10, 31)):
        days = Span(dt.date(2026, month, 1), dt.date(2026, month, last))
        lots = tables(paper(book, "stock-register", days))[1]
        then = raw.execute(
            "SELECT t.code, sum(m.quantity) FROM stock_move m JOIN lot t ON t.id = m.lot_id "
            "WHERE m.ledger_date <= ? GROUP BY t.id HAVING sum(m.quantity) <> 0",
            (days.last.isoformat(),),
        ).fetchall()
        assert sorted((row.cells[2], row.cells[5]) for row in lots.rows) == sorted(then)
        assert max(str(row.cells[3]) for row in lots.rows) <= days.last.isoformat()


def test_what_is_entered_after_unlocking_is_told_from_what_was_there() -> None:
    month = dt.date(2026, 3, 1)
    events = [
        LockEvent(month, True, 10, "ก", ""),
        LockEvent(month, False, 20, "ก", "ลืม"),
        LockEvent(month, True, 30, "ก", ""),
    ]

    def entered(at: int, on: dt.date = month) -> bool:
        head = Head("1", "journal", on, on, None, at, "ก", 0, "", "", "", "")
        return _in_opened_month(head, events)

    assert [entered(at) for at in (5, 15, 25, 35)] == [False, False, True, False]
    assert not entered(25, dt.date(2026, 4, 1))


def test_numbers_of_other_days_are_not_missing(book: Session) -> None:
    series = tables(paper(book, "audit-file"))[7]
    assert all(cell == 0 for cell in column(series, "missing"))


def test_the_audit_file_counts_what_there_is(book: Session, raw: sqlite3.Connection) -> None:
    report = paper(book, "audit-file", Span(dt.date(2025, 11, 1), dt.date(2026, 10, 31)))
    late, moved, undone, by_hand, opened, locks, people, series, ledger = tables(report)
    count = raw.execute("SELECT count(*) FROM document").fetchone()[0]
    assert people.rows[-1].cells[1] == count
    assert sum(int(cell) for cell in column(series, "count") if isinstance(cell, int)) == count
    assert all(cell == 0 for cell in column(series, "missing"))
    assert opened.rows == ()
    assert len(ledger.rows) == raw.execute("SELECT count(*) FROM journal_line").fetchone()[0]
    assert (
        len(by_hand.rows) == raw.execute("SELECT count(*) FROM document WHERE kind = 'journal'").fetchone()[0]
    )
    assert (
        len(undone.rows) == raw.execute("SELECT count(*) FROM document WHERE kind = 'reversal'").fetchone()[0]
    )
    assert late.rows
    elsewhere = raw.execute(
        "SELECT number FROM document WHERE substr(on_date, 1, 7) <> substr(ledger_date, 1, 7)"
    )
    assert [row.cells[0] for row in moved.rows] == [number for (number,) in elsewhere]
    assert len(locks.rows) == raw.execute("SELECT count(*) FROM period_event").fetchone()[0]


@pytest.fixture(scope="module")
def pack(book: Session) -> Pack:
    report = paper(book, "month-pack")
    assert isinstance(report, Pack)
    return report


def test_the_contents_lead_to_the_right_pages(pack: Pack) -> None:
    document = pypdfium2.PdfDocument(render(pack, "pdf"))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert pack.title in texts[0]
    lines = [line for line in texts[1].splitlines() if line.strip()]
    numbers = [int(line) for line in lines if line.strip().isdigit()]
    assert [line for line in lines if line in {part.title for part in pack.parts}] == [
        part.title for part in pack.parts
    ]
    for part, number in zip(pack.parts, numbers, strict=True):
        assert part.title in texts[number - 1], part.title
        assert f"Page {number}/{len(document)}" in texts[number - 1]
    assert render(pack, "pdf") == render(pack, "pdf")


def test_the_workbook_has_a_sheet_for_every_part(pack: Pack) -> None:
    opened = load_workbook(io.BytesIO(render(pack, "xlsx")))
    contents = opened.worksheets[0]
    links = {
        cell.value: cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink
    }
    assert set(links) == {part.title for part in pack.parts}
    for target in links.values():
        assert target.split("!")[0].strip("'") in opened.sheetnames
    assert len({target.split("!")[0] for target in links.values()}) == len(pack.parts)


def test_empty_parts_are_named_and_left_out(book: Session) -> None:
    pack = paper(book, "month-pack", Span(dt.date(2030, 1, 1), dt.date(2030, 1, 31)))
    assert isinstance(pack, Pack)
    empty = [title for title, nothing in pack.contents if nothing]
    assert empty
    assert not {part.title for part in pack.parts} & set(empty)


def test_it_can_be_stopped_between_two_parts(book: Session) -> None:
    told: list[str] = []

    def stop(done: int, _total: int, words: str) -> None:
        told.append(words)
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(book, "month-pack", Question(OCTOBER, progress=stop))
    assert len(told) == 4


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_month_says_so_on_every_paper(book: Session, name: str) -> None:
    report = paper(book, name, Span(dt.date(2030, 1, 1), dt.date(2030, 1, 31)))
    assert render(report, "pdf").startswith(b"%PDF")
    assert report_json(report)
    assert load_workbook(io.BytesIO(render(report, "xlsx"))).sheetnames
