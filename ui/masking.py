"""Figures and names hidden at the stall: one switch for every screen, and what a hidden value looks like.

The parts that show values ask here: labels that are marked as private, columns of lists and reports, charts,
previews of papers. What the customer must see (the cart, prices, what is to pay) is never marked. While
figures are hidden nothing is copied, printed or saved by accident: ``stopped`` says so.
"""

import re

from PySide6.QtCore import QObject, Signal

DOTS = "•••"
_FIGURES = re.compile(r"[-−]?[0-9๐-๙][0-9๐-๙,.]*")


class _Signals(QObject):
    changed = Signal()
    """Hidden or shown: paint again."""
    refused = Signal()
    """Something was to leave the screen while figures are hidden; the window says why it did not."""


class _State:
    """Whether figures are hidden; one for the process, like the look and the language."""

    def __init__(self) -> None:
        self.on = False


_state = _State()
signals = _Signals()


def is_on() -> bool:
    """Whether figures are hidden."""
    return _state.on


def set_on(on: bool) -> None:
    """Hide or show figures everywhere."""
    if on != _state.on:
        _state.on = on
        signals.changed.emit()


def stopped() -> bool:
    """Whether nothing may be copied, printed or saved now; tells the window to say why."""
    if _state.on:
        signals.refused.emit()
    return _state.on


def hidden(text: str) -> str:
    """What stands for a value while it is hidden; nothing stays nothing."""
    return DOTS if text.strip() else text


def without_figures(text: str) -> str:
    """A sentence with its numbers hidden."""
    return _FIGURES.sub(DOTS, text)
