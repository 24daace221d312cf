"""Where the seeds are: in no case in the project itself."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the seeds; without it these tests are skipped, and say so."""
    folder = os.environ.get("PAPERKIT_SEEDS", "")
    if not folder:
        pytest.skip("PAPERKIT_SEEDS does not name the folder of the two seeds")
    return Path(folder)
