"""A market weekend kept with a pencil: plain sums of satang and pieces, none of the program's own rules."""

from collections import Counter
from dataclasses import dataclass, field

SATURDAY, SUNDAY = 0, 1
PRICES = {"kapi": 59_00, "tea": 89_00, "soap": 35_00, "honey": 100_00}
FOR_OWNER = 80_00
"""Of a jar of honey at its price, to whom it belongs."""
COUPON = 20_00


@dataclass
class Bill:
    """What a customer takes; ``paid`` is what the stall's rules make of it."""

    goods: dict[str, int]
    by: str
    paid: int
    off: dict[str, int]
    is_coupon: bool = False
    day: int = SATURDAY


@dataclass
class Weekend:
    """The sheet of two days."""

    cash: list[int] = field(default_factory=lambda: [0, 0])
    """Cash that came less what went, of each day, without the float."""
    by: Counter[str] = field(default_factory=Counter)
    sold: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    sales: int = 0
    owner: int = 0
    commission: int = 0
    off: Counter[str] = field(default_factory=Counter)
    short: int = 0
    over: int = 0

    def sell(self, bill: Bill, sign: int = 1) -> None:
        """Write a bill down, or cross it out."""
        for name, pieces in bill.goods.items():
            self.sold[name] += sign * pieces
            self.gone[name] += sign * pieces
        jars = bill.goods.get("honey", 0)
        self.owner += sign * jars * FOR_OWNER
        self.commission += sign * (jars * (PRICES["honey"] - FOR_OWNER))
        self.sales += sign * (bill.paid - jars * PRICES["honey"])
        self.by[bill.by] += sign * bill.paid
        if bill.by == "cash":
            self.cash[bill.day] += sign * bill.paid
        for name, amount in bill.off.items():
            self.off[name] += sign * amount


BASKETS: tuple[dict[str, int], ...] = (
    {"kapi": 2},
    {"tea": 3},
    {"soap": 1, "kapi": 1},
    {"honey": 1},
    {"tea": 2, "soap": 2},
)
WAYS = ("cash", "cash", "cash", "cash", "promptpay", "transfer", "account", "wallet")


def bills(day: int, count: int = 150) -> list[Bill]:
    """The queue of a day: what each takes and pays, and by what.

    Saturday a tenth is off the shrimp paste; three teas are 240 always; who shows the paper of the group
    gets 20 baht off from 200 on (the first customers of Sunday, who take six bottles of soap).
    """
    queue = []
    for number in range(count):
        if day == SUNDAY and number < 3:
            queue.append(Bill({"soap": 6}, "cash", 6 * 35_00 - COUPON, {"paper": COUPON}, True, day))
            continue
        goods = BASKETS[number % len(BASKETS)]
        if day == SUNDAY and "honey" in goods and number > 125:
            goods = {"soap": 2}
        before = sum(PRICES[name] * pieces for name, pieces in goods.items())
        off = {}
        if day == SATURDAY and "kapi" in goods:
            off["saturday"] = 5_90 * goods["kapi"]
        if goods.get("tea") == 3:
            off["three"] = 3 * 89_00 - 240_00
        queue.append(Bill(goods, WAYS[number % len(WAYS)], before - sum(off.values()), off, False, day))
    return queue
