"""A page of the documentation, followed step by step as an officer would.

A block ``sh`` holds commands; a block ``text`` right after it is what they print. A table under
a line that names a sheet in bold is typed into the workbook; a block ``yaml`` into the settings. A
comment such as ``<!-- On 20 May 2026 -->`` says on which day what follows is done.
``python -m tests.walkthrough docs/tutorial.md`` writes what the commands print into the page.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from paperkit.cli import main, options
from paperkit.files import bundled
from paperkit.schema.dates import read_date
from tests import projects
from tests.clock import Day

PROJECT = "my-board"
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SHEET = re.compile(r"sheet \*\*(\w+)\*\*(?:[^\n|]*\n)+?\n((?:\|[^\n]*\n)+)")
_DAY = re.compile(r"^<!-- (On) (.*) -->$", re.MULTILINE)
_SETTING = re.compile(r"^( *)(\w+): *(.*)$", re.MULTILINE)


_NOT_KEYED = ("Text", "Targets", "Readings", "Returns", "Requests", "Risks")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and all that it printed."""

    code: int
    output: str


@dataclass(frozen=True)
class Step:
    """One thing to do: where it stands in the page, its kind, its words."""

    start: int
    end: int
    kind: str
    words: str


def run(command: str, today: date | None = None) -> Ran:
    """Return how a command line ends in the folder of this process, on the day that is today."""
    out = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    code: object = None
    with (
        redirect_stdout(out),
        redirect_stderr(out),
        patch.object(sys, "argv", words(command)),
        patch.object(options, "today", lambda: today or Day.today()),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    out.seek(0)
    printed = out.read().replace(str(bundled("report_templates")), "…/report_templates")
    return Ran(code if isinstance(code, int) else 0, printed)


def words(command: str) -> list[str]:
    """Return a command line as the shell splits it."""
    return shlex.split(command.replace("\\\n", " "))


def commands(block: str) -> list[str]:
    """Return the commands of a block, lines that end with a backslash joined."""
    return [line.strip() for line in re.split(r"(?<!\\)\n", block) if line.strip()]


def steps(page: str) -> list[Step]:
    """Return what the page says to do, in order."""
    found = [Step(m.start(), m.end(), m.group(2), _outdented(m)) for m in _BLOCK.finditer(page)]
    for told in (_SHEET, _DAY):
        found += [Step(m.start(), m.end(), m.group(1), m.group(2)) for m in told.finditer(page)]
    return sorted(found, key=lambda step: step.start)


def _outdented(match: re.Match[str]) -> str:
    indent = match.group(1)
    return "".join(line.removeprefix(indent) for line in match.group(3).splitlines(keepends=True))


def followed(page: str, *, sample: bool) -> str:
    """Return the page with what its commands print, followed in a folder of its own.

    With ``sample`` the project is there from the beginning, with the sample council's data.
    """
    told: list[str] = []
    at, printed = 0, ""
    today: date | None = None
    tables: list[Step] = []
    with TemporaryDirectory() as folder, chdir(folder):
        if sample:
            projects.sample(Path(PROJECT))
        for step in steps(page):
            told.append(page[at : step.start])
            at = step.end
            if step.kind == "text":
                told.append(f"```text\n{printed}```")
                continue
            told.append(page[step.start : step.end])
            if step.kind == "On":
                today = read_date(step.words)
            elif step.kind == "yaml":
                _settle(Path(PROJECT, "paperkit.yaml"), step.words)
            elif step.kind == "sh":
                _type(Path(PROJECT, "board.xlsx"), tables)
                tables.clear()
                printed = _printed(step, today)
            else:
                tables.append(step)
        _type(Path(PROJECT, "board.xlsx"), tables)
    return "".join([*told, page[at:]])


def _printed(step: Step, today: date | None) -> str:
    ends = [run(command, today) for command in commands(step.words)]
    assert all(end.code in (0, 1) for end in ends), [end.output for end in ends]
    return "".join(_shown(end.output) for end in ends)


def _shown(output: str) -> str:
    lines = [line.rstrip() for line in output.strip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if set("".join(cells)) - set("-: "):
            yield cells


def _settle(path: Path, block: str) -> None:
    """Type each value of the block at the first key of that name below its group."""
    text = path.read_text(encoding="utf-8")
    group = 0
    for match in _SETTING.finditer(block):
        indent, key, value = match.groups()
        line = re.compile(rf"^{indent}{key}:.*$", re.MULTILINE)
        found = line.search(text, group)
        assert found, f"the settings have no {key}"
        group = found.start()
        if value:
            text = text[: found.start()] + f"{indent}{key}: {value}" + text[found.end() :]
    path.write_text(text, encoding="utf-8")


def _type(path: Path, tables: list[Step]) -> None:
    """Type each table into its sheet; the workbook is opened once for all of them."""
    if tables:
        book = load_workbook(path)
        for table in tables:
            _type_rows(book[table.kind], list(_rows(table.words)))
        book.save(path)


def _type_rows(page: Worksheet, rows: list[list[str]]) -> None:
    """Type rows under their headings; a row whose first cell is there already is corrected."""
    headings = {str(cell.value).strip(): cell.column for cell in page[1] if cell.value}
    columns = [headings[heading] for heading in rows[0]]
    for cells in rows[1:]:
        row = _row_of(page, columns[0], cells[0])
        for column, words_ in zip(columns, cells, strict=True):
            page.cell(row, column).value = words_.replace("<br>", "\n") or None


def _row_of(page: Worksheet, column: int, key: str) -> int:
    there = {str(page.cell(row, column).value): row for row in range(2, page.max_row + 1)}
    keyed = page.title not in _NOT_KEYED
    filled = [row for row in range(2, page.max_row + 1) if page.cell(row, column).value]
    return there[key] if keyed and key in there else max(filled, default=1) + 1


def has_project(page: str) -> bool:
    """Return whether the page takes a project for granted, and does not make one."""
    return not any(f"paperkit new {PROJECT}\n" in step.words for step in steps(page))


def write(path: Path) -> None:
    """Write what the commands print into the page."""
    page = path.read_text(encoding="utf-8")
    path.write_text(followed(page, sample=has_project(page)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
