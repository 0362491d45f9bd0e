"""Words of barter for papers and screens: whose goods, what is to come, how two lists balance, rates."""

from app.domain.barter import SETTLED_WORDS, Balance, DifferenceAs, Side
from app.i18n import _
from app.queries.barter import BarterRow, BarterStep, Rate
from app.thai.digits import format_amount, format_quantity


def balance_words(balance: Balance, difference_as: DifferenceAs = DifferenceAs.NONE) -> str:
    """What both sides come to, in a sentence, and what their difference is called."""
    cash = format_amount(abs(balance.cash))
    ours = _("We give {goods} and {cash} in money") if balance.cash < 0 else _("We give {goods}")
    theirs = _("we get {goods} and {cash} in money") if balance.cash > 0 else _("we get {goods}")
    words = "{ours} {sign} {theirs}".format(
        ours=ours.format(goods=format_amount(balance.given), cash=cash),
        sign="≠" if balance.difference else "=",
        theirs=theirs.format(goods=format_amount(balance.received), cash=cash),
    )
    if not balance.difference or difference_as is DifferenceAs.NONE:
        return words
    amount = format_amount(abs(balance.difference))
    if difference_as is DifferenceAs.ADJUST:
        said = _("both call it even, and {amount} of it counts nothing")
    elif balance.difference > 0:
        said = _("{amount} of it is our gift")
    else:
        said = _("{amount} of it is their gift")
    return f"{words}; {said.format(amount=amount)}"


def rate_words(each: Rate) -> str:
    """“Dried fish 1 kg : rice 4 kg”."""
    return _("{ours} 1 {our_unit} : {theirs} {count} {their_unit}").format(
        ours=each.ours,
        our_unit=each.our_unit,
        theirs=each.theirs,
        count=format_quantity(each.rate_milli),
        their_unit=each.their_unit,
    )


def side_words(side: Side) -> str:
    """Whose goods they are."""
    return _("We give") if side is Side.GIVE else _("We get")


def step_words(step: BarterStep) -> str:
    """What happened, also when it was undone or undoes something."""
    words = _(SETTLED_WORDS[step.settled])
    if step.kind == "reversal":
        return _("Undone: {what}").format(what=words)
    return (
        _("{what} (undone by {number})").format(what=words, number=step.reversal) if step.reversal else words
    )


def state_words(each: BarterRow) -> str:
    """What is still to come of a barter."""
    if not each.stands:
        return _("Undone")
    ours, theirs = each.is_open(Side.GIVE), each.is_open(Side.RECEIVE)
    if ours and theirs:
        return _("Both still owe goods")
    if ours:
        return _("We owe goods")
    return _("They owe goods") if theirs else _("Done")
