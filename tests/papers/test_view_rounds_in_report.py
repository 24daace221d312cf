"""What a performance report says of rounds of exception reporting, wherever it lists actions."""

from datetime import date

import pytest

from paperkit.actions.shown import ActionShown
from paperkit.board.data import BoardData
from paperkit.files import bundled
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, find_pack
from paperkit.packs.templates import template_of
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from paperkit.word.values import ProseTable, Rated
from tests.cases import each
from tests.logs import LOG, logged
from tests.papers.made import WAYS, sentence

PLAN = """
## meetings
| Reference | Date             |
|-----------|------------------|
| March     | 12 March 2026    |
| July      | 16 July 2026     |
| November  | 12 November 2026 |
## priorities
| Reference | Name       | Sponsor   |
|-----------|------------|-----------|
| P1        | Best start | Ann Field |
| P2        | Good work  | Bo Lane   |
## actions
| Reference | Action      | Outcome or priority | Owner    | Deadline     | State     |
|-----------|-------------|---------------------|----------|--------------|-----------|
| 1.1       | Open a café | P1                  | Cy Marsh | 30 June 2026 | On course |
| 1.2       | Run a bus   | P1                  | Cy Marsh | 1 March 2027 | On course |
| 1.3       | Hire nurses | P1                  | Di Ford  | 1 March 2027 | On course |
| 2.1       | Train staff | P2                  | Di Ford  | 1 March 2027 | On course |
"""
MARCH = """
## returns
| meeting | action | rating | reasons | control | request |
|---------|--------|--------|---------|---------|---------|
| March   | 1.1    | Green  |         |         |         |
| March   | 1.2    | Red    | Late    | Hire    |         |
| March   | 1.3    | Amber  | Late    | Hire    | Write   |
"""
JULY = """
## returns
| meeting | action | rating | reasons | control | request          |
|---------|--------|--------|---------|---------|------------------|
| July    | 1.1    | Amber  | Late    | Hire    | Write to schools |
| July    | 1.2    | Amber  | Late    | Hire    | None.            |
"""
FIRST_REPORT = None


def report(log: str, *, meeting: str = "July", since: date | None = FIRST_REPORT) -> Paper:
    data = logged(PLAN, log)
    at = BoardAt(data, WAYS, data.meeting[meeting], since=since)
    return paper_view(at, (), draft=True)


def told(row: ActionShown) -> str:
    last = f", last {row.last_rating}" if row.last_rating else ""
    return f"{row.reference} {row.rating or '-'}{last}: {row.movement or '-'}"


def rows(made: Paper) -> list[str]:
    return [told(row) for row in made.actions.rows]


def places(made: Paper, key: str) -> list[str]:
    sentences = (*made.summary, *made.actions.sentences)
    return [str(place) for one in sentences if one.key == key for place in one.rests_on]


def test_without_a_log_nothing_is_said_of_rounds() -> None:
    made = report("")
    assert not made.actions.rated
    assert {one.key for one in (*made.summary, *made.actions.sentences)} & {
        "summary.actions_moved",
        "actions.moved",
        "actions.requests",
    } == set()
    assert rows(made) == ["1.1 -: -", "1.2 -: -", "1.3 -: -", "2.1 -: -"]


def test_the_first_report_shows_ratings_and_the_movement_between_two_rounds() -> None:
    made = report(MARCH + JULY)
    assert made.actions.rated
    assert rows(made) == [
        "1.1 Amber, last Green: Worse",
        "1.2 Amber, last Red: Better",
        "1.3 No return received, last Amber: No return",
        "2.1 -: -",
    ]
    assert sentence(made, "actions.moved") == (
        "Of the 3 actions asked about in the last round, 1 has a worse rating (action 1.1), 1 has "
        "a better rating (action 1.2) and 1 has no return."
    )


def test_a_later_report_compares_with_what_the_last_report_showed() -> None:
    made = report(MARCH + JULY, since=date(2026, 3, 12))
    assert sentence(made, "actions.moved") == (
        "Of the 3 actions asked about since the last report, 1 has a worse rating (action 1.1), 1 "
        "has a better rating (action 1.2) and 1 has no return."
    )
    assert sentence(made, "summary.actions_moved") == "Of 3 actions asked about, 1 got worse."


