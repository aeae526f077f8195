"""CSV files as a grid of text: encoding, delimiter and quoting are found out and told, never guessed past a doubt.

Source: RFC 4180; Belgian Excel writes ``;`` and Windows-1252; the line ``sep=;`` is Excel's own.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from synctui.core.table import Row
from synctui.errors import InputError
from synctui.i18n import N_, Message, _, message
from synctui.sources.sniff import utf16
from synctui.sources.tabulate import Grid, header_at, no_header, score
from synctui.sources.xlsx_scan import MAX_ROWS

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (";", ",", "\t", "|")
_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_LOOKED_AT = 60
_SEP = re.compile(r"\A\s*\"?sep=(.)\"?[ ;,]*(?:\r\n|\r|\n)", re.IGNORECASE)
_SIGNS = frozenset("=+-@\t\r")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return a file's text and its encoding's name. Raises `InputError` where bytes fit no encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec, shown = "utf-16", "UTF-16"
    elif data.startswith(b"\xef\xbb\xbf"):
        codec, shown = "utf-8-sig", "UTF-8"
    elif (found := utf16(data[:4096])) is not None:
        codec, shown = found, "UTF-16"
    else:
        try:
            return data.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError:
            codec, shown = "cp1252", "Windows-1252"
    try:
        return data.decode(codec), shown
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            _("{name} is not readable as {encoding}: line {line} holds other bytes.").format(
                name=name, encoding=shown, line=line
            ),
            _("Save the list again as “CSV UTF-8” or as a workbook."),
        ) from None


def read_csv(data: bytes, name: str, sheet: str) -> Grid:
    """Return a CSV file as a grid; *sheet* is how places in it are called. Raises `InputError` with the line."""
    text, encoding = decode(data, name)
    marked = _SEP.match(text)
    if marked:  # an empty line in its place keeps the others' numbers
        text = "\n" + text[marked.end() :]
    delimiter = marked[1] if marked else find_delimiter(text)
    rows, numbers = _records(text, delimiter, name)
    if any(f"'{sign}" in text for sign in _SIGNS):
        rows = [_unprefixed(row) for row in rows]
    return _grid(rows, numbers, sheet, _told(encoding, delimiter))


def find_delimiter(text: str) -> str:
    r"""Return the delimiter that gives the most known headers, then the most rows of one width, then the widest.

    >>> find_delimiter("Voornaam;Naam\nJan;Peeters, ing."), find_delimiter("a,b\nc,d")
    (';', ',')
    """
    head = list(islice(io.StringIO(text[:200_000], newline=""), _LOOKED_AT))

    def fitness(delimiter: str) -> tuple[int, int, int]:
        try:
            rows = [row for row in csv.reader(head, delimiter=delimiter) if row]
        except csv.Error:
            return 0, 0, 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, often = widths.most_common(1)[0] if widths else (1, 0)
        return max((score(tuple(row)) for row in rows), default=0), often, width

    return max(DELIMITERS, key=fitness)


def _records(text: str, delimiter: str, name: str) -> tuple[list[Row], Sequence[int]]:
    """Return the records and the line each begins on."""
    reader = _reader(text, delimiter)
    try:
        rows: list[Row] = list(map(tuple, reader))
    except csv.Error as error:
        raise _broken(str(error), text, delimiter, name) from None
    if len(rows) > MAX_ROWS:
        raise InputError(
            _("{name} has more than {n} rows.").format(name=name, n=MAX_ROWS),
            _("Save the client list alone and try that."),
        )
    one_line_each = reader.line_num == len(rows)
    return rows, range(1, len(rows) + 1) if one_line_each else _begins(text, delimiter)[: len(rows)]


def _reader(text: str, delimiter: str) -> Reader:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _begins(text: str, delimiter: str) -> list[int]:
    """Return the line each record begins on, the one that cannot be read or would come next included."""
    reader = _reader(text, delimiter)
    lines = [1]
    with suppress(csv.Error):
        lines.extend(reader.line_num + 1 for _row in reader)
    return lines


def _broken(error: str, text: str, delimiter: str, name: str) -> InputError:
    """Return what a strict reader's error means: a cell beyond all measure, or a quote that does not close."""
    line = _begins(text, delimiter)[-1]
    if "field larger" in error:
        return InputError(
            _("{name}: a cell on line {line} holds more than 131,072 letters.").format(name=name, line=line),
            _("Shorten it, or look for a quote that is not closed, and save again."),
        )
    record = "".join(islice(io.StringIO(text, newline=""), line - 1, None))
    return InputError(
        _("{name}: a quote opens on line {line} and is not closed as it should be.").format(
            name=name, line=line + _opening(record, delimiter)
        ),
        _("Mend or remove that quote and save again; nothing was read."),
    )


def _opening(record: str, delimiter: str) -> int:
    """Return on which line of *record*, from 0, the quote opened that is not closed before a delimiter or line end."""
    inside, at = False, 0
    for quotes in re.finditer('"+', record):
        count = len(quotes[0])
        if not inside and record[quotes.start() - 1 : quotes.start()] in {"", delimiter, "\r", "\n"}:
            inside, at, count = True, quotes.start(), count - 1
        if inside and count % 2:
            inside = False
            if record[quotes.end() : quotes.end() + 1] not in {"", delimiter, "\r", "\n"}:
                break
    return len(re.findall(r"\r\n|\r|\n", record[:at]))


def _grid(rows: list[Row], numbers: Sequence[int], sheet: str, told: Message) -> Grid:
    """Return rectangular rows: as wide as the header; a row of another width is a fault, told with its count."""
    at = header_at(rows)
    if at is None:
        raise no_header(Grid(sheet, rows, numbers))
    width = len(rows[at])
    faults: dict[tuple[int, int], Message] = {}
    for index, row in enumerate(rows):
        if len(row) == width:
            continue
        if index > at and any(row) and (len(row) < width or any(row[width:])):
            text = N_("The row has {found} cells and the header {wanted}.")
            faults[numbers[index], -1] = message(text, found=len(row), wanted=width)
        rows[index] = (*row[:width], *[""] * (width - len(row)))
    return Grid(sheet, rows, numbers, faults=faults, warnings=(told,))


def _unprefixed(row: Row) -> Row:
    """Take off the apostrophe that an export puts before ``= + - @``, tab and CR; any other stays."""
    return tuple([cell[1:] if cell[:1] == "'" and cell[1:2] in _SIGNS else cell for cell in row])


def _told(encoding: str, delimiter: str) -> Message:
    text = N_("Read as {encoding} with the delimiter {delimiter}.")
    return message(text, encoding=encoding, delimiter=_NAMES.get(delimiter, delimiter))
