"""Let the n-th use of the disk within a folder fail, be interrupted, or be the last of its process.

Counted are opens, reads, writes, flushes and the steps that put files in place or take them away.
A write goes wrong after half of the bytes.
"""

import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from paperkit.container import writing

Harm = Callable[[str], None]


def failing(number: int) -> Harm:
    """Return the harm of a disk that answers with this error."""

    def fail(path: str) -> None:
        raise OSError(number, os.strerror(number), path)

    return fail


def interrupted(_path: str) -> None:
    """Press Ctrl-C."""
    raise KeyboardInterrupt


def killed(_path: str) -> None:
    """End the process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Disk:
    """The uses of the disk so far, and the one at which harm is done."""

    folder: Path
    at: int
    harm: Harm
    uses: list[str] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)

    @property
    def harmed(self) -> bool:
        return len(self.uses) >= self.at

    def use(self, what: str, path: object) -> bool:
        """Count a use; return whether it is the one that goes wrong."""
        if not Path(str(path)).absolute().is_relative_to(self.folder.absolute()):
            return False
        self.uses.append(f"{what} {Path(str(path)).name}")
        return len(self.uses) == self.at


class Watched:
    """An open file whose reads, writes and flushes are counted."""

    def __init__(self, disk: Disk, file: Any, path: str) -> None:
        self._disk, self._file, self._path = disk, file, path

    def __enter__(self) -> "Watched":
        self._file.__enter__()
        return self

    def __exit__(self, *ended: object) -> None:
        self._file.__exit__(*ended)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, *size: int) -> Any:
        self._harm("read")
        return self._file.read(*size)

    def flush(self) -> None:
        self._harm("flush")
        self._file.flush()

    def write(self, data: Any) -> Any:
        if self._disk.use("write", self._path):
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._disk.harm(self._path)
        return self._file.write(data)

    def _harm(self, what: str) -> None:
        if self._disk.use(what, self._path):
            self._disk.harm(self._path)


@contextmanager
def harmed_at(folder: Path, at: int, harm: Harm) -> Iterator[Disk]:
    """Count the uses of the disk in a folder, and do harm at one of them."""
    disk = Disk(folder, at, harm)
    with ExitStack() as watched:
        for name in _BY_PATH:
            watched.enter_context(mock.patch.object(os, name, _by_path(disk, name)))
        watched.enter_context(mock.patch.object(io, "open", _opening(disk)))
        watched.enter_context(mock.patch.object(os, "open", _numbering(disk)))
        watched.enter_context(mock.patch.object(os, "fsync", _by_number(disk, "fsync", os.fsync)))
        lock = _by_number(disk, "lock", vars(writing)["_lock"])
        watched.enter_context(mock.patch.object(writing, "_lock", lock))
        watched.enter_context(mock.patch("time.sleep"))
        yield disk


_BY_PATH = ("replace", "link", "unlink", "mkdir", "rmdir")


def _by_path(disk: Disk, name: str) -> Callable[..., Any]:
    done = getattr(os, name)

    def watched(path: Any, *more: Any, **named: Any) -> Any:
        if disk.use(name, path):
            disk.harm(str(path))
        return done(path, *more, **named)

    return watched


def _by_number(disk: Disk, name: str, done: Callable[..., Any]) -> Callable[..., Any]:
    def watched(number: int, *more: Any) -> Any:
        path = disk.numbers.get(number, "")
        if path and disk.use(name, path):
            disk.harm(path)
        return done(number, *more)

    return watched


def _opening(disk: Disk) -> Callable[..., Any]:
    opened = io.open

    def watched(path: Any, *more: Any, **named: Any) -> Any:
        if disk.use("open", path):
            disk.harm(str(path))
        file = opened(path, *more, **named)
        disk.numbers[file.fileno()] = str(path)
        return Watched(disk, file, str(path))

    return watched


def _numbering(disk: Disk) -> Callable[..., Any]:
    opened = os.open

    def watched(path: Any, *more: Any, **named: Any) -> int:
        if disk.use("open", path):
            disk.harm(str(path))
        number = opened(path, *more, **named)
        disk.numbers[number] = str(path)
        return number

    return watched
