"""Indicators that the Board has still to agree, where a dashboard may only have agreed ones."""

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Dashboard, Settings
from paperkit.findings import Finding
from paperkit.frozen import replace
from tests.board.test_rules_check import findings
from tests.cases import each
from tests.tables import at

AGREED_ONLY = Ways(replace(Settings(), dashboard=Dashboard(agreed_only=True)))
DATA = """
## papers
| reference | kind |
| --- | --- |
| Report | performance_report |
| Dashboard | Outcomes dashboard |

## indicators
| reference | agreement |
| --- | --- |
| 2.1 | Agreed |
| 2.2 | Drafted |
| 2.3 | |
"""


@each("paper", ["", "Dashboard"])
def test_a_drafted_indicator_is_an_error_where_a_dashboard_shows_it(paper: str) -> None:
    assert findings("PK-940", DATA, ways=AGREED_ONLY, paper=paper) == [
        Finding(
            "PK-940",
            at("Indicators!B3", "Drafted or agreed"),
            "Indicator 2.2 is drafted, but the Board has not agreed it.",
            value="Drafted",
        )
    ]


def test_another_paper_is_not_held_up_by_it() -> None:
    assert findings("PK-940", DATA, ways=AGREED_ONLY, paper="Report") == []


def test_the_setting_may_let_drafted_indicators_stand() -> None:
    assert findings("PK-940", DATA) == []
