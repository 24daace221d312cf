"""Rules on the text of papers: what must be filled, what was left in it, marks of long text.

What a form, a template or another program left in a text is an error (domain F2): what a person
wrote is printed as written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import PackSettings
from paperkit.board.paper_rows import TEXT, Highlight, PaperRow, Text
from paperkit.board.plan_rows import (
    BENCHMARKS,
    READINGS,
    TARGETS,
    Benchmark,
    Meeting,
    Reading,
    Target,
)
from paperkit.board.words import MeetingState, Unrated
from paperkit.findings import NOWHERE, Finding, quoted
from paperkit.packs.packs import Kind, SectionForm
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import MONTHS
from paperkit.schema.values import suppressed
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import (
    Rule,
    TextCell,
    filled,
    finding_for,
    named,
    place_of,
    responsible_for,
    texts,
)
from paperkit.standpoint.sentences import listed
from paperkit.word.prose import ProseCell, check_prose

_HOLDS = re.compile(
    r"""
      \b DRAFT \b
    | \b (?i: tbc | tba | t\.b\.[ca]\.? ) (?!\w)
    | \b X{2,} \b | \b x{3,} \b
    | \[ \s* (?i: insert ) [^\]\n]{0,40} \]?
    | (?i: insert \s+ date ) | \b Insert \s+ (?: name | title | text | year | figure | here ) \b
    | << [^<>\n]{0,40} (?: >> )?
    | (?<![A-Za-z]) \?{2,}
    | \{\{ [^{}\n]{0,40} (?: \}\} )? | \{% [^{}\n]{0,40} (?: %\} )?
    | (?i: lorem \s+ ipsum )
    | \b [A-Z][A-Z0-9]+ (?: _ [A-Z0-9]+ )+ \b
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"\S{0,20}\*\*\S{0,20}|(?<!\w)__\S{0,20}|\S{0,20}__(?!\w)")
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")