def test_of_an_action_without_a_return_it_is_not_said_that_it_did_not_get_worse() -> None:
    made = report(MARCH + JULY.replace("Amber", "Green"), since=date(2026, 3, 12))
    assert sentence(made, "summary.actions_moved") == (
        "None of the 3 actions asked about has a worse rating."
    )


def test_movement_is_since_the_last_report_and_not_since_the_last_round() -> None:
    november = JULY.replace("July ", "November ").replace("Amber", "Red")
    made = report(MARCH + JULY + november, meeting="November", since=date(2026, 3, 12))
    assert rows(made)[:2] == ["1.1 Red, last Green: Worse", "1.2 Red, last Red: Unchanged"]


def test_what_no_round_has_asked_about_since_the_last_report_is_not_called_unchanged() -> None:
    made = report(MARCH + JULY, meeting="November", since=date(2026, 7, 16))
    assert rows(made)[0] == "1.1 Amber: Not asked about since the last report"
    assert sentence(made, "actions.moved") == ""
    assert sentence(made, "actions.requests") == ""
    first = made.actions.rows[0]
    assert first.reported == first.earlier_round == "16 July 2026"


def test_a_first_return_and_one_after_none_are_told_apart() -> None:
    log = MARCH + JULY + "| July | 2.1 | Green | | | |\n"
    november = """
    ## returns
    | meeting  | action | rating | reasons | control |
    |----------|--------|--------|---------|---------|
    | November | 1.3    | Green  |         |         |
    | November | 2.1    | Ambre  |         |         |
    """
    since = date(2026, 7, 16)
    july = report(log, since=date(2026, 3, 12))
    assert rows(july)[3] == "2.1 Green: First report"
    made = report(log + november, meeting="November", since=since)
    assert rows(made)[2:] == [
        "1.3 Green: No return last time",
        "2.1 Ambre, last Green: Not comparable",
    ]
    assert sentence(made, "actions.moved") == (
        "Of the 4 actions asked about since the last report, 1 had no return last time, 1 "
        "has a rating that cannot be compared and 2 have no return."
    )


def test_a_round_of_which_nothing_came_in_is_no_return_from_the_first() -> None:
    log = "## rounds\n| priority | meeting |\n|---|---|\n| P2 | July |\n"
    made = report(log, since=date(2026, 3, 12))
    assert rows(made)[3] == "2.1 No return received: No return"


def test_requests_are_told_by_their_actions_and_stand_with_them() -> None:
    made = report(MARCH + JULY, since=date(2026, 3, 12))
    assert sentence(made, "actions.requests") == (
        "One request to the Board was made with these reports (action 1.1)."
    )
    assert [row.request for row in made.actions.rows] == ["Write to schools", "", "", ""]
    both = report(MARCH + JULY.replace("None.", "A letter"), since=date(2026, 3, 12))
    assert sentence(both, "actions.requests") == (
        "Two requests to the Board were made with these reports (actions 1.1 and 1.2)."
    )


def test_the_sentences_rest_on_the_actions_and_the_entries_of_the_log() -> None:
    made = report(MARCH + JULY, since=date(2026, 3, 12))
    entries = [place for place in places(made, "actions.moved") if place.startswith(LOG)]
    assert entries == [f"{LOG}, entry {n}" for n in (4, 1, 5, 2, 3)]
    assert places(made, "actions.requests") == [
        "board.xlsx, Actions!A2",
        f"{LOG}, entry 4",
        f"{LOG}, entry 1",
    ]


def test_the_rating_has_the_colour_of_the_scale_and_the_sponsors_word_stands() -> None:
    view = """
    ## views
    | meeting | action | sponsor   | view       | rating | because    |
    |---------|--------|-----------|------------|--------|------------|
    | July    | 1.1    | Ann Field | Challenged | Red    | No premises |
    """
    shown = report(MARCH + JULY + view).actions.rows[0]
    assert shown.rating == Rated("Red", "A4001D", "FFFFFF", "■")
    assert shown.moderation == (
        "The lead's rating was changed from Amber to Red by the sponsor (Ann Field): No premises"
    )


