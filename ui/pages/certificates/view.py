"""Certificates with their last days, one at the right with its pictures; the yearly renewal above them."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
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
from app.queries.certificates import Certificate
from app.queries.products import ProductRow
from app.services.certificates import mark_renewed, remove_certificate
from app.thai.dates import buddhist_year, format_date
from reports.meeting_papers import RENEWAL
from reports.model import Kind
from reports.renewal_words import renewal_sentence
from ui.models.rows import Col
from ui.pages.certificates import work
from ui.pages.certificates.forms import CertificateForm, RenewalForm
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.photo_box import ask_file

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
            lambda: _("Add a picture"), "image-plus", self._add_picture, when=lambda _each: may
        )
        self.off_button = self.add_action(
            lambda: _("Take the last picture off"),
            "image",
            self._take_off,
            when=lambda each: may and each.pictures > 0,
        )
        self.remove_button = self.add_action(
            lambda: _("Remove"), "trash-2", self._remove, when=lambda _each: may
        )
        self.form = self.add_form(CertificateForm(self._today))
        self.renewal_form = self.add_form(RenewalForm(self._today))
        self.form.submitted.connect(self._on_submitted)
        self.renewal_form.submitted.connect(self._on_renewal_submitted)

    def job(self) -> Callable[[], work.Shown]:
        """The certificates and the renewal."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[Certificate]:
        """Say how the renewal stands; gives the certificates."""
        self._state = found.renewal
        last = found.renewed[0] if found.renewed else None
        is_done = last is not None and last.year == found.renewal.year
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

    def _begin_certificate(self) -> None:
        self.show_form(self.form)
        self.form.show_certificate(None)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.form)
            self.form.show_certificate(self._row)

    def _add_picture(self) -> None:
        path = ask_file(self) if self._row is not None else None
        if path is not None and self._row is not None:
            self.act(partial(work.add_picture, self._session, self._row.uid, path))

    def _take_off(self) -> None:
        if self._row is not None:
            self.act(partial(work.take_picture_off, self._session, self._row.uid))

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
        words = {"receipt": str(receipt), "note": str(note)}
        job = partial(mark_renewed, self._session, year, done_on=day, today=self._today(), **words)
        self.save(self.renewal_form, job)
