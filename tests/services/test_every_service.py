"""Every service takes the session first and asks for its permission; what does not is named, with why."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.services.household_services import NOT_ASKING as HOUSEHOLD_NOT_ASKING

FOLDER = Path(__file__).parents[2] / "app" / "services"
MODULES = sorted(
    ".".join(path.relative_to(FOLDER).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if path.stem != "__init__"
)
"""Of a household: ``household.debts`` and its like."""

WITHIN = "called inside a command's transaction, after it has asked"
FACTS = "works out or looks up what the commands beside it need; writes nothing"
DOOR = "before anybody is signed in, or proves who she is by her secret"
HIDES = "answers nothing to whoever may not see it"
PROGRAM = "what the program itself does while a book is opened, closed or kept"

NOT_ASKING: dict[str, dict[str, str]] = {
    **HOUSEHOLD_NOT_ASKING,
    "acts": {"note": WITHIN, "begun": WITHIN},
    "asset_writer": {
        "record_asset": WITHIN,
        "described": FACTS,
        "known": FACTS,
        "here": FACTS,
        "cost_account": FACTS,
        "step": WITHIN,
    },
    "auto_backup": {"automatic_backups": FACTS, "kept": FACTS},
    "backup": {"stamp": FACTS, "stamped": FACTS, "copy_checked": PROGRAM},
    "batch_writer": {
        "document": WITHIN,
        "open_batch": WITHIN,
        "find_batch": FACTS,
        "batch_wip": FACTS,
        "check_open": FACTS,
    },
    "book_contents": {"fill": DOOR},
    "book_errors": {"file_error": FACTS},
    "books": {
        "open_path": FACTS,
        "is_open": FACTS,
        "check_place": FACTS,
        "create_book": DOOR,
        "open_book": DOOR,
        "free_name": FACTS,
        "close_book": PROGRAM,
        "enter_thread": PROGRAM,
        "leave_thread": PROGRAM,
        "checkpoint": PROGRAM,
        "changed_elsewhere": FACTS,
    },
    "closed_books": {"person_in": DOOR},
    "copies": {
        "needs_credential": DOOR,
        "asks_passphrase": DOOR,
        "preview_restore": DOOR,
        "readable": DOOR,
        "keys_of": FACTS,
        "asks_who": DOOR,
        "may_be_one_book": DOOR,
        "target_key": WITHIN,
    },
    "bank_slips": {"keep_slips": WITHIN},
    "due_payments": {"due_payments": WITHIN},
    "dimensions": {"about": FACTS, "about_as_document": FACTS, "about_as_batch": FACTS},
    "doors": {
        "is_plain": DOOR,
        "look_at": DOOR,
        "refuse_foreign_parts": DOOR,
        "unlock": DOOR,
        "read_keys": DOOR,
        "forget_tries": DOOR,
        "fits": DOOR,
    },
    "encrypting": {"encrypt_book": DOOR, "decrypt_book": DOOR},
    "leaving": {
        "leaves": FACTS,
        "place_name": FACTS,
        "sealed_name": FACTS,
        "seal": FACTS,
        "open_sealed": DOOR,
    },
    "entries": {"money_account": FACTS, "settle": WITHIN, "what_for": FACTS, "is_by_person": FACTS},
    "event_log": {"append": WITHIN, "append_to": WITHIN},
    "import_names": {"goods_by_name": FACTS},
    "import_rows": {"importer_for": WITHIN},
    "importing": {"sha256_of": FACTS},
    "loan_contracts": {
        "add_contract": WITHIN,
        "change_contract": WITHIN,
        "plan_of": FACTS,
        "is_dear": FACTS,
        "known_loan": FACTS,
    },
    "loans": {
        "interest_to_enter": FACTS,
        "write_opening": WITHIN,
        "write_step": WITHIN,
        "describe": WITHIN,
        "settle_loan": WITHIN,
    },
    "shares": {"open_shares": WITHIN},
    "journal": {
        "account_id": FACTS,
        "accounts_of": FACTS,
        "forget_accounts": PROGRAM,
        "stock_account_id": FACTS,
    },
    "key_ring": {
        "hold": DOOR,
        "let_go": PROGRAM,
        "has_key": FACTS,
        "book_key": WITHIN,
        "file_key": WITHIN,
        "is_encrypted": FACTS,
        "book_uid": FACTS,
        "keys_file": FACTS,
        "make_key": WITHIN,
        "write_first": DOOR,
        "put_old_aside": DOOR,
        "wrap_for": WITHIN,
        "rename": WITHIN,
        "mend_name": WITHIN,
        "remove": WITHIN,
        "contents": WITHIN,
        "put_back": WITHIN,
        "opened_by": DOOR,
    },
    "manual_journal": {"journal_sums": FACTS},
    "market_events": {"event_facts": FACTS, "home_of": FACTS, "lose": WITHIN},
    "receipt_books": {"name_receipts": WITHIN, "receipts_named": WITHIN},
    "parties": {"add_party": WITHIN},
    "periods": {"write_locks": WITHIN},
    "pre_orders": {
        "known_order": FACTS,
        "open_order": FACTS,
        "close_cancelled": WITHIN,
        "delivery_service": WITHIN,
    },
    "deposits": {"rule_of_deposits": FACTS, "use_up": WITHIN},
    "order_delivery": {"bill_of": FACTS, "agreed_lines": FACTS},
    "order_states": {"reopen_delivered": WITHIN, "refuse_order_deposits": WITHIN},
    "project_watch": {"money_row": WITHIN, "money_line": WITHIN, "watch": WITHIN},
    "year_end": {"worths": FACTS},
    "people": {"need_key": FACTS, "someone": FACTS, "uid_of": FACTS},
    "pictures": {"prepare": FACTS},
    "privacy": {"neutral_name": FACTS},
    "promoting": {"deal_of": FACTS, "write_deal": WITHIN, "write_return": WITHIN},
    "products": {
        "insert_product": WITHIN,
        "keep_picture": WITHIN,
        "next_code": FACTS,
        "refuse_code": FACTS,
    },
    "purchases": {"account_by_code": FACTS, "slip_fields": FACTS},
    "reading": {"find_document": HIDES},
    "records": {"add": WITHIN, "change": WITHIN},
    "restoring": {"restore": DOOR},
    "relief_gaps": {"relief_gaps": WITHIN},
    "returns": {"sold_sale": FACTS},
    "sale_extras": {"goods_parts": WITHIN, "money_parts": WITHIN, "return_parts": WITHIN},
    "sales": {"income_role": FACTS, "add_values": FACTS, "party_of": FACTS, "owes": FACTS},
    "tenders": {"tender_facts": FACTS},
    "tills": {"drawer_for": FACTS, "drawer_missing": FACTS, "enter_in_drawer": WITHIN},
    "sample": {},
    "sample_goods": {"sample_name": FACTS},
    "sample_pictures": {"draw": FACTS},
    "sessions": {
        "end_of_day": FACTS,
        "at_desk": FACTS,
        "everybody_leaves": PROGRAM,
        "session_for": DOOR,
        "keeper_of": PROGRAM,
    },
    "settings": {"bill_rounding": FACTS},
    "sign_in": {
        "arrive": DOOR,
        "person_of": DOOR,
        "switch": DOOR,
        "sign_out": PROGRAM,
        "forget": WITHIN,
        "sessions_of": FACTS,
        "people_at_desk": DOOR,
        "person_with_badge": DOOR,
        "lock": PROGRAM,
        "unlock_with_pin": DOOR,
        "unlock_with_password": DOOR,
        "prove": DOOR,
        "rules_for": FACTS,
        "today": FACTS,
    },
    "vat": {
        "rate_on": FACTS,
        "write_sale_tax": WITHIN,
        "write_return_tax": WITHIN,
        "write_input_tax": WITHIN,
        "write_income_tax": WITHIN,
    },
    "settling": {"settle_parts": WITHIN},
    "stock": {},
    "product_facts": {"product_facts": FACTS, "product_facts_by_id": FACTS, "products_facts": FACTS},
    "consigned_sale": {
        "consigned_in_sale": WITHIN,
        "consigned_in_return": WITHIN,
        "holds_now": FACTS,
        "commission_tax": WITHIN,
    },
    "consigned_bill": {"write_bill": WITHIN},
    "consigned_count": {"others_missing": WITHIN},
    "consignment": {
        "owner_of": FACTS,
        "begin_slip": WITHIN,
        "refuse_more": FACTS,
        "agreed": FACTS,
        "frozen": FACTS,
    },
    "settlements": {"move_money": WITHIN},
    "spreadsheets": {"read_table": FACTS, "read_bytes": FACTS},
    "stick_book": {
        **dict.fromkeys(("is_on_stick", "waiting_here", "fingerprint", "find_stick"), FACTS),
        "take_in": DOOR,
        **dict.fromkeys(("let_go", "put_aside", "give_up_move"), PROGRAM),
    },
    "sticks": {"is_copy": FACTS, "sticks": FACTS, "stick_of": FACTS, "copies_of": FACTS},
    "unit_of_work": {
        "not_saved": FACTS,
        "storage_reason": FACTS,
        "find_posted": FACTS,
        "first_open_day": FACTS,
        "forget_names": PROGRAM,
        "find_after_failure": FACTS,
    },
}
"""What asks for nothing, by module, with the reason; everything else must ask."""

OF_A_NEW_BOOK = {
    "sample",
    "sample_assets",
    "sample_close",
    "sample_days",
    "sample_goods",
    "sample_group",
    "sample_market",
    "sample_money",
    "sample_office",
}
"""Make a book of their own, with the session of its first leader."""

TAKE_A_PERMISSION = {"post", "saving", "one_act", "post_household"}
"""Told which permission to ask for, or what to write."""

Name = tuple[str, str]


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((FOLDER / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


@cache
def functions() -> dict[Name, ast.FunctionDef]:
    """Every function of the services by module and name."""
    return {
        (module, node.name): node
        for module in MODULES
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef)
    }


@cache
def known_in(module: str) -> dict[str, tuple[str, str | None]]:
    """Which service function or module a name stands for within a module."""
    names: dict[str, tuple[str, str | None]] = {
        name: (module, name) for where, name in functions() if where == module
    }
    for node in ast.walk(tree(module)):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("app.services"):
            continue
        source = (node.module or "").removeprefix("app.services").removeprefix(".")
        for each in node.names:
            whole = f"{source}.{each.name}".lstrip(".")
            names[each.asname or each.name] = (whole, None) if whole in MODULES else (source, each.name)
    return names


def called(module: str, node: ast.Call) -> tuple[str, str | None] | None:
    """The service function that a call goes to, if its first argument is the caller's session."""
    first = node.args[0] if node.args else None
    if not (isinstance(first, ast.Name) and first.id == "session"):
        return None
    names = known_in(module)
    if isinstance(node.func, ast.Name):
        return names.get(node.func.id)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        source = names.get(node.func.value.id)
        return (source[0], node.func.attr) if source is not None and source[1] is None else None
    return None


