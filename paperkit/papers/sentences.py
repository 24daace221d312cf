"""Drafted sentences by their keys. An officer's text under a key is printed in its place.

The wording stands in ``papers.drafts``. A count always stands with its base.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from paperkit.board.model import Text
from paperkit.papers.drafts import (
    actions,
    exception_round,
    indicators,
    rounds,
    voices,
)
from paperkit.papers.drafts.facts import Drafted, Facts
from paperkit.papers.shown import Sentence
from paperkit.schema.cleaning import folded

_DRAFTS: Mapping[str, Callable[[Facts], Drafted]] = {
    "summary.indicators": indicators.against_target,
    "summary.indicators_moved": indicators.moved_in_summary,
    "summary.groups": voices.returned,
    "summary.highlights": voices.highlights,
    "summary.actions": actions.due,
    "summary.actions_moved": rounds.moved_in_summary,
    "indicators.counts": indicators.counts,
    "indicators.moved": indicators.moved,
    "groups.counts": voices.groups,
    "highlights.missing": voices.highlights_missing,
    "actions.counts": actions.counts,
    "actions.moved": rounds.moved,
    "actions.requests": rounds.requests,
    "glance.counts": exception_round.counts,
    "glance.moved": exception_round.moved,
    "missing.returns": exception_round.missing,
    "concerns.counts": exception_round.concerns,
    "successes.counts": exception_round.successes,
    "requests.counts": exception_round.requests,
    "sponsor.view": exception_round.sponsor,
}
KEYS: tuple[str, ...] = tuple(_DRAFTS)
"""What the column Section may name beside the sections of a kind, where the kind drafts them.

Dashboards, forward plans and annual reports have keys of their own (``sentence_keys``).
"""


def drafted(facts: Facts, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences in the order of ``KEYS``, an officer's own in place of a draft.

    A sentence that has nothing to say is left out, unless an officer wrote one for its key.
    """
    return with_own({key: partial(draft, facts) for key, draft in _DRAFTS.items()}, texts)


def with_own(
    drafts: Mapping[str, Callable[[], Drafted]], texts: Iterable[Text]
) -> tuple[Sentence, ...]:
    """Return the sentences that these draft, in order, an officer's own in place of a draft."""
    typed = _typed(texts)
    sentences = (typed.get(folded(key)) or Sentence(key, *draft()) for key, draft in drafts.items())
    return tuple(
        Sentence(key, one.words, one.rests_on)
        for key, one in zip(drafts, sentences, strict=True)
        if one.words
    )


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
