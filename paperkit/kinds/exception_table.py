"""The rows of an exception report as a table for Excel: the same words as the paper's.

The form's columns come in its order (seed H, the form); what the paper prints in the same cell
has a column of its own, so that it can be sorted and filtered.
"""

from paperkit.files.workbook_out_book import Linked, Shaded, Shown
from paperkit.files.workbook_out_table import TableOut
from paperkit.kinds.paper import Paper
from paperkit.rounds.shown import ActionReported
from paperkit.schema.dates import read_date
from paperkit.schema.values import link_in
from paperkit.word.values import Gap, LinkText, Rated

SHEET = "Exception report"


def exception_table(paper: Paper, author: str) -> TableOut:
    """Return the table of a paper on a round; ``author`` is who files it."""
    header, held = paper.header, paper.round
    label = ((header.appendix_label, f"To {header.cover}"),) if header.appendix_label else ()
    at_a_glance = (
        ("Ratings and movement", held.glance),
        ("Returns", held.missing_told),
        ("Requests", held.requests_told),
    )
    return TableOut(
        title=str(header.title),
        author=author,
        sheet=SHEET,
        columns=tuple(_columns(paper)),
        rows=tuple(_cells(row) for row in held.rows),
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
                    ("Last reported", held.last_meeting),
                    ("Rows", held.listed),
                ),
            ),
            (
                "At a glance",
                tuple((title, one.words) for title, those in at_a_glance for one in those),
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


def _columns(paper: Paper) -> tuple[tuple[str, int], ...]:
    """Return the heading of each column and how wide it is."""
    outcome = paper.words.outcome
    return (
        ("Reference", 10),
        ("Actions", 30),
        ("Review date", 18),
        ("Reporting lead", 14),
        ("Indicators/ measurements", 18),
        ("Target", 13),
        ("RAG", 10),
        ("Last time", 11),
        ("Movement", 12),
        ("Escalated", 14),
        ("Reasons for escalation", 32),
        ("Action to control risk", 26),
        (f"Any request to the {paper.header.board}", 20),
        ("Progress", 11),
        ("Where the risk was dealt with", 15),
        ("Rating changed or challenged", 17),
        ("Sponsor's comment", 18),
        (f"{outcome[:1].upper()}{outcome[1:]}", 16),
        ("Detailed progress", 22),
        ("Source", 16),
    )


def _cells(row: ActionReported) -> tuple[Shown, ...]:
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
        row.last_rating,
        row.movement,
        row.escalation,
        _text(row.reasons),
        _text(row.control),
        _text(row.request),
        row.progress,
        row.risk,
        row.moderation,
        _text(row.comment),
        row.outcome,
        Linked(more.words, more.address) if isinstance(more, LinkText) else more,
        row.source,
    )


def _text(value: Gap | str) -> Shown:
    """Return a cell's words, with the link behind them."""
    link = link_in(str(value))
    return Linked(link.words, link.address) if link else str(value)
