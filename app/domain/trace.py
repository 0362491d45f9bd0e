"""What people did: kinds of acts, what wants a second look, and what a reader of the log asks for."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.document import DocumentKind
from app.i18n import N_


class ActKind(StrEnum):
    """What an act was about."""

    SALES = "sales"
    MONEY = "money"
    STOCK = "stock"
    PRODUCTION = "production"
    MASTER = "master"
    PAPERS = "papers"
    SIGN_IN = "sign_in"
    SAFETY = "safety"


ACT_KIND_NAMES: dict[ActKind, str] = {
    ActKind.SALES: N_("Selling"),
    ActKind.MONEY: N_("Money"),
    ActKind.STOCK: N_("Stock"),
    ActKind.PRODUCTION: N_("Production"),
    ActKind.MASTER: N_("Goods, people, settings"),
    ActKind.PAPERS: N_("Papers and files"),
    ActKind.SIGN_IN: N_("Signing in and out"),
    ActKind.SAFETY: N_("Safety"),
}

KIND_OF_DOCUMENT: dict[DocumentKind, ActKind] = {
    DocumentKind.OPENING: ActKind.MONEY,
    DocumentKind.SALE: ActKind.SALES,
    DocumentKind.SALE_RETURN: ActKind.SALES,
    DocumentKind.PURCHASE: ActKind.STOCK,
    DocumentKind.EXPENSE: ActKind.MONEY,
    DocumentKind.PAYMENT: ActKind.MONEY,
    DocumentKind.TRANSFER: ActKind.MONEY,
    DocumentKind.PRODUCTION: ActKind.PRODUCTION,
    DocumentKind.STOCK_COUNT: ActKind.STOCK,
    DocumentKind.STOCK_TRANSFER: ActKind.STOCK,
    DocumentKind.RECOST: ActKind.PRODUCTION,
    DocumentKind.JOURNAL: ActKind.MONEY,
    DocumentKind.INCOME: ActKind.MONEY,
    DocumentKind.RECEIPT: ActKind.MONEY,
    DocumentKind.ADVANCE: ActKind.MONEY,
    DocumentKind.QUOTATION: ActKind.SALES,
    DocumentKind.INVOICE: ActKind.SALES,
    DocumentKind.TAX_INVOICE: ActKind.SALES,
    DocumentKind.CASH_COUNT: ActKind.MONEY,
    DocumentKind.ASSET: ActKind.MONEY,
    DocumentKind.DEPRECIATION: ActKind.MONEY,
    DocumentKind.HERD: ActKind.STOCK,
    DocumentKind.WRITE_DOWN: ActKind.STOCK,
    DocumentKind.CLOSING: ActKind.MONEY,
    DocumentKind.SHARE: ActKind.MONEY,
    DocumentKind.LOAN: ActKind.MONEY,
    DocumentKind.SAVINGS: ActKind.MONEY,
    DocumentKind.PROJECT: ActKind.MONEY,
    DocumentKind.DISTRIBUTION: ActKind.MONEY,
    DocumentKind.DRAWER: ActKind.SALES,
    DocumentKind.DEPOSIT: ActKind.SALES,
    DocumentKind.CONSIGNMENT: ActKind.STOCK,
    DocumentKind.SETTLEMENT: ActKind.MONEY,
    DocumentKind.BARTER: ActKind.SALES,
    DocumentKind.GIFT: ActKind.STOCK,
    DocumentKind.ROUND: ActKind.MONEY,
}
"""A reversal belongs to the kind of what it reverses."""

POST, REVERSE = "post", "reverse"
"""What is done with a document by the document itself; everything else stands in the log."""
DOCUMENT = "document"
"""The entity of a document."""

SIGN_IN_ACTIONS = frozenset({"sign_in", "sign_out", "lock", "unlock", "refused", "switch"})
PAPER_ACTIONS = frozenset({"print", "export"})
SAFETY_ACTIONS = frozenset({"backup", "restore", "check", "encrypt", "decrypt", "erase", "approve"})
SAFETY_ENTITIES = frozenset({"book_key", "recovery_code"})
NOTABLE_ACTIONS = frozenset(
    {"approve", "approve_later", "refused", "restore", "decrypt", "erase", "unlock_month", "undo_import"}
)
"""What a leader looks at; besides these reversals, and signing in after wrong tries or by the code."""


@dataclass(frozen=True, slots=True)
class TraceFilter:
    """What is wanted of the log; what is left empty does not restrict."""

    user_id: int | None = None
    kind: ActKind | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""
    notable: bool = False
    """Only what wants a second look."""
    about: bytes | None = None
    """The uid of the one document, product, person … whose history is wanted."""


EVERYTHING = TraceFilter()


def kind_of_event(action: str, entity: str) -> ActKind:
    """Where a line of the log belongs; what nobody knows is master data."""
    if entity in SAFETY_ENTITIES or action in SAFETY_ACTIONS:
        return ActKind.SAFETY
    if action in PAPER_ACTIONS:
        return ActKind.PAPERS
    return ActKind.SIGN_IN if action in SIGN_IN_ACTIONS else ActKind.MASTER


def kind_of_document(kind: str, reversed_kind: str | None) -> ActKind:
    """Where a document belongs; of a reversal, where the reversed one does."""
    name = reversed_kind or kind
    return (
        KIND_OF_DOCUMENT.get(DocumentKind(name), ActKind.MONEY)
        if name in set(DocumentKind)
        else ActKind.MONEY
    )


def is_notable(action: str, after: dict[str, object] | None) -> bool:
    """Whether an act wants a second look."""
    if action == REVERSE or action in NOTABLE_ACTIONS:
        return True
    return action == "sign_in" and after is not None and bool(after.get("wrong_tries") or after.get("by"))
