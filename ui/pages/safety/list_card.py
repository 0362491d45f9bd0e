"""The copies that can be seen from here: look into one, bring one back, or undo that."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.services.doors import Credential
from app.services.sticks import FoundCopy, Seal
from app.thai.dates import now
from reports.model import Kind
from reports.safety_words import when
from ui import formats, theme
from ui.credential_fields import CredentialFields
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.pages.safety import work
from ui.runner import Runner
from ui.widgets.arrange import row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

LOWEST = 200
KILO = 1_000


def size_words(size: int) -> str:
    """A size in MB, at least 0.1."""
    tenths = max(1, size // (KILO * KILO // 10))
    return f"{tenths // 10:,}.{tenths % 10} MB"


def seal_words(seal: Seal) -> str:
    """Who can read a copy."""
    return {
        Seal.OPEN: _("anybody"),
        Seal.LOCKED: _("who signs in"),
        Seal.SEALED: _("who has its key"),
    }[seal]


def _taken(copy: FoundCopy) -> str:
    return when(copy.taken, now())


class CopiesCard(Card):
    """A table of copies, and what can be done with the chosen one."""

    bring_back = Signal(object)
    """The path of the copy that shall become the book again."""

    def __init__(self, session: Session, worker: Callable[[], Runner], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._worker = worker
        self._may_restore = session.may(Permission.RESTORE)
        self._data: work.SafetyData | None = None
        self._looking = Path()
        self._filling = False
        self.model = RowsModel[FoundCopy](
            [
                Col(
                    lambda: _("Taken"),
                    lambda each: when(each.taken, now()),
                    weight=4,
                ),
                Col(lambda: _("Where"), lambda each: each.place or _("This computer"), weight=3),
                Col(
                    lambda: _("Size"),
                    lambda each: each.size,
                    Kind.COUNT,
                    lambda each: size_words(each.size),
                    1,
                ),
                Col(lambda: _("Who can read it"), lambda each: seal_words(each.seal), weight=2),
            ]
        )
        self.table = TableView(_("Copies of this book"))
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.empty = Label("", tone="soft", wrap=True)
        self.look_button = Button("", self._on_look_clicked, icon="eye")
        self.bring_button = Button("", self._on_bring_clicked, icon="database-backup")
        self.who = CredentialFields()
        self.who.entered.connect(self._on_prove_clicked)
        self.who.hide()
        self.prove_button = Button("", self._on_prove_clicked, kind="primary")
        self.prove_button.hide()
        self.note = Banner()
        self.note.hide()
        self.aside = Banner(tone="info", on_action=self._on_undo_clicked)
        for item in (
            self.table,
            self.empty,
            row(self.look_button, self.bring_button, -1),
            self.who,
            row(self.prove_button, -1),
            self.note,
            self.aside,
        ):
            self.add(item)
        self.bring_button.setVisible(self._may_restore)
        self._on_chosen(None)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Copies of this book"))
        self.table.setAccessibleName(_("Copies of this book"))
        self.empty.setText(_("No copy is to be seen from here. Is the stick plugged in?"))
        self.look_button.set_text(_("Look inside"))
        self.bring_button.set_text(_("Bring it back …"))
        self.prove_button.set_text(_("Look into the copy"))
        self.who.retranslate()
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: work.SafetyData) -> None:
        """Show the copies that were found; the chosen one stays chosen."""
        chosen = self._chosen()
        before = self._data
        self._data = data
        if before is None or before.copies != data.copies:
            self._filling = True
            self.model.set_rows(data.copies)
            self.table.fit_columns()
            wanted = None if chosen is None else chosen.path
            rows = [index for index, each in enumerate(data.copies) if each.path == wanted]
            if data.copies:
                self.table.selectRow(rows[0] if rows else 0)
        self._filling = False
        self.table.setVisible(bool(data.copies))
        self.empty.setVisible(not data.copies)
        self._on_chosen(self._chosen())
        aside = data.put_aside if self._may_restore else None
        self.aside.show_text(
            ""
            if aside is None
            else _("A copy was brought back once. The book as it was before lies beside it: {file}").format(
                file=aside.name
            ),
            action=_("Undo that …"),
        )

    def _chosen(self) -> FoundCopy | None:
        found = self.table.current_row()
        return found if isinstance(found, FoundCopy) else None

    @Slot(object)
    def _on_chosen(self, copy: FoundCopy | None) -> None:
        if self._filling:
            return
        self.look_button.setEnabled(copy is not None)
        self.bring_button.setEnabled(copy is not None)
        if copy is None or copy.path != self._looking:
            self._forget()

    def _forget(self) -> None:
        self._looking = Path()
        self.who.clear()
        for each in (self.who, self.prove_button, self.note):
            each.hide()

    @Slot(object)
    def _on_opened(self, _copy: FoundCopy) -> None:
        self._on_look_clicked()

    @Slot()
    def _on_look_clicked(self) -> None:
        copy = self._chosen()
        if copy is not None:
            self._forget()
            self._looking = copy.path
            self._look(None)

    def _look(self, credential: Credential | None) -> None:
        self.note.show_text(_("Looking at the copy …"), tone="info")
        self.look_button.setEnabled(False)
        job = partial(work.look_into, self._looking, credential)
        self._worker().run(self, job, self._on_looked, failed=self._on_failed)

    @Slot()
    def _on_prove_clicked(self) -> None:
        credential = self.who.credential()
        if credential is not None:
            self._look(credential)

    def _on_looked(self, peek: work.Peek) -> None:
        self.look_button.setEnabled(True)
        if peek.path != self._looking:
            return
        if peek.preview is None:
            self.note.hide()
            self.who.ask(alone=peek.alone)
            self.who.show()
            self.prove_button.show()
            self.who.setFocus()
            return
        self.who.hide()
        self.prove_button.hide()
        last = formats.date(dt.date.fromisoformat(peek.preview.last_day)) if peek.preview.last_day else "–"
        words = ngettext(
            "It is whole and holds {count} document, the last one of {day}.",
            "It is whole and holds {count} documents, the last one of {day}.",
            peek.preview.documents,
        )
        self.note.show_text(words.format(count=formats.count(peek.preview.documents), day=last), tone="good")

    def _on_failed(self, error: Exception) -> None:
        self.look_button.setEnabled(True)
        self.note.show_text(error_text(error), tone="bad")

    @Slot()
    def _on_bring_clicked(self) -> None:
        copy = self._chosen()
        if copy is not None:
            self.bring_back.emit(copy.path)

    @Slot()
    def _on_undo_clicked(self) -> None:
        if self._data is not None and self._data.put_aside is not None:
            self.bring_back.emit(self._data.put_aside)
