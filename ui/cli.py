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
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.money import MILLI, share
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft, price_sale
from app.domain.session import Session
from app.errors import Notice, StorageError, UserError
from app.i18n import N_, _, set_language
from app.queries.balances import month_end
from app.queries.catalogue import Tender, tenders
from app.queries.integrity import Finding, check_books
from app.queries.products import by_barcode, product_by_code, product_by_uid
from app.queries.profit import book_span
from app.services.backup import back_up, back_up_to
from app.services.book_errors import FILE_TROUBLE, file_error
from app.services.books import close_book, create_book, open_book
from app.services.printing import log_export
from app.services.restoring import restore
from app.services.sales import UnknownTenderError, post_sale
from app.services.settings import bill_rounding
from app.services.stock import UnknownProductError
from app.settings import load_machine
from app.thai.dates import parse_date, parse_month
from app.thai.digits import format_amount, parse_amount, parse_quantity, shown
from reports import exports
from reports.catalogue import KINDS, Question, build
from reports.common import Span, SpanBackwardsError
from reports.output import render
from ui.messages_text import error_text, tell_unexpected

DONE, USER_ERROR, USAGE, STORAGE_ERROR, INTERRUPTED = 0, 1, 2, 3, 130


class ItemFormatError(UserError):
    """An ``--item`` that is not CODE=QTY."""

    message = N_("“{text}” is not of the form CODE=QUANTITY.")


