"""Workflow: all clients of a source, or those of one workflow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from synctui.core.gate import same_workflow
from synctui.core.ports import Workflow
from synctui.i18n import N_, _, number
from synctui.tui.comparing import natural
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part
from synctui.tui.widgets.rows import Items


class WorkflowPage(Listing[str, Workflow]):
    """Lists the workflows; dismissed with the name of one, empty text for all clients, None for none chosen."""

    place = "workflow"
    title_text = N_("Workflow")
    BINDINGS = bindings("workflow")

    def __init__(self, workflows: Sequence[Workflow], journey: Journey, last: str | None = None) -> None:
        super().__init__()
        self.journey, self.last = journey, last
        columns = [Column("name", _("Workflow"), 60, 1), Column("clients", _("Clients"), 10, 0, True)]
        self.items = Items(columns, [Workflow(""), *workflows], _cells, ranks=_RANKS)

    def on_mount(self) -> None:
        """Put the cursor on the workflow of last time: its name may differ by the year."""
        super().on_mount()
        names = (at for at, each in enumerate(self.items.all) if self.last and same_workflow(each.name, self.last))
        self.table.go(next(names, 0))

    def words(self) -> list[Part]:
        """Return the question."""
        return [(_("All clients, or those of one workflow?"), "strong")]

    def do_open(self) -> None:
        """Take the workflow under the cursor."""
        if (workflow := self.current) is not None:
            self.dismiss(workflow.name)


_RANKS: Mapping[str, Callable[[Workflow], Any]] = {
    "name": lambda workflow: (bool(workflow.name), natural(workflow.name)),
    "clients": lambda workflow: workflow.clients or 0,
}


def _cells(workflow: Workflow) -> list[Cell]:
    count = "" if workflow.clients is None else number(workflow.clients)
    return [(workflow.name or _("All clients"), "text" if workflow.name else "strong"), (count, "dim")]
