"""Every field that takes words, to every paper, sheet, list, code, command and log: literal, and harmless."""

import csv
import io
import json
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.domain.import_fields import ImportKind
from app.i18n import set_language
from app.queries.events import events
from app.queries.integrity import check_books
from app.queries.search import ProductIndex
from app.services.backup import back_up
from app.services.books import close_book, open_book
from app.services.spreadsheets import read_bytes
from app.thai.collate import sort_key
from app.thai.fold import fold, found
from app.thai.normalise import TextTooLongError, clean_line, clean_name, clean_text, normalise
from db import connection as book
from reports import exports
from reports.catalogue import KINDS, Needs, Question, ReportKind, build
from reports.common import Span
from reports.import_templates import template
from reports.output import render
from reports.row_lines import rows_to_choose
from tests.faults.counting import every, tried
from tests.hostile.fields import FIELDS, Made, fill
from tests.hostile.group_fields import YEAR
from tests.hostile.strings import STRINGS
from tests.hostile.test_hostile_words import UNWANTED, copied
from tests.reports.render.workbooks import Opened, live_parts
from tests.stall import DAY, Stall
from ui.book_folder import file_name
from ui.cli import main
from ui.files import file_stem
from ui.messages_text import error_text

STEP = 7
"""Every seventh text into each field, another choice for each; all of them behind ``--faults``."""
SMALL = 60_000
"""Bytes of a workbook that is also opened as another program does it, which takes its time."""
MEMBERS = "SELECT q.code FROM member m JOIN party q ON q.id = m.party_id ORDER BY m.id DESC"
OCTOBER = Span(DAY.replace(day=1), DAY.replace(day=31))
OWN = re.compile(
    r".*\.(kind|type|role|vat_class|basis|settlement|phase|channel|condition|purpose|statement_group|icon|media"
    r"|promptpay_kind|month|day|made_on|best_before|on_date|ledger_date|slip_date|valid_to|folded|data|number"
    r"|action|entity|before|after|rule|key|boot|side|claim|form|direction|header|field"
    r"|certificate_date|valid_from|valid_until|acquired_on|in_use_from|first_day|last_day"
    r"|owner|state|method|base|rate_per|every_unit|agreed_on|first_due|due_on|up_to|starts_at|ends_at|closed_on"
    r"|scope|gets|stacking|borne_by|delivery|spoilage_by|discount_by|difference_as|value_is"
    r"|returned_on|ordered_on|wanted_on|give_on|receive_on"
    r"|done_on|issued_on|expires_on|cancelled_on|born_on|joined_on|left_on|consent_on|from_day|to_day)"
)
"""Columns that the program fills: kinds, days, numbers, its log and what it reckons from a name."""
ELSEWHERE = {
    "channel.code": "given by the program",
    "scale_layout.prefix": "the first digits of a pattern: test_scale_code.py",
    "order_intake_line.note": "why a line is doubtful, one of the program's words",
    "product_page.hashtags": "typed words become hashtags: test_listing.py",
    "app_user.name": "test_hostile_sign_in.py",
    "device.name": "given by the program",
    "tender.promptpay_target": "digits only: test_readers_fuzzed.py",
    "party.tax_id": "13 digits or refused",
    "member.national_id": "13 digits or refused",
    "setting.value": "one row per setting, seen in the log",
    "project.code": "one door with section.code",
    "stock_location.code": "one door with section.code",
    "tender.code": "one door with section.code",
    "party.name": "test_hostile_words.py",
    "party.address": "test_hostile_words.py",
    "document_name.name": "test_hostile_words.py",
    "sale_line.description": "test_hostile_words.py",
    "sale_line.unit": "test_hostile_words.py",
    "product.name": "test_hostile_words.py",
    "product.story": "test_hostile_words.py",
    "product.origin": "test_hostile_words.py",
    "party.note": "test_hostile_words.py",
    "product_unit.barcode": "the same check as product.barcode",
    "product.barcode": "letters and digits or refused",
    "pre_order.code": "given by the program",
    "asset.source": "one of those of the program",
    "entry_category.heading": "one of those of the program",
    "recipe_line.person_name": "only where no person is chosen: kept beside recipe.name",
}
"""Words that are typed into the other books of these tests, or are no words."""


