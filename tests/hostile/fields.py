"""Every field that takes words, as one command each: what is typed in it, and what was kept or why not.

``FIELDS`` is a list on purpose: a new name column of the book that no field here fills fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.party import PartyData
from app.domain.product import ProductData, ProductUnitData
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import (
    CountDraft,
    CountLineDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    Slip,
)
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from app.domain.sale import SaleReturnDraft, SaleReturnLineDraft, TenderDraft
from app.domain.session import Session
from app.errors import UserError
from app.services import catalogue
from app.services.catalogue import AccountData, TenderData
from app.services.drafts import save_draft
from app.services.entries import post_entry
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.parties import create_party
from app.services.production import produce
from app.services.products import create_product
from app.services.purchases import account_by_code, post_purchase
from app.services.recipes import create_recipe
from app.services.returns import post_return, void_sale
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.stock_counts import post_count
from app.services.unit_of_work import Posted
from app.settings import BusinessSettings
from tests.builders import expense
from tests.hostile.barter_fields import BARTER_FIELDS
from tests.hostile.book_fields import BOOK_FIELDS
from tests.hostile.consignment_fields import CONSIGNMENT_FIELDS
from tests.hostile.drawer_fields import DRAWER_FIELDS
from tests.hostile.event_fields import EVENT_FIELDS
from tests.hostile.group_fields import GROUP_FIELDS
from tests.hostile.listing_fields import LISTING_FIELDS
from tests.hostile.loan_fields import LOAN_FIELDS
from tests.hostile.member_fields import MEMBER_FIELDS
from tests.hostile.order_fields import ORDER_FIELDS
from tests.hostile.promotion_fields import PROMOTION_FIELDS
from tests.hostile.till_fields import TILL_FIELDS
from tests.stall import DAY, Stall

WORDS = tuple(
    name
    for name, kind in BusinessSettings.__annotations__.items()
    if kind in (str, "str")
    and name not in ("default_paper", "sell_location", "store_location", "sold_first")
    and not name.startswith("vat_")
)
"""Settings that are words."""


@dataclass
class Made:
    """The stall in whose book things are typed, and what was made there."""

    stall: Stall
    sold: list[str] = field(default_factory=list)
    batches: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    papers: dict[str, list[str]] = field(default_factory=dict)
    """What can be asked of reports about one document (or asset), by the name of the report."""
    refused: dict[str, list[tuple[str, UserError]]] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """Who types."""
        return self.stall.session

    def keep(self, paper: str, posted: Posted) -> None:
        """A document that a paper can be made of."""
        self.papers.setdefault(paper, []).append(posted.number)


Type = Callable[[Made, str, int], object]
"""Types one text, the so-many-th, into one field."""


def _category(made: Made, text: str, _at: int) -> object:
    return catalogue.save_category(made.session, text)


def _section(made: Made, text: str, at: int) -> object:
    return catalogue.save_section(made.session, text, code=f"G{at:04d}")


def _section_code(made: Made, text: str, at: int) -> object:
    return catalogue.save_section(made.session, f"ก {at}", code=text)


def _project(made: Made, text: str, _at: int) -> object:
    return catalogue.save_project(made.session, text)


def _location(made: Made, text: str, _at: int) -> object:
    return catalogue.save_location(made.session, text)


def _tender(made: Made, text: str, at: int) -> object:
    cash = account_by_code("1101")
    return catalogue.save_tender(
        made.session, TenderData(text, "cash", cash, name_en=text, position=at, active=False)
    )


def _account(made: Made, text: str, at: int) -> object:
    return catalogue.save_account(
        made.session, AccountData(f"59{at:04d}", text, "expense", name_en=text, active=at % 2 == 0)
    )


def _account_code(made: Made, text: str, at: int) -> object:
    return catalogue.save_account(made.session, AccountData(text, f"บัญชี {at}", "expense", active=False))


def _unit(made: Made, text: str, at: int) -> object:
    return create_product(
        made.session,
        ProductData(
            name=f"หน่วย {at}",
            unit=text,
            code=f"U{at:04d}",
            price_e4=E4,
            units=(ProductUnitData(f"{text[:50]}×", 2 * MILLI),),
        ),
    )


def _pack(made: Made, text: str, at: int) -> object:
    return create_product(
        made.session,
        ProductData(
            name=f"หีบ {at}", unit="ชิ้น", code=f"B{at:04d}", units=(ProductUnitData(text[:60], 12 * MILLI),)
        ),
    )


def _code(made: Made, text: str, at: int) -> object:
    return create_product(made.session, ProductData(name=f"รหัส {at}", unit="ชิ้น", code=text))


def _barcode(made: Made, text: str, at: int) -> object:
    return create_product(made.session, ProductData(name=f"แท่ง {at}", unit="ชิ้น", barcode=text))


def _phone(made: Made, text: str, at: int) -> object:
    return create_party(made.session, PartyData(name=f"โทร {at}", phone=text, code=f"T{at:04d}"))


def _tax_id(made: Made, text: str, at: int) -> object:
    return create_party(made.session, PartyData(name=f"ภาษี {at}", tax_id=text))


def _party_code(made: Made, text: str, at: int) -> object:
    return create_party(made.session, PartyData(name=f"คน {at}", code=text))


def _recipe(made: Made, text: str, _at: int) -> object:
    line = RecipeLine(
        CostKind.OTHER, Settlement.ABSORBED, text, MILLI, text, 100 * E4, step=text, person_name=text
    )
    recipe = Recipe((RecipeOutput(made.stall.kapi, MILLI),), (line,), name=text)
    return create_recipe(made.session, recipe, note=text)


def _batch(made: Made, text: str, at: int) -> object:
    line = CostLineDraft(CostKind.OTHER, Settlement.ABSORBED, text, unit=text, rate_e4=100 * E4, step=text)
    spoilt = OutputDraft(made.stall.kapi, MILLI, OutputKind.ABNORMAL_WASTE, reason=text)
    draft = BatchDraft(
        new_uid(),
        made.stall.kapi,
        2 * MILLI,
        lines=(line,),
        outputs=(OutputDraft(made.stall.kapi, 2 * MILLI, lot_code=text), spoilt),
        lot_code=text,
        note=text,
        slip=Slip(DAY, text),
    )
    done = produce(made.session, draft, on=DAY)
    made.batches.append(done.number)
    return done


def _draft(made: Made, text: str, _at: int) -> object:
    return save_draft(made.session, new_uid(), kind="hostile", data="{}", label=text)


def _sale(made: Made, text: str, _at: int) -> object:
    stall = made.stall
    line = stall.line(stall.kapi, 1, 100)
    paid = (stall.by("transfer", 100, reference=text),)
    sold = stall.sell(line, pay=paid)
    made.sold.append(sold.posted.number)
    return sold


def _sale_note(made: Made, text: str, at: int) -> object:
    from app.services.sales import post_sale

    stall = made.stall
    line = stall.line(stall.kapi, 1, 100)
    who = create_party(made.session, PartyData(name=text or "-", address=text)).uid if at % 2 else None
    sold = post_sale(
        made.session, stall.draft(line, pay=(stall.cash(100),), note=text, party_uid=who), on=DAY
    )
    made.sold.append(sold.posted.number)
    return sold


def _purchase(made: Made, text: str, _at: int) -> object:
    stall = made.stall
    draft = PurchaseDraft(
        new_uid(),
        (PurchaseLineDraft(stall.kapi, 9 * MILLI, text, 900, description=text),),
        tenders=(TenderDraft(stall.tenders["transfer"], 900, reference=text),),
        slip=Slip(DAY, text),
        note=text,
    )
    posted = post_purchase(made.session, draft, on=DAY)
    made.documents.append(posted.number)
    return posted


def _expense(made: Made, text: str, _at: int) -> object:
    draft = expense(("5401", 100, text), paid=100, slip=Slip(DAY, text), note=text)
    posted = post_entry(made.session, draft, on=DAY)
    made.documents.append(posted.number)
    return posted


def _count(made: Made, text: str, _at: int) -> object:
    line = CountLineDraft(made.stall.tea, 20 * MILLI, 20 * MILLI, text)
    return post_count(made.session, CountDraft(new_uid(), (line,), note=text), on=DAY)


def _journal(made: Made, text: str, _at: int) -> object:
    lines = (JournalLineDraft("5401", 100, note=text), JournalLineDraft("1101", -100, note=text))
    return post_journal(made.session, JournalDraft(new_uid(), lines, note=text), on=DAY)


def _void(made: Made, text: str, _at: int) -> object:
    sold = made.stall.sell(made.stall.line(made.stall.kapi, 1, 100))
    return void_sale(made.session, sold.posted.uid, on=DAY, reason=text, uid=new_uid())


def _return(made: Made, text: str, _at: int) -> object:
    stall = made.stall
    sold = stall.sell(stall.line(stall.kapi, 1, 100))
    draft = SaleReturnDraft(
        new_uid(),
        sold.posted.uid,
        (SaleReturnLineDraft(1, MILLI),),
        (TenderDraft(stall.tenders["transfer"], 100, reference=text),),
        reason=text,
    )
    returned = post_return(made.session, draft, on=DAY)
    made.sold.append(returned.posted.number)
    return returned


def _reversal(made: Made, text: str, _at: int) -> object:
    posted = post_entry(made.session, expense(("5401", 100), paid=100), on=DAY)
    return reverse(made.session, posted.uid, on=DAY, reason=text, uid=new_uid())


def _settings(made: Made, text: str, _at: int) -> object:
    return [change_settings(made.session, {key: text}) for key in WORDS if key != "enterprise_tax_id"]


def _tax_setting(made: Made, text: str, _at: int) -> object:
    return change_settings(made.session, {"enterprise_tax_id": text})


FIELDS: dict[str, Type] = {
    "category": _category,
    "section": _section,
    "section's code": _section_code,
    "project": _project,
    "place": _location,
    "way to pay": _tender,
    "account": _account,
    "account's code": _account_code,
    "unit": _unit,
    "pack": _pack,
    "code": _code,
    "bar code": _barcode,
    "telephone": _phone,
    "tax number": _tax_id,
    "person's code": _party_code,
    "recipe": _recipe,
    "batch": _batch,
    "kept draft": _draft,
    "reference of a payment": _sale,
    "note of a sale": _sale_note,
    "purchase": _purchase,
    "expense": _expense,
    "stock count": _count,
    "journal entry": _journal,
    "reason of voiding": _void,
    "reason of a return": _return,
    "reason of undoing": _reversal,
    **BOOK_FIELDS,
    **MEMBER_FIELDS,
    **GROUP_FIELDS,
    **LOAN_FIELDS,
    **BARTER_FIELDS,
    **CONSIGNMENT_FIELDS,
    **DRAWER_FIELDS,
    **EVENT_FIELDS,
    **LISTING_FIELDS,
    **ORDER_FIELDS,
    **PROMOTION_FIELDS,
    **TILL_FIELDS,
    "settings": _settings,
    "tax number of the group": _tax_setting,
}
"""Names of products and people stand in the other book, with papers for every one of them."""


def fill(made: Made, texts: tuple[str, ...], step: int = 1) -> Made:
    """Type every text into every field; with a step every so-many-th, another choice for each field."""
    for number, (name, type_it) in enumerate(FIELDS.items()):
        for at, text in list(enumerate(texts))[number % step :: step]:
            try:
                type_it(made, text, at)
            except UserError as error:
                made.refused.setdefault(name, []).append((text, error))
            else:
                made.kept[name] = made.kept.get(name, 0) + 1
    return made
