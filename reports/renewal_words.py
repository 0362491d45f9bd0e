"""What to say about the yearly renewal and about certificates that run out, on Home and their page."""

import datetime as dt

from app.domain.certificate import Renewal, RenewalStage
from app.i18n import _, ngettext
from app.queries.certificates import Certificate
from app.thai.dates import buddhist_year, format_date


def renewal_sentence(state: Renewal) -> str:
    """How the renewal stands, in a sentence; empty while there is nothing to do."""
    year = buddhist_year(state.first_day)
    if state.stage is RenewalStage.QUIET:
        return ""
    if state.stage is RenewalStage.SOON:
        said = _("The renewal of the registration for {year} opens on {day}.").format(
            year=year, day=format_date(state.first_day, "medium")
        )
    elif state.stage is RenewalStage.OPEN:
        words = ngettext(
            "Renew the registration for {year} until {day}: {count} day is left.",
            "Renew the registration for {year} until {day}: {count} days are left.",
            state.days,
        )
        said = words.format(year=year, day=format_date(state.last_day, "medium"), count=state.days)
    else:
        said = _("The registration for {year} should have been renewed by {day}.").format(
            year=year, day=format_date(state.last_day, "medium")
        )
    if state.missed_before:
        words = _("The year before is not marked as renewed: after two years without, a group is struck off.")
        said = f"{said} {words}"
    return said


def certificate_sentence(running: tuple[Certificate, ...], day: dt.date) -> str:
    """Which certificates need care, in a sentence; empty without any."""
    if not running:
        return ""
    if len(running) > 1:
        return ngettext(
            "{count} certificate runs out soon or has run out.",
            "{count} certificates run out soon or have run out.",
            len(running),
        ).format(count=len(running))
    only = running[0]
    words = (
        _("The certificate “{name}” runs out on {day}.")
        if only.expires_on is not None and only.expires_on >= day
        else _("The certificate “{name}” ran out on {day}.")
    )
    last = format_date(only.expires_on, "medium") if only.expires_on is not None else ""
    return words.format(name=only.title, day=last)
