"""Start the program and end it with an exit code: nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from synctui import __version__
from synctui.errors import Exit


def main() -> None:
    """Run the command line on the process's arguments and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        code = _version()
    else:
        from synctui.cli.start import run

        code = run(sys.argv[1:])
    os._exit(_flushed(code))  # at once: what is still being read beside is of no use, and nobody needs the memory back


def _version() -> int:
    if sys.stdout is None:
        return Exit.OUTPUT
    sys.stdout.write(f"synctui {__version__}\n")
    return Exit.DONE


def _flushed(code: int) -> int:
    """Return *code*, or what a standard output that no longer takes anything makes of it."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        code = Exit.BROKEN_PIPE
    except OSError as error:
        code = code or Exit.OUTPUT
        with suppress(OSError):
            sys.stderr.write(f"synctui: {error.strerror}\n")
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()
    return code


if __name__ == "__main__":
    main()