def test_a_meeting_without_a_day_is_called_by_its_reference() -> None:
    plan = logged(PLAN.replace("| 12 March 2026    |", "|                  |"), MARCH)
    made = paper_view(BoardAt(plan, WAYS, plan.meeting["July"]), (), draft=True)
    assert made.actions.rows[0].reported == "March"


def kind_of(word_file: str) -> Kind:
    """Return the kind that has this Word file: whole, without its tables, or the tables alone."""
    kinds = find_pack("council", (bundled("report_templates"),)).kinds()
    whole = kinds["performance_report"]
    files = {
        "whole": whole,
        "apart": whole.apart,
        "tables": kinds["performance_tables"],
    }
    return files[word_file]


def lines(word_file: str, data: BoardData) -> list[str]:
    kind = kind_of(word_file)
    at = BoardAt(data, WAYS, data.meeting["July"], since=date(2026, 3, 12))
    made = paper_view(at, kind.sections, draft=True)
    package, ledger = fill_template(template_of(kind, offered(kind)).compiled, made)
    facts = Facts("Report", "Anyshire Council", "Board", date(2026, 7, 16), True)
    return outline(finish(package, ledger, facts)).splitlines()


def table(made: list[str], caption: str) -> list[str]:
    start = made.index(f"[table: {caption}]") + 1
    return made[start : made.index("[end of table]", start)]


DUE = "Actions due and neither delivered nor on course, and actions at risk"
ALL = "All actions of the plans"


@pytest.mark.parametrize("kind", ["whole", "apart"])
def test_the_table_of_what_was_due_has_the_rating_movement_and_request(kind: str) -> None:
    (_, _, *row) = table(lines(kind, logged(PLAN, MARCH + JULY)), DUE)
    assert row == [
        "| 1.1 Open a café | Cy Marsh | 30 June 2026 | Not delivered ¶ Worse; last time Green "
        "| [Amber ▲] |",
        "| Corrective action: [Gap: No corrective action reported at publication] ¶ Request to "
        "the Board: Write to schools [5 columns] |",
    ]


@pytest.mark.parametrize("kind", ["whole", "tables"])
def test_the_table_of_all_actions_has_them_too(kind: str) -> None:
    made = table(lines(kind, logged(PLAN, MARCH + JULY)), ALL)
    cells = [line.split("|")[3].strip() for line in made if line.count("|") > 3]
    assert cells[0] == "Rating, how it stands, what is new"
    assert cells[2] == "[Amber ▲] Not delivered. Worse; last time Green"
    assert "No return received. On course. No return; last time Amber" in cells


@each("kind", ["whole", "tables"])
def test_the_table_of_all_actions_speaks_of_no_rating_where_there_is_none(kind: str) -> None:
    made = lines(kind, logged(PLAN, ""))
    assert table(made, ALL)[0].split("|")[3].strip() == "How it stands, what is new"
    assert not [line for line in made if "not been rated" in line]


@pytest.mark.parametrize("kind", ["whole", "apart"])
def test_whose_the_ratings_are_is_told_where_there_are_any(kind: str) -> None:
    words = "Actions, last rated by leads or sponsors"
    assert sum(words in line for line in lines(kind, logged(PLAN, MARCH + JULY))) == 1
    without = lines(kind, logged(PLAN, ""))
    assert [line for line in without if words in line] == []


@pytest.mark.parametrize("kind", ["whole", "apart"])
def test_the_key_of_actions_is_beside_that_of_indicators_where_actions_are_rated(kind: str) -> None:
    made = lines(kind, logged(PLAN, MARCH + JULY))
    (key,) = [line for line in made if "Key to the ratings." in line]
    assert key.endswith(
        "[Green ●] On target, or better. [Amber ▲] Worse than target, but within its tolerance. "
        "[Red ■] Worse than target by more than its tolerance. Actions, last rated by leads or "
        "sponsors: [Green ●] Going as planned, or nearly so. [Amber ▲] Partly behind its plan, or "
        "likely to be. [Red ■] Well behind its plan, or stopped."
    )
    without = "\n".join(lines(kind, logged(PLAN, "")))
    assert "Going as planned" not in without


