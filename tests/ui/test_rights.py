"""What each role is shown: places, buttons, figures; the services refuse the rest all the same."""

from pathlib import Path

import pytest

from app.changes import Changes
from app.domain.party import PartyData
from app.domain.roles import DEFAULT_RULES, Role
from app.domain.session import Session, issue
from app.services.parties import create_party
from app.thai.dates import today
from reports.model import Link
from tests.fixtures import _no_book_left_open, _own_machine_settings
from ui.book_places import NEEDS, PlaceNeeds, place_of, places
from ui.books_place import books_tabs
from ui.finder import BookFinder
from ui.group_place import group_tabs
from ui.market_place import market_tabs
from ui.members_place import members_tabs
from ui.money_place import money_tabs
from ui.pages.home.view import HomeView
from ui.pages.reports.view import ReportsView
from ui.pages.stock.view import StockView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

LEADER, BOOKKEEPER, SELLER, MEMBER, AUDITOR = Role
PLACES = {
    LEADER: ["home", "sell", "produce", "stock", "reports"],
    BOOKKEEPER: ["home", "sell", "produce", "stock", "reports"],
    SELLER: ["home", "sell", "stock", "reports"],
    MEMBER: ["home", "reports"],
    AUDITOR: ["home", "stock", "reports"],
}


def working_as(role: Role, party_id: int | None = None) -> Session:
    rules = DEFAULT_RULES[role]
    person = Session(1, "ผู้ทดลอง", 1, 1, 1, role=role, party_id=party_id)
    return issue(person, rules.permissions, rules.limits)


def no_file(_name: str, _kind: str) -> Path | None:
    return None


def needs_of(desk, session):
    return PlaceNeeds(
        app=desk.app,
        session=session,
        runner=desk.runner,
        window=lambda: desk.window,
        go_to=desk.go_to,
        open_link=desk.open_link,
        save_file=no_file,
        rewrite=lambda _password, _encrypt: None,
        keeper=lambda: None,
        bring_back=lambda _copy: None,
    )


@pytest.mark.parametrize("role", Role)
def test_places_of_a_role(desk, role):
    needs = needs_of(desk, working_as(role))
    keys = [spec.key for spec in places(needs)]
    assert [key for key in keys if key in PLACES[LEADER]] == PLACES[role]
    assert "settings" in keys


@pytest.mark.parametrize(
    ("place", "tabs"),
    [
        *(("money", money_tabs), ("books", books_tabs), ("members", members_tabs)),
        *(("group", group_tabs), ("market", market_tabs)),
    ],
)
def test_whoever_has_business_in_a_tab_reaches_its_place(desk, place, tabs):
    needs = needs_of(desk, working_as(Role.LEADER))
    for tab in tabs(needs):
        assert set(tab.needs) <= set(NEEDS[place]), tab.key


def test_a_link_leads_to_a_paper_where_she_has_no_place(desk):
    bill, goods = Link("document", "ร1-2569-000001"), Link("stock-card", "KAPI")
    assert place_of(bill, working_as(SELLER)) == ("sell", bill.argument)
    assert place_of(bill, working_as(AUDITOR)) == ("reports", bill.argument)
    assert place_of(goods, working_as(SELLER)) == ("stock", "KAPI")
    assert place_of(goods, working_as(MEMBER)) == ("reports", "stock-card:KAPI")


@pytest.mark.parametrize(
    ("role", "figures", "buttons"),
    [
        (
            LEADER,
            ["Sold today", "Cash", "Profit", "Customers owe"],
            [True, True, True, True, False],
        ),
        (SELLER, ["Sold today"], [True, False, False, False, True]),
        (MEMBER, [], [False, False, False, False, True]),
        (AUDITOR, ["Sold today", "Cash", "Profit", "Customers owe"], [False] * 5),
    ],
)
def test_home_of_a_role(desk, role, figures, buttons):
    desk.sell(2, on=today())
    mine = create_party(desk.stall.session, PartyData(name="สมาชิก 001", is_member=True))
    session = working_as(role, mine.id)
    page = HomeView(session, desk.runner, desk.messages, open_link=desk.open_link, go_to=desk.go_to)
    desk.show(page)
    shown = [figure.label.raw() for figure in page.figures if figure.isVisible()]
    assert [label.split(" of ")[0] for label in shown] == figures
    assert [button.isVisible() for button in (*page.action_buttons, page.own_button)] == buttons
    assert [button.isVisible() for button in page.stall_buttons] == [role is SELLER] * 2
    if role is SELLER:
        for button in page.stall_buttons:
            desk.click(button)
        assert desk.visits == [("market", "orders:new"), ("money", "drawer")]


