"""The keys of all drafted sentences, by the word that they begin with.

The drafts of a dashboard, a forward plan and an annual report rest on much that other papers have
no use for, so they are loaded only for the kinds that print them.
"""

from collections.abc import Callable, Iterable, Iterator

from paperkit.board.model import BoardData
from paperkit.papers.sentences import KEYS

_YEAR = frozenset(
    {
        "year", "board", "strategy", "outturns", "less_well", "ratings", "heard", "brought",
        "next_year", "achieved",
    }
)  # fmt: skip


def keys_of(parts: Iterable[str], board: BoardData) -> tuple[str, ...]:
    """Return the keys that begin with any of these words, such as ``summary`` or ``glance``.

    There is a key for each outcome of the Board, and one for each priority.
    """
    wanted = frozenset(parts)
    every = (key for keys in _sources(wanted) for key in keys(board))
    return tuple(key for key in every if key.partition(".")[0] in wanted)


def every_key(board: BoardData) -> tuple[str, ...]:
    """Return the key of every sentence that any kind of paper prints."""
    wanted = _YEAR | {"dashboard", "forward"}
    return tuple(key for keys in _sources(wanted) for key in keys(board))


def _sources(parts: frozenset[str]) -> Iterator[Callable[[BoardData], tuple[str, ...]]]:
    yield lambda _board: KEYS
    if parts & {"dashboard", "outcome"}:
        from paperkit.papers.sentences_of_dashboard import keys as of_dashboard

        yield of_dashboard
    if "forward" in parts:
        from paperkit.papers.sentences_of_forward import keys as of_forward

        yield of_forward
    if parts & _YEAR:
        from paperkit.papers.sentences_of_year import keys as of_year

        yield of_year
