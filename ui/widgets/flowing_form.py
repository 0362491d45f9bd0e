"""A form whose fields come and go: what is shown moves up, so that no holes are left."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets.arrange import column
from ui.widgets.labels import Label


class FlowingForm(QGridLayout):
    """Labels above their fields in columns; ``show_fields`` says which stand there now."""

    def __init__(self, fields: Iterable[QWidget], *, columns: int = 2) -> None:
        super().__init__()
        self._columns = columns
        self._cells: list[tuple[QWidget, Label, QWidget]] = []
        self.setHorizontalSpacing(theme.BETWEEN)
        self.setVerticalSpacing(theme.BETWEEN)
        self.setContentsMargins(0, 0, 0, 0)
        for number in range(columns):
            self.setColumnStretch(number, 1)
        for at, field in enumerate(fields):
            label = Label("", type="small", tone="soft")
            label.setBuddy(getattr(field, "edit", field))
            cell = QWidget()
            inside = column(label, field, spacing=4)
            inside.addStretch(1)
            cell.setLayout(inside)
            self._cells.append((field, label, cell))
            self.addWidget(cell, *divmod(at, columns))

    def set_texts(self, texts: Iterable[str]) -> None:
        """The words above the fields, in their order; also their accessible names."""
        for (field, label, _cell), text in zip(self._cells, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)

    def fields(self) -> list[QWidget]:
        """All fields, in their order."""
        return [field for field, _label, _cell in self._cells]

    def shown(self) -> list[QWidget]:
        """The fields that stand there now; what is wrong in others stops nobody."""
        return [field for field, _label, cell in self._cells if not cell.isHidden()]

    def show_fields(self, shown: Iterable[bool]) -> None:
        """Which fields stand there, in their order; the order of Tab stays theirs."""
        at = 0
        for (_field, _label, cell), wanted in zip(self._cells, shown, strict=True):
            self.removeWidget(cell)
            if wanted:
                self.addWidget(cell, *divmod(at, self._columns))
                at += 1
            cell.setVisible(wanted)
