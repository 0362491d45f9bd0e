"""The herds with their heads and worth, one herd's story at the right, and what happens to them."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.herd import BreedDraft, HerdData, HerdDraft
from app.domain.session import Permission
from app.i18n import _
from app.queries.herds import HerdRow
from app.services.herds import keep_for_breeding
from app.services.unit_of_work import Posted
from reports.herd_register import NAME as REGISTER
from reports.model import Kind
from ui import formats
from ui.models.rows import Col
from ui.pages.herd import work
from ui.pages.herd.forms import EventForm, HerdForm
from ui.widgets.list_panel import Empty, ListPanelPage


class HerdView(ListPanelPage[HerdRow]):
    """Animals that are kept, herd by herd."""

    name = "herds"
    icon = "beef"
    listens = Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS
    lists_listen = listens
    panel_width = 460
    narrow = 680
    less = (1, 2)
    """Kind of animal and section."""

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[HerdRow]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Herd"), lambda each: each.name, weight=5, tone=_tone),
            Col(lambda: _("Kind of animal"), lambda each: each.species, weight=3),
            Col(lambda: _("Section"), lambda each: each.section, weight=3),
            Col(lambda: _("Heads"), lambda each: each.heads, Kind.COUNT, weight=2, adds_up=True),
            Col(lambda: _("Worth"), lambda each: each.value, Kind.MONEY, weight=3, unit="฿", adds_up=True),
        ]

    def build(self) -> None:
        """Sums, buttons and forms."""
        self._shown = work.Shown()
        may = self._session.may(Permission.BUY)
        self.name_list(lambda: _("Herds"), lambda: _("Search for a herd"))
        self.heads = self.add_figure(lambda: _("Animals"))
        self.worth = self.add_figure(lambda: _("Worth in the books"))
        self.register_button = self.add_tool(lambda: _("Register"), "file-text", self._on_register_clicked)
        self.add_new(lambda: _("New herd"), self._begin_herd, may=may)
        self.event_button = self.add_action(
            lambda: _("Something happened"),
            "plus",
            self._begin_event,
            keys="Ctrl+E",
            primary=True,
            when=lambda _herd: may,
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._begin_change, keys="F4", when=lambda _herd: may
        )
        self.event_form = self.add_form(EventForm(self._today))
        self.herd_form = self.add_form(HerdForm())
        self.event_form.submitted.connect(self._on_event_submitted)
        self.herd_form.submitted.connect(self._on_herd_submitted)

    def job(self) -> Callable[[], work.Shown]:
        """The herds as they stand."""
        return work.shown

    def take(self, found: work.Shown) -> Sequence[HerdRow]:
        """Show the sums; gives the herds."""
        self._shown = found
        self.heads.set(formats.count(found.heads))
        self.worth.set(formats.money(found.value))
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """Places of money, people and sections."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        self.event_form.set_lists(lists)
        self.herd_form.set_lists(lists)

    def row_title(self, row: HerdRow) -> str:
        """Name and code."""
        return f"{row.name} · {row.code}"

    def details(self, row: HerdRow) -> Callable[[], Any]:
        """The herd's story."""
        return partial(work.card, row)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Cattle, pigs, chickens, fish: what the group raises to sell stands here."),
            _("Begin a herd"),
            _(
                "Count what is born, bought, sold and dies. Feed and medicine are added to what the animals "
                "are worth until they are sold, so that the profit is right."
            ),
        )

    def open(self, argument: str) -> None:
        """``new``."""
        if argument == "new":
            self.begin()

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    # ---- forms

    def _begin_herd(self) -> None:
        self.show_form(self.herd_form)
        self.herd_form.show_herd(None, None)

    def _begin_change(self) -> None:
        if self._row is not None:
            uid = self._row.uid
            self.act(partial(work.data, uid), partial(self._on_data, uid))

    def _on_data(self, uid: bytes, data: HerdData | None) -> None:
        self.show_form(self.herd_form)
        self.herd_form.show_herd(uid, data)

    def _begin_event(self) -> None:
        herd = self._row
        if herd is not None:
            others = [each for each in self._shown.rows if each.active and each.uid != herd.uid]
            self.show_form(self.event_form)
            self.event_form.show_herd(herd, others, may_keep_books=self._session.may(Permission.POST_JOURNAL))

    @Slot(object, object, object)
    def _on_event_submitted(self, draft: object, names: object, day: object) -> None:
        assert isinstance(day, dt.date)
        job: Callable[[], Posted]
        if isinstance(draft, BreedDraft):
            job = partial(keep_for_breeding, self._session, draft, on=day)
        else:
            assert isinstance(draft, HerdDraft)
            assert isinstance(names, tuple)
            job = partial(work.happen, self._session, draft, names, on=day)
        self.save(self.event_form, job)

    @Slot(object, object, object)
    def _on_herd_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, HerdData)
        assert isinstance(uid, bytes)
        self.save(self.herd_form, partial(work.save, self._session, data, uid=uid, known=bool(known)))


def _tone(herd: HerdRow) -> str:
    return "" if herd.active else "ink-soft"
