"""The processes that are compared: what is run, word for word."""

import sys
from pathlib import Path
from subprocess import DEVNULL, run

from measuring import NEW_FOLDER, ROOT, Command

HERE = Path(__file__).resolve().parent
MEETING = "Board July 2026"
KIND = "performance_report"


def paperkit(*words: str) -> Command:
    """Return the command ``paperkit``, by the Python that runs this."""
    return (sys.executable, "-m", "paperkit", *words)


def in_python(words: str) -> Command:
    """Return a process that runs a line of Python."""
    return (sys.executable, "-c", words)


def new_sample(folder: Path) -> Command:
    """Return the process that makes the sample's project, with its workbook."""
    return paperkit("new", str(folder), "--sample")


def build(project: Path) -> Command:
    """Return the process that builds the performance report as a draft."""
    return paperkit("build", KIND, "--project", str(project), "--meeting", MEETING)


def with_cache(command: Command, folder: Path | None) -> Command:
    """Return a command whose user keeps a cache in that folder; in a new one, where it is None."""
    kept = NEW_FOLDER if folder is None else str(folder)
    return (f"XDG_CACHE_HOME={kept}", f"LOCALAPPDATA={kept}", *command)


def check(project: Path) -> Command:
    """Return the process that checks a project."""
    return paperkit("check", "--project", str(project))


def bare(project: Path, work: Path) -> Command:
    """Return the bare script on the project's workbook.

    Its template is the very one that paperkit fills: dressed, with the full tables after it.
    """
    template, paper = work / "template.docx", work / "bare.docx"
    dressing = ("packs", "dress", KIND, "--project", str(project), "--out", str(template))
    run(paperkit(*dressing), check=True, cwd=ROOT, stdout=DEVNULL)  # noqa: S603
    return (sys.executable, *map(str, (HERE / "bare.py", project / "board.xlsx", template, paper)))


def generate(folder: Path, actions: int, form: str) -> Command:
    """Return the process that makes a project with so many actions."""
    return (sys.executable, "-m", "benchmarks.projects", str(folder), str(actions), form)


def phases_of(project: Path) -> Command:
    """Return the process that builds and tells the seconds of each phase."""
    return (sys.executable, "-m", "benchmarks.phases", str(project), MEETING)
