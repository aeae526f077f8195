"""The app: holds the services and the journey under way, chooses theme and first screen. Screens do the rest."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message

from synctui.errors import OutputError, UsageError
from synctui.i18n import _
from synctui.tui import keys
from synctui.tui.drafting import Drafting
from synctui.tui.hacks import fail_quietly, failure, send_less, tolerate_any_byte
from synctui.tui.journey import Journey
from synctui.tui.services import Services
from synctui.tui.theme import THEMES, meanings

WRITING = frozenset({"apply", "undo"})
"""The groups of workers that write to the register."""


class Unsaved(Message):
    """The review could not be saved, or (None) can be again."""

    def __init__(self, error: OutputError | None) -> None:
        super().__init__()
        self.error = error


class SynctuiApp(App[int]):
    """Runs on the `Services` it is given."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "pause", show=False)]
    TITLE = "synctui"

    def __init__(self, services: Services) -> None:
        super().__init__()
        tolerate_any_byte()
        send_less()
        fail_quietly(self)
        self.services = services
        self.journey: Journey | None = None
        self._under_way: asyncio.AbstractEventLoop | None = None
        self.drafting: Drafting | None = None
        if services.drafts:
            self.drafting = Drafting(services.drafts, services.actor, self._tell_unsaved)
        keys.configure(services.keys)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = f"synctui-{services.theme}"
        self.animation_level = "none"
        self.info = services.register.info()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give other themes the meanings they do not know."""
        return meanings(self.current_theme)

    def on_mount(self) -> None:
        """Take the configured keys and show the clients."""
        from synctui.tui.screens.clients import ClientsPage
        from synctui.tui.screens.note import Note

        self._under_way = asyncio.get_running_loop()
        self.set_keymap(dict(self.services.keys))
        self.push_screen(ClientsPage())
        if unsound := self.services.unsound:
            own = _("The app starts with its own keys; '?' shows them.")
            self.push_screen(Note(UsageError("\n".join(unsound), own)))

    def on_unmount(self) -> None:
        """Save a last time."""
        if self.drafting:
            self.drafting.close()

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
