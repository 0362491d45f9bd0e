"""Reads every file of a folder in a process of its own, with bounded memory, and says what came of each.

``python -m tests.hostile.reading KIND FOLDER`` prints one line of JSON per file: its name, what was answered,
whether the file is as it was, and the most memory used so far (kB). A file that kills the process is the
one that was named last.
"""

import hashlib
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from app.domain.document import new_uid
from app.domain.session import Session
from app.errors import SamutError
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.products import ProductFilter, list_products
from app.services import pictures
from app.services.book_errors import FILE_TROUBLE, file_error
from app.services.books import close_book, open_book
from app.services.doors import Credential, look_at
from app.services.drafts import save_draft
from app.services.restoring import preview_restore, restore
from reports.catalogue import Question, build
from reports.common import month_span
from reports.output import render
from tests.stall import DAY
from ui.messages_text import error_text

MOST_KB = 500_000
SECONDS = 600
"""Of the processor, for all files of a folder: only so that a hang ends."""


def highest_kb() -> int:
    """The highest memory of this process so far; ``getrusage`` starts at the mark of whoever started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def read_book(path: Path) -> str:
    """Open a book, check it, read it, write to it, print a month."""
    look_at(path)
    session = open_book(path)
    try:
        return _use(session)
    finally:
        close_book()


def _use(session: Session) -> str:
    findings = check_books()
    list_products(ProductFilter())
    tenders()
    save_draft(session, new_uid(), kind="x", data="{}", label="x")
    if not findings:
        render(build(session, "monthly", Question(month_span(DAY))), "pdf")
    return "opened" if not findings else f"opened, {len(findings)} findings"


def restore_book(path: Path) -> str:
    """Look into a copy and bring it back as a new book."""
    target = path.with_name("target.samut")
    try:
        preview_restore(path, target)
        done = restore(path, target)
        return f"restored, {len(done.findings)} findings"
    finally:
        for each in path.parent.glob("*target*"):
            each.unlink()


def sign_in(path: Path) -> str:
    """Sign in to a book that has people."""
    open_book(path, credential=Credential(name="ผู้นำกลุ่ม", password="x" * 20))
    close_book()
    return "opened"


def read_picture(path: Path) -> str:
    """Take a picture in."""
    made = pictures.prepare(path.read_bytes())
    return f"taken, {len(made.data) + len(made.thumbnail)} bytes"


READERS: dict[str, Callable[[Path], str]] = {
    "book": read_book,
    "backup": restore_book,
    "sign-in": sign_in,
    "picture": read_picture,
}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(kind: str, folder: Path) -> None:
    """Read all files of a folder."""
    read = READERS[kind]
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_KB * 4096, MOST_KB * 4096))
    for path in sorted(folder.glob("*.file")):
        before = _digest(path)
        print(json.dumps({"name": path.name}), flush=True)
        try:
            answer, sentence = read(path), ""
        except SamutError as error:
            answer, sentence = type(error).__name__, error_text(error)
        except FILE_TROUBLE as error:
            answer, sentence = type(error).__name__, error_text(file_error(error, path))
        except BaseException as error:
            answer, sentence = f"accident: {error!r}", ""
        close_book()
        most = highest_kb()
        same = path.is_file() and _digest(path) == before
        print(json.dumps({"answer": answer, "sentence": sentence, "same": same, "kb": most}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
