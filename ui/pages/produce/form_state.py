"""What a person has filled in of a batch so far, and what it would cost: plain values, no Qt.

All figures come from the domain's own functions; quantities are thousandths, rates e4, amounts satang.
"""

import datetime as dt
from dataclasses import dataclass, field

from app.domain import money
from app.domain.costing import (
    NOTHING,
    BatchCost,
    BatchResult,
    CostKind,
    CostLine,
    OutputKind,
    Values,
    allocate_outputs,
    batch_cost,
    batch_result,
    margin_bp,
)
from app.domain.document import new_uid
from app.domain.moving_average import Cost
from app.domain.production import (
    AddDraft,
    BatchDraft,
    CostLineDraft,
    FinishDraft,
    OutputDraft,
    priced_outputs,
    taken_from_wip,
)
from app.domain.purchase import NO_SLIP, Slip
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from app.errors import UserError
from app.i18n import _
from ui.pages.produce.form_lines import (
    FROM_STOCK_KINDS,
    USUAL_SETTLEMENT,
    USUAL_UNIT,
    Line,
    Mode,
    NothingChosenError,
    Out,
    cost_draft,
    costed_line,
    line_of,
)
from ui.pages.produce.work import Stuff


@dataclass(frozen=True, slots=True)
class Preview:
    """What the form would cost: by line, together, for one unit; None where that cannot be said yet."""

    cost: BatchCost
    lines: tuple[CostLine | None, ...]
    taken: Values
    unit: Cost | None
    price_e4: int
    margin_bp: int | None
    result: BatchResult | None
    missing: tuple[str, ...]


