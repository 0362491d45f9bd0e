"""What Home names first: what blocks work and what is late, at most five at once."""

from reports.home_tasks import LATE, MOST_SHOWN, Task, ToDo, ranked, shown_at_first


def test_what_blocks_and_what_is_late_comes_first() -> None:
    found = ranked(ToDo(task, "") for task in reversed(Task))
    assert [each.task for each in found] == list(Task)
    tasks = [each.task for each in found]
    assert tasks[0] is Task.OPENING
    assert max(tasks.index(task) for task in LATE) < tasks.index(Task.MARKET_DAYS)
    assert tasks.index(Task.DRAWER) < tasks.index(Task.ORDERS_LATE) < tasks.index(Task.ORDERS_TODAY)
    assert tasks[-1] is Task.LATE_SLIPS, "nothing is left to do about it"


def test_the_rest_is_asked_for_unless_it_is_a_single_one() -> None:
    todos = tuple(ToDo(task, "") for task in Task)
    assert shown_at_first(()) == 0
    assert shown_at_first(todos[:MOST_SHOWN]) == MOST_SHOWN
    assert shown_at_first(todos[: MOST_SHOWN + 1]) == MOST_SHOWN + 1
    assert shown_at_first(todos[: MOST_SHOWN + 2]) == MOST_SHOWN
