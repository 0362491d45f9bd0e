"""Master data of the sample enterprise: people, goods with pictures, materials, recipes, ways to pay."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.ledger import ProductKind
from app.domain.money import E4, MILLI
from app.domain.party import PartyData
from app.domain.product import ProductData, ProductUnitData
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput, scale
from app.domain.session import Session
from app.queries.catalogue import tenders
from app.services.catalogue import TenderData, save_category, save_section, save_tender
from app.services.parties import create_party
from app.services.products import create_product, set_photo
from app.services.recipes import create_recipe
from app.services.sample_pictures import draw
from app.services.settings import change_settings
from resources import resource

NOT_SOLD = frozenset({"coffee", "shawl", "fossil_bag"})
"""Goods that members put on the stall for sale on their behalf: shown, but the group does not own them."""

WEIGHED_UNIT = "กก."
SHARE = 100_00
"""What one share is worth."""
_CUSTOMERS = ("โรงเรียนบ้านริมคลอง (ตัวอย่าง)", "ร้านกาแฟปากซอย (ตัวอย่าง)", "ลูกค้าประจำ 01", "ลูกค้าประจำ 02")
_CREDIT_DAYS = (45, 15, 7, 7)
_SUPPLIERS = ("ร้านวัตถุดิบ (ตัวอย่าง)", "ร้านบรรจุภัณฑ์ (ตัวอย่าง)")
_AGENCY = "หน่วยงานพัฒนาชุมชน (ตัวอย่าง)"
_UNPAID = frozenset({"dish", "laundry"})
"""Made by neighbours who help for nothing: their work counts, but nobody is paid."""
_FLAVOURS = (
    "รสดั้งเดิม",
    "รสต้มยำ",
    "สูตรหวานน้อย",
    "สูตรเข้มข้น",
    "สูตรโบราณ",
    "ขนาดเล็ก",
    "ขนาดใหญ่",
    "ชุดของฝาก",
    "อินทรีย์",
    "คัดพิเศษ",
    "รสมะนาว",
    "กลิ่นใบเตย",
)


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """A product that the sample sells."""

    key: str
    uid: bytes
    code: str
    name: str
    unit: str
    price: int
    recipe: str = ""


@dataclass(frozen=True, slots=True)
class SampleMaterial:
    """A material or packaging with its usual price in satang a unit."""

    uid: bytes
    name: str
    unit: str
    price: int
    kind: ProductKind


@dataclass(slots=True)
class Goods:
    """Everything that the year's documents refer to."""

    products: dict[str, SampleProduct] = field(default_factory=dict)
    materials: dict[str, SampleMaterial] = field(default_factory=dict)
    recipes: dict[str, tuple[bytes, int, tuple[RecipeLine, ...]]] = field(default_factory=dict)
    members: list[bytes] = field(default_factory=list)
    shares: dict[bytes, int] = field(default_factory=dict)
    customers: list[bytes] = field(default_factory=list)
    suppliers: list[bytes] = field(default_factory=list)
    partners: list[bytes] = field(default_factory=list)
    agency: bytes = b""
    tenders: dict[str, bytes] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    makers: dict[str, bytes] = field(default_factory=dict)


def _data() -> dict[str, Any]:
    with resource("sample/enterprise.json").open(encoding="utf-8") as file:
        data: dict[str, Any] = json.load(file)
    return data


def sample_name() -> str:
    """The name of the sample enterprise."""
    return str(_data()["enterprise"]["name"])


