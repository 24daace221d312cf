"""``samples/plugin``: its reader, rule, pack and command at work, installed and not."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from paperkit.files import bundled
from tests.cli.conftest import Command
from tests.environments import environment
from tests.plugins.made import write

PLUGIN = bundled("samples") / "plugin"
RECORDS = '{"id": "9.1", "parent": "O1", "what": "Open it", "who": "Ann Carter and Ben Hall"}\n'


@pytest.fixture
def board(sample: Path) -> Path:
    """Return a project with an export of Tracker, which works with the plug-in's pack."""
    (sample / "board").mkdir()
    (sample / "board" / "july.tracker.json").write_text(RECORDS, "utf-8")
    settings = sample / "paperkit.yaml"
    words = settings.read_text("utf-8").replace("pack: council", "pack: tracker")
    settings.write_text(words, "utf-8")
    return sample


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the example on Python's path with what pip would write of it."""
    said = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]
    write(tmp_path / "site", said["name"], said["version"], said["entry-points"])
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.syspath_prepend(PLUGIN)


@pytest.mark.usefixtures("on_path")
def test_the_example_is_listed_whole(paperkit: Command) -> None:
    lines = paperkit("plugins").out.splitlines()[:4]
    assert [line.partition(": ")[2] for line in lines] == [
        "tracker",
        "reads an export of Tracker (.tracker.json)",
        "TRK-1",
        "paperkit owners",
    ]


@pytest.mark.usefixtures("on_path")
def test_its_rule_judges_what_its_reader_read(board: Path, paperkit: Command) -> None:
    said = " ".join(paperkit("check", "--project", board, "--all-notes").out.split())
    assert "TRK-1 july.tracker.json, line 1, Owner" in said
    assert "Action 9.1 has two owners: Ann Carter and Ben Hall. Name one owner" in said


@pytest.mark.usefixtures("on_path")
def test_its_kind_is_built_and_its_command_runs(board: Path, paperkit: Command) -> None:
    order = ("build", "tracker_page", "--meeting", "Board July 2026", "--project", board)
    ran = paperkit(*order)
    assert (ran.code, len(list(board.rglob("*Tracker page*.docx")))) == (0, 1)
    assert "Ann Carter and Ben Hall: 1" in paperkit("owners", "--project", board).out
    assert "From tracker-for-paperkit 1.0, a plug-in." in paperkit("--help").out


@pytest.mark.slow
def test_the_example_is_installed_into_a_fresh_environment(board: Path, tmp_path: Path) -> None:
    """Neither step asks a package index: what builds the wheel is in the extra ``test``."""
    copy, wheels = tmp_path / "plugin", tmp_path / "wheels"
    shutil.copytree(PLUGIN, copy)
    no_index = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(copy))
    subprocess.run([sys.executable, *build], check=True, env=no_index, capture_output=True)
    python = environment(tmp_path / "env")
    install = ("-m", "pip", "install", "--no-deps", "--quiet", *map(str, wheels.glob("*.whl")))
    subprocess.run([str(python), *install], check=True, env=no_index)
    for words, said in (
        (("plugins",), "tracker-for-paperkit 1.0): reads an export"),
        (("check", "--project", board, "--all-notes"), "TRK-1"),
        (("build", "tracker_page", "--meeting", "Board July 2026", "--project", board), "Written"),
    ):
        ran = subprocess.run(
            [python, "-m", "paperkit", *words], capture_output=True, text=True, check=False
        )
        assert said in ran.stdout, ran.stderr
