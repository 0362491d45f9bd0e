"""Members, loans, projects, meetings, proposals for the profit, certificates, letters."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Member(BookModel):
    """What the register keeps about a member beyond her name, address and telephone."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    party_id = IntField(unique=True)
    number = peewee.TextField(unique=True)
    national_id = peewee.TextField(default="")
    born_on = peewee.TextField(null=True)
    joined_on = peewee.TextField(null=True)
    left_on = peewee.TextField(null=True)
    left_reason = peewee.TextField(default="")
    household = peewee.TextField(default="")
    occupation = peewee.TextField(default="")
    heir = peewee.TextField(default="")
    heir_relation = peewee.TextField(default="")
    photo = peewee.BlobField(null=True)
    consent_on = peewee.TextField(null=True)
    note = peewee.TextField(default="")


class MemberRole(BookModel):
    """What a member was entrusted with, from one day to another."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    party_id = IntField()
    section_id = IntField(null=True)
    role = peewee.TextField()
    title = peewee.TextField(default="")
    from_day = peewee.TextField()
    to_day = peewee.TextField(null=True)
    appointed_by = peewee.TextField(default="")
    active = IntField(default=1)


class WorkLog(BookModel):
    """Work for the group outside batches; never posted."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    party_id = IntField()
    on_date = peewee.TextField()
    hours_milli = IntField()
    what = peewee.TextField(default="")
    is_paid = IntField(default=0)
    section_id = IntField(null=True)
    project_id = IntField(null=True)
    active = IntField(default=1)
    event_id = IntField(null=True)


class ShareCertificate(BookModel):
    """A paper that says how many shares a member holds."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    number = IntField(unique=True)
    party_id = IntField()
    shares = IntField()
    issued_on = peewee.TextField()
    cancelled_on = peewee.TextField(null=True)
    reason = peewee.TextField(default="")


class Loan(BookModel):
    """Money lent to the group or by it; what happened to it stands in ``loan_entry``."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    side = peewee.TextField()
    party_id = IntField()
    name = peewee.TextField(default="")
    principal = IntField()
    rate_ppm = IntField(default=0)
    rate_per = peewee.TextField(default="year")
    method = peewee.TextField(default="reducing")
    instalments = IntField(default=1)
    every = IntField(default=1)
    every_unit = peewee.TextField(default="month")
    agreed_on = peewee.TextField()
    first_due = peewee.TextField()
    contract = peewee.TextField(default="")
    guarantors = peewee.TextField(default="")
    security = peewee.TextField(default="")
    project_id = IntField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class ProjectBudget(BookModel):
    """What a part of a project's money is for."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    project_id = IntField()
    position = IntField(default=0)
    name = peewee.TextField()
    amount = IntField()
    account_id = IntField(null=True)
    active = IntField(default=1)


class ProjectResult(BookModel):
    """What a project wants to reach and what it reached, in thousandths."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    project_id = IntField()
    position = IntField(default=0)
    name = peewee.TextField()
    unit = peewee.TextField(default="")
    target = IntField(null=True)
    reached = IntField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class Meeting(BookModel):
    """A meeting of the group or an activity of a project."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    kind = peewee.TextField()
    number = peewee.TextField(default="")
    title = peewee.TextField()
    on_date = peewee.TextField()
    starts_at = peewee.TextField(default="")
    ends_at = peewee.TextField(default="")
    place = peewee.TextField(default="")
    section_id = IntField(null=True)
    project_id = IntField(null=True)
    chair_id = IntField(null=True)
    secretary_id = IntField(null=True)
    is_held = IntField(default=0)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class MeetingItem(BookModel):
    """What a meeting talks about and resolves."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    meeting_id = IntField()
    position = IntField()
    title = peewee.TextField()
    discussion = peewee.TextField(default="")
    resolution = peewee.TextField(default="")
    resolution_no = peewee.TextField(default="")
    votes_for = IntField(null=True)
    votes_against = IntField(null=True)
    votes_none = IntField(null=True)
    active = IntField(default=1)


class Attendance(BookModel):
    """Who was invited to a meeting and whether she was there."""

    id = IntField(primary_key=True)
    meeting_id = IntField()
    position = IntField()
    party_id = IntField(null=True)
    name = peewee.TextField(default="")
    state = peewee.TextField()
    proxy = peewee.TextField(default="")


class Attachment(BookModel):
    """A picture or paper that belongs to something else."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    owner = peewee.TextField()
    owner_id = IntField()
    sha256 = peewee.BlobField()
    name = peewee.TextField(default="")
    caption = peewee.TextField(default="")
    position = IntField(default=0)
    added_at = IntField()
    active = IntField(default=1)


class DistributionVariant(BookModel):
    """A proposal of how a year's profit may be divided."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    first_day = peewee.TextField()
    last_day = peewee.TextField()
    position = IntField(default=0)
    name = peewee.TextField()
    note = peewee.TextField(default="")
    active = IntField(default=1)


class Certificate(BookModel):
    """A certificate or licence of the group or its goods, with its last day."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    kind = peewee.TextField()
    name = peewee.TextField()
    number = peewee.TextField(default="")
    issuer = peewee.TextField(default="")
    issued_on = peewee.TextField(null=True)
    expires_on = peewee.TextField(null=True)
    remind_days = IntField(default=60)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class Letter(BookModel):
    """A letter that is filled in for each member."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField(unique=True)
    subject = peewee.TextField(default="")
    body = peewee.TextField()
    position = IntField(default=0)
    active = IntField(default=1)
