"""``samut import``: templates, a dry run, bad rows by name, all or nothing, machines' answers."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.import_fields import ImportKind
from app.queries.integrity import check_books
from app.queries.products import ProductFilter, list_products
from app.services.books import close_book, create_book, open_book
from app.services.importing import plan_import
from app.services.spreadsheets import read_bytes
from reports.import_templates import template
from tests.stall import DAY
from ui.cli import main

Run = Callable[..., int]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    create_book(tmp_path / "กลุ่ม.samut", name="กลุ่มตัวอย่าง")
    close_book()
    return tmp_path / "กลุ่ม.samut"


@pytest.fixture
def goods(tmp_path: Path) -> Path:
    path = tmp_path / "สินค้า.csv"
    path.write_text("ชื่อ,หน่วย,ราคา\nชา,กล่อง,89\nสบู่,ก้อน,35.50\n", encoding="utf-8")
    return path


def names(path: Path) -> list[str]:
    open_book(path)
    try:
        assert check_books() == []
        return [row.name for row in list_products(ProductFilter())]
    finally:
        close_book()


def test_a_dry_run_writes_nothing(shop: Path, goods: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(shop), "products", str(goods), "--dry-run"]) == 0
    assert "2" in capsys.readouterr().out
    assert names(shop) == []
    assert main(["import", str(shop), "products", str(goods)]) == 0
    assert sorted(names(shop)) == ["ชา", "สบู่"]


def test_bad_rows_are_named_and_nothing_is_written(
    shop: Path, goods: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goods.write_text("ชื่อ,หน่วย,ราคา\nชา,กล่อง,แพง\n,ก้อน,1\n", encoding="utf-8")
    assert main(["import", str(shop), "products", str(goods)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "2" in said[0]
    assert "3" in said[1]
    assert names(shop) == []


def test_an_answer_for_machines(shop: Path, goods: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(shop), "products", str(goods), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "rows": 2, "made": 2, "faults": []}
    assert main(["import", str(shop), "products", str(goods), "--json"]) == 1
    assert capsys.readouterr().err


def test_wrong_use(shop: Path, tmp_path: Path) -> None:
    assert main(["import", str(shop)]) == 2
    assert main(["import", str(shop), "cats", "x.csv"]) == 2
    assert main(["import", str(shop), "products", str(tmp_path / "ไม่มี.csv")]) == 1


@pytest.mark.parametrize("kind", ImportKind)
def test_a_template_is_understood_with_its_example(shop: Path, kind: ImportKind, tmp_path: Path) -> None:
    target = tmp_path / "แบบ.xlsx"
    assert main(["import", "--template", kind.value, "-o", str(target)]) == 0
    sheet = read_bytes(target.name, target.read_bytes())
    session = open_book(shop)
    plan = plan_import(session, kind, sheet=sheet, today=DAY)
    close_book()
    assert len(plan.mapping) == len(sheet.headers)
    assert plan.read.faults == []
    assert len(plan.read.rows) == 1
    explained = load_workbook(io.BytesIO(template(kind))).worksheets[1]
    assert explained.max_row >= len(sheet.headers) + 1
