"""Connect: the address and the key of a CRM, tried before they are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from synctui.core.roles import require
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.secrets import KEPT
from synctui.tui.screens.form import FormPage, Judged, Texts
from synctui.tui.screens.page import Page, R
from synctui.tui.screens.question import Question
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import wrapped

if TYPE_CHECKING:
    from synctui.tui.services import Connections, Opened, SourceChoice

_CELLS = 72


class ConnectPage(FormPage):
    """Asks for address and key; the last line tries them."""

    title_text = N_("Connect")


async def connect(page: Page[R], connections: Connections, choice: SourceChoice, done: Callable[[], object]) -> None:
    """Open the form of a CRM; *done* is called once it is connected. Raises `NotPermittedError` and `UsageError`."""
    require(page.services.role, "connect")

    async def save(texts: Texts) -> bool:
        return await _try(page, connections, choice, texts, done)

    title = _("Connect {crm}").format(crm=choice.title)
    url = await asyncio.to_thread(connections.url, choice.name)
    labels, texts = [_("Address"), _("Key")], (url, "")
    page.app.push_screen(ConnectPage(title, labels, texts, _judge, save, secret={1}, last=_("[ Test ]  Enter")))


def _judge(texts: Texts) -> Judged:
    wrong = {at: _("is needed") for at, text in enumerate(texts) if not text.strip()}
    return Judged(tuple(text.strip() for text in texts), wrong)


async def _try(
    page: Page[R], connections: Connections, choice: SourceChoice, texts: Texts, done: Callable[[], object]
) -> bool:
    """Try a key, tell what it opens, and keep it after ``y``; returns whether it is kept."""
    form, (url, key) = page.app.screen, texts
    assert isinstance(form, ConnectPage)
    form.say(_("asking {crm} …").format(crm=choice.title), "dim")
    try:
        found = await connections.test(choice.name, url, key)
        form.details.hush()
        if not await page.app.push_screen_wait(Question(_found(choice.title, found))):
            return False
        state = await asyncio.to_thread(connections.keep, choice.name, url, key)
    except SynctuiError as error:
        form.details.hush()
        form.say_error(error)
        return False
    done()
    said = _("{crm} at {host} is connected.").format(crm=choice.title, host=state.host)
    page.say(said, "add", _(KEPT.get(state.key, "")))
    return True


def _found(crm: str, found: Opened) -> list[TextLine]:
    """Return what a key opens, what it lacks, and the question."""
    workflows = ngettext("{n} workflow", "{n} workflows", len(found.workflows))
    told = _("{crm} answers: {n} relations, {workflows}.")
    lines: list[TextLine] = [
        [(told.format(crm=crm, n=number(found.relations), workflows=workflows), "strong")],
        *([(f"  {name}", "dim")] for name in found.workflows[:5]),
    ]
    if found.until:
        text = _("Its token holds until {when}; it is renewed by itself as long as the key is good.")
        lines += [[(line, "dim")] for line in wrapped(text.format(when=found.until.replace("T", " ")), _CELLS)]
    if found.missing:
        lacks = _("The key lacks: {scopes}. Make one that has them.").format(scopes=", ".join(found.missing))
        lines += [[(line, "wrong")] for line in wrapped(lacks, _CELLS)]
    return [*lines, [], [(_("Keep this connection?"), "text")]]


def disconnect(page: Page[R], connections: Connections, choice: SourceChoice, done: Callable[[], object]) -> None:
    """Forget a key and its address, after asking. Raises `NotPermittedError`."""
    require(page.services.role, "connect")
    page.run_worker(_disconnect(page, connections, choice, done), group="ask", exclusive=True)


async def _disconnect(
    page: Page[R], connections: Connections, choice: SourceChoice, done: Callable[[], object]
) -> None:
    question = _("Disconnect {crm}? Its key and address are forgotten.").format(crm=choice.title)
    if not await page.app.push_screen_wait(Question([[(question, "strong")]])):
        return
    try:
        was = await asyncio.to_thread(connections.forget, choice.name)
        still = await asyncio.to_thread(connections.state, choice.name)
    except SynctuiError as error:
        page.say_error(error)
        return
    done()
    if still is not None:
        page.say(_("{crm} stays connected: its key does not lie here.").format(crm=choice.title))
    elif was:
        page.say(_("{crm} is no longer connected.").format(crm=choice.title), "add")
