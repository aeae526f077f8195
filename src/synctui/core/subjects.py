"""What a decision is about, told so that it is found again when rows or clients have moved.

In goes a review with the keys of its decisions; out come `Subject` values, and keys for those of another review.
A row is known by its `row_key` as the source sends it, a client by its id; beside them stands a digest of the values
the decision was given on. Decides nothing.
"""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from synctui.core.catalogue import QUESTIONNAIRE
from synctui.core.comparison import Difference, Possible
from synctui.core.fields import FIELDS, INDEX, LANGUAGE, NAMES, full_name
from synctui.core.intake import evidence
from synctui.core.review import Review
from synctui.core.steps import Decision, Key

HOWS = {
    "line": {"overwrite", "keep", "typed"},
    "new": {"add", "leave", "undecided"},
    "absent": {"archive", "stay", "undecided"},
    "aside": {"aside"},
    "set": {"chosen"},
    "answer": {"answered"},
    "fix": {"fixed"},
    "batch": {"chosen"},
    "again": {"again"},
}
"""Topic → the words that a decision on it may say."""
IN_TURN = ({"fix"}, {"answer"}, set(HOWS) - {"fix", "answer"})
"""Topics as they are taken over: corrections change who a row is, answers add lines, then comes all else."""
_ROWS = frozenset({"new", "aside", "set", "fix"})


class Subject(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What one decision is about.

    topic: as in `Key`. who: a client's id, a row's `row_key`, a possible match's key, or what a batch is about.
    field: a field's name, or ``questionnaire``, where the topic has one. given_on: digest of the values it was given
    on; empty where only the record counts. name: as people know it.
    """

    topic: str
    who: int | str
    field: str = ""
    given_on: str = ""
    name: str = ""


class Subjects:
    """The subjects of a review's decisions, and back. Holds for the comparison that the review has now."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._comparison = review.comparison
        self._of_lines = review.lines
        self._sent = review.first.intake
        self._known: dict[Key, Subject | None] = {}

    def hold(self, review: Review) -> bool:
        """Return whether they still speak of what *review* compares now."""
        return review is self._review and review.comparison is self._comparison and review.lines is self._of_lines

    def of(self, key: Key) -> Subject | None:
        """Return what a decision under *key* is about; None where nothing of that kind is asked (any more)."""
        if key not in self._known:
            self._known[key] = self._look(key)
        return self._known[key]

    def key(self, subject: Subject) -> Key | None:
        """Return what a decision on *subject* is kept under here, whatever its values are now; None where unknown."""
        who: int | str | None = self._rows.get(subject.who) if subject.topic in _ROWS else subject.who
        if who is None:
            return None
        match subject.topic:
            case "line" | "fix" if subject.field in INDEX:
                return (subject.topic, who, INDEX[subject.field])
            case "set" if subject.field in {*NAMES, QUESTIONNAIRE}:
                return ("set", who, subject.field)
            case "new" | "absent" | "aside" | "answer" | "batch" | "again":
                return (subject.topic, who)
        return None

    def allows(self, key: Key, made: Decision) -> bool:
        """Return whether *made* is something that can be decided under *key*."""
        if made.how not in HOWS[str(key[0])]:
            return False
        if key[0] == "answer":
            return made.value in {option.name for option in self._matches[str(key[1])].options}
        if QUESTIONNAIRE in key[1:]:
            return made.value in self._review.catalogue.names()
        return True

    def _look(self, key: Key) -> Subject | None:
        topic, who = str(key[0]), key[1]
        if topic == "batch":
            return Subject(topic, who) if who in {NAMES[LANGUAGE], QUESTIONNAIRE} else None
        if topic == "answer":
            return self._match(str(who))
        if not isinstance(who, int):
            return None
        if topic in _ROWS:
            return self._row(topic, who, key[2:])
        return self._client(topic, who, key[2:])

    def _match(self, key: str) -> Subject | None:
        match = self._matches.get(key)
        if match is None:
            return None
        snapshot, values = self._comparison.snapshot, self._comparison.intake.values
        people = [*(values[row] for row in match.rows), *(snapshot.values(client) for client in match.clients)]
        names = " · ".join(dict.fromkeys(map(full_name, people)))
        return Subject("answer", key, given_on=evidence(*(value for each in people for value in each)), name=names)

    def _row(self, topic: str, row: int, field: tuple[str | int, ...]) -> Subject | None:
        intake, sent = self._comparison.intake, self._sent
        asked = {"new": self._new, "set": self._new, "aside": intake.invalid}.get(topic, range(len(intake.values)))
        if row not in asked:
            return None
        name, key = full_name(intake.values[row]) or sent.where(row), sent.sent_key(row)
        if topic == "fix":
            at = int(field[0])
            return Subject("fix", key, NAMES[at], evidence(sent.sent(row, at)), name)
        given_on = sent.sent_digest(row) if topic == "aside" else ""
        return Subject(topic, key, str(field[0]) if field else "", given_on, name)

    def _client(self, topic: str, client: int, field: tuple[str | int, ...]) -> Subject | None:
        if topic == "absent":
            reason = self._reasons.get(client)
            return Subject(topic, client, "", reason, self._name(client)) if reason else None
        if topic == "again":
            mailed = self._comparison.snapshot.mailed(client)
            return Subject(topic, client, name=self._name(client)) if mailed else None
        line = self._lines.get((client, int(field[0])))
        if line is None:
            return None
        values = evidence(line.kind, line.register, line.import_)
        return Subject("line", client, FIELDS[line.field].name, values, self._name(client))

    def _name(self, client: int) -> str:
        return full_name(self._comparison.snapshot.values(client))

    @cached_property
    def _lines(self) -> dict[tuple[int, int], Difference]:
        return {line.key: line for line in (*self._comparison.kept, *self._of_lines)}

    @cached_property
    def _matches(self) -> dict[str, Possible]:
        return {match.key: match for match in self._comparison.possible}

    @cached_property
    def _reasons(self) -> dict[int, str]:
        """Client → a digest of why it is not in the import."""
        return {each.client: evidence(each.reason, each.when) for each in self._comparison.leavers}

    @cached_property
    def _new(self) -> frozenset[int]:
        return frozenset(self._review.newcomers.rows)

    @cached_property
    def _rows(self) -> dict[int | str, int]:
        """Row key → row."""
        return {self._sent.sent_key(row): row for row in range(len(self._sent.values))}
