"""The colours, by what they mean: green adds, amber changes, rose leaves, red is wrong, violet is a guess, blue acts.

`THEMES` are our own two; under another theme of Textual's the meanings take the nearest of its colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.style import Style
from textual.theme import Theme

DARK = Theme(
    name="synctui-dark",
    primary="#6cb6ff",
    success="#8ddb8c",
    warning="#f2b95c",
    error="#ff8a80",
    accent="#6cb6ff",
    foreground="#d9dee7",
    background="#10151d",
    surface="#10151d",
    panel="#1a212c",
    dark=True,
    variables={
        "rose": "#f2a0a9",
        "violet": "#c4a7f5",
        "dim": "#97a2b4",
        "line": "#39424f",
        "cursor": "#22364f",
        "range": "#1c2a3c",
        "strong": "#ffffff",
        "on-primary": "#0b1220",
    },
)
LIGHT = Theme(
    name="synctui-light",
    primary="#0b54ad",
    success="#1f6b2b",
    warning="#8a5200",
    error="#b3261e",
    accent="#0b54ad",
    foreground="#1c232d",
    background="#fbfcfe",
    surface="#fbfcfe",
    panel="#edf1f6",
    dark=False,
    variables={
        "rose": "#a02a48",
        "violet": "#6a3fb5",
        "dim": "#586273",
        "line": "#c3cbd6",
        "cursor": "#d5e6fa",
        "range": "#e4eefa",
        "strong": "#000000",
        "on-primary": "#ffffff",
    },
)
THEMES = (DARK, LIGHT)


def fitting(colours: str | None) -> Sequence[Theme]:
    """Return our themes for a terminal of *colours*, as Rich names them.

    Where there are sixteen, a ground would become a grey on which none of them is read: the bar before a line tells.
    """
    if colours != "standard":
        return THEMES
    return [
        replace(theme, variables={**theme.variables, **dict.fromkeys(("cursor", "range"), str(theme.background))})
        for theme in THEMES
    ]


NEAREST = {
    "rose": "error",
    "violet": "secondary",
    "dim": "foreground-darken-1",
    "line": "surface-lighten-2",
    "cursor": "primary-muted",
    "range": "surface-lighten-1",
    "strong": "foreground",
    "on-primary": "background",
}
"""Which of its colours a theme that is not ours uses for the meanings it does not know."""


def meanings(theme: Theme) -> dict[str, str]:
    """Return a colour for each meaning that *theme* may not know."""
    made = theme.to_color_system().generate()
    return {name: made[near] for name, near in NEAREST.items()}


_MEANINGS = {
    "text": ("foreground", ""),
    "strong": ("strong", "bold"),
    "dim": ("dim", ""),
    "add": ("success", ""),
    "change": ("warning", ""),
    "new": ("warning", "bold"),
    "leave": ("rose", ""),
    "wrong": ("error", ""),
    "guess": ("violet", ""),
    "key": ("primary", "bold"),
    "act": ("primary", ""),
    "line": ("line", ""),
    "head": ("dim", "bold"),
    "old": ("dim", "strike"),
    "name": ("on-primary on primary", "bold"),
    "cursor": ("foreground on cursor", ""),
    "range": ("foreground on range", ""),
}
"""Meaning → the theme's variable and a manner; the manner keeps the meaning where there is no colour."""


_made: dict[tuple[str, ...], dict[str, Style]] = {}


def tones(variables: Mapping[str, str]) -> dict[str, Style]:
    """Return a style for each meaning from a theme's *variables*; made once a theme."""
    key = tuple(variables.get(name, "") for name in ("primary", "background", "foreground", "success", "cursor"))
    if key not in _made:
        _made[key] = {
            meaning: Style.parse(f"{manner} {' '.join(_colour(variables, part) for part in colours.split())}".strip())
            for meaning, (colours, manner) in _MEANINGS.items()
        }
    return _made[key]


def _colour(variables: Mapping[str, str], name: str) -> str:
    """Return a variable's colour as Rich reads it: without the opacity or the ``ansi_`` that Textual may add."""
    if name == "on":
        return name
    value = variables.get(name, "").removeprefix("ansi_").split()
    if not value or value[0] in {"auto", "transparent"}:
        return "default"
    return value[0][:7] if value[0].startswith("#") else value[0]
