"""A proposal to start from, as many groups divide their profit, and how the owed parts are paid out."""

from collections.abc import Mapping

from app.domain.distribution import Bases
from app.domain.distribution_heads import Base, Head, HeadKind, Method
from app.domain.ledger import AccountRole
from app.domain.settling import MoneyDraft, PayeeDraft, PayOutDraft
from app.i18n import N_, _

RESERVE, DIVIDEND, REFUND = N_("Reserve"), N_("Dividend on shares"), N_("Refund by business done")
COMMITTEE, COMMUNITY, KEPT = (
    N_("Pay of the committee"),
    N_("For the community"),
    N_("Kept for next year's work"),
)
BY_BUSINESS = (Base.SUPPLIED, Base.PURCHASES, Base.HOURS, Base.CONSIGNED)


def starting_heads(bases: Bases, funds: Mapping[str, str]) -> tuple[Head, ...]:
    """Parts to start from; ``funds`` are codes by role; parts that nobody could share are left out."""
    found = []
    if AccountRole.RESERVE.value in funds:
        code = funds[AccountRole.RESERVE.value]
        found.append(Head(HeadKind.FUND, _(RESERVE), Method.PERCENT, 100_000, fund=code))
    if bases.get(Base.SHARE_MONTHS):
        found.append(Head(HeadKind.DIVIDEND, _(DIVIDEND), Method.PERCENT, 500_000, Base.SHARE_MONTHS))
    business = next((base for base in BY_BUSINESS if bases.get(base)), None)
    if business is not None:
        found.append(Head(HeadKind.PATRONAGE, _(REFUND), Method.PERCENT, 200_000, business))
    if bases.get(Base.COMMITTEE):
        found.append(Head(HeadKind.COMMITTEE, _(COMMITTEE), Method.PERCENT, 50_000, Base.COMMITTEE))
    if AccountRole.COMMUNITY_FUND.value in funds:
        code = funds[AccountRole.COMMUNITY_FUND.value]
        found.append(Head(HeadKind.FUND, _(COMMUNITY), Method.PERCENT, 50_000, fund=code))
    found.append(Head(HeadKind.RETAINED, _(KEPT), Method.REST))
    return tuple(found)


def payout_draft(uid: bytes, owed: Mapping[bytes, int], account_code: str) -> PayOutDraft:
    """The payment of what is owed of divided profits to these people, satang, from one place of money."""
    roles = (AccountRole.DISTRIBUTION_PAYABLE,)
    payees = tuple(PayeeDraft(party, amount=amount, roles=roles) for party, amount in owed.items())
    return PayOutDraft(uid, payees, (MoneyDraft(account_code, sum(owed.values())),))


def head_value(method: Method, typed: int) -> int:
    """The size of a part of what was typed with two decimals: percent into millionths, baht into satang."""
    if method is Method.REST:
        return 0
    return typed if method is Method.AMOUNT else typed * 100


def typed_value(head: Head) -> int | None:
    """The other way round: what stands in the field, in hundredths; None where there is nothing to type."""
    if head.method is Method.REST:
        return None
    return head.value if head.method is Method.AMOUNT else head.value // 100
