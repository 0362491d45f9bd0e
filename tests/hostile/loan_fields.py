"""The fields of loans and savings that take words: contracts, slips, notes, why a rate is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.document import new_uid
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData, LoanDrawDraft
from app.domain.party import PartyData
from app.domain.purchase import Slip
from app.domain.savings import SavingsDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.queries.parties import find_parties
from app.services.loan_contracts import create_loan
from app.services.loans import draw_loan
from app.services.parties import create_party
from app.services.savings import deposit, set_savings_rate
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

ONE_DAY = dt.timedelta(days=1)
SOME = 50
"""Papers are printed of one in so many."""


def _loan(made: Made, text: str, at: int) -> object:
    saved = create_loan(made.session, _data(made, text))
    _keep(made, saved.code, at)
    slip = Slip(None, text)
    pays = (PayDraft(PayKind.MONEY, 100, "1101"),)
    posted = draw_loan(
        made.session, LoanDrawDraft(new_uid(), saved.uid, 100, pays, slip=slip, note=text), on=DAY
    )
    if at % SOME == 0:
        made.keep("loan-receipt", posted)
    return posted


def _code(made: Made, text: str, at: int) -> object:
    saved = create_loan(made.session, _data(made, "", code=text))
    _keep(made, saved.code, at)
    return saved


def _keep(made: Made, code: str, at: int) -> None:
    if at % SOME:
        return
    for paper in ("loan-card", "loan-contract"):
        made.papers.setdefault(paper, []).append(code)


def _data(made: Made, text: str, code: str = "") -> LoanData:
    return LoanData(
        LoanSide.TAKEN,
        _somebody(made),
        1_000,
        DAY,
        DAY + ONE_DAY,
        code=code,
        name=text,
        contract=text,
        guarantors=text,
        security=text,
        note=text,
    )


def _savings(made: Made, text: str, at: int) -> object:
    pays = (PayDraft(PayKind.MONEY, 100, "1101"),)
    draft = SavingsDraft(new_uid(), ((_somebody(made), 100),), pays, Slip(None, text), text)
    posted = deposit(made.session, draft, on=DAY)
    if at % SOME == 0:
        made.keep("savings-receipt", posted)
    return posted


def _rate(made: Made, text: str, at: int) -> object:
    return set_savings_rate(made.session, DAY + at * ONE_DAY, rate_ppm=1, note=text)


def _somebody(made: Made) -> bytes:
    found = find_parties("เจ้าหนี้เงินกู้")
    if found:
        return found[0].uid
    return create_party(made.session, PartyData("เจ้าหนี้เงินกู้")).uid


LOAN_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "loan": _loan,
    "code of a loan": _code,
    "savings of an evening": _savings,
    "why a rate holds": _rate,
}
"""Fields of loans and savings, one command each."""
