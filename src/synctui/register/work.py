"""From a plan and what is there now to the rows that a run writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from synctui.core.fields import LANGUAGE, NAMES, PARTNER, Values
from synctui.core.plan import Answer, Operation, Plan, Seen
from synctui.core.snapshot import SEND_AGAIN, Past
from synctui.register.changes import Cells, Change, Sighting, Whole, Work, add_change, next_client, nothing
from synctui.register.connection import Readable, rows
from synctui.register.expect import Present, operation_values
from synctui.register.read import info, of_source

Known = dict[tuple[Any, ...], Cells]


def work_of(connection: Readable, plan: Plan, run: int, now: Present) -> Work:
    """Return all that applying *plan* as run number *run* writes."""
    work = nothing()
    people = _Newcomers(plan, next_client(connection), run)
    work.come.update(people.wholes())
    _on_clients(work.changes, plan, now)
    _on_dossiers(work.changes, plan, now)
    _on_register(work.changes, plan, info(connection).tax_year)
    _on_links(connection, work, plan, run)
    _on_bases(connection, work.changes, plan)
    _on_decisions(connection, work.changes, plan)
    return work


class _Newcomers:
    """The clients that a plan adds, each as one whole: numbered in the plan's order, linked by the plan's *seen*."""

    def __init__(self, plan: Plan, first: int, run: int) -> None:
        self._adds = [operation for operation in plan.operations if operation.op == "add"]
        self._first = first
        self._year = plan.tax_year
        self._source = plan.made_from.source
        self._sighting = (run, run, plan.made_from.workflow or "")
        self._mapped = [name for name in NAMES if name in plan.made_from.columns]
        self._all_mapped = len(self._mapped) == len(NAMES)
        self._records = {seen.add: seen for seen in plan.seen if seen.add is not None}

    def wholes(self) -> Iterator[tuple[int, Whole]]:
        """Yield each new client's number and rows."""
        for client, operation in enumerate(self._adds, self._first):
            whole = self._person(client, operation)
            if seen := self._records.get(operation.id):
                self._known(client, seen, whole)
            yield client, whole

    def _person(self, client: int, operation: Operation) -> Whole:
        values = operation_values(operation)
        questionnaire = operation.new["questionnaire"] if isinstance(operation.new, dict) else ""
        dossier = (client, self._year, questionnaire, values[LANGUAGE], "not-sent", values[PARTNER])
        return {"client": [(client, *values, 0)], "dossier": [dossier]}

    def _known(self, client: int, seen: Seen, whole: Whole) -> None:
        own = (client, self._source)
        whole["link"] = [(*own, seen.source_id, seen.row_key, seen.linked_by, *self._sighting)]
        whole["base"] = [(*own, *self._base(whole["client"][0][1:-1], seen))]
        if seen.marks and (marks := [(*own, name, *mark) for name, mark in sorted(seen.marks.items()) if mark]):
            whole["mark"] = marks

    def _base(self, values: Values, seen: Seen) -> Past:
        """Return what the source sent: what is written, in the fields it fills, but for the exceptions."""
        if self._all_mapped and not seen.base:
            return values
        written = dict(zip(NAMES, values, strict=True))
        base = {name: written[name] for name in self._mapped} | seen.base
        return tuple(map(base.get, NAMES))


def _on_clients(changes: list[Change], plan: Plan, now: Present) -> None:
    wanted: dict[int, Cells] = defaultdict(dict)
    for operation in plan.operations:
        client = operation.client.id
        if client is None:
            continue
        if operation.op in {"archive", "restore"}:
            wanted[client]["archived"] = int(operation.op == "archive")
        elif operation.op == "change" and operation.field is not UNSET:
            wanted[client][operation.field] = operation.new
    for client, cells in wanted.items():
        add_change(changes, "client", (client,), now.clients[client], cells)


def _on_dossiers(changes: list[Change], plan: Plan, now: Present) -> None:
    """Change dossiers, and open them with the partner's number that the client has once the plan is carried out."""
    partner = NAMES[PARTNER]
    partners = {o.client.id: o.new for o in plan.operations if o.op == "change" and o.field == partner}
    for operation in plan.operations:
        client, new = operation.client.id, operation.new
        if client is None or not isinstance(new, dict):
            continue
        key = (client, plan.tax_year)
        if operation.op == "change_dossier":
            add_change(changes, "dossier", key, now.dossiers[key], new)
        elif operation.op == "open_dossier":
            cells = {
                "questionnaire": new["questionnaire"],
                "language": new["language"],
                "status": "not-sent",
                "partner": partners.get(client, now.clients[client][partner]),
            }
            changes.append(Change("dossier", key, None, cells))


