"""What the costing engine's kinds are called on screens and papers; translate with ``_``."""

from app.domain.cost_lines import CostKind, Settlement
from app.domain.joint_cost import JointBasis, OutputKind
from app.domain.sale_draft import Condition
from app.i18n import N_

KIND_NAMES: dict[CostKind, str] = {
    CostKind.MATERIAL: N_("Materials"),
    CostKind.PACKAGING: N_("Packaging"),
    CostKind.LABOUR: N_("Labour"),
    CostKind.ENERGY: N_("Water, power and fuel"),
    CostKind.TRANSPORT: N_("Transport"),
    CostKind.RENT: N_("Rent"),
    CostKind.WEAR: N_("Wear of tools and machines"),
    CostKind.OTHER: N_("Other costs"),
}

SETTLEMENT_NAMES: dict[Settlement, str] = {
    Settlement.FROM_STOCK: N_("From stock"),
    Settlement.PAID: N_("Paid now"),
    Settlement.OWED: N_("Owed, to be paid later"),
    Settlement.ABSORBED: N_("Bill comes later, spread over batches"),
    Settlement.WEAR: N_("Wear of the group's machines"),
    Settlement.CAPITAL: N_("Given by a member as capital"),
    Settlement.DONATED: N_("Donated by an outsider"),
    Settlement.IMPUTED: N_("Free, not paid (counted in full cost only)"),
}

OUTPUT_NAMES: dict[OutputKind, str] = {
    OutputKind.GOOD: N_("Finished goods"),
    OutputKind.CO_PRODUCT: N_("Made together with it"),
    OutputKind.BY_PRODUCT: N_("By-product"),
    OutputKind.NORMAL_WASTE: N_("Normal waste"),
    OutputKind.ABNORMAL_WASTE: N_("Unusual waste"),
}

BASIS_NAMES: dict[JointBasis, str] = {
    JointBasis.VALUE: N_("By selling value"),
    JointBasis.PERCENT: N_("By percent"),
    JointBasis.QUANTITY: N_("By quantity"),
}

CONDITION_NAMES: dict[Condition, str] = {
    Condition.SELLABLE: N_("Can be sold again"),
    Condition.SPOILED: N_("Spoiled"),
}
