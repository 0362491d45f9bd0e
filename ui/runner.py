"""The only door to threads: one worker for storage, results back on the screen's thread."""

import inspect
import logging
import queue
import threading
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.changes import Changes
from app.services.unit_of_work import Posted
from ui.collecting import worker_begins, worker_ends

log = logging.getLogger(__name__)

LOADING_AFTER_MS = 200
"""A loading state is shown only when a wait is longer than this."""
ACKNOWLEDGED = 100
"""So many of the last saved documents are looked for after a fault."""


class CancelledError(Exception):
    """The user cancelled the work; raised inside it by ``Progress.stop_if_cancelled``."""


class Progress:
    """What a piece of long work uses to say how far it is and to hear that it was cancelled."""

    def __init__(self, job: "Job") -> None:
        self._job = job

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._job.cancelled

    def stop_if_cancelled(self) -> None:
        """Raise CancelledError if the user asked to stop (between two units of work)."""
        if self._job.cancelled:
            raise CancelledError

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell the screen: ``done`` of ``total`` steps, and what is being done."""
        self._job.runner.post_progress(self._job, done, total, text)


@dataclass(eq=False)
class Job:
    """A piece of work that was handed in; ``cancel()`` asks it to stop."""

    runner: "Runner"
    owner: "weakref.ref[QObject]"
    work: Callable[..., Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None = None
    progress: Callable[[int, int, str], None] | None = None
    on_cancelled: Callable[[], None] | None = None
    finished: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel()`` was called."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; work that has not begun never begins."""
        self._stop.set()

    def forget(self) -> None:
        """Let go of whom it was done for, on the screen's thread: the worker may be the last to hold the job.

        A page whose last reference went on the worker would be deleted there, its timers left running.
        """
        self.work, self.done, self.failed = _nothing, None, None
        self.progress, self.on_cancelled = None, None

    def owner_lives(self) -> bool:
        """Whether the object that asked for the work still exists."""
        owner = self.owner()
        return owner is not None and shiboken6.isValid(owner)


