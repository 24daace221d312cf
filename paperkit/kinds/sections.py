"""What the rows of a paper's text may be for: the sections of its kind, and its drafted sentences.

The drafts of a dashboard, a forward plan and an annual report rest on much that other papers have
no use for, so they are loaded only for the kinds that print them.
"""

from collections.abc import Callable, Iterable, Iterator

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow, Text
from paperkit.findings import Finding, quoted
from paperkit.kinds.compose import KEYS
from paperkit.packs.packs import Form, Kind, Section
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to

_YEAR = frozenset(
    {
        "year", "board", "strategy", "outturns", "less_well", "ratings", "heard", "brought",
        "next_year", "achieved",
    }
)  # fmt: skip


def keys_of(parts: Iterable[str], board: BoardData) -> tuple[str, ...]:
    """Return the keys that begin with any of these words, such as ``summary`` or ``glance``.

    There is a key for each outcome of the Board, and one for each priority.
    """
    wanted = frozenset(parts)
    every = (key for keys in _sources(wanted) for key in keys(board))
    return tuple(key for key in every if key.partition(".")[0] in wanted)


def every_key(board: BoardData) -> tuple[str, ...]:
    """Return the key of every sentence that any kind of paper prints."""
    wanted = _YEAR | {"dashboard", "forward"}
    return tuple(key for keys in _sources(wanted) for key in keys(board))


def _sources(parts: frozenset[str]) -> Iterator[Callable[[BoardData], tuple[str, ...]]]:
    yield lambda _board: KEYS
    if parts & {"dashboard", "outcome"}:
        from paperkit.kinds.dashboard_sentences import keys as of_dashboard

        yield of_dashboard
    if "forward" in parts:
        from paperkit.meetings.shown import keys as of_forward

        yield of_forward
    if parts & _YEAR:
        from paperkit.kinds.year_sentences import keys as of_year

        yield of_year


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
