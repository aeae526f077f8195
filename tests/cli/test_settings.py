"""Where each setting of the app comes from: option, environment, file or default."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from synctui.cli.common import Common
from synctui.cli.settings import SECRETS, settings
from synctui.config import Config
from synctui.tui.services import Setting

REGISTER = Path("/srv/office.sqlite")


def told(tmp_path: Path, text: str = "", **options: object) -> dict[str, Setting]:
    """Return the settings by key, with *text* in the configuration."""
    file = tmp_path / "config.toml"
    file.write_text(text)
    file.chmod(0o600)
    common = Common(config=str(file), quiet=True, **options)  # type: ignore[arg-type]
    return {each.key: each for each in settings(common, REGISTER)}


def test_every_key_of_the_configuration_is_there(tmp_path: Path) -> None:
    found = told(tmp_path)
    for section in msgspec.structs.fields(Config):
        assert any(key == section.name or key.startswith(f"{section.name}.") for key in found), section.name
    assert {"register.url", "sources.adminpulse.url", "sources.adminconsult.allow_http", "mail.sender"} <= found.keys()
    assert {"look.theme", "limits.shrunk", "review.keep", "keys", "questionnaires.pit", *SECRETS} <= found.keys()


def test_every_key_says_in_one_line_what_it_does(tmp_path: Path) -> None:
    found = told(tmp_path, '[keys]\nfilter = "f,F"\n')
    assert [key for key, setting in found.items() if not 0 < len(setting.does) <= 76] == []


def test_the_file_is_named_with_the_line(tmp_path: Path) -> None:
    found = told(tmp_path, '[limits]\narchive = "5%"\n[keys]\nfilter = "f,F"\n[sources.file.mapping]\nemail = "Mail"\n')
    assert found["limits.archive"][:4] == ("limits.archive", "5%", "file", f"{tmp_path}/config.toml:2")
    assert (found["keys.filter"].value, found["keys.filter"].origin) == ("f,F", "file")
    assert (found["sources.file.mapping"].value, found["sources.file.mapping"].origin) == ("email = Mail", "file")
    assert found["sources.file.url"].origin == found["limits.shrunk"].origin == "default"


def test_an_option_beats_the_environment_and_that_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'language = "de"\n[register]\nurl = "/from/file"\n[look]\nmouse = true\n'
    assert told(tmp_path, text)["register.url"].value == "/from/file"
    monkeypatch.setenv("SYNCTUI_REGISTER", "/from/environment")
    monkeypatch.setenv("SYNCTUI_LANG", "fr")
    found = told(tmp_path, text)
    assert found["register.url"][:4] == ("register.url", "/from/environment", "environment", "SYNCTUI_REGISTER")
    assert found["language"].value == "fr"
    found = told(tmp_path, text, register="/from/option", lang="nl", mouse=False)
    assert found["register.url"].where == "--register"
    assert (found["language"].value, found["look.mouse"].value, found["look.mouse"].origin) == ("nl", "false", "option")


def test_without_a_word_the_default_is_told(tmp_path: Path) -> None:
    found = told(tmp_path)
    assert (found["register.url"].value, found["register.url"].origin) == (str(REGISTER), "default")
    assert (found["language"].value, found["language"].origin) == ("en", "default")


def test_a_secret_is_told_as_given_and_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNCTUI_ADMINPULSE_KEY", "very-secret")
    found = told(tmp_path)
    assert found["SYNCTUI_ADMINPULSE_KEY"].origin == "environment"
    assert "very-secret" not in str(found)
    assert found["SYNCTUI_SMTP_PASSWORD"].value == ""
