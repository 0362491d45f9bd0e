"""Ends the program at one exact step of a posting: after a statement, or before an operation on a file.

A process of its own (``python -m tests.faults.stopper``) that forks for each order, so that no interpreter
has to start. An order is a line of JSON; the answer is a line of what had been acknowledged at the end.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from app.domain.session import Session
from app.queries.catalogue import tenders
from app.queries.products import product_by_code
from app.services.books import close_book, open_book
from tests.faults.acts import acts
from tests.faults.breaking import breaking, breaking_all
from tests.faults.disk import Trouble, failing
from tests.stall import Stall


class Again(Stall):
    """The stall of a book that was made before."""

    def __init__(self, session: Session, customer: bytes) -> None:
        self.session = session
        self.kapi, self.tea, self.soap = (_uid_of(code) for code in ("KAPI", "TEA", "SOAP"))
        self.customer = customer
        self.tenders = {tender.kind: tender.uid for tender in tenders()}


def _uid_of(code: str) -> bytes:
    found = product_by_code(code)
    assert found is not None
    return found.uid


def upgrade(order: dict[str, Any], say: int) -> None:
    """Open an old book until the step where everything ends."""
    os.write(say, b"ready ")

    def end() -> None:
        os._exit(9)

    if order["what"] == "statement":
        with breaking_all(None, order["at"], end):
            open_book(Path(order["book"]))
    else:
        with failing(Trouble.BAD_ONCE, order["at"]) as disk:
            disk.stop = end
            open_book(Path(order["book"]))
    close_book()
    os.write(say, b"saved")


def work(order: dict[str, Any], say: int) -> None:
    """Open the book, do one act wholly, then the asked one until the step where everything ends."""
    if order["act"] == "upgrade":
        return upgrade(order, say)
    uid = bytes.fromhex(order["uid"])
    stall = Again(open_book(Path(order["book"])), bytes.fromhex(order["customer"]))
    act = acts(stall)[order["act"]]
    os.write(say, b"ready ")

    def end() -> None:
        os._exit(9)

    if order["what"] == "statement":
        with breaking(None, order["at"], end):
            act(uid)
    else:
        with failing(Trouble.BAD_ONCE, order["at"]) as disk:
            disk.stop = end
            act(uid)
    os.write(say, b"saved")
    return None


def main() -> None:
    """Take orders until the input ends."""
    for line in sys.stdin:
        listen, say = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                work(json.loads(line), say)
            finally:
                os._exit(0)
        os.close(say)
        with os.fdopen(listen) as answers:
            answer = answers.read()
        _child, status = os.waitpid(child, 0)
        print(json.dumps([answer.strip(), os.waitstatus_to_exitcode(status)]), flush=True)


if __name__ == "__main__":
    main()
