"""The tab of letters: a proposal seen as a member gets it, changed and kept, sent to those who are chosen."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.letter import Placeholder
from app.domain.session import Permission
from app.domain.standard_letters import STANDARD_LETTERS
from app.queries.letters import letters
from app.services.books import enter_thread, leave_thread
from tests.builders import make_book, party, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press, type_text
from ui.messages import Messages, StatusLine, Toast
from ui.pages.letters.send_form import TICKED
from ui.pages.letters.view import LettersView
from ui.runner import Runner

TODAY = dt.date(2026, 10, 6)
NAME = "ยืนยันยอดของสมาชิก"


class Place:
    """The page over a real book with three members."""

    def __init__(self, qtbot, folder, session) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1300, 800)
        qtbot.addWidget(self.window)
        self.view = LettersView(
            session,
            self.runner,
            Messages(self.window, StatusLine(), Toast(self.window)),
            open_link=lambda _link: None,
            go_to=lambda _place, _what: None,
            save_file=lambda name, kind: folder / f"{name}.{kind}",
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
        return not self.runner.busy and not self.view.send_form.busy

    def key(self, keys: str) -> None:
        """A key of the page."""
        action = next(each.action for each in self.view.shortcuts() if each.keys == keys)
        assert action is not None
        action()
        self.settle()


@pytest.fixture
def place(qtbot, tmp_path, request):
    session = make_book(tmp_path)
    for number in (1, 2, 3):
        party(session, f"สมาชิก {number}", member=True)
    permissions = getattr(request, "param", ())
    made = Place(qtbot, tmp_path, session_with(*permissions) if permissions else session)
    yield made
    made.runner.stop()
    made.runner.deleteLater()


def test_a_proposal_is_seen_changed_and_kept(place):
    view = place.view
    assert view.model.rowCount() == len(STANDARD_LETTERS)
    view.choose(NAME)
    place.settle()
    assert view.preview.page_count() == 1
    assert view.back_button.isHidden()
    place.key("F4")
    form = view.letter_form
    assert form.name.name() == NAME
    form.text.clear()
    form.text.insertPlainText("เรียน ")
    button = next(each for each, what in form._buttons if what is Placeholder.NAME)
    button.click()
    assert form.text.toPlainText() == "เรียน {name}"
    assert form.text.hasFocus()
    type_text(form.text, " {oops}")
    form.ask_preview()
    place.settle()
    assert "oops" in form.banner.label.raw(), "what is wrong is said while typing"
    press(form.text, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    place.settle()
    assert not view.is_list_in_front(), "it is not kept"
    form.text.setPlainText("เรียน {name}")
    form.submit()
    place.settle()
    assert view.is_list_in_front()
    kept = [each for each in letters() if not each.is_proposal]
    assert [(each.data.name, each.data.body) for each in kept] == [(NAME, "เรียน {name}")]
    assert view._row.data.name == NAME
    assert not view._row.is_proposal
    view.aside_button.click()
    place.settle()
    assert NAME not in [each.data.name for each in letters()]


def test_letters_go_to_those_who_are_ticked(place):
    view = place.view
    view.choose(NAME)
    place.settle()
    place.key("Ctrl+E")
    form = view.send_form
    assert len(form.ticked()) == 3
    form.whom.set_value("unpaid")
    form.whom.committed.emit("unpaid")
    assert form.ticked() == ()
    form.submit()
    assert form.banner.label.raw(), "nobody gets it"
    form.table.setFocus()
    form.table.choose_first()
    press(form.table, Qt.Key.Key_Space)
    assert len(form.ticked()) == 1
    assert form.whom.key() == TICKED
    for button, name in (
        (form.pdf_button, f"{NAME}.pdf"),
        (form.list_button, f"{NAME}.xlsx"),
        (form.labels_button, "Address labels.pdf"),
    ):
        button.click()
        place.settle()
        place.qtbot.waitUntil(Path(place.folder / name).is_file, timeout=10_000)
    assert not form.progress.isVisible()


@pytest.mark.parametrize("place", [(Permission.EDIT_MEETINGS,)], indirect=True)
def test_who_may_not_see_the_books_writes_letters_and_sends_none(place):
    view = place.view
    view.choose(NAME)
    place.settle()
    assert view.send_button.isHidden()
    assert not view.change_button.isHidden()
    assert view.preview.page_count() == 0
