"""Where and when a paper is built does not change it: time zone, locale, hash seed, folder, clock.

The papers of each place are made in a process of its own, as an officer's are. A place differs from
home in many ways at once: where its papers are the same, none of the ways makes a difference.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from tests import projects
from tests.cli.test_build_round import ALONE, NOVEMBER
from tests.cli.test_build_round import project as with_log

ROOT = Path(__file__).parents[1]

# The clock is moved where the command reads it, before the command is imported.
RUN = """
import datetime, json, sys
class Moved(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromisoformat(day)
datetime.date = Moved
from paperkit.cli import main
for day, words in json.loads(sys.argv[1]):
    sys.argv = ["paperkit", *words]
    try:
        main()
    except SystemExit:
        pass
"""
JULY = ("--meeting", "Board July 2026")
# Of a project of the sample's data, which has no log, and of one whose log holds two rounds.
ORDERS = {
    "board": (("build", "--all", "--joined", *JULY), ("plan",)),
    "rounds": (("build", "exception_appendix", "--priority", "P1", *NOVEMBER),),
}
PAPERS = {
    "Draft - Performance report - 16 July 2026.docx",
    "Draft - Papers - 16 July 2026.docx",
    f"Draft - {ALONE}.docx",
}


@dataclass(frozen=True)
class Place:
    """Where the papers are built, and on which day.

    On the day ``again``, if there is one, the report is built over the first, which what came to
    pass between does not concern. ``inside`` says that all is done from within a project's folder.
    """

    variables: dict[str, str]
    today: str = "2026-07-01"
    again: str = ""
    inside: bool = False
    folder: str = "here"


HOME = Place({"LC_ALL": "C", "LANG": "C"})
PLACES = {
    "Tokyo, Turkish, another seed, years later, deep in folders, in the project": Place(
        {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        today="2031-02-28",
        inside=True,
        folder="Health & Wellbeing Board (2026)/Zoë's papers",
    ),
    "Samoa, old encoding, a third seed, no home": Place(
        {"TZ": "Pacific/Apia", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C",
         "PYTHONHASHSEED": "4242", "HOME": "nowhere"},
    ),
    "the hour that comes twice, German, a fourth seed, a day for sources, years before": Place(
        {"TZ": "Europe/London", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8",
         "PYTHONHASHSEED": "2147483647", "SOURCE_DATE_EPOCH": "1"},
        today="2026-10-25",
        again="2024-02-29",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The hash of each paper by project and name, and what was printed."""

    papers: dict[str, dict[str, str]]
    said: str


def made(place: Place, folder: Path) -> Made:
    """Return what the command makes at a place, in one process."""
    where = folder / place.folder
    projects.third(where / "board", in_yaml=True)
    projects.copied("two rounds in the log", lambda first: with_log(first, ""), where / "rounds")
    within = where / "board" if place.inside else where
    orders = [
        (place.today, [*words, "--project", os.path.relpath(where / name, within)])
        for name, of_project in ORDERS.items()
        for words in of_project
    ]
    if place.again:
        orders.append((place.again, ["build", "performance_report", *orders[0][1][3:]]))
    command = [sys.executable, "-c", RUN, json.dumps(orders)]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    # Each compiles its templates anew, since that must not depend on the place either.
    alone = {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "PAPERKIT_CACHE": "off"}
    ran = subprocess.run(
        command,
        cwd=within,
        env={**os.environ, **alone, **place.variables},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    papers = {name: _hashes(where / name / "papers") for name in ORDERS}
    return Made(papers, (ran.stdout + ran.stderr).decode(errors="replace"))


def _hashes(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the papers that the others are compared with."""
    at_home = made(HOME, tmp_path_factory.mktemp("home"))
    assert {name for of_project in at_home.papers.values() for name in of_project} >= PAPERS
    return at_home


@pytest.mark.parametrize("name", PLACES)
def test_the_papers_are_the_same(name: str, tmp_path: Path, home: Made) -> None:
    """R6: sets gave the parts of the joined file in another order."""
    place = PLACES[name]
    there = made(place, tmp_path)
    assert there.papers == home.papers
    # The clock that is moved is the one that is read: the plan begins with the next meeting.
    assert (there.said == home.said) is (place.today == HOME.today)
