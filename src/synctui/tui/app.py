"""The app: holds the services and the journey under way, chooses theme and first screen. Screens do the rest.

Only what the first paint needs is imported here; the rest follows while the register is opened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.screen import Screen

from synctui.errors import OutputError
from synctui.i18n import _
from synctui.tui import keys
from synctui.tui.hacks import fail_quietly, failure, send_less, tolerate_any_byte
from synctui.tui.screens.opening import Opening
from synctui.tui.theme import fitting, meanings

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from synctui.core.snapshot import RegisterInfo
    from synctui.tui.drafting import Drafting
    from synctui.tui.journey import Journey
    from synctui.tui.services import Services

WRITING = frozenset({"apply", "undo"})
"""The groups of workers that write to the register."""


class Unsaved(Message):
    """The review could not be saved, or (None) can be again."""

    def __init__(self, error: OutputError | None) -> None:
        super().__init__()
        self.error = error


class Look(NamedTuple):
    """How the app looks. theme: ``dark, light``. keys: id → keys, from the configuration, sound ones.

    ascii: lines and marks are drawn in plain ASCII.
    """

    theme: str = "dark"
    keys: Mapping[str, str] = {}
    ascii: bool = False


class SynctuiApp(App[int]):
    """Runs on the `Services` that *opening* gives; it is called in a thread, once something was painted.

    services, info: there as soon as the register is open, before the first page is.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "pause", show=False)]
    TITLE = "synctui"
    services: Services
    info: RegisterInfo

    def __init__(self, look: Look, opening: Callable[[], Services]) -> None:
        super().__init__()
        tolerate_any_byte()
        send_less()
        fail_quietly(self)
        self._look, self._opening = look, opening
        self._signs = _signs(look)
        self.journey: Journey | None = None
        self._under_way: asyncio.AbstractEventLoop | None = None
        self.drafting: Drafting | None = None
        keys.configure(look.keys)
        for theme in fitting(self.console.color_system):
            self.register_theme(theme)
        self.theme = f"synctui-{look.theme}"
        self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give other themes the meanings they do not know."""
        return meanings(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw our signs in plain ASCII where that was asked for."""
        return [*super().get_line_filters(), *self._signs]

    def get_default_screen(self) -> Opening:
        """Begin with the frame alone."""
        return Opening()

    def on_mount(self) -> None:
        """Take the configured keys; open the register once the frame is painted."""
        self._under_way = asyncio.get_running_loop()
        self.set_keymap(dict(self._look.keys))
        self.call_after_refresh(self.begin)

    @work
    async def begin(self) -> None:
        """Show the clients once the register is open, and what is amiss; if nothing is, pass on what was typed."""
        frame = self.screen
        for page in await asyncio.to_thread(self._open):
            await self.push_screen(page())
        if isinstance(frame, Opening) and not self.services.amiss:
            frame.pass_on(self)

    def _open(self) -> Sequence[Callable[[], Screen[None]]]:
        """Open the register; returns what makes the first pages. Imports in here hold up no paint and no key."""
        from synctui.tui.drafting import Drafting
        from synctui.tui.screens.clients import ClientsPage
        from synctui.tui.screens.note import Note, error_lines

        services = self._opening()
        self.info = services.register.info()
        if services.drafts:
            self.drafting = Drafting(services.drafts, services.actor, self._tell_unsaved)
        self.services = services
        return [ClientsPage, *(partial(Note, error_lines(error)) for error in services.amiss)]

    def on_key(self, event: Key) -> None:
        """Type a letter that came before the input it is for was open: an open one lets none through to here.

        Any other key is heard by the page that is shown now, whichever it was typed for.
        """
        from textual.widgets import Input

        from synctui.tui.screens.page import Page

        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.prevent_default()
            self.focused.insert_text_at_cursor(event.character)
        elif isinstance(self.screen, Page):
            self.screen.hear(event.key)

    def on_unmount(self) -> None:
        """Save a last time."""
        if self.drafting:
            self.drafting.close()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C, which ends nothing by accident."""
        from synctui.tui.screens.page import Page

        if isinstance(self.screen, Page):
            self.screen.say(_("Ctrl+C ends nothing: q leads back, Ctrl+Q leaves; a review stays saved."))

    def reread(self) -> None:
        """Read again which register this is, after a run moved its year."""
        self.info = self.services.register.info()

    def _tell_unsaved(self, error: OutputError | None) -> None:
        self.post_message(Unsaved(error))

    def on_unsaved(self, event: Unsaved) -> None:
        """Tell that decisions are kept in memory alone, or are saved again."""
        if event.error:
            told = _("Your decisions are kept here and saved as soon as that works again.")
            self._say(event.error.what, "wrong", told)
        else:
            self._say(_("Your decisions are saved again."), "add")

    def _say(self, sentence: str, tone: str = "change", then: str = "") -> None:
        from synctui.tui.screens.page import Page

        if isinstance(self.screen, Page):
            self.screen.say(sentence, tone, then)

    def save_review(self) -> None:
        """Save the review under way now, in the calling thread, whatever the event loop does."""
        if self.drafting:
            self.drafting.save()

    def leave(self, code: int) -> None:
        """Ask the app to end with an exit code; callable from a signal handler and from any thread."""
        if self._under_way:
            self._under_way.call_soon_threadsafe(lambda: self.exit(return_code=code))

    def action_pause(self) -> None:
        """Hand the terminal back to the shell until ``fg``, but never while something is being written."""
        if any(worker.group in WRITING and worker.is_running for worker in self.workers):
            self._say(_("It is being written and cannot be stopped half-way."))
        else:
            self.action_suspend_process()

    def draw(self, *, mouse: bool) -> int:
        """Run in the terminal until it is left; returns the exit code. Raises what ended it unexpectedly."""
        try:
            self.run(mouse=mouse)
        finally:
            if self.drafting:
                self.drafting.close()
        if error := failure(self):
            raise error
        return self.return_code or 0

    def home(self) -> None:
        """Go back to the clients."""
        self.reread()
        for _screen in self.screen_stack[2:]:
            self.pop_screen()


def _signs(look: Look) -> Sequence[LineFilter]:
    """Return what draws our signs otherwise, where that was asked for."""
    if not look.ascii:
        return ()
    from synctui.tui.plain import PlainSigns

    return (PlainSigns(),)
