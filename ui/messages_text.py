"""Errors as sentences; ``ui.messages`` shows them, fields put them under themselves."""

import logging
import string

from app import logs
from app.errors import Notice, SamutError
from app.i18n import _
from ui import formats

log = logging.getLogger(__name__)


def error_text(error: BaseException) -> str:
    """The sentence for an error in the user's language, its figures and dates written for reading."""
    if isinstance(error, SamutError):
        return _fill(_(error.message), error)
    return _("Something went wrong inside the program. Please look whether it was saved before you go on.")


def tell_unexpected(error: BaseException) -> str:
    """One line for the terminal about a fault of the program: what kind and where, no word of the error.

    The log gets the places.
    """
    log.critical("unexpected: %s", type(error), exc_info=error)
    return _(
        "The program made a mistake and stopped ({kind} at {place}). What was saved before stays saved; "
        "“samut check BOOK” looks the book over."
    ).format(kind=type(error).__name__, place=([*logs.places(error.__traceback__)] or ["–"])[-1])


def notice_text(notice: Notice) -> str:
    """The sentence for something that is told but stops nothing."""
    return _fill(_(notice.message), notice)


def _fill(sentence: str, error: SamutError | Notice) -> str:
    """Fill placeholders; data that the sentence does not name is left out, missing data is a dash."""
    written: dict[str, _Written] = {}
    for _text, name, _spec, _conversion in string.Formatter().parse(sentence):
        if name:
            value = error.data.get(name, getattr(error, name, None))
            written[name] = _Written(formats.by_name(name, value))
    return sentence.format_map(written)


class _Written(str):
    """A text that is already formatted: a format spec in the sentence changes nothing more."""

    __slots__ = ()

    def __format__(self, _spec: str) -> str:
        return str(self)
