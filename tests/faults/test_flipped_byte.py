"""One bit of a book turns over, on every page: refused, found by ``check``, or it changes no figure."""

import random
from pathlib import Path

from app.domain.document import new_uid
from app.errors import SamutError
from app.queries.integrity import check_books
from app.services.books import close_book, open_book, open_path
from db import connection as book
from db import files
from tests.faults.acts import acts
from tests.faults.counting import every, many, tried
from tests.faults.figures import differing, figures, is_refused
from tests.stall import Stall

SEED = 2569


def outcome(path: Path, truth: dict[str, str]) -> str:
    """What becomes of a book with a flipped bit; "wrong: …" where a wrong figure is shown as right."""
    try:
        session = open_book(path)
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
