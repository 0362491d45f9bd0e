"""Who took part in a project, what was done and seen: blocks of its report."""

import datetime as dt
from dataclasses import replace

from app.i18n import _, ngettext
from app.queries.attachments import AttachmentOwner
from app.queries.projects import (
    Project,
    ProjectState,
    activities,
    participants,
    pictures,
    project_hours,
)
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.attached import pictures_of
from reports.model import Block, Column, Kind, Picture, Pictures, Row, Table


def people(each: Project, day: dt.date) -> list[Block]:
    """Activities with how many came, who took part, who worked; nothing where there is nothing."""
    blocks: list[Block] = []
    done = activities(each.id, day)
    if done:
        columns = (
            Column("date", _("Date"), Kind.DATE, 3),
            Column("what", _("Activity"), Kind.TEXT, 7),
            Column("place", _("Where it was"), Kind.TEXT, 4),
            Column("present", _("How many came"), Kind.COUNT, 2),
        )
        rows = tuple(Row((one.on, one.title, one.place, one.present)) for one in done)
        blocks.append(Table(_("Activities"), columns, rows))
    there = participants(each.id, day)
    if there:
        who = (
            Column("no", _("No."), Kind.COUNT, 1),
            Column("name", _("Name"), Kind.TEXT, 8),
            Column("times", _("How often"), Kind.COUNT, 2),
        )
        listed = tuple(Row((at + 1, name, times)) for at, (name, times) in enumerate(there))
        note = ngettext("{count} person took part.", "{count} people took part.", len(there))
        blocks.append(Table(_("Who took part"), who, listed, note=note.format(count=len(there))))
    worked = project_hours(each.id, day)
    if worked:
        hours = (
            Column("name", _("Name"), Kind.TEXT, 8),
            Column("hours", _("Hours"), Kind.QUANTITY, 3),
        )
        blocks.append(Table(_("Hours of work"), hours, tuple(map(Row, worked))))
    return blocks


def seen(each: Project, day: dt.date) -> list[Pictures]:
    """What was seen: pictures of the project and of each activity, in one block."""
    items = [item for block in pictures_of(AttachmentOwner.PROJECT, each.uid) for item in block.items]
    for one in activities(each.id, day):
        items += [
            replace(item, caption=f"{item.caption} · {one.title} · {format_date(one.on, 'medium')}")
            for block in pictures_of(AttachmentOwner.MEETING, one.uid)
            for item in block.items
        ]
    return [Pictures(tuple(items), _("Pictures of the project"))] if items else []


def annex(found: ProjectState) -> list[Block]:
    """The pictures of the slips."""
    items = tuple(
        Picture(
            " · ".join(
                text
                for text in (format_date(each.on), each.number, each.slip_number, format_amount(each.total))
                if text
            ),
            each.data,
        )
        for each in pictures(found.slips)
    )
    return [Pictures(items, _("Pictures of the slips"))] if items else []
