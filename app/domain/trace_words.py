"""The log in plain words: what each action, thing and column is called, and how its values are written.

Everything here is marked for translation; whoever writes a new action, thing or column to the log adds its
words here (a test says so). What is missing all the same is shown as it stands.
"""

from enum import StrEnum

from app.domain.asset import KIND_WORDS, SOURCE_WORDS
from app.domain.certificate import CERTIFICATE_WORDS
from app.domain.cost_words import BASIS_NAMES
from app.domain.document import DocumentKind
from app.domain.import_fields import KIND_WORDS as LIST_WORDS
from app.domain.loan import EVERY_WORDS, METHOD_WORDS, PER_WORDS, SIDE_WORDS
from app.domain.meeting import MEETING_WORDS
from app.domain.member import ROLE_NAMES
from app.domain.roles import PERMISSION_WORDS, ROLE_WORDS
from app.domain.tax_rule import RULE_WORDS
from app.domain.trace import REVERSE
from app.i18n import N_


class How(StrEnum):
    """How a value of a column is written."""

    TEXT = "text"
    MONEY = "money"
    PRICE = "price"
    QUANTITY = "quantity"
    PERCENT = "percent"
    RATE = "rate"
    """Millionths."""
    COUNT = "count"
    DAYS = "days"
    YES_NO = "yes_no"
    DAY = "day"
    MONTHS = "months"
    """Months as they are stored, one after the other."""
    WORD = "word"
    """One of a few known words (``VALUES``)."""
    NAME = "name"
    """The id of a row, told by what the row is called now."""
    PICTURE = "picture"
    HIDDEN = "hidden"
    """Only that it was set, changed or taken away."""
    PACKS = "packs"
    COSTS = "costs"
    OUTPUTS = "outputs"
    INSIDE = "inside"
    """Never shown: it only serves the program."""


POSTED: dict[DocumentKind, str] = {
    DocumentKind.OPENING: N_("Entered opening balances"),
    DocumentKind.SALE: N_("Sold"),
    DocumentKind.SALE_RETURN: N_("Took goods back"),
    DocumentKind.PURCHASE: N_("Bought goods"),
    DocumentKind.EXPENSE: N_("Entered an expense"),
    DocumentKind.PAYMENT: N_("Entered a payment"),
    DocumentKind.TRANSFER: N_("Moved money"),
    DocumentKind.PRODUCTION: N_("Entered production"),
    DocumentKind.STOCK_COUNT: N_("Counted stock"),
    DocumentKind.STOCK_TRANSFER: N_("Moved goods"),
    DocumentKind.RECOST: N_("Worked out costs again"),
    DocumentKind.JOURNAL: N_("Posted to the ledger by hand"),
    DocumentKind.INCOME: N_("Entered income"),
    DocumentKind.RECEIPT: N_("Received what was owed"),
    DocumentKind.ADVANCE: N_("Gave an advance"),
    DocumentKind.QUOTATION: N_("Made a quotation"),
    DocumentKind.INVOICE: N_("Sent an invoice"),
    DocumentKind.TAX_INVOICE: N_("Issued a tax invoice"),
    DocumentKind.CASH_COUNT: N_("Counted money"),
    DocumentKind.ASSET: N_("Entered an asset"),
    DocumentKind.DEPRECIATION: N_("Entered depreciation"),
    DocumentKind.HERD: N_("Entered animals"),
    DocumentKind.WRITE_DOWN: N_("Wrote stock down"),
    DocumentKind.CLOSING: N_("Closed a year"),
    DocumentKind.SHARE: N_("Entered shares"),
    DocumentKind.LOAN: N_("Entered a loan"),
    DocumentKind.SAVINGS: N_("Entered savings"),
    DocumentKind.PROJECT: N_("Entered project money"),
    DocumentKind.DISTRIBUTION: N_("Divided the profit"),
}
"""What somebody did who posted a document."""

