"""The words of mails: every language, the office's own, and nothing that a template could get at."""

from __future__ import annotations

import re
import shutil
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

import synctui.mail
from mail.desk import HOUSE, NOW
from register.office import number, person
from synctui.core.invite import Row
from synctui.core.normalise.national_number import shown
from synctui.errors import UsageError
from synctui.i18n import LANGUAGES
from synctui.mail.message import write
from synctui.mail.templates import KINDS, load

OURS = Path(synctui.mail.__file__).parent / "templates"
TOKEN = "the-token"


def row(language: str = "nl", kind: str = "invite", **changed: str) -> Row:
    """Return one line of the last check."""
    values = person(1, **({"responsible": "an@office.example"} | changed))
    return Row(1, values, 2026, "questionnaire", language, "not-sent", kind, (), None, (), unticked=False)  # type: ignore[arg-type]


def mail(one: Row, folder: Path = Path("none")) -> EmailMessage:
    """Return the mail of a line, read as mail programs do."""
    found = message_from_bytes(write(load(folder), HOUSE, one, TOKEN, NOW).message, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def bodies(found: EmailMessage) -> tuple[str, str]:
    """Return text and HTML."""
    text, html = (found.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return text.get_content().replace("\r\n", "\n"), html.get_content()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["invite", "reminder"])
def test_every_language_has_both_mails_whole(language: str, kind: str) -> None:
    found = mail(row(language, kind))
    for body in bodies(found):
        assert "https://portal.example/q/the-token" in body
        assert "Kantoor Pééters, Boekhouders" in body
        assert "An Baert" in body
        assert "2026" in body
        assert "2025" in body
        assert not re.search(r"[{}]", body)
    assert f'lang="{language}"' in bodies(found)[1]
    assert "2026" in str(found["Subject"])


def test_the_deadline_is_written_in_the_mails_language_or_left_out() -> None:
    assert "1er juillet 2026" in bodies(mail(row("fr")))[0]
    without = HOUSE._replace(deadline=None)
    found = write(load(Path("none")), without, row("fr"), TOKEN, NOW).message
    text, _html = bodies(message_from_bytes(found, policy=default))
    assert "avant le" not in text
    assert "\n\n\n" not in text


def test_no_mail_holds_a_national_number() -> None:
    one = row(partner_national_number=number(2))
    raw = write(load(Path("none")), HOUSE, one, TOKEN, NOW).message.decode()
    for whole in (number(1), number(2)):
        assert whole not in raw
        assert shown(whole) not in raw


def test_values_are_escaped_in_html_and_never_read_as_placeholders() -> None:
    text, html = bodies(mail(row(first_name="<b>{link}</b>")))
    assert "<b>{link}</b>" in text
    assert "&lt;b&gt;{link}&lt;/b&gt;" in html


def test_a_mails_lines_are_short_enough_for_every_server() -> None:
    raw = write(load(Path("none")), HOUSE, row("de", first_name="ß" * 200), TOKEN, NOW).message
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("breaking", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_no_line_end_in_a_value_starts_another_header(breaking: str) -> None:
    for changed in (
        {"first_name": f"Lotte{breaking}Bcc: x@y.example"},
        {"email": f"a@b.example{breaking}Bcc: x@y.example"},
    ):
        try:
            found = mail(row(**changed))
        except ValueError:
            continue
        assert found["Bcc"] is None
        assert len(found["To"].addresses) == 1


def test_responsibles_may_have_a_sender_of_their_own() -> None:
    own = {"an@office.example": HOUSE.responsibles["an@office.example"]._replace(sender="an@office.example")}
    found = write(load(Path("none")), HOUSE._replace(responsibles=own), row(), TOKEN, NOW)
    assert found.sender == "an@office.example"
    assert HOUSE._replace(reply_to="all@office.example").of("an@office.example").reply_to == "all@office.example"
    assert HOUSE.of("").reply_to == HOUSE.sender


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with an office's own words: those that come along, to be changed."""
    for kind in KINDS:
        for language in LANGUAGES:
            for ending in ("txt", "html"):
                shutil.copy(OURS / f"{kind}.{language}.{ending}", tmp_path)
    return tmp_path


def test_own_words_go_before_ours(own: Path) -> None:
    (own / "invitation.nl.txt").write_text("Subject: Dag {first_name}\n\n{{zo}} {link}\n", "utf-8")
    found = mail(row(), own)
    assert (found["Subject"], bodies(found)[0]) == ("Dag Lotte1", "{zo} https://portal.example/q/the-token\n")


def refused(own: Path, name: str, words: str) -> str:
    """Return why the file *name* with these words is refused; it is named."""
    (own / name).write_text(words, "utf-8")
    with pytest.raises(UsageError) as caught:
        load(own)
    assert name in caught.value.what
    return caught.value.what


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Subject: x\n\n{frist_name} {link}", "{frist_name} is no placeholder"),
        ("Subject: x\n\n{first_name.__class__} {link}", "{first_name.__class__} is no placeholder"),
        ("Subject: x\n\n{first_name[0]} {link}", "is no placeholder"),
        ("Subject: x\n\n{first_name!r} {link}", "is no placeholder"),
        ("Subject: x\n\n{first_name:>99999999} {link}", "is no placeholder"),
        ("Subject: x\n\n{} {link}", "{} is no placeholder"),
        ("Subject: x\n\n{link} }", "a brace stands alone"),
        ("Subject: x\n\nno way to the questionnaire", "{link} is missing"),
        ("Hello\n\n{link}", "the first line"),
    ],
)
def test_a_wrong_text_is_refused_with_its_file(own: Path, text: str, complaint: str) -> None:
    assert complaint in refused(own, "invitation.fr.txt", text)


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<p>{link}", "<p> is never closed"),
        ("<p>{link}</div></p>", "</div> closes nothing"),
        ("<script>x</script>{link}", "<script> does not belong in a mail"),
        ("<p onclick='x'>{link}</p>", "<p> does not belong in a mail"),
        ("<a href=' JavaScript:x'>{link}</a>", "<a> does not belong in a mail"),
        ("<p>{link}</p><a href='x", "ends in the middle of a tag"),
        ("<p>{link}</p></", "ends in the middle of a tag"),
        ("<p>{link}</p><!-- and so on", "ends in the middle of a tag"),
        ("<p>{link}</p><p>{frist_name}</p>", "{frist_name} is no placeholder"),
    ],
)
def test_a_broken_page_is_refused_with_its_file(own: Path, html: str, complaint: str) -> None:
    assert complaint in refused(own, "reminder.de.html", html)


def test_a_missing_language_is_refused(own: Path) -> None:
    (own / "invitation.de.html").unlink()
    with pytest.raises(UsageError, match=r"invitation\.de\.html is missing"):
        load(own)


def test_days_of_all_months() -> None:
    from synctui.mail.message import MONTHS, day_in

    assert all(len(MONTHS[language].split()) == 12 for language in LANGUAGES)
    assert day_in("nl", date(2026, 12, 31)) == "31 december 2026"
