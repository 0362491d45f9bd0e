"""The reports of members, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import member_privacy, member_register, member_statement
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _register(_session: Session, question: Question) -> Report:
    span_of(question, member_register.NAME)
    return member_register.build(as_of(question), printed=question.printed)


def _whole_register(_session: Session, question: Question) -> Report:
    span_of(question, member_register.FULL_NAME)
    return member_register.build(as_of(question), whole=True, printed=question.printed)


def _statement(session: Session, question: Question) -> Report:
    span = span_of(question, member_statement.NAME)
    return member_statement.build(session, question.party, span, printed=question.printed)


def _hours(_session: Session, question: Question) -> Report:
    return member_register.hours(span_of(question, member_register.HOURS_NAME), printed=question.printed)


def _privacy(session: Session, question: Question) -> Report:
    return member_privacy.build(session, question.party, printed=question.printed)


MEMBER_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        member_statement.NAME,
        N_("Statement of a member"),
        N_("One page for a member: deliveries, work, purchases, shares, savings, loans, dividends, debts."),
        Needs.PARTY,
        (Permission.SEE_OWN, Permission.SEE_BOOKS),
        _statement,
        "user",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        member_register.NAME,
        N_("Register of members"),
        N_("Who belongs to the group on a day, section by section, with the committee."),
        Needs.DAY,
        (Permission.EDIT_PARTIES, Permission.SEE_BOOKS),
        _register,
        "users",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        member_register.FULL_NAME,
        N_("Register of members for the registrar"),
        N_("With whole national ids, days of birth and addresses, as the registrar asks for them."),
        Needs.DAY,
        (Permission.EDIT_PARTIES,),
        _whole_register,
        "users",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        member_register.HOURS_NAME,
        N_("Hours worked for the group"),
        N_("Who worked how long, paid and given, in batches and outside them, by person and day by day."),
        Needs.SPAN,
        (Permission.EDIT_PARTIES, Permission.SEE_BOOKS),
        _hours,
        "clock",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        member_privacy.NAME,
        N_("Personal data of members: what is kept and why"),
        N_("For each member to read and sign: what is kept, what for, how long, and what she may ask for."),
        Needs.PARTY,
        (Permission.SEE_OWN, Permission.SEE_BOOKS),
        _privacy,
        "shield-check",
        group=ReportGroup.PEOPLE,
    ),
)
