"""The outcomes dashboard with 300 charts, beside the same count of pictures."""

import sys
from importlib.util import find_spec
from pathlib import Path

from measuring import Command, in_turns, output, ratios
from processes import HERE, MEETING, paperkit
from telling import Claim, say, say_runs

INDICATORS, READINGS = 300, 40
MOST_RUNS = 3
DASHBOARD, PICTURES = "paperkit, charts that Word can edit", "matplotlib, pictures alone"


def charts(work: Path, times: int) -> list[Claim]:
    """Measure a dashboard of 300 indicators of 40 readings, and 300 pictures from matplotlib."""
    say(f"(g) the outcomes dashboard with {INDICATORS} charts of {READINGS} figures\n")
    folder = work / "charts"
    output((sys.executable, "-m", "benchmarks.chart_projects", str(folder), *_size()))
    commands = {DASHBOARD: _build(folder)}
    if find_spec("matplotlib"):
        commands[PICTURES] = _draw(work)
    else:
        say("  matplotlib is not installed here, so there are no pictures to compare with.\n")
    runs = in_turns(commands, min(times, MOST_RUNS))
    say_runs(runs)
    if PICTURES not in runs:
        return []
    times_of = ratios(runs[DASHBOARD], runs[PICTURES])
    words = f"a whole dashboard of {INDICATORS} charts takes no longer than their pictures alone"
    return [Claim(words, f"{times_of} times", times_of.middle <= 1)]


def _size() -> tuple[str, str]:
    return str(INDICATORS), str(READINGS)


def _build(folder: Path) -> Command:
    return paperkit(
        "build", "outcomes_dashboard", "--project", str(folder), "--meeting", MEETING
    )  # fmt: skip


def _draw(work: Path) -> Command:
    return (sys.executable, str(HERE / "pictures.py"), str(work / "pictures.docx"), *_size())
