"""Slips of money: what is posted, what is refused, what looks alike, what is typed again, pictures, lists."""

import datetime as dt
import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.document import new_uid
from app.domain.purchase import EmptyDocumentError, LineAmountError, PaymentsDifferError, Slip
from app.domain.session import NotPermittedError, Permission
from app.domain.slip_checks import below_zero, booking_day
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    IncomeFromPurseError,
    PayDraft,
    PayerMissingError,
    PayKind,
    TransferDraft,
)
from app.domain.vat import Claim, InputVat
from app.queries.balances import balances
from app.queries.entries import (
    entry_as_typed,
    entry_categories,
    money_left,
    pictures_of,
    purposes,
    recent_entries,
    similar_entries,
    waiting_pictures,
)
from app.queries.integrity import check_books
from app.queries.periods import holidays
from app.services.catalogue import NameTakenError
from app.services.entries import (
    NotMoneyAccountError,
    SameAccountError,
    UnknownCategoryError,
    post_advance,
    post_entry,
    post_transfer,
)
from app.services.entry_categories import (
    EntryCategoryData,
    remove_holiday,
    save_entry_category,
    set_holiday,
)
from app.services.pictures import NotAPictureError
from app.services.records import NotFoundError
from app.services.reversal import reverse
from app.services.sales import PartyNeededError
from app.services.settings import change_settings
from app.services.slip_pictures import (
    PictureTakenError,
    attach_picture,
    put_picture_aside,
    take_in_picture,
)
from db import connection as book
from tests.builders import session_with
from tests.stall import DAY, Stall

OUT, IN, MONEY = Direction.OUT, Direction.IN, PayKind.MONEY
CASH, BANK = "1101", "1102"


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def category(word: str) -> bytes:
    return next(each.uid for each in entry_categories() if word in f"{each.name} {each.words}")


def slip(amount: int = 100_00, word: str = "ไฟฟ้า", **more: object) -> EntryDraft:
    fields: dict[str, object] = {
        "uid": new_uid(),
        "direction": OUT,
        "lines": (EntryLineDraft(amount, category(word)),),
        "pays": (PayDraft(MONEY, amount, CASH),),
    } | more
    return EntryDraft(**fields)  # type: ignore[arg-type]


def sums() -> dict[str, int]:
    return {row.code: row.balance for row in balances(dt.date(2026, 12, 31)) if row.balance}


def moved(before: dict[str, int]) -> dict[str, int]:
    after = sums()
    found = {code: after.get(code, 0) - before.get(code, 0) for code in {*after, *before}}
    return {code: amount for code, amount in found.items() if amount}


def picture(shade: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), (shade, shade, shade)).save(out, "PNG")
    return out.getvalue()


# ---------------------------------------------------------------- posting


def test_a_slip_of_several_parts_paid_in_several_ways(stall):
    before = sums()
    draft = slip(
        lines=(
            EntryLineDraft(700_00, category("ไฟฟ้า")),
            EntryLineDraft(300_00, category("เบนซิน"), description="ไปตลาด"),
        ),
        pays=(
            PayDraft(MONEY, 200_00, CASH),
            PayDraft(PayKind.PURSE, 300_00, party_uid=stall.customer),
            PayDraft(PayKind.ADVANCE, 100_00, party_uid=stall.customer),
        ),
        party_uid=stall.customer,
        slip=Slip(DAY, "12/3"),
    )
    posted = post_entry(stall.session, draft, on=DAY)
    change = moved(before)
    assert change[CASH] == -200_00
    assert sum(change.values()) == 0
    assert change["5202"] == 700_00
    assert post_entry(stall.session, draft, on=DAY).repeated
    assert posted.total == 1_000_00
    assert check_books() == []


def test_income_goes_in_and_its_rest_is_owed(stall):
    before = sums()
    draft = slip(
        500_00,
        "บริจาค",
        direction=IN,
        pays=(PayDraft(MONEY, 200_00, BANK),),
        party_uid=stall.customer,
    )
    post_entry(stall.session, draft, on=DAY)
    change = moved(before)
    assert change[BANK] == 200_00
    assert 300_00 in change.values()
    assert check_books() == []


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"lines": ()}, EmptyDocumentError),
        ({"lines": (EntryLineDraft(0, account_code="5202"),)}, LineAmountError),
        ({"pays": (PayDraft(MONEY, 101_00, CASH),)}, PaymentsDifferError),
        ({"pays": ()}, PartyNeededError),
        ({"pays": (PayDraft(PayKind.PURSE, 100_00),)}, PayerMissingError),
        ({"pays": (PayDraft(MONEY, 100_00, "5202"),)}, NotMoneyAccountError),
        ({"lines": (EntryLineDraft(100_00, new_uid()),)}, UnknownCategoryError),
        ({"lines": (EntryLineDraft(100_00, account_code="1101"),)}, UnknownCategoryError),
        ({"lines": (EntryLineDraft(100_00, account_code="2102"),)}, UnknownCategoryError),  # wages owed
        ({"lines": (EntryLineDraft(100_00, account_code="1207"),)}, UnknownCategoryError),  # cash short
        ({"direction": IN}, UnknownCategoryError),
    ],
)
def test_what_is_refused_leaves_nothing(stall, more, error):
    before = book.fetch_int("SELECT count(*) FROM document")
    with pytest.raises(error):
        post_entry(stall.session, slip(**more), on=DAY)
    assert book.fetch_int("SELECT count(*) FROM document") == before


