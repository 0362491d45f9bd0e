"""The wizard of the opening: nine sorts of balances under each other, and what they come to below."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.opening import opening_sums
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.common import in_language
from reports.model import Link
from ui import formats, theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.page import PageBase, Shortcut
from ui.pages.opening import work
from ui.pages.opening.draft import Kept
from ui.pages.opening.filled import opening_of
from ui.pages.opening.lines import (
    FieldColumn,
    Lines,
    asset_kind,
    bill_lines,
    loan_lines,
    money_column,
    share_count,
    share_lines,
)
from ui.pages.opening.parts import (
    ASSETS,
    CREDITORS,
    DEBTORS,
    KIND_OF,
    LOANS,
    MONEY,
    OTHERS,
    SAVINGS,
    SHARES,
    STOCK,
    WORDS,
)
from ui.runner import Runner
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField, TypedField
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField

MEASURE = 980
KEEP_AFTER_MS = 800


class OpeningView(PageBase):
    """Fills in an opening that balances or says by how much."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._lists = work.Lists()
        self._uid = new_uid()
        self._uids: dict[str, list[bytes]] = {}
        self._busy = False
        self._begun: Kept | None = None
        self._asked = self._is_kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep_now)
        self.begun = Banner(tone="info", closable=True)
        self.begun.acted.connect(self.take_back)
        self.begun.close_button.clicked.connect(self._on_begun_dropped)
        self.intro = Label("", tone="soft", wrap=True)
        self.before = Banner(tone="good")
        self.day = ThaiDateField(required=True, today=today)
        self.day_label = Label("", type="small", tone="soft")
        self.import_button = Button("", partial(go_to, "books", "import:opening"), icon="file-spreadsheet")
        self.cards: dict[str, Card] = {}
        self.hints: dict[str, Label] = {}
        self.lines: dict[str, Lines] = {
            MONEY: Lines((self._choice(N_("Where"), "money", 4), money_column(N_("Amount")))),
            STOCK: Lines(
                (
                    self._choice(N_("Goods"), "goods", 5),
                    FieldColumn(N_("Quantity"), lambda: QuantityField(required=True)),
                    money_column(N_("What it all cost")),
                )
            ),
            DEBTORS: bill_lines(self._make_person, today),
            ASSETS: Lines(
                (
                    FieldColumn(N_("Asset"), lambda: NameField(required=True), 4),
                    FieldColumn(N_("Kind"), asset_kind, 3),
                    FieldColumn(N_("Acquired on"), lambda: ThaiDateField(today=today), 3),
                    money_column(N_("Cost")),
                    FieldColumn(N_("Worn off so far"), MoneyField),
                    FieldColumn(N_("Life in years"), QuantityField),
                )
            ),
            CREDITORS: bill_lines(self._make_person, today),
            SHARES: share_lines(self._make_person, self._make_share_count),
            SAVINGS: Lines((self._person(N_("Member")), money_column(N_("Saved")))),
            LOANS: loan_lines(self._make_person, today),
            OTHERS: Lines(
                (
                    self._choice(N_("Account"), "others", 5),
                    FieldColumn(N_("Debit"), MoneyField),
                    FieldColumn(N_("Credit"), MoneyField),
                )
            ),
        }
        self.sums = Label("", strong=True, private="figures", wrap=True)
        self.off = Label("", tone="turmeric", private="figures", wrap=True)
        self.to_equity = QCheckBox()
        self.to_equity.toggled.connect(self._on_changed)
        self.fault = Banner(tone="bad")
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        self._lay_out()
        for lines in self.lines.values():
            lines.changed.connect(self._on_changed)
        self.retranslate()

    # ---- building

    def _choice(self, title: str, which: str, stretch: int) -> FieldColumn:
        return FieldColumn(title, partial(self._make_choice, which), stretch)

    def _make_choice(self, which: str) -> TypedField:
        return ChoiceField(choices=self._choices(which), required=True)

    def _choices(self, which: str) -> list[Choice]:
        if which == "goods":
            return [
                Choice(each.uid, f"{each.name} ({each.unit})", also=f"{each.code} {each.barcode or ''}")
                for each in self._lists.goods
            ]
        found = self._lists.money if which == "money" else self._lists.others
        return [
            Choice(
                each.code,
                " · ".join(part for part in (in_language(each.name, each.name_en), each.holder) if part),
                also=each.code,
            )
            for each in found
        ]

    def _person(self, title: str) -> FieldColumn:
        return FieldColumn(title, self._make_person, 4)

    def _make_person(self) -> TypedField:
        field = PartyField(required=True)
        field.set_people(self._lists.people)
        return field

    def _make_share_count(self) -> TypedField:
        return share_count(required=not self._lists.share_par)

    def _lay_out(self) -> None:
        content = QWidget()
        parts: list[QWidget] = []
        for key in WORDS:
            card = Card()
            hint = Label("", type="small", tone="soft", wrap=True)
            card.add(hint)
            card.add(self.lines[key])
            if key == LOANS and not self._session.may(Permission.LEND):
                card.hide()
            self.cards[key], self.hints[key] = card, hint
            parts.append(card)
        self.day.setMaximumWidth(theme.px(240))
        head = row(column(self.day_label, self.day, spacing=4), -1, self.import_button)
        content.setLayout(column(self.begun, self.intro, self.before, head, *parts, -1))
        content.setMaximumWidth(theme.px(MEASURE))
        holder = QWidget()
        across = row(content)
        across.setStretch(0, 1)
        across.addStretch(0)
        holder.setLayout(across)
        foot = row(column(self.sums, self.off, spacing=2), -1, self.to_equity, self.save_button)
        foot.setStretch(0, 1)
        foot.setContentsMargins(theme.AROUND, theme.INSIDE, theme.AROUND, theme.INSIDE)
        said = row(self.fault)
        said.setContentsMargins(theme.AROUND, 0, theme.AROUND, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(holder), 1)
        layout.addLayout(said)
        layout.addLayout(foot)

    def retranslate(self) -> None:
        """Set every text again."""
        self.intro.setText(
            _(
                "Enter what the group owned and owed on the day this book begins. What stays empty is "
                "nothing. All of it is posted at once, and can be undone."
            )
        )
        self.day_label.setText(_("The first day of this book"))
        self.day.setAccessibleName(_("The first day of this book"))
        self.day.retranslate()
        self.import_button.set_text(_("From a spreadsheet"))
        for key, (title, hint) in WORDS.items():
            self.cards[key].set_title(_(title))
            self.hints[key].setText(_(hint))
            self.lines[key].retranslate()
        self.to_equity.setText(_("Put the difference into opening equity"))
        self.save_button.set_text(_("Open the book"))
        self._show_before()
        self._show_begun()
        self._on_changed()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the opening."""
        return [
            Shortcut("Ctrl+Return", _("Open the book"), self.submit),
            Shortcut("F8", _("Go on with what was begun"), self.take_back),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Accounts, people and goods may have changed."""
        if changes & (Changes.SETTINGS | Changes.PARTIES | Changes.PRODUCTS | Changes.LEDGER):
            self._runner.run(self, work.lists, self._on_lists_read, failed=self._messages.show_error)

    def _on_lists_read(self, lists: work.Lists) -> None:
        self._lists = lists
        for key, which in ((MONEY, "money"), (STOCK, "goods"), (OTHERS, "others")):
            for field in self.lines[key].fields_of(0):
                if isinstance(field, ChoiceField):
                    field.set_choices(self._choices(which))
        for key in KIND_OF:
            for field in self.lines[key].fields_of(1 if key == LOANS else 0):
                if isinstance(field, PartyField):
                    field.set_people(lists.people)
        for field in self.lines[SHARES].fields_of(2):
            field.set_required(not lists.share_par)
        if self.day.date() is None:
            today = self._today()
            self.day.set_value(lists.first_day or today.replace(month=1, day=1))
        self._show_before()
        if not self._asked:
            self._asked = True
            job = partial(work.kept, self._session)
            self._runner.run(self, job, self._offer, failed=self._messages.show_error)

    def may_leave(self) -> bool:
        """Always; what is half typed is kept in the book."""
        if self._timer.isActive():
            self.keep_now()
        return True

    # ---- what was begun

    def _offer(self, begun: Kept | None) -> None:
        self._begun = begun
        self._show_begun()

    def _show_begun(self) -> None:
        count = self._begun.count if self._begun is not None else 0
        words = ngettext(
            "An opening was begun and not posted: {count} line is kept.",
            "An opening was begun and not posted: {count} lines are kept.",
            count,
        ).format(count=formats.count(count))
        self.begun.show_text(words if count else "", tone="info", action=_("Go on with it (F8)"))
        self.begun.close_button.set_name(_("Throw it away"))

    @Slot()
    def take_back(self) -> None:
        """What was begun stands in the form again; what was typed meanwhile is kept for another time."""
        begun = self._begun
        if begun is None or self._busy:
            return
        self.keep_now()
        self._uid, self._uids, self._is_kept = begun.uid, dict(begun.uids), True
        for key, lines in self.lines.items():
            lines.set_rows(begun.rows.get(key, ()))
        if begun.day is not None:
            self.day.set_value(begun.day)
        self.to_equity.setChecked(begun.to_equity)
        self._offer(None)
        self.day.edit.setFocus()

    @Slot()
    def _on_begun_dropped(self) -> None:
        begun = self._begun
        if begun is not None:
            self._offer(None)
            self._runner.run(
                self, partial(work.drop, self._session, begun.uid), None, failed=self._messages.show_error
            )
            self._messages.done(
                _("What was begun is thrown away."), _("Put it back"), partial(self._on_drop_undone, begun)
            )

    def _on_drop_undone(self, begun: Kept) -> None:
        self._keep(begun)
        self._offer(begun)

    @Slot()
    def keep_now(self) -> None:
        """Keep what is typed so far in the book, so that no crash takes it."""
        self._timer.stop()
        typed = self.kept()
        if typed.count or self._is_kept:
            self._is_kept = bool(typed.count)
            self._keep(typed)

    def _keep(self, typed: Kept) -> None:
        job = partial(work.keep, self._session, typed)
        self._runner.run(self, job, None, failed=self._messages.show_error)

    def _show_before(self) -> None:
        before = self._lists.before
        words = ""
        if before:
            words = _("This book was opened by {number} on {day}; what you enter here is added.").format(
                number=before[-1].number, day=formats.date(before[-1].on)
            )
        self.before.show_text(words, tone="good")

    # ---- what is typed

    def kept(self) -> Kept:
        """Everything that is typed, as it is kept."""
        rows = {key: lines.rows() for key, lines in self.lines.items()}
        return Kept(self._uid, self.day.date(), self.to_equity.isChecked(), rows, self._uids)

    def opening(self) -> work.Opening:
        """Everything that is typed, whole or not."""
        return opening_of(self.kept())

    @Slot()
    def _on_changed(self, _on: object = None) -> None:
        sums = opening_sums(self.opening().draft)
        self.sums.setText(
            _("Owned {owned} · Against it {against}").format(
                owned=formats.money(sums.owned), against=formats.money(sums.against)
            )
        )
        off = sums.off_by
        self.off.setText(_("Differs by {amount} baht").format(amount=formats.money(off)) if off else "")
        self.off.setVisible(bool(off))
        self.to_equity.setVisible(bool(off))
        if not self._busy and self._session.may(Permission.EDIT_DRAFTS):
            self._timer.start()

    @Slot()
    def submit(self) -> None:
        """Check every line, then post."""
        if self._busy or not self._session.may(Permission.POST_JOURNAL):
            return
        self.fault.show_text("")
        wrong = [key for key in reversed(list(WORDS)) if not self.lines[key].check()]
        day = self.day.date()
        if not self.day.check() or day is None or wrong:
            return
        self._busy = True
        self._timer.stop()
        job = partial(work.post, self._session, self.opening(), on=day)
        self._runner.run(self, job, self._on_posted, failed=self._on_failed)

    def _on_posted(self, posted: tuple[Posted, ...]) -> None:
        self._uid, self._uids, self._is_kept = new_uid(), {}, False
        for lines in self.lines.values():
            lines.clear()
        self.to_equity.setChecked(False)
        self._busy = False
        numbers = posted[0].number if posted else ""
        self._messages.done(_("The book is opened: {number}.").format(number=numbers))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, UserError):
            self.fault.show_text(error_text(error), tone="bad")
        else:
            self._messages.show_error(error)