ACTIONS: dict[str, str] = {
    REVERSE: N_("Undid: {thing}"),
    "create": N_("Added {thing}"),
    "change": N_("Changed {thing}"),
    "delete": N_("Removed {thing}"),
    "deactivate": N_("Let in no more: {thing}"),
    "print": N_("Printed {thing}"),
    "export": N_("Saved {thing} as a file"),
    "backup": N_("Copied {thing}"),
    "restore": N_("Brought back a copy of {thing}"),
    "check": N_("Checked {thing}"),
    "encrypt": N_("Encrypted {thing}"),
    "decrypt": N_("Took the encryption off {thing}"),
    "erase": N_("Erased what was kept about {thing}"),
    "approve": N_("Approved: {thing}"),
    "password": N_("Set a password"),
    "pin": N_("Set a PIN"),
    "badge": N_("Gave a badge"),
    "sign_in": N_("Signed in"),
    "sign_out": N_("Signed out"),
    "lock": N_("Locked the screen"),
    "unlock": N_("Unlocked the screen"),
    "refused": N_("A wrong password was tried"),
    "switch": N_("Took over the screen"),
    "lock_month": N_("Locked {thing}"),
    "unlock_month": N_("Opened {thing} again"),
    "import": N_("Took in {thing}"),
    "undo_import": N_("Took {thing} out again"),
    "match": N_("Ticked lines of {thing}"),
    "unmatch": N_("Took ticks off {thing}"),
    "reconcile": N_("Found {thing} right"),
}
"""What somebody did; ``thing`` is one of ``THINGS``."""

SPECIAL: dict[tuple[str, str], str] = {
    ("create", "book"): N_("Started the book"),
    ("create", "book_key"): N_("Gave the book its key"),
    ("check", "recovery_code"): N_("Tried the printed recovery code"),
    ("change", "role_rule"): N_("Changed what a role may do"),
    ("create", "app_user"): N_("Let somebody in"),
    ("delete", "pin"): N_("Removed a PIN"),
    ("delete", "badge"): N_("Took a badge away"),
    ("again", "document"): N_("Printed a copy of a document"),
}
"""What reads better in words of its own."""

THINGS: dict[str, str] = {
    "document": N_("a document"),
    "product": N_("a product"),
    "category": N_("a category"),
    "import_run": N_("a list from outside"),
    "bank_statement": N_("a bank statement"),
    "asset": N_("an asset"),
    "herd": N_("a herd"),
    "tax_rule": N_("a tax rule"),
    "party": N_("a person or group"),
    "member": N_("a member's line in the register"),
    "member_role": N_("an office in the group"),
    "work_log": N_("hours of work"),
    "letter": N_("a letter to members"),
    "recipe": N_("a recipe"),
    "section": N_("a section"),
    "project": N_("a project"),
    "stock_location": N_("a place for goods"),
    "tender": N_("a way to pay"),
    "account": N_("an account"),
    "app_user": N_("a user"),
    "setting": N_("the settings"),
    "role_rule": N_("the rules of a role"),
    "book": N_("the book"),
    "book_key": N_("the book's key"),
    "recovery_code": N_("the recovery code"),
    "report": N_("a report"),
    "draft": N_("something half done"),
    "person": N_("a person"),
    "entry_category": N_("a category of slips"),
    "slip_picture": N_("a picture of a slip"),
    "holiday": N_("a holiday"),
    "period": N_("months"),
    "yearly_figure": N_("figures for comparison"),
    "loan": N_("a loan"),
    "savings_rate": N_("the interest on savings"),
    "meeting": N_("a meeting"),
    "meeting_item": N_("an item of a meeting"),
    "attachment": N_("a picture"),
    "certificate": N_("a certificate"),
    "renewal": N_("the yearly renewal"),
}