def fill_master(session: Session, *, products: int, report: Callable[[int, int], None]) -> Goods:
    """Enter people, goods, recipes and settings through the services; ``products`` grows the list."""
    data, goods = _data(), Goods()
    change_settings(
        session,
        {
            "enterprise_place": data["enterprise"]["place"],
            "enterprise_phone": data["enterprise"]["phone"],
            "enterprise_tax_id": data["enterprise"]["tax_id"],
            "receipt_footer": "ขอบคุณที่อุดหนุนสินค้าชุมชน",
        },
    )
    _people(session, data, goods)
    made_by: dict[str, int] = {}
    for group in data["groups"]:
        section = save_section(session, group["name"], code=group["code"])
        for item in group["makes"]:
            made_by[item], goods.makers[item] = section.id, section.uid
    for position, name in enumerate(data["categories"]):
        goods.categories[name] = save_category(session, name, position=position).id
    recipes = {recipe["product"]: recipe for recipe in data["recipes"]}
    for position, item in enumerate(data["products"]):
        _product(session, goods, item, position, made_by.get(item["id"]), item["id"] in recipes)
        report(position + 1, products)
    for recipe in data["recipes"]:
        _recipe(session, goods, recipe)
    _more_products(session, goods, data, products, report)
    _tenders(session, goods)
    return goods


def _people(session: Session, data: dict[str, Any], goods: Goods) -> None:
    for member in data["members"]:
        saved = create_party(
            session,
            PartyData(member["name"], code=member["code"], is_member=True, phone=member["phone"]),
        )
        goods.members.append(saved.uid)
        goods.shares[saved.uid] = member["shares"] * SHARE
    for partner in data["partners"]:
        saved = create_party(
            session,
            PartyData(partner["name"], code=partner["code"], is_supplier=True, address=partner["place"]),
        )
        goods.partners.append(saved.uid)
    for name, days in zip(_CUSTOMERS, _CREDIT_DAYS, strict=True):
        customer = PartyData(name, is_customer=True, credit_days=days)
        goods.customers.append(create_party(session, customer).uid)
    for name in _SUPPLIERS:
        goods.suppliers.append(create_party(session, PartyData(name, is_supplier=True, credit_days=30)).uid)
    goods.agency = create_party(session, PartyData(_AGENCY)).uid


def _product(
    session: Session, goods: Goods, item: dict[str, Any], position: int, maker_id: int | None, made: bool
) -> None:
    weighed = item["unit"] == WEIGHED_UNIT
    code = f"P{position + 1:04d}"
    saved = create_product(
        session,
        ProductData(
            item["name"],
            item["unit"],
            code=code,
            barcode=_ean13(f"885000000{position + 1:03d}"),
            category_id=goods.categories[item["category"]],
            price_e4=item["price_satang"] * E4,
            is_weighed=weighed,
            shelf_days=item["shelf_days"],
            origin=item["origin"] or "",
            vat_class=item["vat_if_registered"],
            maker_id=maker_id,
            reorder_milli=(5 if weighed else 20) * MILLI if item["id"] not in NOT_SOLD else 0,
            position=position,
        ),
    )
    set_photo(session, saved.uid, data=draw(item["category"], position))
    goods.products[item["id"]] = SampleProduct(
        item["id"],
        saved.uid,
        code,
        item["name"],
        item["unit"],
        item["price_satang"],
        item["id"] if made else "",
    )


def _ean13(digits: str) -> str:
    """A barcode with its check digit (GS1: weights 1 and 3)."""
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return digits + str(-total % 10)


def _recipe(session: Session, goods: Goods, recipe: dict[str, Any]) -> None:
    product = goods.products[recipe["product"]]
    lines = tuple(_line(session, goods, line, recipe["product"]) for line in recipe["lines"])
    whole = Recipe(
        (RecipeOutput(product.uid, recipe["output"] * MILLI, OutputKind.GOOD),), lines, product.name
    )
    saved = create_recipe(session, whole)
    # The kitchen is small: it makes half of what the recipe is written for at a time.
    planned = recipe["output"] * MILLI // 2
    goods.recipes[recipe["product"]] = (saved.uid, planned, scale(whole, planned).lines)