def test_income_does_not_go_into_a_purse(stall):
    pays = (PayDraft(PayKind.PURSE, 100_00, party_uid=stall.customer),)
    with pytest.raises(IncomeFromPurseError):
        post_entry(stall.session, slip(word="บริจาค", direction=IN, pays=pays), on=DAY)


def test_transfers_and_advances(stall):
    before = sums()
    post_transfer(stall.session, TransferDraft(new_uid(), CASH, BANK, 500_00, fee=10_00), on=DAY)
    post_advance(stall.session, AdvanceDraft(new_uid(), stall.customer, CASH, 300_00), on=DAY)
    post_advance(stall.session, AdvanceDraft(new_uid(), stall.customer, CASH, -50_00), on=DAY)
    change = moved(before)
    assert change[CASH] == -(510_00 + 250_00)
    assert change[BANK] == 500_00
    with pytest.raises(SameAccountError):
        post_transfer(stall.session, TransferDraft(new_uid(), CASH, CASH, 1), on=DAY)
    assert check_books() == []


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize("number", ["", "12/3"])
def test_the_same_slip_looks_alike(stall, number):
    first = slip(party_uid=stall.customer, slip=Slip(DAY, number))
    posted = post_entry(stall.session, first, on=DAY)
    again = slip(party_uid=stall.customer, slip=Slip(DAY, number))
    assert [each.number for each in similar_entries(again, total=100_00, on=DAY)] == [posted.number]
    assert similar_entries(first, total=100_00, on=DAY) == ()
    nobody = slip(slip=Slip(DAY, number))
    assert similar_entries(nobody, total=100_00, on=DAY)
    reverse(stall.session, posted.uid, on=DAY, reason="ซ้ำ", uid=new_uid())
    assert similar_entries(again, total=100_00, on=DAY) == ()


def test_what_only_costs_the_same_does_not_look_alike(stall):
    post_entry(stall.session, slip(slip=Slip(DAY, "1")), on=DAY)
    assert similar_entries(slip(word="เบนซิน"), total=100_00, on=DAY) == ()
    assert similar_entries(slip(slip=Slip(DAY, "2")), total=100_00, on=DAY) == ()
    assert similar_entries(slip(), total=100_00, on=DAY + dt.timedelta(days=1)) == ()
    assert similar_entries(slip(), total=99_00, on=DAY) == ()


def test_an_entry_is_read_as_it_was_typed(stall):
    draft = slip(
        lines=(
            EntryLineDraft(60_00, category("ไฟฟ้า")),
            EntryLineDraft(40_00, category("เบนซิน"), description="ไปตลาด"),
        ),
        pays=(PayDraft(MONEY, 30_00, CASH), PayDraft(PayKind.PURSE, 20_00, party_uid=stall.customer)),
        party_uid=stall.customer,
        slip=Slip(DAY - dt.timedelta(days=2), "9"),
        note="ค่าไฟ",
    )
    posted = post_entry(stall.session, draft, on=DAY)
    typed = entry_as_typed(posted.number)
    assert typed is not None
    assert isinstance(typed.draft, EntryDraft)
    assert typed.on == DAY
    assert typed.draft.pays == draft.pays
    assert typed.draft.slip == draft.slip
    assert [(each.category_uid, each.amount, each.description) for each in typed.draft.lines] == [
        (each.category_uid, each.amount, each.description) for each in draft.lines
    ]
    move = TransferDraft(new_uid(), CASH, BANK, 500_00, fee=10_00)
    assert entry_as_typed(post_transfer(stall.session, move, on=DAY).number).draft == move
    back = AdvanceDraft(new_uid(), stall.customer, CASH, -5_00)
    assert entry_as_typed(post_advance(stall.session, back, on=DAY).number).draft == back
    assert [each.total for each in recent_entries()] == [-5_00, 500_00, 100_00]
    assert entry_as_typed(stall.bought.number) is None


