"""The power goes while a book is made or brought to a newer structure: the old, the new, never between."""

import gzip
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlcipher3 import dbapi2 as engine

from app.services.books import close_book, create_book, open_book
from app.services.doors import Credential
from db import files, key_file
from db.migrate import VERSION
from tests.faults.after_cut import BrokenError, LostError, cut_everywhere, look, sound
from tests.faults.counting import many
from tests.faults.power import Image
from tests.faults.recording import POSSIBLE, recording
from tests.migrations.make_book import BOOKS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not POSSIBLE, reason="the engine is not reached from outside here"),
]

IMAGES = many(20, 900)
SEED = 2570
PASSWORD = "ปลาทู ข้าวสาร ทะเล ลมหนาว"
OLD = [path for path in sorted(BOOKS.glob("v*.samut.gz")) if path.name != f"v{VERSION}.samut.gz"]
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"


def old_book(packed: Path, folder: Path, *, in_use: bool) -> Path:
    """A book of an older version; ``in_use`` was never closed: its last change lies in the WAL."""
    folder.mkdir()
    path = folder / "สมุดเก่า.samut"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    if in_use:
        connection = engine.connect(str(path))
        connection.execute("PRAGMA journal_mode = wal").fetchall()
        connection.execute("UPDATE product SET name = name")  # a page in the WAL is enough
        connection.commit()
        kept = {each: each.read_bytes() for each in (path, files.side_files(path)[0])}
        connection.close()
        for each, data in kept.items():
            each.write_bytes(data)
    return path


def is_whole(copy: Path, version: int) -> bool:
    try:
        return not files.faults(copy) and files.identity(copy)[1] == version
    except engine.DatabaseError:
        return False


@pytest.mark.parametrize("in_use", [False, True], ids=["closed", "with a WAL"])
@pytest.mark.parametrize("packed", OLD, ids=lambda path: path.name)
def test_upgrade_is_cut(packed: Path, in_use: bool, tmp_path: Path) -> None:
    path = old_book(packed, tmp_path / "disk", in_use=in_use)
    version = files.identity(path)[1]
    before = files.rows(path, TABLES)
    path = old_book(packed, tmp_path / "fresh", in_use=in_use)
    with recording(path.parent) as disk:
        open_book(path)
        disk.answered("upgraded")
        close_book()
    after = files.rows(path, TABLES)
    assert before != after
    whole = look(path).numbers
    assert len(whole) >= 15

    def judge(folder: Path, image: Image) -> None:
        found = folder / path.name
        copies = sorted(folder.glob("*(before upgrade*.samut"))
        if not found.exists():
            raise LostError("the book")
        try:
            now, tables = files.identity(found)[1], files.rows(found, TABLES)
        except engine.DatabaseError as error:
            raise BrokenError(str(error)) from error
        if (now, tables) not in ((version, before), (VERSION, after)):
            raise BrokenError(f"between {version} and {VERSION}: {now}")
        if image.answered and now != VERSION:
            raise LostError("the upgrade")
        if now == VERSION and not copies:
            raise LostError("the copy that was made before the upgrade")
        for copy in copies:
            if not is_whole(copy, version):
                raise BrokenError(f"the copy {copy.name}")
        if sound(found).numbers != whole:
            raise LostError("documents")

    tally = cut_everywhere(
        disk, path.parent, judge, seed=SEED, wanted=IMAGES, fault="power cut: upgrading a book"
    )
    assert not tally.wrong, tally
    assert tally.tried > IMAGES // 5


@pytest.mark.parametrize("kind", ["plain", "with people", "encrypted"])
def test_making_a_book_is_cut(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "สมุด.samut"
    password = "" if kind == "plain" else PASSWORD
    with patch.object(key_file, "COST", key_file.Cost(1, 64, 1)), recording(folder) as disk:
        create_book(path, name="กลุ่ม", leader="ผู้นำ", password=password, encrypted=kind == "encrypted")
        disk.answered("made")
        close_book()

    def judge(folder: Path, image: Image) -> None:
        found = folder / path.name
        if found.exists():
            sound(found, Credential(name="ผู้นำ", password=password) if password else None)
        elif image.answered:
            raise LostError("the book")

    wanted = IMAGES // 2
    tally = cut_everywhere(disk, folder, judge, seed=SEED, wanted=wanted, fault="power cut: making a book")
    assert not tally.wrong, tally
    assert tally.tried > wanted // 5
