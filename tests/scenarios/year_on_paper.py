"""A year of a community enterprise told twice: through the services, and in plain sums on paper.

Every act of ``Year`` is entered with the service that its screen uses, and beside it noted in ``Paper`` by
hand, account by account, in whole satang. ``Paper`` knows nothing of the program.
"""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.herd import HerdData, HerdDraft, HerdEvent
from app.domain.ledger import ProductKind
from app.domain.opening import OpenBillDraft, OpeningBooksDraft, OpenSharesDraft
from app.domain.party import PartyData
from app.domain.product import ProductData
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import OpeningStockDraft, PurchaseDraft, PurchaseLineDraft, Slip
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.settling import (
    MoneyDraft,
    PayeeDraft,
    PayOutDraft,
    ReceiveDraft,
    WithheldDraft,
)
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayDraft,
    PayKind,
    TransferDraft,
)
from app.queries.catalogue import tenders
from app.services.assets import add_asset, depreciate
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.herds import create_herd, post_herd
from app.services.offers import deliver
from app.services.opening import open_books
from app.services.parties import create_party
from app.services.production import produce
from app.services.products import create_product
from app.services.purchases import post_purchase
from app.services.sales import post_sale
from app.services.settling import pay_money, receive_money
from app.services.unit_of_work import Posted
from tests.builders import make_book

MILLI = 1_000
E4 = 10_000


def half_up(numerator: int, denominator: int) -> int:
    """A quotient to the nearest whole, halves upwards; of what is not below zero."""
    return (2 * numerator + denominator) // (2 * denominator)


class Paper:
    """The same year on paper: accounts, and goods by moving average."""

    def __init__(self) -> None:
        self.accounts: dict[str, int] = defaultdict(int)
        self.goods: dict[str, tuple[int, int]] = {}
        self.money_in = self.money_out = 0
        self.closed: dict[str, int] = {}

    def note(self, **amounts: int) -> None:
        """Debits positive, credits negative, by account ``aCODE``; together nothing."""
        assert sum(amounts.values()) == 0, amounts
        for name, amount in amounts.items():
            self.accounts[name.removeprefix("a")] += amount

    def goods_in(self, what: str, quantity: int, value: int) -> None:
        """Goods that came, with what they cost."""
        have, worth = self.goods.get(what, (0, 0))
        self.goods[what] = (have + quantity, worth + value)

    def goods_out(self, what: str, quantity: int) -> int:
        """Goods that went, at the average; returns their value."""
        have, worth = self.goods[what]
        value = worth if quantity == have else half_up(worth * quantity, have)
        self.goods[what] = (have - quantity, worth - value)
        return value

    def balances(self) -> dict[str, int]:
        """Every account that is not zero."""
        return {code: amount for code, amount in self.accounts.items() if amount}


