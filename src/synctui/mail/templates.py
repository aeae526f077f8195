"""The words of mails: one text and one HTML page a language, the office's own before those that come along.

A template is filled by name alone: ``{first_name}`` and the other `PLACEHOLDERS`, nothing that computes or reaches into
a value. A line that names a placeholder without a value (no deadline, no responsible) is left out. In HTML every value
is escaped.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from synctui.errors import UsageError
from synctui.i18n import LANGUAGES, _

PLACEHOLDERS = frozenset({
    "first_name", "last_name", "firm", "responsible", "reply_to", "questionnaire", "link", "tax_year", "income_year",
    "deadline",
})  # fmt: skip
KINDS = ("invitation", "reminder")
SUBJECT = "Subject: "
LIMIT = 100_000
"""Bytes of one template."""

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_OURS = Path(__file__).parent / "templates"


class Template(NamedTuple):
    """One kind of mail in one language: its subject, text and HTML, with placeholders."""

    subject: str
    text: str
    html: str


class Words(NamedTuple):
    """A mail's words, every placeholder filled."""

    subject: str
    text: str
    html: str


class Templates(NamedTuple):
    """Every mail's words by kind (one of `KINDS`) and language."""

    found: Mapping[tuple[str, str], Template]

    def fill(self, kind: str, language: str, values: Mapping[str, str]) -> Words:
        """Return the words of one mail; *values* holds every placeholder, empty where there is no value."""
        template = self.found[kind, language]
        return Words(
            _filled(template.subject, values),
            _filled(template.text, values),
            _filled(template.html, {name: escape(value) for name, value in values.items()}),
        )


def load(folder: Path) -> Templates:
    """Return the templates, those in *folder* before our own. Raises `UsageError` with all that is wrong with them.

    Whoever has own words for a kind of mail has them in every language: nobody gets half of each.
    """
    found, wrong = {}, list[str]()
    for kind in KINDS:
        own = [
            language
            for language in LANGUAGES
            if any(_place(folder, kind, language, e).exists() for e in ("txt", "html"))
        ]
        for language in LANGUAGES:
            try:
                found[kind, language] = _read(folder if own else _OURS, kind, language)
            except UsageError as error:
                wrong.append(error.what)
    if wrong:
        raise UsageError("\n".join(wrong), _("Nothing is sent before that is mended; docs/invitations.md tells how."))
    return Templates(found)


def _place(folder: Path, kind: str, language: str, ending: str) -> Path:
    return folder / f"{kind}.{language}.{ending}"


def _read(folder: Path, kind: str, language: str) -> Template:
    """Return one template, checked. Raises `UsageError`."""
    text_file, html_file = (_place(folder, kind, language, ending) for ending in ("txt", "html"))
    text, html = _content(text_file), _content(html_file)
    subject, _end, body = text.partition("\n")
    if not subject.startswith(SUBJECT) or not subject.removeprefix(SUBJECT).strip():
        raise UsageError(_("{file}: the first line is not “Subject: …”.").format(file=text_file))
    for file, content in ((text_file, text), (html_file, html)):
        for complaint in _complaints(content):
            raise UsageError(f"{file}: {complaint}")
    for complaint in _Tags.complaints(html):
        raise UsageError(f"{html_file}: {complaint}")
    return Template(subject.removeprefix(SUBJECT).strip(), body.strip("\n") + "\n", html)


def _content(file: Path) -> str:
    try:
        data = file.read_bytes()
        if len(data) > LIMIT:
            raise UsageError(_("{file} is too large for a mail.").format(file=file))
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise UsageError(_("{file} is missing: own words are needed in every language.").format(file=file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(_("{file} cannot be read as UTF-8 text.").format(file=file)) from error


def _complaints(content: str) -> Iterator[str]:
    """Yield what is wrong with the placeholders of a template."""
    try:
        names = _names(content)
    except ValueError:
        yield _("a brace stands alone; write {{ or }} for a brace that is meant.")
        return
    for name in sorted(names - PLACEHOLDERS):
        yield _("{{{name}}} is no placeholder; known are {names}.").format(
            name=name, names=", ".join(sorted(PLACEHOLDERS))
        )
    if "link" not in names:
        yield _("{{link}} is missing: nobody could open the questionnaire.").format()


@cache
def _parts(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return a text as (literal, name of the placeholder that follows or None). Raises `ValueError`."""
    found = []
    for literal, name, spec, conversion in string.Formatter().parse(text):
        whole = name if not (spec or conversion) else f"{name}:{spec}"
        found.append((literal, whole))
    return tuple(found)


def _names(text: str) -> set[str]:
    return {name for _literal, name in _parts(text) if name is not None}


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return *text* filled line by line, without the lines whose value is missing and the gap they would leave."""
    return re.sub(r"\n{3,}", "\n\n", "".join(_line(line, values) for line in text.splitlines(keepends=True)))


def _line(line: str, values: Mapping[str, str]) -> str:
    parts = _parts(line)
    if any(name is not None and not values[name] for _literal, name in parts):
        return ""
    return "".join(literal + (values[name] if name is not None else "") for literal, name in parts)


class _Tags(HTMLParser):
    """Follows tags, so that a page which mail programs would show broken is found before it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    @classmethod
    def complaints(cls, html: str) -> list[str]:
        """Return what is wrong with the tags of a page."""
        tags = cls()
        tags.feed(html)
        tags.close()
        unclosed = [_("<{tag}> is never closed.").format(tag=tag) for tag in tags.open]
        cut = html.rfind("<") > html.rfind(">") or html.rfind("<!--") > html.rfind("-->")
        return [*tags.wrong, *unclosed, *([_("the page ends in the middle of a tag.")] if cut else [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an opened tag; nothing that runs or loads belongs in a mail."""
        if tag in {"script", "iframe", "object", "form"} or any(_runs(name, value or "") for name, value in attrs):
            self.wrong.append(_("<{tag}> does not belong in a mail.").format(tag=tag))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in _VOID:
            self.wrong.append(_("</{tag}> closes nothing.").format(tag=tag))


def _runs(name: str, value: str) -> bool:
    """Tell whether an attribute makes a page do something by itself."""
    return name.startswith("on") or value.strip().casefold().startswith("javascript:")
