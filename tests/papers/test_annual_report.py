"""The annual report as a stranger reads it (seed T 3.15)."""

from datetime import date
from functools import cache
from pathlib import Path

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Council, Settings
from paperkit.files import bundled
from paperkit.frozen import fields, replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import AnnualReport, Fact, Paper, YearInFigures
from paperkit.packs.packs import find_pack
from paperkit.packs.plan import plan
from paperkit.packs.templates import template_of
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from paperkit.word.values import Gap, Sentence, Sparkline
from tests.cases import each
from tests.logs import logged
from tests.validators import errors_of

PACK = find_pack("council", [bundled("report_templates")])
KIND, _ = PACK.kind("annual_report")
WAYS = Ways(Settings(council=Council(name="Anyshire Council")), PACK.settings)
YEAR = """
## meetings
| reference | date | kind |
| --- | --- | --- |
| November 2025 | 12 November 2025 | |
| Session | 2 December 2025 | Development session |
| March 2026 | 12 March 2026 | |
| May 2026 | 21 May 2026 | |
| July 2026 | 16 July 2026 | |

## people
| name | post | organisation | member | start | end |
| --- | --- | --- | --- | --- | --- |
| Ann Field | Cabinet Member | Anyshire Council | Yes | 1 May 2020 | |
| Ben Moor | Director | The Trust | Yes | 1 June 2025 | |
| Cy Marsh | Chief Officer | Healthwatch | Yes | 1 May 2020 | 31 March 2026 |
| Ada Brook | Transport Lead | Anyshire Council | No | | |

## strategy
| title | period | vision | approved_by | approved_on |
| --- | --- | --- | --- | --- |
| Well in Anyshire | 2024 to 2034 | Good health for all. | Full Council | 21 March 2024 |

## related_strategies
| title | level | owner | priorities | link |
| --- | --- | --- | --- | --- |
| Care strategy | System | The ICB | | https://www.icb.example/care |
| Housing strategy | Place | Anyshire Council | 1<br>4 | |

## priorities
| reference | name | rank | sponsor |
| --- | --- | --- | --- |
| P1 | Healthy lives | Core | Ann Field |
| P2 | Ageing well | Core | Vacant |

## outcomes
| reference | name | parent |
| --- | --- | --- |
| O1 | Fewer smoke | P1 |

## actions
| reference | wording | parent | lead | deadline | state | done_on | correction | carried_from |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open a clinic. | O1 | Ada Brook | 31 March 2026 | Delivered | 27 March 2026 | | |
| 1.2 | Train staff. | O1 | Ada Brook | 31 January 2026 | At risk | | Two courses are booked. | |
| 1.3 | Write to all. | O1 | Ada Brook | 31 January 2026 | On course | | | |
| 2.1 | Build a route. | P2 | Ada Brook | 31 July 2026 | Carried over | | | Plan 2025/26 |

## milestones
| action | wording | date | reached_on |
| --- | --- | --- | --- |
| 1.1 | The lease is signed. | 1 March 2026 | 2 March 2026 |
| 1.2 | Half are trained. | 1 March 2026 | |

## indicators
| reference | name | outcome | partner | direction | unit | next_due |
| --- | --- | --- | --- | --- | --- | --- |
| PI 1 | Smokers who stop | O1 | The Trust | Higher is better | % | |
| PI 2 | Adults who smoke | O1 | The Trust | Lower is better | % | |
| PI 3 | Active adults | O1 | The Trust | Higher is better | % | 8 October 2026 |
| PI 4 | Checks | O1 | The Trust | Higher is better | | |

## targets
| indicator | year | value | signed_by |
| --- | --- | --- | --- |
| PI 1 | 2025/26 | 56 | Executive |
| PI 2 | 2025/26 | 10 | Executive |

## readings
| indicator | period | value |
| --- | --- | --- |
| PI 1 | 2024/25 | 52 |
| PI 1 | 2025/26 | 57 |
| PI 2 | 2024/25 | 11 |
| PI 2 | 2025/26 | 12 |
| PI 3 | 2024/25 | 60 |
| PI 4 | 2025/26 | Published in June 2026 |

## groups
| name |
| --- |
| Healthwatch |
| Carers |

## feedback
| group | meeting | about | delivered | difference | highlight |
| --- | --- | --- | --- | --- | --- |
| Healthwatch | March 2026 | 1.1 | Yes | Partly | A bus would help. |

## partner_reports
| meeting | partner | title | actions | received | summary |
| --- | --- | --- | --- | --- | --- |
| March 2026 | The Trust | Clinics | 1.1 | Yes | It filled every room. |
| March 2026 | Age Well | | | | |

## sessions
| meeting | topic | actions | issue | brought_to |
| --- | --- | --- | --- | --- |
| Session | SECRET TOPIC | 1.3 | A joint post | March 2026 |
| Session | SECRET OTHER TOPIC | | | |

## plans
| reference | title | year | version | approved_by | approved_on |
| --- | --- | --- | --- | --- | --- |
| Plan 2026/27 | Delivery plan 2026/27 | 2026/27 | refresh | The Board | 12 March 2026 |

## papers
| reference | kind | meeting | title | publicity | authors |
| --- | --- | --- | --- | --- | --- |
| AR | annual_report | May 2026 | Annual report 2025/26 | Public | Ada Brook |
| FP | covering_report | July 2026 | Lease of a clinic | Public | Ada Brook |
"""
WORDS = """
## text
| paper | section | name | text |
| --- | --- | --- | --- |
| AR | achieved | Healthy lives | The clinic *never* closes. |
| AR | case_studies | P1: A café at night | Ola came every week. |
| AR | case_studies | Choir | Two groups sing. |
| AR | achieved.P2 | | Ours of P2. |
| AR | year.actions | | Ours of the year. |
| AR | less_well | | We learned late. |
| AR | next_year | | We look ahead. |
"""
DECIDED = """
## decisions
| meeting | paper | recommendation | outcome | wording |
| --- | --- | --- | --- | --- |
| March 2026 | Gone | That a clinic be let. | Agreed | |
| March 2026 | | | | That members be told how long people wait. |
"""
LOG = """
## rounds
| priority | meeting | issued_on |
| --- | --- | --- |
| P1 | November 2025 | 1 October 2025 |
| P1 | March 2026 | 1 February 2026 |

## returns
| meeting | action | lead | rating | reasons | control | exceptional |
| --- | --- | --- | --- | --- | --- | --- |
| November 2025 | 1.1 | Ada Brook | Amber | No room | A lease | |
| November 2025 | 1.2 | Ada Brook | Amber | Few staff | Two courses | |
| March 2026 | 1.1 | Ada Brook | Green | Open a month early. | | Completed early |
| March 2026 | 1.2 | Ada Brook | Red | Fewer staff | | |

## views
| meeting | action | sponsor | view | rating | because |
| --- | --- | --- | --- | --- | --- |
| November 2025 | 1.2 | Ann Field | Challenged | Red | A third left. |
"""


