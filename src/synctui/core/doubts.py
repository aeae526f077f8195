"""Records whose keys do not settle who is who, as rows of *possible matches* with their answers.

In come the doubts of linking; out come `Possible` values. Looks for nothing new.
"""

from __future__ import annotations

from typing import NamedTuple

from synctui.core.comparison import Effect, Option, Possible
from synctui.core.fields import NATIONAL_NUMBER, Values, full_name
from synctui.core.intake import Intake
from synctui.core.link import Doubt
from synctui.core.lookup import bis_pair, folded_name, vetoed
from synctui.core.snapshot import Snapshot
from synctui.core.verdicts import pair_evidence
from synctui.i18n import N_, Message, message


class Scene(NamedTuple):
    """The two sides that a doubt is about."""

    intake: Intake
    snapshot: Snapshot

    def row(self, row: int) -> Values:
        """Return a record's values."""
        return self.intake.values[row]

    def verdict(self, row: int, client: int, *, same: bool) -> Effect:
        """Return the effect that remembers whether *row* is *client*."""
        digest = pair_evidence(self.row(row), self.snapshot.values(client))
        return Effect("same" if same else "other", row, client, key=self.intake.sent_key(row), evidence=digest)

    def shares_number(self, row: int, client: int) -> bool:
        """Tell whether record and client have one national number."""
        number = self.row(row)[NATIONAL_NUMBER]
        return bool(number) and number == self.snapshot.values(client)[NATIONAL_NUMBER]


class Evidence(NamedTuple):
    """What speaks for and against *same person*, in words, and how much it weighs in all."""

    pros: tuple[Message, ...]
    cons: tuple[Message, ...]
    score: float = 0.0


def possible_of(doubt: Doubt, scene: Scene) -> Possible:
    """Return *doubt* as a row of possible matches."""
    if doubt.kind == "bis" and len(doubt.clients) == 1:
        return proposal("bis", doubt.rows[0], doubt.clients[0], scene)
    rows = tuple(sorted(doubt.rows, key=lambda row: (scene.intake.sent_key(row), row)))
    key = "|".join((doubt.kind, *(scene.intake.sent_key(row) for row in rows), *map(str, doubt.clients)))
    options = [_same(row, client, rows, doubt.clients, scene) for row in rows for client in doubt.clients]
    options.append(Option("none", message(N_("none of these")), _apart(rows, doubt.clients, scene)))
    pros = tuple(e for row in rows for c in doubt.clients for e in keys_that_agree(row, c, scene))
    cons = tuple(e for row in rows for c in doubt.clients for e in keys_against(row, c, scene))
    return Possible(key, doubt.kind, rows, doubt.clients, rows, tuple(options), pros, cons)


def proposal(kind: str, row: int, client: int, scene: Scene, evidence: Evidence | None = None) -> Possible:
    """Return the question whether *row* is *client*, with its two answers."""
    told = evidence or Evidence(tuple(keys_that_agree(row, client, scene)), tuple(keys_against(row, client, scene)))
    same = Option(
        "same",
        message(N_("the same person as {client}"), client=full_name(scene.snapshot.values(client))),
        (Effect("link", row, client), scene.verdict(row, client, same=True)),
    )
    other = Option("other", message(N_("somebody else")), _apart((row,), (client,), scene))
    key = f"{kind}|{scene.intake.sent_key(row)}|{client}"
    return Possible(key, kind, (row,), (client,), (row,), (same, other), told.pros, told.cons, told.score)


def _same(row: int, client: int, rows: tuple[int, ...], clients: tuple[int, ...], scene: Scene) -> Option:
    """Return the answer that *row* is *client*, and that no other pair of this doubt is."""
    one = len(rows) == 1
    name = f"same:{client}" if one else f"same:{client}:{rows.index(row) + 1}"
    others = [(r, c) for r in rows for c in clients if (r == row) != (c == client)]
    effects = [Effect("link", row, client), scene.verdict(row, client, same=True)]
    effects += [scene.verdict(r, c, same=False) for r, c in others]
    effects += [Effect("new", r) for r in rows if r != row and not _blocked(r, clients, scene)]
    told = {"client": full_name(scene.snapshot.values(client)), "where": scene.intake.where(row)}
    text = message(N_("the same person as {client}"), client=told["client"])
    return Option(name, text if one else message(N_("{where} is {client}"), **told), tuple(effects))


def _blocked(row: int, clients: tuple[int, ...], scene: Scene) -> bool:
    """Tell whether *row* cannot be added, because its number is a client's."""
    return any(scene.shares_number(row, client) for client in clients)


def _apart(rows: tuple[int, ...], clients: tuple[int, ...], scene: Scene) -> tuple[Effect, ...]:
    """Return what says that nobody is anybody; a row that shares its number with a client goes on waiting."""
    told = [scene.verdict(row, client, same=False) for row in rows for client in clients]
    return (*told, *(Effect("new", row) for row in rows if not _blocked(row, clients, scene)))


def keys_that_agree(row: int, client: int, scene: Scene) -> list[Message]:
    """Return in words which keys say that *row* is *client*."""
    values, register = scene.row(row), scene.snapshot.values(client)
    link = scene.snapshot.links.get(client)
    name = full_name(register)
    agree = []
    if link and link.source_id and link.source_id == scene.intake.ids[row]:
        agree.append(message(N_("{client}: linked to this record earlier"), client=name))
    if scene.shares_number(row, client):
        agree.append(message(N_("{client}: same national number"), client=name))
    if folded_name(values) == folded_name(register):
        agree.append(message(N_("{client}: same name"), client=name))
    return agree


def keys_against(row: int, client: int, scene: Scene) -> list[Message]:
    """Return in words what says that *row* is not *client*."""
    values, register = scene.row(row), scene.snapshot.values(client)
    name = full_name(register)
    if not vetoed(values, register):
        return []
    if bis_pair(values, register):
        return [message(N_("{client}: one has a BIS number, the other a national number"), client=name)]
    return [message(N_("{client}: another national number"), client=name)]
