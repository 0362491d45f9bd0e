"""Papers as a group would print them (all names and figures invented), for tests of the renderers."""

import datetime as dt
import io

from app.thai.baht_text import baht_text
from reports.model import (
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Issuer,
    Kind,
    Paragraph,
    Receipt,
    ReceiptLine,
    ReceiptPayment,
    Report,
    Role,
    Row,
    Series,
    Signatures,
    Table,
)

PRINTED = dt.datetime(2026, 11, 21, 9, 41)
HOSTILE = (
    "<b>กะปิ</b> &amp;",
    "=1+1",
    "%s %(x)d {0} {name}",
    "จากใจชาวนา 🌾 👩‍🌾",
    "\u202eกลับด้าน\u202c \u200fขวา",
    "(ปลา\\) ' \" ET Q BT",
    "ก" * 500,
    "น้ำพริกเผาสูตรโบราณของป้าปี่ " * 17,
    "\x1b@\x1bp\x00\x19\xfa\x1dV\x00สั่งเปิดลิ้นชัก",
    "",
    " ",
    "ญี่ปุ่น ฐานุ ฤๅษี กฎุมพี ปั้น",
)
PRODUCTS = (
    "กะปิผงรสวาซาบิ 80 ก.",
    "กะปิผงทรงเครื่อง 80 ก.",
    "ชาหญ้าหมอน้อย 20 ซอง",
    "น้ำสมุนไพรหญ้าหมอน้อย 350 มล.",
    "น้ำยาล้างจานสูตรมะกรูด 500 มล.",
    "แชมพูอัญชันผสมมะกรูดสูตรเข้มข้นบำรุงเส้นผม 300 มล.",
    "กาแฟ Chef Coffee อะราบิกา 250 ก.",
    "ไส้อั่วปลานิล 500 ก.",
    "ข้าวไรซ์เบอร์รี่ 1 กก.",
    "ผ้าคลุมไหล่ผ้าคราม",
    "น้ำตาลอ้อยอินทรีย์ 500 ก.",
    "กระเป๋าผ้าลายฟอสซิล",
)


