"""What people may do: permissions, limits, and the roles that bundle them; a leader may change them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.i18n import N_


class Permission(StrEnum):
    """What a role may be allowed to do; each service names the one it needs."""

    SELL = "sell"
    RETURN = "return"
    KEEP_DRAWER = "keep_drawer"
    KEEP_ORDERS = "keep_orders"
    KEEP_EVENTS = "keep_events"
    KEEP_CONSIGNMENT = "keep_consignment"
    BARTER = "barter"
    KEEP_HOUSEHOLD = "keep_household"
    VOID = "void"
    BUY = "buy"
    RECEIVE = "receive"
    IMPORT = "import"
    PRODUCE = "produce"
    COUNT_STOCK = "count_stock"
    POST_JOURNAL = "post_journal"
    RECOST = "recost"
    LOCK_PERIOD = "lock_period"
    UNLOCK_PERIOD = "unlock_period"
    EDIT_PRODUCTS = "edit_products"
    EDIT_PROMOTIONS = "edit_promotions"
    EDIT_PARTIES = "edit_parties"
    EDIT_RECIPES = "edit_recipes"
    KEEP_SHARES = "keep_shares"
    LEND = "lend"
    EDIT_PROJECTS = "edit_projects"
    EDIT_MEETINGS = "edit_meetings"
    DISTRIBUTE = "distribute"
    EDIT_SETTINGS = "edit_settings"
    EDIT_DRAFTS = "edit_drafts"
    EDIT_PEOPLE = "edit_people"
    ERASE_PERSON = "erase_person"
    PRINT = "print"
    EXPORT = "export"
    SEE_SALES = "see_sales"
    SEE_STOCK = "see_stock"
    SEE_BOOKS = "see_books"
    SEE_OWN = "see_own"
    SEE_LOG = "see_log"
    CHECK = "check"
    BACK_UP = "back_up"
    RESTORE = "restore"
    ENCRYPT = "encrypt"
    APPROVE = "approve"


PERMISSION_WORDS: dict[Permission, str] = {
    Permission.SELL: N_("sell"),
    Permission.RETURN: N_("take goods back"),
    Permission.VOID: N_("void a sale"),
    Permission.KEEP_DRAWER: N_("open and close a drawer"),
    Permission.KEEP_ORDERS: N_("take orders and deposits"),
    Permission.KEEP_EVENTS: N_("keep market days and tally sheets"),
    Permission.KEEP_CONSIGNMENT: N_("take in and settle consigned goods"),
    Permission.BARTER: N_("barter and give goods away"),
    Permission.KEEP_HOUSEHOLD: N_("keep the household book"),
    Permission.BUY: N_("enter purchases and expenses"),
    Permission.RECEIVE: N_("receive what is owed"),
    Permission.IMPORT: N_("take in lists from other programs"),
    Permission.PRODUCE: N_("enter production"),
    Permission.COUNT_STOCK: N_("count stock"),
    Permission.POST_JOURNAL: N_("post to the ledger by hand and reverse documents"),
    Permission.RECOST: N_("re-cost a month"),
    Permission.LOCK_PERIOD: N_("lock a month"),
    Permission.UNLOCK_PERIOD: N_("unlock a month"),
    Permission.EDIT_PRODUCTS: N_("change goods and prices"),
    Permission.EDIT_PROMOTIONS: N_("set promotions, special prices and coupons"),
    Permission.EDIT_PARTIES: N_("change members, customers and suppliers"),
    Permission.EDIT_RECIPES: N_("change recipes"),
    Permission.KEEP_SHARES: N_("enter members' shares and savings"),
    Permission.LEND: N_("enter loans"),
    Permission.EDIT_PROJECTS: N_("keep projects"),
    Permission.EDIT_MEETINGS: N_("keep meetings, minutes and certificates"),
    Permission.DISTRIBUTE: N_("divide the profit"),
    Permission.EDIT_SETTINGS: N_("change the settings"),
    Permission.EDIT_DRAFTS: N_("keep what is half done"),
    Permission.EDIT_PEOPLE: N_("let people in and change their rights"),
    Permission.ERASE_PERSON: N_("erase what is kept about a person"),
    Permission.PRINT: N_("print papers"),
    Permission.EXPORT: N_("save papers and lists as files"),
    Permission.SEE_SALES: N_("see the sales"),
    Permission.SEE_STOCK: N_("see the stock"),
    Permission.SEE_BOOKS: N_("see costs, profit, debts and the ledger"),
    Permission.SEE_OWN: N_("see her own account"),
    Permission.SEE_LOG: N_("see who did what"),
    Permission.CHECK: N_("check the book"),
    Permission.BACK_UP: N_("copy the book"),
    Permission.RESTORE: N_("bring a copy back"),
    Permission.ENCRYPT: N_("lock or unlock the book's file"),
    Permission.APPROVE: N_("approve for somebody else"),
}
"""What each permission allows, as the end of “may …”, marked for translation."""

ALL_PERMISSIONS = frozenset(Permission)


class Limit(StrEnum):
    """Up to which value somebody may act alone; beyond it another person approves."""

    DISCOUNT = "discount_bp"
    """Largest discount of a bill, in basis points of its price."""
    REFUND = "refund"
    """Largest amount given back at once, satang."""
    PAY_OUT = "pay_out"
    """Largest purchase or expense paid at once, satang."""
    COUNT_DIFFERENCE = "count_difference"
    """Largest value that a stock count may write off or add, satang."""


LIMIT_WORDS: dict[Limit, str] = {
    Limit.DISCOUNT: N_("largest discount"),
    Limit.REFUND: N_("most given back at once"),
    Limit.PAY_OUT: N_("most paid out at once"),
    Limit.COUNT_DIFFERENCE: N_("largest difference of a count"),
}


class Role(StrEnum):
    """What somebody is in the group's office."""

    LEADER = "leader"
    BOOKKEEPER = "bookkeeper"
    SELLER = "seller"
    MEMBER = "member"
    AUDITOR = "auditor"


