"""The parts of an opening: their keys, headings and hints."""

from app.i18n import N_

MONEY, DEBTORS, CREDITORS, SHARES, STOCK, ASSETS, OTHERS = (
    *("money", "debtors", "creditors", "shares", "stock", "assets", "others"),
)
WORDS: dict[str, tuple[str, str]] = {
    MONEY: (N_("Money"), N_("Cash in hand and in the bank on the first day.")),
    STOCK: (N_("Goods, materials, packaging"), N_("What lies on the shelves and what it had cost.")),
    DEBTORS: (N_("Who owes the group"), N_("One line for each bill that is not paid yet.")),
    ASSETS: (N_("Tools, machines, buildings, land"), N_("What they cost, and what has worn off so far.")),
    CREDITORS: (N_("Whom the group owes"), N_("One line for each bill that is not paid yet.")),
    SHARES: (N_("Shares of the members"), N_("What each member has put in.")),
    OTHERS: (
        N_("Everything else"),
        N_("Loans, funds, profit kept: what is owned as debit, what stands against it as credit."),
    ),
}
KIND_OF = {CREDITORS: "supplier", DEBTORS: "customer", SHARES: "member"}
