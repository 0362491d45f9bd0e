"""Who came: a line for each member, ticked by Space or Enter, and the guests."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.meeting import PRESENCE_WORDS, AttendanceData, Presence, quorum
from app.i18n import _
from app.queries.meetings import Attendant, Meeting
from reports.meeting_papers import full_title
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import row
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

ORDER = (Presence.PRESENT, Presence.PROXY, Presence.EXCUSED, Presence.ABSENT)
TONES = {Presence.PRESENT: "leaf", Presence.PROXY: "leaf", Presence.EXCUSED: "turmeric-text"}
ROWS = 3


class TickTable(TableView):
    """Space and Enter tick the row, Left and Right walk through the states; the keys then go on."""

    ticked = Signal()
    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by keys that every keyboard layout has."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ticked.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turned.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)


class AttendanceForm(FormPage):
    """``submitted`` gives (meeting's uid, lines)."""

    submitted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting: Meeting | None = None
        self._lines: list[Attendant] = []
        self.model = RowsModel[Attendant](
            [
                Col(lambda: _("Number"), lambda each: each.number, weight=2),
                Col(lambda: _("Name"), _name, weight=6, private=True),
                Col(lambda: _("Section"), lambda each: each.section, weight=3),
                Col(lambda: _("Came or not"), _state, weight=4, tone=_tone),
            ]
        )
        self.table = TickTable()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.control_height() * ROWS)
        self.table.ticked.connect(self._on_ticked)
        self.table.turned.connect(self._on_turned)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.counted = Label("", type="large", strong=True)
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.all_button = Button("", self._on_all_clicked, icon="check")
        self.proxy_label, self.proxy = Label("", type="small", tone="soft"), NameField(most=200)
        self.proxy.changed.connect(self._on_proxy_changed)
        self.guest_label, self.guest = Label("", type="small", tone="soft"), NameField(most=200)
        self.guest_button = Button("", self._on_guest_entered, icon="plus")
        self.guest.edit.returnPressed.connect(self._on_guest_entered)
        self.drop_button = Button("", self._on_drop_clicked, kind="quiet", icon="trash-2")
        self.add(row(self.counted, -1, self.all_button))
        self.add(self.hint)
        self.fields.addWidget(self.table, 1)
        self.add(row(self.proxy_label, self.proxy, spacing=theme.INSIDE))
        guests = row(self.guest_label, self.guest, self.guest_button, self.drop_button, spacing=theme.INSIDE)
        self.add(guests)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = full_title(self.meeting) if self.meeting is not None else ""
        self.title.setText(_("Who came: {meeting}").format(meeting=name))
        self.save_button.set_text(_("Save who came"))
        self.table.setAccessibleName(_("Who came"))
        self.hint.setText(
            _("Space or Enter: came or not, then the next one. Left and Right: sent somebody, excused.")
        )
        self.all_button.set_text(_("All came"))
        self.guest_button.set_text(_("Add a guest"))
        self.drop_button.set_text(_("Take this guest off"))
        for label, field, text in (
            (self.proxy_label, self.proxy, _("Who came for her")),
            (self.guest_label, self.guest, _("Name of a guest")),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.model.retranslate()
        self._count()

    def show_people(self, meeting: Meeting, people: Sequence[Attendant]) -> None:
        """Who is called to a meeting, and what is known of each."""
        self.meeting = meeting
        self._lines = list(people)
        self.set_busy(False)
        self.say("")
        self.guest.set_value(None)
        self.retranslate()
        self._set(0)
        self.table.setFocus()

    def lines(self) -> tuple[AttendanceData, ...]:
        """The list as it is ticked."""
        return tuple(each.data for each in self._lines)

    def submit(self) -> None:
        """Hand over the list."""
        if self.busy or self.meeting is None:
            return
        if self.guest.edit.hasFocus() and self.guest.name():
            self._on_guest_entered()
            return
        self.say("")
        self.set_busy(True)
        self.submitted.emit(self.meeting.uid, self.lines())

    # ---- ticking

    def _at(self) -> int | None:
        current = self.table.current_row()
        return next((at for at, each in enumerate(self._lines) if each is current), None)

    def _set(self, at: int) -> None:
        """Show the lines again with the keys on one of them."""
        self.model.set_rows(self._lines)
        if self._lines:
            wanted = self._lines[min(at, len(self._lines) - 1)]
            self.table.choose_where(lambda each: each is wanted)
        self._count()
        self._show_line()

    def _turn(self, at: int, state: Presence) -> None:
        line = self._lines[at]
        proxy = line.data.proxy if state is Presence.PROXY else ""
        self._lines[at] = replace(line, data=replace(line.data, state=state, proxy=proxy))

    @Slot()
    def _on_ticked(self) -> None:
        at = self._at()
        if at is not None:
            here = self._lines[at].data.state is Presence.PRESENT
            self._turn(at, Presence.ABSENT if here else Presence.PRESENT)
            self._set(at + 1)

    @Slot(int)
    def _on_turned(self, step: int) -> None:
        at = self._at()
        if at is not None:
            now = ORDER.index(self._lines[at].data.state)
            self._turn(at, ORDER[(now + step) % len(ORDER)])
            self._set(at)

    @Slot()
    def _on_double_clicked(self) -> None:
        self._on_turned(1)

    @Slot()
    def _on_all_clicked(self) -> None:
        for at, each in enumerate(self._lines):
            if each.data.state is Presence.ABSENT:
                self._turn(at, Presence.PRESENT)
        self._set(0)
        self.table.setFocus()

    @Slot(object)
    def _on_row_chosen(self, _row: object) -> None:
        self._show_line()

    @Slot(object)
    def _on_proxy_changed(self, _value: object) -> None:
        at = self._at()
        if at is not None and self._lines[at].data.state is Presence.PROXY:
            line = self._lines[at]
            self._lines[at] = replace(line, data=replace(line.data, proxy=self.proxy.name()))
            self._set(at)

    @Slot()
    def _on_guest_entered(self) -> None:
        name = self.guest.name()
        if name:
            self._lines.append(Attendant(AttendanceData(None, name, Presence.PRESENT)))
            self.guest.set_value(None)
            self._set(len(self._lines) - 1)

    @Slot()
    def _on_drop_clicked(self) -> None:
        at = self._at()
        if at is not None and self._lines[at].data.party_uid is None:
            del self._lines[at]
            self._set(at)

    def _show_line(self) -> None:
        at = self._at()
        data = self._lines[at].data if at is not None else None
        sent = data is not None and data.state is Presence.PROXY
        self.proxy_label.setVisible(sent)
        self.proxy.setVisible(sent)
        if data is not None and sent and self.proxy.name() != data.proxy:
            self.proxy.set_value(data.proxy or None)
        self.drop_button.setVisible(data is not None and data.party_uid is None)

    def _count(self) -> None:
        found = quorum(self.lines())
        words = _("{came} of {called} came; half of them is {needed}").format(
            came=found.came, called=found.called, needed=found.needed
        )
        self.counted.setText(words)
        theme.set_role(self.counted, tone="leaf" if found.reached else "turmeric")


def _name(each: Attendant) -> str:
    if each.data.party_uid is None:
        return _("{name} (guest)").format(name=each.data.name)
    return each.data.name


def _state(each: Attendant) -> str:
    words = _(PRESENCE_WORDS[each.data.state])
    return f"{words}: {each.data.proxy}" if each.data.proxy else words


def _tone(each: Attendant) -> str:
    return TONES.get(each.data.state, "ink-soft")