COLUMNS: dict[str, tuple[str, How]] = {
    "name": (N_("Name"), How.TEXT),
    "name_en": (N_("Name in English"), How.TEXT),
    "code": (N_("Code"), How.TEXT),
    "barcode": (N_("Barcode"), How.TEXT),
    "kind": (N_("Kind"), How.WORD),
    "category_id": (N_("Category"), How.NAME),
    "unit": (N_("Unit"), How.TEXT),
    "price_e4": (N_("Price"), How.PRICE),
    "is_open_price": (N_("The seller types the price each time"), How.YES_NO),
    "is_weighed": (N_("Sold by weight"), How.YES_NO),
    "is_for_sale": (N_("Offered on the till"), How.YES_NO),
    "shelf_days": (N_("Keeps for"), How.DAYS),
    "story": (N_("Story"), How.TEXT),
    "origin": (N_("Origin"), How.TEXT),
    "photo": (N_("Picture"), How.PICTURE),
    "reorder_milli": (N_("Warn when at or under"), How.QUANTITY),
    "vat_class": (N_("VAT"), How.WORD),
    "maker_id": (N_("Made by"), How.NAME),
    "position": (N_("Place in the list"), How.COUNT),
    "active": (N_("In use"), How.YES_NO),
    "units": (N_("Packs"), How.PACKS),
    "lines": (N_("What goes in"), How.COSTS),
    "outputs": (N_("What comes out"), How.OUTPUTS),
    "type": (N_("Type of account"), How.WORD),
    "statement_group": (N_("Group in the statements"), How.TEXT),
    "is_money": (N_("Holds money"), How.YES_NO),
    "icon": (N_("Icon"), How.HIDDEN),
    "account_id": (N_("Where the money goes"), How.NAME),
    "holder_id": (N_("Whose account it is"), How.NAME),
    "promptpay_kind": (N_("PromptPay number is a"), How.WORD),
    "promptpay_target": (N_("PromptPay number"), How.TEXT),
    "fee_bp": (N_("Fee that is taken off"), How.PERCENT),
    "asks_reference": (N_("Ask for a reference"), How.YES_NO),
    "funder_id": (N_("Who pays for it"), How.NAME),
    "is_member": (N_("Member of the group"), How.YES_NO),
    "is_customer": (N_("Buys from us"), How.YES_NO),
    "is_supplier": (N_("Sells to us"), How.YES_NO),
    "section_id": (N_("Section"), How.NAME),
    "project_id": (N_("Project"), How.NAME),
    "phone": (N_("Telephone"), How.TEXT),
    "address": (N_("Address"), How.TEXT),
    "tax_id": (N_("Tax id (13 digits)"), How.TEXT),
    "note": (N_("Note"), How.TEXT),
    "product_id": (N_("Product"), How.NAME),
    "output_quantity": (N_("One making yields"), How.QUANTITY),
    "hours_milli": (N_("Hours of own work"), How.QUANTITY),
    "basis": (N_("How costs are shared"), How.WORD),
    "version": (N_("Version"), How.COUNT),
    "role": (N_("Role"), How.WORD),
    "party_id": (N_("Which member"), How.NAME),
    "valid_to": (N_("Last day"), How.DAY),
    "badge": (N_("Badge"), How.HIDDEN),
    "pin": (N_("PIN"), How.HIDDEN),
    "idle_minutes": (N_("Screen locks after minutes without work"), How.COUNT),
    "lock_after_sale": (N_("Screen locks after each sale"), How.YES_NO),
    "copy": (N_("Which copy"), How.COUNT),
    "paper": (N_("Paper"), How.TEXT),
    "file": (N_("File"), How.TEXT),
    "documents": (N_("Documents in it"), How.COUNT),
    "place": (N_("On the stick or in the folder"), How.TEXT),
    "epoch": (N_("Series of numbers"), How.COUNT),
    "wrong_tries": (N_("Wrong tries before"), How.COUNT),
    "by": (N_("Allowed by"), How.TEXT),
    "permission": (N_("What was allowed"), How.WORD),
    "value": (N_("What stands there"), How.TEXT),
    "enterprise_name": (N_("Name of the group"), How.TEXT),
    "enterprise_place": (N_("Subdistrict, district, province"), How.TEXT),
    "enterprise_address": (N_("Address"), How.TEXT),
    "enterprise_tax_id": (N_("Tax id (13 digits)"), How.TEXT),
    "enterprise_registration": (N_("Registration number"), How.TEXT),
    "enterprise_phone": (N_("Telephone"), How.TEXT),
    "logo": (N_("Logo on papers"), How.PICTURE),
    "rounding_step": (N_("Round the bill to"), How.MONEY),
    "rounding_down": (N_("Round down"), How.YES_NO),
    "receipt_footer": (N_("Words at the foot of the receipt"), How.TEXT),
    "default_paper": (N_("Usual paper of a receipt (mm or sheet)"), How.TEXT),
    "receipt_copies": (N_("Copies of a receipt"), How.COUNT),
    "print_after_sale": (N_("Print after each sale"), How.YES_NO),
    "own_labour_rate_e4": (N_("Own work, baht an hour"), How.PRICE),
    "sell_location": (N_("Sales take goods from"), How.TEXT),
    "store_location": (N_("Goods are put into"), How.TEXT),
    "default_shelf_days": (N_("Shelf life of a new product"), How.DAYS),
    "vat_registered_from": (N_("Registered for VAT from"), How.DAY),
    "vat_branch": (N_("Branch on tax invoices"), How.TEXT),
    "is_juristic": (N_("The group is a juristic person"), How.YES_NO),
    "slip_reminder_days": (N_("A slip is late after"), How.DAYS),
    "fiscal_start_month": (N_("Years begin in"), How.COUNT),
    "months": (N_("Months"), How.MONTHS),
    "rows": (N_("Rows"), How.COUNT),
    "amount": (N_("Amount"), How.MONEY),
    "credit_limit": (N_("Credit limit"), How.MONEY),
    "credit_days": (N_("Days to pay"), How.DAYS),
    "branch": (N_("Branch"), How.TEXT),
    "debt_reminder_days": (N_("Bills without a term are due after"), How.DAYS),
    "reason": (N_("Why"), How.TEXT),
    "first_day": (N_("First day of the year"), How.DAY),
    "figures": (N_("How many figures"), How.COUNT),
    "source": (N_("Where it came from"), How.WORD),
    "serial": (N_("Serial number"), How.TEXT),
    "acquired_on": (N_("Day it came"), How.DAY),
    "in_use_from": (N_("In use from"), How.DAY),
    "cost": (N_("Cost"), How.MONEY),
    "scrap": (N_("Worth at the end"), How.MONEY),
    "life_months": (N_("Life in months"), How.COUNT),
    "depreciation_day": (N_("Day of the month that depreciation is entered"), How.COUNT),
    "species": (N_("Kind of animal"), How.TEXT),
    "direction": (N_("In or out"), How.WORD),
    "words": (N_("Also found by"), How.TEXT),
    "holiday": (N_("Day"), How.TEXT),
    "on_date": (N_("Day"), How.DAY),
    "last_day": (N_("Last day"), How.DAY),
    "opening": (N_("Balance at the start"), How.MONEY),
    "closing": (N_("Balance at the end"), How.MONEY),
    "bank_name": (N_("Bank"), How.TEXT),
    "bank_number": (N_("Number at the bank"), How.TEXT),
    "short_cash_is_debt": (N_("Missing cash is owed by its holder"), How.YES_NO),
    "number": (N_("Number"), How.TEXT),
    "national_id": (N_("National id"), How.TEXT),
    "born_on": (N_("Born on"), How.DAY),
    "joined_on": (N_("Joined on"), How.DAY),
    "left_on": (N_("Left on"), How.DAY),
    "left_reason": (N_("Why she left"), How.TEXT),
    "household": (N_("Household"), How.TEXT),
    "occupation": (N_("Occupation"), How.TEXT),
    "heir": (N_("Heir"), How.TEXT),
    "heir_relation": (N_("The heir is her"), How.TEXT),
    "consent_on": (N_("Agreed on"), How.DAY),
    "title": (N_("Title"), How.TEXT),
    "from_day": (N_("From day"), How.DAY),
    "to_day": (N_("To day"), How.DAY),
    "appointed_by": (N_("Resolved by"), How.TEXT),
    "is_paid": (N_("Paid work"), How.YES_NO),
    "what": (N_("What"), How.TEXT),
    "side": (N_("Who lends"), How.WORD),
    "principal": (N_("Amount of the loan"), How.MONEY),
    "rate_ppm": (N_("Interest"), How.RATE),
    "rate_per": (N_("Interest is for"), How.WORD),
    "method": (N_("How it is paid back"), How.WORD),
    "instalments": (N_("How many instalments"), How.COUNT),
    "every": (N_("One every"), How.COUNT),
    "every_unit": (N_("Days, weeks, months or years"), How.WORD),
    "agreed_on": (N_("Day of the contract"), How.DAY),
    "first_due": (N_("First instalment on"), How.DAY),
    "contract": (N_("Number of the contract"), How.TEXT),
    "guarantors": (N_("Guarantors"), How.TEXT),
    "security": (N_("Security"), How.TEXT),
    "meeting_id": (N_("Meeting"), How.INSIDE),
    "starts_at": (N_("Starts at"), How.TEXT),
    "ends_at": (N_("Ends at"), How.TEXT),
    "chair_id": (N_("Chair"), How.NAME),
    "secretary_id": (N_("Secretary"), How.NAME),
    "is_held": (N_("Was held"), How.YES_NO),
    "attending": (N_("How many came"), How.COUNT),
    "discussion": (N_("What was said"), How.TEXT),
    "resolution": (N_("What was resolved"), How.TEXT),
    "resolution_no": (N_("Number of the resolution"), How.TEXT),
    "votes_for": (N_("Votes for it"), How.COUNT),
    "votes_against": (N_("Votes against it"), How.COUNT),
    "votes_none": (N_("Abstained"), How.COUNT),
    "owner": (N_("Belongs to"), How.WORD),
    "owner_id": ("", How.INSIDE),
    "caption": (N_("What it shows"), How.TEXT),
    "issuer": (N_("Issued by"), How.TEXT),
    "issued_on": (N_("Issued on"), How.DAY),
    "expires_on": (N_("Runs out on"), How.DAY),
    "remind_days": (N_("Remind so many days before"), How.DAYS),
    "products": (N_("Goods"), How.TEXT),
    "year": (N_("Year"), How.COUNT),
    "done_on": (N_("Done on"), How.DAY),
    "receipt": (N_("Number of the receipt"), How.TEXT),
    "subject": (N_("Subject"), How.TEXT),
    "body": (N_("Words of the letter"), How.TEXT),
    **dict.fromkeys(("sha256", "added_at", "document_id"), ("", How.INSIDE)),
    **dict.fromkeys(("id", "uid", "by_uid", "folded", "sort_key"), ("", How.INSIDE)),
}
"""What a column is called and how its values are written, whatever it is a column of."""

