"""Processes that add to a log and end before their time; forked, so that hundreds are quick."""

import _sqlite3
import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any

Work = Callable[[], object]
FAULT = 9


def begun(work: Work) -> int:
    """Return the number of a process that does the work; it ends with 0, or 1 after an error."""
    number = os.fork()
    if number:
        return number
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(1)


def ended(number: int) -> int:
    """Return how a process ended: its exit code, or the signal's number with a minus sign."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def run(work: Work) -> int:
    """Return how a process ended that did the work."""
    return ended(begun(work))


class _Vfs(ctypes.Structure):
    """SQLite's way to the disk as its header declares it, as far as it is used here."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("sizes", ctypes.c_int * 2),
        ("others", ctypes.c_void_p * 3),
        ("calls", ctypes.c_void_p * 13),
        ("put", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )


_NUMBER, _SIZE = ctypes.c_int, ctypes.c_size_t
_WRITES: dict[bytes, Any] = {
    b"write": ctypes.CFUNCTYPE(ctypes.c_ssize_t, _NUMBER, ctypes.c_void_p, _SIZE, use_errno=True),
    b"pwrite": ctypes.CFUNCTYPE(
        ctypes.c_ssize_t, _NUMBER, ctypes.c_void_p, _SIZE, ctypes.c_int64, use_errno=True),
    b"pwrite64": ctypes.CFUNCTYPE(
        ctypes.c_ssize_t, _NUMBER, ctypes.c_void_p, _SIZE, ctypes.c_int64, use_errno=True),
}  # fmt: skip
_STEPS: dict[bytes, Any] = {
    b"open": ctypes.CFUNCTYPE(_NUMBER, ctypes.c_char_p, _NUMBER, _NUMBER, use_errno=True),
    b"ftruncate": ctypes.CFUNCTYPE(_NUMBER, _NUMBER, ctypes.c_int64, use_errno=True),
    b"unlink": ctypes.CFUNCTYPE(_NUMBER, ctypes.c_char_p, use_errno=True),
    b"openDirectory": ctypes.CFUNCTYPE(
        _NUMBER, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int), use_errno=True),
}  # fmt: skip


def vfs() -> Any:
    """Return SQLite's way to the disk in this process; None where its library hides it."""
    try:
        find = ctypes.CDLL(_sqlite3.__file__).sqlite3_vfs_find
    except (AttributeError, OSError):
        return None
    find.restype = ctypes.POINTER(_Vfs)
    return find(None)


def killed_at(at: int, work: Work) -> Work:
    """Return the work, of which SQLite's n-th use of the disk is the last of its process.

    A write ends after half of the bytes.
    """

    def watched() -> None:
        kept = list(_watch(vfs(), at, _killed, count(1)))
        work()
        del kept

    return watched


def failing_at(at: int, number: int, work: Work, told: type[Exception]) -> Work:
    """Return the work, of which SQLite's n-th use of the disk gives an error of the system.

    A write fails after half of the bytes. The work ends with ``FAULT`` where the error came, and
    all that it may raise then is of the type ``told``; with 1 where it raised something else.
    """

    def failed() -> int:
        ctypes.set_errno(number)
        return -1

    def watched() -> None:
        uses = count(1)
        kept = list(_watch(vfs(), at, failed, uses))
        with suppress(told):
            work()
            if next(uses) <= at:
                return
        del kept
        os._exit(FAULT)

    return watched


def _killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return -1


def _watch(there: Any, at: int, harm: Callable[[], int], uses: Iterator[int]) -> Iterator[Any]:
    """Yield what must live as long as SQLite calls it: each call that is counted."""
    for name, kind in (_WRITES | _STEPS).items():
        address = there.contents.get(there, name)
        if address:
            call = kind(_counted(kind(address), uses, at, harm, halved=name in _WRITES))
            there.contents.put(there, name, ctypes.cast(call, ctypes.c_void_p))
            yield call


def _counted(
    real: Any, uses: Iterator[int], at: int, harm: Callable[[], int], *, halved: bool
) -> Callable[..., int]:
    def call(*words: Any) -> int:
        if next(uses) == at:
            if halved:
                real(*words[:2], words[2] // 2, *words[3:])
            return harm()
        done: int = real(*words)
        return done

    return call
