"""Two sequences side by side: what is in both, in order; also where they are long."""

import random
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from paperkit.word.aligning import matched, same_places
from tests.cases import each
from tests.test_growth import counted

ANY = st.lists(st.sampled_from("abcde"), max_size=30)


@given(ANY, ANY)
def test_pairs_are_equal_and_in_order(older: list[str], newer: list[str]) -> None:
    pairs = same_places(older, newer)
    assert all(older[at] == newer[to] for at, to in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


def test_what_is_put_in_or_taken_out_parts_what_is_the_same() -> None:
    assert same_places("abcdef", "abXcef") == [(0, 0), (1, 1), (2, 3), (4, 4), (5, 5)]


def test_of_a_move_the_longer_part_stays() -> None:
    assert same_places("abcde", "eabcd") == [(0, 1), (1, 2), (2, 3), (3, 4)]


def words(count: int, seed: int) -> list[str]:
    return random.Random(seed).choices("abcdefgh", k=count)


@each(
    "sides",
    [
        lambda n: (["x"] * n, ["x"] * (n + 1)),
        lambda n: (["a", "b"] * n, ["b", "a"] * n),
        lambda n: (["a", "b"] * n, ["x", "b", "a"] * n),
        lambda n: (list(range(n)), list(range(n))[::-1]),
        lambda n: (list(range(n)), list(range(n, 2 * n))),
        lambda n: (words(n, 1), words(n, 2)),
    ],
)
def test_work_grows_with_the_length(sides: Callable[[int], tuple[list[object], ...]]) -> None:
    few, many = (counted(partial(same_places, *sides(count))) for count in (400, 1600))
    assert many < 6 * few


def test_what_is_not_equal_goes_with_what_has_half_of_its_words() -> None:
    older = ["Open a hub in each ward", "Run a bus"]
    newer = ["Hold a fair", "Open a hub in every ward"]
    assert matched(older, newer, (lambda one: one,), lambda one: ("", one)) == [(0, 1)]


def test_things_of_another_kind_do_not_go_together() -> None:
    pairs = matched(["1 same words"], ["2 same words"], (), lambda one: (one[0], one))
    assert pairs == []
