"""Templates that passed their check, kept compiled from one run to the next.

To dress, check and compile a template takes longer than to fill it, and comes out the same while
template, house, the Paper's types and all versions are the same: these make the name of its file.

A compiled template is Python code, so it is taken only from a folder and a file that the user
alone can write; the command says which folder that is. What is damaged or foreign is made anew.
No cache is no fault: what cannot be read or kept is passed over in silence.
"""

import contextlib
import marshal
import os
import stat
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

from paperkit.container.reading import content
from paperkit.errors import ReadError
from paperkit.frozen import Frozen
from paperkit.word.template import Compiled, is_group, names_of

_LIBRARIES = (
    ("paperkit", "paperkit"), ("docxtpl", "docxtpl"), ("docx", "python_docx"),
    ("jinja2", "jinja2"), ("lxml", "lxml"),
)  # fmt: skip
_ENDING = ".template"
_MOST_KEPT = 64
_DIGEST = 32


class TemplateCache(Frozen):
    """The templates that are kept in a folder; none are where there is no folder."""

    folder: Path | None = None

    def find(self, key: str) -> Compiled | None:
        """Return the template that is kept under a key; None where there is none to be trusted."""
        if self.folder is None or not key or not _of_user_alone(self.folder):
            return None
        try:
            data = _read(self.folder / f"{key}{_ENDING}")
            if data[:_DIGEST] != _digest(key, data[_DIGEST:]):
                return None
            name, members, codes, asked = marshal.loads(data[_DIGEST:])  # noqa: S302
            return Compiled(name, members, codes, frozenset(asked))
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def keep(self, key: str, template: Compiled) -> None:
        """Keep a template that passed its check under a key, in one step; the oldest ones go."""
        if self.folder is None or not key:
            return
        kept = (template.name, template.members, template.codes, sorted(template.asked))
        data = marshal.dumps(kept)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _of_user_alone(self.folder):
                return
            beside = self.folder / f"{key}.{os.urandom(4).hex()}"
            try:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
                with open(os.open(beside, flags, 0o600), "wb") as file:  # noqa: PTH123
                    file.write(_digest(key, data) + data)
                beside.replace(self.folder / f"{key}{_ENDING}")
            finally:
                beside.unlink(missing_ok=True)
            there = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
            for old in there[:-_MOST_KEPT]:
                old.unlink()


def _of_user_alone(folder: Path) -> bool:
    """Return whether there is such a folder, itself and no link, that the user alone can write."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _own(status)


def _own(status: os.stat_result) -> bool:
    if sys.platform == "win32":
        # The folder lies within LOCALAPPDATA, which Windows keeps for the user.
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(path: Path) -> bytes:
    """Return the bytes of a file that is no link; OSError for one that others could write."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        if not (stat.S_ISREG(status.st_mode) and _own(status)):
            raise PermissionError(path)
        return file.read()


def _digest(key: str, data: bytes) -> bytes:
    # With its key, so that a file under another's name is not taken for it.
    return sha256(key.encode() + data).digest()


def key_of(template: Path, house: Path | None, sections: tuple[str, ...], shown: type) -> str:
    """Return the name under which a template is kept; nothing where a file cannot be read.

    It stands for the bytes of the template and its house, the names of the kind's sections, the
    declared types of what is ``shown``, and all versions.
    """
    try:
        files = [content(path) for path in (template, house) if path]
        versions = tuple(_versions())
    except (ReadError, OSError, ImportError, ValueError):
        return ""
    digest = sha256()
    told = (template.parent.name, template.name, *sections, *versions, *_types_of(shown))
    for part in (*files, *(word.encode() for word in told)):
        # Lengths keep one part's end from passing for the next one's beginning.
        digest.update(f"{len(part)} ".encode())
        digest.update(part)
    return digest.hexdigest()


def _versions() -> Iterator[str]:
    """Yield what tells each version: of Python, of the libraries, of this room of paperkit.

    Asking for a library's version would load more than the cache saves, so its folder is asked.
    """
    yield from (sys.version, str(sys.implementation.cache_tag))
    for module, library in _LIBRARIES:
        found = find_spec(module)
        if found is not None and found.origin:
            names = os.listdir(Path(found.origin).parent.parent)  # noqa: PTH208
            yield from sorted(name for name in names if name.lower().startswith(f"{library}-"))
    # In a checkout the version stays and the code moves on.
    for entry in sorted(os.scandir(Path(__file__).parent), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            status = entry.stat()
            yield f"{entry.name} {status.st_size} {status.st_mtime_ns}"


def _types_of(shown: type) -> Iterator[str]:
    """Yield each type that can be reached from one, with its fields and their types."""
    seen: set[Any] = set()
    waiting: list[Any] = [shown]
    while waiting:
        hint = waiting.pop()
        if hint in seen:
            continue
        seen.add(hint)
        waiting += get_args(hint)
        if is_group(hint):
            declared: dict[str, Any] = {}
            for cls in reversed(hint.__mro__):
                declared |= getattr(cls, "__annotations__", {})
            # To have every name looked up would take as long as half of the rest.
            if any(isinstance(told, str) for told in declared.values()):
                declared = dict(names_of(hint))
            waiting += declared.values()
            yield f"{hint} {declared}"
