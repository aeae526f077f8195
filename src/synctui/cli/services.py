"""What the app is given: concrete sources, register and writers behind the calls it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from synctui.cli.common import Common
from synctui.cli.connections import TITLES, Connections
from synctui.cli.keymap import complaints
from synctui.cli.prepare import catalogue, defaults
from synctui.cli.session import actor
from synctui.cli.settings import settings
from synctui.core.invite import LastCheck
from synctui.core.limits import Limits
from synctui.core.mailing import Mailing, Preview
from synctui.core.options import Options
from synctui.core.plan import Plan, encode
from synctui.core.ports import Source
from synctui.core.putright import Wrong
from synctui.core.records import ClientRow, RunDetail
from synctui.core.review import Review
from synctui.errors import SynctuiError, UsageError
from synctui.i18n import _
from synctui.register import Store
from synctui.report import as_json
from synctui.report.lists import detail_text
from synctui.report.output import write_file
from synctui.report.text import masked
from synctui.sources.files import open_file
from synctui.sources.sample import Sample
from synctui.tui.services import Services, SourceChoice


def services(common: Common, store: Store, demo: Connections | None = None, mails: Path | None = None) -> Services:
    """Return the app's services on *store*; the sample office is a source of the demo alone, as are *demo*'s CRMs.

    mails: the folder that a demo's mails are written into; nothing is sent then, whatever the configuration says.
    """
    config = common.settings
    connections = demo or Connections(config, store.info().tax_year)
    me = actor()
    made_up = SourceChoice(Sample.name, _("Sample office"), _("made-up people in two workflows"))
    return Services(
        register=store,
        actor=me,
        role=store.role(me.login),
        today=date.today(),
        open_file=_open_file,
        sheets=_sheets,
        open_source=_opens(connections),
        write_template=_Writer(store.path).template,
        write_rejects=_Writer(store.path).rejects,
        write_plan=_Writer(store.path).plan,
        write_report=_Writer(store.path).report,
        write_put_right=_Writer(store.path).put_right,
        write_clients=_Writer(store.path).clients,
        write_check=_Writer(store.path).check,
        choices=(*((made_up,) if demo else ()), *(SourceChoice(name, _(title), "") for name, title in TITLES.items())),
        crms=frozenset(TITLES),
        connections=connections,
        mailing=_mailing(common, store, mails),
        arrived=_arrived(mails) if mails else None,
        catalogue=catalogue(config),
        limits=Limits(config.limits.archive, config.limits.overwrite, config.limits.shrunk),
        options=Options(defaults=defaults(config)),
        mappings={name: source.mapping for name, source in config.sources.items() if source.mapping},
        amiss=_unsound(config.keys),
        settings=settings(common, store.path),
        config_file=str(common.config_path),
    )


def _unsound(keys: Mapping[str, str]) -> list[SynctuiError]:
    """Return what is wrong with the configured keys, none of which is taken then."""
    own = _("The app starts with its own keys; '?' shows them.")
    return [UsageError("\n".join(wrong), own)] if (wrong := complaints(keys)) else []


def _open_file(path: Path, name: str, sheet: str | None) -> Source:
    return open_file(path, None, name, sheet)


def _sheets(path: Path) -> Sequence[str]:
    return [sheet.name for sheet in open_file(path).sheets()]


def _opens(connections: Connections) -> Callable[[str], Source]:
    """Return what opens the sample office, or a connected CRM."""
    return lambda name: Sample() if name == Sample.name else connections.open(name)


def _mailing(common: Common, store: Store, mails: Path | None) -> Callable[[], Mailing]:
    """Return what opens the mail room: a demo's writes into the folder *mails*."""
    from synctui.cli.mailroom import demo_mailroom, mailroom

    return lambda: demo_mailroom(store, mails) if mails else mailroom(common, store)


def _arrived(mails: Path) -> Callable[[], Sequence[Preview]]:
    """Return what reads the mails in a folder."""
    from synctui.mail.folder import FolderTransport
    from synctui.mail.message import shown

    return lambda: [shown(each.path.read_bytes()) for each in FolderTransport(mails).arrived()]


class _Writer:
    """Writes the app's files; none of them may replace the register."""

    def __init__(self, register: Path) -> None:
        self.protected = (register,)

    def template(self, path: Path, language: str) -> None:
        """Save the import template."""
        from synctui.report.template import template_workbook

        write_file(path, template_workbook(language), protected=self.protected)

    def rejects(self, path: Path, review: Review) -> None:
        """Save the invalid rows with their reasons."""
        from synctui.report.rejects import rejects_workbook

        write_file(path, rejects_workbook(review.comparison.intake), protected=self.protected)

    def plan(self, path: Path, plan: Plan) -> None:
        """Save a plan."""
        write_file(path, encode(plan), protected=self.protected)

    def put_right(self, path: Path, wrong: Sequence[Wrong], source: str) -> None:
        """Save what is to be put right in the source, a sheet for each colleague; numbers whole."""
        from synctui.report.crm_list import crm_list

        write_file(path, crm_list(wrong, source), protected=self.protected)

    def report(self, path: Path, found: RunDetail) -> None:
        """Save a run: as JSON where the name says so, else as text with national numbers masked."""
        json = path.suffix.lower() == ".json"
        data = as_json.encode(as_json.detail(found)) if json else detail_text(found, masked, whole=True).encode()
        write_file(path, data, protected=self.protected)

    def clients(self, path: Path, rows: Sequence[ClientRow]) -> None:
        """Save clients: as CSV where the name says so, else as a workbook; numbers whole."""
        from synctui.report.clients import csv_bytes, xlsx_bytes

        data = csv_bytes(rows) if path.suffix.lower() == ".csv" else xlsx_bytes(rows)
        write_file(path, data, protected=self.protected)

    def check(self, path: Path, found: LastCheck) -> None:
        """Save a last check: as JSON where the name says so, else as text with national numbers masked."""
        from synctui.report.invitations import last_check_json, last_check_text

        json = path.suffix.lower() == ".json"
        data = as_json.encode(last_check_json(found, {})) if json else last_check_text(found, {}, masked).encode()
        write_file(path, data, protected=self.protected)
