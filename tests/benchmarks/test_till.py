"""How the till feels: a key in the search, a line in the cart, Enter to a sale on the disk; by the clock."""

import datetime as dt
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.queries.integrity import check_books
from app.queries.sales import count_documents
from app.services.books import close_book, open_book
from app.services.sample import make_sample
from app.settings import MachineSettings
from tests.benchmarks.beside import FULL, Bench, Measured, size
from tests.benchmarks.conftest import KEPT, SIZES, made
from tests.ui.keys import press
from tests.ui.test_sell_page import Till
from ui import theme
from ui.pages.sell.stage import View

TYPED = ("กะปิ", "น้ำยา", "ข้าว", "ชาห", "สมุน", "กาแ")
PRODUCTS = (300, 20_000) if FULL else (24,)


def of_products(products: int) -> Path:
    """A small book of so many goods, photos among them; made once and kept."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"goods-{products}.samut"
    if not path.exists():
        part = path.with_name(f"part-{path.name}")
        make_sample(part, products=products)
        close_book()
        part.replace(path)
    return path


@pytest.fixture(params=[*(("goods", count) for count in PRODUCTS), ("documents", SIZES[-1])], ids=str)
def till(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: Any, qapp: QApplication
) -> Iterator[tuple[Till, str]]:
    """A till, and what its book holds."""
    kind, count = request.param
    path = tmp_path / "till.samut"
    shutil.copyfile(of_products(count) if kind == "goods" else made(count), path)
    theme.apply(qapp, look=theme.Mode.LIGHT, percent=100)
    session = open_book(path)
    till = Till(qtbot, qapp, session, MachineSettings(printer_kind="none"))
    yield till, f"{count:,} {kind}" if count else "the small sample"
    till.close()
    close_book()


def timed(step: Callable[[], object], window: Any) -> float:
    """Seconds until a step is done and painted."""
    start = time.perf_counter()
    step()
    QApplication.processEvents()
    window.repaint()
    return time.perf_counter() - start


def pay(at: Till) -> None:
    """Press Enter on the exact cash; back when the sale is on the disk and the page says so."""
    press(at.focus(), Qt.Key.Key_Return, "\r", at_ms=at.later())
    deadline = time.monotonic() + 10
    while not at.is_at(View.DONE) and time.monotonic() < deadline:
        QApplication.processEvents()
    assert at.is_at(View.DONE)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def test_the_till(bench: Bench, till: tuple[Till, str]) -> None:
    at, book = till
    keys: list[float] = []
    lines: list[float] = []
    sales: list[float] = []
    before = count_documents(dt.date.min, dt.date.max)
    rounds = size(2, 40)
    for number in range(rounds):
        for sign in TYPED[number % len(TYPED)]:
            keys.append(timed(partial(at.type, sign), at.window))
        at.page.goods.clear()
        grid = at.page.goods.grid
        for tile in range(min(8, len(grid.tiles.tiles))):
            lines.append(timed(partial(grid.clicked.emit, grid.tiles.index(tile)), at.window))
            if at.page.cart_view.ask.isVisible():
                at.key(Qt.Key.Key_Escape)
        assert at.cart.lines
        at.key(Qt.Key.Key_F2)
        at.enter()
        sales.append(timed(partial(pay, at), at.window))
        at.settle()  # the slip, and what is left of the goods
        at.enter()
    assert count_documents(dt.date.min, dt.date.max) == before + rounds
    if not FULL:
        assert check_books() == []
    bench.several(
        [
            Measured(
                f"till, {what}, p95, {book}",
                None,
                p95(times),
                limit,
                f"median {statistics.median(times) * 1000:.1f} ms",
            )
            for what, times, limit in (
                ("key in the search", keys, 0.016),
                ("line into the cart", lines, 0.016),
                ("Enter to a sale on the disk", sales, 0.1),
            )
        ]
    )
