"""What the page of the drawer does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.domain.drawer import is_from_yesterday
from app.domain.session import Permission, Session
from app.queries.cash import money_places
from app.queries.catalogue import Account, Location, locations, money_accounts
from app.queries.drawer import (
    Drawer,
    EventNow,
    StandingDrawer,
    drawer_sheet,
    drawers,
    events_now,
    open_drawer,
    open_drawers,
)
from app.queries.entries import EntryCategory, entry_categories
from app.queries.parties import PartyRow, list_parties
from app.services.printing import log_print
from app.settings import MachineSettings
from reports import drawer as paper
from reports.drawer_kinds import hides_cash
from reports.model import Report

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """Every drawer, and which of them is open on this computer."""

    rows: tuple[Drawer, ...]
    here: bytes | None
    old: tuple[StandingDrawer, ...]
    """Drawers of earlier days that nobody has closed."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    cash: tuple[Account, ...]
    """Places where notes and coins lie: a drawer is one of them."""
    moneys: tuple[Account, ...]
    categories: tuple[EntryCategory, ...]
    people: tuple[PartyRow, ...]
    locations: tuple[Location, ...]
    events: tuple[EventNow, ...]


def shown(session: Session, today: dt.date) -> Shown:
    """All drawers as they stand."""
    standing = open_drawer(session.device_id)
    rows = tuple(each for each in drawers() if not each.is_undone)
    old = tuple(each for each in open_drawers(today) if is_from_yesterday(each.on, today))
    return Shown(rows, standing.uid if standing else None, old)


def lists(today: dt.date) -> Lists:
    """Places of money, categories, people, places of goods, market days."""
    return Lists(
        tuple(each.account for each in money_places(today) if each.is_cash),
        tuple(money_accounts()),
        entry_categories(),
        tuple(list_parties(limit=MANY)),
        tuple(locations()),
        events_now(today),
    )


def report_of(session: Session, uid: bytes, *, now: dt.datetime | None = None) -> Report | None:
    """The X or Z report of a drawer, as far as somebody may see it; None if there is no such drawer."""
    sheet = drawer_sheet(uid)
    if sheet is None:
        return None
    return paper.build(sheet, hides_cash=hides_cash(session, sheet.drawer.is_blind), printed=now)


def print_slip(session: Session, uid: bytes, machine: MachineSettings, *, now: dt.datetime) -> Report | None:
    """Send the report to the slip printer; raises NotPermittedError and what sending raises."""
    from reports.render.report_slip import report_escpos
    from reports.send import destination, send

    session.require(Permission.PRINT)
    report = report_of(session, uid, now=now)
    if report is not None:
        printer = destination(machine.printer_kind, machine.printer_target)
        send(report_escpos(report, str(machine.slip_width), cut=machine.cut_paper), printer)
        log_print(session, name=report.name)
    return report


def open_lock(session: Session, machine: MachineSettings) -> None:
    """Let the slip printer open the drawer's lock; raises NotPermittedError and what sending raises."""
    from reports.render.escpos import drawer_escpos
    from reports.send import destination, send

    session.require_any((Permission.KEEP_DRAWER, Permission.SELL))
    send(drawer_escpos(), destination(machine.printer_kind, machine.printer_target))
