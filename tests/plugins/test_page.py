"""``docs/plugins.md`` followed letter by letter: its two files, its export, its commands."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.plugins.made import write
from tests.walkthrough import commands, steps

PAGE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text("utf-8")
NAMED = re.compile(r"`([\w./-]+)`:\n\n$")


def test_the_plugin_of_the_page_says_what_the_page_says(
    tmp_path: Path, sample: Path, paperkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str] = {}
    printed: list[str] = []
    told: list[str] = []
    for step in steps(PAGE):
        if name := NAMED.search(PAGE[: step.start]):
            files[name[1]] = step.words
        elif step.kind == "sh":
            _put(files, tmp_path, sample, monkeypatch)
            words = [line.replace("my-board", str(sample)) for line in commands(step.words)]
            ran = [paperkit(*line.split()[1:]).out for line in words]
            printed = "".join(ran).splitlines()
        else:
            told += [line for line in step.words.splitlines() if line not in printed]
    assert set(files) == {
        "planner/pyproject.toml",
        "planner/planner_for_paperkit.py",
        "my-board/board/july.planner.txt",
    }
    assert told == []


def _put(
    files: dict[str, str], folder: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write the files that the page has shown so far, and what pip writes of a distribution."""
    for name, text in files.items():
        path = folder / name
        if name.startswith("my-board/"):
            path = project / name.removeprefix("my-board/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    about = folder / "about"
    if not about.exists():
        said = tomllib.loads(files["planner/pyproject.toml"])["project"]
        write(about, said["name"], said["version"], said["entry-points"])
        monkeypatch.syspath_prepend(about)
        monkeypatch.syspath_prepend(folder / "planner")
