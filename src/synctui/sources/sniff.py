"""What kind of file some bytes are, whatever their name says."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

FileKind = Literal[
    "empty", "xlsx", "xlsb", "ods", "xls", "encrypted", "cut", "zip", "document", "pdf", "plan", "sqlite", "text",
    "binary",
]  # fmt: skip
WORKBOOKS = frozenset({"xlsx", "xlsb", "ods", "xls"})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, FileKind], ...] = (("EncryptedPackage", "encrypted"), ("WordDocument", "document"))
"""What an OLE container that is no `.xls` names within."""
_STARTS: tuple[tuple[bytes, FileKind], ...] = ((b"%PDF", "pdf"), (b"SQLite format 3\0", "sqlite"))


def sniff(data: bytes) -> FileKind:
    r"""Return the kind of a file's bytes. ``cut``: a zip container without its end; ``plan``: JSON.

    >>> sniff(b""), sniff(b"Naam;E-mail"), sniff(b"%PDF-1.7"), sniff(b"PK\x03\x04")
    ('empty', 'text', 'pdf', 'cut')
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return "empty"
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "xls")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.lstrip()[:1] == b"{":
        return "plan"
    return "text" if _is_text(data) else "binary"


def _zip_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "cut"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "document"
    return "ods" if "content.xml" in names else "zip"


def _is_text(data: bytes) -> bool:
    """Whether bytes are text: no NUL, unless they are UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:4096]
    return b"\0" not in data or utf16(head) is not None


def utf16(head: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark at its beginning, told by where the NULs stand, or None.

    >>> utf16("Naam".encode("utf-16-le")), utf16(b"Naam")
    ('utf-16-le', None)
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if half and even > 0.7 * half and odd < 0.1 * half else None
