"""Every reader of typed, scanned or kept text under seeded noise: an answer or a sentence, never an accident.

Work is bounded by refusing long text, not by a clock: what is longer than a field is refused unread.
"""

import datetime as dt
import json
import random
import string
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.badge import digest, is_badge
from app.domain.document import new_uid
from app.domain.kept_json import LARGEST, LONGEST, read_json
from app.domain.passwords import (
    checked_password,
    checked_pin,
    compared_name,
    compared_password,
    compared_pin,
)
from app.domain.purchase import Slip
from app.domain.receipt_book import ReceiptUse
from app.domain.recovery_code import code_of, key_of
from app.domain.sale_draft import (
    Condition,
    SaleDraft,
    SaleLineDraft,
    SaleReturnDraft,
    SaleReturnLineDraft,
)
from app.domain.tally_kept import KeptLine, KeptRow, KeptSheet, sheet_from_json, sheet_json
from app.errors import UserError
from app.payments import promptpay
from app.payments.tlv import UnreadableCodeError, crc16
from app.settings import (
    LARGEST_FILE,
    RANGES,
    BusinessSettings,
    MachineSettings,
    business_from_text,
    checked,
    load_machine,
    save_machine,
)
from app.thai import dates, digits
from app.thai.scanner import char_for_scancode, decode_scan
from db import key_file
from reports.render.report_json import UnreadableReportError, report_from_json
from tests.faults.counting import many, tried
from tests.hostile.strings import STRINGS
from ui.pages.produce.form_json import form_from_json, form_json
from ui.pages.produce.form_lines import Mode
from ui.pages.produce.form_state import FormState
from ui.pages.sell.exchange import Exchange
from ui.pages.sell.kept import draft_from_json, draft_json, exchange_from_json

TODAY = dt.date(2026, 10, 5)
_NUMBER_SIGNS = "0123456789๐๑๒๓๔๕๖๗๘๙..,,--+eE_ \u00a0\u200b\u2212฿%บาท١२１½∞xXnaNif\x00"
_DATE_SIGNS = "0123456789๐๙//--.. พศคสกตมิยีธว.,ที่วันJanFebตุลาคมเมื่อวาน"
_CODE_SIGNS = "00010212293039535458596062630204" + "A0000006770101" + string.ascii_uppercase + "กé\r\x1d|"
_JSON_SIGNS = '{}[]",:0123456789eE+-.truefalsn\\u"versionlinesuid '
_TOML_SIGNS = "[]{}=\"'#.,\\\nabtruefalse0123456789-:TZ "


def noise(seed: str, signs: str, count: int, longest: int) -> list[str]:
    """Seeded texts over some signs."""
    chance = random.Random(f"2569 {seed}")
    return ["".join(chance.choices(signs, k=chance.randint(0, longest))) for _turn in range(count)]


def cut_and_changed(seed: str, right: Iterable[str], count: int) -> list[str]:
    """Right texts, cut, doubled and with one sign changed."""
    chance = random.Random(f"2569 {seed}")
    rights, found = list(right), []
    for _turn in range(count):
        text = list(chance.choice(rights))
        for _change in range(chance.randint(1, 3)):
            place = chance.randrange(len(text) + 1)
            match chance.randrange(4):
                case 0:
                    del text[place:]
                case 1:
                    text[place : place + 1] = [chance.choice(chance.choice(STRINGS) or "x")]
                case 2:
                    text[place:place] = text[: chance.randint(0, 12)]
                case _:
                    del text[place : place + 1]
        found.append("".join(text))
    return found


def try_all(
    name: str, texts: Iterable[str], read: Callable[[str], object], refusal: type[Exception] = UserError
) -> list[str]:
    """Read all of them; returns those that were read. Anything but the reader's refusal is an accident."""
    good, refused, wrong, tries = [], 0, [], 0
    for text in texts:
        tries += 1
        try:
            read(text)
        except refusal:
            refused += 1
        except Exception as error:
            wrong.append((text, error))
        else:
            good.append(text)
    tried(f"input: {name}", tries, refused=refused, lost=len(wrong))
    assert not wrong, f"{len(wrong)} accidents, first: {wrong[0][0][:80]!r}: {wrong[0][1]!r}"
    return good


