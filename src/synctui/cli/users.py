"""Who works in this office, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from synctui.cli.common import Common
from synctui.cli.group import VerbGroup, told
from synctui.cli.session import actor, register
from synctui.cli.show import hide, put
from synctui.core.records import UserRow
from synctui.core.roles import ROLES
from synctui.i18n import _
from synctui.report.lists import users_text

if TYPE_CHECKING:
    from synctui.register import Store


@click.group("users", cls=VerbGroup, invoke_without_command=True, help=told("users"))
@click.pass_context
def users(ctx: click.Context) -> None:
    """List the users unless one of the verbs below is given."""
    if ctx.invoked_subcommand is None:
        common: Common = ctx.obj
        with register(common, "users") as store:
            rows = store.users()
        put(common, users_text(rows, hide(common)), _listed(rows))


@users.command("set", help=_("Make LOGIN an admin or an accountant."))
@click.argument("login")
@click.argument("role", type=click.Choice(ROLES))
@click.pass_obj
def set_role(common: Common, login: str, role: str) -> None:
    """Give the user called *login* a role."""
    with register(common, "users", write=True) as store:
        store.set_user(login, role, actor())
        _now(common, store)


@users.command("remove", help=_("Forget LOGIN, who is an accountant from then on."))
@click.argument("login")
@click.pass_obj
def remove(common: Common, login: str) -> None:
    """Forget the user called *login*."""
    with register(common, "users", write=True) as store:
        store.remove_user(login, actor())
        _now(common, store)


def _now(common: Common, store: Store) -> None:
    """Print nothing, or the users as they are now where JSON was asked for."""
    put(common, "", _listed(store.users()))


def _listed(rows: Sequence[UserRow]) -> list[dict[str, str]]:
    return [row._asdict() for row in rows]
