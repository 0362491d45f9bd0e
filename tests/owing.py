"""A group with a school that pays late, a supplier, members who work and lend their purse."""

import datetime as dt
from pathlib import Path

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.open_items import OpenItem
from app.domain.party import PartyData
from app.domain.session import Permission
from app.domain.settling import (
    MoneyDraft,
    PayeeDraft,
    PayOutDraft,
    PickDraft,
    ReceiveDraft,
)
from app.domain.slip_entry import AdvanceDraft, Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.balances import balances
from app.queries.open_items import open_items
from app.queries.parties import party_by_uid
from app.services.entries import post_advance, post_entry
from app.services.journal import account_id
from app.services.parties import create_party
from app.services.sales import post_sale
from app.services.settling import pay_money, receive_money
from app.services.unit_of_work import Entry, Posted, post
from tests.stall import DAY, Stall

CASH, BANK = "1101", "1102"


def day(count: int) -> dt.date:
    """So many days after the stall's first."""
    return DAY + dt.timedelta(days=count)


class Group(Stall):
    """A stall with people who owe and are owed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.school = self.person("โรงเรียนบ้านทดสอบ", is_customer=True, credit_days=15, credit_limit=100_000)
        self.shop = self.person("ร้านบรรจุภัณฑ์", is_supplier=True)
        self.dao = self.person("สมาชิก ดาว", is_member=True)
        self.fa = self.person("สมาชิก ฟ้า", is_member=True)

    def person(self, name: str, **more: object) -> bytes:
        """A person or group."""
        return create_party(self.session, PartyData(name, **more)).uid  # type: ignore[arg-type]

    def id_of(self, uid: bytes) -> int:
        """Her local id."""
        row = party_by_uid(uid)
        assert row is not None
        return row.id

    def bill(self, pieces: int, *, on: dt.date = DAY, party: bytes | None = None) -> Posted:
        """Soap at 35.00 on account."""
        line = self.line(self.soap, pieces, 3_500)
        draft = self.draft(line, pay=(self.by("account", pieces * 3_500),), party_uid=party or self.school)
        return post_sale(self.session, draft, on=on).posted

    def owe(self, party: bytes, amount: int, *, on: dt.date = DAY) -> Posted:
        """A bill of a supplier that stays unpaid."""
        line = EntryLineDraft(amount, account_code="5402", description="ถุงกระดาษ")
        draft = EntryDraft(new_uid(), Direction.OUT, (line,), party_uid=party)
        return post_entry(self.session, draft, on=on)

    def purse(self, member: bytes, amount: int, *, on: dt.date = DAY) -> Posted:
        """A member pays something for the group herself."""
        line = EntryLineDraft(amount, account_code="5402")
        pay = PayDraft(PayKind.PURSE, amount, party_uid=member)
        return post_entry(self.session, EntryDraft(new_uid(), Direction.OUT, (line,), (pay,)), on=on)

    def work(self, *wages: tuple[bytes, int], on: dt.date = DAY) -> Posted:
        """Wages that stay owed, of several people in one document."""

        def write(entry: Entry) -> None:
            entry.document(DocumentKind.JOURNAL, on, sum(amount for _who, amount in wages))
            for who, amount in wages:
                entry.line(account_id(AccountRole.LABOUR), amount)
                entry.line(account_id(AccountRole.WAGES_PAYABLE), -amount, party_id=self.id_of(who))

        return post(self.session, Permission.POST_JOURNAL, new_uid(), write)

    def advance(self, who: bytes, amount: int, *, on: dt.date = DAY) -> Posted:
        """Money given ahead."""
        return post_advance(self.session, AdvanceDraft(new_uid(), who, CASH, amount), on=on)

    def spend(self, who: bytes, amount: int, *, on: dt.date = DAY) -> Posted:
        """A slip paid out of money given ahead."""
        line = EntryLineDraft(amount, account_code="5402")
        pay = PayDraft(PayKind.ADVANCE, amount, party_uid=who)
        return post_entry(self.session, EntryDraft(new_uid(), Direction.OUT, (line,), (pay,)), on=on)

    def receive(
        self,
        amount: int,
        *picks: PickDraft,
        on: dt.date = DAY,
        party: bytes | None = None,
        code: str = CASH,
        **more: object,
    ) -> Posted:
        """Money of what somebody owes."""
        moneys = (MoneyDraft(code, amount),) if amount else ()
        draft = ReceiveDraft(new_uid(), party or self.school, moneys, picks, **more)  # type: ignore[arg-type]
        return receive_money(self.session, draft, on=on)

    def pay(
        self,
        amount: int,
        *payees: PayeeDraft,
        on: dt.date = DAY,
        code: str = CASH,
        fee: int = 0,
        discount: int = 0,
    ) -> Posted:
        """Money for what the group owes."""
        moneys = (MoneyDraft(code, amount),) if amount else ()
        return pay_money(self.session, PayOutDraft(new_uid(), payees, moneys, fee, discount), on=on)

    def items(self, party: bytes, *roles: AccountRole) -> tuple[OpenItem, ...]:
        """What is open of somebody."""
        return open_items(*(roles or (AccountRole.RECEIVABLE,)), party_id=self.id_of(party))


def pick(document: Posted, amount: int, role: AccountRole = AccountRole.RECEIVABLE) -> PickDraft:
    """So much of a document."""
    return PickDraft(document.uid, amount, role)


def balance(role: AccountRole) -> int:
    """What stands on an account, debit positive."""
    return next((row.balance for row in balances(dt.date(2199, 12, 31)) if row.role == role), 0)
