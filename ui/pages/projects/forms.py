"""The forms of the projects: a project's own words, its money, and which line each slip belongs to."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.project import ProjectData, ProjectMoneyDraft
from app.domain.purchase import Slip
from app.domain.slip_entry import PayDraft, PayKind
from app.i18n import _
from app.queries.projects import Project, ProjectState, SpentLine
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.pages.projects.work import FROM_LEDGER, KEPT, OPENING, RECEIVED, RETURNED, Lists, PutDraft, Slips
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of
from ui.widgets.words_form import WordsForm

Today = Callable[[], dt.date]
BACK, STAYS = "back", "stays"
BY_ACCOUNT = "account"


class ProjectForm(WordsForm):
    """A project's own words; ``submitted`` gives (data, new people, uid, whether it is known)."""

    submitted = Signal(object, object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.code = NameField(required=True, most=200), NameField(most=40)
        self.funder, self.agreed = PartyField(), MoneyField()
        self.first_day, self.last_day = ThaiDateField(today=today), ThaiDateField(today=today)
        self.contract, self.rest = NameField(most=100), SimpleChoice(required=True)
        self.purpose, self.note = NameField(), NameField()
        self.lay(
            *(self.name, self.funder, self.agreed, self.rest, self.first_day, self.last_day),
            *(self.contract, self.code, self.purpose, self.note),
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_all(
            _("Change the project") if self._known else _("New project"),
            _("Save the project"),
            (
                _("Name of the project"),
                _("Who pays for it"),
                _("Sum agreed"),
                _("What is left in the end"),
                _("First day"),
                _("Last day"),
                _("Number of the contract"),
                _("Code (empty: the next one)"),
                _("What the money is for"),
                _("Note"),
            ),
        )
        chosen = self.rest.key()
        self.rest.set_choices([Choice(BACK, _("Goes back")), Choice(STAYS, _("May be kept"))])
        self.rest.set_value(chosen or BACK)
        self.agreed.set_unit(_("baht"))
        self.first_day.retranslate()
        self.last_day.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.funder.set_people(lists.people)

    def show_project(self, uid: bytes | None, data: ProjectData | None) -> None:
        """A project that is there, or an empty form."""
        kept = data or ProjectData("")
        values = (
            *(kept.name or None, kept.funder_uid, kept.agreed or None, BACK if kept.is_returnable else STAYS),
            *(kept.first_day, kept.last_day, kept.contract or None, kept.code or None),
            *(kept.purpose or None, kept.note or None),
        )
        self.fill(uid, values)
        self.retranslate()
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the words."""
        if self.busy:
            return
        self.say("")
        if not self.all_right():
            return
        data = ProjectData(
            self.name.name(),
            self.code.name(),
            uid_of(self.funder),
            self.purpose.name(),
            self.contract.name(),
            self.first_day.date(),
            self.last_day.date(),
            self.agreed.number_or_zero(),
            self.rest.key() != STAYS,
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(data, new_in(self.funder), self._uid, self._known)


class MoneyForm(FormPage):
    """Money of a project; ``submitted`` gives (what, draft, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._may_post, self._loose = False, 0
        self.state: ProjectState | None = None
        self.what, self.day = SimpleChoice(required=True), ThaiDateField(required=True, today=today)
        self.amount, self.account = MoneyField(required=True), SimpleChoice(required=True)
        self.slip, self.note = NameField(most=60), NameField()
        self._fields = (self.what, self.day, self.amount, self.account, self.slip, self.note)
        self._form = FlowingForm(self._fields)
        self.stands = Label("", tone="soft", wrap=True, private="figures")
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self.stands)
        self.add(self._form)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.what.committed.connect(self._on_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        found = self.state
        self.title.setText(_("Money of {name}").format(name=found.project.name) if found else "")
        self.save_button.set_text(_("Save"))
        chosen = self.what.key()
        choices = [Choice(RECEIVED, _("Money received"))]
        if found is not None and found.money_left > 0:
            choices.append(Choice(RETURNED, _("Given back to who paid")))
            if self._may_post and not found.project.is_returnable:
                choices.append(Choice(KEPT, _("Kept as other income")))
        if self._may_post:
            choices.append(Choice(OPENING, _("Received before this book")))
            if self._loose > 0:
                choices.append(Choice(FROM_LEDGER, _("In the ledger already, without a project")))
        self.what.set_choices(choices)
        self.what.set_value(chosen if chosen in [each.key for each in choices] else RECEIVED)
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        if found is not None:
            self.stands.setText(
                _("{received} baht came, {spent} are spent, {left} are left.").format(
                    received=formats.money(found.money.received),
                    spent=formats.money(found.spent),
                    left=formats.money(found.money_left),
                )
            )
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        self.account.set_choices(
            [
                Choice(each.code, in_language(each.name, each.name_en), note=each.holder)
                for each in lists.accounts
            ]
        )
        self.account.set_value(lists.accounts[0].code if lists.accounts else None)

    def show_project(self, found: ProjectState, *, may_post: bool, loose: int = 0) -> None:
        """An empty form for a project; ``loose``: what the ledger has on no project."""
        self.state, self._may_post, self._loose = found, may_post, loose
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.amount, self.slip, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.what.set_value(RECEIVED)
        self.retranslate()
        self.amount.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        found, what = self.state, self.what.key()
        if self.busy or found is None or not isinstance(what, str):
            return
        self.say("")
        moves = what in (RECEIVED, RETURNED)
        fields = [field for field in self._fields if moves or field is not self.account]
        if [field for field in reversed(fields) if not field.check()]:
            return
        amount = self.amount.number_or_zero()
        pays = (PayDraft(PayKind.MONEY, amount, str(self.account.key())),) if moves else ()
        slip = Slip(None, self.slip.name())
        draft = ProjectMoneyDraft(self._uid, found.project.uid, amount, pays, slip, self.note.name())
        self.set_busy(True)
        self.submitted.emit(what, draft, self.day.date())

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        if self.what.key() in (RETURNED, KEPT) and self.state is not None and self.amount.is_empty():
            self.amount.set_value(self.state.money_left)
        if self.what.key() == FROM_LEDGER and self.amount.is_empty():
            self.amount.set_value(self._loose)
        self._show()

    def _show(self) -> None:
        what = self.what.key()
        moves = what in (RECEIVED, RETURNED)
        self._form.set_texts(
            (
                _("What happened"),
                _("Day"),
                _("Amount"),
                _("Paid from") if what == RETURNED else _("Received in"),
                _("Slip number"),
                _("Note"),
            )
        )
        self._form.show_fields((True, True, True, moves, moves, True))
        hints = {
            RECEIVED: _("It is owed until it is spent; then it becomes income of the same amount."),
            KEPT: _("It becomes other income of the group."),
            FROM_LEDGER: _("The money is put on this project in the ledger, and into the register."),
            OPENING: _("The other side is the equity that the group began with."),
        }
        self.hint.setText(hints.get(what, "") if isinstance(what, str) else "")


class SlipLine(Line):
    """A slip that was spent, with the budget line it belongs to."""

    def __init__(self) -> None:
        self.slip: SpentLine | None = None
        self.before: object = None
        self.day, self.words = Label("", tone="soft"), Label("", elide=True, private="words")
        self.amount = Label("", align=Qt.AlignmentFlag.AlignRight, private="figures")
        self.budget = SimpleChoice(required=True)
        super().__init__(self.day, self.words, self.amount, self.budget)
        self.remove.hide()


class SlipLines(LineTable[SlipLine]):
    """Every slip of a project."""

    least = 0
    columns = (
        LineColumn(lambda: _("Day"), 2),
        LineColumn(lambda: _("For what"), 5),
        LineColumn(lambda: _("Amount"), 2, right=True),
        LineColumn(lambda: _("Budget line"), 4),
    )

    def make(self) -> SlipLine:
        """An empty line."""
        return SlipLine()


class SlipsForm(FormPage):
    """Which line each slip belongs to; ``submitted`` gives a ``PutDraft``."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.table = SlipLines()
        self.table.add_button.hide()
        self.nothing = Label("", tone="soft", wrap=True)
        self.add(self.nothing)
        self.add(self.table)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.project.name if self.project else ""
        self.title.setText(_("Slips of {name}").format(name=name))
        self.save_button.set_text(_("Save"))
        self.nothing.setText(
            _("Nothing is spent for this project yet. Choose the project on a slip, a purchase or an asset.")
        )
        self.table.retranslate()

    def show_slips(self, each: Project, found: Slips) -> None:
        """The slips of a project, each where it was put."""
        self.project = each
        self.set_busy(False)
        self.say("")
        choices = [Choice(line.uid, line.name) for line in found.lines]
        names = {line.account_id: line.name for line in reversed(found.lines) if line.account_id is not None}
        uids = {line.id: line.uid for line in found.lines}
        for line, slip in zip(self.table.set_count(len(found.slips)), found.slips, strict=True):
            line.slip = slip
            line.before = uids.get(slip.budget_id or 0, BY_ACCOUNT)
            line.day.setText(formats.date(slip.on))
            line.words.setText(" · ".join(text for text in (slip.number, slip.payee, slip.what) if text))
            line.amount.setText(formats.money(slip.amount))
            line.budget.set_choices([Choice(BY_ACCOUNT, _by_account(names.get(slip.account_id))), *choices])
            line.budget.set_value(line.before)
            line.remove.hide()
        self.nothing.setVisible(not found.slips)
        self.retranslate()
        if self.table.lines:
            self.table.lines[0].budget.edit.setFocus()

    def submit(self) -> None:
        """Hand over what was put elsewhere."""
        if self.busy:
            return
        rows = []
        for line in self.table.lines:
            key = line.budget.key()
            if line.slip is not None and key is not None and key != line.before:
                budget = key if isinstance(key, bytes) else None
                rows.append((line.slip.document_uid, line.slip.line_no, budget))
        if not rows:
            self.back.emit()
            return
        self.set_busy(True)
        self.submitted.emit(PutDraft(tuple(rows)))


def _by_account(name: str | None) -> str:
    return _("By its account: {line}").format(line=name or _("in no line"))


def account_choices(spending: Sequence[tuple[str, str, str]]) -> list[Choice]:
    """Accounts that money can be spent on."""
    return [
        Choice(code, f"{code} {in_language(name, name_en)}", also=f"{name} {name_en}")
        for code, name, name_en in spending
    ]
