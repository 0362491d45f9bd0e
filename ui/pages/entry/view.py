"""The page that enters slips: by keys alone, a bag at a time, from paper or from pictures."""

# Long because: the parts of the page speak with each other through it alone; each has a file of its own.

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.bag import Bag, BagSlip, with_slip, without
from app.domain.session import Session
from app.domain.slip_entry import AdvanceDraft, Direction, EntryDraft, TransferDraft
from app.errors import SamutError, UserError
from app.i18n import _, ngettext
from app.queries.entries import Alike, RecentEntry, SlipPictureRow, Typed
from app.services.slip_pictures import put_picture_aside
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.model import Link
from ui import formats, theme
from ui.messages import Messages
from ui.messages_text import notice_text
from ui.page import PageBase, Shortcut
from ui.pages.entry import work
from ui.pages.entry.bag_bar import BagBar
from ui.pages.entry.facts import warnings_of
from ui.pages.entry.kept import KeptPictures
from ui.pages.entry.lists_page import ListsPage
from ui.pages.entry.move_form import AdvanceForm, TransferForm
from ui.pages.entry.photos import PhotoPane, ask_folder, ask_pictures
from ui.pages.entry.side import LastCard, RecentList
from ui.pages.entry.slip_form import SlipForm
from ui.posting import undo
from ui.runner import Runner
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Banner, Card, SegmentedControl
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

OUT, IN, TRANSFER, ADVANCE = "out", "in", "transfer", "advance"
MODES = (OUT, IN, TRANSFER, ADVANCE)
NARROW = 1_000
"""Below this width of the page the list of recent entries gives way to the picture."""


