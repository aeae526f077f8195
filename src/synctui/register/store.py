"""An open register: each call is one short reading or one transaction on the file, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synctui.core.plan import Plan
from synctui.core.ports import Actor, Applied, Conflict, Progress, Report, silent
from synctui.core.records import ClientCard, ClientRow, Edit, Happened, RunDetail, RunRow, SourceRow, Undone, UserRow
from synctui.core.snapshot import RegisterInfo, Snapshot
from synctui.errors import RegisterError, UsageError
from synctui.i18n import _
from synctui.register import apply, expect, hand, journal, lists, read, runs, undo, users
from synctui.register.collector import held
from synctui.register.connection import PATIENCE, Readable, View, one, reading, writing
from synctui.register.location import Identity, identity
from synctui.register.outbox import Outbox
from synctui.register.trouble import moved
from synctui.register.upgrade import bring_up
from synctui.register.whereabouts import warnings

if TYPE_CHECKING:
    from sqlalchemy import Connection


def utc_now() -> str:
    """Return the time as it is stored: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _telling(report: Report) -> Callable[[str], None]:
    """Return what tells *report* for whom a writer waits."""

    def tell(who: str) -> None:
        report(Progress("apply", note=_("waiting for {who}").format(who=who or _("another program"))))

    return tell


class Store:
    """A register's file, known to be ours when it was opened. Implements `synctui.core.ports.Register`.

    path: the file. writable: whether it was opened to be changed. patience: seconds to wait for another writer.
    clock: gives the time of a run. warnings: what is unsafe about where and how the file lies, in sentences.
    *whole* ends when the file was looked through, with `RegisterError` where it is damaged.
    Every method raises `RegisterError` when the file is out of reach, busy or moved.
    """

    def __init__(self, path: Path, which: Identity, register: str, whole: Future[None], *, write: bool) -> None:
        self.path = path
        self.writable = write
        self.patience = PATIENCE
        self.clock: Callable[[], str] = utc_now
        self.warnings = warnings(path)
        self._which = which
        self._register = register
        self._whole = whole

    def close(self) -> None:
        """Let go of the register; between two calls nothing of it is open."""
        wait([self._whole])

    def info(self) -> RegisterInfo:
        """Return which register this is; that the rest of the file is whole is not waited for."""
        with self._glancing() as connection:
            return read.info(connection)

    def role(self, login: str) -> str:
        """Return ``admin`` or ``accountant``; whoever is not known is an accountant. Waits no more than `info`."""
        with self._glancing() as connection:
            return users.role(connection, login)

    def users(self) -> list[UserRow]:
        """Return the known users by login."""
        with self._reading() as connection:
            return users.users(connection)

    def set_user(self, login: str, role: str, actor: Actor) -> int:
        """Give *login* a role, as a run by hand; return the run's number, 0 where it has that role already."""
        with self._writing() as connection:
            return hand.record(connection, users.set_user(connection, login, role), actor, self.clock())

    def remove_user(self, login: str, actor: Actor) -> int:
        """Forget *login*, as a run by hand; return the run's number."""
        with self._writing() as connection:
            return hand.record(connection, users.remove_user(connection, login), actor, self.clock())

    def snapshot(self, source: str, tax_year: int | None = None) -> Snapshot:
        """Return what a comparison with *source* needs, in one consistent read."""
        with self._reading() as connection:
            return read.snapshot(connection, source, tax_year)

    def conflicts(self, plan: Plan) -> Sequence[Conflict]:
        """Return the operations of *plan* whose expected value is no longer there; reads only."""
        with self._reading() as connection:
            return expect.conflicts(connection, plan, expect.present(connection, plan))

    def apply(self, plan: Plan, actor: Actor, *, rehearse: bool = False, report: Report = silent) -> Applied:
        """Carry out *plan* in one transaction, journaled and read back; see `ports.Register.apply`.

        A plan that leaves nothing behind is no run: ``Applied(0, 0, 0)``, and the file is not touched.
        """
        apply.refuse_held(plan)
        with self._reading() as connection:
            if not apply.has_work(connection, plan):
                return Applied(0, 0, 0)
        with self._writing(report) as connection:
            done = apply.apply(connection, plan, actor, self.clock(), report)
            if rehearse:
                connection.rollback()
        return done

    def applied_as(self, digest: str) -> int | None:
        """Return the run that applied the plan with *digest* and still stands, or None."""
        with self._reading() as connection:
            return runs.applied_as(connection, digest)

    def runs(self) -> list[RunRow]:
        """Return every run, the newest last."""
        with self._reading() as connection:
            return runs.all_runs(connection)

    def run(self, number: int) -> RunDetail:
        """Return one run with its journal. Raises `UsageError` where there is none."""
        with self._reading() as connection:
            row = runs.find(connection, number)
            if row is None:
                raise UsageError(_("There is no run {run}.").format(run=number), _("'synctui runs' lists them."))
            return journal.detail(connection, row)

    def undo_check(self, number: int) -> Undone:
        """Return what undoing run *number* would do, without doing it; raises as `undo` does."""
        with self._reading() as connection:
            return undo.check(connection, number)

    def undo(self, number: int, actor: Actor) -> Undone:
        """Undo run *number* in one transaction: what is unchanged since goes back, the rest is listed.

        Raises `ConflictError` when it was undone already, is no run that can be, or when nothing is unchanged.
        """
        with self._writing() as connection:
            return undo.undo(connection, number, actor, self.clock())

    def clients(self, status: str | None = None, tax_year: int | None = None) -> list[ClientRow]:
        """Return all clients, or those with *status*, by id; the year is the register's own unless given."""
        with self._reading() as connection:
            return lists.clients(connection, tax_year or read.info(connection).tax_year, status)

    def years(self) -> list[int]:
        """Return the assessment years that dossiers were opened for, and the register's own, in their order."""
        with self._reading() as connection:
            return lists.years(connection)

    def card(self, client: int) -> ClientCard:
        """Return what is known of a client beside its row: dossiers of all years, links, mails."""
        with self._reading() as connection:
            return lists.card(connection, client)

    def history(self, client: int) -> list[Happened]:
        """Return all that was ever done to a client, the newest first."""
        with self._reading() as connection:
            made = {row.run: row for row in runs.all_runs(connection)}
            return journal.of_client(connection, client, made)

    def sources(self) -> list[SourceRow]:
        """Return the last applied run of each source that still stands."""
        with self._reading() as connection:
            return lists.sources(connection)

    def saved_mapping(self, source: str, headers_digest: str) -> dict[str, Any] | None:
        """Return the mapping confirmed for *source* and the digest of its headers, or None."""
        with self._reading() as connection:
            return lists.saved_mapping(connection, source, headers_digest)

    def save_mapping(self, source: str, headers_digest: str, spec: Mapping[str, Any], actor: Actor) -> None:
        """Remember a confirmed mapping."""
        with self._writing() as connection:
            lists.save_mapping(connection, source, headers_digest, spec, who=actor.login, at=self.clock())

    def hand(self, edits: Sequence[Edit], actor: Actor) -> int:
        """Carry out edits by hand as one run; return its number, 0 when all is so already.

        Raises `ChangedSinceError` for expected values that moved, `ConflictError` for a number on two returns.
        """
        with self._writing() as connection:
            return hand.edit(connection, edits, actor, self.clock())

    @property
    def outbox(self) -> Outbox:
        """The invitations of this register: queued, on their way, sent or not."""
        return Outbox(self.path, self._reading, self._writing, self.clock)

    @contextmanager
    def _reading(self) -> Iterator[View]:
        """Give a connection that can only read; nothing that was read is returned before the file is known whole."""
        with self._glancing() as connection:
            yield connection
        self._whole.result()

    @contextmanager
    def _glancing(self) -> Iterator[View]:
        self._same_file()
        with reading(self.path) as connection, held():
            self._same_register(connection)
            yield connection

    @contextmanager
    def _writing(self, report: Report = silent) -> Iterator[Connection]:
        """Give a transaction; the file is known to be the same before, within and after it."""
        if not self.writable:
            raise RegisterError(
                _("The register {path} was opened to be looked at only.").format(path=self.path),
                _("Nothing was changed. Once the file takes changes, start again."),
            )
        self._whole.result()
        self._same_file()
        with writing(self.path, self.patience, _telling(report)) as connection, held():
            self._same_register(connection)
            bring_up(connection, self.path)
            yield connection
        self._same_file()

    def _same_file(self) -> None:
        if not self.path.exists() or identity(self.path) != self._which:
            raise moved(self.path)

    def _same_register(self, connection: Readable) -> None:
        """Make sure that the connection is to the file that was opened, and that its content is that register."""
        self._same_file()
        found = one(connection, "SELECT id FROM register")
        if found is None or found[0] != self._register:
            raise moved(self.path)