def at_may(data: BoardData) -> BoardAt:
    meeting = data.meeting["May 2026"]
    row = next((row for row in data.papers if row.kind == KIND.name), None)
    planned = plan(data, WAYS, {KIND.name: KIND}, meeting).of("AR") if row else None
    bare = BoardAt(data, WAYS, meeting, row)
    return replace(bare, planned=planned) if planned else bare


def paper(tables: str = YEAR, log: str = LOG) -> Paper:
    data = logged(tables, log)
    return paper_view(at_may(data), KIND.sections, draft=True)


def year(tables: str = YEAR, log: str = LOG) -> AnnualReport:
    return paper(tables, log).year


def sentences(made: AnnualReport) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for name in fields(type(made)):
        part = getattr(made, name)
        for one in part if isinstance(part, tuple) else ():
            told = getattr(one, "sentences", (one,))
            found |= {said.key: said for said in told if isinstance(said, Sentence)}
    return found


def said(key: str, tables: str = YEAR, log: str = LOG) -> str:
    one = sentences(year(tables, log)).get(key)
    return one.words if one else ""


def rests_on(key: str) -> list[str]:
    return [str(place).removeprefix("board.xlsx, ") for place in sentences(year())[key].rests_on]


def test_the_year_in_brief_is_drafted_with_its_bases_what_was_achieved_first() -> None:
    told = [(one.key, one.words) for one in year(YEAR + DECIDED).summary]
    assert told == [
        (
            "year.actions",
            "Of the 4 actions, one was delivered in the year. Of the 3 due, 1 has been delivered "
            "and 2 have not been delivered.",
        ),
        (
            "year.outturns",
            "Of the 4 indicators, 1 is on target, 1 is off target and 2 have no rating.",
        ),
        (
            "year.span",
            "Indicators are for the reporting year 2025/26, from 1 April 2025 to 31 March 2026.",
        ),
        (
            "year.less_well",
            "Of the 3 actions asked about, 1 ended the year rated Red. Of the 2 milestones of the "
            "year, 1 is recorded as reached and 1 is not recorded as reached.",
        ),
        ("year.groups", "The one answer of a group on delivery is Yes."),
        (
            "year.decisions",
            "The one recommendation to follow up was agreed. The Board made one request.",
        ),
    ]


def test_the_summary_counts_what_came_late_or_was_moved_of_all_actions() -> None:
    late = "27 March 2026 | | |\n| 1.2"
    assert said("year.less_well", YEAR.replace(late, late.replace("27 March", "3 April"))) == (
        "Of 4 actions, 1 was delivered late. Of the 3 actions asked about, 1 ended the year rated "
        "Red. Of the 2 milestones of the year, 1 is recorded as reached and 1 is not recorded as "
        "reached."
    )


@each(
    ("rows", "actions", "less_well"),
    [
        (
            "| 1.1 | Open. | O1 | 31 March 2026 | | Delivered | 3 April 2026 |",
            "The one action was delivered in the year. The one due has been delivered.",
            "The one action was delivered late.",
        ),
        (
            "| 1.1 | Open. | O1 | 31 March 2026 | | Delivered | 3 April 2026 |\n"
            "| 1.2 | Walk. | O1 | 31 March 2026 | 30 April 2026 | Delivered | 1 May 2026 |",
            "Both actions were delivered in the year. Both due have been delivered.",
            "Of 2 actions, both were delivered late and 1 has a new deadline.",
        ),
        (
            "| 1.1 | Open. | O1 | 31 March 2027 | | On course | |",
            "The one action is not recorded as delivered in the year. No action was due.",
            "",
        ),
        (
            "".join(
                f"| 1.{n} | Walk. | O1 | 31 March 2026 | 30 June 2027 | On course | |\n"
                for n in (1, 2, 3)
            ),
            "Of the 3 actions, none is recorded as delivered in the year. No action was due.",
            "All 3 actions have a new deadline.",
        ),
    ],
)
def test_the_summary_speaks_of_one_both_all_and_none(
    rows: str, actions: str, less_well: str
) -> None:
    head = "| reference | wording | parent | deadline | revised_deadline | state | done_on |\n"
    tables = f"{YEAR.split('## actions', maxsplit=1)[0]}## actions\n{head}{'| --- ' * 7}|\n{rows}"
    assert said("year.actions", tables, "") == actions
    assert said("year.less_well", tables, "") == less_well


