"""Every command does what its name says, and answers machines with fixed keys."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app.queries.integrity import check_books
from app.queries.sales import document_by_number, sale_document
from db import connection as book
from reports.catalogue import ALL_KINDS, KINDS, Needs
from tests.builders import opened
from tests.cli.conftest import Samut
from tests.samples import sample_file

ROOT = Path(__file__).parents[2]
SALE_KEYS = ["uid", "number", "total_satang", "change_satang", "warnings"]


def test_new_book_can_be_opened_and_is_clean(samut: Samut, tmp_path: Path) -> None:
    path = tmp_path / "กลุ่มแม่บ้าน.samut"
    assert samut("new", path, "--name", "กลุ่มแม่บ้าน <b> =1+1").code == 0
    with opened(path):
        assert check_books() == []
        assert book.fetch("SELECT value FROM setting WHERE key = 'enterprise_name'") == [
            ("กลุ่มแม่บ้าน <b> =1+1",)
        ]
    again = samut("new", path, "--name", "อีกกลุ่ม")
    assert (again.code, again.out) == (1, "")


def test_sample_is_made_with_as_many_products_as_asked(samut: Samut, tmp_path: Path) -> None:
    assert samut("sample", tmp_path / "a.samut", "--seed", "7", "--products", "30").code == 0
    with opened(tmp_path / "a.samut"):
        assert check_books() == []
        assert book.fetch_int("SELECT count(*) FROM product WHERE kind = 'product'") == 31  # and honey


def test_cash_sale_in_json(samut: Samut, stall_book: Path) -> None:
    done = samut("sell", stall_book, "--item", "KAPI=2", "--item", "TEA=๑", "--cash", "๕๐๐", "--json")
    assert (done.code, done.err) == (0, "")
    answer = json.loads(done.out)
    assert list(answer) == SALE_KEYS
    assert len(bytes.fromhex(answer["uid"])) == 16
    assert answer["number"].startswith("ร1-25")
    assert (answer["total_satang"], answer["change_satang"], answer["warnings"]) == (207_00, 293_00, [])
    with opened(stall_book):
        document = document_by_number(answer["number"])
        assert document is not None
        assert document.uid.hex() == answer["uid"]
        assert check_books() == []


@pytest.mark.parametrize(
    ("paid", "kind", "reference"),
    [
        ((), "cash", ""),
        (("--cash", "59"), "cash", ""),
        (("--promptpay",), "promptpay", ""),
        (("--transfer",), "transfer", "-"),
        (("--transfer", "--reference", "1234"), "transfer", "1234"),
    ],
)
def test_ways_to_pay(
    samut: Samut, stall_book: Path, paid: tuple[str, ...], kind: str, reference: str
) -> None:
    done = samut("sell", stall_book, "--item", "KAPI=1", *paid, "--date", "5/10/2569", "--json")
    assert done.code == 0, done.err
    with opened(stall_book):
        document = document_by_number(json.loads(done.out)["number"])
        assert document is not None
        sale = sale_document(document)
        assert sale is not None
        assert [(each.kind, each.amount, each.reference) for each in sale.payments] == [
            (kind, 59_00, reference)
        ]
        assert document.on.isoformat() == "2026-10-05"


def test_selling_more_than_there_is_warns(samut: Samut, stall_book: Path) -> None:
    done = samut("sell", stall_book, "--item", "SOAP=25", "--json")
    assert done.code == 0
    assert len(json.loads(done.out)["warnings"]) == 1
    spoken = samut("sell", stall_book, "--item", "SOAP=1")
    assert spoken.code == 0
    assert "35.00" in spoken.out
    assert len(spoken.err.splitlines()) == 1


def test_barcode_sells_too(samut: Samut, tmp_path: Path) -> None:
    path = sample_file(tmp_path)
    done = samut("sell", path, "--item", "8850000000034=1", "--json")
    assert json.loads(done.out)["total_satang"] == 59_00


def test_list_of_reports_needs_no_book(samut: Samut) -> None:
    listed = samut("report", "--list")
    names = [line.split("\t")[0] for line in listed.out.splitlines()]
    assert listed.code == 0
    assert {"receipt", "cost-sheet", "monthly", "stock-card", "sales-by-product"} <= set(names)
    assert names == [kind.name for kind in ALL_KINDS]


@pytest.mark.slow
def test_every_report_in_every_format(samut: Samut, tmp_path: Path) -> None:
    path = sample_file(tmp_path)
    about = {
        "receipt": ("--document", "ร1-2569-000100"),
        "cost-sheet": ("--document", "ผ1-2569-000010"),
        "stock-card": ("--product", "P0003", "--month", "2569-10"),
        "ledger": ("--account", "1101", "--month", "2569-10"),
        "own-account": ("--party", "C0001", "--month", "2569-10"),
        "document": ("--document", "ซ1-2569-000003"),
        "sales-by-product": ("--from", "1/10/2569", "--to", "2026-10-31"),
        "monthly": ("--month", "2569-10"),
        "asset-register": ("--month", "2569-10"),
        "asset-card": ("--document", "A0001"),
        "herd-register": ("--month", "2569-10"),
        "statement-of-account": ("--party", "C0001", "--month", "2569-10"),
        "confirmation-letter": ("--party", "C0001", "--month", "2569-10"),
        "voucher": ("--document", "ซ1-2569-000003"),
        "payee-receipt": ("--document", "ซ1-2569-000003"),
        "substitute-receipt": ("--document", "ซ1-2569-000003"),
        "cash-count": ("--account", "1101"),
        "row-lines": ("--row", "profit-by-section:", "--month", "2569-10"),
        "bank-reconciliation": ("--account", "1102", "--month", "2569-10"),
    }
    about |= {
        kind.name: ("--party", "M001", "--month", "2569-10") for kind in KINDS if kind.needs is Needs.PARTY
    } | {name: about[name] for name in ("own-account", "statement-of-account", "confirmation-letter")}
    of_a_closed_year = {"distribution", "dividend-sheet", "dividend-slips"}
    papers = {kind.name for kind in KINDS if kind.needs is Needs.DOCUMENT} - about.keys() | of_a_closed_year
    for kind in KINDS:
        if kind.name in papers:  # of documents that the sample has none of; built where those are made
            continue
        for form in ("pdf", "xlsx", "json"):
            target = tmp_path / f"{kind.name}.{form}"
            done = samut("report", path, kind.name, *about.get(kind.name, ()), "--format", form, "-o", target)
            assert (done.code, done.err) == (0, ""), f"{kind.name} as {form}: {done.err}"
            if form == "pdf":
                document = pypdfium2.PdfDocument(target.read_bytes())
                assert len(document) >= 1
                assert document[0].get_textpage().get_text_bounded().strip()
                document.close()
            elif form == "xlsx":
                workbook = openpyxl.load_workbook(target)
                assert workbook.worksheets[0].max_row > 1
                workbook.close()
            else:
                assert json.loads(target.read_text(encoding="utf-8"))
    with opened(path):
        assert book.fetch_int("SELECT count(*) FROM event_log WHERE action = 'export'") == 3 * (
            len(KINDS) - len(papers)
        )


@pytest.mark.parametrize("paper", ["58", "80", "a5", "a4"])
def test_receipt_on_every_paper(samut: Samut, stall_book: Path, tmp_path: Path, paper: str) -> None:
    number = json.loads(samut("sell", stall_book, "--item", "KAPI=1", "--json").out)["number"]
    target = tmp_path / "receipt.pdf"
    done = samut("report", stall_book, "receipt", "--document", number, "--paper", paper, "-o", target)
    assert done.code == 0, done.err
    document = pypdfium2.PdfDocument(target.read_bytes())
    width = document[0].get_width() * 25.4 / 72
    document.close()
    assert abs(width - {"58": 58, "80": 80, "a5": 148, "a4": 210}[paper]) < 1


def test_exports_in_both_formats(samut: Samut, stall_book: Path, tmp_path: Path) -> None:
    samut("sell", stall_book, "--item", "KAPI=1")
    for what in ("journal", "sales", "stock", "products"):
        for form in ("xlsx", "csv"):
            target = tmp_path / f"{what}.{form}"
            done = samut("export", stall_book, what, "--format", form, "-o", target)
            assert done.code == 0, done.err
            assert target.stat().st_size > 50
    rows = (tmp_path / "products.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 4


def test_check_says_ok_or_names_what_it_found(samut: Samut, stall_book: Path) -> None:
    clean = samut("check", stall_book, "--json")
    assert clean.code == 0
    assert json.loads(clean.out) == {"ok": True, "findings": []}
    assert samut("check", stall_book).code == 0
    raw = sqlite3.connect(stall_book)
    raw.execute("DROP TRIGGER journal_line_no_update")
    raw.execute("UPDATE journal_line SET amount = amount + 1 WHERE document_id = 1 AND line_no = 1")
    raw.commit()
    raw.close()
    found = samut("check", stall_book, "--json")
    assert found.code == 1
    answer = json.loads(found.out)
    assert list(answer) == ["ok", "findings"]
    assert answer["ok"] is False
    assert all(sorted(each) == ["code", "document", "text"] for each in answer["findings"])
    assert "chain_broken" in [each["code"] for each in answer["findings"]]
    assert samut("check", stall_book).code == 1


def test_backup_and_restore(samut: Samut, stall_book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    assert samut("backup", stall_book, folder).code == 0
    copies = list(folder.glob("*.samut"))
    assert len(copies) == 1
    assert samut("backup", stall_book, folder / "one.samut").code == 0
    samut("sell", stall_book, "--item", "KAPI=1")
    assert samut("restore", copies[0], tmp_path / "back.samut").code == 0
    with opened(tmp_path / "back.samut"):
        assert check_books() == []
    over = samut("restore", copies[0], stall_book)
    assert over.code == 0
    assert len(over.out.splitlines()) == 2, "the book that was there is kept and named"
    # Each restore opens a new series on this machine, so no number is given twice.
    again = samut("sell", stall_book, "--item", "KAPI=1", "--json")
    assert json.loads(again.out)["number"].startswith("ร1.3-")


@pytest.mark.slow
def test_as_a_program_of_its_own(stall_book: Path, tmp_path: Path) -> None:
    def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "ui.cli", *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )

    sold = run("sell", stall_book, "--item", "TEA=1", "--json")
    assert sold.returncode == 0
    assert list(json.loads(sold.stdout)) == SALE_KEYS
    refused = run("sell", stall_book, "--item", "NOPE=1")
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1)
    assert run("sell", stall_book).returncode == 2
    assert run("check", tmp_path / "nothing.samut").returncode == 1


def test_options_may_stand_before_the_book(samut: Samut, stall_book: Path) -> None:
    done = samut("sell", "--item", "KAPI=1", "--transfer", stall_book, "--json")
    assert done.code == 0, done.err


def test_a_span_that_runs_backwards_is_refused(samut: Samut, stall_book: Path, tmp_path: Path) -> None:
    span = ("--from", "5/10/2569", "--to", "1/10/2569", "-o", tmp_path / "x.xlsx")
    for command in (("report", stall_book, "sales-by-product"), ("export", stall_book, "sales")):
        refused = samut(*command, *span, "--format", "xlsx")
        assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 1)
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.slow
def test_same_seed_makes_the_same_chain_and_the_same_report_to_the_byte(samut: Samut, tmp_path: Path) -> None:
    heads, reports = set(), set()
    for name in ("a", "b"):
        path = tmp_path / f"{name}.samut"
        assert samut("sample", path, "--seed", "5").code == 0
        with opened(path):
            heads.add(book.fetch_one("SELECT sequence, hash FROM chain_head"))
        for asked in (("monthly", "--month", "2569-10"), ("cost-sheet", "--document", "ผ1-2569-000010")):
            target = tmp_path / "report.json"
            assert samut("report", path, *asked, "--format", "json", "-o", target).code == 0
            reports.add((asked[0], target.read_bytes()))
    assert len(heads) == 1
    assert len(reports) == 2
