"""The register of assets with one asset's card at the right; new ones, depreciation, improvement, leaving."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.asset import AssetWords
from app.domain.document import new_uid
from app.domain.session import Permission
from app.i18n import _, ngettext
from app.queries.assets import AssetRow
from app.services.assets import Depreciated, change_asset, depreciate
from app.services.unit_of_work import Posted
from reports.asset_register import NAME as REGISTER
from ui import formats
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.assets import work
from ui.pages.assets.change_forms import ImproveForm, LeaveForm, WordsForm
from ui.pages.assets.fields import AssetFormPage
from ui.pages.assets.new_form import NewAssetForm
from ui.pages.assets.register_list import LEFT, LENT, LESS, OURS, columns, group
from ui.widgets.list_panel import Empty, ListPanelPage

KEEP = Permission.POST_JOURNAL


class AssetsView(ListPanelPage[AssetRow]):
    """What the group owns for years, what is lent to it, and what has left."""

    name = "assets"
    icon = "factory"
    listens = Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS
    lists_listen = listens
    panel_width = 400
    less = LESS

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[AssetRow]]:
        """The columns of the list."""
        return columns()

    def build(self) -> None:
        """Sums, parts, buttons and forms."""
        self._shown = work.Shown()
        self._depreciation_uid = new_uid()
        may = self._session.may(KEEP)
        self.name_list(lambda: _("Assets"), lambda: _("Search for an asset"))
        self.figures = [
            self.add_figure(words)
            for words in (
                lambda: _("Cost"),
                lambda: _("Depreciation so far"),
                lambda: _("Book value"),
                lambda: _("Depreciation this year"),
            )
        ]
        self.banner.acted.connect(self._on_depreciate_clicked)
        parts = (
            (OURS, lambda: _("Our own")),
            (LENT, lambda: _("Lent to us")),
            (LEFT, lambda: _("Have left")),
        )
        self.which = self.add_chips(lambda: _("Which assets"), parts, lambda asset, key: group(asset) == key)
        self.register_button = self.add_tool(lambda: _("Register"), "file-text", self._on_register_clicked)
        self.add_new(lambda: _("New asset"), self._begin_asset, may=may)
        self.improve_button = self.add_action(
            lambda: _("Improve"),
            "hammer",
            self._begin_improving,
            when=lambda asset: may and asset.is_here and not asset.is_lent,
        )
        self.leave_button = self.add_action(
            lambda: _("It leaves"),
            "log-out",
            self._begin_leaving,
            when=lambda asset: may and asset.is_here,
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._on_change_clicked, keys="F4", when=lambda _asset: may
        )
        self.new_form = self.add_form(NewAssetForm(self._today))
        self.improve_form = self.add_form(ImproveForm(self._today))
        self.leave_form = self.add_form(LeaveForm(self._today))
        self.words_form = self.add_form(WordsForm(self._today))
        self.new_form.submitted.connect(partial(self._on_submitted, self.new_form, work.add))
        self.improve_form.submitted.connect(partial(self._on_submitted, self.improve_form, work.improve))
        self.leave_form.submitted.connect(partial(self._on_submitted, self.leave_form, work.leave))
        self.words_form.submitted.connect(self._on_words_submitted)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the assets."""
        words = _("Enter the missing depreciation")
        return [*super().shortcuts(), Shortcut("Ctrl+D", words, self._on_depreciate_clicked)]

    def job(self) -> Callable[[], work.Shown]:
        """The register as it stands."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[AssetRow]:
        """Show the sums and what is due; gives the assets."""
        self._shown = found
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """Places of money, people and sections."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        for form in (self.new_form, self.improve_form, self.leave_form, self.words_form):
            form.set_lists(lists)

    def key(self, row: AssetRow) -> object:
        """An asset is looked for by its code."""
        return row.code

    def chip_of(self, row: AssetRow) -> str:
        """Which of the three parts it stands in."""
        return group(row)

    def row_title(self, row: AssetRow) -> str:
        """Name and code."""
        return f"{row.name} · {row.code}"

    def details(self, row: AssetRow) -> Callable[[], Any]:
        """The asset's card."""
        return partial(work.card, row.code)

    def empty_words(self) -> Empty:
        """What stands in a part that has nothing."""
        key = str(self.chips.key())
        sentences = {
            OURS: _("What the group uses for years stands here: machines, vehicles, buildings, land."),
            LENT: _("Nothing is lent to the group. What belongs to an agency is put on record here."),
            LEFT: _("No asset has left yet."),
        }
        return Empty(sentences[key], "" if key == LEFT else _("Put the first asset on record"))

    def open(self, argument: str) -> None:
        """``new``, ``depreciate``, or the code of an asset."""
        if argument == "new":
            self.begin()
        elif argument == "depreciate":
            self.banner.button.setFocus()
        elif argument:
            self.choose(argument)

    # ---- the sums

    def _show(self) -> None:
        super()._show()
        shown = self._shown
        values = (shown.cost, shown.depreciation, shown.book_value, shown.this_year)
        for figure, value in zip(self.figures, values, strict=True):
            figure.set(formats.money(value))
        if not shown.missing:
            self.banner.show_text("")
            return
        action = _("Enter depreciation to {month}").format(month=formats.month(shown.missing[-1]))
        words = ngettext(
            "The depreciation of {count} month is not entered yet.",
            "The depreciation of {count} months is not entered yet.",
            len(shown.missing),
        ).format(count=len(shown.missing))
        self.banner.show_text(words, action=action if self._session.may(KEEP) else "")

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    # ---- forms

    def _begin_asset(self) -> None:
        self.show_form(self.new_form)
        self.new_form.clear_form()

    def _begin_improving(self) -> None:
        self._begin_change(self.improve_form)

    def _begin_leaving(self) -> None:
        self._begin_change(self.leave_form)

    def _begin_change(self, form: ImproveForm | LeaveForm) -> None:
        if self._row is not None:
            self.show_form(form)
            form.show_asset(self._row)

    def _on_change_clicked(self) -> None:
        if self._row is not None:
            uid = self._row.uid
            self.act(partial(work.words, uid), partial(self._on_words, uid))

    def _on_words(self, uid: bytes, words: AssetWords | None) -> None:
        if words is not None:
            self.show_form(self.words_form)
            self.words_form.show_words(uid, words)

    def _on_submitted(
        self, form: AssetFormPage, act: Callable[..., Posted], draft: object, names: object, day: object
    ) -> None:
        self.save(form, partial(act, self._session, draft, names, on=day))

    def _on_words_submitted(self, uid: bytes, words: AssetWords) -> None:
        self.save(self.words_form, partial(change_asset, self._session, uid, data=words))

    # ---- depreciation

    @Slot()
    def _on_depreciate_clicked(self) -> None:
        missing = self._shown.missing
        if missing and self._session.may(KEEP):
            job = partial(depreciate, self._session, missing[-1], uid=self._depreciation_uid)
            self.act(job, self._on_depreciated)

    def _on_depreciated(self, done: Depreciated) -> None:
        self._depreciation_uid = new_uid()
        last = done.documents[-1]
        if len(done.documents) == 1:
            self._posting.say(_("Depreciation of {amount} baht is entered as {number}."), last)
            return
        words = _("Depreciation of {count} months is entered, to {number}.")
        self._messages.say(words.format(count=len(done.documents), number=last.number))
