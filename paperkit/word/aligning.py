"""Two sequences laid side by side: what of the one is in the other, in the same order.

What is in each of both once holds the two together (as in a patience diff), or else the first of
each thing with the first, the second with the second; the rest is compared between them only. So
the work grows with the length, not with its square, also where a table has ten thousand equal rows,
or two lines go in turn, on which Python's difflib takes minutes. It may find less than there is in
both, and then says that more was taken out and put in; it never leaves out a change.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[int, int]
"""The place of a thing in the older sequence, and of the one it goes with in the newer."""
_Stretch = tuple[int, int, int, int]

_FEW = 2_500  # so many pairs of places at most are each compared with each other
_NEAR = 8  # how many of the newer things each older one is compared with, to find one like it
_ALIKE = 0.5
_WORD = re.compile(r"\w+")


def same_places(older: Sequence[Hashable], newer: Sequence[Hashable]) -> list[Pair]:
    """Return the places of equal things in both, in order."""
    found: list[Pair] = []
    waiting: list[_Stretch] = [(0, len(older), 0, len(newer))]
    while waiting:
        first, last, begin, end = waiting.pop()
        while first < last and begin < end and older[first] == newer[begin]:
            found.append((first, begin))
            first, begin = first + 1, begin + 1
        while first < last and begin < end and older[last - 1] == newer[end - 1]:
            last, end = last - 1, end - 1
            found.append((last, end))
        if first == last or begin == end:
            continue
        there = _once(older[first:last], newer[begin:end])
        if not there and (last - first) * (end - begin) <= _FEW:
            matcher = SequenceMatcher(None, older[first:last], newer[begin:end], autojunk=False)
            for at, to, size in matcher.get_matching_blocks():
                found += ((first + at + n, begin + to + n) for n in range(size))
            continue
        pairs = there or _in_turn(older[first:last], newer[begin:end])
        if pairs:
            pairs = [(first + at, begin + to) for at, to in pairs]
            found += pairs
            waiting += gaps(pairs, (first, last, begin, end))
    return sorted(found)


def gaps(pairs: Iterable[Pair], within: _Stretch) -> Iterator[_Stretch]:
    """Yield the stretches between the pairs, and before and after them, where there is anything."""
    first, last, begin, end = within
    for at, to in (*pairs, (last, end)):
        if first < at or begin < to:
            yield first, at, begin, to
        first, begin = at + 1, to + 1


def _once(older: Sequence[Hashable], newer: Sequence[Hashable]) -> list[Pair]:
    """Return the longest row of pairs of what is in each of both once."""
    times, now = Counter(older), Counter(newer)
    return _rising(older, newer, {one for one in times if times[one] == now[one] == 1})


def _in_turn(older: Sequence[Hashable], newer: Sequence[Hashable]) -> list[Pair]:
    """Return the longest row of pairs of what is in both, the first with the first of each."""
    return _rising(older, newer, set(older).intersection(newer))


def _rising(
    older: Sequence[Hashable], newer: Sequence[Hashable], chosen: set[Hashable]
) -> list[Pair]:
    """Return the longest row of pairs of the chosen things that rises in both sequences."""
    places: dict[Hashable, list[int]] = {}
    for to, one in enumerate(newer):
        if one in chosen:
            places.setdefault(one, []).append(to)
    for there in places.values():
        there.reverse()
    pairs = [(at, places[one].pop()) for at, one in enumerate(older) if places.get(one)]
    ends: list[int] = []
    before: list[int | None] = []
    best: list[int] = []
    for number, (_, to) in enumerate(pairs):
        length = bisect_left(ends, to)
        before.append(best[length - 1] if length else None)
        ends[length : length + 1] = [to]
        best[length : length + 1] = [number]
    row: list[Pair] = []
    last = best[-1] if best else None
    while last is not None:
        row.append(pairs[last])
        last = before[last]
    return row[::-1]


def matched(
    older: Sequence[T],
    newer: Sequence[T],
    keys: Iterable[Callable[[T], Hashable]],
    words: Callable[[T], tuple[Hashable, str]],
) -> list[Pair]:
    """Return which older thing became which newer one, in order.

    Things go together by the first of the keys that is equal, then by their words: where half of
    them are the same and their kind, which ``words`` gives before them. A key of None is nobody's.
    """
    whole = (0, len(older), 0, len(newer))
    pairs: list[Pair] = []
    for key in keys:
        found = list(pairs)
        for first, last, begin, end in list(gaps(pairs, whole)):
            # What has no key is equal to nothing, not even to itself.
            left = [_keyed(key(one), (0, n)) for n, one in enumerate(older[first:last])]
            right = [_keyed(key(one), (1, n)) for n, one in enumerate(newer[begin:end])]
            found += ((first + at, begin + to) for at, to in same_places(left, right))
        pairs = sorted(found)
    for first, last, begin, end in list(gaps(pairs, whole)):
        there = [_bag(*words(one)) for one in newer[begin:end]]
        free = 0
        for at in range(first, last):
            own = _bag(*words(older[at]))
            near = range(free, min(free + _NEAR, end - begin))
            best = max(near, key=lambda to: _likeness(own, there[to]), default=None)
            if best is not None and _likeness(own, there[best]) >= _ALIKE:
                pairs.append((at, begin + best))
                free = best + 1
    return sorted(pairs)


def _keyed(key: Hashable, otherwise: Hashable) -> Hashable:
    return (otherwise,) if key is None else key


_Bag = tuple[Hashable, Counter[str]]


def _bag(kind: Hashable, words: str) -> _Bag:
    return kind, Counter(_WORD.findall(words.casefold()))


def _likeness(one: _Bag, other: _Bag) -> float:
    """Return which part of the words of both are the same; -1 where their kinds are not."""
    if one[0] != other[0]:
        return -1
    total = one[1].total() + other[1].total()
    return 2 * (one[1] & other[1]).total() / total if total else 1
