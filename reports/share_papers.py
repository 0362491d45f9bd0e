"""Papers of members' shares: the register, the receipt of an instalment, the certificate."""

import datetime as dt

from app.domain.ledger import AccountRole
from app.domain.share import SHARE_WORDS, Holding
from app.i18n import _
from app.queries.assets import role_balance
from app.queries.fiscal_years import year_of
from app.queries.settings import business_settings
from app.queries.shares import Certificate, certificates, held_before, holders, share_slip, steps
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import ReportArgumentError, issuer, total_row
from reports.model import (
    Cell,
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Row,
    Signatures,
    Table,
)

REGISTER = "share-register"
RECEIPT = "share-receipt"
CERTIFICATE = "share-certificate"


def register(as_of: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Who holds how many shares on a day, what came and went in its year; whether the ledger agrees."""
    head = issuer()
    first = year_of(as_of).first
    columns = (
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("unit", _("Section"), Kind.TEXT, 3),
        Column("before", _("Before the year"), Kind.COUNT, 2),
        Column("came", _("Came"), Kind.COUNT, 2),
        Column("went", _("Went"), Kind.COUNT, 2),
        Column("shares", _("Shares"), Kind.COUNT, 2),
        Column("amount", _("Value at par"), Kind.MONEY, 3),
        Column("paid", _("Value paid in"), Kind.MONEY, 3),
        Column("unpaid", _("Still to pay in"), Kind.MONEY, 3),
    )
    before = held_before(first)
    moved: dict[int, list[int]] = {}
    for party_id, step in steps(None, first, as_of):
        both = moved.setdefault(party_id, [0, 0])
        both[0 if step.shares > 0 else 1] += abs(step.shares)
    found = holders(as_of, all_time=True)
    sums = dict.fromkeys((column.key for column in columns[3:]), 0)
    rows = []
    for each in found:
        came, went = moved.get(each.id, [0, 0])
        held = each.holding
        if held == Holding() and each.id not in moved:
            continue
        values = (before.get(each.id, Holding()).shares, came, went, held.shares)
        amounts = (*values, held.amount, held.paid, held.unpaid)
        sums = {key: sums[key] + amount for key, amount in zip(sums, amounts, strict=True)}
        cells: tuple[Cell, ...] = (each.number or each.code, each.name, each.section, *amounts)
        rows.append(Row(cells, opens=Link("member-statement", each.code)))
    if rows:
        total = total_row("", columns, sums)
        rows.append(Row(("", _("Total"), *total.cells[2:]), total.role, key=total.key))
    booked = -role_balance(AccountRole.SHARES, as_of) - role_balance(AccountRole.SHARES_UNPAID, as_of)
    par = business_settings().share_par
    return Report(
        REGISTER,
        _("Register of shares"),
        head,
        (
            Table(_("Members"), columns, tuple(rows), empty=_("Nobody holds shares."), sums=tuple(sums)),
            Figures(
                (
                    Figure(_("Paid in by this register"), sums["paid"]),
                    Figure(_("In the ledger"), booked),
                    Figure(_("Difference"), sums["paid"] - booked),
                ),
                _("Does the ledger agree?"),
            ),
            Signatures((_("Chair"), _("Treasurer"))),
        ),
        period=_("as of {day}").format(day=format_date(as_of, "long")),
        notes=(_("One share is {par} baht.").format(par=format_amount(par)),) if par else (),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def receipt(number: str, *, printed: dt.datetime | None = None) -> Report:
    """What a document says of shares, person by person, to be signed; raises ReportArgumentError."""
    slip = share_slip(number)
    if slip is None:
        raise ReportArgumentError(name=RECEIPT, needs=_("the number of a document of shares"))
    head = issuer()
    columns = (
        Column("line", _("No."), Kind.COUNT, 1),
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("what", _("What"), Kind.TEXT, 3),
        Column("shares", _("Shares"), Kind.COUNT, 2),
        Column("paid", _("Value paid in"), Kind.MONEY, 3),
        Column("left", _("Still to pay in"), Kind.MONEY, 3),
        Column("signed", _("Signature"), Kind.TEXT, 4),
    )
    rows = [
        Row(
            (
                line,
                each.number,
                each.name,
                _(SHARE_WORDS[each.step.event]),
                each.step.shares or None,
                each.step.paid,
                each.after.unpaid,
                "",
            )
        )
        for line, each in enumerate(slip.lines, 1)
    ]
    paid = sum(each.step.paid for each in slip.lines)
    if len(rows) > 1:
        total = total_row("", columns, {"shares": sum(each.step.shares for each in slip.lines), "paid": paid})
        rows.append(Row((None, "", _("Total"), *total.cells[3:]), total.role, key=total.key))
    words = [Paragraph(f"({baht_text(abs(paid))})", _("Amount in words"))] if paid else []
    return Report(
        RECEIPT,
        _("Receipt for shares"),
        head,
        (
            Table("", columns, tuple(rows), sums=("shares", "paid") if len(rows) > 1 else ()),
            *words,
            Signatures((_("Paid by"), _("Received by"))),
        ),
        period=format_date(slip.on, "long"),
        number=slip.number,
        notes=tuple(part for part in (slip.note, _undone(slip.reversal)) if part),
        printed=printed,
        book=head.name,
    )


def certificate(number: str, *, printed: dt.datetime | None = None) -> Report:
    """A share certificate by its number, to be signed and handed out; raises ReportArgumentError."""
    found = next((each for each in certificates() if str(each.number) == number.strip()), None)
    if found is None:
        raise ReportArgumentError(name=CERTIFICATE, needs=_("the number of a share certificate"))
    head = issuer()
    par = business_settings().share_par
    worth = found.shares * par
    registration = business_settings().enterprise_registration
    words = [
        _("This certificate shows that"),
        _("{name}, member no. {number}").format(name=found.name, number=found.member_number)
        if found.member_number
        else found.name,
        _("holds {shares} shares of {group},").format(shares=f"{found.shares:,}", group=head.name),
        _("at {par} baht a share, together {amount} baht").format(
            par=format_amount(par), amount=format_amount(worth)
        ),
        f"({baht_text(worth)})",
    ]
    return Report(
        CERTIFICATE,
        _("Share certificate"),
        head,
        (
            Paragraph("\n\n".join(words)),
            Figures(
                (
                    Figure(_("Shares"), found.shares, Kind.COUNT),
                    Figure(_("Par value of a share"), par),
                    Figure(_("Value at par"), worth),
                )
            ),
            Paragraph(_("Given on {day}").format(day=format_date(found.issued_on, "long"))),
            Signatures((_("Chair"), _("Treasurer"))),
        ),
        subtitle=_("Registration {number}").format(number=registration) if registration else "",
        number=f"{found.number:05d}",
        notes=_certificate_notes(found),
        printed=printed,
        book=head.name,
        landscape=True,
        one_page=True,
    )


def _certificate_notes(found: Certificate) -> tuple[str, ...]:
    rule = _("This paper is no money; the register of shares decides. Shares change hands there only.")
    if found.cancelled_on is None:
        return (rule,)
    day = format_date(found.cancelled_on, "long")
    return (_("CANCELLED on {day}. {reason}").format(day=day, reason=found.reason).strip(), rule)


def _undone(reversal: str) -> str:
    return _("Undone by {number}.").format(number=reversal) if reversal else ""
