"""How one person came to where it stands: fetched, checked, keys tried, linked, compared, decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from synctui.core.fields import EMAIL, FIELDS, INDEX, NAMES, NATIONAL_NUMBER, Values, full_name
from synctui.core.intake import Problem, fold
from synctui.core.lookup import Lookup
from synctui.core.review import Review
from synctui.core.words import DECISION, KIND, REASON, word
from synctui.i18n import N_, _
from synctui.report.text import Hide, columns, value

GROUPS = {
    "in-both": N_("in both"),
    "only-in-import": N_("only in import"),
    "invalid": N_("invalid"),
    "possible": N_("possible match"),
    "left-out": N_("left out"),
    "only-in-register": N_("only in register"),
}
OUTSIDE = {
    "company": N_("a company"),
    "prospect": N_("a prospect or a contact"),
    "left-workflow": N_("not in the workflow"),
}
"""Why a record that never was a client takes no part, where it is said otherwise than of a client who left."""


class Match(NamedTuple):
    """Whom WHO names: a row of the import (−1: none), a client of the register (0: none), or a source id elsewhere."""

    row: int = -1
    client: int = 0
    elsewhere: str = ""


def matches(review: Review, who: str) -> list[Match]:
    """Return the rows, else the clients, else the relations outside the scope that answer to *who*."""
    intake, snapshot = review.comparison.intake, review.comparison.snapshot
    rows = [Match(row=row) for row, values in enumerate(intake.values) if _answers(who, intake.ids[row], values)]
    linked = {review.comparison.clients[match.row] for match in rows}
    clients = [
        Match(client=client)
        for client, values in snapshot.clients.items()
        if client not in linked
        and _answers(who, snapshot.links[client].source_id if client in snapshot.links else "", values)
    ]
    named = {snapshot.links[match.client].source_id for match in clients if match.client in snapshot.links}
    outside = [
        Match(elsewhere=own)
        for own, there in intake.delivery.elsewhere.items()
        if own not in named and (own == who or _named(who, there.name))
    ]
    return [*rows, *clients, *outside]


def _named(who: str, name: str) -> bool:
    """Tell whether *who* is a part of a name, in whichever order its parts are written."""
    turned = " ".join(reversed(name.split(", ")))
    return bool(fold(who)) and fold(who) in fold(f"{name.replace(',', ' ')} {turned}")


def _answers(who: str, source_id: str, values: Values) -> bool:
    digits = "".join(filter(str.isdigit, who))
    names = fold(f"{full_name(values)} {' '.join(values[:2])}")
    return bool(
        (source_id and who == source_id)
        or (digits and digits == values[NATIONAL_NUMBER])
        or who.casefold() == values[EMAIL].casefold()
        or (not digits and "@" not in who and fold(who) and fold(who) in names)
    )


def explained(review: Review, who: str) -> list[dict[str, Any]]:
    """Return all that is known of those who answer to *who*, as scripts read it; an empty list for nobody."""
    live = review.comparison.snapshot.directory.live
    return [_explained(review, match, live) for match in matches(review, who)]


def _explained(review: Review, match: Match, live: Lookup) -> dict[str, Any]:
    if match.elsewhere:
        there = review.comparison.intake.delivery.elsewhere[match.elsewhere]
        found = {"where": match.elsewhere, "name": there.name, "group": "left-out"}
        return {**found, "reason": there.reason, "when": there.when}
    if match.client:
        return _client(review, match.client)
    return _row(review, match.row, live)


def _client(review: Review, client: int) -> dict[str, Any]:
    comparison = review.comparison
    values = comparison.snapshot.values(client)
    found: dict[str, Any] = {"client": client, "name": full_name(values), "group": "only-in-register"}
    found["values"] = dict(zip(NAMES, values, strict=True))
    for absent in comparison.leavers:
        if absent.client == client:
            found |= {"reason": absent.reason, "when": absent.when, "decision": review.leaver(client).how}
    return found


def _row(review: Review, row: int, live: Lookup) -> dict[str, Any]:
    comparison = review.comparison
    intake, client = comparison.intake, comparison.clients[row]
    group = _group(review, row)
    new = group == "only-in-import"
    return {
        "where": intake.where(row),
        "source_id": intake.ids[row],
        "name": full_name(intake.values[row]),
        "group": group,
        "values": dict(zip(NAMES, intake.values[row], strict=True)),
        "problems": [_problem(each) for each in (*intake.invalid.get(row, ()), *intake.warnings.get(row, ()))],
        "repairs": [_problem(each) for each in intake.repairs.get(row, ())],
        "keys": list(_keys(review, row, live)),
        "linked": {"client": client, "by": comparison.linked_by[row]} if client else None,
        "differences": list(_differences(review, row)),
        "decision": review.newcomers.decision(row).how if new else None,
    }


def _group(review: Review, row: int) -> str:
    comparison = review.comparison
    if row in comparison.intake.invalid:
        return "invalid"
    if comparison.clients[row]:
        return "in-both"
    if row in comparison.new:
        return "only-in-import"
    return "possible" if any(row in each.waiting for each in comparison.possible) else "left-out"


def _keys(review: Review, row: int, live: Lookup) -> Iterator[dict[str, Any]]:
    """Yield the keys in the order they are tried, each with the live clients it finds."""
    intake, snapshot = review.comparison.intake, review.comparison.snapshot
    values = intake.values[row]
    if source_id := intake.ids[row]:
        by_id = [client for client, link in snapshot.links.items() if link.source_id == source_id]
        yield {"key": "source-id", "value": source_id, "clients": by_id}
    if number := values[NATIONAL_NUMBER]:
        yield {"key": "national-number", "value": number, "clients": list(live.by_number(number))}
    named = f"{values[EMAIL]} {full_name(values)}"
    yield {"key": "email-name", "value": named, "clients": list(live.by_mail_and_name(values))}


def _differences(review: Review, row: int) -> Iterator[dict[str, Any]]:
    kept = [(line, "kept") for line in review.comparison.kept if line.row == row]
    asked = [(line, review.decision(line).how) for line in review.lines if line.row == row]
    for line, decision in [*asked, *kept]:
        yield {
            "field": NAMES[line.field],
            "kind": line.kind,
            "base": line.base,
            "register": line.register,
            "import": line.import_,
            "recommended": line.recommended,
            "decision": decision,
        }


def _problem(each: Problem) -> dict[str, Any]:
    name = None if each.field is None else NAMES[each.field]
    return {"where": each.where, "field": name, "value": each.value, "reason": each.reason.plain}


def explain_text(found: dict[str, Any], hide: Hide) -> str:
    """Return what `explained` found, as text."""
    lines = [hide(f"{found.get('where') or found.get('client')}  {found.get('name', '')}").rstrip()]
    lines.append(f"  {_(GROUPS[found['group']])}" + (f": {_reason(found)}" if "reason" in found else ""))
    values = [
        (f"  {FIELDS[INDEX[name]].title}", value(name, text, hide)) for name, text in found.get("values", {}).items()
    ]
    lines += columns(row for row in values if row[1] != "—") if values else []
    for title, name in ((_("Not right"), "problems"), (_("Mended"), "repairs")):
        lines += [f"  {title}: {hide(each['where'])} {hide(each['reason'])}" for each in found.get(name, ())]
    for key in found.get("keys", ()):
        hits = ", ".join(map(str, key["clients"])) or _("nobody")
        lines.append(f"  {key['key']} {hide(key['value'])}: {hits}")
    if linked := found.get("linked"):
        lines.append("  " + _("Linked to client {client} by {key}").format(client=linked["client"], key=linked["by"]))
    lines += [_difference(each, hide) for each in found.get("differences", ())]
    if found.get("decision"):
        lines.append("  " + _("Decision: {decision}").format(decision=word(DECISION, found["decision"])))
    return "\n".join(lines) + "\n"


def _reason(found: dict[str, Any]) -> str:
    words = {**REASON, **OUTSIDE} if found["group"] == "left-out" else REASON
    return word(words, found["reason"])


def _difference(each: dict[str, Any], hide: Hide) -> str:
    here, there = (value(each["field"], each[side], hide) for side in ("register", "import"))
    title = FIELDS[INDEX[each["field"]]].title
    return f"  {title}: {here} → {there}  ({word(KIND, each['kind'])}; {word(DECISION, each['decision'])})"
