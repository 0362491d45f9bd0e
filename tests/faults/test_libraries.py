"""Memory runs out and libraries fail while a paper or a picture is made: told, and nothing is lost."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from app.errors import SamutError
from app.queries.integrity import check_books
from app.services.products import set_photo
from reports import send as sending
from reports.catalogue import Question, build
from reports.output import render
from reports.render import slip
from reports.render.escpos import library
from tests.faults.counting import tried
from tests.faults.works import documents_in, looked_at, made, numbers
from tests.stall import Stall
from ui.cli import main as command_line

ROOT = Path(__file__).parents[2]
BROKEN = (RuntimeError("broken"), MemoryError(), OSError(5, "Input/output error"), ValueError("broken"))

IMPORTING = """
import resource, sys
from pathlib import Path
from PIL import Image
from app.errors import SamutError
from app.queries.products import product_by_code
from app.services.books import close_book, open_book
from app.services.products import set_photo
session = open_book(Path(sys.argv[1]))
data = Path(sys.argv[2]).read_bytes()
Image.init()
pages = int(Path("/proc/self/statm").read_text().split()[0])
room = pages * resource.getpagesize() + int(sys.argv[3]) * 1_000_000
resource.setrlimit(resource.RLIMIT_AS, (room, room))
try:
    set_photo(session, product_by_code("KAPI").uid, data=data)
    print("saved")
except SamutError as error:
    print("refused", error)
close_book()
"""


def picture(side: int) -> bytes:
    """A photo with that many points on each side."""
    data = io.BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(data, "PNG")
    return data.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on memory is set as Linux does it")
def test_memory_runs_out_while_a_picture_comes_in(tmp_path: Path) -> None:
    path, photo = tmp_path / "สมุด.samut", tmp_path / "photo.png"
    path.write_bytes(made()["book"])
    photo.write_bytes(picture(3_000))
    answers = []
    for room in (8, 24, 40, 64, 400):
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", IMPORTING, str(path), str(photo), str(room)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        answer = done.stdout.strip()
        there, wrong = looked_at(path)
        lost = there != documents_in("book") or not answer.startswith(("saved", "refused"))
        tried("out of memory: picture", refused=answer.startswith("refused"), lost=lost, corrupt=bool(wrong))
        answers.append(answer.partition(" ")[0])
        assert not lost, f"{room} MB: {answer} {done.stderr[-400:]}"
        assert wrong == ""
    assert answers[0] == "refused"
    assert answers[-1] == "saved"


@pytest.mark.parametrize("error", BROKEN, ids=repr)
def test_picture_library_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    stall = Stall(tmp_path)
    data = picture(64)

    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(Image.Image, "save", fail)
    with pytest.raises((SamutError, type(error))):
        set_photo(stall.session, stall.kapi, data=data)
    monkeypatch.undo()
    tried("library fails: picture", refused=1)
    stall.sell(stall.line(stall.kapi, 1, 5900))
    assert check_books() == []


WRITERS = {
    "pdf": "reportlab.pdfgen.canvas.Canvas.showPage",
    "xlsx": "xlsxwriter.workbook.Workbook.close",
}


@pytest.mark.parametrize("error", BROKEN, ids=repr)
@pytest.mark.parametrize("form", WRITERS)
def test_paper_library_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, error: Exception
) -> None:
    path, paper = tmp_path / "สมุด.samut", tmp_path / f"paper.{form}"
    path.write_bytes(made()["book"])
    paper.write_bytes(b"an older paper")

    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    said = io.StringIO()
    monkeypatch.setattr(WRITERS[form], fail)
    monkeypatch.setattr(sys, "stderr", said)
    arguments = ["report", str(path), "monthly", "--month", "2569-10", "--format", form, "-o", str(paper)]
    code = command_line(arguments)
    monkeypatch.undo()
    told = said.getvalue()
    there, wrong = looked_at(path)
    lost = code != 3 or len(told.splitlines()) != 1 or there != documents_in("book")
    tried(f"library fails: {form}", refused=not lost, lost=lost, corrupt=bool(wrong))
    assert code == 3
    assert len(told.splitlines()) == 1, told
    assert paper.read_bytes() == b"an older paper"
    assert there == documents_in("book")
    assert wrong == ""


@pytest.mark.parametrize("error", BROKEN, ids=repr)
@pytest.mark.parametrize("part", ["escpos.printer.Dummy.image", "PIL.Image.Image.save", "segno.make"])
def test_slip_library_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, error: Exception
) -> None:
    """The paper is made after the sale: it fails, the sale stays, and the next paper comes."""
    stall = Stall(tmp_path)
    number = stall.sell(stall.line(stall.kapi, 1, 5900)).posted.number
    library()
    slip.qr_squares.cache_clear()
    form = "png" if part.startswith("PIL") else "escpos"

    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    def paper() -> bytes:
        return render(build(stall.session, "receipt", Question(document=number)), form)

    monkeypatch.setattr(part, fail)
    if part == "segno.make":
        with pytest.raises(type(error)):
            slip.qr_squares("a")
    else:
        with pytest.raises(type(error)):
            paper()
    monkeypatch.undo()
    tried("library fails: slip", refused=1)
    assert len(paper()) > 100
    assert number in numbers()
    assert check_books() == []


@pytest.mark.parametrize(
    "to",
    [sending.FilePrinter(Path("/dev/full")), sending.NetworkPrinter("localhost", 1)],
    ids=["full", "nobody there"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_printer_does_not_answer(tmp_path: Path, to: sending.Destination) -> None:
    stall = Stall(tmp_path)
    number = stall.sell(stall.line(stall.kapi, 1, 5900)).posted.number
    data = render(build(stall.session, "receipt", Question(document=number)), "escpos")
    with pytest.raises(SamutError):
        sending.send(data, to)
    tried("printer does not answer", refused=1)
    assert number in numbers()
    assert check_books() == []