def test_priorities_that_no_round_has_asked_about_are_named_below_those_that_one_has() -> None:
    table, below = report(JULY).glance.priorities.blocks
    assert below == "No round has asked about the one other action (P2)."
    assert isinstance(table, ProseTable)
    assert [row[0] for row in table.rows[1:]] == [("P1 Best start",)]
    assert table.caption == ("Each priority by rating of its actions",)
    assert not report("").glance.priorities


def test_at_a_glance_names_what_is_late_or_at_risk_by_rating_and_what_leads_ask_for() -> None:
    data = logged(PLAN.replace("On course", "At risk"), MARCH + JULY)
    glance = paper_view(BoardAt(data, WAYS, data.meeting["July"]), (), draft=True).glance
    assert list(map(str, glance.delivered.named)) == [
        "Late or at risk, 4 of 4:", "No return received:", "1.3 Hire nurses.",
        "Not rated:", "2.1 Train staff.", "Amber", "1.1 Open a café, 1.2 Run a bus.",
    ]  # fmt: skip
    assert glance.requests.named == ("Not yet decided:", "1.1 Open a café.")


def test_at_a_glance_names_what_is_rated_red_though_it_is_not_late() -> None:
    data = logged(PLAN, MARCH.replace("Green", "Red  "))
    glance = paper_view(BoardAt(data, WAYS, data.meeting["July"]), (), draft=True).glance
    assert list(map(str, glance.delivered.named)) == [
        "Late or at risk, 1 of 4:", "Red", "1.1 Open a café.",
        "Neither late nor at risk, but rated:", "Red", "1.2 Run a bus.",
    ]  # fmt: skip


def test_what_is_worse_is_a_count_of_one_thing_and_says_of_what() -> None:
    worse = report(MARCH + JULY).glance.worse
    assert (worse.figure, worse.words) == ("1 of 3", "actions asked about")


ASKED = """
## returns
| meeting | action | rating | reasons | control | request          |
|---------|--------|--------|---------|---------|------------------|
| July    | 1.1    | Amber  | Late    | Hire    | Write to schools |
| July    | 1.2    | Amber  | Late    | Hire    | Agree a new day  |
| July    | 1.3    | Green  |         |         | Lend a hall      |
## requests
| meeting | action | route          | recommendation             |
|---------|--------|----------------|----------------------------|
| July    | 1.1    | Listed         |                            |
| July    | 1.2    | Recommendation | agree 1 July 2027 for 1.2. |
"""
PAPERS = """
## papers
| Reference | Kind               | Meeting | Title          | Priority |
|-----------|--------------------|---------|----------------|----------|
| PR        | performance_report | July    | Report         |          |
| ER        | exception_report   | July    | Our best start | P1       |
"""
TYPED = """
## text
| Paper | Section         | Text                                      |
|-------|-----------------|-------------------------------------------|
| PR    | recommendations | That the Board agree 1 July 2027 for 1.2. |
"""


def beside(plan: str) -> tuple[str, dict[str, str]]:
    """Return what stands below the recommendations, and what was decided of each request."""
    data = logged(PLAN + plan, ASKED)
    row = next((paper for paper in data.papers if paper.reference == "PR"), None)
    made = paper_view(BoardAt(data, WAYS, data.meeting["July"], row), (), draft=True)
    (one,) = made.requests
    return one.words, {row.reference: row.decided for row in made.actions.rows if row.request}


def test_a_corrective_action_that_nobody_returned_is_said_to_be_the_plan_s() -> None:
    plan = PLAN.replace("| State     |\n|-----------|", "| State | Corrective action |\n|---|---|")
    plan = plan.replace("| On course |", "| At risk | Ask. |")
    data = logged(plan, MARCH + JULY)
    at = BoardAt(data, WAYS, data.meeting["July"], since=FIRST_REPORT)
    corrections = [row.correction for row in paper_view(at, (), draft=True).actions.rows]
    assert corrections[2:] == ["Ask. (from the delivery plan)", "Ask."]


