"""``docs/threats.md`` says of bounds, codes and files of tests only what is so."""

import importlib
import re
from pathlib import Path

from paperkit.findings import catalogue
from tests.cases import each

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "threats.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w/]+\.py)`(, slow)?", PAGE))
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| .*_", line)]
MB = 1024 * 1024


@each("row", ROWS, ids=lambda row: row[2:40])
def test_each_bound_is_the_one_in_the_code(row: str) -> None:
    _, stated, names = row.strip("| ").split(" | ")
    bounds = [
        int(figure.replace(",", "")) * (MB if unit else 1)
        for figure, unit in re.findall(r"(\d[\d,]*\d|\d)( MB)?", stated)
    ]
    constants = [
        getattr(importlib.import_module(f"paperkit.{module}"), name)
        for module, name in re.findall(r"`([\w.]+)\.(\w+)`", names)
    ]
    assert bounds
    assert bounds == constants


@each("file", FILES)
def test_each_file_of_tests_is_there_and_said_to_be_slow_where_it_is(file: str) -> None:
    text = (TESTS / file).read_text(encoding="utf-8")
    assert bool(FILES[file]) is ("@pytest.mark.slow" in text)


def test_each_hostile_file_of_tests_is_named() -> None:
    hostile = {path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_hostile_*.py")}
    assert hostile - set(FILES) == set()


def test_each_code_is_one_of_paperkits() -> None:
    assert set(re.findall(r"PK-\d{3}", PAGE)) - set(catalogue()) == set()
