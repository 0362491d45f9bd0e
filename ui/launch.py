"""The start of the program with its window: what was chosen on this computer, and which book opens."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import logs
from app.i18n import set_language
from app.settings import load_machine
from ui import masking, theme
from ui.breakage import Breakage
from ui.last_run import begin_run, end_run
from ui.program import Program
from ui.qt_words import install_qt_words


def _look(app: QApplication, chosen: str) -> theme.Mode:
    """The look that was chosen, else the one of the system."""
    if chosen in set(theme.Mode):
        return theme.Mode(chosen)
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return theme.Mode.DARK if dark else theme.Mode.LIGHT


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the program; the first argument may name a book, else the last one opens. Gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    machine = load_machine()
    set_language(machine.language)
    masking.set_on(machine.masked)
    logs.set_up("samut")
    breakage = Breakage()
    breakage.take_over()
    this_run, last_run = begin_run(logs.log_folder())
    app = QApplication([sys.argv[0], *given])
    app.setApplicationName("samut")
    install_qt_words(app)
    theme.apply(app, look=_look(app, machine.theme), percent=machine.type_scale)
    program = Program(app)
    breakage.broke.connect(program.show_uncaught)
    program.tell_last_run = last_run is not None
    path = Path(given[0]) if given else None
    if path is None and machine.recent_books and Path(machine.recent_books[0]).exists():
        path = Path(machine.recent_books[0])
    if path is None:
        program.show_start()
    elif not program.open(path) and program.start_view is None:
        end_run(this_run)
        return 0
    code = app.exec()
    program.finish()
    end_run(this_run)
    return code
