"""What is known of assets: the register as of a day, one asset's steps, and both against the ledger."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.asset import AssetKind, AssetSource, AssetWords
from app.domain.depreciation import Life, Purpose, Step, missing_months, schedule
from app.domain.fiscal import last_of_month
from app.domain.ledger import AccountRole
from app.queries.settings import business_settings
from db import connection as book
from db.sql import assets as sql


@dataclass(frozen=True, slots=True)
class AssetLife:
    """What depreciation needs to know of an asset."""

    id: int
    name: str
    kind: AssetKind
    source: AssetSource
    life: Life
    section_id: int | None
    project_id: int | None


@dataclass(frozen=True, slots=True)
class AssetRow:
    """An asset as it stood on a day; amounts satang."""

    id: int
    uid: bytes
    code: str
    name: str
    kind: AssetKind
    source: AssetSource
    party: str
    """Who sold, gave or lent it."""
    section: str
    place: str
    serial: str
    photo: bytes | None
    acquired_on: dt.date
    in_use_from: dt.date
    life_months: int | None
    scrap: int
    recorded_cost: int
    """What was typed when it came; of a lent one for the record only."""
    note: str
    cost: int
    depreciation: int
    deferred: int
    this_year: int
    """Depreciation since the first day that was asked for."""
    was_donated: bool
    gone_on: dt.date | None
    """When it left; None while it is here."""

    @property
    def book_value(self) -> int:
        """Cost less depreciation so far."""
        return self.cost - self.depreciation

    @property
    def is_lent(self) -> bool:
        """Whether it belongs to somebody else and is on record only."""
        return self.source is AssetSource.LENT

    @property
    def is_here(self) -> bool:
        """Whether it had not left by that day."""
        return self.gone_on is None

    @property
    def life(self) -> Life:
        """How long it is used."""
        return Life(self.in_use_from, self.life_months, self.scrap)


@dataclass(frozen=True, slots=True)
class AssetEvent:
    """A posted step of an asset, satang; ``how`` it left; ``reversal`` is the number that undid it."""

    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    purpose: Purpose
    month: dt.date | None
    cost: int
    depreciation: int
    deferred: int
    how: str
    total: int
    note: str
    reversal: str

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.reversal and self.kind != "reversal"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a register comes to and what its account says, satang in the account's natural direction."""

    role: AccountRole
    register: int
    ledger: int

    @property
    def difference(self) -> int:
        """What the account has more than the register."""
        return self.ledger - self.register


@dataclass(frozen=True, slots=True)
class WearMonth:
    """A month's depreciation beside what batches absorbed of it and what donated assets released, satang."""

    month: dt.date
    depreciation: int
    absorbed: int
    released: int

    @property
    def remainder(self) -> int:
        """Depreciation that no batch took; below zero if they took more."""
        return self.depreciation - self.absorbed


def register(day: dt.date, year_first: dt.date) -> tuple[AssetRow, ...]:
    """Every asset on record by a day, also those that have left; depreciation since ``year_first``."""
    return tuple(_row(row) for row in book.fetch(sql.REGISTER, (year_first.isoformat(), day.isoformat())))


def asset_by_code(code: str, day: dt.date, year_first: dt.date) -> AssetRow | None:
    """The asset with this code as it stood on a day, or None."""
    return next((row for row in register(day, year_first) if row.code == code), None)


def history(asset_id: int) -> tuple[AssetEvent, ...]:
    """Every step that was posted of an asset, the oldest first."""
    return tuple(
        AssetEvent(
            uid,
            number,
            kind,
            dt.date.fromisoformat(on),
            dt.date.fromisoformat(ledger_date),
            Purpose(purpose),
            _month(month),
            *amounts,
        )
        for uid, number, kind, on, ledger_date, purpose, month, *amounts in book.fetch(
            sql.HISTORY, (asset_id,)
        )
    )


def words_of(uid: bytes) -> AssetWords | None:
    """What describes an asset, for a form, or None."""
    row = book.fetch_one(sql.WORDS, (uid,))
    if row is None:
        return None
    code, name, place, serial, note, section_uid, project_uid = row
    return AssetWords(name, code, place, serial, note, section_uid, project_uid)


