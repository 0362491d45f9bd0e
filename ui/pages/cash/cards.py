"""A card of one place of money: whose hands, how much, when it was looked at, and what to do now."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.queries.cash import Place
from reports.common import in_language
from ui import formats
from ui.widgets.arrange import row
from ui.widgets.basics import Button, Card, IconButton
from ui.widgets.labels import Label


class PlaceCard(Card):
    """What stands on it is the place it was last shown."""

    counted = Signal(str)
    compared = Signal(str)
    edited = Signal(object)
    paper_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._place: Place | None = None
        self.name = Label("", type="large", strong=True, elide=True)
        self.holder = Label("", tone="soft", elide=True, private="words")
        self.amount = Label("", type="figure", private="words")
        self.looked = Label("", type="small", tone="soft", wrap=True, private="figures")
        self.main_button = Button("", self._on_main_clicked, icon="coins")
        self.paper_button = IconButton("printer", "", self._on_paper_clicked)
        self.edit_button = IconButton("pencil", "", self._on_edit_clicked)
        head = row(self.name, self.edit_button)
        head.setStretch(0, 1)
        self.add(head)
        for label in (self.holder, self.amount, self.looked):
            self.add(label)
        self.body.addStretch(1)
        self.add(row(self.main_button, -1, self.paper_button))
        self.edit_button.setVisible(session.may(Permission.EDIT_SETTINGS))
        self.main_button.setVisible(session.may(Permission.BUY))

    def show_place(self, place: Place) -> None:
        """Write everything again."""
        self._place = place
        account = place.account
        name = in_language(account.name, account.name_en)
        self.name.setText(name)
        at = " ".join(each for each in (account.bank_name, account.bank_number) if each)
        self.holder.setText(" · ".join(each for each in (account.holder, at) if each) or account.code)
        self.amount.setText(formats.money(place.balance))
        self.edit_button.set_name(_("Edit {name}").format(name=name))
        self.main_button.set_text(_("Count") if place.is_cash else _("Compare with the bank"))
        self.paper_button.set_name(_("Count sheet") if place.is_cash else _("Reconciliation"))
        self.looked.setText(_looked(place))
        self.looked.set_tone(_tone(place))
        self.setAccessibleName(f"{name} {self.amount.text()}")

    @Slot()
    def _on_main_clicked(self) -> None:
        if self._place is not None:
            signal = self.counted if self._place.is_cash else self.compared
            signal.emit(self._place.account.code)

    @Slot()
    def _on_paper_clicked(self) -> None:
        if self._place is not None:
            self.paper_wanted.emit(self._place)

    @Slot()
    def _on_edit_clicked(self) -> None:
        if self._place is not None:
            self.edited.emit(self._place)


def _looked(place: Place) -> str:
    if place.is_cash:
        count = place.count
        if count is None:
            return _("Never counted")
        day = formats.date(count.day)
        if count.difference == 0:
            return _("Counted {day}, it agreed").format(day=day)
        amount = formats.money(abs(count.difference))
        words = (
            _("Counted {day}, {amount} over") if count.difference > 0 else _("Counted {day}, {amount} short")
        )
        return words.format(day=day, amount=amount)
    words = (
        _("Agrees with the bank up to {day}").format(day=formats.date(place.agreed))
        if place.agreed
        else _("Never compared with the bank")
    )
    if place.open_lines:
        more = ngettext("{count} line to match", "{count} lines to match", place.open_lines)
        words = f"{words} · {more.format(count=formats.count(place.open_lines))}"
    return words


def _tone(place: Place) -> str:
    if place.is_cash:
        return "soft" if place.count is not None and not place.count.difference else "turmeric"
    return "soft" if place.agreed and not place.open_lines else "turmeric"
