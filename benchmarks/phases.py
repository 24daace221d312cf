"""Build a paper and print, as JSON, the seconds of each phase: ``phases.py PROJECT``.

The use case is left as it is; the functions that it calls are timed under the names by which it
calls them. A name that has gone is printed as not found, so that no phase is passed over.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

BEGAN = time.perf_counter()

from paperkit.pipeline import building, making, ordering  # noqa: E402  loaded now: counted as import

IMPORTED = time.perf_counter()

PHASES = {
    "read": ("read_board",),
    "check the template": ("_templates",),
    "rules": ("check_paper",),
    "view": ("paper_view",),
    "fill": ("fill_template",),
    "finish": ("finish",),
    "proof": ("proof",),
    "write": ("put",),
}


class Stopwatch:
    """Adds up the seconds that each phase takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function; each call's seconds are added to the phase."""

        def call(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.perf_counter() - began
                self.seconds[phase] = self.seconds.get(phase, 0.0) + took

        return call


def watch(stopwatch: Stopwatch) -> list[str]:
    """Have the phases timed; return the names that the use case no longer has."""
    gone = []
    for phase, names in PHASES.items():
        for name in names:
            there = [module for module in (building, making) if hasattr(module, name)]
            for module in there:
                setattr(module, name, stopwatch.timed(phase, getattr(module, name)))
            if not there:
                gone.append(name)
    return gone


def main(project: str, meeting: str) -> None:
    """Build once and print the seconds of every phase, with what stands between them."""
    stopwatch = Stopwatch()
    gone = watch(stopwatch)
    began = time.perf_counter()
    building.build(
        ordering.Order(
            folder=Path(project), what="performance_report", today=date.today(), meeting=meeting
        )
    )
    whole = time.perf_counter() - began
    told = {"import": IMPORTED - BEGAN, **stopwatch.seconds}
    told["between the phases"] = whole - sum(stopwatch.seconds.values())
    sys.stdout.write(json.dumps({"seconds": told, "not found": gone}))


if __name__ == "__main__":
    main(*sys.argv[1:])
