"""One table of keys: no clash, every key acts, every footer fits."""

from __future__ import annotations

import pytest

from synctui import i18n
from synctui.tui.key import PLACES, Key
from synctui.tui.keys import clashes, footer, keys_of, lineage
from synctui.tui.keytable import TABLE
from synctui.tui.mails.checking import CheckPage
from synctui.tui.mails.sending import SendPage
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.client import ClientPage
from synctui.tui.screens.clients import ClientsPage
from synctui.tui.screens.confirm import ConfirmPage
from synctui.tui.screens.files import FilesPage
from synctui.tui.screens.form import FormPage
from synctui.tui.screens.help import HelpPage
from synctui.tui.screens.mapping import MappingPage
from synctui.tui.screens.menu import Menu
from synctui.tui.screens.note import Note
from synctui.tui.screens.page import Page
from synctui.tui.screens.palette import Palette
from synctui.tui.screens.question import Question
from synctui.tui.screens.result import ResultPage
from synctui.tui.screens.review import ReviewPage
from synctui.tui.screens.runs import RunPage, RunsPage
from synctui.tui.screens.settings import SettingsPage
from synctui.tui.screens.source import SourcePage
from synctui.tui.screens.sync import SyncPage
from synctui.tui.screens.told import ToldPage
from synctui.tui.screens.workflow import WorkflowPage
from synctui.tui.widgets.footer import length, told

PAGES: dict[str, type[Page]] = {  # type: ignore[type-arg]
    "clients": ClientsPage, "client": ClientPage, "told": ToldPage, "form": FormPage, "settings": SettingsPage,
    "palette": Palette, "source": SourcePage, "files": FilesPage, "mapping": MappingPage, "workflow": WorkflowPage,
    "sync": SyncPage, "gate": SyncPage, "new": ReviewPage, "absent": ReviewPage, "both": ReviewPage,
    "household": ReviewPage,
    "invalid": ReviewPage, "possible": ReviewPage, "confirm": ConfirmPage, "result": ResultPage, "runs": RunsPage,
    "run": RunPage, "help": HelpPage, "menu": Menu, "question": Question, "note": Note, "lines": BehindPage,
    "mails": CheckPage, "sending": SendPage,
}  # fmt: skip
ALTGR = set("[]{}@#|\\~^€")


def test_no_key_means_two_things_in_one_place() -> None:
    """And a clash would be told with both meanings."""
    assert clashes() == []
    told = clashes([*TABLE, Key("other", "c", "review", "x", "x")])
    assert any("continue" in sentence and "other" in sentence for sentence in told)


@pytest.mark.parametrize("place", sorted(PAGES))
def test_every_key_of_a_place_acts_there(place: str) -> None:
    """The page has a method for each meaning and a binding for each key."""
    page = PAGES[place]
    bound = {binding.key for binding in page.BINDINGS}  # type: ignore[union-attr]
    for key in keys_of(place):
        assert callable(getattr(page, f"do_{key.id}", None)), key
        assert set(key.keys.split(",")) <= bound, key
        assert key.help


def test_every_place_has_a_page_or_is_a_part_of_one() -> None:
    """No row of the table is out of reach."""
    inherited = {name for place in PAGES for name in lineage(place)}
    assert {key.place for key in TABLE} <= inherited
    assert set(PLACES) <= inherited


def test_nothing_needs_altgr_or_ctrl() -> None:
    """On a Belgian AZERTY keyboard; the palette has its usual Ctrl+P beside a key of its own."""
    for key in TABLE:
        for one in key.keys.split(","):
            assert "ctrl" not in one or (key.id, key.keys) == ("palette", ":,ctrl+p")
            assert not set(one) & ALTGR or len(one) > 1


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("place", sorted(PAGES))
def test_every_footer_fits_eighty_columns(place: str, language: str) -> None:
    """At most six entries and help, in every language."""
    i18n.use(language)
    assert len(footer(place)) <= 6
    assert length(told(place), 1) <= 80
