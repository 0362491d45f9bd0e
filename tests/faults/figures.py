"""The figures that a person can read in a book: every report and list, to compare with the truth."""

import datetime as dt
import re
from collections.abc import Callable

from app.domain.session import Session
from app.queries.cash_flow import Flow
from db import connection as book
from reports import exports
from reports.catalogue import KINDS, Needs, Question, build
from reports.common import Span
from reports.output import render
from tests.stall import DAY

PRINTED = dt.datetime(2026, 10, 31, 12, tzinfo=dt.UTC)
MONTH = Span(DAY.replace(day=1), DAY.replace(day=31))


def figures(session: Session) -> dict[str, str]:
    """By name what is shown; "refused" where it is not, with the kind of error."""
    shown: dict[str, str] = {}
    for name, read in _readings(session).items():
        try:
            shown[name] = read()
        except Exception as error:  # a screen shows it as trouble, and no figure
            shown[name] = f"refused: {type(error).__name__}"
    return shown


def differing(shown: dict[str, str], truth: dict[str, str]) -> list[str]:
    """Where a figure is shown that is wrong."""
    return [
        name
        for name in truth
        if not is_refused(shown.get(name, "refused")) and _digits(shown[name]) != _digits(truth[name])
    ]


def _digits(text: str) -> list[str]:
    return re.findall(r"[0-9][0-9.,]*", text)


def is_refused(text: str) -> bool:
    """Whether nothing was shown."""
    return text.startswith("refused")


def _readings(session: Session) -> dict[str, Callable[[], str]]:
    readings: dict[str, Callable[[], str]] = {}
    for name in exports.LISTS:
        readings[f"list {name}"] = lambda name=name: exports.export(session, name, MONTH, "csv").decode()  # type: ignore[misc]
    for kind in KINDS:
        for question in _questions(kind.needs):
            about = question.document or question.product or question.account or question.party
            readings[f"{kind.name} {about}"] = lambda name=kind.name, question=question: render(  # type: ignore[misc]
                build(session, name, question), "json"
            ).decode()
    return readings


def _questions(needs: Needs) -> list[Question]:
    if needs is Needs.DOCUMENT:
        return [Question(MONTH, document=number, printed=PRINTED) for number in _column("number", "document")]
    if needs is Needs.ACCOUNT:
        used = "account WHERE id IN (SELECT account_id FROM journal_line)"
        return [Question(MONTH, account=code, printed=PRINTED) for code in _column("code", used)]
    if needs is Needs.PRODUCT:
        return [Question(MONTH, product=code, printed=PRINTED) for code in ("KAPI", "TEA", "SOAP")]
    if needs is Needs.ROW:
        return [Question(MONTH, printed=PRINTED, row=f"cash-flow:{flow.value}") for flow in Flow]
    return [Question(MONTH, printed=PRINTED)]


def _column(column: str, table: str) -> list[str]:
    try:
        return [str(row[0]) for row in book.fetch(f"SELECT {column} FROM {table} ORDER BY 1")]
    except book.DatabaseError:
        return []
