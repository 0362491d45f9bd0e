"""Translation through gettext: English sentences in the code, Thai (and others) in catalogues.

``_`` looks up at the moment of the call, so that a change of language shows at once.
"""

import gettext
from collections.abc import Callable
from functools import cache

from resources import resource

LANGUAGES = ("th", "en")
_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"
_listeners: list[Callable[[str], None]] = []


def N_(text: str) -> str:
    """Mark a sentence for translation without translating it here."""
    return text


def _(text: str) -> str:
    """The sentence in the current language; the English sentence itself where none is known."""
    return _current.gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The sentence for a count; Thai has one form."""
    return _current.ngettext(singular, plural, count)


def pgettext(context: str, text: str) -> str:
    """The sentence for a word that means different things in different places."""
    return _current.pgettext(context, text)


def language() -> str:
    """The current language code, ``th`` or ``en``."""
    return _language


def set_language(code: str) -> None:
    """Switch every later ``_`` to a language; an unknown code means English."""
    global _current, _language
    if code == "th":
        _current = _thai()
        _language = "th"
    else:
        _current = gettext.NullTranslations()
        _language = "en"
    for listener in _listeners:
        listener(_language)


@cache
def _thai() -> gettext.GNUTranslations:
    """The catalogue, read once: it is thousands of sentences."""
    with resource("locale/th/LC_MESSAGES/samut.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def on_language_change(listener: Callable[[str], None]) -> None:
    """Call ``listener`` with the code after each switch (for caches of formatted text)."""
    _listeners.append(listener)
