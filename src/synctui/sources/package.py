"""The zip around a workbook: which part holds which sheet, opened so that a lying header cannot hide a bomb.

Source: ECMA-376 part 2 (relationships), part 1, 18.2 (workbook, sheets).
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple
from xml.etree import ElementTree as ET

from synctui.errors import InputError
from synctui.i18n import _
from synctui.sources.xlsx_scan import CHUNK, MAX_UNPACKED, Budget

_MAX_INDEX = 4 * 1024 * 1024
"""The largest list of sheets that is read, in bytes."""
_RATIO = 1032
"""Deflate never packs tighter than this (zlib's technical details)."""
_TOO_LARGE = 64 * 1024 * 1024
MAX_REST = 160 * 1024 * 1024
"""How many bytes the shared texts of a workbook may take; the reader holds them all in memory."""
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Sheet(NamedTuple):
    """One sheet of a workbook. part: its XML's name in the package, empty where there is none (a chart)."""

    name: str
    hidden: bool
    part: str = ""


class Package:
    """An open workbook package (.xlsx, .xlsm, .xlsb, .ods) whose bytes are in memory."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.budget = Budget(name)
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        names = {entry.filename for entry in entries}
        if len(names) < len(entries) or any(entry.flag_bits & 1 for entry in entries):
            raise damaged(name)
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            self.budget.take(MAX_UNPACKED + 1)
        self._names = names

    def open(self, part: str) -> IO[bytes]:
        """Open a part to its true end, whatever size its header claims. Raises `InputError` where it is missing."""
        if part not in self._names:
            raise damaged(self.name)
        entry = copy.copy(self._zip.getinfo(part))
        entry.file_size = MAX_UNPACKED * 2
        return self._zip.open(entry)

    def check_rest(self, scanned: frozenset[str]) -> None:
        """Unpack and count the parts that a reader may load beside the sheets that are scanned."""
        budget = Budget(self.name, MAX_REST if scanned else MAX_UNPACKED)
        for entry in self._zip.infolist():
            if entry.filename not in scanned and entry.compress_size * _RATIO > _TOO_LARGE:
                with self.open(entry.filename) as stream:
                    while chunk := stream.read(CHUNK):
                        budget.take(len(chunk))

    def shortened(self, part: str, filled: int) -> bytes:
        """Return the package without the empty rows of a sheet: *part* ends after the last cell in *filled* bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as short:
            for name in sorted(self._names):
                with self.open(name) as stream:
                    if name == part:
                        head = stream.read(filled)
                        short.writestr(name, head[: head.rindex(b"</c>") + 4] + b"</row></sheetData></worksheet>")
                    elif not name.startswith("xl/worksheets/"):
                        short.writestr(name, stream.read())
        return buffer.getvalue()

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets of an .xlsx in the order of their tabs. Raises `InputError` on a damaged package."""
        relations = {
            relation.get("Id"): relation.get("Target", "")
            for relation in self._xml("xl/_rels/workbook.xml.rels")
            if relation.get("Type", "").endswith("/worksheet")
        }
        root = self._xml("xl/workbook.xml")
        found = []
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            target = relations.get(sheet.get(_REL) or sheet.get(_REL_STRICT) or "", "")
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else ""
            found.append(Sheet(sheet.get("name", ""), sheet.get("state", "visible") != "visible", part))
        return tuple(found)

    def _xml(self, part: str) -> ET.Element:
        with self.open(part) as stream:
            text = stream.read(_MAX_INDEX + 1)
        if len(text) > _MAX_INDEX or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise damaged(self.name)
        try:
            return ET.fromstring(text)  # noqa: S314 - bounded, and no document type gets here
        except ET.ParseError:
            raise damaged(self.name) from None


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever a damaged file makes the libraries raise into `InputError`; a panic of the reader too."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, UnicodeDecodeError, NotImplementedError):
        raise damaged(name) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException" or type(error).__module__.startswith("python_calamine"):
            raise damaged(name) from None
        raise


def damaged(name: str) -> InputError:
    """Return the error for a workbook that is incomplete or not what it claims to be."""
    return InputError(
        _("{name} is incomplete or damaged.").format(name=name),
        _("Copy it again, or open it in Excel and save it as a new .xlsx."),
    )
