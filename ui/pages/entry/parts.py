"""What a slip is for: one part, or several with their own category, amount, words, section and project."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.slip_entry import Direction, EntryLineDraft
from app.i18n import _
from app.queries.catalogue import Project, Section
from app.queries.entries import EntryCategory
from reports.common import in_language
from ui import theme
from ui.widgets.arrange import column, row
from ui.widgets.basics import IconButton
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, NameField, TypedField
from ui.widgets.labels import Label


class Part(QWidget):
    """The fields of one part; those of its second row are shown when more is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = ""
        """The account of a repeated part that no category stands for any more."""
        self.what = ChoiceField(required=True)
        self.amount = MoneyField(required=True)
        self.words = NameField()
        self.section = ChoiceField()
        self.project = ChoiceField()
        self.split = IconButton("plus", "")
        self.details = IconButton("ellipsis", "")
        self.remove = IconButton("trash-2", "", token="ink-soft")
        self.tools = QWidget()
        beside = row(self.split, self.details, self.remove, -1, spacing=4)
        self.tools.setLayout(beside)
        self.tools.setFixedWidth(2 * self.split.minimumWidth() + 4)
        self.gap = Label("", type="small")
        self.what_label, self.amount_label = (Label("", type="small", tone="soft") for _each in range(2))
        first = row(
            column(self.what_label, self.what, -1, spacing=4),
            column(self.amount_label, self.amount, -1, spacing=4),
            column(self.gap, self.tools, -1, spacing=4),
        )
        first.setStretch(0, 5)
        first.setStretch(1, 3)
        self.more = QWidget()
        second = row(self.words, self.section, self.project)
        second.setStretch(0, 3)
        second.setStretch(1, 2)
        second.setStretch(2, 2)
        self.more.setLayout(second)
        self.setLayout(column(first, self.more))

    def fields(self) -> tuple[TypedField, ...]:
        """Everything that is typed, in the order of the keys."""
        return (self.what, self.amount, self.words, self.section, self.project)

    def draft(self) -> EntryLineDraft:
        """The part as it is typed."""
        section, project = self.section.key(), self.project.key()
        key = self.what.key()
        return EntryLineDraft(
            self.amount.number_or_zero(),
            key if isinstance(key, bytes) else None,
            key if isinstance(key, str) else "",
            self.words.name(),
            section if isinstance(section, bytes) else None,
            project if isinstance(project, bytes) else None,
        )


class Parts(QWidget):
    """The parts of a slip; there is always one."""

    changed = Signal()
    split_wanted = Signal()
    details_wanted = Signal()
    added = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[Part] = []
        self._categories: Sequence[EntryCategory] = ()
        self._sections: Sequence[Section] = ()
        self._projects: Sequence[Project] = ()
        self._direction = Direction.OUT
        self._more = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.INSIDE)

    def retranslate(self) -> None:
        """Set every text again."""
        names = (_("What for"), _("Amount"), _("In other words"), _("Section"), _("Project"))
        for at, part in enumerate(self.parts):
            for field, text in zip(part.fields(), names, strict=True):
                field.setAccessibleName(text)
            for field, text in zip(part.fields()[2:], names[2:], strict=True):
                field.edit.setPlaceholderText(text)
            part.what_label.setText(names[0] if not at else "")
            part.amount_label.setText(names[1] if not at else "")
            for label in (part.what_label, part.amount_label, part.gap):
                label.setVisible(not at)
            part.remove.set_name(_("Remove this part"))
            part.split.set_name(_("Split the slip (F8)"))
            part.details.set_name(_("Words, section, project"))
            part.amount.set_unit(_("baht"))
            self._offer(part)
        self._show()

    def set_lists(
        self,
        categories: Sequence[EntryCategory],
        sections: Sequence[Section],
        projects: Sequence[Project],
        direction: Direction,
    ) -> None:
        """What can be chosen."""
        self._categories, self._direction = categories, direction
        self._sections, self._projects = sections, projects
        for part in self.parts:
            self._offer(part)
        self._show()

    def clear(self) -> None:
        """One empty part."""
        while self.parts:
            self._drop(self.parts[-1])
        self.add()

    def set_more(self, more: bool) -> None:
        """Whether the second row of each part is shown."""
        self._more = more
        self._show()

    @property
    def shows_more(self) -> bool:
        """Whether the second row of each part is shown."""
        return self._more

    def add(self) -> Part:
        """One more part below."""
        part = Part()
        part.remove.clicked.connect(partial(self._on_remove_clicked, part))
        part.split.clicked.connect(self.split_wanted)
        part.details.clicked.connect(self.details_wanted)
        for field in part.fields():
            field.changed.connect(self._on_field_changed)
            field.committed.connect(self._on_field_changed)
        self.parts.append(part)
        self._layout.addWidget(part)
        part.show()  # a layout would only show it in the next turn, and the keys are to find it now
        self.added.emit(part)
        self.retranslate()
        return part

    def set_drafts(self, drafts: Sequence[EntryLineDraft]) -> None:
        """As another slip had them."""
        while self.parts:
            self._drop(self.parts[-1])
        for draft in drafts:
            part = self.add()
            part.code = draft.account_code if draft.category_uid is None else ""
            self._offer(part)
            part.what.set_value(draft.category_uid or draft.account_code)
            part.amount.set_value(draft.amount)
            part.words.set_value(draft.description or None)
            part.section.set_value(draft.section_uid)
            part.project.set_value(draft.project_uid)
        if any(each.description or each.section_uid or each.project_uid for each in drafts):
            self.set_more(True)
        if not self.parts:
            self.add()

    def drafts(self) -> tuple[EntryLineDraft, ...]:
        """The parts as they are typed; a last one that is empty is left out."""
        begun = [part for part in self.parts if not (part.what.is_empty() and part.amount.is_empty())]
        return tuple(part.draft() for part in begun)

    def fields(self) -> list[TypedField]:
        """All fields in the order of the keys."""
        return [field for part in self.parts for field in part.fields()]

    def drop_empty(self) -> None:
        """Take away parts that were never begun."""
        for part in self.parts[1:]:
            if part.what.is_empty() and part.amount.is_empty():
                self._drop(part)
        self.retranslate()

    # ---- inside

    def _offer(self, part: Part) -> None:
        choices: list[Choice] = [
            Choice(each.uid, in_language(each.name, each.name_en), also=f"{each.words} {each.name}")
            for each in self._categories
            if each.direction is self._direction
        ]
        if part.code:
            choices.append(Choice(part.code, part.code))
        part.what.set_choices(choices)
        part.section.set_choices([Choice(each.uid, each.name, also=each.code) for each in self._sections])
        part.project.set_choices([Choice(each.uid, each.name, also=each.code) for each in self._projects])

    def _show(self) -> None:
        for part in self.parts:
            part.more.setVisible(self._more)
            part.section.setVisible(bool(self._sections))
            part.project.setVisible(bool(self._projects))
            first = part is self.parts[0]
            part.remove.setHidden(first)
            part.split.setVisible(first)
            part.details.setVisible(first)

    def _on_field_changed(self, _value: object) -> None:
        self.changed.emit()

    def _on_remove_clicked(self, part: Part, _checked: bool = False) -> None:
        self._drop(part)
        self.retranslate()
        self.parts[0].what.edit.setFocus()
        self.changed.emit()

    def _drop(self, part: Part) -> None:
        self.parts.remove(part)
        self.removed.emit(part)
        self._layout.removeWidget(part)
        part.hide()
        part.deleteLater()
