"""Every word of a debt and of a slate: stored literally, read, told, printed, harmless."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.domain.document import new_uid
from app.domain.household.debts import DebtData, DebtKind
from app.domain.loan import LoanMethod, LoanSide
from app.domain.loan_entry import LoanData
from app.domain.session import Session
from app.queries.household.debts import debts, history_of, slate_lines, slates
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.debt_entry import enter_debt, take_back
from app.services.household.debts import (
    PayDebtDraft,
    StartDraft,
    StartKind,
    owe_shop,
    pay_debt,
    pay_shop,
    save_debt,
)
from app.services.records import NameMissingError
from app.thai.normalise import TextTooLongError, clean_name, clean_text
from reports.household import debt_plan
from reports.household.debt_card import card
from reports.household.debt_words import told
from reports.output import render
from tests.hostile.strings import STRINGS
from tests.household import make_household

STEP = 24
DAY, LATER = dt.date(2026, 1, 10), dt.date(2026, 2, 20)
CASH, FOOD = "1101", "5101"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A household book, open."""
    yield make_household(tmp_path)
    close_book()


def lived(session: Session, text: str) -> bytes:
    """One debt and one slate with all of their words, each of them this text."""
    loan = LoanData(
        LoanSide.TAKEN,
        None,
        1_200_00,
        DAY,
        dt.date(2026, 2, 10),
        rate_ppm=50_000,
        method=LoanMethod.INTEREST_ONLY,
        instalments=2,
        contract=text,
        guarantors=text,
        security=text,
        note=text,
    )
    data = DebtData(loan, DebtKind.PAWN, is_formal=False, redeem_by=dt.date(2026, 3, 1))
    start = StartDraft(new_uid(), new_uid(), StartKind.RECEIVED, 1_200_00, CASH, note=text)
    enter_debt(session, data, start=start, lender=text, on=DAY)
    known = next(each for each in debts(DAY) if each.uid == start.loan_uid)
    save_debt(session, DebtData(known.data.loan, DebtKind.OTHER, is_formal=False), loan_uid=start.loan_uid)
    paid = pay_debt(session, PayDebtDraft(new_uid(), start.loan_uid, 100_00, CASH, note=text), on=LATER)
    take_back(session, paid.uid, on=LATER, reason=text, uid=new_uid())
    for amount in (30_00, 20_00):
        owe_shop(session, text, uid=new_uid(), account_code=FOOD, amount=amount, on=DAY, note=text)
    slate = next(each for each in slates() if each.name == clean_name(text, 200))
    pay_shop(session, slate.party_uid, uid=new_uid(), account_code=CASH, amount=10_00, on=LATER, note=text)
    assert slate_lines(slate.party_uid)[0].note == clean_text(text)
    return start.loan_uid


@pytest.mark.parametrize("start", range(3))
def test_every_word_of_a_debt(session: Session, start: int) -> None:
    lived_through: list[str] = []
    for text in STRINGS[start * 8 :: STEP]:
        try:
            uid = lived(session, text)
        except (TextTooLongError, NameMissingError):
            continue
        each = next(each for each in debts(LATER) if each.uid == uid)
        assert each.name == clean_name(text, 200)
        assert each.loan.security == clean_text(text)
        assert told(each, LATER)
        assert card(each, history_of(each.loan.id), LATER).blocks
        lived_through.append(clean_name(text, 200))
    assert len(lived_through) > 3
    report = debt_plan.build(LATER, extra=500_00)
    assert render(report, "pdf").startswith(b"%PDF")
    opened = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row]
    live = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not [name for name in lived_through if len(name) > 2 and any(name in value for value in live)]
    assert check_books() == []
