"""Workbooks read back for tests: cells, formulas worked out again by other means, parts as XML."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import fromstring

from defusedxml import ElementTree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TOKEN = re.compile(r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|[A-Z]+(?=\()|\d+(?:\.\d+)?|[-+*/(),]")


class Opened:
    """A workbook opened twice: with its formulas, and with the values that lie beside them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.formulas: Workbook = load_workbook(io.BytesIO(data))

    @cached_property
    def values(self) -> Workbook:
        """As a person sees it, opened when it is asked for."""
        return load_workbook(io.BytesIO(self.data), data_only=True)

    def sheet(self, name: str) -> Worksheet:
        """A sheet by name, as a person sees it."""
        return self.values[name]

    def cells(self, name: str = "") -> Iterator[Cell]:
        """Every cell that holds something, of one sheet or all."""
        for sheet in self.formulas.worksheets:
            if name in ("", sheet.title):
                for row in sheet.iter_rows():
                    yield from (cell for cell in row if cell.value is not None)

    def find(self, text: str, sheet: str = "") -> Cell:
        """The first cell with this text."""
        return next(cell for cell in self.cells(sheet) if cell.value == text)

    def live(self) -> Iterator[tuple[Cell, str, Decimal]]:
        """Every formula with the value that lies beside it."""
        for cell in self.cells():
            if cell.data_type == "f":
                shown = self.values[cell.parent.title][cell.coordinate].value
                yield cell, str(cell.value)[1:], Decimal(str(shown))

    def worked_out(self, cell: Cell) -> Decimal:
        """A formula worked out from the numbers of the sheet, in exact decimals."""
        sheet = self.formulas[cell.parent.title]
        tokens = _TOKEN.findall(str(cell.value)[1:])
        assert "".join(tokens).replace("$", "") == str(cell.value)[1:].replace("$", ""), cell.value
        source = "".join(_translated(token) for token in tokens)

        def value_of(name: str) -> Decimal:
            found = sheet[name]
            if found.data_type == "f":
                return self.worked_out(found)
            return Decimal(0) if found.value is None else Decimal(str(found.value))

        def values_in(name: str) -> list[Decimal]:
            left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(name))
            return [
                value_of(sheet.cell(row, column).coordinate)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
                if not isinstance(sheet.cell(row, column).value, str)
                or sheet.cell(row, column).data_type == "f"
            ]

        def total(*parts: Any) -> Decimal:
            return sum(
                (sum(part, Decimal(0)) if isinstance(part, list) else part for part in parts), Decimal(0)
            )

        def rounded(value: Decimal, places: Decimal) -> Decimal:
            return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)

        names = {"cell": value_of, "cells": values_in, "SUM": total, "ROUND": rounded, "Decimal": Decimal}
        return Decimal(eval(source, {"__builtins__": {}}, names))


def _translated(token: str) -> str:
    if re.match(r"\$?[A-Z]{1,3}\$?\d", token):
        return f"cells('{token}')" if ":" in token else f"cell('{token}')"
    return f"Decimal('{token}')" if token[0].isdigit() else token


@dataclass(frozen=True)
class Live:
    """What is more than text in a workbook, as it lies in the file."""

    formulas: tuple[str, ...]
    links: tuple[dict[str, str], ...]
    """The attributes of each link in a sheet."""
    outside: tuple[str, ...]
    """Where parts lead that are not in the file."""


def live_parts(data: bytes) -> Live:
    """Formulas and links of all sheets; quicker than ``Opened``, and a part that is no XML fails."""
    formulas: list[str] = []
    links: list[dict[str, str]] = []
    outside: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if not name.endswith((".xml", ".rels", ".vml")):
                continue
            root = fromstring(file.read(name))
            if name.startswith("xl/worksheets/"):
                formulas += ["".join(each.itertext()) for each in root.iter(f"{_MAIN}f")]
                links += [dict(each.attrib) for each in root.iter(f"{_MAIN}hyperlink")]
            outside += [
                each.get("Target", "") for each in root.iter() if each.get("TargetMode") == "External"
            ]
    return Live(tuple(formulas), tuple(links), tuple(outside))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook; each that is XML is read, so that one that is not well formed fails."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        found = {name: file.read(name) for name in file.namelist()}
    for name, content in found.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(content)
    return found
