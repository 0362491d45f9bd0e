"""What the settings page does on the storage worker; no widgets here."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.changes import Changes
from app.domain.scale_code import ScaleDecimalsError
from app.domain.session import Session
from app.domain.tiles import TilePageData
from app.errors import Notice
from app.payments.promptpay import PromptPayTargetError, TargetKind, clean_target, doubts
from app.queries.catalogue import Account, Tender, accounts, tenders
from app.queries.channels import ChannelRow, channel_rows
from app.queries.parties import PartyRow, list_parties
from app.queries.products import SaleItem, for_sale
from app.queries.settings import business_settings, picture
from app.queries.tiles import ScaleRow, TilePageRow, scale_layouts, tile_pages
from app.services.catalogue import TenderData, TenderPayerError, save_tender
from app.services.channels import save_channel
from app.services.records import Saved
from app.services.settings import SettingsChanged, change_settings, set_logo
from app.services.tiles import (
    ScaleData,
    remove_scale_layout,
    remove_tile_page,
    save_scale_layout,
    save_tile_page,
)
from app.settings import BusinessSettings
from app.thai.dates import today
from app.thai.digits import to_arabic
from reports.model import Receipt, ReceiptLine, ReceiptPayment
from reports.output import DOTS
from reports.send import destination, send
from ui.files import read_file

__all__ = ["save_channel"]

LAST = -1
"""The place of a new way to pay: behind the others."""
LATER = ("tender_receivable", "holder_receivable")
"""Roles of accounts whose money somebody else has first."""
PAID_INTO = ("receivable", *LATER)
SERVICES_ONLY = ("DEPOSIT", "CREDIT")
"""Ways to pay that the program uses by itself; nobody chooses them."""
MANY = 100_000
MOST_LOGO = 20_000_000
PROMPTPAY_KINDS = (TargetKind.MOBILE, TargetKind.NATIONAL_ID, TargetKind.EWALLET)


@dataclass(frozen=True, slots=True)
class SettingsData:
    """Everything the page shows of the book."""

    business: BusinessSettings
    logo: bytes | None
    tenders: tuple[Tender, ...]
    money_accounts: tuple[Account, ...]
    """Where what is paid may go: cash, banks, what customers owe, and what comes later."""
    parties: tuple[PartyRow, ...]
    tile_pages: tuple[TilePageRow, ...] = ()
    scales: tuple[ScaleRow, ...] = ()
    goods: tuple[SaleItem, ...] = ()
    """What is for sale."""
    ways: tuple[ChannelRow, ...] = ()
    """Ways of selling, those put aside last."""


def read() -> SettingsData:
    """Read what the page shows."""
    business = business_settings()
    return SettingsData(
        business,
        picture(business.logo) if business.logo else None,
        tuple(each for each in tenders(active_only=False) if each.code not in SERVICES_ONLY),
        tuple(each for each in accounts() if each.is_money or each.role in PAID_INTO),
        tuple(list_parties(limit=MANY)),
        tuple(tile_pages()),
        tuple(scale_layouts()),
        tuple(for_sale()),
        channel_rows(),
    )


def change(session: Session, key: str, value: str | int | bool) -> SettingsChanged:
    """Change one setting of the business."""
    return change_settings(session, {key: value})


def change_logo(session: Session, path: Path | None) -> SettingsChanged:
    """Take another picture as logo, or none."""
    return set_logo(session, None if path is None else read_file(path, MOST_LOGO))


@dataclass(frozen=True, slots=True)
class WaySaved:
    """A saved way to pay and what is doubtful about its PromptPay number."""

    saved: Saved
    doubts: tuple[Notice, ...]

    @property
    def changes(self) -> Changes:
        """What the window has to read again."""
        return self.saved.changes


def save_way(session: Session, data: TenderData, tender_id: int | None) -> WaySaved:
    """Add or change a way to pay; a new one stands last. Raises what ``save_tender`` and PromptPay raise."""
    number = ""
    if data.promptpay_target:
        number = clean_target(TargetKind(data.promptpay_kind), data.promptpay_target)
    if data.position == LAST:
        others = tenders(active_only=False)
        data = replace(data, position=max((each.position for each in others), default=0) + 1)
    saved = save_tender(session, replace(data, promptpay_target=number), tender_id=tender_id)
    return WaySaved(saved, doubts(TargetKind(data.promptpay_kind), number) if number else ())


def save_page(session: Session, data: TilePageData, uid: bytes | None) -> Saved:
    """Add or change a page of tiles."""
    return save_tile_page(session, data, uid=uid)


def remove_page(session: Session, uid: bytes) -> Saved:
    """Take a page of tiles off the till."""
    return remove_tile_page(session, uid)


def save_scale(session: Session, name: str, pattern: str, decimals: str, uid: bytes | None) -> Saved:
    """Add or change how a scale's barcodes are read; raises ScaleDecimalsError and others."""
    digits = to_arabic(decimals.strip())
    if not (digits.isascii() and digits.isdigit()):
        raise ScaleDecimalsError
    return save_scale_layout(session, ScaleData(name, pattern, int(digits)), uid=uid)


def remove_scale(session: Session, uid: bytes) -> Saved:
    """Read such barcodes no longer."""
    return remove_scale_layout(session, uid)


def is_about_number(error: Exception) -> bool:
    """Whether an error is about the PromptPay number that was typed."""
    return isinstance(error, PromptPayTargetError)


def is_about_payer(error: Exception) -> bool:
    """Whether nobody was chosen who passes the money on."""
    return isinstance(error, TenderPayerError)


def print_trial(kind: str, target: str, width: int, words: str) -> None:
    """Send a small trial slip to a slip printer; raises its own errors."""
    from reports.common import issuer
    from reports.render.escpos import receipt_escpos

    receipt = Receipt(
        title=words,
        issuer=issuer(),
        number="0",
        book_number="",
        running_number="",
        date=today(),
        time="",
        seller="",
        lines=(ReceiptLine("กี่ ญู ปั้น น้ำ ผู้", 1_000, "×", 0, 0),),
        subtotal=0,
        discount=0,
        rounding=0,
        total=0,
        total_words="",
        payments=(ReceiptPayment("–", 0),),
        change=0,
    )
    send(receipt_escpos(receipt, DOTS[str(width)]), destination(kind, target))
