"""Which column of a table fills which field: proposed by header, confirmed once, remembered.

A mapping in words is a *spec*: field name (or `SOURCE_ID`, `FULL_NAME`, `FULL_NAME_FIRST`) → a header, else a
column's letter; ``[B]`` is always the letter; ``A+B`` joins; an empty text means that no column fills the field. Of a
CRM also `KIND`, `STATUS`, `ENDED` and `DEATH`, each with its values (`VALUES`): ``kind.person`` → ``Person,Sole``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from difflib import get_close_matches

from synctui.core.aliases import REASON, alias, box_word
from synctui.core.fields import FIELDS, NAMES
from synctui.core.table import Table
from synctui.errors import UsageError
from synctui.i18n import _

SOURCE_ID = "source_id"
FULL_NAME = "full_name"
FULL_NAME_FIRST = "full_name_first"
"""In a spec: the full name in one column, with the first name in front."""

NAME_FORMS = (frozenset({"first_name", "last_name"}), frozenset({FULL_NAME, FULL_NAME_FIRST}))
"""A name in its two parts, and as a whole."""

KIND, STATUS, ENDED, DEATH = SCOPE = ("kind", "status", "ended", "death")
"""What tells of a CRM's record whether it is a client; see `synctui.core.scope`."""
VALUES = ("kind.person", "kind.company", "status.customer", "status.prospect", "ended.yes", "death.yes")
"""The values of those, in a spec: texts separated by commas, not the names of columns."""

TARGETS: tuple[str, ...] = (*NAMES, SOURCE_ID, FULL_NAME, FULL_NAME_FIRST, *SCOPE)
"""Everything that a spec may name, values aside."""

ATTRIBUTES = "attributes"
"""What the mapping of a CRM is remembered under, whatever attributes it sends."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping as resolved on one table.

    targets: field name, `SOURCE_ID` or `FULL_NAME` → the indexes of the columns that fill it; several are joined
    by a blank in that order (`joiner`). headers: the same names → header or headers, joined by ``+`` (a letter in
    brackets where there is no header), and each of `VALUES` as it was given. last_name_first: how a single full-name
    column is split.
    """

    targets: MappingOf[str, tuple[int, ...]]
    headers: MappingOf[str, str]
    last_name_first: bool = True

    @property
    def digest(self) -> str:
        """What the gate compares: fields and their headers; a moved column, sheet or header row is the same.

        What tells a CRM's clients apart does not count: that nobody has died by now is no other mapping.
        """
        fields = sorted(self.headers.keys() - {*SCOPE, *VALUES})
        text = "\x1e".join(f"{name}\x1f{self.headers[name]}" for name in fields)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def joiner(headers: Sequence[str]) -> Callable[[Sequence[str]], str]:
    """Return how the cells under *headers* become one value: those that hold something, with a blank between.

    A bare box number gets the word of its header in front.

    >>> joiner(["Straat", "Huisnummer", "Bus"])(["Dorpstraat", "4", "2"])
    'Dorpstraat 4 bus 2'
    >>> joiner(["Rue", "Numéro", "Boîte"])(["Rue Haute", "4", "bte 2"]), joiner(["Straat", "Bus"])(["Markt", ""])
    ('Rue Haute 4 bte 2', 'Markt')
    """
    words = [box_word(header) for header in headers]

    def join(cells: Sequence[str]) -> str:
        return " ".join(
            f"{word} {cell}" if word and _bare(cell) else cell for word, cell in zip(words, cells, strict=True) if cell
        )

    return join


def _bare(box: str) -> bool:
    """Whether a box stands there as a number or one letter, without a word of its own."""
    return box[0].isdigit() or len(box) == 1


def resolve(table: Table, spec: MappingOf[str, str]) -> Mapping:
    """Return *spec* as a mapping of *table*. Raises `UsageError` on an unknown field or column.

    Where the full name is given in both its orders, the later one holds.
    """
    targets: dict[str, tuple[int, ...]] = {}
    first = True
    values = {name: text.strip() for name, text in spec.items() if name in VALUES and text.strip()}
    for name, columns in spec.items():
        if name in VALUES:
            continue
        if name not in TARGETS or (name in SCOPE and not table.attributes):
            known = TARGETS if table.attributes else [each for each in TARGETS if each not in SCOPE]
            raise UsageError(_("There is no field “{name}”.").format(name=name), _nearest(name, known))
        if columns.strip():
            key = FULL_NAME if name == FULL_NAME_FIRST else name
            first = name != FULL_NAME_FIRST if key == FULL_NAME else first
            targets[key] = _columns(table, columns.strip())
    return mapping_of(table, targets, values, last_name_first=first)


