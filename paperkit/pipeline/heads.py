"""What the head of a paper has to print, and what it cannot print or does not print."""

from collections.abc import Iterator
from types import MappingProxyType

from paperkit.board.paper_rows import PAPERS
from paperkit.board.plan_rows import Meeting
from paperkit.findings import Finding, in_full
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned
from paperkit.papers.shown import Header, header
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import finding_at, place_of
from paperkit.standpoint.sentences import listed
from paperkit.word.template import Compiled, dotted_asked
from paperkit.word.values import Gap, Ledger

_OF_ROW = MappingProxyType(
    {
        "title": "title", "purpose": "purpose", "report_of": "authors", "directors": "directors",
        "publicity": "publicity", "as_at": "as_at",
    }
)  # fmt: skip
"""What the head says that a paper's row has, and the column of the row."""


def without_row(at: BoardAt, kind: Kind, meeting: Meeting, template: Compiled) -> Iterator[Finding]:
    """Yield a gap where a paper without a row needs one: for its text, or for what its head prints.

    A kind that prints nothing of the row, such as the note for the Chair, needs none.
    """
    blank, remedy = "author, purpose and text are", ""
    if not any(section.required for section in kind.sections):
        head, asked = header(at), dotted_asked(template.members)
        shown = {name: getattr(head, name) for name in _OF_ROW if f"header.{name}" in asked}
        lacking = [
            PAPERS.column(_OF_ROW[name]).heading
            for name, value in shown.items()
            if any(isinstance(one, Gap) for one in (value if isinstance(value, tuple) else [value]))
        ]
        if not lacking:
            return
        blank = f"{listed(map(in_full, lacking))} {'is' if len(lacking) == 1 else 'are'}"
        remedy = "Add a row for the paper to the sheet Papers."
    message = (
        f"The sheet Papers has no row for the {kind.title} to {meeting.reference}, so its {blank} "
        "blank."
    )
    yield Finding("PK-627", place_of(meeting, "reference"), message, remedy)


def check_head(
    paper: Planned, meeting: Meeting, header: Header, ledger: Ledger, asked: frozenset[str]
) -> Iterator[Finding]:
    """Yield what the Word file of a kind, or the council's own house, leaves out of the head.

    ``asked`` are the names in its tags: a kind that prints no item number needs none.
    """
    yield from _lateness(paper, header, ledger)
    if "item" in asked:
        yield from _item(paper, meeting, header, ledger)


def _lateness(paper: Planned, header: Header, ledger: Ledger) -> Iterator[Finding]:
    """Yield an error where the template does not print why the paper is late or urgent."""
    row = paper.row
    if row and header.urgency and header.urgency not in ledger.values:
        name, why = "to_follow_because", "late"
        if row.urgent_because:
            name, why = "urgent_because", "urgent"
        message = f"The kind {paper.kind} does not print why {in_full(row.reference)} is {why}."
        yield finding_at("PK-489", row, name, message, value=getattr(row, name))


def _item(paper: Planned, meeting: Meeting, header: Header, ledger: Ledger) -> Iterator[Finding]:
    """Yield a note where a final has no number on the agenda; an appendix goes with its paper.

    No template of paperkit's prints what is blank: a blank that was printed is the number.
    """
    if header.item or paper.label:
        return
    name, remedy = in_full(paper.reference or paper.kind), ""
    message = f"{name} has no item number, so the final prints no line for it."
    if "" in ledger.values:
        message = f"{name} has no item number, and its Word file prints a line for it."
        remedy = (
            "In house.docx put the line with {{ header.item }} between {%p if header.item %} and "
            "{%p endif %}, or give the number with 'paperkit agenda'."
        )
    row = paper.row
    place = place_of(row, "item") if row else place_of(meeting, "reference")
    yield Finding("PK-458", place, message, remedy, person=", ".join(row.authors) if row else "")
