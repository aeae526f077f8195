"""What a table's headers say about its columns: a proposed mapping, why, and what is in doubt. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from synctui.core import aliases
from synctui.core.attributes import attribute, meanings
from synctui.core.fields import FIELDS, NAMES
from synctui.core.mapping import FULL_NAME, KIND, SCOPE, SOURCE_ID, Mapping, mapping_of
from synctui.core.name_order import order
from synctui.core.table import Table
from synctui.i18n import N_, Message, message

SAMPLES = 3
_LOOKED_AT = 2_000
"""How many rows are looked at for samples and for the order of a full name."""

Columns = dict[str, list[int]]
Certainty = Literal["header", "letter", "doubt", "none"]


class Found(NamedTuple):
    """What is proposed for one target: its columns (none where nothing was found), how sure, why, and samples.

    samples: up to three different values of the first of its columns.
    """

    target: str
    columns: tuple[int, ...]
    certainty: Certainty
    why: Message
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed mapping. found: one entry a target, in the order of the fields, then source id and full name.

    unknown: columns with a header that fill nothing and are not known. ignored: known columns that are no field.
    """

    mapping: Mapping
    found: MappingOf[str, Found]
    unknown: tuple[int, ...]
    ignored: tuple[int, ...]

    @property
    def doubts(self) -> tuple[Found, ...]:
        """The targets somebody should look at: those in doubt, and the mandatory ones that were not found."""
        return tuple(
            one
            for name, one in self.found.items()
            if one.certainty == "doubt" or (one.certainty == "none" and name in _MUST)
        )

    @property
    def certain(self) -> bool:
        """Whether every mandatory field was found without doubt, so that the mapping may be used unasked."""
        return not any(one.target in _MUST or one.target in SCOPE for one in self.doubts)


_OWN_LIST = frozenset({"id", "tax_year", "archived"})
"""The headers by which a list that `clients` wrote is known: its ``id`` is the register's, no source's."""
_MANDATORY = frozenset({*(field.name for field in FIELDS if field.mandatory), FULL_NAME})

_MUST = _MANDATORY | {KIND}
"""What must be found: of a CRM also what tells a person from a company."""


def samples(table: Table, column: int) -> tuple[str, ...]:
    """Return up to three different values of a column, the first ones."""
    values = dict.fromkeys(row[column] for row in islice(table.rows, _LOOKED_AT) if row[column].strip())
    return tuple(islice(values, SAMPLES))


def propose(table: Table) -> Proposal:
    """Return what the headers of *table* say; a letter of the template counts only where a header is missing."""
    columns = _by_header(table)
    scope = {name: columns.pop(name, []) for name in SCOPE} if table.attributes else {}
    ignored = (*columns.pop(aliases.IGNORED, ()), *columns.pop(aliases.REASON, ()))
    if _OWN_LIST.issubset(table.columns):
        ignored += tuple(columns.pop(SOURCE_ID, ()))
    address = _address(columns)
    given_first = _names(columns)
    found = {name: _found(table, name, at, address) for name, at in columns.items()}
    found |= _by_letter(table, found)
    last_first = True
    if FULL_NAME in found:
        found[FULL_NAME], last_first = _ordered(table, found[FULL_NAME], found, given_first=given_first)
    nothing = message(N_("No attribute was found.") if table.attributes else N_("No column was found."))
    values: dict[str, str] = {}
    for name, at in scope.items():
        found[name], told = _scoped(table, name, at, nothing)
        values |= told
    names = [name for name in (*NAMES, SOURCE_ID, FULL_NAME, *SCOPE) if name in found or _wanted(name, found)]
    whole = {name: found.get(name) or Found(name, (), "none", nothing) for name in names}
    targets = {name: one.columns for name, one in whole.items() if one.columns}
    mapping = mapping_of(table, targets, values, last_name_first=last_first)
    used = {at for one in whole.values() for at in one.columns} | set(ignored)
    unknown = tuple(at for at, header in enumerate(table.columns) if header and at not in used)
    return Proposal(mapping, whole, unknown, ignored)


def _scoped(table: Table, name: str, at: list[int], nothing: Message) -> tuple[Found, dict[str, str]]:
    """Return what is proposed to tell a CRM's clients by, with its values; values that nobody knows are a doubt."""
    if not at:
        return Found(name, (), "none", nothing), {}
    one = _found(table, name, at, ())
    values, unknown = meanings(name, table.columns[at[0]], {row[at[0]] for row in table.rows})
    if unknown:
        told = ", ".join(unknown[:SAMPLES])
        text = N_("What these values of {header} mean is not known: {values}.")
        why = message(text, header=table.columns[at[0]], values=told)
        one = one._replace(certainty="doubt", why=why)
    return one, values


