"""What every message has in common: what must be typed in full, what differs in sight."""

from paperkit.findings import (
    Finding,
    Place,
    Severity,
    catalogue,
    one_of_each_fault,
    set_apart,
)
from paperkit.frozen import replace


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


def test_what_another_finding_of_the_cell_says_is_not_said_twice_and_other_cells_stay() -> None:
    here, there = Place("board.xlsx", "Plans", "B2"), Place("board.xlsx", "Actions", "C4")
    unknown = Finding("PK-320", here, "No row of Priorities has the reference 'TBC'.")
    waits = Finding("PK-701", here, "The text holds 'TBC'.", others=(there,))
    assert one_of_each_fault([waits, unknown]) == (replace(waits, place=there, others=()), unknown)
    assert one_of_each_fault([replace(waits, others=()), unknown]) == (unknown,)


def test_a_code_gives_way_to_codes_that_are_there_and_never_an_error_to_a_note() -> None:
    codes = catalogue()
    weights = [Severity.ERROR, Severity.GAP, Severity.NOTE]
    for code in codes.values():
        for other in code.gives_way:
            assert weights.index(codes[other].severity) <= weights.index(code.severity)
