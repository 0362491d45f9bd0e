"""The log in words and on paper: everything that is written has words in both languages."""

import ast
import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.import_fields import ImportKind
from app.domain.roles import Limit, Permission, Role
from app.domain.session import NotPermittedError
from app.domain.trace import KIND_OF_DOCUMENT, ActKind, TraceFilter
from app.domain.trace_words import ACTIONS, COLUMNS, OF_THING, POSTED, THINGS, VALUES, How
from app.i18n import _, set_language
from app.payments.promptpay import TargetKind
from app.queries.integrity import Finding
from app.queries.trace import REFERS_TO, Act, acts
from app.services import event_log
from app.services.catalogue import ACCOUNT_TYPES, LOCATION_KINDS, TENDER_KINDS
from app.services.importing import SheetRows, plan_import, run_import, undo_import
from app.services.periods import lock_until, unlock_month
from app.services.products import set_price
from app.services.reversal import reverse
from app.settings import BusinessSettings
from db import connection as book
from db.models import accounts, books, group, household, market, parties, products, recipes, settings, stock
from db.models.base import BookModel
from reports.model import Table
from reports.output import render
from reports.trace import MOST_ON_PAPER, NAME, build, head_words
from reports.trace_words import about, changes, detail, did, facts, when
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY, Stall

__all__ = ["_no_book_left_open", "_own_machine_settings"]

SERVICES = Path(event_log.__file__).parent
PRINTED = dt.datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def note(
    stall: Stall,
    action: str,
    entity: str,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    uid: bytes = event_log.NOBODY,
) -> Act:
    """A line of the log, as the reader gives it back."""
    with book.unit_of_work():
        event_log.append(stall.session, action, entity, uid, before, after)
    return acts(TraceFilter(), limit=1)[0]


# ---------------------------------------------------------------- everything has words


def logged() -> Iterator[tuple[str, ast.Call]]:
    """Every call of the services that writes a line of the log."""
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("append", "append_to")
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "event_log"
            ):
                yield path.stem, node


def said(call: ast.Call) -> tuple[str | None, str | None]:
    """The action and the entity of a call; None where a variable says them."""
    first = 2 if isinstance(call.func, ast.Attribute) and call.func.attr == "append_to" else 1
    parts = [
        each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None
        for each in call.args[first : first + 2]
    ]
    return parts[0], parts[1]


CALLS = list(logged())
FROM_VARIABLES = {
    # Tables have words by the test of models below; the two actions are in ACTIONS.
    "records": {"create", "change", "badge", "deactivate"},
    "acts": {"approve"},
    "encrypting": {"encrypt", "decrypt"},
    "entry_categories": {"create", "change"},
    "certificates": {"create", "change", "delete"},
    "savings": {"create", "change"},
    "notes": {"accept", "decline"},
    "periods": {"lock_month", "unlock_month"},
}


def test_the_calls_are_found() -> None:
    assert len(CALLS) >= 20


def test_every_action_and_thing_that_is_written_has_words() -> None:
    for module, call in CALLS:
        action, entity = said(call)
        if action is None or entity is None:
            assert module in FROM_VARIABLES, f"{module}:{call.lineno} writes what no test knows"
        assert action is None or action in ACTIONS, f"{module}:{call.lineno}: {action}"
        assert entity is None or entity in THINGS, f"{module}:{call.lineno}: {entity}"
    for actions in FROM_VARIABLES.values():
        assert actions <= set(ACTIONS)


def test_every_action_given_to_a_change_of_master_data_has_words() -> None:
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "records.change":
                for keyword in node.keywords:
                    if keyword.arg == "action":
                        assert isinstance(keyword.value, ast.Constant)
                        assert keyword.value.value in ACTIONS, f"{path.stem}:{node.lineno}"


def test_every_column_that_is_written_has_words() -> None:
    for module, call in CALLS:
        for part in [*call.args, *(keyword.value for keyword in call.keywords)]:
            for node in ast.walk(part):
                for key in node.keys if isinstance(node, ast.Dict) else ():
                    if isinstance(key, ast.Constant):
                        assert key.value in COLUMNS, f"{module}:{call.lineno}: {key.value!r}"


