"""The form of an entry by hand: the day, what for, and lines whose debit and credit have to be equal."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.i18n import _
from app.services.manual_journal import (
    JournalDraft,
    JournalLineDraft,
    UnbalancedEntryError,
    journal_sums,
)
from app.thai.dates import today
from ui import formats, theme
from ui.pages.journal.lines import EntryLines
from ui.pages.journal.work import Lists
from ui.widgets.arrange import Form
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage

WIDE = 1_180


class EntryForm(FormPage):
    """Fills in a ``JournalDraft``; ``submitted`` gives (draft, new people by line, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.corrects = ""
        """Number of the document that this entry takes the place of."""
        self.content.setMaximumWidth(theme.px(WIDE))
        self.day = ThaiDateField(required=True, today=today)
        self.note = NameField()
        self.lines = EntryLines()
        self.lines.changed.connect(self._on_lines_changed)
        self.day.edit.returnPressed.connect(self.focus_first)
        self.note.edit.returnPressed.connect(self._on_note_entered)
        head = Form(3)
        self._labels = [head.add("", self.day), head.add("", self.note, span=2)]
        self.add(head)
        self.add(self.lines)
        self.fields.addStretch(1)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(
            _("In place of {number}").format(number=self.corrects) if self.corrects else _("Entry by hand")
        )
        for label, text, field in zip(
            self._labels, (_("Day"), _("What the entry is about")), (self.day, self.note), strict=True
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.day.retranslate()
        self.lines.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Post the entry"))
        self._on_lines_changed()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.lines.set_lists(lists.accounts, lists.people)

    def clear_form(self) -> None:
        """An empty form, as a new document."""
        self._uid, self.corrects = new_uid(), ""
        self.set_busy(False)
        self.say("")
        self.day.set_value(self._today())
        self.note.set_value(None)
        self.lines.clear()
        self.retranslate()
        self.focus_first()

    def fill(self, lines: Sequence[JournalLineDraft], note: str, day: dt.date, corrects: str = "") -> None:
        """As another entry was, to be changed and posted anew."""
        self.clear_form()
        self.corrects = corrects
        self.day.set_value(day)
        self.note.set_value(note)
        self.lines.set_drafts(lines)
        self.retranslate()

    def focus_first(self) -> None:
        """Where typing begins."""
        self.note.edit.setFocus()

    @Slot()
    def _on_note_entered(self) -> None:
        self.lines.lines[0].account.edit.setFocus()

    def draft(self) -> JournalDraft:
        """What is typed."""
        return JournalDraft(self._uid, self.lines.drafts(), self.note.name())

    @Slot()
    def _on_lines_changed(self) -> None:
        sums = journal_sums(self.lines.drafts())
        self.lines.show_sum(
            _("Debit {debit} · Credit {credit}").format(
                debit=formats.money(sums.debit), credit=formats.money(sums.credit)
            )
        )
        off = sums.off_by
        words = _("Differs by {amount} baht").format(amount=formats.money(off)) if off else ""
        self.lines.show_remainder(words, wants=bool(off))

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy:
            return
        self.say("")
        if [each for each in (self.lines, self.note, self.day) if not each.check()]:
            return
        draft = self.draft()
        if journal_sums(draft.lines).off_by:
            self.show_error(UnbalancedEntryError())
            return
        self.set_busy(True)
        self.submitted.emit(draft, self.lines.new_people(), self.day.date())
