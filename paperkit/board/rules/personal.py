"""What could tell who somebody is, in text that a public paper prints."""

import re
from collections.abc import Iterator

from paperkit.board.model import PaperRow
from paperkit.board.model.words import Publicity
from paperkit.board.rules.case import Case, Rule, joined
from paperkit.board.rules.printed import running_text
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted

_TEN_DIGITS = re.compile(r"(?<![\d.,£])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.,]*\d)", re.ASCII)
_OTHERS = re.compile(
    r"""
      (?<![\w.]) [\w.+-]+ @ [\w-]+ (?: \.[\w-]+ )+
    | (?<!\d) (?: \+44 \s? | 0 ) (?: \d [\s-]? ){9,10} (?!\d)
    | \b [A-CEGHJ-PR-TW-Z]{2} \s? (?: \d\d \s? ){3} [A-D] \b
    """,
    re.VERBOSE | re.ASCII,
)


def personal_details(case: Case) -> Iterator[Finding]:
    """Yield a note for each text that may identify a person; none for an exempt paper."""
    if _exempt(case.paper):
        return
    for words in running_text(case.scope):
        held = tuple(dict.fromkeys(_held(words.text)))
        if held and words.column.name not in ("telephone", "email"):
            message = f"The text holds {joined(quoted(part) for part in held)}."
            person = whose(case.board, words.row)
            yield Finding("PK-704", words.place, message, value=words.text, person=person)


def _exempt(paper: PaperRow | None) -> bool:
    return paper is not None and paper.publicity is Publicity.EXEMPT


def _held(text: str) -> Iterator[str]:
    yield from (m.group() for m in _TEN_DIGITS.finditer(text) if nhs_number(m.group()))
    yield from (match.group().strip() for match in _OTHERS.finditer(text))


def nhs_number(words: str) -> bool:
    """Return whether ten digits pass the check of an NHS number.

    The NHS Data Dictionary weighs the first nine digits 10 down to 2; eleven less the remainder
    by eleven is the tenth.
    """
    digits = [int(char) for char in words if char.isdigit()]
    weighed = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return len(digits) == 10 and (11 - weighed % 11) % 11 == digits[9] and digits[0] in (4, 6, 7, 9)


RULES: tuple[Rule, ...] = (personal_details,)
