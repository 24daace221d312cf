"""Finals that many tests begin with, each built once a process and put over a test's project."""

from pathlib import Path

from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.record import LOG_FILE
from paperkit.record.log import append
from tests import projects
from tests.exception_log.entries import a_return
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project_in

NAME = "Jo Bloggs"
HOUSING = "Housing of the partnership - 16 July 2026.docx"


def a_final(project: Path) -> bytes:
    """Return the bytes of a final that was built in the project, which is as it was begun."""
    projects.copied("a final", _of_one, project)
    return (project / "papers" / FOLDER / FINAL).read_bytes()


def two_finals(project: Path) -> None:
    """Have another paper's final in the project, too."""
    projects.copied("two finals", _of_two, project)


def with_name(project: Path) -> bytes:
    """Return the final, of two, that has no name in it; the name is in a return and in the data."""
    projects.copied("two finals, one of them with a name", _of_name, project)
    return (project / "papers" / FOLDER / HOUSING).read_bytes()


def _of_one(folder: Path) -> None:
    project_in(folder.parent)
    final(folder)


def _of_two(folder: Path) -> None:
    _of_one(folder)
    assert build(replace(order(folder), what="Housing")).refused == ""


def _of_name(folder: Path) -> None:
    project_in(folder.parent)
    append(folder / LOG_FILE, [a_return("1.1.2", f"Asked for by {NAME}, who is ill")])
    data = folder / "board.yaml"
    words = data.read_text(encoding="utf-8")
    told = words.replace("To agree the plan.", f"To agree what {NAME} asked for.", 1)
    data.write_text(told, encoding="utf-8")
    final(folder)
    assert build(replace(order(folder), what="Housing")).refused == ""
