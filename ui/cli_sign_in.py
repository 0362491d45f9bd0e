"""Who types a command: the name as an option, the secret from the terminal or standard input, never else."""

import argparse
import getpass
import sys
from pathlib import Path

from app.domain.passwords import compared_password
from app.errors import UserError
from app.i18n import N_, _
from app.services.book_errors import FILE_TROUBLE
from app.services.doors import Credential, look_at
from app.services.leaving import WouldBeOpenError, leaves, sealed_name
from app.services.restoring import asks_passphrase, needs_credential
from ui.files import Locked, Place

LONGEST_SECRET = 1_000


class NobodySaysWhoError(UserError):
    """A book with people, and no name."""

    message = N_("This book asks who you are: --user NAME.")


class NobodysHouseholdError(UserError):
    """A household's book without the one person that it opens for."""

    message = N_("A household's book opens for one person only: --user NAME, and her password.")


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


def add_leaving_options(parser: argparse.ArgumentParser) -> None:
    """The options of commands that write files which may leave the computer."""
    parser.add_argument(
        "--plain",
        action="store_true",
        help=_("leave a file open that leaves the computer"),
    )
    parser.add_argument(
        "--passphrase-stdin",
        action="store_true",
        help=_("lock the file with a password of its own, read from standard input after yours"),
    )


def passphrase(chosen: argparse.Namespace) -> str:
    """The password of a file, in its compared form; empty without one."""
    if not chosen.passphrase_stdin:
        return ""
    return compared_password(sys.stdin.readline(LONGEST_SECRET).rstrip("\r\n"))


def place_for(chosen: argparse.Namespace, path: Path) -> Place:
    """Where a file goes and whether it is locked; raises WouldBeOpenError."""
    word = passphrase(chosen)
    if word:
        return Locked(sealed_name(path), word)
    if leaves(path) and not chosen.plain:
        raise WouldBeOpenError(name=path.name)
    return path


def credential_for(chosen: argparse.Namespace, book: Path) -> Credential | None:
    """The credential of a command, None for a book of one; raises NobodySaysWhoError, NoTerminalError."""
    if not book.is_file():
        return None
    try:
        door = look_at(book)
    except (UserError, *FILE_TROUBLE):
        return None  # opening it says what is wrong
    if door.encrypted and len(door.people) == 1 and not (chosen.user or chosen.recovery_code):
        return Credential(user_uid=door.people[0][0], password=secret(chosen, _("Password: ")))
    return ask(chosen) if door.needs_sign_in else None


def credential_to_restore(chosen: argparse.Namespace, backup: Path, book: Path) -> Credential | None:
    """The credential that bringing a copy back needs, None where nobody has to sign in."""
    try:
        needed = needs_credential(backup, book)
    except UserError:
        return None
    if needed and asks_passphrase(backup) and not chosen.recovery_code:
        return Credential(password=secret(chosen, _("Password of the copy: ")))
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
