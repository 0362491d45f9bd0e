"""What each role may do: permissions to tick, limits, and when its screens lock."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.roles import (
    LEADER_KEEPS,
    LIMIT_WORDS,
    PERMISSION_WORDS,
    READ_ONLY,
    ROLE_WORDS,
    Limit,
    Permission,
    Role,
    RoleRules,
)
from app.domain.session import Session
from app.i18n import _
from app.services import people
from ui import theme
from ui.messages import Messages
from ui.runner import Runner
from ui.widgets.arrange import Form, column, row, scrolled
from ui.widgets.basics import Card, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.fields import MoneyField, PercentField, QuantityField, TypedField
from ui.widgets.flow import Flow
from ui.widgets.labels import Label

GROUPS: tuple[tuple[str, tuple[Permission, ...]], ...] = (
    (
        "day",
        (
            Permission.SELL,
            Permission.RETURN,
            Permission.VOID,
            Permission.KEEP_DRAWER,
            Permission.KEEP_ORDERS,
            Permission.KEEP_EVENTS,
            Permission.BARTER,
            Permission.BUY,
            Permission.RECEIVE,
            Permission.PRODUCE,
        ),
    ),
    (
        "goods",
        (
            Permission.COUNT_STOCK,
            Permission.KEEP_CONSIGNMENT,
            Permission.EDIT_PRODUCTS,
            Permission.EDIT_PROMOTIONS,
            Permission.EDIT_RECIPES,
        ),
    ),
    (
        "books",
        (
            Permission.POST_JOURNAL,
            Permission.RECOST,
            Permission.LOCK_PERIOD,
            Permission.UNLOCK_PERIOD,
            Permission.IMPORT,
            Permission.EDIT_PARTIES,
            Permission.CHECK,
        ),
    ),
    (
        "group",
        (
            Permission.KEEP_SHARES,
            Permission.LEND,
            Permission.EDIT_PROJECTS,
            Permission.EDIT_MEETINGS,
            Permission.DISTRIBUTE,
        ),
    ),
    (
        "see",
        (
            Permission.SEE_SALES,
            Permission.SEE_STOCK,
            Permission.SEE_BOOKS,
            Permission.SEE_OWN,
            Permission.SEE_LOG,
            Permission.PRINT,
            Permission.EXPORT,
        ),
    ),
    (
        "keep",
        (
            Permission.EDIT_DRAFTS,
            Permission.EDIT_SETTINGS,
            Permission.EDIT_PEOPLE,
            Permission.ERASE_PERSON,
            Permission.APPROVE,
            Permission.BACK_UP,
            Permission.RESTORE,
            Permission.ENCRYPT,
        ),
    ),
)


OF_A_HOUSEHOLD = frozenset({Permission.KEEP_HOUSEHOLD})
"""Rights that only a household's own book knows: its one person has them, a group's roles do not ask."""


class RolesForm(QWidget):
    """One role at a time; saved as a whole."""

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._rules: Mapping[Role, RoleRules] = {}
        self.roles = SegmentedControl()
        self.roles.chosen.connect(self._on_role_chosen)
        self.hint = Label("", tone="soft", wrap=True)
        self.ticks = {permission: QCheckBox() for _key, permissions in GROUPS for permission in permissions}
        self.headings = {key: Label("", strong=True) for key, _permissions in GROUPS}
        self.limits: dict[Limit, TypedField] = {
            Limit.DISCOUNT: PercentField(),
            Limit.REFUND: MoneyField(),
            Limit.PAY_OUT: MoneyField(),
            Limit.COUNT_DIFFERENCE: MoneyField(),
        }
        self.idle = QuantityField()
        self.after_sale = QCheckBox()
        self.limits_heading = Label("", strong=True)
        self.limits_hint = Label("", type="small", tone="soft", wrap=True)
        self.lock_heading = Label("", strong=True)
        self.form = Form(2)
        self.limit_labels = {limit: self.form.add("", field) for limit, field in self.limits.items()}
        self.lock_form = Form(2)
        self.idle_label = self.lock_form.add("", self.idle)
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="check")
        self.default_button = Button("", self._on_default_clicked, kind="link", icon="rotate-ccw")
        cards = [Card() for _group in GROUPS]
        for card, (key, permissions) in zip(cards, GROUPS, strict=True):
            card.add(self.headings[key])
            for permission in permissions:
                card.add(self.ticks[permission])
            card.add(row(-1), 1)
        more = Card()
        more.add(self.limits_heading)
        more.add(self.limits_hint)
        more.add(self.form)
        more.add(row(-1), 1)
        lock = Card()
        lock.add(self.lock_heading)
        lock.add(self.lock_form)
        lock.add(self.after_sale)
        lock.add(row(-1), 1)
        across = QWidget()
        across.setLayout(Flow(*cards, more, lock, least=320))
        content = QWidget()
        content.setLayout(
            column(
                row(self.roles, -1),
                self.hint,
                across,
                row(self.save_button, self.default_button, -1),
                -1,
                spacing=theme.BETWEEN,
            )
        )
        self.setLayout(column(scrolled(content)))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.roles.set_choices([(role, _(words)) for role, words in ROLE_WORDS.items()])
        self.hint.setText(_("What is ticked is allowed; the program checks it, whatever the screen shows."))
        for permission, tick in self.ticks.items():
            words = _(PERMISSION_WORDS[permission])
            tick.setText(words[:1].upper() + words[1:])
        for key, words in (
            ("day", _("Day to day")),
            ("goods", _("Goods")),
            ("books", _("Books")),
            ("group", _("Members and the group")),
            ("see", _("See and take along")),
            ("keep", _("Look after the book")),
        ):
            self.headings[key].setText(words)
        self.limits_heading.setText(_("Alone up to"))
        self.limits_hint.setText(_("Beyond it another person approves; empty means without limit."))
        for limit, label in self.limit_labels.items():
            words = _(LIMIT_WORDS[limit])
            label.setText(words[:1].upper() + words[1:])
            self.limits[limit].setAccessibleName(words)
            if limit is not Limit.DISCOUNT:
                self.limits[limit].set_unit(_("baht"))
        self.lock_heading.setText(_("The screen locks"))
        self.idle_label.setText(_("After so many minutes without a hand"))
        self.idle.setAccessibleName(self.idle_label.raw())
        self.idle.set_unit(_("minutes"))
        self.after_sale.setText(_("After every sale"))
        self.save_button.set_text(_("Save"))
        self.default_button.set_text(_("As it was at first"))

    def show_rules(self, rules: Mapping[Role, RoleRules]) -> None:
        """Show what was read."""
        self._rules = rules
        self._show()

    def _role(self) -> Role:
        key = self.roles.key()
        return key if isinstance(key, Role) else Role.LEADER

    def _show(self, rules: RoleRules | None = None) -> None:
        role = self._role()
        shown = rules or self._rules.get(role)
        if shown is None:
            return
        for permission, tick in self.ticks.items():
            tick.setChecked(permission in shown.permissions)
            kept = role is Role.LEADER and permission in LEADER_KEEPS
            never = role is Role.AUDITOR and permission not in READ_ONLY
            tick.setEnabled(not kept and not never)
        for limit, field in self.limits.items():
            field.set_value(shown.limits.get(limit))
        self.idle.set_value(shown.idle_minutes * 1_000)
        self.after_sale.setChecked(shown.lock_after_sale)

    @Slot(object)
    def _on_role_chosen(self, _role: object) -> None:
        self._show()

    @Slot()
    def _on_default_clicked(self) -> None:
        from app.domain.roles import DEFAULT_RULES

        self._show(DEFAULT_RULES[self._role()])

    @Slot()
    def _on_save_clicked(self) -> None:
        if not all(field.check() for field in (*self.limits.values(), self.idle)):
            return
        limits = {
            limit: value for limit, field in self.limits.items() if isinstance(value := field.value(), int)
        }
        minutes = self.idle.value()
        ticked = frozenset(permission for permission, tick in self.ticks.items() if tick.isChecked())
        before = self._rules.get(self._role())
        rules = RoleRules(
            self._role(),
            ticked | (OF_A_HOUSEHOLD & before.permissions if before is not None else frozenset()),
            limits,
            minutes // 1_000 if isinstance(minutes, int) else 0,
            self.after_sale.isChecked(),
        )
        self._runner.run(
            self,
            partial(people.change_rules, self._session, rules),
            self._on_saved,
            failed=self._messages.show_error,
        )

    def _on_saved(self, _saved: object) -> None:
        self._messages.say(_("Saved."))
