"""Who works with the book: renamed here; signing in and roles come with more than one person."""

from app.changes import Changes
from app.domain.session import Permission, Session
from app.services import records
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.base import read_row
from db.models.settings import AppUser
from db.sql import settings as sql


def rename_user(session: Session, user_id: int, *, name: str) -> Saved:
    """Change the name that stands on papers from now on.

    Raises NotPermittedError, NameMissingError, NotFoundError, TextTooLongError.
    """
    clean = clean_name(name, 200)
    if not clean:
        raise NameMissingError
    with saving(session, Permission.EDIT_SETTINGS):
        if book.fetch_one(sql.USER, (user_id,)) is None:
            raise NotFoundError
        records.change(session, AppUser, user_id, {"name": clean})
        row = read_row(AppUser, user_id)
        assert row is not None
    return Saved(user_id, row["uid"], changes=Changes.SETTINGS)
