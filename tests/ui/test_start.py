"""The first screen: a book is made, opened or brought back; what goes wrong is one sentence."""

import datetime as dt
import shutil

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest

from app.errors import SamutError
from app.i18n import set_language
from app.services import sample
from app.services.backup import back_up_to
from app.services.books import close_book, create_book, open_book
from tests.builders import book_file
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall
from tests.ui.keys import front, press, type_text
from ui.book_folder import file_name, free_path
from ui.start import StartView
from ui.start_restore import plan_restore

__all__ = ["_no_book_left_open", "_own_machine_settings"]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def documents(tmp_path, monkeypatch):
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    return folder / "Samut"


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def make(qtbot, runner, documents, chosen):
    def made(*recent):
        view = StartView(runner, [str(each) for each in recent])
        qtbot.addWidget(view)
        view.resize(1024, 600)
        view.book_chosen.connect(chosen.append)
        front(qtbot, view)
        return view

    return made


def settle(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)


def sentence(view):
    assert view.banner.isVisible()
    return view.banner.label.raw()


def test_a_book_is_made_with_a_name_and_enter(qtbot, runner, make, documents, chosen):
    view = make()
    assert view.name.edit.hasFocus()
    type_text(view.name.edit, "กลุ่มแม่บ้าน/ริมคลอง")
    press(view.name.edit, Qt.Key.Key_Return)
    settle(qtbot, runner)
    assert chosen == [documents / "กลุ่มแม่บ้านริมคลอง.samut"]
    assert chosen[0].exists()
    open_book(chosen[0])


def test_a_second_book_of_the_name_takes_another_file(qtbot, runner, make, documents, chosen):
    documents.mkdir()
    book_file(documents, "กลุ่ม.samut")
    view = make()
    type_text(view.name.edit, "กลุ่ม")
    QTest.mouseClick(view.new_button, LEFT)
    settle(qtbot, runner)
    assert [path.name for path in chosen] == ["กลุ่ม 2.samut"]


def test_a_name_is_needed(qtbot, runner, make, chosen):
    view = make()
    QTest.mouseClick(view.new_button, LEFT)
    settle(qtbot, runner)
    assert chosen == []
    assert view.name.error()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a/b\\c:d", "abcd.samut"),
        ("...", "Samut.samut"),
        ("=1+1", "=1+1.samut"),
        ("x" * 500, "x" * 80 + ".samut"),
    ],
)
def test_file_names_suit_every_system(name, wanted):
    assert file_name(name) == wanted


def test_a_free_path_never_is_a_file_that_exists(tmp_path):
    for wanted in ("a.samut", "a 2.samut", "a 3.samut"):
        path = free_path(tmp_path, "a.samut")
        assert path.name == wanted
        path.touch()


def test_a_recent_book_is_one_click(qtbot, make, tmp_path, chosen):
    book = book_file(tmp_path)
    view = make(book, tmp_path / "gone.samut")
    assert view.recent_box.count() == 1
    QTest.mouseClick(view.recent_box.itemAt(0).widget(), LEFT)
    assert chosen == [book]


def test_what_was_typed_stays_when_the_folder_cannot_be_made(qtbot, runner, make, documents, chosen):
    documents.touch()  # a file lies where the folder should be
    view = make()
    type_text(view.name.edit, "กลุ่ม")
    press(view.name.edit, Qt.Key.Key_Return)
    settle(qtbot, runner)
    assert "folder" in sentence(view)
    assert view.name.text() == "กลุ่ม"
    assert view.new_button.isEnabled()
    assert chosen == []


def test_the_sample_shows_progress_and_can_be_cancelled(qtbot, runner, make, documents, chosen, monkeypatch):
    def slow(path, progress):
        path.touch()
        for done in range(2_000):
            progress(done, 2_000)
            QTest.qSleep(2)

    monkeypatch.setattr(sample, "make_sample", slow)
    view = make()
    QTest.mouseClick(view.sample_button, LEFT)
    qtbot.waitUntil(lambda: view.waiting.bar.value() > 0)
    assert view.waiting.isVisible()
    assert not view.new_button.isEnabled()
    QTest.mouseClick(view.waiting.cancel_button, LEFT)
    settle(qtbot, runner)
    qtbot.waitUntil(view.waiting.isHidden)
    assert chosen == []
    assert list(documents.iterdir()) == []


