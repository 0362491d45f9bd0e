"""The cards of the people page by keyboard: Enter in the second password goes on, and only once."""

from types import SimpleNamespace
from typing import Any, cast

from app.domain.roles import DEFAULT_RULES, Permission, Role, RoleRules
from app.services import people
from ui.pages.people.first_steps import FirstPasswordCard
from ui.pages.people.people_list import PersonPanel
from ui.pages.people.roles_form import GROUPS, OF_A_HOUSEHOLD, RolesForm

SECRET = "กล้วยหอมทอง9"


class Waiting:
    """Takes jobs and never ends one, like a book on a slow stick."""

    def __init__(self) -> None:
        self.jobs: list[object] = []

    def run(self, _owner: object, job: object, _done: object, **_more: object) -> None:
        """Keep the job."""
        self.jobs.append(job)


def test_enter_pressed_twice_sets_the_first_password_once(qtbot):
    runner = Waiting()
    card = FirstPasswordCard(cast(Any, None), cast(Any, runner), cast(Any, None))
    qtbot.addWidget(card)
    card.show_name("แดง")
    for each in (card.new.first, card.new.second):
        each.edit.setText(SECRET)
    for _again in range(2):
        card.new.second.edit.returnPressed.emit()
    assert len(runner.jobs) == 1


def test_enter_in_the_second_password_lets_somebody_in(qtbot):
    said: list[str] = []
    panel = PersonPanel(lambda _job, words: said.append(words))
    qtbot.addWidget(panel)
    panel.show_person(None)
    panel.name.set_value("น้อย")
    for each in (panel.new.first, panel.new.second):
        each.edit.setText(SECRET)
    panel.new.second.edit.returnPressed.emit()
    assert len(said) == 1
    assert "น้อย" in said[0]


def test_every_right_of_a_group_can_be_ticked_and_a_household_is_not_asked_about(qtbot, monkeypatch):
    ticked = [permission for _key, permissions in GROUPS for permission in permissions]
    assert sorted(ticked) == sorted(set(Permission) - OF_A_HOUSEHOLD)
    saved: list[RoleRules] = []
    monkeypatch.setattr(people, "change_rules", lambda _session, rules: saved.append(rules))
    runner = Waiting()
    messages = SimpleNamespace(show_error=None)
    form = RolesForm(cast(Any, None), cast(Any, runner), cast(Any, messages))
    qtbot.addWidget(form)
    form.show_rules(DEFAULT_RULES)
    form.roles.set_key(Role.LEADER)
    form.save_button.click()
    cast(Any, runner.jobs.pop())()
    assert saved[0].permissions == DEFAULT_RULES[Role.LEADER].permissions, (
        "saving unchanged takes nothing away"
    )
