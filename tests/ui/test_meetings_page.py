"""The tabs of meetings and certificates: planning, minutes, ticking off who came, the renewal."""

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.meeting import MeetingKind, Presence
from app.domain.session import Permission
from app.queries import certificates as papers
from app.queries import meetings as found
from app.queries.attachments import AttachmentOwner, attachments
from app.queries.members import member_data
from app.services.books import enter_thread, leave_thread
from app.services.catalogue import save_section
from app.services.members import change_member
from app.services.sample_pictures import draw
from tests.builders import make_book, party, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from ui.messages import Messages, StatusLine, Toast
from ui.pages.certificates.view import CertificatesView
from ui.pages.meetings.view import MeetingsView
from ui.runner import Runner

TODAY = dt.date(2027, 1, 16)


class Place:
    """One of the pages over a real book with three members."""

    def __init__(self, qtbot, session, page) -> None:
        self.qtbot = qtbot
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1300, 800)
        qtbot.addWidget(self.window)
        self.went: list[tuple[str, str]] = []
        went = self.went
        self.view = page(
            session,
            self.runner,
            Messages(self.window, StatusLine(), Toast(self.window)),
            open_link=lambda _link: None,
            go_to=lambda place, what: went.append((place, what)),
            today=lambda: TODAY,
        )
        self.runner.changed.connect(self.view.refresh)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.view)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.view.refresh(Changes.EVERYTHING)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self._is_calm, timeout=10_000)

    def _is_calm(self) -> bool:
        QCoreApplication.processEvents()
        return not self.runner.busy

    def read(self, query):
        """What a query finds, read on the worker."""
        answers: list[object] = []
        self.runner.run(self.view, query, answers.append)
        self.settle()
        return answers[0]

    def key(self, keys: str) -> None:
        """A key of the page."""
        next(each.action for each in self.view.shortcuts() if each.keys == keys)()
        self.settle()


@pytest.fixture
def place(qtbot, tmp_path, request):
    page, permissions = getattr(request, "param", (MeetingsView, ()))
    session = make_book(tmp_path)
    for number in (1, 2, 3):
        party(session, f"สมาชิก {number}", member=True)
    made = Place(qtbot, session_with(*permissions) if permissions else session, page)
    yield made
    made.runner.stop()
    made.runner.deleteLater()


def planned(place: Place) -> None:
    place.key("Ctrl+N")
    place.view.form.submit()
    place.settle()


def test_a_meeting_is_planned_with_the_usual_agenda(place):
    place.key("Ctrl+N")
    form = place.view.form
    assert form.number.name() == "1/2570"
    form.starts.set_value("13.00")
    form.ends.set_value("9.00")
    form.submit()
    place.settle()
    assert "13:00" in form.banner.text() if hasattr(form.banner, "text") else not form.banner.isHidden()
    form.ends.set_value("๑๖.๓๐")
    form.submit()
    place.settle()
    (only,) = place.read(found.meetings)
    assert (only.kind, only.ends_at, only.items) == (MeetingKind.YEARLY, "16:30", 8)
    assert place.view.is_list_in_front()