def test_the_sample_opens_when_it_is_made(qtbot, runner, make, chosen, monkeypatch):
    monkeypatch.setattr(sample, "make_sample", lambda path, progress: create_book(path, name="x"))
    view = make()
    QTest.mouseClick(view.sample_button, LEFT)
    settle(qtbot, runner)
    assert len(chosen) == 1
    assert chosen[0].exists()


def test_a_copy_is_brought_back_after_saying_what_is_lost(qtbot, runner, make, tmp_path, chosen):
    stall = Stall(tmp_path)
    book, copy = tmp_path / "สมุด.samut", tmp_path / "copy.samut"
    back_up_to(stall.session, copy)
    stall.sell(stall.line(stall.kapi, 1, 5_900))
    close_book()
    view = make(book)
    view.look_at_copy(copy)
    settle(qtbot, runner)
    assert view.restore_card.isVisible()
    assert not view.cards.isVisible()
    text = view.restore_card.text.raw()
    assert "1 newer document of “สมุด.samut”" in text
    assert view.restore_card.no_button.hasFocus()
    QTest.mouseClick(view.restore_card.no_button, LEFT)
    assert view.cards.isVisible()
    assert chosen == []
    view.look_at_copy(copy)
    settle(qtbot, runner)
    QTest.mouseClick(view.restore_card.yes_button, LEFT)
    settle(qtbot, runner)
    assert chosen == [book]
    aside = [path for path in tmp_path.glob("*.samut") if "before restore" in path.name]
    assert len(aside) == 1
    session = open_book(book)
    assert session.epoch == 2


def test_a_copy_without_its_book_becomes_one(tmp_path, documents):
    stall = Stall(tmp_path)
    copy = tmp_path / "สมุด auto 2569-10-05 120000.samut"
    back_up_to(stall.session, copy)
    close_book()
    (tmp_path / "สมุด.samut").unlink()
    folder = tmp_path / "new"
    folder.mkdir()
    plan = plan_restore(copy, [tmp_path / "สมุด.samut"], lambda: folder)
    assert (plan.target, plan.replaces) == (folder / "สมุด.samut", False)
    assert plan.preview.last_day == dt.date(2026, 10, 5).isoformat()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no book at all" * 100])
def test_a_file_that_is_no_copy_gets_one_sentence(qtbot, runner, make, tmp_path, content):
    wrong = tmp_path / "report.samut"
    wrong.write_bytes(content)
    view = make()
    view.look_at_copy(wrong)
    settle(qtbot, runner)
    assert "report.samut" in sentence(view)
    assert wrong.read_bytes() == content
    assert view.cards.isVisible()


def test_errors_are_sentences_of_the_language(make, thai):
    view = make()

    class FullError(SamutError):
        message = "“{name}” is already open in another window."

    view.show_error(FullError(name="สมุด.samut"))
    assert "สมุด.samut" in sentence(view)
    assert "already" not in sentence(view)


def test_the_language_is_switched_from_the_first_screen(make):
    view = make()
    asked: list[str] = []
    view.language_chosen.connect(asked.append)
    QTest.mouseClick(view.language_button, LEFT)
    assert asked == ["th"]
    set_language("th")
    view.retranslate()
    texts = [
        view.new_button.text(),
        view.open_button.text(),
        view.sample_button.text(),
        view.restore_button.text(),
    ]
    assert not [each for each in texts if any("a" <= sign.lower() <= "z" for sign in each)]


def test_everything_fits_the_smallest_window(make, tmp_path):
    view = make(*(shutil.copy(book_file(tmp_path), tmp_path / f"{n}.samut") for n in range(4)))
    assert view.width() == 1024
    assert view.height() == 600
    assert view.cards.width() <= 1024
