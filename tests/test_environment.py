"""Where and when a paper is built does not change it: time zone, locale, hash seed, folder, clock.

Each build is a process of its own, as an officer's is.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests import projects
from tests.cli.test_build_round import ALONE, NOVEMBER
from tests.cli.test_build_round import project as with_log

ROOT = Path(__file__).parents[1]

# The clock is moved where the command reads it, before the command is imported.
RUN = """
import datetime, sys
day, sys.argv[1:] = sys.argv[1], sys.argv[2:]
class Moved(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromisoformat(day)
datetime.date = Moved
from paperkit.cli import main
main()
"""


@dataclass(frozen=True)
class Place:
    """Where and when a build runs."""

    variables: dict[str, str] = field(default_factory=dict)
    today: str = "2026-07-01"
    inside: bool = False


PLACES = {
    "Tokyo": Place({"TZ": "Asia/Tokyo"}),
    "Samoa": Place({"TZ": "Pacific/Apia"}),
    "the hour that comes twice": Place({"TZ": "Europe/London"}, "2026-10-25"),
    "no locale": Place({"LC_ALL": "C", "LANG": "C"}),
    "Turkish": Place({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "German": Place({"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}),
    "old encoding": Place({"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"}),
    "another seed": Place({"PYTHONHASHSEED": "1"}),
    "a third seed": Place({"PYTHONHASHSEED": "4242"}),
    "a fourth seed": Place({"PYTHONHASHSEED": "2147483647"}),
    "in the project": Place(inside=True),
    "years later": Place(today="2031-02-28"),
    "years before": Place(today="2024-02-29"),
    "no home": Place({"HOME": "nowhere"}),
    "a day for sources": Place({"SOURCE_DATE_EPOCH": "1"}),
}


def sample(folder: Path) -> None:
    """Make a project of the sample's data, which has no log."""
    projects.sample(folder, in_yaml=True)


def rounds(folder: Path) -> None:
    """Make a project whose log holds two rounds."""
    projects.copied("two rounds in the log", lambda first: with_log(first, ""), folder)


@dataclass(frozen=True)
class Asked:
    """Of which project what is built, and what the paper is called."""

    project: Callable[[Path], None]
    order: tuple[str, ...]
    name: str


REPORT = Asked(
    sample, ("performance_report", "--meeting", "Board July 2026"),
    "Draft - Performance report - 16 July 2026.docx",
)  # fmt: skip
ROUND = Asked(
    rounds, ("exception_appendix", "--priority", "P1", *NOVEMBER), f"Draft - {ALONE}.docx"
)
JOINED = Asked(
    sample, ("--all", "--joined", "--meeting", "Board July 2026"),
    "Draft - Papers - 16 July 2026.docx",
)  # fmt: skip


def paper(folder: Path, place: Place, asked: Asked) -> bytes:
    project = folder / "board"
    if not project.exists():
        asked.project(project)
    where = project if place.inside else folder
    named = "." if place.inside else "board"
    command = [sys.executable, "-c", RUN, place.today, "build", *asked.order, "--project", named]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    # Each compiles its template anew, since that must not depend on the place either.
    alone = {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "PAPERKIT_CACHE": "off"}
    env = {**os.environ, **alone, **place.variables}
    ran = subprocess.run(command, cwd=where, env=env, capture_output=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr.decode(errors="replace")
    return next((project / "papers").rglob(asked.name)).read_bytes()


@cache
def at_home(folder: Path, asked: Asked = REPORT) -> str:
    return sha256(paper(folder, Place(), asked)).hexdigest()


@pytest.mark.parametrize("name", PLACES)
def test_the_paper_is_the_same(name: str, tmp_path: Path, home: Path) -> None:
    assert sha256(paper(tmp_path, PLACES[name], REPORT)).hexdigest() == at_home(home)


@pytest.mark.parametrize(
    "name", ["Samoa", "Turkish", "old encoding", "another seed", "in the project", "years later"]
)
def test_a_paper_from_the_log_is_the_same(name: str, tmp_path: Path, home_of_log: Path) -> None:
    assert sha256(paper(tmp_path, PLACES[name], ROUND)).hexdigest() == at_home(home_of_log, ROUND)


def papers_in(folder: Path) -> dict[str, str]:
    """Return the hash of each file in a project's folder of papers, by its name."""
    found = (path for path in (folder / "board" / "papers").rglob("*") if path.is_file())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.parametrize("seed", ["another seed", "a third seed", "a fourth seed"])
def test_the_papers_of_a_meeting_and_their_joined_file_are_the_same_under_another_seed(
    seed: str, tmp_path: Path, home_of_all: Path
) -> None:
    """R6: sets gave the parts of the joined file in another order."""
    at_home(home_of_all, JOINED)
    paper(tmp_path, PLACES[seed], JOINED)
    assert papers_in(tmp_path) == papers_in(home_of_all)


@pytest.fixture(scope="session")
def home_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same for the papers of a meeting in one file."""
    return tmp_path_factory.mktemp("home-of-all")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the paper that the others are compared with."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def home_of_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same for the paper that tells of a round."""
    return tmp_path_factory.mktemp("home-of-log")


def test_the_name_and_depth_of_the_folder_do_not_change_a_paper(tmp_path: Path, home: Path) -> None:
    deep = tmp_path / "Health & Wellbeing Board (2026)" / "Zoë's papers"
    deep.mkdir(parents=True)
    assert sha256(paper(deep, Place(), REPORT)).hexdigest() == at_home(home)


def test_the_clock_that_is_moved_is_the_one_that_is_read(tmp_path: Path) -> None:
    projects.sample(tmp_path / "board", in_yaml=True)
    words = ["build", "performance_report", "--project", "board"]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    told = []
    for today in ("2026-07-01", "2026-11-01"):
        command = [sys.executable, "-c", RUN, today, *words]
        env = {**os.environ, "PYTHONPATH": path}
        ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
        told.append(next(line for line in ran.stdout.decode().splitlines() if "meeting" in line
                    and line.startswith("For the meeting")))  # fmt: skip
    assert told[0] != told[1]
