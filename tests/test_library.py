"""The library: its names, its types, and every example of ``docs/python.md``."""

import re
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import paperkit
from tests import projects
from tests.cases import each

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def followed(page: str) -> str:
    """Return the page with what its examples print, run one after the other."""
    names: dict[str, Any] = {}

    def run(match: re.Match[str]) -> str:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(match[1], names)
        return f"```python\n{match[1]}```\n\n```text\n{printed.getvalue()}```"

    return EXAMPLE.sub(run, page)


def test_what_the_examples_print_is_what_the_page_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    with chdir(tmp_path):
        projects.sample(Path("my-board"))
        assert followed(page) == page, "python -m tests.test_library makes it anew"


def test_a_paper_takes_ten_lines() -> None:
    first = EXAMPLE.search(PAGE.read_text(encoding="utf-8"))
    assert first is not None
    assert len([line for line in first[1].splitlines() if line]) <= 10


@each("name", paperkit.__all__)
def test_every_name_of_the_library_is_there_and_says_what_it_is(name: str) -> None:
    found = getattr(paperkit, name)
    assert name in dir(paperkit)
    assert found.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'paperkit' has no attribute 'bild'"):
        paperkit.bild  # type: ignore[attr-defined]  # noqa: B018


def test_the_library_loads_nothing_before_it_is_asked() -> None:
    code = "import paperkit, sys; print(sum(name.startswith('paperkit.') for name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0"


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    text = PAGE.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder, chdir(folder):
        projects.sample(Path("my-board"))
        anew = followed(text)
    PAGE.write_text(anew, encoding="utf-8", newline="\n")
