"""The door to threads: results on the screen's thread, dropped when nobody is there, errors told."""

import threading
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject

from app.changes import Changes
from app.errors import UserError
from ui.runner import CancelledError, Loading, Progress, Runner


@dataclass(frozen=True)
class Posted:
    number: str
    changes: Changes = Changes.SALES | Changes.LEDGER


@pytest.fixture
def owner(qapp):
    return QObject()


def finish(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.busy)


def test_work_runs_on_one_other_thread_and_answers_here(runner, owner, qtbot):
    threads: list[Any] = []
    answers: list[Any] = []

    def work():
        threads.append(threading.current_thread())
        return len(threads)

    for _again in range(3):
        runner.run(owner, work, lambda result: answers.append((result, threading.current_thread())))
    finish(qtbot, runner)
    assert answers == [(number, threading.main_thread()) for number in (1, 2, 3)]
    assert len(set(threads)) == 1
    assert threads[0] is not threading.main_thread()


def test_work_is_done_in_the_order_it_was_asked(runner, owner, qtbot):
    order: list[Any] = []
    for number in range(20):
        runner.run(owner, partial(order.append, number))
    finish(qtbot, runner)
    assert order == list(range(20))


def test_result_for_a_closed_screen_is_dropped_but_its_changes_are_told(runner, qtbot):
    owner = QObject()
    gate = threading.Event()
    called: list[Any] = []
    heard: list[Any] = []
    runner.changed.connect(heard.append)

    def work():
        gate.wait(5)
        return Posted("1")

    runner.run(owner, work, called.append)
    del owner
    gate.set()
    finish(qtbot, runner)
    assert called == []
    assert heard == [Changes.SALES | Changes.LEDGER]


def test_result_for_a_deleted_qt_object_is_dropped(runner, qtbot):
    import shiboken6

    owner = QObject()
    gate = threading.Event()
    called: list[Any] = []
    runner.run(owner, lambda: gate.wait(5), called.append)
    shiboken6.delete(owner)
    gate.set()
    finish(qtbot, runner)
    assert called == []


def test_changes_are_told_after_done(runner, owner, qtbot):
    order: list[Any] = []
    runner.changed.connect(lambda changes: order.append("changed"))
    runner.run(owner, lambda: Posted("1"), lambda posted: order.append(posted.number))
    finish(qtbot, runner)
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["1", "changed"]


def test_error_goes_to_failed(runner, owner, qtbot):
    class EmptyError(UserError):
        message = "Empty"

    def work():
        raise EmptyError

    errors: list[Any] = []
    unhandled: list[Any] = []
    runner.unhandled.connect(unhandled.append)
    runner.run(owner, work, lambda result: None, failed=errors.append)
    finish(qtbot, runner)
    assert [type(error) for error in errors] == [EmptyError]
    assert unhandled == []


def test_error_without_failed_is_not_lost(runner, owner, qtbot):
    def work():
        raise ZeroDivisionError

    with qtbot.waitSignal(runner.unhandled) as told:
        runner.run(owner, work)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_worker_goes_on_after_an_error(runner, owner, qtbot):
    answers: list[Any] = []
    runner.run(owner, lambda: 1 // 0, failed=lambda error: None)
    runner.run(owner, lambda: "on", answers.append)
    finish(qtbot, runner)
    assert answers == ["on"]


def test_progress_comes_back_here(runner, owner, qtbot):
    steps: list[Any] = []

    def work(progress: Progress):
        for number in range(3):
            progress.report(number + 1, 3, f"step {number + 1}")
        return "done"

    answers: list[Any] = []
    runner.run(owner, work, answers.append, progress=lambda *step: steps.append(step))
    finish(qtbot, runner)
    assert steps == [(1, 3, "step 1"), (2, 3, "step 2"), (3, 3, "step 3")]
    assert answers == ["done"]


def test_cancelled_work_stops_where_it_may(runner, owner, qtbot):
    begun = threading.Event()
    told: list[Any] = []
    answers: list[Any] = []

    def work(progress: Progress):
        begun.set()
        while True:
            progress.stop_if_cancelled()

    job = runner.run(owner, work, answers.append, cancelled=lambda: told.append("cancelled"))
    assert begun.wait(5)
    job.cancel()
    finish(qtbot, runner)
    assert told == ["cancelled"]
    assert answers == []


def test_work_cancelled_before_it_began_never_runs(runner, owner, qtbot):
    gate = threading.Event()
    ran: list[Any] = []
    runner.run(owner, lambda: gate.wait(5))
    job = runner.run(owner, lambda: ran.append(1))
    job.cancel()
    gate.set()
    finish(qtbot, runner)
    assert ran == []


def test_work_that_ended_in_spite_of_cancel_tells_its_result(runner, owner, qtbot):
    begun, gate = threading.Event(), threading.Event()
    answers: list[Any] = []

    def work():
        begun.set()
        gate.wait(5)
        return "committed"

    job = runner.run(owner, work, answers.append)
    begun.wait(5)
    job.cancel()
    gate.set()
    finish(qtbot, runner)
    assert answers == ["committed"]


def test_busy_tells_begin_and_end_once(runner, owner, qtbot):
    told: list[Any] = []
    runner.busy_changed.connect(told.append)
    gate = threading.Event()
    runner.run(owner, lambda: gate.wait(5))
    runner.run(owner, lambda: None)
    assert runner.busy
    gate.set()
    finish(qtbot, runner)
    assert told == [True, False]


def test_connection_is_entered_once_and_left_on_the_worker(qtbot, owner):
    calls: list[Any] = []

    def note(word):
        calls.append((word, threading.current_thread().name))

    runner = Runner(enter=partial(note, "enter"), leave=partial(note, "leave"))
    runner.run(owner, partial(note, "work"))
    runner.run(owner, partial(note, "work"))
    finish(qtbot, runner)
    runner.stop()
    assert calls == [("enter", "storage"), ("work", "storage"), ("work", "storage"), ("leave", "storage")]


def test_failed_entry_is_told_and_tried_again(qtbot, owner):
    tries: list[Any] = []

    def enter():
        tries.append(1)
        if len(tries) == 1:
            raise OSError("disk")

    runner = Runner(enter=enter)
    errors: list[Any] = []
    answers: list[Any] = []
    runner.run(owner, lambda: "a", answers.append, failed=errors.append)
    runner.run(owner, lambda: "b", answers.append, failed=errors.append)
    finish(qtbot, runner)
    runner.stop()
    assert [type(error) for error in errors] == [OSError]
    assert answers == ["b"]


def test_stop_finishes_what_waits(qtbot, owner):
    runner = Runner()
    done: list[Any] = []
    for number in range(5):
        runner.run(owner, partial(done.append, number))
    runner.stop()
    assert done == [0, 1, 2, 3, 4]


def test_announce_passes_changes_on_but_not_nothing(runner, qtbot):
    heard: list[Any] = []
    runner.changed.connect(heard.append)
    runner.announce(Changes.NONE)
    runner.announce(Changes.STOCK)
    assert heard == [Changes.STOCK]


def test_cancelled_error_is_no_user_error():
    assert not issubclass(CancelledError, UserError)


def test_loading_shows_only_when_late_and_hides_again(owner):
    shown: list[Any] = []
    loading = Loading(shown.append, owner)
    loading.start()
    loading.stop()
    assert shown == []
    loading.start()
    loading._on_late()  # the 200 ms are over
    loading.start()
    loading.stop()
    loading.stop()
    assert shown == [True, False]
