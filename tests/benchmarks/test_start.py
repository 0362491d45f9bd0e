"""From nothing to the painted Sell page of a grown book, beside a bare window: new processes, one by one."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.beside import FULL, ROOT, Bench
from tests.benchmarks.conftest import SIZES, made

ROUNDS = 9 if FULL else 1
NOT_AT_START = ("reportlab", "openpyxl", "PIL", "cryptography", "argon2", "segno", "nlpo3")
"""Packages that are loaded on first use."""

TELL = """
import json, os, sys, time
from pathlib import Path

def tell():
    status = Path("/proc/self/status").read_text().splitlines()
    high = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    packages = sorted({name.split(".")[0] for name in sys.modules})
    print(json.dumps([time.process_time(), high / 1024, packages]))
    sys.stdout.flush()
    os._exit(0)
"""
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, tell)

app = QApplication([])
window = Window()
window.resize(1280, 760)
window.show()
app.exec()
"""
OURS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.settings import load_machine
from ui import theme
from ui.program import Program
from ui.widgets.product_grid import TileDelegate

app = QApplication([])
theme.apply(app)
program = Program(app)
assert program.open(Path(sys.argv[1]))
draw = TileDelegate.paint

def paint(self, *arguments):
    draw(self, *arguments)
    QTimer.singleShot(0, tell)

TileDelegate.paint = paint
program.go_to("sell", "")
app.exec()
"""
RECEIPT = """
from reports.render.receipt_pdf import render_receipt_pdf
from tests.reports.render import papers

assert render_receipt_pdf(papers.receipt(), "80").startswith(b"%PDF")
tell()
"""


def _start(code: str, home: Path, *arguments: str) -> tuple[float, float, list[str]]:
    """Processor seconds from the start of the process to the first picture, peak MB, packages loaded."""
    places = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME")}
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "bytecode")
    done = subprocess.run(
        [sys.executable, "-c", TELL + code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seconds, megabytes, packages = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes, packages


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own; one start each has filled its bytecode, as every start but the first finds it."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the memory of a process is read from /proc")
    return tmp_path


@pytest.mark.parametrize("documents", SIZES)
def test_first_picture_of_the_sell_page(bench: Bench, home: Path, documents: int) -> None:
    """Processor time of a start; what is loaded on first use only is not there, memory stays small."""
    book = home / "book.samut"
    shutil.copyfile(made(documents), book)
    _start(OURS, home, str(book))
    bare: list[float] = []
    ours: list[float] = []
    for _round in range(ROUNDS):
        bare.append(_start(BARE, home)[0])
        seconds, megabytes, packages = _start(OURS, home, str(book))
        ours.append(seconds)
    assert not set(NOT_AT_START) & set(packages)
    bench.given(
        f"first picture of Sell, {documents:,} documents", bare, ours, limit=1.7, note=f"{megabytes:.0f} MB"
    )
    assert megabytes <= 150


def test_one_receipt_in_a_new_process(bench: Bench, home: Path) -> None:
    """From nothing to the bytes of one receipt, processor time."""
    _start(RECEIPT, home)
    times = [_start(RECEIPT, home)[0] for _round in range(ROUNDS)]
    bench.known("receipt PDF, 80 mm, new process", statistics.median(times), limit=0.15)
