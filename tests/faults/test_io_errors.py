"""An I/O error or a full disk at every statement of a posting: all of it or nothing, and told truthfully."""

from contextlib import suppress
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.queries.integrity import check_books
from app.services.returns import void_sale
from app.services.unit_of_work import NotSavedError, SavedUnreadError
from db import connection as book
from tests.faults.acts import acts, is_posted, rows_in_book
from tests.faults.breaking import Fault, breaking
from tests.faults.counting import tried
from tests.stall import DAY, Stall

REASONS = {Fault.FULL: "disk full"}


@pytest.mark.parametrize("name", ["sale", "return", "purchase", "batch", "count"])
def test_every_statement_may_fail(tmp_path: Path, name: str) -> None:
    stall = Stall(tmp_path)
    act = acts(stall)[name]
    act(new_uid())  # names that are remembered are read the first time only
    with breaking(None, 0) as counted:
        act(new_uid())
    length = counted.count
    assert counted.statements[0].startswith("BEGIN")
    assert length > 8
    told_saved = told_not_saved = 0
    reasons = set()
    for fault in Fault:
        for at in range(1, length + 1):
            uid, before = new_uid(), rows_in_book()
            try:
                with breaking(fault, at), suppress(SavedUnreadError):
                    act(uid)
                told_saved += 1
                tried(f"statement fails: {name}", lost=not is_posted(uid))
                assert is_posted(uid), f"{fault} at {at} was told as saved and is not there"
            except NotSavedError as error:
                told_not_saved += 1
                wrong = is_posted(uid)
                tried(f"statement fails: {name}", refused=not wrong, lost=wrong)
                reasons.add((fault, error.data["reason"]))
                assert not wrong, f"{fault} at {at} was told as not saved and is there"
                assert rows_in_book() == before, f"{fault} at {at} left rows behind"
        assert check_books() == []
    assert reasons == {(fault, REASONS.get(fault, "disk I/O error")) for fault in Fault}
    commit = counted.statements.index("COMMIT") + 1
    assert told_not_saved == 4 * commit - 1, "only a COMMIT that was done may fail and yet be saved"
    assert told_saved == 4 * (length - commit) + 1
    uid = new_uid()
    act(uid)
    act(uid)
    assert check_books() == []


def test_void_fails_and_can_be_tried_again(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    sold = stall.sell(stall.line(stall.soap, 1, 3500)).posted
    uid = new_uid()

    def void() -> object:
        return void_sale(stall.session, sold.uid, on=DAY, reason="คีย์ผิด", uid=uid)

    at = 1
    while True:
        try:
            with breaking(Fault.FULL, at) as broken:
                void()
            break
        except (NotSavedError, book.DatabaseError):
            assert not is_posted(uid)
        at += 1
    assert at > broken.count, "only the run that met no fault may succeed"
    assert is_posted(uid)
    assert check_books() == []