NOT_LOGGED = {"blob", "product_unit", "recipe_line", "recipe_output", "setting", "device", "draft"}
"""Tables that are told as part of another one, or never changed by a person."""


MODULES = (accounts, books, group, household, market, parties, products, recipes, settings, stock)
"""Imported, so that their tables are known."""


def tables() -> dict[str, type[BookModel]]:
    found = {model._meta.table_name: model for model in BookModel.__subclasses__()}
    return {name: model for name, model in found.items() if name not in NOT_LOGGED}


def test_every_table_and_column_of_master_data_has_words() -> None:
    assert len(tables()) >= 10
    for name, model in tables().items():
        assert name in THINGS, name
        if name != "book":
            own = {column for thing, column in OF_THING if thing == name}
            assert set(model.columns()) <= set(COLUMNS) | own, name


def test_every_setting_has_words() -> None:
    assert {field.name for field in dataclasses.fields(BusinessSettings)} <= set(COLUMNS)


def test_every_kind_of_document_has_words_and_a_place() -> None:
    assert set(POSTED) == set(KIND_OF_DOCUMENT) == set(DocumentKind) - {DocumentKind.REVERSAL}


def test_every_stored_word_is_told() -> None:
    assert set(VALUES["role"]) == set(Role)
    assert set(VALUES["permission"]) == set(Permission)
    assert set(VALUES["type"]) == set(ACCOUNT_TYPES)
    assert set(VALUES["stock_location.kind"]) == set(LOCATION_KINDS)
    assert set(VALUES["tender.kind"]) == set(TENDER_KINDS)
    assert set(VALUES["promptpay_kind"]) == set(TargetKind)


def test_every_column_of_a_name_says_whose() -> None:
    named = {column for column, (_words, how) in COLUMNS.items() if how is How.NAME}
    assert named == set(REFERS_TO)


@pytest.mark.parametrize("language", ["en", "th"])
def test_words_are_sentences_of_the_language(language: str) -> None:
    set_language(language)
    for words in (*ACTIONS.values(), *THINGS.values(), *POSTED.values()):
        told = _(words)
        assert told
        assert (told != words) is (language == "th" and words != "PIN"), words
    for words, how in (*COLUMNS.values(), *OF_THING.values()):
        assert how is How.INSIDE or _(words)


# ---------------------------------------------------------------- what is told


def test_old_and_new_are_told_in_words(stall: Stall, thai: None) -> None:
    set_price(stall.session, stall.tea, price_e4=95_50 * 10_000)
    act = acts(TraceFilter(), limit=1)[0]
    assert (did(act), about(act)) == ("แก้ไขสินค้า", "ชาหญ้าหมอน้อย (TEA)")
    assert detail(act) == "ราคา: 89.00 → 95.50"
    assert [(each.old, each.new) for each in changes(act)] == [("89.00", "95.50")]


def test_locked_months_are_told_by_their_names(stall: Stall, thai: None) -> None:
    lock_until(stall.session, DAY, today=DAY + dt.timedelta(days=31), reason="พิมพ์แล้ว")
    act = acts(TraceFilter(), limit=1)[0]
    assert (did(act), act.notable) == ("ล็อกเดือน", False)
    assert detail(act) == "เดือน: ตุลาคม 2569 · เหตุผล: พิมพ์แล้ว"
    unlock_month(stall.session, DAY, reason="ใบเสร็จตกหล่น")
    act = acts(TraceFilter(notable=True), limit=1)[0]
    assert (did(act), act.notable) == ("เปิดเดือนอีกครั้ง", True)
    damaged = note(stall, "lock_month", "period", after={"months": "2026-13, ?"})
    assert detail(damaged) == "เดือน: 2026-13, ?"


