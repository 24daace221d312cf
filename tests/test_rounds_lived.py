"""Two rounds and three meetings lived through, with a plan that changes between them.

Forms go out in December for the Board of January, and in May for that of June; in March the Board
has a performance report alone. Between them actions are added, withdrawn, deleted, reworded and
given to another lead, an outcome is called otherwise, a sponsor changes; one lead does not answer.
"""

from datetime import date
from pathlib import Path

import pytest

from paperkit.board.data import TABLES
from paperkit.files.yaml_out import tables_yaml
from paperkit.pipeline.building import build
from paperkit.pipeline.issuing import IssueOrder, issue_round
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.rounds import gather_returns
from paperkit.word.outline import outline
from tests.tables import records

SETTINGS = """
council:
  name: Anyshire Council
pack: council
"""
BOARD = """
## meetings
| reference | date | kind |
| --- | --- | --- |
| Board January 2027 | 14 January 2027 | Public |
| Board March 2027 | 11 March 2027 | Public |
| Board June 2027 | 17 June 2027 | Public |

## people
| name | post | member |
| --- | --- | --- |
| Cy Marsh | Head of Early Years | No |
| Di Ford | Head of Dental Health | No |
| Jo Lee | Workforce Lead | No |
| Ann Field | Leader of the Council | Yes |
| Bo Lane | Cabinet Member for Children | Yes |

## papers
| reference | kind | meeting | title | priority |
| --- | --- | --- | --- | --- |
| Table January | exception_appendix | Board January 2027 | | P1 |
| Report January | performance_report | Board January 2027 | Performance in January | |
| Report March | performance_report | Board March 2027 | Performance in March | |
| Table June | exception_appendix | Board June 2027 | | P1 |
| Report June | performance_report | Board June 2027 | Performance in June | |

## outcomes
| reference | name | parent |
| --- | --- | --- |
| O1 | {outcome} | P1 |

## priorities
| reference | name | rank | sponsor |
| --- | --- | --- | --- |
| P1 | Healthy start | Core | {sponsor} |

## actions
| reference | wording | parent | owner | lead | deadline | state |
| --- | --- | --- | --- | --- | --- | --- |
"""
DECEMBER = (
    BOARD.format(outcome="Ready for school", sponsor="Ann Field")
    + """| 1.1 | Open hubs | O1 | Cy Marsh | Cy Marsh | December 2028 | On course |
| 1.2 | Check speech | O1 | Di Ford | Di Ford | December 2028 | At risk |
| 1.3 | Train staff | O1 | Di Ford | Di Ford | December 2028 | On course |
| 1.4 | Print a leaflet | O1 | Cy Marsh | Cy Marsh | December 2028 | On course |
| 1.5 | Hire a bus | O1 | Cy Marsh | Cy Marsh | December 2028 | On course |
"""
)
# 1.1 is reworded, 1.3 has another lead, 1.4 is withdrawn, 1.5 is deleted, 1.6 is new.
SPRING = (
    BOARD.format(outcome="School ready", sponsor="Bo Lane").replace(
        "Leader of the Council", "Former leader"
    )
    + """| 1.1 | Open seven hubs | O1 | Cy Marsh | Cy Marsh | December 2028 | On course |
| 1.2 | Check speech | O1 | Di Ford | Di Ford | December 2028 | At risk |
| 1.3 | Train staff | O1 | Di Ford | Jo Lee | December 2028 | On course |
| 1.4 | Print a leaflet | O1 | Cy Marsh | Cy Marsh | December 2028 | Withdrawn |
| 1.6 | Visit at home | O1 | Jo Lee | Jo Lee | December 2028 | On course |
"""
)
SUMMER = SPRING.replace("Open seven hubs", "Open nine hubs").replace(
    "| 1.6 | Visit at home | O1 | Jo Lee | Jo Lee | December 2028 | On course |",
    "| 1.7 | Walk to school | O1 | Di Ford | Di Ford | December 2028 | On course |",
)
IN_JANUARY = """
## returns
| meeting | action | rating | reasons | control |
| --- | --- | --- | --- | --- |
| Board January 2027 | 1.1 | Amber | No premises | A lease in Alder Street |
| Board January 2027 | 1.2 | Green | | |
| Board January 2027 | 1.4 | Red | No printer | Ask another |
| Board January 2027 | 1.5 | Green | | |
"""
IN_JUNE = """
## returns
| meeting | action | rating | reasons | control |
| --- | --- | --- | --- | --- |
| Board June 2027 | 1.1 | Green | | |
| Board June 2027 | 1.2 | Amber | Two have left | Agency staff |
| Board June 2027 | 1.3 | Green | | |
| Board June 2027 | 1.6 | Red | No car | Share one |
"""


