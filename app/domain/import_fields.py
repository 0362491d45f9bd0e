"""Which columns each kind of list from outside takes: titles, other headers, what they hold."""

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import N_


class ImportKind(StrEnum):
    """What a list is about."""

    PRODUCTS = "products"
    PARTIES = "parties"
    MEMBERS = "members"
    OPENING = "opening"
    SLIPS = "slips"


KIND_WORDS: dict[ImportKind, str] = {
    ImportKind.PRODUCTS: N_("Goods"),
    ImportKind.PARTIES: N_("Members, customers, suppliers"),
    ImportKind.MEMBERS: N_("Register of members"),
    ImportKind.OPENING: N_("Opening balances"),
    ImportKind.SLIPS: N_("Slips"),
}


class Holds(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LINES = "lines"
    MONEY = "money"
    QUANTITY = "quantity"
    PRICE = "price"
    COUNT = "count"
    DAY = "day"
    YES_NO = "yes_no"
    WORD = "word"
    """One of a few words (``ImportField.choices``)."""


@dataclass(frozen=True, slots=True)
class ImportField:
    """A column that a list may have; ``title`` is marked for translation, ``words`` are other headers."""

    key: str
    title: str
    holds: Holds = Holds.TEXT
    words: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    example: str = ""


FIELDS: dict[ImportKind, tuple[ImportField, ...]] = {
    ImportKind.PRODUCTS: (
        ImportField(
            "name",
            N_("Name"),
            words=("ชื่อ", "ชื่อสินค้า", "สินค้า", "product", "item"),
            required=True,
            example="ชาหญ้าหมอน้อย",
        ),
        ImportField("unit", N_("Unit"), words=("หน่วย", "หน่วยนับ", "uom"), required=True, example="กล่อง"),
        ImportField("code", N_("Code"), words=("รหัส", "รหัสสินค้า", "sku"), example="TEA"),
        ImportField("barcode", N_("Barcode"), words=("บาร์โค้ด", "ean"), example="8850000000001"),
        ImportField(
            "kind",
            N_("Kind of goods"),
            Holds.WORD,
            ("ประเภท", "ชนิด", "kind", "type"),
            choices=(
                ("product", ("สินค้า", "สินค้าสำเร็จรูป", "product", "ของขาย")),
                ("material", ("วัตถุดิบ", "material")),
                ("packaging", ("บรรจุภัณฑ์", "packaging", "ขวดถุง")),
                ("service", ("บริการ", "service")),
            ),
            example="สินค้า",
        ),
        ImportField("price", N_("Selling price"), Holds.PRICE, ("ราคา", "ราคาขาย", "price"), example="89.00"),
        ImportField("category", N_("Category"), words=("หมวด", "หมวดหมู่", "กลุ่มสินค้า", "group"), example="ชา"),
        ImportField("reorder", N_("Reorder level"), Holds.QUANTITY, ("จุดสั่งซื้อ", "สั่งเมื่อเหลือ"), example="10"),
        ImportField(
            "shelf_days", N_("Shelf life in days"), Holds.COUNT, ("อายุสินค้า", "อายุ (วัน)"), example="365"
        ),
        ImportField(
            "vat",
            N_("VAT class"),
            Holds.WORD,
            ("ภาษี", "vat"),
            choices=(
                ("taxable", ("เสียภาษี", "มี vat", "vat", "taxable", "7%")),
                ("exempt", ("ยกเว้น", "ไม่มี vat", "exempt")),
                ("unknown", ("ไม่ทราบ", "unknown")),
            ),
            example="ยกเว้น",
        ),
        ImportField("origin", N_("Origin"), words=("แหล่งผลิต", "ที่มา"), example="บ้านริมคลอง"),
        ImportField("story", N_("Story"), Holds.LINES, ("เรื่องราว", "รายละเอียด", "description"), example=""),
    ),
    ImportKind.PARTIES: (
        ImportField(
            "name",
            N_("Name"),
            words=("ชื่อ", "ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อลูกค้า", "ชื่อสมาชิก"),
            required=True,
            example="สมาชิกตัวอย่าง",
        ),
        ImportField("code", N_("Code"), words=("รหัส", "เลขสมาชิก", "เลขที่สมาชิก"), example="M001"),
        ImportField("member", N_("Member"), Holds.YES_NO, ("สมาชิก", "เป็นสมาชิก"), example="ใช่"),
        ImportField("customer", N_("Customer"), Holds.YES_NO, ("ลูกค้า", "เป็นลูกค้า"), example=""),
        ImportField("supplier", N_("Supplier"), Holds.YES_NO, ("ผู้ขาย", "ร้านค้า", "เจ้าหนี้"), example=""),
        ImportField(
            "phone", N_("Phone"), words=("โทร", "โทรศัพท์", "เบอร์", "เบอร์โทร", "tel"), example="000-000-0000"
        ),
        ImportField("address", N_("Address"), Holds.LINES, ("ที่อยู่", "บ้านเลขที่"), example="หมู่ 3 ตำบลตัวอย่าง"),
        ImportField("tax_id", N_("Tax id"), words=("เลขประจำตัวผู้เสียภาษี", "เลขผู้เสียภาษี", "เลขบัตร"), example=""),
        ImportField(
            "section", N_("Group within the enterprise"), words=("กลุ่มย่อย", "กลุ่ม", "หน่วยย่อย"), example=""
        ),
        ImportField(
            "credit_days", N_("Days to pay"), Holds.COUNT, ("เครดิต", "วันเครดิต", "เครดิต (วัน)"), example="30"
        ),
        ImportField("credit_limit", N_("Credit limit"), Holds.MONEY, ("วงเงิน", "วงเงินเชื่อ"), example=""),
        ImportField("note", N_("Note"), Holds.LINES, ("หมายเหตุ", "บันทึก"), example=""),
    ),
    ImportKind.MEMBERS: (
        ImportField(
            "name",
            N_("Name"),
            words=("ชื่อ", "ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อสมาชิก", "ชื่อ - นามสกุล"),
            required=True,
            example="สมาชิกตัวอย่าง",
        ),
        ImportField(
            "number",
            N_("Member number"),
            words=("เลขที่สมาชิก", "เลขสมาชิก", "เลขทะเบียน", "ลำดับ", "ที่"),
            example="021",
        ),
        ImportField(
            "national_id",
            N_("National id"),
            words=("เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขบัตร", "บัตรประชาชน"),
            example="",
        ),
        ImportField("born_on", N_("Born on"), Holds.DAY, ("วันเกิด", "เกิดวันที่"), example="9/4/2513"),
        ImportField(
            "joined_on", N_("Joined on"), Holds.DAY, ("วันที่เข้า", "เข้าเป็นสมาชิก", "วันที่สมัคร"), example="5/1/2565"
        ),
        ImportField(
            "section",
            N_("Group within the enterprise"),
            words=("กลุ่มย่อย", "กลุ่ม", "หน่วยย่อย"),
            example="",
        ),
        ImportField(
            "phone", N_("Phone"), words=("โทร", "โทรศัพท์", "เบอร์", "เบอร์โทร", "tel"), example="000-000-0000"
        ),
        ImportField("address", N_("Address"), Holds.LINES, ("ที่อยู่", "บ้านเลขที่"), example="หมู่ 3 ตำบลตัวอย่าง"),
        ImportField("household", N_("Household"), words=("ครัวเรือน", "ครัวเรือนที่"), example=""),
        ImportField("occupation", N_("Occupation"), words=("อาชีพ",), example="เกษตรกร"),
        ImportField("heir", N_("Heir"), words=("ผู้รับผลประโยชน์", "ทายาท"), example=""),
        ImportField("note", N_("Note"), Holds.LINES, ("หมายเหตุ", "บันทึก"), example=""),
    ),
    ImportKind.OPENING: (
        ImportField(
            "what",
            N_("What it is"),
            Holds.WORD,
            ("ประเภท", "รายการ", "what"),
            required=True,
            choices=(
                ("money", ("เงิน", "เงินสด", "เงินฝาก", "ธนาคาร", "cash", "bank", "money")),
                ("debtor", ("ลูกหนี้", "debtor", "receivable")),
                ("creditor", ("เจ้าหนี้", "creditor", "payable")),
                ("share", ("หุ้น", "ทุนเรือนหุ้น", "share")),
                ("stock", ("สินค้า", "สินค้าคงเหลือ", "วัตถุดิบ", "ของ", "stock")),
                ("account", ("บัญชี", "อื่น", "อื่นๆ", "account")),
            ),
            example="ลูกหนี้",
        ),
        ImportField("code", N_("Code"), words=("รหัส", "รหัสบัญชี", "รหัสสินค้า"), example=""),
        ImportField("name", N_("Name"), words=("ชื่อ", "ของใคร", "ชื่อบัญชี", "ชื่อสินค้า"), example="โรงเรียนตัวอย่าง"),
        ImportField("quantity", N_("Quantity"), Holds.QUANTITY, ("จำนวน", "ปริมาณ", "คงเหลือ"), example=""),
        ImportField(
            "amount",
            N_("Amount"),
            Holds.MONEY,
            ("จำนวนเงิน", "มูลค่า", "ยอด", "บาท"),
            required=True,
            example="1,200.00",
        ),
        ImportField(
            "slip_date", N_("Date on the slip"), Holds.DAY, ("วันที่บิล", "วันที่", "ลงวันที่"), example="15/09/2568"
        ),
        ImportField("slip_number", N_("Slip number"), words=("เลขที่บิล", "เลขที่"), example="12/45"),
        ImportField("note", N_("Note"), Holds.LINES, ("หมายเหตุ",), example=""),
    ),
    ImportKind.SLIPS: (
        ImportField(
            "on",
            N_("Date"),
            Holds.DAY,
            ("วันที่", "วัน เดือน ปี", "วันเดือนปี", "ว/ด/ป"),
            required=True,
            example="05/10/2569",
        ),
        ImportField(
            "direction",
            N_("In or out"),
            Holds.WORD,
            ("เข้าออก", "เข้า-ออก", "รับจ่าย", "รับ-จ่าย", "ประเภท"),
            choices=(("in", ("เข้า", "รับ", "รายรับ", "in")), ("out", ("ออก", "จ่าย", "รายจ่าย", "out"))),
            example="จ่าย",
        ),
        ImportField("income", N_("Money in"), Holds.MONEY, ("รายรับ", "รับ", "เงินเข้า"), example=""),
        ImportField("expense", N_("Money out"), Holds.MONEY, ("รายจ่าย", "จ่าย", "เงินออก"), example=""),
        ImportField(
            "amount", N_("Amount"), Holds.MONEY, ("จำนวนเงิน", "จำนวน", "ยอดเงิน", "บาท"), example="250.00"
        ),
        ImportField(
            "category",
            N_("What for"),
            words=("หมวด", "หมวดหมู่", "ค่าอะไร", "รหัสบัญชี", "บัญชี", "account"),
            required=True,
            example="ค่าไฟฟ้า",
        ),
        ImportField(
            "description",
            N_("Description"),
            words=("รายการ", "รายละเอียด", "คำอธิบาย"),
            example="ค่าไฟเดือน ก.ย.",
        ),
        ImportField("party", N_("From or to whom"), words=("ชื่อ", "ผู้รับ", "ผู้จ่าย", "ร้าน", "คู่ค้า"), example=""),
        ImportField(
            "paid",
            N_("How it was paid"),
            words=("จ่ายโดย", "ชำระโดย", "วิธีจ่าย", "เงินสด/ธนาคาร", "บัญชีเงิน"),
            example="เงินสด",
        ),
        ImportField("slip_number", N_("Slip number"), words=("เลขที่บิล", "เลขที่", "เลขที่ใบเสร็จ"), example="4/12"),
        ImportField("slip_date", N_("Date on the slip"), Holds.DAY, ("วันที่บิล", "ลงวันที่"), example=""),
        ImportField("section", N_("Group within the enterprise"), words=("กลุ่มย่อย", "กลุ่ม"), example=""),
        ImportField("project", N_("Project"), words=("โครงการ",), example=""),
        ImportField("note", N_("Note"), Holds.LINES, ("หมายเหตุ",), example=""),
    ),
}
"""Every column of every kind, in the order of its template."""

ON_CREDIT = frozenset({"ติดไว้", "เงินเชื่อ", "เครดิต", "ค้างจ่าย", "ค้างรับ", "credit"})
"""Words that say that a slip is not paid yet."""
