"""When the program breaks all the same: nothing uncaught is lost, and none of its words reach a terminal.

Errors of other threads come to the window, Qt's own words to the log by their kind alone.
"""

import logging
import re
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from app import logs

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

QT_CALL = re.compile(r"^(?:[A-Z][A-Za-z0-9]{2,40})(?:::[A-Za-z0-9_~]{1,40})+")
CATEGORY = re.compile(r"[a-z0-9.]{1,40}")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Breakage(QObject):
    """Catches what nobody caught, in any thread; ``broke`` hands it to the window's thread."""

    broke = Signal(object)
    """An error that some code let go: for ``Messages.show_error`` of the window that is open."""

    def take_over(self) -> None:
        """Become the last resort of this process."""
        logs.take_over()
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread
        qInstallMessageHandler(_on_qt_message)

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("uncaught: %s", kind, exc_info=error.with_traceback(trace))
        self._hand_on(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None or isinstance(args.exc_value, SystemExit):
            return
        log.error("uncaught in a thread: %s", args.exc_type, exc_info=args.exc_value)
        self._hand_on(args.exc_value)

    def _hand_on(self, error: BaseException) -> None:
        try:
            self.broke.emit(error)
        except RuntimeError:
            return  # the program is ending; the log has it


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's messages may name files and what was typed: kept are the kind, the category and the call."""
    call = QT_CALL.match(message or "")
    category = str(context.category or "")
    qt_log.log(
        _LEVELS.get(kind, logging.WARNING),
        "a message of %s from %s",
        logs.Plain(category if CATEGORY.fullmatch(category) else logs.HIDDEN),
        logs.Plain(call.group() if call else logs.HIDDEN),
    )
