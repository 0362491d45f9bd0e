"""The command that says with what other programs open the copies and the locked file of a book."""

import argparse
from pathlib import Path

from app.i18n import N_, _
from app.services.books import open_book
from app.services.key_ring import NoKeyError
from app.services.outside import keys_for_other_programs
from ui.cli_sign_in import add_options, credential_for

WARNING = N_("Whoever has these lines can read this book and every copy of it. Keep them like the code.")
COPIES = N_("Copies that end in .age: keep this output as a file, then  age -d -i FILE COPY.samut.age")
LOCKED = N_("A locked .samut file, in the program sqlcipher:")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """The command and its options."""
    key = commands.add_parser("key", help=_("say with what other programs open this book and its copies"))
    key.add_argument("book", type=Path)
    add_options(key)
    key.set_defaults(command=show_key)
    return key


def show_key(chosen: argparse.Namespace) -> int:
    """Print an identity file of age with the key for SQLCipher as a remark in it."""
    credential = credential_for(chosen, chosen.book)
    session = open_book(chosen.book, credential=credential)
    if credential is None:
        raise NoKeyError
    keys = keys_for_other_programs(session, credential=credential)
    print(f"# {_(WARNING)}\n# {_(COPIES)}\n{keys.age_identity}")
    print(f"# {_(LOCKED)}\n# PRAGMA key = {keys.raw_key};")
    return 0
