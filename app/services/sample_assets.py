"""What the sample group owns for years: machines that wear, and a few goats."""

import datetime as dt

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.document import new_uid
from app.domain.herd import HerdData, HerdDraft, HerdEvent
from app.domain.purchase import Slip
from app.domain.slip_entry import PayDraft, PayKind
from app.services.assets import add_asset, depreciate
from app.services.herds import create_herd, post_herd
from app.services.sample_money import BANK, CASH
from app.services.sample_year import SampleYear

MACHINES = (
    ("เครื่องอบลมร้อน", 30_000_00, "โรงอบ"),
    ("เครื่องบดละเอียด", 12_000_00, "โรงผลิต"),
    ("ตู้แช่เย็น", 6_000_00, "หน้าร้าน"),
)
"""What the group owned before its book began, and what each is worth then."""
MACHINE_MONTHS = 60

_HERD_YEAR = {
    2: (HerdEvent.BORN, 2, 0, "", "ลูกแพะเกิดใหม่"),
    4: (HerdEvent.BOUGHT, 2, 5_200_00, BANK, "แพะรุ่น"),
    7: (HerdEvent.SOLD, 2, 7_800_00, CASH, "แพะขุน"),
    9: (HerdEvent.DIED, 1, 0, "", "ท้องอืดหลังฝนตก"),
    10: (HerdEvent.SOLD, 1, 4_100_00, CASH, "แพะขุน"),
}
"""By month: what happened to how many goats, for how much, from or into which place."""


def own_things(year: SampleYear, day: dt.date) -> None:
    """Machines and goats go on record with the opening; the scales are only lent."""
    for name, worth, place in MACHINES:
        words = AssetWords(name, place=place)
        draft = AssetDraft(new_uid(), words, AssetKind.EQUIPMENT, AssetSource.OPENING, worth, MACHINE_MONTHS)
        add_asset(year.session, draft, on=day)
    scales = AssetDraft(
        new_uid(),
        AssetWords("เครื่องชั่งดิจิทัล", place="หน้าร้าน"),
        AssetKind.EQUIPMENT,
        AssetSource.LENT,
        3_500_00,
        party_uid=year.goods.agency,
    )
    add_asset(year.session, scales, on=day)
    herd = HerdData("แพะขุน", species="แพะ", unit="ตัว", note="เลี้ยงในสวนสมุนไพร กินใบที่ตัดแต่ง")
    year.herd = create_herd(year.session, herd, uid=new_uid()).uid
    post_herd(year.session, HerdDraft(new_uid(), year.herd, HerdEvent.OPENING, 4, 10_000_00), on=day)


def things_of_the_month(year: SampleYear, day: dt.date, index: int) -> None:
    """What is bought or given, and what happens to the goats, each on its day."""
    if index == 4 and day.day == 11:
        sealer = AssetDraft(
            new_uid(),
            AssetWords("เครื่องซีลสุญญากาศ", place="โรงผลิต"),
            AssetKind.EQUIPMENT,
            AssetSource.BOUGHT,
            18_000_00,
            MACHINE_MONTHS,
            pays=(PayDraft(PayKind.MONEY, 18_000_00, BANK),),
            slip=Slip(day, "ค.11/03"),
        )
        add_asset(year.session, sealer, on=day)
    if index == 6 and day.day == 13:
        drier = AssetDraft(
            new_uid(),
            AssetWords("ตู้อบพลังงานแสงอาทิตย์", place="ลานตาก"),
            AssetKind.EQUIPMENT,
            AssetSource.DONATED,
            24_000_00,
            MACHINE_MONTHS,
            party_uid=year.goods.agency,
        )
        add_asset(year.session, drier, on=day)
    if day.day == 12:
        feed = year.chance.choice((240_00, 300_00, 360_00))
        _herd(year, day, HerdEvent.RAISED, 0, feed, CASH, "หัวอาหารและเกลือก้อน")
    if day.day == 19 and index in _HERD_YEAR:
        event, heads, amount, place, words = _HERD_YEAR[index]
        _herd(year, day, event, heads, amount, place, words)


def _herd(
    year: SampleYear, day: dt.date, event: HerdEvent, heads: int, amount: int, place: str, words: str
) -> None:
    pays = (PayDraft(PayKind.MONEY, amount, place),) if amount else ()
    draft = HerdDraft(new_uid(), year.herd, event, heads, amount, pays=pays, note=words)
    post_herd(year.session, draft, on=day)


def wear(year: SampleYear, day: dt.date) -> None:
    """The month's depreciation."""
    depreciate(year.session, day, uid=new_uid())
