"""A distribution as pip leaves it, made for a test and put on Python's path."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count(1)


class Site:
    """A folder on Python's path; each plug-in that is put there has a module of its own name."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch

    def add(self, group: str, code: str, *, name: str = "tracker", version: str = "1.2") -> str:
        """Install a plug-in of one module, whose ``plugin`` is the entry; return the module's name.

        It is put into a new folder, since what is installed is looked at once.
        """
        module = f"made_plugin_{next(_NUMBERS)}"
        distribution = f"{name}-for-paperkit"
        where = self.folder / module
        write(where, distribution, version, {group: {name: f"{module}:plugin"}})
        (where / f"{module}.py").write_text(code, "utf-8")
        self.monkeypatch.syspath_prepend(where)
        return module


def write(
    folder: Path, distribution: str, version: str, points: Mapping[str, Mapping[str, str]]
) -> None:
    """Write what pip leaves of a distribution: its name, its version, its entry points."""
    about = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    about.mkdir(parents=True)
    head = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n\nVersion: none\n"
    (about / "METADATA").write_text(head, "utf-8")
    lines = [
        line
        for group, names in points.items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in names.items()))
    ]
    (about / "entry_points.txt").write_text("\n".join(lines), "utf-8")
