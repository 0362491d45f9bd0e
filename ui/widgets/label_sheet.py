"""Choosing the sheet of labels that lies in the printer; this computer keeps what was used last."""

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.settings import change_machine, load_machine
from reports import goods_labels, letters, packing
from reports.letters import USUAL_FORMAT
from reports.model import LabelFormat
from ui.widgets.choosing import Choice, SimpleChoice

_SHEETS: Mapping[str, Mapping[str, LabelFormat]] = {
    goods_labels.SHELF: goods_labels.FORMATS,
    goods_labels.GOODS: goods_labels.FORMATS,
    letters.LABELS: letters.FORMATS,
    packing.LABELS: letters.FORMATS,
}
"""By the report's name, the sheets that it can be printed on."""


def usual_sheet(formats: Mapping[str, LabelFormat], otherwise: str) -> str:
    """The sheet that this computer's printer holds, if labels of this kind come on it."""
    kept = load_machine().label_sheet
    return kept if kept in formats else otherwise


def sheet_of(kind: str) -> str:
    """What a report of labels is asked with when nobody chose a sheet; empty for all others."""
    formats = _SHEETS.get(kind)
    return "" if formats is None else usual_sheet(formats, USUAL_FORMAT)


class LabelSheetField(SimpleChoice):
    """One of the formats of labels; the one in this computer's printer is chosen at first."""

    def __init__(
        self, formats: Mapping[str, LabelFormat], otherwise: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(required=True, parent=parent)
        self._formats, self._otherwise = formats, otherwise

    def retranslate(self) -> None:
        """Set every text again; what is chosen stays."""
        chosen = self.key()
        self.set_choices(
            [
                Choice(
                    key,
                    _("{across} × {down}, {count} labels").format(
                        across=each.across, down=each.down, count=each.on_a_sheet
                    ),
                )
                for key, each in self._formats.items()
            ]
        )
        self.set_value(chosen or usual_sheet(self._formats, self._otherwise))

    def begin(self) -> None:
        """Choose what lies in the printer."""
        self.set_value(usual_sheet(self._formats, self._otherwise))

    def remember(self) -> None:
        """What was printed on lies in the printer; a disk that is full changes nothing."""
        key = str(self.key() or "")
        if key and key != load_machine().label_sheet:
            with suppress(OSError):
                change_machine(label_sheet=key)
