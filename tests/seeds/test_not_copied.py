"""The seeds are other people's papers: neither their sentences nor their names are copied here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.seeds.facts import COUNCILS
from tests.seeds.project import Seed, seed_of

ROOT = Path(__file__).parents[2]
FOLDERS = ("paperkit", "report_templates", "samples", "docs", "tests", "benchmarks", ".ci")
TEXT = {".py", ".yaml", ".md", ".txt", ".toml", ".cfg", ".csv", ""}
WORDS = 8
_SENTENCE = re.compile(r"(?<=[.:;?!])\s+")


def files() -> Iterator[Path]:
    """Yield the files of the project that hold text."""
    yield from (path for path in ROOT.glob("*") if path.is_file() and path.suffix in TEXT)
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in TEXT and not _made(path):
                yield path


def _made(path: Path) -> bool:
    return any(part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts)


def held(seed: Seed) -> Iterator[str]:
    """Yield the sentences of a seed, and the names, numbers and addresses of its people."""
    heads = {line.words for line in seed.lines("implications")}
    for part in seed.parts:
        for line in part.lines:
            if line.words not in heads | set(seed.facts.subheadings):
                yield from (one for one in _SENTENCE.split(line.words) if len(one.split()) >= WORDS)
    for line in (*seed.lines("header")[3:5], *seed.lines("contact")):
        yield line.words.split(": ", 1)[1].split(", ")[0]


@pytest.mark.parametrize("council", COUNCILS)
def test_no_sentence_and_no_name_of_a_seed_is_in_the_project(council: str, seeds: Path) -> None:
    wanted = [_plain(one) for one in held(seed_of(council, seeds))]
    found = [
        (str(path.relative_to(ROOT)), one)
        for path in files()
        for text in [_plain(path.read_text("utf-8"))]
        for one in wanted
        if one in text
    ]

    assert len(wanted) > WORDS
    assert found == []


def _plain(text: str) -> str:
    return " ".join(text.replace("\n#", "\n").split()).casefold()
