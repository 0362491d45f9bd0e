"""The tabs of assets and animals by keys: a new asset, its wear, its leaving; a herd and its days."""

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.asset import AssetKind, AssetSource, Leaving
from app.domain.herd import HerdEvent
from app.domain.session import Permission
from app.queries.assets import register
from app.queries.herds import herds
from app.queries.integrity import check_books
from app.services.books import enter_thread, leave_thread
from app.services.settings import change_settings
from tests.builders import make_book, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press, type_text
from ui.messages import Messages, StatusLine, Toast
from ui.pages.assets.register_list import LEFT
from ui.pages.assets.view import AssetsView
from ui.pages.herd.view import HerdView
from ui.runner import Runner
from ui.widgets.slip_pay import LATER

TODAY = dt.date(2026, 10, 6)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Place:
    """One of the two pages over a real book."""

    def __init__(self, qtbot, session, view) -> None:
        self.qtbot, self.session = qtbot, session
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1200, 760)
        qtbot.addWidget(self.window)
        self.status = StatusLine()
        went: list[tuple[str, str]] = []
        self.went = went
        self.view = view(
            session,
            self.runner,
            Messages(self.window, self.status, Toast(self.window)),
            open_link=lambda _link: None,
            go_to=lambda place, what: went.append((place, what)),
            today=lambda: TODAY,
        )
        self.runner.changed.connect(self.view.refresh)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.view)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.view.refresh(Changes.EVERYTHING)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self._is_calm, timeout=10_000)

    def _is_calm(self) -> bool:
        if self.runner.busy:
            return False
        QCoreApplication.processEvents()
        return not self.runner.busy

    def key(self, keys: str) -> None:
        """A key of the page."""
        action = next(each.action for each in self.view.shortcuts() if each.keys == keys)
        assert action is not None
        action()
        self.settle()

    def save(self, form: QWidget) -> None:
        """Ctrl+Enter in the field that has the cursor."""
        press(form, Qt.Key.Key_Return, modifiers=CONTROL)
        self.settle()


def enter(field, text: str) -> None:
    """Type into a field, then leave it by Enter."""
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, text)
    press(field.edit, Qt.Key.Key_Return)


@pytest.fixture
def place(qtbot, tmp_path, request):
    view, permissions = request.param
    session = make_book(tmp_path)
    made = Place(qtbot, session_with(*permissions) if permissions else session, view)
    yield made
    made.runner.stop()
    made.runner.deleteLater()
    assert check_books() == []


ASSETS, HERD, READER = (AssetsView, ()), (HerdView, ()), (AssetsView, (Permission.SEE_BOOKS,))


@pytest.mark.parametrize("place", [ASSETS], indirect=True)
def test_a_registered_group_tells_the_tax_in_the_price_apart(place):
    view = place.view
    place.key("Ctrl+N")
    assert view.new_form.vat.isHidden(), "not registered"
    change_settings(place.session, {"vat_registered_from": TODAY.replace(day=1).isoformat()})
    view.refresh(Changes.EVERYTHING)
    place.settle()
    form = view.new_form
    assert not form.vat.isHidden()
    enter(form.words.name, "เครื่องซีล")
    enter(form.cost, "1070")
    enter(form.years, "5")
    enter(form.vat.amount, "70")
    place.save(form)
    (row,) = register(TODAY, TODAY)
    assert row.cost == 1_000_00
    place.key("Ctrl+N")
    form.source.set_value(AssetSource.LENT)
    form.source.committed.emit(AssetSource.LENT)
    assert form.of_bought.isHidden()


