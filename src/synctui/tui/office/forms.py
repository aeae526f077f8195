"""The forms on a client: edit, add, and the partner who gets a return apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from synctui.core import byhand
from synctui.core.fields import EMPTY, FIELDS, FIRST_NAME, LANGUAGE, PARTNER, Values, full_name
from synctui.core.records import ClientRow, Edit
from synctui.core.standing import Standing, judged
from synctui.i18n import _
from synctui.tui.office.doing import Done, carry_out
from synctui.tui.screens.form import FormPage, Judged, Texts
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.page import Page

R = TypeVar("R")


def edit_client(page: Page[R], row: ClientRow, known: Standing, done: Done, here: int = FIRST_NAME) -> None:
    """Open the form of a client with the cursor on the field *here*; saving it is one run."""

    async def save(values: Values) -> bool:
        told = _("{client} changed").format(client=full_name(values))
        return await carry_out(page, byhand.changes(row, values), told, done)

    _open(page, full_name(row.values), row.values, _judge(page, row, known), save, here=here)


def add_client(page: Page[R], known: Standing, done: Done) -> None:
    """Open an empty form; what it gives is a client, with a dossier where a questionnaire is chosen."""

    async def save(values: Values) -> bool:
        names = page.services.catalogue.names(values[LANGUAGE])
        entries = [*(Entry(name, name) for name in names), Entry("", _("none yet: no dossier is opened"))]
        chosen: str | None = await page.app.push_screen_wait(Menu(_("Questionnaire"), entries))
        if chosen is None:
            return False
        told = _("{client} added").format(client=full_name(values))
        return await carry_out(page, [Edit("add", values=values, value=chosen)], told, done)

    _open(page, _("A new client"), EMPTY, _judge(page, None, known), save)


def add_partner(page: Page[R], row: ClientRow, known: Standing, done: Done) -> None:
    """Open the form of the partner who leaves *row*'s joint return: number, address and language are taken over."""
    rest = dict(known.returns)
    del rest[row.values[PARTNER]]  # it leaves that return in the same run

    async def save(values: Values) -> bool:
        told = _("Split: {client} alone, {partner} is new").format(
            client=full_name(row.values), partner=full_name(values)
        )
        return await carry_out(page, byhand.split(row, values), told, done)

    title = _("Who leaves the return of {client}?").format(client=full_name(row.values))
    _open(page, title, byhand.partner_of(row), _judge(page, None, known._replace(returns=rest)), save)


def _judge(page: Page[R], row: ClientRow | None, known: Standing) -> Callable[[Texts], Judged]:
    today = page.services.today

    def judge(texts: Texts) -> Judged:
        before, client = (row.values, row.id) if row else (None, 0)
        values, wrong = judged(texts, before, known, today, client)
        return Judged(values, {at: str(each) for at, each in wrong.items()})

    return judge


def _open(
    page: Page[R],
    title: str,
    texts: Values,
    judge: Callable[[Texts], Judged],
    save: Callable[[Values], Awaitable[bool]],
    *,
    here: int = FIRST_NAME,
) -> None:
    form = FormPage(title, [field.title for field in FIELDS], texts, judge, save, here=here)
    page.app.push_screen(form)
