"""What a paper must print: the seed, line by line, with every difference that is listed."""

import re
from collections.abc import Iterator

from paperkit.frozen import replace
from tests.seeds.project import Seed, swapped
from tests.seeds.seed_text import Filled, Line

_OF_SECTION = re.compile(r"(\d+)\.(\d+)")


def expected(seed: Seed) -> list[str]:
    """Return the lines that the paper prints, in order, each with its number."""
    every = (line for part in seed.parts for line in _printed(part, seed.facts.subheadings))
    return [words for line in every for words in _of_house(line, seed)]


def _printed(filled: Filled, subheadings: tuple[str, ...]) -> Iterator[Line]:
    if filled.part.seed:
        yield Line("", filled.part.paper)
    yield from renumbered(filled, subheadings)


def renumbered(filled: Filled, subheadings: tuple[str, ...]) -> tuple[Line, ...]:
    """Return the lines of a part with the numbers of the house.

    Once a part's paragraphs have numbers, so has every one but subheadings, lists and answers.
    """
    last, found = "", []
    for line in filled.lines:
        paragraph = _OF_SECTION.fullmatch(line.number) or not line.number
        if paragraph and line.words not in subheadings and filled.part.section != "implications":
            number = _after(last) if last else line.number
            last = number
            found.append(replace(line, number=number))
        else:
            found.append(line)
    return tuple(found)


def _after(number: str) -> str:
    section, paragraph = number.split(".")
    return f"{section}.{int(paragraph) + 1}"


def _of_house(line: Line, seed: Seed) -> Iterator[str]:
    words = str(line)
    for one in seed.facts.house:
        words = swapped(words, one)
    cells = words.split("\t") if line.is_row else (words,)
    yield from (text for cell in cells if (text := cell.replace("**", "").strip()))
