"""Which plug-ins are installed beside paperkit, found by what pip writes of each distribution.

Only the small files ``entry_points.txt`` are looked at, on the first question of a process; nothing
of a plug-in is imported here. ``importlib.metadata`` says the same and takes thirty times as long,
most of it to import it, which every run would pay for plug-ins that hardly anybody has.

What is installed is a fact of the machine, as the environment is; so the one variable that
switches plug-ins off is read here too, and not in ``cli``.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

PACKS, READERS = "paperkit.packs", "paperkit.readers"
RULES, COMMANDS = "paperkit.rules", "paperkit.commands"
GROUPS = (PACKS, READERS, RULES, COMMANDS)
SWITCH = "PAPERKIT_PLUGINS"
ASK_ABOUT = "Ask whoever installed it on this computer to put it right or to take it away"
"""What to do about a plug-in that breaks."""

_ENTRY_POINTS = "entry_points.txt"
_MARK = b"[paperkit."
_ABOUT = ("METADATA", "PKG-INFO")
_FOLDERS = (".dist-info", ".egg-info")


class EntryPoint(NamedTuple):
    """A line of a distribution that names something for paperkit: ``name = module:attribute``.

    It is not a record of ``frozen``: ``--help`` asks for it, and has no use for msgspec.
    """

    group: str
    name: str
    value: str
    distribution: str
    version: str

    def load(self) -> object:
        """Return what the line names; whatever its import raises is the plug-in's."""
        module, _, path = self.value.partition(":")
        found: object = import_module(module.strip())
        for attribute in filter(None, path.strip().split(".")):
            found = getattr(found, attribute)
        return found

    def __str__(self) -> str:
        """Return whose it is, as a message names it."""
        return f"{self.distribution} {self.version}".strip()


def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """Return what is installed for a group, by the names of the lines; none where it is off."""
    if os.environ.get(SWITCH, "").strip().lower() == "off":
        return ()
    return _found(tuple(sys.path)).get(group, ())


@lru_cache(maxsize=16)
def _found(folders: tuple[str, ...]) -> Mapping[str, tuple[EntryPoint, ...]]:
    """Return what the distributions in these folders name, by group.

    Of a distribution that is there twice the first counts, as for Python's own import.
    """
    each: dict[str, tuple[EntryPoint, ...]] = {}
    for about in _distributions(folders):
        points = tuple(_points(about))
        for point in points[:1]:
            name = point.distribution.replace("_", "-").replace(".", "-").casefold()
            each.setdefault(name, points)
    every = (point for points in each.values() for point in points)
    points = tuple(sorted(every, key=lambda point: (point.name, point.distribution)))
    return {group: tuple(point for point in points if point.group == group) for group in GROUPS}


def _distributions(folders: tuple[str, ...]) -> Iterator[Path]:
    """Yield the folder of each distribution that names something for paperkit."""
    for folder in folders:
        try:
            there = os.scandir(folder or ".")
        except OSError:
            continue  # a zip of Python's, or a folder that is not there
        with there:
            names = sorted(one.name for one in there if one.name.endswith(_FOLDERS))
        for name in names:
            about = Path(folder, name)
            try:
                if _MARK in (about / _ENTRY_POINTS).read_bytes():
                    yield about
            except OSError:
                continue  # most name nothing at all


def _points(about: Path) -> Iterator[EntryPoint]:
    """Yield the lines of a distribution; the file has sections, each with ``name = value``."""
    head = ""
    for file in _ABOUT:
        if (about / file).is_file():
            head = (about / file).read_text("utf-8", errors="replace").partition("\n\n")[0]
    parted = (line.partition(":") for line in head.splitlines())
    said = {key: value.strip() for key, _, value in parted}
    name = said.get("Name", about.stem)
    group = ""
    for line in (about / _ENTRY_POINTS).read_text("utf-8", errors="replace").splitlines():
        words = line.strip()
        if words.startswith("["):
            group = words.strip("[] ")
        elif "=" in words and not words.startswith(("#", ";")):
            key, _, value = words.partition("=")
            value = value.partition("[")[0].strip()
            yield EntryPoint(group, key.strip(), value, name, said.get("Version", ""))
