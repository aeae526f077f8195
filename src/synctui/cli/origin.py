"""What SOURCE means on the command line: which source, under which name, and which file it must never overwrite."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from synctui.cli.given import Text
from synctui.core.paths import exists
from synctui.core.ports import Source
from synctui.errors import InputError, UsageError
from synctui.i18n import _

FILES = ("excel", "csv")
CRMS = ("adminpulse", "adminconsult")
NAMED = (*CRMS, "sample")
FILE_SOURCE = "file"
"""What all workbooks and CSV files are called together unless ``--as`` says otherwise."""


class _Source(Text):
    """The text that names a source."""

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002 - click's
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the names that begin so, else files."""
        named = [CompletionItem(name) for name in NAMED if incomplete and name.startswith(incomplete)]
        return named or [CompletionItem(incomplete, type="file")]


SOURCE = _Source()


class Origin(NamedTuple):
    """A source as it was named. name: what base, links and the last fetch go by. path: its file, if it is one."""

    source: Source
    name: str
    path: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that no output may replace."""
        return (self.path,) if self.path else ()


def origin(text: str, as_name: str | None, crm: Callable[[str], Source]) -> Origin:
    """Return the source that *text* names: ``excel:PATH, csv:PATH``, one of `NAMED`, or the path of an existing file.

    *crm* opens a connected CRM by its name. Raises `UsageError` for anything else, with the nearest source there is.
    """
    return _named(text, as_name, crm) if text in NAMED else _unnamed(text, as_name)


def ahead(text: str, as_name: str | None) -> Origin | None:
    """Return the file that *text* names, already being read; None for another source, and for what `origin` refuses."""
    if text in NAMED:
        return None
    try:
        chosen = _unnamed(text, as_name)
    except (UsageError, InputError):
        return None
    from synctui.sources.files import FileSource

    assert isinstance(chosen.source, FileSource)
    return chosen._replace(source=chosen.source.ahead())


def _unnamed(text: str, as_name: str | None) -> Origin:
    kind, colon, rest = text.partition(":")
    if colon and kind in FILES:
        return _file(rest, kind, as_name)
    if exists(Path(text)):
        return _file(text, None, as_name)
    raise UsageError(_("There is no source “{text}”.").format(text=text), _nearest(text, kind if colon else text))


def _file(path: str, kind: str | None, as_name: str | None) -> Origin:
    if path in {"-", ""}:
        raise UsageError(
            _("A file is needed: what comes through a pipe cannot be read twice."), _("Save it, and name its path.")
        )
    name = as_name or FILE_SOURCE
    if name in NAMED:
        raise UsageError(
            _("“{name}” is the name of another source.").format(name=name), _("Choose another name after --as.")
        )
    from synctui.sources.files import open_file

    return Origin(open_file(Path(path), kind, name), name, Path(path))


def _named(name: str, as_name: str | None, crm: Callable[[str], Source]) -> Origin:
    if as_name:
        raise UsageError(_("Only files can be given another name."), _("Leave --as out."))
    if name in CRMS:
        return Origin(crm(name), name)
    from synctui.sources.sample import Sample

    return Origin(Sample(), "sample")


def _nearest(text: str, word: str) -> str:
    known = [f"{kind}:PATH" for kind in FILES] + list(NAMED)
    if Path(text).suffix or "/" in text:
        return _("No file stands at that path. Sources: {known}.").format(known=", ".join(known))
    near = difflib.get_close_matches(word, [*FILES, *NAMED], n=1, cutoff=0.5)
    hint = _("Did you mean “{near}”?").format(near=near[0]) + " " if near else ""
    return hint + _("Sources: {known}, or the path of a file.").format(known=", ".join(known))
