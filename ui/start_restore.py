"""Bringing a copy of a book back from the start screen: what would be lost is said first."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.services.books import free_name
from app.services.restoring import Restored, RestorePreview, preview_restore, restore
from ui import formats
from ui.runner import Progress
from ui.widgets.arrange import row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """A copy, the book that it would become, and what that would bring and lose."""

    backup: Path
    target: Path
    preview: RestorePreview
    replaces: bool


def plan_restore(backup: Path, recent: Sequence[Path], folder: Callable[[], Path]) -> RestorePlan:
    """Find the book that a copy belongs to among the recent ones, else a free name in the folder of books.

    Raises what ``preview_restore`` raises.
    """
    for target in recent:
        if not target.exists() or target.samefile(backup):
            continue
        try:
            preview = preview_restore(backup, target)
        except UserError:
            continue  # the other book cannot be read; the copy itself is looked at below
        if preview.same_book:
            return RestorePlan(backup, target, preview, replaces=True)
    target = free_name(folder() / f"{_plain_stem(backup.stem)}.samut")
    return RestorePlan(backup, target, preview_restore(backup, target), replaces=False)


def _plain_stem(stem: str) -> str:
    """The name of a book out of the name of its copy: without “auto” and the moment."""
    words = stem.split(" ")
    while len(words) > 1 and (words[-1] == "auto" or not any(sign.isalpha() for sign in words[-1])):
        words.pop()
    return " ".join(words)


def do_restore(plan: RestorePlan, progress: Progress) -> Restored:
    """Bring the copy back; what ``restore`` raises."""

    def report(done: int, total: int) -> None:
        progress.stop_if_cancelled()
        progress.report(done, total)

    return restore(plan.backup, plan.target, progress=report)


def plan_sentences(plan: RestorePlan) -> str:
    """What would happen, in plain sentences."""
    preview = plan.preview
    day = formats.date(dt.date.fromisoformat(preview.last_day)) if preview.last_day else "–"
    parts = [
        _("“{name}” holds {count} documents, the last one of {day}.").format(
            name=plan.backup.name, count=formats.count(preview.documents), day=day
        )
    ]
    if not plan.replaces:
        parts.append(_("It becomes a book of its own: {file}.").format(file=plan.target.name))
        return " ".join(parts)
    if preview.lost_documents:
        parts.append(
            ngettext(
                "{count} newer document of “{file}” is not in it and would be missing.",
                "{count} newer documents of “{file}” are not in it and would be missing.",
                preview.lost_documents,
            ).format(count=formats.count(preview.lost_documents), file=plan.target.name)
        )
    else:
        parts.append(_("Nothing of “{file}” would be missing.").format(file=plan.target.name))
    parts.append(_("The book as it is now is kept beside it."))
    return " ".join(parts)


class RestoreCard(Card):
    """Asks once before a copy takes the place of a book."""

    wanted = Signal(object)
    """The plan that was agreed to."""
    left = Signal()
    """The question is closed, with or without agreement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._plan: RestorePlan | None = None
        self.text = Label("", wrap=True)
        self.yes_button = Button("", self._on_yes_clicked, kind="danger", icon="database-backup")
        self.no_button = Button("", self._on_no_clicked)
        self.add(self.text)
        self.add(row(self.yes_button, self.no_button, -1))
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Bring a copy back?"))
        self.yes_button.set_text(_("Bring it back"))
        self.no_button.set_text(_("Leave everything as it is"))
        if self._plan is not None:
            self.text.setText(plan_sentences(self._plan))

    def ask(self, plan: RestorePlan) -> None:
        """Show what would happen."""
        self._plan = plan
        self.retranslate()
        self.yes_button.set_kind("danger" if plan.replaces and plan.preview.lost_documents else "primary")
        self.show()
        self.no_button.setFocus()

    @Slot()
    def _on_no_clicked(self) -> None:
        self.hide()
        self.left.emit()

    @Slot()
    def _on_yes_clicked(self) -> None:
        self._on_no_clicked()
        if self._plan is not None:
            self.wanted.emit(self._plan)
