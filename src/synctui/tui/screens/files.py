"""The file browser: folders and files that can hold clients; a typed or pasted path opens at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from textual.events import Paste

from synctui.core.paths import OPENED, expanded, is_file, is_folder
from synctui.errors import InputError
from synctui.i18n import N_, _, day, number
from synctui.tui.keys import bindings
from synctui.tui.safe import visible
from synctui.tui.screens.listing import Listing
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, Summary, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.widths import cut_middle

ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""The files that are offered; any other can be opened by its path."""


class Item(NamedTuple):
    """One folder or file. opened: somebody has it open in Excel."""

    path: Path
    name: str
    folder: bool
    size: int
    changed: float
    opened: bool = False


class FilesPage(Listing[Path, Item]):
    """Browses from the working folder; dismissed with the chosen file, or None."""

    place = "files"
    title_text = N_("File")
    BINDINGS = bindings("files")

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = (folder or Path.cwd()).absolute()
        self.newest = False
        self.items = Items(_columns(), listed(self.folder), _cells)

    def on_mount(self) -> None:
        """Show the folder, the cursor on its first file."""
        self.enter(self.folder)

    def words(self) -> list[Part]:
        """Which folder this is."""
        return [(cut_middle(visible(str(self.folder)), 60), "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Whether the file is open elsewhere."""
        if self.current is None or not self.current.opened:
            return []
        return [[(_("Somebody has it open in Excel: what was not saved there is not read."), "change")]]

    def enter(self, folder: Path, cursor: str = "") -> None:
        """Show another folder, the cursor on the entry of that name."""
        self.folder = folder
        self.items.narrow("")
        self.items.take(listed(folder, newest=self.newest))
        self.items.order = ("day", True) if self.newest else ("name", False)
        first = (at for at, item in enumerate(self.items.all) if (item.name == cursor if cursor else not item.folder))
        self.table.load(cursor=next(first, 0))
        self.tell()

    # Keys

    def do_open(self) -> None:
        """Go into the folder, or take the file."""
        if item := self.current:
            self.take(item.path)
        else:
            self.say(_("Nothing that can hold clients has such a name."), "change", _("Esc shows everything again."))

    def do_left(self) -> None:
        """Go to the folder above."""
        self.enter(self.folder.parent, self.folder.name)

    def do_order(self) -> None:
        """List the newest first, or by name again."""
        self.newest = not self.newest
        self.enter(self.folder)

    def narrow(self, text: str) -> None:
        """Filter by name, unless it is a path."""
        if self._path(text):
            self.query_exactly_one(Summary).show([(_("Enter opens this path"), "act")], [])
            return
        super().narrow(text)

    def do_filter(self) -> None:
        """Ask for a part of a name, or a path."""
        from synctui.tui.widgets.prompt import Asked

        self.ask(_("Name or path"), self.filtered, Asked(self.typed, self.narrow, lambda: self.narrow("")))

    def typed(self, text: str) -> None:
        """Open a typed path, or keep the filter."""
        text = text.strip().strip("'\"")
        path = self._path(text)
        if path is None:
            self.narrow(text)
            return
        try:
            self.take(path)
        except InputError as error:
            self.tell()
            self.say_error(error)

    def _path(self, text: str) -> Path | None:
        """Return the path that was typed: in another folder, or the name of a file here that is not listed."""
        path = (self.folder / expanded(text)).absolute()
        listed = any(item.name == text for item in self.items.all)
        return path if "/" in text or text.startswith("~") or (is_file(path) and not listed) else None

    def on_paste(self, event: Paste) -> None:
        """Open a pasted path, as a terminal pastes the file that is dragged into it."""
        event.stop().prevent_default()
        self.typed(event.text)

    def take(self, path: Path) -> None:
        """Go into a folder, or answer with a file. Raises `InputError` where there is nothing."""
        if is_folder(path):
            if not os.access(path, os.R_OK | os.X_OK):
                raise InputError(_("The folder {path} cannot be read.").format(path=path), _("Choose another one."))
            self.enter(path)
        elif is_file(path):
            self.dismiss(path)
        else:
            raise InputError(_("There is no file at {path}.").format(path=path), _("Choose one from the list."))


def listed(folder: Path, *, newest: bool = False) -> list[Item]:
    """Return the folders and the files that can hold clients, hidden ones left out.

    Folders come first; both by name, or the files that changed last first.
    """
    found: list[Item] = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return [Item(folder.parent, "..", True, 0, 0)]
    names = {entry.name for entry in entries}
    for entry in entries:
        item = _item(entry)
        if item and not entry.name.startswith((".", OPENED)):
            found.append(item._replace(opened=OPENED + entry.name in names))
    found.sort(key=lambda item: (not item.folder, -item.changed if newest else 0, item.name.casefold(), item.name))
    return [Item(folder.parent, "..", True, 0, 0), *found]


def _item(entry: os.DirEntry[str]) -> Item | None:
    """Return what is listed for an entry: nothing for what is neither a folder nor a file that can hold clients."""
    try:
        if entry.is_dir():
            return Item(Path(entry.path), entry.name, True, 0, 0)
        if entry.is_file() and Path(entry.name).suffix.lower() in ENDINGS:
            told = entry.stat()
            return Item(Path(entry.path), entry.name, False, told.st_size, told.st_mtime)
    except OSError:
        return None
    return None


def _columns() -> list[Column]:
    return [Column("name", _("Name"), 50, 1), Column("size", _("Size"), 10, 0, True), Column("day", _("Changed"), 11)]


def _cells(item: Item) -> list[Cell]:
    if item.folder:
        return [(f"{item.name}/", "act"), ("", "dim"), ("", "dim")]
    changed = day(datetime.fromtimestamp(item.changed, UTC).astimezone().isoformat())
    return [(item.name, "text"), (_("{n} kB").format(n=number(-(-item.size // 1000))), "dim"), (changed, "dim")]