def test_a_list_from_outside_is_told_by_its_name(stall: Stall, thai: None) -> None:
    headers = ("ชื่อ", "วงเงิน", "เครดิต (วัน)")
    sheet = SheetRows("สมาชิก.xlsx", bytes(32), headers, ((2, ("สมาชิก 77", "500", "15")),))
    plan = plan_import(stall.session, ImportKind.PARTIES, sheet=sheet, today=DAY)
    run = run_import(stall.session, plan, on=DAY)
    act, person = acts(TraceFilter(), limit=2)
    assert (did(act), about(act)) == ("นำเข้ารายการจากไฟล์", "สมาชิก.xlsx")
    assert {"วงเงินเชื่อ: 500.00", "เครดิต (วัน): 15 วัน"} <= {each.short for each in changes(person)}
    undo_import(stall.session, run.uid, on=DAY, reason="ผิดแฟ้ม")
    act = acts(TraceFilter(notable=True), limit=1)[0]
    assert (did(act), about(act)) == ("ยกเลิกการนำเข้ารายการจากไฟล์", "สมาชิก.xlsx")


def test_a_voided_sale_says_what_it_undoes_and_why(stall: Stall, thai: None) -> None:
    sold = stall.sell(stall.line(stall.tea, 2, 89_00))
    reverse(stall.session, sold.posted.uid, on=DAY, reason="คิดเงินซ้ำ", uid=new_uid())
    undoing, sale = acts(TraceFilter(), limit=2)
    assert did(undoing) == "ยกเลิก: ขาย"
    assert detail(undoing) == f"{sale.number} · คิดเงินซ้ำ · −178.00 บาท"
    assert detail(sale) == f"178.00 บาท · ถูกยกเลิกโดย {undoing.number}"
    told = {each.label: each.new for each in facts(sale)}
    assert told["เลขที่"] == sale.number
    assert told["ถูกยกเลิกโดย"] == undoing.number


@pytest.mark.parametrize(
    ("action", "entity", "before", "after", "expected"),
    [
        ("sign_in", "app_user", None, {"wrong_tries": 3}, "Signed in | after 3 wrong tries"),
        ("sign_in", "app_user", None, {"wrong_tries": 0}, "Signed in | "),
        (
            "sign_in",
            "app_user",
            None,
            {"wrong_tries": 0, "by": "recovery_code"},
            "Signed in | with the recovery code",
        ),
        ("refused", "app_user", None, None, "A wrong password was tried | "),
        ("pin", "app_user", None, None, "Set a PIN | "),
        ("pin", "app_user", None, {"pin": None}, "Removed a PIN | "),
        ("badge", "app_user", {"badge": None}, {"badge": "ab" * 32}, "Gave a badge | Badge: – → set"),
        ("badge", "app_user", {"badge": "ab" * 32}, {"badge": None}, "Took a badge away | Badge: set → –"),
        ("print", "document", None, {"copy": 0, "paper": "a4"}, "Printed a document | Paper: a4"),
        (
            "print",
            "document",
            None,
            {"copy": 2, "paper": "a4"},
            "Printed a copy of a document | Which copy: 2 · Paper: a4",
        ),
        (
            "approve",
            "document",
            None,
            {"permission": "void", "by": "Somjai", "by_uid": "00"},
            "Approved: a document | Somjai allowed: void a sale",
        ),
        (
            "change",
            "role_rule",
            {"role": "seller", "may:void": None, "most:refund": 50_000, "idle_minutes": 15},
            {"role": "seller", "may:void": 1, "most:refund": -1, "idle_minutes": None},
            "Changed what a role may do | Screen locks after minutes without work: 15 → as usual · "
            "May: void a sale: as usual → yes · most given back at once: 500.00 → no limit",
        ),
        ("dance", "umbrella", {"shade": "red"}, {"shade": "blue"}, "dance: umbrella | shade: red → blue"),
        (
            "change",
            "product",
            {"price_e4": "x"},
            {"price_e4": [1, {}]},
            "Changed a product | Price: x → 1; {}",
        ),
    ],
)
def test_acts_are_told_in_words(
    stall: Stall,
    action: str,
    entity: str,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    expected: str,
) -> None:
    act = note(stall, action, entity, before, after)
    assert f"{did(act)} | {detail(act)}" == expected
    assert facts(act)


