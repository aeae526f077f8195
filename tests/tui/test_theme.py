"""Every meaning can be read on every ground, dark and light, and without colour too."""

from __future__ import annotations

import pytest
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from synctui.register import Store
from synctui.tui.theme import THEMES, tones
from tui.tui_driver import at_desk

GROUNDS = {"name", "cursor", "range", "line"}
"""Tones that are grounds or lines, or bring their own ground."""


def luminance(colour: ColorTriplet) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [value / 255 for value in colour]
    r, g, b = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def triplet(text: str) -> ColorTriplet:
    """Return a colour's parts."""
    return Style.parse(text).color.triplet  # type: ignore[union-attr, return-value]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_has_four_and_a_half_to_one_on_every_ground(theme: Theme) -> None:
    """Page, panel, cursor and range."""
    own = {
        name: value
        for name in ("primary", "success", "warning", "error", "foreground")
        if (value := getattr(theme, name))
    }
    style = tones({**theme.variables, **own, "background": str(theme.background)})
    grounds = [str(theme.background), str(theme.panel), theme.variables["cursor"], theme.variables["range"]]
    for meaning, tone in style.items():
        for ground in grounds:
            if meaning not in GROUNDS and tone.color and tone.color.triplet:
                assert contrast(tone.color.triplet, triplet(ground)) >= 4.5, (meaning, ground)
    name = style["name"]
    assert contrast(name.color.triplet, name.bgcolor.triplet) >= 4.5  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES)[:4])
async def test_the_app_starts_under_a_theme_of_textuals(name: str, new_office: Store) -> None:
    """Meanings a theme does not know take the nearest of its colours."""
    async with at_desk(new_office) as desk:
        desk.app.theme = name
        await desk.press("?")
        await desk.see("The keys in “Clients”")
