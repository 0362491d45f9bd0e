"""Brings ready bytes to a printer: a file, a network address, USB, or the system's print queue.

``send(data, destination)`` is the one door. It never changes the bytes, waits a few seconds at most, and
says in one sentence what to look at when a printer does not answer.
"""

import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from app.errors import StorageError, UserError
from app.i18n import N_

RAW_PORT: Final = 9100
TIMEOUT: Final = 5.0
"""Seconds that a printer may take to answer."""
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.%]+\]")
_USB = re.compile(r"(?:0x)?([0-9A-Fa-f]{4}):(?:0x)?([0-9A-Fa-f]{4})")


class PrinterAddressError(UserError):
    """The printer's address in the settings cannot be read."""

    message = N_("“{address}” is not a printer's address. Please choose the printer again in Settings.")


class NoPrinterError(UserError):
    """No slip printer is set up."""

    message = N_("No slip printer is set up yet. Please choose one in Settings.")


class PrinterNotReachedError(StorageError):
    """The printer does not answer."""

    message = N_(
        "The printer “{printer}” does not answer. Please check that it is switched on and connected, "
        "then print again."
    )


class PrintFileError(StorageError):
    """The file that takes the print could not be written."""

    message = N_("“{file}” could not be written: {reason}")


class PrinterDriverError(StorageError):
    """What is needed to reach this kind of printer is not on this computer."""

    message = N_("This computer cannot reach printers by {way}. Please choose another way in Settings.")


@dataclass(frozen=True, slots=True)
class FilePrinter:
    """A file or device file; ``append`` adds to it (a device), else it is replaced."""

    path: Path
    append: bool = False


@dataclass(frozen=True, slots=True)
class NetworkPrinter:
    """A printer that takes raw bytes on a port."""

    host: str
    port: int = RAW_PORT
    timeout: float = TIMEOUT


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    """A printer on USB by its vendor and product numbers."""

    vendor: int
    product: int
    out_endpoint: int = 0x01
    timeout: float = TIMEOUT


@dataclass(frozen=True, slots=True)
class SpoolerPrinter:
    """A printer of the system by its name; the bytes go through raw."""

    name: str


Destination: TypeAlias = FilePrinter | NetworkPrinter | UsbPrinter | SpoolerPrinter


def destination(kind: str, target: str) -> Destination:
    """The printer that the machine's settings name: kind ``file``, ``network``, ``usb`` or ``system``.

    Targets are a path, ``host`` or ``host:port``, ``vendor:product`` in hexadecimal, a printer's name.
    Raises NoPrinterError, PrinterAddressError.
    """
    target = target.strip()
    if kind == "none" or not kind:
        raise NoPrinterError
    if not target:
        raise PrinterAddressError(address=target)
    match kind:
        case "file":
            return FilePrinter(Path(target), append=target.startswith(("/dev/", "\\\\.\\")))
        case "network":
            return _network(target)
        case "usb":
            found = _USB.fullmatch(target)
            if found is None:
                raise PrinterAddressError(address=target)
            return UsbPrinter(int(found[1], 16), int(found[2], 16))
        case "system":
            return SpoolerPrinter(target)
        case _:
            raise PrinterAddressError(address=f"{kind} {target}")


def _network(target: str) -> NetworkPrinter:
    host, colon, port = target.rpartition(":") if not target.endswith("]") else (target, "", "")
    if not colon:
        host, port = target, str(RAW_PORT)
    digits = port.isascii() and port.isdigit() and len(port) <= 5
    if not _HOST.fullmatch(host) or not digits or not 1 <= int(port) <= 65535:
        raise PrinterAddressError(address=target)
    return NetworkPrinter(host.strip("[]"), int(port))


def send(data: bytes, to: Destination) -> None:
    """Send bytes to a printer.

    Raises PrinterNotReachedError, PrintFileError, PrinterDriverError (nothing else is known then: part of the
    paper may have been printed).
    """
    match to:
        case FilePrinter():
            _to_file(data, to)
        case NetworkPrinter():
            _to_network(data, to)
        case UsbPrinter():
            _to_usb(data, to)
        case SpoolerPrinter():
            _to_spooler(data, to)


def _to_file(data: bytes, to: FilePrinter) -> None:
    try:
        with to.path.open("ab" if to.append else "wb") as file:
            file.write(data)
    except OSError as error:
        raise PrintFileError(file=to.path.name, reason=error.strerror or str(error)) from error


def _to_network(data: bytes, to: NetworkPrinter) -> None:
    try:
        with socket.create_connection((to.host, to.port), timeout=to.timeout) as connection:
            connection.settimeout(to.timeout)
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
    except (OSError, UnicodeError) as error:
        raise PrinterNotReachedError(printer=f"{to.host}:{to.port}") from error


def _to_usb(data: bytes, to: UsbPrinter) -> None:
    from reports.render.escpos import library

    name = f"{to.vendor:04x}:{to.product:04x}"
    try:
        usb = library().Usb
        if not usb.is_usable():
            raise PrinterDriverError(way="USB")
        printer = usb(to.vendor, to.product, timeout=round(to.timeout * 1000), out_ep=to.out_endpoint)
        printer.open()
    except PrinterDriverError:
        raise
    except Exception as error:  # pyusb has no one error for “no libusb”, “no such device” and “not allowed”
        if type(error).__name__ == "NoBackendError":
            raise PrinterDriverError(way="USB") from error
        raise PrinterNotReachedError(printer=name) from error
    try:
        printer.device.write(to.out_endpoint, data, round(to.timeout * 1000))
    except Exception as error:
        raise PrinterNotReachedError(printer=name) from error
    finally:
        printer.close()


def _to_spooler(data: bytes, to: SpoolerPrinter) -> None:
    try:
        import win32print
    except ImportError:
        _to_queue(data, to)
        return
    try:
        handle = win32print.OpenPrinter(to.name)
        try:
            win32print.StartDocPrinter(handle, 1, ("Samut", None, "RAW"))
            win32print.StartPagePrinter(handle)
            win32print.WritePrinter(handle, data)
            win32print.EndPagePrinter(handle)
            win32print.EndDocPrinter(handle)
        finally:
            win32print.ClosePrinter(handle)
    except Exception as error:  # pywintypes.error is a class of its own
        raise PrinterNotReachedError(printer=to.name) from error


def _to_queue(data: bytes, to: SpoolerPrinter) -> None:
    """The print queue of Linux and macOS, by its own ``lp``."""
    program = shutil.which("lp")
    if program is None:
        raise PrinterDriverError(way="lp")
    try:
        subprocess.run(  # the name is one argument, no shell reads it
            [program, "-d", to.name, "-o", "raw", "-t", "Samut"],
            input=data,
            capture_output=True,
            timeout=30,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise PrinterNotReachedError(printer=to.name) from error
