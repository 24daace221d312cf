"""The table of ``docs/what-arrives.md``: each code and each test that it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from paperkit.findings import catalogue

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "what-arrives.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| P-")]
LATER = "Later, with returned forms"


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_pitfall_has_its_row() -> None:
    assert [row[0] for row in ROWS] == [f"P-{number:02}" for number in range(1, 46)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_a_test_that_is_there_or_says_that_it_comes_later(row: list[str]) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row[-1])
    assert bool(named) != row[2].startswith(LATER)
    assert [f"{file}::{test}" for file, test in named if test not in functions_of(file)] == []


def test_every_code_of_the_page_is_one_of_paperkits() -> None:
    assert set(re.findall(r"PK-\d{3}", PAGE)) - set(catalogue()) == set()


def test_every_file_of_the_page_is_there() -> None:
    files = set(re.findall(r"`((?:tests|paperkit)/[\w/]+\.py)", PAGE))
    assert [file for file in files if not (ROOT / file).is_file()] == []
