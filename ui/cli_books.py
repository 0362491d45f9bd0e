"""Commands about the books as such: locking months."""

import argparse
import json
from pathlib import Path

from app.i18n import _
from app.services.books import open_book
from app.services.periods import lock_until
from app.thai import dates
from app.thai.dates import format_month, parse_date
from app.thai.digits import shown
from ui.cli_sign_in import add_options, credential_for


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands and their options."""
    lock = commands.add_parser("lock", help=_("lock every open month up to a day"))
    lock.add_argument("book", type=Path)
    lock.add_argument("--until", required=True, metavar="D")
    lock.add_argument("--json", action="store_true")
    add_options(lock)
    lock.set_defaults(command=lock_months)


def lock_months(chosen: argparse.Namespace) -> int:
    """Lock the months up to the one of a day and name them."""
    session = open_book(chosen.book, credential=credential_for(chosen, chosen.book))
    today = dates.today()
    done = lock_until(session, parse_date(chosen.until, today), today=today)
    if chosen.json:
        print(json.dumps({"locked": [month.isoformat()[:7] for month in done.months]}))
    else:
        names = ", ".join(format_month(month) for month in done.months)
        print(shown(_("Locked: {months}").format(months=names), 1_000))
    return 0
