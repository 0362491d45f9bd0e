"""One window per book: a second one asks the first to come to the front and goes away."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1_000


def _name(path: Path) -> str:
    return "samut-" + hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]


def raise_other(path: Path) -> bool:
    """Ask the window that has this book to come to the front; False if none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(b"raise\n")
    socket.flush()
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True


class RaiseListener(QObject):
    """Hears that somebody opened this book again."""

    wanted = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # The lock says that no other window lives: a socket of this name is left over.
        QLocalServer.removeServer(_name(path))
        self._server.newConnection.connect(self._on_new_connection)
        self._server.listen(_name(path))

    @Slot()
    def _on_new_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
        self.wanted.emit()

    def stop(self) -> None:
        """Listen no more."""
        self._server.close()
