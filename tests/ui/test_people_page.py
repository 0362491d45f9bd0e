"""The cards of the people page by keyboard: Enter in the second password goes on, and only once."""

from typing import Any, cast

from ui.pages.people.first_steps import FirstPasswordCard
from ui.pages.people.people_list import PersonPanel

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
