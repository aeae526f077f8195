"""The one place for what Textual does not offer: every touch of a private attribute stands here, with its reason."""

# ruff: noqa: SLF001 - private attributes are what this file is for

from __future__ import annotations

import os
from asyncio import CancelledError
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from synctui.tui.wire import Wire

if TYPE_CHECKING:
    from rich.console import Console
    from textual._compositor import ChopsUpdate, LayoutUpdate
    from textual.app import App
    from textual.screen import Screen

P = TypeVar("P", bound="Screen[Any]")
SLOW_ESCAPE = "400"
"""Milliseconds to wait for the rest of an escape sequence over SSH: a slow link splits ``ESC [ B`` into three keys."""


def before_textual() -> None:
    """Set what Textual reads when it is imported: the escape delay over SSH; an empty ``NO_COLOR`` means none."""
    if os.environ.get("SSH_CONNECTION"):
        os.environ.setdefault("ESCDELAY", SLOW_ESCAPE)
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def tolerate_any_byte() -> None:
    """Let the terminal driver replace a byte that is not UTF-8: else one such byte ends the app (Textual 6456)."""
    from textual.drivers import linux_driver

    linux_driver.getincrementaldecoder = lambda _name: _tolerant  # type: ignore[attr-defined, assignment]


def send_less() -> None:
    """Let updates send of each style what differs, and a partial one begin where its change begins.

    Textual sends every style whole, and crops the right side of a change only; it says so (8.2).
    """
    from textual._compositor import ChopsUpdate, LayoutUpdate

    ChopsUpdate.render_segments = _cropped  # type: ignore[method-assign, assignment]
    LayoutUpdate.render_segments = _laid_out  # type: ignore[method-assign, assignment]


def _cropped(update: ChopsUpdate, console: Console) -> str:
    """Return what is sent for *update*: each changed stretch of a line, behind the move to its first cell."""
    wire = Wire(console._color_system)
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            start, stop = max(x, left), min(end, right)
            if strip is not None and start < stop:
                wire.move(start, y)
                wire.write(strip.crop(start - x, stop - x))
    return wire.whole()


def _laid_out(update: LayoutUpdate, console: Console) -> str:
    """Return what is sent for *update*: its lines, each behind the move to its first cell."""
    wire = Wire(console._color_system)
    for y, line in enumerate(update.strips, update.region.y):
        wire.move(update.region.x, y)
        for strip in line:
            wire.write(strip)
    return wire.whole()


def fail_quietly(app: App[int]) -> None:
    """Let an unexpected failure close the app without Textual's report, which prints every local: names, numbers."""
    app._fatal_error = app._close_messages_no_wait  # type: ignore[method-assign]


def failure(app: App[int]) -> Exception | None:
    """Return what ended the app unexpectedly, in a worker too, or None."""
    from textual.worker import WorkerFailed

    error = app._exception
    return cast("Exception", error.error) if isinstance(error, WorkerFailed) else error


def _tolerant() -> IncrementalDecoder:
    """Return a decoder of UTF-8 that replaces what it cannot read."""
    return cast("IncrementalDecoder", getincrementaldecoder("utf-8")(errors="replace"))


async def composed(screen: Screen[Any]) -> None:
    """Wait until a screen that was just pushed has its widgets; Textual gives it keys before that."""
    await screen._mounted_event.wait()


def cancelled_once_left(page: type[P]) -> type[P]:
    """Let whoever asks a screen that was left for a widget be cancelled, as Textual cancels its workers a moment later.

    It takes the widgets away first (8.2): what asks in between would end the app with `NoMatches`.
    """
    for name in ("query_one", "query_exactly_one"):
        setattr(page, name, _or_cancelled(getattr(page, name)))
    return page


def _or_cancelled(ask: Callable[..., Any]) -> Callable[..., Any]:
    from textual.css.query import NoMatches

    @wraps(ask)
    def asked(screen: Screen[Any], *what: object, **how: object) -> Any:
        try:
            return ask(screen, *what, **how)
        except NoMatches:
            if screen.app._exit or screen not in screen.app.screen_stack:
                raise CancelledError from None
            raise

    return asked


def bound(screen: Screen[Any], key: str) -> bool:
    """Tell whether a key means something on a screen; Textual can be asked for all that are bound, which takes long."""
    return any(key in bindings.key_to_bindings for _node, bindings in screen._modal_binding_chain)
