"""The terms of the pack's glossary that a paper uses."""

import re

from paperkit.papers.view.paper import Term
from paperkit.papers.view.source import Source


def glossary(source: Source) -> tuple[Term, ...]:
    """Return the terms that stand in the paper's own text, in the order of the alphabet.

    A term counts as a whole word, with its capitals: JHWS is not found in JHWSS.
    """
    paper = source.paper
    said = "\n".join([paper.title, paper.purpose, *(row.text for row in source.texts)])
    terms = sorted(source.ways.pack.glossary.items(), key=lambda term: term[0].casefold())
    return tuple(Term(word, meaning) for word, meaning in terms if _uses(said, word))


def _uses(said: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None
