"""The command as an officer runs it, in this process."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from paperkit.cli import main, options
from tests import projects
from tests.cli.filed import make
from tests.clock import Day


@dataclass(frozen=True)
class Ran:
    """How a run of the command ended, and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command on one day."""
    monkeypatch.setattr(options, "today", Day.today)


@pytest.fixture(autouse=True)
def no_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test of the command wait for the disk: none cuts the power.

    That each file is flushed, and what is said where it cannot be, is for ``test_writing`` and the
    tests of the log, which do wait.
    """
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@pytest.fixture
def paperkit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs the command with these words."""

    def run(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["paperkit", *map(str, words)])
        try:
            main()
        except SystemExit as end:
            # Kept any longer, it would keep this frame, and with it all that the run had read.
            code = end.code
        else:
            pytest.fail("The command came back instead of ending the process.")
        printed = capsys.readouterr()
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a project with the sample's workbook, of its plan a third."""
    return projects.third(tmp_path / "board")


@pytest.fixture
def sample_yaml(tmp_path: Path) -> Path:
    """Return a project with the sample as YAML, of its plan a third."""
    return projects.third(tmp_path / "board-yaml", in_yaml=True)


@pytest.fixture
def whole_sample(tmp_path: Path) -> Path:
    """Return a project with the sample's workbook, all of it."""
    return projects.sample(tmp_path / "whole")


@pytest.fixture
def whole_sample_yaml(tmp_path: Path) -> Path:
    """Return a project with the sample as YAML, all of it."""
    return projects.sample(tmp_path / "whole-yaml", in_yaml=True)


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with finals, and data that have changed since; tests only read it."""
    return projects.copied("filed", make, tmp_path_factory.mktemp("filed") / "board")
