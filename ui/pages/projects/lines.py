"""The form of a project's budget and results, line by line."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.project import BudgetData, ResultData, budget_sum
from app.i18n import _
from app.queries.projects import Project
from ui import formats
from ui.pages.projects.forms import account_choices
from ui.pages.projects.work import Lines, Lists
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable


class BudgetLine(Line):
    """What a part of the money is for."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.uid = new_uid()
        self.name, self.amount = NameField(required=True, most=200), MoneyField(required=True)
        self.account = ChoiceField(choices=choices)
        super().__init__(self.name, self.amount, self.account)

    def data(self) -> BudgetData:
        """The line as it is typed."""
        code = self.account.key()
        return BudgetData(
            self.name.name(), self.amount.number_or_zero(), code if isinstance(code, str) else "", self.uid
        )


class BudgetLines(LineTable[BudgetLine]):
    """The lines of the budget, and what they come to."""

    columns = (
        LineColumn(lambda: _("What the money is for"), 5),
        LineColumn(lambda: _("Budget"), 3, right=True),
        LineColumn(lambda: _("Account whose slips belong here"), 5),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: list[Choice] = []
        super().__init__(parent)
        self.changed.connect(self._on_lines_changed)

    def make(self) -> BudgetLine:
        """An empty line."""
        return BudgetLine(self._choices)

    def set_accounts(self, spending: Sequence[tuple[str, str, str]]) -> None:
        """What can be chosen."""
        self._choices = account_choices(spending)
        for line in self.lines:
            line.account.set_choices(self._choices)

    def set_data(self, rows: Sequence[BudgetData]) -> None:
        """Fill the lines in."""
        for line, data in zip(self.set_count(len(rows)), rows, strict=True):
            line.uid = data.uid
            line.name.set_value(data.name)
            line.amount.set_value(data.amount)
            line.account.set_value(data.account_code or None)
        if not rows:
            self.clear()
        self.changed.emit()

    def data(self) -> tuple[BudgetData, ...]:
        """The lines as they are typed."""
        return tuple(line.data() for line in self.begun())

    @Slot()
    def _on_lines_changed(self) -> None:
        total = budget_sum(line.amount.number_or_zero() for line in self.lines)
        self.show_sum(_("Together {amount} baht").format(amount=formats.money(total)))


class ResultLine(Line):
    """What is to be reached."""

    def __init__(self) -> None:
        self.uid = new_uid()
        self.name, self.unit = NameField(required=True, most=200), NameField(most=60)
        self.target, self.reached = QuantityField(), QuantityField()
        self.note = NameField(most=200)
        super().__init__(self.name, self.target, self.reached, self.unit, self.note)

    def data(self) -> ResultData:
        """The line as it is typed."""
        return ResultData(
            self.name.name(),
            self.unit.name(),
            self.target.number(),
            self.reached.number(),
            self.note.name(),
            self.uid,
        )


class ResultLines(LineTable[ResultLine]):
    """What a project wants to reach and reached."""

    columns = (
        LineColumn(lambda: _("What is to be reached"), 5),
        LineColumn(lambda: _("Aim"), 2, right=True),
        LineColumn(lambda: _("Reached"), 2, right=True),
        LineColumn(lambda: _("Unit"), 2),
        LineColumn(lambda: _("Note"), 4),
    )

    def make(self) -> ResultLine:
        """An empty line."""
        return ResultLine()

    def set_data(self, rows: Sequence[ResultData]) -> None:
        """Fill the lines in."""
        for line, data in zip(self.set_count(len(rows)), rows, strict=True):
            line.uid = data.uid
            line.name.set_value(data.name)
            line.unit.set_value(data.unit or None)
            line.target.set_value(data.target)
            line.reached.set_value(data.reached)
            line.note.set_value(data.note or None)
        if not rows:
            self.clear()

    def data(self) -> tuple[ResultData, ...]:
        """The lines as they are typed."""
        return tuple(line.data() for line in self.begun())


class LinesForm(FormPage):
    """Budget and results; ``submitted`` gives ``Lines``."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.budget_title = Label("", type="large", strong=True)
        self.budget = BudgetLines()
        self.results_title = Label("", type="large", strong=True)
        self.results = ResultLines()
        for widget in (self.budget_title, self.budget, self.results_title, self.results):
            self.add(widget)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.project.name if self.project else ""
        self.title.setText(_("Budget and results of {name}").format(name=name))
        self.save_button.set_text(_("Save"))
        self.budget_title.setText(_("Budget"))
        self.results_title.setText(_("Results"))
        self.budget.retranslate()
        self.results.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """Accounts that money is spent on."""
        self.budget.set_accounts(lists.spending)

    def show_lines(self, each: Project, lines: Lines) -> None:
        """The lines of a project."""
        self.project = each
        self.set_busy(False)
        self.say("")
        self.budget.set_data(lines.budget)
        self.results.set_data(lines.results)
        self.retranslate()
        self.budget.lines[0].name.edit.setFocus()

    def submit(self) -> None:
        """Check what was begun, then hand over the lines."""
        if self.busy:
            return
        self.say("")
        tables = (self.budget, self.results)
        begun = [line for table in tables for line in table.begun()]
        if [line for line in reversed(begun) if not line.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(Lines(self.budget.data(), self.results.data()))