def test_warnings_before_posting(stall):
    left = money_left(DAY) | {CASH: 50_00, BANK: 0}
    assert below_zero(left, slip(60_00)) == ((CASH, -10_00),)
    assert below_zero(left, slip(50_00)) == ()
    assert below_zero(left, TransferDraft(new_uid(), BANK, CASH, 5)) == ((BANK, -5),)
    locked = {dt.date(2026, 10, 1), dt.date(2026, 11, 1)}
    assert booking_day(dt.date(2026, 10, 5), locked) == dt.date(2026, 12, 1)
    assert booking_day(dt.date(2026, 9, 5), locked) == dt.date(2026, 9, 5)


# ---------------------------------------------------------------- pictures


def test_a_picture_waits_and_goes_to_its_document(stall):
    saved = take_in_picture(stall.session, picture(), name="IMG_1.png")
    assert take_in_picture(stall.session, picture(), name="again.png").uid == saved.uid
    other = take_in_picture(stall.session, picture(90))
    assert [row.name for row in waiting_pictures()] == ["IMG_1.png", ""]
    posted = post_entry(stall.session, slip(), on=DAY)
    attach_picture(stall.session, saved.uid, document_uid=posted.uid)
    attach_picture(stall.session, saved.uid, document_uid=posted.uid)
    assert [row.uid for row in pictures_of(posted.uid)] == [saved.uid]
    assert recent_entries()[0].has_picture
    with pytest.raises(PictureTakenError):
        attach_picture(stall.session, saved.uid, document_uid=stall.bought.uid)
    with pytest.raises(PictureTakenError):
        put_picture_aside(stall.session, saved.uid)
    put_picture_aside(stall.session, other.uid)
    assert waiting_pictures() == ()
    with pytest.raises(NotFoundError):
        attach_picture(stall.session, other.uid, document_uid=posted.uid)
    assert check_books() == []


def test_what_is_no_picture_is_refused(stall):
    with pytest.raises(NotAPictureError):
        take_in_picture(stall.session, b"%PDF-1.7 not a picture")
    with pytest.raises(NotPermittedError):
        take_in_picture(session_with(Permission.SELL), picture())
    assert waiting_pictures() == ()


# ---------------------------------------------------------------- categories and holidays


def test_a_category_of_her_own(stall):
    saved = save_entry_category(stall.session, EntryCategoryData(OUT, "ค่าซ่อมรถ", "5203", words="อู่ ยาง"))
    found = next(each for each in entry_categories() if each.id == saved.id)
    assert (found.name, found.words, found.direction) == ("ค่าซ่อมรถ", "อู่ ยาง", OUT)
    assert found.position == max(each.position for each in entry_categories() if each.direction is OUT)
    with pytest.raises(NameTakenError):
        save_entry_category(stall.session, EntryCategoryData(OUT, "ค่าซ่อมรถ", "5203"))
    with pytest.raises(UnknownCategoryError):
        save_entry_category(stall.session, EntryCategoryData(OUT, "เงินสด", CASH))
    aside = EntryCategoryData(OUT, "ค่าซ่อมรถ", "5203", active=False, position=found.position)
    save_entry_category(stall.session, aside, category_id=saved.id)
    assert saved.id not in [each.id for each in entry_categories()]
    with pytest.raises(UnknownCategoryError):
        post_entry(stall.session, slip(lines=(EntryLineDraft(100_00, saved.uid),)), on=DAY)
    assert CASH not in [each.code for each in purposes()]


def test_holidays(stall):
    set_holiday(stall.session, dt.date(2026, 10, 6), name="งานบุญหมู่บ้าน")
    set_holiday(stall.session, dt.date(2026, 10, 7), name="วันตลาดนัด", every_year=True)
    assert holidays()["2026-10-06"] == "งานบุญหมู่บ้าน"
    assert holidays()["10-07"] == "วันตลาดนัด"
    remove_holiday(stall.session, "2026-10-06")
    assert "2026-10-06" not in holidays()
    with pytest.raises(NotFoundError):
        remove_holiday(stall.session, "2026-10-06")


def test_a_slip_with_tax_comes_back_as_it_was_typed(stall: Stall) -> None:
    change_settings(stall.session, {"vat_registered_from": DAY.isoformat()})
    for claim in Claim:
        draft = slip(
            lines=(EntryLineDraft(107_00, category("ไฟฟ้า")), EntryLineDraft(53_51, category("เบนซิน"))),
            pays=(PayDraft(MONEY, 160_51, CASH),),
            vat=InputVat(10_50, claim),
        )
        typed = entry_as_typed(post_entry(stall.session, draft, on=DAY).number, to_correct=True)
        assert typed is not None
        assert isinstance(typed.draft, EntryDraft)
        assert typed.draft.vat == draft.vat
        assert [line.amount for line in typed.draft.lines] == [107_00, 53_51]
    assert check_books() == []
