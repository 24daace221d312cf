"""What a paper must print: the seed, line by line, with every difference that is listed."""

from collections.abc import Iterator

from tests.seeds.project import Seed, swapped
from tests.seeds.seed_text import Filled, Line


def expected(seed: Seed) -> list[str]:
    """Return the lines that the paper prints, in order, each with its number."""
    every = (line for part in seed.parts for line in _printed(part))
    return [words for line in every for words in _of_house(line, seed)]


def _printed(filled: Filled) -> Iterator[Line]:
    if filled.part.seed:
        yield Line("", filled.part.paper)
    yield from filled.lines


def _of_house(line: Line, seed: Seed) -> Iterator[str]:
    words = str(line)
    for one in seed.facts.house:
        words = swapped(words, one)
    cells = words.split("\t") if line.is_row else (words,)
    yield from (text for cell in cells if (text := cell.replace("**", "").strip()))
