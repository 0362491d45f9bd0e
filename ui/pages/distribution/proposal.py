"""The form of a proposal for a year's profit: its parts, worked out to the satang while they are typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot

from app.domain.distribution import Division, VariantData
from app.domain.distribution_heads import (
    BASE_WORDS,
    BASES_OF,
    HEAD_WORDS,
    METHOD_WORDS,
    Base,
    FundMissingError,
    Head,
    HeadKind,
    HeadMethodError,
    HeadNameMissingError,
    HeadValueError,
    Method,
)
from app.domain.distribution_start import head_value, starting_heads, typed_value
from app.domain.document import new_uid
from app.domain.fiscal import FiscalYear
from app.errors import SamutError
from app.i18n import _
from app.queries.distribution import Fund
from reports.common import in_language
from ui import formats
from ui.messages_text import error_text
from ui.pages.distribution.work import Facts, Proposal, work_out
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

CELL_OF: dict[type[SamutError], int] = {
    HeadNameMissingError: 1,
    FundMissingError: 2,
    HeadMethodError: 3,
    HeadValueError: 4,
}
"""Which cell of a part is wrong."""


class HeadLine(Line):
    """One part: what for, its name, into which fund or by what people share it, how large."""

    def __init__(self, funds: Sequence[Fund]) -> None:
        self.kind, self.part = SimpleChoice(required=True), NameField(required=True, most=200)
        self.target, self.method = SimpleChoice(), SimpleChoice(required=True)
        self.value, self.amount = MoneyField(), Label("", private="figures")
        self._funds = funds
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(self.kind, self.part, self.target, self.method, self.value, self.amount)
        self.kind.set_choices([Choice(each, _(words)) for each, words in HEAD_WORDS.items()])
        self.kind.committed.connect(self._on_kind_committed)
        self.method.committed.connect(self._on_method_committed)
        self.show_head(Head(HeadKind.FUND, "", Method.PERCENT))

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.part.is_empty() and self.value.is_empty()

    def show_head(self, head: Head) -> None:
        """Show a part."""
        self.kind.set_value(head.kind)
        self._offer()
        self.part.set_value(head.name or None)
        self.target.set_value(head.fund or (head.base if head.base is not Base.NONE else None))
        self.method.set_value(head.method)
        self.value.set_value(typed_value(head) or None)
        self._show_value()

    def head(self) -> Head:
        """The part as it is typed."""
        kind, method, target = self.kind.key(), self.method.key(), self.target.key()
        kind = kind if isinstance(kind, HeadKind) else HeadKind.RETAINED
        method = method if isinstance(method, Method) else Method.REST
        value = head_value(method, self.value.number_or_zero())
        base = target if isinstance(target, Base) else Base.NONE
        fund = "" if isinstance(target, Base) or target is None else str(target)
        return Head(kind, self.part.name(), method, value, base, fund)

    def _offer(self) -> None:
        kind = self.kind.key()
        if kind is HeadKind.FUND:
            choices = [Choice(each.code, in_language(each.name, each.name_en)) for each in self._funds]
        else:
            known = BASES_OF[kind] if isinstance(kind, HeadKind) else ()
            choices = [Choice(base, _(BASE_WORDS[base])) for base in known if base is not Base.NONE]
        self.target.set_choices(choices)
        self.target.set_value(choices[0].key if choices else None)
        self.target.setEnabled(len(choices) > 1)
        methods = [each for each in Method if each is not Method.SHARE_RATE or kind is HeadKind.DIVIDEND]
        chosen = self.method.key()
        self.method.set_choices([Choice(each, _(METHOD_WORDS[each])) for each in methods])
        self.method.set_value(chosen if chosen in methods else methods[0])

    def _show_value(self) -> None:
        method = self.method.key()
        self.value.setEnabled(method is not Method.REST)

    @Slot(object)
    def _on_kind_committed(self, key: object) -> None:
        self._offer()
        if self.part.is_empty() and isinstance(key, HeadKind):
            self.part.set_value(_(HEAD_WORDS[key]))
        self._show_value()

    @Slot(object)
    def _on_method_committed(self, _key: object) -> None:
        self._show_value()


class HeadTable(LineTable[HeadLine]):
    """The parts of a proposal."""

    columns = (
        LineColumn(lambda: _("Kind of part"), 4),
        LineColumn(lambda: _("Part"), 4),
        LineColumn(lambda: _("Where to, or by what"), 4),
        LineColumn(lambda: _("How it is said"), 3),
        LineColumn(lambda: _("Size"), 3),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )
    funds: Sequence[Fund] = ()

    def make(self) -> HeadLine:
        """An empty part."""
        return HeadLine(self.funds)

    def add_words(self) -> str:
        """The words of the button for one more."""
        return _("One more part")

    def remove_words(self) -> str:
        """The words of the button that takes one away."""
        return _("Take this part away")


class ProposalForm(FormPage):
    """Fills in a ``VariantData``; ``submitted`` gives (data, uid, whether it is known already)."""

    submitted = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._uid, self._known = new_uid(), False
        self._year: FiscalYear | None = None
        self._facts = Facts()
        self.called, self.note = NameField(required=True, most=200), NameField()
        self._form = FlowingForm((self.called, self.note))
        self.there = Label("", strong=True, wrap=True, private="figures")
        self.table = HeadTable()
        self.problem = Label("", tone="turmeric", wrap=True)
        for each in (self._form, self.there, self.table, self.problem):
            self.add(each)
        self.content.setMaximumWidth(16_777_215)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.table.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Proposal for the meeting"))
        self.save_button.set_text(_("Save"))
        self._form.set_texts((_("Name of the proposal"), _("Note")))
        self.table.retranslate()

    def show_proposal(self, year: FiscalYear, facts: Facts, each: Proposal | None, *, copy: bool) -> None:
        """A proposal to change, a copy of one, or without one a proposal to start from."""
        self._year, self._facts = year, facts
        self._known = each is not None and not copy
        self._uid = each.uid if each is not None and not copy else new_uid()
        self.set_busy(False)
        self.say("")
        self.table.funds = facts.funds
        codes = {fund.role: fund.code for fund in facts.funds if fund.role}
        heads = each.heads if each is not None else starting_heads(facts.bases, codes)
        self.called.set_value(None if each is None or copy else each.name)
        self.note.set_value(each.note or None if each is not None else None)
        for line, head in zip(self.table.set_count(len(heads)), heads, strict=True):
            line.show_head(head)
        if facts.available is not None:
            words = _("To be divided: {amount} baht").format(amount=formats.money(facts.available.divisible))
            self.there.setText(words)
        self._show_amounts()
        self.called.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the data."""
        if self.busy or self._year is None or not (self.called.check() and self.table.check()):
            return
        self.say("")
        self.set_busy(True)
        data = VariantData(self._year, self.called.name(), self._heads(), self.note.name())
        self.submitted.emit(data, self._uid, self._known)

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong, under the cell where it is one part's."""
        super().show_error(error)
        column = CELL_OF.get(type(error))
        if column is not None:
            names = [head.name for head in self._heads()]
            name = error.data.get("name")
            position = error.data.get("position")
            at = position - 1 if isinstance(position, int) else names.index(str(name))
            self.table.mark(at, column, error_text(error))

    def _heads(self) -> tuple[Head, ...]:
        return tuple(line.head() for line in self.table.begun())

    @Slot()
    def _on_changed(self) -> None:
        self._show_amounts()

    def _show_amounts(self) -> None:
        found = work_out(self._heads(), self._facts)
        lines = self.table.begun()
        if isinstance(found, Division):
            for line, part in zip(lines, found.parts, strict=True):
                line.amount.setText(formats.money(part.amount))
            self.table.show_sum(_("Divided {amount}").format(amount=formats.money(found.divided)))
            left = _("Stays undivided {amount}").format(amount=formats.money(found.undivided))
            self.table.show_remainder(left, wants=found.undivided > 0)
            self.problem.setText("")
            return
        for line in lines:
            line.amount.setText("")
        self.table.show_sum("")
        self.table.show_remainder("", wants=False)
        self.problem.setText(error_text(found) if isinstance(found, SamutError) else "")
