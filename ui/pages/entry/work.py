"""What the page of slips does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from app.changes import Changes
from app.domain.bag import Bag, bag_from_json, bag_to_json
from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.session import Permission, Session
from app.domain.slip_entry import AdvanceDraft, Direction, EntryDraft, TransferDraft, entry_total
from app.errors import UserError
from app.i18n import _
from app.queries.catalogue import Account, Project, Section, money_accounts, projects, sections
from app.queries.drafts import list_drafts, load_draft
from app.queries.entries import (
    Alike,
    EntryCategory,
    Purpose,
    RecentEntry,
    SlipPictureRow,
    Typed,
    entry_as_typed,
    entry_categories,
    money_left,
    pictures_of,
    purposes,
    recent_entries,
    similar_entries,
    waiting_pictures,
)
from app.queries.parties import PartyRow, list_parties
from app.queries.periods import holidays, locked_months
from app.queries.products import pictures, thumbnails
from app.queries.sales import document_by_number
from app.queries.settings import business_settings
from app.queries.tax import registered_from
from app.services.corrections import correct_entry
from app.services.drafts import DraftSaved, delete_draft, save_draft
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.entry_categories import EntryCategoryData, save_entry_category
from app.services.parties import create_party
from app.services.pictures import MAX_BYTES, PictureTooLargeError
from app.services.records import Saved, saving
from app.services.slip_pictures import attach_picture, take_in_picture
from app.services.unit_of_work import Posted
from ui.messages_text import error_text
from ui.runner import Progress
from ui.widgets.party_field import NewName

MANY = 100_000
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif")
MOST_FILES = 1_000
AnyDraft = EntryDraft | TransferDraft | AdvanceDraft


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from, and what they warn by."""

    categories: tuple[EntryCategory, ...] = ()
    people: tuple[PartyRow, ...] = ()
    accounts: tuple[Account, ...] = ()
    sections: tuple[Section, ...] = ()
    projects: tuple[Project, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)
    holidays: Collection[str] = frozenset()
    locked: Collection[dt.date] = frozenset()
    late_after: int = 3
    vat_from: dt.date | None = None
    """First day as a VAT-registered seller."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that is filled in: the draft, its day, people who are new, a picture, what it replaces."""

    draft: AnyDraft
    on: dt.date
    people: tuple[NewName, ...] = ()
    picture: bytes | None = None
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Nothing was posted yet: this slip looks like others."""

    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pictures that wait, with their small versions."""

    rows: tuple[SlipPictureRow, ...] = ()
    thumbnails: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many pictures were taken in, and what was refused: the file's name and why."""

    count: int
    refused: tuple[tuple[str, str], ...]
    changes: Changes = Changes.DRAFTS


def lists(today: dt.date) -> Lists:
    """What can be chosen, and what lies where."""
    return Lists(
        entry_categories(),
        tuple(list_parties(limit=MANY)),
        tuple(money_accounts()),
        tuple(sections()),
        tuple(projects()),
        money_left(today),
        holidays(),
        frozenset(locked_months()),
        business_settings().slip_reminder_days,
        registered_from(),
    )


def left(today: dt.date) -> Mapping[str, int]:
    """What lies where now."""
    return money_left(today)


def recent() -> tuple[RecentEntry, ...]:
    """What was entered last."""
    return recent_entries()


def as_typed(number: str, *, to_correct: bool) -> Typed | None:
    """An entry to be repeated or put right."""
    return entry_as_typed(number, to_correct=to_correct)


def save(session: Session, filled: Filled, *, today: dt.date, sure: bool) -> Posted | Likeness:
    """Post a form in one act with its new people and its picture; one that looks like others asks first."""
    draft = filled.draft
    if isinstance(draft, EntryDraft) and not sure:
        alike = similar_entries(draft, total=entry_total(draft), on=filled.on)
        others = tuple(each for each in alike if each.number != filled.corrects)
        if others:
            return Likeness(others)
    with saving(session, Permission.BUY):
        for name in filled.people:
            create_party(session, _new_person(draft, name), uid=name.uid)
        posted = _post_or_correct(session, filled, today)
        if filled.picture is not None:
            attach_picture(session, filled.picture, document_uid=posted.uid)
    more = Changes.PARTIES if filled.people else Changes.NONE
    more |= Changes.DRAFTS if filled.picture is not None else Changes.NONE
    return replace(posted, changes=posted.changes | more)


def _new_person(draft: AnyDraft, name: NewName) -> PartyData:
    if isinstance(draft, EntryDraft) and name.uid == draft.party_uid:
        goes_out = draft.direction is Direction.OUT
        return PartyData(name=name.name, is_supplier=goes_out, is_customer=not goes_out)
    return PartyData(name=name.name, is_member=True)


