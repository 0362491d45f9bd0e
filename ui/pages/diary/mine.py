"""What the page of her own lists does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.domain.household.diary import HEADING_WORDS, Heading
from app.domain.household.recurring import RecurringData
from app.domain.loan import Every
from app.domain.session import Session
from app.i18n import N_, _
from app.queries.household.diary import FamilyPerson, HouseholdCategory, family, household_categories
from app.queries.household.places_of_money import Place, places
from app.queries.household.recurring import RecurringRow, recurring_entries
from app.services.household.access import saving_household
from app.services.household.diary_categories import (
    HouseholdCategoryData,
    add_household_category,
    change_household_category,
    order_household_categories,
    put_household_category_aside,
)
from app.services.household.family import change_family_person
from app.services.household.recurring import add_recurring, change_recurring, stop_recurring
from app.services.records import Saved
from app.thai.dates import format_date
from reports.common import in_language
from ui.pages.diary.words import plain

CATEGORY, PERSON, AGAIN = "category", "person", "again"
EVERY: dict[Every, str] = {
    Every.MONTH: N_("every month"),
    Every.WEEK: N_("every week"),
    Every.DAY: N_("every day"),
    Every.YEAR: N_("every year"),
}


@dataclass(frozen=True, slots=True)
class Mine:
    """One row of a list: a category, a person, or what comes again."""

    part: str
    uid: bytes
    name: str
    about: str
    active: bool
    category: HouseholdCategory | None = None
    again: RecurringRow | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """All rows, and what the forms choose from."""

    rows: tuple[Mine, ...]
    categories: tuple[HouseholdCategory, ...]
    people: tuple[FamilyPerson, ...]
    places: tuple[Place, ...]


def shown(today: dt.date) -> Shown:
    """All three lists, on the worker."""
    categories = household_categories(active_only=False)
    people = family(active_only=False)
    rows = [
        Mine(
            CATEGORY,
            each.uid,
            in_language(each.name, each.name_en),
            _(HEADING_WORDS[each.heading]),
            each.active,
            category=each,
        )
        for each in categories
    ]
    rows += [Mine(PERSON, each.uid, each.name, "", each.active) for each in people]
    rows += [
        Mine(
            AGAIN,
            each.uid,
            each.data.name or in_language(each.category, each.category_en),
            _("{amount} baht {often}, next on {day}").format(
                amount=plain(each.data.amount),
                often=_(EVERY[each.data.every_unit]),
                day=format_date(each.next_on, "short"),
            ),
            each.active,
            again=each,
        )
        for each in recurring_entries(active_only=False)
    ]
    return Shown(
        tuple(rows),
        tuple(each for each in categories if each.active),
        tuple(each for each in people if each.active),
        places(today),
    )


def save_category(session: Session, uid: bytes | None, said: dict[str, Any]) -> Saved:
    """A category of her own, or another name, picture and words for one."""
    if uid is None:
        data = HouseholdCategoryData(
            said["name"], Heading(said["heading"]), said["icon"] or "", said["words"] or ""
        )
        return add_household_category(session, data)
    return change_household_category(
        session, uid, name=said["name"], icon=said["icon"] or "", words=said["words"] or ""
    )


def save_again(session: Session, uid: bytes | None, said: dict[str, Any]) -> Saved:
    """What comes again."""
    data = RecurringData(
        said["category"],
        said["amount"],
        said["place"],
        said["first"],
        said["name"] or "",
        said["who"] or None,
        every_unit=Every(said["unit"]),
        ends_on=said["ends"],
    )
    if uid is None:
        return add_recurring(session, data)
    return change_recurring(session, uid, data=data)


def set_active(session: Session, row: Mine, *, active: bool) -> Saved:
    """Put a row aside, or take it up again."""
    if row.part == CATEGORY:
        return put_household_category_aside(session, row.uid, active=active)
    if row.part == PERSON:
        return change_family_person(session, row.uid, active=active)
    return stop_recurring(session, row.uid, active=active)


def move(session: Session, row: Mine, by: int) -> Saved:
    """One place up or down among the categories of its direction."""
    assert row.category is not None
    with saving_household(session):
        all_of_them = household_categories(active_only=False)
        uids = [each.uid for each in all_of_them]
        same = [each.uid for each in all_of_them if each.direction is row.category.direction and each.active]
        at = same.index(row.uid) + by if row.uid in same else -1
        if not 0 <= at < len(same):
            return Saved(0, row.uid)
        other = uids.index(same[at])
        mine = uids.index(row.uid)
        uids[mine], uids[other] = uids[other], uids[mine]
        return order_household_categories(session, uids)
