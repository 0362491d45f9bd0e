"""Texts typed into projects: their own words, budget lines, results, money."""

import datetime as dt

from app.domain.document import new_uid
from app.domain.project import BudgetData, ProjectData, ProjectMoneyDraft, ResultData
from app.domain.purchase import Slip
from app.domain.session import Session
from app.domain.slip_entry import PayDraft, PayKind
from app.services.project_money import receive_money
from app.services.projects import create_project, set_budget, set_results

DAY = dt.date(2026, 10, 5)


def type_project(session: Session, text: str, at: int) -> object:
    """A project with this text in all of its words."""
    data = ProjectData(text, f"H{at:04d}", purpose=text, contract=text[:60], note=text)
    project = create_project(session, data)
    set_budget(session, project.uid, lines=(BudgetData(text[:100], 100),))
    set_results(session, project.uid, lines=(ResultData(text[:100], text[:40], 1, 2, text[:100]),))
    draft = ProjectMoneyDraft(
        new_uid(),
        project.uid,
        100,
        (PayDraft(PayKind.MONEY, 100, "1101"),),
        Slip(None, text[:60]),
        text,
    )
    return receive_money(session, draft, on=DAY)
