"""Bar codes from keyboard-type scanners, whatever the keyboard layout: read by key position.

Such a scanner presses keys as if on an American keyboard; under the Thai Kedmanee layout (TIS 820-2538) the
computer turns 1234567890 into ๅ/-ภถุึคตจ. The screen asks for the key's position first
(``char_for_scancode``); text that has already arrived is turned back by ``decode_scan``.
"""

import re
from typing import Final

from app.thai.digits import to_arabic

_AMERICAN: Final = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
)
_KEDMANEE: Final = (
    "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ",
    '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ',
)
_BACK: Final = str.maketrans("".join(_KEDMANEE), "".join(_AMERICAN))
_TYPED_LATIN = re.compile("[0-9A-Za-z]")
_THAI_DIGITS = re.compile("[๐-๙]+")

# Codes of the keys of a PC keyboard, set 1; Linux numbers the same keys the same way (evdev), X11 adds 8.
_KEYS_SET_1: Final = {
    **dict(zip(range(2, 14), range(1, 13), strict=True)),  # 1 … =
    **dict(zip(range(16, 28), range(13, 25), strict=True)),  # q … ]
    **dict(zip(range(30, 41), range(26, 37), strict=True)),  # a … '
    41: 0,  # `
    43: 25,  # backslash
    **dict(zip(range(44, 54), range(37, 47), strict=True)),  # z … /
}
_KEYPAD_SET_1: Final = dict(enumerate("789-456+1230.", 71)) | {55: "*"}
_SPACE_BAR = 57
_X11_OFFSET = 8
_OFFSETS: Final = {
    "windows": 0,
    "xcb": _X11_OFFSET,
    "wayland": _X11_OFFSET,
    "offscreen": _X11_OFFSET,
    "eglfs": _X11_OFFSET,
    "linuxfb": _X11_OFFSET,
}


def decode_scan(text: str) -> str:
    """What a scanner meant when its keys went through the Thai layout; other text comes back as it is.

    The Thai layout has no Latin letter and no digit 0-9, so text with any of them did not go through it.
    A number typed by hand in Thai digits is read as that number.
    """
    if _TYPED_LATIN.search(text):
        return text
    if _THAI_DIGITS.fullmatch(text):
        return to_arabic(text)
    return text.translate(_BACK)


def char_for_scancode(code: int, shift: bool, platform: str) -> str | None:
    """The sign an American keyboard has at a native scan code, None for other keys and platforms.

    ``platform`` is Qt's name of it: windows has PC set-1 codes, xcb and wayland evdev codes plus 8. The
    keypad counts as digits, so ask only for key presses that type something.
    """
    offset = _OFFSETS.get(platform)
    if offset is None:
        return None
    key = code - offset
    if key == _SPACE_BAR:
        return " "
    position = _KEYS_SET_1.get(key)
    if position is None:
        return None if shift else _KEYPAD_SET_1.get(key)
    return _AMERICAN[shift][position]
