"""Parties, short lists, settings, held carts, print counts and people: kept, refused, logged."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.party import PartyData, PartyNameMissingError, TaxIdError
from app.domain.sale import RoundingRule
from app.domain.session import NotPermittedError, Session
from app.payments.promptpay import PromptPayTargetError
from app.queries import catalogue as q
from app.queries import drafts as drafts_q
from app.queries.events import events, print_count
from app.queries.integrity import check_books
from app.queries.parties import PartyFilter, find_parties, list_parties, party_by_id, party_by_uid
from app.queries.people import users
from app.queries.settings import business_settings, picture
from app.services import event_log
from app.services.catalogue import (
    AccountData,
    AccountInUseError,
    CategoryInUseError,
    FeeError,
    NameTakenError,
    TenderData,
    delete_category,
    save_account,
    save_category,
    save_location,
    save_project,
    save_section,
    save_tender,
)
from app.services.drafts import DraftTooLargeError, delete_draft, save_draft
from app.services.parties import UnknownPartyError, create_party, deactivate_party, update_party
from app.services.people import rename_user
from app.services.printing import UnknownDocumentError, count_print, log_export
from app.services.products import CodeTakenError
from app.services.records import NameMissingError, NotFoundError
from app.services.settings import SettingRefusedError, bill_rounding, change_settings, set_logo
from app.services.unit_of_work import NotSavedError
from app.settings import UndeclaredSettingError
from app.thai.normalise import TextTooLongError
from db import connection as book
from tests.builders import party, product, sell, session_with

# ---------------------------------------------------------------- parties


def test_a_name_is_enough(session: Session) -> None:
    saved = create_party(session, PartyData("  ป้าแดง "))
    assert (saved.code, saved.changes) == ("C0001", Changes.PARTIES)
    found = party_by_uid(saved.uid)
    assert found is not None
    assert (found.name, found.code, found.owes, found.active) == ("ป้าแดง", "C0001", 0, True)
    assert party_by_id(saved.id) == found
    assert create_party(session, PartyData("สมาชิก", is_member=True)).code == "M0001"


def test_the_second_press_finds_the_first_party(session: Session) -> None:
    uid = new_uid()
    assert (
        create_party(session, PartyData("ก"), uid=uid).id == create_party(session, PartyData("ก"), uid=uid).id
    )
    assert len(list_parties()) == 1


def test_a_party_is_changed_with_old_and_new(session: Session) -> None:
    saved = party(session)
    update_party(
        session,
        saved.uid,
        data=PartyData("ป้าดำ", is_supplier=True, tax_id="0-0000-00000-00-1", phone="๐๐๐-000-0000"),
    )
    found = party_by_uid(saved.uid)
    assert found is not None
    assert found.data.tax_id == "0000000000001"
    assert found.data.phone == "000-000-0000"
    assert found.code == saved.code
    (event,) = events(entity_uid=saved.uid, limit=1)
    assert event.before is not None
    assert event.before["name"] == "สมาชิก 001"
    deactivate_party(session, saved.uid)
    assert list_parties() == []
    assert len(list_parties(PartyFilter(active=None))) == 1
    deactivate_party(session, saved.uid, active=True)
    assert len(list_parties(PartyFilter(role="supplier"))) == 1


def test_party_refusals(session: Session) -> None:
    saved = create_party(session, PartyData("ก", code="A"))
    for data, error in (
        (PartyData(" "), PartyNameMissingError),
        (PartyData("ก" * 501), TextTooLongError),
        (PartyData("ก", tax_id="123"), TaxIdError),
        (PartyData("ก", tax_id="๑²34567890123"), TaxIdError),
        (PartyData("ก", code="A"), CodeTakenError),
    ):
        with pytest.raises(error):
            create_party(session, data)
    with pytest.raises(UnknownPartyError):
        update_party(session, new_uid(), data=PartyData("ก"))
    with pytest.raises(UnknownPartyError):
        deactivate_party(session, new_uid())
    for refused in (
        lambda: create_party(session_with(), PartyData("ข")),
        lambda: update_party(session_with(), saved.uid, data=PartyData("ข")),
        lambda: deactivate_party(session_with(), saved.uid),
    ):
        with pytest.raises(NotPermittedError):
            refused()
    assert [row.name for row in list_parties(PartyFilter(active=None))] == ["ก"]


def test_parties_are_found_by_any_part(session: Session) -> None:
    for name in ("ป้าแดง ใจดี", "ลุงดำ", "น้ำฝน", "Somsri <b>", '100% "คำพูด"'):
        party(session, name)
    assert [row.name for row in find_parties("แดง")] == ["ป้าแดง ใจดี"]
    assert [row.name for row in find_parties("แด")] == ["ป้าแดง ใจดี"]
    assert [row.name for row in find_parties("นํ้าฝน")] == ["น้ำฝน"]
    assert [row.name for row in find_parties("SOMSRI")] == ["Somsri <b>"]
    assert [row.name for row in find_parties("c0002")] == ["ลุงดำ"]
    assert [row.name for row in find_parties('100% "')] == ['100% "คำพูด"']
    assert find_parties("ไม่มีใคร") == []
    assert find_parties('"*') == []
    assert find_parties("%") == []
    assert len(find_parties("")) == 5


def test_a_renamed_party_is_found_by_the_new_name_only(session: Session) -> None:
    saved = party(session, "มะลิลา")
    update_party(session, saved.uid, data=PartyData("จำปาทอง"))
    assert find_parties("มะลิ") == []
    assert len(find_parties("จำปา")) == 1
    assert check_books() == []


def test_parties_page_by_key_in_thai_order(session: Session) -> None:
    names = ["ไก่", "กา", "เกลือ", "ขวด", "แก้ว", "ก"]
    for name in names:
        party(session, name)
    pages: list[str] = []
    after = None
    while rows := list_parties(after=after, limit=2):
        pages += [row.name for row in rows]
        after = rows[-1].cursor
    assert pages == ["ก", "กา", "เกลือ", "แก้ว", "ไก่", "ขวด"]


def test_a_party_half_way_is_none(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(event_log, "append", fail)
    with pytest.raises(NotSavedError):
        party(session)
    assert list_parties() == []
    assert find_parties("สมาชิก") == []


# ---------------------------------------------------------------- short lists


def test_categories(session: Session) -> None:
    tea = save_category(session, "ชา", position=2)
    rice = save_category(session, "ข้าว", position=1)
    assert [row.name for row in q.categories()] == ["ข้าว", "ชา"]
    save_category(session, "ชาและกาแฟ", category_id=tea.id)
    with pytest.raises(NameTakenError):
        save_category(session, "ข้าว")
    with pytest.raises(NameMissingError):
        save_category(session, " ")
    with pytest.raises(NotFoundError):
        save_category(session, "x", category_id=99)
    product(session, category_id=rice.id)
    with pytest.raises(CategoryInUseError):
        delete_category(session, rice.id)
    delete_category(session, tea.id)
    with pytest.raises(NotFoundError):
        delete_category(session, tea.id)
    assert [row.name for row in q.categories()] == ["ข้าว"]


def test_sections_projects_and_places(session: Session) -> None:
    section = save_section(session, "กลุ่มสมุนไพร")
    assert section.code == "G0001"
    project = save_project(session, "โครงการ", code="PB", funder_id=party(session).id)
    place = save_location(session, "ตลาดนัด", kind="stall")
    assert (place.code, place.changes) == ("L0001", Changes.SETTINGS)
    save_section(session, "กลุ่มกะปิ", section_id=section.id, active=False)
    assert q.sections() == []
    assert q.sections(active_only=False)[0].name == "กลุ่มกะปิ"
    assert q.projects()[0].code == project.code
    with pytest.raises(CodeTakenError):
        save_project(session, "อื่น", code="PB")
    with pytest.raises(NotFoundError):
        save_location(session, "x", location_id=99)
    found = q.location_by_code("L0001")
    assert found is not None
    assert found.name == "ตลาดนัด"
    assert q.location_by_code("none") is None
    assert save_location(session, "ตลาดนัด", kind="stall", location_id=place.id).changes == Changes.NONE


def test_tenders_are_rows(session: Session) -> None:
    bank = next(row.id for row in q.accounts() if row.role == "bank")
    saved = save_tender(
        session, TenderData("คนละครึ่ง", "other", bank, fee_bp=150, asks_reference=True, position=9)
    )
    tender = q.tenders()[-1]
    assert (tender.id, tender.code, tender.name_en, tender.fee_bp) == (saved.id, "T0001", "คนละครึ่ง", 150)
    save_tender(session, TenderData("คนละครึ่ง", "other", bank, active=False), tender_id=saved.id)
    assert q.tender_by_code("T0001") not in q.tenders()
    with pytest.raises(FeeError):
        save_tender(session, TenderData("x", "other", bank, fee_bp=10_001))
    save_tender(session, TenderData("QR", "promptpay", bank, promptpay_target="๐๐๐-000-0000"))
    qr = q.tenders()[-1] if q.tenders()[-1].name == "QR" else q.tender_by_code("T0002")
    assert qr is not None
    assert qr.promptpay_target == "0000000000"
    assert qr.promptpay_kind
    with pytest.raises(PromptPayTargetError):
        save_tender(session, TenderData("QR2", "promptpay", bank, promptpay_target="12"))
    with pytest.raises(ValueError, match="gold"):
        save_tender(session, TenderData("x", "gold", bank))
    with pytest.raises(NotSavedError):
        save_tender(session, TenderData("x", "other", 9_999))
    assert len(q.tenders(active_only=False)) == 12


def test_accounts(session: Session) -> None:
    saved = save_account(session, AccountData("1110", "เงินสดย่อย", "asset", is_money=True))
    save_account(session, AccountData("1110", "เงินสดย่อยสาขา", "asset"), account_id=saved.id)
    found = next(row for row in q.accounts() if row.code == "1110")
    assert (found.name, found.is_money) == ("เงินสดย่อยสาขา", False)
    cash = next(row for row in q.accounts() if row.role == "cash")
    with pytest.raises(AccountInUseError):
        save_account(session, AccountData("1101", "เงินสด", "asset", active=False), account_id=cash.id)
    with pytest.raises(CodeTakenError):
        save_account(session, AccountData("1101", "x", "asset"))
    with pytest.raises(NotFoundError):
        save_account(session, AccountData("9999", "x", "asset"), account_id=9_999)
    save_account(session, AccountData("1101", "เงินสดในมือ", "asset", is_money=True), account_id=cash.id)
    assert sell(session).number.endswith("000001")
    assert check_books() == []


# ---------------------------------------------------------------- settings


def test_settings_are_kept_and_logged(session: Session) -> None:
    done = change_settings(
        session,
        {
            "enterprise_name": " กลุ่ม <b>ใหม่</b> ",
            "enterprise_address": "บรรทัด 1\nบรรทัด 2",
            "enterprise_tax_id": "0-0000-00000-00-1",
            "rounding_step": 25,
            "rounding_down": True,
        },
    )
    assert done.changes == Changes.SETTINGS
    assert done.settings == business_settings()
    assert business_settings().enterprise_name == "กลุ่ม <b>ใหม่</b>"
    assert business_settings().enterprise_address == "บรรทัด 1\nบรรทัด 2"
    assert business_settings().enterprise_tax_id == "0000000000001"
    assert bill_rounding() == RoundingRule(25, down=True)
    (event,) = events(entity="setting")
    assert event.before is not None
    assert event.before["rounding_step"] == 0
    assert change_settings(session, {"rounding_step": 25}).changes == Changes.NONE
    change_settings(session, {"rounding_step": 0, "rounding_down": False})
    assert bill_rounding() == RoundingRule()


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"rounding_step": 7}, SettingRefusedError),
        ({"rounding_step": "25"}, SettingRefusedError),
        ({"rounding_down": 1}, SettingRefusedError),
        ({"default_paper": "a0"}, SettingRefusedError),
        ({"receipt_copies": 0}, SettingRefusedError),
        ({"own_labour_rate_e4": -1}, SettingRefusedError),
        ({"enterprise_tax_id": "12"}, TaxIdError),
        ({"enterprise_name": "ก" * 501}, TextTooLongError),
        ({"no_such_thing": 1}, UndeclaredSettingError),
        ({"language": "en"}, UndeclaredSettingError),
    ],
)
def test_settings_refused(session: Session, values: dict[str, Any], error: type[Exception]) -> None:
    before = business_settings()
    with pytest.raises(error):
        change_settings(session, {"receipt_footer": "x", **values})
    assert business_settings() == before


def test_a_broken_or_later_setting_keeps_its_default(session: Session) -> None:
    with book.unit_of_work():
        for key, value in (
            ("rounding_step", "many"),
            ("from_the_future", "1"),
            ("logo", "zz"),
            ("default_paper", "?"),
        ):
            book.execute("INSERT INTO setting VALUES (?, ?)", (key, value))
    assert business_settings().rounding_step == 0
    assert business_settings().logo == b""
    assert business_settings().default_paper == "80"
    assert bill_rounding() == RoundingRule()


def test_the_logo(session: Session) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "green").save(out, "PNG")
    logo = set_logo(session, out.getvalue()).settings.logo
    found = picture(logo)
    assert found is not None
    assert found[:2] == b"\xff\xd8"
    assert set_logo(session, None).settings.logo == b""
    assert picture(bytes(32)) is None


# ---------------------------------------------------------------- drafts, prints, people


def test_held_carts(session: Session) -> None:
    one, other = new_uid(), new_uid()
    save_draft(session, one, kind="cart", data='{"a":1}', label=" โต๊ะ 1 ")
    save_draft(session, other, kind="batch", data="{}")
    save_draft(session, one, kind="cart", data='{"a":2}', label="โต๊ะ 1")
    (row,) = drafts_q.list_drafts("cart")
    assert (row.uid, row.label) == (one, "โต๊ะ 1")
    loaded = drafts_q.load_draft(one)
    assert loaded is not None
    assert loaded.data == '{"a":2}'
    assert delete_draft(session, one).changes == Changes.DRAFTS
    assert delete_draft(session, one).changes == Changes.NONE
    assert drafts_q.load_draft(one) is None
    assert len(drafts_q.list_drafts("batch")) == 1
    with pytest.raises(DraftTooLargeError):
        save_draft(session, one, kind="cart", data="x" * 1_000_001)


def test_every_print_but_the_first_is_a_copy(session: Session) -> None:
    posted = sell(session)
    assert [count_print(session, posted.uid, paper="80").copy for _ in range(3)] == [0, 1, 2]
    assert print_count(posted.uid) == 3
    assert count_print(session, sell(session).uid, paper="a4").copy == 0
    with pytest.raises(UnknownDocumentError):
        count_print(session, new_uid(), paper="80")
    log_export(session, name="monthly", file="เดือน.xlsx")
    (event,) = events(entity="report")
    assert event.after == {"name": "monthly", "file": "เดือน.xlsx"}
    assert check_books() == []


def test_people(session: Session) -> None:
    rename_user(session, session.user_id, name=" แม่แดง ")
    assert users()[0].name == "แม่แดง"
    with pytest.raises(NameMissingError):
        rename_user(session, session.user_id, name=" ")
    with pytest.raises(NotFoundError):
        rename_user(session, 99, name="x")


REFUSED: list[Callable[[], object]] = [
    lambda: save_category(session_with(), "x"),
    lambda: delete_category(session_with(), 1),
    lambda: save_section(session_with(), "x"),
    lambda: save_project(session_with(), "x"),
    lambda: save_location(session_with(), "x"),
    lambda: save_tender(session_with(), TenderData("x", "cash", 1)),
    lambda: save_account(session_with(), AccountData("9", "x", "asset")),
    lambda: change_settings(session_with(), {"rounding_step": 25}),
    lambda: set_logo(session_with(), b""),
    lambda: save_draft(session_with(), bytes(16), kind="cart", data=""),
    lambda: delete_draft(session_with(), bytes(16)),
    lambda: count_print(session_with(), bytes(16), paper="80"),
    lambda: log_export(session_with(), name="x", file="y"),
    lambda: rename_user(session_with(), 1, name="x"),
]


@pytest.mark.parametrize("service", REFUSED)
def test_without_the_right_nothing_is_done(session: Session, service: Callable[[], object]) -> None:
    before = book.fetch_int("SELECT count(*) FROM event_log")
    with pytest.raises(NotPermittedError):
        service()
    assert book.fetch_int("SELECT count(*) FROM event_log") == before
