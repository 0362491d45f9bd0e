"""A book in which every hostile string was typed into every field that takes words; made once."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

import pytest

from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.party import PartyData
from app.domain.product import ProductData
from app.domain.purchase import (
    CountDraft,
    CountLineDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    Slip,
)
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.session import Session
from app.errors import UserError
from app.queries.catalogue import tenders
from app.services.books import close_book, open_book
from app.services.entries import post_entry
from app.services.parties import create_party
from app.services.products import create_product
from app.services.purchases import post_purchase
from app.services.sales import post_sale
from app.services.settings import change_settings
from app.services.stock_counts import post_count
from app.thai.normalise import clean_name
from tests.builders import book_file, expense
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.hostile.strings import STRINGS
from tests.stall import DAY

__all__ = ["_no_book_left_open", "_own_machine_settings"]

LINES_OF_A_BILL = 30


@dataclass
class Typed:
    """What was typed and where it went."""

    data: bytes = b""
    products: dict[bytes, str] = field(default_factory=dict)
    """Names as they are kept, by uid."""
    refused: list[str] = field(default_factory=list)
    bills: list[tuple[str, list[str]]] = field(default_factory=list)
    """Number and names on it."""
    path: Path = Path()
    session: Session = field(default_factory=lambda: Session(0, "", 0, 0, 0))
    """Who opened it; nobody yet."""


@cache
def _typed() -> Typed:
    typed = Typed()
    with tempfile.TemporaryDirectory() as folder:
        path = book_file(Path(folder))
        session = open_book(path)
        cash, transfer = (
            next(each.uid for each in tenders() if each.kind == kind) for kind in ("cash", "transfer")
        )
        parties: dict[bytes, str] = {}
        for number, text in enumerate(STRINGS):
            try:
                made = create_product(
                    session,
                    ProductData(
                        name=text,
                        unit="ชิ้น",
                        code=f"H{number:03d}",
                        story=text,
                        origin=text,
                        price_e4=100 * E4,
                    ),
                )
            except UserError:
                typed.refused.append(text)
                continue
            typed.products[made.uid] = clean_name(text)
            parties[create_party(session, PartyData(name=text, address=text, note=text)).uid] = text
        uids = list(typed.products)
        people = list(parties.items())
        for start in range(0, len(uids), LINES_OF_A_BILL):
            chosen = uids[start : start + LINES_OF_A_BILL]
            party, text = people[start // LINES_OF_A_BILL * LINES_OF_A_BILL]
            short = text[:60]
            bought = tuple(
                PurchaseLineDraft(uid, 2 * MILLI, short or "ชิ้น", 50, description=parties_text)
                for uid, parties_text in zip(chosen, parties.values(), strict=False)
            )
            post_purchase(
                session,
                PurchaseDraft(
                    new_uid(),
                    bought,
                    0,
                    party,
                    (TenderDraft(transfer, 10, reference=short),),
                    Slip(DAY, short),
                    text,
                ),
                on=DAY,
            )
            # A unit that runs from right to left would have readers turn the whole row around.
            unit = "ชิ้น" if any(bidirectional(sign) in ("R", "AL") for sign in short) else short
            lines = tuple(SaleLineDraft(uid, "", MILLI, unit, 100 * E4) for uid in chosen)
            total = 100 * len(lines)
            pay = (TenderDraft(cash, total - 1), TenderDraft(transfer, 1, reference=clean_name(short) or "-"))
            sold = post_sale(
                session, SaleDraft(new_uid(), lines, tenders=pay, party_uid=party, note=text), on=DAY
            )
            typed.bills.append((sold.posted.number, [typed.products[uid] for uid in chosen]))
            named = (("5401", 100, each) for each in list(parties.values())[start : start + 30])
            post_entry(session, expense(*named, party_uid=party, note=text), on=DAY)
            counted = tuple(CountLineDraft(uid, MILLI, MILLI, short) for uid in chosen[:5])
            post_count(session, CountDraft(new_uid(), counted, note=text), on=DAY)
        change_settings(
            session,
            {
                "enterprise_name": "<b>กลุ่ม</b> =1+1 %s {0} \u202eกลับ 🌾",
                "enterprise_address": "\x1bp\x00<img src='/etc/passwd'>\n=HYPERLINK(\"x\")",
                "receipt_footer": "{name} %(x)s <a href='file:///etc/passwd'>x</a>",
            },
        )
        close_book()
        typed.data = path.read_bytes()
    return typed


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[Typed]:
    """The book of hostile words, open."""
    typed = _typed()
    typed.path = tmp_path / "สมุด.samut"
    typed.path.write_bytes(typed.data)
    typed.session = open_book(typed.path)
    yield typed
    close_book()
