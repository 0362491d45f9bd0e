"""The place of trades: what the forms hand over is saved, and what can be done next is shown."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.domain.document import new_uid
from app.domain.household.rounds import FinishDraft, OutputDraft, RoundData, StoreDraft
from app.domain.household.trades import ToolData, TradeData
from app.errors import UserError
from app.i18n import _
from app.services.household.rounds_output import (
    finish_round,
    post_from_store,
    post_round_output,
    reopen_round,
)
from app.services.household.trades import (
    put_aside_round,
    put_aside_tool,
    put_aside_trade,
    save_round,
    save_tool,
    save_trade,
)
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from ui.pages.trades import work
from ui.pages.trades.frame import TradesFrame
from ui.widgets.form_page import FormPage


class TradesView(TradesFrame):
    """Trades of the family, their rounds, costs, harvest and results."""

    def _connect(self) -> None:
        super()._connect()
        self.cost_form.submitted.connect(self._on_cost_submitted)
        self.harvest_form.submitted.connect(self._on_harvest_submitted)
        self.store_form.submitted.connect(self._on_store_submitted)
        self.finish_form.submitted.connect(self._on_finish_submitted)
        self.trade_form.submitted.connect(self._on_trade_submitted)
        self.trade_form.put_aside.connect(self._on_trade_put_aside)
        self.round_form.put_aside.connect(self._on_round_put_aside)
        self.round_form.submitted.connect(self._on_round_submitted)
        self.tool_form.submitted.connect(self._on_tool_submitted)
        self.tool_form.put_aside.connect(self._on_tool_put_aside)
        self.reason_form.submitted.connect(self._on_reason_submitted)
        self.receive_form.submitted.connect(self._on_received)

    # ---- saving

    def _save(self, form: FormPage, job: Callable[[], Any], words: str) -> None:
        done, failed = partial(self._on_saved, form, words), partial(self._on_failed, form)
        self._runner.run(self, job, done, failed=failed)

    def _on_saved(self, form: FormPage, words: str, result: Any) -> None:
        form.set_busy(False)
        if isinstance(result, Posted):
            self._posting.say(words, result, undoes=form is not self.reason_form)
        else:
            self._messages.say(words)
        if form is self.round_form:
            self._show_uid(result.uid)
        elif form is self.trade_form:
            self.board.wait_for(result.uid)
            self._on_board_wanted()
        else:
            self._on_back()

    def _on_failed(self, form: FormPage, error: Exception) -> None:
        if isinstance(error, UserError):
            form.show_error(error)
            return
        form.set_busy(False)
        self._messages.show_error(error)

    @Slot(object, object, object)
    def _on_cost_submitted(self, draft: Any, names: Any, day: dt.date) -> None:
        post = partial(work.save_cost, self._session, draft, day)
        job = partial(work.with_names, self._session, names, post)
        self._save(self.cost_form, job, _("Saved: {amount} baht ({number})."))

    @Slot(object, object, object)
    def _on_harvest_submitted(self, draft: OutputDraft, names: Any, day: dt.date) -> None:
        post = partial(post_round_output, self._session, draft, on=day)
        job = partial(work.with_names, self._session, names, post)
        self._save(self.harvest_form, job, _("Saved: worth {amount} baht ({number})."))

    @Slot(object, object, object)
    def _on_store_submitted(self, draft: StoreDraft, names: Any, day: dt.date) -> None:
        post = partial(post_from_store, self._session, draft, on=day)
        job = partial(work.with_names, self._session, names, post)
        self._save(self.store_form, job, _("Saved: {amount} baht ({number})."))

    @Slot(object)
    def _on_received(self, got: work.Received) -> None:
        job = partial(work.save_received, self._session, got)
        self._save(self.receive_form, job, _("Saved: {amount} baht ({number})."))

    @Slot(object, object)
    def _on_finish_submitted(self, draft: FinishDraft, day: dt.date) -> None:
        job = partial(finish_round, self._session, draft, on=day)
        self._save(self.finish_form, job, _("The round is finished ({number})."))

    @Slot(object, object)
    def _on_trade_submitted(self, data: TradeData, uid: bytes) -> None:
        self._save(self.trade_form, partial(save_trade, self._session, data, uid=uid), _("Saved."))

    @Slot(object, object)
    def _on_round_submitted(self, data: RoundData, uid: bytes) -> None:
        self._save(self.round_form, partial(save_round, self._session, data, uid=uid), _("Saved."))

    @Slot(object, object)
    def _on_tool_submitted(self, data: ToolData, uid: bytes) -> None:
        self._save(self.tool_form, partial(save_tool, self._session, data, uid=uid), _("Saved."))

    @Slot(object, object)
    def _on_tool_put_aside(self, uid: bytes, active: object) -> None:
        job = partial(put_aside_tool, self._session, uid, active=bool(active))
        self._save(self.tool_form, job, _("Saved."))

    @Slot(object, object)
    def _on_trade_put_aside(self, uid: bytes, active: object) -> None:
        job = partial(put_aside_trade, self._session, uid, active=bool(active))
        self._save(self.trade_form, job, _("Saved."))

    @Slot(object, object)
    def _on_round_put_aside(self, uid: bytes, active: object) -> None:
        job = partial(put_aside_round, self._session, uid, active=bool(active))
        self._save(self.round_form, job, _("Saved."))

    @Slot(object)
    def _on_reason_submitted(self, reason: str) -> None:
        if self.round.shown is None:
            return
        on, uid = self._today(), new_uid()
        job: Callable[[], Posted]
        if self._undoing is None:
            crop = self.round.shown.card.row.uid
            job = partial(reopen_round, self._session, crop, on=on, reason=reason, uid=uid)
            words = _("The round goes on.")
        else:
            job = partial(reverse, self._session, self._undoing.document_uid, on=on, reason=reason, uid=uid)
            words = _("It was taken back ({number}).")
        self._save(self.reason_form, job, words)
