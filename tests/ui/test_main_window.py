"""The window: places made on first visit, kept as they were left, told what changed; keys, language, look."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.changes import Changes
from app.i18n import N_, _, language, set_language
from tests.ui.keys import front, press, type_text
from ui import theme
from ui.hits import Hit, matches
from ui.main_window import MainWindow
from ui.page import PageBase, PageSpec, Shortcut, WindowCallbacks
from ui.widgets.basics import Button


class Place(PageBase):
    """A page that notes what it is told."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.refreshed: list[Changes] = []
        self.opened: list[str] = []
        self.pressed: list[str] = []
        self.closable = True
        self.edit = QLineEdit()
        self.edit.setAccessibleName("entry")
        self.tool = Button(f"tool of {name}")
        self.caption = QLabel(_("Today"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.edit)
        layout.addWidget(self.caption)
        self.setFocusProxy(self.edit)

    def tools(self):
        return [self.tool]

    def refresh(self, changes):
        self.refreshed.append(changes)

    def retranslate(self):
        self.caption.setText(_("Today"))

    def shortcuts(self):
        return [Shortcut("F9", f"pay in {self.name}", self._pay), Shortcut("1…9", "count")]

    def _pay(self):
        self.pressed.append("F9")

    def open(self, argument):
        self.opened.append(argument)

    def may_leave(self):
        return self.closable


@pytest.fixture
def made():
    return []


@pytest.fixture
def remembered():
    return {}


@pytest.fixture
def window(qtbot, qapp, runner, made, remembered):
    def factory(key):
        def make():
            made.append(key)
            return Place(key)

        return make

    specs = [
        PageSpec("home", N_("Today"), "house", factory("home")),
        PageSpec("sell", N_("Calendar"), "shopping-cart", factory("sell"), "F2", full_screen=True),
        PageSpec("stock", N_("List"), "package", factory("stock")),
        PageSpec("settings", N_("Language"), "settings", factory("settings"), bottom=True),
    ]
    built = MainWindow(
        qapp,
        specs,
        runner,
        callbacks=WindowCallbacks(remember=remembered.__setitem__),
        book_name="บ้านปลายคลอง",
        user_name="สมศรี",
    )
    qtbot.addWidget(built)
    built.resize(1366, 768)
    front(qtbot, built)
    built.show_page("home")
    yield built
    built.messages.uninstall()


def page(window, key) -> Place:
    return window.page(key)


def test_pages_are_made_on_their_first_visit_and_kept(window, made):
    assert made == ["home"]
    window.show_page("sell")
    page(window, "sell").edit.setText("half typed")
    window.show_page("home")
    window.show_page("sell")
    assert made == ["home", "sell"]
    assert page(window, "sell").edit.text() == "half typed"


def test_first_visit_reads_everything_once(window):
    assert page(window, "home").refreshed == [Changes.EVERYTHING]
    window.show_page("home")
    assert page(window, "home").refreshed == [Changes.EVERYTHING]


def test_changes_reach_the_front_at_once_and_others_when_they_come_back(window, runner):
    window.show_page("sell")
    runner.changed.emit(Changes.SALES)
    runner.changed.emit(Changes.STOCK)
    assert page(window, "sell").refreshed[1:] == [Changes.SALES, Changes.STOCK]
    assert page(window, "home").refreshed == [Changes.EVERYTHING]
    window.show_page("home")
    assert page(window, "home").refreshed[1:] == [Changes.SALES | Changes.STOCK]
    assert window.status._parts["saved"].raw().startswith("Saved")


def test_page_of_unknown_place_changes_nothing(window):
    window.show_page("nowhere")
    assert window.current_key() == "home"


def test_header_shows_title_and_only_the_tools_of_the_page(window):
    window.show_page("stock")
    assert window.header.title() == "List"
    assert "List" in window.windowTitle()
    assert "บ้านปลายคลอง" in window.windowTitle()
    assert page(window, "stock").tool.isVisible()
    assert not page(window, "home").tool.isVisible()


@pytest.mark.parametrize(
    ("key", "modifiers", "place"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "sell"),
        (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier, "stock"),
        (Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier, "settings"),
    ],
)
def test_keys_lead_to_places(window, key, modifiers, place):
    QTest.keyClick(window, key, modifiers)
    assert window.current_key() == place