class EntryView(PageBase):
    """The forms in the middle, pictures at the left, the last entries at the right, the bag above."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        ask_files: Callable[[QWidget | None], list[Path]] = ask_pictures,
        ask_place: Callable[[QWidget | None], list[Path]] = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._today, self._open_link, self._go_to = today, open_link, go_to
        self._lists = work.Lists()
        self._picture: SlipPictureRow | None = None
        self._alike: tuple[bytes, tuple[Alike, ...]] | None = None
        self._wants_photos = False
        self._read_bag = False
        self._sought: QWidget | None = None
        self.setAcceptDrops(True)
        self._make_forms()
        self._make_side(ask_files, ask_place)
        self._lay_out()
        self.retranslate()
        self.show_mode(OUT)

    # ---- building

    def _make_forms(self) -> None:
        self.mode = SegmentedControl()
        self.mode.chosen.connect(self._on_mode_chosen)
        self.slip = SlipForm(today=self._today)
        self.transfer = TransferForm(today=self._today)
        self.advance = AdvanceForm(today=self._today)
        for form in (self.slip, self.transfer, self.advance):
            form.submitted.connect(self._on_submitted)
            form.edited.connect(self._on_edited)
            form.facts_wanted.connect(self._show_facts)
            form.went_to.connect(self._on_went_to)
        self.facts = Label("", type="small", tone="soft", wrap=True)
        self.facts.hide()
        self.alike = Banner(tone="warn")
        self.bag_bar = BagBar()
        self.bag_bar.begun.connect(self._on_bag_begun)
        self.bag_bar.ended.connect(self._on_bag_ended)
        self.bag_bar.left.connect(self._focus_form)
        self.bag_button = Button("", self.begin_bag, kind="quiet", icon="shopping-bag")
        self.photo_button = Button("", self._on_photos_clicked, kind="quiet", icon="image")
        self.photo_button.setCheckable(True)
        self.lists_button = IconButton("tags", "", self._on_lists_clicked)

    def _make_side(
        self,
        ask_files: Callable[[QWidget | None], list[Path]],
        ask_place: Callable[[QWidget | None], list[Path]],
    ) -> None:
        self.last = LastCard()
        self.last.undo_wanted.connect(self._on_undo_wanted)
        self.last.repeat_wanted.connect(self.repeat)
        self.recent = RecentList()
        self.recent.set_menu()
        self.recent.repeat_wanted.connect(self.repeat)
        self.recent.paper_wanted.connect(self._on_paper_wanted)
        self.recent.picture_wanted.connect(self._on_picture_wanted)
        self.photos = PhotoPane(ask_files=ask_files, ask_place=ask_place)
        self.photos.chosen.connect(self._on_picture_chosen)
        self.photos.put_aside.connect(self._on_picture_aside)
        self.photos.files_wanted.connect(self.take_in)
        self.photos.large.opened.connect(self._on_large_opened)
        self.photos.hide()
        self.kept = KeptPictures()
        self.kept.back.connect(self._on_lists_left)
        self.lists_page = ListsPage(self._session, self._runner, today=self._today)
        self.lists_page.back.connect(self._on_lists_left)

    def _lay_out(self) -> None:
        head = row(self.mode, -1, self.bag_button, self.photo_button, self.lists_button)
        self.forms, self.feet = QStackedWidget(), QStackedWidget()
        card = Card(padding=theme.INSIDE + 4)
        self.area = scrolled(self.forms, margins=0)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.add(self.area, 1)
        card.add(self.facts)
        card.add(self.alike)
        for form in (self.slip, self.transfer, self.advance):
            self.forms.addWidget(form)
            self.feet.addWidget(form.foot)
            card.add(form.banner)
        card.add(self.feet)
        self.feet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.side = QWidget()
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.INSIDE + 4)
        beside.addWidget(self.last)
        beside.addWidget(self.recent, 1)
        across = QHBoxLayout()
        across.setSpacing(theme.BETWEEN)
        across.addWidget(self.photos, 4)
        across.addWidget(card, 6)
        across.addWidget(self.side, 4)
        self.desk = QWidget()
        layout = QVBoxLayout(self.desk)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.bag_bar)
        layout.addLayout(across, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.desk)
        self.stack.addWidget(self.lists_page)
        self.stack.addWidget(self.kept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def retranslate(self) -> None:
        """Set every text again."""
        self.mode.setAccessibleName(_("What is entered"))
        self.mode.set_choices(
            [
                (OUT, _("Money out")),
                (IN, _("Money in")),
                (TRANSFER, _("Transfer")),
                (ADVANCE, _("Advance")),
            ]
        )
        self.bag_button.set_text(_("A bag of slips (F6)"))
        self.photo_button.set_text(_("From pictures (F10)"))
        self.lists_button.set_name(_("Categories and holidays"))
        for part in (self.slip, self.transfer, self.advance, self.bag_bar, self.last, self.recent):
            part.retranslate()
        self.photos.retranslate()
        self.kept.retranslate()
        self.lists_page.retranslate()
        self._show_facts()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("F3", _("Out, in, transfer, advance"), self._on_next_mode),
            Shortcut("F6", _("A bag of slips: count and sum first"), self.begin_bag),
            Shortcut("F7", _("Repeat the last entry"), self._on_repeat_last),
            Shortcut("F8", _("Split the slip"), self._on_split),
            Shortcut("Shift+F8", _("Paid in another way besides"), self._on_add_way),
            Shortcut("F9", _("To the last entries"), self._on_to_recent),
            Shortcut("F10", _("Slips from pictures"), self._on_photos_key),
            Shortcut("Ctrl+N", _("Start empty"), self._on_start_empty),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """People, categories, money and what was entered may have changed."""
        failed = self._messages.show_error
        if changes & (Changes.PARTIES | Changes.SETTINGS):
            self._runner.run(self, partial(work.lists, self._today()), self._show_lists, failed=failed)
        elif changes & Changes.LEDGER:  # long lists are not made again after every slip
            self._runner.run(self, partial(work.left, self._today()), self._show_left, failed=failed)
        if changes & (Changes.LEDGER | Changes.PARTIES):
            self._runner.run(self, work.recent, self.recent.set_rows, failed=failed)
        if changes & Changes.DRAFTS:
            self._runner.run(self, work.waiting, self._show_waiting, failed=failed)
        if not self._read_bag:
            self._read_bag = True
            self._runner.run(self, partial(work.kept_bag, self._session), self.bag_bar.set_bag, failed=failed)

    def open(self, argument: str) -> None:
        """``new``, a mode, ``bag``, ``pictures``, ``lists``, ``repeat:NUMBER`` or ``correct:NUMBER``."""
        what, _colon, number = argument.partition(":")
        self.stack.setCurrentWidget(self.desk)
        if what in MODES:
            self.show_mode(what)
        elif what == "bag":
            self.begin_bag()
        elif what == "pictures":
            self.show_photos(True)
        elif what == "lists":
            self._on_lists_clicked()
        elif what == "repeat":
            self.repeat(number)
        elif what == "correct":
            self._fetch(number, corrects=True)
        else:
            self._focus_form()

    def _show_lists(self, lists: work.Lists) -> None:
        self._lists = lists
        for form in (self.slip, self.transfer, self.advance):
            form.set_lists(lists)
        self._show_facts()

    def _show_left(self, left: Mapping[str, int]) -> None:
        self._lists = replace(self._lists, left=left)
        self._show_facts()

    # ---- modes

    @property
    def form(self) -> SlipForm | TransferForm | AdvanceForm:
        """The form in front."""
        shown = self.forms.currentWidget()
        assert isinstance(shown, SlipForm | TransferForm | AdvanceForm)
        return shown

    def show_mode(self, mode: str) -> None:
        """Money out, in, a transfer or an advance."""
        self.mode.set_key(mode)
        if mode in (OUT, IN):
            self.slip.set_direction(Direction(mode))
        form = {TRANSFER: self.transfer, ADVANCE: self.advance}.get(mode, self.slip)
        self.forms.setCurrentWidget(form)
        self.feet.setCurrentWidget(form.foot)
        for other in (self.slip, self.transfer, self.advance):
            policy = QSizePolicy.Policy.Preferred if other is form else QSizePolicy.Policy.Ignored
            other.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
            if other is not form:
                other.say("")
        self._forget_alike()
        self._show_facts()
        self.setFocusProxy(form.order()[0].edit)  # where whoever comes to this place begins to type
        self._focus_form()

    @Slot(object)
    def _on_went_to(self, field: QWidget) -> None:
        if hasattr(self, "area"):
            self._sought = field
            self.area.ensureWidgetVisible(field, 0, theme.px(24))
            QTimer.singleShot(0, self._seek)  # what was just added has its place only then

    @Slot()
    def _seek(self) -> None:
        if self._sought is not None and self._sought in self.form.order():
            self.area.ensureWidgetVisible(self._sought, 0, theme.px(24))

    @Slot()
    def _focus_form(self) -> None:
        self.form.focus_first()

    @Slot(object)
    def _on_mode_chosen(self, key: object) -> None:
        self.show_mode(str(key))

    @Slot()
    def _on_next_mode(self) -> None:
        at = MODES.index(str(self.mode.key()))
        self.show_mode(MODES[(at + 1) % len(MODES)])

    @Slot()
    def _on_split(self) -> None:
        if self.form is self.slip:
            self.slip.split()

    @Slot()
    def _on_add_way(self) -> None:
        if self.form is self.slip:
            self.slip.add_way()

    @Slot()
    def _on_to_recent(self) -> None:
        self.recent.table.setFocus()
        self.recent.table.choose_first()

    @Slot()
    def _on_start_empty(self) -> None:
        self.form.clear_form()

    # ---- what is told before it is posted

    @Slot()
    def _on_edited(self) -> None:
        self._forget_alike()

    @Slot()
    def _show_facts(self) -> None:
        if not hasattr(self, "forms"):
            return
        day = self.form.day.date()
        words = warnings_of(self.form.draft(), day, self._lists, self._today())
        self.facts.setText("\n".join(words))
        self.facts.setVisible(bool(words))

    def _forget_alike(self) -> None:
        self._alike = None
        self.alike.show_text("")

    # ---- posting

    @Slot(object)
    def _on_submitted(self, filled: work.Filled) -> None:
        sure = self._alike is not None and self._alike[0] == filled.draft.uid
        picture = self._picture.uid if self._picture is not None and self._shows_photos else None
        whole = work.Filled(filled.draft, filled.on, filled.people, picture, filled.corrects)
        job = partial(work.save, self._session, whole, today=self._today(), sure=sure)
        self._runner.run(self, job, partial(self._on_saved, self.form, whole), failed=self._on_failed)

    def _on_saved(
        self,
        form: SlipForm | TransferForm | AdvanceForm,
        filled: work.Filled,
        answer: Posted | work.Likeness,
    ) -> None:
        if isinstance(answer, work.Likeness):
            form.set_busy(False)
            self._alike = (filled.draft.uid, answer.alike)
            self.alike.show_text(_alike_words(answer.alike), tone="warn", action="")
            return
        self._forget_alike()
        form.next_slip()
        self.last.show_posted(answer)
        if answer.warnings:
            self._messages.warn(" ".join(notice_text(each) for each in answer.warnings))
        if filled.corrects:
            self._messages.say(
                _("{number} stands in place of {wrong}.").format(number=answer.number, wrong=filled.corrects)
            )
        bag = self.bag_bar.bag
        if bag is not None and isinstance(filled.draft, EntryDraft):
            slip = BagSlip(answer.number, answer.total, filled.draft.direction)
            self._keep_bag(with_slip(without(bag, filled.corrects), slip))

    def _on_failed(self, error: Exception) -> None:
        self.form.set_busy(False)
        if isinstance(error, UserError):
            self.form.show_error(error)
        elif isinstance(error, SamutError):
            self.form.show_error(error)
            self._messages.show_error(error)
        else:
            self._messages.show_error(error)

    @Slot(object)
    def _on_undo_wanted(self, posted: Posted) -> None:
        job = partial(undo, self._session, posted.uid, on=self._today())
        done = partial(self._on_undone, posted.number)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_undone(self, number: str, _reversal: Posted) -> None:
        self._messages.done(
            _("{number} was undone.").format(number=number),
            _("Back into the form"),
            partial(self._bring_back, number),
        )
        self.last.show_posted(None)
        bag = self.bag_bar.bag
        if bag is not None:
            self._keep_bag(without(bag, number))
        self._focus_form()

    # ---- repeating and putting right

    def _bring_back(self, number: str) -> None:
        """What was undone stands in the form again, as the paper says it."""
        job = partial(work.as_typed, number, to_correct=False)
        done = partial(self._fill, "", same_slip=True)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    @Slot(str)
    def repeat(self, number: str) -> None:
        """Fill the form with another entry's values, under today's day."""
        self._fetch(number, corrects=False)

    @Slot()
    def _on_repeat_last(self) -> None:
        number = self.last.posted.number if self.last.posted is not None else self.recent.newest()
        if number:
            self.repeat(number)

    def _fetch(self, number: str, *, corrects: bool) -> None:
        done = partial(self._fill, number if corrects else "")
        self._runner.run(
            self, partial(work.as_typed, number, to_correct=corrects), done, failed=self._messages.show_error
        )

    def _fill(self, corrects: str, typed: Typed | None, *, same_slip: bool = False) -> None:
        if typed is None:
            self._messages.say(_("There is no document with this number."))
            return
        day = typed.on if corrects or same_slip else self._today()
        if isinstance(typed.draft, EntryDraft):
            self.show_mode(typed.draft.direction.value)
            self.slip.fill(typed.draft, day, corrects, same_slip=same_slip)
        elif isinstance(typed.draft, TransferDraft):
            self.show_mode(TRANSFER)
            self.transfer.fill(typed.draft, day, corrects)
        elif isinstance(typed.draft, AdvanceDraft):
            self.show_mode(ADVANCE)
            self.advance.fill(typed.draft, day, corrects)
        self._show_facts()

    @Slot(str)
    def _on_paper_wanted(self, number: str) -> None:
        self._open_link(Link("voucher", number))

    # ---- the bag

    @Slot()
    def begin_bag(self) -> None:
        """Count and sum of a bag first; a bag that is running is shown."""
        mode = self.mode.key()
        self.bag_bar.ask(Direction.IN if mode == IN else Direction.OUT)

    @Slot(object)
    def _on_bag_begun(self, bag: Bag) -> None:
        self._keep_bag(bag)
        self._focus_form()

    def _keep_bag(self, bag: Bag) -> None:
        self.bag_bar.set_bag(bag)
        job = partial(work.keep_bag, self._session, bag)
        self._runner.run(self, job, None, failed=self._messages.show_error)

    @Slot()
    def _on_bag_ended(self) -> None:
        bag = self.bag_bar.bag
        self.bag_bar.set_bag(None)
        if bag is not None:
            job = partial(work.drop_bag, self._session, bag)
            self._runner.run(self, job, None, failed=self._messages.show_error)
        self._focus_form()

    # ---- pictures

    @property
    def _shows_photos(self) -> bool:
        return not self.photos.isHidden()

    def show_photos(self, shown: bool) -> None:
        """Slips from pictures, or from paper."""
        self._wants_photos = shown
        self.photo_button.setChecked(shown)
        self.photos.setVisible(shown)
        self._fit()

    @Slot()
    def _on_photos_clicked(self) -> None:
        self.show_photos(self.photo_button.isChecked())

    @Slot()
    def _on_photos_key(self) -> None:
        self.show_photos(not self._wants_photos)

    def _show_waiting(self, waiting: work.Waiting) -> None:
        self.photos.set_waiting(waiting)

    @Slot(object)
    def _on_picture_chosen(self, picture: SlipPictureRow | None) -> None:
        self._picture = picture
        if picture is not None:
            done = partial(self._show_picture, picture)
            job = partial(work.picture, picture.sha256)
            self._runner.run(self, job, done, failed=self._messages.show_error)

    def _show_picture(self, picture: SlipPictureRow, data: bytes) -> None:
        if self._picture is not None and self._picture.uid == picture.uid:
            self.photos.large.show_data(data, picture.name)

    @Slot(object)
    def _on_picture_aside(self, uid: bytes) -> None:
        job = partial(put_picture_aside, self._session, uid)
        self._runner.run(self, job, None, failed=self._messages.show_error)

    @Slot(object)
    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in pictures, and those in folders."""
        if paths:
            self.show_photos(True)
            self._runner.run(
                self,
                work.taking_in(self._session, paths),
                self._on_taken_in,
                failed=self._messages.show_error,
            )

    def _on_taken_in(self, taken: work.TakenIn) -> None:
        words = ngettext(
            "{count} picture was taken in.", "{count} pictures were taken in.", taken.count
        ).format(count=taken.count)
        refused = [f"{name}: {why}" for name, why in taken.refused[:3]]
        self._messages.say(" ".join([words, *refused]))
        self._focus_form()

    @Slot(object)
    def _on_picture_wanted(self, entry: RecentEntry) -> None:
        if not entry.has_picture:
            self._messages.say(_("This entry has no picture."))
            return
        done = partial(self._show_kept, entry.number)
        job = partial(work.pictures_for, entry.uid)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _show_kept(self, number: str, found: Sequence[bytes]) -> None:
        self.kept.show_pictures(number, found)
        self.stack.setCurrentWidget(self.kept)
        self.kept.large.setFocus()

    @Slot()
    def _on_large_opened(self) -> None:
        large = self.photos.large
        self._show_kept(large.accessibleName(), (large.data,))

    # ---- lists behind the form

    @Slot()
    def _on_lists_clicked(self) -> None:
        self.stack.setCurrentWidget(self.lists_page)
        self.lists_page.read()

    @Slot()
    def _on_lists_left(self) -> None:
        self.stack.setCurrentWidget(self.desk)
        self._focus_form()

    # ---- Qt

    def _fit(self) -> None:
        narrow = self.width() < theme.px(NARROW)
        self.side.setHidden(self._wants_photos and narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page shows the picture in place of the last entries."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves lists and pictures, Page Up and Down turn the pictures."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.stack.currentWidget() is not self.desk:
            self._on_lists_left()
            return
        if self._shows_photos and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.photos.step(1 if key == Qt.Key.Key_PageDown else -1)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])


def _alike_words(alike: Sequence[Alike]) -> str:
    first = alike[0]
    about = " · ".join(
        part
        for part in (formats.date(first.on), formats.money(first.total), first.party, first.slip_number)
        if part
    )
    return _("This looks like {number} ({about}). Ctrl+Enter once more saves it anyway.").format(
        number=first.number, about=about
    )
