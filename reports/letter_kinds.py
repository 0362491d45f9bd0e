"""The reports of letters, for the list of all reports."""

import datetime as dt

from app.domain.letter import NobodyChosenError
from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.queries.debts import debtor_by_code
from reports import letters
from reports.common import ReportArgumentError
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of
from reports.model import Report


def _people(question: Question) -> tuple[bytes, ...]:
    """Those who were chosen, or the one person that was asked for; none for all."""
    if question.people or not question.party:
        return question.people
    person = debtor_by_code(question.party)
    if person is None:
        raise NobodyChosenError
    return (person.uid,)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ReportArgumentError(name=letters.NAME, needs=_("the day of the letter")) from None


def _letters(_session: Session, question: Question) -> Report:
    day = as_of(question)
    written = day if question.printed is None else question.printed.date()
    return letters.build(
        number_of(question, letters.NAME),
        _day(question.option) if question.option else written,
        day,
        people=_people(question),
        signed_by=question.signed_by,
        printed=question.printed,
    )


def _labels(_session: Session, question: Question) -> Report:
    form, _colon, used = question.option.partition(":")
    return letters.labels(
        as_of(question),
        people=_people(question),
        form=form,
        used=int(used or 0),
        printed=question.printed,
    )


LETTER_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        letters.NAME,
        N_("Letters to members"),
        N_("A letter of the group, filled in for each member; asked for by the letter's name."),
        Needs.DOCUMENT,
        (Permission.SEE_BOOKS,),
        _letters,
        "send",
    ),
    ReportKind(
        letters.LABELS,
        N_("Address labels"),
        N_("Names and addresses of the members on sheets of labels."),
        Needs.DAY,
        (Permission.EDIT_PARTIES, Permission.SEE_BOOKS),
        _labels,
        "tag",
        group=ReportGroup.PEOPLE,
    ),
)