class Year:
    """The enterprise, its people and goods; each method is one act of the year, entered and noted."""

    def __init__(self, folder: Path) -> None:
        self.session = make_book(folder)
        self.paper = Paper()
        self.shop = self._person("ร้านสมุนไพรตัวอย่าง", supplier=True)
        self.school = self._person("โรงเรียนตัวอย่าง", customer=True)
        self.noi = self._person("น้อย สมาชิกตัวอย่าง", member=True)
        self.dam = self._person("ดำ สมาชิกตัวอย่าง", member=True)
        self.agency = self._person("หน่วยงานตัวอย่าง")
        self.herb = self._product("หญ้าหมอน้อย", "กก.", ProductKind.MATERIAL)
        self.tea = self._product("ชาหญ้าหมอน้อย", "กล่อง", ProductKind.PRODUCT, 89_00)
        self.cash = next(each.uid for each in tenders() if each.kind == "cash")
        self.promptpay = next(each.uid for each in tenders() if each.kind == "promptpay")
        self.herd = create_herd(self.session, HerdData("วัวขุน", unit="ตัว")).uid
        self.heads = self.herd_value = 0

    def _person(
        self, name: str, *, member: bool = False, supplier: bool = False, customer: bool = False
    ) -> bytes:
        data = PartyData(name, is_member=member, is_supplier=supplier, is_customer=customer, credit_days=30)
        return create_party(self.session, data).uid

    def _product(self, name: str, unit: str, kind: ProductKind, price: int | None = None) -> bytes:
        data = ProductData(name=name, unit=unit, kind=kind, price_e4=None if price is None else price * E4)
        return create_product(self.session, data).uid

    # ---------------------------------------------------------------- the first day

    def open(self, on: dt.date) -> None:
        """Cash, bank, a school that owes, a shop that is owed, shares, herbs, an old grinder."""
        grinder = AssetDraft(
            new_uid(),
            AssetWords("เครื่องบด"),
            AssetKind.EQUIPMENT,
            AssetSource.OPENING,
            6_000_00,
            60,
            depreciated=1_200_00,
            acquired_on=on.replace(year=on.year - 1),
            in_use_from=on.replace(year=on.year - 1),
        )
        draft = OpeningBooksDraft(
            new_uid(),
            (("1101", 8_000_00), ("1102", 40_000_00)),
            (OpenBillDraft(new_uid(), self.school, 1_500_00, Slip(on - dt.timedelta(days=40), "7/12")),),
            (OpenBillDraft(new_uid(), self.shop, 900_00),),
            (OpenSharesDraft(self.noi, 10_000_00), OpenSharesDraft(self.dam, 5_000_00)),
            (OpeningStockDraft(self.herb, 5 * MILLI, 250_00),),
            4_800_00,
            (("3201", -38_650_00),),
        )
        open_books(self.session, draft, on=on, also=lambda: add_asset(self.session, grinder, on=on))
        self.paper.goods_in("herb", 5 * MILLI, 250_00)
        self.paper.note(
            a1101=8_000_00,
            a1102=40_000_00,
            a1201=1_500_00,
            a1301=250_00,
            a1501=6_000_00,
            a1502=-1_200_00,
            a2101=-900_00,
            a3101=-15_000_00,
            a3201=-38_650_00,
        )

    # ---------------------------------------------------------------- making and selling

    def buy_herb(self, on: dt.date, kilos: int, amount: int, *, freight: int, paid: int) -> None:
        """Herbs with their freight; what is not paid stays owed to the shop."""
        line = PurchaseLineDraft(self.herb, kilos * MILLI, "กก.", amount)
        draft = PurchaseDraft(
            new_uid(), (line,), freight, self.shop, (TenderDraft(self.cash, paid, is_cash=True),)
        )
        post_purchase(self.session, draft, on=on)
        self.paper.goods_in("herb", kilos * MILLI, amount + freight)
        self.paper.note(a1301=amount + freight, a1101=-paid, a2101=-(amount + freight - paid))

    def make_tea(self, on: dt.date, kilos: int, boxes: int) -> None:
        """A batch: herbs from stock, labour owed and free, electricity from the bill, the grinder's wear."""
        lines = (
            CostLineDraft(
                CostKind.MATERIAL, Settlement.FROM_STOCK, "ใบหญ้า", kilos * MILLI, "กก.", product_uid=self.herb
            ),
            CostLineDraft(CostKind.LABOUR, Settlement.OWED, "อบและบรรจุ", amount=300_00, party_uid=self.noi),
            CostLineDraft(CostKind.LABOUR, Settlement.IMPUTED, "ช่วยกันคัด", amount=400_00, party_uid=self.dam),
            CostLineDraft(CostKind.ENERGY, Settlement.ABSORBED, "ไฟฟ้า", amount=150_00),
            CostLineDraft(CostKind.WEAR, Settlement.WEAR, "เครื่องบด", amount=80_00),
        )
        outs = (OutputDraft(self.tea, boxes * MILLI),)
        produce(self.session, BatchDraft(new_uid(), self.tea, boxes * MILLI, None, lines, outs), on=on)
        herbs = self.paper.goods_out("herb", kilos * MILLI)
        cost = herbs + 300_00 + 150_00 + 80_00
        self.paper.goods_in("tea", boxes * MILLI, cost)
        self.paper.note(a1303=cost, a1301=-herbs, a2102=-300_00, a5302=-150_00, a5305=-80_00)

    def sell(self, on: dt.date, boxes: int, price: int, *, by_promptpay: bool = False) -> Posted:
        """Tea over the counter."""
        total = boxes * price
        line = SaleLineDraft(self.tea, "ชา", boxes * MILLI, "กล่อง", price * E4)
        pay = TenderDraft(
            self.promptpay if by_promptpay else self.cash,
            total,
            confirmed=by_promptpay,
            is_cash=not by_promptpay,
        )
        sold = post_sale(self.session, SaleDraft(new_uid(), (line,), tenders=(pay,)), on=on)
        cost = self.paper.goods_out("tea", boxes * MILLI)
        place = {"a1103" if by_promptpay else "a1101": total}
        self.paper.note(**place, a4101=-total, a5101=cost, a1303=-cost)
        return sold.posted

    def deliver(self, on: dt.date, boxes: int, price: int) -> None:
        """Tea to the school, on account."""
        line = SaleLineDraft(self.tea, "ชา", boxes * MILLI, "กล่อง", price * E4)
        deliver(self.session, SaleDraft(new_uid(), (line,), party_uid=self.school), on=on)
        cost = self.paper.goods_out("tea", boxes * MILLI)
        self.paper.note(a1201=boxes * price, a4101=-boxes * price, a5101=cost, a1303=-cost)

    def school_pays(self, on: dt.date, amount: int, *, withheld: int = 0) -> Posted:
        """The school transfers what it owes, perhaps less the tax that it keeps back."""
        kept = WithheldDraft(withheld, amount, 100, "50ทวิ-1", on) if withheld else None
        draft = ReceiveDraft(new_uid(), self.school, (MoneyDraft("1102", amount - withheld),), withheld=kept)
        posted = receive_money(self.session, draft, on=on)
        self.paper.note(a1102=amount - withheld, a1205=withheld, a1201=-amount)
        return posted

    # ---------------------------------------------------------------- slips of money

    def slip(
        self,
        on: dt.date,
        code: str,
        amount: int,
        *,
        from_code: str = "1101",
        slip_date: dt.date | None = None,
        number: str = "",
    ) -> Posted:
        """A slip of an expense, paid at once."""
        draft = EntryDraft(
            new_uid(),
            Direction.OUT,
            (EntryLineDraft(amount, account_code=code),),
            (PayDraft(PayKind.MONEY, amount, from_code),),
            slip=Slip(slip_date, number),
        )
        posted = post_entry(self.session, draft, on=on)
        self.paper.note(**{f"a{code}": amount, f"a{from_code}": -amount})
        return posted

    def income(self, on: dt.date, code: str, amount: int) -> None:
        """Money that came in for something else than goods."""
        draft = EntryDraft(
            new_uid(),
            Direction.IN,
            (EntryLineDraft(amount, account_code=code),),
            (PayDraft(PayKind.MONEY, amount, "1101"),),
        )
        post_entry(self.session, draft, on=on)
        self.paper.note(**{"a1101": amount, f"a{code}": -amount})

    def from_her_purse(self, on: dt.date, amount: int) -> None:
        """Paper and pens that Dam paid out of her own purse."""
        draft = EntryDraft(
            new_uid(),
            Direction.OUT,
            (EntryLineDraft(amount, account_code="5501"),),
            (PayDraft(PayKind.PURSE, amount, party_uid=self.dam),),
        )
        post_entry(self.session, draft, on=on)
        self.paper.note(a5501=amount, a2103=-amount)

    def give_advance(self, on: dt.date, amount: int) -> None:
        """Money for Noi to spend on the way to the market."""
        post_advance(self.session, AdvanceDraft(new_uid(), self.noi, "1101", amount), on=on)
        self.paper.note(a1204=amount, a1101=-amount)

    def spend_advance(self, on: dt.date, amount: int) -> None:
        """What she spent of it on the stall."""
        draft = EntryDraft(
            new_uid(),
            Direction.OUT,
            (EntryLineDraft(amount, account_code="5401"),),
            (PayDraft(PayKind.ADVANCE, amount, party_uid=self.noi),),
        )
        post_entry(self.session, draft, on=on)
        self.paper.note(a5401=amount, a1204=-amount)

    def bring_back(self, on: dt.date, amount: int) -> None:
        """What is left of the advance."""
        post_advance(self.session, AdvanceDraft(new_uid(), self.noi, "1101", -amount), on=on)
        self.paper.note(a1101=amount, a1204=-amount)

    def to_bank(self, on: dt.date, amount: int, *, from_code: str = "1101", fee: int = 0) -> None:
        """Money carried or sent to the bank."""
        post_transfer(self.session, TransferDraft(new_uid(), from_code, "1102", amount, fee), on=on)
        self.paper.note(**{"a1102": amount, "a5508": fee, f"a{from_code}": -amount - fee})

    def pay(self, on: dt.date, who: bytes, account: str, amount: int) -> None:
        """Wages, purses or bills that are paid from cash."""
        draft = PayOutDraft(new_uid(), (PayeeDraft(who, amount=amount),), (MoneyDraft("1101", amount),))
        pay_money(self.session, draft, on=on)
        self.paper.note(**{f"a{account}": amount, "a1101": -amount})

    # ---------------------------------------------------------------- things and animals

    def given_drier(self, on: dt.date) -> None:
        """An agency gives a drier: 24,000.00, five years, against deferred income."""
        draft = AssetDraft(
            new_uid(),
            AssetWords("เครื่องอบลมร้อน"),
            AssetKind.EQUIPMENT,
            AssetSource.DONATED,
            24_000_00,
            60,
            in_use_from=on,
            party_uid=self.agency,
        )
        add_asset(self.session, draft, on=on)
        self.paper.note(a1501=24_000_00, a2202=-24_000_00)

    def lent_scales(self, on: dt.date) -> None:
        """Scales that are only lent: on record, no value."""
        draft = AssetDraft(
            new_uid(),
            AssetWords("เครื่องชั่ง"),
            AssetKind.EQUIPMENT,
            AssetSource.LENT,
            3_000_00,
            party_uid=self.agency,
        )
        add_asset(self.session, draft, on=on)

    def wear(self, month: dt.date, grinder: int, drier: int) -> None:
        """The month's depreciation of both machines; the given one releases as much income."""
        depreciate(self.session, month, uid=new_uid())
        self.paper.note(a5205=grinder + drier, a1502=-grinder - drier)
        if drier:
            self.paper.note(a2202=drier, a4206=-drier)

    def buy_cows(self, on: dt.date, heads: int, amount: int) -> None:
        """Cows to be fattened."""
        self._herd(on, HerdEvent.BOUGHT, heads, amount, (PayDraft(PayKind.MONEY, amount, "1102"),))
        self.heads, self.herd_value = self.heads + heads, self.herd_value + amount
        self.paper.note(a1307=amount, a1102=-amount)

    def feed(self, on: dt.date, amount: int) -> None:
        """Feed and medicine make them dearer."""
        self._herd(on, HerdEvent.RAISED, 0, amount, (PayDraft(PayKind.MONEY, amount, "1101"),))
        self.herd_value += amount
        self.paper.note(a1307=amount, a1101=-amount)

    def calf(self, on: dt.date) -> None:
        """A calf is born at nothing."""
        self._herd(on, HerdEvent.BORN, 1, 0)
        self.heads += 1

    def sell_cow(self, on: dt.date, price: int) -> None:
        """A cow leaves at the average of the herd."""
        self._herd(on, HerdEvent.SOLD, 1, price, (PayDraft(PayKind.MONEY, price, "1102"),))
        cost = half_up(self.herd_value, self.heads)
        self.heads, self.herd_value = self.heads - 1, self.herd_value - cost
        self.paper.note(a1102=price, a4105=-price, a5107=cost, a1307=-cost)

    def _herd(
        self, on: dt.date, event: HerdEvent, heads: int, amount: int, pays: tuple[PayDraft, ...] = ()
    ) -> None:
        post_herd(self.session, HerdDraft(new_uid(), self.herd, event, heads, amount, pays=pays), on=on)
