"""What the group paid and what is shared with it: answered with one key, sent by one's own press only."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.household.notes import PaidFor
from app.domain.household.rounds import RoundData
from app.domain.household.trades import TradeData
from app.queries.household.notes import notes_in, notes_waiting, totals_sent
from app.queries.household.trades import round_card
from app.queries.integrity import check_books
from app.services.books import enter_thread, leave_thread
from app.services.household.linking import active_peers, invite_household
from app.services.household.notes import accept_note, take_notes, write_notes
from app.services.household.totals import share_month
from app.services.household.trades import save_round, save_trade
from app.services.reversal import reverse
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import balance
from tests.services.test_household_notes import DAY, WAGES, Village, forged
from tests.ui.desk import Desk
from ui.messages import Messages, StatusLine, Toast
from ui.pages.notes.view import NotesView
from ui.pages.sharing.view import SharingView
from ui.runner import Runner

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 11, 21)


class PairDesk(Desk):
    """A member's own book, linked with her group's, in place of the stall's."""

    def __init__(self, qtbot, qapp, folder: Path) -> None:
        self.qtbot, self.app, self.folder = qtbot, qapp, folder
        self.village = Village(folder)
        self.links, self.visits = [], []

    def at_home(self) -> None:
        """Her book opens, what lies ready is taken in."""
        self.session = self.village.at_home()
        take_notes(self.session)
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window, self.status = QWidget(), StatusLine()
        self.messages = Messages(self.window, self.status, Toast(self.window))
        self.qtbot.addWidget(self.window)


