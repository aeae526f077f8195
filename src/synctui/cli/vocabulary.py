"""What a configuration says in the words of the rooms below: sources, fields, kinds of difference, questionnaires."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from synctui.cli.connections import TITLES
from synctui.config.check import Complaint
from synctui.config.check import complaints as plain
from synctui.config.settings import Config, SourceSettings
from synctui.core.mapping import TARGETS, VALUES
from synctui.core.options import check, selection
from synctui.errors import UsageError
from synctui.i18n import _


def complaints(config: Config) -> Iterator[Complaint]:
    """Yield what is wrong with *config* beyond types: first what it shows by itself, then the words nobody knows."""
    yield from plain(config)
    for name, source in config.sources.items():
        yield from _source(name, source)
    yield from _review(config)
    yield from _questionnaires(config)


def _source(name: str, source: SourceSettings) -> Iterator[Complaint]:
    if name not in TITLES and source != SourceSettings(mapping=source.mapping):
        near = difflib.get_close_matches(name, TITLES, n=1, cutoff=0)[0]
        yield (
            f"sources.{name}",
            _("a file has a mapping alone; addresses are those of {names}").format(names=", ".join(TITLES)),
            _("The nearest known key is {near}.").format(near=f"sources.{near}"),
        )
    known = (*TARGETS, *VALUES)
    for target in source.mapping:
        if target not in known:
            near = difflib.get_close_matches(target, known, n=1, cutoff=0)[0]
            yield (
                f"sources.{name}.mapping.{target}",
                _("there is no such field"),
                _("The nearest known key is {near}.").format(near=f"sources.{name}.mapping.{near}"),
            )


def _review(config: Config) -> Iterator[Complaint]:
    chosen = {}
    for decision in ("overwrite", "keep"):
        try:
            chosen[decision] = selection(",".join(getattr(config.review, decision)), decision)
            check(chosen["overwrite"], chosen.get("keep", {}))
        except UsageError as error:
            yield f"review.{decision}", error.what, error.next_step
            return


def _questionnaires(config: Config) -> Iterator[Complaint]:
    groups: dict[str, str] = {}
    for group, names in config.questionnaires.items():
        for language, name in names.items():
            path = f"questionnaires.{group}.{language}"
            if not name.strip():
                yield path, _("it is empty"), _("Give the questionnaire's name, or take the line out.")
            elif groups.setdefault(name, group) != group:
                yield (
                    path,
                    _("“{name}” stands under {other} too").format(name=name, other=f"questionnaires.{groups[name]}"),
                    _("A questionnaire belongs to one group of counterparts."),
                )
