"""Abbreviations in a paper's text that it does not explain where it first uses them (seed H 1).

Known are those that everybody knows, those of the pack's glossary, which papers print, and those of
the settings. A text explains one beside it: "Integrated Care Board (ICB)" or "ICB (Integrated Care
Board)".
"""

import re
from collections.abc import Iterator

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Kind
from paperkit.papers.pointing import DOCUMENTS
from paperkit.schema.cleaning import folded
from paperkit.standpoint.rules import place_of
from paperkit.standpoint.sentences import listed

KNOWN = frozenset(
    {
        "A&E", "AIDS", "BBC", "CCTV", "COVID", "DNA", "EU", "GCSE", "GP", "HIV", "ID", "IT",
        "LGBT", "MMR", "MP", "NHS", "PC", "PDF", "PIN", "R&D", "RAG", "RNIB", "RSPCA", "SMS", "TV",
        "UK", "UN", "URL", "US", "USA", "VAT",
    }
)  # fmt: skip
"""Abbreviations that papers need not explain, in any council."""

_EMPHASISED = frozenset(
    {
        "all", "always", "and", "any", "are", "as", "at", "be", "both", "but", "by", "do",
        "draft", "each", "for", "from", "if", "in", "is", "must", "never", "new", "no", "none",
        "not", "of", "on", "only", "or", "our", "that", "the", "this", "to", "we", "will",
        "with", "yes",
    }
)  # fmt: skip
_ROMAN = re.compile(r"[IVX]+")
_ADDRESS = re.compile(r"https?://\S+|\]\([^()\s]*\)|\{#[^{}\s]*\}")
_CAPITALS = re.compile(r"(?:\b[A-Z]{2,30}\b[ \t,]{1,2}){3}(?:[A-Z]{2,30}\b[ \t,]{0,2})+")
_ABBREVIATION = re.compile(
    r"(?<![\w&#/@.-])(?P<short>[A-Z]{1,8}&[A-Z]{1,8}|[A-Z]{2,8}|[A-Z][a-z][A-Z])s?(?![\w&@])"
    r"(?![ -–]?\d)"
)
_OPENS = re.compile(r"\s\((?:the\s)?[\"“‘']?\Z")
_FOLLOWS = re.compile(r"[\"”’']?\s?\((?:the\s)?(?P<words>[^()]{3,120})\)")
_MEANT = re.compile(r"\s(?:stands for|is short for|means)\b")
_CALLED = re.compile(r"\b(?:known as|called|abbreviated to|abbreviated as|or)(?: the)? [\"“‘']?\Z")
_LOOKS_BACK = 200


class _Use(Frozen):
    """Where a paper first uses an abbreviation, and whether it is explained there, or later."""

    short: str
    place: Place
    at_once: bool
    ever: bool


def check_abbreviations(
    board: BoardData, ways: Ways, kind: Kind, paper: PaperRow | None
) -> Iterator[Finding]:
    """Yield one note for a paper that uses abbreviations and does not say what they stand for."""
    known = KNOWN.union(ways.settings.known_abbreviations, ways.pack.glossary)
    uses = [one for one in _uses(board, kind, paper) if not one.at_once and one.short not in known]
    if not paper or not uses:
        return
    never = listed(one.short for one in uses if not one.ever)
    late = listed(one.short for one in uses if one.ever)
    said = (
        f"does not say what {never} {'stand' if ' ' in never else 'stands'} for" if never else "",
        f"explains {late} only after {'their' if ' ' in late else 'its'} first use" if late else "",
    )
    message = f"{quoted(paper.reference)} {' and '.join(filter(None, said))}."
    first, *others = dict.fromkeys(one.place for one in uses)
    person = ", ".join(paper.authors)
    value = ", ".join(one.short for one in uses)
    yield Finding("PK-447", first, message, value=value, person=person, others=tuple(others))


def _uses(board: BoardData, kind: Kind, paper: PaperRow | None) -> Iterator[_Use]:
    """Yield each abbreviation of a paper once, in the order of its sections."""
    found: dict[str, _Use] = {}
    for place, text in _texts(board, kind, paper) if paper else ():
        for short, explained in _abbreviations(text):
            use = found.setdefault(short, _Use(short, place, explained, explained))
            if explained and not use.ever:
                found[short] = replace(use, ever=True)
    yield from found.values()


def _texts(board: BoardData, kind: Kind, paper: PaperRow) -> Iterator[tuple[Place, str]]:
    """Yield the texts of a paper as it prints them, with their places; no lists of documents."""
    yield place_of(paper, "purpose"), paper.purpose
    order = {
        folded(name): number
        for number, section in enumerate(kind.sections)
        for name in (section.name, section.heading)
    }
    rows = board.text_of.get(paper.reference, ())
    for row in sorted(rows, key=lambda row: order.get(folded(row.section), len(order))):
        if folded(row.section) not in DOCUMENTS:
            yield place_of(row, "text"), row.text


def _abbreviations(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each abbreviation of a text in order, and whether it is explained there."""
    lines = [line for line in text.splitlines() if not (line.isupper() and len(line.split()) > 1)]
    # A note is read where its mark is.
    lines.sort(key=lambda line: not line.startswith("[^"))
    text = _CAPITALS.sub(" ", without_addresses("\n".join(lines)))
    for match in _ABBREVIATION.finditer(text):
        short = match["short"]
        if not (_ROMAN.fullmatch(short) or short.casefold() in _EMPHASISED):
            yield short, _is_explained(short, text, match)


def without_addresses(text: str) -> str:
    """Return a text without what it leads to, and the names of its paragraphs."""
    return _ADDRESS.sub(" ", text)


def _is_explained(short: str, text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LOOKS_BACK) : match.start()]
    opens, follows = _OPENS.search(before), _FOLLOWS.match(text, match.end())
    words = before[: opens.start()].split()[-2 * len(short) - 2 :] if opens else []
    words = follows["words"].split() if follows else words
    in_full = len(words) > 1 and any(
        word.lstrip("\"“‘'")[:1].casefold() == short[0].casefold() for word in words
    )
    return in_full or bool(_CALLED.search(before) or _MEANT.match(text, match.end()))
