"""What was left in the text by a form, a template or another program."""

import re
from collections.abc import Iterator

from paperkit.board.rules.case import Case, Rule, joined
from paperkit.board.rules.printed import Words, texts
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted

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


def placeholders(case: Case) -> Iterator[Finding]:
    """Yield an error for each text that holds a word waiting for the real one (domain A7)."""
    yield from _found(case, "PK-701", _HOLDS)


def stray_marks(case: Case) -> Iterator[Finding]:
    """Yield an error for each literal text with pairs of ``*`` or ``_`` (seed T 1.1 and 1.2).

    Columns of long text are judged with the paper's sections (``papers.written``): only there is
    it known whether a text is printed as long text.
    """
    for words in texts(case.scope):
        if not words.column.prose:
            yield from _told(case, "PK-702", words, _MARKS)


def stray(text: str) -> str:
    """Return the pairs of marks in a text that is printed as typed, quoted for a message."""
    return _held(text, _MARKS)


def excel_escapes(case: Case) -> Iterator[Finding]:
    """Yield an error for each text with one of Excel's codes for characters."""
    yield from _found(case, "PK-703", _ESCAPE)


def _found(case: Case, code: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for words in texts(case.scope):
        yield from _told(case, code, words, pattern)


def _told(case: Case, code: str, words: Words, pattern: re.Pattern[str]) -> Iterator[Finding]:
    held = _held(words.text, pattern)
    if held:
        person, message = whose(case.board, words.row), f"The text holds {held}."
        yield Finding(code, words.place, message, value=words.text, person=person)


def _held(text: str, pattern: re.Pattern[str]) -> str:
    held = dict.fromkeys(match.group().strip() for match in pattern.finditer(text))
    return joined(quoted(part) for part in held) if held else ""


RULES: tuple[Rule, ...] = (placeholders, stray_marks, excel_escapes)
