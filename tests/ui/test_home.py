"""Home: figures of the day, what needs doing with a step to it, charts; where an empty book begins."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.i18n import set_language
from app.services.sales import post_sale
from app.thai.dates import today
from reports.home_tasks import Task, ToDo
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.desk import Desk
from tests.ui.keys import press
from ui.pages.home.view import HomeView
from ui.widgets.buttons import Button

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def home(desk):
    desk.sell(2, on=today())
    page = HomeView(desk.session, desk.runner, desk.messages, open_link=desk.open_link, go_to=desk.go_to)
    desk.show(page)
    return page


def todo_buttons(home):
    return [button for button in home.todo_card.findChildren(Button) if button.isVisible()]


def test_figures_are_the_books(home):
    values = [figure.value.raw() for figure in home.figures]
    # two pieces at 59.00, bought for 1,316.60 in cash before; the cost of two of twenty for 666.60 is 66.66
    assert values == ["118.00", "−1,198.60", "51.34", "0.00"]
    assert [figure.label.raw() for figure in home.figures][:2] == ["Sold today", "Cash"]


def test_every_figure_leads_somewhere(desk, home):
    for figure in home.figures:
        desk.click(figure)
    assert desk.visits == [("sell", ""), ("reports", "cash"), ("reports", "monthly"), ("money", "owed:in")]


def test_keys_open_a_figure(desk, home):
    press(home.figures[1], Qt.Key.Key_Return)
    assert desk.visits == [("reports", "cash")]


def test_what_needs_doing_leads_there(desk, home):
    assert not home.nothing.isVisible()
    buttons = todo_buttons(home)
    assert any("no copy" in button.text() for button in buttons)
    desk.click(next(button for button in buttons if "no copy" in button.text()))
    assert desk.visits == [("safety", "backup")]


def test_a_new_sale_shows_at_once(desk, home):
    desk.sell(1, on=today())
    home.refresh(Changes.SALES)
    desk.settle()
    assert home.figures[0].value.raw() == "177.00"


def test_a_debt_is_named_and_leads_to_the_debtors(desk, home):
    stall = desk.stall
    draft = stall.draft(
        stall.line(stall.tea, 1, 8_900), pay=(stall.by("account", 8_900),), party_uid=stall.customer
    )
    post_sale(desk.session, draft, on=today())
    home.refresh(Changes.EVERYTHING)
    desk.settle()
    assert home.figures[3].value.raw() == "89.00"
    desk.click(next(button for button in todo_buttons(home) if "89.00" in button.text()))
    assert desk.visits == [("money", "owed:in")]


def test_charts_show_what_was_sold(home):
    shown = [chart for chart in home.charts if chart.isVisible()]
    assert len(shown) == 2  # nothing was produced, so there is no make-up of cost
    assert not home.empty.isVisible()


def test_figures_are_never_cut(desk, home):
    desk.window.resize(820, 600)
    desk.qtbot.waitUntil(lambda: home.width() < 830)
    for figure in home.figures:
        assert figure.value.width() >= figure.value.sizeHint().width()


def test_in_thai_nothing_stays_english(home, desk):
    set_language("th")
    home.retranslate()
    desk.settle()
    words = [home.greeting.raw(), *(figure.label.raw() for figure in home.figures)]
    words += [button.text() for button in home.action_buttons]
    assert not [each for each in words if any("a" <= sign.lower() <= "z" for sign in each)]


def test_an_idle_month_shows_the_last_one_with_sales(qtbot, qapp, tmp_path):
    desk = Desk(qtbot, qapp, tmp_path)
    try:
        desk.sell(4, on=dt.date(2025, 3, 9))
        page = HomeView(desk.session, desk.runner, desk.messages, open_link=desk.open_link, go_to=desk.go_to)
        desk.show(page)
        assert page.figures[0].value.raw() == "0.00"
        assert not page.empty.isVisible()
    finally:
        desk.close()


def test_a_new_book_is_led_to_its_opening(desk, monkeypatch):
    page = HomeView(desk.session, desk.runner, desk.messages, open_link=desk.open_link, go_to=desk.go_to)
    desk.show(page)
    assert not [each for each in todo_buttons(page) if "first day" in each.text()]  # the stall has bought
    monkeypatch.setattr("reports.home.book_span", lambda: None)
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    desk.click(next(each for each in todo_buttons(page) if "first day" in each.text()))
    assert desk.visits == [("books", "opening")]


def test_five_things_to_do_and_the_rest_when_asked_for(desk, home):
    todos = tuple(ToDo(task, f"{task.value} waits") for task in list(Task)[:9])

    def shown(*words):
        def says():
            found = sorted(todo_buttons(home), key=lambda each: each.mapTo(home, each.rect().topLeft()).y())
            return [each.text().strip() for each in found] == list(words)

        desk.qtbot.waitUntil(says)

    words = [f"{todo.task.value} waits" for todo in todos]
    home._show(replace(home._sheet, todos=todos))
    shown(*words[:5], "4 more")
    press(home.more_button, Qt.Key.Key_Return)
    shown(*words, "Show fewer")
    desk.click(home.more_button)
    shown(*words[:5], "4 more")
    home._show(replace(home._sheet, todos=todos[:6]))
    shown(*words[:6])


def test_a_long_sentence_makes_nothing_wider_and_is_told_whole(desk, home):
    long = "The orders of " + ", ".join(f"somebody {number}" for number in range(40)) + " are late."
    home._show(replace(home._sheet, todos=(ToDo(Task.ORDERS_LATE, long),)))
    desk.qtbot.waitUntil(lambda: any(each.text().endswith("…") for each in todo_buttons(home)))
    (button,) = [each for each in todo_buttons(home) if each.text().endswith("…")]
    assert button.accessibleName() == long
    assert "somebody 39" in button.toolTip()
    assert home.todo_card.width() <= home.width()
    desk.click(button)
    assert desk.visits == [("market", "orders:late")]
