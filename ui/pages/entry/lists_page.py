"""The lists behind the form: categories in everyday words, and the days that are no working days."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import _
from app.queries.entries import EntryCategory
from app.services.entry_categories import (
    EntryCategoryData,
    remove_holiday,
    save_entry_category,
    set_holiday,
)
from app.thai.dates import today
from reports.common import in_language
from reports.model import Kind
from ui import formats, theme
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.pages.entry import work
from ui.runner import Runner
from ui.widgets.arrange import Form, column, row
from ui.widgets.basics import Banner, Card, IconButton, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

Day = tuple[str, str]
"""A holiday: its key (``MM-DD`` or ``YYYY-MM-DD``) and its name."""
NO_YEAR = 2000


class ListsPage(QWidget):
    """Both lists side by side, each with a small form below it."""

    back = Signal()

    def __init__(
        self,
        session: Session,
        runner: Runner,
        *,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._behind = work.Behind()
        self._editing: EntryCategory | None = None
        self.back_button = IconButton("arrow-left", "", self.back.emit)
        self.title = Label("", type="title", elide=True)
        head = row(self.back_button, self.title)
        head.setStretch(1, 1)
        self.banner = Banner(tone="bad")
        self._make_categories()
        self._make_holidays(today)
        self.days_card.setEnabled(session.may(Permission.EDIT_SETTINGS))
        both = row(self.categories_card, self.days_card, spacing=theme.BETWEEN)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        layout = column(head, self.banner, both, spacing=theme.INSIDE)
        layout.setStretch(2, 1)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        self.setLayout(layout)
        self.retranslate()

    def _make_categories(self) -> None:
        self.direction = SegmentedControl()
        self.direction.chosen.connect(self._on_direction_chosen)
        self.model = RowsModel[EntryCategory](
            [
                Col(lambda: _("What for"), lambda each: in_language(each.name, each.name_en), weight=4),
                Col(lambda: _("Also found by"), lambda each: each.words, weight=3),
                Col(lambda: _("Account"), lambda each: each.account_code, weight=2),
                Col(lambda: _("State"), lambda each: "" if each.active else _("put aside"), weight=1),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.chosen.connect(self._on_category_chosen)
        self.name = NameField(required=True, most=200)
        self.words = NameField()
        self.account = ChoiceField(required=True)
        form = Form(3)
        self._labels = [form.add("", each) for each in (self.name, self.account, self.words)]
        self.up_button = IconButton("arrow-up", "", partial(self._move, -1))
        self.down_button = IconButton("arrow-down", "", partial(self._move, 1))
        self.new_button = Button("", self._on_new_clicked, kind="quiet", icon="plus")
        self.aside_button = Button("", self._on_aside_clicked, kind="quiet")
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="check")
        foot = row(self.up_button, self.down_button, self.new_button, -1, self.aside_button, self.save_button)
        self.categories_card = Card()
        self.categories_card.add(row(self.direction, -1))
        self.categories_card.add(self.table, 1)
        self.categories_card.add(form)
        self.categories_card.add(foot)

    def _make_holidays(self, today: Callable[[], dt.date]) -> None:
        self.days_model = RowsModel[Day](
            [
                Col(lambda: _("Day"), lambda each: each[0], Kind.TEXT, text=_day_words, weight=2),
                Col(lambda: _("Holiday"), lambda each: each[1], weight=3),
            ]
        )
        self.days = TableView()
        self.days.set_list(self.days_model)
        self.day = ThaiDateField(required=True, today=today)
        self.day_name = NameField(required=True, most=200)
        self.every_year = QCheckBox()
        form = Form(2)
        self._day_labels = [form.add("", each) for each in (self.day, self.day_name)]
        self.remove_button = Button("", self._on_remove_clicked, kind="quiet", icon="trash-2")
        self.add_button = Button("", self._on_add_clicked, icon="plus")
        self.days_card = Card()
        self.days_card.add(self.days, 1)
        self.days_card.add(form)
        self.days_card.add(self.every_year)
        self.days_card.add(row(self.remove_button, -1, self.add_button))

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.title.setText(_("Categories and holidays"))
        self.direction.setAccessibleName(_("In or out"))
        self.direction.set_choices([(Direction.OUT, _("Money out")), (Direction.IN, _("Money in"))])
        for label, field, text in zip(
            self._labels,
            (self.name, self.account, self.words),
            (_("Name"), _("Account"), _("Also found by")),
            strict=True,
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.table.setAccessibleName(_("Categories"))
        self.up_button.set_name(_("Further up"))
        self.down_button.set_name(_("Further down"))
        self.new_button.set_text(_("New category"))
        self.save_button.set_text(_("Save"))
        self.days_card.set_title(_("Holidays"))
        self.days.setAccessibleName(_("Holidays"))
        for label, field, text in zip(
            self._day_labels, (self.day, self.day_name), (_("Day"), _("Name")), strict=True
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.day.retranslate()
        self.every_year.setText(_("Every year"))
        self.add_button.set_text(_("Add"))
        self.remove_button.set_text(_("Remove"))
        self.model.retranslate()
        self.days_model.retranslate()
        self._show_editing()

    def read(self) -> None:
        """Read both lists again."""
        self._runner.run(self, work.behind, self._show, failed=self._on_failed)

    def _show(self, behind: work.Behind) -> None:
        self._behind = behind
        self.account.set_choices(
            [
                Choice(each.code, f"{each.code} {in_language(each.name, each.name_en)}", also=each.name)
                for each in behind.purposes
            ]
        )
        self.days_model.set_rows(list(behind.holidays.items()))
        self.days.fit_columns()
        self._show_categories()

    def _show_categories(self) -> None:
        kept = None if self._editing is None else self._editing.id
        shown = [each for each in self._behind.categories if each.direction is self.direction.key()]
        self.model.set_rows(shown)
        self.table.fit_columns()
        if kept is not None:
            self.table.choose_where(lambda each: each.id == kept)

    def _show_editing(self) -> None:
        category = self._editing
        self.aside_button.set_text(
            _("Use again") if category is not None and not category.active else _("Put aside")
        )
        for button in (self.aside_button, self.up_button, self.down_button):
            button.setEnabled(category is not None)

    # ---- categories

    @Slot(object)
    def _on_direction_chosen(self, _key: object) -> None:
        self._on_new_clicked()
        self._show_categories()

    @Slot(object)
    def _on_category_chosen(self, category: object) -> None:
        if isinstance(category, EntryCategory):
            self._editing = category
            self.name.set_value(category.name)
            self.words.set_value(category.words or None)
            self.account.set_value(category.account_code)
            self._show_editing()

    @Slot()
    def _on_new_clicked(self) -> None:
        self._editing = None
        self.table.clearSelection()
        for field in (self.name, self.words, self.account):
            field.set_value(None)
        self.name.edit.setFocus()
        self._show_editing()

    @Slot()
    def _on_save_clicked(self) -> None:
        self._save(active=self._editing is None or self._editing.active)

    @Slot()
    def _on_aside_clicked(self) -> None:
        if self._editing is not None:
            self._save(active=not self._editing.active)

    def _save(self, *, active: bool) -> None:
        if [each for each in (self.words, self.account, self.name) if not each.check()]:
            return
        old = self._editing
        direction = self.direction.key()
        data = EntryCategoryData(
            direction if isinstance(direction, Direction) else Direction.OUT,
            self.name.name(),
            str(self.account.key()),
            old.name_en if old is not None else "",
            self.words.name(),
            old.icon if old is not None else "",
            old.position if old is not None else None,
            active,
        )
        identity = old.id if old is not None else None
        job = partial(save_entry_category, self._session, data, category_id=identity)
        self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    def _move(self, steps: int) -> None:
        rows = self.model.rows
        at = next(
            (n for n, each in enumerate(rows) if self._editing is not None and each.id == self._editing.id),
            -1,
        )
        if at >= 0 and 0 <= at + steps < len(rows):
            job = partial(work.swap_places, self._session, rows[at], rows[at + steps])
            self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    # ---- holidays

    @Slot()
    def _on_add_clicked(self) -> None:
        if [each for each in (self.day_name, self.day) if not each.check()]:
            return
        day = self.day.date()
        assert day is not None
        job = partial(
            set_holiday, self._session, day, name=self.day_name.name(), every_year=self.every_year.isChecked()
        )
        self._runner.run(self, job, self._on_day_saved, failed=self._on_failed)

    @Slot()
    def _on_remove_clicked(self) -> None:
        chosen = self.days.current_row()
        if chosen is not None:
            job = partial(remove_holiday, self._session, chosen[0])
            self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    def _on_day_saved(self, saved: object) -> None:
        self.day.set_value(None)
        self.day_name.set_value(None)
        self._on_saved(saved)

    def _on_saved(self, _saved: object) -> None:
        self.banner.show_text("")
        self.read()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.banner.show_text(error_text(error), tone="bad", action="")


def _day_words(day: Day) -> str:
    key = day[0]
    try:
        if len(key) == len("MM-DD"):
            found = dt.date.fromisoformat(f"{NO_YEAR}-{key}")
            return _("{day}, every year").format(day=formats.date(found).rsplit(" ", 1)[0])
        return formats.date(dt.date.fromisoformat(key))
    except ValueError:
        return key
