"""The command line: the same services without a window, thin enough to be read in one go.

Exit codes: 0 done, 1 the user's error (one line on stderr), 2 wrong usage, 3 the machine or the program
failed, 130 interrupted.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import logs
from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.errors import StorageError, UserError
from app.i18n import _, set_language
from app.queries.balances import month_end
from app.queries.fiscal_years import fiscal_years, year_of
from app.queries.integrity import Finding, check_books
from app.queries.profit import book_span
from app.services.backup import back_up, back_up_to
from app.services.book_errors import FILE_TROUBLE, file_error
from app.services.books import close_book, create_book, open_book
from app.services.encrypting import decrypt_book, encrypt_book
from app.services.people import recovery_code
from app.services.printing import log_export
from app.services.restoring import restore
from app.settings import load_machine
from app.thai import dates
from app.thai.dates import buddhist_year, now, parse_date, parse_month
from app.thai.digits import shown, to_arabic
from reports import exports
from reports.catalogue import ALL_KINDS, Needs, Question, build
from reports.common import NoSuchYearError, Span, SpanBackwardsError
from reports.output import render
from ui import cli_books, cli_import, cli_key
from ui.cli_sell import sell
from ui.cli_sign_in import (
    NobodysHouseholdError,
    add_leaving_options,
    add_options,
    credential_for,
    credential_to_restore,
    passphrase,
    place_for,
    secret,
)
from ui.files import FileNotWrittenError, Locked, Place, write_file
from ui.messages_text import error_text, tell_unexpected

DONE, USER_ERROR, USAGE, STORAGE_ERROR, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    if arguments is None:  # a process of our own
        logs.set_up("samut-cli")
        logs.take_over()
    set_language(load_machine().language)
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    _make_storable(chosen)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except StorageError as error:
        _tell(error)
        return STORAGE_ERROR
    except UserError as error:
        _tell(error)
        return USER_ERROR
    except FILE_TROUBLE as error:  # the disk failed while the book was being read
        _tell(file_error(error, chosen.book or Path()))
        return STORAGE_ERROR
    except Exception as error:  # a mistake of the program: where it is, and no word of what it was about
        print(tell_unexpected(error), file=sys.stderr)
        return STORAGE_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        close_book()


def _tell(error: Exception) -> None:
    """One line, whatever was typed that the sentence repeats."""
    print(shown(error_text(error), 1_000), file=sys.stderr)


def _say(sentence: str) -> None:
    """One line on the terminal, whatever the names in it hold."""
    print(shown(sentence, 1_000))


def _make_storable(chosen: argparse.Namespace) -> None:
    """Bytes in the arguments that are no text become signs that a book can be asked for."""

    def text(value: str) -> str:
        return value.encode("utf-8", "replace").decode()

    for name, value in vars(chosen).items():
        if isinstance(value, str):
            setattr(chosen, name, text(value))
        elif isinstance(value, list):
            setattr(chosen, name, [text(each) for each in value])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samut", description=_("The community's book, without a window."))
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))

    new = commands.add_parser("new", help=_("make an empty book"))
    new.add_argument("book", type=Path)
    new.add_argument("--name", required=True)
    new.add_argument(
        "--kind",
        choices=[each.value for each in BookKind],
        default=BookKind.ENTERPRISE.value,
        help=_("a group's book, or one person's household book (always locked)"),
    )
    new.add_argument("--encrypted", action="store_true", help=_("lock the file with the password"))
    add_options(new)
    new.set_defaults(command=_new)

    sample = commands.add_parser("sample", help=_("make the sample enterprise with a year of business"))
    sample.add_argument("book", type=Path)
    sample.add_argument("--seed", type=int, default=1)
    sample.add_argument("--products", type=int, default=24)
    sample.add_argument("--transactions", type=int, default=0)
    sample.set_defaults(command=_sample)

    sell = commands.add_parser("sell", help=_("sell and print nothing"))
    sell.add_argument("book", type=Path)
    sell.add_argument("--item", action="append", required=True, metavar="CODE=QTY")
    paid = sell.add_mutually_exclusive_group()
    paid.add_argument("--cash", metavar="AMOUNT")
    paid.add_argument("--promptpay", action="store_true")
    paid.add_argument("--transfer", action="store_true")
    sell.add_argument("--reference", default="-", help=_("what the bank's slip says"))
    sell.add_argument("--date", metavar="D")
    sell.add_argument("--json", action="store_true")
    add_options(sell)
    sell.set_defaults(command=_sell)

    report = commands.add_parser("report", help=_("write a report to a file"))
    report.add_argument("book", type=Path, nargs="?")
    report.add_argument("name", nargs="?")
    report.add_argument("--list", action="store_true")
    report.add_argument("--month", metavar="2569-10")
    report.add_argument("--year", metavar="2569")
    report.add_argument("--from", dest="first", metavar="D")
    report.add_argument("--to", dest="last", metavar="D")
    report.add_argument("--document", metavar="NUMBER", default="")
    report.add_argument("--product", metavar="CODE", default="")
    report.add_argument("--account", metavar="CODE", default="")
    report.add_argument("--party", metavar="CODE", default="")
    report.add_argument("--row", metavar="REPORT:CODE", default="")
    report.add_argument("--option", metavar="WORD", default="")
    report.add_argument("--format", choices=("pdf", "xlsx", "json"), default="pdf")
    report.add_argument("--paper", choices=("58", "80", "a5", "a4"), default="80")
    report.add_argument("-o", "--output", type=Path, metavar="FILE")
    add_options(report)
    add_leaving_options(report)
    report.set_defaults(command=_report, parser=report)

    export = commands.add_parser("export", help=_("write a list as a spreadsheet"))
    export.add_argument("book", type=Path)
    export.add_argument("what", choices=sorted(exports.LISTS))
    export.add_argument("--from", dest="first", metavar="D")
    export.add_argument("--to", dest="last", metavar="D")
    export.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    add_options(export)
    add_leaving_options(export)
    export.set_defaults(command=_export)

    check = commands.add_parser("check", help=_("add everything up again"))
    check.add_argument("book", type=Path)
    check.add_argument("--json", action="store_true")
    add_options(check)
    check.set_defaults(command=_check)

    backup = commands.add_parser("backup", help=_("make a checked copy of a book"))
    backup.add_argument("book", type=Path)
    backup.add_argument("target", type=Path, metavar="FOLDER_OR_FILE")
    add_options(backup)
    add_leaving_options(backup)
    backup.set_defaults(command=_backup)

    back = commands.add_parser("restore", help=_("bring a copy back as a book"))
    back.add_argument("backup", type=Path)
    back.add_argument("book", type=Path)
    add_options(back)
    back.set_defaults(command=_restore)

    for name, words, command in (
        ("encrypt", _("lock a book's file with its key"), _encrypt),
        ("decrypt", _("make a locked book's file an open one again"), _decrypt),
    ):
        locking = commands.add_parser(name, help=words)
        locking.add_argument("book", type=Path)
        add_options(locking)
        locking.set_defaults(command=command)
    cli_key.add_parser(commands)
    cli_import.add_parser(commands)
    cli_books.add_parser(commands)
    return parser


# ---------------------------------------------------------------- commands


def _new(chosen: argparse.Namespace) -> int:
    if chosen.kind == BookKind.HOUSEHOLD and not chosen.user:
        raise NobodysHouseholdError
    typed = secret(chosen, _("Password: ")) if chosen.user else ""
    leader = {"leader": chosen.user} if chosen.user else {}
    session = create_book(
        chosen.book,
        name=chosen.name,
        kind=chosen.kind,
        password=typed,
        encrypted=chosen.encrypted,
        **leader,
    )
    _say(_("Made {file}.").format(file=chosen.book.name))
    if typed:
        code = recovery_code(session, password=typed).recovery_code
        print(_("Recovery code, to be kept on paper: {code}").format(code=code))
    return DONE


def _sample(chosen: argparse.Namespace) -> int:
    from app.services.sample import make_sample

    make_sample(chosen.book, seed=chosen.seed, products=chosen.products, transactions=chosen.transactions)
    _say(_("Made {file}.").format(file=chosen.book.name))
    return DONE


def _open(chosen: argparse.Namespace) -> Session:
    """Open the book of a command for whoever types it."""
    return open_book(chosen.book, credential=credential_for(chosen, chosen.book))


def _encrypt(chosen: argparse.Namespace) -> int:
    encrypt_book(chosen.book, credential=credential_for(chosen, chosen.book))
    print(
        _("{file} is locked now; only a password or the recovery code opens it.").format(
            file=chosen.book.name
        )
    )
    return DONE


def _decrypt(chosen: argparse.Namespace) -> int:
    decrypt_book(chosen.book, credential=credential_for(chosen, chosen.book))
    _say(_("{file} is an open file now: whoever has it can read it.").format(file=chosen.book.name))
    return DONE


def _sell(chosen: argparse.Namespace) -> int:
    sell(_open(chosen), chosen, dates.today())
    return DONE


def _report(chosen: argparse.Namespace) -> int:
    if chosen.list:
        for kind in ALL_KINDS:
            print(f"{kind.name}\t{_(kind.title)}")
        return DONE
    if chosen.book is None or chosen.name is None or chosen.output is None:
        chosen.parser.print_usage(sys.stderr)
        print(_("A report needs a book, a name and -o FILE; --list names them."), file=sys.stderr)
        return USAGE
    session = _open(chosen)
    # A report for machines says nothing of the moment: the same month is the same bytes whenever it is asked.
    printed = None if chosen.format == "json" else now()
    question = Question(
        _span(chosen),
        chosen.document,
        chosen.product,
        chosen.account,
        printed,
        chosen.party,
        row=chosen.row,
        option=chosen.option,
    )
    data = render(build(session, chosen.name, question), chosen.format, paper=chosen.paper)
    _write(session, place_for(chosen, chosen.output), data, chosen.name)
    return DONE


def _span(chosen: argparse.Namespace) -> Span:
    """The days asked for; without any, the month (of some reports: the year) of the newest document."""
    if getattr(chosen, "month", None):
        first = parse_month(chosen.month)
        return Span(first, month_end(first))
    whole = book_span()
    newest = whole[1] if whole else dates.today()
    if getattr(chosen, "year", None):
        return _fiscal_year(to_arabic(chosen.year))
    if chosen.first or chosen.last:
        first = parse_date(chosen.first, dates.today()) if chosen.first else (whole[0] if whole else newest)
        last = parse_date(chosen.last, dates.today()) if chosen.last else max(first, newest)
        return _forwards(first, last)
    if any(kind.name == chosen.name and kind.needs is Needs.YEAR for kind in ALL_KINDS):
        year = year_of(newest)
        return Span(year.first, year.last)
    return Span(newest.replace(day=1), month_end(newest))


def _fiscal_year(wanted: str) -> Span:
    """The fiscal year that ends in a Buddhist year."""
    for year in fiscal_years():
        if str(buddhist_year(year.last)) == wanted.strip():
            return Span(year.first, year.last)
    raise NoSuchYearError(year=wanted)


def _forwards(first: dt.date, last: dt.date) -> Span:
    if last < first:
        raise SpanBackwardsError
    return Span(first, last)


def _export(chosen: argparse.Namespace) -> int:
    session = _open(chosen)
    whole = book_span()
    today = dates.today()
    first = parse_date(chosen.first, today) if chosen.first else (whole[0] if whole else today)
    last = parse_date(chosen.last, today) if chosen.last else (whole[1] if whole else today)
    data = exports.export(session, chosen.what, _forwards(first, last), chosen.format)
    _write(session, place_for(chosen, chosen.output), data, chosen.what)
    return DONE


def _write(session: Session, place: Place, data: bytes, name: str) -> None:
    session.require(Permission.EXPORT)
    try:
        write_file(place, data)
    except FileNotWrittenError as error:
        path = place.path if isinstance(place, Locked) else place
        raise file_error(error.__cause__ or error, path) from error
    log_export(session, name=name, file=place.name)
    _say(_("Wrote {file}.").format(file=place.name))


def _check(chosen: argparse.Namespace) -> int:
    session = _open(chosen)
    session.require(Permission.CHECK)
    findings = check_books()
    if chosen.json:
        answer = {
            "ok": not findings,
            "findings": [
                {"code": each.code, "document": each.document, "text": _finding(each)} for each in findings
            ],
        }
        print(json.dumps(answer, ensure_ascii=False))
    elif findings:
        for finding in findings:
            print(shown(_finding(finding), 1_000), file=sys.stderr)
    else:
        print(_("Everything adds up."))
    return USER_ERROR if findings else DONE


def _finding(finding: Finding) -> str:
    return _(finding.message).format(**finding.data)


def _backup(chosen: argparse.Namespace) -> int:
    session = _open(chosen)
    make = back_up if chosen.target.is_dir() else back_up_to
    done = make(session, chosen.target, open_copy=chosen.plain, passphrase=passphrase(chosen))
    _say(_("Checked copy: {file}").format(file=done.path.name))
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    credential = credential_to_restore(chosen, chosen.backup, chosen.book)
    done = restore(chosen.backup, chosen.book, credential=credential)
    print(_("Brought back {count} documents.").format(count=done.documents))
    if done.put_aside is not None:
        _say(_("The book that was there is now {file}.").format(file=done.put_aside.name))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
