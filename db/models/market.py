"""Market days, drawers, promotions, orders, the online market, consignment, barter, the till's tiles."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Channel(BookModel):
    """A way by which goods are sold."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    name_en = peewee.TextField(default="")
    kind = peewee.TextField()
    party_id = IntField(null=True)
    fee_bp = IntField(default=0)
    position = IntField(default=0)
    active = IntField(default=1)


class MarketEvent(BookModel):
    """A market day or fair."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    place = peewee.TextField(default="")
    location_id = IntField(null=True)
    first_day = peewee.TextField()
    last_day = peewee.TextField()
    starts_at = peewee.TextField(default="")
    ends_at = peewee.TextField(default="")
    hours_milli = IntField(default=0)
    planned_fee = IntField(default=0)
    closed_on = peewee.TextField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class CashSession(BookModel):
    """A drawer from opening to closing; what happened in it is posted."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField(default="")
    account_id = IntField()
    location_id = IntField()
    event_id = IntField(null=True)
    device_id = IntField()
    on_date = peewee.TextField()
    opened_at = IntField()
    opened_by = IntField()
    is_blind = IntField(default=0)


class ReceiptBook(BookModel):
    """A book of paper receipts and who has it."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField(unique=True)
    first_number = IntField()
    last_number = IntField()
    party_id = IntField(null=True)
    issued_on = peewee.TextField()
    returned_on = peewee.TextField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class ProductPrice(BookModel):
    """A price beside the usual one."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    product_id = IntField()
    unit = peewee.TextField(default="")
    channel_id = IntField(null=True)
    is_members = IntField(default=0)
    is_relief = IntField(default=0)
    from_quantity = IntField(default=0)
    price_e4 = IntField()
    first_day = peewee.TextField(null=True)
    last_day = peewee.TextField(null=True)
    active = IntField(default=1)


class Promotion(BookModel):
    """What is taken off, of what, when, for whom."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    kind = peewee.TextField()
    scope = peewee.TextField()
    value = IntField(default=0)
    buy_quantity = IntField(default=0)
    get_quantity = IntField(default=0)
    gets = peewee.TextField(default="same")
    from_amount = IntField(default=0)
    most_off = IntField(null=True)
    most_per_bill = IntField(null=True)
    channel_id = IntField(null=True)
    is_members = IntField(default=0)
    first_day = peewee.TextField(null=True)
    last_day = peewee.TextField(null=True)
    weekdays = IntField(default=127)
    from_minute = IntField(default=0)
    to_minute = IntField(default=1440)
    needs_coupon = IntField(default=0)
    stacking = peewee.TextField(default="alone")
    borne_by = peewee.TextField(default="group")
    position = IntField(default=0)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class Coupon(BookModel):
    """A code that opens a promotion."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    promotion_id = IntField()
    most_uses = IntField(null=True)
    party_id = IntField(null=True)
    last_day = peewee.TextField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class OrderIntake(BookModel):
    """A live sale, a pasted chat or a list of orders."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    kind = peewee.TextField()
    name = peewee.TextField()
    channel_id = IntField(null=True)
    on_date = peewee.TextField()
    started_at = IntField()
    ended_at = IntField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class PreOrder(BookModel):
    """What a customer wants on a day; what was done for it is posted."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    party_id = IntField()
    channel_id = IntField(null=True)
    intake_id = IntField(null=True)
    ordered_on = peewee.TextField()
    wanted_on = peewee.TextField()
    state = peewee.TextField(default="booked")
    delivery = peewee.TextField(default="pickup")
    event_id = IntField(null=True)
    recipient = peewee.TextField(default="")
    phone = peewee.TextField(default="")
    address = peewee.TextField(default="")
    carrier_id = IntField(null=True)
    tracking = peewee.TextField(default="")
    delivery_fee = IntField(default=0)
    is_cod = IntField(default=0)
    deposit_wanted = IntField(default=0)
    reason = peewee.TextField(default="")
    note = peewee.TextField(default="")
    active = IntField(default=1)


class ProductPage(BookModel):
    """What the online market shows of a product."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    product_id = IntField(unique=True)
    producer_id = IntField(null=True)
    title = peewee.TextField(default="")
    listing_text = peewee.TextField(default="")
    hashtags = peewee.TextField(default="")
    ingredients = peewee.TextField(default="")
    directions = peewee.TextField(default="")
    net_content = peewee.TextField(default="")
    weight_g = IntField(null=True)
    is_listed = IntField(default=1)
    active = IntField(default=1)


class ProductPhoto(BookModel):
    """A further picture of a product."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    product_id = IntField()
    sha256 = peewee.BlobField()
    caption = peewee.TextField(default="")
    position = IntField(default=0)
    active = IntField(default=1)


class ConsignmentTerms(BookModel):
    """What was agreed about goods that one sells for another."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    direction = peewee.TextField()
    party_id = IntField()
    product_id = IntField(null=True)
    location_id = IntField(null=True)
    method = peewee.TextField()
    value = IntField()
    spoilage_by = peewee.TextField(default="group")
    discount_by = peewee.TextField(default="group")
    from_day = peewee.TextField()
    note = peewee.TextField(default="")
    active = IntField(default=1)


class PartnerGoods(BookModel):
    """What a partner community has or needs."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    party_id = IntField()
    side = peewee.TextField()
    product_id = IntField(null=True)
    description = peewee.TextField()
    quantity = IntField(null=True)
    unit = peewee.TextField(default="")
    price_e4 = IntField(null=True)
    season = peewee.TextField(default="")
    note = peewee.TextField(default="")
    active = IntField(default=1)


class TilePage(BookModel):
    """A page of tiles on the till."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField()
    position = IntField(default=0)
    active = IntField(default=1)


class ScaleLayout(BookModel):
    """Where code and weight or price stand in the barcode of a scale."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField()
    prefix = peewee.TextField()
    code_from = IntField()
    code_length = IntField()
    value_from = IntField()
    value_length = IntField()
    value_is = peewee.TextField()
    decimals = IntField(default=3)
    position = IntField(default=0)
    active = IntField(default=1)
