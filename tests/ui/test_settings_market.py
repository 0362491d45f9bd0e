"""What the settings say of others' goods and of orders, by keys."""

import pytest
from PySide6.QtCore import Qt

from app.queries.settings import business_settings
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press, type_text
from ui.pages.settings.view import SettingsView, WindowControls

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def card(desk):
    controls = WindowControls(print, print, print)
    page = SettingsView(desk.session, desk.runner, desk.messages, window=controls)
    desk.show(page, height=1400)
    return page.market


def enter(desk, field, text):
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, text)
    press(field.edit, Qt.Key.Key_Return)
    desk.settle()


def test_what_is_usual_is_changed_and_refused_in_words(desk, card):
    assert card.first.key() == "consigned"
    card.first.chosen.emit("own")
    desk.settle()
    enter(desk, card.fields["consigned_warn_days"], "๔๕")
    enter(desk, card.fields["deposit_bp"], "25")
    settings = business_settings()
    assert (settings.sold_first, settings.consigned_warn_days, settings.deposit_bp) == ("own", 45, 2_500)
    enter(desk, card.fields["consigned_warn_days"], "0")
    assert card.fields["consigned_warn_days"].error()
    enter(desk, card.fields["deposit_bp"], "120")
    assert card.fields["deposit_bp"].error()
    assert business_settings() == settings
    field = card.fields["promise_days"]
    field.edit.setFocus()
    field.edit.clear()
    press(field.edit, Qt.Key.Key_Return)
    desk.settle()
    assert field.number() == settings.promise_days, "an emptied field says again what holds"
