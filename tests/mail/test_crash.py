"""Killed at every step of sending: at most one mail a dossier, and every status is true or says that it is unknown."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mail.desk import fill, invited
from mail.server import Post, serving
from synctui.register import Store

CHILD = Path(__file__).parent / "killed_sender.py"


def test_killed_at_every_step_nobody_is_mailed_twice_and_every_status_is_true(
    store: Store, post: Post, tmp_path: Path
) -> None:
    fill(store, *(invited(n) for n in range(1, 4)))
    folder = tmp_path / "trials"
    folder.mkdir()
    with serving(post) as port:
        command = [sys.executable, str(CHILD), str(store.path), str(folder), str(port)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    trials = [json.loads(line) for line in done.stdout.splitlines()]
    assert [ended for ended, _found, _last in trials] == [-signal.SIGKILL] * (len(trials) - 1) + [0]
    assert len(trials) > 40
    got = Counter(
        (mail["From"].addresses[0].username, mail["To"].addresses[0].username) for _address, mail in post.mails
    )
    seen = Counter[str]()
    for trial, (_ended, found, last) in enumerate(trials, 1):
        for client in ("1", "2", "3"):
            mails = got[f"trial{trial}", f"lotte{client}"]
            assert mails <= 1, (trial, client)
            assert last[client] in {"sent", "unknown"}, (trial, client)
            assert last[client] == "unknown" or mails == 1, (trial, client)
            assert found[client] != "sent" or mails == 1, (trial, client)
            seen[found[client]] += 1
    assert seen.keys() == {"not-sent", "queued", "unknown", "sent"}
