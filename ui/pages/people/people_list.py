"""Everybody who works with the book: a list, and at the right the form and the acts of one person."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.roles import ROLE_WORDS, Role
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.queries.people import User
from app.services import people, secrets_of_people
from app.services.people import PersonData
from app.services.secrets_of_people import Badge
from ui import formats, theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.pages.people import work
from ui.runner import Runner
from ui.widgets.arrange import Form, Panel, column, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.new_password import NewPassword
from ui.widgets.tables import TableView


def role_words(person: User) -> str:
    """Her role, with the last day of an auditor."""
    words = _(ROLE_WORDS[person.role])
    if person.valid_to is not None:
        return _("{role} until {day}").format(role=words, day=formats.date(person.valid_to))
    return words


def signs_in_by(person: User) -> str:
    """What she has besides her password."""
    if not person.active:
        return _("has left")
    parts = [_("password")]
    if person.has_pin:
        parts.append(_("PIN"))
    if person.has_badge:
        parts.append(_("badge"))
    return " · ".join(parts)


class PeopleList(QWidget):
    """The list with its panel; ``badge_made`` hands a new badge on for printing."""

    badge_made = Signal(object)

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self.model = RowsModel[User](
            [
                Col(lambda: _("Name"), lambda each: each.name, weight=3),
                Col(lambda: _("Role"), role_words, weight=2),
                Col(lambda: _("Signs in by"), signs_in_by, weight=2, tone=_tone),
            ]
        )
        self.table = TableView(_("People"))
        self.table.set_list(self.model)
        self.table.opened.connect(self._on_opened)
        self.add_button = Button("", self._on_add_clicked, kind="primary", icon="user-plus")
        self.panel = PersonPanel(self._run)
        self.panel.hide()
        left = QWidget()
        left.setLayout(
            column(row(self.add_button, -1), self.table, margins=theme.AROUND, spacing=theme.BETWEEN)
        )
        across = row(left, self.panel, spacing=0)
        across.setStretch(0, 1)
        self.setLayout(across)

    def retranslate(self) -> None:
        """Set every text again."""
        self.add_button.set_text(_("Let somebody in …"))
        self.model.retranslate()
        self.panel.retranslate()

    def show_data(self, data: work.PeopleData) -> None:
        """Show what was read."""
        self.model.set_rows(data.users)
        self.table.fit_columns()
        self.panel.offer(data, own_id=self._session.user_id)

    @Slot()
    def _on_add_clicked(self) -> None:
        self.panel.show_person(None)

    @Slot(object)
    def _on_opened(self, person: User) -> None:
        self.panel.show_person(person)

    def _run(self, job: Callable[[Session], object], said: str) -> None:
        def done(result: object) -> None:
            self._messages.say(said)
            if isinstance(result, Badge):
                self.badge_made.emit(result)
            self.panel.close_panel()

        self._runner.run(self, partial(job, self._session), done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.panel.tell(error_text(error))
        else:
            self._messages.show_error(error)


def _tone(person: User) -> str:
    return "" if person.active else "ink-soft"


class PersonPanel(Panel):
    """The particulars of one person and what can be done for her."""

    def __init__(
        self, run: Callable[[Callable[[Session], object], str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._run = run
        self._person: User | None = None
        self._own_id = 0
        self.name = NameField(required=True, most=200)
        self.role = SimpleChoice()
        self.role.committed.connect(self._on_role_chosen)
        self.member = ChoiceField()
        self.last_day = ThaiDateField()
        self.form = Form()
        self.name_label = self.form.add("", self.name)
        self.role_label = self.form.add("", self.role)
        self.member_label = self.form.add("", self.member)
        self.last_day_label = self.form.add("", self.last_day)
        self.new = NewPassword(columns=1)
        self.new.entered.connect(self._on_password_entered)
        self.new_text = Label("", type="small", tone="soft", wrap=True)
        self.note = Banner()
        self.note.hide()
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="check")
        self.password_button = Button("", self._on_password_clicked, icon="lock")
        self.badge_button = Button("", self._on_badge_clicked, icon="scan-barcode")
        self.no_badge_button = Button("", self._on_no_badge_clicked, kind="link", icon="x")
        self.no_pin_button = Button("", self._on_no_pin_clicked, kind="link", icon="x")
        self.leave_button = Button("", self._on_leave_clicked, kind="danger", icon="log-out")
        self.back_button = Button("", self._on_back_clicked, icon="log-in")
        self.add(self.form)
        self.add(self.new_text)
        self.add(self.new)
        self.add(self.note)
        self.add(column(self.save_button, self.password_button, self.badge_button, spacing=theme.INSIDE))
        self.add(column(self.no_badge_button, self.no_pin_button, spacing=0))
        self.add(row(self.back_button, self.leave_button, -1))
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        for label, field, words in (
            (self.name_label, self.name, _("Name")),
            (self.role_label, self.role, _("Role")),
            (self.member_label, self.member, _("Which member of the group")),
            (self.last_day_label, self.last_day, _("Last day")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        self.role.set_choices([Choice(role, _(words)) for role, words in ROLE_WORDS.items()])
        self.password_button.set_text(_("Give her this password"))
        self.badge_button.set_text(_("Make a badge …"))
        self.no_badge_button.set_text(_("The badge is lost"))
        self.no_pin_button.set_text(_("Take the PIN away"))
        self.leave_button.set_text(_("Let in no more"))
        self.back_button.set_text(_("Let in again"))
        self.new.retranslate()
        self._set_words()

    def _set_words(self) -> None:
        new = self._person is None
        self.set_title(_("Let somebody in") if new else self._person.name if self._person else "")
        self.save_button.set_text(_("Let in") if new else _("Save"))
        self.new_text.setText(
            _("She changes it herself later. Tell it to her alone.")
            if new
            else _("A new password, if she forgot hers.")
        )

    def offer(self, data: work.PeopleData, *, own_id: int) -> None:
        """Offer the members; show the person again as she is now."""
        self._own_id = own_id
        self.member.set_choices([Choice(identity, name) for identity, name in data.members])
        if self._person is not None and not self.isHidden():
            now = next((each for each in data.users if each.id == self._person.id), None)
            self.show_person(now)

    def show_person(self, person: User | None) -> None:
        """Show somebody, or an empty form for somebody new."""
        self._person = person
        self.note.hide()
        self.new.clear()
        self.name.set_value(person.name if person else None)
        self.role.set_value(person.role if person else Role.SELLER)
        self.member.set_value(person.party_id if person else None)
        self.last_day.set_value(person.valid_to if person else None)
        active = person is None or person.active
        own = person is not None and person.id == self._own_id
        for each in (self.name, self.role, self.save_button):
            each.setEnabled(active)
        self.new.setVisible(not own)
        self.new_text.setVisible(not own)
        self.password_button.setVisible(person is not None and active and not own)
        self.badge_button.setVisible(person is not None and active)
        self.no_badge_button.setVisible(person is not None and person.has_badge)
        self.no_pin_button.setVisible(person is not None and person.has_pin)
        self.leave_button.setVisible(person is not None and active and not own)
        self.back_button.setVisible(person is not None and not active)
        self._show_role()
        self._set_words()
        self.show()
        self.name.edit.setFocus()

    def tell(self, sentence: str) -> None:
        """Say what is wrong; nothing typed is lost."""
        self.note.show_text(sentence, tone="bad")

    def _show_role(self) -> None:
        role = self.role.key()
        for widget, shown in (
            (self.member, role is not Role.AUDITOR),
            (self.member_label, role is not Role.AUDITOR),
            (self.last_day, role is Role.AUDITOR),
            (self.last_day_label, role is Role.AUDITOR),
        ):
            widget.setVisible(shown)

    @Slot(object)
    def _on_role_chosen(self, _role: object) -> None:
        self._show_role()

    def _data(self) -> PersonData | None:
        if not self.name.check():
            return None
        role, member = self.role.key(), self.member.key()
        return PersonData(
            self.name.name(),
            role if isinstance(role, Role) else Role.MEMBER,
            member if isinstance(member, int) else None,
            self.last_day.date(),
        )

    @Slot()
    def _on_save_clicked(self) -> None:
        data = self._data()
        if data is None:
            return
        if self._person is None:
            password = self.new.password(data.name)
            if password is not None:
                words = _("{name} may come in now.").format(name=data.name)
                self._run(partial(people.add_user, data=data, password=password), words)
            return
        self._run(partial(people.change_user, user_id=self._person.id, data=data), _("Saved."))

    @Slot()
    def _on_password_entered(self) -> None:
        if self._person is None:
            self._on_save_clicked()
        else:
            self._on_password_clicked()

    @Slot()
    def _on_password_clicked(self) -> None:
        if self._person is None:
            return
        password = self.new.password(self._person.name)
        if password is not None:
            job = partial(secrets_of_people.set_password, user_id=self._person.id, new=password)
            self._run(job, _("{name} has a new password.").format(name=self._person.name))

    @Slot()
    def _on_badge_clicked(self) -> None:
        if self._person is not None:
            self._run(
                partial(secrets_of_people.make_badge, user_id=self._person.id),
                _("The badge is ready to print."),
            )

    @Slot()
    def _on_no_badge_clicked(self) -> None:
        if self._person is not None:
            self._run(
                partial(secrets_of_people.remove_badge, user_id=self._person.id),
                _("The badge says nothing any more."),
            )

    @Slot()
    def _on_no_pin_clicked(self) -> None:
        if self._person is not None:
            self._run(partial(secrets_of_people.clear_pin, user_id=self._person.id), _("Saved."))

    @Slot()
    def _on_leave_clicked(self) -> None:
        if self._person is not None:
            words = _("{name} is let in no more; what she did stays.").format(name=self._person.name)
            self._run(partial(people.deactivate_user, user_id=self._person.id), words)

    @Slot()
    def _on_back_clicked(self) -> None:
        if self._person is None:
            return
        password = self.new.password(self._person.name)
        if password is not None:
            words = _("{name} may come in now.").format(name=self._person.name)
            self._run(partial(people.let_in_again, user_id=self._person.id, password=password), words)
