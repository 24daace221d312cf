"""A report to follow, or an urgent item: the reason is asked for, and printed for the chair."""

import datetime
from pathlib import Path

import pytest

from paperkit.cli.options import cache_folder
from paperkit.findings import Severity
from paperkit.frozen import replace
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.checking import check_project
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from paperkit.word.outline import outline
from tests.exception_log.test_finals import project as project  # noqa: PLC0414

IN_TIME, LATE = datetime.date(2026, 7, 8), datetime.date(2026, 7, 9)
MEETING, AFTER = datetime.date(2026, 7, 16), datetime.date(2026, 7, 17)
HEAD = "    title: Workforce of the partnership\n"
REASON = "The grant was announced on 8 July."
URGENT = (
    "Urgent item: it is not on the agenda that was published five clear days before the meeting. "
    "The chair is asked to decide whether it is to be considered as a matter of urgency (Local "
    "Government Act 1972, section 100B(4)(b)), by reason of these special circumstances: "
)
TO_FOLLOW = (
    "Report to follow: its item is on the agenda that was published, and the report was not ready "
    "with it. It is late for this reason: "
)


def built(
    folder: Path, day: datetime.date, *, final: bool = True, out: Path | None = None
) -> Built:
    return build(
        Order(
            folder=folder, what="Workforce", today=day, final=final,
            acceptance=Acceptance("It is late", "R. Keane") if final else None,
            cache=cache_folder(), out=out,
        )
    )  # fmt: skip


def lateness(made: Built) -> list[str]:
    return [finding.message for finding in made.findings if finding.code == "PK-982"]


def give(folder: Path, **cells: str) -> None:
    more = "".join(f"    {name}: {words}\n" for name, words in cells.items())
    data = folder / "board.yaml"
    data.write_text(data.read_text("utf-8").replace(HEAD, HEAD + more), "utf-8")


@pytest.mark.parametrize("day", [LATE, MEETING])
def test_a_final_after_its_day_of_publication_is_asked_for_the_reason(
    project: Path, day: datetime.date
) -> None:
    made = built(project, day)
    (found,) = [finding for finding in made.findings if finding.code == "PK-982"]
    weekday = f"{day:%A} {day.day} July 2026"
    assert found.message == (
        "'Workforce' has no item number, and was due to be published by Wednesday 8 July 2026. "
        f"Today is {weekday}."
    )
    assert (found.severity, found.place.field) == (Severity.GAP, "urgent_because")
    assert found in made.accepted


def test_it_is_refused_until_the_reason_is_given_or_accepted(project: Path) -> None:
    order = Order(folder=project, what="Workforce", today=LATE, final=True, cache=cache_folder())
    assert "There are gaps" in build(order).refused


@pytest.mark.parametrize("day", [IN_TIME, AFTER])
def test_a_final_in_time_or_after_the_meeting_is_not(project: Path, day: datetime.date) -> None:
    assert lateness(built(project, day)) == []


def test_a_draft_is_not(project: Path) -> None:
    assert lateness(built(project, LATE, final=False)) == []


def test_a_final_that_was_filed_in_time_and_is_built_again_is_not(project: Path) -> None:
    first = built(project, IN_TIME)
    again = built(project, LATE)
    assert lateness(again) == []
    assert again.files == first.files


def test_a_final_of_other_data_than_were_filed_in_time_is_late(project: Path) -> None:
    built(project, IN_TIME)
    data = project / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("for a decision", "for a view"), "utf-8")
    # The final that was filed in time is published by then, so another goes beside it.
    assert len(lateness(built(project, LATE, out=project / "apart"))) == 1


@pytest.mark.parametrize("pack", ["council", "partnership"])
@pytest.mark.parametrize(
    ("cells", "statement"),
    [
        ({"urgent_because": REASON}, URGENT),
        ({"late_because": REASON}, URGENT),  # as the column was called before
        ({"item": '"7"', "to_follow_because": REASON}, TO_FOLLOW),
    ],
)
def test_the_reason_is_printed_at_the_head(
    project: Path, pack: str, cells: dict[str, str], statement: str
) -> None:
    give(project, **cells)
    settings = project / "paperkit.yaml"
    settings.write_text(f"{settings.read_text()}pack: {pack}\n")
    made = built(project, LATE)
    assert lateness(made) == []
    words = outline(made.files[0].read_bytes())
    assert f"Paper Details | | {statement}{REASON}\n" in words
    assert "agreed" not in words


def test_without_a_reason_nothing_is_said_of_lateness(project: Path) -> None:
    words = outline(built(project, IN_TIME).files[0].read_bytes())
    assert "to follow" not in words
    assert "Urgent" not in words


def test_the_check_of_the_meeting_asks_the_same(project: Path) -> None:
    def asked(day: datetime.date) -> list[str]:
        found = check_project(project, meeting="Board July 2026", today=day).findings
        return [finding.message.split()[0] for finding in found if finding.code == "PK-982"]

    assert asked(IN_TIME) == []
    give(project, urgent_because=REASON)
    assert asked(LATE) == ["'Housing'"]
    build(Order(folder=project, what="Housing", today=IN_TIME, final=True, cache=cache_folder(),
                acceptance=Acceptance("Asked", "R. Keane")))  # fmt: skip
    assert asked(LATE) == []


def test_each_final_of_a_meeting_is_asked_by_itself(project: Path) -> None:
    give(project, urgent_because=REASON)
    order = Order(folder=project, what="", today=LATE, meeting="Board July 2026", final=True)
    (message,) = lateness(build(replace(order, cache=cache_folder())))
    assert message.startswith("'Housing' has no item number, and was due to be published by")


def test_a_reason_that_the_kind_does_not_print_is_an_error(project: Path) -> None:
    """PK-489."""
    give(project, urgent_because=REASON)
    data = project / "board.yaml"
    words = data.read_text("utf-8").replace("kind: covering_report", "kind: performance_tables", 1)
    data.write_text(words, "utf-8")
    made = built(project, LATE, final=False)
    assert [finding.message for finding in made.findings if finding.code == "PK-489"] == [
        "The kind performance_tables does not print why 'Workforce' is urgent."
    ]
