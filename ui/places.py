"""Places of the window as the palette and the cheat-sheet name them: words, icon, key."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from app.i18n import _
from ui.hits import Hit, matches
from ui.page import PageSpec


def keys_of(specs: Iterable[PageSpec]) -> Iterator[tuple[PageSpec, str]]:
    """Every place with its key: its own, else Ctrl and its number up to 9, else none."""
    for number, spec in enumerate(specs, start=1):
        yield spec, spec.shortcut or (f"Ctrl+{number}" if number <= 9 else "")


def place_keys(specs: Iterable[PageSpec], shown: Callable[[str], bool]) -> list[tuple[str, str]]:
    """(key, words) of the places that are shown and have a key."""
    return [(keys, _(spec.title_msgid)) for spec, keys in keys_of(specs) if keys and shown(spec.key)]


def place_hits(
    typed: str, specs: Iterable[PageSpec], shown: Callable[[str], bool], visit: Callable[[str], None]
) -> list[Hit]:
    """The shown places that the typed words name, in this language or in English."""
    return [
        Hit(_(spec.title_msgid), _("Page"), spec.icon, partial(visit, spec.key), keys)
        for spec, keys in keys_of(specs)
        if shown(spec.key) and matches(typed, _(spec.title_msgid), spec.title_msgid, spec.key)
    ]