def test_a_figure_leads_to_a_paper_where_she_does_not_sell(desk):
    page = HomeView(
        working_as(AUDITOR), desk.runner, desk.messages, open_link=desk.open_link, go_to=desk.go_to
    )
    desk.show(page)
    desk.click(page.figures[0])
    assert desk.visits == [("reports", "sales-by-product")]


OWN = ("member-statement", "member-privacy", "own-account")
BILLS = ("receipt", "receipt-of-debt")
TAX = ("tax-invoice", "credit-note")
OFFERS = ("quotation", "delivery-note", "invoice")
DRAWERS = ("drawer-x", "drawer-z")
EVENTS = ("market-day", "market-compare", "tally-sheet", "receipt-books")
ORDERS = (
    *("open-orders", "production-plan", "materials-list"),
    *("packing-list", "pick-up-list", "order-labels", "order", "deposit-receipt"),
)
MARKET_SALES = ("sales-by-hour", "sales-by-channel", "sales-by-event", "sales-by-seller")
LISTING = ("catalogue", "shelf-labels", "goods-labels")
NONE_YET = {*ORDERS[-2:], EVENTS[0], EVENTS[2], "receipt-of-debt", *TAX, *OFFERS, DRAWERS[1]}
"""Papers that this book has none of."""


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (
            SELLER,
            [
                "sales-by-product",
                "stock-list",
                "stock-card",
                *BILLS,
                *OWN[:2],
                *TAX,
                *DRAWERS,
                *EVENTS,
                *ORDERS,
                *MARKET_SALES,
                *LISTING,
                OWN[2],
                *OFFERS,
            ],
        ),
        (MEMBER, [*OWN]),
    ],
)
def test_reports_of_a_role(desk, role, names):
    desk.sell(2)
    mine = create_party(desk.stall.session, PartyData(name="สมาชิก 001", is_member=True))
    page = ReportsView(
        working_as(role, mine.id),
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        save_file=no_file,
    )
    desk.show(page)
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    assert [kind.name for kind in page._kinds] == names
    for name in names:
        page.open(name)
        desk.settle()
        shown = (page.empty,) if name in NONE_YET else (page.screen_page, page.preview)
        assert page.stage.currentWidget() in shown, name
    assert page.questions.party.isHidden()
    assert not page.pdf_button.isVisible()
    assert page.print_button.isVisible()
    page.open("monthly")
    desk.settle()
    assert page._kind.name == names[-1]


def test_stock_of_a_seller(desk):
    page = StockView(
        working_as(SELLER), desk.runner, desk.messages, open_link=desk.open_link, save_file=no_file
    )
    desk.show(page)
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    assert page.goods.model.columnCount() == 5
    for button in (page.new_button, page.receive_button, page.goods.xlsx_button):
        assert not button.isVisible()
    page.open("KAPI")
    desk.settle()
    panel = page.goods.panel
    assert panel.isVisible()
    assert not panel.edit_button.isVisible()
    assert not panel.receive_button.isVisible()
    words = [label.raw() for label in panel.names]
    assert "Average cost" not in words
    assert "Margin" not in words


def test_what_the_palette_offers(desk):
    desk.sell(1)

    def hits(role: Role) -> list[int]:
        finder = BookFinder(
            working_as(role), desk.runner, open_link=desk.open_link, go_to=desk.go_to, parent=desk.window
        )
        desk.settle()
        return [
            len(finder.find_reports("stock")),
            len(finder.find_products("kapi")),
            len(finder.find_parties("01")),
        ]

    assert hits(LEADER) == [4, 1, 1]
    assert hits(SELLER) == [2, 1, 0]
    assert hits(MEMBER) == [0, 0, 0]
