"""Bytes reach the printer unchanged, and a printer that does not answer is told in one sentence."""

import socket
import subprocess
import sys
import threading
import types
from pathlib import Path

import pytest

from app.errors import StorageError, UserError
from reports.send import (
    FilePrinter,
    NetworkPrinter,
    NoPrinterError,
    PrinterAddressError,
    PrinterDriverError,
    PrinterNotReachedError,
    PrintFileError,
    SpoolerPrinter,
    UsbPrinter,
    destination,
    send,
)

DATA = bytes(range(256)) * 400


class Listener:
    """A printer on this machine's own address that keeps what it gets."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]
        self.got = b""
        self.thread = threading.Thread(target=self._take)
        self.thread.start()

    def _take(self) -> None:
        connection, _address = self.server.accept()
        with connection:
            while part := connection.recv(65536):
                self.got += part

    def finish(self) -> bytes:
        self.thread.join(5)
        self.server.close()
        return self.got


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_to_a_file_it_replaces_and_to_a_device_it_adds(tmp_path):
    path = tmp_path / "slip.bin"
    send(DATA, FilePrinter(path))
    send(DATA, FilePrinter(path))
    assert path.read_bytes() == DATA
    send(b"more", FilePrinter(path, append=True))
    assert path.read_bytes() == DATA + b"more"


def test_a_file_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(PrintFileError) as caught:
        send(DATA, FilePrinter(tmp_path / "missing" / "slip.bin"))
    assert caught.value.data["file"] == "slip.bin"
    assert isinstance(caught.value, StorageError)


def test_over_the_network_every_byte_arrives():
    listener = Listener()
    send(DATA, NetworkPrinter("127.0.0.1", listener.port))
    assert listener.finish() == DATA


def test_a_printer_that_is_off_is_told_within_seconds():
    with pytest.raises(PrinterNotReachedError) as caught:
        send(DATA, NetworkPrinter("127.0.0.1", closed_port(), timeout=0.5))
    assert "127.0.0.1" in str(caught.value)


def test_a_printer_that_takes_nothing_does_not_hang_us():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with pytest.raises(PrinterNotReachedError):
            send(b"x" * 50_000_000, NetworkPrinter("127.0.0.1", server.getsockname()[1], timeout=0.3))


@pytest.mark.parametrize(
    ("kind", "target", "wanted"),
    [
        ("file", "/tmp/slip.bin", FilePrinter(Path("/tmp/slip.bin"))),
        ("file", "/dev/usb/lp0", FilePrinter(Path("/dev/usb/lp0"), append=True)),
        ("network", "printer.local", NetworkPrinter("printer.local", 9100)),
        ("network", " 192.168.1.50:9101 ", NetworkPrinter("192.168.1.50", 9101)),
        ("network", "[fe80::1]:9100", NetworkPrinter("fe80::1", 9100)),
        ("network", "[fe80::1]", NetworkPrinter("fe80::1", 9100)),
        ("usb", "04b8:0e15", UsbPrinter(0x04B8, 0x0E15)),
        ("usb", "0x04B8:0x0E15", UsbPrinter(0x04B8, 0x0E15)),
        ("system", "XP-80C", SpoolerPrinter("XP-80C")),
    ],
)
def test_the_settings_name_a_printer(kind, target, wanted):
    assert destination(kind, target) == wanted


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("network", ""),
        ("network", "host:0"),
        ("network", "host:99999"),
        ("network", "host:๙๑๐๐"),
        ("network", "ho st"),
        ("network", "http://host"),
        ("network", "-host"),
        ("usb", "04b8"),
        ("usb", "zzzz:0000"),
        ("bluetooth", "x"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(kind, target):
    with pytest.raises(PrinterAddressError):
        destination(kind, target)


def test_without_a_printer_the_settings_are_named():
    with pytest.raises(NoPrinterError) as caught:
        destination("none", "")
    assert isinstance(caught.value, UserError)


class _Usb:
    """python-escpos's USB printer, as far as it is used."""

    usable = True
    error: Exception | None = None
    made: "list[_Usb]" = []

    def __init__(self, vendor: int, product: int, timeout: int, out_ep: int) -> None:
        self.address, self.timeout, self.end, self.closed = (vendor, product), timeout, out_ep, False
        self.written: list[tuple[int, bytes, int]] = []
        self.device = types.SimpleNamespace(
            write=lambda end, data, wait: self.written.append((end, data, wait))
        )
        _Usb.made.append(self)

    @classmethod
    def is_usable(cls) -> bool:
        return cls.usable

    def open(self) -> None:
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def usb(monkeypatch):
    monkeypatch.setattr(_Usb, "usable", True)
    monkeypatch.setattr(_Usb, "error", None)
    monkeypatch.setattr(_Usb, "made", [])
    monkeypatch.setattr("reports.render.escpos.library", lambda: types.SimpleNamespace(Usb=_Usb))
    return _Usb


