"""The parts of an opening: their keys, headings and hints."""

from app.i18n import N_

MONEY, DEBTORS, CREDITORS, SHARES, SAVINGS, LOANS, STOCK, ASSETS, OTHERS = (
    *("money", "debtors", "creditors", "shares", "savings", "loans", "stock", "assets", "others"),
)
WORDS: dict[str, tuple[str, str]] = {
    MONEY: (N_("Money"), N_("Cash in hand and in the bank on the first day.")),
    STOCK: (N_("Goods, materials, packaging"), N_("What lies on the shelves and what it had cost.")),
    DEBTORS: (N_("Who owes the group"), N_("One line for each bill that is not paid yet.")),
    ASSETS: (N_("Tools, machines, buildings, land"), N_("What they cost, and what has worn off so far.")),
    CREDITORS: (N_("Whom the group owes"), N_("One line for each bill that is not paid yet.")),
    SHARES: (
        N_("Shares of the members"),
        N_("What each has paid in so far. Without a number of shares it is as many as that pays for."),
    ),
    SAVINGS: (N_("Savings of the members"), N_("What each has saved with the group.")),
    LOANS: (
        N_("Loans that are not paid back"),
        N_("What was agreed, and what is still owed. One instalment: all of it is due on one day."),
    ),
    OTHERS: (
        N_("Everything else"),
        N_("Funds, projects' money, profit kept: what is owned as debit, what stands against it as credit."),
    ),
}
KIND_OF = {CREDITORS: "supplier", DEBTORS: "customer", SHARES: "member", SAVINGS: "member", LOANS: ""}
