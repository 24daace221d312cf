"""What was left in the text by a form, a template or another program."""

import re
from collections.abc import Iterator

from paperkit.board.rules.case import Case, Rule, joined
from paperkit.board.rules.printed import Words, texts
from paperkit.board.rules.whose import whose
from paperkit.findings import Code, Finding, Severity, quoted

PLACEHOLDER = Code(
    "PK-701",
    Severity.ERROR,
    "A word that waits for the real one",
    "DRAFT, TBC, [insert, xxx, << or the name of a field have reached the public in papers of "
    "other councils. A blank cell is told as a gap; such a word would be printed.",
    "'on xxx' in a comment, or 'TBC' as an agenda item.",
    "Type what should stand there, or leave the cell blank.",
)
STRAY_MARKS = Code(
    "PK-702",
    Severity.ERROR,
    "Stray marks",
    "Pairs of asterisks or underlines come from a program that shows them as bold. Here they "
    "would be printed as typed.",
    "'agree the framework.**'.",
    "Take the marks out.",
)
EXCEL_ESCAPE = Code(
    "PK-703",
    Severity.ERROR,
    "A code of Excel's in the text",
    "Codes such as _x000D_ stand for characters that nobody sees. Here they would be printed.",
    "'first line_x000D_second line'.",
    "Take the code out.",
)

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
    yield from _found(case, PLACEHOLDER, _HOLDS)


def stray_marks(case: Case) -> Iterator[Finding]:
    """Yield an error for each text with pairs of ``*`` or ``_`` (seed T 1.1 and 1.2).

    Papers print text as typed, so a pair that encloses words is as stray as one that does not.
    """
    yield from _found(case, STRAY_MARKS, _MARKS)


def excel_escapes(case: Case) -> Iterator[Finding]:
    """Yield an error for each text with one of Excel's codes for characters."""
    yield from _found(case, EXCEL_ESCAPE, _ESCAPE)


def _found(case: Case, code: Code, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for words in texts(case.scope):
        held = dict.fromkeys(match.group().strip() for match in pattern.finditer(words.text))
        if held:
            yield _finding(case, code, words, joined(quoted(part) for part in held))


def _finding(case: Case, code: Code, words: Words, held: str) -> Finding:
    person = whose(case.board, words.row)
    return Finding(code, words.place, f"The text holds {held}.", code.remedy, words.text, person)


RULES: tuple[Rule, ...] = (placeholders, stray_marks, excel_escapes)