def logo() -> bytes:
    """A small drawn picture."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((4, 4, 116, 116), fill="#2B4A7F")
    pen.polygon([(60, 22), (94, 90), (26, 90)], fill="#E6B54A")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def issuer(*, with_logo: bool = True) -> Issuer:
    """The group whose papers these are."""
    return Issuer(
        "วิสาหกิจชุมชนบ้านริมคลอง",
        "99/9 หมู่ 9 ตำบลริมคลอง อำเภอตัวอย่าง จังหวัดสมมุติ 10000",
        "0000000000000",
        "000-000-0000",
        logo() if with_logo else None,
    )


def monthly() -> Report:
    """A monthly report of three pages or so, with charts of every kind."""
    first = dt.date(2026, 10, 1)
    days = [first + dt.timedelta(days=at) for at in range(31)]
    sales = [0 if day.weekday() in (0, 3) else 85_000 + (day.day * 7_919 % 91) * 2_350 for day in days]
    sold = [(name, 12_000 + at * 3_500, 1_240_500 - at * 97_350) for at, name in enumerate(PRODUCTS)]
    product_rows = [
        Row((name, quantity, "ชิ้น", amount, amount * 62 // 100, amount - amount * 62 // 100, 3_800 + at * 5))
        for at, (name, quantity, amount) in enumerate(sold)
    ]
    total = sum(amount for _n, _q, amount in sold)
    product_rows.append(
        Row(("รวมทั้งสิ้น", None, None, total, total * 62 // 100, total - total * 62 // 100, None), Role.TOTAL)
    )
    statement = (
        Row(("รายได้", None, None), Role.HEADING),
        Row(("รายได้จากการขายหน้าร้าน", 10_244_550, 9_870_000), indent=1),
        Row(("รายได้ค่าฝากขาย", 125_000, 98_025), indent=1),
        Row(("รวมรายได้", 10_369_550, 9_968_025), Role.SUBTOTAL),
        Row(("ต้นทุนขาย", None, None), Role.HEADING),
        Row(("ต้นทุนสินค้าที่ขาย", 6_351_621, 6_119_400), indent=1),
        Row(("ผลต่างต้นทุน", -12_075, 0), indent=1),
        Row(("รวมต้นทุนขาย", 6_339_546, 6_119_400), Role.SUBTOTAL),
        Row(("ค่าใช้จ่าย", None, None), Role.HEADING),
        Row(("ค่าเดินทางและขนส่ง", 245_000, 220_000), indent=1),
        Row(("ค่าเช่าแผงตลาด", 320_000, 320_000), indent=1),
        Row(("ของเสียเกินปกติ", 18_050, 0), indent=1),
        Row(("รวมค่าใช้จ่าย", 583_050, 540_000), Role.SUBTOTAL),
        Row(("กำไรตามบัญชี", 3_446_954, 3_308_625), Role.TOTAL),
        Row(("หัก ต้นทุนที่ยังไม่ได้คิดเป็นเงิน (แรงงานและของที่ให้เปล่า)", -2_104_300, -1_990_000), indent=1),
        Row(("กำไรเมื่อคิดต้นทุนเต็ม", 1_342_654, 1_318_625), Role.TOTAL),
    )
    money = Kind.MONEY
    return Report(
        "monthly",
        "รายงานประจำเดือน",
        issuer(),
        (
            Figures(
                (
                    Figure("ขายได้", 10_369_550, money, 9_968_025),
                    Figure("ต้นทุนของที่ขาย", 6_339_546, money, 6_119_400),
                    Figure("กำไรตามบัญชี", 3_446_954, money, 3_308_625),
                    Figure("กำไรเมื่อคิดต้นทุนเต็ม", 1_342_654, money, 1_318_625),
                )
            ),
            Paragraph(
                "เดือนตุลาคม 2569 กลุ่มขายได้ 103,695.50 บาท ใน 22 วัน มากกว่าเดือนก่อน 4.03 % "
                "หักค่าใช้จ่ายทั้งหมดแล้วเหลือกำไรตามบัญชี 34,469.54 บาท "
                "ถ้าคิดค่าแรงของสมาชิกที่ยังไม่ได้จ่ายด้วย กำไรจะเหลือ 13,426.54 บาท"
            ),
            Chart(
                "ยอดขายแต่ละวัน",
                ChartKind.BAR,
                tuple(str(day.day) for day in days),
                (Series("ยอดขาย", tuple(sales)),),
                sentence="ขายดีที่สุดวันเสาร์และอาทิตย์ที่มีตลาดนัด",
            ),
            Chart(
                "สินค้าขายดี",
                ChartKind.RANKING,
                PRODUCTS[:7],
                (Series("ยอดขาย", tuple(amount for _n, _q, amount in sold[:7])),),
            ),
            Chart(
                "ต้นทุนการผลิตมาจากอะไร",
                ChartKind.SHARE,
                ("วัตถุดิบ", "ค่าแรง", "บรรจุภัณฑ์", "พลังงาน", "ขนส่ง"),
                (Series("ต้นทุนเต็ม", (2_610_000, 2_104_300, 910_000, 402_000, 213_246)),),
                sentence="ส่วนที่มากที่สุดคือวัตถุดิบ",
            ),
            Table(
                "รายได้และค่าใช้จ่าย",
                (
                    Column("what", "รายการ", weight=6),
                    Column("now", "ต.ค. 2569", money, 2, "บาท"),
                    Column("before", "ก.ย. 2569", money, 2, "บาท"),
                ),
                statement,
            ),
            Table(
                "ขายตามสินค้า",
                (
                    Column("name", "สินค้า", weight=6),
                    Column("quantity", "จำนวน", Kind.QUANTITY, 2),
                    Column("unit", "หน่วย", weight=1),
                    Column("amount", "ยอดขาย", money, 2),
                    Column("cost", "ต้นทุนตามบัญชี", money, 2),
                    Column("profit", "กำไรขั้นต้น", money, 2),
                    Column("margin", "กำไร %", Kind.PERCENT, 1),
                ),
                tuple(product_rows),
                note="ต้นทุนตามบัญชีไม่รวมแรงงานของสมาชิกที่ยังไม่ได้จ่าย",
            ),
            Table(
                "ขายแต่ละวัน",
                (
                    Column("day", "วันที่", Kind.DATE, 3),
                    Column("receipts", "ใบเสร็จ", Kind.COUNT, 2),
                    Column("amount", "ยอดขาย", money, 3),
                ),
                (
                    *(
                        Row((day, amount // 9_000, amount))
                        for day, amount in zip(days, sales, strict=True)
                        if amount
                    ),
                    Row(("รวม", sum(a // 9_000 for a in sales), sum(sales)), Role.TOTAL),
                ),
            ),
            Chart(
                "รายรับรายจ่ายหกเดือน",
                ChartKind.LINE,
                ("พ.ค. 2569", "มิ.ย. 2569", "ก.ค. 2569", "ส.ค. 2569", "ก.ย. 2569", "ต.ค. 2569"),
                (
                    Series("รายได้", (8_100_000, 8_650_000, 7_900_000, 9_120_000, 9_968_025, 10_369_550)),
                    Series("ค่าใช้จ่าย", (6_900_000, 7_010_000, 7_150_000, 6_800_000, 6_659_400, 6_922_596)),
                ),
            ),
            Chart(
                "ต้นทุนสามเดือน",
                ChartKind.STACKED,
                ("ส.ค. 2569", "ก.ย. 2569", "ต.ค. 2569"),
                (
                    Series("วัตถุดิบ", (2_000_000, 2_300_000, 2_610_000)),
                    Series("ค่าแรง", (1_900_000, 1_990_000, 2_104_300)),
                    Series("อื่น ๆ", (1_300_000, 1_420_000, 1_525_246)),
                ),
            ),
            Signatures(("ผู้จัดทำ", "ผู้ตรวจสอบ", "ประธาน")),
        ),
        period="ตุลาคม 2569",
        notes=("กำไรตามบัญชีนับเฉพาะที่จ่ายแล้วหรือต้องจ่าย กำไรเมื่อคิดต้นทุนเต็มหักแรงงานที่ไม่ได้จ่ายด้วย",),
        printed=PRINTED,
        book="วิสาหกิจชุมชนบ้านริมคลอง",
    )


def cost_sheet() -> Report:
    """A cost sheet with more than an A4 page holds at full size."""
    money, unit_cost, quantity = Kind.MONEY, Kind.UNIT_COST, Kind.QUANTITY
    lines: list[Row] = []
    for title, items in (
        (
            "วัตถุดิบ",
            (
                ("กะปิคลองด่าน", 12_500, "กก.", 180_000_000, 225_000, 225_000, 225_000),
                ("ผงวาซาบิ", 850, "กก.", 645_000_000, 54_825, 54_825, 54_825),
                ("น้ำตาลอ้อยอินทรีย์", 3_000, "กก.", 95_000_000, 28_500, 28_500, 28_500),
                ("พริกขี้หนูแห้งจากสวนสมาชิก", 1_250, "กก.", 220_000_000, 0, 27_500, 27_500),
            ),
        ),
        (
            "บรรจุภัณฑ์",
            (
                ("ขวดแก้ว 80 ก. พร้อมฝา", 240_000, "ใบ", 6_500_000, 156_000, 156_000, 156_000),
                ("ฉลากพิมพ์สี", 240_000, "แผ่น", 1_250_000, 30_000, 30_000, 30_000),
            ),
        ),
        (
            "ค่าแรง",
            (
                ("คั่วและบด: คนที่หนึ่ง", 16_000, "ชม.", 45_000_000, 72_000, 72_000, 72_000),
                ("บรรจุ: คนที่สอง (ช่วยกัน ไม่คิดเงิน)", 12_000, "ชม.", 45_000_000, 0, 0, 54_000),
                ("บรรจุ: คนที่สาม (ช่วยกัน ไม่คิดเงิน)", 12_000, "ชม.", 45_000_000, 0, 0, 54_000),
            ),
        ),
        ("พลังงาน", (("ก๊าซหุงต้ม", 1_500, "ถัง", 420_000_000, 63_000, 63_000, 63_000),)),
        ("สึกหรอ", (("เครื่องบดกะปิ", 1_000, "ครั้ง", 185_000_000, 0, 18_500, 18_500),)),
    ):
        lines.append(Row((title, None, None, None, None, None, None), Role.HEADING))
        lines.extend(
            Row((name, qty, unit, e4, cash, book, full), indent=1)
            for name, qty, unit, e4, cash, book, full in items
        )
    lines.append(Row(("รวมต้นทุนของรุ่นนี้", None, None, None, 629_325, 675_325, 783_325), Role.TOTAL))
    return Report(
        "cost-sheet",
        "ใบต้นทุนการผลิต",
        issuer(),
        (
            Figures(
                (
                    Figure("ได้ของดี", 238_000, quantity, note="ขวด จากแผน 240"),
                    Figure("ต้นทุนเงินสดต่อขวด", 26_442_227, unit_cost),
                    Figure("ต้นทุนตามบัญชีต่อขวด", 28_375_000, unit_cost),
                    Figure("ต้นทุนเต็มต่อขวด", 32_912_815, unit_cost),
                )
            ),
            Chart(
                "ต้นทุนเต็มมาจากอะไร",
                ChartKind.SHARE,
                ("วัตถุดิบ", "บรรจุภัณฑ์", "ค่าแรง", "พลังงาน", "สึกหรอ"),
                (Series("ต้นทุนเต็ม", (335_825, 186_000, 180_000, 63_000, 18_500)),),
                sentence="ค่าแรงที่ไม่ได้จ่ายเป็น 13.8 % ของต้นทุนเต็ม",
            ),
            Chart(
                "ต้นทุนสามแบบต่อขวด",
                ChartKind.RANKING,
                ("ต้นทุนเต็ม", "ต้นทุนตามบัญชี", "ต้นทุนเงินสด"),
                (Series("ต่อขวด", (3_291, 2_838, 2_644)),),
            ),
            Table(
                "รายการต้นทุน",
                (
                    Column("name", "รายการ", weight=6),
                    Column("quantity", "จำนวน", quantity, 2),
                    Column("unit", "หน่วย", weight=1),
                    Column("price", "ต่อหน่วย", unit_cost, 2, "บาท"),
                    Column("cash", "เงินสด", money, 2, "บาท"),
                    Column("book", "ตามบัญชี", money, 2, "บาท"),
                    Column("full", "เต็ม", money, 2, "บาท"),
                ),
                tuple(lines),
            ),
            Table(
                "ประมาณไว้กับที่เกิดจริง",
                (
                    Column("kind", "ชนิด", weight=4),
                    Column("plan", "ตามสูตร", money, 2),
                    Column("actual", "จริง", money, 2),
                    Column("difference", "ต่างกัน", money, 2),
                ),
                (
                    Row(("วัตถุดิบ", 320_000, 335_825, 15_825)),
                    Row(("บรรจุภัณฑ์", 186_000, 186_000, 0)),
                    Row(("ค่าแรง", 189_000, 180_000, -9_000)),
                    Row(("พลังงาน", 60_000, 63_000, 3_000)),
                    Row(("สึกหรอ", 18_500, 18_500, 0)),
                    Row(("รวม", 773_500, 783_325, 9_825), Role.TOTAL),
                ),
            ),
            Table(
                "ราคาขายที่กำไรต่าง ๆ",
                (
                    Column("margin", "กำไร %", Kind.PERCENT, 2),
                    Column("price", "ราคาขายต่อขวด", money, 2),
                    Column("even", "จุดคุ้มทุน (ขวด)", quantity, 2),
                ),
                (
                    Row((1_000, 3_657, 210_000)),
                    Row((2_050, 4_140, 172_500)),
                    Row((3_000, 4_702, 141_250)),
                    Row((5_000, 6_583, 92_000)),
                ),
            ),
            Signatures(("ผู้บันทึก", "ผู้ตรวจสอบ")),
        ),
        subtitle="กะปิผงรสวาซาบิ 80 ก.",
        period="15 ต.ค. 2569",
        number="ผ1-2569-000042",
        notes=("ต้นทุนเต็ม = ต้นทุนตามบัญชี + สิ่งที่ยังไม่ได้คิดเป็นเงิน",),
        printed=PRINTED,
        book="วิสาหกิจชุมชนบ้านริมคลอง",
        one_page=True,
    )


def long_report(rows: int = 4_000, names: tuple[str, ...] = PRODUCTS) -> Report:
    """A journal of many pages."""
    start = dt.date(2026, 1, 1)
    return Report(
        "journal",
        "สมุดรายวัน",
        issuer(with_logo=False),
        (
            Table(
                "",
                (
                    Column("day", "วันที่", Kind.DATE, 2),
                    Column("number", "เลขที่", weight=3),
                    Column("text", "รายการ", weight=6),
                    Column("debit", "เดบิต", Kind.MONEY, 2),
                    Column("credit", "เครดิต", Kind.MONEY, 2),
                ),
                tuple(
                    Row(
                        (
                            start + dt.timedelta(days=at // 12),
                            f"ร1-2569-{at:06d}",
                            names[at % len(names)],
                            (at * 7_919) % 900_000 if at % 2 else None,
                            None if at % 2 else (at * 7_919) % 900_000,
                        )
                    )
                    for at in range(rows)
                ),
            ),
        ),
        period="ปี 2569",
        printed=PRINTED,
        book="วิสาหกิจชุมชนบ้านริมคลอง",
    )


def hostile_report() -> Report:
    """A report in which every text is hostile."""
    return Report(
        "hostile",
        HOSTILE[0] + HOSTILE[3],
        Issuer(HOSTILE[7], HOSTILE[6], HOSTILE[1], HOSTILE[2]),
        (
            Figures(tuple(Figure(text, at * 100_000_000_007) for at, text in enumerate(HOSTILE[:6]))),
            *(Paragraph(text, text) for text in HOSTILE),
            *(
                Chart(text, kind, HOSTILE, (Series(text, tuple(range(-3, 9))),), sentence=text)
                for kind, text in zip(ChartKind, HOSTILE, strict=False)
            ),
            Table(
                HOSTILE[0],
                tuple(Column(str(at), text, unit=HOSTILE[1]) for at, text in enumerate(HOSTILE[:4])),
                tuple(Row((text, text, text, text)) for text in HOSTILE),
                note=HOSTILE[2],
            ),
            Signatures(HOSTILE[:4]),
        ),
        subtitle=HOSTILE[4],
        period=HOSTILE[5],
        number=HOSTILE[1],
        notes=HOSTILE,
        printed=PRINTED,
        book=HOSTILE[3],
    )


def receipt(**changes: object) -> Receipt:
    """A receipt of four lines, paid in cash."""
    values: dict[str, object] = {
        "title": "ใบเสร็จรับเงิน",
        "issuer": issuer(),
        "number": "ร1-2569-000123",
        "book_number": "ร1-2569",
        "running_number": "000123",
        "date": dt.date(2026, 10, 31),
        "time": "09:41",
        "seller": "สมศรี",
        "lines": (
            ReceiptLine("กะปิผงรสวาซาบิ 80 ก.", 2_000, "ขวด", 45_000_000, 9_000),
            ReceiptLine("ชาหญ้าหมอน้อย 20 ซอง", 1_000, "ห่อ", 60_000_000, 5_500, 500),
            ReceiptLine("แชมพูอัญชันผสมมะกรูดสูตรเข้มข้นบำรุงเส้นผม 300 มล.", 1_000, "ขวด", 120_000_000, 12_000),
            ReceiptLine("ข้าวไรซ์เบอร์รี่ชั่งขาย", 1_250, "กก.", 55_500_000, 6_938),
        ),
        "subtotal": 33_438,
        "discount": 1_000,
        "rounding": -13,
        "total": 32_425,
        "total_words": baht_text(32_425),
        "payments": (ReceiptPayment("เงินสด", 32_425, 50_000),),
        "change": 17_575,
        "footer": "ขอบคุณที่อุดหนุนสินค้าชุมชน\nเปลี่ยนคืนได้ภายใน 7 วัน พร้อมใบเสร็จ",
        "printed": PRINTED,
        "book": "วิสาหกิจชุมชนบ้านริมคลอง",
    }
    values.update(changes)
    return Receipt(**values)  # type: ignore[arg-type]


def unpaid_receipt() -> Receipt:
    """A bill on account with a PromptPay code for what is due."""
    return receipt(
        payments=(ReceiptPayment("เงินสด", 12_425, 12_425), ReceiptPayment("ค้างชำระ", 20_000)),
        change=0,
        due=20_000,
        buyer="ร้านตัวอย่างดี",
        promptpay_payload="00020101021229370016A000000677010111011300660000000005303764540620000.58"[:70],
        promptpay_payee="วิสาหกิจชุมชนบ้านริมคลอง",
    )