# ---------------------------------------------------------------- numbers

NUMBERS: tuple[Callable[[str], int], ...] = (
    digits.parse_amount,
    digits.parse_quantity,
    digits.parse_unit_cost,
    digits.parse_percent,
)


def test_ten_thousand_texts_are_numbers_or_refused() -> None:
    rights = ["1,234.50", "๑,๒๓๔.๕๐", "฿ 99", "12.345678", "−5", "1000บาท", "0.001", "10%"]
    texts = [
        *noise("numbers", _NUMBER_SIGNS, 6_000, 24),
        *cut_and_changed("numbers", rights, 4_000),
        *STRINGS,
    ]
    for read in NUMBERS:
        good = try_all("numbers", texts, read)
        assert len(good) > 500
        for text in good:
            assert abs(read(text)) <= digits.MAX_AMOUNT * digits.E4
            assert any(sign in "0123456789๐๑๒๓๔๕๖๗๘๙" for sign in text)


def test_no_number_is_read_that_is_longer_than_a_field() -> None:
    """The work is bounded by the length: nothing is converted that has more than 80 signs."""
    for text in ("9" * 81, "0" * 1_000_000, "1e3000000" * 10, "1," * 500_000, "." * 81, " " * 10**6 + "1"):
        with patch.object(digits, "_NUMBER", None):  # reaching the grammar at all would be an accident
            for read in NUMBERS:
                with pytest.raises(UserError):
                    read(text)
    with pytest.raises(digits.NotANumberError):
        digits.parse_amount("1e3000000")
    tried("input: numbers, very long", 25, refused=25)


def test_negative_numbers_only_where_they_are_asked_for() -> None:
    for text in noise("minus", "0123456789.-\u2212 ฿", 1_000, 10):
        for read in NUMBERS:
            try:
                assert read(text) >= 0
            except UserError:
                continue


# ---------------------------------------------------------------- dates, months


def test_dates_and_months_are_read_or_refused() -> None:
    rights = ["1/3/2569", "๑ มี.ค. ๒๕๖๙", "1 Mar 2026", "เมื่อวาน", "วันจันทร์ที่ 5 ตุลาคม 2569", "2026-10-05"]
    texts = [*noise("dates", _DATE_SIGNS, many(3_000, 20_000), 30), *STRINGS]
    texts += cut_and_changed("dates", rights, many(3_000, 20_000))
    for text in try_all("dates", texts, lambda text: dates.parse_date(text, TODAY)):
        assert 1857 <= dates.parse_date(text, TODAY).year <= 2299
    months = cut_and_changed("months", ["2569-10", "ต.ค. 2569", "10/2569", "Oct 2026"], many(3_000, 20_000))
    for text in try_all("months", [*texts, *months], dates.parse_month):
        assert dates.parse_month(text).day == 1


def test_today_at_the_ends_of_the_calendar() -> None:
    for today in (dt.date.min, dt.date.max):
        try_all(
            "dates",
            ["เมื่อวาน", "พรุ่งนี้", "มะรืน", "today", "day before yesterday"],
            partial(dates.parse_date, today=today),
            (UserError, OverflowError),  # type: ignore[arg-type]
        )


# ---------------------------------------------------------------- payment codes, bar codes, badges

QR = promptpay.payload("mobile", "000-000-0000", 123_45)
BILL = promptpay.payload("bill", "0" * 15, 99_00, ref1="A1", ref2="B2", terminal="T1")


