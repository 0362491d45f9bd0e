"""A letter that asks somebody to confirm what is owed on a day, with a part for her to sign and return."""

import datetime as dt

from app.domain.open_items import BILLS_TO_US, OWED_BY_US, balance
from app.i18n import _
from app.queries.debts import debtor_by_code
from app.queries.open_items import open_items
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import ReportArgumentError, issuer
from reports.model import Block, Paragraph, Report, Signatures
from reports.party_statement import address_of, open_table

NAME = "confirmation-letter"


def build(code: str, as_of: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The letter to the person with this code; raises ReportArgumentError if there is none."""
    person = debtor_by_code(code)
    if person is None:
        raise ReportArgumentError(name=NAME, needs=_("the code of a person"))
    head = issuer()
    day = format_date(as_of, "long")
    by_her = open_items(*BILLS_TO_US, party_id=person.id, as_of=as_of)
    to_her = open_items(*OWED_BY_US, party_id=person.id, as_of=as_of)
    owes, owed = balance(by_her), -balance(to_her)
    said = []
    if owes or not owed:
        words = _("you owe {group} {amount} baht ({words})")
        said.append(words.format(group=head.name, amount=format_amount(owes), words=baht_text(owes)))
    if owed:
        words = _("{group} owes you {amount} baht ({words})")
        said.append(words.format(group=head.name, amount=format_amount(owed), words=baht_text(owed)))
    blocks: list[Block] = [
        Paragraph("\n".join(part for part in (person.name, address_of(person)) if part), _("To")),
        Paragraph(
            _(
                "Our books are being checked. By them, at the end of {day}, {said}, as listed below. "
                "Please compare this with your own papers, fill in the lower part and send it back."
            ).format(day=day, said=_both(said))
        ),
    ]
    blocks.extend(open_table(items, sign, as_of) for items, sign in ((by_her, 1), (to_her, -1)) if items)
    blocks += [
        Paragraph(_("This letter asks for no payment. What was paid after that day is not in it.")),
        Signatures((_("For the group"),), position=True),
        Paragraph(
            _(
                "(   ) The amount above is right.\n"
                "(   ) It is not right. By our papers it is .............................. baht, because\n"
                "........................................................................................................"
            ),
            _("Answer of {name}").format(name=person.name),
        ),
        Signatures((_("For {name}").format(name=person.name),), position=True),
    ]
    return Report(
        NAME,
        _("Confirmation of a balance"),
        head,
        tuple(blocks),
        period=_("As of {day}").format(day=day),
        printed=printed,
        book=head.name,
    )


def _both(said: list[str]) -> str:
    """One or two clauses as one."""
    if len(said) == 1:
        return said[0]
    return _("{first} and {second}").format(first=said[0], second=said[1])