@pytest.fixture
def pair(qtbot, qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("app.services.household.linking.today", lambda: dt.date(2026, 1, 1))
    made = PairDesk(qtbot, qapp, tmp_path)
    yield made
    made.close()


def paid(pair: PairDesk, *amounts: int) -> list[bytes]:
    """The group paid her wages on days that follow each other; her book is open."""
    pair.village.link()
    uids = [
        pair.village.pay(amount, WAGES, on=DAY + dt.timedelta(days=day)) for day, amount in enumerate(amounts)
    ]
    write_notes(pair.village.leader())
    pair.at_home()
    return uids


def enter(pair: PairDesk) -> None:
    """The key that answers."""
    focus = pair.focus()
    QTest.keyClick(focus, Qt.Key.Key_Return)
    pair.settle()


def test_one_key_writes_a_note_down_and_asks_about_the_next(pair, thai):
    paid(pair, 450_00, 520_00)
    page = pair.page(NotesView, today=TODAY)
    assert page.card.isVisible()
    assert "กลุ่มแม่บ้าน" in page.card.who.raw()
    assert page.card.amount.raw() == "450 บาท"
    page.setFocus()
    pair.app.processEvents()
    assert page.card.answers[0].hasFocus(), "cash is under the key"
    enter(pair)
    assert (balance("1101"), notes_waiting()) == (450_00, (1, 520_00))
    assert page.card.amount.raw() == "520 บาท"
    assert page.card.answers[0].hasFocus(), "ready for the next"
    QTest.keyClick(page.card.answers[0], Qt.Key.Key_Right)
    enter(pair)
    assert balance("1102") == 520_00, "the second answer is the bank"
    assert page.empty.isVisible()
    assert [each.state for each in notes_in()] == ["accepted", "accepted"]
    assert check_books() == []


def test_a_second_key_leaves_it_out_and_it_can_wait_again(pair):
    paid(pair, 450_00)
    page = pair.page(NotesView, today=TODAY)
    page._on_refuse_key()
    pair.settle()
    assert [each.state for each in notes_in()] == ["refused"]
    assert balance("1101") == 0
    page.decided.again.emit(notes_in()[0].uid)
    pair.settle()
    assert page.card.isVisible()
    enter_first(pair, page)
    page.decided.again.emit(notes_in()[0].uid)
    pair.settle()
    assert (notes_waiting(), balance("1101")) == ((1, 450_00), 0), "what was entered wrongly waits again"


def enter_first(pair, page) -> None:
    page.card.answers[0].click()
    pair.settle()


def test_goods_are_asked_of_which_round(pair):
    pair.village.link()
    pair.at_home()
    trade = save_trade(pair.session, TradeData("สานตะกร้า"), uid=new_uid()).uid
    lot = save_round(pair.session, RoundData(trade, "ล็อตแรก", dt.date(2026, 2, 1)), uid=new_uid()).uid
    save_round(pair.session, RoundData(trade, "ล็อตหลัง", dt.date(2026, 4, 1)), uid=new_uid())
    secret = active_peers(BookKind.ENTERPRISE)[0].secret
    forged(pair.village, secret, amount=300_00, parts=((PaidFor.GOODS, 300_00),))
    pair.session = pair.village.at_home()
    page = pair.page(NotesView, today=TODAY)
    assert len(page.card.answers) == 2, "a round that had not begun is not asked about; one says of none"
    enter_first(pair, page)
    assert len(page.card.answers) >= 2, "then where the money is"
    enter_first(pair, page)
    card = round_card(lot)
    assert (card.row.value, balance("1101")) == (300_00, 300_00)
    assert check_books() == []


def test_what_the_group_took_back_is_offered_to_be_taken_out(pair):
    [first] = paid(pair, 450_00)
    page = pair.page(NotesView, today=TODAY)
    enter_first(pair, page)
    pair.runner.stop()
    leader = pair.village.leader()
    reverse(leader, first, on=DAY, reason="จ่ายผิดคน", uid=new_uid())
    write_notes(leader)
    pair.window.close()
    pair.at_home()
    page = pair.page(NotesView, today=TODAY)
    assert len(page.card.answers) == 1
    assert page.card.refuse_button.isVisible()
    enter_first(pair, page)
    assert balance("1101") == 0
    assert check_books() == []


def test_a_payment_taken_back_before_it_was_seen_asks_nothing(pair):
    pair.village.link()
    uid = pair.village.pay(450_00, WAGES)
    leader = pair.village.leader()
    write_notes(leader)
    reverse(leader, uid, on=DAY, reason="จ่ายผิดคน", uid=new_uid())
    write_notes(leader)
    pair.at_home()
    page = pair.page(NotesView, today=TODAY)
    assert not page.card.refuse_button.isVisible()
    assert page.sentence.isHidden()
    enter_first(pair, page)
    assert notes_waiting() == (0, 0)
    assert balance("1101") == 0


def test_an_invitation_is_answered_here(pair):
    invitation = invite_household(pair.village.hers())
    pair.at_home()
    page = pair.page(NotesView, today=TODAY, invitation=lambda: invitation)
    assert page.invited.isVisible()
    page.invited.yes_button.click()
    pair.settle()
    assert len(active_peers(BookKind.ENTERPRISE)) == 1
    assert pair.visits == [("home", "")]
    assert page.link.isVisible()
    page.link.end_button.click()
    assert page.link.asked.isVisible()
    assert len(active_peers(BookKind.ENTERPRISE)) == 1, "asked first"
    page.link.yes_button.click()
    pair.settle()
    assert active_peers(BookKind.ENTERPRISE) == ()


def test_without_a_link_it_says_how_to_get_one(pair):
    pair.at_home()
    page = pair.page(NotesView, today=TODAY)
    assert page.empty.isVisible()
    assert not page.link.isVisible()
    sharing = SharingView(
        pair.session, pair.runner, pair.messages, open_link=pair.open_link, go_to=pair.go_to
    )
    sharing._show(sharing._found)
    assert sharing.stack.currentWidget() is sharing.empty
    sharing.deleteLater()


def moved(file: Path, to: Path) -> Path:
    """A book that now lies elsewhere, with its keys."""
    to.parent.mkdir(exist_ok=True)
    for each in file.parent.glob(f"{file.name}*"):
        each.rename(to.parent / each.name.replace(file.name, to.name))
    return to


def test_notes_travel_on_a_stick(pair, tmp_path):
    paid(pair)
    stick = tmp_path / "stick"
    stick.mkdir()
    pair.village.group = moved(pair.village.group, tmp_path / "elsewhere" / "group.samut")
    page = pair.page(NotesView, today=TODAY, choose_folder=lambda _parent: stick)
    assert not page.link.carry_button.isVisible()
    page._on_take()
    pair.settle()
    share_month(pair.session, dt.date(2026, 10, 1), today=TODAY)
    page.refresh(Changes.EVERYTHING)
    pair.settle()
    assert page.link.carry_button.isVisible(), "the group's book is not within reach"
    page._on_carry()
    pair.settle()
    assert len(list((stick / "samut-notes").iterdir())) == 1
    pair.runner.stop()
    assert take_notes(pair.village.leader(), folder=stick).came == 1
    assert list((stick / "samut-notes").iterdir()) == [], "taken in"


# ---------------------------------------------------------------- sharing


def test_nothing_is_sent_but_by_her_own_press(pair, thai):
    paid(pair, 450_00)
    page = pair.page(SharingView, today=TODAY)
    assert page.month.raw().endswith("2569")
    assert totals_sent() == ()
    page._on_before()
    page._on_after()
    assert not page.after_button.isEnabled(), "the month that goes on is not offered"
    assert totals_sent() == (), "looking sends nothing"
    page.send_button.click()
    pair.settle()
    [sent] = totals_sent()
    assert sent.month == dt.date(2026, 10, 1)
    assert not page.send_button.isVisible()
    assert page.table.isVisible()
    page._on_before()
    assert page.send_button.isVisible()
    page.send_button.click()
    page._on_send()
    pair.settle()
    assert len(totals_sent()) == 2, "two presses are one"


def test_what_was_sent_stays_and_it_is_said_that_more_came(pair):
    paid(pair, 450_00)
    page = pair.page(SharingView, today=dt.date(2026, 4, 2))
    page.send_button.click()
    pair.settle()
    assert [figure.value.raw() for figure in page.figures] == ["0 ฿"] * 4
    accept_note(pair.session, notes_in()[0].uid, account_code="1101")
    page.refresh(Changes.EVERYTHING)
    pair.settle()
    assert page.changed.isVisible()
    assert page.figures[0].value.raw() == "0 ฿", "as it was sent"