def test_payment_codes_are_read_or_refused() -> None:
    texts = [*STRINGS, *noise("codes", _CODE_SIGNS, many(3_000, 20_000), 120)]
    texts += cut_and_changed("codes", [QR, BILL], many(2_000, 20_000))
    # With a right check sum, so that what stands behind it is reached.
    bodies = cut_and_changed("sums", [QR[:-4], BILL[:-4]], many(3_000, 20_000))
    texts += [body + crc16(body) for body in bodies]
    for text in try_all("payment codes", texts, promptpay.parse_payload):
        found = promptpay.parse_payload(text)
        if isinstance(found, promptpay.Payment) and found.amount_satang is not None:
            assert 0 < found.amount_satang <= promptpay.MAX_QR_AMOUNT
    with pytest.raises(UnreadableCodeError):
        promptpay.parse_payload(QR * 40)


def test_no_typed_text_gets_into_a_payment_code() -> None:
    """Ids and references are digits and letters or refused: nobody injects an amount."""
    injected = ["0000000000540510.00", "00000000005802TH", "1\r2", "A6304", *STRINGS]
    for kind in promptpay.KINDS:
        for text in try_all("payment ids", injected, partial(promptpay.clean_target, kind)):
            assert promptpay.clean_target(kind, text).isdigit()
    for text in try_all(
        "payment references", injected, lambda text: promptpay.payload("bill", "0" * 15, 1_00, ref1=text)
    ):
        made = promptpay.payload("bill", "0" * 15, 1_00, ref1=text)
        read = promptpay.parse_payload(made)
        assert isinstance(read, promptpay.Payment)
        assert (read.amount_satang, read.ref1) == (1_00, text)


def test_scans_and_badges_are_only_text() -> None:
    for text in [*STRINGS, *noise("scans", "ๅ/-ภถุึคตจขช+๑๒๓๔ู฿\x1b\x11\x00\r\n", many(1_000, 10_000), 30)]:
        assert len(decode_scan(text)) == len(text)
        assert len(digest(text)) == 32
        assert isinstance(is_badge(text), bool)
    for code in range(-10, 300):
        for platform in ("windows", "xcb", "wayland", "offscreen", "cocoa", "", "\x00"):
            sign = char_for_scancode(code, code % 2 == 0, platform)
            assert sign is None or (len(sign) == 1 and sign.isprintable())
    tried("input: scans", len(STRINGS) + many(1_000, 10_000))


# ---------------------------------------------------------------- secrets


def test_secrets_and_recovery_codes_are_read_or_refused() -> None:
    code = code_of(bytes(range(32)))
    texts = [*STRINGS, *cut_and_changed("codes of keys", [code, code.lower()], many(1_000, 10_000))]
    for text in try_all("recovery code", texts, key_of):
        assert len(key_of(text)) == 32
    for text in try_all("PIN", [*texts, *noise("pin", "0123456789๐๑ -", 2_000, 9)], checked_pin):
        assert checked_pin(text).isascii()
        assert checked_pin(text) == compared_pin(text)
    for text in try_all("password", texts, checked_password):
        assert compared_password(text) == checked_password(text)
        assert checked_password(text).encode()
    try_all("name at sign-in", texts, compared_name)


# ---------------------------------------------------------------- settings


