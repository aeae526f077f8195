"""What every screen shares: the bar, the lines above the keys, the line of keys, and how a key finds its action."""

from __future__ import annotations

import inspect
from asyncio import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.events import Key, Paste, Resize
from textual.screen import Screen

from synctui.core.roles import refusal
from synctui.errors import SynctuiError
from synctui.i18n import _
from synctui.tui.hacks import bound, cancelled_once_left, composed
from synctui.tui.keys import keys_of
from synctui.tui.widgets.bar import Bar, register_place
from synctui.tui.widgets.details import Details
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.guard import Guard
from synctui.tui.widgets.lines import Lines
from synctui.tui.widgets.prompt import Asked, Prompt
from synctui.tui.widths import width, wrapped

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp
    from synctui.tui.journey import Journey
    from synctui.tui.services import Services

LEAST = (60, 16)
"""Columns and lines below which there is one sentence and no action."""
WIDE = 120
"""Columns from which a detail is a pane beside the list."""
PANEL = 72
"""Cells of a line in a panel."""
R = TypeVar("R")


@cancelled_once_left
class Page(Screen[R], Generic[R]):
    """A screen with its own *place* in the key table; each key's meaning `id` is a method ``do_<id>``.

    panel: whether it is a panel over the page underneath.
    """

    place: str = "everywhere"
    panel: ClassVar[bool] = False
    title_text: ClassVar[str] = ""
    journey: Journey | None = None
    AUTO_FOCUS = ""  # keys come to the page itself; only an open input takes the focus

    @property
    def services(self) -> Services:
        """What the app was given."""
        return cast("SynctuiApp", self.app).services

    @property
    def details(self) -> Details:
        """The lines above the keys."""
        return self.query_exactly_one(Details)

    # How it looks

    @property
    def is_modal(self) -> bool:
        """Whether the page underneath is drawn around it."""
        return self.panel

    def compose(self) -> ComposeResult:
        """Lay out the bar, the page itself, the lines above the keys, the keys; without bar in a panel."""
        if self.panel:
            with Vertical(classes="panel"):
                yield from self.body()
                yield Details()
                yield KeyLine(self.place)
            yield Prompt()
            return
        small = _("This window is too small: at least 60 columns and 16 lines are needed.")
        yield Lines([[(each, "text")] for each in wrapped(small, LEAST[0] // 2)], id="small")
        yield Bar(self.crumbs(), self.whose())
        yield from self.body()
        yield Details()
        yield Prompt()
        yield KeyLine(self.place)

    def body(self) -> ComposeResult:
        """Lay out the page itself."""
        return iter(())

    def crumbs(self) -> list[str]:
        """Where the reader is: the titles of the pages underneath, and this one's."""
        below = [screen for screen in self.app.screen_stack if isinstance(screen, Page) and screen is not self]
        titles = [_(screen.title_text) for screen in below if screen.title_text]
        return [*titles, _(self.title_text)]

    def whose(self) -> str:
        """Whose data this is, for the bar."""
        app = cast("SynctuiApp", self.app)
        info = app.info
        if self.journey:
            return register_place(info.name, info.tax_year, source=self.journey.title)
        return register_place(info.name, info.tax_year, role=_(self.services.role))

    def redraw_bar(self) -> None:
        """Draw the bar anew after the source or the year changed."""
        self.query_exactly_one(Bar).show(self.crumbs(), self.whose())

    # What happened

    def say(self, sentence: str, tone: str = "change", then: str = "") -> None:
        """Tell a sentence above the keys until the next key; to nobody once the page was left."""
        with suppress(NoMatches, CancelledError):
            self.details.say(sentence, tone, then)

    def say_error(self, error: SynctuiError) -> None:
        """Tell what went wrong and the next step: above the keys, or where that is too narrow in a panel."""
        from synctui.tui.screens.note import Note, error_lines

        room = self.size.width - 2
        if max(width(error.what), width(error.next_step)) <= room:
            self.say(error.what, "wrong", error.next_step)
        else:
            self.details.hush()
            self.app.push_screen(Note(error_lines(error)))

    # Keys

    async def action_key(self, id_: str, key: str) -> None:
        """Do what the key of the table means here."""
        await composed(self)
        if self.has_class("-small"):
            return
        self.details.hush()
        self.pressed = key
        if why := self.why_not(id_):
            self.say(why)
            return
        try:
            done = getattr(self, f"do_{id_}")()
            if inspect.isawaitable(done):
                await done
        except SynctuiError as error:
            self.say_error(error)

    def on_key(self, event: Key) -> None:
        """Say of a letter that means nothing here that it does not."""
        nobody_types = self.focused is None and not self.has_class("-small")
        if event.is_printable and nobody_types and not bound(self, event.key):
            self.say(_("That key does nothing here; ? shows what does."))

    def hear(self, key: str) -> None:
        """Let what is to be confirmed wait for quiet after any key but the one that confirms."""
        confirming = (name for each in keys_of(self.help_place()) if each.id == "yes" for name in each.keys.split(","))
        guard: Guard | None = getattr(self, "guard", None)
        if guard and key not in confirming:
            guard.disturb()

    def why_not(self, id_: str) -> str:
        """Return why a key cannot act now; empty where it can. The line of keys greys those that cannot."""
        labels = [key.label for key in keys_of(self.help_place()) if key.id == id_ and key.admin]
        return refusal(self.services.role, _(labels[0])) if labels else ""

    def do_palette(self) -> None:
        """Offer everything that can be done here, by name."""
        from synctui.tui.screens.palette import Palette

        def chosen(id_: str | None) -> None:
            if id_:
                self.run_worker(self.action_key(id_, ""), group="palette")

        self.app.push_screen(Palette(self.help_place(), self.why_not), chosen)

    def on_paste(self, event: Paste) -> None:
        """Refuse a paste where nothing is being typed: its letters would be keys."""
        event.stop()
        self.say(_("Nothing was pasted: there is no input open here."))

    def on_resize(self, event: Resize) -> None:
        """Hide everything but one sentence where there is no room; show the pane where there is much."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width < LEAST[0] or event.size.height < LEAST[1], "-small")

    def ask(self, label: str, value: str, asked: Asked) -> None:
        """Ask for one line of text above the keys."""
        self.query_exactly_one(Prompt).ask(label, value, asked)

    def do_back(self) -> None:
        """Leave this page."""
        self.dismiss(None)

    def do_escape(self) -> None:
        """Close the input, else what is open beside it, else the page."""
        prompt = self.query_exactly_one(Prompt)
        if prompt.display:
            asked = prompt.close()
            self.set_focus(None)
            if asked and asked.cancelled:
                asked.cancelled()
        elif not self.close_one():
            self.do_back()

    def close_one(self) -> bool:
        """Close what is open on the page itself; returns whether there was something."""
        return False

    def do_help(self) -> None:
        """Show the keys that act here."""
        from synctui.tui.screens.help import HelpPage

        self.app.push_screen(HelpPage(self.help_place()))

    def help_place(self) -> str:
        """Return the place whose keys help and footer show."""
        return self.place
