"""The rows of an exception report as a table for Excel: the same words as the paper's.

The form's columns come first, in its order (seed H, the form); what the paper prints in the same
cell has a column of its own, so that it can be sorted and filtered. Twelve columns are shown, which
is what can be read on paper; the others are folded behind them. One that says nothing is left out.
"""

from collections.abc import Iterator, Sequence

from paperkit.files.grid import letter
from paperkit.files.workbook_out_book import Linked, Shaded, Shown, is_cut
from paperkit.files.workbook_out_table import TableOut
from paperkit.kinds.paper import Paper
from paperkit.record.at_meeting import RatingMovement
from paperkit.rounds.shown import ActionReported
from paperkit.schema.dates import read_date
from paperkit.schema.values import link_in
from paperkit.word.values import Gap, LinkText, Rated

SHEET = "Exception report"
_OF_THE_FORM, _SHOWN = 10, 12
_NOT_ESCALATED = "No"
_MOVED = "glance.moved"
_NOTHING_SAID = ("", _NOT_ESCALATED, str(RatingMovement.FIRST))
"""What a column holds throughout that is not worth its place: there was nothing before."""


def exception_table(paper: Paper, author: str) -> TableOut:
    """Return the table of a paper on a round; ``author`` is who files it."""
    header, held = paper.header, paper.round
    label = ((header.appendix_label, f"To {header.cover}"),) if header.appendix_label else ()
    at_a_glance = (
        *(("Movement" if one.key == _MOVED else "Ratings", one) for one in held.glance),
        *(("Returns", one) for one in held.missing_sentences),
        *(("Requests", one) for one in held.requests_sentences),
    )
    columns, cells = _columns(paper), [_cells(row) for row in held.rows]
    kept = [
        number
        for number in range(len(columns))
        if number < _OF_THE_FORM or any(str(row[number]) not in _NOTHING_SAID for row in cells)
    ]
    folded = sum(number >= _SHOWN for number in kept)
    columns = [columns[number] for number in kept]
    cells = [[row[number] for number in kept] for row in cells]
    return TableOut(
        title=str(header.title),
        author=author,
        sheet=SHEET,
        columns=columns,
        rows=cells,
        folded=folded,
        about=(
            (
                "What it is",
                (
                    *label,
                    ("Board", f"{header.council}, {header.board}"),
                    ("Meeting", header.date),
                    ("Reported for", str(held.priority)),
                    *((link.part, str(link.who)) for link in held.chain),
                    ("Forms", held.issued),
                    ("Last round", held.last_meeting),
                    ("Rows", held.listed),
                    *_unseen(columns, cells, folded),
                ),
            ),
            (
                "At a glance",
                tuple((title, one.words) for title, one in at_a_glance),
            ),
            (
                "Ratings, and what they mean",
                tuple((str(line.word), f"{line.count}: {line.meaning}") for line in held.counts),
            ),
        ),
        nothing="No action is listed.",
        mark=header.exempt_mark,
        draft=paper.draft,
    )


def _unseen(
    columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Shown]], folded: int
) -> Iterator[tuple[str, str]]:
    """Yield which columns are folded away, and which texts are longer than a row can show."""
    if folded:
        names = "; ".join(heading for heading, _ in columns[-folded:])
        behind = letter(len(columns) + 1)
        yield "Folded columns", f"Click on + above column {behind} to see: {names}."
    cut = [
        f"{heading} of {row[0]} ({letter(at)}{number})"
        for number, row in enumerate(rows, start=2)
        for at, ((heading, width), shown) in enumerate(zip(columns, row, strict=True), start=1)
        if isinstance(shown, str) and is_cut(shown, width)
    ]
    if cut:
        words = "Rows of Excel cannot show all of these. Click on the cell, or see the paper: "
        yield "Long texts", f"{words}{'; '.join(cut)}."


def _columns(paper: Paper) -> Sequence[tuple[str, int]]:
    """Return the heading of each column and how wide it is."""
    outcome = paper.words.outcome
    return (
        ("Reference", 11),
        ("Actions", 30),
        ("Review date", 18),
        ("Reporting lead", 16),
        ("Indicators/ measurements", 20),
        ("Target", 16),
        ("RAG", 11),
        ("Reasons for escalation", 38),
        ("Action to control risk", 34),
        (f"Any request to the {paper.header.board}", 28),
        ("Last time", 12),
        ("Escalated", 20),
        ("Movement", 12),
        ("Progress", 11),
        ("Where the risk was dealt with", 50),
        ("Rating changed or challenged", 50),
        ("Sponsor's comment", 50),
        (f"{outcome[:1].upper()}{outcome[1:]}", 40),
        ("Detailed progress", 40),
        ("Source", 40),
        ("Home plan", 30),
        ("Governance forum", 30),
    )


def _cells(row: ActionReported) -> Sequence[Shown]:
    """Return the cells of a row, in the order of the columns."""
    rating, more, day = row.rating, row.more, row.review_date
    return (
        row.reference,
        row.wording,
        # The page prints the day in words; here it sorts.
        str(day) if isinstance(day, Gap) else read_date(day),
        str(row.lead),
        _text(row.measures),
        _text(row.target),
        Shaded(rating.words, rating.fill, rating.ink) if isinstance(rating, Rated) else rating,
        _text(row.reasons),
        _text(row.control),
        _text(row.request),
        row.last_rating,
        row.escalation or _NOT_ESCALATED,
        row.movement,
        row.progress,
        row.risk,
        row.moderation,
        _text(row.comment),
        row.outcome,
        Linked(more.words, more.address) if isinstance(more, LinkText) else more,
        row.source,
        row.home_plan,
        row.forum,
    )


def _text(value: Gap | str) -> Shown:
    """Return a cell's words, with the link behind them."""
    link = link_in(str(value))
    return Linked(link.words, link.address) if link else str(value)
