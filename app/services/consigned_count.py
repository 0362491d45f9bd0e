"""Others' goods that a count found missing: ours are missing first; who bears theirs stands on their slip."""

from app.domain import money
from app.domain.consignment import BorneBy, Direction, Purpose, SoldFirst, owner_share
from app.domain.ledger import AccountRole
from app.queries.consignment import slip_terms
from app.services.consigned_sale import NOTHING_AGREED
from app.services.journal import account_id
from app.services.stock import ProductFacts, StockWriter
from app.services.unit_of_work import Entry
from app.thai.normalise import clean_name


def others_missing(
    entry: Entry,
    stock: StockWriter,
    product: ProductFacts,
    missing: int,
    *,
    location_id: int,
    for_line: int,
    reason: str,
) -> tuple[int, int]:
    """Take others' part of what is missing out of their stock, and owe what the group bears of it.

    Answers how much of our own is missing (thousandths), and what is owed for the rest (satang).
    """
    own = owed = 0
    for taken in stock.whose(product, missing, location_id=location_id, order=SoldFirst.OWN):
        if taken.owner_id is None:
            own += taken.quantity
            continue
        slip = slip_terms(Direction.IN, taken.owner_id, product.id)
        terms = slip.terms if slip is not None else NOTHING_AGREED
        price_e4 = slip.price_e4 if slip is not None else 0
        amount = 0
        if terms.spoilage_by is BorneBy.GROUP:
            amount = owner_share(terms, money.times(price_e4, taken.quantity), taken.quantity)
        stock.move_owned(
            product,
            -taken.quantity,
            owner_id=taken.owner_id,
            location_id=location_id,
            purpose="count",
            for_line=for_line,
        )
        entry.add(
            "consignment_line",
            direction=Direction.IN.value,
            purpose=Purpose.LOST.value,
            party_id=taken.owner_id,
            product_id=product.id,
            terms_id=terms.terms_id,
            quantity=taken.quantity,
            price_e4=price_e4,
            method=terms.method.value,
            value=terms.value,
            spoilage_by=terms.spoilage_by.value,
            discount_by=terms.discount_by.value,
            amount=amount,
            reason=clean_name(reason),
        )
        entry.line(account_id(AccountRole.CONSIGNMENT_PAYABLE), -amount, party_id=taken.owner_id)
        owed += amount
    return own, owed
