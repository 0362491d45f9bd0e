"""Services of a household ask for its permission before anything else, and none writes into a group's book.

The roles are those of a group's book: a household has one person, who may do everything. What is tried here
is that nobody else could, and that a leader's rights in the group's book open nothing of a household in it.
"""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from app.domain.document import new_uid
from app.domain.roles import DEFAULT_RULES, Permission
from app.domain.session import NotPermittedError, Session, issue
from app.services.household.access import NotAHouseholdError
from tests.household import make_household
from tests.services.household_services import GIVEN, IN_EITHER_BOOK, MADE_OF
from tests.services.test_every_service import MODULES, commands
from tests.stall import DAY, Stall


class Anything:
    """Stands for any draft: its ``uid`` is one, everything else of it is anything again."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return new_uid() if name.endswith("uid") else Anything()

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def called_with(name: str, session: Session) -> object:
    """Call a service with a session and, for everything else, something of the right shape."""
    module, _dot, last = name.rpartition(".")
    function: Callable[..., object] = getattr(import_module(f"app.services.{module}"), last)
    given: dict[str, Any] = {}
    for each, parameter in list(inspect.signature(function).parameters.items())[1:]:
        said = str(parameter.annotation)
        if "date" in said:
            given[each] = DAY
        elif "bytes" in said:
            given[each] = new_uid()
        elif "str" in said:
            given[each] = "ก"
        elif "int" in said:
            given[each] = 100
        elif parameter.default is inspect.Parameter.empty:
            given[each] = Anything()
    return function(session, **given | GIVEN.get(name, {}))


def services() -> list[str]:
    """Every command of the household's services."""
    return [
        f"{module}.{node.name}"
        for module in MODULES
        if module.startswith("household.")
        for node in commands(module)
        if f"{module}.{node.name}" not in IN_EITHER_BOOK | MADE_OF
    ]


def not_answering(wanted: type[Exception], sessions: list[Session]) -> list[str]:
    """Services that say anything else to these sessions."""
    wrong = []
    for name in services():
        for session in sessions:
            try:
                called_with(name, session)
            except wanted:
                continue
            except Exception as error:
                wrong.append(f"{name}: {error!r}")
            else:
                wrong.append(f"{name} let {session.role.value} in")
    return wrong


def test_nobody_without_the_right_comes_in(tmp_path: Path) -> None:
    make_household(tmp_path)
    without = [
        role for role, rules in DEFAULT_RULES.items() if Permission.KEEP_HOUSEHOLD not in rules.permissions
    ]
    assert len(without) >= 3
    asked = [
        issue(Session(1, "ผู้ทดลอง", 1, 1, 1, role=role), DEFAULT_RULES[role].permissions) for role in without
    ]
    assert not_answering(NotPermittedError, asked) == []


def test_the_leader_writes_nothing_of_a_household_into_the_groups_book(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    assert not_answering(NotAHouseholdError, [stall.session]) == []
