"""Hundreds of strings that have broken programs: markup, formulas, formats, signs nobody sees, orders."""

import itertools
import random

_MARKUP = [
    "<b>กะปิ</b>",
    "<b>",
    "</para>",
    "<para><img src='/etc/passwd'/></para>",
    '<img src="file:///etc/hostname">',
    "<font color='red' size=99>x</font>",
    "<a href='http://example.invalid'>x</a>",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&amp; &lt; &#0; &#x41; &nbsp;",
    "]]>",
    "<br/><br/><br/>",
    "<onDraw name='x'/>",
    "<seq/><bullet>",
    "<table><tr><td>",
    "a < b > c & d",
    "<",
    ">",
    "&",
    "<<<>>>",
]
_FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "=",
    "==",
    "=A1",
    '=HYPERLINK("http://example.invalid","x")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=IMPORTXML("http://example.invalid","//a")',
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "'=1+1",
    '"=1+1"',
    "=1+1;=2+2",
    "=1+1,=2+2",
    "{=SUM(A1:A9)}",
    "=กะปิ",
    "=DDE(1)",
    "1E5",
    "0x10",
    "TRUE",
    "#REF!",
    "#N/A",
    "1/2",
    "2026-10-05",
    "007",
    "๐๐๗",
    "NaN",
    "Infinity",
    "1e3000000",
    "_xlfn.SUM",
    "_x000D_",
    "_x0041_ก",
]
_FORMATS = [
    "%s",
    "%d%d%d%n",
    "%(name)s",
    "%",
    "%%",
    "100%",
    "{0}",
    "{name}",
    "{",
    "}",
    "{{}}",
    "{0.__class__}",
    "{:>99999999}",
    "${HOME}",
    "$(id)",
    "`id`",
    "#{x}",
    "\\u0e01",
    "\\n\\t\\0",
    "\\",
    "\\\\",
    "\\N{BELL}",
]
_SQL = [
    "' OR 1=1 --",
    '" OR ""="',
    "'; DROP TABLE product; --",
    "Robert'); DROP TABLE document;--",
    "x' UNION SELECT * FROM setting --",
    "%_%",
    "_",
    "%%%",
    "[a-z]*",
    '"',
    "'",
    "''",
    "';",
    "/* */",
    "--",
    "NEAR(a b)",
    "a AND b OR NOT c",
    '"a"*',
    "a*",
    "^a",
    "name:x",
    "(((",
    ")))",
    "ก OR ข",
    "NULL",
    "null",
    "None",
    "undefined",
]
_PATHS = [
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\system32",
    "\\\\server\\share",
    "file:///etc/passwd",
    "~/.ssh",
    "con",
    "NUL",
    'a/b\\c:d*e?f"g<h>i|j',
    ".",
    "..",
    "...",
    "name.",
    " name ",
    "-rf",
    "--help",
    "a;b|c&d",
    "http://example.invalid/%00",
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
]
_JSON = [
    '{"a": 1}',
    "[1, 2",
    '"',
    "\\u0000",
    '{"__proto__": {}}',
    "true",
    "\u2028line\u2029paragraph",
    "//",
    '"\\',
]
_PDF = [
    "(ปลา\\) Tj ET Q",
    "ET Q BT",
    ") Tj /Span <</ActualText",
    "<</JS (app.alert(1))>>",
    "endstream endobj",
    "%%EOF",
    "\\(\\)\\",
    "<FEFF0E01>",
]
_PRINTER = [
    "\x1b@",
    "\x1bp\x00\x19\xfa",
    "\x1dV\x00",
    "\x10\x14\x01\x00\x01",
    "\x1b\x1b\x1b",
    "\x1d(L\x02\x00",
    "\x1c&",
    "\x18",
    "\x07\x07\x07",
    "กะปิ\x1bE\x01หนา",
    "\x1b%-12345X@PJL",
    "\x04\x00",
]
_CONTROLS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
_CONTROLS = [f"ก{sign}ข" for sign in _CONTROLS]
_INVISIBLE = [
    f"ขวา{chr(code)}ซ้าย"
    for code in (
        0xAD,
        0x61C,
        0x180E,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        0x202A,
        0x202B,
        0x202C,
        0x202D,
        0x202E,
        0x2060,
        0x2066,
        0x2067,
        0x2068,
        0x2069,
        0x3164,
        0xFE0F,
        0xFEFF,
        0xFFF9,
        0xFFFA,
        0xFFFB,
        0xFFFC,
        0xFFFD,
        0xFFFE,
        0xFFFF,
        0xE0001,
        0xE0041,
        0xE000,
        0xF8FF,
        0x10FFFF,
        0x1D173,
        0x2FFFE,
    )
]
_EMPTY = ["", " ", "\t", "\n", "\u200b", "\u202e", "\x00", "\ufeff", "\u3000", "\u00a0", "\u0e48", "\u0e4d"]
_PICTURES = [
    "🌾",
    "👩‍🌾 จากใจชาวนา",
    "👨‍👩‍👧‍👦",
    "🇹🇭",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "1️⃣",
    "👍🏽",
    "❤️‍🔥",
    "☕️",
    "🀄",
    "𝕊𝕒𝕞𝕦𝕥",
    "𓀀",
    "😀" * 100,
    "👩‍🌾" * 60,
]
_SCRIPTS = [
    "مرحبا",
    "שלום",
    "\u202eกลับด้าน\u202c",
    "abc\u202edef",
    "مرحبا กะปิ שלום 123",
    "日本語",
    "한국어",
    "ລາວ",
    "ខ្មែរ",
    "မြန်မာ",
    "हिन्दी",
    "Ελληνικά",
    "Русский",
    "ﷺ",
    "ﬁ ﬀ",
    "Å Å Å",
    "e\u0301\u0302\u0303",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "ß ẞ ſ İ ı",
    "①②③ ½ ²",
    "…—–‐‑",
    "฿100 ๑๐๐ ฯลฯ ๆ",
]
_LONG = [
    "ก" * 500,
    "ก" * 501,
    "a" * 500,
    "น้ำพริกเผา" * 49,
    "ปี่" * 160,
    "W" * 499,
    "กะปิ " * 99,
    "x" * 100_000,
    "เ" * 300,
]
_SURROGATES = ["\ud800", "กะ\udcffปิ", "\udfff\ud800"]