@each(
    ("indicators", "outturns"),
    [
        ("", None),
        ("| PI 1 | Smokers | O1 |\n", "The one indicator has no rating."),
        ("| PI 1 | Smokers | O1 |\n| PI 2 | Falls | O1 |\n", "Both indicators have no rating."),
    ],
)
def test_the_year_of_indicators_is_said_only_where_there_are_any(
    indicators: str, outturns: str | None
) -> None:
    head = "## indicators\n| reference | name | outcome |\n| --- | --- | --- |\n"
    tables = f"{YEAR.split('## actions', maxsplit=1)[0]}{head if indicators else ''}{indicators}"
    told = {one.key: one.words for one in year(tables).summary}
    assert told.get("year.outturns") == outturns
    assert ("year.span" in told) is bool(indicators)


def test_the_summary_counts_what_groups_answered_and_not_what_they_left_open() -> None:
    more = (
        "| Carers | March 2026 | 1.2 | Not known | | |\n| Carers | March 2026 | 1.3 | | | Hm. |\n"
    )
    heard = "| Yes | Partly | A bus would help. |\n"
    assert said("year.groups", YEAR.replace(heard, heard + more)) == (
        "Of the 2 answers of groups on delivery, 1 is Yes and 1 is Not known."
    )
    both = heard + more.replace("Not known", "Yes")
    assert said("year.groups", YEAR.replace(heard, both)) == (
        "Both answers of groups on delivery are Yes."
    )
    assert said("year.groups", YEAR.replace("| Yes | Partly |", "| | Partly |")) == ""


def test_what_the_board_is_and_who_sat_on_it_with_who_joined_and_left() -> None:
    assert said("board.what_it_is").startswith(
        "The Health and Wellbeing Board is a committee of Anyshire Council (Health and Social Care "
        "Act 2012, section 194)."
    )
    assert said("board.members") == (
        "Three people are recorded as members in the year. One member joined: Ben Moor (1 June "
        "2025). One member left: Cy Marsh (31 March 2026)."
    )
    assert rests_on("board.members") == ["People!A2", "People!A3", "People!A4"]
    assert [(one.name, one.in_year) for one in year().members] == [
        ("Ann Field", "All year"),
        ("Ben Moor", "Joined on 1 June 2025"),
        ("Cy Marsh", "Left on 31 March 2026"),
    ]
    assert said("board.meetings") == (
        "The Board has 3 public meetings in the year: 12 November 2025, 12 March 2026 and 21 May "
        "2026."
    )


def test_of_a_member_without_a_first_day_it_is_said_that_it_is_not_recorded() -> None:
    undated = YEAR.replace("| Yes | 1 May 2020 | |", "| Yes | | |").replace(
        "| Yes | 1 June 2025 |", "| Yes | |"
    )
    assert said("board.members", undated) == (
        "Three people are recorded as members in the year. One member left: Cy Marsh (31 March "
        "2026). It is not recorded when 2 of them joined."
    )
    assert [one.in_year for one in year(undated).members] == [
        "First day not recorded",
        "First day not recorded",
        "Left on 31 March 2026",
    ]
    dated = YEAR.replace("1 June 2025 | |", "1 May 2020 | |").replace("| 31 March 2026 |", "| |")
    assert said("board.members", dated).endswith(" Nobody joined or left.")


def test_of_a_plan_without_a_day_of_approval_it_is_said_that_it_is_not_recorded() -> None:
    plans = """
## plans
| reference | title | year | version | approved_by |
| --- | --- | --- | --- | --- |
| A | Adults | 2026/27 | refresh | |
| C | Children | 2026/27 | | The Board |
"""
    assert said("next_year.plans", f"{YEAR.split('## plans', maxsplit=1)[0]}{plans}", "") == (
        "The delivery plans for the next year are: Adults, refresh (not recorded as agreed); and "
        "Children (agreed by The Board)."
    )


def test_where_no_action_was_due_it_is_not_said_that_every_one_was_delivered() -> None:
    none = (
        YEAR.split("## actions", maxsplit=1)[0]
        + """
## actions
| reference | wording | parent | deadline | state |
| --- | --- | --- | --- | --- |
| 1.1 | Open a clinic. | O1 | | On course |
"""
    )
    assert said("less_well.actions", none, "") == ("No action was due by the date of this meeting.")
    assert said("year.actions", none, "") == (
        "The one action is not recorded as delivered in the year. No action was due."
    )
    assert said("achieved.in_all", none, "") == (
        "The one action in the delivery plans has no deadline recorded (action 1.1)."
    )


def test_an_outturn_without_a_figure_or_target_is_not_said_to_miss_it() -> None:
    only = (
        YEAR.split("## indicators", maxsplit=1)[0]
        + """
## indicators
| reference | name | outcome | direction |
| --- | --- | --- | --- |
| PI 1 | Smokers who stop | O1 | Higher is better |
"""
    )
    assert said("achieved.P1", only, "").endswith(
        "Its one indicator cannot be compared with a target for 2025/26."
    )


def test_the_strategy_in_brief() -> None:
    assert said("strategy.brief") == (
        "The Board is responsible for ‘Well in Anyshire’. It runs from 2024 to 2034. It was "
        "approved by Full Council on 21 March 2024."
    )
    assert said("strategy.priorities") == (
        "The strategy has 2 priorities: Healthy lives and Ageing well."
    )
    supporting = YEAR.replace("| Ageing well | Core |", "| Ageing well | Supporting |")
    assert said("strategy.priorities", supporting) == (
        "The strategy has one core priority: Healthy lives. It also has one supporting priority: "
        "Ageing well."
    )
    assert said("strategy.related") == "The strategy is linked to 2 other strategies."
    made = year()
    assert made.vision == "Good health for all."
    assert [(line.name, line.sponsor) for line in made.priorities] == [
        ("P1 Healthy lives", "Ann Field"),
        ("P2 Ageing well", "Vacant"),
    ]
    assert [(one.level, str(one.title), one.supported) for one in made.related] == [
        ("System", "Care strategy", "None recorded"),
        ("Place", "Housing strategy", "1 and 4"),
    ]
    assert {one.supported for one in year(YEAR.replace("1<br>4", "")).related} == {""}


