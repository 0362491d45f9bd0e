"""The reports of drawers, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.queries.drawer import drawer_closed_by, drawer_sheet, drawers, open_drawer
from reports import drawer as paper
from reports.common import ReportArgumentError
from reports.kinds import Needs, Question, ReportKind
from reports.model import Report


def hides_cash(session: Session, is_blind: bool) -> bool:
    """Whether somebody is not to see what should lie in a drawer that she is to count blind."""
    return is_blind and not session.may(Permission.SEE_BOOKS)


def _x(session: Session, question: Question) -> Report:
    standing = open_drawer(session.device_id)
    sheet = drawer_sheet(standing.uid) if standing is not None else None
    if sheet is None:
        return paper.none_open(printed=question.printed)
    return paper.build(sheet, hides_cash=hides_cash(session, sheet.drawer.is_blind), printed=question.printed)


def _z(_session: Session, question: Question) -> Report:
    """``document`` is the number of a closing; without one it is the last drawer that was closed."""
    if question.document:
        found = drawer_closed_by(question.document)
    else:
        found = next((each for each in drawers() if each.closing), None)
    sheet = drawer_sheet(found.uid) if found is not None else None
    if sheet is None:
        raise ReportArgumentError(name=paper.Z_NAME, needs=_("the number of a drawer's closing"))
    return paper.build(sheet, printed=question.printed)


DRAWER_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        paper.X_NAME,
        N_("Drawer report X"),
        N_("What went through the drawer that is open, at any time of the day."),
        Needs.NOTHING,
        (Permission.KEEP_DRAWER, Permission.SEE_BOOKS),
        _x,
        "wallet",
    ),
    ReportKind(
        paper.Z_NAME,
        N_("Drawer report Z"),
        N_("A drawer that was counted and closed: sales, voids, cash expected and counted, to be signed."),
        Needs.DOCUMENT,
        (Permission.KEEP_DRAWER, Permission.SEE_BOOKS),
        _z,
        "wallet",
    ),
)
