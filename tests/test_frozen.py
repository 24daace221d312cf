"""Values that do not change, and what they keep of what was worked out of them."""

from paperkit.frozen import KeepsFacts, replace


class Pair(KeepsFacts, dict=True):
    left: int
    right: int = 2


def test_a_fact_is_worked_out_once() -> None:
    asked: list[Pair] = []

    def total(pair: Pair) -> int:
        asked.append(pair)
        return pair.left + pair.right

    pair = Pair(1)
    assert [pair.once(total), pair.once(total)] == [3, 3]
    assert asked == [pair]


def test_what_is_kept_is_no_part_of_the_value() -> None:
    def total(pair: Pair) -> int:
        return pair.left + pair.right

    pair = Pair(1)
    assert pair.once(total) == 3
    assert (pair == Pair(1), hash(pair) == hash(Pair(1))) == (True, True)
    assert replace(pair, left=5).once(total) == 7
