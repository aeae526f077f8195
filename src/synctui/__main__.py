"""Start the program and end it with an exit code: nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import os
import sys

from synctui import __version__
from synctui.errors import Exit


def main() -> None:
    """Run the command line on the process's arguments and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        code = _version()
    else:
        from synctui.cli.start import run

        code = run(sys.argv[1:])
    sys.exit(_flushed(code))


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
        sys.stderr.write(f"synctui: {error.strerror}\n")
    else:
        return code
    # The interpreter flushes once more on its way out and would complain: let that go nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    main()
