"""The library: its names, its types, and every example of ``docs/python.md``."""

import json
import re
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import paperkit
from paperkit.word.outline import outline
from tests import projects
from tests.cases import each
from tests.environments import environment

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
WITHOUT_PANDAS = re.compile("(?!import pandas)")


def followed(page: str, runs: re.Pattern[str] = re.compile("")) -> str:
    """Return the page with what its examples print, run one after the other.

    An example which ``runs`` does not match is left as it is.
    """
    names: dict[str, Any] = {}

    def run(match: re.Match[str]) -> str:
        if not runs.match(match[1]):
            return match[0]
        printed = StringIO()
        with redirect_stdout(printed):
            exec(match[1], names)
        return f"```python\n{match[1]}```\n\n```text\n{printed.getvalue()}```"

    return EXAMPLE.sub(run, page)


def test_what_the_examples_print_is_what_the_page_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    with chdir(tmp_path):
        projects.sample(Path("my-board"))
        assert followed(page, WITHOUT_PANDAS) == page, "python -m tests.test_library makes it anew"


@pytest.fixture(scope="module")
def pandas_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with pandas, and with paperkit as it is here.

    pandas comes from the package index, as paperkit does not need it.
    """
    python = environment(tmp_path_factory.mktemp("pandas"))
    order: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "pandas>=3,<4"]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        pytest.skip(f"pandas cannot be installed here: {last}")
    return python


@pytest.mark.slow
def test_the_page_holds_with_a_frame_of_pandas(pandas_python: Path, tmp_path: Path) -> None:
    projects.sample(tmp_path / "my-board")
    code = (
        "from tests.test_library import PAGE, followed\n"
        "page = PAGE.read_text(encoding='utf-8')\n"
        "assert 'import pandas' in page\n"
        "anew = followed(page)\n"
        "print(anew)\n"
        "assert anew == page\n"
    )
    ran = subprocess.run(
        [pandas_python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (paper,) = (tmp_path / "from-a-frame").rglob("*.docx")
    words = outline(paper.read_bytes())
    assert "30 September 2026" in words
    assert not re.search(r"\bna[nt]\b|<na>|1\.0\b", words.lower())


@pytest.mark.slow
def test_each_type_of_pandas_is_written_as_it_is_or_refused(pandas_python: Path) -> None:
    said = subprocess.check_output([pandas_python, "-m", "tests.frames"], text=True)
    found = json.loads(said)
    refused = {name: found.pop(name) for name in list(found) if isinstance(found[name], str)}
    blank = '""'  # a row of one cell that holds nothing
    assert found == {
        "NaN": ["1", blank],
        "NaT": ["31 March 2026", blank],
        "a time": ["31 March 2026 14:30", "31 March 2026 14:30:05"],
        "London": ["1 July 2026", blank],
        "UTC": ["1 July 2026", "30 June 2026 23:00"],
        "Int64": ["12", blank],
        "Float64": ["52.3", blank],
        "boolean": ["Yes", blank],
        "bool": ["Yes", "No"],
        "uint8": ["12", "0"],
        "str": ["x", blank],
        "string": ["x", blank],
        "object": ["x", blank],
        "category": ["Green", blank],
        "ordered": ["12", blank],
        "noise": ["0.3", "0.0000001"],
        "lists": ['"a\nb"', "c"],
        "dates": ["1 July 2026", blank],
        "decimals": ["1.5", blank],
    }
    said_of = {
        "numpy": "its column is of single precision",
        "float32": "its column is of single precision",
        "long": "holds '12345678901234567', of more than the fifteen figures",
        "Period": "holds '2026Q1', which no cell can",
        "Timedelta": "holds '1 days 00:00:00', which no cell can",
        "Interval": "holds '(0, 1]', which no cell can",
        "bytes": "holds 'b'x'', which no cell can",
        "infinite": "holds 'inf', which no cell can",
        "reference": "has the number 1.1 for a reference",
    }
    assert refused.keys() == said_of.keys()
    assert [name for name, words in said_of.items() if words not in refused[name]] == []


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
        anew = followed(text, WITHOUT_PANDAS)
    PAGE.write_text(anew, encoding="utf-8", newline="\n")
