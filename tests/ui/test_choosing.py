"""The search field and the choice from a list."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.thai.fold import fold
from tests.ui.keys import front, press, type_text
from ui.widgets import choice_lines
from ui.widgets.choosing import Choice, ChoiceField, SearchField, SimpleChoice

GOODS = [
    Choice(1, "กะปิผงรสวาซาบิ", "ขวด"),
    Choice(2, "ชาหญ้าหมอน้อย"),
    Choice(3, "ไรซ์เบอร์รี่", also="rice"),
    Choice(4, "ข้าวไรซ์เบอร์รี่"),
]


@pytest.fixture
def field(qtbot):
    made = ChoiceField("สินค้า", GOODS)
    qtbot.addWidget(made)
    front(qtbot, made)
    made.edit.setFocus()
    return made


def lines(field):
    return [choice.text for choice in field.model.shown]


def test_typing_filters_folded_and_what_begins_so_comes_first(field):
    type_text(field.edit, "ไรซ์เบอรี่")
    assert lines(field) == ["ไรซ์เบอร์รี่", "ข้าวไรซ์เบอร์รี่"]
    assert field.box.isVisible()


def test_words_are_found_anywhere(field):
    type_text(field.edit, "RICE")
    assert lines(field) == ["ไรซ์เบอร์รี่"]


def test_enter_takes_the_marked_line(field):
    heard: list[Any] = []
    field.committed.connect(heard.append)
    type_text(field.edit, "ชา")
    press(field.edit, Qt.Key.Key_Return)
    assert field.key() == 2
    assert field.text() == "ชาหญ้าหมอน้อย"
    assert heard == [2]
    assert not field.box.isVisible()


def test_arrows_open_and_move(field):
    press(field.edit, Qt.Key.Key_Down)
    assert field.box.isVisible()
    assert len(lines(field)) == 4
    press(field.edit, Qt.Key.Key_Down)
    press(field.edit, Qt.Key.Key_Down)
    press(field.edit, Qt.Key.Key_Up)
    press(field.edit, Qt.Key.Key_Return)
    assert field.key() == 2


def test_escape_closes_the_list_and_keeps_the_text(field):
    type_text(field.edit, "กะ")
    press(field.edit, Qt.Key.Key_Escape)
    assert not field.box.isVisible()
    assert field.text() == "กะ"


def test_text_that_names_nothing_is_refused_and_kept(field):
    type_text(field.edit, "ไม่มี")
    assert not field.check()
    assert "ไม่มี" in field.error()
    assert field.text() == "ไม่มี"
    assert field.key() is None


def test_whole_name_typed_counts_without_the_list(field):
    type_text(field.edit, "ชาหญ้าหมอน้อย")
    press(field.edit, Qt.Key.Key_Escape)
    assert field.key() == 2


def test_typing_on_drops_the_choice(field):
    field.set_value(1)
    type_text(field.edit, "ก")
    assert field.key() is None


def test_click_takes_a_line(field, qtbot):
    field.open_list()
    field._on_view_clicked(field.model.index(2))
    assert field.key() == 3


def test_new_entry_is_made_of_what_was_typed(qtbot):
    made_of: list[Any] = []

    def create(name):
        made_of.append(name)
        parties.set_choices([*GOODS, Choice(9, name)])
        return 9

    parties = ChoiceField("ลูกค้า", GOODS, on_create=create)
    qtbot.addWidget(parties)
    front(qtbot, parties)
    type_text(parties.edit, "ป้าแดง")
    assert lines(parties) == ["Add “ป้าแดง”"]
    press(parties.edit, Qt.Key.Key_Return)
    assert made_of == ["ป้าแดง"]
    assert parties.key() == 9
    assert parties.text() == "ป้าแดง"


def test_existing_name_is_not_offered_as_new(qtbot):
    field = ChoiceField("x", GOODS, on_create=lambda name: None)
    qtbot.addWidget(field)
    front(qtbot, field)
    type_text(field.edit, "ชาหญ้าหมอน้อย")
    assert lines(field) == ["ชาหญ้าหมอน้อย"]


def test_other_choices_keep_what_was_chosen_if_it_is_there(field):
    field.set_value(2)
    field.set_choices([Choice(2, "ชาใหม่")])
    assert field.key() == 2
    assert field.text() == "ชาใหม่", "it was renamed meanwhile"
    field.set_choices([Choice(7, "อื่น")])
    assert field.key() is None
    assert field.text() == ""


def test_leaving_closes_the_list(field):
    field.open_list()
    field.edit.clearFocus()
    assert not field.box.isVisible()


def test_unknown_key_chooses_nothing(field):
    field.set_value(99)
    assert field.key() is None


def test_short_choice_starts_on_its_first_line(qtbot):
    field = SimpleChoice("x", [Choice("a", "A"), Choice("b", "B")])
    qtbot.addWidget(field)
    assert field.key() == "a"


def test_search_is_folded_and_told_once(qtbot):
    field = SearchField("ค้นหา", rest_ms=0)
    qtbot.addWidget(field)
    heard: list[Any] = []
    field.searched.connect(heard.append)
    type_text(field, "ไรซ์เบอรี่")
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    field.search_now()
    assert len(heard) == 1
    assert heard[0] == field.folded()


def test_escape_empties_the_search(qtbot):
    field = SearchField("ค้นหา", rest_ms=0)
    qtbot.addWidget(field)
    heard: list[Any] = []
    field.searched.connect(heard.append)
    type_text(field, "ab")
    field.search_now()
    press(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert heard == ["ab", ""]


def test_down_goes_to_what_was_found(qtbot):
    field = SearchField("ค้นหา")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.down_pressed):
        press(field, Qt.Key.Key_Down)
    assert field.accessibleName() == "ค้นหา"


def test_a_key_in_a_list_of_thousands_folds_and_measures_few_lines(qtbot, monkeypatch):
    made = ChoiceField("สินค้า", [Choice(at, f"สินค้าหมายเลข {at}", also=f"P{at}") for at in range(5_000)])
    qtbot.addWidget(made)
    front(qtbot, made)
    made.edit.setFocus()
    work = {"fold": 0, "data": 0}
    real_fold, real_data = fold, choice_lines.ChoicesModel.data

    def counted(text):
        work["fold"] += 1
        return real_fold(text)

    def data(model, index, role=Qt.ItemDataRole.DisplayRole):
        work["data"] += 1
        return real_data(model, index, role)

    monkeypatch.setattr(choice_lines, "fold", counted)
    monkeypatch.setattr(choice_lines.ChoicesModel, "data", data)
    type_text(made.edit, "ส")
    assert len(lines(made)) == 5_000
    assert work["fold"] < 50
    assert work["data"] < 500
    made.edit.selectAll()
    type_text(made.edit, "สินค้าหมายเลข 4321")
    assert made.value() == 4321, "its own words name a line, whatever else it is found by"


def test_lines_of_a_form_share_one_list(qtbot):
    goods = [Choice(at, f"สินค้า {at}") for at in range(choice_lines.MANY)]
    first, second = ChoiceField("a", goods), ChoiceField("b", list(goods))
    for each in (first, second):
        qtbot.addWidget(each)
    assert first.model.lines is second.model.lines
    type_text(first.edit, "สินค้า 7")
    assert len(second.model.choices()) == choice_lines.MANY
    assert len(second.model.shown) == choice_lines.MANY