def test_what_was_achieved_for_a_priority_is_drafted_and_rests_on_its_rows() -> None:
    assert said("achieved.P1") == (
        "Of its 3 actions, one was delivered in the year: action 1.1. One milestone was reached. "
        "Of its 4 indicators, one met its target for 2025/26: Smokers who stop. Two cannot be "
        "compared with a target: Active adults and Checks. Exceptional progress or early "
        "completion was reported on one action (action 1.1)."
    )
    assert rests_on("achieved.P1") == [
        "Actions!A2", "Actions!A3", "Actions!A4", "Milestones!A2",
        "Indicators!A2", "Targets!A2", "Readings!A3",
        "Indicators!A3", "Targets!A3", "Readings!A5",
        "Indicators!A4", "Indicators!A5", "Readings!A7",
        "exception-log.sqlite, entry 5",
    ]  # fmt: skip
    assert said("achieved.P2") == "Its one action was not delivered in the year."


def test_what_was_achieved_stands_in_one_table_with_the_words_of_leads() -> None:
    first, second = year().achieved
    assert [(one.kind, one.name, one.result, one.due) for one in first.achieved] == [
        ("Action delivered", "1.1 Open a clinic.", "27 March 2026", "31 March 2026"),
        ("Milestone reached", "The lease is signed. (action 1.1)", "2 March 2026", "1 March 2026"),
        ("Target met", "PI 1 Smokers who stop", "57%", "56%"),
    ]
    (told,) = first.exceptional
    assert (told.action, told.progress, told.meeting, told.words) == (
        "1.1 Open a clinic.", "Completed early", "12 March 2026", "Open a month early."
    )  # fmt: skip
    assert (second.name, second.achieved) == ("P2 Ageing well", ())


def test_of_the_targets_met_the_figures_are_drawn_of_the_three_that_moved_most() -> None:
    names = ["PI 1", "PI 2", "PI 3", "PI 4"]
    latest = {"PI 1": 60, "PI 2": 52, "PI 3": 70, "PI 4": 80}
    head = "| indicator | period | value |\n| --- | --- | --- |\n"
    figures = "".join(
        f"| {name} | 2023/24 | 49 |\n| {name} | 2024/25 | 50 |\n| {name} | 2025/26 | {value} |\n"
        for name, value in latest.items()
    )
    goals = "| indicator | year | value |\n| --- | --- | --- |\n"
    goals += "".join(f"| {name} | 2025/26 | 51 |\n" for name in names)
    before, _, after = YEAR.replace("Lower is better", "Higher is better").partition("## targets")
    _, _, rest = after.partition("## groups")
    tables = f"{before}## targets\n{goals}\n## readings\n{head}{figures}\n## groups{rest}"
    met = [one for one in year(tables).achieved[0].achieved if one.kind == "Target met"]
    assert [isinstance(one.sparkline, Sparkline) for one in met] == [True, False, True, True]


def test_the_small_line_of_an_outturn_ends_with_its_year_and_is_held_against_its_own_target() -> (
    None
):
    months = "".join(
        f"| PI 1 | {month} | {number} |\n"
        for month, number in [
            ("January 2026", 54), ("February 2026", 55), ("March 2026", 57), ("April 2026", 58)
        ]
    )  # fmt: skip
    more = YEAR.replace("| PI 1 | 2025/26 | 57 |\n", months).replace(
        "| PI 1 | 2024/25 | 52 |\n", ""
    )
    (row,) = (row for row in year(more).outturns if str(row.reference) == "PI 1")
    assert str(row.sparkline) == "Since January 2026: better, 54% to 57%; target 56% met"
    assert "April 58%" in row.figures


def test_the_year_at_a_glance_counts_what_there_is_and_has_no_word_of_what_there_is_not() -> None:
    facts = year().glance
    assert {name: (one.figure, one.words) for name, one in in_turn(facts)} == {
        "actions": ("1", "delivered in the year, of 4 actions; 1 of the 3 due"),
        "targets": ("1", "on target or better, of 2 indicators with an outturn and a target"),
        "milestones": ("1", "recorded as reached, of 2 milestones of the year"),
        "meetings": ("3", "public meetings of the Board in the year"),
        "decisions": ("", ""),
        "returns": ("1", "received, of 2 returns asked for"),
    }
    bare = "## meetings\n| reference | date |\n| - | - |\n| May 2026 | 21 May 2026 |"
    assert [name for name, one in in_turn(year(bare, "").glance) if one.figure] == ["meetings"]


def in_turn(facts: YearInFigures) -> list[tuple[str, Fact]]:
    return [(name, getattr(facts, name)) for name in fields(type(facts))]


def test_officers_words_and_case_studies_stand_with_their_priority_and_none_is_lost() -> None:
    made = year(YEAR + WORDS)
    first, second = made.achieved
    assert len(first.words.blocks) == 1
    assert [study.title for study in first.case_studies] == ["A café at night"]
    assert [study.title for study in made.other_words] == ["Choir"]
    assert not second.words


def test_a_row_of_text_under_a_key_stands_in_place_of_its_sentence() -> None:
    told = sentences(year(YEAR + WORDS))
    assert told["achieved.P2"].words == "Ours of P2."
    assert told["year.actions"].words == "Ours of the year."
    assert [str(place) for place in told["year.actions"].rests_on] == ["board.xlsx, Text!A6"]


