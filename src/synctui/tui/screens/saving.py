"""Ask for a file name and write, in a thread; say what was written or why not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from synctui.core.paths import expanded
from synctui.errors import SynctuiError
from synctui.i18n import _, current
from synctui.tui.screens.page import Page, R
from synctui.tui.widgets.prompt import Asked


def ask_path(page: Page[R], label: str, proposed: str, write: Callable[[Path], None]) -> None:
    """Ask where to write; *write* runs in a thread and may raise `OutputError`."""

    def chosen(text: str) -> None:
        if text.strip():
            page.run_worker(_write(page, expanded(text.strip()), write), exclusive=True, group="save")

    page.ask(label, proposed, Asked(chosen))


def ask_template(page: Page[R]) -> None:
    """Ask where to save an empty template, in the language of the screens."""
    language = current()
    write = page.services.write_template
    ask_path(page, _("Save the template as"), "template.xlsx", lambda path: write(path, language))


async def _write(page: Page[R], path: Path, write: Callable[[Path], None]) -> None:
    try:
        await asyncio.to_thread(write, path)
    except SynctuiError as error:
        page.say_error(error)
    else:
        page.say(_("Saved: {path}").format(path=path), "add")
