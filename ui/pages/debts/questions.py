"""Telling a debt question by question: a new one, one that is there already, or one that is rolled over."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.household.debts import INFORMAL, DebtData, DebtKind
from app.domain.loan import Every, LoanMethod, LoanSide, RatePer, add_months, rate_bp, rate_of_bp
from app.domain.loan_entry import LoanData, kept_back
from app.i18n import _
from app.queries.household.debts import Debt
from app.services.household.debts import StartDraft, StartKind
from app.thai.dates import format_date, today
from ui.pages.debts.pictures import (
    METHODS,
    PLEDGED,
    TIMES,
    UNITS,
    USUAL,
    Rhythm,
    Way,
    rhythm_of,
    way_of,
)
from ui.pages.debts.question_parts import BY_AMOUNT, BY_COUNT, MILLI, OTHER_THING, DebtParts, Mode
from ui.pages.debts.work import Preview
from ui.widgets.picture_choice import PictureChoice

EVEN = (LoanMethod.REDUCING, LoanMethod.EQUAL_PRINCIPAL)
"""Both ways of paying back with interest on what is left; a contract keeps its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that was answered; ``paid`` satang now and from where, where a debt is rolled over."""

    mode: Mode
    data: DebtData
    lender: str
    start: StartDraft
    on: dt.date
    debt: Debt | None
    paid: int
    paid_from: str


class DebtQuestions(DebtParts):
    """``asked`` gives a DebtData that wants a look (``show_preview`` answers), ``submitted`` a ``Told``."""

    asked = Signal(object)
    submitted = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._uid, self._loan_uid = new_uid(), new_uid()
        self._usual: DebtKind | None = None
        for choice in (self.kinds, self.starts, self.places, self.ways, self.rhythms):
            choice.chosen.connect(self._on_chosen)
        self.things.chosen.connect(self._on_thing_chosen)
        self.bys.chosen.connect(self._on_by_chosen)
        self.pers.chosen.connect(self._on_per_chosen)

    def keys(self) -> list[str]:
        """Which questions are asked, after what was answered so far."""
        terms = ["way"]
        terms += ["rate"] if self.way() is not Way.NONE else []
        terms += ["rhythm"]
        terms += ["by"] if self.rhythm() is not Rhythm.ONCE else []
        terms += ["first"]
        pledge = ["pledge"] if self.kind() in PLEDGED or self._has_pledge() else []
        if self.mode is Mode.ROLL:
            return ["paid", *terms, *pledge, "look"]
        if self.mode is Mode.CHANGE:
            return ["kind", "name", *terms, "fees", *pledge, "look"]
        start = self.start()
        where = {StartKind.RECEIVED: ["place"], StartKind.BOUGHT: ["thing"]}.get(start, [])
        fees = ["fees"] if start is StartKind.RECEIVED else []
        return ["kind", "name", "start", "amount", "day", *where, *terms, *fees, *pledge, "look"]

    def _has_pledge(self) -> bool:
        return self.debt is not None and bool(self.debt.loan.security or self.debt.redeem_by)

    def data(self) -> DebtData:
        """The debt as it is told so far."""
        old, on = self.debt, self.on()
        way, rhythm = self.way(), self.rhythm()
        times = 1 if rhythm is Rhythm.ONCE else max(0, self.times.number_or_zero()) // MILLI
        method = METHODS[way]
        by_amount = rhythm is not Rhythm.ONCE and self._by_amount()
        if method is LoanMethod.FLAT and times == 1 and not by_amount:
            method = LoanMethod.INTEREST_ONLY  # by the days that it really lasts
        if method is LoanMethod.REDUCING and old is not None and old.loan.terms.method in EVEN:
            method = old.loan.terms.method
        kind = self.kind()
        rate = 0 if way is Way.NONE else self.rate.number_or_zero()
        loan = LoanData(
            LoanSide.TAKEN,
            old.loan.party_uid if old is not None else None,
            self.principal(),
            on,
            self.first.date() or on,
            rate_of_bp(rate),
            RatePer(str(self.pers.key())),
            method,
            times,
            self._every(),
            UNITS[rhythm],
            self.each.number() if by_amount else None,
            security=self.pledge.name() if "pledge" in self.keys() else "",
        )
        if old is not None and self.mode is Mode.CHANGE:
            kept = old.loan
            loan = replace(
                loan,
                code=kept.code,
                name=self._own_name(old),
                contract=kept.contract,
                guarantors=kept.guarantors,
                note=kept.note,
            )
        fees = self.fees.number_or_zero() if "fees" in self.keys() else 0
        dated = "pledge" in self.keys() and kind is not DebtKind.HIRE_PURCHASE
        until = self.until.date() if dated else None
        formal = kind not in INFORMAL
        rolls = self.mode is Mode.ROLL or (old is not None and old.rolls_over)
        return DebtData(loan, kind, formal, fees, until, rolls_over=rolls)

    def _own_name(self, old: Debt) -> str:
        typed = self.name.name()
        return "" if typed == old.loan.party else typed

    def _every(self) -> int:
        terms = self.debt.loan.terms if self.debt is not None else None
        same = terms is not None and terms.every_unit is UNITS[self.rhythm()]
        return terms.every if terms is not None and same else 1

    def principal(self) -> int:
        """How much is lent, satang."""
        if self.debt is None:
            return self.amount.number_or_zero()
        if self.mode is Mode.CHANGE:
            return self.debt.loan.terms.principal
        return kept_back(self.debt.state.owed, self.paid.number_or_zero())

    def on(self) -> dt.date:
        """The day on which it began."""
        if self.debt is not None and self.mode is Mode.CHANGE:
            return self.debt.loan.terms.agreed_on
        return (self.day.date() if self.mode is Mode.NEW else None) or self._today()

    # ---- beginning

    def begin_new(self, kind: DebtKind | None = None) -> None:
        """An empty telling."""
        self._begin(Mode.NEW, None)
        self.kinds.set_key(kind or DebtKind.BANK)
        self._usual = None
        for field in (self.name, self.amount, self.accrued, self.rate, self.each, self.fees, self.pledge):
            field.set_value(None)
        self.until.set_value(None)
        self.day.set_value(self._today())
        self._take_usual()
        self.ask_all(self.keys())

    def begin_change(self, debt: Debt) -> None:
        """A debt that is there already."""
        self._begin(Mode.CHANGE, debt)
        self._fill(debt)
        self.first.set_value(debt.loan.terms.first_due)
        self.ask_all(self.keys())

    def begin_roll(self, debt: Debt) -> None:
        """A debt that goes on as a new one."""
        self._begin(Mode.ROLL, debt)
        self._fill(debt)
        self.paid.set_value(None)
        self.first.set_value(self._usual_first())
        self.ask_all(self.keys())

    def _begin(self, mode: Mode, debt: Debt | None) -> None:
        self.mode, self.debt = mode, debt
        self._uid, self._loan_uid = new_uid(), new_uid()
        self.sheet.clear()
        self.set_busy(False)
        self.say("")
        self.retranslate()

    def _fill(self, debt: Debt) -> None:
        data, terms = debt.data.loan, debt.loan.terms
        self.kinds.set_key(debt.kind)
        self._usual = debt.kind
        self.name.set_value(debt.name)
        self.ways.set_key(way_of(terms.method, terms.rate_ppm))
        self.rate.set_value(rate_bp(terms.rate_ppm) or None)
        self.pers.set_key(terms.rate_per)
        self.rhythms.set_key(rhythm_of(terms.every_unit, len(debt.loan.plan)))
        self.times.set_value(len(debt.loan.plan) * MILLI)
        self.each.set_value(data.instalment)
        self.bys.set_key(BY_COUNT if data.instalment is None else BY_AMOUNT)
        self.fees.set_value(debt.fees or None)
        self.pledge.set_value(debt.loan.security or None)
        self.until.set_value(debt.redeem_by)

    def _take_usual(self) -> None:
        """What is usual for the kind of lender, once for each."""
        kind = self.kind()
        if self._usual is kind or self.mode is not Mode.NEW:
            return
        self._usual, usual = kind, USUAL[kind]
        self.starts.set_key(usual.start)
        self.ways.set_key(usual.way)
        self.pers.set_key(usual.per)
        self.rhythms.set_key(usual.rhythm)
        if kind is DebtKind.HIRE_PURCHASE and self._lists.property:
            vehicle = next((each.code for each in self._lists.property if each.kind == "vehicle"), None)
            self.things.set_key(vehicle)
        self._take_rhythm()

    def _take_rhythm(self) -> None:
        self.times.set_value(TIMES[self.rhythm()] * MILLI)
        self.bys.set_key(BY_COUNT)
        self.first.set_value(self._usual_first())

    def _usual_first(self) -> dt.date:
        on, unit = self.on(), UNITS[self.rhythm()]
        if unit in (Every.DAY, Every.WEEK):
            return on + dt.timedelta(days=7 if unit is Every.WEEK else 1)
        return add_months(on, 12 if unit is Every.YEAR else 1, on.day)

    # ---- going on

    def first_part(self) -> QWidget | None:
        """Where the cursor goes: into the field rather than onto the ways to fill it."""
        if self.step.key == "by":
            return self.each if self._by_amount() else self.times
        return None

    def entered(self, key: str) -> None:
        """A question comes to the front."""
        self._fit_parts()
        if key == "pledge":
            self.pledge.set_required(self.kind() is DebtKind.PAWN)
            self.until.set_required(self.kind() is DebtKind.PAWN)

    def may_go_on(self, key: str) -> bool:
        """Figures are looked at before the next question."""
        if key == "paid":
            self._fit_parts()
            if self.debt is not None and self.paid.number_or_zero() >= self.debt.state.owed:
                self.say(_("That would pay all of it: nothing is left to roll over."))
                return False
        if key == "day" and self.mode is Mode.NEW:
            self.first.set_value(self._usual_first())
        if key == "amount" and self.amount.number_or_zero() <= 0:
            self.say(_("How much is owed? Please enter an amount above zero."))
            return False
        index = self._asked.index(key)
        looks = key in ("rate", "by", "first", "fees", "pledge", "paid")
        if looks or self._asked[index + 1 : index + 2] == ["look"]:
            self.set_busy(True)
            self.asked.emit(self.data())
            return False
        return True

    def show_preview(self, found: Preview) -> None:
        """What was looked at: on, or what is wrong with it beside the question."""
        if not self.busy:
            return
        if found.error is not None:
            self.show_error(found.error)
            return
        assert found.sheet is not None
        self.sheet.set_report(found.sheet)
        self.go_on()

    def finish(self) -> None:
        """Hand over what was answered."""
        self.set_busy(True)
        start, code = self.start(), ""
        if start is StartKind.RECEIVED:
            code = str(self.places.key() or "")
        elif start is StartKind.BOUGHT:
            thing = self.things.key()
            code = str(self.category.key() or "") if thing == OTHER_THING else str(thing or "")
        accrued = self.accrued.number_or_zero() if start is StartKind.OWED else 0
        draft = StartDraft(self._uid, self._loan_uid, start, self.principal(), code, accrued)
        paid = self.paid.number_or_zero()
        self.submitted.emit(
            Told(
                self.mode,
                self.data(),
                self.name.name(),
                draft,
                self.on(),
                self.debt,
                paid,
                str(self.paid_from.key() or "") if paid else "",
            )
        )

    # ---- choosing leads on

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        choice = self.sender()
        if choice is self.kinds:
            self._take_usual()
        elif choice is self.rhythms:
            self._take_rhythm()
        self._asked = self.keys()
        self._show_words()
        if isinstance(choice, PictureChoice) and not choice.walking:
            self.next()

    @Slot(object)
    def _on_thing_chosen(self, key: object) -> None:
        self._fit_parts()
        if self.things.walking:
            return
        if key == OTHER_THING:
            self.category.edit.setFocus()
        else:
            self.next()

    @Slot(object)
    def _on_by_chosen(self, _key: object) -> None:
        self._fit_parts()
        if not self.bys.walking:
            (self.each if self._by_amount() else self.times).edit.setFocus()

    @Slot(object)
    def _on_per_chosen(self, _key: object) -> None:
        if not self.pers.walking:
            self.rate.edit.setFocus()


def told_words(told: Told, _amount: str) -> str:
    """What was saved, in a sentence."""
    name = told.lender or (told.debt.name if told.debt is not None else "")
    return _("Saved: {name}, from {day} on.").format(name=name, day=format_date(told.on, "medium"))