def test_every_indicator_has_both_outturns_its_target_and_its_movement() -> None:
    rows = {str(row.reference): row for row in year().outturns}
    one = rows["PI 2"]
    assert (one.before, one.target, one.outturn, str(one.word)) == ("11%", "10%", "12%", "Red")
    assert one.movement == "↓\xa0Worse"
    assert one.figures == "2024/25 11%; 2025/26 12%"


def test_figures_of_one_year_stand_together_and_a_sign_off_of_all_targets_is_said_once() -> None:
    quarters = "".join(f"| PI 1 | Q{n} 2025/26 | 5{n} |\n" for n in range(1, 5))
    more = YEAR.replace("| PI 1 | 2025/26 | 57 |\n", quarters).replace(
        "| PI 1 | 2024/25 | 52 |\n", ""
    )
    rows = {str(row.reference): row for row in year(more).outturns}
    assert rows["PI 1"].figures == "2025/26: Q1 51%, Q2 52%, Q3 53%, Q4 54%"
    assert year().signed == "Every target for 2025/26 was signed off by the Executive."
    assert {row.signed for row in year().outturns} == {""}
    apart = year(
        YEAR.replace("| PI 2 | 2025/26 | 10 | Executive |", "| PI 2 | 2025/26 | 10 | Board |")
    )
    assert apart.signed == ""
    assert [row.signed for row in apart.outturns[:2]] == ["2025/26, Executive", "2025/26, Board"]


def test_an_outturn_that_is_not_out_says_so_and_when_it_comes() -> None:
    rows = {str(row.reference): row.outturn for row in year().outturns}
    assert rows["PI 3"] == "Not out yet: due 8 October 2026"
    assert rows["PI 4"] == "Not out yet: published in June 2026"
    assert said("outturns.awaited") == (
        "Two indicators have no outturn for 2025/26 yet: Active adults (due 8 October 2026) and "
        "Checks (published in June 2026)."
    )
    undated = YEAR.replace("8 October 2026", "")
    assert [r.outturn for r in year(undated).outturns if r.reference == "PI 3"] == [
        Gap("No 2025/26 outturn given by The Trust at publication")
    ]


def test_what_went_less_well_is_told_with_what_was_done_and_a_gap_where_nobody_said() -> None:
    late, silent, milestone, missed = year().listed
    assert (late.name, late.why, str(late.word)) == (
        "1.2 Train staff.",
        ("Due and not delivered", "Worst rating in its last round (12 March 2026)"),
        "Red",
    )
    assert late.standing == ("Due: 31 January 2026", "Not delivered", "Reporting lead: Ada Brook")
    assert late.done == (
        "Two courses are booked.",
        "Fewer staff",
        Gap("No action to control the risk given by the Transport Lead at publication"),
    )
    assert silent.done == (
        Gap("No corrective action reported by the Transport Lead at publication"),
    )
    assert (milestone.name, milestone.why, milestone.done) == (
        "Half are trained. (action 1.2)",
        ("Milestone not recorded as reached",),
        (Gap("Not reported by the Transport Lead at publication"),),
    )
    assert (missed.name, missed.standing, str(missed.word)) == (
        "PI 2 Adults who smoke", ("12%; target 10%",), "Red"
    )  # fmt: skip
    assert missed.done == (Gap("Nothing said of this outturn by The Trust at publication"),)


def test_what_went_less_well_is_drafted() -> None:
    assert said("less_well.actions") == (
        "Two actions due by this meeting had not been delivered by 21 May 2026: actions 1.2 and "
        "1.3."
    )
    assert said("less_well.milestones") == (
        "It is not recorded whether one milestone of the year was reached."
    )
    assert said("less_well.targets") == (
        "Of the 4 indicators, one is worse than its target for 2025/26: Adults who smoke."
    )
    assert said("less_well.ratings") == (
        "One action ended the year rated Red: action 1.2 (12 March 2026)."
    )


def test_two_actions_that_were_due_are_both_said_to_have_been_delivered() -> None:
    more = """
## actions
| reference | wording | parent | lead | deadline | state | done_on |
| --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open a clinic. | O1 | Ada Brook | 31 March 2026 | Delivered | 3 March 2026 |
| 1.2 | Train staff. | O1 | Ada Brook | 31 March 2026 | Delivered | 4 March 2026 |
"""
    found = year(YEAR.split("## actions", maxsplit=1)[0] + more, "")
    words = {one.key: one.words for one in found.less_well}
    assert words["less_well.actions"] == (
        "Both actions due by this meeting had been delivered by 21 May 2026."
    )


def test_late_deliveries_and_moved_deadlines_are_among_what_went_less_well() -> None:
    more = """
## actions
| reference | wording | parent | lead | deadline | revised_deadline | state | done_on |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open a clinic. | O1 | Ada Brook | 31 March 2026 | | Delivered | 3 April 2026 |
| 1.2 | Train staff. | O1 | Ada Brook | 31 March 2026 | 30 September 2026 | On course | |
"""
    found = year(YEAR.split("## actions", maxsplit=1)[0] + more, "")
    words = {one.key: one.words for one in found.less_well}
    assert words == {
        "less_well.actions": (
            "The one action due by this meeting had been delivered by 21 May 2026."
        ),
        "less_well.delivered_late": (
            "One action was delivered after its deadline: action 1.1 (3 days late)."
        ),
        "less_well.moved": (
            "The deadline of one action was moved: action 1.2 (from 31 March 2026 to 30 September "
            "2026)."
        ),
    }
    late, moved, *_ = found.listed
    assert (late.why, late.standing[1]) == (
        ("Delivered late",), "Delivered on 3 April 2026, 3 days late"
    )  # fmt: skip
    assert (moved.why, moved.standing[0]) == (
        ("Deadline moved",), "Due: 31 March 2026, revised to 30 September 2026"
    )  # fmt: skip


