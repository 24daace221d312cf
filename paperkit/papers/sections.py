"""The text that a paper was given, against the sections that its kind has."""

from collections.abc import Iterator

from paperkit.board.model import BoardData, PaperRow, Text
from paperkit.findings import Finding, quoted
from paperkit.papers.packs import Form, Kind, Section
from paperkit.papers.sentence_keys import keys_of
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to

# Rules look at these item by item, and say more than that the section is blank.
JUDGED_BY_RULES = frozenset({"recommendations", "implications"})


def check_sections(
    board: BoardData, kind: Kind, paper: PaperRow, filled: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return what is wrong with the sections of a paper's text.

    ``filled`` are sections that have something to show without any row of text.
    """
    rows = board.text_of.get(paper.reference, ())
    lacking = _lacking(kind, paper, rows, filled)
    return (*_unknown(board, kind, rows), *lacking)


def _unknown(board: BoardData, kind: Kind, rows: tuple[Text, ...]) -> Iterator[Finding]:
    known = [*kind.section_names, *keys_of(kind.sentences, board)]
    folds = {folded(name) for name in (*known, *(section.heading for section in kind.sections))}
    for row in rows:
        if row.section and folded(row.section) not in folds:
            near = close_to(row.section, known)
            message = f"{quoted(row.section)} is not a section of a {kind.title.lower()}."
            there = ", ".join(kind.section_names or known)
            remedy = f"Did you mean {near}?" if near else f"It has {there}."
            place = row.place.of("section", "Section")
            yield Finding("PK-460", place, message, remedy, row.section)


def _lacking(
    kind: Kind, paper: PaperRow, rows: tuple[Text, ...], filled: frozenset[str]
) -> Iterator[Finding]:
    written = {folded(row.section) for row in rows if row.text or row.name or row.file} | filled
    for section in kind.sections:
        there = written & {folded(section.name), folded(section.heading)}
        if section.required and section.name not in JUDGED_BY_RULES and not there:
            yield _lacks(section, paper)


def _lacks(section: Section, paper: PaperRow) -> Finding:
    message = f"{quoted(paper.reference)} has no text for the section {quoted(section.heading)}."
    answer = "; type None. where there is none" if section.form is Form.ITEMS else ""
    remedy = f"Add a row to the sheet Text with the section '{section.name}'{answer}."
    return Finding("PK-461", paper.place.row, message, remedy)
