"""Texts that point to an appendix: it is one that the paper has, or that of a named document.

Appendices are counted through, so "appendix two", "Appendix 2", "Annex B" and "Appendix II" all
mean the second, whatever the pack calls it (seed T, appendices; seed H 3.10).
"""

import re
from collections.abc import Iterator

from paperkit.board.data import BoardData
from paperkit.board.decision_rows import Decision
from paperkit.board.paper_rows import Highlight, PaperRow, Request, Text
from paperkit.board.words import NUMBER_WORDS
from paperkit.findings import Finding, quoted
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned
from paperkit.schema.cleaning import folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import finding_for, running_text
from paperkit.standpoint.sentences import listed

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LABEL = (
    rf"(?:\d{{1,2}}(?!\d)[a-z]?\b|(?:{'|'.join(_ROMAN)}|[A-Z])(?![\w'’])"
    rf"|(?i:{'|'.join(NUMBER_WORDS)})\b(?!\s+(?:day|week|month|year|page)))"
)
_POINTS = re.compile(
    rf"\b(?i:appendix|annexe?|enclosure)\s+{_LABEL}"
    rf"|\b(?i:appendices|annexe?s|enclosures)\s+{_LABEL}(?:\s*(?:,|and|&|or|to|[-–])\s*{_LABEL})*"
    r"|\b(?i:see(?:\s+the)?(?:\s+attached)?\s+(?:appendix|appendices|annexe?s?))\b"
    rf"(?!\s+{_LABEL})",
)
_LABELS = re.compile(rf"\s{_LABEL}|[-–,]{_LABEL}")
# "Appendix 2 of the Housing Strategy", and not "Appendix 2 to this report".
_OF_ANOTHER = re.compile(
    r"\s*(?:\([^()\n]{0,80}\)\s*)?(?i:of|to|from)\s+"
    r"(?!(?i:this|the|the\s+present)\s+(?i:report|paper)\b)(?:(?i:the|that|its|their|our)\b|[A-Z“‘\"'])"
)
_IN_BRACKETS = re.compile(r"\((\d{1,3}(?:\.\d{1,3}){1,3})\)")
_LINK = re.compile(r"\[[^\[\]\n]{0,200}\]\([^()\s]{0,500}\)")
DOCUMENTS = ("appendices", "background", "background papers")
"""Sections that list documents by their names."""


def check_pointing(board: BoardData, kind: Kind, meeting: str, paper: Planned) -> Iterator[Finding]:
    """Yield a gap for each text of a planned paper that points to an appendix it does not have.

    ``meeting`` is the reference of the meeting whose highlight reports the paper prints. Lists of
    documents are not looked at: they have names of appendices of others.
    """
    if paper.row is None:
        return
    texts = board.text_of.get(paper.reference, ())
    at = BoardAt(
        BoardData(
            papers=(paper.row,),
            text=tuple(row for row in texts if folded(row.section) not in DOCUMENTS),
            highlights=tuple(
                row
                for row in board.highlights
                if row.meeting == meeting and kind.shows("highlights")
            ),
        )
    )
    for words in running_text(at):
        held = [said for said, numbers in _pointed(words.text) if not _has(paper, numbers)]
        if held:
            message = f"The text points to {_quoted(held)}, but {_what_it_has(paper)}."
            yield finding_for(at, "PK-446", words.row, words.column.name, message, words.text)


def of_no_paper(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text of the plan that points to an appendix, and not to whose.

    Such a text goes into several papers, each with appendices of its own. A decision has the words
    of the paper on which it was taken.
    """
    for words in running_text(at):
        if isinstance(words.row, PaperRow | Text | Highlight | Decision):
            continue
        held = [said for said, _ in _pointed(words.text)]
        if held:
            message = f"The text points to {_quoted(held)}, but not what it belongs to."
            yield finding_for(at, "PK-449", words.row, words.column.name, message, words.text)


def as_a_paragraph(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text of a paper that has an action's reference alone in brackets.

    Paragraphs of the paper are numbered in the same way, so "(1.3)" could be either.
    """
    for words in running_text(at):
        if isinstance(words.row, Text | Request):
            held = [one for one in _IN_BRACKETS.findall(words.text) if one in at.board.action]
            if held:
                said = listed(quoted(f"({one})") for one in dict.fromkeys(held))
                message = f"The text has {said}: an action, or a paragraph of the paper?"
                remedy = f"Write (action {held[0]}) where you mean the action."
                name = words.column.name
                yield finding_for(at, "PK-652", words.row, name, message, words.text, remedy=remedy)


def _pointed(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield each mention of appendices that are of the paper itself, and which ones it means."""
    text = _LINK.sub(" ", text)
    for match in _POINTS.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()].rstrip()
        if not before.endswith(("'s", "’s")) and not _OF_ANOTHER.match(text, match.end()):
            said = " ".join(match.group().split())
            yield said, [_number(label.group().strip(" ,-–")) for label in _LABELS.finditer(said)]


def _number(label: str) -> int:
    """Return which appendix a label means, counted from 1."""
    if label[0].isdigit():
        return int(label.rstrip("abcdefghijklmnopqrstuvwxyz"))
    if label in _ROMAN:
        return _ROMAN.index(label) + 1
    if label.capitalize() in NUMBER_WORDS:
        return NUMBER_WORDS.index(label.capitalize()) + 1
    return ord(label.upper()) - ord("A") + 1


def _has(paper: Planned, numbers: list[int]) -> bool:
    """Return whether a paper has these appendices, or its cover has them beside it."""
    own, itself = len(paper.appendices), _number(paper.label.split()[-1]) if paper.label else 0
    if not numbers:
        return own > 0
    return all(
        0 < number <= own or (number != itself and 0 < number <= paper.among) for number in numbers
    )


def _what_it_has(paper: Planned) -> str:
    name, labels = quoted(paper.reference), [one.label for one in paper.appendices]
    if labels:
        return f"{name} has only {' to '.join(dict.fromkeys((labels[0], labels[-1])))}"
    if paper.label:
        return f"{name} is itself {paper.label} of {quoted(paper.cover)}, which has {paper.among}"
    return f"{name} has no appendix"


def _quoted(held: list[str]) -> str:
    return listed(map(quoted, dict.fromkeys(held)))
