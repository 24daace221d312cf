"""Run whole processes and measure them: their processor time, and the most memory they held.

A process is measured from its start to its end, as an officer waits for it. What is compared
is run in turns (A B A B ...), so that a machine that grows warm or busy does so for both.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
DONE = (0, 1)  # 1 says that findings stand; the paper is written all the same

Command = Sequence[str]
"""The words of a command, after settings of its environment such as ``NAME=value``."""

NEW_FOLDER = "a new folder"
"""As the value of a setting: a folder that is made for the run."""


class CouldNotRunError(Exception):
    """A process ended otherwise than it should; the text holds the end of what it said."""


@dataclass(frozen=True)
class Run:
    """One run of a process: processor time and time by the wall, in seconds, and the most memory.

    Where the system gives no processor time, as on Windows, ``cpu`` is the time by the wall.
    ``peak`` is in MB, and None where the system does not give it.
    """

    cpu: float
    wall: float
    peak: float | None


@dataclass(frozen=True)
class Spread:
    """What several figures have in common."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        """Return the middle figure, and the least and the most in brackets."""
        return f"{self.middle:.2f} ({self.least:.2f} to {self.most:.2f})"


def spread(figures: Sequence[float]) -> Spread:
    """Return median, least and most."""
    return Spread(median(figures), min(figures), max(figures))


def median_of(told: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the median of each named figure; one that is not told everywhere counts as none."""
    names = dict.fromkeys(name for each in told for name in each)
    return {name: median([each.get(name, 0.0) for each in told]) for name in names}


def seconds(runs: Sequence[Run]) -> Spread:
    """Return the processor time of the runs, in seconds."""
    return spread([run.cpu for run in runs])


def peak(runs: Sequence[Run]) -> float | None:
    """Return the most memory that any of the runs held, in MB, or None where unknown."""
    told = [run.peak for run in runs if run.peak is not None]
    return max(told, default=None)


def ratios(first: Sequence[Run], second: Sequence[Run]) -> Spread:
    """Return how many times the processor time of the second each of the first took, in pairs."""
    return spread([a.cpu / b.cpu for a, b in zip(first, second, strict=True)])


def in_turns(commands: Mapping[str, Command], times: int) -> dict[str, list[Run]]:
    """Return the runs of each command by its name, after one that does not count."""
    for command in commands.values():
        run(command)
    return turns(commands, times)


def turns(commands: Mapping[str, Command], times: int) -> dict[str, list[Run]]:
    """Return the runs of each command by its name, where all that they load is warm already."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            found[name].append(run(command))
    return found


def run(command: Command) -> Run:
    """Return what one run took; CouldNotRunError where it ends otherwise than done."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = _start(command, said)
        cpu, most = _wait(process)
        wall = time.perf_counter() - began
        _check(process, command, said)
    return Run(wall if cpu is None else cpu, wall, most)


def output(command: Command) -> str:
    """Return all that a command says, on both streams; CouldNotRunError as above."""
    with tempfile.TemporaryFile() as said:
        process = _start(command, said)
        process.wait()
        return _check(process, command, said)


def _start(command: Command, said: BinaryIO) -> "subprocess.Popen[bytes]":
    words = list(command)
    settings = _as_installed()
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        settings[name] = tempfile.mkdtemp() if value == NEW_FOLDER else value
    # The commands are this folder's own; nothing that came from outside is in them.
    return subprocess.Popen(  # noqa: S603
        words,
        cwd=ROOT,
        env=settings,
        stdout=said,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )


def _as_installed() -> dict[str, str]:
    """Return the environment in which Python keeps what it has compiled, as pip does on install.

    Otherwise paperkit alone would be compiled anew in each run, and the libraries would not.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _wait(process: "subprocess.Popen[bytes]") -> tuple[float | None, float | None]:
    """Return the process's own time and peak; sums over all children would hide a smaller one."""
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def _check(process: "subprocess.Popen[bytes]", command: Command, said: BinaryIO) -> str:
    said.seek(0)
    told = said.read().decode("utf-8", "replace")
    if process.returncode not in DONE or "Traceback (most recent call last)" in told:
        ended = "\n".join(told.strip().splitlines()[-6:])
        raise CouldNotRunError(f"{' '.join(command)}\nended with {process.returncode}:\n{ended}")
    return told
