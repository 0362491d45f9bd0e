"""The fields of the group's life that take words: from shares and projects to meetings and letters."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image

from app.domain.certificate import CertificateData, CertificateKind
from app.domain.distribution import ResolutionDraft, VariantData
from app.domain.distribution_heads import Head, HeadKind, Method
from app.domain.document import DocumentKind, new_uid
from app.domain.fiscal import fiscal_year
from app.domain.ledger import AccountRole
from app.domain.letter import LetterData
from app.domain.meeting import AttendanceData, ItemData, MeetingData, MeetingKind, Presence
from app.domain.party import PartyData
from app.domain.project import BudgetData, ProjectData, ResultData
from app.domain.purchase import Slip
from app.domain.session import Permission
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.queries.attachments import AttachmentOwner
from app.queries.distribution import resolved
from app.queries.fiscal_years import closings
from app.queries.parties import find_parties
from app.services.attachments import attach
from app.services.certificates import create_certificate, mark_renewed
from app.services.distribution import create_variant, post_distribution
from app.services.journal import account_id
from app.services.letters import save_letter
from app.services.meetings import create_meeting, set_attendance
from app.services.parties import create_party
from app.services.projects import create_project, set_budget, set_results
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.shares import cancel_certificate, issue_certificate, post_shares
from app.services.unit_of_work import Entry, post
from app.services.year_closing import close_year
from app.thai.normalise import clean_name
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50
"""A project is printed of one in so many."""
YEAR = fiscal_year(dt.date(DAY.year - 2, 6, 1), 1)
"""A year before the stall's, so that closing it touches nothing else."""


def _cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


def _shareholder(made: Made) -> bytes:
    found = find_parties("ผู้ถือหุ้น")
    if found:
        return found[0].uid
    change_settings(made.session, {"share_par": 100_00})
    return create_party(made.session, PartyData("ผู้ถือหุ้น", is_member=True)).uid


def _shares(made: Made, text: str, at: int) -> object:
    who = _shareholder(made)
    draft = SharesDraft(new_uid(), (ShareLine(who, 1, 100_00),), _cash(100_00), Slip(None, text[:100]), text)
    posted = post_shares(made.session, draft, on=DAY)
    paper = issue_certificate(made.session, who, shares=1, on=DAY)
    if at % SOME == 0:
        made.keep("share-receipt", posted)
        made.papers.setdefault("share-certificate", []).append(paper.code)
    return cancel_certificate(made.session, paper.uid, on=DAY, reason=text)


def _project(made: Made, text: str, at: int) -> object:
    data = ProjectData(f"โครงการ {at}", purpose=text, contract=text, note=text)
    saved = create_project(made.session, data)
    uid = saved.uid
    if at % SOME == 0:
        made.papers.setdefault("project", []).append(saved.code)
    set_budget(made.session, uid, lines=(BudgetData(text, 100_00),))
    return set_results(made.session, uid, lines=(ResultData(text, text[:40], 1_000, note=text),))


def _meeting(made: Made, text: str, at: int) -> object:
    data = MeetingData(MeetingKind.EXTRA, text, DAY, number=text[:40], place=text, note=text)
    if at % SOME == 0 and clean_name(text[:40]):
        for paper in ("agenda", "attendance", "minutes"):
            made.papers.setdefault(paper, []).append(clean_name(text[:40]))
    item = ItemData(text, text, text, text[:40])
    uid = create_meeting(made.session, data, agenda=(item,)).uid
    guest = AttendanceData(None, text, Presence.PROXY, text)
    return set_attendance(made.session, uid, lines=(guest,))


def _certificate(made: Made, text: str, at: int) -> object:
    data = CertificateData(CertificateKind.OTHER, text, text[:100], text, DAY, note=text)
    uid = create_certificate(made.session, data).uid
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), (at % 256, at // 256, 0)).save(picture, "PNG")
    return attach(
        made.session,
        AttachmentOwner.CERTIFICATE,
        owner_uid=uid,
        data=picture.getvalue(),
        name=text,
        caption=text,
    )


def _renewal(made: Made, text: str, at: int) -> object:
    day = dt.date(2000 + at // 3, 1, 15)
    return mark_renewed(made.session, day.year, done_on=day, today=day, receipt=text, note=text)


def _heads(text: str) -> tuple[Head, ...]:
    return (Head(HeadKind.RETAINED, text, Method.REST),)


def _variant(made: Made, text: str, _at: int) -> object:
    return create_variant(made.session, VariantData(YEAR, text, _heads(text), text))


def _resolution(made: Made, text: str, _at: int) -> object:
    if not closings():

        def earn(entry: Entry) -> None:
            entry.document(DocumentKind.JOURNAL, YEAR.first, 100_00)
            entry.line(account_id(AccountRole.CASH), 100_00)
            entry.line(account_id(AccountRole.OTHER_INCOME), -100_00)

        post(made.session, Permission.POST_JOURNAL, new_uid(), earn)
        close_year(made.session, YEAR.last, today=DAY, uid=new_uid())
    for each in resolved():
        reverse(made.session, each.uid, on=DAY, reason="ลงมติใหม่", uid=new_uid())
    draft = ResolutionDraft(new_uid(), YEAR, _heads(text), text[:60], text)
    return post_distribution(made.session, draft, on=DAY)


def _letter(made: Made, text: str, _at: int) -> object:
    saved = save_letter(made.session, LetterData(text, text, text), uid=new_uid())
    made.papers.setdefault("letters", []).append(clean_name(text))
    return saved


GROUP_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "shares": _shares,
    "project's papers": _project,
    "meeting": _meeting,
    "certificate": _certificate,
    "renewal": _renewal,
    "proposal for the profit": _variant,
    "resolution on the profit": _resolution,
    "letter": _letter,
}
"""Fields of the group's life, one command each."""
