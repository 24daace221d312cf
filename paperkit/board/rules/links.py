"""Links that a reader outside the council may not be able to open."""

import re
from collections.abc import Iterator

from paperkit.board.model import TABLES
from paperkit.board.rules.case import Case, Rule, place_of
from paperkit.board.rules.printed import running_text
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.values import Link

_HOST = re.compile(r"https?://(?:[^/?#@\s]*@)?([^/?#:\s)]*[^/?#:\s).,;])", re.IGNORECASE)
_INSIDE = re.compile(
    r"[^.]+|.*\.(?:local|internal|intranet|lan|corp|home)|(?:.*\.)?sharepoint\.com"
    r"|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|127\..*",
    re.IGNORECASE,
)


def inside_only(case: Case) -> Iterator[Finding]:
    """Yield a note for each link, in a column of links or in text, that stays inside."""
    for table in TABLES:
        columns = [column for column in table.columns if column.type is Link]
        for row in case.scope.rows(table):
            for column in columns:
                address = str(getattr(row, column.name))
                if _inside(address):
                    person = whose(case.board, row)
                    yield _finding(address, place_of(row, column.name), person)
    for words in running_text(case.scope):
        for match in _HOST.finditer(words.text):
            if _inside(match.group()):
                yield _finding(match.group(), words.place, whose(case.board, words.row))


def _finding(address: str, place: Place, person: str) -> Finding:
    message = f"{quoted(address)} may open only inside the council."
    return Finding("PK-705", place, message, value=address, person=person)


def _inside(address: str) -> bool:
    match = _HOST.match(address)
    return match is not None and bool(_INSIDE.fullmatch(match.group(1)))


RULES: tuple[Rule, ...] = (inside_only,)
