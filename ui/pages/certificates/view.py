"""Certificates with their last days, one at the right with its pictures; the yearly renewal above them."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.certificate import (
    CERTIFICATE_WORDS,
    STATE_WORDS,
    CertificateData,
    CertificateState,
    Renewal,
    RenewalStage,
)
from app.domain.session import Permission
from app.i18n import _
from app.queries.attachments import AttachmentOwner
from app.queries.certificates import Certificate, Renewed
from app.queries.products import ProductRow
from app.services.certificates import mark_renewed, remove_certificate, unmark_renewed
from app.thai.dates import buddhist_year, format_date
from reports.meeting_papers import RENEWAL
from reports.model import Kind
from reports.renewal_words import renewal_sentence
from ui.attached_pictures import KeptPicture, PictureChanges, add_picture, read_pictures, save_pictures
from ui.models.rows import Col
from ui.pages.certificates import work
from ui.pages.certificates.forms import CertificateForm, RenewalForm
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.pictures_form import PicturesForm

PARTS = (
    ("all", lambda: _("All")),
    ("soon", lambda: _("To be looked after")),
)
TONES = {CertificateState.SOON: "turmeric-text", CertificateState.EXPIRED: "clay"}


class CertificatesView(ListPanelPage[Certificate]):
    """Certificates and licences of the group and its goods."""

    name = "certificates"
    icon = "shield-check"
    listens = Changes.GROUP | Changes.PRODUCTS
    lists_listen = Changes.PRODUCTS
    panel_width = 440
    narrow = 640
    less = (2, 3)
    """Number and issuer."""

    def columns(self) -> Sequence[Col[Certificate]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Certificate"), lambda each: each.title, weight=5),
            Col(lambda: _("Kind"), lambda each: _(CERTIFICATE_WORDS[each.kind]), weight=4),
            Col(lambda: _("Number"), lambda each: each.number, weight=4),
            Col(lambda: _("Issued by"), lambda each: each.issuer, weight=4),
            Col(lambda: _("Runs out on"), lambda each: each.expires_on, Kind.DATE, weight=3),
            Col(lambda: _("How it stands"), self._state_words, weight=3, tone=self._state_tone),
        ]

    def build(self) -> None:
        """Filters, buttons and forms."""
        self._state: Renewal | None = None
        self._rows: tuple[Certificate, ...] = ()
        self._done: Renewed | None = None
        self._year = self._today().year
        may = self._session.may(Permission.EDIT_MEETINGS)
        self._may = may
        self.name_list(lambda: _("Certificates"), lambda: _("Search for a certificate"))
        self.add_chips(lambda: _("Which certificates"), PARTS, self._stands_under)
        self.renewed = self.add_figure(lambda: _("Renewal of the registration"))
        self.banner.acted.connect(self._on_renew_clicked)
        self.sheet_button = self.add_tool(lambda: _("Renewal sheet"), "landmark", self._on_sheet_clicked)
        if may:
            self.renew_button = self.add_tool(
                lambda: _("Mark as renewed"), "circle-check", self._on_renew_clicked
            )
            self.unrenew_button = self.add_tool(
                lambda: _("Take the renewal back"), "undo-2", self._on_unrenew_clicked
            )
            self.list.offer_tool(self.unrenew_button, on=False)
        self.add_new(lambda: _("New certificate"), self._begin_certificate, may=may)
        self.change_button = self.add_action(
            lambda: _("Edit details"),
            "pencil",
            self._begin_change,
            keys="F4",
            primary=True,
            when=lambda _each: may,
        )
        self.picture_button = self.add_action(
            lambda: _("Pictures"), "image", self._begin_pictures, keys="Ctrl+I", when=lambda _each: may
        )
        self.remove_button = self.add_action(
            lambda: _("Remove"), "trash-2", self._remove, when=lambda _each: may
        )
        self.form = self.add_form(CertificateForm(self._today))
        self.renewal_form = self.add_form(RenewalForm(self._today))
        self.pictures_form = self.add_form(PicturesForm())
        self.form.submitted.connect(self._on_submitted)
        self.renewal_form.submitted.connect(self._on_renewal_submitted)
        self.pictures_form.submitted.connect(self._on_pictures_submitted)
        self.pictures_form.added.connect(self._on_picture_added)

    def job(self) -> Callable[[], work.Shown]:
        """The certificates and the renewal."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[Certificate]:
        """Say how the renewal stands; gives the certificates."""
        self._state, self._rows = found.renewal, found.rows
        last = found.renewed[0] if found.renewed else None
        is_done = last is not None and last.year == found.renewal.year
        self._done = last if is_done else None
        if self._may:
            self.list.offer_tool(self.unrenew_button, on=is_done)
            self.list.offer_tool(self.renew_button, on=not is_done)
        quiet = found.renewal.stage is RenewalStage.QUIET
        self._year = found.renewal.year + (quiet and not is_done)
        year = buddhist_year(dt.date(self._year, 1, 1))
        if last is not None and is_done:
            said = _("{year}: done on {day}").format(year=year, day=format_date(last.done_on, "medium"))
        else:
            said = _("{year}: 1 to 30 January").format(year=year)
        self.renewed.set(said)
        words = renewal_sentence(found.renewal)
        wants = found.renewal.stage in (RenewalStage.OPEN, RenewalStage.OVERDUE)
        action = _("Mark as renewed") if words and wants and self._may else ""
        late = found.renewal.stage is RenewalStage.OVERDUE
        self.banner.show_text(words, tone="bad" if late else "warn", action=action)
        return found.rows

    def lists_job(self) -> Callable[[], tuple[ProductRow, ...]]:
        """The goods."""
        return work.lists

    def take_lists(self, lists: tuple[ProductRow, ...]) -> None:
        """Give them to the form."""
        self.form.set_products(lists)

    def row_title(self, row: Certificate) -> str:
        """Its name."""
        return row.title

    def details(self, row: Certificate) -> Callable[[], Any]:
        """Everything about it, with its pictures."""
        return partial(work.card, row, self._today())

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Certificates and licences stand here, with a reminder before they run out."),
            _("Enter a certificate"),
            _("Food licence, community product standard, halal, geographical indication, organic."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``soon``, ``renewal``."""
        if argument == "new":
            self.begin()
        elif argument == "soon":
            self.chips.set_key("soon")
            self._show()

    # ---- inside

    def _state_words(self, each: Certificate) -> str:
        return _(STATE_WORDS[each.state(self._today())])

    def _state_tone(self, each: Certificate) -> str:
        return TONES.get(each.state(self._today()), "")

    def _stands_under(self, each: Certificate, part: str) -> bool:
        return part == "all" or each.state(self._today()) is not CertificateState.VALID

    @Slot()
    def _on_sheet_clicked(self) -> None:
        last = dt.date(self._year - 1, 12, 31)
        self._go_to("reports", f"{RENEWAL}:{last.isoformat()}")

    @Slot()
    def _on_renew_clicked(self) -> None:
        if self._state is not None:
            self.show_form(self.renewal_form)
            self.renewal_form.show_renewal(self._state)

    @Slot()
    def _on_unrenew_clicked(self) -> None:
        done = self._done
        if done is not None:
            job = partial(unmark_renewed, self._session, done.year)
            self.act(job, partial(self._on_unrenewed, done))

    def _on_unrenewed(self, done: Renewed, _saved: object) -> None:
        year = buddhist_year(dt.date(done.year, 1, 1))
        self._messages.done(
            _("The renewal for {year} is taken back.").format(year=year),
            _("Mark {year} as renewed again").format(year=year),
            partial(self._mark, done),
        )

    def _mark(self, done: Renewed) -> None:
        self.act(self._marking(done))

    def _marking(self, done: Renewed) -> Callable[[], Any]:
        words = {"receipt": done.receipt, "note": done.note}
        return partial(
            mark_renewed, self._session, done.year, done_on=done.done_on, today=self._today(), **words
        )

    def _on_renewed(self, done: Renewed, _saved: object) -> None:
        year = buddhist_year(dt.date(done.year, 1, 1))
        self._messages.done(
            _("{year} is marked as renewed.").format(year=year),
            _("Take the renewal back"),
            partial(self._take_back, done),
        )

    def _take_back(self, done: Renewed) -> None:
        self.act(partial(unmark_renewed, self._session, done.year))

    def _begin_certificate(self) -> None:
        self.show_form(self.form)
        self.form.show_certificate(None)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.form)
            self.form.show_certificate(self._row)

    def _begin_pictures(self) -> None:
        if self._row is not None:
            self._read_pictures(self._row.uid)

    def _read_pictures(self, uid: bytes) -> None:
        self.act(
            partial(read_pictures, AttachmentOwner.CERTIFICATE, uid), partial(self._on_pictures_read, uid)
        )

    def _on_pictures_read(self, uid: bytes, kept: tuple[KeptPicture, ...]) -> None:
        row = next((each for each in self._rows if each.uid == uid), None)
        if row is not None:
            self.show_form(self.pictures_form)
            self.pictures_form.show_pictures(uid, row.title, kept)

    def _remove(self) -> None:
        if self._row is not None:
            self.act(partial(remove_certificate, self._session, self._row.uid))

    @Slot(object, object, object)
    def _on_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, CertificateData)
        assert isinstance(uid, bytes)
        self.wait_for(uid)
        self.save(self.form, partial(work.save, self._session, data, uid=uid, known=bool(known)))

    @Slot(object, object, object, object)
    def _on_renewal_submitted(self, year: object, day: object, receipt: object, note: object) -> None:
        assert isinstance(year, int)
        assert isinstance(day, dt.date)
        done = Renewed(year, day, str(receipt), str(note))
        self.save(self.renewal_form, self._marking(done), done=partial(self._on_renewed, done))

    @Slot(object, object)
    def _on_pictures_submitted(self, _uid: object, changes: object) -> None:
        assert isinstance(changes, PictureChanges)
        self.save(
            self.pictures_form, partial(save_pictures, self._session, AttachmentOwner.CERTIFICATE, changes)
        )

    @Slot(object, object)
    def _on_picture_added(self, uid: object, path: object) -> None:
        assert isinstance(uid, bytes)
        assert isinstance(path, Path)
        job = partial(add_picture, self._session, AttachmentOwner.CERTIFICATE, owner_uid=uid, path=path)
        self.act(job, partial(self._on_picture_kept, uid))

    def _on_picture_kept(self, uid: bytes, _saved: object) -> None:
        self._read_pictures(uid)
