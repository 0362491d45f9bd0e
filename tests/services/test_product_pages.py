"""Product pages: words, pictures in order, what is no picture; where a lot went."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.document import new_uid
from app.domain.listing import MOST_PHOTOS, PageData
from app.queries.product_pages import page, pages, photos_of
from app.services.attachments import TooManyPicturesError
from app.services.pictures import NotAPictureError, PictureTooLargeError
from app.services.product_pages import add_photo, describe_photo, order_photos, save_page, take_photo_out
from app.services.products import set_photo
from app.services.records import NotFoundError
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def picture(shade: int = 0, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 80, 120)).save(out, "PNG")
    return out.getvalue()


def test_a_page_is_written_and_changed(stall: Stall) -> None:
    save_page(stall.session, stall.tea, data=PageData("ชาคั่วมือ", "หอม", "ชา ของดี", weight_g=40))
    save_page(stall.session, stall.tea, data=PageData("ชาคั่วมือ", "หอมมาก", "ชา", producer_uid=stall.customer))
    found = page(stall.tea, DAY)
    assert found is not None
    assert (found.shown.title, found.shown.text, found.shown.page.hashtags) == ("ชาคั่วมือ", "หอมมาก", "#ชา")
    assert found.shown.producer == "ลูกค้าประจำ 01"
    assert found.shown.on_hand_milli == 20_000
    assert [each.uid for each in pages(DAY)].count(stall.tea) == 1
    with pytest.raises(NotFoundError):
        save_page(stall.session, new_uid(), data=PageData())


def test_pictures_keep_their_order(stall: Stall) -> None:
    set_photo(stall.session, stall.kapi, data=picture(9))
    uids = [add_photo(stall.session, stall.kapi, data=picture(shade)).uid for shade in (10, 60, 110)]
    assert add_photo(stall.session, stall.kapi, data=picture(10)).uid == uids[0], "the same one is found"
    order_photos(stall.session, stall.kapi, order=[uids[2], uids[0]])
    describe_photo(stall.session, uids[0], caption="ถุงเปิด")
    assert [each.uid for each in photos_of(stall.kapi)] == [uids[2], uids[0], uids[1]]
    take_photo_out(stall.session, uids[2])
    found = page(stall.kapi, DAY)
    assert found is not None
    assert len(found.shown.photos) == 3
    assert [each.caption for each in photos_of(stall.kapi)] == ["ถุงเปิด", ""]
    with pytest.raises(NotFoundError):
        order_photos(stall.session, stall.kapi, order=[uids[2]])


def test_what_is_no_picture_is_refused_and_nothing_kept(stall: Stall) -> None:
    for data, error in (
        (b"\x89PNG\r\n\x1a\n" + b"not one at all", NotAPictureError),
        (b"%PDF-1.7", NotAPictureError),
        (b"\xff\xd8\xff" + bytes(60_000_000), PictureTooLargeError),
    ):
        with pytest.raises(error):
            add_photo(stall.session, stall.soap, data=data)
    assert photos_of(stall.soap) == ()


def test_there_are_only_so_many_pictures(stall: Stall) -> None:
    for shade in range(MOST_PHOTOS):
        add_photo(stall.session, stall.soap, data=picture(shade * 20, (8, 8)))
    with pytest.raises(TooManyPicturesError):
        add_photo(stall.session, stall.soap, data=picture(255, (8, 8)))
