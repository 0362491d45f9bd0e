"""Whole works on a book's file: made, opened, upgraded, backed up, restored, exported, a month closed.

Each lays out a folder, is done once under a fault, and is judged when all is well again: the old or the new,
whole, and what was answered true.
"""

import contextlib
import datetime as dt
import gzip
import io
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from app.domain.document import new_uid
from app.errors import SamutError
from app.i18n import _
from app.queries.integrity import check_books
from app.services.backup import back_up_to
from app.services.book_errors import DiskFullError
from app.services.books import close_book, create_book, open_book, open_path
from app.services.recosting import preview_recost, recost_month
from app.services.restoring import restore
from app.services.unit_of_work import NotSavedError, UncertainError
from db import connection as book
from db import files
from db.migrate import VERSION
from tests.faults.acts import is_posted
from tests.making import OCT, Workshop
from tests.stall import Stall
from ui.cli import main as command_line

OLD = Path(__file__).parents[1] / "migrations" / "books" / "v1.samut.gz"


@dataclass(frozen=True, slots=True)
class Found:
    """What a work left: a false answer or something missing (``lost``), or a file that is not sound."""

    refused: bool
    lost: str = ""
    corrupt: str = ""


@cache
def made() -> dict[str, bytes]:
    """Books to start from: one with a backup of an earlier day, one with a slip to re-cost, an old one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stall = Stall(folder)
        stall.sell(stall.line(stall.kapi, 1, 5900))
        path, copy, late = open_path(), folder / "copy.samut", folder / "late.samut"
        back_up_to(stall.session, copy)
        stall.sell(stall.line(stall.tea, 1, 8900))
        close_book()
        with Workshop(late) as shop:
            shop.receive("HERB", 50_000, 5_000_00)
            shop.make("BALM", 3_000, shop.from_stock("HERB", 5_000))
            shop.sell("BALM", 2_000, 12_000, on=OCT)
            shop.receive("HERB", 10_000, 3_000_00, on=OCT - dt.timedelta(days=8))
        return {
            "book": path.read_bytes(),
            "copy": copy.read_bytes(),
            "late": late.read_bytes(),
            "old": gzip.decompress(OLD.read_bytes()),
        }


@cache
def documents_in(kind: str) -> list[str]:
    """The numbers in one of the books to start from."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "สมุด.samut"
        path.write_bytes(made()[kind])
        return looked_at(path)[0]


def numbers() -> list[str]:
    """The documents of the open book."""
    return [str(row[0]) for row in book.fetch("SELECT number FROM document ORDER BY id")]


def looked_at(path: Path) -> tuple[list[str], str]:
    """Open a book with all that opening does: its documents, and what is wrong with it."""
    try:
        open_book(path)
        findings = check_books()
        return numbers(), findings[0].text if findings else ""
    except SamutError as error:
        return [], f"{type(error).__name__}: {error}"
    finally:
        close_book()


