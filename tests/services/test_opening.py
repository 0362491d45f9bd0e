"""The opening: everything in one transaction that balances, every open bill a document of its own."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.money import MILLI
from app.domain.opening import OpenBillDraft, OpeningBooksDraft, OpeningUnbalancedError
from app.domain.purchase import EmptyDocumentError, LineAmountError, OpeningStockDraft, Slip
from app.domain.session import Session
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.services.opening import open_books
from app.services.purchases import KeptAccountError
from app.services.sales import PartyNeededError
from db import connection as book
from tests.builders import material, party

DAY = dt.date(2026, 1, 1)


def documents() -> int:
    return book.fetch_int("SELECT count(*) FROM document")


def by_code() -> dict[str, int]:
    return {row.code: row.balance for row in balances(DAY) if row.balance}


def whole(session: Session, **more: object) -> OpeningBooksDraft:
    """Cash 5,000, bank 20,000, two debtors 1,500, goods 600; owed 700; shares 8,000; profit kept 18,400."""
    buyer, maker = party(session, "โรงเรียนตัวอย่าง").uid, party(session, "ร้านตัวอย่าง").uid
    member = party(session, "สมาชิก 01", member=True).uid
    values: dict[str, object] = {
        "uid": new_uid(),
        "money": (("1101", 5_000_00), ("1102", 20_000_00)),
        "debtors": (
            OpenBillDraft(new_uid(), buyer, 1_000_00, Slip(dt.date(2025, 10, 3), "7/12")),
            OpenBillDraft(new_uid(), buyer, 500_00),
        ),
        "creditors": (OpenBillDraft(new_uid(), maker, 700_00),),
        "shares": ((member, 8_000_00),),
        "stock": (OpeningStockDraft(material(session, "กะปิ").uid, 6 * MILLI, 600_00),),
        "others": (("3201", -18_400_00),),
    }
    return OpeningBooksDraft(**{**values, **more})  # type: ignore[arg-type]


def test_an_opening_that_balances(session: Session) -> None:
    draft = whole(session)
    posted = open_books(session, draft, on=DAY)
    assert by_code() == {
        "1101": 5_000_00,
        "1102": 20_000_00,
        "1201": 1_500_00,
        "1301": 600_00,
        "2101": -700_00,
        "3101": -8_000_00,
        "3201": -18_400_00,
    }
    assert len(posted) == 4
    again = open_books(session, draft, on=DAY)
    assert [each.number for each in again] == [each.number for each in posted]
    assert documents() == 4
    assert check_books() == []


def test_a_difference_is_named_and_nothing_is_written(session: Session) -> None:
    draft = whole(session, others=(("3201", -18_000_00),))
    with pytest.raises(OpeningUnbalancedError) as refused:
        open_books(session, draft, on=DAY)
    assert refused.value.difference == 400_00
    assert "400.00" in str(refused.value)
    assert documents() == 0
    open_books(session, whole(session, others=(("3201", -18_000_00),), difference_to_equity=True), on=DAY)
    assert by_code()["3103"] == -400_00
    assert check_books() == []


def test_refusals_write_nothing(session: Session) -> None:
    buyer = party(session, "ลูกค้า").uid
    for draft, error in (
        (OpeningBooksDraft(new_uid()), EmptyDocumentError),
        (OpeningBooksDraft(new_uid(), debtors=(OpenBillDraft(new_uid(), buyer, 0),)), LineAmountError),
        (
            OpeningBooksDraft(
                new_uid(), (("1101", 5_00),), (OpenBillDraft(new_uid(), new_uid(), 5_00),),
                difference_to_equity=True,
            ),
            PartyNeededError,
        ),
        (OpeningBooksDraft(new_uid(), others=(("1303", 5_00),), difference_to_equity=True), KeptAccountError),
    ):  # fmt: skip
        with pytest.raises(error):
            open_books(session, draft, on=DAY)
    assert documents() == 0


def test_what_fails_in_the_middle_leaves_nothing(session: Session) -> None:
    def breaks() -> None:
        raise LineAmountError(description="เครื่องอบ")

    with pytest.raises(LineAmountError):
        open_books(session, whole(session), on=DAY, also=breaks)
    assert documents() == 0
    assert check_books() == []


def test_bills_alone_open_a_book(session: Session) -> None:
    buyer = party(session, "ลูกค้า").uid
    bill = OpenBillDraft(new_uid(), buyer, 300_00)
    open_books(session, OpeningBooksDraft(new_uid(), debtors=(bill,), difference_to_equity=True), on=DAY)
    assert by_code() == {"1201": 300_00, "3103": -300_00}