def test_minutes_are_written_and_points_moved_by_keys(place):
    planned(place)
    place.view.choose(place.view._meetings[0].uid)
    place.settle()
    place.key("Ctrl+E")
    form = place.view.agenda_form
    form.show()
    card = form.cards[4]
    card.resolved.setFocus()
    card.resolved.insertPlainText("ตามแบบที่ 2")
    assert card.number.name() == "1/2570-1"
    card.votes[0].set_value(3000)
    QTest.keyClick(card.resolved, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert form.cards[3] is card
    form.submit()
    place.settle()
    items = place.read(partial(found.items, place.view._meetings[0].id))
    assert (items[3].resolution, items[3].resolution_no, items[3].votes_for) == ("ตามแบบที่ 2", "1/2570-1", 3)
    assert len(items) == 8


def test_who_came_is_ticked_by_space_and_arrows(place):
    planned(place)
    place.view.choose(place.view._meetings[0].uid)
    place.settle()
    place.key("Ctrl+T")
    form = place.view.came_form
    QTest.keyClick(form.table, Qt.Key.Key_Space)
    QTest.keyClick(form.table, Qt.Key.Key_Return)
    QTest.keyClick(form.table, Qt.Key.Key_Left)
    assert [each.state for each in form.lines()] == [Presence.PRESENT, Presence.PRESENT, Presence.EXCUSED]
    QTest.keyClick(form.table, Qt.Key.Key_Left)
    form.proxy.set_value("ลูกสาว")
    form.proxy.changed.emit("ลูกสาว")
    form.guest.set_value("เกษตรอำเภอ")
    QTest.keyClick(form.guest.edit, Qt.Key.Key_Return)
    form.submit()
    place.settle()
    lines = place.read(partial(found.attendance, place.view._meetings[0].id))
    assert [(each.data.state, each.data.proxy) for each in lines] == [
        (Presence.PRESENT, ""),
        (Presence.PRESENT, ""),
        (Presence.PROXY, "ลูกสาว"),
        (Presence.PRESENT, ""),
    ]
    assert place.view._meetings[0].quorum.reached


def test_held_by_mistake_is_taken_back(place):
    planned(place)
    place.view.choose(place.view._meetings[0].uid)
    place.settle()
    place.view.held_button.click()
    place.settle()
    assert place.view._meetings[0].is_held
    place.view._messages.toast.button.click()
    place.settle()
    assert not place.view._meetings[0].is_held


def test_papers_are_asked_for_by_the_number(place):
    planned(place)
    place.view._on_minutes_paper()
    place.view._on_booklet_clicked()
    assert place.went == [("reports", "minutes:1/2570"), ("reports", "meeting-pack")]


@pytest.mark.parametrize("place", [(CertificatesView, ())], indirect=True)
def test_a_certificate_is_entered_and_the_renewal_marked(place):
    view = place.view
    assert not view.banner.isHidden()
    place.key("Ctrl+N")
    form = view.form
    form.name.set_value("กะปิ อย.")
    form.issued.set_value(dt.date(2026, 1, 1))
    form.expires.set_value(dt.date(2025, 1, 1))
    form.submit()
    place.settle()
    assert not form.banner.isHidden()
    form.expires.set_value(dt.date(2027, 2, 1))
    form.submit()
    place.settle()
    (only,) = place.read(papers.certificates)
    assert (only.name, only.remind_days) == ("กะปิ อย.", 60)
    view.open("soon")
    assert view.table.model().rowCount() == 1
    view._on_renew_clicked()
    view.renewal_form.submit()
    place.settle()
    assert [each.year for each in place.read(papers.renewals)] == [2027]
    assert view.banner.isHidden()
    view._on_sheet_clicked()
    assert place.went == [("reports", "renewal:2026-12-31")]


@pytest.mark.parametrize("place", [(MeetingsView, (Permission.SEE_BOOKS,))], indirect=True)
def test_who_may_only_read_is_offered_nothing_to_change(place):
    place.key("F5")
    assert place.view.new_button.isHidden()
    assert not [each for each in place.view.shortcuts() if each.keys == "Ctrl+N"]


def test_a_section_calls_only_its_own(qtbot, tmp_path):
    session = make_book(tmp_path)
    section = save_section(session, name="บ้านเหนือ").id
    uid = party(session, "อยู่กลุ่มเหนือ", member=True).uid
    known = member_data(uid)
    assert known is not None
    inside = replace(known, party=replace(known.party, section_id=section))
    change_member(session, uid, data=inside, today=TODAY)
    party(session, "อยู่กลุ่มอื่น", member=True)
    place = Place(qtbot, session, MeetingsView)
    try:
        place.key("Ctrl+N")
        form = place.view.form
        assert not form.section.isVisible()
        form.kind.set_value(MeetingKind.EXTRA)
        form.kind.committed.emit(MeetingKind.EXTRA)
        assert form.section.isVisible()
        form.section.set_value(form.section.model.choices()[0].key)
        form.submit()
        place.settle()
        (only,) = place.view._meetings
        assert only.section == "บ้านเหนือ"
        people = place.read(partial(found.called_to, only))
        assert [each.data.name for each in people] == ["อยู่กลุ่มเหนือ"]
        place.view.choose(only.uid)
        place.settle()
        place.key("F4")
        form.title_field.set_value("ประชุมกลุ่มเหนือ")
        form.submit()
        place.settle()
        assert place.view._meetings[0].section == "บ้านเหนือ"
    finally:
        place.runner.stop()
        place.runner.deleteLater()


def test_pictures_are_added_described_and_taken_out(place, tmp_path):
    planned(place)
    (meeting,) = place.view._meetings
    place.view.choose(meeting.uid)
    place.settle()
    files = iter([tmp_path / "1.jpg", tmp_path / "2.jpg"])
    for number in (1, 2):
        (tmp_path / f"{number}.jpg").write_bytes(draw("mat", seed=number))
    form = place.view.pictures_form
    form._ask = lambda _parent: next(files)
    place.key("Ctrl+I")
    assert form.empty.isVisible()
    for _time in range(2):
        form.add_button.click()
        place.settle()
        form.cards[-1].caption.set_value("คนมาลงชื่อ")
    first, second = form.cards
    assert first.caption.name() == "คนมาลงชื่อ"
    second.out_button.click()
    assert not second.caption.isEnabled()
    form.submit()
    place.settle()
    read = partial(attachments, AttachmentOwner.MEETING, meeting.uid)
    assert [each.caption for each in place.read(read)] == ["คนมาลงชื่อ"]
    assert place.view.is_list_in_front()
    place.key("Ctrl+I")
    assert [each.caption.name() for each in form.cards] == ["คนมาลงชื่อ"]
    form.cards[0].out_button.click()
    form.cards[0].out_button.click()
    form.submit()
    place.settle()
    assert len(place.read(read)) == 1


@pytest.mark.parametrize("place", [(CertificatesView, ())], indirect=True)
def test_a_renewal_marked_by_mistake_is_taken_back_and_marked_again(place):
    view = place.view
    assert view.unrenew_button.isHidden()
    view._on_renew_clicked()
    view.renewal_form.receipt.set_value("ทบ. 7")
    view.renewal_form.submit()
    place.settle()
    assert view.renew_button.isHidden()
    view.unrenew_button.click()
    place.settle()
    assert place.read(papers.renewals) == ()
    assert not view.banner.isHidden()
    assert view.unrenew_button.isHidden()
    view._messages.toast.button.click()
    place.settle()
    assert [(each.year, each.receipt) for each in place.read(papers.renewals)] == [(2027, "ทบ. 7")]