def test_over_usb_the_bytes_go_to_the_right_end_and_the_device_is_released(usb):
    send(DATA, UsbPrinter(1, 2, out_endpoint=3, timeout=1))
    (printer,) = usb.made
    assert printer.written == [(3, DATA, 1000)]
    assert printer.address == (1, 2)
    assert printer.closed


def test_usb_without_its_library_or_device_is_told_apart(usb, monkeypatch):
    monkeypatch.setattr(usb, "usable", False)
    with pytest.raises(PrinterDriverError):
        send(DATA, UsbPrinter(1, 2))
    monkeypatch.setattr(usb, "usable", True)
    monkeypatch.setattr(usb, "error", type("NoBackendError", (Exception,), {})())
    with pytest.raises(PrinterDriverError):
        send(DATA, UsbPrinter(1, 2))
    monkeypatch.setattr(usb, "error", RuntimeError("no such device"))
    with pytest.raises(PrinterNotReachedError):
        send(DATA, UsbPrinter(1, 2))


def test_to_the_windows_spooler_it_goes_raw(monkeypatch):
    calls: list[tuple[object, ...]] = []

    def record(name):
        def call(*args):
            calls.append((name, *args))
            return "handle"

        return call

    module = types.ModuleType("win32print")
    for name in (
        "OpenPrinter",
        "StartDocPrinter",
        "StartPagePrinter",
        "WritePrinter",
        "EndPagePrinter",
        "EndDocPrinter",
        "ClosePrinter",
    ):
        setattr(module, name, record(name))
    monkeypatch.setitem(sys.modules, "win32print", module)
    send(DATA, SpoolerPrinter("XP-80C"))
    assert ("StartDocPrinter", "handle", 1, ("Samut", None, "RAW")) in calls
    assert ("WritePrinter", "handle", DATA) in calls
    assert calls[-1] == ("ClosePrinter", "handle")
    monkeypatch.setattr(module, "OpenPrinter", lambda name: 1 / 0)
    with pytest.raises(PrinterNotReachedError):
        send(DATA, SpoolerPrinter("XP-80C"))


def test_to_the_queue_of_linux_the_name_is_one_argument(monkeypatch):
    monkeypatch.setitem(sys.modules, "win32print", None)
    asked: list[tuple[list[str], bytes]] = []
    monkeypatch.setattr("shutil.which", lambda program: "/usr/bin/lp")
    monkeypatch.setattr("subprocess.run", lambda order, **more: asked.append((order, more["input"])))
    send(DATA, SpoolerPrinter("x; rm -rf /"))
    assert asked == [(["/usr/bin/lp", "-d", "x; rm -rf /", "-o", "raw", "-t", "Samut"], DATA)]

    def refuse(order, **more):
        raise subprocess.CalledProcessError(1, order)

    monkeypatch.setattr("subprocess.run", refuse)
    with pytest.raises(PrinterNotReachedError):
        send(DATA, SpoolerPrinter("x"))
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(PrinterDriverError):
        send(DATA, SpoolerPrinter("x"))
