"""Recipes with real keys on a real book: made, changed, copied, put aside; circles are refused."""

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.cost_lines import CostKind
from app.domain.costing import OutputKind
from app.queries.recipes import list_recipes, recipe_card
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.produce_bench import Bench, Goods
from ui.pages.produce import lines_model

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]


@pytest.fixture
def goods(session):
    return Goods(session)


@pytest.fixture
def bench(qtbot, goods, tmp_path):
    goods.recipe()
    made = Bench(qtbot, goods.session, tmp_path)
    to_recipes(made)
    yield made
    made.close()


@pytest.fixture
def empty_bench(qtbot, goods, tmp_path):
    made = Bench(qtbot, goods.session, tmp_path)
    to_recipes(made)
    yield made
    made.close()


def to_recipes(bench: Bench) -> None:
    button = bench.page.tabs._group.button(1)
    button.click()
    QApplication.processEvents()
    bench.settle()


def save(bench: Bench) -> None:
    bench.shortcut("Ctrl+Return")
    bench.settle()


def choose(bench: Bench) -> None:
    bench.page.recipes.list.table.setFocus()
    bench.page.recipes.list.table.selectRow(0)
    bench.settle()


def figure(bench: Bench, key: str) -> str:
    return bench.page.recipes.list.panel.values[key].raw()


def test_an_empty_list_offers_the_first_step(empty_bench):
    recipes = empty_bench.page.recipes.list
    assert recipes.empty.isVisible()
    recipes.empty.button.click()
    empty_bench.settle()
    assert empty_bench.page.stack.currentWidget() is empty_bench.page.recipes.form


def test_the_form_of_a_batch_sends_to_the_first_recipe(empty_bench):
    bench = empty_bench
    bench.page.tabs._group.button(0).click()
    bench.shortcut("Ctrl+N")
    bench.settle()
    banner = bench.page.form.no_recipe
    assert banner.isVisible()
    banner.button.click()
    bench.settle()
    assert bench.page.stack.currentWidget() is bench.page.recipes.form


def test_a_recipe_is_made_by_keys(empty_bench, goods):
    bench = empty_bench
    bench.shortcut("Ctrl+N")
    bench.settle()
    form = bench.page.recipes.form
    assert bench.focus() is form.product.edit
    bench.type("กะปิผง")
    bench.enter()
    assert bench.focus() is form.quantity.edit
    bench.type("10")
    form.editor.add_line(CostKind.MATERIAL)
    bench.type("กะปิ")
    bench.enter()
    assert form.editor.lines.currentIndex().column() == lines_model.QUANTITY
    bench.type("2")
    bench.enter()
    form.editor.add_out(OutputKind.BY_PRODUCT)
    bench.type("เศษกะปิ")
    bench.enter()
    form.editor.outs.finish()
    form.state.outputs[1].quantity_milli = 500
    form.state.outputs[1].unit_value_e4 = 20_000_000
    form.hours.set_value(3_000)
    form.note.set_value("ตากแดดก่อน")
    # 160 baht of paste, 10 of it carried by the crumbs, 10 bottles
    assert form.summary.values["full"].raw() == "160.00"
    assert form.editor.finish()
    save(bench)
    rows = list_recipes()
    assert [(row.product, row.output_milli, row.hours_milli) for row in rows] == [("กะปิผง", 10_000, 3_000)]
    card = recipe_card(rows[0].uid)
    assert card is not None
    assert card.note == "ตากแดดก่อน"
    assert [(each.description, each.quantity_milli) for each in card.recipe.lines] == [("กะปิ", 2_000)]
    assert [each.kind for each in card.recipe.outputs] == [OutputKind.GOOD, OutputKind.BY_PRODUCT]
    assert bench.page.stack.currentWidget() is bench.page.home


def test_the_estimate_stands_beside_the_list(bench):
    choose(bench)
    assert [figure(bench, key) for key in ("cash", "book", "full")] == ["270.00", "270.00", "420.00"]
    assert [figure(bench, f"{key}_each") for key in ("cash", "book", "full")] == ["27.00", "27.00", "42.00"]
    assert figure(bench, "price") == "59.00"
    assert figure(bench, "at_5000") == "84.00"


def test_a_change_raises_the_version_and_batches_follow_it(bench):
    choose(bench)
    bench.enter()
    bench.settle()
    form = bench.page.recipes.form
    bench.click_cell(form.editor.lines, 1, lines_model.QUANTITY)
    bench.type("3")
    bench.enter()
    save(bench)
    assert [(row.version, row.name) for row in list_recipes()] == [(2, "กะปิผง")]
    choose(bench)
    assert figure(bench, "full") == "500.00"
    bench.page.recipes.list.make_button.click()
    bench.settle()
    assert bench.page.form.state.lines[0].quantity_milli == 3_000


def test_a_copy_is_a_recipe_of_its_own(bench):
    choose(bench)
    bench.page.recipes.list.copy_button.click()
    bench.settle()
    assert bench.page.recipes.form.name.name() == "กะปิผง (copy)"
    save(bench)
    assert [row.name for row in list_recipes()] == ["กะปิผง", "กะปิผง (copy)"]


def test_put_aside_and_taken_up_again(bench):
    choose(bench)
    bench.page.recipes.list.aside_button.click()
    bench.settle()
    assert list_recipes() == []
    assert bench.page.recipes.list.empty.isVisible()
    bench.toast.button.click()
    bench.settle()
    assert len(list_recipes()) == 1


def test_a_circle_is_refused_in_a_sentence(bench, goods):
    bench.page.recipes.new_recipe()
    bench.settle()
    form = bench.page.recipes.form
    bench.type("กะปิ")
    bench.enter()
    bench.type("1")
    form.editor.add_line(CostKind.MATERIAL)
    bench.type("กะปิผง")
    bench.enter()
    bench.type("1")
    bench.enter()
    save(bench)
    assert form.error.label.raw() == "This recipe would need its own product to make it."
    assert form.save_button.isEnabled()
    assert len(list_recipes()) == 1


def test_a_recipe_needs_a_product_and_a_quantity(bench):
    bench.page.recipes.new_recipe()
    bench.settle()
    save(bench)
    assert bench.page.recipes.form.product.error() == "Please fill this in."
    assert len(list_recipes()) == 1


def test_a_product_is_made_by_its_name(bench):
    bench.page.recipes.new_recipe()
    bench.settle()
    form = bench.page.recipes.form
    bench.type("น้ำพริกกะปิ")
    bench.enter()
    bench.settle()
    assert form.product.text() == "น้ำพริกกะปิ"
    assert form.quantity.edit._unit.raw() == "piece"
    assert bench.focus() is form.quantity.edit
    bench.type("12")
    save(bench)
    assert [(row.product, row.output_milli) for row in list_recipes()] == [
        ("กะปิผง", 10_000),
        ("น้ำพริกกะปิ", 12_000),
    ]
