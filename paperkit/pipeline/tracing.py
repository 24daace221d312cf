"""The sentences of a paper that paperkit drafted, each with its key and the rows it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from paperkit.papers.ledger import Ledger
from paperkit.papers.shown import Sentence
from paperkit.pipeline.making import Made


@dataclass(frozen=True)
class Traced:
    """A sentence as a paper prints it, with the name of the paper's file."""

    file: str
    sentence: Sentence


def traced(made: Sequence[Made]) -> tuple[Traced, ...]:
    """Return the drafted sentences that the papers print, paper by paper, in the order of the page.

    A sentence that an officer wrote under a key is among them: it rests on the row of its text.
    """
    return tuple(
        Traced(one.name, sentence) for one in made for sentence in printed(one.view, one.ledger)
    )


def printed(view: object, ledger: Ledger) -> tuple[Sentence, ...]:
    """Return the sentences of a view that were printed, in the order of the page, each once."""
    by_words: dict[str, list[Sentence]] = {}
    for sentence in _sentences(view):
        by_words.setdefault(sentence.words, []).append(sentence)
    words = (value for value in ledger.values if isinstance(value, str))
    found = (sentence for said in words for sentence in by_words.get(said, ()))
    return tuple({sentence.key: sentence for sentence in found}.values())


def _sentences(thing: object) -> Iterator[Sentence]:
    """Yield every drafted sentence, in whichever part of a paper it stands."""
    if isinstance(thing, Sentence):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _sentences(one)
    elif is_dataclass(thing):
        for spec in fields(thing):
            yield from _sentences(getattr(thing, spec.name))
