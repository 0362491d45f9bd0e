"""Every string on every kind of widget and on every page: shown as it was typed, never as markup."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from app.errors import UserError
from app.i18n import N_
from app.services.books import close_book
from app.settings import change_machine
from reports.model import Kind
from tests.faults.counting import every, tried
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.hostile.conftest import Typed
from tests.hostile.strings import STRINGS
from tests.hostile.test_hostile_fields import Filled, filled
from tests.ui.conftest import _themed
from ui import theme
from ui.error_dialog import ErrorDialog
from ui.hits import Hit
from ui.messages import Messages, StatusLine, Toast
from ui.models.rows import Col, RowsModel
from ui.palette import HitsModel
from ui.program import Program
from ui.tabbed_place import TabbedPlace
from ui.widgets.basics import Banner, EmptyState
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label, plain_tip
from ui.widgets.tables import TableView

__all__ = ["_no_book_left_open", "_own_machine_settings", "_themed", "filled"]

TEXTS = STRINGS[:: every(3)]
ESCAPED = re.compile("<span>[^<>]*</span>")
TIP = Qt.ItemDataRole.ToolTipRole


def is_plain_tip(tip: str) -> bool:
    """Whether a tooltip has no markup but our own around escaped words."""
    return "<" not in tip or ESCAPED.fullmatch(tip) is not None


def faults(top: QWidget) -> Iterator[str]:
    """What under a window would be taken for markup, or has lost its words."""
    for widget in [top, *top.findChildren(QWidget)]:
        name = type(widget).__name__
        if not is_plain_tip(widget.toolTip()):
            yield f"{name} has the tip {widget.toolTip()!r}"
        if widget.statusTip() or widget.whatsThis():
            yield f"{name} has texts that take markup"
        if isinstance(widget, QLabel) and widget.text():
            if widget.textFormat() != Qt.TextFormat.PlainText and "<" in widget.text():
                yield f"{name} takes {widget.text()!r} for markup"
            if widget.openExternalLinks():
                yield f"{name} opens links"
        if isinstance(widget, QTextEdit) and widget.isReadOnly() is False and widget.acceptRichText():
            yield f"{name} takes markup from the clipboard"
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _rows(widget)
    for action in top.findChildren(QAction):
        if not is_plain_tip(action.toolTip()):
            yield f"an action has the tip {action.toolTip()!r}"


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(QModelIndex()), 400)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            index = model.index(row, column)
            tip = index.data(TIP)
            if isinstance(tip, str) and not is_plain_tip(tip):
                yield f"{type(model).__name__} has the tip {tip!r}"
            shown = index.data(Qt.ItemDataRole.DisplayRole)
            if shown is not None and not isinstance(shown, str | int):
                yield f"{type(model).__name__} shows {type(shown).__name__}"


# ---------------------------------------------------------------- widgets


MAKERS: dict[str, Callable[[str], tuple[QWidget, str]]] = {
    "label": lambda text: (label := Label(text), label.raw()),
    "label on lines": lambda text: (label := Label(text, wrap=True, lines=3), label.raw()),
    "label cut": lambda text: (label := Label(text, elide=True), label.raw()),
    "button": lambda text: (Button(text), text),
    "button with an icon": lambda text: (Button(text, icon="book", tip=text), text),
    "icon": lambda text: (IconButton("book", text), text),
    "banner": lambda text: (Banner(text), text),
    "empty state": lambda text: (EmptyState("book", text, text), text),
    "title of a window": lambda text: (ErrorDialog(text, text, ValueError(text)), text),
}


@pytest.mark.parametrize("name", MAKERS)
def test_widgets_show_every_string_as_it_is(qtbot: Any, name: str) -> None:
    for number, text in enumerate(TEXTS):
        # Qt takes U+FEFF for the mark of an encoding, and knows no half signs.
        short = text[:2_000].replace("\ufeff", "").encode("utf-8", "ignore").decode()
        widget, said = MAKERS[name](short)
        qtbot.addWidget(widget)
        tried(f"hostile words: {name}")
        assert said == short
        assert list(faults(widget)) == []
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText
            assert widget.accessibleName() == short
        if isinstance(widget, QAbstractButton):
            assert widget.accessibleName() == short
            assert widget.text().lstrip("\u00a0").replace("&&", "&") in (short.lstrip("\u00a0"), "")
        if number % 9 == 0:
            widget.resize(300, 120)
            assert not widget.grab().isNull()
        widget.deleteLater()


def test_the_look_for_markup_finds_it(qtbot: Any) -> None:
    label = QLabel("<b>x</b>")
    qtbot.addWidget(label)
    label.setToolTip("a <i>b</i>")
    edit = QTextEdit()
    qtbot.addWidget(edit)
    assert len(list(faults(label))) == 2
    assert len(list(faults(edit))) == 1


def test_tips_are_escaped() -> None:
    for text in STRINGS:
        assert is_plain_tip(plain_tip(text)), repr(text)
    assert plain_tip("a & b") == "a & b"


class HostileError(UserError):
    """Says back what was typed."""

    message = N_("“{name}” is already there.")


def test_messages_show_every_string_as_it_is(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    status, toast = StatusLine(window), Toast(window)
    messages = Messages(window, status, toast)
    window.show()
    for text in TEXTS:
        messages.done(text, text, lambda: None)
        messages.show_error(HostileError(name=text[:1_000]))
        status.set_part("place", text[:200])
        status.say(text)
        assert list(faults(window)) == []
        tried("hostile words: messages", 4)
    assert not window.grab().isNull()


def test_tables_show_every_string_as_it_is(qtbot: Any) -> None:
    model = RowsModel[str](
        [Col(lambda: "a", lambda row: row, weight=2), Col(lambda: "b", lambda _row: 5, Kind.MONEY)]
    )
    table = TableView("<b>name</b>")
    qtbot.addWidget(table)
    table.set_list(model)
    model.set_rows([text[:2_000] for text in STRINGS])
    table.resize(500, 400)
    table.show()
    assert list(faults(table)) == []
    shown = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert len(shown) > 300
    assert "<b>กะปิ</b>" in shown
    assert not table.grab().isNull()
    tried("hostile words: table", len(STRINGS))
    hits = HitsModel()
    hits.set_hits([Hit(text[:500], text[:500], "book", lambda: None) for text in STRINGS])
    assert [hits.index(row, 0).data() for row in range(3)] == list(STRINGS[:3])


def test_fields_of_one_line_keep_to_one_line(qtbot: Any) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    for text in TEXTS:
        edit.setText(text)
        assert "\n" not in edit.displayText()


# ---------------------------------------------------------------- the program


@pytest.fixture
def program(qtbot: Any, qapp: QApplication) -> Iterator[Program]:
    ends = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    made = Program(qapp)
    yield made
    made.finish()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(ends)


def assert_shows_no_markup(window: QWidget, key: str) -> None:
    """Nothing on the page in front was taken for markup."""
    found = list(faults(window))
    tried(f"hostile words: page {key}", lost=len(found))
    assert found == [], key


def look_at_every_page(qtbot: Any, program: Program, path: Path) -> None:
    """Open a book and every place of the window; no page takes a word for markup."""
    change_machine(backup_folder=str(path.parent), language="en")
    assert program.open(path)

    def settle() -> None:
        qtbot.waitUntil(lambda: program.runner is None or not program.runner.busy, timeout=30_000)

    settle()
    window = program.window
    assert window is not None
    for key in list(window._specs):
        window.show_page(key)
        settle()
        window.grab()
        place = window.page(key)
        assert_shows_no_markup(place, key)
        if isinstance(place, TabbedPlace):
            for tab in list(place._tabs):
                shown = place.show_tab(tab)
                settle()
                window.grab()
                assert shown is not None
                assert_shows_no_markup(shown, f"{key} {tab}")
    window.open_palette()
    box = window.palette_box
    for text in TEXTS[:: every(6)]:
        box.edit.setText(text[:200])
        box.search()
        settle()
        tried("hostile words: palette")
    assert list(faults(window)) == []


@pytest.mark.slow
def test_every_page_of_a_book_of_hostile_names(qtbot: Any, program: Program, typed: Typed) -> None:
    close_book()
    look_at_every_page(qtbot, program, typed.path)


@pytest.mark.slow
def test_every_page_of_a_book_of_hostile_fields(qtbot: Any, program: Program, filled: Filled) -> None:
    close_book()
    look_at_every_page(qtbot, program, filled.path)


def test_the_start_screen_shows_files_of_any_name(qtbot: Any, program: Program, filled: Filled) -> None:
    close_book()
    odd = filled.path.with_name("<b>x</b><img src='x'> & y.samut".replace("/", "_"))
    shutil.copyfile(filled.path, odd)
    change_machine(recent_books=(str(odd),))
    program.show_start()
    assert program.start_view is not None
    assert list(faults(program.start_view)) == []
    program.start_view.close()
    assert theme.mode() is theme.Mode.LIGHT
