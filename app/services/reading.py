"""Who may read what is not for everybody: papers and screens ask here before they read."""

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


def find_document(session: Session, number: str) -> DocumentRow | None:
    """The document with this number; None if there is none that she may see now."""
    found = document_by_number(number)
    if found is None:
        return None
    readers = _READERS.get(DocumentKind(found.kind), (Permission.SEE_BOOKS,))
    return found if session.may_any(readers) else None
