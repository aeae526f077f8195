"""The sample office with other people's words in it: the longest there are, and hostile ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from synctui.core.ports import Report, Workflow
from synctui.core.table import Delivery, Row
from synctui.sources.sample import Sample

LONG_EMAIL = f"{'voornaam.achternaam-tweede'.ljust(40, 'x')}@kantoor-van-de-boekhouder.be"[-64:]
LONG_NAME = "Vandenbroucke-Van der Straeten Ponthoz d'Oultremont de Wégimont"
HOSTILE = "A [b]x[/b] [/] [@click=app.quit]x \x1b]0;x\x07 é 漢 👩‍👩‍👧 \u202e =1+1"
STEERING = "\x1b]0;x\x07\u202eA"
"""Short enough to stand whole wherever a name of a register or a source is drawn."""
_FIRST, _LAST, _EMAIL, _RESPONSIBLE, _STREET, _CITY, _COMPANY, _NUMBER = 1, 2, 3, 6, 7, 9, 11, 12


class Guests(Sample):
    """The sample office, each record and each header put through *dress*, its workflows' names through *rename*."""

    def __init__(self, dress: Callable[[int, Row], Row], rename: Callable[[str], str] = str) -> None:
        super().__init__()
        self._dress, self._rename = dress, rename

    async def workflows(self) -> Sequence[Workflow]:
        """Return the two workflows under their other names."""
        return [each._replace(name=self._rename(each.name)) for each in await super().workflows()]

    async def fetch(self, workflow: str | None, report: Report) -> Delivery:
        """Bring the office's records with other words in them."""
        names = {self._rename(each.name): each.name for each in await super().workflows()}
        came = await super().fetch(names[workflow] if workflow else None, report)
        rows = [self._dress(at, row) for at, row in enumerate(came.table.rows)]
        return replace(came, table=replace(came.table, rows=rows), workflow=workflow)


def long(at: int, row: Row) -> Row:
    """Give every third record the longest name, address and e-mail that are met."""
    if at % 3:
        return row
    return _with(row, {_FIRST: f"{LONG_NAME} {at}", _LAST: f"{LONG_NAME} {at}", _EMAIL: f"k{at:04}{LONG_EMAIL[5:]}",
                       _STREET: f"{LONG_NAME} {at}", _CITY: LONG_NAME, _COMPANY: LONG_NAME,
                       _RESPONSIBLE: LONG_EMAIL})  # fmt: skip


def hostile(at: int, row: Row) -> Row:
    """Give every third record hostile values, one in nine of them where they make the row invalid."""
    if at % 3:
        return row
    bad = {_EMAIL: f"{HOSTILE}{at}", _NUMBER: HOSTILE} if not at % 9 else {}
    return _with(row, {_FIRST: f"{HOSTILE} {at}", _LAST: f"{HOSTILE} {at}", _STREET: f"{HOSTILE} {at}",
                       _CITY: HOSTILE, _COMPANY: HOSTILE, _RESPONSIBLE: HOSTILE} | bad)  # fmt: skip


def _with(row: Row, changed: dict[int, str]) -> Row:
    return tuple(changed.get(at, value) for at, value in enumerate(row))
