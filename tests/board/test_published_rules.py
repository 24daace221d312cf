"""Meetings that were cancelled or moved, and papers that moved, once papers were out."""

from datetime import date

from paperkit.board.history import FILED, Entry, Filed, History
from paperkit.findings import Severity, catalogue
from paperkit.frozen import replace
from paperkit.meetings.published_rules import RULES, clock_behind
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board, told

OUT, BEFORE, AFTER = date(2026, 7, 9), date(2026, 7, 7), date(2026, 7, 24)
FILES = ("Housing - 16 July 2026.docx", "Exempt - A contract - 16 July 2026.docx")


def found(
    day: date, *, july: str = "16 July 2026", state: str = "", meeting: str = "July",
    decided: str = "", files: tuple[str, ...] = FILES[:1],
) -> list[str]:  # fmt: skip
    """Return what is found on a day of Housing, whose final is public from 8 July 2026."""
    data = board(f"""
    ## meetings
    | Reference | Date             | State   |
    |-----------|------------------|---------|
    | July      | {july}           | {state} |
    | November  | 19 November 2026 |         |
    ## papers
    | Reference | Meeting   |
    |-----------|-----------|
    | Housing   | {meeting} |
    ## decisions
    | Meeting | Paper   | Recommendation | Outcome   |
    |---------|---------|----------------|-----------|
    | July    | Housing | To agree.      | {decided} |
    """)
    entries = [
        Entry(
            table=FILED, number=number, recorded_on=date(2026, 6, 30),
            row=Filed(paper="Housing" if number == 1 else "Contract", meeting="July", file=file,
                      sha256=file, public_from=date(2026, 7, 8)),
        )
        for number, file in enumerate(files, start=1)
    ]  # fmt: skip
    at = BoardAt(replace(data, history=History(entries=tuple(entries))), as_at=day, today=day)
    return told([finding for rule in RULES for finding in rule(at)])


@each(("day", "is_behind"), [(date(2026, 6, 29), True), (date(2026, 6, 30), False)])
def test_a_clock_that_is_behind_the_log_is_told(day: date, is_behind: bool) -> None:
    # The wrong clock has added the last entry: the latest day counts.
    days = {3: date(2026, 6, 30), 4: date(2026, 6, 30), 5: date(2020, 1, 1)}
    entries = (
        Entry(number=number, recorded_on=then, table=FILED, row=Filed())
        for number, then in days.items()
    )
    findings = list(clock_behind(History(entries=tuple(entries)), day))
    assert (
        told(findings)
        == [
            "PK-531 exception-log.sqlite, entry 4: By the clock of this computer today is 29 June "
            "2026, but entry 4 of the log was made on 30 June 2026."
        ][: len([day] if is_behind else [])]
    )
    assert list(clock_behind(History(), day)) == []


def test_nothing_is_said_where_all_is_as_it_was_published() -> None:
    assert found(OUT) == []


def test_a_meeting_cancelled_after_publication_is_told_with_its_papers() -> None:
    """PK-987."""
    assert found(OUT, state="Cancelled", files=FILES) == [
        "PK-987 Meetings!C2: July was cancelled, but 'Housing - 16 July 2026.docx' and 'Exempt - "
        "A contract - 16 July 2026.docx' have been published for it."
    ]


def test_a_meeting_moved_after_publication_is_told_until_it_is_over() -> None:
    moved = [
        "PK-987 Meetings!B2: July is on 23 July 2026 now, but 'Housing - 16 July 2026.docx' has "
        "been published for another day."
    ]
    assert found(OUT, july="23 July 2026", state="Moved") == moved
    assert found(AFTER, july="23 July 2026", state="Moved") == []
    assert found(BEFORE, july="23 July 2026", state="Moved") == []


def test_a_day_is_not_taken_for_another_whose_words_it_holds() -> None:
    assert len(found(BEFORE.replace(day=1), july="6 July 2026")) == 0
    assert len(found(OUT.replace(day=8), july="6 August 2026")) == 1


def test_a_paper_to_a_cancelled_meeting_cannot_be_filed() -> None:
    """PK-988."""
    assert found(BEFORE, state="Cancelled") == [
        "PK-988 Papers!B2: 'Housing' is for July, which was cancelled."
    ]
    assert catalogue()["PK-988"].severity is Severity.ERROR


def test_a_paper_that_moved_after_publication_is_told() -> None:
    """PK-989."""
    assert found(OUT, meeting="November") == [
        "PK-989 Papers!B2: 'Housing' was published for July, but goes to November now."
    ]


@each("decided", ["Deferred", "No quorum"])
def test_a_paper_that_the_board_deferred_may_come_back(decided: str) -> None:
    assert found(OUT, meeting="November", decided=decided) == []
