"""All papers of a meeting, and all of them in one file: how the time grows with the papers."""

from itertools import pairwise
from pathlib import Path

from measuring import Command, output, seconds, turns
from processes import MEETING, paperkit
from telling import Claim, say, say_runs, say_table

PAPERS = (5, 10, 20)
PARAGRAPHS = 30


def meeting(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit build --all``, with and without ``--joined``. It makes no claim."""
    say("(e) all papers of a meeting, and joined\n")
    commands: dict[str, Command] = {}
    for papers in PAPERS:
        project = _project(work, papers)
        for name, words in (("all", ()), ("joined", ("--joined",))):
            commands[f"{papers} papers, {name}"] = _build(project, *words)
    runs = turns(commands, times)
    say_runs(runs)
    least = {name: seconds(found).least for name, found in runs.items()}
    rows = [
        (f"from {low} to {high}", *(_each(least, low, high, way) for way in ("all", "joined")))
        for low, high in pairwise(PAPERS)
    ]
    say_table(("each further paper, ms", "all", "joined"), rows)
    return []


def _each(least: dict[str, float], low: int, high: int, way: str) -> str:
    grown = least[f"{high} papers, {way}"] - least[f"{low} papers, {way}"]
    return f"{grown * 1000 / (high - low):.0f}"


def _build(project: Path, *words: str) -> Command:
    return paperkit("build", "--all", *words, "--project", str(project), "--meeting", MEETING)


def _project(work: Path, papers: int) -> Path:
    """Return the sample with so many covering reports beside its performance report."""
    folder = work / f"{papers}-papers"
    output(paperkit("new", str(folder), "--sample", "--yaml"))
    beside = folder / "board"
    beside.mkdir()
    text = "\n\n".join(f"Paragraph {n} of the report." for n in range(PARAGRAPHS))
    for number in range(1, papers):
        reference = f"Report {number}"
        (beside / f"{number}.yaml").write_text(_report(reference, text), encoding="utf-8")
    return folder


def _report(reference: str, text: str) -> str:
    lines = "\n".join(f"      {line}" for line in text.split("\n"))
    return (
        f"papers:\n  - reference: {reference}\n    kind: covering_report\n"
        f"    meeting: {MEETING}\n    title: {reference} on the year\n"
        f"text:\n  - paper: {reference}\n    section: issues\n    text: |\n{lines}\n"
    )
