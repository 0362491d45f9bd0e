"""The short lists of a book: categories, sections, projects, places, tenders, accounts."""

from dataclasses import dataclass
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.payments.promptpay import clean_target, guess_kind
from app.services import event_log, records
from app.services.journal import forget_accounts
from app.services.products import next_code, refuse_code
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name
from db import connection as book
from db.models.accounts import Account, Project, Section, Tender
from db.models.base import BookModel, delete_where, insert_row, read_row, update_row
from db.models.products import Category
from db.models.stock import StockLocation
from db.sql import master as sql


class NameTakenError(UserError):
    """Another row has this name."""

    message = N_("“{name}” is already there.")


class CategoryInUseError(UserError):
    """A category that products belong to."""

    message = N_("“{name}” still has products. Please give them another category first.")


class AccountInUseError(UserError):
    """An account that the program itself posts to."""

    message = N_("The program itself posts to “{name}”; it cannot be put aside.")


class FeeError(UserError):
    """A fee outside 0 to 100 percent."""

    message = N_("A fee is between 0 and 100 percent.")


class TenderAccountError(UserError):
    """A way to pay whose money would lie where no money can: on stock, sales or a cost."""

    message = N_("Money from “{name}” cannot lie on this account; please choose cash, a bank or a debtor.")


class TenderPayerError(UserError):
    """Money that comes later without anybody who owes it."""

    message = N_("Who passes the money from “{name}” on? Please choose, so that it stands under a name.")


class SettleDaysError(UserError):
    """Money that is expected before it was paid, or years later."""

    message = N_("The money is expected after 0 to 3,650 days.")


MOST_SETTLE_DAYS = 3_650
LOCATION_KINDS = ("store", "stall", "consigned_out")
TENDER_KINDS = ("cash", "promptpay", "transfer", "account", "other")
_MAY_LIE = {
    "cash": ("money",),
    "promptpay": ("money", "held"),
    "transfer": ("money", "held"),
    "account": ("debt",),
    "other": ("money", "debt", "held", "later", "other"),
}
"""On which sorts of accounts the money of each kind of way to pay may lie."""
ACCOUNT_TYPES = ("asset", "liability", "equity", "income", "expense")


@dataclass(frozen=True, slots=True)
class TenderData:
    """Everything that is typed about a way to pay; ``account_id`` is where the money lies."""

    name: str
    kind: str
    account_id: int
    code: str = ""
    name_en: str = ""
    icon: str = "banknote"
    holder_id: int | None = None
    promptpay_kind: str = ""
    promptpay_target: str = ""
    fee_bp: int = 0
    asks_reference: bool = False
    position: int = 0
    active: bool = True
    payer_id: int | None = None
    """Who has the money until it is handed over or transferred; of a person's own account its holder."""
    settle_days: int = 0
    """After how many days it is expected."""


@dataclass(frozen=True, slots=True)
class AccountData:
    """Everything that is typed about an account."""

    code: str
    name: str
    type: str
    name_en: str = ""
    statement_group: str = ""
    is_money: bool = False
    active: bool = True
    holder_id: int | None = None
    """Who keeps the money of this account."""
    bank_name: str = ""
    bank_number: str = ""


# ---------------------------------------------------------------- categories


def save_category(session: Session, name: str, *, category_id: int | None = None, position: int = 0) -> Saved:
    """Add a category, or rename and move the one with ``category_id``.

    Raises NameMissingError, NameTakenError, NotFoundError.
    """
    name = _name(name)
    values: dict[str, Any] = {"name": name, "position": position}
    with saving(session, Permission.EDIT_PRODUCTS):
        taken = book.fetch_one(sql.CATEGORY_NAME, (name,))
        if taken is not None and taken[0] != category_id:
            raise NameTakenError(name=name)
        return _save(session, Category, category_id, values, Changes.PRODUCTS)


def delete_category(session: Session, category_id: int) -> Saved:
    """Remove a category that no product has; raises CategoryInUseError, NotFoundError."""
    with saving(session, Permission.EDIT_PRODUCTS):
        old = read_row(Category, category_id)
        if old is None:
            raise NotFoundError
        if book.fetch_one(sql.CATEGORY_IN_USE, (category_id,)) is not None:
            raise CategoryInUseError(name=old["name"])
        delete_where(Category, id=category_id)
        event_log.append(session, "delete", "category", old["uid"], {"name": old["name"]}, None)
    return Saved(category_id, old["uid"], changes=Changes.PRODUCTS)


# ---------------------------------------------------------------- dimensions and places


def save_section(
    session: Session, name: str, *, section_id: int | None = None, code: str = "", active: bool = True
) -> Saved:
    """Add or change a group within the enterprise; raises NameMissingError, CodeTakenError, NotFoundError."""
    return _save_coded(session, Section, "section", "G", section_id, name, code, {"active": int(active)})


def save_project(
    session: Session,
    name: str,
    *,
    project_id: int | None = None,
    code: str = "",
    funder_id: int | None = None,
    active: bool = True,
) -> Saved:
    """Add or change a project; raises NameMissingError, CodeTakenError, NotFoundError."""
    more = {"funder_id": funder_id, "active": int(active)}
    return _save_coded(session, Project, "project", "J", project_id, name, code, more)


