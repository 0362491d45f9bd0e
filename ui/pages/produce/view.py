"""The place of production: batches with their cost sheets, recipes, and the forms for both."""

# Long because: it is the one place where all parts meet; each of its handlers is a line or two.

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.production import AddDraft, BatchDraft, FinishDraft
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.queries.costing import BatchEntry, BatchSummary
from app.services.production import PostedBatch, add_to_batch, finish_batch, produce, start_batch
from app.services.records import Saved
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.model import Link
from ui import theme
from ui.files import Place
from ui.messages import Messages
from ui.messages_text import error_text
from ui.page import PageBase, Shortcut
from ui.pages.produce import work
from ui.pages.produce.batch_form import BatchForm
from ui.pages.produce.batches_view import BatchesView
from ui.pages.produce.form_keeper import FormKeeper
from ui.pages.produce.form_lines import Line
from ui.pages.produce.form_state import FormState
from ui.pages.produce.papers_place import PapersPlace
from ui.pages.produce.recipes_place import RecipesPlace
from ui.pages.produce.recost_place import RecostPlace
from ui.pages.produce.sheet_page import SheetPage
from ui.pages.produce.work import Sheet, Stuff
from ui.runner import Runner
from ui.widgets.basics import Button, SegmentedControl, row

_BATCHES, _RECIPES = "batches", "recipes"