def _thai_marks() -> list[str]:
    """Every mark, and a seeded choice of runs of marks, over consonants and where none belongs."""
    chance = random.Random(2569)
    marks = [chr(code) for code in (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))]
    alone = [f"ก{mark}น" for mark in marks] + [f"ป{mark}า" for mark in marks[-8:]]
    pairs = [f"ป{a}{b}น" for a, b in chance.sample(list(itertools.permutations(marks, 2)), 30)]
    wild = ["".join(chance.choices([*marks, *"กนเแาำะๅฤ "], k=chance.randint(3, 12))) for _turn in range(25)]
    return [*alone, *pairs, *wild, "น้ำ", "นํ้า", "น้ํา", "เเก", "ทีี่่", "ก็็", "ฤๅษี", "ฎุ ฏู ญี่ ฐุ"]


def _noise() -> list[str]:
    """Seeded noise from all over Unicode."""
    chance = random.Random(68)
    planes = [
        (0x20, 0x7E),
        (0xA0, 0x2FF),
        (0xE00, 0xE7F),
        (0x2000, 0x206F),
        (0x1F300, 0x1F6FF),
        (0x0, 0xFFFF),
    ]
    noise = []
    for _turn in range(40):
        letters = []
        for _letter in range(chance.randint(1, 25)):
            first, last = chance.choice(planes)
            letters.append(chr(chance.randint(first, last)))
        noise.append("".join(letters))
    return noise


STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *_MARKUP,
            *_FORMULAS,
            *_FORMATS,
            *_SQL,
            *_PATHS,
            *_JSON,
            *_PDF,
            *_PRINTER,
            *_CONTROLS,
            *_INVISIBLE,
            *_EMPTY,
            *_PICTURES,
            *_SCRIPTS,
            *_LONG,
            *_SURROGATES,
            *_thai_marks(),
            *_noise(),
        ]
    )
)
