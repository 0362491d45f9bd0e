"""Her own lists: categories in her order, the family, what comes again every month."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot

from app.changes import Changes
from app.domain.household.diary import HEADING_WORDS, Heading
from app.domain.household.places_of_money import MONEY
from app.domain.loan import Every
from app.i18n import N_, _
from app.services.household.family import add_family_person, change_family_person
from app.services.records import Saved
from reports.common import in_language
from ui.models.rows import Col
from ui.pages.diary.mine import (
    AGAIN,
    CATEGORY,
    EVERY,
    PERSON,
    Mine,
    Shown,
    move,
    save_again,
    save_category,
    set_active,
    shown,
)
from ui.pages.diary.words import picture
from ui.widgets.arrange import Panel
from ui.widgets.ask_form import AskForm, Words
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.picture_choice import Picked, PictureChoice
from ui.widgets.sum_field import SumField

PARTS: Sequence[tuple[str, Words]] = (
    (CATEGORY, lambda: _("Categories")),
    (PERSON, lambda: _("The family")),
    (AGAIN, lambda: _("What comes again")),
)
ICONS: tuple[tuple[str, str], ...] = (
    ("tag", N_("Label")),
    ("utensils", N_("Meal")),
    ("shopping-basket", N_("Basket")),
    ("house", N_("House")),
    ("car", N_("Car")),
    ("book-open", N_("Reading")),
    ("heart", N_("Heart")),
    ("shirt", N_("Shirt")),
    ("wrench", N_("Tool")),
    ("smartphone", N_("Phone")),
    ("zap", N_("Power")),
    ("droplets", N_("Water")),
    ("coffee", N_("Coffee")),
    ("egg", N_("Egg")),
    ("fish", N_("Fish")),
    ("sprout", N_("Plant")),
    ("wheat", N_("Rice")),
    ("flower-2", N_("Flower")),
    ("gift", N_("Present")),
    ("scissors", N_("Scissors")),
    ("banknote", N_("Banknote")),
    ("hand-coins", N_("Coins in a hand")),
    ("star", N_("Star")),
    ("play", N_("Fun")),
)


class ListsView(ListPanelPage[Mine]):
    """Three lists, one at a time; what is put aside stays in what was entered."""

    name = "household-lists"
    icon = "list"
    listens = Changes.HOUSEHOLD | Changes.PARTIES | Changes.SETTINGS
    lists_listen = Changes.NONE
    panel_width = 320
    narrow, tight = 800, 620

    def columns(self) -> Sequence[Col[Mine]]:
        """Name, what it is, whether it is used."""
        return [
            Col(lambda: _("Name"), lambda each: each.name, weight=5, tone=_tone),
            Col(lambda: _("About it"), lambda each: each.about, weight=6, tone=_tone),
            Col(lambda: _("State"), lambda each: "" if each.active else _("put aside"), weight=2, tone=_tone),
        ]

    def build(self) -> None:
        """Chips, actions, forms."""
        self._pending = ""
        self._places: list[str] = []
        self.name_list(lambda: _("My lists"), lambda: _("Search in my lists"))
        self.add_chips(lambda: _("Which list"), PARTS, lambda row, chip: row.part == chip)
        self.add_new(lambda: _("Add one"), self._begin_new)
        self.add_action(
            lambda: _("Put it right"), "pencil", self._begin_change, keys="F4", primary=True, when=_any
        )
        self.add_action(lambda: _("Further up"), "arrow-up", self._up, keys="Alt+Up", when=_is_category)
        self.add_action(
            lambda: _("Further down"), "arrow-down", self._down, keys="Alt+Down", when=_is_category
        )
        self.add_action(lambda: _("Put aside"), "x", self._put_aside, keys="Delete", when=_is_active)
        self.add_action(lambda: _("Use it again"), "undo-2", self._use_again, when=_is_aside)
        self._make_forms()
        self.text(self._name_choices, str)

    def _make_forms(self) -> None:
        self.category_form = AskForm(lambda: _("A category"), _save)
        ask = self.category_form.ask
        ask("name", lambda: _("What do you call it?"), NameField(required=True, most=200))
        self.f_heading = ask("heading", lambda: _("Under which heading?"), SimpleChoice(required=True))
        ask("words", lambda: _("Other words it is found by"), NameField())
        self.pictures = PictureChoice(least=120)
        self.category_form.add(self.pictures)
        self.person_form = AskForm(lambda: _("Somebody of the family"), _save)
        self.person_form.ask("name", lambda: _("What do you call her?"), NameField(required=True, most=200))
        self.again_form = AskForm(lambda: _("What comes again"), _save)
        ask = self.again_form.ask
        ask("name", lambda: _("What do you call it?"), NameField(most=200))
        self.f_category = ask("category", lambda: _("What it was"), ChoiceField(required=True))
        ask("amount", lambda: _("How many baht"), SumField(required=True))
        self.f_unit = ask("unit", lambda: _("How often does it come?"), SimpleChoice(required=True))
        first = ThaiDateField(required=True, today=self._today)
        ask("first", lambda: _("On which day first"), first)
        self.f_place = ask("place", lambda: _("Money from or into"), SimpleChoice(required=True))
        self.f_who = ask("who", lambda: _("Whose"), SimpleChoice())
        ask("ends", lambda: _("Until (empty: it goes on)"), ThaiDateField(today=self._today))
        for form in (self.category_form, self.person_form, self.again_form):
            self.add_form(form, beside=True)
            form.submitted.connect(self._on_submitted)

    def make_panel(self) -> Panel:
        """A row in words."""
        panel = Panel("", width=self.panel_width)
        self.about = Label("", wrap=True)
        panel.add(self.about)
        panel.add(Label(""), 1)
        return panel

    def _name_choices(self, _words: str) -> None:
        self.f_heading.set_choices(
            [
                Choice(each.value, _(words))
                for each, words in HEADING_WORDS.items()
                if each is not Heading.NEITHER
            ]
        )
        self.pictures.setAccessibleName(_("Picture"))
        self._offer_pictures("")
        self.f_unit.set_choices([Choice(each.value, _(words)) for each, words in EVERY.items()])

    def _offer_pictures(self, own: str) -> None:
        """The pictures to choose from, first the one that it has."""
        others = [Picked(icon, _(words), icon) for icon, words in ICONS if icon != own]
        first = [Picked(own, _("As it is"), picture(own))] if own else []
        self.pictures.set_choices([*first, *others])
        self.pictures.set_key(own or ICONS[0][0])

    # ---- what the frame asks

    def job(self) -> Callable[[], Shown]:
        """All three lists on the worker."""
        return partial(shown, self._today())

    def take(self, found: Shown) -> Sequence[Mine]:
        """Give the forms what they choose from; gives the rows."""
        self.f_category.set_choices(
            [
                Choice(each.uid, in_language(each.name, each.name_en), also=each.words)
                for each in found.categories
            ]
        )
        people = [Choice(each.uid, each.name) for each in found.people]
        self.f_who.set_choices([Choice("", _("The whole house")), *people])
        money = [each for each in found.places if each.kind in MONEY]
        self._places = [each.code for each in money]
        self.f_place.set_choices(
            [
                Choice(each.code, in_language(each.name, each.name_en))
                for each in found.places
                if each.kind in MONEY
            ]
        )
        if self._pending:
            QTimer.singleShot(0, self, self._open_pending)
        return found.rows

    def _open_pending(self) -> None:
        argument, self._pending = self._pending, ""
        self.open(argument)

    def row_title(self, row: Mine) -> str:
        """Its name."""
        return row.name

    def show_details(self, row: Mine, _found: Any) -> None:
        """What it is, in words."""
        words = row.category.words if row.category is not None else ""
        self.about.setText("\n".join(part for part in (row.about, words) if part))

    def empty_words(self) -> Empty:
        """What will stand here."""
        if self.chips.key() == PERSON:
            words = _("Who lives in the house? Then an entry can say whose it was.")
        else:
            words = _("Bills, wages, welfare: what comes again is offered on its day.")
        return Empty(words, _("Add one"))

    def open(self, argument: str) -> None:
        """``category``, ``person`` or ``again``: this list, with a new one begun by ``new`` behind it."""
        if not self.list.is_read:
            self._pending = argument  # its forms have nothing to choose from yet
            return
        part, _colon, what = argument.partition(":")
        if part in (CATEGORY, PERSON, AGAIN):
            self.chips.set_key(part)
            self._show()
            if what == "new":
                self._begin_new()

    # ---- forms

    @Slot()
    def _begin_new(self) -> None:
        part = str(self.chips.key())
        form = self._form_of(part)
        self.show_form(form)
        values: dict[str, object] = {}
        if part == CATEGORY:
            form.offer("heading", shown=True)
            values = {"heading": Heading.ESSENTIAL.value}
            self._offer_pictures("")
        elif part == AGAIN:
            place = self._places[0] if self._places else None
            values = {"unit": Every.MONTH.value, "first": self._today(), "place": place, "who": ""}
        form.begin(values)

    def _begin_change(self) -> None:
        row = self._row
        if row is None:
            return
        form = self._form_of(row.part)
        self.show_form(form)
        values: dict[str, object] = {"name": row.name}
        if row.category is not None:
            form.offer("heading", shown=False)
            self._offer_pictures(row.category.icon)
            values |= {
                "words": row.category.words or None,
                "heading": row.category.heading.value,
            }
        if row.again is not None:
            data = row.again.data
            values = {
                "name": data.name or None,
                "category": data.category_uid,
                "amount": data.amount,
                "unit": data.every_unit.value,
                "first": data.first_on,
                "place": data.account_code,
                "who": data.person_uid or "",
                "ends": data.ends_on,
            }
        form.begin(values, key=row.uid)

    def _form_of(self, part: str) -> AskForm:
        return {PERSON: self.person_form, AGAIN: self.again_form}.get(part, self.category_form)

    @Slot(object)
    def _on_submitted(self, said: dict[str, Any]) -> None:
        form = self.sender()
        assert isinstance(form, AskForm)
        uid = form.key if isinstance(form.key, bytes) else None
        job: Callable[[], Saved]
        if form is self.category_form:
            said["icon"] = self.pictures.key()
            job = partial(save_category, self._session, uid, said)
        elif form is self.again_form:
            job = partial(save_again, self._session, uid, said)
        elif uid is None:
            job = partial(add_family_person, self._session, said["name"])
        else:
            job = partial(change_family_person, self._session, uid, name=said["name"])
        self._runner.run(self, job, partial(self._on_kept, form), failed=partial(self._on_failed, form))

    def _on_kept(self, form: AskForm, saved: Saved) -> None:
        form.set_busy(False)
        self.wait_for(saved.uid)
        self.go_back()

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if self._row is not None:
            self.act(partial(move, self._session, self._row, by))

    def _put_aside(self) -> None:
        if self._row is not None:
            self.act(partial(set_active, self._session, self._row, active=False))

    def _use_again(self) -> None:
        if self._row is not None:
            self.act(partial(set_active, self._session, self._row, active=True))


def _save() -> str:
    return _("Save")


def _tone(row: Mine) -> str:
    return "" if row.active else "ink-soft"


def _any(_row: Mine) -> bool:
    return True


def _is_category(row: Mine) -> bool:
    return row.part == CATEGORY and row.active


def _is_active(row: Mine) -> bool:
    return row.active


def _is_aside(row: Mine) -> bool:
    return not row.active