@dataclass(slots=True)
class FormState:
    """The form's values; drafts come from ``batch``, ``addition`` and ``finish``."""

    mode: Mode = Mode.NEW
    uid: bytes = field(default_factory=new_uid)
    batch_uid: bytes = b""
    product_uid: bytes | None = None
    recipe_uid: bytes | None = None
    planned_milli: int | None = None
    on: dt.date | None = None
    lines: list[Line] = field(default_factory=list)
    outputs: list[Out] = field(default_factory=list)
    note: str = ""
    lot_code: str = ""
    section_uid: bytes | None = None
    slip: Slip = NO_SLIP
    is_final: bool = True
    wip: Values = NOTHING
    planned_left_milli: int = 0

    # ---- filling

    def take_recipe(self, recipe: Recipe, planned_milli: int | None = None) -> None:
        """Start from a recipe, as much as one making yields unless said otherwise."""
        base = recipe.output_quantity_milli
        self.product_uid, self.recipe_uid = recipe.product_uid, recipe.uid
        self.lines = [line_of(line, base) for line in recipe.lines]
        self.outputs = [
            Out(
                each.product_uid,
                each.kind,
                each.quantity_milli,
                each.unit_value_e4 or None,
                each.percent_bp,
                anchor=(each.quantity_milli, base),
            )
            for each in recipe.outputs
        ]
        self.planned_milli = base
        if planned_milli is not None:
            self.scale_to(planned_milli)

    def take_product(self, product_uid: bytes) -> None:
        """Make something that has no recipe: what is typed stays."""
        self.product_uid, self.recipe_uid = product_uid, None
        others = [each for each in self.outputs if each.kind is not OutputKind.GOOD]
        self.outputs = [Out(product_uid, OutputKind.GOOD, self.planned_milli), *others]

    def scale_to(self, planned_milli: int | None) -> None:
        """Make another quantity: every line that goes with it follows."""
        self.planned_milli = planned_milli
        if not planned_milli or planned_milli < 0:
            return
        for line in self.lines:
            if line.anchor is not None and not line.per_batch:
                line.quantity_milli = money.share(line.anchor[0], planned_milli, line.anchor[1])
        for out in self.outputs:
            if out.touched:
                continue
            if out.anchor is not None:
                out.quantity_milli = money.share(out.anchor[0], planned_milli, out.anchor[1])
            elif out.kind is OutputKind.GOOD and out.product_uid == self.product_uid:
                out.quantity_milli = planned_milli

    def set_quantity(self, line: Line, quantity_milli: int | None) -> None:
        """A quantity typed by hand scales from itself afterwards."""
        line.quantity_milli = quantity_milli
        if quantity_milli and self.planned_milli and not line.per_batch and self.mode is Mode.NEW:
            line.anchor = (quantity_milli, self.planned_milli)

    def new_line(self, kind: CostKind, stuff: Stuff) -> Line:
        """An empty line of a kind as it is usually settled, behind the last of its kind."""
        line = Line(kind, USUAL_SETTLEMENT[kind], unit=_(USUAL_UNIT.get(kind, "")))
        if kind is CostKind.LABOUR:
            line.rate_e4 = stuff.own_rate_e4 or None
            line.description = _("Members' work")
        elif kind not in FROM_STOCK_KINDS:
            line.quantity_milli = money.MILLI
        at = [number for number, each in enumerate(self.lines) if each.kind is kind]
        self.lines.insert(at[-1] + 1 if at else len(self.lines), line)
        return line

    # ---- what it would cost

    def preview(self, stuff: Stuff) -> Preview:
        """What has been filled in so far, costed; lines that cannot be read yet count nothing."""
        costed: list[CostLine | None] = []
        missing: list[str] = []
        for line in self.lines:
            made = costed_line(line, stuff)
            costed.append(made)
            if made is not None and line.is_from_stock and not made.values.full and line.quantity_milli:
                missing.append(line.description)
        cost = batch_cost([line for line in costed if line is not None])
        taken, unit = self._unit_cost(cost.total, stuff)
        price = 0 if self.product_uid is None else stuff.price_of(self.product_uid)
        made_milli = self.made_milli()
        margin = margin_bp(price, unit.full_e4) if unit is not None and price else None
        result = None
        if price and made_milli > 0 and self.mode is Mode.NEW:
            result = batch_result(money.times(price, made_milli), made_milli, cost)
        return Preview(cost, tuple(costed), taken, unit, price, margin, result, tuple(missing))

    def made_milli(self) -> int:
        """How much of the batch's own product came out well."""
        return sum(
            each.quantity_milli or 0
            for each in self.outputs
            if each.kind is OutputKind.GOOD and each.product_uid == self.product_uid
        )

    def _unit_cost(self, put_in: Values, stuff: Stuff) -> tuple[Values, Cost | None]:
        """What the outputs take, and what one good unit costs."""
        whole = self.wip + put_in
        try:
            drafts = self.output_drafts()
            if self.mode is Mode.FINISH:
                finished = sum(draft.quantity_milli for draft in drafts if draft.kind in _PLANNED)
                whole = taken_from_wip(whole, finished, self.planned_left_milli, is_final=self.is_final)
            outputs, basis = priced_outputs(drafts, stuff.price_of)
            shared = allocate_outputs(whole, outputs, basis=basis)
        except UserError:
            return whole, None
        for each in shared.outputs:
            if each.output.kind is OutputKind.GOOD and each.output.product_uid == self.product_uid:
                return whole, each.unit
        return whole, None

    # ---- drafts

    def cost_drafts(self) -> tuple[CostLineDraft, ...]:
        """The lines; raises DescriptionMissingError, QuantityMissingError, RateMissingError."""
        return tuple(
            cost_draft(line, number) for number, line in enumerate(self.lines, 1) if not line.is_empty
        )

    def output_drafts(self) -> tuple[OutputDraft, ...]:
        """What came out; lines without a quantity are left out."""
        return tuple(
            OutputDraft(
                each.product_uid,
                each.quantity_milli,
                each.kind,
                each.unit_value_e4,
                each.reason,
                percent_bp=each.percent_bp,
            )
            for each in self.outputs
            if each.product_uid is not None and each.quantity_milli
        )

    def draft(self, location_id: int, *, start_only: bool) -> BatchDraft | AddDraft | FinishDraft:
        """The draft that the mode asks for; raises NothingChosenError and what the lines raise."""
        if self.mode is Mode.ADD:
            return self.addition(location_id)
        if self.mode is Mode.FINISH:
            return self.finish(location_id)
        return self.batch(location_id, start_only=start_only)

    def batch(self, location_id: int, *, start_only: bool) -> BatchDraft:
        """The batch; raises NothingChosenError and what the lines raise."""
        if self.product_uid is None:
            raise NothingChosenError
        return BatchDraft(
            self.uid,
            self.product_uid,
            self.planned_milli or 0,
            self.recipe_uid,
            self.cost_drafts(),
            () if start_only else self.output_drafts(),
            location_id,
            lot_code=self.lot_code,
            section_uid=self.section_uid,
            note=self.note,
            slip=self.slip,
        )

    def addition(self, location_id: int) -> AddDraft:
        """What is added to the batch."""
        return AddDraft(
            self.uid, self.batch_uid, self.cost_drafts(), location_id, note=self.note, slip=self.slip
        )

    def finish(self, location_id: int) -> FinishDraft:
        """What came out of the batch, with what went in on the way."""
        return FinishDraft(
            self.uid,
            self.batch_uid,
            self.output_drafts(),
            self.cost_drafts(),
            self.is_final,
            location_id,
            lot_code=self.lot_code,
            note=self.note,
        )


_PLANNED = (OutputKind.GOOD, OutputKind.NORMAL_WASTE, OutputKind.ABNORMAL_WASTE)


def recipe_of(state: FormState, name: str = "", uid: bytes | None = None) -> Recipe:
    """The form as a recipe; raises NothingChosenError and what the lines raise."""
    if state.product_uid is None:
        raise NothingChosenError
    drafts = [
        (line, cost_draft(line, number)) for number, line in enumerate(state.lines, 1) if not line.is_empty
    ]
    others = [
        RecipeOutput(out.product_uid, out.quantity_milli, out.kind, out.unit_value_e4 or 0, out.percent_bp)
        for out in state.outputs
        if out.product_uid is not None
        and out.quantity_milli
        and not (out.kind is OutputKind.GOOD and out.product_uid == state.product_uid)
    ]
    return Recipe(
        outputs=(RecipeOutput(state.product_uid, state.planned_milli or 0), *others),
        lines=tuple(
            RecipeLine(
                draft.kind,
                draft.settlement,
                draft.description,
                draft.quantity_milli,
                draft.unit,
                draft.rate_e4 or 0,
                draft.step,
                draft.product_uid,
                draft.party_uid,
                is_fixed=draft.is_fixed,
                per_batch=line.per_batch,
            )
            for line, draft in drafts
        ),
        name=name,
        uid=uid,
    )
