"""The online market: how complete each product page is, its words and pictures, packs, catalogue, labels."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication

from app.changes import Changes
from app.domain.listing import PageData
from app.domain.session import Permission
from app.i18n import _
from app.queries.product_pages import PageRow
from app.services.product_pages import save_page
from app.thai.dates import now
from reports.model import Kind
from ui import formats, masking
from ui.attached_pictures import KeptPicture, PictureChanges
from ui.files import Place
from ui.models.rows import Col
from ui.pages.listing import work
from ui.pages.listing.forms import PageForm, PaperForm
from ui.pages.listing.pictures import OrderedPictures
from ui.widgets.list_panel import Empty, ListPanelPage

CATEGORY, PICTURES = 1, 3


class ListingView(ListPanelPage[PageRow]):
    """Product pages."""

    name = "product-pages"
    icon = "store"
    listens = Changes.MARKET | Changes.PRODUCTS | Changes.STOCK
    lists_listen = Changes.PARTIES | Changes.PRODUCTS | Changes.STOCK | Changes.MARKET
    panel_width = 440
    narrow = 720
    less = (CATEGORY, PICTURES)

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[PageRow]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Goods"), lambda each: each.shown.title, weight=5),
            Col(lambda: _("Category"), lambda each: each.shown.category, weight=3),
            Col(
                lambda: _("Price"),
                lambda each: each.shown.price_e4,
                Kind.UNIT_COST,
                weight=2,
                private=False,
            ),
            Col(lambda: _("Pictures"), lambda each: len(each.shown.photos), Kind.COUNT, weight=2),
            Col(
                lambda: _("Complete"),
                lambda each: each.percent * 100,
                Kind.PERCENT,
                weight=2,
                unit="%",
                private=False,
                tone=_tone,
            ),
            Col(lambda: _("Still missing"), work.missing_words, weight=7, tone=lambda _each: "ink-soft"),
        ]

    def build(self) -> None:
        """Figures, parts, tools, forms."""
        may = self._session.may(Permission.EDIT_PRODUCTS)
        self.name_list(lambda: _("Product pages"), lambda: _("Search for goods"))
        self.ready = self.add_figure(lambda: _("Can be listed"))
        self.open_ones = self.add_figure(lambda: _("Without price or picture"))
        self.average = self.add_figure(lambda: _("Complete on average"))
        self.add_chips(
            lambda: _("Which goods"),
            [
                ("shown", lambda: _("Shown")),
                ("open", lambda: _("To complete")),
                ("ready", lambda: _("Can be listed")),
                ("hidden", lambda: _("Not shown")),
            ],
            _stands_under,
        )
        self.pack_button = self.add_tool(lambda: _("Listing pack"), "package", self._begin_pack)
        self.paper_button = self.add_tool(lambda: _("Catalogue and labels"), "tags", self._begin_paper)
        if self._session.may(Permission.SEE_BOOKS):
            self.recall_button = self.add_tool(lambda: _("Recall"), "triangle-alert", self._begin_recall)
        self.change_button = self.add_action(
            lambda: _("Edit the page"),
            "pencil",
            self._begin_page,
            keys="F4",
            primary=True,
            when=lambda _each: may,
        )
        self.pictures_button = self.add_action(
            lambda: _("Pictures"), "image", self._begin_pictures, keys="Ctrl+I", when=lambda _each: may
        )
        self.copy_button = self.add_action(lambda: _("Copy the post"), "copy", self._copy_post, keys="Ctrl+J")
        self.form = self.add_form(PageForm())
        self.pictures_form = self.add_form(OrderedPictures())
        self.paper_form = self.add_form(PaperForm(self._session), beside=True)
        self.form.submitted.connect(self._on_page_submitted)
        self.pictures_form.submitted.connect(self._on_pictures_submitted)
        self.pictures_form.added.connect(self._on_picture_added)
        self.paper_form.submitted.connect(self._on_paper_wanted)
        self.paper_form.printing.connect(self._on_paper_printing)

    def job(self) -> Callable[[], work.Shown]:
        """Every product that is sold."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[PageRow]:
        """Show how far it has come; gives the rows."""
        self.ready.set(formats.count(found.ready))
        self.open_ones.set(formats.count(found.open))
        self.average.set(f"{formats.percent(found.average * 100)} %")
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """What the forms choose from."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give it to the forms."""
        self.form.set_lists(lists)
        self.paper_form.set_lists(lists)

    def row_title(self, row: PageRow) -> str:
        """The title of its page."""
        return row.shown.title

    def details(self, row: PageRow) -> Callable[[], Any]:
        """The page as it would be posted."""
        return partial(work.card, row.uid, self._today())

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("What the group sells stands here with its pictures and words for the online market."),
            "",
            _("Enter goods under Stock first."),
        )

    def open(self, argument: str) -> None:
        """``pack``, ``labels``, ``recall``, or the code of a product."""
        begin = {"pack": self._begin_pack, "labels": self._begin_paper}.get(argument)
        if begin is not None:
            begin()
        elif argument == "recall" and self._session.may(Permission.SEE_BOOKS):
            self._begin_recall()
        elif argument:
            self.search.setText(argument)

    # ---- pages and pictures

    def _begin_page(self) -> None:
        if self._row is not None:
            self.show_form(self.form)
            self.form.begin(self._row)

    @Slot(object, object)
    def _on_page_submitted(self, uid: bytes, data: PageData) -> None:
        self.save(self.form, partial(save_page, self._session, uid, data=data), _("The page is saved."))

    def _copy_post(self) -> None:
        if self._row is not None and not masking.stopped():
            self.act(partial(work.post, self._row.uid, self._today()), self._on_post)

    def _on_post(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._messages.say(_("The post is copied; paste it where you sell."))

    def _begin_pictures(self) -> None:
        if self._row is not None:
            self._read_pictures(self._row.uid)

    def _read_pictures(self, uid: bytes) -> None:
        self.act(partial(work.kept_pictures, uid), partial(self._on_pictures_read, uid))

    def _on_pictures_read(self, uid: bytes, kept: tuple[KeptPicture, ...]) -> None:
        row = self._row
        if row is not None and row.uid == uid:
            self.show_form(self.pictures_form)
            self.pictures_form.show_pictures(uid, row.shown.title, kept)

    @Slot(object, object)
    def _on_picture_added(self, uid: bytes, path: Path) -> None:
        self._runner.run(
            self,
            partial(work.add_picture, self._session, uid, path),
            partial(self._on_picture_kept, uid),
            failed=partial(self._on_failed, self.pictures_form),
        )

    def _on_picture_kept(self, uid: bytes, _saved: object) -> None:
        self._read_pictures(uid)

    @Slot(object, object)
    def _on_pictures_submitted(self, uid: bytes, changes: PictureChanges) -> None:
        job = partial(work.save_pictures, self._session, uid, changes, self.pictures_form.order())
        self.save(self.pictures_form, job, _("The pictures are saved."))

    # ---- packs and papers

    def _codes(self) -> list[str]:
        """The goods that are chosen, if several are, else all that are seen."""
        chosen = self.table.chosen_rows()
        rows = chosen if len(chosen) > 1 else self.list.shown_rows()
        return [row.shown.code for row in rows]

    def _begin_pack(self) -> None:
        chosen = self.table.chosen_rows()
        rows = chosen if len(chosen) > 1 else [row for row in self.list.shown_rows() if row.is_ready]
        self.show_form(self.paper_form)
        self.paper_form.begin(work.PACK, [row.shown.code for row in rows])

    def _begin_paper(self) -> None:
        codes = self._codes()
        self.show_form(self.paper_form)
        self.paper_form.begin(work.SHELF, codes)

    def _begin_recall(self) -> None:
        self.show_form(self.paper_form)
        self.paper_form.begin(work.RECALL, ())

    @Slot(object)
    def _on_paper_wanted(self, wanted: work.Wanted) -> None:
        if wanted.kind != work.PACK:
            self._papers.save(self._paper(wanted), _title(wanted.kind), "pdf")
            return
        place = self._papers.ask_place(_("Listing pack"), "zip")
        if place is not None:
            self.paper_form.set_busy(True)
            job = partial(work.save_pack, self._session, wanted, self._today(), place)
            running = self._runner.run(
                self,
                job,
                self._on_pack_saved,
                failed=partial(self._on_failed, self.paper_form),
                progress=self.list.progress.step,
                cancelled=self._on_pack_cancelled,
            )
            self.list.progress.follow(running)

    def _on_pack_cancelled(self) -> None:
        self.list.progress.follow(None)
        self.paper_form.set_busy(False)

    def _on_pack_saved(self, place: Place) -> None:
        self._on_pack_cancelled()
        self.go_back()
        self._messages.say(_("Saved {file}.").format(file=place.name))

    @Slot(object)
    def _on_paper_printing(self, wanted: work.Wanted) -> None:
        self._papers.print_out(self._paper(wanted))

    def _paper(self, wanted: work.Wanted) -> Callable[[], Any]:
        printed = now()
        return partial(work.paper, self._session, wanted, self._today(), printed)


def _title(kind: str) -> str:
    return {
        work.CATALOGUE: _("Catalogue with pictures"),
        work.SHELF: _("Shelf labels"),
        work.GOODS: _("Product labels"),
        work.RECALL: _("Recall list"),
    }[kind]


def _tone(row: PageRow) -> str:
    return "leaf" if row.percent >= 80 else "ink" if row.is_ready else "turmeric-text"


def _stands_under(row: PageRow, chip: str) -> bool:
    if chip == "open":
        return row.is_listed and bool(row.missing)
    if chip == "ready":
        return row.is_listed and row.is_ready
    return row.is_listed == (chip == "shown")
