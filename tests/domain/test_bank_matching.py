"""What of a bank's lines belongs to what of the books, and how a statement's rows are read."""

import datetime as dt

import pytest

from app.domain.bank_matching import Item, guess_columns, read_statement, suggest, sum_of
from app.domain.importing import ColumnMissingError

DAY = dt.date(2026, 10, 10)


def item(number: int, amount: int, days: int = 0, words: str = "") -> Item:
    return Item((number, 0), DAY + dt.timedelta(days=days), amount, words)


def numbers(items):
    return [each.id[0] for each in items]


def test_of_equal_amounts_shared_words_come_before_the_nearest_day():
    line = item(1, 500, words="school 123")
    found = suggest([line], [item(2, 500), item(3, 500, 4, "รบ1 school"), item(4, 500, 1)])
    assert [numbers(each.books) for each in found] == [[3]]
    assert [numbers(each.books) for each in suggest([line], [item(2, 500, 3), item(4, 500, 1)])] == [[4]]


def test_five_days_are_near_and_six_are_not():
    assert len(suggest([item(1, 500)], [item(2, 500, 5)])) == 1
    assert suggest([item(1, 500)], [item(2, 500, 6)]) == ()
    assert suggest([item(1, 500)], [item(2, -500)]) == ()


def test_one_to_several_and_several_to_one_use_every_line_once():
    bank = [item(1, 500), item(2, 100), item(3, 200)]
    books = [item(11, 200), item(12, 300), item(13, 300)]
    found = suggest(bank, books)
    assert [(numbers(each.bank), numbers(each.books)) for each in found] == [([3], [11])]
    found = suggest([item(1, 500), item(2, 100), item(3, 250)], [item(11, 200), item(12, 300), item(13, 350)])
    assert [(numbers(each.bank), numbers(each.books)) for each in found] == [([1], [11, 12]), ([2, 3], [13])]
    for each in found:
        assert sum_of(each.bank) == sum_of(each.books)
    used = [line for each in found for line in (*each.bank, *each.books)]
    assert len(used) == len(set(used))


def test_columns_are_known_by_thai_and_english_words_and_by_memory():
    assert guess_columns(["วันที่", "รายการ", "ถอน", "ฝาก"], {}) == {
        "on": 0,
        "description": 1,
        "paid_out": 2,
        "paid_in": 3,
    }
    assert guess_columns(["Date", "Sum"], {"sum": "amount"}) == {"on": 0, "amount": 1}
    with pytest.raises(ColumnMissingError):
        guess_columns(["Date", "Sum"], {})


def test_rows_from_the_newest_are_turned_and_the_row_that_does_not_fit_is_named():
    columns = {"on": 0, "amount": 1, "balance": 2}
    rows = [(2, ("12/10/2569", "-๑๐.๐๐", "90")), (3, ("11/10/2569", "100", "100"))]
    read, faults = read_statement(rows, columns, DAY)
    assert faults == ()
    assert [(each.number, each.amount) for each in read] == [(3, 100_00), (2, -10_00)]
    _read, faults = read_statement([*rows, (4, ("10/10/2569", "5", "7"))], columns, DAY)
    assert [each.row for each in faults] == [3]
    _read, faults = read_statement([(2, ("when", "1", "")), (3, ("12/10/2569", "0", ""))], columns, DAY)
    assert [each.row for each in faults] == [2, 3]
