"""Watch a child's system calls by ptrace (Linux on x86-64) and kill it at one of those that change files."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable

TRACEME, PEEKUSER, SYSCALL, SETOPTIONS = 0, 3, 24, 0x4200
ORIG_RAX = 15 * 8
SYSGOOD = 1
CHANGING = {1: "write", 18: "pwrite64", 74: "fsync", 75: "fdatasync", 77: "ftruncate", 82: "rename", 87: "unlink"}
UNWATCHED = 77


def killed_at_call(point: int, job: Callable[[], None]) -> int:
    """Do *job* in a child that is killed on entering its *point*-th changing call; return how it ended."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return UNWATCHED
    libc = ctypes.CDLL(None)
    libc.ptrace.restype = ctypes.c_long
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    child = os.fork()
    if child == 0:
        if libc.ptrace(TRACEME, 0, None, None) != 0:
            os._exit(UNWATCHED)
        os.kill(os.getpid(), signal.SIGSTOP)
        job()
        os._exit(0)
    return _watched(libc, child, point)


def _watched(libc: ctypes.CDLL, child: int, point: int) -> int:
    """Let the child go from call to call, counting, and return its exit code."""
    status = os.waitpid(child, 0)[1]
    libc.ptrace(SETOPTIONS, child, None, SYSGOOD)
    count, entering = 0, True
    while os.WIFSTOPPED(status):
        if os.WSTOPSIG(status) == signal.SIGTRAP | 0x80:
            count += entering and libc.ptrace(PEEKUSER, child, ORIG_RAX, None) in CHANGING
            if entering and count == point:
                os.kill(child, signal.SIGKILL)
            entering = not entering
        libc.ptrace(SYSCALL, child, None, None)
        status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)