def test_below_the_recommendations_it_is_said_how_the_requests_of_leads_stand_to_them() -> None:
    words, decided = beside(PAPERS)
    assert words == (
        "Reporting leads made 3 requests: 1 is a recommendation in the paper ‘Our best start’, 1 "
        "is listed for the Board to see and 1 is not yet decided."
    )
    assert decided == {
        "1.1": "Listed for the Board to see",
        "1.2": "Put to the Board as a recommendation",
        "1.3": "",
    }
    assert "1 is among these recommendations, 1 is listed" in beside(PAPERS + TYPED)[0]
    assert "1 is to be a recommendation, 1 is listed" in beside("")[0]


DECISIONS = """
## decisions
| Meeting | Action | Recommendation             | Outcome | Minutes confirmed on | Exempt |
|---------|--------|----------------------------|---------|----------------------|--------|
| July    | 1.2    | Agree 1 July 2027 for 1.2. | {}      | {}                   | {}     |
"""


def later(
    outcome: str,
    confirmed: str = "12 November 2026",
    meeting: str = "November",
    exempt: str = "No",
) -> Paper:
    data = logged(PLAN + DECISIONS.format(outcome, confirmed, exempt), ASKED)
    at = BoardAt(data, WAYS, data.meeting[meeting], since=date(2026, 3, 12))
    return paper_view(at, (), draft=True)


def decided_of_1_2(made: Paper) -> str:
    (words,) = (row.decided for row in made.actions.rows if row.reference == "1.2")
    return words


def test_a_later_report_says_what_the_board_decided_of_a_request() -> None:
    put = "Put to the Board on 16 July 2026"
    assert decided_of_1_2(later("Agreed")) == f"{put}: agreed"
    assert decided_of_1_2(later("Refused")) == f"{put}: not agreed"
    assert decided_of_1_2(later("Amended", "")) == (
        f"{put}: amended, subject to confirmation of the minutes"
    )


def stands_to_them(made: Paper) -> str:
    (one,) = made.requests
    return one.words


def test_below_the_recommendations_the_outcome_of_an_earlier_meeting_is_said() -> None:
    put = "Reporting leads made 3 requests: 1 was put to the Board on 16 July 2026"
    assert stands_to_them(later("Refused")).startswith(f"{put} (not agreed), 1 is listed")
    assert stands_to_them(later("Amended", "")).startswith(
        f"{put} (amended, subject to confirmation of the minutes), 1 is listed"
    )
    earlier = "1 was put to an earlier meeting as a recommendation"
    assert earlier in stands_to_them(later(""))
    assert earlier in stands_to_them(later("Refused", exempt="Yes"))
    assert "1 is to be a recommendation" in stands_to_them(later("Agreed", meeting="July"))
    assert "Decisions" in [place.sheet for place in later("Agreed").requests[0].rests_on]


def test_a_request_without_a_decision_or_of_this_meeting_is_put_to_the_board() -> None:
    put = "Put to the Board as a recommendation"
    assert decided_of_1_2(later("")) == put
    assert decided_of_1_2(later("Agreed", meeting="July")) == put


def test_a_public_report_does_not_say_on_which_request_an_exempt_decision_is() -> None:
    made = later("Refused", exempt="Yes")
    assert decided_of_1_2(made) == "Put to the Board as a recommendation"
    assert made.glance.requests.named[:2] == ("To agree:", "1.2 Run a bus.")


def test_at_a_glance_a_request_that_was_decided_is_not_one_to_agree() -> None:
    assert later("Amended").glance.requests.named == (
        "Amended on 16 July 2026:", "1.2 Run a bus.", "To note:", "1.1 Open a café.",
        "Not yet decided:", "1.3 Hire nurses.",
    )  # fmt: skip
    assert later("").glance.requests.named[:2] == ("To agree:", "1.2 Run a bus.")
    assert later("Agreed", meeting="July").glance.requests.named[0] == "To agree:"


def test_without_a_request_nothing_is_said_below_the_recommendations() -> None:
    assert report("").requests == ()
