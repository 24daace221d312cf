"""A paper as a whole: nothing missing without a word, nothing lost."""

from collections.abc import Iterator
from typing import Any

import pytest

from paperkit.frozen import Frozen, fields
from paperkit.kinds.paper import Paper
from tests.papers.made import MEETINGS, paper, paper_of
from tests.tables import assembled

# What a template asks for with an if, since it stands below something that is never empty.
OPTIONAL = {
    "target of ActionShown", "revision", "correction", "more", "source", "where", "file",
    "note of Document", "topic", "exempt_mark", "appendix_label", "cover", "wards",
    "urgency", "accountable of ActionShown", "lead of ActionShown", "home_plan", "forum",
    "key_decision", "officer", "label of Document", "stale", "period of RatedIndicator",
    "figures", "targets", "compared", "reason of OutcomeLine", "unit of IndicatorFigures",
    "rule of IndicatorFigures", "frequency of IndicatorFigures", "unit of Figure",
    "about of Figure", "note of Figure",
    "rating of ActionShown", "reported", "earlier_round", "how_far",
    "last_rating of ActionShown", "movement of ActionShown", "moderation of ActionShown",
    "request of ActionShown", "title of PlanActions", "title of PriorityActions", "stopped",
    "since", "actions of IndicatorShown", "figure of GlanceShown", "words of GlanceShown",
    "last of GlanceShown", "more_indicators", "more_actions", "rating of TopAction",
    "movement of ActionReported", "lead_rating", "last_time", "ended", "escalation",
    "decision of ActionReported", "became of ActionReported", "rating of ClosedAction", "said",
    "progress", "risk", "moderation of ActionReported",
    "comment of ActionReported", "outcome of RequestShown",
    "note of MeetingPlanned", "published", "moved", "to_follow",
    "actions of ItemAhead",
    "why", "signed", "supported", "status of DashboardShown",
    "vision", "note of OutturnShown", "rule of OutturnShown", "figure of Fact", "words of Fact",
    "in_year", "word of LessWellShown", "role of LessWellShown",
    "person of LessWellShown", "sparkline of AchievedShown", "sparkline of LessWellShown",
    "best", "movement of ActionRated", "changed", "correction of GoingOnShown",
    "note of IndicatorShown", "title of CaseStudy", "label of TablesShown", "title of TablesShown",
    "actions of PartnerShown", "decided", "revised", "opening", "because",
}  # fmt: skip

EMPTY = ""
SPARSE = """
## outcomes
| Reference |
|-----------|
| 2.1       |
## actions
| Reference |
|-----------|
| 1.1       |
## indicators
| Reference |
|-----------|
| 15        |
| 16        |
## readings
| Indicator | Period  |
|-----------|---------|
| 16        | 2025/26 |
## targets
| Indicator | Year    |
|-----------|---------|
| 16        | 2025/26 |
## groups
| Name         |
|--------------|
| Older People |
## feedback
| Group        | Meeting         | Highlight |
|--------------|-----------------|-----------|
| Older People | Board July 2026 | Good.     |
## highlights
| Meeting         |
|-----------------|
| Board July 2026 |
## papers
| Reference |
|-----------|
| PR        |
## text
| Paper | Section         | Link                    |
|-------|-----------------|-------------------------|
| PR    | background      | https://www.example.org |
| PR    | appendices      |                         |
| PR    | implications    |                         |
| PR    | recommendations |                         |
"""


def leaves(thing: Any, path: str = "paper") -> Iterator[tuple[str, Any]]:
    """Yield everything that a template could print, with the way to it."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from leaves(item, path)
    elif isinstance(thing, dict):
        for name, item in thing.items():
            yield from leaves(item, f"{path}.{name}")
    elif isinstance(thing, Frozen) and not isinstance(thing, type):
        for name in fields(type(thing)):
            held = f"{name} of {type(thing).__name__}"
            yield from leaves(getattr(thing, name), f"{path}.{name}|{held}")
    else:
        yield path, thing


def optional(path: str) -> bool:
    held = path.rpartition("|")[2]
    return held in OPTIONAL or held.partition(" of ")[0] in OPTIONAL


def without_places(made: Paper) -> list[tuple[str, Any]]:
    return [(path, leaf) for path, leaf in leaves(made) if ".rests_on" not in path]


@pytest.mark.parametrize("tables", [EMPTY, SPARSE], ids=["nothing", "rows without answers"])
def test_no_cell_of_a_paper_is_empty_and_nothing_is_none(tables: str) -> None:
    found = without_places(paper(tables))
    assert [path for path, leaf in found if leaf is None and "axis" not in path] == []
    assert [path for path, leaf in found if leaf == "" and not optional(path)] == []


def test_the_four_parts_stand_even_where_there_is_nothing() -> None:
    made = paper(EMPTY)
    parts = (made.indicators, made.groups, made.highlights, made.actions)
    assert [part.sentences[0].words for part in parts] == [
        "The delivery plans have no performance indicators.",
        "No group is asked for its views.",
        "No highlight report was received for this meeting.",
        "No action was due by the date of this meeting.",
    ]


def test_the_summary_speaks_of_all_four_parts() -> None:
    assert [one.key for one in paper(SPARSE).summary] == [
        "summary.indicators",
        "summary.groups",
        "summary.highlights",
        "summary.actions",
    ]


def test_a_row_that_could_not_be_read_is_listed_as_typed() -> None:
    result = assembled(f"""{MEETINGS}
    ## actions
    | Reference | Action      | State     |
    |-----------|-------------|-----------|
    | 1.1       | Run A&E <5> | On cuorse |
    |           | No name     |           |
    """)
    shown = [(one.sheet, one.reference, one.typed) for one in paper_of(result.board).unread]
    assert shown == [
        ("Actions", "1.1", "Reference: 1.1; Action: Run A&E <5>; State: On cuorse"),
        ("Actions", "(no reference)", "Action: No name"),
    ]


def test_text_of_another_paper_stays_out() -> None:
    made = paper("""
    ## papers
    | Reference | Meeting         |
    |-----------|-----------------|
    | PR        | Board July 2026 |
    | Annual    | Board July 2026 |
    ## text
    | Paper  | Section         | Text        |
    |--------|-----------------|-------------|
    | Annual | recommendations | agree this. |
    """)
    assert [str(one) for one in made.recommendations] == [
        "No recommendation given by the author at publication"
    ]


def test_the_plans_word_has_its_plural() -> None:
    assert (paper("").words.plan, paper("").words.plans) == ("delivery plan", "delivery plans")