def save_location(
    session: Session,
    name: str,
    *,
    kind: str = "stall",
    location_id: int | None = None,
    code: str = "",
    active: bool = True,
) -> Saved:
    """Add or change a place that holds stock; raises NameMissingError, CodeTakenError, NotFoundError."""
    if kind not in LOCATION_KINDS:
        raise ValueError(kind)
    more = {"kind": kind, "active": int(active)}
    return _save_coded(session, StockLocation, "stock_location", "L", location_id, name, code, more)


# ---------------------------------------------------------------- tenders, accounts


def save_tender(session: Session, data: TenderData, *, tender_id: int | None = None) -> Saved:
    """Add or change a way to pay.

    Raises NameMissingError, FeeError, TenderAccountError, CodeTakenError, NotFoundError,
    PromptPayTargetError and its kin, TenderPayerError, SettleDaysError.
    """
    if data.kind not in TENDER_KINDS:
        raise ValueError(data.kind)
    if not 0 <= data.fee_bp <= 10_000:
        raise FeeError
    lies = book.fetch_one(sql.ACCOUNT_FOR_TENDER, (data.account_id,))
    if lies is not None and lies[0] not in _MAY_LIE[data.kind]:
        raise TenderAccountError(name=clean_name(data.name))
    if not 0 <= data.settle_days <= MOST_SETTLE_DAYS:
        raise SettleDaysError
    comes_later = lies is not None and lies[0] in ("held", "later")
    payer_id = (data.payer_id or data.holder_id) if comes_later else None
    if comes_later and data.active and payer_id is None:
        raise TenderPayerError(name=clean_name(data.name))
    target = clean_name(data.promptpay_target, 40)
    kind = (data.promptpay_kind or guess_kind(target)) if target else ""
    more = {
        "name_en": clean_name(data.name_en) or _name(data.name),
        "icon": data.icon,
        "kind": data.kind,
        "account_id": data.account_id,
        "holder_id": data.holder_id,
        "promptpay_kind": kind,
        "promptpay_target": clean_target(kind, target) if target else "",
        "fee_bp": data.fee_bp,
        "asks_reference": int(data.asks_reference),
        "position": data.position,
        "active": int(data.active),
        "payer_id": payer_id,
        "settle_days": data.settle_days if comes_later else 0,
    }
    return _save_coded(session, Tender, "tender", "T", tender_id, data.name, data.code, more)


def save_account(session: Session, data: AccountData, *, account_id: int | None = None) -> Saved:
    """Add or change an account; what the program posts to by itself keeps its type and stays in use.

    Raises NameMissingError, CodeTakenError, AccountInUseError, NotFoundError.
    """
    name, code = _name(data.name), clean_name(data.code, 20)
    if data.type not in ACCOUNT_TYPES:
        raise ValueError(data.type)
    if not code:
        raise NameMissingError
    values = {
        "code": code,
        "name": name,
        "type": data.type,
        "name_en": clean_name(data.name_en) or name,
        "statement_group": data.statement_group,
        "is_money": int(data.is_money),
        "active": int(data.active),
        "holder_id": data.holder_id,
        "bank_name": clean_name(data.bank_name),
        "bank_number": to_arabic(clean_name(data.bank_number, 60)),
    }
    with saving(session, Permission.EDIT_SETTINGS):
        refuse_code("account", code, account_id)
        if account_id is None:
            row_id = insert_row(Account, values)
            event_log.append(session, "create", "account", code.encode(), None, values)
        else:
            row_id = account_id
            old = read_row(Account, row_id)
            if old is None:
                raise NotFoundError
            if old["role"] and (not data.active or data.type != old["type"]):
                raise AccountInUseError(name=old["name"])
            changed = {key: value for key, value in values.items() if old[key] != value}
            if changed:
                update_row(Account, row_id, changed)
                before = {key: old[key] for key in changed}
                event_log.append(session, "change", "account", code.encode(), before, changed)
        forget_accounts()
    return Saved(row_id, b"", code, Changes.LEDGER | Changes.SETTINGS)


# ---------------------------------------------------------------- shared


def _name(text: str) -> str:
    name = clean_name(text)
    if not name:
        raise NameMissingError
    return name


def _save(
    session: Session, model: type[BookModel], row_id: int | None, values: dict[str, Any], changes: Changes
) -> Saved:
    code = str(values.get("code", ""))
    if row_id is None:
        uid = new_uid()
        return Saved(records.add(session, model, uid, values), uid, code, changes)
    changed = records.change(session, model, row_id, values)
    old = read_row(model, row_id)
    assert old is not None
    return Saved(row_id, old["uid"], code, changes if changed else Changes.NONE)


def _save_coded(
    session: Session,
    model: type[BookModel],
    table: str,
    letter: str,
    row_id: int | None,
    name: str,
    code: str,
    more: dict[str, Any],
) -> Saved:
    name, code = _name(name), clean_name(code, 40)
    with saving(session, Permission.EDIT_SETTINGS):
        if code:
            refuse_code(table, code, row_id)
        elif row_id is None:
            code = next_code(table, letter)
        values = {"name": name, **more, **({"code": code} if code else {})}
        return _save(session, model, row_id, values, Changes.SETTINGS)
