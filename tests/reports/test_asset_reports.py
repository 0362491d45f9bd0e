"""The registers on paper: assets by kind, one asset's card, herds; they come to what the ledger says."""

import datetime as dt
from collections.abc import Iterator

import pytest

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords, DisposeDraft, Leaving
from app.domain.document import new_uid
from app.domain.herd import HerdData, HerdDraft, HerdEvent
from app.domain.session import Session
from app.domain.slip_entry import PayDraft, PayKind
from app.services.assets import add_asset, depreciate, dispose_asset
from app.services.books import close_book
from app.services.herds import create_herd, post_herd
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from reports import asset_card, asset_register, herd_register
from reports.common import ReportArgumentError, Span, month_span
from reports.model import Figures, Report, Role, Table
from reports.output import render
from tests.builders import make_book, party

DAY = dt.date(2026, 3, 2)
MARCH = month_span(DAY)


def tables(report: Report) -> dict[str, Table]:
    return {block.title: block for block in report.blocks if isinstance(block, Table)}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A book with assets of every source, and one that left."""
    made = make_book(tmp_path_factory.mktemp("assets"))
    office = party(made, "หน่วยงาน").uid

    def asset(name: str, source: AssetSource, cost: int) -> bytes:
        draft = AssetDraft(
            new_uid(), AssetWords(name), AssetKind.EQUIPMENT, source, cost, 60, party_uid=office
        )
        add_asset(made, draft, on=DAY)
        return draft.asset_uid

    asset("เครื่องอบ", AssetSource.DONATED, 24_000_00)
    asset("เครื่องบด", AssetSource.OPENING, 12_000_00)
    asset("ตู้ของหน่วยงาน", AssetSource.LENT, 9_000_00)
    gone = asset("ตราชั่ง", AssetSource.OPENING, 600_00)
    add_asset(
        made,
        AssetDraft(new_uid(), AssetWords("ที่ดิน"), AssetKind.LAND, AssetSource.OPENING, 90_000_00),
        on=DAY,
    )
    depreciate(made, dt.date(2026, 4, 1), uid=new_uid())
    draft = DisposeDraft(
        new_uid(), gone, Leaving.SOLD, 100_00, pays=(PayDraft(PayKind.MONEY, 100_00, "1101"),)
    )
    dispose_asset(made, draft, on=dt.date(2026, 4, 20))
    yield made
    close_book()


def test_the_register_by_kind_with_totals_that_the_ledger_has(session: Session) -> None:
    report = asset_register.build(MARCH)
    own = tables(report)["What the group owns"]
    assert [row.role for row in own.rows].count(Role.SUBTOTAL) == 2
    total = own.rows[-1]
    assert total.cells[5:] == (126_600_00, 610_00, 610_00, 125_990_00)
    assert any("*" in str(row.cells[1]) for row in own.rows)
    agreement = tables(report)["Does the ledger agree?"]
    assert {row.cells[3] for row in agreement.rows} == {0}
    assert [row.cells[1] for row in agreement.rows] == [36_600_00, 90_000_00, 610_00, 23_600_00]
    (lent,) = tables(report)["Lent by agencies, not owned"].rows
    assert lent.cells[1:3] == ("ตู้ของหน่วยงาน", "หน่วยงาน")
    assert "What left this year" not in tables(report)
    assert render(report, "pdf").startswith(b"%PDF")
    assert render(report, "xlsx").startswith(b"PK")


def test_what_left_is_told_with_what_it_brought(session: Session) -> None:
    (row,) = tables(asset_register.build(month_span(dt.date(2026, 4, 1))))["What left this year"].rows
    assert row.cells[1:] == ("ตราชั่ง", dt.date(2026, 4, 20), "Asset sold", 100_00)


def test_the_card_tells_the_past_and_the_rest(session: Session) -> None:
    report = asset_card.build("A0001")
    figures = next(block for block in report.blocks if isinstance(block, Figures))
    assert [figure.value for figure in figures.items] == [24_000_00, 800_00, 23_200_00, 23_200_00]
    told = tables(report)["What was entered"]
    assert [row.cells[2] for row in told.rows] == [
        "Came to the group",
        "Depreciation of Mar 2026",
        "Depreciation of Apr 2026",
    ]
    assert told.rows[-1].cells[-1] == 23_200_00
    rest = tables(report)["Still to be depreciated"]
    assert [row.cells[1] for row in rest.rows] == [8, 12, 12, 12, 12, 2]
    assert rest.rows[-1].cells[-1] == 0
    short = asset_card.story("A0001")
    assert short is not None
    assert tables(short)["What was entered"].rows[0].cells[-1] == 23_200_00
    with pytest.raises(ReportArgumentError):
        asset_card.build("nothing")
    assert asset_card.story("nothing") is None


def test_a_hand_in_the_ledger_shows_as_a_difference(session: Session) -> None:
    lines = (JournalLineDraft("1501", 5_00), JournalLineDraft("1101", -5_00))
    post_journal(session, JournalDraft(new_uid(), lines), on=dt.date(2026, 5, 5))
    agreement = tables(asset_register.build(month_span(dt.date(2026, 5, 1))))["Does the ledger agree?"]
    assert [row.cells[3] for row in agreement.rows] == [5_00, 0, 0, 0]
    assert "by hand" in agreement.note


def test_the_register_of_herds_runs_along(session: Session) -> None:
    cattle = create_herd(session, HerdData("วัว", code="COW")).uid

    def happen(event: HerdEvent, heads: int, amount: int, day: dt.date) -> None:
        pays = (PayDraft(PayKind.MONEY, amount, "1101"),) if amount else ()
        post_herd(session, HerdDraft(new_uid(), cattle, event, heads, amount, pays=pays), on=day)

    happen(HerdEvent.BOUGHT, 4, 20_000_00, DAY)
    happen(HerdEvent.BORN, 1, 0, dt.date(2026, 4, 1))
    happen(HerdEvent.SOLD, 2, 15_000_00, dt.date(2026, 4, 5))
    report = herd_register.build(Span(dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    found = tables(report)
    assert found["All herds"].rows[0].cells[1:] == (4, 1, 2, 3, 20_000_00, 12_000_00)
    assert [row.cells[5] for row in found["วัว (COW)"].rows] == [4, 5, 3]
    figures = next(block for block in report.blocks if isinstance(block, Figures))
    assert [figure.value for figure in figures.items] == [12_000_00, 12_000_00, 0]
    assert render(report, "pdf").startswith(b"%PDF")
