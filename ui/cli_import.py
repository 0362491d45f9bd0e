"""The command that takes a list in from a spreadsheet, or tries it and says what is not right."""

import argparse
import json
import sys
from pathlib import Path

from app.domain.import_fields import ImportKind
from app.domain.importing import RowFault
from app.i18n import _
from app.services.books import open_book
from app.services.importing import ImportRefusedError, plan_import, run_import, try_import
from app.services.spreadsheets import read_table
from app.thai import dates
from app.thai.dates import parse_date
from app.thai.digits import shown
from reports.import_templates import template
from ui.cli_sign_in import add_options, credential_for
from ui.files import write_file
from ui.import_words import fault_text
from ui.messages_text import error_text

DONE, USER_ERROR, USAGE = 0, 1, 2


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    taking = commands.add_parser("import", help=_("take a list in from a spreadsheet"))
    taking.add_argument("book", type=Path, nargs="?")
    taking.add_argument("kind", nargs="?", choices=[kind.value for kind in ImportKind])
    taking.add_argument("file", type=Path, nargs="?")
    taking.add_argument("--dry-run", action="store_true", help=_("say what would happen, write nothing"))
    taking.add_argument("--again", action="store_true", help=_("take the same file in once more"))
    taking.add_argument("--on", metavar="D", help=_("the day of an opening"))
    taking.add_argument("--json", action="store_true")
    taking.add_argument(
        "--template",
        choices=[kind.value for kind in ImportKind],
        help=_("write an empty list of this kind instead"),
    )
    taking.add_argument("-o", "--output", type=Path, metavar="FILE")
    add_options(taking)
    taking.set_defaults(command=take_in, parser=taking)


def take_in(chosen: argparse.Namespace) -> int:
    """Take the list in, all of it or nothing; faults are named on stderr."""
    if chosen.template and chosen.output is not None:
        write_file(chosen.output, template(ImportKind(chosen.template)))
        print(shown(_("Wrote {file}.").format(file=chosen.output.name), 1_000))
        return DONE
    if chosen.book is None or chosen.kind is None or chosen.file is None:
        chosen.parser.print_usage(sys.stderr)
        return USAGE
    today = dates.today()
    day = parse_date(chosen.on, today) if chosen.on else today
    session = open_book(chosen.book, credential=credential_for(chosen, chosen.book))
    plan = plan_import(session, ImportKind(chosen.kind), sheet=read_table(chosen.file), today=today)
    try:
        if chosen.dry_run:
            done = try_import(session, plan, on=day)
        else:
            done = run_import(session, plan, on=day, again=chosen.again)
    except ImportRefusedError as refused:
        return _tell(chosen, len(plan.read.rows), 0, refused.faults)
    return _tell(chosen, done.rows, done.made, done.faults)


def _tell(chosen: argparse.Namespace, rows: int, made: int, faults: tuple[RowFault, ...]) -> int:
    if chosen.json:
        answer = {
            "ok": not faults,
            "rows": rows,
            "made": made,
            "faults": [
                {
                    "row": each.row,
                    "column": _(each.column) if each.column else "",
                    "text": error_text(each.error),
                }
                for each in faults
            ],
        }
        print(json.dumps(answer, ensure_ascii=False))
    elif faults:
        for fault in faults:
            print(shown(fault_text(fault), 1_000), file=sys.stderr)
    else:
        words = _("Would take in {rows} rows.") if chosen.dry_run else _("Took in {rows} rows.")
        print(words.format(rows=rows))
    return USER_ERROR if faults else DONE
