"""What every message has in common: what must be typed in full, what differs in sight."""

from paperkit.findings import set_apart


def test_of_two_long_texts_the_first_difference_is_in_sight() -> None:
    begins = "Open the hub in the old library, with room for the team and a garden behind it, "
    first, second = set_apart([f"{begins}by March", f"{begins}by June"])
    assert (first.partition(" by ")[2], second.partition(" by ")[2]) == ("March'", "June'")
    assert first.startswith("'…")
    assert len(first) <= 82


def test_short_texts_and_those_that_differ_at_once_are_quoted_from_their_beginning() -> None:
    assert set_apart(["90%", "85%"]) == ["'90%'", "'85%'"]
    assert set_apart(["A" * 100, "B" * 100])[0] == f"'{'A' * 79}…'"
    assert set_apart([""]) == ["''"]
