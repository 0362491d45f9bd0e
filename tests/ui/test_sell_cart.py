"""The cart and the payment as plain classes, and what is typed into the till's boxes."""

import pytest

from app.domain.sale_draft import DiscountTooLargeError, NegativeLineError, RoundingRule
from app.thai.digits import NotANumberError
from ui.pages.sell.ask import Answer, read_discount
from ui.pages.sell.cart import Cart
from ui.pages.sell.entry import Entry, read_entry
from ui.pages.sell.items import Item, SaleUnit, Shop, TenderItem
from ui.pages.sell.kept import draft_from_json, draft_json
from ui.pages.sell.lines import line_text
from ui.pages.sell.payment import Payment


def item(name: str, baht: int | None, number: int, **more) -> Item:
    price = None if baht is None else baht * 1_000_000
    units = (SaleUnit("ชิ้น", price_e4=price, barcode=f"88500000000{number}"), *more.pop("packs", ()))
    return Item(number, bytes([number]) * 16, f"P{number}", name, units, **more)


TEA = item("ชาหญ้าหมอน้อย", 60, 1, category="ชา")
PASTE = item("กะปิผงรสวาซาบิ", 45, 2, category="กะปิ", packs=(SaleUnit("โหล", 12_000, 500_000_000, "885DOZEN"),))
SALT = item("เกลือ", 20, 3, is_weighed=True)


@pytest.fixture
def cart() -> Cart:
    return Cart()


def quantities(cart: Cart) -> list[int]:
    return [line.quantity_milli for line in cart.lines]


def test_the_same_goods_join_their_line(cart):
    cart.add(TEA)
    cart.add(PASTE)
    cart.add(TEA, 2_000)
    assert quantities(cart) == [3_000, 1_000]
    assert cart.total == 22_500
    assert cart.selected == 0


def test_a_pack_or_a_discounted_line_stays_apart(cart):
    cart.add(PASTE)
    cart.set_discount(0, percent_bp=1_000)
    cart.add(PASTE)
    cart.add(PASTE, unit=PASTE.units[1])
    assert quantities(cart) == [1_000, 1_000, 1_000]
    assert cart.lines[2].base_quantity_milli == 12_000
    assert cart.total == 4_050 + 4_500 + 50_000


def test_weighed_goods_are_never_joined(cart):
    cart.add(SALT, 750)
    cart.add(SALT, 1_250)
    assert quantities(cart) == [750, 1_250]


def test_every_step_can_be_undone_by_name(cart, thai):
    cart.add(TEA)
    cart.set_quantity(0, 5_000)
    cart.remove(0)
    assert cart.is_empty
    assert cart.last_step is not None
    assert cart.last_step.words == "ย้อนการเอา ชาหญ้าหมอน้อย ออก"
    cart.undo()
    assert quantities(cart) == [5_000]
    cart.undo()
    cart.undo()
    assert cart.is_empty
    assert cart.undo() is None


def test_emptying_can_be_undone(cart):
    cart.add(TEA)
    cart.add(PASTE)
    cart.set_bill_discount(amount=500)
    cart.clear()
    assert (cart.is_empty, cart.total) == (True, 0)
    cart.undo()
    assert cart.total == 10_000


def test_what_cannot_be_priced_changes_nothing(cart):
    cart.add(TEA)
    with pytest.raises(DiscountTooLargeError):
        cart.set_discount(0, amount=6_001)
    with pytest.raises(DiscountTooLargeError):
        cart.set_bill_discount(amount=6_001)
    with pytest.raises(NegativeLineError):
        cart.set_quantity(0, 0)
    assert cart.total == 6_000
    assert cart.last_step is not None
    assert cart.last_step.description == TEA.name


def test_a_bill_discount_that_became_too_large_is_dropped_and_told(cart):
    cart.add(TEA)
    cart.add(PASTE)
    cart.set_bill_discount(amount=5_000)
    cart.remove(0)
    assert cart.discount_dropped
    assert cart.total == 4_500
    cart.undo()
    assert cart.total == 5_500


def test_the_last_one_less_takes_the_line_away(cart):
    cart.add(TEA, 2_000)
    cart.step_quantity(0, -1)
    assert quantities(cart) == [1_000]
    cart.step_quantity(0, -1)
    assert cart.is_empty


