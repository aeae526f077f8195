"""The clients as one table draws them: ordered, filtered, grouped under headings that fold, with ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from synctui.core.byhand import care
from synctui.core.intake import fold
from synctui.core.records import ClientRow
from synctui.i18n import N_, _, number
from synctui.tui.office.line import cells, columns, group_name, group_of, group_rank, rank, sought
from synctui.tui.widgets.cells import Column, Row

GROUPS = ("", "responsible", "status")
"""What the list can be grouped by, in the order of the key."""
GROUPED = {"": N_("not grouped"), "responsible": N_("by responsible"), "status": N_("by status")}


class Heading(NamedTuple):
    """The line above a group. key: what its clients share; rows: those that the filter lets through."""

    key: str
    rows: Sequence[ClientRow]


Line = ClientRow | Heading


class ClientList:
    """Lines over *rows*. `build` makes them anew after anything but a tick changed.

    ticked: the ids of ticked clients, shown or not. by: a name of `GROUPS`. archived: whether archived clients
    are shown.
    """

    def __init__(self, rows: Sequence[ClientRow] = ()) -> None:
        self.rows: Sequence[ClientRow] = ()
        self.ticked: set[int] = set()
        self.by = ""
        self.column = ""
        self.order = ("client", False)
        self.filtered = ""
        self.archived = False
        self.folded: set[str] = set()
        self.shown: Sequence[ClientRow] = ()
        self.lines: Sequence[Line] = ()
        self._sorted: Sequence[ClientRow] = ()
        self._sought: dict[int, str] = {}
        self.take(rows)

    def take(self, rows: Sequence[ClientRow]) -> None:
        """Show other rows, in the same manner; ticks stay on the clients that are still there."""
        self.rows = rows
        self.ticked &= {row.id for row in rows}
        self._sought.clear()
        self.sort()

    def arrange(self, at: int) -> int:
        """Bring the lines into `order`; returns where line *at* stands then."""
        here = self.lines[at] if self.lines else None
        self.sort()
        return next((place for place, line in enumerate(self.lines) if here and _is_of(line) == _is_of(here)), 0)

    def sort(self) -> None:
        """Order all rows as `order` says, and make the lines."""
        name, backwards = self.order
        self._sorted = sorted(self.rows, key=lambda row: rank(row, name), reverse=backwards)
        self.build()

    def build(self) -> None:
        """Make the lines: filtered, under their headings. An archived client out of sight keeps no tick."""
        if self.ticked and not self.archived:
            self.ticked -= {row.id for row in self.rows if row.archived}
        self.shown = self._matching()
        self.lines = list(self._grouped()) if self.by else self.shown

    def _matching(self) -> Sequence[ClientRow]:
        live = self._sorted if self.archived else [row for row in self._sorted if not row.archived]
        words = fold(self.filtered).split()
        if not words:
            return live
        texts = self._sought or self._folded()
        return [row for row in live if all(word in texts[row.id] for word in words)]

    def _folded(self) -> dict[int, str]:
        self._sought = {row.id: sought(row) for row in self.rows}
        return self._sought

    def _grouped(self) -> Iterator[Line]:
        groups: dict[str, list[ClientRow]] = {}
        for row in self.shown:
            groups.setdefault(group_of(row, self.by), []).append(row)
        for key in sorted(groups, key=group_rank):
            yield Heading(key, groups[key])
            if key not in self.folded:
                yield from groups[key]

    # What the table asks for

    @property
    def marks(self) -> bool:
        """Room for ticks is made once there is one."""
        return bool(self.ticked)

    @property
    def columns(self) -> list[Column]:
        """The columns."""
        return columns()

    @property
    def orders(self) -> list[str]:
        """The keys of all columns."""
        return [column.key for column in self.columns]

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, index: int, _widths: list[int]) -> Row:
        """Return one line as the table draws it."""
        line = self.lines[index]
        if isinstance(line, Heading):
            return self._heading(line)
        return Row(("[x]", "add") if line.id in self.ticked else ("", "dim"), cells(line))

    def _heading(self, line: Heading) -> Row:
        ticked = sum(row.id in self.ticked for row in line.rows) if self.ticked else 0
        told = _("{n} of {all} ticked").format(n=number(ticked), all=number(len(line.rows)))
        fold_sign = "▶" if line.key in self.folded else "▼"
        mark = "[x]" if ticked == len(line.rows) else "[-]" if ticked else ""
        name = f"{fold_sign} {group_name(line.key, self.by)}  {number(len(line.rows))}"
        return Row((mark, "text"), [(name, "head"), (told if ticked else "", "dim")], span=True)

    # Where the cursor stands

    def rows_of(self, lines: Iterable[int]) -> list[ClientRow]:
        """Return the clients that lines stand for: a heading for its whole group, each client once."""
        found: dict[int, ClientRow] = {}
        for at in lines:
            line = self.lines[at]
            found.update((row.id, row) for row in (line.rows if isinstance(line, Heading) else [line]))
        return list(found.values())

    def ticked_rows(self) -> list[ClientRow]:
        """Return the ticked clients, in the list's order."""
        return [row for row in self._sorted if row.id in self.ticked]

    def place_of(self, client: int) -> int | None:
        """Return the line of a client, None where it is not shown."""
        return next(
            (at for at, line in enumerate(self.lines) if isinstance(line, ClientRow) and line.id == client), None
        )

    def seek(self, start: int, by: int) -> int | None:
        """Return the next line after *start* whose client needs care, going round once; None where nobody does."""
        n = len(self.lines)
        for step in range(1, n + 1):
            at = (start + by * step) % n
            line = self.lines[at]
            hidden = isinstance(line, Heading) and line.key in self.folded and any(map(care, line.rows))
            if hidden or (isinstance(line, ClientRow) and care(line)):
                return at
        return None

    def fold(self, at: int, *, closed: bool) -> int | None:
        """Fold or unfold the group of a line; returns where its heading stands, None where nothing changed."""
        if not self.by or not self.lines:
            return None
        key = self._key_of(at)
        if (key in self.folded) == closed:
            return None
        (self.folded.add if closed else self.folded.discard)(key)
        self.build()
        return self._heading_of(key)

    def fold_all(self, at: int) -> int | None:
        """Fold all groups, or unfold them; returns where the heading of line *at* stands now, None without groups."""
        if not self.by or not self.lines:
            return None
        key, every = self._key_of(at), {group_of(row, self.by) for row in self.shown}
        self.folded = set() if self.folded >= every else every
        self.build()
        return self._heading_of(key)

    def seek_group(self, start: int, by: int) -> int | None:
        """Return the next heading after *start*, in the direction *by*."""
        stop = len(self.lines) if by > 0 else -1
        return next((at for at in range(start + by, stop, by) if isinstance(self.lines[at], Heading)), None)

    def _key_of(self, at: int) -> str:
        line = self.lines[at]
        return line.key if isinstance(line, Heading) else group_of(line, self.by)

    def _heading_of(self, key: str) -> int:
        return next(at for at, each in enumerate(self.lines) if isinstance(each, Heading) and each.key == key)

    # Ticks

    def tick(self, rows: Sequence[ClientRow]) -> bool:
        """Tick *rows*, or take the ticks away where all have one; returns whether they are ticked now."""
        ids = {row.id for row in rows}
        on = not ids <= self.ticked
        self.ticked = self.ticked | ids if on else self.ticked - ids
        return on

    def invert(self) -> None:
        """Tick the shown clients that are not ticked, and those alone."""
        self.ticked ^= {row.id for row in self.shown}

    def values(self, value: Callable[[ClientRow], str]) -> dict[str, int]:
        """Return how many of the shown clients have which value, the most frequent first."""
        counted: dict[str, int] = {}
        for row in self.shown:
            counted[value(row)] = counted.get(value(row), 0) + 1
        return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _is_of(line: Line) -> int | str:
    """Return what a line stands for: a client's id, or a group's key."""
    return line.key if isinstance(line, Heading) else line.id
