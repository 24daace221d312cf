"""No gap is printed from a round of which the officer who files the paper was not told."""

from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from paperkit.findings import Finding, Severity
from paperkit.frozen import Frozen, fields, replace
from paperkit.kinds.compose import check, paper_view
from paperkit.kinds.paper import Paper
from paperkit.packs.plan import Planned
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap
from tests.logs import logged
from tests.papers.made import WAYS

CODES = {
    "No review date given": {"PK-877", "PK-882"},
    "No return received": {"PK-882"},
    "No rating given": {"PK-871"},
    "No reasons for escalation given": {"PK-872"},
    "No action to control the risk given": {"PK-873"},
    "No decision on this request": {"PK-879"},
    "Handled elsewhere: no name and no day": {"PK-891"},
    "No reporting lead named": {"PK-401"},
    "No sponsor named": {"PK-440"},
    "The place of the sponsor is vacant": {"PK-440"},
}
"""What the exception report prints where nothing was given, and the findings that say so."""

PLAN = """
## meetings
| reference | date |
| --- | --- |
| March | 11 March 2027 |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Healthy start | {sponsor} |

## actions
| reference | wording | parent | state | lead | review date |
| --- | --- | --- | --- | --- | --- |
| 1.1 | Open hubs | P1 | On course | {lead} | {planned} |
| 1.2 | Check speech | P1 | On course | {lead} | |

## papers
| reference | kind | meeting | priority |
| --- | --- | --- | --- |
| Table | exception_appendix | March | P1 |
"""
LOG = """
## rounds
| priority | meeting | actions |
| --- | --- | --- |
| P1 | March | 1.1; 1.2 |

## returns
| meeting | action | review date | rating | reasons | control | request |
| --- | --- | --- | --- | --- | --- | --- |
| March | 1.1 | {day} | {rating} | {reasons} | {control} | {request} |
"""
VIEW = """
## views
| meeting | action | view | rating | because |
| --- | --- | --- | --- | --- |
| March | 1.1 | Challenged | {changed} | It is late |
"""
REQUEST = """
## requests
| meeting | action | route |
| --- | --- | --- |
| March | 1.1 | {route} |
"""
A_DAY = st.sampled_from(["", "17 June 2027"])
OF_ROUND = st.fixed_dictionaries(
    {
        "sponsor": st.sampled_from(["", "Vacant", "Ann Field"]),
        "lead": st.sampled_from(["", "Cy Marsh"]),
        "planned": A_DAY,
        "day": A_DAY,
        "rating": st.sampled_from(["", "Green", "Amber", "Red"]),
        "reasons": st.sampled_from(["", "No premises"]),
        "control": st.sampled_from(["", "A new lease"]),
        "request": st.sampled_from(["", "A letter"]),
        "changed": st.sampled_from(["", "Green", "Red"]),
        "route": st.sampled_from(["", "Listed", "Handled elsewhere"]),
    }
)


def gaps(thing: object) -> Iterator[Gap]:
    """Yield every gap, in whichever part of the round it is printed."""
    if isinstance(thing, Gap):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from gaps(one)
    elif isinstance(thing, Frozen):
        for name in fields(type(thing)):
            yield from gaps(getattr(thing, name))


def made(words: dict[str, str]) -> tuple[Paper, list[Finding]]:
    """Return the exception report of these words, and what an officer is told of it."""
    log = (LOG + (VIEW if words["changed"] else "")).format(**words)
    data = logged(PLAN.format(**words), log + (REQUEST if words["route"] else "").format(**words))
    needed = {
        "actions": ("lead",),
        "priorities": ("sponsor",),
        "returns": ("review_date",),
    }
    ways = replace(WAYS, pack=replace(WAYS.pack, required=needed, recommendation=""))
    row, meeting = data.papers[0], data.meeting["March"]
    planned = Planned(row=row, priority="P1")
    kinds = {row.kind: ways.pack}
    at = BoardAt(data, ways, meeting, row, date(2027, 3, 1), kinds, planned=planned)
    return paper_view(at, (), draft=False), list(check(at))


@given(OF_ROUND)
def test_each_gap_that_is_printed_from_a_round_is_an_error_or_is_accepted_by_name(
    words: dict[str, str],
) -> None:
    paper, found = made(words)
    told = {one.code for one in found if one.severity is not Severity.NOTE}
    for gap in gaps(paper.round):
        codes = next(
            (codes for begins, codes in CODES.items() if str(gap).startswith(begins)), {""}
        )
        assert codes & told, gap


def test_a_review_date_that_nobody_gave_is_a_gap_of_its_lead() -> None:
    words = {
        "sponsor": "Ann Field", "lead": "Cy Marsh", "planned": "", "day": "", "rating": "Green",
        "reasons": "", "control": "", "request": "", "changed": "", "route": "",
    }  # fmt: skip
    _, found = made(words)
    assert [f"{f.message} {f.person}" for f in found if f.code == "PK-877"] == [
        "The return of action 1.1 for March has no review date. Cy Marsh"
    ]
    for where in ("planned", "day"):
        _, found = made(words | {where: "17 June 2027"})
        assert not [f for f in found if f.code == "PK-877"]
