"""Who may read what is not for everybody: papers and screens ask here before they read."""

from collections.abc import Iterable, Sequence

from app.domain.document import DocumentKind
from app.domain.session import Permission, Session
from app.queries.sales import DocumentRow, document_by_number

BILLS = (Permission.SELL, Permission.RETURN, Permission.SEE_SALES, Permission.SEE_BOOKS)
"""Any of these shows a receipt: whoever stands at the till prints it."""

GOODS = (Permission.SEE_STOCK, Permission.SEE_BOOKS)
"""Any of these shows how much there is of the goods."""

BATCHES = (Permission.PRODUCE, Permission.SEE_BOOKS)
"""Any of these shows a batch with what it cost."""

_READERS = {
    DocumentKind.SALE: BILLS,
    DocumentKind.SALE_RETURN: BILLS,
    DocumentKind.PRODUCTION: BATCHES,
}


def may_any(session: Session, permissions: Iterable[Permission]) -> bool:
    """Whether somebody has one of these permissions now."""
    return any(session.may(each) for each in permissions)


def require_any(session: Session, permissions: Sequence[Permission]) -> None:
    """Raise NotPermittedError (naming the first) unless the person has one of these permissions."""
    session.require(next((each for each in permissions if session.may(each)), permissions[0]))


def find_document(session: Session, number: str) -> DocumentRow | None:
    """The document with this number; None if there is none that she may see now."""
    found = document_by_number(number)
    if found is None:
        return None
    readers = _READERS.get(DocumentKind(found.kind), (Permission.SEE_BOOKS,))
    return found if may_any(session, readers) else None
