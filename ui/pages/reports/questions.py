"""What a report is about: the month, the days, the product, account or document, above the report."""

import datetime as dt
import re

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name
from reports.asset_register import CARD
from reports.catalogue import ALL_KINDS, Needs, Question, ReportKind
from reports.common import Span, in_language
from reports.row_lines import plain_label
from reports.stock_card import document_name
from ui import formats, theme
from ui.pages.reports import work
from ui.pages.reports.choosers import MonthChooser, YearChooser
from ui.pages.reports.of_their_own import SOURCES
from ui.widgets.arrange import row
from ui.widgets.basics import SegmentedControl
from ui.widgets.choosing import Choice, ChoiceField, ChooseFromListError
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import TypedField
from ui.widgets.label_sheet import sheet_of
from ui.widgets.labels import Label

CASH = "1101"
WIDE = 220
ROW = 300
TWO_DAYS = re.compile(r"(\d{4}-\d\d-\d\d):(\d{4}-\d\d-\d\d):")


class DocumentField(ChoiceField):
    """A document's number: one of the newest out of the list, or any other that is typed."""

    def set_value(self, value: object) -> None:
        """Show a number, also one that is not in the list."""
        if isinstance(value, str) and self._choice_of(value) is None:
            self._key = None
            TypedField.set_value(self, value)
            return
        super().set_value(value)

    def number(self) -> str:
        """The number; empty while nothing is chosen."""
        value = self.value()
        return value if isinstance(value, str) else ""

    def _parse(self, text: str) -> object:
        try:
            return super()._parse(text)
        except ChooseFromListError:
            return to_arabic(clean_name(text)) or None

    def _format(self, value: object) -> str:
        return super()._format(value) or (value if isinstance(value, str) else "")


