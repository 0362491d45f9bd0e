"""The menu behind the person's name: language, type size, look, switch of person and book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import N_, _, language
from ui import theme
from ui.page import WindowCallbacks

LANGUAGE_NAMES = {"th": "ภาษาไทย", "en": "English"}
MODE_MSGIDS = {
    theme.Mode.LIGHT: N_("Light"),
    theme.Mode.DARK: N_("Dark"),
    theme.Mode.MARKET: N_("Market daylight"),
}


SIZE_MSGIDS = {
    100: N_("Ordinary"),
    125: N_("A little larger"),
    150: N_("Large"),
    200: N_("Read from two metres away"),
}


def looks_of(*, is_household: bool) -> tuple[theme.Mode, ...]:
    """The looks that are offered: a household has no stall in daylight."""
    return tuple(look for look in theme.Mode if not (is_household and look is theme.Mode.MARKET))


def size_words(*, is_household: bool) -> dict[str, str]:
    """The sizes of type: percent for those who keep a group's book, words for a household."""
    if is_household:
        return {str(percent): _(SIZE_MSGIDS[percent]) for percent in theme.SCALES}
    return {str(percent): f"{percent} %" for percent in theme.SCALES}


@dataclass(frozen=True, slots=True)
class MenuSlots:
    """What the window does when a line is chosen; the action carries the choice as its data."""

    language: Callable[[QAction], None]
    scale: Callable[[QAction], None]
    look: Callable[[QAction], None]
    close: Callable[[], object]


def person_menu(parent: QWidget, slots: MenuSlots, callbacks: WindowCallbacks) -> QMenu:
    """The menu, made when it is opened so that it speaks the language that is on."""
    menu = QMenu(parent)
    sizes = size_words(is_household=callbacks.is_household)
    looks = {str(look): _(MODE_MSGIDS[look]) for look in looks_of(is_household=callbacks.is_household)}
    _choices(menu, _("Language"), LANGUAGE_NAMES, language(), slots.language)
    _choices(menu, _("Type size"), sizes, str(theme.scale()), slots.scale)
    _choices(menu, _("Look"), looks, str(theme.mode()), slots.look)
    for msgid, icon, action in callbacks.extra_actions:
        menu.addAction(theme.icon(icon), _(msgid)).triggered.connect(action)
    menu.addSeparator()
    if callbacks.lock is not None and callbacks.may_lock():
        menu.addAction(theme.icon("lock"), _("Lock the screen")).triggered.connect(callbacks.lock)
    if callbacks.switch_user is not None and callbacks.may_lock():
        menu.addAction(theme.icon("users"), _("Switch person")).triggered.connect(callbacks.switch_user)
    if callbacks.close_book is not None:
        menu.addAction(theme.icon("book"), _("Open another book")).triggered.connect(callbacks.close_book)
    menu.addAction(theme.icon("power"), _("Close the program")).triggered.connect(slots.close)
    return menu


def _choices(
    menu: QMenu, title: str, choices: Mapping[str, str], current: str, slot: Callable[[QAction], None]
) -> None:
    sub = menu.addMenu(title)
    group = QActionGroup(sub)
    for key, words in choices.items():
        action = sub.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == current)
        action.setData(key)
        group.addAction(action)
    group.triggered.connect(slot)
