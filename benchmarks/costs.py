"""Where a process spends its time: what it imports, library by library, and its phases."""

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from measuring import Command, median_of, output

_LINE = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)", re.MULTILINE)
STANDARD = "standard library"


@dataclass(frozen=True)
class Phases:
    """The seconds of each phase, and the functions that could not be found to be timed."""

    seconds: Mapping[str, float]
    not_found: tuple[str, ...]


def imports(command: Command, times: int) -> dict[str, float]:
    """Return the seconds that each library's modules take to import, the dearest first.

    A module's own time is counted, without what it imports in turn. Watching makes imports
    slower by some tenths, so shares tell more than seconds.
    """
    watched = [command[0], "-X", "importtime", *command[1:]]
    told = [_by_library(output(watched)) for _ in range(times)]
    return _dearest_first(told)


def phases(command: Command, times: int) -> Phases:
    """Return the phases of a build, each the median of so many processes."""
    told = [json.loads(output(command)) for _ in range(times)]
    seconds = median_of([each["seconds"] for each in told])
    return Phases(seconds, tuple(told[0]["not found"]))


def _by_library(said: str) -> dict[str, float]:
    spent: Counter[str] = Counter()
    for microseconds, module in _LINE.findall(said):
        spent[_library(module)] += int(microseconds)
    return {library: total / 1e6 for library, total in spent.items()}


def _library(module: str) -> str:
    top = module.partition(".")[0]
    known = top in sys.stdlib_module_names or top.startswith(("_", "encodings"))
    return STANDARD if known else top


def _dearest_first(told: Sequence[Mapping[str, float]]) -> dict[str, float]:
    middle = median_of(told)
    return dict(sorted(middle.items(), key=lambda item: -item[1]))