OF_A_HOUSEHOLD = {
    *("recurring_entry", "reckoning", "budget", "goal", "goal_step", "debt", "share_circle", "trade"),
    *("trade_round", "trade_tool", "round_cost", "round_output", "round_close"),
    *("peer_book", "sealed_note", "household_total"),
}
"""Tables that no service fills in the book of a group, or only with what another book sent."""


@dataclass
class Filled:
    """The book with every field typed into, open."""

    made: Made
    path: Path


@cache
def _filled() -> tuple[Made, bytes]:
    folder = Path(tempfile.mkdtemp())
    made = fill(Made(Stall(folder)), STRINGS, every(STEP))
    close_book()
    data = (folder / "สมุด.samut").read_bytes()
    shutil.rmtree(folder)
    return made, data


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    made, data = _filled()
    path = tmp_path / "สมุด.samut"
    path.write_bytes(data)
    made.stall.session = open_book(path)
    yield Filled(made, path)
    close_book()


def text_columns() -> list[tuple[str, str]]:
    """Every text column of the book."""
    tables = [row[0] for row in book.fetch("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [
        (table, row[1])
        for table in tables
        if not table.startswith(("sqlite_", "party_search"))
        for row in book.fetch(f"PRAGMA table_info({table})")
        if row[2] == "TEXT"
    ]


def test_every_field_is_typed_into_or_refuses_with_a_reason(filled: Filled) -> None:
    made = filled.made
    tries = sum(made.kept.values()) + sum(map(len, made.refused.values()))
    tried("hostile words: fields", tries, refused=sum(map(len, made.refused.values())))
    assert tries >= len(FIELDS) * (len(STRINGS) // every(STEP))
    for name in FIELDS:
        assert name in made.kept or name.startswith("tax number"), f"{name} took nothing"
    for language in ("th", "en"):
        set_language(language)
        for refused in made.refused.values():
            for text, error in refused:
                sentence = error_text(error)
                assert sentence
                assert (
                    "{" not in sentence.replace(text, "").replace(clean_name(text[:400]), "") or "{" in text
                )


SERVICES = Path(__file__).parents[2] / "app" / "services"
NOT_YET: dict[str, str] = {}
"""Columns that no service fills yet, and the word in a service by which it is seen that one does."""


def filled_by_nobody() -> set[str]:
    """Those of ``NOT_YET`` that still wait for their service."""
    said = set(re.findall(r"\w+", "\n".join(file.read_text("utf-8") for file in SERVICES.glob("*.py"))))
    return {name for name, sign in NOT_YET.items() if sign not in said}


def test_every_text_column_of_the_book_is_a_field_that_was_typed_into(filled: Filled) -> None:
    kept = {clean_name(text, 10**6) for text in STRINGS} | {clean_text(text, 10**6) for text in STRINGS}
    kept |= {each[:60] for each in kept} | {each.casefold() for each in kept}
    not_joined, waiting = [], filled_by_nobody()
    for table, column in text_columns():
        if table in OF_A_HOUSEHOLD:
            continue
        name = f"{table}.{column}"
        values = {row[0] for row in book.fetch(f"SELECT DISTINCT {column} FROM {table}") if row[0]}
        if not (OWN.fullmatch(name) or name in ELSEWHERE or name in waiting) and len(values & kept) < 20:
            not_joined.append(name)
        for value in values:
            wrong = UNWANTED.search(value.replace("\n", ""))
            assert not wrong, f"{name} keeps {wrong[0]!r}"
    assert not_joined == [], "type into these in tests/hostile/fields.py"


def test_the_books_add_up_all_the_same(filled: Filled) -> None:
    assert check_books() == []


def questions(made: Made, kind: ReportKind) -> list[Question]:
    """What a report can be asked of this book."""
    step = every(8)
    documents = made.papers | {
        "receipt": made.sold[::step],
        "cost-sheet": made.batches[::step],
        "document": (made.documents + made.sold + made.batches)[:: step * 3],
    }
    asked = {
        Needs.MONTH: [Question(OCTOBER)],
        Needs.SPAN: [Question(OCTOBER)],
        Needs.NOTHING: [Question(OCTOBER)],
        Needs.DAY: [Question(OCTOBER)],
        Needs.YEAR: [Question(OCTOBER)],
        Needs.PRODUCT: [Question(OCTOBER, product="KAPI")],
        Needs.ACCOUNT: [Question(OCTOBER, account=code) for code in ("5401", "1101")],
        Needs.ROW: [Question(OCTOBER, row=key) for key, _label in rows_to_choose()],
        Needs.DOCUMENT: [Question(document=number) for number in documents.get(kind.name, ())],
    }
    by_name = {
        "cash-count": [
            Question(account="1101"),
            *(Question(document=number) for number in made.papers["cash-count"][:: step * 3]),
        ],
        "bank-reconciliation": [Question(OCTOBER, account="1102")],
        "letters": [
            Question(OCTOBER, document=name, party=code)
            for name, (code,) in zip(made.papers["letters"][:: step // 2], book.fetch(MEMBERS), strict=False)
        ],
    }
    lots = [row[0] for row in book.fetch("SELECT code FROM lot ORDER BY id")]
    by_name["recall"] = [Question(document=code) for code in lots[:: step * 3]]
    for name in ("distribution", "dividend-sheet", "dividend-slips"):
        by_name[name] = [Question(Span(YEAR.first, YEAR.last))]
    if kind.name in by_name:
        return by_name[kind.name]
    if kind.needs in asked:
        return asked[kind.needs]
    people = [row[0] for row in book.fetch("SELECT code FROM party ORDER BY id")]
    return [Question(OCTOBER, party=code) for code in people[:: step * 4]]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_report_in_every_form(filled: Filled, kind: ReportKind) -> None:
    asked = questions(filled.made, kind)
    assert asked
    for number, question in enumerate(asked):
        report = build(filled.made.session, kind.name, question)
        paper = ("58", "80", "a5", "a4")[number % 4]
        pdf = render(report, "pdf", paper=paper)
        tried(f"hostile words: {kind.name}", 3)
        assert pdf.startswith(b"%PDF")
        bones = re.sub(
            rb"(?s)stream\r?\n.*?endstream|\((?:\\.|[^\\()])*\)", b"", pdf
        )  # without what is drawn
        for name in (b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"URI", b"OpenAction", b"AA"):
            # as a whole word: the six letters before a font's name may begin like one
            assert not re.search(rb"/" + name + rb"\b", bones), question
        assert not UNWANTED.search(copied(pdf))
        assert json.loads(render(report, "json"))
        if kind.name == "receipt":
            assert_only_a_picture(render(report, "escpos"))
        else:
            sheets = render(report, "xlsx")
            assert_no_live_cell(sheets)
            if number == 0 and len(sheets) < SMALL:
                cells = Opened(sheets).cells()
                formulas = [str(cell.value)[1:] for cell in cells if cell.data_type == "f"]
                assert formulas == list(live_parts(sheets).formulas), "both ways of looking see the same"


def assert_only_a_picture(data: bytes) -> None:
    """Nothing but setting up, rasters, feeding and cutting reaches the printer."""
    while (at := data.find(b"\x1dv0\x00")) >= 0:
        wide = int.from_bytes(data[at + 4 : at + 6], "little")
        high = int.from_bytes(data[at + 6 : at + 8], "little")
        data = data[:at] + data[at + 8 + wide * high :]
    assert data == b"\x1b@\x1bd\x06\x1dV\x00"


def assert_no_live_cell(data: bytes) -> None:
    """Only our own sums are formulas, nothing leads out of the file."""
    found = live_parts(data)
    assert not found.outside
    for link in found.links:  # from the contents of a pack to its sheets
        assert not [name for name in link if name.endswith("}id")]
        assert re.fullmatch(r"'[^'!\[\]]+'!A1", link["location"])
    for formula in found.formulas:
        assert re.fullmatch(r"[-+*/(),:$A-Z0-9.]+", formula), formula
    assert b"externalLink" not in data
    assert b"vbaProject" not in data


@pytest.mark.parametrize(
    "write",
    [
        lambda sheet: sheet.write_formula(0, 0, '=HYPERLINK("x")'),
        lambda sheet: sheet.write_formula(0, 0, "=cmd|' /C calc'!A0"),
        lambda sheet: sheet.write_url(0, 0, "https://example.invalid"),
        lambda sheet: sheet.write_url(0, 0, "external:other.xlsx"),
    ],
)
def test_a_live_cell_would_be_found(write: Callable[[Worksheet], object]) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        write(made.add_worksheet())
    with pytest.raises(AssertionError):
        assert_no_live_cell(target.getvalue())


@pytest.mark.parametrize("kind", ImportKind)
def test_templates_of_lists_hold_no_live_cell(kind: ImportKind) -> None:
    for language in ("th", "en"):
        set_language(language)
        data = template(kind)
        assert_no_live_cell(data)
        assert not [cell for cell in Opened(data).cells() if cell.data_type == "f"]


def test_words_in_a_sheet_come_in_as_words() -> None:
    """Also those that look like formulas, as long as the sheet holds them as text."""
    texts = [text for text in STRINGS if 0 < len(text) < 400 and clean_line(text) == text]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for row, text in enumerate(("ชื่อ", *texts)):
            sheet.write_string(row, 0, text)
            sheet.write_string(row, 1, "หน่วย" if row == 0 else "x")
    read = read_bytes("รายการ.xlsx", target.getvalue())
    assert [cells[0] for _number, cells in read.rows] == texts
    tried("hostile words: sheets", len(texts))


@pytest.mark.parametrize("what", sorted(exports.LISTS))
def test_every_list(filled: Filled, what: str) -> None:
    session = filled.made.session
    assert not [
        cell
        for cell in Opened(exports.export(session, what, OCTOBER, "xlsx")).cells()
        if cell.data_type == "f"
    ]
    rows = list(
        csv.reader(io.StringIO(exports.export(session, what, OCTOBER, "csv").decode("utf-8-sig"), newline=""))
    )
    tried(f"hostile words: list {what}", len(rows))
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(("=", "@", "\t", "\r")), f"{cell!r} would be a formula"
            assert not cell.startswith(("+", "-")) or re.fullmatch(r"[-+][\d,.]+", cell), f"{cell!r}"


def test_the_log_of_the_book_tells_it_literally(filled: Filled) -> None:
    last, seen = 2**62, 0
    while page := events(before_id=last):
        for event in page:
            seen += 1
            assert not UNWANTED.search(json.dumps([event.before, event.after], ensure_ascii=False))
        last = page[-1].id
    tried("hostile words: log of the book", seen)
    assert seen > 500


@pytest.mark.slow
def test_the_command_line_answers_in_one_line_and_without_control_signs(
    filled: Filled, capfd: pytest.CaptureFixture[str]
) -> None:
    close_book()
    path, texts = str(filled.path), [each.replace("\x00", "") for each in STRINGS[:: every(9)]]
    for number, text in enumerate(texts):
        commands: tuple[list[str], ...] = (
            ["sell", path, f"--item=KAPI={text}", "--json"],
            ["sell", path, "--item=KAPI=1", "--transfer", f"--reference={text}", "--json"],
            ["report", path, text or "x", "-o", f"{path}.out"],
            ["report", path, "ledger", f"--account={text}", "-o", f"{path}.out"],
            ["report", path, "monthly", f"--month={text}", "-o", f"{path}.out"],
            ["export", path, "sales", f"--from={text}", "-o", f"{path}.csv", "--format=csv"],
        )
        arguments = commands[number % len(commands)]
        code = main(arguments)
        said = capfd.readouterr()
        tried("hostile words: command line", refused=int(code != 0))
        assert code in (0, 1, 2, 3), arguments
        assert not UNWANTED.search((said.out + said.err).replace("\n", "")), (arguments, said)
        if code in (1, 3):
            assert len(said.err.splitlines()) == 1, said.err
        if code == 0 and "--json" in arguments:
            assert json.loads(said.out)["number"]


def test_files_of_any_name(filled: Filled, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A book may have any name that the disk takes; what is made of it stays in its folder."""
    close_book()
    for text in STRINGS[:: every(30)]:
        name = re.sub(r"[/\x00]", "_", text)
        name = name.encode("utf-8", "surrogateescape" if "\udcff" in name else "replace")[:120].decode(
            "utf-8", "ignore"
        )
        path = tmp_path / f"x{name}.samut"
        shutil.copyfile(filled.path, path)
        folder = tmp_path / "copies"
        folder.mkdir()
        session = open_book(path)
        made = back_up(session, folder)
        close_book()
        assert made.path.parent == folder
        code = main(["backup", str(path), str(folder)])
        said = capfd.readouterr()
        assert code == 0, said.err
        assert not UNWANTED.search((said.out + said.err).replace("\n", "")), said
        tried("hostile words: file names", 2)
        shutil.rmtree(folder)
        for each in tmp_path.glob("x*"):
            each.unlink()


@pytest.mark.parametrize("name_of", [file_name, file_stem])
def test_names_of_files_that_the_program_makes_up(tmp_path: Path, name_of: Callable[[str], str]) -> None:
    for text in STRINGS:
        name = name_of(text)
        assert name
        path = tmp_path / name
        assert path.parent == tmp_path
        assert path.resolve().parent == tmp_path
        assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', name), repr(name)
        assert name.split(".")[0].strip().upper() not in {"CON", "NUL", "AUX", "PRN", "COM1", "LPT1", "COM9"}
        assert not name.endswith((" ", "."))
        path.write_bytes(b"")
    tried("hostile words: names of new books", len(STRINGS))


# ---------------------------------------------------------------- one name, everywhere the same


def test_what_a_field_accepts_is_kept_shown_sorted_and_found_the_same() -> None:
    for text in STRINGS:
        try:
            name = clean_name(text)
        except TextTooLongError:
            continue
        tried("hostile words: one name everywhere")
        assert clean_name(name) == name
        assert normalise(name) == name
        assert clean_text(name) == name
        assert clean_name(f" {text}\u200b ") == name
        assert fold(fold(name)) == fold(name)
        assert found(name, name)
        assert found(text, name)
        assert sort_key(name) == sort_key(clean_name(text))
        assert not UNWANTED.search(name)


def test_names_sort_in_one_order_whoever_sorts_them(filled: Filled) -> None:
    for table in ("product", "party"):
        rows = book.fetch(f"SELECT name, sort_key FROM {table}")
        assert all(bytes(key) == sort_key(name) for name, key in rows)
    index = ProductIndex()
    index.load()
    for text in STRINGS:
        assert index.search(text) == index.search(clean_name(text[:500])) or len(text) > 500


def test_no_logger_is_told_names(filled: Filled, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        fill(filled.made, ("<b>ความลับ\x1b[2J</b>",))
        back_up(filled.made.session, filled.path.parent)
    assert "ความลับ" not in caplog.text
