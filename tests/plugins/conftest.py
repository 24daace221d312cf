"""The command, and a place for plug-ins that are made for one test."""

from pathlib import Path

import pytest

from tests.cli.conftest import paperkit, sample, sample_yaml, today
from tests.plugins.made import Site

__all__ = ["paperkit", "sample", "sample_yaml", "site", "today"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a folder into which plug-ins are installed for one test."""
    return Site(tmp_path / "site", monkeypatch)