class Life:
    """A project through a year, and the outline of each paper as it was made."""

    def __init__(self, folder: Path) -> None:
        """Begin with a folder that has the settings alone."""
        self.folder, self.count = folder / "board", 0
        self.folder.mkdir()
        (self.folder / "paperkit.yaml").write_text(SETTINGS, encoding="utf-8")

    def types(self, markdown: str) -> None:
        """Have the officer type the data anew."""
        text = tables_yaml(TABLES, records(markdown))
        (self.folder / "board.yaml").write_text(text, encoding="utf-8")

    def asks(self, meeting: str, day: date, due: date) -> None:
        """Issue the round for a meeting on a day."""
        assert issue_round(IssueOrder(self.folder, day, meeting, due), "P1").refused == ""

    def gathers(self, plan: str, returns: str, day: date) -> None:
        """Gather what leads returned, which the officer has typed beside the plan."""
        self.types(plan + returns)
        assert gather_returns(self.folder, day).logged > 0
        self.types(plan)

    def paper(self, reference: str, day: date) -> list[str]:
        """Return a draft of a paper as an outline."""
        self.count += 1
        out = self.folder.parent / f"out {self.count}"
        built = build(Order(self.folder, reference, day, out=out))
        assert built.refused == ""
        (path,) = built.files
        return outline(path.read_bytes()).splitlines()