def steps(asset_id: int | None = None) -> dict[int, tuple[Step, ...]]:
    """The standing steps of every asset (or of one), by its id, in the order they were posted."""
    found: dict[int, list[Step]] = {}
    for identity, purpose, month, cost, depreciation, deferred in book.fetch(sql.STEPS, (asset_id,)):
        day = _month(month)
        assert day is not None
        found.setdefault(identity, []).append(Step(Purpose(purpose), day, cost, depreciation, deferred))
    return {identity: tuple(each) for identity, each in found.items()}


def lives() -> tuple[AssetLife, ...]:
    """Every asset that wears in the books."""
    return tuple(
        AssetLife(
            identity,
            name,
            AssetKind(kind),
            AssetSource(source),
            Life(dt.date.fromisoformat(in_use_from), months, scrap),
            section_id,
            project_id,
        )
        for identity, name, kind, source, in_use_from, months, scrap, section_id, project_id in book.fetch(
            sql.LIVES
        )
    )


def months_to_depreciate(
    last: dt.date,
    assets: Sequence[AssetLife] | None = None,
    posted: Mapping[int, tuple[Step, ...]] | None = None,
) -> tuple[dt.date, ...]:
    """The months up to the one of ``last`` in which depreciation ought to stand and does not, in order."""
    assets = lives() if assets is None else assets
    posted = steps() if posted is None else posted
    found = {month for each in assets for month in missing_months(each.life, posted.get(each.id, ()), last)}
    return tuple(sorted(found))


def due_until(today: dt.date) -> dt.date:
    """A day of the last month whose depreciation is due: it has reached the day that it is entered on."""
    day = business_settings().depreciation_day
    last = last_of_month(today).day
    if today.day >= min(day or last, last):
        return today
    return today.replace(day=1) - dt.timedelta(days=1)


def still_to_come(row: AssetRow) -> tuple[tuple[dt.date, int, int], ...]:
    """Each month that an asset is still to be charged: (month, depreciation, released), satang."""
    if row.is_lent or not row.is_here:
        return ()
    coming = schedule(row.life, steps(row.id).get(row.id, ()))
    return tuple((month, charge.depreciation, charge.release) for month, charge in coming)


def register_against_ledger(day: dt.date) -> tuple[Agreement, ...]:
    """The register and its accounts on a day: equipment, land, depreciation so far, deferred income."""
    cost, land, depreciation, deferred = book.fetch(sql.REGISTER_SUMS, (day.isoformat(),))[0]
    return (
        Agreement(AccountRole.EQUIPMENT, cost, role_balance(AccountRole.EQUIPMENT, day)),
        Agreement(AccountRole.LAND, land, role_balance(AccountRole.LAND, day)),
        Agreement(AccountRole.EQUIPMENT_WEAR, depreciation, -role_balance(AccountRole.EQUIPMENT_WEAR, day)),
        Agreement(AccountRole.DEFERRED_INCOME, deferred, -role_balance(AccountRole.DEFERRED_INCOME, day)),
    )


def role_balance(role: AccountRole, day: dt.date) -> int:
    """Balance of a role's account to the end of a day, debit positive, satang."""
    first = day.replace(day=1).isoformat()
    return book.fetch_int(sql.ROLE_TO_DAY, (role.value, first[:7], role.value, first, day.isoformat()))


def wear_by_month(first: dt.date, last: dt.date) -> tuple[WearMonth, ...]:
    """Depreciation and absorbed wear of every month between two days that has either."""
    return tuple(
        WearMonth(dt.date.fromisoformat(f"{month}-01"), depreciation, absorbed, released)
        for month, depreciation, absorbed, released in book.fetch(
            sql.WEAR_BY_MONTH, (first.isoformat()[:7], last.isoformat()[:7])
        )
    )


def _month(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(f"{text}-01")


def _row(row: book.Row) -> AssetRow:
    (
        *head,
        kind,
        source,
        party,
        section,
        place,
        serial,
        photo,
        acquired_on,
        in_use_from,
        life_months,
        scrap,
        recorded_cost,
        note,
        cost,
        depreciation,
        deferred,
        charged,
        given,
        gone,
    ) = row
    identity, uid, code, name = head
    return AssetRow(
        identity,
        uid,
        code,
        name,
        AssetKind(kind),
        AssetSource(source),
        party,
        section,
        place,
        serial,
        photo,
        dt.date.fromisoformat(acquired_on),
        dt.date.fromisoformat(in_use_from),
        life_months,
        scrap,
        recorded_cost,
        note,
        cost,
        depreciation,
        deferred,
        charged,
        source == AssetSource.DONATED or bool(given),
        None if gone is None else dt.date.fromisoformat(gone),
    )
