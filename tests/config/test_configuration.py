"""The configuration is strict, and says where a mistake stands."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from synctui.config import config_file, load, settings
from synctui.config.place import line_of
from synctui.errors import UsageError

PAGE = Path(__file__).parents[2] / "docs" / "config.md"


def written(folder: Path, text: str) -> Path:
    """Return a configuration file that holds *text*."""
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return file


def refused(folder: Path, text: str) -> UsageError:
    """Return what loading *text* is refused with."""
    with pytest.raises(UsageError) as caught:
        load(written(folder, text))
    return caught.value


def test_what_the_contract_lists_is_understood(tmp_path: Path) -> None:
    config = load(
        written(
            tmp_path,
            """
            language = "nl"
            [register]
            url = "sqlite:///office.sqlite"
            name = "Ons kantoor"
            [sources.adminpulse]
            url = "https://crm.example/api"
            [sources.adminconsult]
            url = "http://crm.example"
            allow_http = true
            [sources.file.mapping]
            email = "E-mailadres"
            [review]
            overwrite = ["street", "all:first-seen"]
            keep = ["email:changed-here"]
            [limits]
            archive = 50
            overwrite = "40%"
            [questionnaires.pit]
            nl = "checklist van de personenbelasting"
            [mail]
            transport = "folder"
            folder = "/tmp/mails"
            link = "https://office.example/{token}"
            [keys]
            apply = "y"
            [look]
            theme = "light"
            """,
        )
    )
    assert config.language == "nl"
    assert config.register.name == "Ons kantoor"
    assert config.sources["file"].mapping == {"email": "E-mailadres"}
    assert config.review.overwrite == ["street", "all:first-seen"]
    assert config.limits.archive == 50
    assert config.questionnaires["pit"]["nl"] == "checklist van de personenbelasting"
    assert config.look.theme == "light"


def test_without_a_file_everything_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load(None).register.name == "Accounton"


@pytest.mark.parametrize(
    ("text", "line", "path", "near"),
    [
        ("langauge = 'nl'\n", 1, "langauge", "language"),
        ("language = 'nl'\n\n[registre]\nurl = 'x'\n", 3, "registre", "register"),
        ("[register]\nurl = 'x'\nnaam = 'x'\n", 3, "register.naam", "register.name"),
        ("[questionnaires.pit]\nxx = 'x'\n", 2, "questionnaires.pit.xx", "questionnaires.pit.nl"),
        ("[sources.adminpulse]\nulr = 'https://x.example'\n", 2, "sources.adminpulse.ulr", "sources.adminpulse.url"),
    ],
)
def test_an_unknown_key_is_named_with_its_line_and_the_nearest_one(
    tmp_path: Path, text: str, line: int, path: str, near: str
) -> None:
    error = refused(tmp_path, text)
    assert f"config.toml:{line}: unknown key {path}" in error.what
    assert near in error.next_step


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mail]\nrate = 'fast'\n", "config.toml:2: mail.rate: expected a whole number"),
        ("language = 'es'\n", "config.toml:1: language: “es” is none of nl, fr, de, en"),
        ("[mail]\n\nsecurity = 'ssl'\n", "config.toml:3: mail.security: “ssl” is none of starttls, tls, none"),
        ("[look]\nascii = 'yes'\n", "config.toml:2: look.ascii: expected true or false"),
        ("[review]\nkeep = 'street'\n", "config.toml:2: review.keep: expected a list of texts in quotes"),
        ("[limits]\nshrunk = 1.5\n", 'config.toml:2: limits.shrunk: expected a number, or a share as "5%"'),
        ("[questionnaires.pit]\nnl = 3\n", "config.toml:2: questionnaires.pit.nl: expected a text in quotes"),
        ("[keys]\nfilter = 3\n", "config.toml:2: keys.filter: expected a text in quotes"),
        ("[sources.file]\nmapping = 'x'\n", "config.toml:2: sources.file.mapping: expected a section"),
        ("register = 'x'\n", "config.toml:1: register: expected a section"),
        ("\n[register\n", "config.toml:2: "),
        ("[limits]\narchive = 'many'\n", "config.toml:2: limits.archive"),
        ("[sources.adminpulse]\nurl = 'http://crm.example'\n", "config.toml:2: sources.adminpulse.url"),
        ("[sources.adminpulse]\nurl = 'https://an:geheim@crm.example'\n", "the address holds a login"),
        ("[sources.adminpulse]\nurl = 'https://crm.example:99999'\n", "this is not a web address"),
        ("[sources.adminpulse]\nurl = 'crm.example'\n", "this is not a web address"),
        ("[mail]\nhost = 'mail.example'\nsecurity = 'none'\n", "config.toml:3: mail.security"),
        ("[mail]\nlink = 'https://office.example/'\n", "{token}"),
        ("[mail]\nport = 0\n", "mail.port"),
        ("[mail]\nsender = 'office'\n", "config.toml:2: mail.sender"),
        ("[mail]\nreply_to = 'a@b.example, c@d.example'\n", "config.toml:2: mail.reply_to"),
        ("[mail.responsibles.'an@b.example']\nreply_to = 'an b'\n", "this is no e-mail address"),
        ('[mail]\nfirm = "Office\\nBcc: x@y.example"\n', "config.toml:2: mail.firm"),
        ("[mail]\nrate = 0\n", "mail.rate"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(tmp_path, text).what


@pytest.mark.parametrize(
    "server",
    ["host = 'localhost'", "host = '127.0.0.1'", "host = 'relay.example'\nallow_plain = 'relay.example'"],
)
def test_plain_mail_is_fine_on_this_machine_and_to_the_very_host_that_is_named(tmp_path: Path, server: str) -> None:
    assert load(written(tmp_path, f"[mail]\nsecurity = 'none'\n{server}\n")).mail.security == "none"


def test_another_plain_mail_server_than_the_one_named_is_refused(tmp_path: Path) -> None:
    text = "[mail]\nsecurity = 'none'\nhost = 'mail.example'\nallow_plain = 'relay.example'\n"
    assert "mail.security" in refused(tmp_path, text).what


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:1"])
def test_plain_http_is_fine_on_this_machine(tmp_path: Path, url: str) -> None:
    assert load(written(tmp_path, f"[sources.adminpulse]\nurl = '{url}'\n")).sources["adminpulse"].url == url


def test_a_secret_is_sent_to_where_it_belongs(tmp_path: Path) -> None:
    error = refused(tmp_path, "[mail]\npassword = 'hunter2'\n")
    assert "hunter2" not in str(error)
    assert "SYNCTUI_SMTP_PASSWORD" in error.next_step
    assert "SYNCTUI_ADMINPULSE_KEY" in refused(tmp_path, "[sources.adminpulse]\nkey = 'hunter2'\n").next_step


def test_a_file_that_is_not_utf8_or_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes("[register]\nname = 'Kantoor Noël'\n".encode("cp1252"))
    with pytest.raises(UsageError, match=r"latin\.toml: it is not UTF-8"):
        load(file)
    with pytest.raises(UsageError, match=r"missing\.toml: there is no such file"):
        load(tmp_path / "missing.toml")
    with pytest.raises(UsageError, match=r"Is a directory"):
        load(tmp_path)


def test_a_relative_xdg_folder_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "conf")
    assert config_file().is_absolute()


def test_lines_are_found_through_tables_and_dotted_keys() -> None:
    text = 'a.b = 1\n[c."d e"]\nf = 2\n[g]\n'
    assert [line_of(text, path) for path in (["a", "b"], ["c", "d e", "f"], ["g", "h"], ["z"])] == [1, 3, 4, 0]


def sections() -> list[type[Struct]]:
    """Return the settings of every section."""
    return [kind for _, kind in inspect.getmembers(settings, inspect.isclass) if issubclass(kind, Struct)]


def test_every_setting_says_in_one_line_what_it_does() -> None:
    for section in sections():
        for field in fields(section) if section is not Struct else ():
            whole = isinstance(field.type, type) and issubclass(field.type, Struct)
            assert whole or 0 < len(settings.told(section)[field.name]) <= 76, f"{section.__name__}.{field.name}"


def test_the_page_tells_every_setting() -> None:
    page = PAGE.read_text("utf-8")
    missing = [
        field.name for kind in sections() if kind is not Struct for field in fields(kind) if field.name not in page
    ]
    assert not missing


def test_the_example_of_the_page_is_a_configuration(tmp_path: Path) -> None:
    example = PAGE.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    config = load(written(tmp_path, example))
    assert config.keys
    assert config.sources["file"].mapping["street"] == "Straat+Nr+Bus"
