"""The Report: one frozen object that screen, PDF, Excel and JSON render, so that they agree.

Values are raw: money in satang, quantities in thousandths, unit costs in ten-thousandths of a
satang, percentages in basis points, dates as ``date``. Only renderers format them.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Cell: TypeAlias = str | int | dt.date | None


class Kind(StrEnum):
    """What a column or figure holds, which decides how it is written."""

    TEXT = "text"
    MONEY = "money"
    UNIT_COST = "unit_cost"
    QUANTITY = "quantity"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"


class Role(StrEnum):
    """What a row is: a plain line, or one that carries weight."""

    LINE = "line"
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    SHARE = "share"
    """One bar (or ring) cut into its parts."""
    RANKING = "ranking"
    """Horizontal bars, longest first."""


@dataclass(frozen=True, slots=True)
class Link:
    """The query that opens a row: a report or page by name with its argument."""

    target: str
    argument: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``unit`` stands once, in the header; ``weight`` is relative width."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    weight: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in column order; ``opens`` leads to what stands behind the row; ``indent`` in steps."""

    cells: tuple[Cell, ...]
    role: Role = Role.LINE
    opens: Link | None = None
    indent: int = 0
    formulas: tuple[tuple[int, str], ...] = ()
    """Live formulas for Excel: (column index, formula); the cell keeps the value beside the formula."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``sums`` names the column keys that Excel adds up over the lines above a TOTAL row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""
    """The sentence shown when there are no rows."""
    sums: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    """Columns whose sums so far end each page on paper and begin the next (a journal, a ledger)."""
    running: str = ""
    """The column that runs along, carried over as it stands, where there is one."""

    @property
    def in_baht(self) -> bool:
        """Whether amounts stand in it whose column does not name their unit."""
        return any(column.kind is Kind.MONEY and not column.unit for column in self.columns)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that stands out: a label, its value, and what it was before (if compared)."""

    label: str
    value: Cell
    kind: Kind = Kind.MONEY
    before: Cell = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of figures that stand out, above the tables."""

    items: tuple[Figure, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: a name and a value per label."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of raw values; labels are ready text, values of ``kind``."""

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    value_kind: Kind = Kind.MONEY
    sentence: str = ""
    """What the chart says, in one plain sentence (also its accessible description)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain sentences; never markup."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, with who signs under each, and room for the day."""

    roles: tuple[str, ...]
    position: bool = False
    """Room for what somebody is (a letter to an office)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the words under it."""

    caption: str
    data: bytes = b""
    """A PNG or JPEG; empty once it was written as JSON."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures two in a row, six on a page; a workbook lists their words."""

    items: tuple[Picture, ...]
    title: str = ""


Block: TypeAlias = Table | Figures | Chart | Paragraph | Pictures | Signatures


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose report it is: what stands at the top left of a paper."""

    name: str
    address: str = ""
    tax_id: str = ""
    phone: str = ""
    logo: bytes | None = None
    """A PNG or JPEG, already checked."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: head, blocks in reading order, notes. ``name`` is its command-line name."""

    name: str
    title: str
    issuer: Issuer
    blocks: tuple[Block, ...]
    subtitle: str = ""
    period: str = ""
    number: str = ""
    notes: tuple[str, ...] = ()
    printed: dt.datetime | None = None
    """When it was made (local time); passed in, so that a report can be made again exactly."""
    book: str = ""
    landscape: bool = False
    one_page: bool = False
    """Shrink spacing and type so that it fits one A4 page (a cost sheet)."""
    large: bool = False
    """Large type, to be read aloud or at arm's length (a meeting)."""
    fits_slip: bool = False
    """Short enough for the roll of a slip printer, too (the report of a drawer)."""
    by_hand: bool = False
    """Filled in by hand: there is nothing to read on the screen but the paper itself."""

    @property
    def counts_goods(self) -> bool:
        """Whether quantities stand beside the amounts, so that the head has to say which are in baht."""
        return any(
            column.kind is Kind.QUANTITY
            for block in self.blocks
            if isinstance(block, Table)
            for column in block.columns
        )

    @property
    def in_baht(self) -> bool:
        """Whether its head says that amounts are in baht."""
        return any(isinstance(block, Table) and block.rows and block.in_baht for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Pack(Report):
    """Several reports as one paper or workbook; its own blocks are the list of them.

    A part without lines is named and left out.
    """

    parts: tuple[Report, ...] = ()

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """The title of every part, and for one without lines the word that says so."""
        return tuple(
            (str(row.cells[0]), str(row.cells[1] or ""))
            for block in self.blocks
            if isinstance(block, Table)
            for row in block.rows
        )


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A sold line as it prints: amounts in satang after the line's own discount."""

    name: str
    quantity_milli: int
    unit: str
    unit_price_e4: int
    amount: int
    discount: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPayment:
    """How it was paid; ``tendered`` is what was handed over, before change."""

    tender: str
    amount: int
    tendered: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt, return note or unpaid bill; slip, sheet, picture and JSON render this one object."""

    title: str
    """ใบเสร็จรับเงิน, ใบคืนสินค้า, …"""
    issuer: Issuer
    number: str
    book_number: str
    """เล่มที่"""
    running_number: str
    """เลขที่"""
    date: dt.date
    time: str
    seller: str
    lines: tuple[ReceiptLine, ...]
    subtotal: int
    discount: int
    rounding: int
    total: int
    total_words: str
    payments: tuple[ReceiptPayment, ...]
    change: int
    buyer: str = ""
    copy_number: int = 0
    """0 = the original; n = สำเนา n."""
    void: str = ""
    """Why it was voided; empty if it stands."""
    reference: str = ""
    """The document that this one takes back or replaces."""
    promptpay_payload: str = ""
    promptpay_payee: str = ""
    due: int = 0
    """What is still to pay, in satang."""
    footer: str = ""
    note: str = ""
    printed: dt.datetime | None = None
    book: str = ""
    tax_note: str = ""
    """What makes it a tax paper, one statement a line; empty for a group that is not registered."""


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to one person as it is drawn; plain text, never markup."""

    to: tuple[str, ...]
    """Name and address, line by line, for the window of an envelope."""
    on: str
    subject: str
    body: str
    reply: str = ""
    """What is cut off and sent back."""
    signatory: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Letters(Report):
    """Letters, each on pages of its own; its blocks are the list of what was filled in, for a workbook."""

    pages: tuple[LetterPage, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """Labels on an A4 sheet: how many across and down, sizes and margins in tenths of a millimetre."""

    key: str
    across: int
    down: int
    width: int
    height: int
    left: int
    top: int
    gap: int = 0
    """Between labels side by side."""

    @property
    def on_a_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.across * self.down


@dataclass(frozen=True, slots=True)
class Labels(Report):
    """Addresses for sheets of labels; its blocks are the list of them, for a workbook."""

    sheet: LabelFormat | None = None
    labels: tuple[tuple[str, ...], ...] = ()
    """Lines of each label."""
    used: int = 0
    """How many labels of the first sheet are gone already."""
