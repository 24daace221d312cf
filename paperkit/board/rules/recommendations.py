"""Recommendations: what the Board is asked to do, in the plain present (seed T 1.1, 1.2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperkit.board.model import PaperRow, Text
from paperkit.board.model.rounds import Request
from paperkit.board.model.words import RequestRoute
from paperkit.board.rules.case import Case, Rule, tell
from paperkit.board.rules.papers import section_of
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to

_ASKED = r"(?:\s+(?:is|are|be)\s+(?:asked|recommended|invited|requested)\s+to\b)?\s*[:,]?\s*"
_WORD = re.compile(r"[A-Za-z]+")
_PASSED_OVER = frozenset({"has", "have", "had", "to", "formally", "should"})
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class _Asked:
    """One recommendation: its paper, its row, its words, the word that should be its verb.

    It is a row of text, or a request of the paper's round that is put to the Board.
    """

    paper: PaperRow
    row: Text | Request
    words: str
    word: str


def none_made(case: Case) -> Iterator[Finding]:
    """Yield an error for each paper that recommends nothing."""
    for paper in case.scope.papers:
        if case.pack_of(paper).recommendation and not list(_recommendations(case, paper)):
            message, person = f"{paper.reference} makes no recommendation.", _authors(paper)
            yield tell("PK-473", paper, "reference", message, person=person)


def past_tense(case: Case) -> Iterator[Finding]:
    """Yield an error for each recommendation whose verb stands in the past: "agreed"."""
    past = {form: verb for verb in _verbs(case) for form in _past_forms(verb)}
    for asked in _all(case):
        verb = past.get(asked.word)
        if verb:
            message = f"The recommendation says {quoted(asked.word)}, in the past tense."
            yield _finding("PK-474", asked, message, f"Write {quoted(verb)}.")


def other_verb(case: Case) -> Iterator[Finding]:
    """Yield a note for each recommendation that does not begin with a verb of the settings."""
    verbs = _verbs(case)
    known = {form for verb in verbs for form in (verb, *_past_forms(verb))}
    for asked in _all(case):
        if asked.word not in known:
            near = close_to(asked.word, list(verbs))
            message = f"The recommendation begins with {quoted(asked.word)}, which is not among "
            message += "the recommendation verbs."
            yield _finding("PK-475", asked, message, f"Write {quoted(near)}." if near else "")


def _finding(code: str, asked: _Asked, message: str, remedy: str) -> Finding:
    value, person = asked.words, _authors(asked.paper)
    column = "text" if isinstance(asked.row, Text) else "recommendation"
    return tell(code, asked.row, column, message, remedy=remedy, value=value, person=person)


def _all(case: Case) -> Iterator[_Asked]:
    stem = _stem(case)
    for paper in case.scope.papers:
        for row, words in _recommendations(case, paper):
            verb = _first_verb(stem.sub("", words.strip()))
            yield _Asked(paper, row, words, verb)


def _recommendations(case: Case, paper: PaperRow) -> Iterator[tuple[Text | Request, str]]:
    """Yield what a paper recommends: its rows of text, then the requests of its round."""
    for row in case.scope.text_of.get(paper.reference, ()):
        if section_of(row) in _SECTION and row.text:
            yield row, row.text
    if case.pack_of(paper).recommendation and paper.priority:
        yield from ((one, one.recommendation) for one in _put_to_the_board(case, paper))


def _put_to_the_board(case: Case, paper: PaperRow) -> Iterator[Request]:
    told = (folded(paper.priority), paper.meeting)
    rows = (
        row
        for held in case.rounds
        if (folded(held.priority.reference), held.meeting.reference) == told
        for row in held.answered
    )
    for row in rows:
        one = row.request
        if row.asks and one and one.route is RequestRoute.RECOMMENDATION and one.recommendation:
            yield one


_SECTION = ("recommendations", "recommendation")


def _stem(case: Case) -> re.Pattern[str]:
    """Return what may stand before the verb: "That the Board", "The Board is asked to"."""
    council = case.ways.settings.council
    names = "|".join(re.escape(name) for name in (council.board, council.executive) if name)
    bodies = rf"(?:{names}|[^.;\n]{{0,80}}?\b(?:board|executive))(?:\s+members)?\b"
    start = r"(?:that\s+(?:the\s+|members\s+of\s+the\s+)?|the\s+|members\s+of\s+the\s+)"
    return re.compile(rf"^{start}{bodies}{_ASKED}", re.IGNORECASE)


def _first_verb(text: str) -> str:
    """Return the first word that can be the verb: "has agreed" has agreed, and is past."""
    words = [folded(word) for word in _WORD.findall(text)[:4]]
    return next((word for word in words if word not in _PASSED_OVER), "")


def _verbs(case: Case) -> tuple[str, ...]:
    return tuple(folded(verb) for verb in case.ways.settings.recommendation_verbs)


def _past_forms(verb: str) -> tuple[str, ...]:
    """Return how a regular verb is written in the past: agreed, ratified, referred."""
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (f"{verb[:-1]}ied",)
    return (f"{verb}ed", f"{verb}{verb[-1:]}ed")


def _authors(paper: PaperRow) -> str:
    return ", ".join(paper.authors)


RULES: tuple[Rule, ...] = (none_made, past_tense, other_verb)
