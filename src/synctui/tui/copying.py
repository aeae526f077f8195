"""Copy a text to where the reader can paste it: the terminal's clipboard, tmux's buffer, a tool of the desktop.

A terminal never says whether it took a text, so every way that may work is gone; the caller shows the text where there
is none. What is copied holds no control characters, and goes to tools by their input, never as an argument.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence

from synctui.core.visible import visible

LONGEST = 74_000
"""Bytes that terminals take at most: xterm's limit of 100,000 after encoding."""
_PATIENCE = 2
"""Seconds that a tool may take."""
_DEAF = frozenset({"", "dumb", "linux", "unknown", "vt100", "vt220"})
"""Kinds of terminals without a clipboard."""
_TMUX = (("tmux", "load-buffer", "-w", "-"), ("tmux", "load-buffer", "-"))
"""To the buffer and to the terminal around tmux; tmux before 3.2 knows the buffer alone."""
_DESKTOP = {
    "WAYLAND_DISPLAY": (("wl-copy",),),
    "DISPLAY": (("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")),
}
"""Variable of the desktop → tools that may be there."""


def copy(text: str, to_terminal: Callable[[str], None], environment: Mapping[str, str]) -> list[str]:
    """Copy *text* by every way that may work; returns their names: ``terminal``, ``tmux``, or a tool's.

    *to_terminal* sends it by the escape sequence OSC 52. Blocks for as long as tools take.
    """
    text, ways = visible(text), list[str]()
    if environment.get("TERM", "") not in _DEAF and len(text.encode()) <= LONGEST:
        to_terminal(text)
        ways.append("terminal")
    for tools in tool_groups(environment):
        ways += next(([tool[0]] for tool in tools if _ran(tool, text, environment)), [])
    return ways


def tool_groups(environment: Mapping[str, str]) -> list[Sequence[Sequence[str]]]:
    """Return the tools to try, one of each group: tmux where it runs, the desktop's where the reader sits at it.

    >>> tool_groups({"SSH_CONNECTION": "10.0.0.1", "DISPLAY": ":0"})
    []
    """
    groups: list[Sequence[Sequence[str]]] = [_TMUX] if environment.get("TMUX") else []
    if not environment.get("SSH_CONNECTION"):
        groups += [tools for variable, tools in _DESKTOP.items() if environment.get(variable)]
        groups.append((("pbcopy",),))
    return groups


def _ran(tool: Sequence[str], text: str, environment: Mapping[str, str]) -> bool:
    """Give *text* to a tool; returns whether it was there and took it."""
    try:
        done = subprocess.run(  # noqa: S603 - a name of our own, without arguments of anybody else's
            tool,
            input=text.encode(),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
