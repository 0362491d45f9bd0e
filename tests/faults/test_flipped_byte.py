"""One bit of a book turns over, on every page: refused, found by ``check``, or it changes no figure."""

import random
from pathlib import Path

from app.domain.document import new_uid
from app.errors import SamutError
from app.queries.integrity import check_books
from app.services.books import close_book, create_book, open_book, open_path
from app.services.doors import Credential
from app.services.people import recovery_code
from db import connection as book
from db import files, key_file
from tests.faults.acts import acts
from tests.faults.counting import every, many, tried
from tests.faults.figures import differing, figures, is_refused
from tests.stall import Stall

SEED = 2569
PASSWORD = "ลิ้นจี่ กล้วย มังคุด เงาะ"
ENCRYPTED_PAGE = 4096


def outcome(path: Path, truth: dict[str, str], credential: Credential | None = None) -> str:
    """What becomes of a book with a flipped bit; "wrong: …" where a wrong figure is shown as right."""
    try:
        session = open_book(path, credential=credential)
    except SamutError:
        return "refused"
    try:
        if check_books():
            return "found"
        wrong = differing(figures(session), truth)
        return f"wrong: {', '.join(wrong)}" if wrong else "harmless"
    except book.DatabaseError:
        return "refused"
    finally:
        close_book()


def test_a_bit_on_every_page(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    for act in acts(stall).values():
        act(new_uid())
    truth = figures(stall.session)
    assert sum(not is_refused(text) for text in truth.values()) > 30
    size = book.PAGE_SIZE
    path = open_path()
    close_book()
    data = path.read_bytes()
    copy = tmp_path / "flipped.samut"
    chance = random.Random(SEED)
    ends: dict[str, int] = {}
    wrong = []
    for page in range(0, len(data) // size, every(4)):
        written = [place for place in range(page * size, (page + 1) * size) if data[place]]
        for _turn in range(many(1, 24)):
            place, bit = chance.choice(written), 1 << chance.randrange(8)
            flipped = bytearray(data)
            flipped[place] ^= bit
            files.remove(*files.side_files(copy))
            copy.write_bytes(flipped)
            end = outcome(copy, truth)
            kind = end.partition(":")[0]
            ends[kind] = ends.get(kind, 0) + 1
            tried("flipped bit: plain book", refused=kind in ("refused", "found"), lost=kind == "wrong")
            if kind == "wrong":
                wrong.append(f"page {page + 1}, byte {place % size}, bit {bit}: {end}")
    assert wrong == []
    assert ends["refused"] > 3
    assert ends["found"] > 10


def test_a_bit_on_every_page_of_an_encrypted_book(tmp_path: Path) -> None:
    """Each page has its own seal, so that no flip can go unseen where something is read."""
    path, copy = tmp_path / "สมุด.samut", tmp_path / "flipped.samut"
    session = create_book(path, name="กลุ่ม", password=PASSWORD, encrypted=True)
    stall = Stall(tmp_path, session)
    for act in acts(stall).values():
        act(new_uid())
    credential = Credential(recovery_code=recovery_code(session, password=PASSWORD).recovery_code)
    truth = figures(stall.session)
    del truth["who-did-what "]  # it names each sign-in
    close_book()
    data = path.read_bytes()
    copy_keys = key_file.keys_path(copy)
    copy_keys.write_bytes(key_file.keys_path(path).read_bytes())
    assert outcome(path, truth, credential) == "harmless"
    chance = random.Random(SEED)
    for page in range(0, len(data) // ENCRYPTED_PAGE, every(8)):
        for _turn in range(many(1, 8)):
            place = page * ENCRYPTED_PAGE + chance.randrange(ENCRYPTED_PAGE)
            flipped = bytearray(data)
            flipped[place] ^= 1 << chance.randrange(8)
            files.remove(*files.side_files(copy))
            copy.write_bytes(flipped)
            end = outcome(copy, truth, credential)
            told = end in ("refused", "found")
            tried("flipped bit: encrypted book", refused=told, lost=end.startswith("wrong"))
            assert told, f"byte {place}: {end}"
