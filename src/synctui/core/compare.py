"""Import against register: link, households, differences, leavers and doubts, in that order.

In come an intake and a snapshot; out comes a `Comparison`. Pure and deterministic; decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from synctui.core.comparison import Comparison
from synctui.core.couples import Couples
from synctui.core.diff import Differ
from synctui.core.doubts import Scene, possible_of
from synctui.core.household import Households, households
from synctui.core.intake import Intake
from synctui.core.leavers import Whereabouts, leavers
from synctui.core.link import Links, link
from synctui.core.ports import Progress, Report, silent
from synctui.core.possible import look_alikes
from synctui.core.snapshot import Snapshot, Verdict
from synctui.core.verdicts import Verdicts


def compare(
    intake: Intake, snapshot: Snapshot, extra_verdicts: Iterable[Verdict] = (), report: Report = silent
) -> Comparison:
    """Compare *intake* with *snapshot*; *extra_verdicts* of a review count after the register's own.

    *report* hears the steps ``link`` and ``compare``.
    """
    report(Progress("link", 0, len(intake.values)))
    verdicts = Verdicts([*snapshot.verdicts, *extra_verdicts])
    links = link(intake, snapshot, verdicts)
    couples = Couples(intake, snapshot, links)
    homes = households(couples)
    found = Comparison(intake, snapshot, links.clients, links.by)
    scene = Scene(intake, snapshot)
    found.possible = homes.possible + [possible_of(doubt, scene) for doubt in links.doubts]
    _sort_rows(found, links, homes)
    found.claimed = frozenset(links.claims - set(links.clients))
    _look_alikes(found, scene, verdicts)
    report(Progress("compare", 0, len(found.in_both)))
    _differences(found, homes)
    whereabouts = Whereabouts(intake, snapshot, couples.named.keys(), homes.explained)
    found.leavers = leavers(_absent(found), whereabouts)
    report(Progress("compare", len(found.in_both), len(found.in_both)))
    return found


def _sort_rows(found: Comparison, links: Links, homes: Households) -> None:
    """Put every row into its group."""
    apart = links.waiting | homes.waiting | homes.left_out.keys() | found.intake.invalid.keys()
    found.in_both = [row for row, client in enumerate(found.clients) if client]
    found.new = [row for row, client in enumerate(found.clients) if not client and row not in apart]
    found.archived_here = {row: c for row, c in links.archived.items() if row not in homes.left_out}
    found.left_out = dict(found.intake.delivery.left_out)
    for what, count in Counter(homes.left_out.values()).items():
        found.left_out[what] = found.left_out.get(what, 0) + count


def _differences(found: Comparison, homes: Households) -> None:
    """Compare every linked row with its client."""
    differ = Differ(found.intake, found.snapshot, homes.lines, homes.kept)
    found.unequal = differ.unequal(found.in_both, found.clients)
    found.by_form = [found.clients[row] for row in found.unequal if differ.pair(row, found.clients[row])]
    found.differences, found.kept = differ.asked, differ.kept


def _look_alikes(found: Comparison, scene: Scene, verdicts: Verdicts) -> None:
    """Move leftovers of both sides that look like the same person to the possible matches."""
    rows = [row for row in found.new if row not in found.archived_here]
    proposed, found.warnings = look_alikes(rows, sorted(_absent(found)), scene, verdicts)
    if proposed:
        waiting = {possible.rows[0] for possible in proposed}
        found.new = [row for row in found.new if row not in waiting]
        found.possible += proposed


def _absent(found: Comparison) -> set[int]:
    """Return the clients that no row is, claims or may be."""
    doubted = {client for possible in found.possible for client in possible.clients}
    return found.snapshot.clients.keys() - set(found.clients) - found.claimed - doubted
