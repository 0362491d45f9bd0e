"""Language, look and size of type on this computer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.i18n import _, language
from app.settings import change_machine, load_machine
from ui import theme
from ui.pages.settings.saving import Saver, SettingsCard
from ui.person_menu import MODE_MSGIDS, looks_of, size_words
from ui.widgets.arrange import row
from ui.widgets.basics import SegmentedControl
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class WindowControls:
    """What of the window the page may switch."""

    switch_language: Callable[[str], None]
    switch_look: Callable[[theme.Mode], None]
    switch_scale: Callable[[int], None]


class ComputerCard(SettingsCard):
    """What belongs to this computer and not to the book."""

    def __init__(
        self,
        saver: Saver,
        window: WindowControls,
        *,
        is_household: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(saver, parent)
        self._window = window
        self._is_household = is_household
        self.language = SegmentedControl([("th", "ภาษาไทย"), ("en", "English")])
        self.language.chosen.connect(self._on_language_chosen)
        self.look = SegmentedControl()
        self.look.chosen.connect(self._on_look_chosen)
        self.scale = SegmentedControl()
        self.scale.chosen.connect(self._on_scale_chosen)
        self.sounds = SegmentedControl([(True, ""), (False, "")])
        self.sounds.chosen.connect(self._on_sounds_chosen)
        self.labels = [Label("", type="small", tone="soft") for _index in range(4)]
        self.controls = (self.language, self.look, self.scale, self.sounds)
        for label, control in zip(self.labels, self.controls, strict=True):
            self.add(label)
            self.add(row(control, -1))
            if is_household and control is self.sounds:  # no till at home
                label.hide()
                control.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("This computer"))
        words = (_("Language"), _("Look"), _("Type size"), _("Sounds at the till (the computer's own beep)"))
        for label, control, text in zip(self.labels, self.controls, words, strict=True):
            label.setText(text)
            control.setAccessibleName(text)
        looks = looks_of(is_household=self._is_household)
        self.look.set_choices([(mode, _(MODE_MSGIDS[mode])) for mode in looks])
        sizes = size_words(is_household=self._is_household)
        self.scale.set_choices([(int(percent), words) for percent, words in sizes.items()])
        self.sounds.set_choices([(True, _("on")), (False, _("off"))])
        self.sounds.set_key(load_machine().sounds)
        self.language.set_key(language())
        self.look.set_key(theme.mode())
        self.scale.set_key(theme.scale())

    @Slot(object)
    def _on_language_chosen(self, code: object) -> None:
        self._window.switch_language(str(code))

    @Slot(object)
    def _on_look_chosen(self, mode: object) -> None:
        self._window.switch_look(theme.Mode(str(mode)))

    @Slot(object)
    def _on_sounds_chosen(self, on: object) -> None:
        change_machine(sounds=bool(on))
        if on:
            QApplication.beep()  # so it will sound: whoever hears nothing turns the computer up

    @Slot(object)
    def _on_scale_chosen(self, percent: object) -> None:
        if isinstance(percent, int):
            self._window.switch_scale(percent)
