"""Which version of a paper counts as published: by the calendar, or as somebody has recorded."""

from collections.abc import Sequence
from datetime import date

from paperkit.board.history import (
    AS_FILED,
    FILED,
    PUBLISHED,
    WITHDRAWN,
    AsFiled,
    Draft,
    Entry,
    Filed,
    History,
    Published,
    Withdrawn,
)
from paperkit.record.versions import Version, counting, last_out, out_of_reach, versions
from tests.cases import each

PUBLIC = date(2026, 7, 8)


def july(day: int) -> date:
    return date(2026, 7, day)


def log(*said: str) -> History:
    """Return the log of a paper; ``3 a`` is a final built that day, ``5 a on 7`` a record.

    ``1 s elsewhere`` is a final of another paper, ``6 off`` a withdrawal, ``9 c revised`` a revised
    version with a name of its own, ``6 a*`` what was filed when ``a`` had been edited by hand. The
    day of publication by the calendar is 8 July 2026.
    """
    entries: list[Entry] = []
    for number, words in enumerate(said, start=1):
        day, name, *on = words.split()
        row: Filed | Published | Withdrawn | AsFiled
        row, table = Filed(file="R.docx", sha256=name, public_from=PUBLIC), FILED
        if on == ["revised"]:
            row = Filed(file=f"R {name}.docx", sha256=name, public_from=PUBLIC, revises="R.docx")
        elif on == ["elsewhere"]:
            row = Filed(file="S.docx", sha256=name, public_from=PUBLIC)
        elif on:
            row, table = (
                Published(file="R.docx", sha256=name, published_on=july(int(on[1]))),
                PUBLISHED,
            )
        elif name.endswith("*"):
            row, table = AsFiled(file="R.docx", sha256=name, built=name[:-1]), AS_FILED
        elif name == "off":
            row, table = Withdrawn(file="R.docx"), WITHDRAWN
        draft = Draft(table=table, row=row, recorded_on=july(int(day)))
        entries.append(
            Entry(number=number, table=draft.table, row=row, recorded_on=draft.recorded_on)
        )
    return History(tuple(entries))


def made(*said: str) -> Sequence[Version]:
    """Return the versions of a paper: see ``log``."""
    return versions(log(*said)).get("r.docx", ())


def states(*said: str, today: date) -> list[str]:
    """Return the state of each version of a paper: see ``log``."""
    return [version.state(today) for version in made(*said)]


@each(
    ("said", "day", "counts", "out"),
    [
        (("3 a", "5 b"), 4, "b", ""),  # none is out yet: the newest
        (("3 a", "5 b"), 8, "b", "b"),
        (("3 a", "9 b"), 10, "a", "a"),  # what was built since is not out
        (("3 a", "9 b", "10 b on 10"), 10, "b", "b"),  # two are out: the last
        (("3 a", "9 b revised"), 10, "b", "b"),
        (("3 a", "9 off"), 10, "a", ""),
        (("3 a", "9 off", "10 b"), 10, "b", ""),
        (("3 a", "9 off", "10 b"), 11, "b", "b"),
    ],
)
def test_the_version_that_counts_is_the_last_that_is_out_or_else_the_newest(
    said: tuple[str, ...], day: int, counts: str, out: str
) -> None:
    every = made(*said)
    assert counting(every, july(day)).row.sha256 == counts
    last = last_out(every, july(day))
    assert (last.row.sha256 if last else "") == out
    assert (counting(every, None), last_out(every, None)) == (every[-1], None)


@each(
    ("today", "said"),
    [
        (7, "final, to be published on 8 July 2026"),
        (8, "counts as published since 8 July 2026"),
        (20, "counts as published since 8 July 2026"),
    ],
)
def test_a_final_counts_as_published_from_its_day(today: int, said: str) -> None:
    assert states("3 a", today=july(today)) == [said]


def test_what_was_replaced_before_the_day_is_superseded() -> None:
    assert states("3 a", "5 b", today=july(9)) == [
        "superseded on 5 July 2026", "counts as published since 8 July 2026",
    ]  # fmt: skip


def test_building_again_to_equal_bytes_is_no_version() -> None:
    assert states("3 a", "5 a", today=july(9)) == ["counts as published since 8 July 2026"]


def test_a_final_built_on_the_day_or_later_counts_from_the_day_after() -> None:
    assert states("10 a", today=july(10)) == ["final, to be published on 11 July 2026"]
    assert states("10 a", "10 b", today=july(11)) == [
        "superseded on 10 July 2026", "counts as published since 11 July 2026",
    ]  # fmt: skip


def test_what_is_built_after_a_publication_does_not_count_as_published() -> None:
    assert states("3 a", "9 b", today=july(12)) == [
        "counts as published since 8 July 2026", "final, built after one was published",
    ]  # fmt: skip


def test_a_day_by_hand_goes_before_the_calendars() -> None:
    assert states("3 a", "4 a on 4", today=july(5)) == ["published on 4 July 2026"]
    assert states("3 a", "4 a on 10", today=july(9)) == ["final, to be published on 10 July 2026"]


def test_a_day_to_come_goes_on_to_what_takes_the_versions_place() -> None:
    assert states("3 a", "4 a on 10", "9 b", today=july(10)) == [
        "superseded on 9 July 2026", "published on 10 July 2026",
    ]  # fmt: skip


def test_a_withdrawn_paper_is_not_out_and_what_is_built_later_is_new() -> None:
    assert states("3 a", "5 off", today=july(9)) == ["withdrawn on 5 July 2026"]
    assert states("3 a", "9 off", "9 a", today=july(10)) == [
        "counts as published since 8 July 2026, withdrawn on 9 July 2026",
        "counts as published since 10 July 2026",
    ]
    assert states("3 a", "4 a on 6", "9 off", "9 a", today=july(9)) == [
        "published on 6 July 2026, withdrawn on 9 July 2026",
        "final, to be published on 10 July 2026",
    ]
    assert states("3 a", "4 b", "5 off", today=july(9)) == [
        "superseded on 4 July 2026", "withdrawn on 5 July 2026",
    ]  # fmt: skip


def test_a_revised_version_takes_the_place_of_the_first_from_its_day() -> None:
    first = "counts as published since 8 July 2026"
    assert states("3 a", "9 c revised", today=july(9)) == [
        first, "final, to be published on 10 July 2026",
    ]  # fmt: skip
    assert states("3 a", "9 c revised", today=july(10)) == [
        f"{first}, revised on 10 July 2026", "counts as published since 10 July 2026",
    ]  # fmt: skip


def test_what_was_filed_as_edited_is_published_and_what_was_built_is_not() -> None:
    assert states("3 a", "9 a*", "9 a* on 8", today=july(9)) == [
        "superseded on 9 July 2026", "published on 8 July 2026",
    ]  # fmt: skip
    assert states("3 a", "4 a*", "5 a", today=july(9)) == [
        "superseded on 4 July 2026", "superseded on 5 July 2026",
        "counts as published since 8 July 2026",
    ]  # fmt: skip


@each(
    ("said", "out"),
    [
        (("3 a", "9 a on 8"), ["a"]),
        (("3 a", "9 a on 8", "1 s elsewhere"), ["a"]),  # recorded since by that clock
        (("3 a", "9 b"), []),  # nobody recorded it: the calendar decides
    ],
)
def test_what_is_recorded_as_published_is_out_of_reach_where_a_clock_went_back(
    said: tuple[str, ...], out: list[str]
) -> None:
    assert [one.row.sha256 for one in out_of_reach(log(*said), july(1))] == out
