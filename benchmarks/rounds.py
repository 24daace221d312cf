"""The exception appendix with its table: how the time grows with the actions of a round."""

import sys
from itertools import pairwise
from pathlib import Path

from measuring import Command, output, peak, run, seconds, turns
from processes import paperkit
from telling import Claim, say, say_runs, say_table

SIZES = (100, 1_000, 10_000)
MEETING = "Board November 2026"
MOST_GROWTH = 1.5
MOST_RUNS = 3


def appendix(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit build exception_appendix --table`` with up to 10,000 rows."""
    say("(f) the exception appendix with 100, 1,000 and 10,000 actions, and its table\n")
    commands = {f"{size:,} actions": _build(_project(work, size)) for size in SIZES}
    run(next(iter(commands.values())))
    runs = turns(commands, min(times, MOST_RUNS))
    say_runs(runs)
    least = [seconds(found).least * 1000 for found in runs.values()]
    held = [peak(found) or 0.0 for found in runs.values()]
    steps, kilobytes = _steps(least), _steps([one * 1024 for one in held])
    names = (f"from {low:,} to {high:,}" for low, high in pairwise(SIZES))
    rows = [
        (name, f"{ms:.2f}", f"{kb:.1f}")
        for name, ms, kb in zip(names, steps, kilobytes, strict=True)
    ]
    say_table(("each further action", "ms", "KB"), rows)
    words = f"time grows in proportion to the actions (at most {MOST_GROWTH} times an action)"
    measured = f"an action costs {steps[0]:.2f} ms at first and {steps[-1]:.2f} ms at last"
    return [Claim(f"appendix, {words}", measured, steps[-1] <= MOST_GROWTH * steps[0])]


def _steps(figures: list[float]) -> list[float]:
    """Return what each further action costs, from one size to the next."""
    pairs = zip(pairwise(SIZES), pairwise(figures), strict=True)
    return [(there - here) / (high - low) for (low, high), (here, there) in pairs]


def _build(project: Path) -> Command:
    return paperkit(
        "build", "exception_appendix", "--table", "--meeting", MEETING, "--project", str(project)
    )  # fmt: skip


def _project(work: Path, size: int) -> Path:
    folder = work / f"round-{size}"
    output((sys.executable, "-m", "benchmarks.round_projects", str(folder), str(size)))
    return folder
