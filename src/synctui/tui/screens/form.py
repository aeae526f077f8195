"""A form: one line a field, each judged as it is typed; the last line saves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Input

from synctui.i18n import N_, _, ngettext
from synctui.tui.keys import bindings
from synctui.tui.screens.page import Page
from synctui.tui.screens.question import Question
from synctui.tui.widgets.field import FormField, SaveLine
from synctui.tui.widgets.lines import Part, Summary

Texts = tuple[str, ...]


class Judged(NamedTuple):
    """What became of the texts of a form. values: as they are kept; wrong: field → why it cannot be."""

    values: Texts
    wrong: Mapping[int, str]


class FormPage(Page[None]):
    """Asks for the fields *labels* under *title*.

    judge: texts → what becomes of them, after every key. save: takes the values once nothing is wrong, and returns
    whether the form is done with. here: the field under the cursor at first. secret: the fields whose text is not
    shown. last: what the last line says, empty for *save*.
    """

    place = "form"
    title_text = N_("Form")
    BINDINGS = bindings("form")

    def __init__(
        self,
        title: str,
        labels: Sequence[str],
        texts: Texts,
        judge: Callable[[Texts], Judged],
        save: Callable[[Texts], Awaitable[bool]],
        *,
        here: int = 0,
        secret: Collection[int] = (),
        last: str = "",
    ) -> None:
        super().__init__()
        self.heading, self.labels, self.before, self.here = title, labels, texts, here
        self.judge, self.save = judge, save
        self.secret, self.last = secret, last
        self.judged = Judged(texts, {})
        self.saving = False

    def body(self) -> ComposeResult:
        """Lay out the words above, the fields, the last line."""
        yield Summary()
        with VerticalScroll(can_focus=False):
            for at, (label, text) in enumerate(zip(self.labels, self.before, strict=True)):
                yield FormField(label, text, secret=at in self.secret)
            yield SaveLine()

    def on_mount(self) -> None:
        """Judge what stands there and begin at the first field."""
        self.again()
        list(self.query(Input))[self.here].focus()

    @property
    def fields(self) -> list[FormField]:
        """The fields, in their order."""
        return list(self.query(FormField))

    @property
    def texts(self) -> Texts:
        """What stands in the fields now."""
        return tuple(field.text for field in self.fields)

    def again(self) -> None:
        """Judge the fields and say what is wrong, beside each and in the last line."""
        texts = self.texts
        self.judged = self.judge(texts)
        values, wrong = self.judged
        for at, field in enumerate(self.fields):
            told = values[at] if values[at] != texts[at] and texts[at] and at not in self.secret else ""
            field.tell([(wrong[at], "wrong")] if at in wrong else [(f"→ {told}", "dim")] if told else [])
        changed = sum(a != b for a, b in zip(texts, self.before, strict=True))
        self.query_exactly_one(Summary).show([(self.heading, "strong")], [(_changed(changed), "dim")])
        self.query_exactly_one(SaveLine).show([[_last(len(wrong), self.last)]])
        self.tell_here()

    def tell_here(self) -> None:
        """Tell what is wrong with the field under the cursor whole, above the keys."""
        at = next((at for at, field in enumerate(self.fields) if field.has_focus_within), None)
        wrong = self.judged.wrong.get(at, "") if at is not None else ""
        self.details.stand([[(wrong, "wrong")]] if wrong else [])

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Judge again with every key."""
        self.again()

    async def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Go on to the next field; on the last line, where faster keys have led already, save."""
        await self.do_open()

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Tell about the field that the cursor came to."""
        self.tell_here()

    # Keys

    def do_page_down(self) -> None:
        """Go to the last line, which saves."""
        self.query_exactly_one(SaveLine).focus()

    def do_next_field(self) -> None:
        """Go to the next field, or to the last line."""
        self.focus_next()

    def do_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    async def do_open(self) -> None:
        """On the last line, save; elsewhere go to the next field."""
        if not isinstance(self.focused, SaveLine):
            self.do_next_field()
        elif self.judged.wrong:
            at = min(self.judged.wrong)
            self.query(Input)[at].focus()
            self.say(f"{self.labels[at]}: {self.judged.wrong[at]}", "wrong")
        elif not self.saving:
            self.saving = True
            self.run_worker(self._save(), group="save")

    async def _save(self) -> None:
        try:
            if await self.save(self.judged.values):
                self.dismiss(None)
        finally:
            self.saving = False

    def do_back(self) -> None:
        """Leave, after asking where something was typed."""
        self.do_escape()

    def do_escape(self) -> None:
        """Leave, after asking where something was typed."""
        if self.texts == self.before:
            self.dismiss(None)
        else:
            self.run_worker(self._leave(), group="leave", exclusive=True)

    async def _leave(self) -> None:
        if await self.app.push_screen_wait(Question([[(_("Leave without saving what was typed?"), "strong")]])):
            self.dismiss(None)


def _changed(n: int) -> str:
    return ngettext("{n} field changed", "{n} fields changed", n) if n else ""


def _last(wrong: int, words: str) -> Part:
    if wrong:
        return ngettext("{n} field is not right yet", "{n} fields are not right yet", wrong), "wrong"
    return words or _("[ Save ]  Enter"), "key"
