"""Lines of projects are found without reading the journal of the whole book."""

from app.domain.session import Session
from db import connection as book
from db.sql import projects as sql
from tests.fixtures import session  # noqa: F401


def test_what_projects_spent_is_read_from_their_own_lines(session: Session) -> None:  # noqa: F811
    for project_id in (None, 1):
        plan = [row[3] for row in book.fetch(f"EXPLAIN QUERY PLAN {sql.SPENT}", (project_id, "2026-11-05"))]
        assert "journal_line_by_project" in plan[0], plan
