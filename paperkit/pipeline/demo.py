"""The demonstration: a sample project, and the papers that can be built from it."""

from datetime import date
from pathlib import Path

from paperkit.pipeline.building import Built, Order, build
from paperkit.pipeline.starting import new_project

PAPER = "performance_report"
MEETING = "Board July 2026"


def make_demo(folder: Path, *, today: date) -> Built:
    """Return what was built in a new sample project."""
    new_project(folder, sample=True)
    return build(Order(folder=folder, what=PAPER, today=today, meeting=MEETING))
