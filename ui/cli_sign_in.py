"""Who types a command: the name as an option, the secret from the terminal or standard input, never else."""

import argparse
import getpass
import sys
from pathlib import Path

from app.errors import UserError
from app.i18n import N_, _
from app.services.book_errors import FILE_TROUBLE
from app.services.doors import Credential, look_at
from app.services.restoring import needs_credential

LONGEST_SECRET = 1_000


class NobodySaysWhoError(UserError):
    """A book with people, and no name."""

    message = N_("This book asks who you are: --user NAME.")


class NoTerminalError(UserError):
    """Nobody can be asked for a secret."""

    message = N_("There is no terminal to ask for the password; hand it in with --secret-stdin.")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command on a book."""
    parser.add_argument("--user", metavar="NAME", default="", help=_("who you are, in a book with people"))
    parser.add_argument(
        "--secret-stdin", action="store_true", help=_("read the password from standard input, one line")
    )
    parser.add_argument(
        "--recovery-code", action="store_true", help=_("the secret is the printed recovery code")
    )


def credential_for(chosen: argparse.Namespace, book: Path) -> Credential | None:
    """The credential of a command, None for a book of one; raises NobodySaysWhoError, NoTerminalError."""
    if not book.is_file():
        return None
    try:
        needed = look_at(book).needs_sign_in
    except (UserError, *FILE_TROUBLE):
        return None  # opening it says what is wrong
    return ask(chosen) if needed else None


def credential_to_restore(chosen: argparse.Namespace, backup: Path, book: Path) -> Credential | None:
    """The credential that bringing a copy back needs, None where nobody has to sign in."""
    try:
        needed = needs_credential(backup, book)
    except UserError:
        return None
    return ask(chosen) if needed else None


def ask(chosen: argparse.Namespace) -> Credential:
    """Name and secret; raises NobodySaysWhoError, NoTerminalError."""
    if chosen.recovery_code:
        return Credential(recovery_code=secret(chosen, _("Recovery code: ")))
    if not chosen.user:
        raise NobodySaysWhoError
    return Credential(name=chosen.user, password=secret(chosen, _("Password: ")))


def secret(chosen: argparse.Namespace, prompt: str) -> str:
    """One secret line; raises NoTerminalError."""
    if chosen.secret_stdin:
        return sys.stdin.readline(LONGEST_SECRET).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise NoTerminalError
    return getpass.getpass(prompt)
