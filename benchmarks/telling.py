"""What the command prints: plain tables, and each claim with whether it holds."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from measuring import Run, peak, seconds


@dataclass(frozen=True)
class Claim:
    """What is claimed, the figure that was measured, and whether it holds."""

    words: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        """Return the claim in one line."""
        verdict = "holds" if self.holds else "does not hold"
        return f"{verdict:14}{self.words}: {self.measured}"


def say(line: str = "") -> None:
    """Print a line at once, since a run takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; its first column is words, the others are figures."""
    lines = [headings, *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(headings))]
    for line in lines:
        words = line[0].ljust(widths[0])
        figures = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        say("  " + "  ".join([words, *figures]))
    say()


def say_runs(runs: Mapping[str, Sequence[Run]]) -> None:
    """Print how long each command took and the most memory that it held."""
    headings = ("whole process", "runs", "CPU s", "min", "max", "peak MB")
    say_table(headings, [_run_row(name, found) for name, found in runs.items()])


def say_shares(heading: str, spent: Mapping[str, Mapping[str, float]], most: int) -> None:
    """Print, for each process, the milliseconds of each part; small parts as one line."""
    first = next(iter(spent.values()))
    shown = list(first)[:most]
    rest = [name for each in spent.values() for name in each if name not in shown]
    rows = [[name, *(_ms(each.get(name, 0.0)) for each in spent.values())] for name in shown]
    if rest:
        others = (sum(each.get(name, 0.0) for name in set(rest)) for each in spent.values())
        rows.append(["all others", *map(_ms, others)])
    rows.append(["together", *(_ms(sum(each.values())) for each in spent.values())])
    say_table((heading, *(f"{name} ms" for name in spent)), rows)


def megabytes(figure: float | None) -> str:
    """Return a figure of memory in words."""
    return "not told here" if figure is None else f"{figure:.0f}"


def _run_row(name: str, runs: Sequence[Run]) -> list[str]:
    took = seconds(runs)
    told = [f"{figure:.3f}" for figure in (took.middle, took.least, took.most)]
    return [name, str(len(runs)), *told, megabytes(peak(runs))]


def _ms(figure: float) -> str:
    return f"{figure * 1000:.0f}"
