"""Drawn pictures of goods for the sample: a simple shape on a warm ground, made anew from a seed."""

import io
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw

SIZE = 480
_SCALE = 2
GROUNDS = ("#F3E9D6", "#E8EEF8", "#E5F0E8", "#F6E3D8", "#EFE6F2", "#E3F1F2")
INKS = ("#2B4A7F", "#C98A0B", "#2F7A4D", "#7A5C99", "#4C9AA8", "#B0724A", "#A8442E")

SHAPES = {
    "เครื่องดื่มสมุนไพร": "box",
    "เครื่องปรุงรส": "jar",
    "ของใช้ในครัวเรือน": "bottle",
    "ข้าว": "bag",
    "กาแฟ": "bag",
    "อาหารแปรรูป": "pack",
    "อาหารทะเลแห้ง": "fish",
    "ผักผลไม้สด": "leaf",
    "สมุนไพร": "leaf",
    "ผ้าและเสื้อผ้า": "cloth",
}


def draw(category: str, seed: int) -> bytes:
    """A JPEG of SIZE × SIZE for a product of a category; the same seed draws the same picture."""
    from PIL import Image, ImageDraw

    chance = random.Random(f"picture {category} {seed}")
    ground, ink, accent = chance.choice(GROUNDS), *chance.sample(INKS, 2)
    side = SIZE * _SCALE
    image = Image.new("RGB", (side, side), ground)
    pen = ImageDraw.Draw(image)
    pen.ellipse(_box(0.16, 0.80, 0.84, 0.92), fill=_darker(ground))
    _DRAWERS[SHAPES.get(category, "jar")](pen, ink, accent, chance)
    image = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    side = SIZE * _SCALE
    return left * side, top * side, right * side, bottom * side


def _darker(color: str) -> str:
    parts = [int(color[i : i + 2], 16) * 9 // 10 for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def _label(pen: "ImageDraw.ImageDraw", box: tuple[float, float, float, float], accent: str) -> None:
    pen.rounded_rectangle(_box(*box), radius=18, fill="#FFFFFF")
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    pen.rounded_rectangle(_box(left + 0.03, top + 0.03, right - 0.03, middle), radius=10, fill=accent)
    pen.line(_box(left + 0.04, middle + 0.04, right - 0.04, middle + 0.04), fill="#5C6370", width=8)
    pen.line(_box(left + 0.07, middle + 0.07, right - 0.07, middle + 0.07), fill="#A6ABB5", width=6)


def _bottle(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    width = chance.uniform(0.15, 0.2)
    pen.rounded_rectangle(_box(0.45, 0.12, 0.55, 0.28), radius=20, fill=_darker(ink))
    pen.rounded_rectangle(_box(0.5 - width, 0.26, 0.5 + width, 0.87), radius=90, fill=ink)
    _label(pen, (0.5 - width + 0.02, 0.46, 0.5 + width - 0.02, 0.74), accent)


def _jar(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    top = chance.uniform(0.26, 0.34)
    pen.rounded_rectangle(_box(0.29, top - 0.1, 0.71, top + 0.02), radius=24, fill=accent)
    pen.rounded_rectangle(_box(0.26, top, 0.74, 0.87), radius=70, fill=ink)
    _label(pen, (0.31, top + 0.14, 0.69, 0.76), accent)


def _package(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    top = chance.uniform(0.2, 0.3)
    pen.polygon(
        [_at(0.25, top + 0.07), _at(0.33, top), _at(0.83, top), _at(0.75, top + 0.07)], fill=_darker(ink)
    )
    pen.polygon(
        [_at(0.75, top + 0.07), _at(0.83, top), _at(0.83, 0.8), _at(0.75, 0.87)], fill=_darker(_darker(ink))
    )
    pen.rectangle(_box(0.25, top + 0.07, 0.75, 0.87), fill=ink)
    _label(pen, (0.31, top + 0.17, 0.69, 0.76), accent)


def _bag(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    lean = chance.uniform(0, 0.04)
    pen.polygon([_at(0.28, 0.24), _at(0.72, 0.24), _at(0.78 + lean, 0.87), _at(0.22 - lean, 0.87)], fill=ink)
    pen.rectangle(_box(0.27, 0.17, 0.73, 0.25), fill=_darker(ink))
    _label(pen, (0.33, 0.4, 0.67, 0.72), accent)


def _pack(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    top = chance.uniform(0.3, 0.38)
    pen.rounded_rectangle(_box(0.17, top, 0.83, 0.85), radius=50, fill=ink)
    pen.rounded_rectangle(_box(0.22, top + 0.06, 0.78, 0.79), radius=40, fill=_darker("#FFFFFF"))
    for index in range(4):
        left = 0.26 + index * 0.125
        pen.ellipse(_box(left, top + 0.12, left + 0.11, 0.73), fill=accent)


def _fish(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    for row in range(2):
        top = 0.3 + row * 0.26 + chance.uniform(-0.02, 0.02)
        pen.polygon([_at(0.66, top + 0.1), _at(0.86, top - 0.01), _at(0.86, top + 0.21)], fill=accent)
        pen.ellipse(_box(0.14, top, 0.74, top + 0.2), fill=ink)
        pen.ellipse(_box(0.22, top + 0.06, 0.26, top + 0.1), fill="#FFFFFF")


def _leaf(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    pen.pieslice(_box(0.2, 0.45, 0.8, 1.05), 180, 360, fill=accent)
    for index in range(5):
        left = 0.2 + index * 0.11 + chance.uniform(-0.01, 0.01)
        pen.ellipse(
            _box(left, 0.2 + (index % 2) * 0.07, left + 0.16, 0.62), fill=ink if index % 2 else _darker(ink)
        )
    pen.rectangle(_box(0.2, 0.73, 0.8, 0.78), fill=_darker(accent))


def _cloth(pen: "ImageDraw.ImageDraw", ink: str, accent: str, chance: random.Random) -> None:
    pen.rounded_rectangle(_box(0.2, 0.24, 0.8, 0.86), radius=30, fill=ink)
    stripes = chance.randint(3, 5)
    for index in range(stripes):
        top = 0.32 + index * 0.48 / stripes
        pen.rectangle(_box(0.2, top, 0.8, top + 0.04), fill=accent)
    pen.polygon([_at(0.2, 0.24), _at(0.5, 0.24), _at(0.2, 0.5)], fill=_darker(ink))


def _at(x: float, y: float) -> tuple[float, float]:
    return x * SIZE * _SCALE, y * SIZE * _SCALE


_DRAWERS = {
    "bottle": _bottle,
    "jar": _jar,
    "box": _package,
    "bag": _bag,
    "pack": _pack,
    "fish": _fish,
    "leaf": _leaf,
    "cloth": _cloth,
}