def _wanted(name: str, found: MappingOf[str, Found]) -> bool:
    """Whether a target without a column is worth a line: every field, but no name beside a full name."""
    return name in NAMES and not (FULL_NAME in found and name in {"first_name", "last_name"})


def _by_header(table: Table) -> Columns:
    """Return the columns by what their headers mean; a loose meaning only where nothing says it outright."""
    meaning = attribute if table.attributes else aliases.alias
    meant = [(at, one) for at, header in enumerate(table.columns) if header and (one := meaning(header))]
    columns: Columns = {}
    for at, one in meant:
        if one.rank == 0:
            columns.setdefault(one.target, []).append(at)
    for at, one in meant:
        if one.rank == 1 and one.target not in columns and _loose(one.target, at, columns):
            columns[one.target] = [at]
    return columns


def _loose(target: str, at: int, columns: Columns) -> bool:
    """Whether a loose meaning holds there: a bare *nr* is a house number only right after the street."""
    return target != aliases.HOUSE_NUMBER or at - 1 in columns.get("street", ())


def _address(columns: Columns) -> tuple[int, ...]:
    """Take house number and box out of *columns* and return them with the street they belong to, if they do."""
    parts = [columns.pop(name, []) for name in (aliases.HOUSE_NUMBER, aliases.BOX)]
    street = columns.get("street", [])
    joined = tuple(at for part in (street, *parts) for at in part[:1])
    return joined if len(street) == 1 and len(joined) > 1 else ()


def _names(columns: Columns) -> bool:
    """Settle what a bare *name* means; drop a full name beside its parts. Return whether the first name leads."""
    bare, given = columns.pop(aliases.NAME, []), columns.pop(aliases.GIVEN_FIRST, [])
    if bare and "first_name" in columns and "last_name" not in columns:
        columns["last_name"] = bare
    if "first_name" in columns and "last_name" in columns:
        columns.pop(FULL_NAME, None)
        return False
    if "first_name" not in columns and "last_name" not in columns:
        whole = columns.get(FULL_NAME, []) or given or bare
        if whole:
            columns[FULL_NAME] = whole
        return whole is given and bool(given)
    return False


def _found(table: Table, name: str, at: list[int], address: tuple[int, ...]) -> Found:
    if name == "street" and address:
        why = message(N_("Street, number and box are joined."))
        return Found(name, address, "header", why, samples(table, at[0]))
    if len(at) > 1:
        headers = ", ".join(_called(table, one) for one in at)
        why = message(N_("Several columns may be this: {columns}."), columns=headers)
        return Found(name, (at[0],), "doubt", why, samples(table, at[0]))
    why = message(N_("The header says so: {header}."), header=table.columns[at[0]])
    return Found(name, (at[0],), "header", why, samples(table, at[0]))


def _called(table: Table, column: int) -> str:
    letter = table.letters[column] if table.letters else ""
    return f"{table.columns[column]} ({letter})" if letter else table.columns[column]


def _by_letter(table: Table, found: MappingOf[str, Found]) -> dict[str, Found]:
    """Return what the template's letters add for columns without a header."""
    certainty = _template(table, found)
    extra: dict[str, Found] = {}
    for at, letter in enumerate(table.letters):
        name = aliases.TEMPLATE_LETTERS.get(letter, "")
        named = FULL_NAME in found and name in {"first_name", "last_name"}
        if certainty and name and not table.columns[at] and name not in found and not named:
            why = message(N_("No header; column {letter} of the template holds this."), letter=letter)
            extra[name] = Found(name, (at,), certainty, why, samples(table, at))
    return extra


def _template(table: Table, found: MappingOf[str, Found]) -> Certainty | None:
    """Return how sure a letter of the template is: by ``person`` in column A, else by headers that stand there."""
    if not table.letters or table.letters[0] != "A":
        return None
    if table.rows and all(row[0].strip().casefold() == "person" for row in islice(table.rows, _LOOKED_AT)):
        return "letter"
    placed = [(letter, name) for letter, name in aliases.TEMPLATE_LETTERS.items() if name in found]
    fitting = [name for letter, name in placed if [table.letters[at] for at in found[name].columns] == [letter]]
    return "doubt" if len(fitting) > 1 and len(fitting) == len(placed) else None


def _ordered(table: Table, one: Found, found: MappingOf[str, Found], *, given_first: bool) -> tuple[Found, bool]:
    """Return a full name's entry and whether the last name stands in front: by its header, else by the values."""
    if one.certainty == "doubt" or given_first or aliases.says_last_first(table.columns[one.columns[0]]):
        return one, not given_first
    mails = _column(table, found["email"]) if "email" in found else []
    told = order(_column(table, one), mails)
    return one._replace(certainty="header" if told.sure else "doubt", why=told.why), told.last_name_first


def _column(table: Table, one: Found) -> list[str]:
    return [row[one.columns[0]] for row in islice(table.rows, _LOOKED_AT)]
