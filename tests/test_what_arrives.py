"""``docs/what-arrives.md``: its codes are shown by the files of tests that it names for them."""

import re
from pathlib import Path

from paperkit.files.workbook_rows import SEARCHED_ROWS
from paperkit.findings import catalogue
from paperkit.schema.values import LONG
from tests.cases import each

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "what-arrives.md").read_text(encoding="utf-8")
PITFALLS = PAGE.partition("## Known pitfalls")[2].split("\n- ")[1:]


@each("pitfall", PITFALLS, ids=lambda text: text.partition(" (")[0].strip("*"))
def test_each_code_of_a_pitfall_is_shown_in_the_files_that_are_named(pitfall: str) -> None:
    files = re.findall(r"`(tests/[\w/]+\.py)`", pitfall)
    assert files
    shown = "".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    assert [code for code in re.findall(r"PK-\d{3}", pitfall) if code not in shown] == []


def test_every_code_of_the_page_is_one_of_paperkits() -> None:
    assert set(re.findall(r"PK-\d{3}", PAGE)) - set(catalogue()) == set()


def test_every_file_of_the_page_is_there() -> None:
    files = set(re.findall(r"`((?:tests|paperkit)/[\w/]+\.py)", PAGE))
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_figures_of_the_page_are_those_of_the_code() -> None:
    assert f"first {SEARCHED_ROWS} rows" in PAGE
    assert f"{LONG:,} characters or more" in PAGE