def test_ratings_over_the_rounds_of_the_year_mark_what_the_sponsor_changed() -> None:
    made = year()
    rated = {row.name: row for row in made.rated}
    told = [(r.meeting, str(r.word), r.changed) for r in rated["1.2 Train staff."].rounds]
    assert told == [
        ("12 November 2025", "Red", "changed by the sponsor from Amber"),
        ("12 March 2026", "Red", ""),
    ]
    assert rated["1.1 Open a clinic."].movement == "Better"
    assert [str(r.word) for r in rated["1.3 Write to all."].rounds] == ["no return", "no return"]
    assert made.best == ""
    assert said("ratings.rounds") == (
        "One priority reported by exception in the year: Healthy lives (2 rounds, 12 November 2025 "
        "and 12 March 2026)."
    )
    assert said("ratings.at_year_end") == (
        "Of the 3 actions asked about, 1 was rated Green (action 1.1), 1 was rated Red (action "
        "1.2) and 1 had no rating (action 1.3) in their last round of the year. One rating of the "
        "year was changed by the sponsor, and is marked as such."
    )


def test_an_action_with_the_best_rating_all_year_is_named_in_a_line_and_has_no_row() -> None:
    green = LOG.replace("| 1.1 | Ada Brook | Amber |", "| 1.1 | Ada Brook | Green |")
    made = year(log=green)
    assert made.best == "One action was rated Green in every round of the year: action 1.1."
    assert [row.name for row in made.rated] == ["1.2 Train staff.", "1.3 Write to all."]


def test_where_no_action_was_in_two_rounds_no_cell_says_that_it_was_in_one() -> None:
    once = LOG.replace("| P1 | November 2025 | 1 October 2025 |\n", "")
    once = "\n".join(line for line in once.splitlines() if "| November 2025" not in line)
    assert {row.movement for row in year(log=once).rated} == {""}


def test_a_year_without_rounds_says_so_and_has_no_section_of_ratings() -> None:
    made = year(log="")
    assert said("ratings.rounds", log="") == (
        "No round of exception reporting is recorded in the year."
    )
    assert (made.rated, made.best, made.has_rounds) == ((), "", False)


def test_what_groups_said_is_told_meeting_by_meeting() -> None:
    assert said("heard.groups") == (
        "Two groups were asked for their views ahead of one meeting of the year. Returns received: "
        "one for 12 March 2026. No return is recorded for the meeting of 12 November 2025."
    )
    told = [(one.meeting, one.returns, one.delivered, one.highlights) for one in year().feedback]
    assert told == [
        ("12 November 2025", "0 of 2", "None recorded", ()),
        ("12 March 2026", "1 of 2", "Yes: 1", ("Healthwatch, on 1.1: A bus would help.",)),
    ]


def test_where_no_group_was_asked_there_is_no_table_of_returns() -> None:
    tables = [f"## {table}" for table in YEAR.split("## ")[1:]]
    made = year("".join(table for table in tables if table[3:9] not in ("groups", "feedba")))
    assert made.feedback == ()


def test_highlight_reports_are_said_body_by_body_and_none_is_given_an_article() -> None:
    reports = """
## highlights
| body | meeting | assurance |
| --- | --- | --- |
| Children and Families Board | November 2025 | Partly assured |
| Children and Families Board | March 2026 | Assured |
| Carers Forum | March 2026 | |
"""
    assert said("heard.reports", YEAR + reports) == (
        "Children's Partnership highlight report received: Children and Families Board (partly "
        "assured on 12 November 2025 and assured on 12 March 2026); and Carers Forum (no assurance "
        "position given on 12 March 2026)."
    )


@each(
    ("count", "words"),
    [
        (1, "One action was delivered after its deadline: action 9.1 (3 days late)."),
        (
            2,
            "Two actions were delivered after their deadlines: actions 9.1 (3 days late) and 9.2 "
            "(3 days late).",
        ),
        (40, "40 actions were delivered after their deadlines; the table says how late."),
    ],
)
def test_of_many_actions_a_sentence_gives_the_count_and_leaves_the_rest_to_the_table(
    count: int, words: str
) -> None:
    late = "\n".join(
        f"| 9.{n} | Walk, ride and swim. | O1 | 31 March 2026 | Delivered | 3 April 2026 |"
        for n in range(1, count + 1)
    )
    head = "| reference | wording | parent | deadline | state | done_on |\n" + "| --- " * 6 + "|\n"
    tables = f"{YEAR.split('## actions', maxsplit=1)[0]}## actions\n{head}{late}\n"
    assert said("less_well.delivered_late", tables, "") == words
    listed = year(tables, "").listed
    assert sum(one.why == ("Delivered late",) for one in listed) == count


def test_partner_reports_are_summed_up_and_a_missing_one_is_a_gap() -> None:
    assert [(one.title, one.actions, one.summary) for one in year().partners] == [
        ("Clinics", "On action 1.1", "It filled every room."),
        ("Report of Age Well", "", Gap(
            "Not recorded as received: no summary given by Age Well at publication"
        )),
    ]  # fmt: skip
    assert said("brought.partners") == (
        "Of the 2 reports from partners that were due in the year, 1 was received and 1 is not "
        "recorded as received."
    )


def test_of_development_sessions_only_what_was_brought_to_the_board_is_told() -> None:
    assert [(one.issue, one.meeting) for one in year().issues] == [
        ("A joint post", "12 March 2026")
    ]
    assert said("brought.sessions") == (
        "One issue came to the Board from development sessions, which are not held in public."
    )
    told = printed(YEAR, LOG)
    assert "A joint post" in told
    assert "SECRET" not in told
    assert "2 December 2025" not in told
    assert "SECRET" not in repr(year())


