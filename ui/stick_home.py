"""The book of a stick while it is open: brought back now and then and at the end, missed when pulled."""

import logging
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.domain.session import Session
from app.errors import SamutError
from app.services.stick_book import (
    StickBook,
    StickChangedError,
    StickGoneError,
    bring_back,
    find_stick,
    let_go,
)

log = logging.getLogger(__name__)


def stick_folder() -> Path:
    """Where books of sticks are worked on in this computer."""
    return platformdirs.user_data_path("samut", appauthor=False) / "sticks"


@dataclass(slots=True)
class StickHome:
    """What is known of the stick while its book is open; the workers ask one after the other."""

    book: StickBook
    gone: bool = False
    """Whether the stick was out when it was looked for last."""
    sent: bool = False
    """Whether the stick has everything."""

    def bring_back(self, session: Session) -> StickBook:
        """Write a checked copy onto the stick; raises what ``stick_book.bring_back`` raises."""
        self.sent = False
        try:
            self.book = bring_back(session, self.book)
        except StickChangedError as error:
            self.book = error.home
            self.sent = True
            raise
        except StickGoneError:
            self.gone = True
            raise
        self.gone, self.sent = False, True
        return self.book

    def bring_back_last(self, session: Session) -> None:
        """The same when nobody is there any more to be told."""
        try:
            self.bring_back(session)
        except SamutError as error:
            log.warning("not brought back to its stick: %s", type(error), exc_info=error)

    def look(self) -> bool:
        """Whether the stick is there."""
        return find_stick(self.book) is not None

    def let_go(self) -> SamutError | None:
        """After the book was closed; gives what somebody has to know."""
        try:
            let_go(self.book, sent=self.sent)
        except OSError as error:
            log.warning("the copy of a stick's book stays: %s", type(error), exc_info=error)
        return None if self.sent else StickGoneError(stick=self.book.label or self.book.stick.name)
