"""One run at a time writes in a folder: what one has read another does not change meanwhile.

The lock is the operating system's, so it goes with the process that holds it, however it ends.
Its file lies in the folder only while somebody writes there.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from paperkit.container.writing import surely, why_not_written
from paperkit.errors import WriteError

LOCK_FILE = ".paperkit-lock"
_ATTEMPTS, _PAUSE = 100, 0.1

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Hold the folder of a file that is to be written, for the block.

    WriteError where another run holds it for ten seconds. A network drive without locks lets
    the block run all the same: each file is still whole.
    """
    lock = path.with_name(LOCK_FILE)
    held = _held(lock, path)
    try:
        yield
    finally:
        _let_go(lock, held)


def _held(lock: Path, path: Path) -> int:
    for _ in range(_ATTEMPTS):
        number = _opened(lock, path)
        try:
            if _taken(number) and _still_there(lock, number):
                return number
        except BaseException:
            _let_go(lock, number)
            raise
        os.close(number)
        time.sleep(_PAUSE)
    raise WriteError(
        f"Another run of paperkit is writing in the folder '{path.parent}'. Wait until it has "
        f"finished, then try again."
    )


def _opened(lock: Path, path: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as fault:
        raise WriteError(why_not_written(path, fault)) from fault


def _taken(number: int) -> bool:
    try:
        _lock(number)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _still_there(path: Path, number: int) -> bool:
    """Return whether the lock is on the file that others see: who let go took it away."""
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except OSError:
        return False


def _let_go(path: Path, number: int) -> None:
    # Taken away while it is held, so that nobody holds a file that is gone; Windows takes away
    # no open file, and lets nobody take away one that another has opened.
    try:
        surely(partial(path.unlink, missing_ok=True))
    finally:
        os.close(number)
    if os.name == "nt":
        surely(partial(path.unlink, missing_ok=True))
