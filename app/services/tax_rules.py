"""The dated rules of tax law, kept by people who read the law; every change stays in the log."""

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.domain.tax_rule import RuleData, checked_rule
from app.services import records
from app.services.records import NotFoundError, Saved, saving
from db import connection as book
from db.models.books import TaxRule
from db.sql import tax as sql


def add_rule(session: Session, data: RuleData, *, uid: bytes | None = None) -> Saved:
    """Enter a rule, once per ``uid``; of those that have begun the latest counts.

    Raises RuleValueError, RuleDaysError, NotPermittedError.
    """
    data = checked_rule(data)
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_SETTINGS):
        found = book.fetch_one(sql.RULE_BY_UID, (uid,))
        row_id = found[0] if found is not None else records.add(session, TaxRule, uid, _columns(data))
    return Saved(row_id, uid, data.key.value, Changes.SETTINGS)


def change_rule(session: Session, rule_uid: bytes, *, data: RuleData) -> Saved:
    """Correct a rule; what was posted with it stays as it is.

    Raises NotFoundError, RuleValueError, RuleDaysError, NotPermittedError.
    """
    data = checked_rule(data)
    with saving(session, Permission.EDIT_SETTINGS):
        row_id = _row_id(rule_uid)
        records.change(session, TaxRule, row_id, _columns(data))
    return Saved(row_id, rule_uid, data.key.value, Changes.SETTINGS)


def put_rule_away(session: Session, rule_uid: bytes) -> Saved:
    """Take a rule that was a mistake out of the table. Raises NotFoundError, NotPermittedError."""
    with saving(session, Permission.EDIT_SETTINGS):
        row_id = _row_id(rule_uid)
        records.change(session, TaxRule, row_id, {"active": 0})
    return Saved(row_id, rule_uid, "", Changes.SETTINGS)


def _row_id(uid: bytes) -> int:
    row = book.fetch_one(sql.RULE_BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _columns(data: RuleData) -> dict[str, object]:
    return {
        "key": data.key.value,
        "value": data.value,
        "valid_from": data.valid_from.isoformat(),
        "valid_to": data.valid_to.isoformat() if data.valid_to else None,
        "source": data.source,
    }
