"""Requests that are put to the Board are recommendations, and are judged as such."""

from collections.abc import Mapping
from types import MappingProxyType

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.paper_rows import PAPERS
from paperkit.findings import Finding
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.logs import logged
from tests.tables import told

DATA = """
## meetings
| reference | date |
| --- | --- |
| November | 12 November 2026 |

## priorities
| reference | name |
| --- | --- |
| P1 | Healthy start |

## actions
| reference | parent | lead |
| --- | --- | --- |
| 1.1 | P1 | Cy Marsh |

## papers
| reference | kind | meeting | priority | authors |
| --- | --- | --- | --- | --- |
| Cover | exception_report | November | P1 | Di Ford |
"""
LOG = """
## returns
| meeting | action | rating | reasons | control | request |
| --- | --- | --- | --- | --- | --- |
| November | 1.1 | Red | None left | One ordered | A letter |

## requests
| meeting | action | route | recommendation |
| --- | --- | --- | --- |
| November | 1.1 | {route} | {words} |
"""
SPARED = replace(PackSettings(), recommendation="", implications=("Legal",))


WAYS = Ways()


def found(
    number: str,
    words: str,
    route: str = "Recommendation",
    ways: Ways = WAYS,
    kinds: Mapping[str, PackSettings] = MappingProxyType({}),
) -> list[Finding]:
    data = logged(DATA, LOG.format(route=route, words=words))
    case = BoardAt(data, ways, data.meetings[0], kinds=kinds)
    return [finding for finding in check(case) if finding.code == number]


def test_a_request_in_the_past_tense_is_told_at_its_entry_in_the_log() -> None:
    (one,) = found("PK-474", "That the Board agreed to write")
    assert one.message == "The recommendation says 'agreed', in the past tense."
    assert (one.place.entry, one.place.field) == (2, "Recommendation")
    assert (one.person, one.value) == ("Di Ford", "That the Board agreed to write")
    assert one.remedy.startswith("Write 'agree'.")


def test_another_verb_is_a_note() -> None:
    (one,) = found("PK-475", "Write to schools")
    assert one.message == (
        "The recommendation begins with 'write', which is not among the recommendation verbs."
    )


def test_a_request_put_to_the_board_is_a_recommendation_of_the_paper() -> None:
    assert found("PK-473", "Support a letter") == []
    assert told(found("PK-473", "", route="Listed")) == [
        "PK-473 Papers!A2: Cover makes no recommendation."
    ]


def test_a_listed_request_is_no_recommendation() -> None:
    assert found("PK-474", "Agreed", route="Listed") == []


def test_a_kind_without_recommendations_is_not_asked_for_any() -> None:
    kinds = {"exception_report": SPARED}
    assert found("PK-473", "", route="Listed", kinds=kinds) == []
    assert found("PK-474", "Agreed to write", kinds=kinds) == []


def test_each_paper_is_asked_for_what_its_own_kind_needs() -> None:
    needs = replace(SPARED, required={PAPERS.name: ("directors",)})
    ways = Ways(pack=replace(PackSettings(), required={PAPERS.name: ("purpose",)}))
    kinds = {"exception_report": needs}
    assert told(found("PK-401", "", ways=ways, kinds=kinds)) == [
        "PK-401 Papers!A2: Paper Cover has nothing under 'Accountable director'."
    ]
    assert told(found("PK-470", "", kinds=kinds)) == [
        "PK-470 Papers!A2: Nobody has answered 'Legal' in Cover."
    ]


def test_a_paper_that_shows_no_indicators_is_not_held_up_by_their_lack() -> None:
    outcome = "\n## outcomes\n| reference | parent |\n| --- | --- |\n| O1 | P1 |\n"
    data = logged(DATA + outcome, "")
    for tables, count in (((), 1), (("outcomes", "actions"), 0)):
        ways = Ways(pack=replace(PackSettings(), tables=tables))
        numbers = [finding.code for finding in check(BoardAt(data, ways))]
        assert numbers.count("PK-411") == count