def requires(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr in ("require", "require_any")
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("session", "approver")
    )


@cache
def asking() -> frozenset[Name]:
    """Functions that require a permission, or hand their session to what does."""
    found: set[Name] = set()
    while True:
        more = {
            name
            for name, function in functions().items()
            if any(
                requires(node) or called(name[0], node) in found
                for node in ast.walk(function)
                if isinstance(node, ast.Call)
            )
        }
        if more == found:
            return frozenset(found)
        found = more


def commands(module: str) -> list[ast.FunctionDef]:
    return [
        node
        for (where, name), node in functions().items()
        if where == module and not name.startswith("_") and name not in NOT_ASKING.get(module, {})
    ]


@pytest.mark.parametrize("module", [each for each in MODULES if each not in OF_A_NEW_BOOK])
def test_session_first_and_permission_asked(module: str) -> None:
    for node in commands(module):
        arguments = [each.arg for each in node.args.args]
        assert (module, node.name) in asking(), f"{module}.{node.name} asks for no permission"
        assert arguments, node.name
        assert arguments[0] == "session", f"{module}.{node.name}: the session comes first"
        assert len(arguments) <= 2 or node.name in TAKE_A_PERMISSION, (
            f"{module}.{node.name}{arguments}: keyword-only after the first two"
        )


@pytest.mark.parametrize("module", sorted(NOT_ASKING))
def test_what_asks_for_nothing_is_there_and_asks_for_nothing(module: str) -> None:
    named = {(module, name) for name in NOT_ASKING[module]}
    assert named <= functions().keys(), "named, but not there"
    assert not named & asking(), "named, but it does ask"


def test_a_function_that_asks_for_nothing_is_found() -> None:
    """The walk itself can fail: what writes without asking is not taken for asking."""
    assert ("records", "add") not in asking()
    assert ("event_log", "append") not in asking()
    assert ("sales", "post_sale") in asking()
    assert ("returns", "void_sale") in asking()
    assert ("settings", "_change") in asking()