ROLE_WORDS: dict[Role, str] = {
    Role.LEADER: N_("Leader"),
    Role.BOOKKEEPER: N_("Bookkeeper"),
    Role.SELLER: N_("Seller"),
    Role.MEMBER: N_("Member"),
    Role.AUDITOR: N_("Auditor"),
}


@dataclass(frozen=True, slots=True)
class RoleRules:
    """What a role may do, up to which limits, and when its screen locks by itself."""

    role: Role
    permissions: frozenset[Permission]
    limits: Mapping[Limit, int] = field(default_factory=dict)
    """A limit that is not here does not bind."""
    idle_minutes: int = 10
    lock_after_sale: bool = False


_P = Permission
_READ = frozenset({_P.SEE_SALES, _P.SEE_STOCK, _P.SEE_BOOKS, _P.CHECK, _P.PRINT, _P.EXPORT})

DEFAULT_RULES: dict[Role, RoleRules] = {
    rules.role: rules
    for rules in (
        RoleRules(Role.LEADER, ALL_PERMISSIONS),
        RoleRules(
            Role.BOOKKEEPER,
            ALL_PERMISSIONS
            - {_P.EDIT_SETTINGS, _P.EDIT_PEOPLE, _P.ERASE_PERSON, _P.SEE_LOG, _P.RESTORE, _P.ENCRYPT}
            - {_P.UNLOCK_PERIOD, _P.DISTRIBUTE},
            {Limit.PAY_OUT: 2_000_000, Limit.COUNT_DIFFERENCE: 100_000},
        ),
        RoleRules(
            Role.SELLER,
            frozenset(
                {
                    _P.SELL,
                    _P.RETURN,
                    _P.RECEIVE,
                    _P.KEEP_DRAWER,
                    _P.KEEP_ORDERS,
                    _P.KEEP_EVENTS,
                    _P.EDIT_DRAFTS,
                    _P.PRINT,
                    _P.SEE_SALES,
                    _P.SEE_STOCK,
                    _P.SEE_OWN,
                }
            ),
            {Limit.DISCOUNT: 1_000, Limit.REFUND: 50_000, Limit.COUNT_DIFFERENCE: 10_000},
            idle_minutes=15,
        ),
        RoleRules(Role.MEMBER, frozenset({_P.SEE_OWN, _P.PRINT}), idle_minutes=5),
        RoleRules(Role.AUDITOR, _READ | {_P.SEE_LOG}),
    )
}
"""What holds until the leader changes it. Sellers give 10 %, take back 500 baht and close a drawer
100 baht off alone."""

LEADER_KEEPS = frozenset({_P.EDIT_PEOPLE, _P.SEE_LOG, _P.EDIT_SETTINGS, _P.BACK_UP, _P.RESTORE, _P.ENCRYPT})
"""What a leader cannot take from the leaders: nobody could give it back."""

READ_ONLY = _READ | {_P.SEE_LOG, _P.SEE_OWN}
"""The most that an auditor can be allowed: she writes nothing."""

IDLE_RANGE = (1, 240)
"""Minutes after which a screen may lock by itself."""


def rules_with(role: Role, overrides: Mapping[str, int]) -> RoleRules:
    """A role's rules with what the leader changed; keys as ``override_key`` writes them.

    What a later version wrote is passed over; leaders keep ``LEADER_KEEPS``, auditors stay ``READ_ONLY``.
    """
    base = DEFAULT_RULES[role]
    permissions = set(base.permissions)
    limits = dict(base.limits)
    idle, after_sale = base.idle_minutes, base.lock_after_sale
    for permission in Permission:
        value = overrides.get(override_key(permission))
        if value is not None:
            (permissions.add if value else permissions.discard)(permission)
    for limit in Limit:
        value = overrides.get(override_key(limit))
        if value is not None and value < 0:
            limits.pop(limit, None)
        elif value is not None:
            limits[limit] = value
    minutes = overrides.get("idle_minutes")
    if minutes is not None and IDLE_RANGE[0] <= minutes <= IDLE_RANGE[1]:
        idle = minutes
    if "lock_after_sale" in overrides:
        after_sale = overrides["lock_after_sale"] == 1
    if role is Role.LEADER:
        permissions |= LEADER_KEEPS
    if role is Role.AUDITOR:
        permissions &= READ_ONLY
    return RoleRules(role, frozenset(permissions), limits, idle, after_sale)


def override_key(what: Permission | Limit) -> str:
    """The name of a changed rule in the book: ``may:sell`` (0 or 1), ``most:refund`` (−1 for no limit)."""
    return f"may:{what.value}" if isinstance(what, Permission) else f"most:{what.value}"


def overrides_of(rules: RoleRules) -> dict[str, int]:
    """What of a role's rules differs from the default, by ``override_key``."""
    base = DEFAULT_RULES[rules.role]
    changed: dict[str, int] = {
        override_key(each): int(each in rules.permissions) for each in rules.permissions ^ base.permissions
    }
    for limit in Limit:
        if rules.limits.get(limit) != base.limits.get(limit):
            changed[override_key(limit)] = rules.limits.get(limit, -1)
    if rules.idle_minutes != base.idle_minutes:
        changed["idle_minutes"] = rules.idle_minutes
    if rules.lock_after_sale != base.lock_after_sale:
        changed["lock_after_sale"] = int(rules.lock_after_sale)
    return changed
