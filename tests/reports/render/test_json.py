"""Reports as JSON: raw values, a stable order, and everything but pictures comes back."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from reports.model import Column, Figure, Figures, Issuer, Kind, Link, Receipt, Report, Role, Row, Table
from reports.render.report_json import UnreadableReportError, report_from_json, report_json
from tests.reports.render import papers

DAY = dt.date(2026, 10, 10)
TABLE = Table(
    "Sales",
    (
        Column("day", "Day", Kind.DATE),
        Column("name", "Name"),
        Column("quantity", "Quantity", Kind.QUANTITY),
        Column("amount", "Amount", Kind.MONEY, 3, "baht"),
    ),
    (
        Row((DAY, "2026-10-10", 12_500, 5_625), opens=Link("document", "ร1-2569-000001"), key="first"),
        Row(("Total", None, None, 5_625), Role.TOTAL, formulas=((3, "{amount@first}"),), indent=1),
    ),
    sums=("amount",),
)
REPORT = Report("sales", "Sales", Issuer("กลุ่ม", logo=b"\x89PNG"), (TABLE,), printed=papers.PRINTED)


def without_logo(report: Report | Receipt) -> Report | Receipt:
    """What JSON keeps of a report."""
    return replace(report, issuer=replace(report.issuer, logo=None))


@pytest.mark.parametrize(
    "make",
    [
        lambda: REPORT,
        papers.monthly,
        papers.cost_sheet,
        papers.hostile_report,
        papers.receipt,
        papers.unpaid_receipt,
    ],
)
def test_a_report_comes_back_from_its_json(make) -> None:
    text = report_json(make())
    assert report_from_json(text) == without_logo(make())
    assert report_from_json(text.encode()) == without_logo(make())
    assert report_json(report_from_json(text)) == text


def test_values_are_raw_and_dates_iso() -> None:
    data = json.loads(report_json(REPORT))
    assert (data["format"], data["type"], data["name"]) == (1, "report", "sales")
    table = data["blocks"][0]
    assert table["type"] == "table"
    assert table["columns"][3] == {
        "key": "amount",
        "title": "Amount",
        "kind": "money",
        "weight": 3,
        "unit": "baht",
    }
    assert table["rows"][0]["cells"] == ["2026-10-10", "2026-10-10", 12_500, 5_625]
    assert data["printed"] == papers.PRINTED.isoformat()
    assert "logo" not in data["issuer"]


def test_only_dates_of_date_columns_become_dates_again() -> None:
    back = report_from_json(report_json(REPORT))
    assert isinstance(back, Report)
    table = back.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0].cells[:2] == (DAY, "2026-10-10")
    assert table.rows[1].cells[0] == "Total"


def test_figures_keep_their_kind() -> None:
    report = replace(REPORT, blocks=(Figures((Figure("Best day", DAY, Kind.DATE, before=None),)),))
    assert report_from_json(report_json(report)) == without_logo(report)


def test_a_receipt_names_itself() -> None:
    data = json.loads(report_json(papers.receipt()))
    assert data["type"] == "receipt"
    assert data["number"] == papers.receipt().number
    assert data["total"] == papers.receipt().total


def test_thai_stands_as_it_is_and_half_signs_do_no_harm() -> None:
    report = replace(REPORT, title="กะปิ \ud800")
    text = report_json(report)
    assert "กะปิ \\ud800" in text
    assert report_from_json(text.encode("utf-8")) == without_logo(report)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 2, "type": "report"}',
        '{"format": 1, "type": "table"}',
        '{"format": 1}',
        "1",
    ],
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReportError):
        report_from_json(text)


def test_a_report_with_a_strange_field_is_refused() -> None:
    data = json.loads(report_json(REPORT))
    data["surprise"] = 1
    with pytest.raises(UnreadableReportError):
        report_from_json(json.dumps(data))
