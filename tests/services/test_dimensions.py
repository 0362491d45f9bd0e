"""A document names its section and project in its header and on all lines, and so does what follows it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.money import MILLI
from app.domain.production import (
    AddDraft,
    BatchDraft,
    CostLineDraft,
    FinishDraft,
    OutputDraft,
    UnknownSectionError,
)
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.queries.integrity import check_books
from app.services.catalogue import save_project, save_section
from app.services.dimensions import UnknownProjectError
from app.services.entries import post_entry
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.production import add_to_batch, finish_batch, start_batch
from app.services.purchases import post_purchase
from app.services.reversal import reverse
from app.services.sales import post_sale
from db import connection as book
from tests.builders import expense
from tests.stall import DAY, Stall


class About(Stall):
    """A stall with a section and a project."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.section = save_section(self.session, "กลุ่มกะปิ")
        self.project = save_project(self.session, "ทุนจังหวัด")

    def where(self, document_id: int) -> bool:
        """Whether header and every line of a document name the section and the project."""
        wanted = (self.section.id, self.project.id)
        header = book.fetch("SELECT section_id, project_id FROM document WHERE id = ?", (document_id,))
        lines = book.fetch(
            "SELECT section_id, project_id FROM journal_line WHERE document_id = ?", (document_id,)
        )
        return set(header) | set(lines) == {wanted}


@pytest.fixture
def stall(tmp_path: Path) -> About:
    return About(tmp_path)


def test_sale_its_return_and_its_void(stall: About) -> None:
    draft = stall.draft(
        stall.line(stall.kapi, 2, 59_00),
        pay=(stall.cash(118_00),),
        section_uid=stall.section.uid,
        project_uid=stall.project.uid,
    )
    sold = post_sale(stall.session, draft, on=DAY)
    assert stall.where(sold.posted.document_id)
    back = stall.take_back(sold, 1, 1, 59_00)
    assert stall.where(back.posted.document_id)
    void = reverse(stall.session, back.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert stall.where(void.document_id)
    assert check_books() == []


def test_purchase_expense_and_entry_by_hand(stall: About) -> None:
    where = {"section_uid": stall.section.uid, "project_uid": stall.project.uid}
    line = PurchaseLineDraft(stall.kapi, MILLI, "", 10_00)
    bought = PurchaseDraft(new_uid(), (line,), tenders=(stall.cash(10_00),))
    spent = expense(("5401", 10_00), paid=10_00)
    noted = JournalDraft(new_uid(), (JournalLineDraft("1102", 5_00), JournalLineDraft("1101", -5_00)))
    for posted in (
        post_purchase(stall.session, replace(bought, **where), on=DAY),  # type: ignore[arg-type]
        post_entry(stall.session, replace(spent, **where), on=DAY),  # type: ignore[arg-type]
        post_journal(stall.session, replace(noted, **where), on=DAY),  # type: ignore[arg-type]
    ):
        assert stall.where(posted.document_id)
    assert check_books() == []


def test_what_joins_a_batch_belongs_where_it_began(stall: About) -> None:
    work = CostLineDraft(CostKind.ENERGY, Settlement.PAID, "แก๊ส", amount=50_00)
    start = BatchDraft(
        new_uid(),
        stall.soap,
        10 * MILLI,
        lines=(work,),
        section_uid=stall.section.uid,
        project_uid=stall.project.uid,
    )
    begun = start_batch(stall.session, start, on=DAY)
    more = add_to_batch(stall.session, AddDraft(new_uid(), begun.batch_uid, (work,)), on=DAY)
    made = (OutputDraft(stall.soap, 10 * MILLI),)
    done = finish_batch(stall.session, FinishDraft(new_uid(), begun.batch_uid, made), on=DAY)
    assert all(stall.where(each.posted.document_id) for each in (begun, more, done))
    assert check_books() == []


def test_unknown_section_or_project_posts_nothing(stall: About) -> None:
    draft = stall.draft(stall.line(stall.kapi, 1, 59_00), pay=(stall.cash(59_00),))
    with pytest.raises(UnknownSectionError):
        post_sale(stall.session, replace(draft, section_uid=new_uid()), on=DAY)
    with pytest.raises(UnknownProjectError):
        post_sale(stall.session, replace(draft, project_uid=new_uid()), on=DAY)
    assert post_sale(stall.session, draft, on=DAY).posted.number == "ร1-2569-000001"
