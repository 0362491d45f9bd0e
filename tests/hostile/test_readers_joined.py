"""Every reader of outside data and every output is known here, with what tries it; a new one must join.

The code is walked: whoever opens a file, parses a text, takes bytes apart or asks the terminal is a reader;
whoever makes bytes or files that leave is an output. One module reads workbooks; the other libraries
that read archives and XML are named in ``NOT_YET``, so that whoever needs one joins too.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, name_of, python_files

READS = {
    *("json.load", "json.loads", "tomllib.load", "tomllib.loads", "csv.reader", "csv.DictReader"),
    *("bytes.fromhex", "dt.date.fromisoformat", "dt.datetime.fromisoformat", "dt.datetime.strptime"),
    *("base64.b64decode", "base64.b32decode", "struct.unpack", "struct.unpack_from", "struct.iter_unpack"),
    *("pickle.load", "pickle.loads", "marshal.loads", "shelve.open", "eval", "exec", "ast.literal_eval"),
    *("Image.open", "QImage.fromData", "QImage", "QImageReader", "QPixmap.loadFromData", "QMovie"),
    *(
        "pypdfium2.PdfDocument",
        "PdfDocument",
        "getpass.getpass",
        "input",
        "sys.stdin.read",
        "sys.stdin.readline",
    ),
    *("urlopen", "requests.get", "socket.recv", "subprocess.check_output", "subprocess.Popen"),
    *("pyrage.decrypt", "pyrage.decrypt_file", "pyrage.decrypt_io", "pyrage.passphrase.decrypt"),
    *("passphrase.decrypt", "passphrase.decrypt_file", "passphrase.decrypt_io"),
    *("re.compile.fromstring", "float", "Decimal", "Fraction", "int.from_bytes"),
}
"""Calls that take outside data apart."""
METHODS = {
    *("read_text", "read_bytes", "loadFromData", "readAll", "recv", "readline", "readlines", "decompress"),
    *("parse_args", "extractall", "decrypt"),
}
"""Methods that do so, on whatever object."""
NOT_YET = {
    "openpyxl",
    "zipfile",
    "tarfile",
    "xml",
    "defusedxml",
    "lxml",
    "xlrd",
    "gzip",
    "bz2",
    "lzma",
    "yaml",
    "zlib",
}
"""Modules that bring bombs: whoever imports one brings its test."""
WITH_BOMBS = {
    "app/services/spreadsheets.py": {"openpyxl", "zipfile"},
    "reports/listing_pack.py": {"zipfile"},
    "reports/render/pictograms.py": {"xml"},
}
"""Who reads with them (pictograms the program's own icons), or only writes (the listing pack)."""

FUZZED = "tests/hostile/test_readers_fuzzed.py"
BOOKS = "tests/hostile/test_bad_books.py"
PICTURES = "tests/hostile/test_bad_pictures.py"
WORDS = "tests/hostile/test_hostile_words.py"
FIELDS = "tests/hostile/test_hostile_fields.py"
SCREENS = "tests/hostile/test_hostile_screens.py"
SIGN_IN = "tests/hostile/test_hostile_sign_in.py"
ROWS = f"{BOOKS}: rows that the program would never write"
OWN = "its own files, which are installed with it"
MADE = "what the program made a moment before"
SHEETS = "tests/services/test_spreadsheets.py"
CHOSEN = "a day of a list that the program filled"
HOME = "tests/hostile/test_hostile_household.py"
NOTES = "tests/services/test_household_notes.py"
COUNTED = "fractions of whole numbers"
SYSTEM = "what the operating system says"

READERS: dict[str, str] = {
    "app/i18n.py": OWN,
    "app/domain/household/notes.py": NOTES,
    "app/domain/kept_json.py": FUZZED,
    "app/domain/loan.py": COUNTED,
    "app/domain/loan_plan.py": COUNTED,
    "app/domain/loan_state.py": COUNTED,
    "app/domain/savings.py": COUNTED,
    "app/domain/recovery_code.py": FUZZED,
    "app/domain/working_days.py": ROWS,
    "app/payments/promptpay.py": FUZZED,
    "app/settings.py": FUZZED,
    "app/thai/words.py": OWN,
    "app/queries": ROWS,
    "app/services/backup.py": "names of files: tests/services/test_sticks.py",
    "app/services/household/mailbox.py": NOTES,
    "app/services/household": f"{ROWS}; {HOME}",
    "app/services/stick_book.py": "tests/services/test_stick_book.py: a broken record",
    "app/services/auto_backup.py": "names of files: tests/services/test_auto_backup.py",
    "app/services/asset_writer.py": ROWS,
    "app/services/bank.py": ROWS,
    "app/services/batch_writer.py": ROWS,
    "app/services/book_contents.py": OWN,
    "app/services/books.py": f"{BOOKS}: key files",
    "app/services/copies.py": f"{BOOKS}: key files",
    "app/services/encrypting.py": MADE,
    "app/services/distribution.py": ROWS,
    "app/services/left_goods.py": ROWS,
    "app/services/market_events.py": ROWS,
    "app/services/members.py": ROWS,
    "app/services/owned_stock.py": ROWS,
    "app/services/parties.py": ROWS,
    "app/services/key_ring.py": f"{BOOKS}: key files",
    "app/services/periods.py": ROWS,
    "app/services/pictures.py": PICTURES,
    "app/services/recosting.py": ROWS,
    "app/services/restoring.py": BOOKS,
    "app/services/sample_goods.py": OWN,
    "app/services/settings.py": f"{FIELDS}: the day of registering",
    "app/services/spreadsheets.py": SHEETS,
    "app/services/tax_invoices.py": ROWS,
    "app/services/sticks.py": "names of files: tests/services/test_sticks.py",
    "app/services/unit_of_work.py": ROWS,
    "db/files.py": BOOKS,
    "db/key_file.py": f"{FUZZED}, {BOOKS}",
    "db/media.py": SYSTEM,
    "db/migrations/m0003_books.py": OWN,
    "db/migrations/m0006_household.py": OWN,
    "db/migrations/script.py": OWN,
    "db/passphrase.py": "tests/db/test_passphrase.py",
    "db/sealing.py": "tests/hostile/test_hostile_sign_in.py",
    "db/ticks.py": SYSTEM,
    "reports/render/canvas.py": MADE,
    "reports/listing_pack.py": f"{PICTURES}: only what was checked is kept",
    "reports/letter_kinds.py": "a day: tests/reports/test_books.py",
    "reports/profit_by.py": ROWS,
    "reports/row_lines.py": "a row in a link: tests/reports/test_row_lines.py",
    "reports/trace_words.py": ROWS,
    "reports/render/report_json.py": FUZZED,
    "reports/render/pictograms.py": OWN,
    "reports/render/picture.py": MADE,
    "reports/render/barcodes.py": MADE,
    "reports/render/slip.py": f"{PICTURES}: logos",
    "reports/render/strip.py": f"{PICTURES}: logos",
    "reports/typeface.py": OWN,
    "resources/locale/compile.py": OWN,
    "ui/chosen_photo.py": PICTURES,
    "ui/cli.py": f"{WORDS}, {FIELDS}",
    "ui/link_uid.py": "tests/ui/test_parts.py",
    "ui/cli_sign_in.py": f"{FUZZED}: secrets",
    "ui/desks.py": f"{FUZZED}: machine settings",
    "ui/files.py": PICTURES,
    "ui/pages/closing/view.py": "a month in a link: tests/ui/test_closing_page.py",
    "ui/pages/diary/work.py": PICTURES,
    "ui/pages/diary": CHOSEN,
    "ui/pages/debts/view.py": CHOSEN,
    "ui/pages/notes/beside.py": CHOSEN,
    "ui/pages/plan/goals.py": CHOSEN,
    "ui/pages/trades/frame.py": CHOSEN,
    "ui/pages/entry/lists_page.py": CHOSEN,
    "ui/pages/entry/work.py": PICTURES,
    "ui/pages/tax/cards.py": CHOSEN,
    "ui/pages/reports/questions.py": "a day in a link: tests/ui/test_reports_page.py",
    "ui/pages/privacy/view.py": "a person in a link: tests/ui/test_privacy_page.py",
    "ui/pages/produce/paper_page.py": MADE,
    "ui/pages/reports/view.py": "a day in a link: tests/ui/test_reports_page.py",
    "ui/pages/safety/list_card.py": ROWS,
    "ui/pages/sell/receipts.py": MADE,
    "ui/pages/sell/slip.py": MADE,
    "ui/pages/sell/waiting.py": MADE,
    "ui/pages/sell/waiting_work.py": MADE,
    "ui/pages/stock/card.py": ROWS,
    "ui/pages/stock/work.py": FUZZED,
    "ui/pages/trace/view.py": "an id in a link: answered or left",
    "ui/widgets/new_password.py": OWN,
    "ui/program.py": f"{FUZZED}: the place of the window",
    "ui/start_restore.py": BOOKS,
    "ui/system_print.py": MADE,
    "ui/theme.py": OWN,
    "ui/widgets/photos.py": PICTURES,
    "ui/widgets/report_sheet.py": f"{PICTURES}: only what was checked is kept",
    "ui/widgets/preview.py": MADE,
}
"""Files (or folders) with readers, and what tries them."""

PARSERS = {
    *(
        "app.thai.digits",
        "app.thai.dates",
        "app.thai.scanner",
        "app.thai.normalise",
        "app.payments.promptpay",
    ),
    *("app.domain.household.diary", "app.domain.household.trades_size"),
    *("app.payments.tlv", "app.domain.recovery_code", "app.domain.passwords", "app.domain.badge"),
}
"""Modules of readers of typed and scanned text."""
PREFIXES = (
    "parse_",
    "read_",
    "checked_",
    "clean_",
    "decode_",
    "compared_",
    "from_",
    "key_of",
    "guess_",
    "char_for",
)
TYPED: dict[str, str] = {
    **dict.fromkeys(("parse_amount", "parse_quantity", "parse_unit_cost", "parse_percent"), FUZZED),
    **dict.fromkeys(
        ("parse_date", "parse_month", "parse_payload", "read_tlv", "clean_target", "guess_kind"), FUZZED
    ),
    **dict.fromkeys(("decode_scan", "char_for_scancode", "key_of"), FUZZED),
    **dict.fromkeys(
        ("compared_password", "compared_name", "checked_password", "compared_pin", "checked_pin"), FUZZED
    ),
    **dict.fromkeys(("clean_name", "clean_line", "clean_text"), FIELDS),
    **dict.fromkeys(("parse_sum", "parse_land", "checked_entry_amount", "checked_size"), HOME),
}
"""Readers of typed text, and what tries them."""

OUTPUTS: dict[str, str] = {
    "reports/listing_pack.py": "tests/reports/test_listing.py: formulas and names of files",
    "reports/render/catalogue_pdf.py": WORDS,
    "reports/render/coupon_pdf.py": FIELDS,
    "reports/render/goods_label_pdf.py": WORDS,
    "reports/render/report_slip.py": WORDS,
    "reports/import_templates.py": f"{FIELDS}: what is typed into them comes back; {SHEETS}",
    "reports/render/badge.py": "tests/hostile/test_hostile_sign_in.py",
    "reports/render/csv.py": f"{WORDS}, {FIELDS}",
    "reports/render/escpos.py": f"{WORDS}, {FIELDS}",
    "reports/render/label_pdf.py": FIELDS,
    "reports/render/letter_pdf.py": FIELDS,
    "reports/render/pack_pdf.py": FIELDS,
    "reports/render/pdf.py": f"{WORDS}, {FIELDS}",
    "reports/render/picture.py": WORDS,
    "reports/render/receipt_page.py": f"{WORDS}, {FIELDS}",
    "reports/render/receipt_pdf.py": f"{WORDS}, {FIELDS}",
    "reports/render/report_json.py": f"{WORDS}, {FIELDS}",
    "reports/render/slip.py": f"{WORDS}, {FIELDS}",
    "reports/render/wall_sheet_pdf.py": HOME,
    "reports/render/week_sheet_pdf.py": HOME,
    "reports/render/xlsx.py": f"{WORDS}, {FIELDS}",
    "reports/render/xlsx_plain.py": f"{WORDS}, {FIELDS}",
}
"""Modules that make what leaves the program, and what tries them."""


@cache
def text_of(path: Path) -> str:
    """A file's text, read once for all tests here."""
    return path.read_text(encoding="utf-8")


def parsed(path: Path) -> ast.Module:
    """A file's tree."""
    return ast.parse(text_of(path))


def nodes(wanted: re.Pattern[str], *packages: str) -> Iterator[tuple[str, ast.AST]]:
    """Everything in the files whose text holds a word that is looked for; the others are not taken apart."""
    for path in python_files(*packages):
        if wanted.search(text_of(path)):
            file = name_of(path)
            yield from ((file, node) for node in ast.walk(parsed(path)))


def dotted(node: ast.expr) -> str:
    """``a.b.c`` of an expression, with a dot before what hangs on something else than a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every call that takes outside data apart."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        last = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in READS or any(name.endswith(f".{each}") for each in READS if "." in each):
            if name == "QImage" and not node.args:
                continue
            if name == "float" and name_of_args(node) in (
                "width",
                "min(_WIDEST, width)",
                "shape.x",
                "shape.y",
            ):
                continue  # a width in points for Qt or a sheet
            yield node.lineno, name
        elif last in METHODS:
            yield node.lineno, name or last
        elif (name == "open" or last == "open") and any(
            isinstance(each, ast.Constant) and each.value in ("r", "rb", "r+b", "rt") for each in node.args
        ):
            yield node.lineno, name or "open"


CALLED = [name.split(".") for name in ("open", *sorted(READS), *sorted(METHODS))]


def may_read(text: str) -> bool:
    """Whether the words of a call that ``reads`` finds stand in a text: the others are not taken apart."""
    return any(all(part in text for part in name) for name in CALLED)


def name_of_args(node: ast.Call) -> str:
    """The arguments as they are written."""
    return ", ".join(ast.unparse(each) for each in node.args)


def joined(file: str, known: dict[str, str]) -> bool:
    """Whether a file, or a folder that it lies in, is known."""
    return file in known or any(file.startswith(f"{folder}/") for folder in known)


def test_every_reader_of_outside_data_has_joined() -> None:
    new = []
    for path in python_files():
        file = name_of(path)
        if joined(file, READERS) or not may_read(text_of(path)):
            continue
        found = list(reads(parsed(path)))
        if found:
            new.append(f"{file}:{found[0][0]} {found[0][1]}")
    assert new == [], "say in READERS what tries these with hostile data, and write it"


def test_every_reader_of_typed_text_has_joined() -> None:
    new, seen = [], set()
    for module in sorted(PARSERS):
        path = ROOT / (module.replace(".", "/") + ".py")
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIXES):
                seen.add(node.name)
                if node.name not in TYPED:
                    new.append(f"{module}.{node.name}")
    assert new == []
    assert set(TYPED) <= seen, "these are gone"


def test_every_parser_lies_where_it_is_looked_for() -> None:
    """A public ``parse_…`` elsewhere below the screens would escape the list."""
    known = {module.replace(".", "/") + ".py" for module in PARSERS} | {"db/media.py"}
    strays = [
        f"{file}: {node.name}"
        for file, node in nodes(re.compile(r"\bparse_"), "app", "db", "reports")
        if isinstance(node, ast.FunctionDef) and node.name.startswith("parse_") and file not in known
    ]
    assert strays == []


def test_no_other_reader_of_workbooks_archives_or_xml_exists() -> None:
    found = []
    for file, node in nodes(re.compile(rf"\b(?:{'|'.join(sorted(NOT_YET))})\b")):
        names = (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        roots = {name.split(".")[0] for name in names} & NOT_YET
        found += [f"{file}: {name}" for name in roots - WITH_BOMBS.get(file, set())]
    assert found == [], "a new one brings its hostile files: bombs, entities that grow, paths that climb"


def test_every_output_has_joined() -> None:
    made = {
        name_of(path)
        for path in python_files("reports")
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.returns is not None
        and ast.unparse(node.returns) in ("bytes", "tuple[bytes, ...]", "Iterator[bytes]")
    } - {"reports/output.py", "reports/exports.py"}
    assert sorted(each for each in made if not joined(each, OUTPUTS)) == []


@pytest.mark.parametrize("list_of", [READERS, TYPED, OUTPUTS], ids=["readers", "typed", "outputs"])
def test_what_tries_them_exists(list_of: dict[str, str]) -> None:
    for what, where in list_of.items():
        for word in where.replace(":", " ").replace(",", " ").split():
            if word.endswith(".py"):
                assert (ROOT / word).exists(), f"{what}: {word}"
        assert "." not in what or what not in READERS or (ROOT / what).exists(), f"{what} is gone"


def test_the_walk_sees_readers() -> None:
    text = "x = json.loads(a)\ny = p.read_text()\nopen(p, 'rb')\nwith p.open('rb') as f: pass\nz = int(a)\n"
    assert [line for line, _name in reads(ast.parse(text))] == [1, 2, 3, 4]
    assert [may_read(line) for line in text.splitlines()] == [True] * 4 + [False]
    for name in (*READS, *(f"x.{method}" for method in METHODS)):
        assert may_read(f"{name}(a)"), name