def test_the_year_that_follows_has_plans_carried_actions_and_meetings() -> None:
    assert said("next_year.plans") == (
        "The delivery plan for the next year is: Delivery plan 2026/27, refresh (agreed by The "
        "Board on 12 March 2026)."
    )
    assert said("next_year.carried") == (
        "One action is carried over and keeps its reference: action 2.1."
    )
    made = year()
    assert [(one.name, one.why) for one in made.going_on] == [
        ("2.1 Build a route.", "Carried over from Plan 2025/26")
    ]
    (meeting,) = made.meetings
    assert meeting.heading == "Thursday 16 July 2026"
    assert "Lease of a clinic" in meeting.items
    assert said("next_year.meetings").startswith(
        "The Board's forward plan to 21 May 2027 has one meeting and"
    )


def test_a_meeting_without_a_year_behind_it_is_told_plainly() -> None:
    bare = "## meetings\n| reference | date |\n| - | - |\n| May 2026 | 21 May 2026 |"
    figures = "## indicators\n| reference |\n| - |\n| PI 1 |"
    first = year(bare + figures, "").summary[0]
    assert (first.key, first.words) == (
        "year.nothing_behind",
        "No meeting of the Board before this one is recorded for the year from 22 May 2025 to 21 "
        "May 2026. No outturn is recorded for 2025/26.",
    )
    assert said("year.nothing_behind") == ""


def test_a_delivered_action_without_a_day_is_said_not_to_be_counted() -> None:
    undated = YEAR.replace("| Delivered | 27 March 2026 |", "| Delivered | |")
    assert said("year.actions", undated) == (
        "Of the 4 actions, none is recorded as delivered in the year. Of the 3 due, 1 has been "
        "delivered and 2 have not been delivered."
    )
    assert said("achieved.in_all", undated) == (
        "Of the 4 actions in the delivery plans, 1 was delivered on a day that is not recorded "
        "(action 1.1), 2 were due and are not delivered and 1 is carried over and not overdue."
    )


def test_what_is_withdrawn_suspended_or_ongoing_is_listed_by_name() -> None:
    more = """
## actions
| reference | wording | parent | lead | deadline | state | revised_because |
| --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open a clinic. | O1 | Ada Brook | 31 July 2026 | On course | |
| 1.2 | Train staff. | O1 | Ada Brook | 31 January 2026 | Withdrawn | |
| 1.3 | Write to all. | O1 | Ada Brook | 31 January 2026 | Suspended | A survey comes first. |
| 1.4 | Walk each week. | O1 | Ada Brook | Ongoing | On course | |
"""
    found = year(YEAR.split("## actions", maxsplit=1)[0] + more, "")
    stopped = [one for one in found.listed if one.why[0] in ("Withdrawn", "Suspended")]
    assert [(one.name[:3], one.standing[1], one.done) for one in stopped] == [
        ("1.2", "Withdrawn", (Gap("No reason for withdrawing it given at publication"),)),
        ("1.3", "Suspended with approval: A survey comes first.", ("None recorded",)),
    ]
    assert [(one.name, one.why, one.deadline) for one in found.going_on] == [
        ("1.4 Walk each week.", "Ongoing: On course", "Ongoing")
    ]
    late = next(one.words for one in found.less_well if one.key == "less_well.actions")
    assert late == (
        "No action due by 21 May 2026 is late. The one that is due by this meeting and still open "
        "is suspended with approval (action 1.3)."
    )
    assert [one.words for one in found.achieved_in_all] == [
        "Of the 4 actions in the delivery plans, 1 is not overdue, 1 is withdrawn, 1 is suspended "
        "with approval and 1 is ongoing."
    ]


def test_the_template_has_no_fault() -> None:
    assert template_of(KIND, offered(KIND)).faults == ()


@cache
def printed(tables: str, log: str) -> str:
    return outline(package(tables, log))


def package(tables: str, log: str) -> bytes:
    data = logged(tables, log)
    look = template_of(KIND, offered(KIND)).compiled
    view = paper_view(at_may(data), KIND.sections, draft=True, asked=look.asked)
    filled, ledger = fill_template(look, view)
    facts = Facts("Annual report", "Anyshire Council", "The Board", date(2026, 5, 21), draft=True)
    finished = finish(filled, ledger, facts)
    assert proof(finished, ledger, facts, "annual.docx") == ()
    return finished


HEADINGS = """
Heading Unnumbered | | Executive summary
heading 2 | 1. | Recommendation
heading 2 | 2. | Introduction and background
heading 2 | 3. | The Board and its strategy
heading 2 | 4. | What was achieved
heading 3 | | P1 Healthy lives
heading 3 | | P2 Ageing well
heading 3 | | Of more than one priority
heading 2 | 5. | Performance indicators in 2025/26
heading 2 | 6. | What went less well, and what was done about it
heading 2 | 7. | Ratings over the year
heading 2 | 8. | What groups and partners said
heading 2 | 9. | The next year
heading 2 | 10. | Reasons for recommendation
heading 2 | 11. | Consultation (including overview and scrutiny, if applicable)
heading 2 | 12. | Impact on corporate policies, priorities, performance and community impact
heading 2 | 13. | Implications
""".strip().splitlines()


def test_the_report_has_the_order_of_annual_reports_and_then_of_every_paper() -> None:
    lines = printed(YEAR + WORDS, LOG).splitlines()
    found = [line for line in lines if line.lower().startswith("heading")]
    assert [line for line in found if line in HEADINGS] == HEADINGS
    title = next(line for line in found if line not in HEADINGS)
    assert title == "heading 1 | | Annual report 2025/26"


