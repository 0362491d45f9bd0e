"""The bar of a bag: count and sum are typed first, then what is left shows; at its end, who is to blame."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.bag import Bag, Culprit, Suspicion, culprits
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.thai.digits import to_arabic
from ui import formats, theme
from ui.pages.entry.key_form import KeyForm
from ui.pages.entry.work import fresh_bag
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button, icon_label
from ui.widgets.fields import MoneyField, NumberField, TypedField
from ui.widgets.labels import Label

MOST = 9_999


class NotACountError(UserError):
    """Text that is no number of slips."""

    message = N_("How many slips are in the bag? Please type a whole number above zero.")


def parse_count(text: str, *, negative: bool = False) -> int:
    """A number of slips; raises NotACountError."""
    del negative
    typed = to_arabic(text).replace(",", "").strip()
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed[:9]) <= MOST):
        raise NotACountError
    return int(typed)


class CountField(NumberField):
    """How many slips there are."""

    _reader: Callable[..., int] = staticmethod(parse_count)
    _writer: Callable[[int], str] = staticmethod(str)


class BagBar(QFrame):
    """``begun`` gives a fresh bag, ``ended`` says that this one is done with."""

    begun = Signal(object)
    ended = Signal()
    left = Signal()
    """Back to the form, without a bag."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bag: Bag | None = None
        self.direction = Direction.OUT
        self.setProperty("kind", "card")
        self.count = CountField(required=True)
        self.total = MoneyField(required=True)
        self.count.setFixedWidth(theme.px(120))
        self.total.setFixedWidth(theme.px(180))
        self.question = _Question(self)
        self.ask_label = Label("", strong=True)
        self.start_button = self.question.save_button
        self.cancel_button = Button("", self._on_cancel_clicked, kind="quiet")
        asked = row(self.ask_label, self.count, self.total, self.start_button, self.cancel_button, -1)
        faults = [
            self.count.error_label,
            self.total.error_label,
        ]  # across the whole bar
        self.question.setLayout(column(asked, *faults, spacing=4))
        self.question.setContentsMargins(theme.BETWEEN, 4, 4, 4)
        self.icon = icon_label("shopping-bag", "indigo", 20)
        self.state = Label("", strong=True)
        self.done = Label("", tone="soft", elide=True)
        self.end_button = Button("", self.ended.emit, kind="quiet")
        self.running = QWidget()
        line = row(self.icon, self.state, self.done, self.end_button, spacing=theme.INSIDE + 4)
        line.setStretch(2, 1)
        line.setContentsMargins(theme.BETWEEN, 0, 4, 0)
        self.running.setLayout(line)
        self.verdict = Banner(on_action=self.ended.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(column(self.question, self.running, self.verdict), 1)
        self.question.hide()
        self.running.hide()
        self.verdict.hide()
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.ask_label.setText(_("The bag first:"))
        self.count.edit.setPlaceholderText(_("How many slips"))
        self.count.setAccessibleName(_("How many slips"))
        self.total.edit.setPlaceholderText(_("What they add up to"))
        self.total.setAccessibleName(_("What they add up to"))
        self.start_button.set_text(_("Begin"))
        self.cancel_button.set_text(_("Without a bag"))
        self.end_button.set_text(_("Done with this bag"))
        self._show()

    def ask(self, direction: Direction) -> None:
        """Ask for count and sum; a bag that is running is only shown."""
        self.direction = direction
        self.show()
        if self.bag is None:
            self.question.show()
            self.count.edit.setFocus()

    def set_bag(self, bag: Bag | None) -> None:
        """Show another state of the bag; None when there is none."""
        self.bag = bag
        if bag is not None:
            self.question.hide()
            self.count.set_value(None)
            self.total.set_value(None)
        self._show()

    @property
    def is_asking(self) -> bool:
        """Whether count and sum are being typed."""
        return self.question.isVisibleTo(self)

    def _show(self) -> None:
        bag = self.bag
        self.running.setVisible(bag is not None)
        self.verdict.setVisible(False)
        if bag is None:
            self.setVisible(not self.question.isHidden())
            return
        self.show()
        left = max(0, bag.slips_left)
        self.state.setText(
            ngettext("{count} slip left · {amount} baht", "{count} slips left · {amount} baht", left).format(
                count=left, amount=formats.money(bag.total_left)
            )
        )
        self.done.setText(
            _("{entered} of {count} entered, the bag adds up to {amount} baht").format(
                entered=len(bag.slips), count=bag.count, amount=formats.money(bag.total)
            )
        )
        done = _("Done with this bag")
        self.running.setVisible(not bag.is_used_up)
        if bag.agrees:
            self.verdict.show_text(_("Count and sum of the bag agree. Well done."), tone="good", action=done)
        elif bag.is_used_up:
            self.verdict.show_text(blame(bag), tone="warn", action=done)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.question.hide()
        self._show()
        self.left.emit()

    def start(self) -> None:
        """Count and sum are typed: the bag begins."""
        if self.question.faulty():
            return
        count, total = self.count.number(), self.total.number()
        if count is not None and total is not None:
            self.begun.emit(fresh_bag(count, total, self.direction))


class _Question(KeyForm):
    """Count and sum, by keys."""

    def __init__(self, bar: BagBar) -> None:
        super().__init__()
        self._bar = bar
        self.watch(bar.count, bar.total)

    def order(self) -> tuple[TypedField, ...]:
        """Count, then sum."""
        return (self._bar.count, self._bar.total)

    def go_on(self, field: TypedField) -> None:
        """Enter on the sum begins the bag."""
        if field is self._bar.total:
            self.submit()
        else:
            super().go_on(field)

    @Slot()
    def submit(self) -> None:
        """Begin the bag."""
        self._bar.start()


def blame(bag: Bag) -> str:
    """A sentence on a bag that does not agree: by how much, and which slips may be to blame."""
    too_few = _("All slips are in, but {amount} baht are missing.")
    too_much = _("All slips are in, but there are {amount} baht too much.")
    off = bag.total_left
    if not off:
        return _("More slips were entered than were counted.")
    words = (too_few if off > 0 else too_much).format(amount=formats.money(abs(off)))
    named = [_culprit(each) for each in culprits(bag)]
    if not named:
        return " ".join([words, _("Please compare the slips with the list one by one.")])
    return "\n".join([words, *named])


def _culprit(culprit: Culprit) -> str:
    sentence = {
        Suspicion.TWICE: _("{number} ({amount}) may have been entered twice, or belongs to another bag."),
        Suspicion.MISSING: _("A slip of {amount} may be missing; {number} has the same amount."),
        Suspicion.MIXED: _("{number} ({amount}) may be in and out mixed up."),
        Suspicion.SWAPPED: _("{number} ({amount}) may have two digits swapped: {instead}?"),
        Suspicion.FACTOR: _("{number} ({amount}) may have its point in the wrong place: {instead}?"),
    }[culprit.suspicion]
    return sentence.format(
        number=culprit.slip.number,
        amount=formats.money(culprit.slip.amount),
        instead=formats.money(culprit.instead),
    )