def test_a_settings_file_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    right = 'language = "en"\ntype_scale = 120\nthai_digits = true\nrecent_books = ["a", "b"]\n'
    deep = ["a=" + "[" * 50_000, "a={b=" * 9_000, "a." * 30_000 + "b=1", "[" * 50_000, "a=" + "9" * 5_000]
    values = ("[1]", '["\\u0000"]', "-1", "9" * 30, "inf", "{a=1}", "1979-05-27", "'''x'''", '"\\u202e"')
    keys = ("type_scale", "language", "recent_books", "window_geometry")
    typed = [f"{key} = {value}" for key in keys for value in values]

    def read(text: str) -> None:
        path.write_bytes(text.encode("utf-8", "surrogateescape" if "\udcff" in text else "replace"))
        found = load_machine(path)
        for key in MachineSettings.__dataclass_fields__:
            assert checked(MachineSettings, key, getattr(found, key)) is not None

    count = many(300, 5_000)
    texts = [*STRINGS[::2], *deep, *typed, *noise("toml", _TOML_SIGNS, count, 80)]
    try_all("settings file", [*texts, *cut_and_changed("toml", [right], count)], read, AssertionError)
    path.write_bytes(b"\xff\xfe\x00")
    assert load_machine(path) == MachineSettings()
    path.write_bytes(b'language = "en"\n#' + b"x" * LARGEST_FILE * 3)
    assert load_machine(path).language in ("en", "th")


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for text in STRINGS:
        if "\x00" in text or len(text) > 4_000:
            continue
        save_machine(MachineSettings(printer_target=text, recent_books=(text, "b")), path)
        kept = load_machine(path)
        wanted = text.encode("utf-8", "replace").decode()
        assert (kept.printer_target, kept.recent_books) == (wanted, (wanted, "b")), repr(text)
    tried("input: settings written and read", len(STRINGS))


def test_rows_of_business_settings_are_taken_or_left() -> None:
    numbers = ["9" * 400, "-1", "1e9", " 5", "๕", "0x10", "1_0", "inf", "", "true"]
    for text in [*STRINGS, *numbers]:
        found = business_from_text(dict.fromkeys(BusinessSettings.__dataclass_fields__, text))
        for key, (low, high) in RANGES.items():
            if key in BusinessSettings.__dataclass_fields__:
                assert low <= getattr(found, key) <= high
    tried("input: settings in the book", len(STRINGS) + len(numbers))


# ---------------------------------------------------------------- kept JSON

CART = SaleDraft(
    new_uid(), (SaleLineDraft(new_uid(), "กะปิ", 1_000, "ขวด", 590_000),), party_uid=new_uid(), bill_discount=5
)
BACK = SaleReturnDraft(CART.uid, CART.uid, (SaleReturnLineDraft(1, 1_000, Condition.SPOILED),), (), "ไม่พอดี")
EXCHANGE = Exchange(BACK, CART.uid, 4_500, "ร69-000001")
FORM = FormState(
    Mode.NEW, uid=new_uid(), product_uid=new_uid(), planned_milli=1_000, on=TODAY, slip=Slip(TODAY, "1")
)
SHEET = KeptSheet(
    new_uid(),
    TODAY,
    {"reason": "ทอนผิด"},
    True,
    (KeptLine(new_uid(), ("89", "๑๐"), True), KeptLine(None, ())),
    (KeptRow(new_uid(), ("120",)),),
    (KeptRow(None, ("1", "5")),),
    {"100000": "2"},
    new_uid(),
)
DEEP = ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000, "9" * 5_000, '{"version":NaN}']


def _values(value: Any) -> Iterable[Any]:
    """The same JSON with each of its values replaced by one of another kind."""
    others: tuple[Any, ...] = (None, -1, 2**70, 1.5, "x", "", [], {}, True, "\ud800", [[]], float("nan"))
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: other} for other in others)
            yield from ({**value, key: inner} for inner in _values(value[key]))
            yield {name: each for name, each in value.items() if name != key}
    if isinstance(value, list):
        for place in range(len(value)):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in others)
            yield from ([*value[:place], inner, *value[place + 1 :]] for inner in _values(value[place]))
            yield value[:place] + value[place + 1 :]


def json_texts(right: str, name: str) -> list[str]:
    """Wrong in every value, cut, changed, deep, or no JSON at all."""
    count = many(500, 10_000)
    return [
        *(json.dumps(each) for each in _values(json.loads(right))),
        *cut_and_changed(name, [right], count),
        *noise(name, _JSON_SIGNS, count, 60),
        *DEEP,
        *STRINGS,
    ]