class QuestionBar(QWidget):
    """Asks what a kind of report needs and keeps every answer while another kind is shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs = Needs.MONTH
        self._kind = ""
        self._month_known = False
        self._asks_whose = False
        self._wanted: dict[str, str] = {"account": CASH}
        self._rows: list[Choice] = []
        self.month = MonthChooser()
        self.year = YearChooser()
        self.day = ThaiDateField()
        self.first, self.last = ThaiDateField(), ThaiDateField()
        self.product, self.account, self.party = ChoiceField(), ChoiceField(), ChoiceField()
        self.row = ChoiceField()
        self.option = SegmentedControl()
        self.option.chosen.connect(self._on_answered)
        self.option.hide()
        self._options: tuple[tuple[str, str], ...] = ()
        self.documents = {kind.name: DocumentField() for kind in ALL_KINDS if kind.needs is Needs.DOCUMENT}
        self.to_label = Label("–", tone="soft")
        self.month.chosen.connect(self._on_answered)
        self.year.chosen.connect(self._on_answered)
        for field in (self.first, self.last, self.day):
            field.setFixedWidth(theme.px(146))
            field.committed.connect(self._on_answered)
        for choice in (self.product, self.account, self.party, self.row, *self.documents.values()):
            choice.setMinimumWidth(theme.px(WIDE))
            choice.setMaximumWidth(theme.px(2 * WIDE))
            choice.committed.connect(self._on_answered)
        self.row.setMinimumWidth(theme.px(ROW))
        self.setLayout(
            row(
                self.month,
                self.year,
                self.day,
                self.product,
                self.account,
                self.party,
                self.row,
                *self.documents.values(),
                self.first,
                self.to_label,
                self.last,
                self.option,
                -1,
            )
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.month.retranslate()
        self.year.retranslate()
        for days in (self.first, self.last, self.day):
            days.retranslate()
        names: list[tuple[TypedField, str]] = [
            (self.first, _("First day")),
            (self.last, _("Last day")),
            (self.day, _("Day")),
            (self.product, _("Product")),
            (self.account, _("Account")),
            (self.party, _("Person")),
            (self.row, _("Row of a statement")),
        ]
        for field, name in names:
            field.setAccessibleName(name)
        self.option.setAccessibleName(_("How it is shown"))
        self._name_options()
        self.product.edit.setPlaceholderText(_("Product"))
        self.account.edit.setPlaceholderText(_("Account"))
        self.party.edit.setPlaceholderText(_("Person"))
        self.row.edit.setPlaceholderText(_("Row of a statement"))
        for name, document in self.documents.items():
            named = name in SOURCES
            document.setAccessibleName(_("Which one") if named else _("Document number"))
            document.edit.setPlaceholderText(_("Choose which one") if named else _("Choose or type a number"))

    # ---- what the page tells

    def set_kind(self, kind: ReportKind) -> None:
        """Ask what this kind of report needs."""
        self._needs, self._kind = kind.needs, kind.name
        spans = self._needs in {Needs.SPAN, Needs.PRODUCT, Needs.ACCOUNT, Needs.PARTY, Needs.ROW}
        self.month.setVisible(self._needs is Needs.MONTH)
        self.year.setVisible(self._needs is Needs.YEAR)
        self.day.setVisible(self._needs is Needs.DAY)
        for widget in (self.first, self.to_label, self.last):
            widget.setVisible(spans)
        self.product.setVisible(self._needs is Needs.PRODUCT)
        self.account.setVisible(self._needs is Needs.ACCOUNT)
        self.party.setVisible(self._needs is Needs.PARTY and self._asks_whose)
        self.row.setVisible(self._needs is Needs.ROW)
        for name, field in self.documents.items():
            field.setVisible(self._needs is Needs.DOCUMENT and name == kind.name)
        self.setVisible(self._needs is not Needs.NOTHING)
        self._options = kind.options
        self._name_options()
        self.option.setVisible(bool(kind.options))

    def _name_options(self) -> None:
        if self._options:
            self.option.set_choices([(key, _(words)) for key, words in self._options])

    def _option(self) -> str:
        return str(self.option.key()) if self._options else sheet_of(self._kind)

    def show_lists(self, lists: work.Choosable) -> None:
        """Offer what the book holds; the newest month and document are asked for at first."""
        self.product.set_choices([Choice(each.code, each.name, note=each.code) for each in lists.products])
        self.account.set_choices(
            [
                Choice(each.code, f"{each.code} {in_language(each.name, each.name_en)}", also=each.name_en)
                for each in lists.accounts
            ]
        )
        receipts = [each for each in lists.documents if each.kind in ("sale", "sale_return")]
        numbers = [Choice(each.number, each.number, note=_about(each)) for each in lists.documents]
        for name, found in lists.named.items():
            self._offer(name, [Choice(each.key, each.label, note=each.note) for each in found])
        for name in self.documents.keys() - {"receipt", "document", "cost-sheet", CARD} - SOURCES.keys():
            self.documents[name].set_choices(numbers)
        for name, rows in (("receipt", receipts), ("document", list(lists.documents))):
            self._offer(name, [Choice(each.number, each.number, note=_about(each)) for each in rows])
        self._offer(
            CARD, [Choice(each.code, each.code, note=each.name, also=each.name) for each in lists.assets]
        )
        self._offer(
            "cost-sheet",
            [
                Choice(
                    each.number, each.number, note=f"{each.product_name} · {formats.date(each.started_on)}"
                )
                for each in lists.batches
            ],
        )
        if lists.products and self.product.key() is None:
            self._wanted.setdefault("product", lists.products[0].code)
        if lists.people and self.party.key() is None:
            self._wanted.setdefault("party", lists.people[0].code)
        self.party.set_choices([Choice(each.code, each.name, note=each.code) for each in lists.people])
        self._asks_whose = bool(lists.people)
        self.party.setVisible(self._needs is Needs.PARTY and self._asks_whose)
        self._rows = [Choice(key, label) for key, label in lists.rows]
        self._show_rows()
        for key, field in (("product", self.product), ("account", self.account), ("party", self.party)):
            if key in self._wanted:
                field.set_value(self._wanted.pop(key))
        self.year.set_years(lists.years)
        self._set_wanted_year()
        if lists.last is not None and self.day.date() is None:
            self.day.set_value(lists.last)
        if not self._month_known and lists.last is not None:
            self._month_known = True
            self.month.set_month(lists.last)
            if self.first.date() is None:
                self.set_days(work.month_of(lists.last))

    def _offer(self, name: str, choices: list[Choice]) -> None:
        field = self.documents[name]
        field.set_choices(choices)
        if field.text() in [choice.key for choice in choices]:
            field.set_value(field.text())  # it was asked for by its key before the list was there
        elif choices and field.is_empty():
            field.set_value(choices[0].key)

    def set_account(self, code: str) -> None:
        """Ask for an account, also before the list of accounts is there."""
        self._wanted["account"] = code
        if self.account.model.choices():
            self.account.set_value(self._wanted.pop("account"))

    def set_party(self, code: str) -> None:
        """Ask for somebody's account, also before the list of people is there."""
        self._wanted["party"] = code
        if self.party.model.choices():
            self.party.set_value(self._wanted.pop("party"))

    def set_row(self, row: str) -> None:
        """Ask for a row of a statement, also one that is not among those to choose from."""
        self._wanted["row"] = row
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self._wanted.get("row", "")
        known = any(choice.key == wanted for choice in self._rows)
        self.row.set_choices(
            self._rows if known or not wanted else [Choice(wanted, plain_label(wanted)), *self._rows]
        )
        if wanted:
            self.row.set_value(wanted)
        elif self.row.key() is None and self._rows:
            self.row.set_value(self._rows[0].key)

    def set_days(self, span: Span) -> None:
        """Ask for these days."""
        self.first.set_value(span.first)
        self.last.set_value(span.last)

    def ask_for(self, kind: ReportKind, value: str) -> None:
        """Ask a kind about a person's code, a document's number, or the month or day of an ISO date.

        Two ISO days and a colon may stand before a person's code; two are a span by themselves.
        """
        between = TWO_DAYS.match(f"{value}:")
        if kind.needs is Needs.PARTY:
            days = TWO_DAYS.match(value)
            if days is not None:
                self.set_days(Span(dt.date.fromisoformat(days[1]), dt.date.fromisoformat(days[2])))
            self.set_party(value[days.end() :] if days is not None else value)
        elif kind.needs is Needs.DOCUMENT:
            self.set_document(kind.name, value)
        elif kind.needs is Needs.ROW:
            first, last, row = value.split(":", 2)
            self.set_days(Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last)))
            self.set_row(row)
        elif kind.needs is Needs.SPAN and between is not None:
            self.set_days(Span(dt.date.fromisoformat(between[1]), dt.date.fromisoformat(between[2])))
        elif kind.needs in (Needs.MONTH, Needs.SPAN, Needs.DAY, Needs.YEAR):
            day = dt.date.fromisoformat(value)
            self._month_known = True
            self.month.set_month(day)
            self.day.set_value(day if kind.needs is Needs.DAY else work.month_of(day).last)
            self.set_days(work.month_of(day))
            self._wanted["year"] = value
            self._set_wanted_year()

    def _set_wanted_year(self) -> None:
        if "year" in self._wanted and self.year.year() is not None:
            self.year.set_day(dt.date.fromisoformat(self._wanted.pop("year")))

    def set_document(self, kind: str, number: str) -> None:
        """Ask for a document by its number."""
        self.documents[kind].set_value(number)

    def focus_first(self) -> None:
        """Put the cursor into what is asked."""
        for field in (
            self.product,
            self.account,
            self.party,
            *self.documents.values(),
            self.first,
            self.day,
            self.month.back,
            self.year.back,
        ):
            if field.isVisible():
                field.setFocus()
                return

    # ---- the question

    def question(self, printed: dt.datetime) -> Question | None:
        """What is asked now; None while something is missing."""
        if self._needs is Needs.NOTHING:
            return Question(printed=printed)
        if self._needs is Needs.MONTH:
            return Question(work.month_of(self.month.month()), printed=printed, option=self._option())
        if self._needs is Needs.DOCUMENT:
            number = self.documents[self._kind].number()
            return Question(document=number, printed=printed) if number else None
        if self._needs is Needs.YEAR:
            year = self.year.year()
            return Question(year, printed=printed, option=self._option()) if year else None
        if self._needs is Needs.DAY:
            day = self.day.date()
            return Question(Span(day, day), printed=printed, option=self._option()) if day else None
        first, last = self.first.date(), self.last.date()
        if first is None or last is None:
            return None
        span = Span(min(first, last), max(first, last))
        if self._needs is Needs.PRODUCT:
            code = self.product.key()
            return Question(span, product=str(code), printed=printed) if code else None
        if self._needs is Needs.ACCOUNT:
            code = self.account.key()
            return Question(span, account=str(code), printed=printed) if code else None
        if self._needs is Needs.ROW:
            key = self.row.key()
            return Question(span, row=str(key), printed=printed) if key else None
        if self._needs is Needs.PARTY and self._asks_whose:
            code = self.party.key()
            return Question(span, party=str(code), printed=printed) if code else None
        return Question(span, printed=printed)

    @Slot(object)
    def _on_answered(self, _value: object) -> None:
        self.changed.emit()


def _about(document: work.DocumentRow) -> str:
    parts = (document_name(document.kind), document.party_name or "", formats.date(document.on))
    return " · ".join(part for part in parts if part)
