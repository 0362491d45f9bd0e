"""The settings: five cards that save each field as it is left."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.i18n import _, language
from app.payments.promptpay import TargetKind
from app.queries.catalogue import Tender
from app.queries.integrity import Finding
from app.services.backup import Backup
from app.settings import PAPERS, change_machine, load_machine
from app.thai.dates import format_datetime
from ui import theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.page import PageBase
from ui.pages.settings import work
from ui.person_menu import MODE_MSGIDS
from ui.runner import Job, Runner
from ui.widgets.arrange import Form, column, row, scrolled
from ui.widgets.basics import Banner, Card, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import NameField, UnitCostField
from ui.widgets.labels import Label

ENTERPRISE_FIELDS = (
    "enterprise_name",
    "enterprise_address",
    "enterprise_place",
    "enterprise_tax_id",
    "enterprise_phone",
    "enterprise_registration",
)
PRINTER_KINDS = ("none", "system", "network", "usb", "file")
LOGO_SIDE = 96
_NARROW = 900


@dataclass(frozen=True, slots=True)
class WindowControls:
    """What of the window the page may switch."""

    switch_language: Callable[[str], None]
    switch_look: Callable[[theme.Mode], None]
    switch_scale: Callable[[int], None]


class SettingsView(PageBase):
    """Shows and changes settings of the business and of this computer."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        window: WindowControls,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._window = session, runner, messages, window
        self._data: work.SettingsData | None = None
        self._job: Job | None = None
        self._columns = 0
        self._make_enterprise()
        self._make_bills()
        self._make_printing()
        self._make_computer()
        self._make_safety()
        self.grid = QGridLayout()
        self.grid.setSpacing(theme.BETWEEN)
        content = QWidget()
        content.setLayout(self.grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        self._arrange()
        self.retranslate()

    # ---- the enterprise

    def _make_enterprise(self) -> None:
        self.enterprise = Card()
        self.fields = {key: NameField(most=2_000 if "address" in key else 500) for key in ENTERPRISE_FIELDS}
        form = Form(2)
        spans = {"enterprise_name": 2, "enterprise_address": 2}
        self.field_labels = {
            key: form.add("", field, span=spans.get(key, 1)) for key, field in self.fields.items()
        }
        for key, field in self.fields.items():
            field.committed.connect(partial(self._change, key))
        self.logo = QLabel()
        self.logo.setFixedSize(LOGO_SIDE, LOGO_SIDE)
        self.logo.setProperty("kind", "thumb")
        self.logo_button = Button("", self._choose_logo, icon="image")
        self.no_logo_button = Button("", self._drop_logo, kind="quiet")
        self.logo_label = Label("", type="small", tone="soft")
        self.enterprise.add(form)
        self.enterprise.add(self.logo_label)
        self.enterprise.add(row(self.logo, column(self.logo_button, self.no_logo_button, -1), -1))

    @Slot()
    def _choose_logo(self) -> None:
        folder = load_machine().last_folder
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), folder, "*.png *.jpg *.jpeg *.webp"
        )
        if chosen:
            self._run(partial(work.change_logo, self._session, Path(chosen)))

    @Slot()
    def _drop_logo(self) -> None:
        self._run(partial(work.change_logo, self._session, None))

    # ---- bills and ways to pay

    def _make_bills(self) -> None:
        self.bills = Card()
        self.rounding = SegmentedControl([(step, "") for step in (0, 25, 50, 100)])
        self.rounding.chosen.connect(partial(self._change, "rounding_step"))
        self.rounding_way = SegmentedControl([(False, ""), (True, "")])
        self.rounding_way.chosen.connect(partial(self._change, "rounding_down"))
        self.rounding_label = Label("", type="small", tone="soft")
        self.footer = NameField(most=500)
        self.footer.committed.connect(partial(self._change, "receipt_footer"))
        self.rate = UnitCostField()
        self.rate.committed.connect(partial(self._change, "own_labour_rate_e4"))
        form = Form()
        self.footer_label = form.add("", self.footer)
        self.rate_label = form.add("", self.rate)
        self.promptpay_kind = SimpleChoice()
        self.promptpay_kind.committed.connect(self._save_promptpay)
        self.promptpay_target = NameField(most=40)
        self.promptpay_target.committed.connect(self._save_promptpay)
        self.promptpay_note = Banner()
        pay = Form(2)
        self.kind_label = pay.add("", self.promptpay_kind)
        self.target_label = pay.add("", self.promptpay_target)
        self.tender_title = Label("", strong=True)
        self.tender_box = QVBoxLayout()
        self.tender_box.setSpacing(4)
        for item in (
            self.rounding_label,
            row(self.rounding, -1),
            row(self.rounding_way, -1),
            form,
            self.tender_title,
            self.tender_box,
            pay,
            self.promptpay_note,
        ):
            self.bills.add(item)

    def _promptpay(self) -> Tender | None:
        found = [each for each in (self._data.tenders if self._data else ()) if each.kind == "promptpay"]
        return found[0] if found else None

    @Slot(object)
    def _save_promptpay(self, _value: object) -> None:
        tender = self._promptpay()
        kind = self.promptpay_kind.key()
        if tender is None or not isinstance(kind, str):
            return
        target = self.promptpay_target.name()
        if target == tender.promptpay_target and kind == (tender.promptpay_kind or kind):
            return
        self._runner.run(
            self,
            partial(work.save_promptpay, self._session, tender, kind, target),
            self._on_promptpay_saved,
            failed=self._on_promptpay_refused,
        )

    def _on_promptpay_saved(self, done: work.PromptPaySaved) -> None:
        sentences = [_(doubt.message).format(**doubt.data) for doubt in done.doubts]
        self.promptpay_note.show_text(" ".join(sentences), tone="warn")
        self._messages.say(_("Saved."))
        self._read()

    def _on_promptpay_refused(self, error: Exception) -> None:
        self.promptpay_target.set_error(error_text(error))

    # ---- printing

    def _make_printing(self) -> None:
        self.printing = Card()
        self.printer_kind = SimpleChoice()
        self.printer_kind.committed.connect(self._on_printer_changed)
        self.printer_target = NameField(most=400)
        self.printer_target.committed.connect(self._on_printer_changed)
        self.slip_width = SegmentedControl([(58, "58 mm"), (80, "80 mm")])
        self.slip_width.chosen.connect(self._on_width_chosen)
        self.paper = SegmentedControl([(paper, paper.upper()) for paper in PAPERS])
        self.paper.chosen.connect(partial(self._change, "default_paper"))
        self.trial_button = Button("", self._print_trial, icon="printer")
        self.printer_note = Banner()
        form = Form(2)
        self.printer_kind_label = form.add("", self.printer_kind)
        self.printer_target_label = form.add("", self.printer_target)
        self.slip_label = Label("", type="small", tone="soft")
        self.paper_label = Label("", type="small", tone="soft")
        for item in (
            form,
            self.slip_label,
            row(self.slip_width, -1),
            self.paper_label,
            row(self.paper, -1),
            row(self.trial_button, -1),
            self.printer_note,
        ):
            self.printing.add(item)

    @Slot(object)
    def _on_printer_changed(self, _value: object) -> None:
        kind = self.printer_kind.key()
        change_machine(printer_kind=str(kind or "none"), printer_target=self.printer_target.name())
        self._show_printer()

    @Slot(object)
    def _on_width_chosen(self, width: object) -> None:
        if isinstance(width, int):
            change_machine(slip_width=width)

    def _show_printer(self) -> None:
        kind = self.printer_kind.key()
        needs_target = kind in {"network", "usb", "file"}
        self.printer_target.setVisible(needs_target)
        self.printer_target_label.setVisible(needs_target)
        self.trial_button.setVisible(needs_target)
        hints = {"network": "192.0.2.10:9100", "usb": "04b8:0e15", "file": "slip.bin"}
        self.printer_target.edit.setPlaceholderText(hints.get(str(kind), ""))

    @Slot()
    def _print_trial(self) -> None:
        self.printer_note.hide()
        width = self.slip_width.key()
        job = partial(
            work.print_trial,
            str(self.printer_kind.key()),
            self.printer_target.name(),
            width if isinstance(width, int) else 80,
            _("Trial print"),
        )
        self._runner.run(self, job, self._on_trial_printed, failed=self._on_trial_failed)

    def _on_trial_printed(self, _result: object) -> None:
        self.printer_note.show_text(_("Sent to the printer."), tone="good")

    def _on_trial_failed(self, error: Exception) -> None:
        self.printer_note.show_text(error_text(error), tone="bad")

    # ---- this computer

    def _make_computer(self) -> None:
        self.computer = Card()
        self.language = SegmentedControl([("th", "ภาษาไทย"), ("en", "English")])
        self.language.chosen.connect(self._on_language_chosen)
        self.look = SegmentedControl([(mode, "") for mode in theme.Mode])
        self.look.chosen.connect(self._on_look_chosen)
        self.scale = SegmentedControl([(percent, f"{percent} %") for percent in theme.SCALES])
        self.scale.chosen.connect(self._on_scale_chosen)
        self.computer_labels = [Label("", type="small", tone="soft") for _index in range(3)]
        for label, control in zip(self.computer_labels, (self.language, self.look, self.scale), strict=True):
            self.computer.add(label)
            self.computer.add(row(control, -1))

    @Slot(object)
    def _on_language_chosen(self, code: object) -> None:
        self._window.switch_language(str(code))

    @Slot(object)
    def _on_look_chosen(self, mode: object) -> None:
        self._window.switch_look(theme.Mode(str(mode)))

    @Slot(object)
    def _on_scale_chosen(self, percent: object) -> None:
        if isinstance(percent, int):
            self._window.switch_scale(percent)

    # ---- safety

    def _make_safety(self) -> None:
        self.safety = Card()
        self.backup_text = Label("", wrap=True)
        self.backup_button = Button("", self._back_up, kind="primary", icon="hard-drive")
        self.check_button = Button("", self._check, icon="circle-check")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = Button("", self._cancel)
        self.waiting = QWidget()
        self.waiting.setLayout(row(self.bar, self.cancel_button))
        self.waiting.hide()
        self.safety_note = Banner()
        self.findings = Label("", wrap=True)
        self.findings.hide()
        for item in (
            self.backup_text,
            row(self.backup_button, self.check_button, -1),
            self.waiting,
            self.safety_note,
            self.findings,
        ):
            self.safety.add(item)

    @Slot()
    def _back_up(self) -> None:
        machine = load_machine()
        folder = QFileDialog.getExistingDirectory(
            self, _("Where should the copy go?"), machine.backup_folder or str(Path.home())
        )
        if not folder:
            return
        change_machine(backup_folder=folder)
        self._begin(partial(work.make_backup, self._session, Path(folder)), self._on_backed_up)

    def _on_backed_up(self, done: Backup) -> None:
        self._end()
        self.safety_note.show_text(
            _("A checked copy lies in {folder}: {file}").format(
                folder=done.path.parent.name, file=done.path.name
            ),
            tone="good",
        )
        self._read()

    @Slot()
    def _check(self) -> None:
        self._begin(work.check, self._on_checked)

    def _on_checked(self, findings: list[Finding]) -> None:
        self._end()
        if not findings:
            self.safety_note.show_text(_("Everything adds up."), tone="good")
            self.findings.hide()
            return
        self.safety_note.show_text(_("{count} things do not add up.").format(count=len(findings)), tone="bad")
        self.findings.setText("\n".join(_(each.message).format(**each.data) for each in findings[:20]))
        self.findings.show()

    def _begin(self, job: Callable[..., object], done: Callable[..., None]) -> None:
        self.safety_note.hide()
        self.waiting.show()
        self.bar.setRange(0, 0)
        self.backup_button.setEnabled(False)
        self.check_button.setEnabled(False)
        self._job = self._runner.run(
            self, job, done, failed=self._on_failed, progress=self._on_progress, cancelled=self._end
        )

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.safety_note.show_text(error_text(error), tone="bad")

    def _end(self) -> None:
        self.waiting.hide()
        self.backup_button.setEnabled(True)
        self.check_button.setEnabled(True)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # ---- all of it

    def _arrange(self) -> None:
        columns = 2 if self.width() >= theme.px(_NARROW) else 1
        if columns == self._columns:
            return
        self._columns = columns
        sides = ((self.enterprise, self.computer), (self.bills, self.printing, self.safety))
        if columns == 2:
            for side, cards in enumerate(sides):
                holder = column(*cards, -1, spacing=theme.BETWEEN)
                self._replace(0, side, holder)
            return
        order = (self.enterprise, self.bills, self.printing, self.computer, self.safety)
        self._replace(0, 0, column(*order, -1, spacing=theme.BETWEEN))

    def _replace(self, at: int, side: int, layout: QVBoxLayout) -> None:
        old = self.grid.itemAtPosition(at, side)
        if old is not None:
            self.grid.removeItem(old)
        self.grid.addLayout(layout, at, side)
        self.grid.setColumnStretch(side, 1)

    def retranslate(self) -> None:
        """Set every text again."""
        self.enterprise.set_title(_("Our enterprise"))
        words = {
            "enterprise_name": _("Name of the group"),
            "enterprise_address": _("Address"),
            "enterprise_place": _("Subdistrict, district, province"),
            "enterprise_tax_id": _("Tax id (13 digits)"),
            "enterprise_phone": _("Telephone"),
            "enterprise_registration": _("Registration number"),
        }
        for key, label in self.field_labels.items():
            label.setText(words[key])
            self.fields[key].edit.setAccessibleName(words[key])
        self.logo_label.setText(_("Logo on papers"))
        self.logo_button.set_text(_("Choose a picture …"))
        self.no_logo_button.set_text(_("No logo"))
        self.bills.set_title(_("Bills and ways to pay"))
        self.rounding_label.setText(_("Round the bill to"))
        self.rounding.set_choices(
            [(0, _("as it is")), (25, _("25 satang")), (50, _("50 satang")), (100, _("1 baht"))]
        )
        self.rounding_way.set_choices([(False, _("to the nearest")), (True, _("down"))])
        self.footer_label.setText(_("Words at the foot of the receipt"))
        self.rate_label.setText(_("Own work, baht an hour"))
        self.tender_title.setText(_("Ways to pay"))
        self.kind_label.setText(_("PromptPay number is a"))
        self.target_label.setText(_("PromptPay number"))
        kinds = {
            TargetKind.MOBILE: _("mobile number"),
            TargetKind.NATIONAL_ID: _("id or tax number"),
            TargetKind.EWALLET: _("wallet number"),
        }
        self.promptpay_kind.set_choices([Choice(kind.value, kinds[kind]) for kind in work.PROMPTPAY_KINDS])
        self._retranslate_rest()
        self._read()

    def _retranslate_rest(self) -> None:
        self.printing.set_title(_("Printing on this computer"))
        names = {
            "none": _("no slip printer"),
            "system": _("a printer of the system"),
            "network": _("slip printer in the network"),
            "usb": _("slip printer by USB"),
            "file": _("into a file"),
        }
        self.printer_kind.set_choices([Choice(kind, names[kind]) for kind in PRINTER_KINDS])
        self.printer_kind_label.setText(_("Slip printer"))
        self.printer_target_label.setText(_("Its address"))
        self.slip_label.setText(_("Width of the slip paper"))
        self.paper_label.setText(_("Usual paper of a receipt (mm or sheet)"))
        self.trial_button.set_text(_("Trial print"))
        self.computer.set_title(_("This computer"))
        for label, text in zip(self.computer_labels, (_("Language"), _("Look"), _("Type size")), strict=True):
            label.setText(text)
        self.look.set_choices([(mode, _(MODE_MSGIDS[mode])) for mode in theme.Mode])
        self.safety.set_title(_("Safety"))
        self.backup_button.set_text(_("Copy the book …"))
        self.check_button.set_text(_("Check the book"))
        self.cancel_button.set_text(_("Cancel"))
        machine = load_machine()
        self.printer_kind.set_value(machine.printer_kind)
        self.printer_target.set_value(machine.printer_target)
        self.slip_width.set_key(machine.slip_width)
        self.language.set_key(language())
        self.look.set_key(theme.mode())
        self.scale.set_key(theme.scale())
        self._show_printer()

    def refresh(self, changes: Changes) -> None:
        """Read again when settings changed."""
        if changes & Changes.SETTINGS:
            self._read()

    def open(self, argument: str) -> None:
        """``backup`` goes to the copy button."""
        if argument == "backup":
            self.backup_button.setFocus()

    def _read(self) -> None:
        self._runner.run(self, work.read, self._show, failed=self._messages.show_error)

    def _show(self, data: work.SettingsData) -> None:
        self._data = data
        for key, field in self.fields.items():
            if not field.edit.hasFocus():
                field.set_value(getattr(data.business, key))
        self.rounding.set_key(data.business.rounding_step)
        self.rounding_way.set_key(data.business.rounding_down)
        self.paper.set_key(data.business.default_paper)
        if not self.footer.edit.hasFocus():
            self.footer.set_value(data.business.receipt_footer)
        if not self.rate.edit.hasFocus():
            self.rate.set_value(data.business.own_labour_rate_e4)
        self._show_logo(data.logo)
        self._show_tenders(data.tenders)
        if data.backed_up_at is None:
            self.backup_text.setText(_("There is no copy of this book yet."))
        else:
            self.backup_text.setText(
                _("Last checked copy: {when}").format(when=format_datetime(data.backed_up_at))
            )

    def _show_logo(self, logo: bytes | None) -> None:
        picture = QPixmap()
        if logo is not None:
            picture.loadFromData(logo)
            picture = picture.scaled(LOGO_SIDE, LOGO_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        self.logo.setPixmap(picture)
        self.logo.setVisible(logo is not None)
        self.no_logo_button.setVisible(logo is not None)

    def _show_tenders(self, tenders: tuple[Tender, ...]) -> None:
        while (item := self.tender_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for tender in tenders:
            name = tender.name if language() == "th" else tender.name_en
            button = Button(name, icon=tender.icon, kind="quiet")
            button.setCheckable(True)
            button.setChecked(tender.active)
            button.setToolTip(_("In use") if tender.active else _("Not in use"))
            button.clicked.connect(partial(self._switch_tender, tender))
            self.tender_box.addWidget(button)
        found = self._promptpay()
        if found is not None:
            self.promptpay_kind.set_value(found.promptpay_kind or TargetKind.MOBILE.value)
            if not self.promptpay_target.edit.hasFocus():
                self.promptpay_target.set_value(found.promptpay_target)

    def _switch_tender(self, tender: Tender, active: bool) -> None:
        self._run(partial(work.switch_tender, self._session, tender, active))

    def _change(self, key: str, value: object) -> None:
        if self._data is None:
            return
        wanted = value if isinstance(value, str | int | bool) else ""
        if wanted == getattr(self._data.business, key):
            return
        self._run(partial(work.change, self._session, key, wanted))

    def _run(self, job: Callable[[], object]) -> None:
        self._runner.run(self, job, self._on_changed, failed=self._messages.show_error)

    def _on_changed(self, _result: object) -> None:
        self._messages.say(_("Saved."))
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        self._arrange()
