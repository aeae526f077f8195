"""The verb connect: try a key at a CRM and keep it, or forget it. The key never stands on the command line."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys

import click

from synctui import secrets
from synctui.cli.common import Common
from synctui.cli.connections import TITLES, Connections, State
from synctui.cli.given import TEXT
from synctui.cli.group import verb
from synctui.cli.out import can_ask, say
from synctui.cli.session import register
from synctui.cli.show import put
from synctui.errors import UsageError
from synctui.i18n import _, ngettext, number
from synctui.sources.address import clean_key
from synctui.sources.crm import Found


@verb("connect", context_settings={"allow_extra_args": True})
@click.argument("name", type=click.Choice(list(TITLES)))
@click.option("--url", type=TEXT, metavar="U", help=_("the address of the CRM"))
@click.option("--remove", is_flag=True, help=_("forget the key and the address"))
@click.pass_context
def connect(context: click.Context, name: str, url: str | None, remove: bool) -> None:
    """Test the key that stands in the environment or comes on standard input, and keep it."""
    if context.args:
        raise _not_here(name)  # whatever it is, it is not repeated: it may be the key
    common: Common = context.obj
    with register(common, "connect") as store:
        connections = Connections(common.settings, store.info().tax_year)
    if remove:
        _forget(common, connections, name)
        return
    given = url or connections.url(name)
    key = clean_key(_key(name))
    found = asyncio.run(connections.test(name, given, key))
    state = connections.keep(name, given, key)
    put(common, _told(name, found, state), {"source": name, **state._asdict(), **found._asdict()})


def _not_here(name: str) -> UsageError:
    return UsageError(
        _("A key is not taken from the command line, where other users and the shell's history would see it."),
        _("Give it on standard input, or in {variable}; see synctui connect --help.").format(
            variable=secrets.variable(name)
        ),
    )


def _key(name: str) -> str:
    """Return the key from the environment, typed unseen on a terminal, or from standard input."""
    if given := os.environ.get(secrets.variable(name), "").strip():
        return given
    if can_ask():
        return getpass.getpass(_("Key of {crm}: ").format(crm=_(TITLES[name])))
    return sys.stdin.read(10_000) if sys.stdin is not None else ""


def _forget(common: Common, connections: Connections, name: str) -> None:
    crm, was = _(TITLES[name]), connections.forget(name)
    text = _("{crm} is no longer connected.") if was else _("{crm} was not connected.")
    if secrets.connection(name):
        say(_("{variable} still holds a key: take it out of the environment.").format(variable=secrets.variable(name)))
    put(common, text.format(crm=crm) + "\n", {"source": name, "removed": was})


def _told(name: str, found: Found, state: State) -> str:
    lines = [
        _("{crm} at {host} is connected: {n} relations, {workflows}.").format(
            crm=_(TITLES[name]),
            host=state.host,
            n=number(found.relations),
            workflows=ngettext("{n} workflow", "{n} workflows", len(found.workflows)),
        ),
        _(secrets.KEPT.get(state.key, "")),
    ]
    if found.until:
        text = _("Its token holds until {when}; it is renewed by itself as long as the key is good.")
        lines.append(text.format(when=found.until.replace("T", " ")))
    if found.missing:
        lines.append(_("The key lacks: {scopes}. Make one that has them.").format(scopes=", ".join(found.missing)))
    return "\n".join(lines) + "\n"