def test_page_keys_work_only_in_front(window):
    window.show_page("sell")
    QTest.keyClick(page(window, "sell").edit, Qt.Key.Key_F9)
    window.show_page("home")
    QTest.keyClick(page(window, "home").edit, Qt.Key.Key_F9)
    assert page(window, "sell").pressed == ["F9"]
    assert page(window, "home").pressed == ["F9"]


def test_click_in_the_sidebar_leads_to_the_place(window):
    button = window.sidebar._buttons["stock"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.current_key() == "stock"
    assert button.isChecked()
    assert not window.sidebar._buttons["home"].isChecked()
    assert button.accessibleName() == "List"


@pytest.mark.parametrize(("width", "folded"), [(1366, False), (1025, False), (1024, True), (900, True)])
def test_sidebar_folds_to_icons_on_narrow_windows(window, width, folded):
    window.resize(width, 600)
    assert window.sidebar.folded() is folded
    assert window.sidebar._buttons["home"].accessibleName() == "Today"
    assert bool(window.sidebar._buttons["home"].text()) is not folded


def test_wish_to_fold_wins_and_is_remembered(window, remembered):
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.folded()
    assert remembered["sidebar_folded"] is True
    window.resize(1300, 700)
    assert window.sidebar.folded()


def test_places_of_another_role_are_hidden_from_sidebar_and_palette(window):
    window.set_places(["home", "sell"])
    assert not window.sidebar.is_shown("stock")
    window.open_palette()
    assert [hit.title for hit in window.palette_box.model.hits] == ["Today", "Calendar"]


def test_palette_finds_pages_in_both_languages_and_visits_them(window, qtbot):
    set_language("th")
    window.switch_language("th")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.palette_box
    assert box.isVisible()
    type_text(box.edit, "calen")
    press(box.edit, Qt.Key.Key_Return)
    assert window.current_key() == "sell"
    assert box.isHidden()


def test_palette_asks_every_source_and_arrows_choose(window, qtbot):
    done: list[Any] = []

    def provider(text):
        return [
            Hit(f"{word} {text}", "Product", "package", partial(done.append, word)) for word in "ab" if text
        ]

    window.add_provider(provider)
    window.open_palette()
    box = window.palette_box
    type_text(box.edit, "zz")
    qtbot.waitUntil(lambda: len(box.model.hits) == 2)
    press(box.edit, Qt.Key.Key_Down)
    press(box.edit, Qt.Key.Key_Return)
    assert done == ["b"]


def test_palette_says_when_nothing_is_found_and_escape_gives_the_focus_back(window, qtbot):
    edit = page(window, "home").edit
    edit.setFocus()
    window.open_palette()
    type_text(window.palette_box.edit, "qqqq")
    qtbot.waitUntil(lambda: not window.palette_box.nothing.isHidden())
    press(window.palette_box.edit, Qt.Key.Key_Escape)
    assert window.palette_box.isHidden()
    assert window.focusWidget() is edit


@pytest.mark.parametrize(
    ("typed", "found"), [("กะปิ ผง", True), ("ผง กะปิ", True), ("kapi", True), ("เกลือ", False), ("", True)]
)
def test_words_match_in_any_order_and_folded(typed, found):
    assert matches(typed, "กะปิผงรสวาซาบิ", "KAPI-01") is found


def test_language_switch_keeps_what_is_typed(window, remembered):
    home = page(window, "home")
    home.edit.setText("half typed")
    window.switch_language("th")
    assert language() == "th"
    assert window.header.title() == "วันนี้"
    assert home.caption.text() == "วันนี้"
    assert window.sidebar._buttons["settings"].accessibleName() == "ภาษา"
    assert home.edit.text() == "half typed"
    assert remembered["language"] == "th"
    window.switch_language("en")
    assert window.header.title() == "Today"


def test_look_switch_is_live_and_remembered(window, qapp, remembered):
    before = window.grab().toImage().pixelColor(600, 400).lightness()
    window.switch_look(look=theme.Mode.DARK, percent=150)
    after = window.grab().toImage().pixelColor(600, 400).lightness()
    assert before > 200
    assert after < 60
    assert remembered["look"] == "dark"
    assert remembered["scale"] == 150
    assert window.header.title_label.fontInfo().pixelSize() == 33


def test_menu_has_language_size_and_look_with_the_current_one_marked(window):
    menu = window.make_menu()
    subs = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    assert set(subs) == {"Language", "Type size", "Look"}
    marked = {name: [a.text() for a in sub.actions() if a.isChecked()] for name, sub in subs.items()}
    assert marked == {"Language": ["English"], "Type size": ["100 %"], "Look": ["Light"]}
    next(a for a in subs["Language"].actions() if a.data() == "th").trigger()
    assert language() == "th"
    menu.deleteLater()


def test_cheat_sheet_lists_the_keys_of_the_page_in_front(window):
    window.show_page("sell")
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window._cheat_sheet
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert "pay in sell" in words
    assert "F9" in words
    assert "Ctrl+K" in words
    assert "F2" in words
    sheet.accept()


def test_f11_gives_the_page_the_whole_window(window):
    window.show_page("sell")
    window.toggle_full_screen()
    assert window.isFullScreen()
    assert window.sidebar.isHidden()
    assert window.header.isHidden()
    window.toggle_full_screen()
    assert not window.isFullScreen()
    assert not window.sidebar.isHidden()
    assert not window.header.isHidden()


def test_full_screen_of_other_pages_keeps_the_header(window):
    window.toggle_full_screen()
    assert not window.header.isHidden()
    window.toggle_full_screen()


def test_link_opens_a_page_at_its_place(window):
    window.open_at("stock", "KAPI-01")
    assert window.current_key() == "stock"
    assert page(window, "stock").opened == ["KAPI-01"]


def test_page_may_keep_the_window_open(window, remembered):
    window.show_page("sell")
    page(window, "sell").closable = False
    window.show_page("home")
    window.close()
    assert window.isVisible()
    assert window.current_key() == "sell"
    page(window, "sell").closable = True
    window.close()
    assert not window.isVisible()
    assert isinstance(remembered["geometry"], bytes)


def test_place_of_the_window_is_restored(window, remembered):
    window.resize(800, 600)
    window.close()
    window.resize(1000, 500)
    window.restore_place(remembered["geometry"], folded=True)
    assert (window.width(), window.height()) == (800, 600)
    assert window.sidebar.folded()


def test_error_without_a_place_is_shown(window, runner, qtbot):
    from app.errors import UserError

    class EmptyBookError(UserError):
        message = "The book is empty."

    def work():
        raise EmptyBookError

    with qtbot.waitSignal(runner.unhandled):
        runner.run(window, work)
    assert window.status.message.raw() == "The book is empty."


def test_widget_that_is_no_page_is_refused(qtbot, qapp, runner):
    window = MainWindow(qapp, [PageSpec("x", "Today", "house", QWidget)], runner)
    qtbot.addWidget(window)
    with pytest.raises(TypeError):
        window.show_page("x")


def test_every_control_of_the_frame_is_reached_by_tab_and_has_a_name(window):
    from PySide6.QtWidgets import QAbstractButton

    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert button.accessibleName() or button.text(), button
    reached = set()
    window.sidebar.fold_button.setFocus()
    widget = window.focusWidget()
    for _step in range(40):
        reached.add(widget)
        widget = widget.nextInFocusChain()
    for wanted in (window.sidebar.menu_button, window.header.find_button, page(window, "home").edit):
        assert wanted in reached
        assert wanted.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_keys_of_places_do_not_collide(window):
    keys = [QKeySequence(spec.shortcut).toString() for spec in window._specs.values() if spec.shortcut]
    keys += [f"Ctrl+{number}" for number in range(1, 10)] + ["Ctrl+K", "F1", "F11", "Ctrl+B", "Ctrl+Q"]
    assert len(keys) == len(set(keys))


def test_long_work_is_seen_in_the_sidebar_and_short_work_is_not(window):
    bar = window.sidebar.busy_bar
    window.sidebar.set_busy(True)
    assert bar.isHidden()
    window.sidebar._loading._on_late()
    assert not bar.isHidden()
    window.sidebar.set_busy(False)
    assert bar.isHidden()


@pytest.mark.parametrize("percent", [100, 150])
def test_what_was_done_covers_no_button_of_a_page(qapp, window, percent):
    theme.apply(qapp, percent=percent)
    toast = window.toast
    for words in ("Saved.", "A long sentence that goes on and on. " * 8):
        for width, height in ((1366, 768), (1024, 600)):
            window.messages.done(words, "Undo it", list)
            window.resize(width, height)
            qapp.processEvents()
            assert toast.isVisible()
            assert window.status.geometry().contains(toast.geometry()), (words[:6], width)
            assert toast.height() >= toast.minimumSizeHint().height(), "nothing of it is cut"
    assert toast.button.geometry().right() <= toast.width()
