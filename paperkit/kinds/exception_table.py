"""The rows of an exception report as a table for Excel: the same words as the paper's.

The form's columns stand in its order (seed H, the form); what the paper prints in the same cell
has a column of its own, so that it can be sorted and filtered.
"""

from collections.abc import Iterator

from paperkit.files.workbook_out_book import Linked, Shaded, Shown
from paperkit.files.workbook_out_table import ColumnOut, TableOut
from paperkit.kinds.paper import Paper
from paperkit.rounds.shown import ActionReported, RoundShown
from paperkit.schema.dates import read_date
from paperkit.word.values import Gap, LinkText, Rated

SHEET = "Exception report"


def exception_table(paper: Paper, author: str) -> TableOut:
    """Return the table of a paper on a round; ``author`` is who files it."""
    return TableOut(
        title=str(paper.header.title),
        author=author,
        sheet=SHEET,
        columns=tuple(_headings(paper)),
        rows=tuple(tuple(_cells(row)) for row in paper.round.rows),
        about=(
            ("What it is", tuple(_about(paper))),
            ("At a glance", tuple(_glance(paper.round))),
            ("Ratings, and what they mean", tuple(_ratings(paper.round))),
        ),
        nothing="No action is listed.",
        mark=paper.header.exempt_mark,
        draft=paper.draft,
    )


def _headings(paper: Paper) -> Iterator[ColumnOut]:
    outcome = paper.words.outcome
    yield ColumnOut("Reference", 10)
    yield ColumnOut("Actions", 30)
    yield ColumnOut("Review date", 18)
    yield ColumnOut("Reporting lead", 14)
    yield ColumnOut("Indicators/ measurements", 18)
    yield ColumnOut("Target", 13)
    yield ColumnOut("RAG", 10)
    yield ColumnOut("Last time", 11)
    yield ColumnOut("Movement", 12)
    yield ColumnOut("Escalated", 14)
    yield ColumnOut("Reasons for escalation", 32)
    yield ColumnOut("Action to control risk", 26)
    yield ColumnOut(f"Any request to the {paper.header.board}", 20)
    yield ColumnOut("Progress", 11)
    yield ColumnOut("Where the risk was dealt with", 15)
    yield ColumnOut("Rating changed or challenged", 17)
    yield ColumnOut("Sponsor's comment", 18)
    yield ColumnOut(f"{outcome[:1].upper()}{outcome[1:]}", 16)
    yield ColumnOut("Detailed progress", 22)
    yield ColumnOut("Source", 16)


def _cells(row: ActionReported) -> Iterator[Shown]:
    yield row.reference
    yield row.wording
    # The page prints the day in words; here it sorts.
    yield str(row.review_date) if isinstance(row.review_date, Gap) else read_date(row.review_date)
    yield str(row.lead)
    yield row.measures
    yield row.target
    yield _rating(row.rating)
    yield row.last_rating
    yield row.movement
    yield row.escalation
    yield str(row.reasons)
    yield str(row.control)
    yield str(row.request)
    yield row.progress
    yield row.risk
    yield row.moderation
    yield row.comment
    yield row.outcome
    yield Linked(row.more.words, row.more.address) if isinstance(row.more, LinkText) else row.more
    yield row.source


def _rating(rating: Rated | str) -> Shaded | str:
    return Shaded(rating.word, rating.fill, rating.ink) if isinstance(rating, Rated) else rating


def _about(paper: Paper) -> Iterator[tuple[str, str]]:
    header, held = paper.header, paper.round
    if header.appendix_label:
        yield header.appendix_label, f"To {header.cover}"
    yield "Board", f"{header.council}, {header.board}"
    yield "Meeting", header.date
    yield "Reported for", str(held.priority)
    yield from ((link.part, str(link.who)) for link in held.chain)
    yield "Forms", held.issued
    yield "Last reported", held.last_meeting
    yield "Rows", held.listed


def _glance(held: RoundShown) -> Iterator[tuple[str, str]]:
    told = (("Ratings and movement", held.glance), ("Returns", held.missing_told),
            ("Requests", held.requests_told))  # fmt: skip
    for heading, sentences in told:
        yield from ((heading, sentence.words) for sentence in sentences)


def _ratings(held: RoundShown) -> Iterator[tuple[str, str]]:
    for line in held.counts:
        yield str(line.word), f"{line.count}: {line.meaning}"
