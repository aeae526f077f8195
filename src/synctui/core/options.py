"""What can be decided without a person: the options of ``plan`` and the defaults of the configuration."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from synctui.core.catalogue import QUESTIONNAIRE
from synctui.core.comparison import KINDS, Difference
from synctui.core.fields import INDEX, NAMES
from synctui.core.review import NEVER_IN_BULK, Review
from synctui.errors import UsageError
from synctui.i18n import _

Selection = Mapping[tuple[int, str], bool]
"""The (field, kind) pairs that a list of FIELDS means; True where the field was named, False where by ``all``."""


class Options(NamedTuple):
    """What leads a review without a person; see ``plan`` in the command line's page.

    overwrite, keep: None where not given. defaults: decision → selection, from the configuration; an option that is
    given stands instead of its default.
    """

    overwrite: Selection | None = None
    keep: Selection | None = None
    language: str = ""
    questionnaire: str = ""
    archive_missing: bool = False
    defaults: Mapping[str, Selection] = {}


def selection(text: str, decision: str) -> Selection:
    """Read a comma-separated list of ``field, field:kind, all, all:kind`` or ``none``.

    *decision* is ``overwrite`` or ``keep``: a bare field never means *both-changed*, *cleared* or *already-sent*, nor,
    to overwrite, *changed-here*. Raises `UsageError` with the nearest field or kind.

    >>> sorted(kind for _, kind in selection("street", "overwrite"))
    ['first-seen', 'import-changed']
    """
    chosen: dict[tuple[int, str], bool] = {}
    bare = [kind for kind in KINDS if kind not in NEVER_IN_BULK and (decision, kind) != ("overwrite", "changed-here")]
    for item in filter(None, (part.strip() for part in text.split(","))):
        name, colon, kind = item.partition(":")
        if item == "none":
            continue
        names = [*NAMES, "all"] if colon else [*NAMES, "all", "none"]
        fields = range(len(NAMES)) if name == "all" else [INDEX[_known(name, names)]]
        kinds = [_known(kind, list(KINDS))] if colon else bare
        chosen |= {(at, each): name != "all" or chosen.get((at, each), False) for at in fields for each in kinds}
    return chosen


def check(overwrite: Selection, keep: Selection) -> None:
    """Raise `UsageError` when a field is both to be overwritten and kept; ``all`` gives way to a named field."""
    both = sorted({NAMES[pair[0]] for pair in overwrite.keys() & keep.keys() if overwrite[pair] == keep[pair]})
    if both:
        raise UsageError(
            _("--overwrite and --keep both name {fields}.").format(fields=", ".join(both)),
            _("Leave each field in one of the two, or tell them apart by kind, as in street:first-seen."),
        )


def lead(review: Review, options: Options) -> None:
    """Take the decisions that *options* mean; what neither says stays undecided."""
    given = {"overwrite": options.overwrite, "keep": options.keep}
    check(options.overwrite or {}, options.keep or {})
    defaults = {decision: chosen for decision, chosen in options.defaults.items() if given[decision] is None}
    _decide(review, defaults, "default")
    _decide(review, given, "option")
    if options.archive_missing:
        review.leave(review.bulk_leavers(), "archive", why="option")
    if options.language:
        review.newcomers.choose_batch("language", options.language, why="option")
    if options.questionnaire:
        review.newcomers.choose_batch(QUESTIONNAIRE, options.questionnaire, why="option")


def _decide(review: Review, chosen: Mapping[str, Selection | None], why: str) -> None:
    """Decide what the two selections mean; a field that is named in one goes before ``all`` in the other."""
    overwrite, keep = chosen.get("overwrite") or {}, chosen.get("keep") or {}
    review.decide(_meant(review.lines, overwrite, keep), "overwrite", why=why)
    review.decide(_meant(review.lines, keep, overwrite), "keep", why=why)


def _meant(lines: Iterable[Difference], chosen: Selection, other: Selection) -> list[Difference]:
    return [
        line
        for line in lines
        if (named := chosen.get((line.field, line.kind))) is not None
        and (named or not other.get((line.field, line.kind), False))
    ]


def _known(word: str, words: list[str]) -> str:
    if word in words:
        return word
    near = difflib.get_close_matches(word, words, n=1, cutoff=0)
    raise UsageError(
        _("“{word}” is neither a field nor a kind of difference.").format(word=word),
        _("The nearest one is “{near}”. All of them: {words}.").format(near=near[0], words=", ".join(words)),
    )
