"""One act at the right of the log: who and when, old and new in words, and what else was done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services.trace import Act
from reports.trace_words import Change, about, approval, changes, detail, did, facts, when
from ui import masking, theme
from ui.widgets.arrange import Panel, column, line, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

LABEL_WIDTH = 104
BESIDE = 8
"""How many other acts are told here; the list shows them all."""


class ActPanel(Panel):
    """Tells everything about one act."""

    link_wanted = Signal(str)
    """The number of the document to open."""
    history_wanted = Signal(object)
    """The act whose thing's whole history is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", width=340, parent=parent)
        self.act: Act | None = None
        self._beside: Sequence[Act] = ()
        self._lines: QVBoxLayout = column(spacing=theme.INSIDE)
        self.add(self._lines)
        self.body.addStretch(1)
        self.open_button = Button("", self._on_open_clicked, icon="external-link")
        self.history_button = Button("", self._on_history_clicked, icon="history")
        self.copy_button = IconButton("copy", "", self._on_copy_clicked)
        for button in (self.open_button, self.history_button, self.copy_button):
            self.foot.addWidget(button)
        self.foot.insertStretch(2, 1)
        scroll = self.findChild(QScrollArea)
        assert isinstance(scroll, QScrollArea)
        self._scroll = scroll
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.close_button.set_name(_("Close"))
        self.open_button.set_text(_("Open it"))
        self.open_button.setToolTip(_("Open the document"))
        self.history_button.set_text(_("Its history"))
        self.history_button.setToolTip(_("All that was done with it"))
        self.copy_button.set_name(_("Copy these words"))
        if self.act is not None:
            self.show_act(self.act, self._beside)

    def show_act(self, act: Act, beside: Sequence[Act] = ()) -> None:
        """Tell of an act; ``beside`` is the history of its thing, the newest first."""
        self.act, self._beside = act, beside
        self.set_title(did(act))
        self._scroll.setAccessibleName(did(act))
        self._clear()
        for fact in facts(act):
            self._fact(fact)
        if act.action == "approve":
            self._lines.addWidget(Label(approval(act), strong=True, wrap=True, private="words"))
        changed = changes(act) if act.action != "approve" else []
        if changed:
            self._lines.addWidget(line())
            self._words(_("What changed") if act.before is not None else _("What was entered"), strong=True)
        for change in changed:
            self._change(change)
        self._history([each for each in beside if each.key != act.key])
        self.open_button.setVisible(bool(act.number))
        self.history_button.setVisible(any(act.entity_uid))
        self.show()

    def words(self) -> str:
        """Everything that is told, as plain lines."""
        if self.act is None:
            return ""
        told = [did(self.act), *(each.short for each in (*facts(self.act), *changes(self.act)))]
        return "\n".join(told)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            layout = item.layout()
            if layout is not None:
                while (inner := layout.takeAt(0)) is not None:
                    _drop(inner.widget())
            _drop(widget)

    def _fact(self, fact: Change) -> None:
        label = Label(fact.label, type="small", tone="soft", wrap=True)
        label.setFixedWidth(theme.px(LABEL_WIDTH))
        cell = row(label, Label(fact.new, wrap=True, private="words"))
        cell.setStretch(1, 1)
        self._lines.addLayout(cell)

    def _change(self, change: Change) -> None:
        cell = column(Label(change.label, type="small", tone="soft", wrap=True), spacing=0)
        if change.old:
            cell.addWidget(
                Label(_("was: {value}").format(value=change.old), tone="soft", wrap=True, private="words")
            )
            cell.addWidget(
                Label(_("now: {value}").format(value=change.new), strong=True, wrap=True, private="words")
            )
        else:
            cell.addWidget(Label(change.new, wrap=True, private="words"))
        self._lines.addLayout(cell)

    def _words(self, text: str, *, strong: bool = False) -> None:
        self._lines.addWidget(Label(text, strong=strong, wrap=True))

    def _history(self, others: Sequence[Act]) -> None:
        if not others:
            return
        self._lines.addWidget(line())
        self._words(_("Also done with it"), strong=True)
        for each in others[:BESIDE]:
            words = " · ".join(part for part in (did(each), each.user, detail(each)) if part)
            self._lines.addLayout(
                column(
                    Label(when(each), type="small", tone="soft"),
                    Label(words, wrap=True, lines=3, private="words"),
                    spacing=0,
                )
            )
        if len(others) > BESIDE:
            self._words("…")

    @Slot()
    def _on_open_clicked(self) -> None:
        if self.act is not None and self.act.number:
            self.link_wanted.emit(self.act.number)

    @Slot()
    def _on_history_clicked(self) -> None:
        if self.act is not None:
            self.history_wanted.emit(self.act)

    @Slot()
    def _on_copy_clicked(self) -> None:
        if not masking.stopped():
            QGuiApplication.clipboard().setText(self.words())


def _drop(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()


def title_of(act: Act) -> str:
    """The thing of an act, as the head of its history."""
    return about(act) or did(act)
