"""The program's pictures (line drawings, 24 by 24) drawn on paper as lines, sharp at every size."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from reports.render.canvas import Sheet
from reports.render.style import rgb
from reports.thai_text import number
from resources import resource

SIDE = 24.0
_TOKEN = re.compile(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_PULL = 0.5523
Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]


def draw(sheet: Sheet, name: str, x: float, y: float, size: float, color: str = "ink") -> None:
    """Draw a picture into a square, ``x`` and ``y`` its lower left corner; an unknown one leaves it empty."""
    steps = _steps(name)
    if not steps:
        return
    scale = size / SIDE
    code = [f"q {rgb(color)} RG {number(2 * scale)} w 1 J 1 j"]
    for sign, points in steps:
        placed = " ".join(f"{number(x + px * scale)} {number(y + (SIDE - py) * scale)}" for px, py in points)
        code.append(f"{placed} {sign}".strip())
    code.append("S Q")
    sheet.draw(" ".join(code))


@lru_cache(maxsize=128)
def _steps(name: str) -> tuple[Step, ...]:
    """A picture as steps of a path; nothing for one that is not there."""
    try:
        root = ElementTree.fromstring(resource(f"icons/{name}.svg").read_text(encoding="utf-8"))
    except (OSError, ElementTree.ParseError):
        return ()
    return tuple(step for each in root.iter() for step in _shape(each))


def _shape(each: ElementTree.Element) -> Iterator[Step]:
    kind = each.tag.rpartition("}")[2]
    value = {key: float(text) for key, text in each.attrib.items() if re.fullmatch(r"-?[\d.]+", text)}
    if kind == "path":
        yield from _path(each.attrib.get("d", ""))
    elif kind in ("circle", "ellipse"):
        across = value.get("rx", value.get("r", 0.0))
        yield from _oval(value.get("cx", 0.0), value.get("cy", 0.0), across, value.get("ry", across))
    elif kind == "line":
        yield "m", ((value["x1"], value["y1"]),)
        yield "l", ((value["x2"], value["y2"]),)
    elif kind == "rect":
        yield from _rectangle(value)
    elif kind in ("polyline", "polygon"):
        found = [float(text) for text in _TOKEN.findall(each.attrib.get("points", ""))]
        pairs = list(zip(found[::2], found[1::2], strict=False))
        for at, point in enumerate(pairs):
            yield ("l" if at else "m"), (point,)
        if kind == "polygon":
            yield "h", ()


def _rectangle(value: dict[str, float]) -> Iterator[Step]:
    x, y = value.get("x", 0.0), value.get("y", 0.0)
    right, bottom, r = x + value["width"], y + value["height"], value.get("rx", 0.0)
    k = r * (1 - _PULL)
    yield "m", ((x + r, y),)
    yield "l", ((right - r, y),)
    yield "c", ((right - k, y), (right, y + k), (right, y + r))
    yield "l", ((right, bottom - r),)
    yield "c", ((right, bottom - k), (right - k, bottom), (right - r, bottom))
    yield "l", ((x + r, bottom),)
    yield "c", ((x + k, bottom), (x, bottom - k), (x, bottom - r))
    yield "l", ((x, y + r),)
    yield "c", ((x, y + k), (x + k, y), (x + r, y))
    yield "h", ()


def _oval(x: float, y: float, a: float, b: float) -> Iterator[Step]:
    p, q = a * _PULL, b * _PULL
    yield "m", ((x + a, y),)
    yield "c", ((x + a, y + q), (x + p, y + b), (x, y + b))
    yield "c", ((x - p, y + b), (x - a, y + q), (x - a, y))
    yield "c", ((x - a, y - q), (x - p, y - b), (x, y - b))
    yield "c", ((x + p, y - b), (x + a, y - q), (x + a, y))
    yield "h", ()


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Commands with their numbers; one that is not named again goes on, after a move as lines."""
    tokens = _split_flags(data)
    at, sign = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            sign, at = tokens[at], at + 1
        count = _ARGUMENTS[sign.upper()]
        yield sign, [float(text) for text in tokens[at : at + count]]
        at += count
        if sign in "Mm":
            sign = "L" if sign == "M" else "l"
        elif not count and at < len(tokens) and not tokens[at].isalpha():
            return


