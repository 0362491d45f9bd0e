"""Every setting, declared once with its type and default: of the business (in the book) and of the machine.

Business settings are rows in the book, read by ``app.queries.settings``; machine settings are a small
TOML file in the user's settings folder, which the command line shares with the window.
"""

import dataclasses
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

Value = str | int | bool | bytes | tuple[str, ...]

PAPERS = ("58", "80", "a5", "a4")
"""Paper of a receipt: width of the roll in mm, or a sheet."""


@dataclass(frozen=True, slots=True)
class BusinessSettings:
    """What the enterprise decides; kept in the book. Money in satang, rates in e4."""

    enterprise_name: str = ""
    enterprise_place: str = ""
    enterprise_address: str = ""
    enterprise_tax_id: str = ""
    enterprise_registration: str = ""
    enterprise_phone: str = ""
    logo: bytes = b""
    """SHA-256 of the picture; empty for none."""
    rounding_step: int = 0
    """Bills to a multiple of 0 (as they are), 25, 50 or 100 satang."""
    rounding_down: bool = False
    """Down, else to the nearest."""
    receipt_footer: str = ""
    default_paper: str = "80"
    receipt_copies: int = 1
    print_after_sale: bool = False
    own_labour_rate_e4: int = 50_000_000
    """Own work per hour in e4: 50 baht until the group says otherwise."""
    sell_location: str = "STORE"
    """Code of the place that sales take goods from."""
    store_location: str = "STORE"
    """Code of the place that purchases and batches put goods into."""
    default_shelf_days: int = 0
    """Shelf life of a new product in days; 0 for none."""
    slip_reminder_days: int = 3
    """After how many working days a slip counts as late."""
    fiscal_start_month: int = 1
    """Month that the fiscal year begins with, 1 to 12."""
    is_juristic: bool = False
    """Whether the group is a juristic person; others are taxed on what they receive."""
    vat_registered_from: str = ""
    """First day as a VAT-registered seller (ISO); empty while the group is not registered."""
    vat_branch: str = ""
    """Number of the branch that issues tax invoices; empty for the head office."""
    depreciation_day: int = 0
    """Day of the month that depreciation is posted on; 0 for the last."""
    short_cash_is_debt: bool = False
    """Money missing at a count is owed by whoever keeps it, else an expense."""
    debt_reminder_days: int = 30
    """Bills without a term of their own are due after so many days."""
    share_par: int = 0
    """Par value of a share, satang; 0 until the group says."""
    share_counts_next_month: bool = True
    """A share counts for the dividend from the month after it was paid, else from that month."""
    share_returned_at_book: bool = False
    """Shares are given back at their book value, else at par."""
    share_most: int = 0
    """Most shares of one member; 0 for no limit."""
    drawer_needed: bool = False
    """Nothing is sold before a drawer is open."""
    drawer_blind: bool = True
    """A drawer is counted without seeing what is expected."""
    sold_first: str = "consigned"
    """Which goods of a product go first: consigned ones, the group's own, or whichever came first."""
    consigned_warn_days: int = 60
    """Goods given out for sale are asked about after so many days without a settlement."""
    deposit_bp: int = 3_000
    """Deposit that is proposed for an order, in basis points of it."""
    deposit_kept: bool = False
    """A deposit is kept when the customer cancels, else it is given back."""
    promise_days: int = 7
    """Days until an order is wanted when nothing is said."""


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """What belongs to this computer and not to the book."""

    language: str = "th"
    theme: str = "system"
    type_scale: int = 100
    """Size of type in percent."""
    thai_digits: bool = False
    printer_kind: str = "none"
    printer_target: str = ""
    """A printer's name, a file, ``host:port`` or ``vendor:product``, as the kind wants it."""
    slip_width: int = 80
    """Width of the slip printer's roll in mm."""
    sheet_printer: str = ""
    """The system's printer for A4 and A5; empty for asking each time."""
    label_sheet: str = "3x7"
    """Which sheet of labels is in the printer: how many across and down; kept whenever labels are made."""
    customer_window: bool = False
    """A second window shows the customer her bill and the code to pay by."""
    sounds: bool = True
    """A sound for scanned, unknown and paid."""
    open_drawer: bool = False
    cut_paper: bool = True
    recent_books: tuple[str, ...] = ()
    last_folder: str = ""
    backup_folder: str = ""
    masked: bool = False
    """Figures and names are hidden, for a screen that customers see."""
    last_copy_folder: str = ""
    """Where a copy was put by hand last."""
    copy_sticks: tuple[str, ...] = ()
    """Names of sticks that the book is copied onto whenever they are plugged in."""
    open_copies: bool = False
    """Whether somebody said in words that copies of a book without a key may leave the computer open."""
    window_geometry: str = ""
    shown_changes: str = ""
    """The version whose news was shown last."""
    own_books: tuple[str, ...] = ()
    """``group's uid:person's uid:file`` of the household book that somebody went to from her group's."""
    book_epochs: tuple[str, ...] = ()
    """``uid:epoch`` of every book restored here, so that no epoch is opened twice."""


