"""Numbers of documents: one series per kind, device, epoch and Buddhist year."""

import datetime as dt

import pytest

from app.domain.document import DocumentKind
from app.domain.series import SERIES_PREFIX, DocumentSeries, series_stem, split_number


@pytest.mark.parametrize(
    ("device", "epoch", "number"),
    [(1, 1, "ร1-2569-000123"), (1, 2, "ร1.2-2569-000123"), (12, 1, "ร12-2569-000123")],
)
def test_number_of_a_series(device: int, epoch: int, number: str) -> None:
    series = DocumentSeries(DocumentKind.SALE, device, epoch, 2026)
    assert series.number(123) == number
    assert split_number(number) == (series.stem, "000123")
    assert series_stem(DocumentKind.SALE, device, epoch, dt.date(2026, 12, 31)) == series.stem


def test_every_kind_has_a_prefix_of_its_own() -> None:
    assert set(SERIES_PREFIX) == set(DocumentKind)
    assert len(set(SERIES_PREFIX.values())) == len(SERIES_PREFIX)


def test_more_than_a_million_documents_keep_counting() -> None:
    assert DocumentSeries(DocumentKind.SALE, 1, 1, 2026).number(1_234_567) == "ร1-2569-1234567"
