"""What every report shares: whose it is, the names of accounts and tenders, its span of days."""

import datetime as dt
from dataclasses import dataclass

from app.domain.money import E4, divide_round
from app.errors import UserError
from app.i18n import N_, language
from app.queries.balances import month_end
from app.queries.settings import business_settings, picture
from app.thai.dates import format_date, format_month
from app.thai.digits import format_amount
from reports.model import Cell, Column, Issuer, Kind, Link, Role, Row


class UnknownReportError(UserError):
    """No report has this name."""

    message = N_("There is no report “{name}”.")


class OtherBookReportError(UserError):
    """A report of a household was asked of a group's book, or the other way round."""

    message = N_("“{name}” is a report of another kind of book than this one.")


class ReportArgumentError(UserError):
    """A report lacks the month, document or product it is about."""

    message = N_("The report “{name}” needs {needs}.")


class SpanBackwardsError(UserError):
    """The last day of a span lies before its first."""

    message = N_("The last day lies before the first; please turn them round.")


class NoSuchYearError(UserError):
    """The book has no fiscal year of this number."""

    message = N_("The book has no fiscal year {year}.")


@dataclass(frozen=True, slots=True)
class Span:
    """The days a report is about; a whole month says its name."""

    first: dt.date
    last: dt.date

    @property
    def is_month(self) -> bool:
        """Whether it is exactly one calendar month."""
        return self.first.day == 1 and self.last == month_end(self.first)

    @property
    def text(self) -> str:
        """“November 2569”, or the first and last day."""
        if self.is_month:
            return format_month(self.first, long=True)
        if self.first == self.last:
            return format_date(self.first, "long")
        return f"{format_date(self.first, 'medium')} – {format_date(self.last, 'medium')}"

    @property
    def before(self) -> "Span":
        """The span to compare with: the month before, or as many days before."""
        if self.is_month:
            last = self.first - dt.timedelta(days=1)
            return Span(last.replace(day=1), last)
        days = (self.last - self.first).days + 1
        return Span(self.first - dt.timedelta(days=days), self.first - dt.timedelta(days=1))


def month_span(day: dt.date) -> Span:
    """The whole month of a day."""
    return Span(day.replace(day=1), month_end(day))


def issuer() -> Issuer:
    """The enterprise as it stands at the head of a paper."""
    group = business_settings()
    address = " ".join(part for part in (group.enterprise_address, group.enterprise_place) if part)
    return Issuer(
        group.enterprise_name,
        address,
        group.enterprise_tax_id,
        group.enterprise_phone,
        picture(group.logo) if group.logo else None,
    )


def each(unit_e4: int) -> str:
    """A unit price or cost in a sentence, to the satang."""
    return format_amount(divide_round(unit_e4, E4))


def in_language(name: str, name_en: str) -> str:
    """The Thai or English name of an account, tender or unit, after the current language."""
    return name if language() == "th" or not name_en else name_en


def joined(*parts: str) -> str:
    """What there is of some words, with a dot between."""
    return " · ".join(part for part in parts if part)


def total_row(label: str, columns: tuple[Column, ...], values: dict[str, int], key: str = "total") -> Row:
    """A total row: the label in the first column that counts nothing, sums where they are given."""
    cells: list[Cell] = [values.get(column.key) for column in columns]
    cells[next((at for at, column in enumerate(columns) if column.kind is not Kind.COUNT), 0)] = label
    return Row(tuple(cells), Role.TOTAL, key=key)


def document_link(number: str) -> Link:
    """Opens a document by its number."""
    return Link("document", number)


def row_link(report: str, code: str, span: Span) -> Link:
    """Opens what a row of a report is made of: its documents and lines."""
    return Link("row-lines", f"{span.first.isoformat()}:{span.last.isoformat()}:{report}:{code}")


def product_link(code: str) -> Link:
    """Opens a product's stock card."""
    return Link("stock-card", code)