CHOICES: dict[str, tuple[Value, ...]] = {
    "rounding_step": (0, 25, 50, 100),
    "default_paper": PAPERS,
    "language": ("th", "en"),
    "theme": ("system", "light", "dark", "market"),
    "slip_width": (58, 80),
    "sold_first": ("consigned", "own", "oldest"),
    "printer_kind": ("none", "system", "file", "network", "usb"),
}
RANGES: dict[str, tuple[int, int]] = {
    "type_scale": (80, 200),
    "receipt_copies": (1, 5),
    "own_labour_rate_e4": (0, 10**12),
    "default_shelf_days": (0, 36_500),
    "slip_reminder_days": (0, 365),
    "fiscal_start_month": (1, 12),
    "depreciation_day": (0, 31),
    "debt_reminder_days": (0, 3_650),
    "share_par": (0, 10**11),
    "share_most": (0, 10**9),
    "consigned_warn_days": (1, 3_650),
    "deposit_bp": (0, 10_000),
    "promise_days": (0, 365),
}
MAX_TEXT = 4_000
LARGEST_FILE = 200_000
"""Bytes of the settings file that are read; the program writes some hundred."""
MOST_DOTS = 2_000
"""Dots in it: a key of very many parts keeps the reader of TOML busy for minutes."""
RECENT = 8
OWN_BOOKS = 200

Settings = TypeVar("Settings", BusinessSettings, MachineSettings)


class UndeclaredSettingError(KeyError):
    """A setting that is not in the tables above: a mistake in the program."""


class SettingValueError(ValueError):
    """A value that a setting does not take; ``key`` names it."""

    def __init__(self, key: str, value: object) -> None:
        self.key = key
        self.value = value
        super().__init__(f"{key}: {value!r}")


def checked(kind: type[Settings], key: str, value: object) -> Value:
    """The value if the setting takes it; raises UndeclaredSettingError, SettingValueError."""
    defaults = {field.name: field.default for field in dataclasses.fields(kind)}
    if key not in defaults:
        raise UndeclaredSettingError(key)
    if type(value) is not type(defaults[key]):
        raise SettingValueError(key, value)
    assert isinstance(value, str | int | bool | bytes | tuple)
    if key in CHOICES and value not in CHOICES[key]:
        raise SettingValueError(key, value)
    if key in RANGES and not (isinstance(value, int) and RANGES[key][0] <= value <= RANGES[key][1]):
        raise SettingValueError(key, value)
    if isinstance(value, str) and (len(value) > MAX_TEXT or "\0" in value):
        raise SettingValueError(key, value)
    if isinstance(value, tuple) and not all(isinstance(item, str) for item in value):
        raise SettingValueError(key, value)
    return value


