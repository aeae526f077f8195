"""What can go wrong, told so that the reader knows the next step.

Every error the program expects is one of these::

    SynctuiError                      what happened, to what, the next step, an exit code
    ├── UsageError            2       an option, a configuration file
    ├── InputError            3       a file, a plan or a mapping that cannot be read
    ├── SourceError           4       a CRM out of reach, or one that refused
    ├── RegisterError         5       a register that is missing, unavailable, busy or not ours
    ├── ConflictError         6       changed by others, edited, of another register, already applied
    ├── NotPermittedError     7       the user's role does not allow it
    ├── HeldError             8       the gate or a limit holds the plan
    ├── MailError            11       a mail server that is out of reach, or refuses this office
    └── OutputError          12       a file that could not be written
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """The exit codes of the command line."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INPUT = 3
    SOURCE = 4
    REGISTER = 5
    CONFLICT = 6
    NOT_PERMITTED = 7
    HELD = 8
    REJECTS = 9
    DIFFERENCES = 10
    NOT_ALL_SENT = 11
    OUTPUT = 12
    HANGUP = 129
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143


class SynctuiError(Exception):
    """An expected failure: a sentence on what happened to what, and a sentence on what to do next."""

    exit_code: ClassVar[Exit] = Exit.BUG

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what}\n{self.next_step}" if self.next_step else self.what


class UsageError(SynctuiError):
    """An option, an argument or the configuration is wrong."""

    exit_code = Exit.USAGE


class InputError(SynctuiError):
    """A file, a plan or a mapping cannot be read or trusted."""

    exit_code = Exit.INPUT


class SourceError(SynctuiError):
    """A CRM is out of reach or refused."""

    exit_code = Exit.SOURCE


class RegisterError(SynctuiError):
    """The register is missing, unavailable, busy or not ours."""

    exit_code = Exit.REGISTER


class ConflictError(SynctuiError):
    """The register is no longer what the plan or the undo expects."""

    exit_code = Exit.CONFLICT


class NotPermittedError(SynctuiError):
    """The user's role does not allow this."""

    exit_code = Exit.NOT_PERMITTED


class HeldError(SynctuiError):
    """The gate or a limit holds the plan; nothing was written."""

    exit_code = Exit.HELD


class MailError(SynctuiError):
    """The mail server is out of reach, or refuses this office altogether; what was not handed over has not left."""

    exit_code = Exit.NOT_ALL_SENT


class OutputError(SynctuiError):
    """A file could not be written."""

    exit_code = Exit.OUTPUT
