"""What a note says, in the words of a village evening."""

import datetime as dt

from app.domain.household.notes import PAID_FOR_WORDS, NoteKind, PaidFor
from app.i18n import _
from app.queries.household.notes import NoteIn
from app.thai.dates import format_date
from reports.common import joined
from reports.household.money_words import baht

ICONS: dict[PaidFor, str] = {
    PaidFor.GOODS: "shopping-basket",
    PaidFor.WAGES: "users",
    PaidFor.DIVIDEND: "coins",
    PaidFor.REFUND: "repeat",
    PaidFor.OTHER: "hand-coins",
}


def icon_of(note: NoteIn) -> str:
    """The picture of what was paid for."""
    if note.kind is NoteKind.REVERSAL:
        return "undo-2"
    return ICONS[note.parts[0][0]] if note.parts else "hand-coins"


def paid_for(note: NoteIn) -> str:
    """What it was for; of several their amounts, too."""
    if len(note.parts) == 1:
        return _(PAID_FOR_WORDS[note.parts[0][0]])
    return ", ".join(f"{_(PAID_FOR_WORDS[kind])} {baht(amount)}" for kind, amount in note.parts)


def title(note: NoteIn) -> str:
    """What happened, without the amount."""
    if note.kind is NoteKind.REVERSAL:
        return _("{group} took back this payment").format(group=note.group)
    return _("{group} paid you").format(group=note.group)


def about(note: NoteIn, today: dt.date) -> str:
    """For what, when, and its number in the group's book."""
    day = _("today") if note.on == today else format_date(note.on, "medium")
    return joined(paid_for(note), day, note.number)


def sentence(note: NoteIn) -> str:
    """A note in one line."""
    day = format_date(note.on, "short")
    if note.kind is NoteKind.REVERSAL:
        return _("{day}: {amount} baht were taken back").format(day=day, amount=baht(note.amount))
    return _("{day}: {amount} baht, {what}").format(day=day, amount=baht(note.amount), what=paid_for(note))


def outcome(note: NoteIn) -> str:
    """What became of it."""
    if note.kind is NoteKind.REVERSAL:
        return _("taken back here, too") if note.state == "accepted" else _("left as it was")
    if note.state == "accepted":
        return _("written down: {number}").format(number=note.own_number)
    return _("left out")
