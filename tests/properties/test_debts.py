"""Bills, payments and undoing in any order: open items come to the slips added up by hand, on every day."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.open_items import ageing, balance
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.settled_check import faults
from app.services.books import close_book
from app.services.reversal import reverse
from tests.owing import Group, day

DAYS = 8
ACTS = st.lists(
    st.tuples(st.sampled_from(["bill", "pay", "undo"]), st.integers(0, 9), st.integers(0, DAYS)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=20)
@given(ACTS)
def test_open_items_come_to_the_slips(acts: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        group = Group(Path(folder))
        try:
            _play(group, acts)
        finally:
            close_book()


def _play(group: Group, acts: list[tuple[str, int, int]]) -> None:
    slips: list[tuple[bytes, int, int]] = []
    for what, size, on in acts:
        if what == "bill":
            slips.append((group.bill(size + 1, on=day(on)).uid, on, (size + 1) * 3_500))
        elif what == "pay":
            paid = group.receive((size + 1) * 2_000, on=day(on), keep_rest=True)
            slips.append((paid.uid, on, -(size + 1) * 2_000))
        elif slips:
            uid, _on, _amount = slips.pop(size % len(slips))
            reverse(group.session, uid, on=day(DAYS), reason="ผิด", uid=new_uid())
    for at in range(DAYS + 1):
        wanted = sum(amount for _uid, on, amount in slips if on <= at)
        everybody = open_items(AccountRole.RECEIVABLE, as_of=day(at))
        hers = open_items(AccountRole.RECEIVABLE, party_id=group.id_of(group.school), as_of=day(at))
        assert balance(everybody) == balance(hers) == wanted
        assert ageing(hers, day(at)).total == wanted
    assert faults() == []
    assert check_books() == []
