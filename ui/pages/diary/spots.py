"""What the page of places does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.circles import HAND_WORDS, CircleData, CircleMoneyDraft, Hand
from app.domain.household.places_of_money import (
    MONEY,
    PLACE_ICONS,
    PROPERTY,
    SAVED,
    BackDraft,
    BuyDraft,
    HouseholdOpeningDraft,
    LendDraft,
    MoveDraft,
    PlaceData,
    PlaceKind,
    SellDraft,
)
from app.domain.loan import Every
from app.domain.loan_entry import LoanForgiveDraft
from app.domain.party import PartyData
from app.domain.session import Session
from app.i18n import _
from app.queries.household.places_of_money import (
    CircleRow,
    Movement,
    Worth,
    circles,
    lent_movements,
    lent_rows,
    place_movements,
    places,
    worth,
)
from app.queries.loans import LoanRow
from app.queries.parties import list_parties
from app.services.household.access import saving_household
from app.services.household.circles import add_circle, close_circle, draw_circle, pay_into_circle
from app.services.household.places_of_money import (
    add_place,
    buy_property,
    change_place,
    get_back,
    lend,
    let_go,
    move_money,
    open_household,
    sell_property,
)
from app.services.parties import create_party
from app.services.unit_of_work import Posted
from app.thai.dates import format_date
from app.thai.fold import fold
from app.thai.normalise import clean_name
from reports.common import in_language

MANY = 10_000
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of money or worth, a circle, or money lent, as the list shows it."""

    key: str
    kind: PlaceKind
    name: str
    about: str
    balance: int
    circle: CircleRow | None = None
    loan: LoanRow | None = None
    is_own: bool = False

    @property
    def icon(self) -> str:
        """Its picture."""
        return PLACE_ICONS[self.kind]

    @property
    def is_money(self) -> bool:
        """Whether money or savings lie there."""
        return self.kind in MONEY | SAVED

    @property
    def is_property(self) -> bool:
        """Whether it is land, a house, gold and the like."""
        return self.kind in PROPERTY


@dataclass(frozen=True, slots=True)
class Shown:
    """All places and what they hold together."""

    rows: tuple[Spot, ...]
    worth: Worth


def shown(today: dt.date) -> Shown:
    """Where everything lies."""
    rows = [
        Spot(
            each.code,
            each.kind,
            in_language(each.name, each.name_en),
            each.bank_name,
            each.balance,
            is_own=each.is_own,
        )
        for each in places(today)
    ]
    rows += [
        Spot(
            each.account_code,
            PlaceKind.CIRCLE,
            each.data.name,
            _circle_words(each),
            each.balance,
            circle=each,
        )
        for each in circles(today)
        if each.active
    ]
    rows += [
        Spot(
            each.uid.hex(),
            PlaceKind.LENT,
            each.loan.party,
            _lent_words(each),
            each.state.principal,
            loan=each,
        )
        for each in lent_rows(today)
        if each.state.principal
    ]
    return Shown(tuple(sorted(rows, key=_is_unused)), worth(today))


def _is_unused(spot: Spot) -> bool:
    """What holds something comes before what does not; purse and bank stay above."""
    return not spot.balance and spot.kind not in MONEY


def movements(spot: Spot) -> tuple[Movement, ...]:
    """What moved in a place last."""
    if spot.loan is not None:
        return lent_movements(spot.loan.uid)
    return place_movements(spot.key)


def _circle_words(each: CircleRow) -> str:
    words = _(HAND_WORDS[each.hand])
    if each.next_on is None or each.hand is Hand.CLOSED:
        return words
    following = _("next on {day}").format(day=format_date(each.next_on, "short"))
    return f"{words} · {following}"


def _lent_words(each: LoanRow) -> str:
    return _("back on {day}").format(day=format_date(each.next_on, "short")) if each.next_on else ""


def is_money_spot(spot: Spot) -> bool:
    """Whether money or savings lie there."""
    return spot.is_money


def is_circle(spot: Spot) -> bool:
    """Whether it is a circle of savers."""
    return spot.circle is not None


def is_lent(spot: Spot) -> bool:
    """Whether it was lent to somebody."""
    return spot.loan is not None


def is_property_spot(spot: Spot) -> bool:
    """Whether it is land, a house, gold and the like."""
    return spot.is_property


def is_owned(spot: Spot) -> bool:
    """Whether it is property that stands in the book."""
    return spot.is_property and spot.balance > 0


def holds(spot: Spot) -> bool:
    """Whether something can lie there."""
    return spot.is_money or spot.is_property


