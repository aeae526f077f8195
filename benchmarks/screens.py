"""What is measured in a terminal: ``screens.py NAME FOLDER``; its data are in memory before its first paint.

``prepare`` writes 100,000 differences: a register, and the rows of the review as CSV for the peers.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from pathlib import Path

READY = "ready: press !"
HEADERS = ("mark", "client", "field", "here", "import", "street", "city", "email", "mobile", "responsible")


def prepare(folder: Path) -> None:
    """Write a register of as many clients as ``rows`` says, and what the review of `differing` shows as CSV."""
    import data
    import ours

    clients = data.sides(int((folder / "rows").read_text())).register
    ours.filled_register(folder / ours.REGISTER, ours.delivery_of(clients, data.HEADERS))
    review = reviewed(folder)
    with (folder / "lines.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for line in review.lines:
            values = review.comparison.snapshot.values(line.client)
            name = f"{values[1]}, {values[0]}"
            writer.writerow(("[ ]", name, line.field, line.register, line.import_, *values[6:9], *values[2:4]))


def differing(folder: Path) -> object:
    """Return a delivery in which every client of the register differs in one field, six of ten in the same way."""
    import data
    import ours

    clients = data.sides(int((folder / "rows").read_text())).register
    others = (data.STREET, data.CITY, data.MOBILE, data.LAST_NAME)
    changed = []
    for at, client in enumerate(clients):
        field = data.STREET if at % 10 < 6 else others[at % 4]
        value = client.values[field]
        new = f"Residentie {value}" if field == data.STREET else clients[at - 1].values[field]
        values = (*client.values[:field], new, *client.values[field + 1 :])
        changed.append(client._replace(values=values))
    return ours.delivery_of(changed, data.HEADERS)


def reviewed(folder: Path) -> object:
    """Return the finished review of `differing`."""
    import ours

    store = ours.open_store(folder / ours.REGISTER, write=False)
    return ours.reviewed(differing(folder), store.snapshot(ours.SOURCE))


def review(folder: Path) -> None:
    """Run the app with a finished review under way, which the Source screen offers on its first line."""
    import ours

    from synctui.sources.sample import Sample
    from synctui.tui.app import Look, SynctuiApp
    from synctui.tui.hacks import before_textual
    from synctui.tui.journey import Journey

    before_textual()
    app = SynctuiApp(Look(), lambda: ours.app_services(folder))
    app.journey = Journey(Sample(), "AdminPulse", review=reviewed(folder))
    app.draw(mouse=False)


def datatable(folder: Path) -> None:
    """Show the rows in Textual's own table, with its header and footer, as its manual does."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable, Footer, Header, Static

    with (folder / "lines.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)

    class Stock(App[None]):
        """Fills the table when the key comes; Space changes a cell."""

        ENABLE_COMMAND_PALETTE = False

        def compose(self) -> ComposeResult:
            yield Header()
            yield Static(READY)
            yield Footer()

        async def key_exclamation_mark(self) -> None:
            table: DataTable[str] = DataTable(cursor_type="row")
            await self.query_one(Static).remove()
            await self.mount(table, before=self.query_one(Footer))
            table.add_columns(*header)
            table.add_rows(rows)
            table.focus()

        def key_space(self) -> None:
            table = self.query_one(DataTable)
            at = table.cursor_coordinate._replace(column=0)
            table.update_cell_at(at, "x" if table.get_cell_at(at) != "x" else "-")

    Stock().run(mouse=False)


def minimal(_folder: Path) -> None:
    """Show the least that Textual can."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Minimal(App[None]):
        """One line of text."""

        def compose(self) -> ComposeResult:
            yield Static(READY)

    Minimal().run(mouse=False)


SCREENS: dict[str, Callable[[Path], None]] = {
    "prepare": prepare,
    "review": review,
    "datatable": datatable,
    "minimal": minimal,
}

if __name__ == "__main__":
    SCREENS[sys.argv[1]](Path(sys.argv[2]))
