"""``docs/threats.md`` says nothing that no test holds, and leaves out no hostile file tried."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "threats.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_HOSTILE = sorted((TESTS / "files").glob("test_hostile_*.py"))
# What shows that good files pass, or that a way out works, is no threat.
_NO_THREAT = {
    "test_a_template_of_plain_names_passes",
    "test_the_same_paper_is_built_again_under_its_name",
    "test_a_paper_of_the_same_name_is_replaced_where_that_is_asked_for",
}


def rows() -> list[str]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith("| What may")]


def names_in(path: Path) -> set[str]:
    return set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[2:60])
def test_each_threat_names_a_test_that_exists(row: str) -> None:
    named = NAMED.findall(row)
    assert named
    assert [f"{file}::{test}" for file, test in named if test not in names_in(TESTS / file)] == []


@pytest.mark.parametrize("path", _HOSTILE, ids=lambda path: path.name)
def test_each_hostile_file_that_is_tried_is_told(path: Path) -> None:
    named = {test for _, test in NAMED.findall(PAGE.read_text(encoding="utf-8"))}
    assert names_in(path) - named - _NO_THREAT == set()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[2:60])
def test_a_test_that_is_run_apart_is_marked_so(row: str) -> None:
    named = NAMED.findall(row)
    slow = any(is_slow(TESTS / file, test) for file, test in named)
    assert ("(slow)" in row) is slow


def is_slow(path: Path, test: str) -> bool:
    before = path.read_text(encoding="utf-8").partition(f"def {test}(")[0]
    return "@pytest.mark.slow" in before.rpartition("\n\n\n")[2]
