"""Settings by keys and mouse: each field saves as it is left, ways to pay are rows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from app.changes import Changes
from app.i18n import set_language
from app.queries.catalogue import tenders
from app.queries.settings import business_settings
from app.settings import change_machine, load_machine
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press, type_text
from ui import theme
from ui.files import FileNotReadError
from ui.pages.settings import work
from ui.pages.settings.view import SettingsView, WindowControls

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def switched():
    return []


@pytest.fixture
def page(desk, switched):
    controls = WindowControls(switched.append, switched.append, switched.append)
    made = SettingsView(desk.session, desk.runner, desk.messages, window=controls)
    desk.show(made, height=1400)
    return made


def retype(desk, field, text, key=Qt.Key.Key_Return):
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, text)
    press(field.edit, key)
    desk.settle()


def tender(code):
    return next(each for each in tenders(active_only=False) if each.code == code)


def test_a_field_is_saved_when_it_is_left(desk, page):
    retype(desk, page.enterprise.fields["enterprise_name"], "วิสาหกิจชุมชน <b>ริมคลอง</b> =1+1")
    assert business_settings().enterprise_name == "วิสาหกิจชุมชน <b>ริมคลอง</b> =1+1"
    assert "Saved" in desk.status.message.raw()


def test_a_field_that_did_not_change_writes_nothing(desk, page):
    before = desk.qtbot
    field = page.enterprise.fields["enterprise_name"]
    with before.assertNotEmitted(desk.runner.changed, wait=50):
        retype(desk, field, field.text())


def test_rounding_is_chosen_by_keys(desk, page):
    assert not page.bills.way.isEnabled()
    press(page.bills.rounding, Qt.Key.Key_Right)
    desk.settle()
    assert business_settings().rounding_step == 25
    assert page.bills.way.isEnabled()
    press(page.bills.way, Qt.Key.Key_Right)
    desk.settle()
    assert business_settings().rounding_down is True


def test_own_work_takes_thai_digits(desk, page):
    retype(desk, page.bills.rate, "๖๒.๕๐")
    assert business_settings().own_labour_rate_e4 == 62_500_000


def test_a_rate_that_is_no_number_is_refused_under_its_field(desk, page):
    before = business_settings().own_labour_rate_e4
    retype(desk, page.bills.rate, "1x")
    assert page.bills.rate.error()
    assert business_settings().own_labour_rate_e4 == before


def test_a_promptpay_number_is_given_to_its_way_to_pay(desk, page):
    page.open("promptpay")
    desk.settle()
    form = page.tenders.form
    assert form.target.isVisible()
    retype(desk, form.target, "000-000-0000", Qt.Key.Key_Tab)
    desk.click(page.tenders.save_button)
    saved = tender("PROMPTPAY")
    assert (saved.promptpay_kind, saved.promptpay_target) == ("mobile", "0000000000")
    assert not page.tenders.editor.isVisible()
    assert any("0000000000" in button.text() for button in page.tenders.buttons)


def test_a_number_that_cannot_be_is_refused_and_kept_as_typed(desk, page):
    page.open("promptpay")
    desk.settle()
    form = page.tenders.form
    retype(desk, form.target, "12345", Qt.Key.Key_Tab)
    desk.click(page.tenders.save_button)
    assert form.target.error()
    assert form.target.text() == "12345"
    assert page.tenders.editor.isVisible()
    assert tender("PROMPTPAY").promptpay_target == ""


def test_another_way_to_pay_is_added_with_holder_and_fee(desk, page):
    desk.click(page.tenders.add_button)
    form = page.tenders.form
    type_text(form.name.edit, "Wallet of the stall")
    form.kind.set_value("other")
    retype(desk, form.holder, "ลูกค้าประจำ", Qt.Key.Key_Return)
    retype(desk, form.fee, "1.5", Qt.Key.Key_Tab)
    form.asks_reference.setFocus()
    press(form.asks_reference, Qt.Key.Key_Space, " ")
    desk.click(page.tenders.save_button)
    added = next(each for each in tenders() if each.name == "Wallet of the stall")
    assert (added.kind, added.fee_bp, added.asks_reference, added.holder) == (
        "other",
        150,
        False,
        "ลูกค้าประจำ 01",
    )
    assert added.position == max(each.position for each in tenders())
    assert "Wallet of the stall" in page.tenders.buttons[-1].text()


def test_money_that_comes_later_needs_a_name_and_a_day(desk, page):
    cod = next(button for button in page.tenders.buttons if "Paid on delivery" in button.text())
    assert not any("Deposit taken off" in button.text() for button in page.tenders.buttons)
    desk.click(cod)
    form = page.tenders.form
    assert form.payer.isVisible()
    assert form.days.number() == 7
    form.active.setChecked(True)
    desk.click(page.tenders.save_button)
    assert form.payer.error()
    retype(desk, form.payer, "ลูกค้าประจำ", Qt.Key.Key_Return)
    retype(desk, form.days, "๑๐", Qt.Key.Key_Tab)
    desk.click(page.tenders.save_button)
    changed = tender("COD")
    assert (changed.payer, changed.settle_days, changed.active) == ("ลูกค้าประจำ 01", 10, True)
    form.account.set_value(next(each.id for each in page.tenders._data.money_accounts if each.is_money))
    form._show_kind()
    assert form.payer.isHidden()


def test_a_way_to_pay_without_a_name_is_refused(desk, page):
    count = len(tenders())
    desk.click(page.tenders.add_button)
    desk.click(page.tenders.save_button)
    assert page.tenders.form.name.error()
    assert len(tenders()) == count


def test_a_way_to_pay_is_renamed_and_taken_out_of_use(desk, page):
    desk.click(page.tenders.buttons[2])
    form = page.tenders.form
    retype(desk, form.name, "By bank", Qt.Key.Key_Tab)
    form.active.setFocus()
    press(form.active, Qt.Key.Key_Space, " ")
    desk.click(page.tenders.save_button)
    changed = tender("TRANSFER")
    assert (changed.name_en, changed.active) == ("By bank", False)
    assert changed.name == "โอนเงิน"  # the Thai name is not what was changed
    assert "not in use" in page.tenders.buttons[2].text()


def test_what_is_typed_survives_a_change_elsewhere(desk, page):
    desk.click(page.tenders.add_button)
    type_text(page.tenders.form.name.edit, "half typed")
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    assert page.tenders.form.name.text() == "half typed"


def test_a_trial_slip_goes_into_the_file(desk, page):
    target = desk.folder / "slip.bin"
    change_machine(printer_kind="file", printer_target=str(target))
    page.retranslate()
    desk.settle()
    desk.click(page.printing.trial_button)
    data = target.read_bytes()
    assert b"\x1dv0" in data  # raster pictures, not text
    assert page.printing.note.isVisible()


def test_a_printer_that_is_not_there_gets_a_sentence(desk, page):
    change_machine(printer_kind="file", printer_target=str(desk.folder / "gone" / "slip.bin"))
    page.retranslate()
    desk.settle()
    desk.click(page.printing.trial_button)
    assert page.printing.note.isVisible()
    assert page.printing.note.property("tone") == "bad"


def test_the_printer_is_remembered_on_this_computer(desk, page):
    page.printing.kind.edit.setFocus()
    page.printing.kind.edit.selectAll()
    type_text(page.printing.kind.edit, "slip printer in the network")
    press(page.printing.kind.edit, Qt.Key.Key_Return)
    retype(desk, page.printing.target, "192.0.2.10:9100")
    machine = load_machine()
    assert (machine.printer_kind, machine.printer_target) == ("network", "192.0.2.10:9100")
    assert page.printing.trial_button.isVisible()


def test_language_look_and_size_go_to_the_window(desk, page, switched):
    press(page.computer.language, Qt.Key.Key_Left)
    press(page.computer.look, Qt.Key.Key_Right)
    press(page.computer.scale, Qt.Key.Key_Right)
    assert switched == ["th", theme.Mode.DARK, 125]


def test_a_logo_is_taken_and_dropped(desk, page):
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("navy"))
    path = desk.folder / "logo.png"
    assert picture.save(str(path))
    page.saver.run(lambda: work.change_logo(desk.session, path))
    desk.settle()
    assert page.enterprise.logo.isVisible()
    desk.click(page.enterprise.no_logo_button)
    assert not page.enterprise.logo.isVisible()
    with pytest.raises(FileNotReadError):
        work.change_logo(desk.session, desk.folder / "none.png")


def test_cards_stand_in_one_column_when_narrow(desk, page):
    lefts = {card.x() for card in page.cards}
    assert len(lefts) == 2
    desk.window.resize(700, 600)
    desk.qtbot.waitUntil(lambda: len({card.x() for card in page.cards}) == 1)


def test_in_thai_everything_is_thai(desk, page):
    set_language("th")
    page.retranslate()
    desk.settle()
    titles = [card.heading.raw() for card in page.cards]
    assert not [title for title in titles if any("a" <= sign.lower() <= "z" for sign in title)]
    assert page.tenders.buttons[0].text().strip() == "เงินสด"
