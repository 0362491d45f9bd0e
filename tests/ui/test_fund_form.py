"""Paying from a fund by keys: the fund with what it holds, more than it holds, its voucher, who may not."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission
from app.queries.distribution import funds
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from db import connection as book
from reports import voucher
from reports.model import Link
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press, type_text
from tests.ui.test_assets_page import TODAY, place  # noqa: F401
from ui.pages.projects.view import FUND_KEY, ProjectsView

BOTH = (ProjectsView, ())
READER = (ProjectsView, (Permission.SEE_BOOKS,))
WELFARE = "3205"


@pytest.fixture
def opened(place, monkeypatch):  # noqa: F811
    """The links that the page opens."""
    links: list[Link] = []
    monkeypatch.setattr(place.view, "_open_link", links.append)
    return links


def put_aside(place, amount: int) -> None:  # noqa: F811
    lines = (JournalLineDraft("1101", amount), JournalLineDraft(WELFARE, -amount))
    post_journal(place.session, JournalDraft(new_uid(), lines), on=TODAY)
    place.view.refresh(Changes.LEDGER)
    place.settle()


def fund_balance() -> int:
    return next(each.balance for each in funds(TODAY) if each.code == WELFARE)


def cash() -> int:
    return book.fetch_int(
        "SELECT coalesce(sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
        "WHERE a.code = '1101'"
    )


def typed(text: str) -> None:
    """Into whatever has the cursor, then Enter."""
    focus = QApplication.focusWidget()
    assert focus is not None
    type_text(focus, text)
    press(focus, Qt.Key.Key_Return)


def tab() -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Tab)


@pytest.mark.parametrize("place", [BOTH], indirect=True)
def test_a_sick_visit_is_paid_from_the_welfare_fund(place, opened):  # noqa: F811
    put_aside(place, 1_000_00)
    before = cash()
    place.key(FUND_KEY)
    form = place.view.fund_form
    assert form.fund.key() == WELFARE, "the only one that holds something"
    assert form.fund.edit.hasFocus()
    assert "1,000.00" in form.stands.label.raw()
    tab()
    typed("๓๐๐")
    assert form.amount.number() == 300_00
    tab() if form.amount.edit.hasFocus() else None
    assert form.what.edit.hasFocus()
    typed("เยี่ยมไข้ป้าคำ")
    press(form.what.edit, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    place.settle()
    assert fund_balance() == 700_00
    assert cash() == before - 300_00
    expenses = book.fetch_int(
        "SELECT count(*) FROM journal_line l JOIN account a ON a.id = l.account_id WHERE a.type = 'expense'"
    )
    assert expenses == 0, "what a fund pays is no expense"
    (link,) = opened
    assert link.target == voucher.NAME
    paper = voucher.build(link.argument, printed=dt.datetime(2026, 10, 6))
    assert "เยี่ยมไข้ป้าคำ" in str(paper.blocks)
    assert place.view.is_list_in_front()


@pytest.mark.parametrize("place", [BOTH], indirect=True)
def test_more_than_the_fund_holds_is_warned_about_and_paid(place, opened):  # noqa: F811
    put_aside(place, 100_00)
    place.view.open("fund")
    form = place.view.fund_form
    assert form.stands.property("tone") == "info"
    form.amount.set_value(150_00)
    form._on_changed(None)
    assert form.stands.property("tone") == "warn"
    form.what.set_value("ช่วยงานศพ")
    form.show_paper.setChecked(False)
    place.save(form)
    assert fund_balance() == -50_00
    assert "50.00" in place.status.message.text()
    assert opened == []


@pytest.mark.parametrize("place", [BOTH], indirect=True)
def test_nothing_typed_and_the_way_back(place, opened):  # noqa: F811
    place.key(FUND_KEY)
    form = place.view.fund_form
    place.save(form)
    assert not place.view.is_list_in_front()
    assert not form.busy
    press(form, Qt.Key.Key_Escape)
    assert place.view.is_list_in_front()
    assert all(each.balance == 0 for each in funds(TODAY))


@pytest.mark.parametrize("place", [BOTH], indirect=True)
def test_owed_to_somebody_new(place, opened):  # noqa: F811
    put_aside(place, 500_00)
    place.key(FUND_KEY)
    form = place.view.fund_form
    form.amount.set_value(200_00)
    form.what.set_value("พวงหรีด")
    form.pay.how.set_value("later")
    place.save(form)
    assert form.banner.label.raw(), "whom it is owed to must be said"
    form.party.edit.setFocus()
    type_text(form.party.edit, "ร้านดอกไม้")
    press(form.party.edit, Qt.Key.Key_Return)
    place.save(form)
    assert fund_balance() == 300_00
    assert book.fetch_int("SELECT count(*) FROM party WHERE name = 'ร้านดอกไม้'") == 1


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_who_only_reads_pays_nothing(place, opened):  # noqa: F811
    view = place.view
    assert FUND_KEY not in [each.keys for each in view.shortcuts()]
    view.open("fund")
    assert view.is_list_in_front()
