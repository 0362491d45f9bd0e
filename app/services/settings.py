"""Settings of the business: changed in one transaction, with old and new in the log."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.changes import Changes
from app.domain.party import checked_tax_id
from app.domain.sale import RoundingRule
from app.domain.session import Permission, Session
from app.domain.tax_rule import checked_branch
from app.errors import UserError
from app.i18n import N_
from app.queries.settings import business_settings
from app.services import event_log, pictures
from app.services.products import keep_picture
from app.services.records import saving
from app.settings import BusinessSettings, SettingValueError, to_text, with_changes
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import settings as sql

LINES = frozenset({"enterprise_address", "receipt_footer"})
"""Settings that may have several lines."""

_DEFAULT = BusinessSettings()


class SettingRefusedError(UserError):
    """A value that a setting does not take."""

    message = N_("This setting cannot be “{value}”.")


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings as they are now."""

    settings: BusinessSettings
    changes: Changes = Changes.NONE


def change_settings(session: Session, values: Mapping[str, str | int | bool]) -> SettingsChanged:
    """Change settings of the business by name.

    Raises NotPermittedError, SettingRefusedError, TaxIdError, BranchError, TextTooLongError.
    """
    cleaned: dict[str, object] = {}
    for key, value in values.items():
        if isinstance(value, str):
            value = clean_text(value, 4_000) if key in LINES else clean_name(value)
        if key == "enterprise_tax_id" and isinstance(value, str):
            value = checked_tax_id(value)
        if key == "vat_branch" and isinstance(value, str):
            value = checked_branch(value)
        if key == "vat_registered_from" and isinstance(value, str):
            value = _day(key, value)
        cleaned[key] = value
    return _change(session, cleaned)


def _day(key: str, text: str) -> str:
    """An ISO day or nothing; raises SettingRefusedError."""
    try:
        return dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise SettingRefusedError(key=key, value=text) from error


def set_logo(session: Session, data: bytes | None) -> SettingsChanged:
    """Give the enterprise a logo (the bytes of a picture file), or take it away.

    Raises NotPermittedError, NotAPictureError, PictureTooLargeError.
    """
    session.require(Permission.EDIT_SETTINGS)
    picture = pictures.prepare(data) if data is not None else None
    return _change(session, {"logo": picture.sha256 if picture else b""}, picture)


def bill_rounding() -> RoundingRule:
    """How bills are rounded, for the posting of a sale."""
    rows: dict[str, str] = dict(book.fetch_settled(sql.SETTINGS_OF, ("rounding_step", "rounding_down")))
    step = rows.get("rounding_step", str(_DEFAULT.rounding_step))
    down = rows.get("rounding_down", to_text(_DEFAULT.rounding_down))
    return RoundingRule(int(step) if step.isascii() and step.isdigit() else 0, down == "1")


def _change(
    session: Session, values: Mapping[str, object], picture: pictures.Picture | None = None
) -> SettingsChanged:
    with saving(session, Permission.EDIT_SETTINGS):
        if picture is not None:
            keep_picture(picture)
        old = business_settings()
        try:
            new = with_changes(old, values)
        except SettingValueError as error:
            raise SettingRefusedError(key=error.key, value=error.value) from error
        changed = [key for key in values if getattr(old, key) != getattr(new, key)]
        for key in changed:
            value = getattr(new, key)
            if value == getattr(BusinessSettings(), key):
                book.execute(sql.DELETE_SETTING, (key,))
            else:
                book.execute(sql.SET_SETTING, (key, to_text(value)))
        if changed:
            event_log.append(
                session,
                "change",
                "setting",
                before={key: getattr(old, key) for key in changed},
                after={key: getattr(new, key) for key in changed},
            )
    return SettingsChanged(new, Changes.SETTINGS if changed else Changes.NONE)