PASSAGE = """
heading 2 | 4. | What was achieved
Numbered Paragraph | 4.1 | Of the 4 actions in the delivery plans, 1 was delivered in the year, 2 were due and are not delivered and 1 is carried over and not overdue.
heading 3 | | P1 Healthy lives
Numbered Paragraph | 4.2 | Of its 3 actions, one was delivered in the year: action 1.1. One milestone was reached. Of its 4 indicators, one met its target for 2025/26: Smokers who stop. Two cannot be compared with a target: Active adults and Checks. Exceptional progress or early completion was reported on one action (action 1.1).
Numbered Paragraph | 4.3 | The clinic *never* closes.
[table: Actions delivered, milestones reached and targets met]
| What was achieved | Owner or partner | Result | Due, or target |
| --- | --- | --- | --- |
| Action delivered: 1.1 Open a clinic. | [Gap: No owner recorded] | 27 March 2026 | 31 March 2026 |
| Milestone reached: The lease is signed. (action 1.1) | None recorded | 2 March 2026 | 1 March 2026 |
| Target met: PI 1 Smokers who stop | The Trust | 57% | 56% |
[end of table]
Plain Paragraph | | Exceptional progress and early completion, in the words of reporting leads:
List Bullet | • | Action 1.1 Open a clinic.
List Continue | | Completed early (round for 12 March 2026): Open a month early.
Caption | | Case study: A café at night
Plain Paragraph | | Ola came every week.
heading 3 | | P2 Ageing well
Numbered Paragraph | 4.4 | Ours of P2.
heading 3 | | Of more than one priority
Caption | | Choir
Plain Paragraph | | Two groups sing.
"""  # noqa: E501


@each(
    "passage",
    [
        PASSAGE,
        """
| PI 3 Active adults ¶ The Trust | 60% | No target | Not out yet: due 8 October 2026 | No data yet ¶ No earlier figure | Only one figure |
""",  # noqa: E501
        """
| 1.2 Train staff. | 12 November 2025: [Red ■] (changed by the sponsor from Amber) ¶ 12 March 2026: [Red ■] | Unchanged |
""",  # noqa: E501
        """
List Bullet | • | A joint post (Brought to the meeting of 12 March 2026)
""",
        """
| 2.1 Build a route. | [Gap: No owner recorded] | Carried over from Plan 2025/26 | 31 July 2026 |
""",
        """
| PI 2 Adults who smoke | 2024/25 11%; 2025/26 12% ¶ Targets: 2025/26 10% | For: O1 ¶ Worse than the target of 10% by more than 5% (more than 10.5%) |
""",  # noqa: E501
    ],
)
def test_the_pages_show_the_year(passage: str) -> None:
    assert passage.strip() in printed(YEAR + WORDS, LOG)


def test_the_two_validators_have_nothing_to_say_of_it(tmp_path: Path) -> None:
    file = tmp_path / "annual.docx"
    file.write_bytes(package(YEAR + WORDS, LOG))
    assert errors_of(file) == []


def test_a_year_with_nothing_in_it_still_makes_a_paper() -> None:
    bare = "## meetings\n| reference | date |\n| - | - |\n| May 2026 | 21 May 2026 |"
    told = printed(bare, "")
    assert "No group was asked for its view at a meeting of the year." in told
    assert "No round of exception reporting is recorded in the year." in told
    assert "No meeting of the Board is recorded for the twelve months that follow." in told
    assert [
        line for line in told.splitlines() if "Ratings over" in line or "What groups" in line
    ] == []


def test_of_groups_that_sent_nothing_it_is_not_said_that_they_were_asked() -> None:
    before, _, after = YEAR.partition("## feedback")
    none = before + "##" + after.split("##", maxsplit=1)[1]
    assert said("heard.groups", none) == (
        "No return is recorded from the 2 groups that look at the delivery plans."
    )


def test_a_milestone_without_a_day_is_said_to_have_none_and_a_delivered_action() -> None:
    undated = YEAR.replace("| 1 March 2026 | 2 March 2026 |", "| 1 March 2026 | |")
    words = "One milestone has no day recorded, although its action was delivered."
    assert words in said("achieved.P1", undated)
    assert said("year.less_well", undated).endswith(
        "Of the 2 milestones of the year, 1 has no day recorded and 1 is not recorded as reached."
    )
    reached = year(undated).achieved[0].achieved[1]
    assert (reached.kind, reached.result) == (
        "Milestone", "No day recorded; its action was delivered"
    )  # fmt: skip


AS_AT_APRIL = (
    YEAR.replace(
        "| reference | kind | meeting | title | publicity | authors |\n| --- |",
        "| reference | kind | meeting | title | publicity | authors | as_at |\n| --- | --- |",
    )
    .replace("| Public | Ada Brook |\n| FP", "| Public | Ada Brook | 30 April 2026 |\n| FP")
    .replace("clinic | Public | Ada Brook |", "clinic | Public | Ada Brook | |")
)


def test_where_the_data_end_before_the_meeting_their_day_is_said() -> None:
    assert said("less_well.actions", AS_AT_APRIL) == (
        "Two actions due by this meeting had not been delivered by 30 April 2026: actions 1.2 and "
        "1.3."
    )
    done = "31 January 2026 | Delivered | 30 January 2026 |"
    every = AS_AT_APRIL.replace("31 January 2026 | At risk | |", done)
    every = every.replace("31 January 2026 | On course | |", done)
    assert said("less_well.actions", every) == (
        "All 3 actions due by this meeting had been delivered by 30 April 2026."
    )
    assert said("less_well.actions", every.replace(done, "15 May 2026 | On course | |")) == (
        "No action due by 30 April 2026 is late. Both that are due by this meeting and still open "
        "are on course (actions 1.2 and 1.3)."
    )
    assert paper(AS_AT_APRIL).header.as_at == "30 April 2026"
    assert "Data as at: 30 April 2026" in printed(AS_AT_APRIL, LOG)


def test_the_report_names_the_owners_of_its_actions_in_full() -> None:
    assert "owners" in template_of(KIND, offered(KIND)).compiled.asked