def with_changes(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """Settings with some of them changed; raises UndeclaredSettingError, SettingValueError."""
    new: dict[str, Any] = {key: checked(type(settings), key, value) for key, value in changes.items()}
    return replace(settings, **new)


def to_text(value: Value) -> str:
    """A value as the book keeps it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def business_from_text(rows: Mapping[str, str]) -> BusinessSettings:
    """Business settings from the book's rows; what a later version wrote or is broken keeps its default."""
    settings = BusinessSettings()
    for field in dataclasses.fields(BusinessSettings):
        text = rows.get(field.name)
        if text is None:
            continue
        try:
            value = _from_text(text, field.default)
            settings = with_changes(settings, {field.name: value})
        except ValueError:
            continue
    return settings


def _from_text(text: str, default: object) -> Value:
    if isinstance(default, bool):
        return text == "1"
    if isinstance(default, int):
        return int(text[:20])
    if isinstance(default, bytes):
        return bytes.fromhex(text)
    return text


# ---------------------------------------------------------------- this machine


def machine_file() -> Path:
    """Where machine settings are kept; the variable SAMUT_SETTINGS names another folder."""
    folder = os.environ.get("SAMUT_SETTINGS")
    base = Path(folder) if folder else platformdirs.user_config_path("samut", appauthor=False)
    return base / "settings.toml"


def load_machine(path: Path | None = None) -> MachineSettings:
    """Machine settings from their file; a missing or broken file, or value, means the default."""
    path = path or machine_file()
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_FILE).decode("utf-8")
        if text.count(".") > MOST_DOTS:
            return MachineSettings()
        table = tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        return MachineSettings()
    settings = MachineSettings()
    for field in dataclasses.fields(MachineSettings):
        if field.name in table:
            value = table[field.name]
            if isinstance(value, list):
                value = tuple(value)
            try:
                settings = with_changes(settings, {field.name: value})
            except SettingValueError:
                continue
    return settings


def save_machine(settings: MachineSettings, path: Path | None = None) -> None:
    """Write machine settings whole or not at all; raises OSError."""
    path = path or machine_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{field.name} = {_toml(getattr(settings, field.name))}"
        for field in dataclasses.fields(settings)
        if getattr(settings, field.name) != field.default
    ]
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([*lines, ""]))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def change_machine(path: Path | None = None, **changes: object) -> MachineSettings:
    """Read, change and save machine settings; raises UndeclaredSettingError, SettingValueError, OSError."""
    settings = with_changes(load_machine(path), changes)
    save_machine(settings, path)
    return settings


def remember_book(book: Path, path: Path | None = None) -> MachineSettings:
    """Put a book first among the recent ones."""
    name = str(book.absolute())
    others = [each for each in load_machine(path).recent_books if each != name]
    return change_machine(path, recent_books=(name, *others)[:RECENT])


def own_book(group_uid: bytes, user_uid: bytes, path: Path | None = None) -> Path | None:
    """Where the household book of a person of a group's book was last; None if she went to none from here."""
    key = f"{group_uid.hex()}:{user_uid.hex()}:"
    found = next((each for each in load_machine(path).own_books if each.startswith(key)), "")
    return Path(found.removeprefix(key)) if found else None


def remember_own_book(
    group_uid: bytes, user_uid: bytes, book: Path, path: Path | None = None
) -> MachineSettings:
    """Keep where somebody's household book lies, never what opens it."""
    key = f"{group_uid.hex()}:{user_uid.hex()}:"
    others = [each for each in load_machine(path).own_books if not each.startswith(key)]
    return change_machine(path, own_books=(f"{key}{book.absolute()}", *others)[:OWN_BOOKS])


def own_book_moved(old: Path, new: Path, path: Path | None = None) -> MachineSettings:
    """A household book lies somewhere else now: whoever went to it from here goes there."""
    known = load_machine(path)
    end = f":{old}"
    moved = (f"{each.removesuffix(end)}:{new}" if each.endswith(end) else each for each in known.own_books)
    recent = (str(new) if each == str(old) else each for each in known.recent_books)
    return change_machine(path, own_books=tuple(moved), recent_books=tuple(recent))


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    assert isinstance(value, str)
    # JSON's escapes are TOML's, but for DEL and lone surrogates (file names that are no text).
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
