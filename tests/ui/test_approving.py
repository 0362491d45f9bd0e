"""Approve here: a seller's refused void, allowed by a leader on the spot, or left."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.document import new_uid
from app.domain.drawer import CloseDraft, OpenDraft
from app.domain.session import NotPermittedError
from app.services import returns
from app.services.drawer import close_cash_drawer, open_cash_drawer
from app.thai.dates import today
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press
from tests.ui.peopled import NOI, PIN, RED, Peopled, type_by_hand
from tests.ui.test_program import program

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


@pytest.fixture
def book(qtbot, program, tmp_path):
    made = Peopled(qtbot, program, tmp_path)
    made.open()
    made.come_in("น้อย", NOI)
    return made


def approvals(book):
    return book.program._desks._seated.approvals


def ask(book):
    heard: list[Any] = []
    work = partial(
        returns.void_sale,
        book.program.session,
        book.sale,
        on=today(),
        reason="ผิด",
        uid=new_uid(),
    )
    book.program.runner.run(book.program.window, work, heard.append, failed=heard.append)
    return heard


def dialog_of(book):
    book.until(lambda: approvals(book).dialog is not None)
    return approvals(book).dialog


def test_a_leader_allows_it_on_the_spot(book):
    heard = ask(book)
    dialog = dialog_of(book)
    field = dialog.pin if dialog.pin.isVisibleTo(dialog) else dialog.password
    type_by_hand(field.edit, PIN if field is dialog.pin else RED)
    book.click(dialog.yes_button)
    book.until(lambda: heard)
    assert len(heard) == 1
    assert not isinstance(heard[0], Exception)
    assert approvals(book).dialog is None


def test_a_wrong_secret_is_told_and_asked_again(book):
    heard = ask(book)
    dialog = dialog_of(book)
    field = dialog.pin if dialog.pin.isVisibleTo(dialog) else dialog.password
    type_by_hand(field.edit, "0000")
    press(field.edit, Qt.Key.Key_Return)
    book.until(dialog.note.isVisible)
    assert heard == []
    assert field.secret() == ""
    assert dialog.yes_button.isEnabled()
    book.click(dialog.no_button)
    book.settle()


def test_leaving_it_tells_the_page_once(book):
    heard = ask(book)
    book.click(dialog_of(book).no_button)
    book.settle()
    assert [type(each) for each in heard] == [NotPermittedError]


def test_a_question_hidden_by_the_lock_is_asked_again(book):
    heard = ask(book)
    dialog = dialog_of(book)
    book.program.reception.lock()
    book.settle()
    assert not dialog.isVisible()
    book.enter(NOI)
    book.until(lambda: book.program.reception.door is None)
    assert dialog.isVisible()
    assert heard == []
    book.click(dialog.no_button)
    book.until(lambda: heard)


def test_nothing_is_asked_over_anothers_window(book):
    session = book.program.session
    book.program.reception.switch()
    book.settle()
    book.come_in("แดง", RED)
    heard: list[Any] = []
    uid = new_uid()
    work = partial(returns.void_sale, session, book.sale, on=today(), reason="ผิด", uid=uid)
    book.program.runner.run(book.program.window, work, heard.append, failed=heard.append)
    book.until(lambda: heard)
    assert isinstance(heard[0], Exception)
    assert approvals(book).dialog is None


def test_a_leader_allows_a_large_difference_of_a_drawer_on_the_spot(book):
    opening = OpenDraft(new_uid(), new_uid(), {100_000: 2})
    heard: list[Any] = []
    run = partial(book.program.runner.run, book.program.window, failed=heard.append)
    run(partial(open_cash_drawer, book.program.session, opening, on=today()), heard.append)
    book.until(lambda: heard)
    closing = CloseDraft(new_uid(), opening.session_uid, {100_000: 1}, "ไม่ทราบ")
    run(partial(close_cash_drawer, book.program.session, closing, on=today()), heard.append)
    dialog = dialog_of(book)
    field = dialog.pin if dialog.pin.isVisibleTo(dialog) else dialog.password
    type_by_hand(field.edit, PIN if field is dialog.pin else RED)
    book.click(dialog.yes_button)
    book.until(lambda: len(heard) == 2)
    assert heard[1].total == -1_000_00
