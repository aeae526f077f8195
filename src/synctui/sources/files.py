"""Files as a source: one workbook or CSV file becomes one delivery. Reads only; decides nothing about clients."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from synctui.core.background import beside
from synctui.core.collector import quiet_collector
from synctui.core.paths import OPENED
from synctui.core.ports import Progress, Report, Workflow
from synctui.core.table import Delivery
from synctui.core.visible import visible
from synctui.errors import InputError, UsageError
from synctui.i18n import N_, _
from synctui.sources.choice import Choice, SheetInfo, choose
from synctui.sources.delimited import read_csv
from synctui.sources.package import damaged
from synctui.sources.safely import read
from synctui.sources.sniff import WORKBOOKS, FileKind, sniff
from synctui.sources.tabulate import broken_text, tabulate
from synctui.sources.workbook import open_book, protected

FILE = "file"
"""The name of the source that all files are, unless another one is given."""
EXCEL, CSV = "excel", "csv"
_SUFFIXES = dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), EXCEL) | dict.fromkeys((".csv", ".tsv"), CSV)
_FOUND: dict[FileKind, str] = {
    "xlsx": N_("a workbook"),
    "xlsb": N_("a workbook"),
    "xls": N_("a workbook"),
    "ods": N_("a workbook"),
    "text": N_("plain text, as a CSV file is"),
    "plan": N_("JSON, as a plan is"),
    "pdf": N_("a PDF"),
    "sqlite": N_("a database, as a register is"),
    "zip": N_("a zip archive"),
    "document": N_("a document of Word"),
    "binary": N_("neither text nor a workbook"),
}


@dataclass(frozen=True, slots=True)
class FileSource:
    """A workbook or a CSV file.

    kind: ``excel`` or ``csv``. name: the source it counts as. sheet: which one is read, None to have it found. begun:
    what will come of a reading that was begun `ahead`.
    """

    path: Path
    kind: str
    name: str = FILE
    sheet: str | None = None
    begun: Future[Delivery] | None = field(default=None, compare=False, repr=False)

    async def workflows(self) -> Sequence[Workflow]:
        """Return no workflow: a file has none."""
        return ()

    async def fetch(self, workflow: str | None, report: Report) -> Delivery:
        """Read the file in a thread. Raises `InputError` where it cannot be read, `UsageError` on a workflow."""
        if workflow is not None:
            raise UsageError(_("A file has no workflows."), _("Leave --workflow out."))
        report(Progress("fetch"))
        delivery = await (asyncio.wrap_future(self.begun) if self.begun else asyncio.to_thread(self.read))
        report(Progress("read", delivery.fetched, delivery.fetched, delivery.table.sheet))
        return delivery

    def ahead(self) -> FileSource:
        """Return the same file, already being read in a thread; what is wrong with it `fetch` raises."""
        return replace(self, begun=beside(self.read))

    def read(self) -> Delivery:
        """Read the file here and now. Raises `InputError`."""
        with quiet_collector():
            content = read(self.path)
            choice = self._choice(content.data)
            table = tabulate(choice.grid)
        warnings = (*choice.warnings, *choice.grid.warnings, *broken_text(table))
        return Delivery(table, self.kind, content.fingerprint, content.changed, warnings=warnings)

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return the sheets of a workbook, the proposed one marked; for a CSV file, the file. Raises `InputError`."""
        return self._choice(read(self.path).data).sheets

    def _choice(self, data: bytes) -> Choice:
        kind, name = sniff(data), visible(self.path.name)  # a name may hold what no JSON can
        _refuse_mark(name)
        _refuse(kind, self.kind, name)
        if self.kind == CSV:
            grid = read_csv(data, name, name)
            return Choice(grid, (SheetInfo(name, rows=len(grid.rows), chosen=True),), ())
        return choose(open_book(data, kind, name), self.sheet, name)


def open_file(path: Path, kind: str | None = None, name: str = FILE, sheet: str | None = None) -> FileSource:
    """Return the file at *path* as a source; *kind* (``excel``, ``csv``) else goes by the name, then by the content.

    Nothing is read but to find out the kind. Raises `InputError` where that is neither.
    """
    if kind is None:
        kind = _SUFFIXES.get(path.suffix.lower())
    if kind is None:
        found = sniff(read(path).data)
        kind = EXCEL if found in WORKBOOKS else CSV
        _refuse(found, kind, path.name)
    return FileSource(path, kind, name, sheet)


def _refuse_mark(name: str) -> None:
    """Raise `InputError` where a file only tells that somebody has a workbook open."""
    if name.startswith(OPENED):
        book = name.removeprefix(OPENED)
        raise InputError(
            _("{name} only marks that somebody has {book} open in Excel.").format(name=name, book=book),
            _("Open {book} itself: what was saved there last is read.").format(book=book),
        )


def _refuse(found: FileKind, wanted: str, name: str) -> None:
    """Raise `InputError` when a file's content is not of the kind that is wanted."""
    if found == "empty":
        raise InputError(
            _("{name} is empty: there are no clients in it.").format(name=name),
            _("Save or copy the list again, with its header row."),
        )
    if found == "encrypted":
        raise protected(name)
    if found == "cut":
        raise damaged(name)
    if found not in (WORKBOOKS if wanted == EXCEL else {"text"}):
        what = _("{name} is no workbook; it is {found}.") if wanted == EXCEL else _("{name} is no CSV; it is {found}.")
        raise InputError(what.format(name=name, found=_(_FOUND[found])), _next_step(found, name))


def _next_step(found: FileKind, name: str) -> str:
    if found in WORKBOOKS:
        return _("Open it as excel:{name}.").format(name=name)
    if found == "text":
        return _("Open it as csv:{name}, or save it in Excel as .xlsx.").format(name=name)
    if found == "plan":
        return _("A plan is carried out by: synctui apply {name}").format(name=name)
    return _("Save the client list as .xlsx or .csv and open that.")