OF_THING: dict[tuple[str, str], tuple[str, How]] = {
    ("account", "role"): ("", How.INSIDE),
    ("work_log", "hours_milli"): (N_("Hours"), How.QUANTITY),
    ("work_log", "party_id"): (N_("Who"), How.NAME),
    ("member_role", "party_id"): (N_("Who"), How.NAME),
    ("member_role", "role"): (N_("Office"), How.WORD),
    ("entry_category", "account_id"): (N_("Account"), How.NAME),
    ("asset", "place"): (N_("Where it stands"), How.TEXT),
    ("asset", "party_id"): (N_("From whom, or whose"), How.NAME),
    ("loan", "party_id"): (N_("With whom"), How.NAME),
    ("meeting", "place"): (N_("Place"), How.TEXT),
    ("tax_rule", "key"): (N_("Which rule"), How.WORD),
    ("tax_rule", "source"): (N_("Where it is written"), How.TEXT),
    ("tax_rule", "valid_from"): (N_("From the day"), How.DAY),
    ("sign_in", "by"): (N_("Came in by"), How.WORD),
}
"""Columns that mean something else for one thing (or one action)."""

_PROMPTPAY = {
    "mobile": N_("mobile number"),
    "national_id": N_("id or tax number"),
    "ewallet": N_("wallet number"),
    "bill": N_("biller"),
    "bank_account": N_("bank account"),
}
VALUES: dict[str, dict[str, str]] = {
    "product.kind": {
        "product": N_("Product"),
        "material": N_("Material"),
        "packaging": N_("Packaging"),
        "service": N_("Service"),
    },
    "stock_location.kind": {
        "store": N_("store room"),
        "stall": N_("stall"),
        "consigned_out": N_("shop that holds our goods"),
    },
    "yearly_figure.kind": {
        "last_year": N_("Last year, from paper"),
        "plan": N_("Plan of this year"),
    },
    "import_run.kind": {kind.value: words for kind, words in LIST_WORDS.items()},
    "tender.kind": {
        "cash": N_("cash"),
        "promptpay": N_("PromptPay"),
        "transfer": N_("transfer to a bank"),
        "account": N_("on account"),
        "other": N_("another way"),
    },
    "direction": {"in": N_("Money in"), "out": N_("Money out")},
    "asset.kind": {kind.value: words for kind, words in KIND_WORDS.items()},
    "source": {source.value: words for source, words in SOURCE_WORDS.items()},
    "book.kind": {"enterprise": N_("community enterprise"), "household": N_("household")},
    "vat_class": {
        "unknown": N_("Not decided yet"),
        "taxable": N_("With VAT"),
        "exempt": N_("Free of VAT (fresh farm goods)"),
    },
    "type": {
        "asset": N_("what we own"),
        "liability": N_("what we owe"),
        "equity": N_("the group's own money"),
        "income": N_("income"),
        "expense": N_("expense"),
    },
    "promptpay_kind": _PROMPTPAY,
    "basis": {kind.value: words for kind, words in BASIS_NAMES.items()},
    "role": {role.value: words for role, words in ROLE_WORDS.items()},
    "member_role.role": {role.value: words for role, words in ROLE_NAMES.items()},
    "permission": {permission.value: words for permission, words in PERMISSION_WORDS.items()},
    "key": {key.value: words for key, words in RULE_WORDS.items()},
    "by": {"recovery_code": N_("the recovery code")},
    "meeting.kind": {kind.value: words for kind, words in MEETING_WORDS.items()},
    "certificate.kind": {kind.value: words for kind, words in CERTIFICATE_WORDS.items()},
    "owner": {
        "meeting": N_("a meeting"),
        "project": N_("a project"),
        "certificate": N_("a certificate"),
        "member": N_("a member"),
        "loan": N_("a loan"),
    },
    "loan.side": {side.value: words for side, words in SIDE_WORDS.items()},
    "loan.method": {method.value: words for method, words in METHOD_WORDS.items()},
    "loan.rate_per": {per.value: words for per, words in PER_WORDS.items()},
    "loan.every_unit": {unit.value: words for unit, words in EVERY_WORDS.items()},
}
"""Words for stored values, by column, or by thing and column where they differ."""
