"""Who did what: the log of a book on paper, with how far its chains reach."""

import datetime as dt
from collections.abc import Sequence

from app.domain.session import Permission, Session
from app.domain.trace import ACT_KIND_NAMES, EVERYTHING, TraceFilter
from app.i18n import _, ngettext, pgettext
from app.queries.integrity import Finding
from app.queries.trace import Act, ChainHead, acts, count_acts, document_heads, event_heads, people
from app.thai.dates import format_date, format_datetime
from reports.common import Span, document_link, issuer
from reports.model import Column, Kind, Paragraph, Report, Row, Table
from reports.trace_words import about, detail, did, moment

NAME = "who-did-what"
MOST_ON_PAPER = 2_000
MOST_IN_SHEET = 50_000
"""Lines that a paper or a sheet holds; the newest ones count."""
SHORT_HASH = 12
"""Signs of a hash that are written down: enough to see that it is another one."""


def build(
    session: Session,
    wanted: TraceFilter = EVERYTHING,
    *,
    printed: dt.datetime | None = None,
    most: int = MOST_ON_PAPER,
    findings: Sequence[Finding] | None = None,
) -> Report:
    """The acts that a filter lets through, the newest first; ``findings`` of a check that was asked for.

    Raises NotPermittedError.
    """
    session.require(Permission.SEE_LOG)
    head = issuer()
    found = acts(wanted, limit=most)
    left = count_acts(wanted) - len(found) if len(found) == most else 0
    notes = []
    if left > 0:
        notes.append(
            ngettext(
                "{count} older line is not shown; please choose fewer days.",
                "{count} older lines are not shown; please choose fewer days.",
                left,
            ).format(count=f"{left:,}")
        )
    return Report(
        NAME,
        _("Who did what"),
        head,
        (_table(found), *_checked(findings), _heads()),
        subtitle=" · ".join(_asked(wanted)),
        period=period(wanted),
        notes=tuple(notes),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def period(wanted: TraceFilter) -> str:
    """The days that are asked for, in words."""
    if wanted.first is not None and wanted.last is not None:
        return Span(wanted.first, wanted.last).text
    if wanted.first is not None:
        return _("from {day}").format(day=format_date(wanted.first))
    return _("until {day}").format(day=format_date(wanted.last)) if wanted.last is not None else ""


def head_words(head: ChainHead) -> str:
    """The short form of a chain's last hash, in groups to be read aloud."""
    text = head.hash.hex()[:SHORT_HASH]
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _asked(wanted: TraceFilter) -> list[str]:
    names = {identity: name for identity, name, _active in people()}
    parts = [_(ACT_KIND_NAMES[wanted.kind])] if wanted.kind is not None else []
    if wanted.user_id is not None:
        parts.append(names.get(wanted.user_id, ""))
    if wanted.notable:
        parts.append(_("what needs a look"))
    if wanted.text.strip():
        parts.append(f"“{wanted.text.strip()}”")
    return [part for part in parts if part]


def _table(rows: Sequence[Act]) -> Table:
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("time", pgettext("clock", "Time"), Kind.TEXT, 2),
        Column("who", _("By"), Kind.TEXT, 4),
        Column("did", _("Did what"), Kind.TEXT, 5),
        Column("about", _("About"), Kind.TEXT, 6),
        Column("detail", _("In detail"), Kind.TEXT, 8),
    )
    return Table(
        "",
        columns,
        tuple(
            Row(
                (*_day_and_time(each), each.user, did(each), about(each), detail(each)),
                opens=document_link(each.number) if each.number else None,
            )
            for each in rows
        ),
        empty=_("Nobody did anything of this kind in these days."),
    )


def _day_and_time(act: Act) -> tuple[dt.date | str, str]:
    found = moment(act.at)
    return (str(act.at), "") if found is None else (found.date(), found.strftime("%H:%M"))


def _heads() -> Table:
    """How far the chains reach: written down on paper, nobody can shorten or replace them unseen."""
    columns = (
        Column("device", _("Computer"), Kind.TEXT, 4),
        Column("what", _("Chain"), Kind.TEXT, 3),
        Column("last", _("Reaches to"), Kind.TEXT, 5),
        Column("at", _("When"), Kind.TEXT, 4),
        Column("hash", _("Mark"), Kind.TEXT, 4),
    )
    rows = [
        _head(each, _("documents, series {epoch}").format(epoch=each.epoch), each.number)
        for each in document_heads()
    ]
    rows += [
        _head(each, _("the log"), _("line {line}").format(line=f"{each.count:,}")) for each in event_heads()
    ]
    return Table(
        _("How far the log reaches"),
        columns,
        tuple(rows),
        note=_(
            "Each mark follows from everything before it. If a later paper shows another mark for the same "
            "number or line, something was changed with another program."
        ),
        empty=_("Nothing was written yet."),
    )


def _head(head: ChainHead, what: str, last: str) -> Row:
    at = moment(head.at) if head.at is not None else None
    written = format_datetime(at) if at is not None else ""
    return Row((f"{head.device_name} ({head.device})", what, last, written, head_words(head)))


def _checked(findings: Sequence[Finding] | None) -> tuple[Paragraph, ...]:
    if findings is None:
        return ()
    if not findings:
        return (Paragraph(_("Every document and every line is as it was written."), _("Checked")),)
    return (Paragraph(finding_words(findings), _("Checked")),)


def finding_words(findings: Sequence[Finding]) -> str:
    """What a check found, a sentence each."""
    return " ".join(_(each.message).format(**each.data) for each in findings)
