"""The tree of verbs. A verb's module is imported when the verb is used; common options stand before or after it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click

from synctui import __version__
from synctui.cli.common import FORMATS, Common, common_options, eager
from synctui.i18n import N_, _

VERBS: dict[str, tuple[str, str]] = {
    "demo": ("app", N_("the app on a sample office, nothing to configure, nothing kept")),
    "init": ("office", N_("make a register")),
    "template": ("office", N_("save the import template")),
    "plan": ("plan", N_("what a source would change, as a plan to look at or save")),
    "apply": ("apply", N_("carry out a saved plan")),
    "drift": ("look", N_("what has moved since the last applied run, by kind")),
    "explain": ("look", N_("one client: where it came from, what it matched, what was decided")),
    "runs": ("runs", N_("the runs of the register")),
    "show": ("runs", N_("one run, or one saved plan")),
    "undo": ("runs", N_("take back one run")),
    "clients": ("clients", N_("the clients of the register, as a list or a file")),
    "users": ("users", N_("who works here, and as what")),
    "sources": ("sources", N_("where client data comes from")),
    "connect": ("connect", N_("try the key of a CRM and keep it, or forget it")),
    "mapping": ("sources", N_("which column fills which field")),
    "invite": ("invite", N_("who would get the mail with the questionnaire; send it")),
    "completions": ("office", N_("completion of verbs and options for a shell")),
}
"""Verb → the module of `synctui.cli` that holds it, and its line in the help."""


class Verb(click.Command):
    """A verb: it takes the common options beside its own, and writes the forms among *formats* alone."""

    def __init__(self, *arguments: Any, formats: Sequence[str] = ("text", "json"), **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.formats = formats

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own options, then those it shares with every verb."""
        return [*super().get_params(ctx), *common_options(self.formats)]

    def invoke(self, ctx: click.Context) -> Any:
        """Carry it out, unless a form was asked for, before the verb, that it does not write."""
        common: Common = ctx.find_root().obj
        common.check_format(self.formats)
        return super().invoke(ctx)


class VerbGroup(Verb, click.Group):
    """A verb with verbs of its own, which takes the common options too."""

    command_class = Verb


class Root(VerbGroup):
    """All verbs, each imported by name when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import the verb's module and return the verb, or None where there is no such verb."""
        if cmd_name not in VERBS:
            return None
        command = getattr(import_module(f"synctui.cli.{VERBS[cmd_name][0]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or name the nearest one."""
        if args[0] not in VERBS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], VERBS, n=1, cutoff=0)[0]
            raise click.UsageError(
                _("There is no verb “{verb}”; the nearest one is “{near}”.").format(verb=args[0], near=near), ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the verbs without importing any of them."""
        with formatter.section(_("Verbs")):
            formatter.write_dl([(verb, _(text)) for verb, (_module, text) in VERBS.items()])


def verb(name: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator that makes a verb of a function: its line in `VERBS` is its help; *settings* as of `Verb`."""
    return click.command(name, cls=Verb, help=told(name), **settings)


def told(name: str) -> str:
    """Return the help of the verb called *name* as a sentence."""
    text = _(VERBS[name][1])
    return f"{text[0].upper()}{text[1:]}."


def root() -> Root:
    """Return the whole command line."""
    return Root(
        "synctui",
        formats=FORMATS,
        callback=_without_verb,
        invoke_without_command=True,
        help=_("Bring the register of clients in line with its source. Without a verb: the app."),
        params=[
            eager("--version", lambda _ctx: f"synctui {__version__}", _("print the version")),
        ],
        context_settings={"help_option_names": [], "max_content_width": 100, "obj": Common()},
    )


@click.pass_context
def _without_verb(ctx: click.Context) -> Any:
    """Start the app where no verb was given."""
    if ctx.invoked_subcommand is None:
        from synctui.cli.app import start

        return start(ctx.obj)
    return None
