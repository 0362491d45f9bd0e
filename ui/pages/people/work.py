"""What the people's page reads and does on the storage worker."""

from dataclasses import dataclass, field

from app.changes import Changes
from app.domain.roles import Permission, Role, RoleRules
from app.domain.session import Session
from app.queries.parties import PartyFilter, list_parties
from app.queries.people import KeyState, User, all_rules, key_state, users
from app.queries.settings import book_info, business_settings
from app.services import people, secrets_of_people
from app.services.key_ring import is_encrypted
from app.thai.dates import now
from reports import recovery_sheet
from reports.output import render
from reports.render.picture import pdf_page_pngs

MANY = 100_000
DPI = 200


@dataclass(frozen=True, slots=True)
class PeopleData:
    """Everybody, the rules of every role, the members that a person may be, and the book's key."""

    users: tuple[User, ...]
    rules: dict[Role, RoleRules]
    members: tuple[tuple[int, str], ...]
    key: KeyState | None
    encrypted: bool
    household: bool
    me: User | None


@dataclass(frozen=True, slots=True)
class Code:
    """The recovery code and its paper, in memory only."""

    text: str = field(repr=False)
    pages: tuple[bytes, ...] = field(repr=False)
    changes: Changes = Changes.SETTINGS


def read(session: Session) -> PeopleData:
    """Everything that the page shows; others' names only to who may let people in."""
    everybody = tuple(users())
    mine = next((each for each in everybody if each.id == session.user_id), None)
    shown = everybody if session.may(Permission.EDIT_PEOPLE) else (() if mine is None else (mine,))
    info = book_info()
    return PeopleData(
        shown,
        all_rules(),
        _members() if session.may(Permission.EDIT_PEOPLE) else (),
        key_state(),
        is_encrypted(),
        info.kind == "household",
        mine,
    )


def _members() -> tuple[tuple[int, str], ...]:
    found = list_parties(PartyFilter(role="member"), limit=MANY)
    return tuple((each.id, each.name) for each in found)


def start(session: Session, name: str, password: str) -> Code:
    """The first password; gives the recovery code with its paper."""
    return _with_paper(people.start_signing_in(session, name=name, password=password).recovery_code)


def code_again(session: Session, password: str) -> Code:
    """The recovery code once more."""
    return _with_paper(people.recovery_code(session, password=password).recovery_code)


def _with_paper(code: str) -> Code:
    pdf = render(recovery_sheet.build(code, printed=now()), "pdf", paper="a4")
    return Code(code, pdf_page_pngs(pdf, DPI))


def badge_pages(made: secrets_of_people.Badge) -> tuple[bytes, ...]:
    """The paper of a new badge as pictures."""
    from reports.render.badge import badge_pdf

    return pdf_page_pngs(badge_pdf(made.user_name, business_settings().enterprise_name, made.code), DPI)


def change_own_password(session: Session, old: str, new: str) -> object:
    """Change one's own password; in a book that was opened by the recovery code the old one is not asked."""
    if not old:
        return secrets_of_people.set_password(session, session.user_id, new=new)
    return secrets_of_people.set_own_password(session, old=old, new=new)
