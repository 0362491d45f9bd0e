"""The power goes at any write of a posting: what was answered is there, and the book adds up."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import CountDraft, CountLineDraft
from app.domain.recovery_code import code_of
from app.services import key_ring
from app.services.books import checkpoint, close_book, create_book, open_book, open_path
from app.services.doors import Credential
from app.services.entries import post_entry
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.production import produce
from app.services.recosting import recost_month
from app.services.returns import void_sale
from app.services.settings import change_settings
from app.services.stock_counts import post_count
from db import connection as book
from db import key_file
from tests.builders import expense
from tests.faults.after_cut import BrokenError, LostError, Tally, cut_everywhere, sound
from tests.faults.counting import many
from tests.faults.power import Disk, Image
from tests.faults.recording import POSSIBLE, recording
from tests.stall import DAY, Stall

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="the engine is not reached from outside here")

ROUNDS = many(1, 12)
IMAGES = many(160, 14_000)
MANY = 30
"""Disks that differ, at the least: many are alike."""
SEED = 2569


def posted_at(stall: Stall, turn: int) -> Iterator[Callable[[], object]]:
    """Everything that can be posted, one after the other."""
    session = stall.session

    def batch() -> object:
        lines = (
            CostLineDraft(CostKind.MATERIAL, Settlement.FROM_STOCK, "ชา", 500, product_uid=stall.tea),
            CostLineDraft(CostKind.LABOUR, Settlement.IMPUTED, "แรง", amount=90_00, party_uid=stall.customer),
        )
        outputs = (OutputDraft(stall.kapi, 3_000),)
        return produce(session, BatchDraft(new_uid(), stall.kapi, 3_000, None, lines, outputs), on=DAY)

    sold = stall.sell(stall.line(stall.kapi, turn % 3 + 1, 5900), stall.line(stall.tea, 1, 8900))
    yield lambda: sold
    yield lambda: stall.take_back(sold, 1, 1, 59_00)
    yield lambda: stall.buy((stall.soap, 5, 60_00), (stall.tea, 3, 61_00), freight=10_00)
    wrong = stall.sell(stall.line(stall.soap, 1, 3500), pay=(stall.by("promptpay", 35_00),))
    yield lambda: wrong
    yield lambda: void_sale(session, wrong.posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
    yield batch
    counted = CountLineDraft(stall.soap, 19_000 - turn, 20_000, "แตก")
    yield lambda: post_count(session, CountDraft(new_uid(), (counted,)), on=DAY)
    spent = expense(("5401", 150_00, "ค่าแผง"), party_uid=stall.customer)
    yield lambda: post_entry(session, spent, on=DAY)
    lines = (JournalLineDraft("1101", 100), JournalLineDraft("1102", -100))
    yield lambda: post_journal(session, JournalDraft(new_uid(), lines, "ปรับปรุง"), on=DAY)


def numbers_in_book() -> list[str]:
    return [row[0] for row in book.fetch("SELECT number FROM document ORDER BY id")]


def worked(
    stall: Stall, path: Path, disk: Disk, credential: Credential | None = None, rounds: int = ROUNDS
) -> list[str]:
    """Work of some days on the disk: postings, the month's costs, folding the WAL, closing, opening again."""
    for turn in range(rounds):
        stall.session = open_book(path, credential=credential)
        disk.answered(str(len(numbers_in_book())))
        for post in posted_at(stall, turn):
            post()
            disk.answered(str(len(numbers_in_book())))
            if turn % 2:
                checkpoint()
        change_settings(stall.session, {"enterprise_address": f"ตำบลตัวอย่าง {turn}"})
        if turn % 3 == 2:
            recost_month(stall.session, DAY.replace(day=1), uid=new_uid())
            disk.answered(str(len(numbers_in_book())))
        stall.sell(stall.line(stall.tea, 1, 8900))
        numbers = numbers_in_book()
        disk.answered(str(len(numbers)))
        close_book()
    return numbers


def cut(
    disk: Disk,
    path: Path,
    numbers: list[str],
    *,
    wanted: int,
    credential: Credential | None = None,
    fault: str = "",
) -> Tally:
    """Look at the book after the cuts: it opens, adds up, and no answered document is missing."""

    def judge(folder: Path, image: Image) -> None:
        there = list(sound(folder / path.name, credential).numbers)
        answered = int(image.answered[-1]) if image.answered else 0
        if len(there) < answered:
            raise LostError(f"{answered} were answered, {len(there)} are there")
        if there != numbers[: len(there)] or (answered and len(there) > answered + 1):
            raise BrokenError(f"{answered} were answered, others are there: {there[answered:]}")

    return cut_everywhere(disk, path.parent, judge, seed=SEED, wanted=wanted, fault=fault)


def plain_stall(folder: Path) -> tuple[Stall, Path]:
    folder.mkdir()
    stall = Stall(folder)
    path = open_path()
    close_book()
    return stall, path


@pytest.mark.slow
def test_no_answered_document_is_lost(tmp_path: Path) -> None:
    stall, path = plain_stall(tmp_path / "disk")
    with recording(path.parent) as disk:
        numbers = worked(stall, path, disk)
    assert disk.syncs() >= len(numbers) - 1
    tally = cut(disk, path, numbers, wanted=IMAGES, fault="power cut: posting")
    assert not tally.wrong, tally
    assert tally.tried > MANY


@pytest.mark.slow
def test_nor_in_an_encrypted_book(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "ลับ.samut"
    with patch.object(key_file, "COST", key_file.Cost(1, 64, 1)):
        session = create_book(path, name="กลุ่ม", password="ปลาทู ข้าวสาร ทะเล ลมหนาว", encrypted=True)
    credential = Credential(recovery_code=code_of(key_ring.book_key()))
    stall = Stall(folder, session)
    close_book()
    with recording(folder) as disk:
        numbers = worked(stall, path, disk, credential, rounds=many(1, 3))
    fault = "power cut: posting, encrypted"
    tally = cut(disk, path, numbers, wanted=IMAGES // 3, credential=credential, fault=fault)
    assert not tally.wrong, tally
    assert tally.tried > MANY


@pytest.mark.slow
@pytest.mark.parametrize("synchronous", [1, 0], ids=["normal", "off"])
def test_weaker_settings_are_seen_to_lose(tmp_path: Path, synchronous: int) -> None:
    stall, path = plain_stall(tmp_path / "disk")
    with patch.dict(book.PRAGMAS, synchronous=synchronous), recording(path.parent) as disk:
        numbers = worked(stall, path, disk, rounds=1)
    tally = cut(disk, path, numbers, wanted=150)
    assert len(tally.lost) > 5, tally
    if not synchronous:
        assert tally.broken, tally
