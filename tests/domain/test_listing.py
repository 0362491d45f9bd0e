"""Product pages: completeness, posts of the right length, rows of a commerce catalogue."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.listing import (
    FACEBOOK_COLUMNS,
    MOST_IN_PACK,
    MOST_SIGNS,
    NothingListedError,
    PageData,
    PageIsBareError,
    Part,
    PostLength,
    PostWords,
    Shown,
    TooManyListedError,
    WeightError,
    checked_choice,
    checked_page,
    completeness,
    cut,
    facebook_row,
    missing,
    post_text,
    tags,
)

WORDS = PostWords("ราคา", "ปริมาณ", "ส่วนประกอบ:", "วิธีใช้:", "ผลิตโดย", "จาก", "ได้รับ")
TEXT = "ชาหญ้าหมอน้อยปลูกริมคลองโดยไม่ใช้สารเคมี ตากแดดสามวัน คั่วมือทีละกระทะ หอมเหมือนที่ยายชง " * 20


def shown(**more: object) -> Shown:
    page = PageData("ชาหญ้าหมอน้อยคั่วมือ", TEXT, "#ชา #ของดีชุมชน", "หญ้าหมอน้อย 100%", "แช่น้ำร้อน 5 นาที", "20 ซอง", 40)
    kept: dict[str, object] = {
        "price_e4": 89_00 * 10_000, "page": page, "origin": "ริมคลอง", "producer": "กลุ่ม ก",
        "on_hand_milli": 3_000, "photos": (b"1", b"2"), "certificates": ("อย.",), **more,
    }  # fmt: skip
    return Shown("TEA", "ชาหญ้าหมอน้อย", "กล่อง", **kept)  # type: ignore[arg-type]


def test_a_whole_page_is_complete_and_an_empty_one_says_what_is_missing() -> None:
    assert (completeness(shown()), missing(shown())) == (100, ())
    bare = Shown("TEA", "ชา", "กล่อง", None, PageData())
    assert completeness(bare) == 0
    assert missing(bare)[:2] == (Part.PHOTO, Part.PRICE)
    assert completeness(shown(photos=(b"1",))) == 88


@pytest.mark.parametrize("length", PostLength)
def test_a_post_has_the_right_length(length: PostLength) -> None:
    post = post_text(shown(), WORDS, "89.00 บาท", length)
    assert len(post) <= MOST_SIGNS[length]
    assert len(post) > MOST_SIGNS[length] // 2
    assert post.startswith("ชาหญ้าหมอน้อยคั่วมือ\nราคา 89.00 บาท")
    assert post.endswith("#ชา #ของดีชุมชน")


def test_a_short_text_stays_whole_with_its_facts() -> None:
    page = PageData("ชา", "หอมมาก", "#ชา", "หญ้า", "", "20 ซอง")
    post = post_text(shown(page=page), WORDS, "89.00 บาท")
    assert post == (
        "ชา\nราคา 89.00 บาท\n\nหอมมาก\n\nปริมาณ 20 ซอง\nส่วนประกอบ: หญ้า\n"
        "ผลิตโดย กลุ่ม ก\nจาก ริมคลอง\nได้รับ อย.\n\n#ชา"
    )


def test_thai_is_cut_between_words() -> None:
    assert cut("น้ำพริกกะปิอร่อยมาก", 12) in ("น้ำพริกกะปิ…", "น้ำพริก…")
    assert cut("สั้น", 10) == "สั้น"


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(PostLength))
@settings(max_examples=150, deadline=None)
def test_any_words_make_a_post_that_fits(title: str, text: str, length: PostLength) -> None:
    data = checked_page(PageData(title[:200], text, text, text, text, title[:100]))
    post = post_text(shown(page=data), WORDS, "1.00", length)
    assert len(post) <= MOST_SIGNS[length]


def test_hashtags_stand_once_and_begin_with_a_cross() -> None:
    assert tags("ชา #ชา, ของดี#ชุมชน  # ") == ["#ชา", "#ของดี", "#ชุมชน"]


def test_a_row_of_a_commerce_catalogue() -> None:
    row = facebook_row(shown(on_hand_milli=0), price="89.00", link="", picture="TEA-1.jpg", brand="กลุ่ม")
    line = dict(zip(FACEBOOK_COLUMNS, row, strict=True))
    assert (line["id"], line["availability"], line["condition"]) == ("TEA", "out of stock", "new")
    assert (line["price"], line["brand"]) == ("89.00 THB", "กลุ่ม")
    assert len(line["title"]) <= 150
    assert len(line["description"]) <= 5_000


def test_what_cannot_be_listed_is_refused() -> None:
    with pytest.raises(NothingListedError):
        checked_choice([])
    with pytest.raises(PageIsBareError):
        checked_choice([shown(photos=())])
    with pytest.raises(TooManyListedError):
        checked_choice([shown()] * (MOST_IN_PACK + 1))
    with pytest.raises(WeightError):
        checked_page(PageData(weight_g=0))
