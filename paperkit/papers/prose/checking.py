"""Check the long text of a paper before it is built: marks, and references between its cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from paperkit.findings import Finding, Place, quoted
from paperkit.papers.blocks import Reference, inlines, labels
from paperkit.papers.prose.faults import Fault
from paperkit.papers.prose.reading import Text, read


@dataclass(frozen=True)
class Cell:
    """One cell of long text, its place, and who wrote it where the data say so."""

    text: str
    place: Place
    person: str = ""


def check_prose(cells: Iterable[Cell], known: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return what is wrong with the long text of one paper, in the codes PK-720 onwards.

    ``known`` are the names, in small letters, that the paper gives outside its long text, such as
    those of its appendices.
    """
    texts = [(cell, read(cell.text)) for cell in cells]
    found = [_finding(cell, fault) for cell, text in texts for fault in text.faults]
    return (*found, *_twice(texts, known), *_to_nothing(texts, known))


def _finding(cell: Cell, fault: Fault) -> Finding:
    code = fault.code
    return Finding(code, cell.place, fault.message, value=fault.value, person=cell.person)


def _twice(texts: Sequence[tuple[Cell, Text]], known: frozenset[str]) -> Iterator[Finding]:
    seen = set(known)
    for cell, text in texts:
        for label in labels(text.blocks):
            if label in seen:
                message = f"The name {quoted('{#' + label + '}')} stands in the paper twice."
                yield _finding(cell, Fault("PK-723", message, label))
            seen.add(label)


def _to_nothing(texts: Sequence[tuple[Cell, Text]], known: frozenset[str]) -> Iterator[Finding]:
    there = known | {label for _, text in texts for label in labels(text.blocks)}
    for cell, text in texts:
        for inline in inlines(text.blocks):
            if isinstance(inline, Reference) and inline.label not in there:
                message = f"The reference to {quoted('#' + inline.label)} leads to nothing."
                yield _finding(cell, Fault("PK-722", message, inline.label))
