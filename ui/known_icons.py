"""Pictures that a book names: taken if they are the program's, else another stands in."""

import re
from functools import lru_cache

from resources import resource

_NAME = re.compile(r"[a-z0-9-]{1,40}")


@lru_cache(maxsize=512)
def known_icon(name: str, instead: str) -> str:
    """An icon's name if the program has it: a book from elsewhere may name any."""
    if _NAME.fullmatch(name) is None:
        return instead
    try:
        resource(f"icons/{name}.svg")
    except OSError:
        return instead
    return name