def _post_or_correct(session: Session, filled: Filled, today: dt.date) -> Posted:
    wrong = document_by_number(filled.corrects) if filled.corrects else None
    if wrong is None or wrong.reversed_by is not None:
        return _post(session, filled.draft, filled.on)
    done = correct_entry(
        session,
        wrong.uid,
        draft=filled.draft,
        on=filled.on,
        today=today,
        reason=_("Corrected"),
        uid=new_uid(),
    )
    return replace(done.posted, changes=done.changes)


def _post(session: Session, draft: AnyDraft, on: dt.date) -> Posted:
    if isinstance(draft, EntryDraft):
        return post_entry(session, draft, on=on)
    if isinstance(draft, TransferDraft):
        return post_transfer(session, draft, on=on)
    return post_advance(session, draft, on=on)


# ---------------------------------------------------------------- the bag


def _bag_kind(session: Session) -> str:
    return f"bag {session.user_uid.hex()}"


def kept_bag(session: Session) -> Bag | None:
    """The bag that this person has begun; one that cannot be read is none."""
    for row in list_drafts(_bag_kind(session)):
        draft = load_draft(row.uid)
        if draft is not None:
            try:
                return bag_from_json(draft.uid, draft.data)
            except ValueError:
                continue
    return None


def keep_bag(session: Session, bag: Bag) -> DraftSaved:
    """Keep the bag as it is now."""
    return save_draft(session, bag.uid, kind=_bag_kind(session), data=bag_to_json(bag))


def drop_bag(session: Session, bag: Bag) -> DraftSaved:
    """The bag is done with."""
    return delete_draft(session, bag.uid)


# ---------------------------------------------------------------- pictures


def waiting() -> Waiting:
    """Pictures that wait to be entered."""
    rows = waiting_pictures()
    return Waiting(rows, thumbnails(row.sha256 for row in rows))


def picture(sha256: bytes) -> bytes:
    """A picture as it is kept."""
    return pictures([sha256]).get(sha256, b"")


def pictures_for(document_uid: bytes) -> tuple[bytes, ...]:
    """The pictures of an entry's slips."""
    keys = [row.sha256 for row in pictures_of(document_uid)]
    found = pictures(keys)
    return tuple(found[key] for key in keys if key in found)


def take_in(session: Session, paths: Sequence[Path], progress: Progress) -> TakenIn:
    """Take in files, and the pictures in folders; what is no picture is told, the rest is taken in."""
    files = _files(paths)
    refused: list[tuple[str, str]] = []
    count = 0
    for at, path in enumerate(files):
        progress.stop_if_cancelled()
        progress.report(at, len(files), path.name)
        try:
            if path.stat().st_size > MAX_BYTES:
                raise PictureTooLargeError
            take_in_picture(session, path.read_bytes(), name=path.name)
            count += 1
        except UserError as error:
            refused.append((path.name, error_text(error)))
        except OSError:
            refused.append((path.name, _("The file could not be read.")))
    return TakenIn(count, tuple(refused))


def taking_in(session: Session, paths: Sequence[Path]) -> "partial[TakenIn]":
    """The same as work for the runner."""
    return partial(take_in, session, paths)


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        try:
            if path.is_dir():
                found.extend(sorted(each for each in path.iterdir() if each.suffix.lower() in PICTURES))
            else:
                found.append(path)
        except OSError:
            found.append(path)
    return found[:MOST_FILES]


# ---------------------------------------------------------------- the lists behind the form


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything that the pane of lists shows."""

    categories: tuple[EntryCategory, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    holidays: Mapping[str, str] = field(default_factory=dict)


def behind() -> Behind:
    """All categories, the accounts they may stand for, and the holidays."""
    return Behind(entry_categories(active_only=False), purposes(), holidays())


def swap_places(session: Session, first: EntryCategory, second: EntryCategory) -> Saved:
    """Let two neighbouring categories change places."""
    with saving(session, Permission.BUY):
        for category, place in ((first, second), (second, first)):
            saved = save_entry_category(
                session,
                EntryCategoryData(
                    category.direction,
                    category.name,
                    category.account_code,
                    category.name_en,
                    category.words,
                    category.icon,
                    place.position,
                    category.active,
                ),
                category_id=category.id,
            )
    return saved


def fresh_bag(count: int, total: int, direction: Direction) -> Bag:
    """A bag that was just counted and added up."""
    return Bag(new_uid(), count, total, direction)
