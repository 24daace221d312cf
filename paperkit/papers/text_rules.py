"""Rules on the text of papers: what must be filled, what was left in it, dates, marks of long text.

What a form, a template or another program left in a text is an error; dates and years that are not
complete or not possible are notes (seed H 3.1; domain F2): what a person wrote is printed as
written.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence

from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import PackSettings
from paperkit.board.paper_rows import TEXT, Highlight, PaperRow, Text
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import MeetingState
from paperkit.findings import NOWHERE, Finding, quoted
from paperkit.packs.packs import Kind, SectionForm
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import MONTHS, month_number
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import (
    Rule,
    TextCell,
    filled,
    finding_for,
    named,
    place_of,
    responsible_for,
    running_text,
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

    These are words that hold a place (domain A7), literal pairs of ``*`` or ``_`` (seed T 1.1 and
    1.2), and Excel's codes for characters. Of marks, columns of long text are judged with the
    paper's sections (``check_written``): only there is it known whether a text is printed as long
    text.
    """
    for code, pattern in (("PK-701", _HOLDS), ("PK-702", _MARKS), ("PK-703", _ESCAPE)):
        for words in texts(at):
            own_rule = type(words.row) is PaperRow and words.column.name == "item"
            if not own_rule and (pattern is not _MARKS or not words.column.prose):
                yield from _left(at, code, words, pattern)


def _left(at: BoardAt, code: str, words: TextCell, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Yield a finding where a text holds what matches."""
    held = (match.group().strip() for match in pattern.finditer(words.text))
    return _in_text(at, code, words, held, "The text holds {}.")


_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_DAY = r"(?<![\w.,/£-])(\d{1,2})(?:st|nd|rd|th)?"
_DATE = re.compile(rf"{_DAY}\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}})\b)?", re.ASCII)
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", re.ASCII)
_YEAR_FOLLOWS = re.compile(
    rf"\s*(?:,|to|and|or|until|[-–—])\s*(?:\w+day\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b"
    rf"(?:,?\s+\d{{4}}|\s*(?:,|to|and|or|until|[-–—]))",
    re.ASCII,
)
_EACH_YEAR = re.compile(
    r",?\s+(?:each|every|of each|of every|in each|in any|a)\s+year|,?\s+annually"
)
_PAIR = re.compile(r"(?<![\w/.-])((?:19|20)\d{2})\s?([/–-])\s?(\d{2})(?![\w/–-]|\.\d)", re.ASCII)
_STATUTE = re.compile(r"(?:\bSI|\bNo\.?|\bOrder)\s*$")


def no_year(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a date that lacks its year.

    "27 April to 3 May 2026" and "31 March each year" are complete.
    """
    for words in running_text(at):
        held = []
        for match in _DATE.finditer(words.text):
            day, month, year = match.groups()
            rest = words.text[match.end() :]
            complete = year or _YEAR_FOLLOWS.match(rest) or _EACH_YEAR.match(rest)
            if not complete and _exists(int(day), month_number(month), 2000):
                held.append(match.group().rstrip("."))
        yield from _in_text(at, "PK-711", words, held, "The text gives {} without a year.")


def no_such_day(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a date that no calendar has."""
    message = "The text gives {}, which does not exist."
    for words in running_text(at):
        held = []
        for match in _DATE.finditer(words.text):
            day, month, year = match.groups()
            if not _exists(int(day), month_number(month), int(year or 2000)):
                held.append(match.group().rstrip("."))
        figures = _FIGURES.finditer(words.text)
        held += [match.group() for match in figures if not _exists(*map(int, match.groups()))]
        yield from _in_text(at, "PK-712", words, held, message)


def no_such_year(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a pair of years that do not follow each other.

    Two years written in full are several years, such as 2023-2033, and are left alone.
    """
    message = "The text gives {}, years that do not follow each other."
    for words in running_text(at):
        held = []
        for match in _PAIR.finditer(words.text):
            first, _, second = match.groups()
            follows = int(second) == (int(first) + 1) % 100
            if not follows and not _STATUTE.search(words.text[: match.start()]):
                held.append(match.group())
        yield from _in_text(at, "PK-713", words, held, message)


def _in_text(
    at: BoardAt, code: str, words: TextCell, held: Iterable[str], message: str
) -> Iterator[Finding]:
    """Yield a finding where a text holds something, each part of it quoted once."""
    parts = dict.fromkeys(held)
    if parts:
        said = message.format(listed(map(quoted, parts)))
        yield finding_for(at, code, words.row, words.column.name, said, words.text)


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and year >= 1 and 1 <= day <= monthrange(year, month)[1]


DATE_RULES: tuple[Rule, ...] = (no_year, no_such_day, no_such_year)


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
    """Yield an error for each name in the pack's list that is no table or column."""
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
