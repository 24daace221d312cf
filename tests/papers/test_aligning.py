"""Two sequences side by side: what is in both, in order; also where they are long."""

import random
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.word.aligning import matched, same_places

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


MANY = 10_000


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (["x"] * MANY, ["x"] * (MANY + 1)),
        (["a", "b"] * MANY, ["b", "a"] * MANY),
        (["a", "b"] * MANY, ["x", "b", "a"] * MANY),
        (list(range(MANY)), list(range(MANY))[::-1]),
        (list(range(MANY)), list(range(MANY, 2 * MANY))),
        (
            random.Random(1).choices("abcdefgh", k=MANY),
            random.Random(2).choices("abcdefgh", k=MANY),
        ),
    ],
    ids=["equal", "in turn", "in turn with another", "reversed", "other", "few words"],
)
def test_ten_thousand_take_less_than_a_second(older: list[object], newer: list[object]) -> None:
    start = perf_counter()
    same_places(older, newer)
    assert perf_counter() - start < 1


def test_what_is_not_equal_goes_with_what_has_half_of_its_words() -> None:
    older = ["Open a hub in each ward", "Run a bus"]
    newer = ["Hold a fair", "Open a hub in every ward"]
    assert matched(older, newer, (lambda one: one,), lambda one: ("", one)) == [(0, 1)]


def test_things_of_another_kind_do_not_go_together() -> None:
    pairs = matched(["1 same words"], ["2 same words"], (), lambda one: (one[0], one))
    assert pairs == []