class Work:
    """One work in a folder of its own; ``book`` is the book's file."""

    name: ClassVar[str]
    kind: ClassVar[str] = "book"
    elsewhere: ClassVar[bool] = True
    """Whether the program's own files and settings lie on the failing disk too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = folder / "สมุด.samut"

    def ready(self) -> None:
        """Lay out the folder while the disk is well."""
        self.book.write_bytes(made()[self.kind])

    def act(self) -> None:
        """Do the work."""
        raise AssertionError

    def judge(self, error: BaseException | None) -> Found:
        """What is there when the disk is well again; the book is closed."""
        raise AssertionError

    def of_book(self, error: BaseException | None, kinds: tuple[str, ...] = ("book",)) -> Found:
        """The book opens, is sound, and holds all documents of one of these."""
        there, wrong = looked_at(self.book)
        missing = not any(there[: len(documents_in(kind))] == documents_in(kind) for kind in kinds)
        return Found(error is not None, untold(error) or ("documents are missing" if missing else ""), wrong)


def untold(error: BaseException | None) -> str:
    """An error without a sentence for a person is a false answer too."""
    return "" if error is None or isinstance(error, SamutError) else f"no sentence for {error!r}"


class Making(Work):
    """A new book."""

    name = "making a book"

    def ready(self) -> None:
        """Nothing lies there."""

    def act(self) -> None:
        """Make it and close it."""
        create_book(self.book, name="กลุ่มทดสอบ")
        close_book()

    def judge(self, error: BaseException | None) -> Found:
        """It is there whole, or not at all."""
        if not self.book.exists():
            return Found(error is not None, untold(error) or ("" if error else "told as made"))
        wrong = looked_at(self.book)[1]
        false = isinstance(error, DiskFullError)  # its sentence ends with "nothing was changed"
        return Found(error is not None, untold(error) or ("told that there is none" if false else ""), wrong)


class Opening(Work):
    """Opening and closing a book of this version."""

    name = "opening and closing"

    def act(self) -> None:
        """Open it and close it."""
        open_book(self.book)
        close_book()

    def judge(self, error: BaseException | None) -> Found:
        """The book is as it was."""
        return self.of_book(error)


class Upgrading(Work):
    """Opening a book of the oldest version."""

    name = "upgrading"
    kind = "old"

    def act(self) -> None:
        """Open it and close it."""
        open_book(self.book)
        close_book()

    def judge(self, error: BaseException | None) -> Found:
        """It is of the old version or of this one, and upgrades then."""
        version = files.identity(self.book)[1]
        if version not in (1, VERSION):
            return Found(error is not None, corrupt=f"version {version}")
        return self.of_book(error, ("old",))


class BackingUp(Work):
    """A backup in place of an older one."""

    name = "backing up"

    def ready(self) -> None:
        """A copy of an earlier day lies on the stick."""
        super().ready()
        self.copy = self.folder / "stick" / "สำรอง.samut"
        self.copy.parent.mkdir()
        self.copy.write_bytes(made()["copy"])

    def act(self) -> None:
        """Copy the open book over the older copy."""
        back_up_to(open_book(self.book), self.copy)

    def judge(self, error: BaseException | None) -> Found:
        """The copy is the old or the new one, whole; the book is as it was."""
        there, wrong = looked_at(self.copy)
        if there not in (documents_in("copy"), documents_in("book")):
            return Found(error is not None, "the copy is neither the old nor the new one", wrong)
        if error is None and there != documents_in("book"):
            return Found(refused=False, lost="told as copied")
        found = self.of_book(error)
        return Found(found.refused, found.lost, found.corrupt or wrong)


class Restoring(Work):
    """An older copy in place of the book."""

    name = "restoring"

    def ready(self) -> None:
        """A closed book and a copy of an earlier day."""
        super().ready()
        self.copy = self.folder / "สำรอง.samut"
        self.copy.write_bytes(made()["copy"])

    def act(self) -> None:
        """Restore the copy."""
        restore(self.copy, self.book)

    def judge(self, error: BaseException | None) -> Found:
        """It is the old book, or the restored one with the old one beside it."""
        there, wrong = looked_at(self.book)
        if there == documents_in("book"):
            return Found(error is not None, untold(error) or ("" if error else "told as restored"), wrong)
        aside = [
            path
            for path in self.folder.glob("สมุด (before*.samut")
            if looked_at(path)[0] == documents_in("book")
        ]
        if there != documents_in("copy") or not aside:
            return Found(error is not None, "documents are missing", wrong)
        false = isinstance(error, DiskFullError)  # its sentence ends with "nothing was changed"
        return Found(error is not None, untold(error) or ("told as unchanged" if false else ""), wrong)


class Exporting(Work):
    """A list for a spreadsheet, in place of an older one, from the command line."""

    name = "exporting"
    elsewhere = False

    def ready(self) -> None:
        """A closed book and an older list."""
        super().ready()
        self.list = self.folder / "stick" / "รายวัน.csv"
        self.list.parent.mkdir()
        self.list.write_bytes(b"an older list")
        self.said = io.StringIO()
        self.answer = -1

    def act(self) -> None:
        """Export it."""
        arguments = ["export", str(self.book), "journal", "--format", "csv", "-o", str(self.list)]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(self.said):
            self.answer = command_line(arguments)

    def judge(self, error: BaseException | None) -> Found:
        """The list is the old or the new one, whole; a refusal is one sentence."""
        is_new = self.list.read_bytes() == _truth("journal")
        if not is_new and self.list.read_bytes() != b"an older list":
            return Found(refused=True, lost="half a list")
        if self.answer == 0 and not is_new:
            return Found(refused=False, lost="told as written")
        if self.answer != 0 and len(self.said.getvalue().splitlines()) != 1:
            return Found(refused=True, lost=f"no sentence: {self.said.getvalue()!r}")
        found = self.of_book(error)
        return Found(self.answer != 0, found.lost, found.corrupt)


@cache
def _truth(what: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "สมุด.samut"
        path.write_bytes(made()["book"])
        arguments = ["export", str(path), what, "--format", "csv", "-o", f"{name}/list.csv"]
        with contextlib.redirect_stdout(io.StringIO()):
            assert command_line(arguments) == 0
        return (Path(name) / "list.csv").read_bytes()


class ClosingMonth(Work):
    """Re-costing a month, as before it is closed, and closing the book."""

    name = "re-costing a month and closing"
    kind = "late"

    def ready(self) -> None:
        """A slip came late."""
        super().ready()
        self.uid = new_uid()

    def act(self) -> None:
        """Re-cost the month."""
        recost_month(open_book(self.book), OCT.replace(day=1), uid=self.uid)
        close_book()

    def judge(self, error: BaseException | None) -> Found:
        """Re-costed once, or not yet."""
        session = open_book(self.book)
        there = is_posted(self.uid)
        left = not preview_recost(session, OCT.replace(day=1)).is_empty
        close_book()
        false = ""
        if there is left:
            false = "half re-costed"
        elif error is None and not there:
            false = "told as saved"
        elif isinstance(error, NotSavedError) and not isinstance(error, UncertainError) and there:
            false = "told as not saved"
        found = self.of_book(error, ("late",))
        return Found(found.refused, false or found.lost, found.corrupt)


class ASale(Work):
    """Opening, selling and closing, with nothing in memory."""

    name = "opening, selling, closing"
    elsewhere = False

    def act(self) -> None:
        """Open, sell, close."""
        self.said = io.StringIO()
        arguments = ["sell", str(self.book), "--item", "KAPI=1", "--cash", "59", "--date", "2569-10-05"]
        with contextlib.redirect_stdout(self.said), contextlib.redirect_stderr(self.said):
            self.answer = command_line(arguments)

    def judge(self, error: BaseException | None) -> Found:
        """A sale that was answered is there; a refusal is one sentence."""
        found = self.of_book(error)
        there = len(looked_at(self.book)[0]) - len(documents_in("book"))
        false = ""
        uncertain = self.said.getvalue().startswith(
            _(UncertainError.message).partition("{")[0]
        ) and there in (0, 1)
        if there != (self.answer == 0) and not uncertain:
            false = f"told {self.answer}, and {there} are there"
        if self.answer != 0 and len(self.said.getvalue().splitlines()) != 1:
            false = f"no sentence: {self.said.getvalue()!r}"
        return Found(self.answer != 0, false or found.lost, found.corrupt)


WORKS: tuple[type[Work], ...] = (
    Making,
    Opening,
    ASale,
    Upgrading,
    BackingUp,
    Restoring,
    Exporting,
    ClosingMonth,
)
