"""Gathering forms of twenty actions: how the time grows with the forms."""

import shutil
import sys
from itertools import pairwise
from pathlib import Path

from measuring import Run, output, peak, run, seconds
from processes import paperkit
from telling import Claim, say, say_runs, say_table

SIZES = (10, 30, 100)
MOST_GROWTH = 1.5
MOST_RUNS = 3


def gather(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit forms gather`` with up to 100 forms of 20 actions, all of them new."""
    say("(g) gathering 10, 30 and 100 forms of 20 actions\n")
    for size in SIZES:
        folder = work / f"forms-{size}"
        output((sys.executable, "-m", "benchmarks.form_projects", str(folder), str(size)))
    _gathered(work, SIZES[0], 0)
    runs: dict[str, list[Run]] = {}
    for turn in range(1, min(times, MOST_RUNS) + 1):
        for size in SIZES:
            runs.setdefault(f"{size} forms", []).append(_gathered(work, size, turn))
    say_runs(runs)
    steps = _steps([seconds(found).least * 1000 for found in runs.values()])
    kilobytes = _steps([(peak(found) or 0.0) * 1024 for found in runs.values()])
    names = (f"from {low} to {high}" for low, high in pairwise(SIZES))
    rows = [
        (n, f"{ms:.1f}", f"{kb:.0f}") for n, ms, kb in zip(names, steps, kilobytes, strict=True)
    ]
    say_table(("each further form", "ms", "KB"), rows)
    words = f"gathering, time grows in proportion to the forms (at most {MOST_GROWTH} times a form)"
    measured = f"a form costs {steps[0]:.1f} ms at first and {steps[-1]:.1f} ms at last"
    return [Claim(words, measured, steps[-1] <= MOST_GROWTH * steps[0])]


def _gathered(work: Path, size: int, turn: int) -> Run:
    """Measure one gathering into a fresh copy of the project: what is in the log is not new."""
    made, project = work / f"forms-{size}", work / f"gathered-{size}-{turn}"
    shutil.copytree(made / "board", project)
    return run(paperkit("forms", "gather", str(made / "back"), "--project", str(project)))


def _steps(figures: list[float]) -> list[float]:
    """Return what each further form costs, from one size to the next."""
    pairs = zip(pairwise(SIZES), pairwise(figures), strict=True)
    return [(there - here) / (high - low) for (low, high), (here, there) in pairs]
