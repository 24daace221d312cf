"""A final after its day of publication: the reason is asked for, and printed for the chair."""

import datetime
from pathlib import Path

import pytest

from paperkit.cli.options import cache_folder
from paperkit.findings import Severity
from paperkit.frozen import replace
from paperkit.pipeline.building import Built, Order, build
from paperkit.pipeline.filing import Acceptance
from paperkit.word.outline import outline
from tests.exception_log.test_finals import project as project  # noqa: PLC0414

IN_TIME, LATE = datetime.date(2026, 7, 8), datetime.date(2026, 7, 9)
MEETING, AFTER = datetime.date(2026, 7, 16), datetime.date(2026, 7, 17)
WHY = "    late_because: The grant was announced on 8 July.\n"
HEAD = "    title: Workforce of the partnership\n"
STATEMENT = (
    "Late paper: it is published later than five clear days before the meeting. The chair is asked "
    "to agree that it be considered as a matter of urgency (Local Government Act 1972, section "
    "100B(4)(b)), by reason of these special circumstances: The grant was announced on 8 July."
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
    return [finding.message for finding in made.findings if finding.code == "PK-495"]


def give_reason(folder: Path) -> None:
    data = folder / "board.yaml"
    data.write_text(data.read_text("utf-8").replace(HEAD, HEAD + WHY), "utf-8")


@pytest.mark.parametrize("day", [LATE, MEETING])
def test_a_final_after_its_day_of_publication_is_asked_for_the_reason(
    project: Path, day: datetime.date
) -> None:
    """PK-495."""
    made = built(project, day)
    (found,) = [finding for finding in made.findings if finding.code == "PK-495"]
    weekday = f"{day:%A} {day.day} July 2026"
    assert found.message == (
        f"Workforce was to be published by Wednesday 8 July 2026; today is {weekday}."
    )
    assert (found.severity, found.place.field) == (Severity.GAP, "late_because")
    assert found in made.accepted


def test_it_is_refused_until_the_reason_is_given_or_accepted(project: Path) -> None:
    order = Order(folder=project, what="Workforce", today=LATE, final=True, cache=cache_folder())
    assert "Gaps" in build(order).refused


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


def test_the_reason_is_printed_as_the_statement_to_the_chair(project: Path) -> None:
    give_reason(project)
    made = built(project, LATE)
    assert lateness(made) == []
    assert f"Paper Details | | {STATEMENT}\n" in outline(made.files[0].read_bytes())


def test_without_a_reason_nothing_is_said_of_lateness(project: Path) -> None:
    made = built(project, IN_TIME)
    assert "Late paper" not in outline(made.files[0].read_bytes())


def test_each_final_of_a_meeting_is_asked_by_itself(project: Path) -> None:
    give_reason(project)
    order = Order(folder=project, what="", today=LATE, meeting="Board July 2026", final=True)
    (message,) = lateness(build(replace(order, cache=cache_folder())))
    assert message.startswith("Housing was to be published by")


def test_a_reason_that_the_kind_does_not_print_is_an_error(project: Path) -> None:
    """PK-489."""
    give_reason(project)
    data = project / "board.yaml"
    words = data.read_text("utf-8").replace("kind: covering_report", "kind: performance_tables", 1)
    data.write_text(words, "utf-8")
    made = built(project, LATE, final=False)
    assert [finding.message for finding in made.findings if finding.code == "PK-489"] == [
        "The kind performance_tables does not print why 'Workforce' is late."
    ]
