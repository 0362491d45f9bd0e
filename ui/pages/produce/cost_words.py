"""Short words of costs for the cells of a form, where the full names have no room; and what can be chosen."""

from app.domain.cost_lines import CostKind, Settlement
from app.domain.ledger import ProductKind
from app.i18n import N_, _, language
from ui.pages.produce.form_lines import FROM_STOCK_KINDS, Line
from ui.pages.produce.work import Stuff
from ui.widgets.choosing import Choice

SHORT: dict[Settlement, str] = {
    Settlement.FROM_STOCK: N_("From stock"),
    Settlement.PAID: N_("Paid"),
    Settlement.OWED: N_("Owed"),
    Settlement.ABSORBED: N_("Bill later"),
    Settlement.WEAR: N_("Wear"),
    Settlement.CAPITAL: N_("As capital"),
    Settlement.DONATED: N_("Donated"),
    Settlement.IMPUTED: N_("Free"),
}


def settlement_words(line: Line, stuff: Stuff) -> str:
    """How a line is settled, as its cell says it."""
    if line.settlement is Settlement.PAID and line.tender_uid is not None:
        named = next((each for each in stuff.tenders if each.uid == line.tender_uid), None)
        if named is not None:
            return _("Paid: {tender}").format(tender=tender_name(named.name, named.name_en))
    if line.settlement is Settlement.IMPUTED and line.kind in FROM_STOCK_KINDS:
        return _("Members brought it")
    return _(SHORT[line.settlement])


def settlement_choices(kind: CostKind, stuff: Stuff) -> list[Choice]:
    """How a cost of a kind can be settled; keys are (settlement, uid of the tender or None)."""
    made: list[Choice] = []
    goods = kind in FROM_STOCK_KINDS
    if goods:
        made.append(Choice((Settlement.FROM_STOCK, None), _("From stock"), _("at its stock cost")))
        made.append(Choice((Settlement.IMPUTED, None), _("Members brought it"), _("free, in full cost only")))
    else:
        made.append(Choice((Settlement.IMPUTED, None), _("Free"), _("in full cost only")))
    made.append(Choice((Settlement.OWED, None), _("Owed"), _("to a person, paid later")))
    for number, tender in enumerate(stuff.tenders):
        name = tender_name(tender.name, tender.name_en)
        key = None if number == 0 else tender.uid
        words = _("Paid: {tender}").format(tender=name) if number else _("Paid")
        made.append(Choice((Settlement.PAID, key), words, name if number == 0 else ""))
    if not stuff.tenders:
        made.append(Choice((Settlement.PAID, None), _("Paid")))
    if not goods:
        made.append(Choice((Settlement.ABSORBED, None), _("Bill later"), _("spread over batches")))
    if kind in (CostKind.WEAR, CostKind.RENT, CostKind.OTHER):
        made.append(Choice((Settlement.WEAR, None), _("Wear"), _("of the group's machines")))
    made.append(Choice((Settlement.CAPITAL, None), _("As capital"), _("given by a member, recorded")))
    made.append(Choice((Settlement.DONATED, None), _("Donated"), _("by an outsider")))
    return made


def tender_name(name: str, name_en: str) -> str:
    """A way to pay in the language that is on."""
    return name if language() == "th" or not name_en else name_en


def what_choices(stuff: Stuff) -> list[Choice]:
    """What can be made: recipes first, then products without one; keys are ("recipe" | "product", uid)."""
    made: list[Choice] = []
    names = [card.product for card in stuff.recipes]
    for card in stuff.recipes:
        alone = names.count(card.product) == 1
        words = card.product if alone else f"{card.product} ({card.recipe.name})"
        made.append(Choice(("recipe", card.recipe.uid), words, _("recipe"), card.recipe.name))
    with_recipe = {card.recipe.product_uid for card in stuff.recipes}
    for goods in stuff.goods:
        if goods.uid not in with_recipe and goods.kind is ProductKind.PRODUCT:
            made.append(Choice(("product", goods.uid), goods.name, _("without a recipe"), goods.code))
    return made
