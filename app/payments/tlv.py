"""The grammar of payment codes: tag, two-digit length, value, and the check sum over it all."""

import binascii
import re

from app.errors import UserError
from app.i18n import N_

_HEAD = re.compile("(?P<tag>[0-9]{2})(?P<length>[0-9]{2})")


class UnreadableCodeError(UserError):
    """Scanned text that is not built like a payment code, or is cut off."""

    message = N_("This is not a payment code, or a part of it is missing. Please scan it again.")


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE of a text as four capital hexadecimal digits."""
    return f"{binascii.crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"


def tlv(tag: str, value: str) -> str:
    """One tag with its value; values of 100 signs and more have no place in a code (ValueError)."""
    if len(value) > 99:
        raise ValueError(f"tag {tag} holds at most 99 signs")
    return f"{tag}{len(value):02d}{value}"


def read_tlv(text: str) -> dict[str, str]:
    """Tags and values in the order they stand; raises UnreadableCodeError, also for a tag twice or none."""
    tags: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _HEAD.match(text, position)
        if match is None or match["tag"] in tags:
            raise UnreadableCodeError
        start = match.end()
        position = start + int(match["length"])
        if position > len(text):
            raise UnreadableCodeError
        tags[match["tag"]] = text[start:position]
    if not tags:
        raise UnreadableCodeError
    return tags
