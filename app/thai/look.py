"""How a name looks: two names with one look cannot be told apart on the screen.

Signs that show nothing are left out, signs that are another's twin become it: Cyrillic and Greek letters that
look Latin, wide and small forms, Thai digits stay themselves. Only for comparing people's names, where one
could pass for another; names are kept as they were typed.
"""

import unicodedata

from app.thai.normalise import normalise

_TWINS = str.maketrans(
    "авекмнорстухіјѕԁɡһԛԝαβγεηικνορτυχωϲϳᴏᴄᴠᴡᴢıℓ",
    "abekmhopctyxijsdghqwabyenikvoptuxwcjocvwzil",
)
_SHOW_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"


def look(name: str) -> str:
    """What two names have in common that look the same; looking again changes nothing."""
    before = None
    while name != before:
        before, name = name, _once(name)
    return name


def _once(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(
        sign
        for sign in plain
        if sign not in _SHOW_NOTHING
        and unicodedata.category(sign) not in ("Cf", "Cc", "Cn", "Co", "Cs", "Zl", "Zp")
        and not 0xFE00 <= ord(sign) <= 0xFE0F
    )
    # Thai SARA AM falls apart in NFKC; our own spelling puts it together again.
    return normalise(seen).translate(_TWINS).replace(" ", "")
