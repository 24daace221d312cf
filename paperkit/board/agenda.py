"""The agenda of a meeting: the item numbers that the clerk gives its papers.

A number is typed on the sheet Papers, or is a row of the table of this module.
"""

import datetime
import re
from collections.abc import Sequence

from paperkit.board.paper_rows import PaperRow
from paperkit.board.words import NUMBER_WORDS
from paperkit.findings import Finding, in_full, quoted
from paperkit.frozen import replace
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Row, Table, column

_PART = r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)"
_ITEM = re.compile(
    rf"(?:[A-Z]{{1,5}}[ ./-]?)?\d{{1,4}}(?:[/-]\d{{1,4}}|(?:\.\d{{1,3}}){{0,2}})"
    rf"(?:[ .]?[a-z])?(?: ?{_PART}){{0,2}}\.?|[a-z]|[ivx]{{1,5}}",
    re.ASCII | re.IGNORECASE,
)
_BEFORE = re.compile(r"\A(?:agenda )?(?:item|no\.?|number)[ :]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_LETTERS = re.compile("[a-z]+")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {
    f"{'x' * (value // 10)}{_UNITS[value % 10]}": f"{'ivx'[(value > 4) + (value > 9)]}{value:02}"
    for value in range(1, 40)
}
"""How Roman numerals are sorted: 1 to 4 after the letter i, 5 to 9 after v, others after x.

So 7i is where a numeral belongs, and also where a letter does: nobody can tell which it is.
"""


def is_item(words: str) -> bool:
    """Return whether words are a number as agendas have it: 7, 7a, 7(i), A3, 12.1, HWB/25/7, IV."""
    return _ITEM.fullmatch(words) is not None and not _BEFORE.match(words)


def item_meant(words: str) -> str:
    """Return the number that words most likely mean: 7 for "seven?" or "Item 7"; else nothing."""
    bare = _BEFORE.sub("", words.strip(), count=1).strip(" ?.!:")
    if bare.capitalize() in NUMBER_WORDS:
        return str(NUMBER_WORDS.index(bare.capitalize()) + 1)
    return bare if bare != words and is_item(bare) else ""


def in_turn(item: str) -> tuple[bool, str]:
    """Return the key that sorts items: 7 before 7a and 10, iv before v, none at all last."""
    digits = _DIGITS.sub(lambda found: found.group().zfill(6), folded(item))
    return not item, _LETTERS.sub(lambda found: _ROMAN.get(found.group(), found.group()), digits)


class AgendaItem(Row, kw_only=True):
    """The number of a paper on the agenda of its meeting, and the day it first had one."""

    meeting: str = column(
        "Meeting", "The meeting that the agenda is for.", refers=("meetings",), default="",
        identity=True,
    )  # fmt: skip
    paper: str = column(
        "Paper", "The paper's reference.", refers=("papers",), default="", identity=True
    )
    item: str = column("Item", "The number on the agenda, such as 7 or 7a.", default="")
    given_on: datetime.date | None = column(
        "Given on", "The day the paper was first given a number."
    )


AGENDA = Table(
    "agenda",
    "Agenda",
    "The item numbers that 'paperkit agenda' was given; one typed on Papers needs no row.",
    AgendaItem,
)


def numbered(
    papers: Sequence[PaperRow], given: Sequence[AgendaItem]
) -> tuple[tuple[PaperRow, ...], list[Finding]]:
    """Return the papers with the numbers that rows of the agenda give them, and what disagrees.

    One typed on the sheet Papers goes before them. A number is for the meeting that its row names:
    a paper that has moved to another one has to be given a number there.
    """
    of = in_groups((row.paper, row) for row in given if row.item)
    findings: list[Finding] = []
    found: list[PaperRow] = []
    for paper in papers:
        of_paper = of.get(paper.reference, ())
        there = [row for row in of_paper if row.meeting in ("", paper.meeting)]
        findings += (_of_another_meeting(paper, row) for row in of_paper if row not in there)
        item, first = paper.item, paper.place.of("item", "Item")
        for row in there:
            place = row.place.of("item", "Item")
            if not item:
                item, first = row.item, place
            elif folded(row.item) != folded(item):
                both = f"item {quoted(item)} and item {quoted(row.item)}"
                message = f"{in_full(paper.reference)} is {both}."
                findings.append(Finding("PK-455", first, message, value=item, others=(place,)))
        found.append(replace(paper, item=item) if item != paper.item else paper)
    return tuple(found), findings


def _of_another_meeting(paper: PaperRow, row: AgendaItem) -> Finding:
    goes = f"goes to {paper.meeting}" if paper.meeting else "goes to no meeting"
    message = (
        f"The agenda of {row.meeting} has {in_full(paper.reference)} as item {row.item}, and the "
        f"paper {goes}: the number was not used."
    )
    return Finding("PK-456", row.place.of("item", "Item"), message, value=row.item)
