"""What is kept by a page and calls the page, without keeping it: a circle would end on any thread."""

from collections.abc import Callable
from inspect import ismethod
from typing import Any
from weakref import WeakMethod


def weakly(slot: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but a method does not keep its object; it does nothing once that is gone.

    Python looks for circles on whatever thread it happens to be; a widget that it finds there would be
    deleted off the screen's thread.
    """
    if not ismethod(slot):
        return slot
    found = WeakMethod(slot)

    def call(*arguments: Any) -> Any:
        method = found()
        return method(*arguments) if method is not None else None

    return call
