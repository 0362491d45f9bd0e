"""A run of the program in which everything fails, with words in it that must be found nowhere afterwards.

The words come on standard input, the folder as the only argument. Run by ``test_canaries.py``.
"""

import json
import os
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QApplication

from app import logs
from app.domain.party import PartyData
from app.domain.roles import Role
from app.errors import StorageError, UserError
from app.services import people, secrets_of_people
from app.services.backup import back_up
from app.services.books import close_book, create_book
from app.services.key_ring import book_key
from app.services.parties import create_party
from app.services.sign_in import lock, unlock_with_pin
from db import connection as book
from tests.stall import Stall
from ui.attempt import Attempt, By
from ui.breakage import Breakage
from ui.last_run import begin_run
from ui.messages import Messages
from ui.program import Program
from ui.ways_back import WaysBack


class OnPurposeError(StorageError):
    """A machine's failure whose sentence names somebody."""

    message = "“{name}” paid {amount}: {reason}"


class TypedError(UserError):
    """A user's error whose sentence repeats what was typed."""

    message = "“{name}” is not a number."


def fill(folder: Path, words: dict[str, str], amount: int) -> tuple[Path, str, str]:
    """An encrypted book in which the words are names, notes and secrets; its key and recovery code."""
    path = folder / "book.samut"
    session = create_book(
        path, name=words["book"], leader=words["leader"], password=words["password"], encrypted=True
    )
    code = people.recovery_code(session, password=words["password"]).recovery_code
    key = book_key().hex()
    person = people.PersonData(words["seller"], Role.SELLER)
    people.add_user(session, person, password=words["password2"])
    secrets_of_people.set_pin(session, pin=words["pin"], password=words["password"])
    create_party(session, PartyData(words["customer"], phone=words["phone"]))
    stall = Stall(folder, session)
    stall.sell(stall.line(stall.tea, 1, amount))
    lock(session)
    try:
        unlock_with_pin(session, pin=words["pin"][::-1])
    except UserError as error:
        logs.log.warning("a wrong try: %s", error)
    unlock_with_pin(session, pin=words["pin"])
    (folder / "copies").mkdir()
    back_up(session, folder / "copies")
    close_book()
    return path, key, code


class Failing(QObject):
    """Slots that fail with what they were given."""

    fired = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.fired.connect(self._on_fired)

    def _on_fired(self, given: object) -> None:
        secret = given
        raise ValueError(secret)


def fail_everywhere(
    app: QApplication, messages: Messages, program: Program, given: dict[str, object]
) -> None:
    """Errors of every kind at every door, each with all words in it."""
    assert program.runner is not None
    text = json.dumps(given, ensure_ascii=False)
    failing = Failing()
    failing.fired.emit(text)
    for error in (
        OnPurposeError(name=text, amount=given["amount"], reason=text),
        TypedError(name=text),
        KeyError(text),
        OSError(28, text, text),
        book.DatabaseError(text),
        ExceptionGroup(text, [ValueError(text)]),
    ):
        error.add_note(text)
        try:
            raise error from RuntimeError(text)
        except Exception as caught:
            if messages._dialog is not None:
                messages._dialog.accept()
            messages.show_error(caught)

    def work() -> None:
        inside = text
        raise LookupError(inside)

    program.runner.run(failing, work)
    program.runner.run(QObject(), work)  # its owner is gone before it answers
    program.runner.run(failing, lambda: book.fetch(f"SELECT '{text}' FROM nowhere"))
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    class Bad:
        def __del__(self) -> None:
            raise ValueError(text)

    Bad()
    warnings.warn(text, stacklevel=1)
    qWarning(text)
    logs.log.error("careless %s", text)
    logs.log.error(text)
    settle(app, program)


def wait_for(app: QApplication, is_so: Callable[[], bool]) -> None:
    """Let the program work until something is so."""
    end = time.monotonic() + 30
    app.processEvents()
    while not is_so() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def settle(app: QApplication, program: Program) -> None:
    """Let everything that was started come back."""
    wait_for(app, lambda: program.runner is not None and not program.runner.busy)
    app.processEvents()


def main() -> None:
    """Fill a book, open it, let everything fail, save the report, look at ourselves, crash."""
    folder = Path(sys.argv[1])
    given = json.loads(sys.stdin.readline())
    words, amount = given["words"], given["amount"]
    logs.set_up("samut")
    breakage = Breakage()
    breakage.take_over()
    begin_run(logs.log_folder())
    path, key, code = fill(folder, words, amount)
    app = QApplication([])
    program = Program(app)
    breakage.broke.connect(program.show_uncaught)
    program.open(path)
    for secret in (words["password2"], words["password"]):  # a wrong one first
        door = program.reception.door
        assert door is not None
        door.attempted.emit(Attempt(None, words["leader"], By.PASSWORD, secret))
        wait_for(app, lambda: program.window is not None or not program._begin_runner().busy)
        time.sleep(1.2)  # the wait after a wrong try
    wait_for(app, lambda: program.window is not None)
    assert program.window is not None
    messages = program.window.messages
    ways = messages.ways
    assert ways is not None
    messages.ways = WaysBack(ways.look, ask_path=lambda _name: folder / "report.txt")
    fail_everywhere(app, messages, program, {**words, "amount": amount, "key": key, "code": code})
    dialog = messages._dialog
    assert dialog is not None
    wait_for(app, lambda: "looked over just now" in dialog.soundness.label.raw())
    assert "looked over just now" in dialog.soundness.label.raw()
    dialog.save_button.click()
    for name in ("environ", "cmdline"):
        (folder / f"own_{name}").write_bytes(Path(f"/proc/self/{name}").read_bytes())
    sys.stdout.write(json.dumps({"key": key, "code": code}) + "\n")
    sys.stdout.flush()
    os.abort()


if __name__ == "__main__":
    main()
