"""Where everything lies: purse, bank, savings, circles, what is lent and owned; and what moves it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot

from app.changes import Changes
from app.domain.household.places_of_money import MONEY, PlaceKind
from app.domain.loan import Every
from app.i18n import N_, _
from app.services.records import Saved
from app.services.unit_of_work import Posted
from reports.model import Kind
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.diary import spots, work
from ui.pages.diary.movements import Movements
from ui.pages.diary.place_forms import KIND_WORDS, PlaceForms, name_choices
from ui.pages.diary.posting import DiaryPosting
from ui.pages.diary.spots import (
    Spot,
    holds,
    is_circle,
    is_lent,
    is_money_spot,
    is_of,
    is_owned,
    is_property_spot,
    is_unused_own,
)
from ui.pages.diary.words import plain
from ui.widgets.arrange import Panel
from ui.widgets.ask_form import AskForm, Words
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage

PARTS: Sequence[tuple[str, Words]] = (
    ("all", lambda: _("All")),
    ("money", lambda: _("Money and savings")),
    ("others", lambda: _("With others")),
    ("own", lambda: _("What we own")),
)


class PlacesView(ListPanelPage[Spot]):
    """Each place with what lies there; what can be done with it stands at the right."""

    name = "household-places"
    icon = "wallet"
    listens = Changes.LEDGER | Changes.HOUSEHOLD
    lists_listen = Changes.NONE
    panel_width = 320
    narrow, tight = 860, 640
    less = (2,)

    def columns(self) -> Sequence[Col[Spot]]:
        """Kind, name, a word about it, what lies there."""
        return [
            Col(lambda: _("What"), lambda each: _(KIND_WORDS[each.kind]), weight=4),
            Col(lambda: _("Where"), lambda each: each.name, weight=5, private=True),
            Col(lambda: _("About it"), lambda each: each.about, weight=5),
            Col(
                lambda: _("There is"), lambda each: each.balance, Kind.MONEY, weight=4, unit="฿", adds_up=True
            ),
        ]

    def build(self) -> None:
        """Sums, buttons, what can be done with each sort of place, the forms."""
        self._posting = DiaryPosting(self._session, self._runner, self._messages, self._today, self)
        self._pending = ""
        self._spots: Sequence[Spot] = ()
        self.name_list(lambda: _("Where everything lies"), lambda: _("Search for a place"))
        self.money = self.add_figure(lambda: _("Money"))
        self.saved = self.add_figure(lambda: _("Saved"))
        self.owned = self.add_figure(lambda: _("What we own"))
        self.add_chips(lambda: _("Which places"), PARTS, is_of)
        self.add_new(lambda: _("Move money"), self._begin_move)
        self.add_tool(lambda: _("Lend money"), "handshake", self._begin_lend)
        self.add_tool(lambda: _("Join a circle"), "refresh-cw", self._begin_circle)
        self.add_tool(lambda: _("A new place"), "plus", self._begin_place)
        self._add_actions()
        self._make_forms()

    def _add_actions(self) -> None:
        for words, icon, slot, when, primary in (
            (lambda: _("Move money"), "arrow-left-right", self._move_from, is_money_spot, True),
            (lambda: _("Pay a round"), "arrow-right", self._begin_pay, is_circle, True),
            (lambda: _("Draw the pot"), "arrow-left", self._begin_draw, is_circle, False),
            (lambda: _("The circle has ended"), "flag", self._end_circle, is_circle, False),
            (lambda: _("It comes back"), "undo-2", self._begin_back, is_lent, True),
            (lambda: _("It will not come back"), "x", self._let_go, is_lent, False),
            (lambda: _("Bought it"), "plus", self._begin_buy, is_property_spot, True),
            (lambda: _("Sold it"), "hand-coins", self._begin_sell, is_owned, False),
            (lambda: _("This was there at first"), "flag", self._begin_opening, holds, False),
            (lambda: _("Put aside"), "x", self._put_aside, is_unused_own, False),
        ):
            self.add_action(words, icon, slot, when=when, primary=primary)
        self.add_action(lambda: _("Another name"), "pencil", self._begin_name, keys="F4", when=holds)

    def shortcuts(self) -> list[Shortcut]:
        """The frame's keys, and one for what is done most with a place."""
        return [*super().shortcuts(), Shortcut("Ctrl+E", _("Money in or out of it"), self._do_first)]

    @Slot()
    def _do_first(self) -> None:
        row = self._row
        if row is None or not self.is_list_in_front():
            return
        if row.circle is not None:
            self._begin_pay()
        elif row.loan is not None:
            self._begin_back()
        elif row.is_property:
            self._begin_buy()
        else:
            self._move_from()

    def _make_forms(self) -> None:
        forms = PlaceForms(self._today)
        for form, slot in (
            (forms.move, self._on_moved),
            (forms.money, self._on_money),
            (forms.lend, self._on_lent),
            (forms.circle, self._on_circle),
            (forms.place, self._on_place),
            (forms.name, self._on_name),
        ):
            self.add_form(form, beside=True).submitted.connect(slot)
        self.move_form, self.money_form, self.lend_form = forms.move, forms.money, forms.lend
        self.circle_form, self.place_form, self.name_form = forms.circle, forms.place, forms.name
        self.text(self._name_choices, str)

    def _name_choices(self, _words: str) -> None:
        name_choices(self.place_form, self.circle_form)

    def make_panel(self) -> Panel:
        """What lies there in large letters, and what it is."""
        panel = Panel("", width=self.panel_width)
        self.amount = Label("", type="figure", private="figures")
        self.about = Label("", wrap=True)
        self.moved = Movements()
        self.moved.undo_wanted.connect(self._on_undo_wanted)
        panel.add(self.amount)
        panel.add(self.about)
        panel.add(self.moved, 1)
        return panel

    # ---- what the frame asks

    def job(self) -> Callable[[], spots.Shown]:
        """All places on the worker."""
        return partial(spots.shown, self._today())

    def take(self, found: spots.Shown) -> Sequence[Spot]:
        """Show the sums; gives the places."""
        self.money.set(plain(found.worth.money))
        self.saved.set(plain(found.worth.saved))
        self.owned.set(plain(found.worth.owned))
        self._spots = found.rows
        both = [Choice(each.key, each.name) for each in found.rows if each.is_money]
        money = [Choice(each.key, each.name) for each in found.rows if each.kind in MONEY]
        for name in ("source", "target"):
            field = self.move_form.field(name)
            assert isinstance(field, SimpleChoice)
            field.set_choices(both)
        for form in (self.money_form, self.lend_form):
            field = form.field("place")
            assert isinstance(field, SimpleChoice)
            field.set_choices(money)
        if self._pending:
            QTimer.singleShot(0, self, self._open_pending)
        return found.rows

    def _open_pending(self) -> None:
        argument, self._pending = self._pending, ""
        self.open(argument)

    def key(self, row: Spot) -> object:
        """The code of its account, or the loan."""
        return row.key

    def row_title(self, row: Spot) -> str:
        """Its name."""
        return row.name

    def details(self, row: Spot) -> Callable[[], Any]:
        """What moved there last, on the worker."""
        return partial(spots.movements, row)

    def show_details(self, row: Spot, found: Any) -> None:
        """What lies there."""
        self.amount.setText(plain(row.balance))
        parts = [_(KIND_WORDS[row.kind]), row.about]
        if row.circle is not None:
            parts.append(
                _("Paid in {paid} · drawn {drawn}").format(
                    paid=plain(row.circle.paid), drawn=plain(row.circle.drawn)
                )
            )
        self.about.setText("\n".join(part for part in parts if part))
        self.moved.show_movements(found or (), self._today())

    @Slot(object)
    def _on_undo_wanted(self, uid: bytes) -> None:
        self.act(partial(work.undo, self._session, uid, today=self._today()), self._on_taken_back)

    def _on_taken_back(self, _reversal: object) -> None:
        self._messages.say(_("It was taken back."))

    def empty_words(self) -> Empty:
        """Nothing of this sort."""
        return Empty(_("Nothing of this sort yet."))

    def open(self, argument: str) -> None:
        """``move``, ``lend``, ``circle``, ``place``, ``circles``, ``lent``, ``owned`` or a place's code."""
        if not self.list.is_read:
            self._pending = argument  # its forms have nothing to choose from yet
            return
        ways = {
            "move": self._begin_move,
            "lend": self._begin_lend,
            "circle": self._begin_circle,
            "place": self._begin_place,
        }
        chips = {"circles": "others", "lent": "others", "owned": "own"}
        if argument in chips:
            self.go_back()
            self.chips.set_key(chips[argument])
            self._show()
        elif argument in ways:
            ways[argument]()
        elif argument:
            self.choose(argument)

    # ---- money that moves

    @Slot()
    def _begin_move(self) -> None:
        self.show_form(self.move_form)
        money = [each.key for each in self._spots if each.is_money]
        self.move_form.begin(
            {
                "source": money[0] if money else None,
                "target": money[-1] if money else None,
                "day": self._today(),
            }
        )

    def _move_from(self) -> None:
        if self._row is not None:
            others = [each.key for each in self._spots if each.is_money and each.key != self._row.key]
            self.show_form(self.move_form)
            target = others[0] if others else None
            self.move_form.begin({"source": self._row.key, "target": target, "day": self._today()})
            self.move_form.field("amount").edit.setFocus()

    @Slot(object)
    def _on_moved(self, said: spots.Answers) -> None:
        self.save(self.move_form, partial(spots.move, self._session, said), _("Moved: {amount} baht"))

    def _ask_money(self, what: str, *, more: str = "", amount: int | None = None, place: bool = True) -> None:
        """Ask for an amount about the chosen place; ``what`` is done with the answer."""
        if self._row is None:
            return
        self.show_form(self.money_form)
        for name in ("interest", "stood_at"):
            self.money_form.offer(name, shown=name == more)
        self.money_form.offer("place", shown=place)
        first = next((each.key for each in self._spots if each.kind in MONEY), None)
        values = {"amount": amount, "place": first, "day": self._today()}
        self.money_form.begin(values, key=(what, self._row))
        self.money_form.title.setText(f"{_(what)} · {self._row.name}")

    def _begin_pay(self) -> None:
        if self._row is not None and self._row.circle is not None:
            self._ask_money(N_("Pay a round"), amount=self._row.circle.data.amount)

    def _begin_draw(self) -> None:
        self._ask_money(N_("Draw the pot"))

    def _begin_back(self) -> None:
        if self._row is not None:
            self._ask_money(N_("It comes back"), more="interest", amount=self._row.balance)

    def _begin_buy(self) -> None:
        self._ask_money(N_("Bought it"))

    def _begin_sell(self) -> None:
        self._ask_money(N_("Sold it"), more="stood_at")

    def _begin_opening(self) -> None:
        self._ask_money(N_("This was there at first"), place=False)

    @Slot(object)
    def _on_money(self, said: spots.Answers) -> None:
        asked = self.money_form.key
        assert isinstance(asked, tuple)
        what, spot = asked
        session = self._session
        job: Callable[[], Posted]
        if what == "Bought it":
            job = partial(spots.buy, session, spot.key, said)
        elif what == "Sold it":
            job = partial(spots.sell, session, spot.key, said)
        elif what == "It comes back":
            job = partial(spots.come_back, session, spot.loan.uid, said)
        elif what == "This was there at first":
            job = partial(spots.was_there, session, spot.key, said)
        else:
            job = partial(spots.circle_money, session, spot.circle.uid, said, draws=what == "Draw the pot")
        self.save(self.money_form, job, _("Written down: {amount} baht"))

    # ---- lending, circles, places

    @Slot()
    def _begin_lend(self) -> None:
        self.show_form(self.lend_form)
        first = next((each.key for each in self._spots if each.kind in MONEY), None)
        self.lend_form.begin({"place": first, "day": self._today()})

    @Slot(object)
    def _on_lent(self, said: spots.Answers) -> None:
        self.save(self.lend_form, partial(spots.lend_to, self._session, said), _("Lent: {amount} baht"))

    @Slot()
    def _begin_circle(self) -> None:
        self.show_form(self.circle_form)
        self.circle_form.begin({"unit": Every.MONTH.value, "hands": 1_000, "first": self._today()})

    @Slot(object)
    def _on_circle(self, said: spots.Answers) -> None:
        self._keep(self.circle_form, partial(spots.join_circle, self._session, said))

    @Slot()
    def _begin_place(self) -> None:
        self.show_form(self.place_form)
        self.place_form.begin({"kind": PlaceKind.BANK.value})

    @Slot(object)
    def _on_place(self, said: spots.Answers) -> None:
        self._keep(self.place_form, partial(spots.new_place, self._session, said))

    def _begin_name(self) -> None:
        if self._row is not None:
            self.show_form(self.name_form)
            self.name_form.begin({"name": self._row.name}, key=self._row)

    @Slot(object)
    def _on_name(self, said: spots.Answers) -> None:
        spot = self.name_form.key
        assert isinstance(spot, Spot)
        self._keep(self.name_form, partial(spots.rename, self._session, spot.key, said))

    def _put_aside(self) -> None:
        if self._row is not None:
            self.act(partial(spots.put_aside, self._session, self._row))

    def _end_circle(self) -> None:
        if self._row is not None and self._row.circle is not None:
            self.act(partial(spots.end_circle, self._session, self._row.circle.uid, self._today()))

    def _let_go(self) -> None:
        if self._row is not None and self._row.loan is not None:
            spot = self._row
            job = partial(spots.gone, self._session, self._row.loan.uid, spot.balance, self._today())
            self.act(job)

    def _keep(self, form: AskForm, job: Callable[[], Saved]) -> None:
        self._runner.run(self, job, partial(self._on_listed, form), failed=partial(self._on_failed, form))

    def _on_listed(self, form: AskForm, _saved: Saved) -> None:
        form.set_busy(False)
        self.go_back()