def test_limits_have_a_way_to_be_written(stall: Stall) -> None:
    for limit in Limit:
        act = note(stall, "change", "role_rule", {f"most:{limit}": 1_000}, {f"most:{limit}": 2_000})
        assert detail(act).endswith("10 % → 20 %" if limit is Limit.DISCOUNT else "10.00 → 20.00")


def test_references_are_told_by_their_names(stall: Stall) -> None:
    act = note(stall, "change", "product", {"maker_id": None}, {"maker_id": 1}, stall.tea)
    assert detail(act) == "Made by: – → ลูกค้าประจำ 01"
    gone = note(stall, "change", "product", {"maker_id": 1}, {"maker_id": 999}, stall.tea)
    assert detail(gone) == "Made by: ลูกค้าประจำ 01 → 999"


def test_a_line_that_another_program_spoilt_is_told_as_it_stands(stall: Stall) -> None:
    with book.unit_of_work():
        values = (2**62, 1, 1, "change", "product", bytes(16), "{not json", None, bytes(32), bytes(32))
        book.execute(
            "INSERT INTO event_log (at, user_id, device_id, action, entity, entity_uid, before, after, "
            "previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    act = acts(TraceFilter(), limit=1)[0]
    assert when(act) == str(2**62)
    assert "{not json" in detail(act)


# ---------------------------------------------------------------- the paper


def test_the_paper_is_for_those_who_may_see_the_log(stall: Stall) -> None:
    with pytest.raises(NotPermittedError):
        build(session_with(*(set(Permission) - {Permission.SEE_LOG})))
    assert build(session_with(Permission.SEE_LOG)).name == NAME


def test_the_paper_holds_what_the_filter_lets_through(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.tea, 2, 89_00))
    report = build(
        stall.session,
        TraceFilter(kind=ActKind.SALES, text="TEA", user_id=1, first=dt.date(2020, 1, 1)),
        printed=PRINTED,
    )
    table, heads = (block for block in report.blocks if isinstance(block, Table))
    assert [row.cells[4] for row in table.rows] == [sold.posted.number]
    assert report.subtitle == f"Selling · {stall.session.user_name} · “TEA”"
    assert report.period == "from 1 Jan 2020"
    report = build(stall.session, TraceFilter(kind=ActKind.SALES), printed=PRINTED)
    table, heads = (block for block in report.blocks if isinstance(block, Table))
    assert [row.cells[3:5] for row in table.rows] == [("Sold", sold.posted.number)]
    assert table.rows[0].opens is not None
    assert heads.rows[0].cells[2] == sold.posted.number
    digest = book.fetch("SELECT hash FROM document ORDER BY id DESC LIMIT 1")[0][0].hex()
    assert str(heads.rows[0].cells[4]).replace(" ", "") == digest[:12]
    assert report.notes == ()


def test_a_long_log_says_how_much_is_left_out(stall: Stall) -> None:
    report = build(stall.session, most=2)
    table = report.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert report.notes == ("4 older lines are not shown; please choose fewer days.",)
    assert MOST_ON_PAPER >= 1_000


def test_the_paper_tells_what_a_check_found(stall: Stall) -> None:
    spoilt = [Finding("chain_broken", "ร1", "{number} is not complete.", {"number": "ร1"})]
    told = [str(block) for block in build(stall.session, findings=spoilt).blocks]
    assert any("ร1 is not complete." in text for text in told)
    told = [str(block) for block in build(stall.session, findings=()).blocks]
    assert any("as it was written" in text for text in told)
    assert len(build(stall.session).blocks) == 2


def test_the_paper_becomes_a_file(stall: Stall, thai: None) -> None:
    report = build(stall.session, printed=PRINTED, findings=())
    assert render(report, "pdf").startswith(b"%PDF")
    sheets = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx"))).worksheets
    cells = [str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line if cell.value]
    assert "เพิ่มสินค้า" in cells
    assert "ชาหญ้าหมอน้อย (TEA)" in cells


def test_marks_are_read_aloud_in_groups(stall: Stall) -> None:
    from app.queries.trace import document_heads

    words = head_words(document_heads()[0])
    assert [len(part) for part in words.split()] == [4, 4, 4]