def is_unused_own(spot: Spot) -> bool:
    """Whether she made it herself and nothing lies there."""
    return spot.is_own and not spot.balance


def is_of(spot: Spot, chip: str) -> bool:
    """Whether it stands under a chip of the page."""
    if chip == "money":
        return spot.is_money
    if chip == "others":
        return spot.circle is not None or spot.loan is not None
    return chip == "all" or spot.is_property


# ---------------------------------------------------------------- commands


def move(session: Session, said: Answers) -> Posted:
    """Money from one place to another."""
    draft = MoveDraft(
        new_uid(), said["source"], said["target"], said["amount"], said["fee"] or 0, said["note"] or ""
    )
    return move_money(session, draft, on=said["day"])


def buy(session: Session, code: str, said: Answers) -> Posted:
    """Property bought with money."""
    draft = BuyDraft(new_uid(), code, said["amount"], said["place"], said["note"] or "")
    return buy_property(session, draft, on=said["day"])


def sell(session: Session, code: str, said: Answers) -> Posted:
    """Property sold, all of it unless its part is said."""
    draft = SellDraft(new_uid(), code, said["amount"], said["place"], said["stood_at"], said["note"] or "")
    return sell_property(session, draft, on=said["day"])


def was_there(session: Session, code: str, said: Answers) -> Posted:
    """What lay in a place before the book began."""
    draft = HouseholdOpeningDraft(new_uid(), ((code, said["amount"]),))
    return open_household(session, draft, on=said["day"])[0]


def lend_to(session: Session, said: Answers) -> Posted:
    """Money lent to somebody, who is made known if she is not yet."""
    with saving_household(session):
        party_uid = _party(session, said["name"])
        draft = LendDraft(
            new_uid(),
            new_uid(),
            party_uid,
            said["amount"],
            said["place"],
            said["due"],
            note=said["note"] or "",
        )
        posted = lend(session, draft, on=said["day"])
    return replace(posted, changes=Changes.LEDGER | Changes.HOUSEHOLD | Changes.PARTIES)


def come_back(session: Session, loan_uid: bytes, said: Answers) -> Posted:
    """Lent money that comes back."""
    draft = BackDraft(
        new_uid(), loan_uid, said["amount"] or 0, said["place"], said["interest"] or 0, said["note"] or ""
    )
    posted = get_back(session, draft, on=said["day"])
    return replace(posted, changes=Changes.LEDGER | Changes.HOUSEHOLD)


def gone(session: Session, loan_uid: bytes, left: int, day: dt.date) -> Posted:
    """Lent money that will not come back."""
    posted = let_go(session, LoanForgiveDraft(new_uid(), loan_uid, left), on=day)
    return replace(posted, changes=Changes.LEDGER | Changes.HOUSEHOLD)


def join_circle(session: Session, said: Answers) -> Any:
    """A circle joined, perhaps with what was paid in before."""
    data = CircleData(
        said["name"],
        said["amount"],
        said["first"],
        rounds=_whole(said["rounds"]),
        hands=_whole(said["hands"]),
        every_unit=Every(said["unit"]),
    )
    return add_circle(session, data, paid_before=said["before"] or 0)


def circle_money(session: Session, circle_uid: bytes, said: Answers, *, draws: bool) -> Posted:
    """Money paid into a circle or drawn from it."""
    draft = CircleMoneyDraft(new_uid(), circle_uid, said["amount"], said["place"], said["note"] or "")
    act = draw_circle if draws else pay_into_circle
    return act(session, draft, on=said["day"])


def end_circle(session: Session, circle_uid: bytes, day: dt.date) -> Any:
    """A circle that has ended."""
    return close_circle(session, circle_uid, on=day, uid=new_uid())


def new_place(session: Session, said: Answers) -> Any:
    """A place of her own."""
    data = PlaceData(PlaceKind(said["kind"]), said["name"], said["bank"] or "", said["number"] or "")
    return add_place(session, data)


def rename(session: Session, code: str, said: Answers) -> Any:
    """Another name for a place."""
    return change_place(session, code, name=said["name"])


def put_aside(session: Session, spot: Spot) -> Any:
    """A place of her own that is used no more."""
    return change_place(session, spot.key, name=spot.name, active=False)


def _party(session: Session, name: str) -> bytes:
    said = fold(clean_name(name))
    known = next((each.uid for each in list_parties(limit=MANY) if fold(each.name) == said), None)
    return known if known is not None else create_party(session, PartyData(name=name)).uid


def _whole(milli: object) -> int:
    """A typed quantity as a whole number; parts of one count as none."""
    return int(str(milli or 0)) // 1000
