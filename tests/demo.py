"""What ``paperkit demo`` makes, which takes long: made once for all tests, which only read it."""

import pickle
import time
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from paperkit.frozen import replace
from paperkit.pipeline import starting
from paperkit.pipeline.starting import Demo
from tests.walkthrough import Ran, run


@dataclass(frozen=True)
class DemoMade:
    """How ``paperkit demo`` ended, and what it made, by whole paths."""

    ran: Ran
    demo: Demo


def demo_once(folder: Path) -> DemoMade:
    """Return the demonstration in a folder; of several processes the first makes it."""
    kept, done = folder / "kept", folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(1200):
            if done.exists():
                break
            time.sleep(0.1)
        made: DemoMade = pickle.loads(kept.read_bytes())
        return made
    try:
        made = _demo(folder)
        kept.write_bytes(pickle.dumps(made))
    finally:
        done.touch()
    return made


def _demo(folder: Path) -> DemoMade:
    demos: list[Demo] = []

    def make_demo(*given: Path, **named: object) -> Demo:
        demos.append(really(*given, **named))  # type: ignore[arg-type]
        return demos[0]

    really = starting.make_demo
    with chdir(folder), mock.patch.object(starting, "make_demo", make_demo):
        ran = run("paperkit demo")
    (demo,) = demos
    return DemoMade(
        ran,
        replace(
            demo,
            folder=folder / demo.folder,
            forms=folder / demo.forms,
            returned=folder / demo.returned,
            added=folder / demo.added,
            of_record=folder / demo.of_record,
            log=folder / demo.log,
            papers=tuple(folder / path for path in demo.papers),
            filed=tuple(folder / path for path in demo.filed),
        ),
    )