def test_kept_carts_are_read_or_left_out() -> None:
    whole = replace(CART, channel="fair", receipts=(ReceiptUse(CART.uid, 1, 2),))
    text = draft_json(whole, EXCHANGE)
    assert (draft_from_json(CART.uid, text), exchange_from_json(text)) == (whole, EXCHANGE)

    def read(text: str) -> None:
        cart = draft_from_json(CART.uid, text)
        for line in cart.lines:
            assert isinstance(line.description + line.unit, str)
            assert abs(line.quantity_milli) + abs(line.unit_price_e4) + line.factor_milli <= 3 * LARGEST
            assert len(line.product_uid) == 16
        exchange = exchange_from_json(text)
        again = draft_json(cart, exchange)
        assert (draft_from_json(CART.uid, again), exchange_from_json(again)) == (cart, exchange)

    refusals: Any = (ValueError, KeyError, TypeError)
    assert len(try_all("kept cart", json_texts(text, "cart"), read, refusals)) > 10


def test_kept_forms_of_a_batch_are_read_or_left_out() -> None:
    text = form_json(FORM)
    assert form_from_json(text) is not None

    def read(text: str) -> None:
        form = form_from_json(text)
        if form is not None:
            assert form_from_json(form_json(form)) == form

    try_all("kept form", json_texts(text, "form"), read, AssertionError)


def test_kept_tally_sheets_are_read_or_left_out() -> None:
    text = sheet_json(SHEET)
    assert sheet_from_json(text) == SHEET

    def read(text: str) -> None:
        sheet = sheet_from_json(text)
        if sheet is not None:
            assert sheet_from_json(sheet_json(sheet)) == sheet

    try_all("kept tally sheet", json_texts(text, "sheet"), read, AssertionError)


def test_written_reports_are_read_or_refused() -> None:
    for text in [
        *DEEP,
        *STRINGS,
        *noise("reports", _JSON_SIGNS, 500, 60),
        "[]",
        '{"format":1,"type":"report"}',
    ]:
        with pytest.raises(UnreadableReportError):
            report_from_json(text)
    tried("input: written report", len(STRINGS) + 500)


def test_kept_json_is_bounded() -> None:
    for text in ("[" * LONGEST + "]", *DEEP[:3]):
        with pytest.raises(ValueError, match=r"too (long|deeply)"):
            read_json(text)


# ---------------------------------------------------------------- key file


def test_a_key_file_is_read_or_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.samut.keys"
    uid, person = new_uid(), new_uid()
    file = key_file.new_file(uid)
    wrapped = key_file.wrap(bytes(32), uid, person, file.hash_name("ก"), b"secret", key_file.Cost(1, 8, 1))
    key_file.write(path, file.with_person(wrapped).with_tries(person, (1, "boot", 5)))
    right = path.read_text(encoding="utf-8")
    assert key_file.read(path).people == (wrapped,)

    def read(text: str) -> None:
        path.write_bytes(text.encode("utf-8", "replace"))
        for each in key_file.read(path).people:
            assert each.cost.memory_kib <= key_file.HIGHEST.memory_kib
            assert each.cost.time_cost <= key_file.HIGHEST.time_cost

    try_all("key file", json_texts(right, "keys"), read, key_file.KeyFileDamagedError)
    for data in (b"\xff" * 100, b"", b"\x00" * (key_file.LARGEST + 1), b'{"format"' * 200_000):
        path.write_bytes(data)
        with pytest.raises(key_file.KeyFileDamagedError):
            key_file.read(path)


# ---------------------------------------------------------------- searching on, with cases of its own


@settings(max_examples=many(150, 3_000), suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
def test_any_text_at_all(text: str) -> None:
    for read in (
        *NUMBERS,
        dates.parse_month,
        lambda typed: dates.parse_date(typed, TODAY),
        promptpay.parse_payload,
        promptpay.guess_kind,
        key_of,
        checked_pin,
        checked_password,
        compared_name,
    ):
        try:
            read(text)
        except UserError:
            continue
    assert form_from_json(text) is None
