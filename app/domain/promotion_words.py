"""Promotions and prices in words: what they are called, and why a price is what it is; marked sentences."""

from app.domain.price_choice import Why
from app.domain.promotion import Gets, PromotionKind, Scope, Stacking, State
from app.i18n import N_

KIND_NAMES: dict[PromotionKind, str] = {
    PromotionKind.PERCENT: N_("percent off"),
    PromotionKind.AMOUNT: N_("baht off"),
    PromotionKind.SET_PRICE: N_("so many for a price"),
    PromotionKind.BUY_GET: N_("buy some, get some"),
    PromotionKind.BUNDLE: N_("a set for a price"),
}
SCOPE_NAMES: dict[Scope, str] = {
    Scope.BILL: N_("the whole bill"),
    Scope.PRODUCTS: N_("some goods"),
    Scope.CATEGORIES: N_("some categories"),
}
GETS_NAMES: dict[Gets, str] = {
    Gets.SAME: N_("the same"),
    Gets.CHEAPEST: N_("the cheapest"),
    Gets.NAMED: N_("named goods"),
}
STATE_NAMES: dict[State, str] = {
    State.NOW: N_("Running"),
    State.COMING: N_("Coming"),
    State.OVER: N_("Over"),
    State.ASIDE: N_("Put aside"),
}
STACKING_NAMES: dict[Stacking, str] = {
    Stacking.ALONE: N_("with no other on the same goods (the better one is given)"),
    Stacking.CHAINED: N_("with others, on what those before it left"),
    Stacking.ADDED: N_("with others, on the full price"),
}
WHY_NAMES: dict[Why, str] = {
    Why.USUAL: N_("Usual price"),
    Why.CHANNEL: N_("Price of this way of selling"),
    Why.MEMBER: N_("Member price"),
    Why.QUANTITY: N_("Price from {quantity} on"),
    Why.DATED: N_("Price of these days"),
    Why.RELIEF: N_("Relief price"),
}