class Year:
    """What was made at each meeting, and then once more in summer."""

    def __init__(self, folder: Path) -> None:
        """Live through the year."""
        life, january = Life(folder), date(2027, 1, 5)
        life.types(DECEMBER)
        life.asks("Board January 2027", date(2026, 12, 4), date(2026, 12, 18))
        life.gathers(DECEMBER, IN_JANUARY, date(2026, 12, 18))
        self.table_january = life.paper("Table January", january)
        self.report_january = life.paper("Report January", january)
        life.types(SPRING)
        self.table_january_in_march = life.paper("Table January", date(2027, 3, 1))
        self.report_march = life.paper("Report March", date(2027, 3, 1))
        life.asks("Board June 2027", date(2027, 5, 4), date(2027, 5, 21))
        life.gathers(SPRING, IN_JUNE, date(2027, 5, 21))
        self.table_june = life.paper("Table June", date(2027, 6, 1))
        self.report_june = life.paper("Report June", date(2027, 6, 1))
        summer = date(2027, 8, 2)
        life.types(SUMMER)
        self.table_january_in_summer = life.paper("Table January", summer)
        self.table_june_in_summer = life.paper("Table June", summer)
        # A report shows the plan itself: with that of the day the log of later alters nothing.
        life.types(DECEMBER)
        self.report_january_in_summer = life.paper("Report January", summer)
        life.types(SPRING)
        self.report_march_in_summer = life.paper("Report March", summer)
        self.report_june_in_summer = life.paper("Report June", summer)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Return the year, lived through once."""
    return Year(tmp_path_factory.mktemp("life"))


def rows(made: list[str], caption: str, *columns: int) -> list[str]:
    """Return these columns of each row of a table."""
    start = made.index(f"[table: {caption}]") + 1
    table = made[start : made.index("[end of table]", start)]
    cells = [[cell.strip() for cell in line.split("|")[1:]] for line in table]
    return ["; ".join(row[n] for n in columns) for row in cells if row[0].startswith("1.")]


TABLE, PLANS = "Exception report on the actions", "All actions of the plans"
ON_TRACK = "Actions on track"


def test_the_appendix_of_january_has_what_was_asked_and_who_did_not_answer(year: Year) -> None:
    assert rows(year.table_january, TABLE, 0, 2, 5) == [
        "1.4 Print a leaflet; Cy Marsh; [Red ■]",
        "1.3 Train staff; Di Ford; No return received",
        "1.1 Open hubs; Cy Marsh; [Amber ▲]",
    ]
    assert rows(year.table_january, ON_TRACK, 0, 2, 5) == [
        "1.2 Check speech; Di Ford; [Green ●]",
        "1.5 Hire a bus; Cy Marsh; [Green ●]",
    ]
    assert "Panel Text | | Sponsor: Ann Field, Leader of the Council" in year.table_january
    assert "No return was received for one of the 5 actions: action 1.3 (Di Ford)." in (
        "\n".join(year.table_january)
    )


def test_the_appendix_of_june_says_of_each_action_what_happened_last_time(year: Year) -> None:
    assert rows(year.table_june, TABLE, 0, 2, 5) == [
        "1.6 Visit at home; Jo Lee; [Red ■] ¶ First report",
        "1.2 Check speech; Di Ford; [Amber ▲] ¶ Last time: Green, worse",
    ]
    assert rows(year.table_june, ON_TRACK, 0, 2, 5) == [
        "1.1 Open seven hubs; Cy Marsh; [Green ●] ¶ Last time: Amber, better",
        "1.3 Train staff; Jo Lee; [Green ●] ¶ No return last time",
    ]
    said = "\n".join(year.table_june)
    assert (
        "Of the 4 actions, 1 has a worse rating (action 1.2), 1 has a better rating (action 1.1), "
        "1 is reported on for the first time and 1 had no return last time. Ratings are "
        "compared with those of the round for 14 January 2027."
    ) in said
    assert "Sponsor: Bo Lane, Cabinet Member for Children" in said
    assert "| 1.4 Print a leaflet | Withdrawn: no reason is recorded |" in said


def test_an_appendix_that_is_built_again_later_is_what_was_filed(year: Year) -> None:
    assert year.table_january_in_march == year.table_january
    assert year.table_january_in_summer == year.table_january
    assert year.table_june_in_summer == year.table_june


def test_the_reports_show_the_plan_of_the_day_as_its_leads_reported(year: Year) -> None:
    assert rows(year.report_january, PLANS, 0, 1, 2) == [
        "1.1 Open hubs (O1); Cy Marsh; December 2028; [Amber ▲] At risk. First report",
        "1.2 Check speech (O1); Di Ford; December 2028; [Green ●] On course. First report",
        "1.3 Train staff (O1); Di Ford; December 2028; No return received. On course. No return",
        "1.4 Print a leaflet (O1); Cy Marsh; December 2028; [Red ■] At risk. First report",
        "1.5 Hire a bus (O1); Cy Marsh; December 2028; [Green ●] On course. First report",
    ]
    not_asked = "Not asked about since the last report (round for 14 January 2027)"
    assert rows(year.report_march, PLANS, 0, 2) == [
        f"1.1 Open seven hubs (O1); [Amber ▲] At risk. {not_asked}",
        f"1.2 Check speech (O1); [Green ●] On course. {not_asked}",
        f"1.3 Train staff (O1); No return received. On course. {not_asked}",
        f"1.4 Print a leaflet (O1); [Red ■] Withdrawn. {not_asked}",
        "1.6 Visit at home (O1); On course",
    ]
    assert rows(year.report_june, PLANS, 0, 2) == [
        "1.1 Open seven hubs (O1); [Green ●] On course. Better; last time Amber",
        "1.2 Check speech (O1); [Amber ▲] At risk. Worse; last time Green",
        "1.3 Train staff (O1); [Green ●] On course. No return last time",
        f"1.4 Print a leaflet (O1); [Red ■] Withdrawn. {not_asked}",
        "1.6 Visit at home (O1); [Red ■] At risk. First report",
    ]


def test_a_report_from_the_plan_of_its_day_is_the_same_however_long_the_log_is(year: Year) -> None:
    assert year.report_january_in_summer == year.report_january
    assert year.report_march_in_summer == year.report_march
    assert year.report_june_in_summer == year.report_june
