"""Keeps Python 3.11 alive under PySide6 6.12.

WORKAROUND: the wheels of PySide6 6.12.0 hand out ``None`` without taking a reference to it, which is right
from Python 3.12 on, where ``None`` is immortal. On 3.11 each call of a Qt function that returns nothing takes
one reference of ``None`` away, and after some thousand calls the interpreter stops with "deallocating None"
(6.11.3 counts right); answers of ``True`` and ``False`` are lost the same way. Until a release counts right,
the three get more references than a year can use up.
"""

import sys

ENOUGH = 1 << 60


def keep_none_alive() -> None:
    """Raise their reference counts out of reach; does nothing from Python 3.12 on, or twice."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= ENOUGH // 2:
        return
    import ctypes

    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if abs(count.value - sys.getrefcount(constant)) < 64:  # it is where this build of Python keeps it
            count.value += ENOUGH
