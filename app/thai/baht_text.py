"""Amounts in words, as Thai papers want them: หนึ่งพันสองร้อยห้าสิบบาทถ้วน.

Every six digits are a group read up to แสน and joined by ล้าน. A 1 in the units place of a group is เอ็ด
whenever any higher digit exists (Royal Society; also 101 and 1,000,001). Whole baht end in ถ้วน, under one
baht only the satang are read, a negative amount begins with ลบ. Works on whole satang, so nothing is rounded.
"""

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_GROUP = 1_000_000


def baht_text(satang: int) -> str:
    """The amount in Thai words."""
    baht, rest = divmod(abs(satang), 100)
    if satang == 0:
        return "ศูนย์บาทถ้วน"
    sign = "ลบ" if satang < 0 else ""
    whole = f"{number_text(baht)}บาท" if baht else ""
    return f"{sign}{whole}{number_text(rest)}สตางค์" if rest else f"{sign}{whole}ถ้วน"


def number_text(number: int) -> str:
    """A whole number in Thai words; a negative one begins with ลบ."""
    if number < 0:
        return f"ลบ{number_text(-number)}"
    if number == 0:
        return "ศูนย์"
    groups: list[int] = []
    while number:
        number, group = divmod(number, _GROUP)
        groups.append(group)
    words = _group_text(groups[-1], higher=False)
    for group in reversed(groups[:-1]):
        words += "ล้าน" + _group_text(group, higher=True)
    return words


def _group_text(group: int, *, higher: bool) -> str:
    """Up to six digits in words; ``higher`` says that digits stand before this group."""
    words = ""
    for place in range(5, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            continue
        if place == 0 and digit == 1 and (higher or group > 1):
            words += "เอ็ด"
        elif place == 1 and digit == 1:
            words += "สิบ"
        elif place == 1 and digit == 2:
            words += "ยี่สิบ"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words
