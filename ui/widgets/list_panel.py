"""The frame of a page with a list: filters above, one row's details at the right, forms in their place.

A page says what its columns, filters, buttons and forms are; reading, choosing, narrow windows, keys, empty
states, copying, printing and saving are the frame's. How a page uses it stands in the README of ``ui``.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.domain.session import Session
from app.i18n import _
from app.thai.dates import today
from reports.model import Link, Report
from ui.messages import Messages
from ui.page import Shortcut
from ui.runner import Runner
from ui.widgets.form_page import FormPage
from ui.widgets.list_frame import ListFrame
from ui.widgets.list_papers import SaveFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where no row is; ``action`` offers the page's new button."""

    sentence: str
    action: str = ""
    hint: str = ""


class ListPanelPage(ListFrame[T]):
    """A list of ``T``; override the hooks, and build with the ``add_…`` methods in ``build``."""

    listens = Changes.EVERYTHING
    """What the list is read again for."""
    lists_listen = Changes.PARTIES | Changes.SETTINGS | Changes.PRODUCTS
    """What the forms' lists are read again for."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        save_file: SaveFile | None = None,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            session,
            runner,
            messages,
            open_link=open_link,
            go_to=go_to,
            save_file=save_file,
            today=today,
            parent=parent,
        )
        self._all: Sequence[T] = ()
        self._wanted: object = None
        self._reading = 0
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self.open_row)
        self.list.clicked.connect(self._on_clicked)
        self.chips.chosen.connect(self._on_chip_chosen)
        self.panel.closed.connect(self._on_panel_closed)
        self.build()
        self.retranslate()
        self.setFocusProxy(self.table)

    # ---- what a page says for itself

    def job(self) -> Callable[..., Any]:
        """What reads the list on the storage worker."""
        return tuple

    def take(self, found: Any) -> Sequence[T]:
        """What was read, on the screen's thread; gives the rows of it."""
        rows: Sequence[T] = found
        return rows

    def lists_job(self) -> Callable[[], Any] | None:
        """What reads the lists that forms choose from."""
        return None

    def take_lists(self, lists: Any) -> None:
        """Give the lists to the forms."""

    def key(self, row: T) -> object:
        """What a row is known by when the list is read again."""
        return getattr(row, "uid", row)

    def chip_of(self, _row: T) -> str:
        """The filter under which a row stands; empty: under the one that is on."""
        return ""

    def row_title(self, _row: T) -> str:
        """The heading of the panel."""
        return ""

    def details(self, _row: T) -> Callable[[], Any] | None:
        """What reads a row's details on the storage worker; a ``Report`` is shown as it is."""
        return None

    def show_details(self, _row: T, found: Any) -> None:
        """Show a row's details in the panel."""
        if isinstance(found, Report):
            self.sheet.set_report(found)

    def gone(self, _row: T) -> None:
        """The row at the right is not in the list any more."""
        self.panel.close_panel()

    def empty_words(self) -> Empty:
        """What stands where no row is."""
        return Empty("")

    # ---- words and keys

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self._show()

    def shortcuts(self) -> list[Shortcut]:
        """The frame's keys and those of the page's actions."""
        keys = []
        if self._new is not None:
            keys += [Shortcut(each, self._new[0](), self.begin) for each in ("Ctrl+N", "Insert")]
        keys += [
            Shortcut(action.keys, action.words(), partial(self._act_on, action))
            for action in self._actions
            if action.keys
        ]
        keys += [Shortcut(each, self._search_words(), self._on_find) for each in ("Ctrl+F", "/")]
        keys += [
            Shortcut("Enter", _("Open what is chosen")),
            Shortcut("Esc", _("Back to the list")),
            Shortcut("F5", _("Read everything again"), self.read),
        ]
        if self._papers.may_print():
            keys.append(Shortcut("Ctrl+P", _("Print the list"), self._print))
        if self._forms:
            keys.append(Shortcut("Ctrl+Return", _("Save the form")))
        return keys

    # ---- reading

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & self.listens:
            self.read()
        lists = self.lists_job() if changes & self.lists_listen else None
        if lists is not None:
            self._runner.run(self, lists, self.take_lists, failed=self._messages.show_error)

    @Slot()
    def read(self) -> None:
        """Read the list again; what is asked last counts."""
        self._reading += 1
        self.list.waiting.start()
        job = self._runner.run(
            self,
            self.job(),
            partial(self._on_read, self._reading),
            failed=self._on_read_failed,
            progress=self.list.progress.step,
            cancelled=self._end_waiting,
        )
        self.list.progress.follow(job)

    def _on_read(self, number: int, found: Any) -> None:
        if number == self._reading:
            self._end_waiting()
            self.show_rows(self.take(found))

    def _end_waiting(self) -> None:
        self.list.waiting.stop()
        self.list.progress.follow(None)

    def _on_read_failed(self, error: Exception) -> None:
        self._end_waiting()
        self._messages.show_error(error)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows; the one at the right is read again."""
        self._all = tuple(rows)
        self.list.is_read = True
        wanted = self._wanted
        self._show()
        self._wanted = wanted  # a table that gets the focus puts the keys on its first row
        if self._choose_wanted() or self._row is None:
            return
        key = self.key(self._row)
        again = next((each for each in self._all if self.key(each) == key), None)
        if again is None:
            self.gone(self._row)
        elif self.panel.isHidden():
            self._row = again
        else:
            self.show_row(again)

    def _show(self) -> None:
        chip, accept = str(self.chips.key()), self._accept
        self.list.set_rows([each for each in self._all if accept is None or accept(each, chip)], self.key)
        words = self.empty_words()
        action = words.action if self._new is not None else ""
        self.empty.set_texts(words.sentence, action, words.hint)
        offered = self.stage.currentWidget() is self.empty and bool(action)
        self.new_button.setVisible(self._new is not None and not offered)
        self._fit()

    # ---- choosing

    def choose(self, key: object) -> None:
        """Show the row with this key, as soon as the list has it."""
        self._wanted = key
        self._choose_wanted()

    def wait_for(self, key: object) -> None:
        """Show the row with this key when the list has been read again; None waits for nothing."""
        self._wanted = key

    def show_form(self, form: FormPage) -> None:
        """Bring a form to the front, from its top; fill it in afterwards, so that it can take the cursor."""
        form.area.verticalScrollBar().setValue(0)
        super().show_form(form)

    @Slot()
    def go_back(self) -> None:
        """From a form to the list; a row that is waited for is not forgotten over the first one."""
        wanted = self._wanted
        super().go_back()
        self._wanted = wanted

    def _choose_wanted(self) -> bool:
        wanted = self._wanted
        row = next((each for each in self._all if wanted is not None and self.key(each) == wanted), None)
        if row is None:
            return False
        self._wanted = None
        chip = self.chip_of(row)
        if chip and chip != self.chips.key():
            self.chips.set_key(chip)
            self._show()
        self.go_back()
        self.table.choose_where(lambda each: self.key(each) == wanted)
        self.show_row(row)
        return True

    @Slot(object)
    def _on_row_chosen(self, row: T | None) -> None:
        if row is None:
            return
        self._wanted = None
        if self.is_stacked() and self.panel.isHidden():
            self._row = row  # the keys walk through the list; Enter or a click opens
            self._show_actions()
        else:
            self.show_row(row)

    @Slot()
    def _on_clicked(self) -> None:
        row = self.table.current_row()
        waits = self._row is None or self.is_stacked()  # else its details are on the way
        if row is not None and waits and self.panel.isHidden():
            self.show_row(row)

    @Slot(object)
    def open_row(self, row: T) -> None:
        """Enter or a double click: the details, then into them."""
        if self.panel.isHidden():
            self.show_row(row)
        else:
            self._into_panel()

    def show_row(self, row: T) -> None:
        """Read and show the details of a row at the right."""
        self._row = row
        self.panel.set_title(self.row_title(row))
        self._show_actions()
        job = self.details(row)
        if job is None:
            self._on_details(row, None)
        else:
            self._runner.run(self, job, partial(self._on_details, row), failed=self._messages.show_error)

    def _on_details(self, row: T, found: Any) -> None:
        if self._row is None or self.key(self._row) != self.key(row):
            return
        self.show_details(row, found)
        self._show_actions()
        if not any(not form.isHidden() for form in self._beside):
            self.panel.show()
            self._fit()

    def _on_panel_closed(self) -> None:
        self._row = None
        self._fit()
        self.table.clearSelection()
        self.table.setFocus()

    @Slot(object)
    def _on_chip_chosen(self, _key: object) -> None:
        self._row = None
        self.panel.hide()
        self.table.clearSelection()
        if self._accept is None:
            self.read()
        else:
            self._show()

    @Slot()
    def _on_find(self) -> None:
        if self.is_list_in_front():
            if self.is_stacked() or self.search.isHidden():
                self.panel.close_panel()
            self.search.setFocus()
            self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel, then empties the search."""
        if event.key() == Qt.Key.Key_Escape and self.is_list_in_front():
            if not self.panel.isHidden():
                self.panel.close_panel()
                return
            if self.search.text():
                self.search.clear_search()
                self.table.setFocus()
                return
        super().keyPressEvent(event)
