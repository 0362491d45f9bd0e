"""Recipes as a part of the place: the list, the form, and the commands between them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.recipe import Recipe
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.queries.recipes import RecipeCard, RecipeRow, recipe_card
from app.services.recipes import create_recipe, deactivate_recipe, update_recipe
from app.services.records import Saved
from ui.messages import Messages
from ui.pages.produce import work
from ui.pages.produce.form_lines import Line
from ui.pages.produce.recipe_form import RecipeForm
from ui.pages.produce.recipes_view import RecipesView
from ui.pages.produce.work import RecipeEstimate, Stuff
from ui.runner import Runner


class RecipesPlace(QObject):
    """Holds the list and the form of recipes and runs what is wanted of them."""

    form_wanted = Signal()
    form_left = Signal()
    make_wanted = Signal(object)

    def __init__(self, session: Session, runner: Runner, messages: Messages) -> None:
        super().__init__(messages)
        self._session, self._runner, self._messages = session, runner, messages
        self._all = False
        self._card: RecipeCard | None = None
        self._copy = False
        self._just_saved: bytes | None = None
        self.list = RecipesView()
        self.form = RecipeForm()
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.new_wanted.connect(self.new_recipe)
        self.list.copy_wanted.connect(self._on_copy_wanted)
        self.list.make_wanted.connect(self.make_wanted)
        self.list.active_wanted.connect(self._on_active_wanted)
        self.list.aside_chosen.connect(self._on_aside_chosen)
        self.form.back.connect(self.form_left)
        self.form.submitted.connect(self._on_submitted)
        self.form.person_wanted.connect(self._on_person_wanted)
        self.form.product_wanted.connect(self._on_product_wanted)

    def retranslate(self) -> None:
        """Set every text again."""
        self.list.retranslate()
        self.form.retranslate()

    def refresh(self) -> None:
        """Read the list again."""
        load = partial(work.load_recipes, not self._all)
        self._runner.run(self.list, load, self._show_rows, failed=self._messages.show_error)

    def _show_rows(self, rows: list[RecipeRow]) -> None:
        self.list.set_rows(rows)
        if self._just_saved is not None:
            self.list.choose(self._just_saved)
            self._just_saved = None

    @Slot()
    def new_recipe(self) -> None:
        """An empty form."""
        self._card, self._copy = None, False
        self.form_wanted.emit()

    def begin(self, stuff: Stuff) -> None:
        """Fill the form with what was asked for, now that it is in front."""
        self.form.begin(stuff, self._card, copy=self._copy)

    @Slot(object)
    def _on_chosen(self, recipe: RecipeRow) -> None:
        load = partial(work.load_recipe, recipe.uid)
        self._runner.run(self.list, load, self._show_estimate, failed=self._messages.show_error)

    def _show_estimate(self, found: RecipeEstimate | None) -> None:
        if found is not None:
            self.list.show_estimate(found)

    @Slot(object)
    def _on_opened(self, recipe: RecipeRow) -> None:
        self._open(recipe, copy=False)

    @Slot(object)
    def _on_copy_wanted(self, recipe: RecipeRow) -> None:
        self._open(recipe, copy=True)

    def _open(self, recipe: RecipeRow, *, copy: bool) -> None:
        def done(card: RecipeCard | None) -> None:
            if card is not None:
                self._card, self._copy = card, copy
                self.form_wanted.emit()

        load = partial(recipe_card, recipe.uid)
        self._runner.run(self.list, load, done, failed=self._messages.show_error)

    @Slot(object, bool)
    def _on_active_wanted(self, recipe: RecipeRow, active: bool) -> None:
        command = partial(deactivate_recipe, self._session, recipe.uid, active=active)

        def done(_saved: Saved) -> None:
            words = _("{name} is in use again.") if active else _("{name} was put aside.")
            back: Callable[[], None] = partial(self._on_active_wanted, recipe, not active)
            self._messages.done(
                words.format(name=recipe.name), _("Undo for {name}").format(name=recipe.name), back
            )

        self._runner.run(self.list, command, done, failed=self._messages.show_error)

    @Slot(bool)
    def _on_aside_chosen(self, all_of_them: bool) -> None:
        self._all = all_of_them
        self.refresh()

    @Slot(object, object, object, str)
    def _on_submitted(self, recipe: Recipe, replaces: bytes | None, hours_milli: int, note: str) -> None:
        command: Callable[[], Saved]
        if replaces is None:
            command = partial(create_recipe, self._session, recipe, hours_milli=hours_milli, note=note)
        else:
            command = partial(
                update_recipe, self._session, replaces, recipe=recipe, hours_milli=hours_milli, note=note
            )
        self._runner.run(self.form, command, partial(self._on_saved, recipe), failed=self._on_not_saved)

    def _on_not_saved(self, error: Exception) -> None:
        self.form.show_error(error)
        if not isinstance(error, UserError):
            self._messages.show_error(error)

    def _on_saved(self, recipe: Recipe, saved: Saved) -> None:
        self._just_saved = saved.uid
        self._messages.say(_("Saved {name}").format(name=recipe.name))
        self.form_left.emit()
        self.refresh()

    @Slot(str)
    def _on_product_wanted(self, name: str) -> None:
        command = partial(work.add_product, self._session, name, _("piece"))

        def made(saved: Saved) -> None:
            self._messages.say(
                _("{name} is a product now; its unit and price are set under Stock.").format(name=name)
            )
            then = partial(self.form.take_product, saved.uid)
            self._runner.run(self.form, work.load_stuff, then, failed=self._messages.show_error)

        self._runner.run(self.form, command, made, failed=self._on_not_saved)

    @Slot(object, str)
    def _on_person_wanted(self, line: Line, name: str) -> None:
        command = partial(work.add_person, self._session, name, member=True)

        def made(saved: Saved) -> None:
            then = partial(self.form.take_person, line, saved.uid)
            self._runner.run(self.form, work.load_stuff, then, failed=self._messages.show_error)

        self._runner.run(self.form, command, made, failed=self._messages.show_error)
