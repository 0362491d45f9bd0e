"""How the till is arranged: pages of tiles in one's own order, and the barcodes that a scale prints."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.scale_code import WEIGHT
from app.domain.tiles import TileData, TilePageData, moved
from app.i18n import _
from app.queries.tiles import ScaleRow, TilePageRow
from ui.pages.settings import work
from ui.pages.settings.list_card import ListCard
from ui.pages.settings.saving import Saver
from ui.widgets.arrange import Form, row
from ui.widgets.basics import IconButton
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField
from ui.widgets.labels import Label


class TilesCard(ListCard):
    """Pages of tiles: their goods go up and down by buttons and keys."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self._names: dict[bytes, str] = {}
        self.tiles: tuple[TileData, ...] = ()
        self.name = NameField(required=True, most=60)
        self.goods = ChoiceField()
        self.goods.committed.connect(self._on_goods_chosen)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self._lines: list[QWidget] = []
        form = Form(2)
        self._labels = (form.add("", self.name), form.add("", self.goods))
        self.lay_out(form, self.rows)

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_buttons(
            _("Pages of tiles"),
            _("New page"),
            _("A page shows the goods that you choose, in your order, before all others on the till."),
        )
        for label, field, words in (
            (self._labels[0], self.name, _("Name of the page")),
            (self._labels[1], self.goods, _("Add goods")),
        ):
            label.setText(words)
            field.setAccessibleName(words)

    def show_data(self, data: work.SettingsData) -> None:
        """Show the pages; a form that is open stays as it is typed."""
        self._names = {each.uid: each.name for each in data.goods}
        self.show_rows([(page.name, page) for page in data.tile_pages])
        self.goods.set_choices([Choice(each.uid, each.name, note=each.code) for each in data.goods])

    @Slot()
    def begin(self) -> None:
        """An empty page."""
        self._open(None, "", ())

    def open_row(self, what: object) -> None:
        """One page."""
        if isinstance(what, TilePageRow):
            self._open(what.uid, what.name, what.tiles)

    def _open(self, uid: bytes | None, name: str, tiles: tuple[TileData, ...]) -> None:
        self.name.set_value(name)
        self.goods.set_value(None)
        self.tiles = tiles
        self._show_tiles()
        self.show_form(uid, self.name)

    def _show_tiles(self, focus: tuple[int, str] | None = None) -> None:
        for each in self._lines:
            self.rows.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._lines = []
        for at, tile in enumerate(self.tiles):
            name = tile.label or self._names.get(tile.product_uid, "–")
            words = f"{name} · {tile.unit}" if tile.unit else name
            label = Label(words, elide=True)
            buttons = []
            for key, icon, said in (
                ("up", "arrow-up", _("{name}: further up")),
                ("down", "arrow-down", _("{name}: further down")),
                ("out", "x", _("Take {name} off the page")),
            ):
                button = IconButton(icon, said.format(name=name), partial(self.change, at, key), touch=True)
                buttons.append(button)
            inside = row(label, *buttons, spacing=0)
            inside.setStretch(0, 1)
            inside.setContentsMargins(0, 0, 0, 0)
            holder = QWidget()
            holder.setLayout(inside)
            self._lines.append(holder)
            self.rows.addWidget(holder)
            if focus is not None and focus[0] == at:
                for button, key in zip(buttons, ("up", "down", "out"), strict=True):
                    if key == focus[1]:
                        button.setFocus()

    def change(self, at: int, what: str) -> None:
        """Move a tile up or down, or take it off; the keyboard goes with it."""
        if what == "out":
            self.tiles = self.tiles[:at] + self.tiles[at + 1 :]
            self._show_tiles()
            return
        steps = -1 if what == "up" else 1
        self.tiles = moved(self.tiles, at, steps)
        self._show_tiles((max(0, min(len(self.tiles) - 1, at + steps)), what))

    @Slot(object)
    def _on_goods_chosen(self, uid: object) -> None:
        if isinstance(uid, bytes) and not self.editor.isHidden():
            self.tiles = (*self.tiles, TileData(uid))
            self._show_tiles()
            self.goods.set_value(None)
            self.goods.edit.setFocus()

    @Slot()
    def _on_save_clicked(self) -> None:
        if self.name.check():
            data = TilePageData(self.name.name(), self.tiles)
            job = partial(work.save_page, self._saver.session, data, self.uid)
            self._saver.run(job, self.done, failed=self.failed)

    @Slot()
    def _on_remove_clicked(self) -> None:
        if self.uid is not None:
            job = partial(work.remove_page, self._saver.session, self.uid)
            self._saver.run(job, self.done, failed=self.failed)


class ScalesCard(ListCard):
    """How the barcodes of scales are read."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.name = NameField(required=True, most=60)
        self.pattern = NameField(required=True, most=20)
        self.decimals = NameField(required=True, most=1)
        form = Form(2)
        self._labels = (
            form.add("", self.name),
            form.add("", self.decimals),
            form.add("", self.pattern, span=2),
        )
        self.lay_out(form)

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_buttons(
            _("Barcodes from a scale"),
            _("New layout"),
            _(
                "13 signs: the first digits, then C for the goods' code, W for the weight or P for the "
                "price, X for the rest, such as 21CCCCCWWWWWX."
            ),
        )
        words = (_("Name"), _("Decimals"), _("Pattern"))
        for label, field, text in zip(
            self._labels, (self.name, self.decimals, self.pattern), words, strict=True
        ):
            label.setText(text)
            field.setAccessibleName(text)

    def show_data(self, data: work.SettingsData) -> None:
        """Show the layouts; a form that is open stays as it is typed."""
        kinds = {True: _("weight"), False: _("price")}
        self.show_rows(
            [
                (f"{each.name} · {each.layout.pattern} · {kinds[each.layout.value_is == WEIGHT]}", each)
                for each in data.scales
            ]
        )

    @Slot()
    def begin(self) -> None:
        """A layout as many scales print it."""
        self._open(None, "", "21CCCCCWWWWWX", "3")

    def open_row(self, what: object) -> None:
        """One layout."""
        if isinstance(what, ScaleRow):
            self._open(what.uid, what.name, what.layout.pattern, str(what.layout.decimals))

    def _open(self, uid: bytes | None, name: str, pattern: str, decimals: str) -> None:
        for field, text in ((self.name, name), (self.pattern, pattern), (self.decimals, decimals)):
            field.set_value(text)
        self.show_form(uid, self.name)

    @Slot()
    def _on_save_clicked(self) -> None:
        fields = (self.decimals, self.pattern, self.name)
        if all([field.check() for field in fields]):  # noqa: C419 - each says what it lacks
            typed = (self.name.name(), self.pattern.name(), self.decimals.name())
            job = partial(work.save_scale, self._saver.session, *typed, self.uid)
            self._saver.run(job, self.done, failed=self.failed)

    @Slot()
    def _on_remove_clicked(self) -> None:
        if self.uid is not None:
            job = partial(work.remove_scale, self._saver.session, self.uid)
            self._saver.run(job, self.done, failed=self.failed)
