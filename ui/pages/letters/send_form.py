"""Letters to many: whom they go to, dated when, signed by whom; printed, saved, listed, or as labels."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.letter import LetterData
from app.domain.member import ROLE_NAMES, MemberRole
from app.i18n import _, ngettext
from app.queries.members import Office
from app.thai.dates import now
from reports.letters import FORMATS, USUAL_FORMAT
from reports.model import Kind
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.pages.letters.work import Lists, Recipient, Wanted
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import QuantityField
from ui.widgets.form_page import FormPage
from ui.widgets.label_sheet import LabelSheetField
from ui.widgets.labels import Label
from ui.widgets.progress import ProgressStrip
from ui.widgets.tables import TableView

WIDE = 1_100
TICK, NO_TICK = "☑", "☐"
ALL, UNPAID, LENT, DIVIDEND, TICKED = "all", "unpaid", "lent", "dividend", "ticked"
UNIT, ROLE = "unit:", "role:"


class SendForm(FormPage):
    """``wanted`` gives (what is wanted, how: print, pdf, xlsx)."""

    wanted = Signal(object, str)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._letter = LetterData("")
        self._lists = Lists()
        self._ticked: set[bytes] = set()
        self.content.setMaximumWidth(theme.px(WIDE))
        self.day, self.as_of = ThaiDateField(today=today), ThaiDateField(today=today)
        self.signatory, self.whom = SimpleChoice(), SimpleChoice()
        self._form = Form(4)
        self._labels = [
            self._form.add("", each) for each in (self.whom, self.day, self.as_of, self.signatory)
        ]
        self.model = RowsModel[Recipient](
            [
                Col(lambda: "", self._tick_of, weight=1),
                Col(lambda: _("Number"), lambda each: each.person.number, weight=2),
                Col(lambda: _("Name"), lambda each: each.person.name, weight=6, private=True),
                Col(lambda: _("Section"), lambda each: each.person.unit, weight=4),
                Col(
                    lambda: _("Address"),
                    lambda each: " ".join(each.person.address.split()),
                    weight=7,
                    private=True,
                ),
                Col(
                    lambda: _("Not paid in"),
                    lambda each: each.person.shares_unpaid,
                    Kind.MONEY,
                    weight=3,
                    unit="฿",
                ),
                Col(lambda: _("Loan"), lambda each: each.person.loan_left, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.opened.connect(self.toggle)
        self.table.clicked.connect(self._on_cell_clicked)
        self.table.setMinimumHeight(theme.line_height() * 7)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._on_space)
        self.count = Label("", strong=True)
        self.none_button = Button("", self._on_none_clicked, kind="quiet")
        self.labels_form = LabelSheetField(FORMATS, USUAL_FORMAT)
        self.used = QuantityField()
        self.labels_button = Button("", self._on_labels_clicked, icon="tag")
        self._label_words = [Label("", type="small", tone="soft") for _number in range(2)]
        self.add(self._form)
        self.add(row(self.count, -1, self.none_button))
        self.fields.addWidget(self.table, 1)
        self.labels_form.setFixedWidth(theme.px(250))
        self.used.setFixedWidth(theme.px(90))
        self.add(
            row(
                self._label_words[0],
                self.labels_form,
                self._label_words[1],
                self.used,
                self.labels_button,
                -1,
            )
        )
        self.progress = ProgressStrip()
        self.add(self.progress)
        self.clear_button.hide()
        self.list_button = Button("", self._on_list_clicked, icon="table")
        self.pdf_button = Button("", self._on_pdf_clicked, icon="download")
        self.foot.insertWidget(self.foot.count() - 1, self.list_button)
        self.foot.insertWidget(self.foot.count() - 1, self.pdf_button)
        self.whom.committed.connect(self._on_whom_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Letters: {name}").format(name=self._letter.name))
        texts = (_("Letters go to"), _("Dated"), _("Figures at the end of"), _("Signed by"))
        fields = (self.whom, self.day, self.as_of, self.signatory)
        for words, field, text in zip(self._labels, fields, texts, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        self.table.setAccessibleName(_("Members who get the letter"))
        self.save_button.set_text(_("Print all"))
        self.pdf_button.set_text(_("Save as PDF"))
        self.list_button.set_text(_("Save the list (Excel)"))
        self.none_button.set_text(_("Tick none"))
        self.labels_button.set_text(_("Save labels"))
        self._label_words[0].setText(_("Address labels"))
        self._label_words[1].setText(_("Labels used already"))
        self.labels_form.setAccessibleName(_("Address labels"))
        self.used.setAccessibleName(_("Labels used already"))
        self.labels_form.retranslate()
        self.progress.retranslate()
        self.model.retranslate()
        self._offer()
        self._say_count()

    def set_lists(self, lists: Lists) -> None:
        """Members and officers."""
        self._lists = lists
        self.model.set_rows(lists.recipients)
        self.table.fit_columns()
        self._offer()
        self._tick_by(self.whom.key())

    def show_letter(self, letter: LetterData) -> None:
        """Which letter it is; everybody gets it at first."""
        self.set_busy(False)
        self.banner.hide()
        self._letter = letter
        today = self._today()
        self.day.set_value(today)
        self.as_of.set_value(today)
        self.used.set_value(0)
        self.labels_form.begin()
        self._offer()
        self.whom.set_value(ALL)
        self._tick_by(ALL)
        self.retranslate()
        self.whom.setFocus()

    def ticked(self) -> tuple[bytes, ...]:
        """Who gets the letter, in the order of the list."""
        return tuple(each.uid for each in self._lists.recipients if each.uid in self._ticked)

    @Slot(object)
    def toggle(self, recipient: object) -> None:
        """Tick somebody, or take the tick off."""
        if isinstance(recipient, Recipient):
            self._ticked ^= {recipient.uid}
            self.whom.set_value(TICKED)
            self._show_ticks()

    def submit(self) -> None:
        """Print all."""
        self._ask("print")

    def set_busy(self, busy: bool) -> None:
        """While something is made nothing else is begun."""
        super().set_busy(busy)
        for button in (self.pdf_button, self.list_button, self.labels_button):
            button.setEnabled(not busy)

    def _ask(self, how: str, *, labels: bool = False) -> None:
        day, as_of = self.day.date(), self.as_of.date()
        if self.busy or day is None or as_of is None:
            for field in (self.day, self.as_of):
                field.check()
            return
        people = self.ticked()
        if not people:
            self.say(_("To whom? Please tick at least one member."))
            self.table.setFocus()
            return
        self.banner.hide()
        if labels:
            self.labels_form.remember()
        signed = self.signatory.key()
        self.wanted.emit(
            Wanted(
                self._letter.name,
                people,
                day,
                as_of,
                signed if isinstance(signed, bytes) else b"",
                str(self.labels_form.key()) if labels else "",
                (self.used.number_or_zero() // 1_000) if labels else 0,
                now(),
            ),
            how,
        )

    def _offer(self) -> None:
        """Groups of members, and who may sign."""
        roles = {role for each in self._lists.recipients for role in each.roles}
        kept, signed = self.whom.key() or ALL, self.signatory.key()
        self.whom.set_choices(
            [
                Choice(ALL, _("All members")),
                Choice(UNPAID, _("With shares not paid in")),
                Choice(LENT, _("With a loan of the group")),
                Choice(DIVIDEND, _("With a dividend to get")),
                *(Choice(f"{UNIT}{unit}", unit) for unit in self._lists.units),
                *(Choice(f"{ROLE}{role}", _(words)) for role, words in ROLE_NAMES.items() if role in roles),
                Choice(TICKED, _("Those who are ticked")),
            ]
        )
        self.whom.set_value(kept)
        officers = [
            Choice(each.person_uid, each.name, note=_office(each)) for each in self._lists.signatories
        ]
        self.signatory.set_choices(officers)
        if officers:
            known = {each.key for each in officers}
            self.signatory.set_value(signed if signed in known else officers[0].key)

    def _tick_by(self, key: object) -> None:
        if key != TICKED:
            self._ticked = {each.uid for each in self._lists.recipients if _is_of(each, str(key or ALL))}
        self._show_ticks()

    def _show_ticks(self) -> None:
        at = self.table.current_row()
        self.model.set_rows(self._lists.recipients)
        if isinstance(at, Recipient):
            self.table.choose_where(lambda each: bool(each.uid == at.uid))
        self._say_count()

    def _say_count(self) -> None:
        number = len(self.ticked())
        missing = sum(
            1
            for each in self._lists.recipients
            if each.uid in self._ticked and not each.person.address.strip()
        )
        words = ngettext("{count} letter", "{count} letters", number).format(count=number)
        if missing:
            without = ngettext("{count} address is missing.", "{count} addresses are missing.", missing)
            words = f"{words} · {without.format(count=missing)}"
        self.count.setText(words)

    def _tick_of(self, recipient: Recipient) -> str:
        return TICK if recipient.uid in self._ticked else NO_TICK

    @Slot(QModelIndex)
    def _on_cell_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(self.table.current_row())

    @Slot()
    def _on_space(self) -> None:
        self.toggle(self.table.current_row())

    @Slot(object)
    def _on_whom_chosen(self, key: object) -> None:
        self._tick_by(key)

    @Slot()
    def _on_none_clicked(self) -> None:
        self._ticked = set()
        self.whom.set_value(TICKED)
        self._show_ticks()

    @Slot()
    def _on_pdf_clicked(self) -> None:
        self._ask("pdf")

    @Slot()
    def _on_list_clicked(self) -> None:
        self._ask("xlsx")

    @Slot()
    def _on_labels_clicked(self) -> None:
        self._ask("pdf", labels=True)


def _is_of(recipient: Recipient, key: str) -> bool:
    """Whether somebody belongs to a group of members."""
    person = recipient.person
    if key.startswith(UNIT):
        return person.unit == key.removeprefix(UNIT)
    if key.startswith(ROLE):
        return MemberRole(key.removeprefix(ROLE)) in recipient.roles
    return {
        ALL: True,
        UNPAID: person.shares_unpaid > 0,
        LENT: person.loan_left > 0,
        DIVIDEND: person.dividend_owed > 0,
    }.get(key, False)


def _office(office: Office) -> str:
    return office.title or _(ROLE_NAMES[office.role])
