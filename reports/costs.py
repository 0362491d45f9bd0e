"""The same paper for who may see the goods and the sales, but not what they cost."""

from dataclasses import replace

from app.domain.session import Permission, Session
from reports.model import Block, Figures, Kind, Report, Role, Row, Table

COLUMNS = frozenset({"value", "total", "unit_cost", "average", "cost", "profit", "full_profit"})
"""Keys of columns that say what goods cost or left over, in the papers about goods and sales."""


def for_reader(session: Session, report: Report) -> Report:
    """The report as it is for who may see the books, without costs for everybody else."""
    return report if session.may(Permission.SEE_BOOKS) else without_costs(report)


def without_costs(report: Report) -> Report:
    """A report without its columns and figures of cost; quantities, prices and sales stay."""
    kept = tuple(_plain(block) for block in report.blocks if not _tells_costs(block))
    return replace(report, blocks=kept, notes=())


def _tells_costs(block: Block) -> bool:
    return isinstance(block, Figures) and any(each.kind is Kind.MONEY for each in block.items)


def _plain(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    places = [at for at, column in enumerate(block.columns) if column.key not in COLUMNS]
    if len(places) == len(block.columns):
        return block

    def row(each: Row) -> Row:
        return replace(each, cells=tuple(each.cells[at] for at in places), formulas=())

    sums = tuple(key for key in block.sums if key not in COLUMNS)
    lines = (each for each in block.rows if sums or each.role is not Role.TOTAL)
    return replace(
        block,
        columns=tuple(block.columns[at] for at in places),
        rows=tuple(map(row, lines)),
        note="",
        sums=sums,
    )