class Runner(QObject):
    """Runs storage work one piece at a time on a thread of its own; see ``run``."""

    changed = Signal(object)
    """A ``Changes``: what a command changed, for the pages to read again."""
    busy_changed = Signal(bool)
    unhandled = Signal(object)
    """An exception for which the caller gave no ``failed``; ``ui.messages`` shows it."""
    _came_back = Signal(object, object, object)
    _stepped = Signal(object, int, int, str)

    def __init__(
        self,
        *,
        enter: Callable[[], None] | None = None,
        leave: Callable[[], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``enter`` and ``leave`` run on the worker at its start and end: its connection opens and closes."""
        super().__init__(parent)
        self._enter, self._leave = enter, leave
        self.ask_first: Callable[[Job, Exception], bool] | None = None
        """Asked before a page hears of an error; True takes the job over."""
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting = 0
        self._open: set[Job] = set()
        self.acknowledged: deque[bytes] = deque(maxlen=ACKNOWLEDGED)
        """Uids of the last documents that the screen was told are saved."""
        self._thread: threading.Thread | None = None
        self._beside: Runner | None = None
        self._came_back.connect(self._on_came_back)
        self._stepped.connect(self._on_stepped)

    @property
    def busy(self) -> bool:
        """Whether work is waiting or running."""
        return self._waiting > 0

    def run(
        self,
        owner: QObject,
        work: Callable[..., Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Run ``work()`` or ``work(progress)`` on the storage worker, then ``done(result)`` here.

        Nothing is called once ``owner`` is gone. A result with an attribute ``changes`` is announced
        through ``changed`` even then, for the book did change. An exception goes to ``failed``,
        without it to ``unhandled``.
        """
        job = Job(self, weakref.ref(owner), work, done, failed, progress, cancelled)
        self._open.add(job)
        self._waiting += 1
        if self._waiting == 1:
            self.busy_changed.emit(True)
        if self._thread is None:
            worker_begins()
            self._thread = threading.Thread(target=self._loop, name="storage", daemon=True)
            self._thread.start()
        self._jobs.put(job)
        return job

    def announce(self, changes: Changes) -> None:
        """Tell the pages of a change that came from elsewhere (another program on the same book)."""
        if changes:
            self.changed.emit(changes)

    def beside(self) -> "Runner":
        """A second worker for long reading through connections of its own; it is cancelled with this one.

        Nobody at the till waits for it, and it works on when this one hangs.
        """
        if self._beside is None:
            self._beside = Runner(parent=self)
            self._beside.unhandled.connect(self.unhandled)
        return self._beside

    def cancel_all(self) -> None:
        """Ask all work that was handed in to stop."""
        for job in self._open:
            job.cancel()

    def stop(self) -> None:
        """Let the waiting work finish, close the worker's connection and end its thread."""
        if self._beside is not None:
            self._beside.cancel_all()
            self._beside.stop()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None
            worker_ends()

    def post_progress(self, job: Job, done: int, total: int, text: str) -> None:
        """Carry a step from the worker to the screen's thread."""
        if job.progress is not None:
            self._stepped.emit(job, done, total, text)

    def _loop(self) -> None:
        entered = False
        while True:
            job = self._jobs.get()
            if job is None:
                break
            result: Any = None
            error: BaseException | None = None
            try:
                if job.cancelled:
                    raise CancelledError
                if not entered and self._enter is not None:
                    self._enter()
                entered = True
                result = job.work(Progress(job)) if _takes_progress(job.work) else job.work()
            except BaseException as caught:
                error = caught
            if not _send(self, job, result, error):
                break
            del job, result, error
        if entered and self._leave is not None:
            self._leave()

    @Slot(object, object, object)
    def _on_came_back(self, job: Job, result: Any, error: BaseException | None) -> None:
        self._waiting -= 1
        self._open.discard(job)
        job.finished = True
        if self._waiting == 0:
            self.busy_changed.emit(False)
        changes = getattr(result, "changes", None)
        posted = getattr(result, "posted", result)
        if isinstance(posted, Posted):
            self.acknowledged.append(posted.uid)
        taken = False
        try:
            if job.owner_lives():
                taken = self._deliver(job, result, error)
            elif error is not None and not isinstance(error, CancelledError):
                log.error("work failed after its screen was closed", exc_info=error)
        finally:
            if not taken:
                job.forget()
            if isinstance(changes, Changes) and changes:
                self.changed.emit(changes)

    def _deliver(self, job: Job, result: Any, error: BaseException | None) -> bool:
        """Tell who asked; whether somebody else took the job over and still needs it."""
        if error is None:
            if job.done is not None:
                job.done(result)
        elif isinstance(error, CancelledError):
            if job.on_cancelled is not None:
                job.on_cancelled()
        elif self.ask_first is not None and isinstance(error, Exception) and self.ask_first(job, error):
            return True  # somebody is asked to approve; the job is done again or refused then
        elif job.failed is not None and isinstance(error, Exception):
            job.failed(error)
        else:
            self.unhandled.emit(error)
        return False

    @Slot(object, int, int, str)
    def _on_stepped(self, job: Job, done: int, total: int, text: str) -> None:
        if job.progress is not None and job.owner_lives() and not job.finished:
            job.progress(done, total, text)


def _nothing() -> None:
    """What is left of a job that was delivered."""


def _send(runner: Runner, job: Job, result: Any, error: BaseException | None) -> bool:
    """Hand a result to the screen's thread; False when the window is already gone."""
    if not shiboken6.isValid(runner):
        return False
    runner._came_back.emit(job, result, error)  # noqa: SLF001 - the worker is part of the runner
    return True


def _takes_progress(work: Callable[..., Any]) -> bool:
    """Whether a callable still wants one positional argument."""
    try:
        parameters = inspect.signature(work).parameters.values()
    except (TypeError, ValueError):
        return False
    return any(
        parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        for parameter in parameters
    )


class Loading(QObject):
    """Shows a loading state only when the wait turns out longer than 200 ms."""

    def __init__(self, show: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._visible = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOADING_AFTER_MS)
        self._timer.timeout.connect(self._on_late)

    def start(self) -> None:
        """Waiting begins."""
        if not self._visible:
            self._timer.start()

    def stop(self) -> None:
        """Waiting is over, with or without a result."""
        self._timer.stop()
        if self._visible:
            self._visible = False
            self._show(False)

    @Slot()
    def _on_late(self) -> None:
        self._visible = True
        self._show(True)
