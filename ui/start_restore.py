"""Bringing a copy of a book back from the start screen: what would be lost is said first."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.recovery_code import RecoveryCodeError, RecoveryCodeMistypedError
from app.errors import UserError
from app.i18n import _, ngettext
from app.services.books import free_name
from app.services.doors import Credential, SignInNeededError, WaitError, WrongSecretError
from app.services.leaving import END, WrongPassphraseError
from app.services.restoring import (
    Restored,
    RestorePreview,
    asks_passphrase,
    may_be_one_book,
    preview_restore,
    restore,
)
from ui import formats
from ui.credential_fields import CredentialFields
from ui.messages_text import error_text
from ui.runner import Progress
from ui.widgets.arrange import row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """A copy, the book that it would become, and what that would bring and lose."""

    backup: Path
    target: Path
    preview: RestorePreview
    replaces: bool
    credential: Credential | None = field(default=None, repr=False)


TRY_AGAIN = (
    WrongSecretError,
    WrongPassphraseError,
    WaitError,
    RecoveryCodeError,
    RecoveryCodeMistypedError,
)
"""What the next try may put right."""


@dataclass(frozen=True, slots=True)
class WhoAsked:
    """A copy that says nothing before somebody proves who she is."""

    backup: Path
    alone: bool
    """Whether a password of its own is all that it asks."""


def plan_restore(
    backup: Path,
    recent: Sequence[Path],
    folder: Callable[[], Path],
    credential: Credential | None = None,
) -> RestorePlan:
    """Find the book that a copy belongs to among the recent ones, else a free name in the folder of books.

    Raises what ``preview_restore`` raises.
    """
    for target in recent:
        if not target.exists() or target.samefile(backup) or not may_be_one_book(backup, target):
            continue
        try:
            preview = preview_restore(backup, target, credential=credential)
        except (SignInNeededError, *TRY_AGAIN):
            raise
        except UserError:
            continue  # the other book cannot be read; the copy itself is looked at below
        if preview.same_book:
            return RestorePlan(backup, target, preview, True, credential)
    stem = _plain_stem(Path(backup.name.removesuffix(END)).stem)
    target = free_name(folder() / f"{stem}.samut")
    preview = preview_restore(backup, target, credential=credential)
    return RestorePlan(backup, target, preview, False, credential)


def plan_or_ask(
    backup: Path,
    recent: Sequence[Path],
    folder: Callable[[], Path],
    credential: Credential | None = None,
) -> RestorePlan | WhoAsked:
    """The plan, or the question who is there; raises what ``plan_restore`` raises."""
    try:
        return plan_restore(backup, recent, folder, credential)
    except SignInNeededError:
        return WhoAsked(backup, asks_passphrase(backup))


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

    return restore(plan.backup, plan.target, credential=plan.credential, progress=report)


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
    """Asks whose copy it is where that is needed, and once before it takes the place of a book."""

    wanted = Signal(object)
    """The plan that was agreed to."""
    proved = Signal(object, object)
    """The path of the copy and the ``Credential`` that was typed for it."""
    left = Signal()
    """The question is closed, with or without agreement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._plan: RestorePlan | None = None
        self._asked: WhoAsked | None = None
        self.text = Label("", wrap=True)
        self.who = CredentialFields()
        self.who.entered.connect(self._on_yes_clicked)
        self.note = Banner(tone="bad")
        self.yes_button = Button("", self._on_yes_clicked, kind="danger", icon="database-backup")
        self.no_button = Button("", self._on_no_clicked)
        self.add(self.text)
        self.add(self.who)
        self.add(self.note)
        self.add(row(self.yes_button, self.no_button, -1))
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Bring a copy back?"))
        self.who.retranslate()
        self.no_button.set_text(_("Leave everything as it is"))
        asking = self._asked is not None
        self.yes_button.set_text(_("Look into the copy") if asking else _("Bring it back"))
        if self._asked is not None:
            self.text.setText(f"“{self._asked.backup.name}”")
        elif self._plan is not None:
            self.text.setText(plan_sentences(self._plan))

    def ask(self, plan: RestorePlan | WhoAsked) -> None:
        """Show what would happen, or ask who is there first."""
        if isinstance(plan, WhoAsked):
            self._ask_who(plan)
            return
        self._plan, self._asked = plan, None
        self.who.hide()
        self.note.hide()
        self.retranslate()
        self.yes_button.set_kind("danger" if plan.replaces and plan.preview.lost_documents else "primary")
        self.show()
        self.no_button.setFocus()

    def _ask_who(self, asked: WhoAsked) -> None:
        self._plan, self._asked = None, asked
        self.who.ask(alone=asked.alone)
        self.who.show()
        self.note.hide()
        self.retranslate()
        self.yes_button.set_kind("primary")
        self.show()
        self.who.setFocus()

    def refuse(self, error: Exception) -> bool:
        """Say why the secret did not open the copy; False for an error that no other secret puts right."""
        if self._asked is None or not isinstance(error, TRY_AGAIN):
            return False
        self.note.show_text(error_text(error), tone="bad")
        self.show()
        self.who.setFocus()
        return True

    @Slot()
    def _on_no_clicked(self) -> None:
        self.who.clear()
        self._plan = self._asked = None
        self.hide()
        self.left.emit()

    @Slot()
    def _on_yes_clicked(self) -> None:
        plan, asked = self._plan, self._asked
        if asked is not None:
            credential = self.who.credential()
            if credential is not None:
                self.note.hide()
                self.proved.emit(asked.backup, credential)
            return
        self._on_no_clicked()
        if plan is not None:
            self.wanted.emit(plan)
