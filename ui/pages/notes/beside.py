"""Whether two books are linked, and what stands beside a note: the link, what was answered before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.household.notes import NoteKind
from app.i18n import _, ngettext
from app.queries.household.notes import Link, NoteIn
from app.services.household.linking import Invitation
from app.thai.dates import format_date
from reports.common import joined
from ui import theme
from ui.pages.notes import words
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label


class InvitationCard(Card):
    """The question, asked once, whether the two books may be linked."""

    def __init__(self, on_yes: Callable[[], object], on_no: Callable[[], object]) -> None:
        super().__init__(padding=theme.AROUND)
        self.heading.hide()
        self.question = Label("", type="title", wrap=True)
        self.words = Label("", wrap=True)
        self.yes_button = Button("", on_yes, kind="primary", icon="handshake", touch=True, large=True)
        self.no_button = Button("", on_no, icon="clock", touch=True, large=True)
        self.body.setSpacing(theme.BETWEEN)
        self.add(self.question)
        self.add(self.words)
        self.add(row(self.yes_button, self.no_button, -1))

    def show_invitation(self, invitation: Invitation) -> None:
        """Ask about a group."""
        self.question.setText(
            _("Shall {group} tell your book what it pays you?").format(group=invitation.group_name)
        )
        self.words.setText(
            _(
                "Whenever the group pays you, a sealed note comes here. You look at it and say whether it is "
                "written down. Nobody of the group can look into your book, and you can end it on any day."
            )
        )
        self.yes_button.set_text(_("Yes, link the two books"))
        self.no_button.set_text(_("Not now"))


class LinkCard(Card):
    """With which group the book is linked since when, and what can be done with the link."""

    def __init__(
        self, on_take: Callable[[], object], on_carry: Callable[[], object], on_end: Callable[[], object]
    ) -> None:
        super().__init__()
        self.since = Label("", tone="soft", wrap=True)
        self.lying = Label("", tone="soft", wrap=True)
        self.take_button = Button("", on_take, kind="quiet", icon="usb", touch=True)
        self.carry_button = Button("", on_carry, kind="quiet", icon="upload", touch=True)
        self.end_button = Button("", self._on_end, kind="quiet", icon="x", touch=True)
        self.question = Label("", strong=True, wrap=True)
        self.yes_button = Button("", on_end, touch=True)
        self.no_button = Button("", self._on_kept, touch=True)
        self.asked = QWidget()
        asked = column(self.question, row(self.no_button, self.yes_button, -1))
        self.asked.setLayout(asked)
        self.body.setSpacing(4)
        self.add(self.since)
        self.add(self.lying)
        for button in (self.take_button, self.carry_button, self.end_button):
            self.add(row(button, -1))
        self.add(self.asked)
        self.asked.hide()

    def show_link(self, link: Link, lying: int) -> None:
        """Show it; ``lying`` notes wait here for the group."""
        self.set_title(link.name)
        self.since.setText(_("Linked since {day}").format(day=format_date(link.linked_on, "medium")))
        self.lying.setText(
            ngettext(
                "{count} note for the group lies here: its book was not within reach.",
                "{count} notes for the group lie here: its book was not within reach.",
                lying,
            ).format(count=lying)
        )
        self.lying.setVisible(lying > 0)
        self.carry_button.setVisible(lying > 0)
        self.take_button.set_text(_("Take in notes from a stick …"))
        self.carry_button.set_text(_("Take them along on a stick …"))
        self.end_button.set_text(_("End the link …"))
        self.question.setText(
            _("End the link with {group}? No more notes come. What you wrote down stays.").format(
                group=link.name
            )
        )
        self.yes_button.set_text(_("End it"))
        self.no_button.set_text(_("Keep it"))

    @Slot()
    def _on_end(self) -> None:
        self.asked.show()
        self.no_button.setFocus()

    @Slot()
    def _on_kept(self) -> None:
        self.asked.hide()
        self.end_button.setFocus()


class DecidedList(QWidget):
    """What was written down or left out before; a payment can wait again."""

    again = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heading = Label("", strong=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(self.heading)
        layout.addLayout(self._rows)

    def show_notes(self, notes: Sequence[NoteIn]) -> None:
        """Other notes."""
        self.heading.setText(_("Answered before"))
        self.setVisible(bool(notes))
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self._rows.addWidget(self._line(note))

    def _line(self, note: NoteIn) -> QWidget:
        line = QWidget()
        said = Label(words.sentence(note), wrap=True, private="figures")
        became = Label(joined(words.outcome(note), note.number), type="small", tone="soft", wrap=True)
        button = IconButton("rotate-ccw", _("Ask me again"), self._on_again, touch=True)
        button.setProperty("uid", note.uid.hex())
        button.setAccessibleName(f"{_('Ask me again')}: {words.sentence(note)}")
        across = row(column(said, became, spacing=0), button)
        across.setStretch(0, 1)
        line.setLayout(across)
        button.setVisible(note.kind is NoteKind.PAYMENT)
        return line

    @Slot()
    def _on_again(self) -> None:
        self.again.emit(bytes.fromhex(str(self.sender().property("uid"))))
