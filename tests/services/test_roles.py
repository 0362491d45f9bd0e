"""Every service by every role, called directly: what a role may not do is refused before anything is read.

The table below is what the group expects of its roles; it is written down here a second time, on purpose.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from app.domain.asset import (
    AssetDraft,
    AssetKind,
    AssetSource,
    AssetWords,
    DisposeDraft,
    ImproveDraft,
    Leaving,
)
from app.domain.bank_matching import Item
from app.domain.barter import BarterDraft, DeliveryDraft, Settled
from app.domain.barter import CloseDraft as CloseBarterDraft
from app.domain.cash_counting import CashCountDraft
from app.domain.certificate import CertificateData, CertificateKind
from app.domain.channel import ChannelData
from app.domain.consignment import (
    Direction as Consigned,
)
from app.domain.consignment import GoodsDraft, Method, SettleDraft, ShopDraft, TermsData, WorkedDraft
from app.domain.coupon import CouponData
from app.domain.distribution import FundDraft, ResolutionDraft, VariantData
from app.domain.document import new_uid
from app.domain.drawer import CloseDraft, MovementDraft, OpenDraft, Purpose
from app.domain.fiscal import FiscalYear
from app.domain.gift import GiftDraft, GiftPurpose, GiftWay
from app.domain.herd import BreedDraft, HerdData, HerdDraft, HerdEvent
from app.domain.import_fields import ImportKind
from app.domain.importing import ReadRows
from app.domain.letter import LetterData
from app.domain.listing import PageData
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanForgiveDraft, LoanOpeningDraft, LoanPayDraft
from app.domain.market_event import BringBackDraft, EventData, TakeOutDraft
from app.domain.meeting import MeetingData, MeetingKind
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.offer import InvoiceDraft, OfferDraft
from app.domain.opening import OpeningBooksDraft
from app.domain.order_intake import IntakeData, IntakeKind
from app.domain.partner import GoodsSide, PartnerGoodsData
from app.domain.party import PartyData
from app.domain.pre_order import DepositEnd, OrderDraft, OrderLineDraft, OrderState
from app.domain.price_choice import PriceRule
from app.domain.product import ProductData
from app.domain.production import AddDraft, BatchDraft, FinishDraft
from app.domain.project import ProjectData, ProjectMoneyDraft, ProjectOpeningDraft
from app.domain.promotion import Promotion, PromotionKind
from app.domain.purchase import CountDraft, PurchaseDraft
from app.domain.receipt_book import BookData
from app.domain.recipe import Recipe
from app.domain.relief import ReliefDraft
from app.domain.roles import ALL_PERMISSIONS, DEFAULT_RULES, Role
from app.domain.sale import SaleDraft, SaleReturnDraft
from app.domain.savings import SavingsDraft, SavingsOpeningDraft, WithdrawDraft
from app.domain.session import (
    Approver,
    NotPermittedError,
    Permission,
    Session,
    SessionEndedError,
    SessionLockedError,
    end,
    issue,
    set_locked,
)
from app.domain.settling import CertificateDraft, PayOutDraft, ReceiveDraft, WriteOffDraft
from app.domain.share import GiveBackDraft, HandOnDraft, SharesDraft, TakeUpDraft
from app.domain.slip_entry import AdvanceDraft, Direction, EntryDraft, TransferDraft
from app.domain.tally import TallyDraft
from app.domain.tax_rule import BuyerData, RuleData, RuleKey
from app.domain.tiles import TilePageData
from app.domain.vat import LeftTaxDraft, SettleVatDraft, VatClass
from app.domain.work_log import WorkDraft, WorkLine
from app.domain.year_end import AccrualDraft, PrepaidDraft
from app.errors import SamutError
from app.queries.attachments import AttachmentOwner
from app.queries.fiscal_years import FigureKind
from app.queries.integrity import check_books
from app.queries.products import product_by_uid
from app.services import (
    assets,
    attachments,
    auto_backup,
    backup,
    bank,
    bank_lines,
    barter,
    baskets,
    cash_counts,
    catalogue,
    certificates,
    channels,
    closing,
    consigned_out,
    consignment,
    corrections,
    deposits,
    distribution,
    drafts,
    drawer,
    entries,
    entry_categories,
    exchanges,
    gifts,
    herds,
    importing,
    intake_booking,
    left_goods,
    letters,
    loan_contracts,
    loans,
    manual_journal,
    market_events,
    meetings,
    members,
    offers,
    opening,
    order_delivery,
    order_intake,
    outside,
    parties,
    partners,
    people,
    periods,
    pre_orders,
    printing,
    privacy,
    processing,
    product_pages,
    production,
    products,
    project_money,
    projects,
    promotions,
    purchases,
    quick_products,
    reading,
    receipt_books,
    recipes,
    recosting,
    relief,
    returns,
    reversal,
    sales,
    savings,
    secrets_of_people,
    settings,
    settlements,
    settling,
    shares,
    sign_in,
    slip_pictures,
    stick_book,
    stock_counts,
    tally,
    tax_invoices,
    tax_rules,
    tiles,
    trace,
    vat,
    work_log,
    year_closing,
    year_end,
)
from app.services.catalogue import AccountData, TenderData
from app.services.deposits import DepositDraft, DepositEndDraft
from app.services.doors import Credential
from app.services.entry_categories import EntryCategoryData
from app.services.household import carrying, linking, notes
from app.services.importing import ImportPlan, SheetRows
from app.services.manual_journal import JournalDraft
from app.services.order_delivery import HandOverDraft
from app.services.order_intake import LineData
from app.services.people import PersonData
from app.services.stick_book import StickBook
from reports import exports, home
from reports.catalogue import KINDS, Question, build
from reports.common import Span
from reports.costs import COLUMNS
from reports.model import Figures, Kind, Report, Table
from reports.model import Role as RowRole
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.services.household_services import IN_EITHER_BOOK
from tests.services.test_every_service import MODULES, OF_A_NEW_BOOK, commands
from tests.stall import DAY, Stall

__all__ = ["_no_book_left_open", "_own_machine_settings"]

LEADER, BOOKKEEPER, SELLER, MEMBER, AUDITOR = Role
KEEPERS = {LEADER, BOOKKEEPER}
AT_THE_TILL = KEEPERS | {SELLER}
READERS = KEEPERS | {AUDITOR}
WITH_AN_ACCOUNT = KEEPERS | {SELLER, MEMBER}
ALL = set(Role)

TRIED_ELSEWHERE = {
    "unit_of_work.post",
    "records.saving",
    "sessions.one_act",
}
"""What services are made of."""

NOBODY = new_uid()
ORDERED = (OrderLineDraft(NOBODY, 1_000, "ชิ้น", 0),)
PROJECT = ProjectData("โครงการ")
VARIANT = VariantData(FiscalYear(DAY.replace(month=1, day=1), DAY.replace(month=12, day=31)), "x", ())
LOAN = LoanData(LoanSide.TAKEN, None, 100, DAY, DAY.replace(year=DAY.year + 1))
MONTH = Span(DAY.replace(day=1), DAY.replace(day=31))
EMPTY = "0" * 8
RULE = RuleData(RuleKey.VAT_RATE, 700, DAY)
BUYER = BuyerData("โรงเรียน", "ที่อยู่")
LIST = SheetRows("x.csv", bytes(32), (), ())
PLAN = ImportPlan(NOBODY, ImportKind.PRODUCTS, LIST, {}, ReadRows())


@dataclass(frozen=True)
class Service:
    """A service as it is called here, and who may use it."""

    name: str
    roles: set[Role]
    call: Callable[[Session, Stall, Path], object]


CONSIGNMENT_TERMS = TermsData(Consigned.IN, NOBODY, Method.PERCENT, 8_000, DAY)
CONSIGNED = GoodsDraft(new_uid(), NOBODY, ())

SERVICES = [
    Service(
        "sales.post_sale", AT_THE_TILL, lambda s, _b, _p: sales.post_sale(s, SaleDraft(new_uid()), on=DAY)
    ),
    Service(
        "returns.post_return",
        AT_THE_TILL,
        lambda s, _b, _p: returns.post_return(s, SaleReturnDraft(new_uid(), NOBODY, (), ()), on=DAY),
    ),
    Service(
        "returns.void_sale",
        KEEPERS,
        lambda s, _b, _p: returns.void_sale(s, NOBODY, on=DAY, reason="ผิด", uid=new_uid()),
    ),
    Service(
        "reversal.reverse",
        KEEPERS,
        lambda s, b, _p: reversal.reverse(s, b.bought.uid, on=DAY, reason="ผิด", uid=new_uid()),
    ),
    Service(
        "purchases.post_purchase",
        KEEPERS,
        lambda s, _b, _p: purchases.post_purchase(s, PurchaseDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "stock_counts.post_count",
        KEEPERS,
        lambda s, _b, _p: stock_counts.post_count(s, CountDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "manual_journal.post_journal",
        KEEPERS,
        lambda s, _b, _p: manual_journal.post_journal(s, JournalDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "production.start_batch",
        KEEPERS,
        lambda s, b, _p: production.start_batch(s, BatchDraft(new_uid(), b.kapi, 0), on=DAY),
    ),
    Service(
        "production.produce",
        KEEPERS,
        lambda s, b, _p: production.produce(s, BatchDraft(new_uid(), b.kapi, 0), on=DAY),
    ),
    Service(
        "production.add_to_batch",
        KEEPERS,
        lambda s, _b, _p: production.add_to_batch(s, AddDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "production.finish_batch",
        KEEPERS,
        lambda s, _b, _p: production.finish_batch(s, FinishDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "production.undo_batch_document",
        KEEPERS,
        lambda s, _b, _p: production.undo_batch_document(s, NOBODY, on=DAY, reason="ผิด", uid=new_uid()),
    ),
    Service(
        "entries.post_entry",
        KEEPERS,
        lambda s, _b, _p: entries.post_entry(s, EntryDraft(new_uid(), Direction.OUT, ()), on=DAY),
    ),
    Service(
        "entries.post_transfer",
        KEEPERS,
        lambda s, _b, _p: entries.post_transfer(s, TransferDraft(new_uid(), "1101", "1102", 0), on=DAY),
    ),
    Service(
        "bank.take_in_statement",
        KEEPERS,
        lambda s, _b, _p: bank.take_in_statement(
            s, "1102", sheet=SheetRows("x", b"", ("วันที่", "จำนวนเงิน"), ()), today=DAY
        ),
    ),
    Service(
        "bank.try_statement",
        KEEPERS,
        lambda s, _b, _p: bank.try_statement(
            s, "1102", sheet=SheetRows("x", b"", ("วันที่", "จำนวนเงิน"), ()), today=DAY
        ),
    ),
    Service("bank.undo_statement", KEEPERS, lambda s, _b, _p: bank.undo_statement(s, NOBODY)),
    Service("bank.match_lines", KEEPERS, lambda s, _b, _p: bank.match_lines(s, "1102", bank=(), books=())),
    Service("bank.unmatch_line", KEEPERS, lambda s, _b, _p: bank.unmatch_line(s, 0)),
    Service(
        "bank_lines.enter_line",
        KEEPERS,
        lambda s, _b, _p: bank_lines.enter_line(s, "1102", line=Item((0, 0), DAY, 1), uid=new_uid()),
    ),
    Service("bank_lines.match_all", KEEPERS, lambda s, _b, _p: bank_lines.match_all(s, "1102", found=())),
    Service("bank.reconcile", KEEPERS, lambda s, _b, _p: bank.reconcile(s, "1102", on=DAY, bank_balance=0)),
    Service(
        "drawer.open_cash_drawer",
        AT_THE_TILL,
        lambda s, _b, _p: drawer.open_cash_drawer(s, OpenDraft(new_uid(), new_uid(), {123: 1}), on=DAY),
    ),
    Service(
        "drawer.move_cash",
        AT_THE_TILL,
        lambda s, _b, _p: drawer.move_cash(s, MovementDraft(new_uid(), Purpose.DROP, 0), on=DAY),
    ),
    Service(
        "drawer.close_cash_drawer",
        AT_THE_TILL,
        lambda s, _b, _p: drawer.close_cash_drawer(s, CloseDraft(new_uid(), NOBODY, {}), on=DAY),
    ),
    Service("drawer.approve_closing", KEEPERS, lambda s, _b, _p: drawer.approve_closing(s, "none")),
    Service(
        "market_events.create_event",
        AT_THE_TILL,
        lambda s, _b, _p: market_events.create_event(s, EventData("ตลาดนัด", DAY, DAY)),
    ),
    Service(
        "market_events.change_event",
        AT_THE_TILL,
        lambda s, _b, _p: market_events.change_event(s, NOBODY, data=EventData("ตลาดนัด", DAY, DAY)),
    ),
    Service(
        "market_events.close_event",
        AT_THE_TILL,
        lambda s, _b, _p: market_events.close_event(s, NOBODY, on=DAY),
    ),
    Service(
        "market_events.reopen_event", AT_THE_TILL, lambda s, _b, _p: market_events.reopen_event(s, NOBODY)
    ),
    Service(
        "market_events.remove_event", AT_THE_TILL, lambda s, _b, _p: market_events.remove_event(s, NOBODY)
    ),
    Service(
        "market_events.take_out",
        AT_THE_TILL,
        lambda s, _b, _p: market_events.take_out(s, TakeOutDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "market_events.bring_back",
        AT_THE_TILL,
        lambda s, _b, _p: market_events.bring_back(s, BringBackDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "market_events.post_event_cost",
        KEEPERS,
        lambda s, _b, _p: market_events.post_event_cost(
            s, EntryDraft(new_uid(), Direction.OUT, ()), event_uid=NOBODY, on=DAY
        ),
    ),
    Service(
        "market_events.log_helpers",
        KEEPERS,
        lambda s, _b, _p: market_events.log_helpers(
            s, WorkDraft(new_uid(), DAY, ()), event_uid=NOBODY, today=DAY
        ),
    ),
    Service(
        "tally.post_tally",
        AT_THE_TILL,
        lambda s, _b, _p: tally.post_tally(s, TallyDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "tally.keep_tally",
        AT_THE_TILL,
        lambda s, _b, _p: tally.keep_tally(s, new_uid(), data="{}", label="x"),
    ),
    Service(
        "receipt_books.add_receipt_book",
        AT_THE_TILL,
        lambda s, _b, _p: receipt_books.add_receipt_book(s, BookData("1", 1, 50, DAY)),
    ),
    Service(
        "receipt_books.change_receipt_book",
        AT_THE_TILL,
        lambda s, _b, _p: receipt_books.change_receipt_book(s, NOBODY, data=BookData("1", 1, 50, DAY)),
    ),
    Service(
        "receipt_books.remove_receipt_book",
        AT_THE_TILL,
        lambda s, _b, _p: receipt_books.remove_receipt_book(s, NOBODY),
    ),
    Service(
        "receipt_books.spoil_receipt",
        AT_THE_TILL,
        lambda s, _b, _p: receipt_books.spoil_receipt(s, NOBODY, number=1, reason="ผิด"),
    ),
    Service(
        "receipt_books.unspoil_receipt",
        AT_THE_TILL,
        lambda s, _b, _p: receipt_books.unspoil_receipt(s, NOBODY, number=1),
    ),
    Service(
        "cash_counts.post_cash_count",
        KEEPERS,
        lambda s, _b, _p: cash_counts.post_cash_count(s, CashCountDraft(new_uid(), "1101", {}, 0), on=DAY),
    ),
    Service(
        "entries.post_advance",
        KEEPERS,
        lambda s, b, _p: entries.post_advance(s, AdvanceDraft(new_uid(), b.customer, "1101", 0), on=DAY),
    ),
    Service(
        "slip_pictures.take_in_picture", KEEPERS, lambda s, _b, _p: slip_pictures.take_in_picture(s, b"")
    ),
    Service(
        "slip_pictures.attach_picture",
        KEEPERS,
        lambda s, b, _p: slip_pictures.attach_picture(s, NOBODY, document_uid=b.bought.uid),
    ),
    Service(
        "slip_pictures.put_picture_aside",
        KEEPERS,
        lambda s, _b, _p: slip_pictures.put_picture_aside(s, NOBODY),
    ),
    Service(
        "entry_categories.save_entry_category",
        KEEPERS,
        lambda s, _b, _p: entry_categories.save_entry_category(
            s, EntryCategoryData(Direction.OUT, "ค่าซ่อมรถ", "5203")
        ),
    ),
    Service(
        "entry_categories.set_holiday",
        {LEADER},
        lambda s, _b, _p: entry_categories.set_holiday(s, DAY, name="วันหยุดหมู่บ้าน"),
    ),
    Service(
        "entry_categories.remove_holiday",
        {LEADER},
        lambda s, _b, _p: entry_categories.remove_holiday(s, "01-01"),
    ),
    Service(
        "opening.open_books",
        KEEPERS,
        lambda s, _b, _p: opening.open_books(s, OpeningBooksDraft(new_uid(), (("1101", 0),)), on=DAY),
    ),
    Service(
        "offers.post_quotation",
        AT_THE_TILL,
        lambda s, b, _p: offers.post_quotation(s, OfferDraft(new_uid(), b.customer, ()), on=DAY),
    ),
    Service("offers.deliver", AT_THE_TILL, lambda s, b, _p: offers.deliver(s, SaleDraft(new_uid()), on=DAY)),
    Service(
        "offers.post_invoice",
        AT_THE_TILL,
        lambda s, b, _p: offers.post_invoice(s, InvoiceDraft(new_uid(), b.customer, ()), on=DAY),
    ),
    Service(
        "order_intake.begin_intake",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.begin_intake(s, IntakeData(IntakeKind.LIVE, "l", DAY)),
    ),
    Service(
        "order_intake.change_intake",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.change_intake(s, NOBODY, data=IntakeData(IntakeKind.LIVE, "l", DAY)),
    ),
    Service("order_intake.end_intake", AT_THE_TILL, lambda s, _b, _p: order_intake.end_intake(s, NOBODY)),
    Service(
        "order_intake.set_codes",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.set_codes(s, NOBODY, codes=()),
    ),
    Service(
        "order_intake.take_lines",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.take_lines(s, NOBODY, text="A1"),
    ),
    Service(
        "order_intake.take_file",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.take_file(s, NOBODY, sheet=SheetRows("o", b"", ("code",), ())),
    ),
    Service(
        "order_intake.change_line",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.change_line(s, NOBODY, position=1, data=LineData()),
    ),
    Service(
        "order_intake.skip_lines",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.skip_lines(s, NOBODY, positions=()),
    ),
    Service(
        "order_intake.accept_lines",
        AT_THE_TILL,
        lambda s, _b, _p: order_intake.accept_lines(s, NOBODY, positions=()),
    ),
    Service(
        "intake_booking.book_intake",
        AT_THE_TILL,
        lambda s, _b, _p: intake_booking.book_intake(s, NOBODY, on=DAY, wanted_on=DAY),
    ),
    Service(
        "pre_orders.create_order",
        AT_THE_TILL,
        lambda s, b, _p: pre_orders.create_order(s, OrderDraft(new_uid(), b.customer, ORDERED, DAY, DAY)),
    ),
    Service(
        "pre_orders.update_order",
        AT_THE_TILL,
        lambda s, b, _p: pre_orders.update_order(
            s, NOBODY, data=OrderDraft(new_uid(), b.customer, ORDERED, DAY, DAY)
        ),
    ),
    Service(
        "pre_orders.set_order_state",
        AT_THE_TILL,
        lambda s, _b, _p: pre_orders.set_order_state(s, NOBODY, to=OrderState.READY),
    ),
    Service(
        "pre_orders.set_tracking",
        AT_THE_TILL,
        lambda s, _b, _p: pre_orders.set_tracking(s, NOBODY, tracking=""),
    ),
    Service(
        "pre_orders.create_customer",
        AT_THE_TILL,
        lambda s, _b, _p: pre_orders.create_customer(s, PartyData("ลูกค้า")),
    ),
    Service(
        "deposits.take_deposit",
        AT_THE_TILL,
        lambda s, _b, _p: deposits.take_deposit(s, DepositDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "deposits.end_deposit",
        AT_THE_TILL,
        lambda s, _b, _p: deposits.end_deposit(
            s, DepositEndDraft(new_uid(), NOBODY, DepositEnd.REFUND), on=DAY
        ),
    ),
    Service(
        "deposits.cancel_order",
        AT_THE_TILL,
        lambda s, _b, _p: deposits.cancel_order(s, NOBODY, on=DAY, reason="ไม่เอา"),
    ),
    Service(
        "order_delivery.hand_over",
        AT_THE_TILL,
        lambda s, _b, _p: order_delivery.hand_over(s, HandOverDraft(new_uid(), NOBODY), on=DAY),
    ),
    Service(
        "settling.receive_money",
        AT_THE_TILL,
        lambda s, b, _p: settling.receive_money(s, ReceiveDraft(new_uid(), b.customer), on=DAY),
    ),
    Service(
        "settling.pay_money",
        KEEPERS,
        lambda s, _b, _p: settling.pay_money(s, PayOutDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "settling.write_off",
        KEEPERS,
        lambda s, b, _p: settling.write_off(s, WriteOffDraft(new_uid(), b.customer, (), ""), on=DAY),
    ),
    Service(
        "settling.attach_certificate",
        AT_THE_TILL,
        lambda s, _b, _p: settling.attach_certificate(s, CertificateDraft(new_uid(), NOBODY, ""), on=DAY),
    ),
    Service(
        "importing.remembered_mapping",
        KEEPERS,
        lambda s, _b, _p: importing.remembered_mapping(s, ImportKind.PRODUCTS),
    ),
    Service(
        "importing.plan_import",
        KEEPERS,
        lambda s, _b, _p: importing.plan_import(s, ImportKind.PRODUCTS, sheet=LIST, today=DAY, mapping={}),
    ),
    Service("importing.try_import", KEEPERS, lambda s, _b, _p: importing.try_import(s, PLAN, on=DAY)),
    Service("importing.run_import", KEEPERS, lambda s, _b, _p: importing.run_import(s, PLAN, on=DAY)),
    Service(
        "importing.undo_import",
        KEEPERS,
        lambda s, _b, _p: importing.undo_import(s, NOBODY, on=DAY, reason=""),
    ),
    Service(
        "assets.add_asset",
        KEEPERS,
        lambda s, _b, _p: assets.add_asset(
            s, AssetDraft(new_uid(), AssetWords(""), AssetKind.LAND, AssetSource.BOUGHT, 1), on=DAY
        ),
    ),
    Service(
        "assets.change_asset",
        KEEPERS,
        lambda s, _b, _p: assets.change_asset(s, NOBODY, data=AssetWords("เครื่องอบ")),
    ),
    Service(
        "assets.improve_asset",
        KEEPERS,
        lambda s, _b, _p: assets.improve_asset(s, ImproveDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service("assets.depreciate", KEEPERS, lambda s, _b, _p: assets.depreciate(s, DAY, uid=new_uid())),
    Service(
        "assets.dispose_asset",
        KEEPERS,
        lambda s, _b, _p: assets.dispose_asset(s, DisposeDraft(new_uid(), NOBODY, Leaving.LOST), on=DAY),
    ),
    Service(
        "product_pages.save_page",
        KEEPERS,
        lambda s, _b, _p: product_pages.save_page(s, NOBODY, data=PageData()),
    ),
    Service(
        "product_pages.add_photo",
        KEEPERS,
        lambda s, _b, _p: product_pages.add_photo(s, NOBODY, data=b""),
    ),
    Service(
        "product_pages.describe_photo",
        KEEPERS,
        lambda s, _b, _p: product_pages.describe_photo(s, NOBODY, caption=""),
    ),
    Service(
        "product_pages.take_photo_out",
        KEEPERS,
        lambda s, _b, _p: product_pages.take_photo_out(s, NOBODY),
    ),
    Service(
        "product_pages.order_photos",
        KEEPERS,
        lambda s, _b, _p: product_pages.order_photos(s, NOBODY, order=()),
    ),
    Service(
        "promotions.create_promotion",
        KEEPERS,
        lambda s, _b, _p: promotions.create_promotion(s, Promotion("p", PromotionKind.PERCENT, value=1)),
    ),
    Service(
        "promotions.update_promotion",
        KEEPERS,
        lambda s, _b, _p: promotions.update_promotion(
            s, NOBODY, data=Promotion("p", PromotionKind.PERCENT, value=1)
        ),
    ),
    Service(
        "promotions.deactivate_promotion",
        KEEPERS,
        lambda s, _b, _p: promotions.deactivate_promotion(s, NOBODY),
    ),
    Service(
        "promotions.create_price",
        KEEPERS,
        lambda s, b, _p: promotions.create_price(s, b.kapi, rule=PriceRule(1, is_members=True)),
    ),
    Service(
        "promotions.update_price",
        KEEPERS,
        lambda s, b, _p: promotions.update_price(
            s, NOBODY, product_uid=b.kapi, rule=PriceRule(1, is_members=True)
        ),
    ),
    Service("promotions.deactivate_price", KEEPERS, lambda s, _b, _p: promotions.deactivate_price(s, NOBODY)),
    Service(
        "promotions.create_coupon",
        KEEPERS,
        lambda s, _b, _p: promotions.create_coupon(s, CouponData("A", NOBODY)),
    ),
    Service(
        "promotions.create_coupons",
        KEEPERS,
        lambda s, _b, _p: promotions.create_coupons(s, CouponData("A", NOBODY), uids=(new_uid(),)),
    ),
    Service(
        "promotions.update_coupon",
        KEEPERS,
        lambda s, _b, _p: promotions.update_coupon(s, NOBODY, data=CouponData("A", NOBODY)),
    ),
    Service(
        "promotions.deactivate_coupon", KEEPERS, lambda s, _b, _p: promotions.deactivate_coupon(s, NOBODY)
    ),
    Service(
        "barter.post_barter",
        KEEPERS,
        lambda s, _b, _p: barter.post_barter(s, BarterDraft(new_uid(), None, (), (), DAY, DAY), on=DAY),
    ),
    Service(
        "barter.deliver",
        KEEPERS,
        lambda s, _b, _p: barter.deliver(s, DeliveryDraft(new_uid(), NOBODY, ()), on=DAY),
    ),
    Service(
        "barter.close_rest",
        KEEPERS,
        lambda s, _b, _p: barter.close_rest(s, CloseBarterDraft(new_uid(), NOBODY, Settled.GIFT), on=DAY),
    ),
    Service(
        "relief.post_relief_sale",
        AT_THE_TILL,
        lambda s, _b, _p: relief.post_relief_sale(s, ReliefDraft(new_uid(), (), "น้ำท่วม", None), on=DAY),
    ),
    Service(
        "gifts.post_gift",
        KEEPERS,
        lambda s, _b, _p: gifts.post_gift(
            s, GiftDraft(new_uid(), GiftWay.GIVEN, GiftPurpose.GIFT, ()), on=DAY
        ),
    ),
    Service(
        "partners.add_partner_goods",
        KEEPERS,
        lambda s, _b, _p: partners.add_partner_goods(s, PartnerGoodsData(NOBODY, GoodsSide.HAS, "ข้าว")),
    ),
    Service(
        "partners.change_partner_goods",
        KEEPERS,
        lambda s, _b, _p: partners.change_partner_goods(
            s, NOBODY, data=PartnerGoodsData(NOBODY, GoodsSide.HAS, "ข้าว")
        ),
    ),
    Service("partners.put_goods_aside", KEEPERS, lambda s, _b, _p: partners.put_goods_aside(s, NOBODY)),
    Service("herds.create_herd", KEEPERS, lambda s, _b, _p: herds.create_herd(s, HerdData("วัว"))),
    Service(
        "herds.update_herd", KEEPERS, lambda s, _b, _p: herds.update_herd(s, NOBODY, data=HerdData("วัว"))
    ),
    Service("herds.deactivate_herd", KEEPERS, lambda s, _b, _p: herds.deactivate_herd(s, NOBODY)),
    Service(
        "herds.post_herd",
        KEEPERS,
        lambda s, _b, _p: herds.post_herd(s, HerdDraft(new_uid(), NOBODY, HerdEvent.BORN, 1), on=DAY),
    ),
    Service(
        "herds.keep_for_breeding",
        KEEPERS,
        lambda s, _b, _p: herds.keep_for_breeding(
            s, BreedDraft(new_uid(), NOBODY, 0, AssetWords("แม่พันธุ์"), 60, new_uid()), on=DAY
        ),
    ),
    Service("periods.lock_until", KEEPERS, lambda s, _b, _p: periods.lock_until(s, DAY, today=DAY)),
    Service(
        "corrections.correct_entry",
        KEEPERS,
        lambda s, _b, _p: corrections.correct_entry(
            s,
            NOBODY,
            draft=TransferDraft(new_uid(), "1101", "1102", 0),
            on=DAY,
            today=DAY,
            reason="x",
            uid=new_uid(),
        ),
    ),
    Service("closing.lock_month", KEEPERS, lambda s, _b, _p: closing.lock_month(s, DAY, today=DAY)),
    Service(
        "closing.release_cash_over",
        KEEPERS,
        lambda s, _b, _p: closing.release_cash_over(s, DAY, uid=new_uid()),
    ),
    Service(
        "year_closing.close_year",
        KEEPERS,
        lambda s, _b, _p: year_closing.close_year(s, DAY, today=DAY, uid=new_uid()),
    ),
    Service(
        "year_closing.reopen_year",
        {LEADER},
        lambda s, _b, _p: year_closing.reopen_year(s, reason="", uid=new_uid()),
    ),
    Service(
        "reversal.reverse_closing",
        {LEADER},
        lambda s, _b, _p: reversal.reverse_closing(s, NOBODY, on=DAY, reason="x", uid=new_uid()),
    ),
    Service(
        "year_end.post_accruals",
        KEEPERS,
        lambda s, _b, _p: year_end.post_accruals(s, AccrualDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "year_end.post_prepaid",
        KEEPERS,
        lambda s, _b, _p: year_end.post_prepaid(s, PrepaidDraft(new_uid(), "5501", 0), on=DAY),
    ),
    Service(
        "year_end.release_prepaid",
        KEEPERS,
        lambda s, _b, _p: year_end.release_prepaid(s, DAY, uid=new_uid()),
    ),
    Service(
        "year_end.post_supplies",
        KEEPERS,
        lambda s, _b, _p: year_end.post_supplies(s, -1, account_code="5501", on=DAY, uid=new_uid()),
    ),
    Service(
        "year_end.post_doubtful",
        KEEPERS,
        lambda s, _b, _p: year_end.post_doubtful(s, -1, on=DAY, uid=new_uid()),
    ),
    Service(
        "year_end.write_down",
        KEEPERS,
        lambda s, _b, _p: year_end.write_down(s, {}, selling_cost_bp=-1, on=DAY, uid=new_uid()),
    ),
    Service(
        "year_end.set_figures",
        KEEPERS,
        lambda s, _b, _p: year_end.set_figures(s, FigureKind.PLAN, first_day=DAY, figures={EMPTY: 1}),
    ),
    Service("periods.unlock_month", {LEADER}, lambda s, _b, _p: periods.unlock_month(s, DAY, reason="")),
    Service("recosting.preview_recost", KEEPERS, lambda s, _b, _p: recosting.preview_recost(s, DAY)),
    Service(
        "recosting.recost_month", KEEPERS, lambda s, _b, _p: recosting.recost_month(s, DAY, uid=new_uid())
    ),
    Service(
        "products.create_product",
        KEEPERS,
        lambda s, _b, _p: products.create_product(s, ProductData(name="ใหม่", unit="ชิ้น")),
    ),
    Service(
        "baskets.save_parts",
        KEEPERS,
        lambda s, b, _p: baskets.save_parts(s, b.tea, parts=()),
    ),
    Service(
        "baskets.save_product",
        KEEPERS,
        lambda s, _b, _p: baskets.save_product(
            s, ProductData(name="กระเช้า", unit="ชุด"), uid=new_uid(), is_new=True, parts=()
        ),
    ),
    Service(
        "products.update_product",
        KEEPERS,
        lambda s, b, _p: products.update_product(s, b.tea, data=ProductData(name="ใหม่", unit="ชิ้น")),
    ),
    Service(
        "exchanges.post_exchange",
        AT_THE_TILL,
        lambda s, b, _p: exchanges.post_exchange(
            s,
            SaleReturnDraft(new_uid(), NOBODY, (), ()),
            sale=SaleDraft(new_uid()),
            by=b.tenders["cash"],
            on=DAY,
        ),
    ),
    Service(
        "channels.save_channel",
        {LEADER},
        lambda s, _b, _p: channels.save_channel(s, ChannelData("ตลาดเช้า")),
    ),
    Service(
        "tiles.save_scale_layout",
        KEEPERS,
        lambda s, _b, _p: tiles.save_scale_layout(s, tiles.ScaleData("x", "21CCCCCWWWWWX")),
    ),
    Service("tiles.remove_scale_layout", KEEPERS, lambda s, _b, _p: tiles.remove_scale_layout(s, NOBODY)),
    Service("tiles.save_tile_page", KEEPERS, lambda s, _b, _p: tiles.save_tile_page(s, TilePageData("เช้า"))),
    Service("tiles.remove_tile_page", KEEPERS, lambda s, _b, _p: tiles.remove_tile_page(s, NOBODY)),
    Service(
        "quick_products.create_quick_product",
        AT_THE_TILL,
        lambda s, _b, _p: quick_products.create_quick_product(s, name="ใหม่", price_e4=1),
    ),
    Service("products.set_price", KEEPERS, lambda s, b, _p: products.set_price(s, b.tea, price_e4=1)),
    Service(
        "products.set_vat_class",
        KEEPERS,
        lambda s, b, _p: products.set_vat_class(s, b.tea, vat_class=VatClass.EXEMPT),
    ),
    Service("tax_rules.add_rule", {LEADER}, lambda s, _b, _p: tax_rules.add_rule(s, RULE)),
    Service("tax_rules.change_rule", {LEADER}, lambda s, _b, _p: tax_rules.change_rule(s, NOBODY, data=RULE)),
    Service("tax_rules.put_rule_away", {LEADER}, lambda s, _b, _p: tax_rules.put_rule_away(s, NOBODY)),
    Service(
        "tax_invoices.issue_full",
        AT_THE_TILL,
        lambda s, _b, _p: tax_invoices.issue_full(s, NOBODY, buyer=BUYER, on=DAY, uid=new_uid()),
    ),
    Service(
        "tax_invoices.replace_lost",
        AT_THE_TILL,
        lambda s, _b, _p: tax_invoices.replace_lost(s, NOBODY, reason="หาย", on=DAY, uid=new_uid()),
    ),
    Service(
        "tax_invoices.cancel",
        KEEPERS,
        lambda s, _b, _p: tax_invoices.cancel(s, NOBODY, reason="ผิด", on=DAY, uid=new_uid()),
    ),
    Service(
        "tax_invoices.cancel_and_issue",
        KEEPERS,
        lambda s, _b, _p: tax_invoices.cancel_and_issue(
            s, NOBODY, buyer=BUYER, reason="ผิด", on=DAY, cancel_uid=new_uid(), uid=new_uid()
        ),
    ),
    Service("vat.settle_vat", KEEPERS, lambda s, _b, _p: vat.settle_vat(s, SettleVatDraft(new_uid(), DAY))),
    Service(
        "left_goods.post_left_tax",
        KEEPERS,
        lambda s, _b, _p: left_goods.post_left_tax(s, LeftTaxDraft(new_uid(), NOBODY, 107_00)),
    ),
    Service("products.deactivate_product", KEEPERS, lambda s, b, _p: products.deactivate_product(s, b.tea)),
    Service("products.set_photo", KEEPERS, lambda s, b, _p: products.set_photo(s, b.tea, data=None)),
    Service("catalogue.save_category", KEEPERS, lambda s, _b, _p: catalogue.save_category(s, "อาหาร")),
    Service("catalogue.delete_category", KEEPERS, lambda s, _b, _p: catalogue.delete_category(s, 99)),
    Service("catalogue.save_section", {LEADER}, lambda s, _b, _p: catalogue.save_section(s, "กลุ่ม")),
    Service("catalogue.save_project", {LEADER}, lambda s, _b, _p: catalogue.save_project(s, "งาน")),
    Service("catalogue.save_location", {LEADER}, lambda s, _b, _p: catalogue.save_location(s, "ตลาด")),
    Service(
        "catalogue.save_tender",
        {LEADER},
        lambda s, _b, _p: catalogue.save_tender(s, TenderData("บัตร", "other", 1)),
    ),
    Service(
        "catalogue.save_account",
        {LEADER},
        lambda s, _b, _p: catalogue.save_account(s, AccountData("5999", "อื่น", "expense")),
    ),
    Service(
        "parties.create_party",
        KEEPERS,
        lambda s, _b, _p: parties.create_party(s, PartyData(name="สมาชิก 009")),
    ),
    Service(
        "parties.update_party",
        KEEPERS,
        lambda s, b, _p: parties.update_party(s, b.customer, data=PartyData(name="สมาชิก 010")),
    ),
    Service(
        "members.enrol",
        KEEPERS,
        lambda s, _b, _p: members.enrol(s, MemberData(PartyData(name="สมาชิก 011")), today=DAY),
    ),
    Service(
        "members.change_member",
        KEEPERS,
        lambda s, b, _p: members.change_member(
            s, b.customer, data=MemberData(PartyData(name="สมาชิก 012")), today=DAY
        ),
    ),
    Service(
        "members.set_member_photo",
        KEEPERS,
        lambda s, b, _p: members.set_member_photo(s, b.customer, data=None),
    ),
    Service("members.strike_out", KEEPERS, lambda s, b, _p: members.strike_out(s, b.customer)),
    Service("members.leave", KEEPERS, lambda s, b, _p: members.leave(s, b.customer, on=DAY, today=DAY)),
    Service("members.rejoin", KEEPERS, lambda s, b, _p: members.rejoin(s, b.customer, on=DAY, today=DAY)),
    Service(
        "members.appoint",
        KEEPERS,
        lambda s, _b, _p: members.appoint(s, NOBODY, data=RoleData(MemberRole.CHAIR, DAY)),
    ),
    Service(
        "members.change_office",
        KEEPERS,
        lambda s, _b, _p: members.change_office(s, NOBODY, data=RoleData(MemberRole.CHAIR, DAY)),
    ),
    Service("members.end_office", KEEPERS, lambda s, _b, _p: members.end_office(s, NOBODY, on=DAY)),
    Service("members.remove_office", KEEPERS, lambda s, _b, _p: members.remove_office(s, NOBODY)),
    Service(
        "work_log.log_work",
        KEEPERS,
        lambda s, _b, _p: work_log.log_work(
            s, WorkDraft(new_uid(), DAY, (WorkLine(NOBODY, 1_000),)), today=DAY
        ),
    ),
    Service(
        "letters.save_letter",
        KEEPERS,
        lambda s, _b, _p: letters.save_letter(s, LetterData("ก", "", "ข"), uid=new_uid()),
    ),
    Service("letters.set_letter_aside", KEEPERS, lambda s, _b, _p: letters.set_letter_aside(s, NOBODY)),
    Service("work_log.remove_work", KEEPERS, lambda s, _b, _p: work_log.remove_work(s, NOBODY)),
    Service(
        "meetings.create_meeting",
        KEEPERS,
        lambda s, _b, _p: meetings.create_meeting(s, MeetingData(MeetingKind.EXTRA, "ประชุม", DAY)),
    ),
    Service(
        "meetings.change_meeting",
        KEEPERS,
        lambda s, _b, _p: meetings.change_meeting(
            s, NOBODY, data=MeetingData(MeetingKind.EXTRA, "ประชุม", DAY)
        ),
    ),
    Service("meetings.mark_held", KEEPERS, lambda s, _b, _p: meetings.mark_held(s, NOBODY, is_held=True)),
    Service("meetings.remove_meeting", KEEPERS, lambda s, _b, _p: meetings.remove_meeting(s, NOBODY)),
    Service("meetings.set_items", KEEPERS, lambda s, _b, _p: meetings.set_items(s, NOBODY, items=())),
    Service(
        "meetings.set_attendance", KEEPERS, lambda s, _b, _p: meetings.set_attendance(s, NOBODY, lines=())
    ),
    Service(
        "attachments.attach",
        KEEPERS,
        lambda s, _b, _p: attachments.attach(s, AttachmentOwner.MEETING, owner_uid=NOBODY, data=b""),
    ),
    Service(
        "attachments.describe",
        KEEPERS,
        lambda s, _b, _p: attachments.describe(s, AttachmentOwner.PROJECT, attachment_uid=NOBODY, caption=""),
    ),
    Service(
        "attachments.detach",
        KEEPERS,
        lambda s, _b, _p: attachments.detach(s, AttachmentOwner.CERTIFICATE, attachment_uid=NOBODY),
    ),
    Service(
        "certificates.create_certificate",
        KEEPERS,
        lambda s, _b, _p: certificates.create_certificate(s, CertificateData(CertificateKind.HALAL, "")),
    ),
    Service(
        "certificates.change_certificate",
        KEEPERS,
        lambda s, _b, _p: certificates.change_certificate(
            s, NOBODY, data=CertificateData(CertificateKind.HALAL, "")
        ),
    ),
    Service(
        "certificates.remove_certificate",
        KEEPERS,
        lambda s, _b, _p: certificates.remove_certificate(s, NOBODY),
    ),
    Service(
        "certificates.mark_renewed",
        KEEPERS,
        lambda s, _b, _p: certificates.mark_renewed(s, DAY.year, done_on=DAY, today=DAY),
    ),
    Service(
        "certificates.unmark_renewed",
        KEEPERS,
        lambda s, _b, _p: certificates.unmark_renewed(s, DAY.year - 1),
    ),
    Service("parties.deactivate_party", KEEPERS, lambda s, _b, _p: parties.deactivate_party(s, NOBODY)),
    Service("recipes.create_recipe", KEEPERS, lambda s, _b, _p: recipes.create_recipe(s, Recipe((), ()))),
    Service(
        "recipes.update_recipe",
        KEEPERS,
        lambda s, _b, _p: recipes.update_recipe(s, NOBODY, recipe=Recipe((), ())),
    ),
    Service("recipes.deactivate_recipe", KEEPERS, lambda s, _b, _p: recipes.deactivate_recipe(s, NOBODY)),
    Service(
        "drafts.save_draft", AT_THE_TILL, lambda s, _b, _p: drafts.save_draft(s, NOBODY, kind="x", data="{}")
    ),
    Service("drafts.delete_draft", AT_THE_TILL, lambda s, _b, _p: drafts.delete_draft(s, NOBODY)),
    Service(
        "settings.change_settings",
        {LEADER},
        lambda s, _b, _p: settings.change_settings(s, {"receipt_footer": "ขอบคุณ"}),
    ),
    Service("settings.set_logo", {LEADER}, lambda s, _b, _p: settings.set_logo(s, None)),
    Service("printing.count_print", ALL, lambda s, b, _p: printing.count_print(s, b.bought.uid, paper="80")),
    Service(
        "printing.log_paper_saved",
        ALL,
        lambda s, b, _p: printing.log_paper_saved(s, b.bought.uid, file="x.pdf"),
    ),
    Service("printing.log_print", ALL, lambda s, _b, _p: printing.log_print(s, name="monthly")),
    Service("printing.log_export", READERS, lambda s, _b, _p: printing.log_export(s, name="x", file="x.pdf")),
    Service("backup.back_up", KEEPERS, lambda s, _b, p: backup.back_up(s, p)),
    Service("backup.back_up_to", KEEPERS, lambda s, _b, p: backup.back_up_to(s, p / "copy.samut")),
    Service(
        "auto_backup.back_up_automatically",
        KEEPERS,
        lambda s, _b, p: auto_backup.back_up_automatically(s, p),
    ),
    Service("trace.acts", {LEADER, AUDITOR}, lambda s, _b, _p: trace.acts(s)),
    Service("trace.count", {LEADER, AUDITOR}, lambda s, _b, _p: trace.count(s)),
    Service("trace.key_before", {LEADER, AUDITOR}, lambda s, _b, _p: trace.key_before(s, row=1)),
    Service("trace.history_of", {LEADER, AUDITOR}, lambda s, b, _p: trace.history_of(s, b.bought.uid)),
    Service("trace.people", {LEADER, AUDITOR}, lambda s, _b, _p: trace.people(s)),
    Service("trace.chain_heads", {LEADER, AUDITOR}, lambda s, _b, _p: trace.chain_heads(s)),
    Service("trace.check_trace", {LEADER, AUDITOR}, lambda s, _b, _p: trace.check_trace(s)),
    Service(
        "people.add_user",
        {LEADER},
        lambda s, _b, _p: people.add_user(s, PersonData("ดาว", SELLER), password=EMPTY),
    ),
    Service(
        "people.change_user",
        {LEADER},
        lambda s, _b, _p: people.change_user(s, 99, data=PersonData("ดาว", SELLER)),
    ),
    Service("people.rename_user", {LEADER}, lambda s, _b, _p: people.rename_user(s, 99, name="ดาว")),
    Service("people.deactivate_user", {LEADER}, lambda s, _b, _p: people.deactivate_user(s, 99)),
    Service("people.let_in_again", {LEADER}, lambda s, _b, _p: people.let_in_again(s, 99, password=EMPTY)),
    Service(
        "secrets_of_people.set_password",
        {LEADER},
        lambda s, _b, _p: secrets_of_people.set_password(s, 99, new=EMPTY),
    ),
    Service("secrets_of_people.make_badge", {LEADER}, lambda s, _b, _p: secrets_of_people.make_badge(s, 99)),
    Service(
        "secrets_of_people.remove_badge", {LEADER}, lambda s, _b, _p: secrets_of_people.remove_badge(s, 99)
    ),
    Service("secrets_of_people.clear_pin", {LEADER}, lambda s, _b, _p: secrets_of_people.clear_pin(s, 99)),
    Service("people.change_rules", {LEADER}, lambda s, _b, _p: people.change_rules(s, DEFAULT_RULES[SELLER])),
    Service("people.recovery_code", {LEADER}, lambda s, _b, _p: people.recovery_code(s, password=EMPTY)),
    Service("people.confirm_recovery", {LEADER}, lambda s, _b, _p: people.confirm_recovery(s, code=EMPTY)),
    Service(
        "people.start_signing_in",
        {LEADER},
        lambda s, _b, _p: people.start_signing_in(s, name="ผู้นำ", password="ถุงผ้าริมทะเลใบใหญ่"),
    ),
    Service(
        "secrets_of_people.set_own_password",
        WITH_AN_ACCOUNT,
        lambda s, _b, _p: secrets_of_people.set_own_password(s, old=EMPTY, new=EMPTY),
    ),
    Service(
        "secrets_of_people.set_pin",
        WITH_AN_ACCOUNT,
        lambda s, _b, _p: secrets_of_people.set_pin(s, pin="", password=EMPTY),
    ),
    Service(
        "sign_in.approve",
        WITH_AN_ACCOUNT,
        lambda s, _b, _p: sign_in.approve(s, approver_id=s.user_id, permission=Permission.VOID),
    ),
    Service(
        "outside.keys_for_other_programs",
        {LEADER},
        lambda s, _b, _p: outside.keys_for_other_programs(s, credential=Credential(password=EMPTY)),
    ),
    Service("privacy.what_is_kept", READERS, lambda s, _b, _p: privacy.what_is_kept(s, NOBODY, today=DAY)),
    Service("privacy.person_data", READERS, lambda s, _b, _p: privacy.person_data(s, NOBODY, today=DAY)),
    Service("privacy.erase_person", {LEADER}, lambda s, _b, _p: privacy.erase_person(s, NOBODY, today=DAY)),
    Service("projects.create_project", KEEPERS, lambda s, _b, _p: projects.create_project(s, PROJECT)),
    Service(
        "projects.update_project",
        KEEPERS,
        lambda s, _b, _p: projects.update_project(s, NOBODY, data=PROJECT),
    ),
    Service("projects.set_budget", KEEPERS, lambda s, _b, _p: projects.set_budget(s, NOBODY, lines=())),
    Service("projects.set_results", KEEPERS, lambda s, _b, _p: projects.set_results(s, NOBODY, lines=())),
    Service(
        "projects.put_slip",
        KEEPERS,
        lambda s, _b, _p: projects.put_slip(s, NOBODY, lines=(1,), budget_uid=None),
    ),
    Service("projects.close_project", KEEPERS, lambda s, _b, _p: projects.close_project(s, NOBODY, on=DAY)),
    Service("projects.reopen_project", KEEPERS, lambda s, _b, _p: projects.reopen_project(s, NOBODY)),
    Service(
        "project_money.receive_money",
        KEEPERS,
        lambda s, _b, _p: project_money.receive_money(s, ProjectMoneyDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "project_money.return_money",
        KEEPERS,
        lambda s, _b, _p: project_money.return_money(s, ProjectMoneyDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "project_money.keep_money",
        KEEPERS,
        lambda s, _b, _p: project_money.keep_money(s, ProjectMoneyDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "project_money.recognise",
        KEEPERS,
        lambda s, _b, _p: project_money.recognise(s, NOBODY, day=DAY, uid=new_uid()),
    ),
    Service(
        "project_money.recognise_all",
        KEEPERS,
        lambda s, _b, _p: project_money.recognise_all(s, DAY, uid=new_uid()),
    ),
    Service(
        "project_money.open_money",
        KEEPERS,
        lambda s, _b, _p: project_money.open_money(s, ProjectOpeningDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "project_money.take_money_over",
        KEEPERS,
        lambda s, _b, _p: project_money.take_money_over(s, on=DAY, uid=new_uid()),
    ),
    Service(
        "consignment.create_terms", KEEPERS, lambda s, _b, _p: consignment.create_terms(s, CONSIGNMENT_TERMS)
    ),
    Service(
        "consignment.change_terms",
        KEEPERS,
        lambda s, _b, _p: consignment.change_terms(s, NOBODY, data=CONSIGNMENT_TERMS),
    ),
    Service("consignment.remove_terms", KEEPERS, lambda s, _b, _p: consignment.remove_terms(s, NOBODY)),
    Service("consignment.take_in", KEEPERS, lambda s, _b, _p: consignment.take_in(s, CONSIGNED, on=DAY)),
    Service("consignment.give_back", KEEPERS, lambda s, _b, _p: consignment.give_back(s, CONSIGNED, on=DAY)),
    Service("consignment.lose", KEEPERS, lambda s, _b, _p: consignment.lose(s, CONSIGNED, on=DAY)),
    Service(
        "consigned_out.send_out", KEEPERS, lambda s, _b, _p: consigned_out.send_out(s, CONSIGNED, on=DAY)
    ),
    Service(
        "consigned_out.bring_back", KEEPERS, lambda s, _b, _p: consigned_out.bring_back(s, CONSIGNED, on=DAY)
    ),
    Service(
        "consigned_out.lose_at_shop",
        KEEPERS,
        lambda s, _b, _p: consigned_out.lose_at_shop(s, CONSIGNED, on=DAY),
    ),
    Service(
        "consigned_out.settle_shop",
        KEEPERS,
        lambda s, _b, _p: consigned_out.settle_shop(s, ShopDraft(new_uid(), NOBODY, 1, DAY, DAY, ()), on=DAY),
    ),
    Service(
        "settlements.settle_owner",
        KEEPERS,
        lambda s, _b, _p: settlements.settle_owner(s, SettleDraft(new_uid(), NOBODY, DAY), on=DAY),
    ),
    Service(
        "processing.process_goods",
        KEEPERS,
        lambda s, _b, _p: processing.process_goods(s, WorkedDraft(new_uid(), NOBODY, (), (), 0), on=DAY),
    ),
    Service(
        "shares.post_shares",
        KEEPERS,
        lambda s, _b, _p: shares.post_shares(s, SharesDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "shares.hand_on_shares",
        KEEPERS,
        lambda s, _b, _p: shares.hand_on_shares(s, HandOnDraft(new_uid(), NOBODY, NOBODY, 1), on=DAY),
    ),
    Service(
        "shares.give_back_shares",
        KEEPERS,
        lambda s, _b, _p: shares.give_back_shares(s, GiveBackDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "shares.take_up_shares",
        KEEPERS,
        lambda s, _b, _p: shares.take_up_shares(s, TakeUpDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "shares.issue_certificate",
        KEEPERS,
        lambda s, _b, _p: shares.issue_certificate(s, NOBODY, shares=1, on=DAY),
    ),
    Service(
        "shares.cancel_certificate",
        KEEPERS,
        lambda s, _b, _p: shares.cancel_certificate(s, NOBODY, on=DAY),
    ),
    Service(
        "distribution.create_variant",
        {LEADER},
        lambda s, _b, _p: distribution.create_variant(s, VARIANT),
    ),
    Service(
        "distribution.update_variant",
        {LEADER},
        lambda s, _b, _p: distribution.update_variant(s, NOBODY, data=VARIANT),
    ),
    Service(
        "distribution.deactivate_variant",
        {LEADER},
        lambda s, _b, _p: distribution.deactivate_variant(s, NOBODY),
    ),
    Service(
        "distribution.post_distribution",
        {LEADER},
        lambda s, _b, _p: distribution.post_distribution(
            s, ResolutionDraft(new_uid(), VARIANT.year, (), "1"), on=DAY
        ),
    ),
    Service(
        "distribution.spend_from_fund",
        KEEPERS,
        lambda s, _b, _p: distribution.spend_from_fund(s, FundDraft(new_uid(), "", 1, "x"), on=DAY),
    ),
    Service(
        "loan_contracts.create_loan",
        KEEPERS,
        lambda s, _b, _p: loan_contracts.create_loan(s, LOAN),
    ),
    Service(
        "loan_contracts.update_loan",
        KEEPERS,
        lambda s, _b, _p: loan_contracts.update_loan(s, NOBODY, data=LOAN),
    ),
    Service(
        "loan_contracts.deactivate_loan",
        KEEPERS,
        lambda s, _b, _p: loan_contracts.deactivate_loan(s, NOBODY),
    ),
    Service(
        "loans.draw_loan",
        KEEPERS,
        lambda s, _b, _p: loans.draw_loan(s, LoanDrawDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "loans.pay_loan",
        KEEPERS,
        lambda s, _b, _p: loans.pay_loan(s, LoanPayDraft(new_uid(), NOBODY, 1, 0), on=DAY),
    ),
    Service(
        "loans.accrue_interest",
        KEEPERS,
        lambda s, _b, _p: loans.accrue_interest(s, DAY, uid=new_uid()),
    ),
    Service(
        "loans.forgive_loan",
        KEEPERS,
        lambda s, _b, _p: loans.forgive_loan(s, LoanForgiveDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "loans.open_loan",
        KEEPERS,
        lambda s, _b, _p: loans.open_loan(s, LoanOpeningDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "savings.deposit",
        KEEPERS,
        lambda s, _b, _p: savings.deposit(s, SavingsDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "savings.withdraw",
        KEEPERS,
        lambda s, _b, _p: savings.withdraw(s, WithdrawDraft(new_uid(), NOBODY, 1), on=DAY),
    ),
    Service(
        "savings.credit_interest",
        KEEPERS,
        lambda s, _b, _p: savings.credit_interest(s, DAY, uid=new_uid()),
    ),
    Service(
        "savings.open_savings",
        KEEPERS,
        lambda s, _b, _p: savings.open_savings(s, SavingsOpeningDraft(new_uid(), ()), on=DAY),
    ),
    Service(
        "savings.take_savings_over",
        KEEPERS,
        lambda s, _b, _p: savings.take_savings_over(s, on=DAY, uid=new_uid()),
    ),
    Service(
        "savings.set_savings_rate",
        KEEPERS,
        lambda s, _b, _p: savings.set_savings_rate(s, DAY, rate_ppm=10_000),
    ),
    Service(
        "savings.remove_savings_rate",
        KEEPERS,
        lambda s, _b, _p: savings.remove_savings_rate(s, DAY),
    ),
    Service(
        "sign_in.may_approve", WITH_AN_ACCOUNT, lambda s, _b, _p: sign_in.may_approve(s, Permission.VOID)
    ),
    Service(
        "household.linking.invite_household",
        WITH_AN_ACCOUNT,
        lambda s, _b, _p: linking.invite_household(s),
    ),
    Service("household.linking.unlink", WITH_AN_ACCOUNT, lambda s, _b, _p: linking.unlink(s, NOBODY)),
    Service("household.notes.write_notes", AT_THE_TILL, lambda s, _b, _p: notes.write_notes(s)),
    Service("household.notes.take_notes", AT_THE_TILL, lambda s, _b, _p: notes.take_notes(s)),
    Service(
        "household.carrying.carry_notes",
        AT_THE_TILL,
        lambda s, _b, _p: carrying.carry_notes(s, Path("nowhere")),
    ),
    Service("stick_book.move_onto", KEEPERS, lambda s, _b, p: stick_book.move_onto(s, p)),
    Service(
        "stick_book.bring_back",
        KEEPERS,
        lambda s, _b, p: stick_book.bring_back(s, StickBook(p / "x.samut", p / "x", "", "")),
    ),
]

REPORTS: dict[str, set[Role]] = {
    **dict.fromkeys(
        ("consignment-by-member", "goods-at-shops", "consignment-slip", "settlement-sheet"), READERS
    ),
    **dict.fromkeys(("market-day", "market-compare", "tally-sheet", "receipt-books"), AT_THE_TILL | READERS),
    "monthly": READERS,
    "income-statement": READERS,
    "balance-sheet": READERS,
    "changes-in-equity": READERS,
    "cash-flow": READERS,
    "trial-balance": READERS,
    "cost-of-production": READERS,
    "cost-of-sales": READERS,
    "notes": READERS,
    "profit-by-batch": READERS,
    "profit-by-channel": READERS,
    "profit-by-day": READERS,
    "profit-by-section": READERS,
    "profit-by-project": READERS,
    "row-lines": READERS,
    "sales-by-product": READERS | {SELLER},
    **dict.fromkeys(("promotions", "coupon-sheet"), READERS),
    **dict.fromkeys(("catalogue", "shelf-labels", "goods-labels"), READERS | {SELLER}),
    "recall": READERS,
    **dict.fromkeys(("barters", "barter-account", "barter-slip", "gifts", "relief"), READERS),
    "stock-list": READERS | {SELLER},
    "stock-card": READERS | {SELLER},
    "cost-sheet": READERS,
    "receipt": READERS | {SELLER},
    "debtors": READERS,
    "creditors": READERS,
    "statement-of-account": READERS,
    "confirmation-letter": READERS,
    "receipt-of-debt": READERS | {SELLER},
    "pay-sheet": READERS,
    "cash-count": READERS,
    "drawer-x": READERS | {SELLER},
    "drawer-z": READERS | {SELLER},
    "bank-reconciliation": READERS,
    "own-account": ALL,
    "member-statement": ALL,
    "member-privacy": ALL,
    "member-register": READERS,
    "member-register-full": KEEPERS,
    "hours-register": READERS,
    "ledger": READERS,
    "document": READERS,
    "who-did-what": {LEADER, AUDITOR},
    "quotation": READERS | {SELLER},
    "delivery-note": READERS | {SELLER},
    "invoice": READERS | {SELLER},
    "month-pack": READERS,
    **dict.fromkeys(("open-orders", "production-plan", "materials-list"), READERS | {SELLER}),
    **dict.fromkeys(("packing-list", "pick-up-list", "order-labels"), READERS | {SELLER}),
    **dict.fromkeys(("order", "deposit-receipt"), READERS | {SELLER}),
    **dict.fromkeys(("meeting-pack", "agenda", "attendance", "minutes", "certificates"), READERS),
    "renewal": KEEPERS,
    **dict.fromkeys(
        (
            *("daily-account", "cash-book", "bank-book", "general-journal", "general-ledger"),
            *("sales-journal", "purchase-journal", "stock-register", "audit-file"),
        ),
        READERS,
    ),
    "voucher": READERS,
    "letters": READERS,
    "address-labels": READERS,
    "asset-register": READERS,
    "vat-summary": READERS,
    "output-tax": READERS,
    "input-tax": READERS,
    "tax-meters": READERS,
    "tax-invoice": READERS | {SELLER},
    "credit-note": READERS | {SELLER},
    "asset-card": READERS,
    "herd-register": READERS,
    **dict.fromkeys(("loan-register", "loan-card", "loan-contract", "loan-receipt"), READERS),
    **dict.fromkeys(("project", "projects"), READERS),
    "households-shared": READERS,
    **dict.fromkeys(("savings-register", "savings-book", "savings-receipt"), READERS),
    **dict.fromkeys(("share-register", "share-receipt", "share-certificate"), READERS),
    **dict.fromkeys(("distribution", "dividend-sheet", "dividend-slips", "funds"), READERS),
    **dict.fromkeys(
        ("sales-by-hour", "sales-by-channel", "sales-by-event", "sales-by-seller"), READERS | {SELLER}
    ),
    "best-and-slow": READERS,
    "what-to-make-next": READERS,
    "payee-receipt": READERS,
    "substitute-receipt": READERS,
}

LISTS: dict[str, set[Role]] = {"journal": READERS, "sales": READERS, "stock": READERS, "products": READERS}


def working_as(role: Role, *, party_id: int | None = None) -> Session:
    """Somebody of a role at the first device of the open book."""
    rules = DEFAULT_RULES[role]
    return issue(Session(1, "ผู้ทดลอง", 1, 1, 1, role=role, party_id=party_id), rules.permissions, rules.limits)


def is_let_in(call: Callable[[], object]) -> bool:
    """Whether a call comes further than the question of who asks; what it says then does not matter."""
    try:
        call()
    except NotPermittedError:
        return False
    except SamutError:
        return True
    return True


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def test_the_table_names_every_service() -> None:
    asking = {f"{module}.{node.name}" for module in set(MODULES) - OF_A_NEW_BOOK for node in commands(module)}
    of_a_household = {each for each in asking if each.startswith("household.")} - IN_EITHER_BOOK
    assert {each.name for each in SERVICES} == asking - TRIED_ELSEWHERE - of_a_household
    assert set(REPORTS) == {kind.name for kind in KINDS}
    assert set(LISTS) == set(exports.LISTS)


@pytest.mark.parametrize("role", Role)
def test_every_service_by_every_role(stall: Stall, tmp_path: Path, role: Role) -> None:
    unexpected = []
    for service in SERVICES:
        session = working_as(role)
        let_in = is_let_in(partial(service.call, session, stall, tmp_path))
        if let_in != (role in service.roles):
            unexpected.append(f"{service.name} {'lets' if let_in else 'refuses'} a {role.value}")
    assert unexpected == []


@pytest.mark.parametrize("role", Role)
def test_every_paper_by_every_role(stall: Stall, role: Role) -> None:
    session = working_as(role)
    asked = Question(MONTH, document=stall.bought.number, product="KAPI", account="1101")
    for name, roles in REPORTS.items():
        assert is_let_in(partial(build, session, name, asked)) == (role in roles), name
    for name, roles in LISTS.items():
        assert is_let_in(partial(exports.export, session, name, MONTH, "csv")) == (role in roles), name


# ---------------------------------------------------------------- a seller at a Python prompt


def test_a_seller_neither_voids_nor_changes_a_price_nor_reads_the_month(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.kapi, 1, 5_900))
    seller = working_as(SELLER)
    before = product_by_uid(stall.kapi)
    for attempt in (
        lambda: returns.void_sale(seller, sold.posted.uid, on=DAY, reason="ผิด", uid=new_uid()),
        lambda: reversal.reverse(seller, sold.posted.uid, on=DAY, reason="ผิด", uid=new_uid()),
        lambda: reversal.reverse(seller, stall.bought.uid, on=DAY, reason="ผิด", uid=new_uid()),
        lambda: products.set_price(seller, stall.kapi, price_e4=1),
        lambda: build(seller, "monthly", Question(MONTH)),
        lambda: build(seller, "own-account", Question(MONTH, party="C0001")),
        lambda: exports.export(seller, "journal", MONTH, "csv"),
        lambda: people.change_rules(seller, DEFAULT_RULES[SELLER]),
        lambda: trace.acts(seller),
    ):
        with pytest.raises(NotPermittedError):
            attempt()
    assert product_by_uid(stall.kapi) == before
    assert check_books() == []


def test_what_a_seller_sees_says_nothing_of_costs(stall: Stall) -> None:
    stall.sell(stall.line(stall.kapi, 2, 5_900))
    seller, leader = working_as(SELLER), working_as(LEADER)
    for name in ("sales-by-product", "stock-list", "stock-card"):
        asked = Question(MONTH, product="KAPI")
        hers, whole = build(seller, name, asked), build(leader, name, asked)
        assert cost_columns(whole), name
        assert not cost_columns(hers), name
        assert quantities(hers) == quantities(whole) != [], name
    sheet = home.build(seller, DAY)
    assert [figure.label for figure in sheet.figures] == ["Sold today"]
    assert len(home.build(leader, DAY).figures) == 4
    assert home.build(working_as(MEMBER), DAY).figures == ()


def cost_columns(report: object) -> list[str]:
    assert isinstance(report, Report)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    figures = [block for block in report.blocks if isinstance(block, Figures)]
    return [column.key for table in tables for column in table.columns if column.key in COLUMNS] + [
        each.label for block in figures for each in block.items
    ]


def quantities(report: object) -> list[object]:
    assert isinstance(report, Report)
    return [
        row.cells[at]
        for table in report.blocks
        if isinstance(table, Table)
        for at, column in enumerate(table.columns)
        if column.kind is Kind.QUANTITY
        for row in table.rows
        if row.role is not RowRole.TOTAL
    ]


@pytest.mark.parametrize("name", ["own-account", "member-statement", "member-privacy"])
def test_members_see_their_own_account_only(stall: Stall, name: str) -> None:
    mine = parties.create_party(stall.session, PartyData(name="สมาชิก 001", is_member=True))
    member = working_as(MEMBER, party_id=mine.id)
    own = build(member, name, Question(MONTH))
    assert isinstance(own, Report)
    assert "สมาชิก 001" in own.subtitle
    assert build(member, name, Question(MONTH, party=mine.code)) == own
    for code in ("C0001", "nobody"):
        with pytest.raises(NotPermittedError):
            build(member, name, Question(MONTH, party=code))
    other = build(working_as(BOOKKEEPER, party_id=mine.id), name, Question(MONTH, party="C0001"))
    assert isinstance(other, Report)
    assert other.subtitle != own.subtitle


def test_what_the_palette_finds_by_its_number(stall: Stall) -> None:
    bill, bought = stall.sell(stall.line(stall.kapi, 1, 5_900)).posted.number, stall.bought.number
    found = {
        role: [reading.find_document(working_as(role), number) is not None for number in (bill, bought)]
        for role in Role
    }
    assert found == {
        LEADER: [True, True],
        BOOKKEEPER: [True, True],
        SELLER: [True, False],
        MEMBER: [False, False],
        AUDITOR: [True, True],
    }


# ---------------------------------------------------------------- forged, locked and ended sessions


def attempts(session: Session, stall: Stall) -> list[Callable[[], object]]:
    """Something of everything: reading, selling, changing, printing."""
    return [
        lambda: build(session, "monthly", Question(MONTH)),
        lambda: build(session, "receipt", Question(document=stall.bought.number)),
        lambda: sales.post_sale(session, SaleDraft(new_uid()), on=DAY),
        lambda: products.set_price(session, stall.kapi, price_e4=1),
        lambda: printing.count_print(session, stall.bought.uid, paper="80"),
        lambda: drafts.delete_draft(session, NOBODY),
        lambda: home.build(session, DAY).figures[0],
    ]


FORGERIES: dict[str, Callable[[Session, Session], Session]] = {
    "another person": lambda mine, _leader: replace(mine, user_id=2),
    "another role": lambda mine, _leader: replace(mine, role=LEADER),
    "another device": lambda mine, _leader: replace(mine, device_id=2),
    "another number series": lambda mine, _leader: replace(mine, device_prefix=7),
    "another epoch": lambda mine, _leader: replace(mine, epoch=2),
    "another member": lambda mine, _leader: replace(mine, party_id=1),
    "an approver": lambda mine, _leader: replace(mine, approver=Approver(1, b"1" * 16, "ผู้นำ")),
    "somebody else's token": lambda mine, leader: replace(mine, token=leader.token),
    "no token": lambda mine, _leader: replace(mine, token=b""),
    "a guessed token": lambda mine, _leader: replace(mine, token=b"0" * 16),
    "made by hand": lambda _mine, _leader: Session(1, "ผู้นำ", 1, 1, 1, role=LEADER),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_session_opens_nothing(stall: Stall, forge: Callable[[Session, Session], Session]) -> None:
    forged = forge(working_as(SELLER), issue(Session(3, "ผู้นำ", 1, 1, 1)))
    assert forged.permissions == frozenset()
    for attempt in attempts(forged, stall)[:-1]:
        with pytest.raises(SessionEndedError):
            attempt()
    assert home.build(forged, DAY).figures == ()


def test_another_clock_does_not_lengthen_an_auditors_time(stall: Stall) -> None:
    auditor = issue(
        Session(1, "ผู้สอบ", 1, 1, 1, clock=lambda: 1_000, role=AUDITOR), ALL_PERMISSIONS, ends_at=2_000
    )
    build(auditor, "debtors", Question())
    with pytest.raises(SessionEndedError):
        build(replace(auditor, clock=lambda: 1_000), "debtors", Question())


@pytest.mark.parametrize("role", Role)
def test_a_locked_or_ended_session_is_refused_everywhere(stall: Stall, tmp_path: Path, role: Role) -> None:
    session = working_as(role)
    for stop, error in (
        (lambda: set_locked(session, True), SessionLockedError),
        (lambda: end(session), SessionEndedError),
    ):
        stop()
        for service in SERVICES:
            with pytest.raises(error):
                service.call(session, stall, tmp_path)
        for attempt in attempts(session, stall)[:-1]:
            with pytest.raises(error):
                attempt()


def test_an_unlocked_session_goes_on(stall: Stall) -> None:
    session = session_with(Permission.SEE_BOOKS)
    set_locked(session, True)
    with pytest.raises(SessionLockedError):
        build(session, "debtors", Question())
    set_locked(session, False)
    assert isinstance(build(session, "debtors", Question()), Report)