def _line(session: Session, goods: Goods, line: dict[str, Any], made: str) -> RecipeLine:
    kind = CostKind(line["kind"])
    product_uid: bytes | None = None
    settlement = Settlement.IMPUTED
    if kind is CostKind.WEAR:
        settlement = Settlement.WEAR
    elif kind is CostKind.ENERGY:
        settlement = Settlement.ABSORBED
    elif line["cash"]:
        settlement = Settlement.FROM_STOCK
        product_uid = _material(session, goods, line, kind).uid
    elif kind is not CostKind.LABOUR or made not in _UNPAID:
        settlement = Settlement.OWED
    return RecipeLine(
        kind,
        settlement,
        line["item"],
        line["qty_milli"],
        line["unit"],
        rate_e4=line["unit_price_satang"] * E4,
        product_uid=product_uid,
        person_uid=goods.members[0] if settlement in {Settlement.IMPUTED, Settlement.OWED} else None,
        per_batch=kind is CostKind.WEAR,
    )


def _material(session: Session, goods: Goods, line: dict[str, Any], kind: CostKind) -> SampleMaterial:
    """The material of a recipe line; one that is also sold is the same product."""
    found = goods.materials.get(line["item"])
    if found is not None:
        return found
    product_kind = ProductKind.PACKAGING if kind is CostKind.PACKAGING else ProductKind.MATERIAL
    sold = next((each for each in goods.products.values() if each.name == line["item"]), None)
    if sold is not None:
        material = SampleMaterial(
            sold.uid, sold.name, sold.unit, line["unit_price_satang"], ProductKind.PRODUCT
        )
    else:
        packs = (
            (ProductUnitData("มัด", 100 * MILLI, is_purchase=True),)
            if product_kind is ProductKind.PACKAGING
            else ()
        )
        saved = create_product(
            session,
            ProductData(line["item"], line["unit"], product_kind, units=packs),
        )
        material = SampleMaterial(
            saved.uid, line["item"], line["unit"], line["unit_price_satang"], product_kind
        )
    goods.materials[line["item"]] = material
    return material


def _more_products(
    session: Session, goods: Goods, data: dict[str, Any], products: int, report: Callable[[int, int], None]
) -> None:
    """Further goods of the same makers under other flavours and sizes, up to ``products`` in all."""
    chance = random.Random("more goods")
    base = [item for item in data["products"] if item["id"] not in NOT_SOLD]
    names = [(item, flavour) for flavour in _FLAVOURS for item in base]
    extra = max(products - len(data["products"]), 0)
    for number in range(extra):
        item, flavour = names[number % len(names)]
        series = number // len(names)
        name = f"{item['name']} {flavour}" + (f" {series + 1}" if series else "")
        key = f"more{number}"
        price = max(item["price_satang"] * chance.randint(7, 15) // 1000 * 100, 500)
        position = len(data["products"]) + number
        code = f"P{position + 1:04d}"
        saved = create_product(
            session,
            ProductData(
                name,
                item["unit"],
                code=code,
                barcode=_ean13(f"8850000{position + 1:05d}"),
                category_id=goods.categories[item["category"]],
                price_e4=price * E4,
                is_weighed=item["unit"] == WEIGHED_UNIT,
                shelf_days=item["shelf_days"],
                origin=item["origin"] or "",
                vat_class=item["vat_if_registered"],
                position=position,
            ),
        )
        set_photo(session, saved.uid, data=draw(item["category"], position))
        goods.products[key] = SampleProduct(key, saved.uid, code, name, item["unit"], price)
        report(position + 1, products)


def _tenders(session: Session, goods: Goods) -> None:
    """The group's PromptPay id goes on the tender that every book has."""
    for tender in tenders():
        if tender.kind == "promptpay":
            save_tender(
                session,
                TenderData(
                    tender.name,
                    tender.kind,
                    tender.account_id,
                    code=tender.code,
                    name_en=tender.name_en,
                    icon=tender.icon,
                    promptpay_kind="mobile",
                    promptpay_target="0000000000",
                    position=tender.position,
                ),
                tender_id=tender.id,
            )
        goods.tenders[tender.kind] = tender.uid
