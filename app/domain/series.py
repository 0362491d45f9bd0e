"""A document series: the gapless numbers of one kind of document, from one device, epoch and year.

A series is not a row: its count is the last number that stands in the book, read and used in the same
transaction, so that a refused document uses none and nothing can drift apart.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import DocumentKind

SERIES_PREFIX: dict[DocumentKind, str] = {
    DocumentKind.OPENING: "ยม",
    DocumentKind.SALE: "ร",
    DocumentKind.SALE_RETURN: "คน",
    DocumentKind.PURCHASE: "ซ",
    DocumentKind.EXPENSE: "จ",
    DocumentKind.PAYMENT: "ช",
    DocumentKind.TRANSFER: "อ",
    DocumentKind.PRODUCTION: "ผ",
    DocumentKind.STOCK_COUNT: "น",
    DocumentKind.STOCK_TRANSFER: "ย",
    DocumentKind.RECOST: "ต",
    DocumentKind.JOURNAL: "ท",
    DocumentKind.REVERSAL: "ก",
    DocumentKind.INCOME: "รบ",
    DocumentKind.RECEIPT: "รช",
    DocumentKind.ADVANCE: "ยท",
    DocumentKind.QUOTATION: "สน",
    DocumentKind.INVOICE: "วบ",
    DocumentKind.TAX_INVOICE: "กภ",
    DocumentKind.CASH_COUNT: "นง",
    DocumentKind.ASSET: "สท",
    DocumentKind.DEPRECIATION: "คส",
    DocumentKind.HERD: "ปศ",
    DocumentKind.WRITE_DOWN: "ลค",
    DocumentKind.CLOSING: "ปบ",
    DocumentKind.SHARE: "หน",
    DocumentKind.LOAN: "กย",
    DocumentKind.SAVINGS: "ออ",
    DocumentKind.PROJECT: "คก",
    DocumentKind.DISTRIBUTION: "จส",
    DocumentKind.DRAWER: "ลช",
    DocumentKind.DEPOSIT: "มจ",
    DocumentKind.CONSIGNMENT: "ฝข",
    DocumentKind.SETTLEMENT: "สฝ",
    DocumentKind.BARTER: "ลป",
    DocumentKind.GIFT: "บจ",
    DocumentKind.ROUND: "อช",
}
"""Letters before the device's number in a document number; one table, each prefix once."""

COUNT_DIGITS = 6
SERIES_END = 10**COUNT_DIGITS - 1
"""The last number of a series; numbers sort as text, so a longer one would never be found again."""
ERA = 543
"""Buddhist year less Common Era year."""


@dataclass(frozen=True, slots=True)
class DocumentSeries:
    """Which numbers belong together; the year is that of the business date."""

    kind: DocumentKind
    device_prefix: int
    epoch: int
    year: int

    @property
    def stem(self) -> str:
        """What its numbers begin with: ``ร1-2569``; from a device's second epoch on ``ร1.2-2569``."""
        device = f"{self.device_prefix}" if self.epoch == 1 else f"{self.device_prefix}.{self.epoch}"
        return f"{SERIES_PREFIX[self.kind]}{device}-{self.year + ERA}"

    def number(self, count: int) -> str:
        """Its ``count``-th number: ``ร1-2569-000123``."""
        return document_number(self.stem, count)


def series_stem(kind: DocumentKind, device_prefix: int, epoch: int, on: dt.date) -> str:
    """The stem of the series that a document of this kind and day belongs to."""
    return DocumentSeries(kind, device_prefix, epoch, on.year).stem


def document_number(stem: str, count: int) -> str:
    """The ``count``-th number of a series by its stem: ``ร1-2569-000123``."""
    return f"{stem}-{count:0{COUNT_DIGITS}d}"


def split_number(number: str) -> tuple[str, str]:
    """(book, running number) of a document number, as the boxes เล่มที่ / เลขที่ want them."""
    book, _dash, running = number.rpartition("-")
    return book, running