def test_rounding_of_the_book_is_the_cart_s(cart):
    cart.add(TEA)
    cart.set_discount(0, amount=1)
    cart.set_rounding(RoundingRule(100, down=True))
    priced = cart.priced()
    assert priced is not None
    assert (priced.total, priced.rounding) == (5_900, -99)


def test_a_paid_cart_leaves_nothing_to_undo_and_gets_another_uid(cart):
    cart.add(TEA)
    before = cart.draft.uid
    cart.start_new()
    assert cart.is_empty
    assert cart.undo() is None
    assert cart.draft.uid != before


def test_a_held_cart_comes_back_as_it_was(cart):
    cart.add(TEA)
    cart.add(SALT, 750, price_e4=19_500_000)
    cart.set_discount(0, percent_bp=1_250)
    cart.set_bill_discount(amount=300)
    again = draft_from_json(cart.draft.uid, draft_json(cart.draft))
    assert again == cart.draft


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"lines": [[1]]}', '{"lines": [["zz"]]}'])
def test_a_broken_held_cart_is_told_apart(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        draft_from_json(b"u" * 16, text)


def test_the_draft_to_pay_has_a_uid_of_its_own_that_stays(cart):
    cart.add(TEA)
    tender = TenderItem(b"c" * 16, "เงินสด", "Cash", "banknote", "cash")
    payment = Payment(cart.draft, cart.total)
    uid = payment.sale().uid
    assert uid != cart.draft.uid
    assert not payment.take(tender, 1_000)
    payment.give_back(0)
    assert payment.take(tender, 10_000)
    assert payment.sale().uid == uid
    assert payment.tendering.change == 4_000
    assert Payment(cart.draft, cart.total).sale().uid != uid


@pytest.mark.parametrize(
    ("typed", "quantity", "rest"),
    [
        ("3*8850", 3_000, "8850"),
        ("๓*กะปิ", 3_000, "กะปิ"),
        ("2.5 * เกลือ", 2_500, "เกลือ"),
        ("3*", 3_000, ""),
        ("3x12", 3_000, "12"),
        ("box 12", None, "box 12"),
        ("0*5", None, "0*5"),
        ("-2*5", None, "-2*5"),
        ("*5", None, "*5"),
        ("a*b", None, "a*b"),
        ("9" * 60 + "*5", None, "9" * 60 + "*5"),
        ("", None, ""),
    ],
)
def test_a_quantity_before_the_code(typed, quantity, rest):
    assert read_entry(typed) == Entry(quantity, rest)


@pytest.mark.parametrize(
    ("typed", "percent", "answer"),
    [
        ("10", False, Answer(number=1_000)),
        ("10", True, Answer(percent_bp=1_000)),
        ("๑๒.๕%", False, Answer(percent_bp=1_250)),
        ("0", False, Answer()),
    ],
)
def test_a_discount_in_baht_or_percent(typed, percent, answer):
    assert read_discount(typed, percent=percent) == answer


def test_a_discount_that_is_no_number_is_refused():
    with pytest.raises(NotANumberError):
        read_discount("สิบ", percent=False)


def test_codes_find_goods_and_packs():
    shop = Shop((TEA, PASTE))
    assert shop.by_code("885000000002") == (PASTE, PASTE.unit)
    assert shop.by_code("885DOZEN") == (PASTE, PASTE.units[1])
    assert shop.by_code("p1") == (TEA, TEA.unit)
    assert shop.by_code("nothing") is None
    assert shop.by_code(" ") is None
    assert shop.categories == ("ชา", "กะปิ")
    assert shop.found("", "ชา") == [TEA]
    assert shop.found("", most=1) == list(shop.items[:1])


def test_what_is_not_for_sale_takes_no_room_from_what_is() -> None:
    """The index knows materials too, and gives only so many."""
    shop = Shop(items=(TEA,), find=lambda _text, most: ([900, 901, TEA.id])[:most])
    assert shop.found("ช", most=2) == [TEA]


def test_a_line_is_written_with_its_discount(cart, thai):
    cart.add(TEA, 2_000)
    cart.set_discount(0, amount=500, percent_bp=1_000)
    text = line_text(cart.lines[0])
    assert (text.amount, text.detail) == ("103.00", "2 ชิ้น × 60.00")
    assert text.note == "ลด 10 % ลด 5.00"
