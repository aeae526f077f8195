"""Save the list of clients as a workbook or CSV, or an empty template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synctui.i18n import _, number
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.saving import ask_path, ask_template

if TYPE_CHECKING:
    from synctui.tui.screens.clients import ClientsPage


async def ask_what_to_save(page: ClientsPage) -> None:
    """Ask what to save and where; the ticked clients where there are any, else those that are shown."""
    rows = page.listed.ticked_rows() or list(page.listed.shown)
    if not rows:
        ask_template(page)
        return
    what = _("{n} ticked") if page.listed.ticked else _("{n} shown")
    who = what.format(n=number(len(rows)))
    entries = [
        Entry("xlsx", _("these clients, as a workbook"), who),
        Entry("csv", _("these clients, as CSV"), who),
        Entry("template", _("an empty template to fill in")),
    ]
    answer: str | None = await page.app.push_screen_wait(Menu(_("Save"), entries))
    if answer == "template":
        ask_template(page)
    elif answer:
        write = page.services.write_clients
        ask_path(page, _("Save the list as"), f"clients.{answer}", lambda path: write(path, rows))
