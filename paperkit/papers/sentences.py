"""Drafted sentences by their keys. An officer's text under a key is printed in its place.

The wording stands in ``papers.drafts``. A count always stands with its base.
"""

from collections.abc import Callable, Iterable, Mapping

from paperkit.board.model import Text
from paperkit.papers.drafts import actions, indicators, voices
from paperkit.papers.drafts.facts import Drafted, Facts
from paperkit.papers.shown import Sentence
from paperkit.schema.cleaning import folded

_DRAFTS: Mapping[str, Callable[[Facts], Drafted]] = {
    "summary.indicators": indicators.against_target,
    "summary.indicators_moved": indicators.moved_in_summary,
    "summary.groups": voices.returned,
    "summary.highlights": voices.highlights,
    "summary.actions": actions.due,
    "indicators.counts": indicators.counts,
    "indicators.moved": indicators.moved,
    "groups.counts": voices.groups,
    "highlights.missing": voices.highlights_missing,
    "actions.counts": actions.counts,
}
KEYS: tuple[str, ...] = tuple(_DRAFTS)
"""What the column Section may name beside the sections of a kind."""


def drafted(facts: Facts, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences in the order of ``KEYS``, an officer's own in place of a draft.

    A sentence that has nothing to say is left out, unless an officer wrote one for its key.
    """
    typed = _typed(texts)
    sentences = (typed.get(key) or Sentence(key, *draft(facts)) for key, draft in _DRAFTS.items())
    return tuple(sentence for sentence in sentences if sentence.words)


def of_part(sentences: Iterable[Sentence], part: str) -> tuple[Sentence, ...]:
    """Return the sentences of one part of a paper, such as ``summary`` or ``actions``."""
    return tuple(s for s in sentences if s.key.partition(".")[0] == part)


def _typed(texts: Iterable[Text]) -> Mapping[str, Sentence]:
    found: dict[str, Sentence] = {}
    for row in texts:
        key = folded(row.section)
        if row.text:
            before = found.get(key, Sentence(key, ""))
            words = f"{before.words}\n{row.text}" if before.words else row.text
            found[key] = Sentence(key, words, (*before.rests_on, row.place.row))
    return found
