"""The form of a letter: words with placeholders, and beside them the letter as one member gets it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.document import new_uid
from app.domain.letter import MONEY, OF_ALL, LetterData, Placeholder, label, token
from app.errors import SamutError
from app.i18n import _
from app.queries.letters import Letter
from ui import theme
from ui.messages_text import error_text
from ui.pages.letters.work import Lists
from ui.weakly import weakly
from ui.widgets.arrange import Form, column
from ui.widgets.basics import Button
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField
from ui.widgets.flow import Flow
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.preview import PdfPreview

PAUSE_MS = 500
"""How long after the last letter typed the preview is drawn."""
SIDE = 440
NARROW = 860
"""Below this width the letter is looked at in the list only."""
GROUPS: tuple[Sequence[Placeholder], ...] = (
    tuple(each for each in Placeholder if each not in OF_ALL and each not in MONEY),
    tuple(each for each in Placeholder if each in MONEY),
    tuple(each for each in Placeholder if each in OF_ALL),
)


class LetterForm(FormPage):
    """Fills in a ``LetterData``; ``submitted`` gives (data, uid, whether it is known).

    ``seen`` asks for a preview of (data, person's uid).
    """

    submitted = Signal(object, object, object)
    seen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid, self._known = new_uid(), False
        self.name = NameField(required=True, most=200)
        self.subject = NameField(most=300)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.pick = ChoiceField()
        self.pick.committed.connect(self._on_picked)
        self._form = Form(2)
        self._labels = [
            self._form.add("", self.name),
            self._form.add("", self.subject),
            self._form.add("", self.text, span=2),
            self._form.add("", self.pick, span=2),
        ]
        self._hint = Label("", type="small", tone="soft", wrap=True)
        self._titles = [Label("", type="small", strong=True) for _group in GROUPS]
        self._buttons: list[tuple[Button, Placeholder]] = []
        self.add(self._form)
        self.add(self._hint)
        for title, group in zip(self._titles, GROUPS, strict=True):
            buttons = [self._insert_button(each) for each in group]
            self.add(title)
            self.add(Flow(*buttons, least=128, spacing=theme.INSIDE))
        self.fields.addStretch(1)
        self.person = ChoiceField()
        self.person.committed.connect(self._on_person_chosen)
        self._person_label = Label("", type="small", tone="soft")
        self.preview = PdfPreview()
        self.side = QWidget()
        self.side.setProperty("kind", "panel")
        inside = column(self._person_label, self.person, self.preview, margins=theme.BETWEEN)
        inside.setStretch(2, 1)
        self.side.setLayout(inside)
        self.side.setFixedWidth(theme.px(SIDE))
        self.body.addWidget(self.side)
        self.clear_button.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.ask_preview)
        self.text.textChanged.connect(self._on_typed)
        self.subject.changed.connect(self._on_subject_changed)
        self.retranslate()

    def _insert_button(self, placeholder: Placeholder) -> Button:
        button = Button("", partial(weakly(self.insert), placeholder))
        self._buttons.append((button, placeholder))
        return button

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change a letter") if self._known else _("New letter"))
        self.save_button.set_text(_("Save letter"))
        texts = (
            _("Name of the letter"),
            _("Subject"),
            _("Words of the letter"),
            _("Fill in where the cursor is"),
        )
        fields = (self.name, self.subject, self.text, self.pick)
        self.pick.set_choices([Choice(each, label(each), also=each.value) for each in Placeholder])
        for words, field, text in zip(self._labels, fields, texts, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        self._hint.setText(
            _(
                "Words in curly brackets are filled in for each member: choose them below. What stands under "
                "{reply} is cut off and sent back. The head of the group, the day and the signature are "
                "added on paper."
            ).format(reply=token(Placeholder.REPLY))
        )
        for title, text in zip(
            self._titles, (_("Of the member"), _("Her amounts, baht"), _("For all")), strict=True
        ):
            title.setText(text)
        for button, placeholder in self._buttons:
            button.set_text(label(placeholder))
            button.setAccessibleName(_("Insert {placeholder}").format(placeholder=label(placeholder)))
        self._person_label.setText(_("As this member gets it"))
        self.person.setAccessibleName(_("As this member gets it"))

    def set_lists(self, lists: Lists) -> None:
        """Members whose letter may be looked at."""
        self.person.set_choices(
            [Choice(each.uid, each.person.name, note=each.person.number) for each in lists.recipients]
        )
        if self.person.key() is None and lists.recipients:
            self.person.set_value(lists.recipients[0].uid)

    def show_letter(self, letter: Letter | None) -> None:
        """Fill in a letter of the book, a proposal as a new one, or none."""
        self.set_busy(False)
        self.banner.hide()
        self._known = letter is not None and not letter.is_proposal
        self._uid = letter.uid if letter is not None and letter.uid else new_uid()
        data = LetterData("") if letter is None else letter.data
        self.name.set_value(data.name)
        self.subject.set_value(data.subject)
        self.text.setPlainText(data.body)
        self.preview.clear()
        self.retranslate()
        (self.text if data.name else self.name).setFocus()
        self.ask_preview()

    def data(self) -> LetterData:
        """The letter as it is typed."""
        return LetterData(self.name.name(), self.subject.name(), self.text.toPlainText())

    def insert(self, placeholder: Placeholder, _checked: bool = False) -> None:
        """Put a placeholder where the cursor is; the reply begins a line of its own."""
        cursor = self.text.textCursor()
        words = token(placeholder)
        if placeholder is Placeholder.REPLY:
            words = f"\n{words}\n"
        cursor.insertText(words)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def show_preview(self, pages: tuple[bytes, ...]) -> None:
        """The letter as it will be printed."""
        self.banner.hide()
        self.preview.show_images(list(pages))

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong with the letter; nothing typed is lost."""
        self.set_busy(False)
        self.say(error_text(error))

    def submit(self) -> None:
        """Check and hand over."""
        if self.busy or not self.name.check():
            return
        self.set_busy(True)
        self.submitted.emit(self.data(), self._uid, self._known)

    @Slot(object)
    def _on_picked(self, placeholder: object) -> None:
        if isinstance(placeholder, Placeholder):
            self.pick.set_value(None)
            self.insert(placeholder)

    @Slot()
    def ask_preview(self) -> None:
        """Draw the letter for the chosen member."""
        person = self.person.key()
        if isinstance(person, bytes) and self.text.toPlainText().strip():
            self.seen.emit(self.data(), person)

    @Slot()
    def _on_typed(self) -> None:
        self._timer.start()

    @Slot(object)
    def _on_subject_changed(self, _value: object) -> None:
        self._timer.start()

    @Slot(object)
    def _on_person_chosen(self, _key: object) -> None:
        self.ask_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview stands beside the words where there is room for both."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= theme.px(NARROW))
        self.text.setFixedHeight(max(theme.line_height() * 6 + 20, self.height() // 3))
