"""A seed read line by line: the printed number of each paragraph, and its words.

The seeds are text files that were made from PDFs: a hyphen may stand before a number, a page may
part a paragraph, bold and headings bear marks.
"""

import re
from collections.abc import Iterable, Iterator

from paperkit.frozen import Frozen, replace
from tests.seeds.facts import Part

_NUMBER = re.compile(r"(?:- )?(\d+\.\d+|\d+\.|\d+|\(\d+\)|-) (?=\S)(.*)")
_DATE = re.compile(r"\d+ [A-Z][a-z]+ \d{4}\b")
_HEADING = re.compile(r"#+ \*\*(.*)\*\*")
_BOLD = re.compile(r"</?b>")
BULLET = "•"


class Line(Frozen):
    """A paragraph, or a row of a table: its printed number, and its words."""

    number: str
    words: str
    is_row: bool = False

    def __str__(self) -> str:
        """Return the line as it is printed."""
        return f"{self.number} {self.words}".strip()

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of a row."""
        return tuple(self.words.split("\t"))


class Filled(Frozen):
    """A part of the seed: what the data file says of it, and the lines below its heading."""

    part: Part
    lines: tuple[Line, ...]


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a seed; a paragraph that a page has parted is one again."""
    found: list[Line] = []
    for typed in filter(str.strip, text.lstrip("\ufeff").split("\n")):
        line = _line(typed)
        if found and not line.number and not line.is_row and line.words[:1].islower():
            found[-1] = replace(found[-1], words=f"{found[-1].words} {line.words}")
        else:
            found.append(line)
    return tuple(found)


def _line(typed: str) -> Line:
    if typed.count("\t") > 1:
        return Line("", _BOLD.sub("**", typed), is_row=True)
    words = typed.strip()
    heading = _HEADING.fullmatch(words)
    words = heading.group(1) if heading else words
    found = None if _DATE.match(words) else _NUMBER.fullmatch(words)
    if found is None:
        return Line("", words)
    return Line(BULLET if found.group(1) == "-" else found.group(1), found.group(2))


def parts_of(lines: Iterable[Line], parts: Iterable[Part]) -> Iterator[Filled]:
    """Yield the seed part by part; each begins at its heading, the first without one."""
    ahead, *others = parts
    held: list[Line] = []
    waiting = list(others)
    for line in lines:
        if waiting and _begins(line, waiting[0]):
            yield Filled(ahead, tuple(held))
            ahead, held = waiting.pop(0), [line] if line.is_row else []
        else:
            held.append(line)
    assert not waiting, f"The seed has no heading {waiting[0].seed}."
    yield Filled(ahead, tuple(held))


def _begins(line: Line, part: Part) -> bool:
    return str(line) == part.seed if part.seed else line.is_row
