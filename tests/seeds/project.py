"""A seed as a project: the council's settings and pack, and the seed's text as rows of data."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from paperkit.files.yaml_out import plain_yaml
from paperkit.frozen import Frozen, replace
from tests.seeds.facts import HERE, Difference, Facts, facts
from tests.seeds.seed_text import Filled, Line, lines_of, parts_of

Row = Mapping[str, str]
_ITEMS = ("recommendations", "background", "appendices")
_CONTACT = {"Telephone": "telephone", "E-mail": "email"}
_LIST = re.compile(r"\(\d+\)")


class Seed(Frozen):
    """A seed in parts, with what its data file says of it."""

    facts: Facts
    parts: tuple[Filled, ...]

    def lines(self, section: str) -> tuple[Line, ...]:
        """Return the lines of a part; none where the seed has no such part."""
        found = (part.lines for part in self.parts if part.part.section == section)
        return next(found, ())

    @property
    def corrected(self) -> "Seed":
        """Return the seed as the officer put it right."""
        parts = tuple(_corrected(part, self.facts.corrected) for part in self.parts)
        return replace(self, parts=parts)


def seed_of(council: str, folder: Path) -> Seed:
    """Return the seed of a council from the folder of the seeds."""
    told = facts(council)
    lines = lines_of((folder / told.file).read_text("utf-8"))
    return Seed(told, tuple(parts_of(lines, told.parts)))


def _corrected(filled: Filled, differences: Iterable[Difference]) -> Filled:
    lines, heading = filled.lines, filled.part.seed
    for one in differences:
        lines = tuple(replace(line, words=swapped(line.words, one)) for line in lines)
        heading = swapped(heading, one)
    return Filled(replace(filled.part, seed=heading), lines)


def swapped(words: str, difference: Difference) -> str:
    """Return words with those of a difference in place of the seed's."""
    return words.replace(difference.seed, difference.paper).strip(" ")


def project(folder: Path, council: str, seed: Seed) -> Path:
    """Return a project folder that holds the seed as data: settings, pack, rows."""
    shutil.copytree(HERE / council, folder, ignore=shutil.ignore_patterns("seed.yaml"))
    rows = {"people": _people(seed), "papers": [_paper(seed)], "text": list(_text(seed))}
    (folder / "board").mkdir()
    told = {name: [dict(row) for row in found] for name, found in rows.items() if found}
    (folder / "board" / "seed.yaml").write_text(plain_yaml(told), "utf-8")
    return folder


def _paper(seed: Seed) -> Row:
    told = {
        "reference": seed.facts.reference,
        "kind": seed.facts.kind,
        "meeting": seed.facts.meeting,
        "appendix_of": seed.facts.appendix_of,
        "publicity": "Public",
    }
    head = _head(seed) if seed.lines("header") else {"title": _heading(seed, "opening")}
    return {**told, **head}


def _heading(seed: Seed, section: str) -> str:
    heading = next(part.part.seed for part in seed.parts if part.part.section == section)
    return heading.split(" ", 1)[1]


def _head(seed: Seed) -> Row:
    """Return what the seven lines at the head of seed T say."""
    day, _, title, author, director, public, purpose = (line.words for line in seed.lines("header"))
    return {
        "item": day.split(": ")[1],
        "title": title,
        "authors": _named(author)[0],
        "directors": _named(director)[0],
        "publicity": public.split()[-1],
        "purpose": purpose.split(": ", 1)[1],
    }


def _named(line: str) -> list[str]:
    """Return the name and the post that stand behind a label."""
    return line.split(": ", 1)[1].split(", ", 1)


def _people(seed: Seed) -> list[Row]:
    """Return those whom the seed names at its head; its last lines say how to reach the author."""
    contact = dict(line.words.split(": ", 1) for line in seed.lines("contact"))
    people = [_named(line.words) for line in seed.lines("header") if ", " in _behind(line)]
    reached = {_CONTACT[key]: words for key, words in contact.items() if key in _CONTACT}
    rows = ({"name": name, "post": post} for name, post in people)
    return [row | (reached if row["name"] == contact.get("Name") else {}) for row in rows]


def _behind(line: Line) -> str:
    label, _, words = line.words.partition(": ")
    return words if label in ("Report of", "Accountable Director") else ""


def _text(seed: Seed) -> Iterator[Row]:
    for part in seed.parts:
        section, lines = part.part.section, part.lines
        if section in ("header", "contact", "label"):
            continue
        for row in _rows(section, lines, seed.facts.subheadings):
            yield {"paper": seed.facts.reference, "section": section, **row}


def _rows(section: str, lines: tuple[Line, ...], subheadings: tuple[str, ...]) -> Iterator[Row]:
    if section in _ITEMS:
        yield from ({"text": line.words} for line in lines)
    elif section == "implications":
        for head, answer in zip(lines[::2], lines[1::2], strict=True):
            yield {"name": head.words, "text": answer.words}
    elif section == "form":
        yield {"text": "\n".join(_table(lines))}
    else:
        for block in _blocks(lines, subheadings):
            yield {"text": "\n\n".join(block)}


def _blocks(lines: Iterable[Line], subheadings: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the paragraphs of a section as an officer types them, a row for each subheading."""
    held: list[str] = []
    numbers = False
    for line in lines:
        if line.words in subheadings and held:
            yield held
            held = []
        numbers = numbers or "." in line.number
        unnumbered = "(no number) " if numbers and not line.number else ""
        mark = "### " if line.words in subheadings else unnumbered
        held.append(str(line) if _LIST.fullmatch(line.number) else mark + line.words)
    yield held


def _table(lines: tuple[Line, ...]) -> Iterator[str]:
    head, *others = (f"| {' | '.join(line.cells)} |" for line in lines)
    yield from (head, "| --- " * len(lines[0].cells) + "|", *others)