def left_in_text(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each text that holds what waits for the real word, or stray marks.

    These are words that hold a place (domain A7), also the place of a figure, literal pairs of
    ``*`` or ``_`` (seed T 1.1 and 1.2), and Excel's codes for characters. Of marks, columns of long
    text are judged with the paper's sections (``check_written``): only there is it known whether a
    text is printed as long text.
    """
    for code, pattern in (("PK-701", _HOLDS), ("PK-702", _MARKS), ("PK-703", _ESCAPE)):
        for words in (*texts(at), *(_for_figures(at) if pattern is _HOLDS else ())):
            own_rule = type(words.row) is PaperRow and words.column.name == "item"
            judged = not own_rule and (pattern is not _MARKS or not words.column.prose)
            if judged and _held(words.text, pattern):
                yield from _left(at, code, words, pattern)


def _left(at: BoardAt, code: str, words: TextCell, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Yield a finding where a text holds what matches."""
    return in_text(at, code, words, _held(words.text, pattern), "The text has {} in it.")


def figure_in_words(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each reading or benchmark in a word or two that say no day and no reason.

    Words of the list, those of a figure that was held back, and longer ones tell a reader why there
    is no figure, or when it will come; "n/k" does not. Targets have a rule of their own.
    """
    for cell in _for_figures(at):
        of_target, holds_place = isinstance(cell.row, Target), _held(cell.text, _HOLDS)
        if not (of_target or holds_place or _says_why_or_when(cell.text)):
            message = (
                f"{quoted(cell.text)} stands where a figure belongs, and says neither why there is "
                "none nor when it will come."
            )
            yield finding_for(at, "PK-534", cell.row, cell.column.name, message, cell.text)


def _says_why_or_when(typed: str) -> bool:
    """Return whether words say why there is no figure or when: by the list, by a day, at length."""
    words = folded(typed).split()
    dated = not _WHEN.isdisjoint(words) or any(map(str.isdigit, typed))
    return len(words) > 2 or dated or folded(typed) in _KNOWN or suppressed(typed)


_KNOWN = frozenset(folded(word) for one in Unrated for word in (one.value, *one.others))
_WHEN = frozenset(
    folded(word) for name in (*MONTHS, "Spring", "Summer", "Autumn") for word in (name, name[:3])
)


def _for_figures(at: BoardAt) -> Iterator[TextCell]:
    """Yield the words that somebody typed in place of a target, a figure or a benchmark."""
    for table in (TARGETS, READINGS, BENCHMARKS):
        for row in at.scope.rows(table):
            assert isinstance(row, Target | Reading | Benchmark)
            if row.value and row.number is None:
                yield TextCell(row, table.column("value"), row.value.words)


# Most texts hold nothing of the kind, and are looked at again for each paper.
@lru_cache(maxsize=20_000)
def _held(text: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(match.group().strip() for match in pattern.finditer(text))


def in_text(
    at: BoardAt,
    code: str,
    words: TextCell,
    held: Iterable[str],
    message: str,
    remedy: str = "",
) -> Iterator[Finding]:
    """Yield a finding where a text holds something, each part of it quoted once."""
    parts = dict.fromkeys(held)
    if parts:
        said, name = message.format(listed(map(quoted, parts))), words.column.name
        yield finding_for(at, code, words.row, name, said, words.text, remedy=remedy)


PLACING: Mapping[str, tuple[str, ...]] = {
    "meetings": ("date",),
    "outcomes": ("parent",),
    "milestones": ("action",),
    "targets": ("indicator", "year"),
    "readings": ("indicator", "period"),
    "feedback": ("group", "meeting"),
    "highlights": ("meeting",),
    "papers": ("kind", "meeting"),
    "text": ("paper", "section"),
}
_OWN_RULE = {
    "indicators": ("frequency",), "highlights": ("assurance",), "priorities": ("sponsor",),
    "returns": ("review_date",),
}  # fmt: skip
"""Columns of which a rule of their own subject says more."""


def missing(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each blank cell of a column that the pack requires.

    A plan's fact that is missing is a gap, printed as a fact (seed T 3.2, 3.5; seed H 3.8). What
    places a row is ``not_placed``'s, and an error.
    """
    for table in TABLES:
        for row in at.scope.rows(table):
            pack = at.pack_of(row) if isinstance(row, PaperRow) else at.ways.pack
            for name in _required(pack, table):
                if not filled(getattr(row, name)):
                    yield _blank(at, "PK-401", row, name)


def not_placed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each row that lacks what says where it belongs, in any pack.

    A target without its year, a text without its paper or a meeting without its date would be
    left out of every paper without a word. A cancelled meeting needs no date.
    """
    for table in TABLES:
        for row in at.scope.rows(table):
            cancelled = isinstance(row, Meeting) and row.state is MeetingState.CANCELLED
            for name in () if cancelled else PLACING.get(table.name, ()):
                if not filled(getattr(row, name)):
                    yield _blank(at, "PK-402", row, name)


def unknown_required(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each name in the pack's list that is not a table or column."""
    known = {table.name: {column.name for column in table.columns} for table in TABLES}
    for table, names in at.ways.pack.required.items():
        for name in names:
            if name not in known.get(table, ()):
                message = f"{quoted(name)} is not a column of {quoted(table)}."
                yield Finding("PK-403", NOWHERE, message, value=name)


def _required(pack: PackSettings, table: Table) -> tuple[str, ...]:
    known = {column.name for column in table.columns}
    known -= {*PLACING.get(table.name, ()), *_OWN_RULE.get(table.name, ())}
    return tuple(name for name in pack.required.get(table.name, ()) if name in known)


def _blank(at: BoardAt, code: str, row: Row, name: str) -> Finding:
    field = place_of(row, name).field or name
    message = f"{named(row)} has nothing under {quoted(field)}."
    return finding_for(at, code, row, name, message)


REQUIRED_RULES: tuple[Rule, ...] = (unknown_required, not_placed, missing)


_ANSWERS = "implications"


def check_written(
    board: BoardData,
    kind: Kind,
    meeting: str,
    paper: PaperRow | None,
    known: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return what is wrong with the marks in a paper's text, in the codes PK-702 and PK-720 on.

    ``meeting`` is the reference of the meeting whose highlight reports the paper prints; ``known``
    are names that references may use beside those in the text, such as those of appendices.
    """
    rows = board.text_of.get(paper.reference, ()) if paper else ()
    cells = (
        ProseCell(row.text, place_of(row, "text"), responsible_for(board, row))
        for row in _long_rows(board, kind, meeting, rows)
        if row.text
    )
    findings = [*check_prose(cells, known)]
    at = BoardAt(board)
    for row in rows:
        if folded(row.section) not in _long(kind):
            findings += _left(at, "PK-702", TextCell(row, TEXT.column("text"), row.text), _MARKS)
    return tuple(findings)


def long_texts(board: BoardData, kind: Kind, meeting: str, paper: PaperRow | None) -> list[str]:
    """Return the texts of a paper that are printed as long text."""
    rows = board.text_of.get(paper.reference, ()) if paper else ()
    return [row.text for row in _long_rows(board, kind, meeting, rows) if row.text]


def _long_rows(
    board: BoardData, kind: Kind, meeting: str, rows: Sequence[Text]
) -> Iterator[Text | Highlight]:
    long = _long(kind)
    yield from (row for row in rows if folded(row.section) in long)
    yield from (row for row in board.highlights if row.meeting == meeting)


def _long(kind: Kind) -> frozenset[str]:
    """Return the sections whose text is long text, by name and by heading."""
    running = (
        one for one in kind.sections if one.form is SectionForm.PROSE or one.name == _ANSWERS
    )
    return frozenset(folded(name) for one in running for name in (one.name, one.heading) if name)
