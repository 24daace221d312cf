"""What a person sees of a run while it lasts: a line a step on stderr, and none elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from tests import projects
from tests.cli.conftest import Command
from tests.clock import Day

JULY = ("--meeting", "Board July 2026")
REPORT = "Draft - Performance report - 16 July 2026.docx"
# Loads the command, says that a person watches, and prints what was loaded by the first line.
FIRST = """
import io, sys
from paperkit.cli import cli

class Watched(io.StringIO):
    def isatty(self): return True
    def write(self, words):
        if not isinstance(words, str):
            raise TypeError
        if not words:
            return 0
        loaded = sorted(name for name in sys.modules if name.startswith("paperkit."))
        print(words.strip(), *loaded)
        sys.exit(0)

sys.stderr = Watched()
cli(sys.argv[1:], standalone_mode=False)
"""


WATCHED = ("sys.stderr.isatty", lambda: True)


def test_a_build_says_each_step_to_a_person_and_prints_what_it_prints_else(
    paperkit: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*WATCHED)
    build = ("build", "performance_report", *JULY, "--project", sample)
    ran = paperkit(*build)
    assert ran.err.splitlines() == [
        "Reading the project …", "Checking …", f"Making {REPORT} …",
        "Looking at earlier papers …", "Writing …",
    ]  # fmt: skip
    assert "Reading the project" not in ran.out


def test_nothing_is_said_beside_json(
    paperkit: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*WATCHED)
    assert paperkit("check", "--json", "--project", sample).err == ""


def test_nothing_is_said_where_nobody_watches(paperkit: Command, sample: Path) -> None:
    assert paperkit("check", "--project", sample).err == ""


def test_each_form_that_is_read_is_named_and_cannot_drive_the_terminal(
    paperkit: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*WATCHED)
    back = tmp_path / "back"
    back.mkdir()
    for name in ("one.xlsx", "two\x1b[2J.xlsx"):
        (back / name).write_bytes(b"no workbook")
    ran = paperkit("forms", "gather", back, "--project", sample)
    assert ran.err.splitlines() == [
        "Reading the project …", "Reading one.xlsx …", "Reading two\\x1b[2J.xlsx …",
        "Looking at what is new …",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("demo",),
        ("new", "board"),
        ("check",),
        ("build", "performance_report"),
        ("plan",),
        ("forms", "issue", "--priority", "P1"),
        ("forms", "sponsor", "--priority", "P1"),
        ("forms", "gather"),
        ("forms", "status"),
        ("import", "fingertips", "figures.csv"),
        ("packs", "check"),
        ("packs", "dress", "performance_report"),
        ("paper", "start", "performance_report"),
        ("outline", "paper.docx"),
    ],
    ids=" ".join,
)
def test_the_first_line_comes_before_anything_slow_is_loaded(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    command = [sys.executable, "-c", FIRST, *words]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    first, _, loaded = ran.stdout.partition(" … ")
    assert first.split()[0] in ("Reading", "Making", "Checking", "Giving")
    assert [name for name in loaded.split() if name.startswith("paperkit.pipeline")] == []


def test_the_library_says_its_steps_to_whoever_asks(tmp_path: Path) -> None:
    projects.third(tmp_path / "board")
    steps: list[str] = []
    order = Order(tmp_path / "board", "performance_report", Day.today(), meeting="Board July 2026")
    build(order, progress=steps.append)
    assert steps == ["Checking", f"Making {REPORT}", "Looking at earlier papers", "Writing"]