class ProduceView(PageBase):
    """Batches and recipes; every form is a page inside this place and keeps what is half typed."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        save_file: Callable[[str, str], Place | None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        """``save_file`` asks where to save (suggested name, kind); ``open_link`` opens what is elsewhere."""
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._open_link, self._today = open_link, today
        self._stuff = Stuff()
        self._stuff_is_old = True
        self._came_from: QWidget | None = None
        self.tabs = SegmentedControl()
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.new_button = Button("", self.new_batch, kind="primary", icon="plus")
        self.batches = BatchesView()
        self.batches.chosen.connect(self._on_batch_chosen)
        self.batches.opened.connect(self._on_batch_opened)
        self.batches.new_wanted.connect(self.new_batch)
        self.batches.recost_wanted.connect(self._on_recost_wanted)
        self.recipes = RecipesPlace(session, runner, messages)
        self.recipes.make_wanted.connect(self._on_make_wanted)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.batches)
        self.lists.addWidget(self.recipes.list)
        self.home = QWidget()
        home = QVBoxLayout(self.home)
        home.setContentsMargins(0, theme.BETWEEN, 0, 0)
        home.setSpacing(theme.BETWEEN)
        head = row(self.tabs, -1, self.new_button)
        head.setContentsMargins(theme.AROUND, 0, theme.BETWEEN, 0)
        home.addLayout(head)
        home.addWidget(self.lists, 1)
        self.sheet = SheetPage()
        self.form = BatchForm(today=today)
        self.keeper = FormKeeper(session, runner, messages, self.form)
        self.recost = RecostPlace(session, runner, messages, today=today)
        self.papers = PapersPlace(session, runner, messages, save_file)
        self._wire()
        self.stack = QStackedWidget()
        for page in (self.home, self.sheet, self.form, self.recipes.form, self.recost.page, self.papers.page):
            self.stack.addWidget(page)
        self.recipes.form_wanted.connect(self._on_recipe_form_wanted)
        self.recipes.form_left.connect(self._on_recipe_form_left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.stack)
        self.retranslate()
        self.keeper.look()

    def _wire(self) -> None:
        sheet, form = self.sheet, self.form
        sheet.back.connect(self.show_lists)
        sheet.add_wanted.connect(self._on_add_wanted)
        sheet.finish_wanted.connect(self._on_finish_wanted)
        sheet.again_wanted.connect(self._on_again_wanted)
        sheet.undo_wanted.connect(self._on_undo_wanted)
        sheet.file_wanted.connect(self.papers.save)
        sheet.preview_wanted.connect(self.papers.preview)
        sheet.print_wanted.connect(self._on_print_wanted)
        sheet.link_opened.connect(self._on_link)
        form.back.connect(self._on_form_back)
        form.discarded.connect(self._on_form_discarded)
        form.submitted.connect(self._on_submitted)
        form.person_wanted.connect(self._on_person_wanted)
        form.recipe_wanted.connect(self.recipes.new_recipe)
        self.recost.page.back.connect(self.show_lists)
        self.papers.shown.connect(self._on_paper_shown)
        self.papers.page.back.connect(self._on_paper_back)
        self.papers.page.save_wanted.connect(sheet.save_pdf)

    # ---- the window's questions

    def refresh(self, changes: Changes) -> None:
        """Batches after production, forms after goods, people or recipes changed."""
        touched = Changes.PRODUCTION | Changes.STOCK | Changes.PRODUCTS | Changes.PARTIES | Changes.RECIPES
        if changes & (Changes.PRODUCTION | Changes.PRODUCTS):
            self._runner.run(self, work.load_batches, self.batches.set_rows, failed=self._failed)
            self._read_sheet_again()
        if changes & touched:
            self._stuff_is_old = True
            if self.stack.currentWidget() in (self.form, self.recipes.form):
                self._with_stuff(self._put_stuff)
        if changes & (Changes.RECIPES | Changes.PRODUCTS | Changes.STOCK):
            self.recipes.refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self.tabs.setAccessibleName(_("What is shown"))
        self.tabs.set_choices([(_BATCHES, _("Batches")), (_RECIPES, _("Recipes"))])
        self._tell_new()
        for part in (self.batches, self.sheet, self.form, self.recipes, self.recost.page, self.papers.page):
            part.retranslate()
        self._read_sheet_again()

    def shortcuts(self) -> Sequence[Shortcut]:
        """The keys of this place."""
        return (
            Shortcut("Ctrl+N", _("New batch or recipe"), self._on_new_key),
            Shortcut("Ctrl+Return", _("Save what is being filled in"), self._on_save_key),
            Shortcut("Ctrl+Enter", _("Save what is being filled in"), self._on_save_key),
            Shortcut("Ctrl+P", _("Print the cost sheet"), self._on_print_key),
            Shortcut("F8", _("Free or owed, on a line of cost")),
            Shortcut("Insert", _("Another line of cost")),
            Shortcut("Escape", _("Back")),
        )

    def may_leave(self) -> bool:
        """Always: what is half typed is kept in the book."""
        self.keeper.keep()
        return True

    def open(self, argument: str) -> None:
        """Show the batch that a document number belongs to."""
        self._runner.run(
            self, partial(work.load_sheet_by_number, argument), self._show_sheet_page, failed=self._failed
        )

    # ---- going around

    @Slot()
    def show_lists(self) -> None:
        """The list in front again."""
        self.stack.setCurrentWidget(self.home)
        current = self.lists.currentWidget()
        if current is self.batches:
            self.batches.focus_first()
        else:
            self.recipes.list.focus_first()

    @Slot()
    def new_batch(self) -> None:
        """The form of a new batch; one that is half typed comes back as it was."""
        if self.lists.currentWidget() is self.recipes.list and self.stack.currentWidget() is self.home:
            self.recipes.new_recipe()
            return
        self._came_from = self.home
        if self.form.is_dirty:
            self.stack.setCurrentWidget(self.form)
            self._with_stuff(self.form.set_stuff)
            return
        left = self.keeper.found()
        self._with_stuff(self._start_new if left is None else partial(self._bring_back, left))

    def _start_new(self, stuff: Stuff) -> None:
        self.form.start_new(stuff)
        self._front(self.form)
        self.form.what.setFocus()

    def _front(self, page: QWidget) -> None:
        if page in (self.form, self.recipes.form):
            self._messages.toast.hide()  # it would lie over the buttons of the form
        self.stack.setCurrentWidget(page)

    def _show_sheet_page(self, sheet: Sheet | None) -> None:
        if sheet is None:
            self._messages.warn(_("There is no such batch."))
            return
        self.sheet.show_sheet(sheet)
        self._front(self.sheet)
        self.sheet.focus_first()

    def _read_sheet_again(self) -> None:
        shown = self.sheet.sheet
        if shown is not None:
            load = partial(work.load_sheet, shown.detail.summary.uid)
            self._runner.run(self, load, self._renew_sheet, failed=self._failed)

    def _renew_sheet(self, sheet: Sheet | None) -> None:
        shown = self.sheet.sheet
        if sheet is None or shown is None or shown.detail.summary.uid != sheet.detail.summary.uid:
            return  # another batch was opened meanwhile
        self.sheet.show_sheet(sheet)
        current = self.batches.table.current_row()
        chosen = current is not None and current.uid == sheet.detail.summary.uid
        if chosen and not self.batches.panel.isHidden():
            self.batches.show_sheet(sheet)

    def _with_stuff(self, then: Callable[[Stuff], None]) -> None:
        """Read what forms choose from, if it is old, and go on."""

        def done(stuff: Stuff) -> None:
            self._stuff, self._stuff_is_old = stuff, False
            then(stuff)

        if self._stuff_is_old:
            self._runner.run(self, work.load_stuff, done, failed=self._failed)
        else:
            then(self._stuff)

    def _put_stuff(self, stuff: Stuff) -> None:
        if self.stack.currentWidget() is self.form:
            self.form.set_stuff(stuff)
        else:
            self.recipes.form.set_stuff(stuff)

    def _tell_new(self) -> None:
        on_recipes = self.lists.currentWidget() is self.recipes.list
        self.new_button.set_text(_("New recipe") if on_recipes else _("New batch"))

    def _failed(self, error: Exception) -> None:
        self._messages.show_error(error)

    @Slot(object)
    def _on_tab_chosen(self, key: object) -> None:
        self.lists.setCurrentWidget(self.recipes.list if key == _RECIPES else self.batches)
        self._tell_new()

    @Slot(object)
    def _on_link(self, link: Link) -> None:
        if link.target == "document":
            self.open(link.argument)
        else:
            self._open_link(link)

    # ---- batches

    @Slot(object)
    def _on_batch_chosen(self, batch: BatchSummary) -> None:
        load = partial(work.load_sheet, batch.uid)
        self._runner.run(self, load, self._show_in_panel, failed=self._failed)

    def _show_in_panel(self, sheet: Sheet | None) -> None:
        current = self.batches.table.current_row()
        if sheet is not None and current is not None and current.uid == sheet.detail.summary.uid:
            self.batches.show_sheet(sheet)

    @Slot(object)
    def _on_batch_opened(self, batch: BatchSummary) -> None:
        load = partial(work.load_sheet, batch.uid)
        self._runner.run(self, load, self._show_sheet_page, failed=self._failed)

    @Slot(object)
    def _on_add_wanted(self, sheet: Sheet) -> None:
        self._open_form(partial(self._start_add, sheet))

    def _start_add(self, sheet: Sheet, stuff: Stuff) -> None:
        self.form.start_add(stuff, sheet.detail)
        self._front(self.form)

    @Slot(object)
    def _on_finish_wanted(self, sheet: Sheet) -> None:
        self._open_form(partial(self._start_finish, sheet))

    def _start_finish(self, sheet: Sheet, stuff: Stuff) -> None:
        self._front(self.form)
        self.form.start_finish(stuff, sheet.detail)

    @Slot(object)
    def _on_again_wanted(self, sheet: Sheet) -> None:
        detail = sheet.detail
        self._open_form(partial(self._start_again, detail.recipe_uid, detail.summary))

    def _start_again(self, recipe_uid: bytes | None, summary: BatchSummary, stuff: Stuff) -> None:
        if recipe_uid is None:
            card = stuff.recipe_for(summary.product_uid)
            recipe_uid = None if card is None else card.recipe.uid
        self._front(self.form)
        self.form.start_new(stuff, recipe_uid, summary.planned_milli)

    def _open_form(self, then: Callable[[Stuff], None]) -> None:
        self._came_from = self.stack.currentWidget()
        if self.keeper.put_aside():
            self._messages.say(_("The half-filled batch waits under “New batch”."))
        self._with_stuff(then)

    @Slot()
    def _on_form_back(self) -> None:
        if self._came_from is self.sheet and self.sheet.sheet is not None:
            self._front(self.sheet)
            self.sheet.focus_first()
        else:
            self.show_lists()

    @Slot(object)
    def _on_form_discarded(self, state: FormState) -> None:
        back = partial(self._open_form, partial(self._bring_back, state))
        self._messages.done(_("The form was emptied."), _("Bring the form back"), back)

    def _bring_back(self, state: FormState, stuff: Stuff) -> None:
        self._front(self.form)
        self.form.bring_back(state, stuff)

    @Slot(object, object, bool)
    def _on_submitted(
        self, draft: BatchDraft | AddDraft | FinishDraft, on: dt.date, start_only: bool
    ) -> None:
        command: Callable[[], PostedBatch]
        if isinstance(draft, BatchDraft):
            service = start_batch if start_only else produce
            command = partial(service, self._session, draft, on=on)
        elif isinstance(draft, AddDraft):
            command = partial(add_to_batch, self._session, draft, on=on)
        else:
            command = partial(finish_batch, self._session, draft, on=on)
        self._runner.run(self, command, self._on_posted, failed=self._on_not_posted)

    def _on_not_posted(self, error: Exception) -> None:
        self.form.show_error(error)
        if not isinstance(error, UserError):
            self._messages.show_error(error)

    def _on_posted(self, posted: PostedBatch) -> None:
        self.form.set_busy(False)
        self.form.start_new(self._stuff)
        self.keeper.keep()
        self._stuff_is_old = True
        undo = partial(self._ask_undo, posted.batch_uid)
        self._messages.done(
            _("Saved {number}").format(number=posted.number),
            _("Undo {number}").format(number=posted.number),
            undo,
        )
        if posted.warnings:
            self._messages.warn(" ".join(work.notice_text(each) for each in posted.warnings))
        load = partial(work.load_sheet, posted.batch_uid)
        self._runner.run(self, load, self._show_sheet_page, failed=self._failed)

    def _ask_undo(self, batch_uid: bytes) -> None:
        def done(sheet: Sheet | None) -> None:
            self._show_sheet_page(sheet)
            self.sheet.reason.ask()

        self._runner.run(self, partial(work.load_sheet, batch_uid), done, failed=self._failed)

    @Slot(object, str)
    def _on_undo_wanted(self, entry: BatchEntry, reason: str) -> None:
        command = partial(work.undo, self._session, entry.uid, on=self._today(), reason=reason)
        self._runner.run(self, command, partial(self._on_undone, entry.number), failed=self._on_undo_failed)

    def _on_undone(self, number: str, posted: Posted) -> None:
        self._messages.done(_("{number} was undone by {other}.").format(number=number, other=posted.number))

    def _on_undo_failed(self, error: Exception) -> None:
        self.sheet.note.show_text(error_text(error), tone="bad")

    @Slot(object, str)
    def _on_person_wanted(self, line: Line, name: str) -> None:
        command = partial(work.add_person, self._session, name, member=True)
        self._runner.run(self, command, partial(self._on_person_made, line), failed=self._failed)

    def _on_person_made(self, line: Line, saved: Saved) -> None:
        self._stuff_is_old = True
        self._with_stuff(partial(self.form.take_person, line, saved.uid))

    # ---- paper

    @Slot(object)
    def _on_print_wanted(self, sheet: Sheet) -> None:
        self.papers.preview(sheet)

    @Slot()
    def _on_paper_shown(self) -> None:
        self._front(self.papers.page)
        self.papers.page.focus_first()

    @Slot()
    def _on_paper_back(self) -> None:
        self._front(self.sheet)
        self.sheet.focus_first()

    # ---- recipes

    @Slot()
    def _on_recipe_form_wanted(self) -> None:
        self._with_stuff(self._show_recipe_form)

    def _show_recipe_form(self, stuff: Stuff) -> None:
        self._front(self.recipes.form)
        self.recipes.begin(stuff)

    @Slot()
    def _on_recipe_form_left(self) -> None:
        self.tabs.set_key(_RECIPES)
        self._on_tab_chosen(_RECIPES)
        self.show_lists()

    @Slot(object)
    def _on_make_wanted(self, recipe_uid: bytes) -> None:
        def then(stuff: Stuff) -> None:
            self._front(self.form)
            self.form.start_new(stuff, recipe_uid)

        self._open_form(then)

    # ---- late slips

    @Slot()
    def _on_recost_wanted(self) -> None:
        self._front(self.recost.page)
        self.recost.page.begin()

    # ---- keys

    @Slot()
    def _on_new_key(self) -> None:
        if self.stack.currentWidget() in (self.home, self.sheet):
            self.new_batch()

    @Slot()
    def _on_save_key(self) -> None:
        current = self.stack.currentWidget()
        if current is self.form:
            self.form.submit()
        elif current is self.recipes.form:
            self.recipes.form.submit()

    @Slot()
    def _on_print_key(self) -> None:
        if self.stack.currentWidget() is self.sheet and self.sheet.sheet is not None:
            self._on_print_wanted(self.sheet.sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to where one came from."""
        if event.key() != Qt.Key.Key_Escape or self.stack.currentWidget() is self.home:
            super().keyPressEvent(event)
            return
        current = self.stack.currentWidget()
        if current is self.form:
            self._on_form_back()
        elif current is self.recipes.form:
            self._on_recipe_form_left()
        elif current is self.papers.page:
            self._on_paper_back()
        else:
            self.show_lists()
