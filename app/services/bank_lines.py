"""Lines of a bank that the books do not have yet: entered and ticked at once."""

from collections.abc import Sequence

from app.changes import Changes
from app.domain.bank_matching import Item, Suggestion
from app.domain.session import Permission, Session
from app.domain.settling_typed import Typed, pay_draft, receive_draft
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind, TransferDraft
from app.queries.bank import bank_standing
from app.queries.catalogue import money_accounts
from app.queries.owed_people import BY_US, WAGES
from app.services.bank import match_lines
from app.services.entries import money_account, post_entry, post_transfer
from app.services.records import NotFoundError, saving
from app.services.settling import pay_money, receive_money
from app.services.unit_of_work import Posted


def enter_line(
    session: Session,
    account_code: str,
    *,
    line: Item,
    uid: bytes,
    other_code: str = "",
    party_uid: bytes | None = None,
    note: str = "",
) -> Posted:
    """Enter a line of the bank once per ``uid`` and tick it.

    ``other_code``: an income or expense, or another place of money; without it the line settles what
    ``party_uid`` owes or is owed. Raises NotFoundError, what the posting raises, NotPermittedError.
    """
    with saving(session, Permission.BUY):
        account = money_account(account_code)
        posted = _post(session, account_code, line, uid, other_code, party_uid, note)
        if posted.repeated:
            return posted
        standing = bank_standing(account_code, max(line.on, posted.ledger_date))
        own = [each for each in standing.in_books if each.id[0] == posted.document_id] if standing else []
        if not account or not own:
            raise NotFoundError
        match_lines(session, account_code, bank=(line,), books=own[:1])
    return posted


def match_all(session: Session, account_code: str, *, found: Sequence[Suggestion]) -> Changes:
    """Tick everything that was suggested, all or nothing; raises what ``match_lines`` raises."""
    with saving(session, Permission.BUY):
        for each in found:
            match_lines(session, account_code, bank=each.bank, books=each.books)
    return Changes.LEDGER


def _post(
    session: Session, code: str, line: Item, uid: bytes, other: str, party_uid: bytes | None, note: str
) -> Posted:
    amount = abs(line.amount)
    words = note or line.words
    comes_in = line.amount > 0
    if not other:
        if party_uid is None:
            raise NotFoundError
        typed = Typed(amount, code, note=words)
        if comes_in:
            return receive_money(session, receive_draft(uid, party_uid, typed), on=line.on)
        return pay_money(session, pay_draft(uid, party_uid, typed, (*BY_US, *WAGES)), on=line.on)
    if other in {each.code for each in money_accounts()}:
        source, target = (other, code) if comes_in else (code, other)
        return post_transfer(session, TransferDraft(uid, source, target, amount, note=words), on=line.on)
    draft = EntryDraft(
        uid,
        Direction.IN if comes_in else Direction.OUT,
        (EntryLineDraft(amount, account_code=other),),
        (PayDraft(PayKind.MONEY, amount, account_code=code),),
        note=words,
    )
    return post_entry(session, draft, on=line.on)
