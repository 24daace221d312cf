"""The drafted sentences of a forward plan, which look a year ahead."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from paperkit.board.model import BoardData, Text
from paperkit.papers.drafts import forward
from paperkit.papers.drafts.facts import Drafted
from paperkit.papers.drafts.forward import Programme
from paperkit.papers.sentences import with_own
from paperkit.papers.shown import Sentence

_DRAFTS: Mapping[str, Callable[[Programme], Drafted]] = {
    "forward.programme": forward.programme,
    "forward.meetings": forward.meetings,
    "forward.key_decisions": forward.key_decisions,
    "forward.monitoring": forward.monitoring,
    "forward.rounds": forward.rounds,
}


def keys(_board: BoardData) -> tuple[str, ...]:
    """Return the keys, which are the same for every Board."""
    return tuple(_DRAFTS)


def drafted_of_forward(held: Programme, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of a forward plan."""
    return with_own({key: partial(draft, held) for key, draft in _DRAFTS.items()}, texts)
