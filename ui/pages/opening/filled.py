"""What is typed of an opening, as the drafts that are posted of it; no widgets here."""

import datetime as dt

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.document import new_uid
from app.domain.ledger import signed
from app.domain.loan import LoanMethod, LoanSide, rate_of_bp
from app.domain.loan_entry import LoanData
from app.domain.money import MILLI
from app.domain.opening import OpenBillDraft, OpeningBooksDraft, OpenLoanDraft, OpenSharesDraft
from app.domain.purchase import OpeningStockDraft, Slip
from ui.pages.opening import work
from ui.pages.opening.draft import Kept
from ui.pages.opening.parts import (
    ASSETS,
    CREDITORS,
    DEBTORS,
    KIND_OF,
    LOANS,
    MONEY,
    OTHERS,
    SAVINGS,
    SHARES,
    STOCK,
)
from ui.widgets.party_field import NewName


class _People:
    """Who is named for the first time, and what she is to the group."""

    def __init__(self) -> None:
        self.new: dict[bytes, NewName] = {}
        self.kinds: dict[bytes, str] = {}

    def uid_of(self, key: object, which: str) -> bytes:
        if isinstance(key, NewName):
            self.new[key.uid] = key
            self.kinds[key.uid] = KIND_OF[which]
            return key.uid
        return key if isinstance(key, bytes) else b""


def opening_of(kept: Kept) -> work.Opening:
    """The drafts of everything typed, whole or not; ``kept.uids`` grows by the uids they need."""
    people = _People()
    assets = _assets(kept)
    draft = OpeningBooksDraft(
        kept.uid,
        tuple((str(code or ""), whole(amount)) for code, amount in kept.rows[MONEY]),
        _bills(kept, DEBTORS, people),
        _bills(kept, CREDITORS, people),
        tuple(
            OpenSharesDraft(people.uid_of(who, SHARES), whole(paid), whole(count) // MILLI or None)
            for who, paid, count in kept.rows[SHARES]
        ),
        tuple(
            OpeningStockDraft(uid if isinstance(uid, bytes) else b"", whole(quantity), whole(value))
            for uid, quantity, value in kept.rows[STOCK]
        ),
        work.book_value(assets),
        tuple(
            (str(code or ""), signed(whole(debit), whole(credit)))
            for code, debit, credit in kept.rows[OTHERS]
        ),
        kept.to_equity,
        loans=_loans(kept, people),
        savings=tuple(
            (people.uid_of(who, SAVINGS), whole(amount)) for who, amount in kept.rows.get(SAVINGS, ())
        ),
        savings_uid=_uids(kept, SAVINGS, 1)[0],
    )
    return work.Opening(draft, assets, people.new, people.kinds)


def _bills(kept: Kept, which: str, people: _People) -> tuple[OpenBillDraft, ...]:
    found = kept.rows[which]
    uids = _uids(kept, which, len(found))
    return tuple(
        OpenBillDraft(uid, people.uid_of(who, which), whole(amount), Slip(as_day(on), str(number or "")))
        for uid, (who, amount, number, on) in zip(uids, found, strict=True)
    )


def _loans(kept: Kept, people: _People) -> tuple[OpenLoanDraft, ...]:
    found = kept.rows.get(LOANS, ())
    uids = _uids(kept, LOANS, 2 * len(found))
    made = []
    for at, typed in enumerate(found):
        side, who, agreed, left, owed, rate, method, contract, first, count = typed
        first_day = kept.day or dt.date.min
        data = LoanData(
            LoanSide(str(side)) if side else LoanSide.TAKEN,
            people.uid_of(who, LOANS),
            whole(agreed),
            as_day(contract) or first_day,
            as_day(first) or first_day,
            rate_of_bp(whole(rate)),
            method=LoanMethod(str(method)) if method else LoanMethod.EQUAL_PRINCIPAL,
            instalments=whole(count) // MILLI,
        )
        made.append(OpenLoanDraft(uids[2 * at], uids[2 * at + 1], data, whole(left), whole(owed)))
    return tuple(made)


def _assets(kept: Kept) -> tuple[AssetDraft, ...]:
    found = kept.rows[ASSETS]
    uids = _uids(kept, ASSETS, 2 * len(found))
    made = []
    for at, (name, kind, acquired, cost, worn, years) in enumerate(found):
        chosen = AssetKind(str(kind)) if kind else AssetKind.EQUIPMENT
        months = work.months_of(whole(years))
        made.append(
            AssetDraft(
                uids[2 * at],
                AssetWords(str(name or "")),
                chosen,
                AssetSource.OPENING,
                whole(cost),
                None if chosen is AssetKind.LAND else months or None,
                acquired_on=as_day(acquired) or kept.day,
                in_use_from=as_day(acquired) or kept.day,
                depreciated=whole(worn),
                asset_uid=uids[2 * at + 1],
            )
        )
    return tuple(made)


def _uids(kept: Kept, which: str, count: int) -> list[bytes]:
    """The same uids at each press, so that nothing is posted twice."""
    uids = kept.uids.setdefault(which, [])
    while len(uids) < count:
        uids.append(new_uid())
    return uids[:count]


def as_day(value: object) -> dt.date | None:
    """A typed day, or None."""
    return value if isinstance(value, dt.date) else None


def whole(value: object) -> int:
    """A typed number, or nothing."""
    return value if isinstance(value, int) else 0