def _on_register(changes: list[Change], plan: Plan, tax_year: int) -> None:
    if plan.tax_year > tax_year:
        changes.append(Change("register", (1,), {"tax_year": tax_year}, {"tax_year": plan.tax_year}))


def _on_links(connection: Readable, work: Work, plan: Plan, run: int) -> None:
    """Link, or correct a link; and note for whoever was linked already that it was seen."""
    source = plan.made_from.source
    known = of_source(connection, "link", source)
    workflow = plan.made_from.workflow or ""
    wanted = {
        seen.client: _link(seen, known.get((seen.client, source))) for seen in plan.seen if seen.client is not None
    }
    _give_up(work.changes, plan, known, wanted)
    fresh = {"since_run": run, "seen_run": run, "workflow": workflow}
    for client, cells in wanted.items():
        link = known.get((client, source))
        add_change(work.changes, "link", (client, source), link, cells if link else cells | fresh)
    away = {leaver.client.id for leaver in plan.only_in_register} | _archived(connection)
    there = {key: link for key, link in known.items() if key[0] in wanted or key[0] not in away}
    work.sightings.extend(_sightings(source, there, (run, workflow)))


def _archived(connection: Readable) -> set[int]:
    return {client for (client,) in rows(connection, "SELECT id FROM clients WHERE archived = 1")}


def _sightings(source: str, there: Known, now: tuple[int, str]) -> Iterator[Sighting]:
    """Yield the sighting of all linked clients in *there*, those that were last seen in one run together.

    A plan names those whose link or base changes, and those that are *not* in the import: who is linked and is not
    among the latter was seen.
    """
    before: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (client, _source), link in there.items():
        before[link["seen_run"], link["workflow"]].append(client)
    for then, clients in before.items():
        yield Sighting(source, clients, then, now)


def _link(seen: Seen, link: Cells | None) -> Cells:
    """Return what a link becomes; a source id that this import does not give stays known."""
    source_id = seen.source_id or (link["source_id"] if link else "")
    return {"source_id": source_id, "row_key": seen.row_key, "linked_by": seen.linked_by}


def _give_up(changes: list[Change], plan: Plan, known: Known, wanted: dict[int, Cells]) -> None:
    """Take a source id from a client that is not in the import, where another client now has it."""
    taken = {seen.source_id for seen in plan.seen if seen.source_id}
    for (client, source), link in known.items():
        if client not in wanted and link["source_id"] in taken:
            changes.append(Change("link", (client, source), {"source_id": link["source_id"]}, {"source_id": ""}))


def _on_bases(connection: Readable, changes: list[Change], plan: Plan) -> None:
    source = plan.made_from.source
    about = [seen for seen in plan.seen if seen.client is not None and (seen.base or seen.marks)]
    if not about:
        return
    bases, marks = (of_source(connection, name, source) for name in ("base", "mark"))
    for seen in about:
        if seen.base:
            key = (seen.client, source)
            add_change(changes, "base", key, bases.get(key), seen.base)
        for name, mark in seen.marks.items():
            _set(changes, "mark", marks, (seen.client, source, name), mark and {"how": mark[0], "register": mark[1]})


def _set(changes: list[Change], entity: str, known: Known, key: tuple[Any, ...], cells: Cells | None) -> None:
    """Append what makes the row at *key* hold *cells*, or removes it where they are None."""
    before = known.get(key)
    if cells is not None:
        add_change(changes, entity, key, before, cells)
    elif before is not None:
        changes.append(Change(entity, key, before, None))


def _on_decisions(connection: Readable, changes: list[Change], plan: Plan) -> None:
    """Remember verdicts, corrections and choices, and forget the choices that the plan takes back."""
    source = plan.made_from.source
    if plan.verdicts:
        known = of_source(connection, "verdict", source)
        for ruling in plan.verdicts:
            cells: Cells = {"same": int(ruling.same), "evidence": ruling.evidence}
            _set(changes, "verdict", known, (ruling.client, source, ruling.row_key), cells)
    if plan.corrections:
        known = of_source(connection, "correction", source)
        for mend in plan.corrections:
            _set(changes, "correction", known, (source, mend.row_key, mend.field), {"bad": mend.bad, "good": mend.good})
    if choices := [*plan.choices, *_to_send_again(plan)]:
        known = of_source(connection, "choice", source)
        for answer in choices:
            given = None if answer.answer is None else {"answer": answer.answer, "evidence": answer.evidence}
            _set(changes, "choice", known, (source, answer.kind, answer.key), given)


def _to_send_again(plan: Plan) -> Iterator[Answer]:
    """Yield the choices that have a client's questionnaire mailed once more."""
    year = str(plan.tax_year)
    return (Answer(SEND_AGAIN, str(op.client.id), year, "") for op in plan.operations if op.op == "send_again")
