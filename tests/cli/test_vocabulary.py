"""What a configuration says in words that are not known is named with its line and the nearest that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.office import Run


@pytest.mark.parametrize(
    ("text", "said", "near"),
    [
        ("[review]\noverwrite = ['stret']\n", "2: review.overwrite: “stret” is neither a field", "“street”"),
        ("[review]\nkeep = ['street:clear']\n", "2: review.keep: “clear” is neither a field", "“cleared”"),
        ("[review]\noverwrite = ['email']\nkeep = ['email']\n", "3: review.keep: ", "one of the two"),
        ("[sources.file.mapping]\nemial = 'E-mail'\n", "2: sources.file.mapping.emial", "sources.file.mapping.email."),
        ("[sources.adminpuls]\nurl = 'https://crm.example'\n", "1: sources.adminpuls:", "sources.adminpulse."),
        ("[questionnaires.pit]\nnl = ''\n", "2: questionnaires.pit.nl: it is empty", "name"),
        ("[questionnaires.a]\nnl = 'Q'\n[questionnaires.b]\nfr = 'Q'\n", "4: questionnaires.b.fr: “Q”", "one group"),
    ],
)
def test_a_word_that_is_not_known_is_named_with_its_line(
    call: Run, home: Path, text: str, said: str, near: str
) -> None:
    (home / "c.toml").write_text(text, "utf-8")
    done = call("runs", "--config", "c.toml")
    assert (done.returncode, done.stdout) == (2, "")
    first, step = done.stderr.splitlines()
    assert first.startswith(f"synctui: c.toml:{said}")
    assert near in step


def test_known_words_are_taken(call: Run, home: Path) -> None:
    call("init")
    words = (
        "[review]\noverwrite = ['all']\nkeep = ['street', 'email:cleared']\n[sources.shop.mapping]\nsource_id = 'A'\n"
    )
    words += "[sources.adminpulse.mapping]\nkind = 'k'\n'kind.person' = 'Person'\n"
    words += "[questionnaires.a]\nnl = 'Q'\nen = 'Q'\n[questionnaires.b]\nnl = 'R'\n"
    (home / "c.toml").write_text(words, "utf-8")
    assert call("runs", "--config", "c.toml").returncode == 0
