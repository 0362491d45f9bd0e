"""What is told quietly below the form: a slip that comes late, where it will be booked, money below zero."""

import datetime as dt

from app.domain.slip_checks import below_zero, booking_day
from app.domain.slip_entry import EntryDraft
from app.domain.working_days import is_late
from app.i18n import _
from app.thai.dates import format_month
from reports.common import in_language
from ui import formats
from ui.pages.entry.work import AnyDraft, Lists


def warnings_of(draft: AnyDraft, day: dt.date | None, lists: Lists, today: dt.date) -> list[str]:
    """Sentences on a form that is being filled in; nothing is refused for them."""
    words: list[str] = []
    if day is not None:
        own = draft.slip.date or day if isinstance(draft, EntryDraft) else day
        if day > today:
            words.append(_("This day has not come yet."))
        elif is_late(own, today, lists.holidays, lists.late_after):
            words.append(_("Counts as late."))
        booked = booking_day(day, lists.locked)
        if booked != day:
            words.append(
                _("{month} is locked: it will be booked on {day}.").format(
                    month=format_month(day, long=True), day=formats.date(booked)
                )
            )
    names = {each.code: in_language(each.name, each.name_en) for each in lists.accounts}
    for code, amount in below_zero(lists.left, draft):
        words.append(
            _("{account} would be below zero: {amount} baht.").format(
                account=names.get(code, code), amount=formats.money(amount)
            )
        )
    return words
