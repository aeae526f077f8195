"""The very mail, as the client reads it; and the mails that arrived in a folder."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.core.mailing import Preview
from synctui.i18n import N_, _
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, Summary, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.widths import wrapped

_CELLS = 76
_BLANKS = {0xA0: " ", 0x202F: " "}
"""Blanks at which no line breaks, as French writes them before a colon: a reader of mail sees blanks."""


class LetterPage(Listing[None, Cell]):
    """Shows the lines of *mail*, its headers above them; first of all what there is to know, *warnings*."""

    place = "lines"
    title_text = N_("Mail")
    BINDINGS = bindings("lines")

    def __init__(self, mail: Preview, warnings: Sequence[object] = ()) -> None:
        super().__init__()
        self.mail = mail
        heads = {_("From"): mail.sender, _("To"): mail.to, _("Answers to"): mail.reply_to, _("Subject"): mail.subject}
        told = [f"{head}: {value}" for head, value in heads.items()]
        known = [line for warning in warnings for line in _wrapped(f"! {warning}", "change")]
        body = [*told, "", *mail.text.rstrip().split("\n")]
        lines = [
            *known,
            *(_wrapped("", "dim") if known else ()),
            *(one for text in body for one in _wrapped(text, "text")),
        ]
        self.items = Items([Column("line", "", _CELLS, 1)], lines, lambda line: [line])

    def words(self) -> list[Part]:
        """Return what this is."""
        html = _("also as HTML") if self.mail.html else ""
        return [(_("The very mail"), "strong"), (f"   {html}", "dim")]

    def tell(self) -> None:
        """Draw the words above the mail; its lines are not counted."""
        self.query_exactly_one(Summary).show(self.words())

    def detail(self) -> Sequence[TextLine]:
        """Nothing: the lines tell themselves."""
        return []


class ArrivedPage(Listing[None, Preview]):
    """Lists the mails that were written into a folder instead of being sent."""

    place = "lines"
    title_text = N_("Arrived")
    BINDINGS = bindings("lines")

    def __init__(self, mails: Sequence[Preview]) -> None:
        super().__init__()
        columns = [Column("to", _("To"), 38, 1), Column("subject", _("Subject"), 38, 1)]
        self.items = Items(columns, mails, lambda mail: [(mail.to, "head"), (_seen(mail.subject), "text")])

    def words(self) -> list[Part]:
        """Return what they are."""
        return [(_("Arrived in a folder: nothing was really sent"), "strong")]

    def do_open(self) -> None:
        """Show one of them."""
        if mail := self.current:
            self.app.push_screen(LetterPage(mail))


def _wrapped(text: str, tone: str) -> list[Cell]:
    return [(part, tone) for part in wrapped(_seen(text), _CELLS) or [""]]


def _seen(text: str) -> str:
    return text.translate(_BLANKS)
