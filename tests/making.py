"""A small enterprise that makes things, and short words for what it does: for tests of production."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from app.domain import money
from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole, ProductKind
from app.domain.party import PartyData
from app.domain.product import ProductData
from app.domain.production import AddDraft, BatchDraft, CostLineDraft, FinishDraft, OutputDraft
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from app.domain.session import Permission
from app.queries.costing import BatchDetail, batch_detail
from app.services.books import close_book
from app.services.journal import account_id
from app.services.parties import create_party
from app.services.production import (
    PostedBatch,
    add_to_batch,
    finish_batch,
    produce,
    start_batch,
    undo_batch_document,
)
from app.services.products import create_product
from app.services.recipes import create_recipe
from app.services.stock import StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from db import connection as book
from tests.builders import make_book

OCT = dt.date(2026, 10, 10)


def baht(amount: int) -> int:
    """Satang of whole baht."""
    return amount * 100


def e4(baht_hundredths: int) -> int:
    """A rate (e4) from satang."""
    return baht_hundredths * 10_000


class Workshop:
    """An open book with a few materials, products and people, and what is done with them."""

    def __init__(self, path: Path) -> None:
        self.session = make_book(path.parent, path.name)
        self.products: dict[str, bytes] = {}
        self.people: dict[str, bytes] = {}

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *_error: object) -> None:
        close_book()

    def product(
        self,
        code: str,
        kind: str = "product",
        *,
        unit: str = "กก.",
        price: int | None = None,
        shelf_days: int | None = None,
    ) -> bytes:
        """A product by code, made when it is first named; ``price`` in satang."""
        if code not in self.products:
            data = ProductData(
                name=code,
                unit=unit,
                kind=ProductKind(kind),
                code=code if code.isascii() else "",
                price_e4=None if price is None else e4(price),
                shelf_days=shelf_days,
            )
            self.products[code] = create_product(self.session, data).uid
        return self.products[code]

    def person(self, name: str, *, is_member: bool = True) -> bytes:
        """A person by name, made when first named."""
        if name not in self.people:
            data = PartyData(name=name, is_member=is_member, is_supplier=not is_member)
            self.people[name] = create_party(self.session, data).uid
        return self.people[name]

    def recipe(
        self, code: str, output_milli: int, *lines: CostLineDraft, others: tuple[RecipeOutput, ...] = ()
    ) -> bytes:
        """A recipe for a product."""
        recipe = Recipe(
            outputs=(RecipeOutput(self.product(code), output_milli), *others),
            lines=tuple(
                RecipeLine(
                    line.kind,
                    line.settlement,
                    line.description,
                    line.quantity_milli,
                    line.unit or "ครั้ง",
                    line.rate_e4 or e4(line.amount or 0),
                    line.step,
                    line.product_uid,
                    line.party_uid,
                    is_fixed=line.is_fixed,
                )
                for line in lines
            ),
            name=code,
        )
        return create_recipe(self.session, recipe).uid

    def receive(
        self,
        code: str,
        quantity_milli: int,
        value: int,
        *,
        on: dt.date = OCT,
        kind: str = "material",
        cash: int | None = None,
        full: int | None = None,
    ) -> Posted:
        """Goods into stock for cash."""
        uid = self.product(code, kind)

        def write(entry: Entry) -> None:
            entry.document(DocumentKind.PURCHASE, on, value)
            stock = StockWriter(entry)
            values = Values(value, value if cash is None else cash, value if full is None else full)
            product = stock.product(uid)
            stock.receive(
                product, quantity_milli, values, location_id=1, purpose="purchase", is_purchase=True
            )
            stock.finish()
            entry.line(account_id(AccountRole.CASH), -value)

        return post(self.session, Permission.BUY, new_uid(), write)

    def start(
        self,
        code: str,
        planned_milli: int,
        *lines: CostLineDraft,
        on: dt.date = OCT,
        recipe: bytes | None = None,
        hours_milli: int = 0,
    ) -> PostedBatch:
        """Start a batch."""
        draft = BatchDraft(
            new_uid(), self.product(code), planned_milli, recipe, lines, hours_milli=hours_milli
        )
        return start_batch(self.session, draft, on=on)

    def add(self, batch: PostedBatch, *lines: CostLineDraft, on: dt.date = OCT) -> PostedBatch:
        """Add to a batch."""
        return add_to_batch(self.session, AddDraft(new_uid(), batch.batch_uid, lines), on=on)

    def finish(
        self, batch: PostedBatch, *outputs: OutputDraft, on: dt.date = OCT, final: bool = True
    ) -> PostedBatch:
        """Finish a batch or a part of it."""
        return finish_batch(
            self.session, FinishDraft(new_uid(), batch.batch_uid, outputs, is_final=final), on=on
        )

    def make(
        self,
        code: str,
        made_milli: int,
        *lines: CostLineDraft,
        on: dt.date = OCT,
        outputs: tuple[OutputDraft, ...] | None = None,
        recipe: bytes | None = None,
    ) -> PostedBatch:
        """Make a batch in one step."""
        uid = self.product(code)
        outs = (OutputDraft(uid, made_milli),) if outputs is None else outputs
        return produce(self.session, BatchDraft(new_uid(), uid, made_milli, recipe, lines, outs), on=on)

    def sell(self, code: str, quantity_milli: int, price: int = 0, *, on: dt.date = OCT) -> Posted:
        """Sell for cash at a unit price in satang."""
        from app.domain.sale import NO_ROUNDING, SaleDraft, SaleLineDraft, TenderDraft
        from app.services.sales import post_sale

        tender = book.fetch_one("SELECT uid FROM tender WHERE code = 'CASH'")
        assert tender is not None
        line = SaleLineDraft(self.product(code), code, quantity_milli, "ชิ้น", e4(price))
        total = money.times(e4(price), quantity_milli)
        draft = SaleDraft(new_uid(), (line,), tenders=(TenderDraft(tender[0], total, is_cash=True),))
        return post_sale(self.session, draft, on=on, rounding=NO_ROUNDING).posted

    def bill(self, expense: AccountRole, amount: int, *, on: dt.date = OCT, credit: str = "1101") -> Posted:
        """An expense against an account by code, cash if nothing is said."""

        def write(entry: Entry) -> None:
            entry.document(DocumentKind.EXPENSE, on, amount)
            entry.line(account_id(expense), amount)
            entry.line(book.fetch_int("SELECT id FROM account WHERE code = ?", (credit,)), -amount)

        return post(self.session, Permission.BUY, new_uid(), write)

    def undo(self, document_uid: bytes, *, on: dt.date = OCT) -> Posted:
        """Undo a document of a batch."""
        return undo_batch_document(self.session, document_uid, on=on, reason="บันทึกผิด", uid=new_uid())

    def give_back(
        self, sale: Posted, quantity_milli: int, *, on: dt.date = OCT, is_spoiled: bool = False
    ) -> Posted:
        """Take back some of the first line of a sale, for cash."""
        from app.domain.sale import Condition, SaleReturnDraft, SaleReturnLineDraft, TenderDraft, price_return
        from app.services.returns import post_return, sold_sale

        tender = book.fetch_one("SELECT uid FROM tender WHERE code = 'CASH'")
        assert tender is not None
        condition = Condition.SPOILED if is_spoiled else Condition.SELLABLE
        draft = SaleReturnDraft(new_uid(), sale.uid, (SaleReturnLineDraft(1, quantity_milli, condition),))
        total = -price_return(draft, sold_sale(sale.uid)).total
        draft = replace(draft, tenders=(TenderDraft(tender[0], total, is_cash=True),))
        return post_return(self.session, draft, on=on).posted

    def sheet(self, batch: PostedBatch) -> BatchDetail:
        """The cost sheet of a batch."""
        found = batch_detail(batch.batch_uid)
        assert found is not None
        return found

    def unit_cost(self, batch: PostedBatch) -> int:
        """Book cost of one unit that came out, as it stands now, in satang."""
        cost = self.sheet(batch).unit_cost
        assert cost is not None
        return money.divide_round(cost.value_e4, 10_000)

    def balance(self, role: AccountRole) -> int:
        """Balance of an account, debit positive."""
        return book.fetch_int(
            "SELECT sum(amount) FROM journal_line WHERE account_id = ?", (account_id(role),)
        )

    def owed(self, role: AccountRole, who: str) -> int:
        """What is owed to a person in an account."""
        return -book.fetch_int(
            "SELECT balance FROM party_balance b JOIN party p ON p.id = b.party_id "
            "WHERE p.uid = ? AND b.account_id = ?",
            (self.person(who), account_id(role)),
        )

    def stock(self, code: str) -> tuple[int, int, int, int]:
        """Quantity, book, cash and full value on hand."""
        row = book.fetch_one(
            "SELECT quantity, value, cash_value, full_value FROM stock_cost s "
            "JOIN product p ON p.id = s.product_id WHERE p.uid = ?",
            (self.product(code),),
        )
        return (0, 0, 0, 0) if row is None else (row[0], row[1], row[2], row[3])

    # ------------------------------------------------------------ cost lines

    def from_stock(
        self, code: str, quantity_milli: int, *, kind: CostKind = CostKind.MATERIAL, step: str = ""
    ) -> CostLineDraft:
        """Goods out of stock."""
        material = "packaging" if kind is CostKind.PACKAGING else "material"
        return CostLineDraft(
            kind,
            Settlement.FROM_STOCK,
            code,
            quantity_milli,
            "กก.",
            product_uid=self.product(code, material),
            step=step,
        )

    def labour(
        self, amount: int, settlement: Settlement = Settlement.IMPUTED, who: str = "สมาชิก 001", hours: int = 0
    ) -> CostLineDraft:
        """Work of a person; ``amount`` in satang."""
        return CostLineDraft(
            CostKind.LABOUR,
            settlement,
            "แรงงาน",
            (hours or 1) * 1000,
            "ชม." if hours else "เหมา",
            amount=amount,
            party_uid=self.person(who),
        )

    def cost(
        self, kind: CostKind, settlement: Settlement, amount: int, who: str | None = None
    ) -> CostLineDraft:
        """A lump of cost in satang."""
        return CostLineDraft(
            kind, settlement, kind.value, amount=amount, party_uid=None if who is None else self.person(who)
        )

    def out(
        self,
        code: str,
        quantity_milli: int,
        kind: OutputKind = OutputKind.GOOD,
        value: int | None = None,
        reason: str = "",
    ) -> OutputDraft:
        """An output; ``value`` of one unit in satang."""
        return OutputDraft(
            self.product(code), quantity_milli, kind, None if value is None else e4(value), reason
        )
