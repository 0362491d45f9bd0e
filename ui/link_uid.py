"""A row's uid as a link inside the program carries it."""

UID_HEX = 32


def uid_in(text: str) -> bytes | None:
    """The 16 bytes that 32 hexadecimal figures say; None for anything else."""
    if len(text) != UID_HEX or not (text.isascii() and text.isalnum()):
        return None
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None
