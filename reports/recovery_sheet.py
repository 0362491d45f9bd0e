"""The paper with the recovery code of a book: two pages, one for each of two people who keep it apart."""

import datetime as dt

from app.domain.book_kind import BookKind
from app.i18n import _
from app.queries.settings import book_kind, business_settings
from reports.common import issuer
from reports.model import Column, Paragraph, Report, Row, Table

NAME = "recovery-sheet"
ACROSS = 7


def build(code: str, *, printed: dt.datetime | None = None) -> Report:
    """The sheet of a code in groups; never written to a file by the program itself."""
    groups = code.split("-")
    columns = tuple(Column(str(number), str(number + 1)) for number in range(ACROSS))
    rows = tuple(Row(tuple(groups[start : start + ACROSS])) for start in range(0, len(groups), ACROSS))
    business = business_settings()
    return Report(
        NAME,
        _("Recovery code"),
        issuer(),
        (
            Paragraph(
                _(
                    "Whoever has this paper can open the book, and without a password nothing else opens it. "
                    "Keep it where money is kept, apart from the computer."
                )
            ),
            Table(_("14 groups, read along the lines"), columns, rows),
            Paragraph(
                _(
                    "When a password is forgotten: open the book, choose “Password forgotten?” and type the "
                    "groups in order. Hyphens and capitals do not matter."
                )
            ),
            Paragraph(_("Other programs can open the copies too: docs/without-samut.md says how.")),
        ),
        subtitle=_("Print it twice and give the second one to somebody whom you trust.")
        if book_kind() is BookKind.HOUSEHOLD
        else _("Print it twice and give the second one to somebody whom the group trusts."),
        printed=printed,
        book=business.enterprise_name,
    )
