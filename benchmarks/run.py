"""``python benchmarks/run.py [NAME ...]``: how fast paperkit is, measured here and now.

The names are those of ``SUBJECTS``; all of them, if none is given. Each claim is told at the end,
and whether it holds. Exit code 0, whatever the figures; 1 where something did not run.
"""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from charts import charts
from gathers import gather
from measuring import CouldNotRunError
from meetings import meeting
from plugins import plugins
from rounds import appendix
from subjects import build_against_bare, check_against_bare, growth, help_against_click
from telling import Claim, say
from templates import templates

Subject = Callable[[Path, int], list[Claim]]
SUBJECTS: dict[str, Subject] = {
    "build": build_against_bare,
    "help": help_against_click,
    "growth": growth,
    "check": check_against_bare,
    "meeting": meeting,
    "charts": charts,
    "appendix": appendix,
    "gather": gather,
    "templates": templates,
    "plugins": plugins,
}


def main() -> int:
    """Measure what was named, print it, and return the exit code."""
    asked = _asked()
    say(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.\n")
    with tempfile.TemporaryDirectory() as work:
        return _measure(asked.names or list(SUBJECTS), Path(work), asked.runs)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(SUBJECTS))
    parser.add_argument("--runs", type=int, default=9, help="How many runs of each; 9 at first.")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in SUBJECTS]
    if unknown or asked.runs < 1:
        parser.error(f"NAME is one of {', '.join(SUBJECTS)}; --runs is 1 or more.")
    return asked


def _measure(names: Sequence[str], work: Path, times: int) -> int:
    claims, faults = [], []
    for name in names:
        try:
            claims += SUBJECTS[name](work, times)
        except CouldNotRunError as fault:
            say(f"  Could not be run. {fault}\n")
            faults.append(name)
    _conclude(claims, faults)
    return 1 if faults else 0


def _conclude(claims: Sequence[Claim], faults: Sequence[str]) -> None:
    say("Claims\n")
    for claim in claims:
        say(f"  {claim}")
    for name in faults:
        say(f"  {'not measured':14}{name}")


if __name__ == "__main__":
    sys.exit(main())