@pytest.mark.parametrize("place", [ASSETS], indirect=True)
def test_an_asset_from_its_form_to_its_leaving(place):
    view = place.view
    assert view.stage.currentWidget() is view.empty
    place.key("Ctrl+N")
    form = view.new_form
    assert form.words.name.edit.hasFocus()
    enter(form.words.name, "เครื่องอบ")
    enter(form.cost, "๒๔,๐๐๐")
    place.save(form)
    assert "how long" in form.banner.label.raw().lower(), "an asset with no life"
    enter(form.years, "5")
    form.day.set_value(dt.date(2026, 8, 15))
    place.save(form)
    (row,) = register(TODAY, TODAY)
    assert (row.name, row.cost, row.life_months, row.kind) == ("เครื่องอบ", 24_000_00, 60, AssetKind.EQUIPMENT)
    assert view.stage.currentWidget() is view.table
    assert not view.banner.isHidden(), "two months are missing"

    place.key("Ctrl+D")
    assert view.banner.isHidden()
    assert register(TODAY, dt.date(2026, 1, 1))[0].this_year == 800_00

    view.open("A0001")
    place.settle()
    assert not view.panel.isHidden()
    view.leave_button.click()
    leave = view.leave_form
    assert leave.how.key() is Leaving.SOLD
    enter(leave.amount, "20000")
    place.save(leave)
    assert register(TODAY, TODAY)[0].gone_on == TODAY
    view.which.set_key(LEFT)
    view.which.chosen.emit(LEFT)
    assert view.model.rowCount() == 1


@pytest.mark.parametrize("place", [ASSETS], indirect=True)
def test_a_lent_one_asks_for_its_owner_and_makes_him(place):
    view = place.view
    place.key("Ctrl+N")
    form = view.new_form
    form.source.set_value(AssetSource.LENT)
    form.source.committed.emit(AssetSource.LENT)
    assert form.pay.isHidden()
    enter(form.words.name, "ตู้อบของหน่วยงาน")
    place.save(form)
    assert not form.banner.isHidden()
    enter(form.party, "เกษตรอำเภอ")
    place.save(form)
    (row,) = register(TODAY, TODAY)
    assert (row.is_lent, row.party, row.book_value) == (True, "เกษตรอำเภอ", 0)


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_who_only_reads_is_offered_nothing_to_write(place):
    view = place.view
    assert view.new_button.isHidden()
    assert "Ctrl+N" not in [each.keys for each in view.shortcuts()]
    view.open("new")
    assert view.stack.currentWidget() is view.home
    view.register_button.click()
    assert place.went == [("reports", "asset-register")]


@pytest.mark.parametrize("place", [HERD], indirect=True)
def test_a_herd_is_begun_fed_and_sold(place):
    view = place.view
    assert view.stage.currentWidget() is view.empty
    place.key("Ctrl+N")
    enter(view.herd_form.name, "วัวเนื้อ")
    place.save(view.herd_form)
    view.table.choose_first()
    view._on_row_chosen(view.model.row_at(0))
    place.settle()

    def happens(event: HerdEvent, heads: str = "", amount: str = "", *, owed: bool = False) -> None:
        place.key("Ctrl+E")
        form = view.event_form
        form.what.set_value(event)
        form.what.committed.emit(event)
        if heads:
            enter(form.heads, heads)
        if amount:
            enter(form.amount, amount)
        if owed:
            form.pay_out.how.set_value(LATER)
        place.save(form)

    happens(HerdEvent.BOUGHT, "๔", "20000")
    happens(HerdEvent.RAISED, amount="2000")
    happens(HerdEvent.SOLD, "9", "7000")
    assert "4" in view.event_form.banner.label.raw(), "more than there are"
    view.go_back()
    happens(HerdEvent.SOLD, "1.5", "7000")
    assert not view.event_form.banner.isHidden(), "half an animal"
    view.go_back()
    happens(HerdEvent.SOLD, "1", "7000")
    (row,) = herds(TODAY)
    assert (row.heads, row.value) == (3, 16_500_00)
    happens(HerdEvent.RAISED, amount="100", owed=True)
    assert not view.event_form.banner.isHidden(), "owed to nobody"
    assert herds(TODAY)[0].value == 16_500_00