class PriceMissingError(UserError):
    """A product without a price cannot be sold from the command line."""

    message = N_("“{name}” has no fixed price; please sell it in the window.")


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
    sell.set_defaults(command=_sell)

    report = commands.add_parser("report", help=_("write a report to a file"))
    report.add_argument("book", type=Path, nargs="?")
    report.add_argument("name", nargs="?")
    report.add_argument("--list", action="store_true")
    report.add_argument("--month", metavar="2569-10")
    report.add_argument("--from", dest="first", metavar="D")
    report.add_argument("--to", dest="last", metavar="D")
    report.add_argument("--document", metavar="NUMBER", default="")
    report.add_argument("--product", metavar="CODE", default="")
    report.add_argument("--account", metavar="CODE", default="")
    report.add_argument("--format", choices=("pdf", "xlsx", "json"), default="pdf")
    report.add_argument("--paper", choices=("58", "80", "a5", "a4"), default="80")
    report.add_argument("-o", "--output", type=Path, metavar="FILE")
    report.set_defaults(command=_report, parser=report)

    export = commands.add_parser("export", help=_("write a list as a spreadsheet"))
    export.add_argument("book", type=Path)
    export.add_argument("what", choices=sorted(exports.LISTS))
    export.add_argument("--from", dest="first", metavar="D")
    export.add_argument("--to", dest="last", metavar="D")
    export.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    export.set_defaults(command=_export)

    check = commands.add_parser("check", help=_("add everything up again"))
    check.add_argument("book", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(command=_check)

    backup = commands.add_parser("backup", help=_("make a checked copy of a book"))
    backup.add_argument("book", type=Path)
    backup.add_argument("target", type=Path, metavar="FOLDER_OR_FILE")
    backup.set_defaults(command=_backup)

    back = commands.add_parser("restore", help=_("bring a copy back as a book"))
    back.add_argument("backup", type=Path)
    back.add_argument("book", type=Path)
    back.set_defaults(command=_restore)
    return parser


# ---------------------------------------------------------------- commands


def _new(chosen: argparse.Namespace) -> int:
    create_book(chosen.book, name=chosen.name)
    print(_("Made {file}.").format(file=chosen.book.name))
    return DONE


def _sample(chosen: argparse.Namespace) -> int:
    from app.services.sample import make_sample

    make_sample(chosen.book, seed=chosen.seed, products=chosen.products, transactions=chosen.transactions)
    print(_("Made {file}.").format(file=chosen.book.name))
    return DONE


def _sell(chosen: argparse.Namespace) -> int:
    on = parse_date(chosen.date, _today()) if chosen.date else _today()
    session = open_book(chosen.book)
    lines = tuple(_line(text) for text in chosen.item)
    total = price_sale(SaleDraft(new_uid(), lines), bill_rounding()).total
    draft = SaleDraft(new_uid(), lines, tenders=_tenders(chosen, total))
    sold = post_sale(session, draft, on=on)
    warnings = [_notice(each) for each in sold.posted.warnings]
    if chosen.json:
        answer = {
            "uid": sold.posted.uid.hex(),
            "number": sold.posted.number,
            "total_satang": sold.posted.total,
            "change_satang": sold.change,
            "warnings": warnings,
        }
        print(json.dumps(answer, ensure_ascii=False))
        return DONE
    print(
        _("{number}: {total} baht, change {change} baht").format(
            number=sold.posted.number,
            total=format_amount(sold.posted.total),
            change=format_amount(sold.change),
        )
    )
    for warning in warnings:
        print(warning, file=sys.stderr)
    return DONE


def _line(text: str) -> SaleLineDraft:
    """A line out of CODE=QTY; the code may be a product's code or a barcode of it or its pack."""
    code, equals, quantity = text.rpartition("=")
    if not equals or not code:
        raise ItemFormatError(text=text)
    amount = parse_quantity(quantity)
    product = product_by_code(code)
    pack = ""
    if product is None:
        scanned = by_barcode(code)
        product = None if scanned is None else product_by_uid(scanned.product_uid)
        pack = "" if scanned is None else scanned.unit
    if product is None:
        raise UnknownProductError(code=code)
    data = product.data
    for unit in data.units:
        if pack and unit.name == pack:
            price = unit.price_e4
            if price is None and data.price_e4 is not None:
                price = share(data.price_e4, unit.factor_milli, MILLI)
            if price is None:
                raise PriceMissingError(name=data.name)
            return SaleLineDraft(product.uid, data.name, amount, unit.name, price, unit.factor_milli)
    if data.price_e4 is None or data.kind in (ProductKind.MATERIAL, ProductKind.PACKAGING):
        raise PriceMissingError(name=data.name)
    return SaleLineDraft(product.uid, data.name, amount, data.unit, data.price_e4)


def _tenders(chosen: argparse.Namespace, total: int) -> tuple[TenderDraft, ...]:
    if chosen.promptpay:
        return (TenderDraft(_tender("promptpay").uid, total, confirmed=True),)
    if chosen.transfer:
        return (TenderDraft(_tender("transfer").uid, total, reference=chosen.reference),)
    handed = parse_amount(chosen.cash) if chosen.cash is not None else total
    return (TenderDraft(_tender("cash").uid, handed, handed, is_cash=True),)


def _tender(kind: str) -> Tender:
    for tender in tenders():
        if tender.kind == kind:
            return tender
    raise UnknownTenderError


def _report(chosen: argparse.Namespace) -> int:
    if chosen.list:
        for kind in KINDS:
            print(f"{kind.name}\t{_(kind.title)}")
        return DONE
    if chosen.book is None or chosen.name is None or chosen.output is None:
        chosen.parser.print_usage(sys.stderr)
        print(_("A report needs a book, a name and -o FILE; --list names them."), file=sys.stderr)
        return USAGE
    session = open_book(chosen.book)
    # A report for machines says nothing of the moment: the same month is the same bytes whenever it is asked.
    printed = None if chosen.format == "json" else dt.datetime.now()
    question = Question(_span(chosen), chosen.document, chosen.product, chosen.account, printed)
    data = render(build(session, chosen.name, question), chosen.format, paper=chosen.paper)
    _write(session, chosen.output, data, chosen.name)
    return DONE


def _span(chosen: argparse.Namespace) -> Span:
    """The days asked for; without any, the month of the newest document."""
    if getattr(chosen, "month", None):
        first = parse_month(chosen.month)
        return Span(first, month_end(first))
    whole = book_span()
    newest = whole[1] if whole else _today()
    if chosen.first or chosen.last:
        first = parse_date(chosen.first, _today()) if chosen.first else (whole[0] if whole else newest)
        last = parse_date(chosen.last, _today()) if chosen.last else max(first, newest)
        return _forwards(first, last)
    return Span(newest.replace(day=1), month_end(newest))


def _forwards(first: dt.date, last: dt.date) -> Span:
    if last < first:
        raise SpanBackwardsError
    return Span(first, last)


def _export(chosen: argparse.Namespace) -> int:
    session = open_book(chosen.book)
    whole = book_span()
    today = _today()
    first = parse_date(chosen.first, today) if chosen.first else (whole[0] if whole else today)
    last = parse_date(chosen.last, today) if chosen.last else (whole[1] if whole else today)
    data = exports.export(session, chosen.what, _forwards(first, last), chosen.format)
    _write(session, chosen.output, data, chosen.what)
    return DONE


def _write(session: Session, path: Path, data: bytes, name: str) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise file_error(error, path) from error
    log_export(session, name=name, file=path.name)
    print(_("Wrote {file}.").format(file=path.name))


def _check(chosen: argparse.Namespace) -> int:
    open_book(chosen.book)
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
            print(_finding(finding), file=sys.stderr)
    else:
        print(_("Everything adds up."))
    return USER_ERROR if findings else DONE


def _finding(finding: Finding) -> str:
    return _(finding.message).format(**finding.data)


def _notice(notice: Notice) -> str:
    return _(notice.message).format(**notice.data)


def _backup(chosen: argparse.Namespace) -> int:
    session = open_book(chosen.book)
    done = back_up(session, chosen.target) if chosen.target.is_dir() else back_up_to(session, chosen.target)
    print(_("Checked copy: {file}").format(file=done.path.name))
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    done = restore(chosen.backup, chosen.book)
    print(_("Brought back {count} documents.").format(count=done.documents))
    if done.put_aside is not None:
        print(_("The book that was there is now {file}.").format(file=done.put_aside.name))
    return DONE


def _today() -> dt.date:
    return dt.date.today()


if __name__ == "__main__":
    sys.exit(main())
