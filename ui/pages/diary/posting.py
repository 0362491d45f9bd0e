"""What was just written down is said in plain words, with the button that takes it back."""

from functools import partial

from app.i18n import _
from app.services.unit_of_work import Posted
from ui.pages.diary import work
from ui.pages.diary.words import plain
from ui.posting import Posting


class DiaryPosting(Posting):
    """Takes back by the household's own way, which also opens a circle again."""

    def say(self, words: str, posted: Posted, *, undoes: bool = True) -> None:
        """Say it, with the button that takes it back."""
        said = words.format(number=posted.number, amount=plain(posted.total))
        if undoes:
            self._messages.done(said, _("Take it back"), partial(self._undo, posted))
        else:
            self._messages.done(said)

    def _undo(self, posted: Posted) -> None:
        job = partial(work.undo, self._session, posted.uid, today=self._today())
        self._runner.run(self, job, self._on_taken_back, failed=self._messages.show_error)

    def _on_taken_back(self, _reversal: Posted) -> None:
        self._messages.say(_("It was taken back."))
