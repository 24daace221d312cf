"""The block at the head of a paper."""

from paperkit.board.model import PaperRow
from paperkit.board.model.words import Publicity
from paperkit.papers.shown import Gap, Shown
from paperkit.papers.view.paper import Header
from paperkit.papers.view.source import Source
from paperkit.papers.wording import listed
from paperkit.schema.dates import in_words

# The clerk numbers the agenda after the paper is written, so this is no gap of the author's.
ITEM_TO_COME = "to be set by the clerk"


def header(source: Source) -> Header:
    """Return the head of the paper (seed T, header); what the author left out is a gap."""
    paper, council = source.paper, source.ways.settings.council
    as_at = source.sitting.as_at
    return Header(
        council=council.name or source.phrases.nothing,
        board=council.board,
        date=in_words(source.sitting.day),
        item=paper.item or ITEM_TO_COME,
        title=source.sitting.planned.title or paper.title or source.author_gap("No title"),
        report_of=_people(source, paper.authors, Gap("No author given at publication")),
        directors=_people(source, paper.directors, source.author_gap("No accountable director")),
        publicity=publicity(source, paper),
        purpose=paper.purpose or source.author_gap("No purpose"),
        as_at=in_words(as_at) if as_at else source.author_gap("No date of the data"),
        exempt_mark=exempt_mark(source, paper),
        appendix_label=source.sitting.planned.label,
        cover=source.sitting.planned.cover,
        wards=listed(paper.wards) if paper.wards else "",
        key_decision=str(paper.key_decision or ""),
    )


def publicity(source: Source, paper: PaperRow) -> Shown:
    """Return whether the public may read the paper, and why not (Schedule 12A, Part 1)."""
    if paper.publicity is None:
        return source.author_gap("No answer on whether this paper is public")
    if paper.publicity is Publicity.PUBLIC:
        return str(paper.publicity)
    if not paper.exempt_paragraph or not paper.exempt_reason:
        return source.author_gap(f"{paper.publicity}: no paragraph and reason")
    paragraphs = _paragraphs(paper)
    return f"{paper.publicity}: {paragraphs} of Part 1 of Schedule 12A; {paper.exempt_reason}"


def exempt_mark(source: Source, paper: PaperRow) -> str:
    """Return what each page of an exempt paper bears, by the pack's pattern; else nothing.

    A paper with an exempt appendix is public itself. Where paragraph or reason are still to be
    given, the page says that it is exempt, and ``publicity`` what is missing.
    """
    if paper.publicity is not Publicity.EXEMPT:
        return ""
    if not paper.exempt_paragraph or not paper.exempt_reason:
        return str(paper.publicity)
    pattern = source.ways.pack.exempt_mark.replace("{paragraphs}", _paragraphs(paper))
    return pattern.replace("{reason}", paper.exempt_reason)


def _paragraphs(paper: PaperRow) -> str:
    several = "s" if len(paper.exempt_paragraph) > 1 else ""
    return f"paragraph{several} {listed(paper.exempt_paragraph)}"


def _people(source: Source, typed: tuple[str, ...], gap: Gap) -> tuple[Shown, ...]:
    return tuple(source.with_post(name) for name in typed) or (gap,)