def amended(spec: MappingOf[str, str], given: MappingOf[str, str]) -> dict[str, str]:
    """Return *spec* with *given* in it; a full name and its two parts take each other's place.

    >>> amended({"full_name": "Name", "email": "E-mail"}, {"first_name": "A", "last_name": "B"})
    {'email': 'E-mail', 'first_name': 'A', 'last_name': 'B'}
    """
    gone = {name for names, others in (NAME_FORMS, NAME_FORMS[::-1]) if given.keys() & names for name in others}
    return {name: text for name, text in spec.items() if name not in gone} | dict(given)


def lacking(mapping: Mapping) -> tuple[str, ...]:
    """Return the mandatory fields that no column fills; a full name fills both its parts."""
    filled = {*mapping.targets, *(NAME_FORMS[0] if FULL_NAME in mapping.targets else ())}
    return tuple(field.name for field in FIELDS if field.mandatory and field.name not in filled)


def present(table: Table, spec: MappingOf[str, str]) -> dict[str, str]:
    """Return *spec* without the attributes that no record of a CRM holds now; a file's columns are all there.

    A field that loses its attribute so is one that the gate asks about, as any other mapping than last time.
    """
    if not table.attributes:
        return dict(spec)
    known = {header.casefold() for header in table.columns}

    def there(columns: str) -> bool:
        return columns.casefold() in known or all(part.strip().casefold() in known for part in columns.split("+"))

    return {name: text for name, text in spec.items() if name in VALUES or not text or there(text)}


def mapping_of(
    table: Table,
    targets: MappingOf[str, tuple[int, ...]],
    values: MappingOf[str, str] | None = None,
    *,
    last_name_first: bool = True,
) -> Mapping:
    """Return the mapping that fills *targets* from those columns of *table*; *values* as in `VALUES`."""
    headers = {name: "+".join(column_name(table, at) for at in columns) for name, columns in targets.items()}
    told = {name: text for name, text in (values or {}).items() if name.partition(".")[0] in targets}
    return Mapping(dict(targets), headers | told, last_name_first)


def to_spec(mapping: Mapping) -> dict[str, str]:
    """Return *mapping* in words; `resolve` makes the same of it on the same table."""
    first = not mapping.last_name_first
    return {FULL_NAME_FIRST if first and name == FULL_NAME else name: text for name, text in mapping.headers.items()}


def column_name(table: Table, column: int) -> str:
    """Return what a mapping calls a column: its header, or ``[B]`` where that does not name it alone."""
    header = table.columns[column]
    usable = header and table.columns.count(header) == 1 and "+" not in header
    return header if usable or not table.letters else f"[{table.letters[column]}]"


def headers_digest(table: Table) -> str:
    """Return what a confirmed mapping is remembered under: the columns' names, in whatever order they stand.

    The reason column of a list of rejects does not count: the corrected list is read by the mapping of the original. A
    CRM's attributes come and go with its records, so that its mapping is remembered for the source alone.
    """
    if table.attributes:
        return ATTRIBUTES
    reasons = {at for at, header in enumerate(table.columns) if (known := alias(header)) and known.target == REASON}
    names = sorted(column_name(table, at) for at in range(len(table.columns)) if at not in reasons)
    return hashlib.sha256("\x1f".join(names).encode("utf-8", "surrogatepass")).hexdigest()


def _columns(table: Table, text: str) -> tuple[int, ...]:
    whole = _column(table, text)
    if whole is not None:
        return (whole,)
    parts = [part.strip() for part in text.split("+")]
    found = [_column(table, part) for part in parts]
    for part, at in zip(parts, found, strict=True):
        if at is None:
            known = [header for header in table.columns if header]
            raise UsageError(_("There is no column “{name}”.").format(name=part), _nearest(part, known))
    return tuple(at for at in found if at is not None)


def _column(table: Table, text: str) -> int | None:
    """Return the index of the column called *text*: exact header, header in any case, else letter."""
    if text.startswith("[") and text.endswith("]") and text[1:-1].upper() in table.letters:
        return table.letters.index(text[1:-1].upper())
    for same in (str, str.casefold):
        at = [index for index, header in enumerate(table.columns) if same(header) == same(text)]
        if len(at) > 1:
            raise UsageError(
                _("Several columns are called “{name}”.").format(name=text),
                _("Name the one you mean by its letter, as in [B]."),
            )
        if at:
            return at[0]
    return table.letters.index(text.upper()) if text.upper() in table.letters else None


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return the next step: the nearest name that exists, else all of them."""
    by_folded = {text.casefold(): text for text in known}
    close = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    if close:
        return _("Did you mean “{name}”?").format(name=by_folded[close[0]])
    return _("There are: {names}.").format(names=", ".join(by_folded.values()))
