"""Reports about funded projects, for the catalogue."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports import project
from reports.common import ReportArgumentError
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind
from reports.model import Report

READERS = (Permission.SEE_BOOKS, Permission.EDIT_PROJECTS)


def _one(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=project.NAME, needs=_("the code of a project"))
    return project.build(question.document, as_of(question), printed=question.printed)


def _every(_session: Session, question: Question) -> Report:
    return project.register(as_of(question), printed=question.printed)


PROJECT_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        project.NAME,
        N_("Report of a project"),
        N_("One project by its code: budget, slips with their pictures, people, results, money."),
        Needs.DOCUMENT,
        READERS,
        _one,
        "flag",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        project.LIST,
        N_("Projects"),
        N_("Every project with its budget, what was spent, received and is left."),
        Needs.DAY,
        READERS,
        _every,
        "flag",
        group=ReportGroup.REGISTERS,
    ),
)