def _split_flags(data: str) -> list[str]:
    """The tokens; the two flags of an arc may be written without a space (``0 01``)."""
    found: list[str] = []
    for part in re.split(r"(?=[A-Za-z])", data):
        if part[:1] in ("a", "A"):
            found.append(part[0])
            number_of = re.compile(r"[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
            flag = re.compile(r"[\s,]*([01])")
            at, count = 1, 0
            while at < len(part):
                match = (flag if count % 7 in (3, 4) else number_of).match(part, at)
                if match is None:
                    break
                found.append(match[1])
                at, count = match.end(), count + 1
        else:
            found.extend(_TOKEN.findall(part))
    return found


def _path(data: str) -> Iterator[Step]:
    x = y = start_x = start_y = 0.0
    last: Point | None = None
    """The last control point, for curves that go on smoothly."""
    for sign, n in _commands(data):
        dx, dy = (x, y) if sign.islower() else (0.0, 0.0)
        kind, control = sign.upper(), None
        if kind == "Z":
            x, y = start_x, start_y
            yield "h", ()
        elif kind in "ML":
            x, y = n[0] + dx, n[1] + dy
            if kind == "M":
                start_x, start_y = x, y
            yield ("m" if kind == "M" else "l"), ((x, y),)
        elif kind in "HV":
            x, y = (n[0] + dx, y) if kind == "H" else (x, n[0] + dy)
            yield "l", ((x, y),)
        elif kind == "A":
            end = (n[5] + dx, n[6] + dy)
            yield from _arc((x, y), n[0], n[1], n[2], bool(n[3]), bool(n[4]), end)
            x, y = end
        else:
            points = [(n[i] + dx, n[i + 1] + dy) for i in range(0, len(n), 2)]
            if kind in "ST":
                points.insert(0, (2 * x - last[0], 2 * y - last[1]) if last is not None else (x, y))
            control = points[-2]
            if kind in "QT":
                (qx, qy), end = points
                first = (x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y))
                points = [first, (end[0] + 2 / 3 * (qx - end[0]), end[1] + 2 / 3 * (qy - end[1])), end]
            x, y = points[-1]
            yield "c", tuple(points)
        last = control


def _arc(
    begin: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool, end: Point
) -> Iterator[Step]:
    """An arc of an ellipse as curves of a quarter at most (as the standard of SVG works it out)."""
    if not rx or not ry or begin == end:
        yield "l", (end,)
        return
    angle = math.radians(turn)
    cos, sin = math.cos(angle), math.sin(angle)
    mx, my = (begin[0] - end[0]) / 2, (begin[1] - end[1]) / 2
    px, py = cos * mx + sin * my, -sin * mx + cos * my
    rx, ry = abs(rx), abs(ry)
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    under = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, ((rx * ry) ** 2 - under) / under)) * (-1 if large == sweep else 1)
    ux, uy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = cos * ux - sin * uy + (begin[0] + end[0]) / 2, sin * ux + cos * uy + (begin[1] + end[1]) / 2
    first = math.atan2((py - uy) / ry, (px - ux) / rx)
    sweep_by = math.atan2((-py - uy) / ry, (-px - ux) / rx) - first
    if sweep and sweep_by < 0:
        sweep_by += 2 * math.pi
    elif not sweep and sweep_by > 0:
        sweep_by -= 2 * math.pi
    parts = max(1, math.ceil(abs(sweep_by) / (math.pi / 2) - 1e-9))
    step = sweep_by / parts
    pull = 4 / 3 * math.tan(step / 4)

    def at(t: float, along: float) -> Point:
        ex, ey = math.cos(t) - along * math.sin(t), math.sin(t) + along * math.cos(t)
        return cx + cos * rx * ex - sin * ry * ey, cy + sin * rx * ex + cos * ry * ey

    for part in range(parts):
        a, b = first + part * step, first + (part + 1) * step
        yield "c", (at(a, pull), at(b, -pull), at(b, 0.0))
