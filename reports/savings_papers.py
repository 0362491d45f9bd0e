"""Papers of members' savings: the register, a member's book, and the receipt list of an evening."""

import datetime as dt

from app.domain.ledger import AccountRole
from app.domain.loan import rate_bp
from app.domain.savings import EVENT_WORDS, SavingsEvent, rate_on
from app.i18n import _
from app.queries.assets import role_balance
from app.queries.savings import (
    Saver,
    SavingsMove,
    interest_not_entered,
    moved,
    saved_before,
    saver_by_code,
    savers,
    savings_book,
    savings_rates,
    savings_slip,
)
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_percent
from reports.common import ReportArgumentError, Span, document_link, issuer, joined, total_row
from reports.model import (
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Role,
    Row,
    Signatures,
    Table,
)

REGISTER = "savings-register"
BOOK = "savings-book"
SLIP = "savings-receipt"
_E = SavingsEvent


def register(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Everybody's savings in a time: before, put in, taken out, interest, now; whether the ledger agrees."""
    head = issuer()
    columns = (
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("before", _("Before"), Kind.MONEY, 3),
        Column("in", _("Put in"), Kind.MONEY, 3),
        Column("out", _("Taken out"), Kind.MONEY, 3),
        Column("interest", _("Interest"), Kind.MONEY, 3),
        Column("now", _("Saved"), Kind.MONEY, 3),
        Column("waiting", _("Interest not entered"), Kind.MONEY, 3),
    )
    changes = moved(span.first, span.last)
    waiting = {row.saver.party_id: row.amount for row in interest_not_entered(span.last)}
    sums = dict.fromkeys((column.key for column in columns[2:]), 0)
    rows = []
    for each in savers(span.last):
        own = changes.get(each.party_id, {})
        if not (each.balance or own):
            continue
        amounts = {
            "before": each.balance - sum(own.values()),
            "in": own.get(_E.DEPOSIT, 0) + own.get(_E.OPENING, 0),
            "out": own.get(_E.WITHDRAW, 0),
            "interest": own.get(_E.INTEREST, 0),
            "now": each.balance,
            "waiting": waiting.get(each.party_id, 0),
        }
        sums = {key: sums[key] + amount for key, amount in amounts.items()}
        rows.append(
            Row((each.number or each.code, each.name, *amounts.values()), opens=Link(BOOK, each.code))
        )
    kept = sums["now"]
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    booked = -role_balance(AccountRole.MEMBER_SAVINGS, span.last)
    return Report(
        REGISTER,
        _("Register of savings"),
        head,
        (
            Table(_("Members"), columns, tuple(rows), empty=_("Nobody has savings."), sums=tuple(sums)),
            Figures(
                (
                    Figure(_("Savings in this register"), kept),
                    Figure(_("In the ledger"), booked),
                    Figure(_("Difference"), kept - booked),
                ),
                _("Does the ledger agree?"),
            ),
            Signatures((_("Prepared by"), _("Checked by"))),
        ),
        period=span.text,
        notes=(_rule(span.last),),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def _rule(day: dt.date) -> str:
    rate = rate_on(savings_rates(), day)
    return _(
        "Interest is {rate} % a year, day by day on what was there at the end of the day; "
        "a year has 365 days."
    ).format(rate=format_percent(rate_bp(rate)))


def book(code: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The savings book of the person with this code; raises ReportArgumentError if there is none."""
    each = saver_by_code(code, span.last)
    if each is None:
        raise ReportArgumentError(name=BOOK, needs=_("the code of a person"))
    head = issuer()
    return Report(
        BOOK,
        _("Savings book"),
        head,
        (
            lines_table(each, span.first, span.last),
            Paragraph(f"({baht_text(each.balance)})", _("Amount in words")),
            Signatures((_("Member"), _("Treasurer"))),
        ),
        subtitle=joined(each.name, each.number or each.code),
        period=span.text,
        notes=(_rule(span.last),),
        printed=printed,
        book=head.name,
    )


def lines_table(each: Saver, first: dt.date, last: dt.date) -> Table:
    """Every line of a person's savings in a time, with what is there running along."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("in", _("Put in"), Kind.MONEY, 3),
        Column("out", _("Taken out"), Kind.MONEY, 3),
        Column("balance", _("Saved"), Kind.MONEY, 3),
    )
    balance = saved_before(each.party_id, first)
    rows = [Row((None, _("Brought forward"), None, None, balance), Role.SUBTOTAL)] if balance else []
    for move in savings_book(each.party_id, first, last):
        balance += move.amount
        came = move.amount if move.amount > 0 else None
        went = -move.amount if move.amount < 0 else None
        rows.append(
            Row((move.ledger_date, move_words(move), came, went, balance), opens=document_link(move.number))
        )
    return Table("", columns, tuple(rows), empty=_("Nothing moved in this time."), running="balance")


def move_words(move: SavingsMove) -> str:
    """What happened, in words."""
    words = _("Undone") if move.kind == "reversal" else _(EVENT_WORDS[move.event])
    if move.event is _E.INTEREST and move.up_to is not None and move.kind != "reversal":
        return _("{what} up to {day}").format(what=words, day=format_date(move.up_to, "medium"))
    return words


def receipt(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The receipt list of one document: each member, her amount, what she has now, room to sign.

    Raises UnknownSavingsSlipError.
    """
    slip = savings_slip(number)
    head = issuer()
    columns = (
        Column("line", _("No."), Kind.COUNT, 1),
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("what", _("What"), Kind.TEXT, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
        Column("after", _("Saved after it"), Kind.MONEY, 3),
        Column("signed", _("Signature"), Kind.TEXT, 4),
    )
    rows = [
        Row(
            (
                line,
                each.number or each.code,
                each.name,
                _(EVENT_WORDS[each.event]),
                each.amount,
                each.after,
                "",
            )
        )
        for line, each in enumerate(slip.rows, 1)
    ]
    rows.append(total_row(_("Total"), columns, {"amount": sum(each.amount for each in slip.rows)}))
    notes = [slip.note] if slip.note else []
    if slip.reversal:
        notes.append(_("Undone by {number}.").format(number=slip.reversal))
    return Report(
        SLIP,
        _("Receipt list of savings"),
        head,
        (
            Table("", columns, tuple(rows), sums=("amount",)),
            Paragraph(
                _("{amount} baht ({words})").format(
                    amount=format_amount(slip.total), words=baht_text(slip.total)
                ),
                _("Amount in words"),
            ),
            Signatures((_("Received by"), _("Checked by"))),
        ),
        subtitle=slip.slip_number,
        period=format_date(slip.on, "long"),
        number=slip.number,
        notes=tuple(notes),
        printed=printed,
        book=head.name,
    )
