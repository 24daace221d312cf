"""A round as the pages show it: nothing without its base, nothing missing without a word."""

from datetime import date

import pytest

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import RowOrder, RowsShown
from paperkit.board.words import State
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.paper import Paper
from paperkit.packs.plan import Attached, Planned
from paperkit.rounds.shown import RoundShown
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap, LinkText, Rated
from tests.cases import each
from tests.logs import logged
from tests.papers.made import WAYS, paper, sentence
from tests.papers.round_made import (
    EVERYTHING,
    FIRST,
    PLAN,
    REQUESTS,
    SECOND,
    VIEWS,
    listing,
    paper_on,
    row_of,
    shown,
)
from tests.papers.test_view_compose import optional, without_places


def references(told: RoundShown) -> list[str]:
    return [row.reference for row in told.rows]


def test_ratings_are_counted_with_their_base_worst_first_and_with_their_meaning() -> None:
    told = shown(EVERYTHING)
    assert [(str(one.word), one.count) for one in told.counts] == [
        ("Red", "1 of 5"),
        ("Amber", "1 of 5"),
        ("Green", "2 of 5"),
        ("No return received", "1 of 5"),
    ]
    assert told.counts[0].word == Rated("Red", "A4001D", "FFFFFF", "■")
    assert told.counts[0].meaning == "Well behind its plan, or stopped"


def test_ratings_are_told_by_outcome() -> None:
    assert [(one.outcome, one.actions, one.ratings) for one in shown(EVERYTHING).outcomes] == [
        ("O1 Ready for school", "2", "Amber 1; Green 1"),
        ("O2 Healthy teeth", "3", "Red 1; Green 1; No return received 1"),
    ]


def test_a_rating_that_is_not_of_the_scale_is_counted_in_its_own_word() -> None:
    told = shown(SECOND.replace("| Green | | | None.", "| Purple | | | None."))
    purple = next(one for one in told.counts if one.word == "Purple")
    assert (purple.count, purple.meaning) == (
        "1 of 5",
        "This word is no longer in use, and what it meant is not recorded",
    )


def test_a_return_without_a_rating_is_counted_as_such_and_is_a_gap() -> None:
    log = SECOND.replace("| Green | | | None.", "| | | | None.")
    assert [(one.word, one.count) for one in shown(log).counts][-2:] == [
        ("Not rated", "1 of 5"),
        ("No return received", "1 of 5"),
    ]
    assert row_of(log, "1.2").reasons == Gap("No rating given by the Transport Lead at publication")


def test_the_sentences_at_a_glance_say_how_it_stands_and_how_it_moved() -> None:
    made = paper_on(EVERYTHING)
    assert sentence(made, "glance.counts") == (
        "Of the 5 actions, 1 is rated Red, 1 is rated Amber, 2 are rated Green and 1 has no "
        "return. One more action is complete or withdrawn, and was not asked about."
    )
    assert sentence(made, "glance.moved") == (
        "Of the 5 actions, 1 has a worse rating (action 2.2), 1 has a better rating (action 2.1), "
        "2 have the same rating and 1 has no return. Ratings are compared with those of the round "
        "for 16 July 2026."
    )
    assert sentence(made, "missing.returns") == (
        "No return was received for one of the 5 actions: action 2.3 (Ada Brook)."
    )


def test_before_any_return_has_come_in_it_is_said_once_and_nothing_is_compared() -> None:
    asked = SECOND.rpartition("## returns")[0]
    made = paper_on(asked)
    told = [sentence(made, key) for key in ("glance.counts", "glance.moved")]
    assert told == [
        "All 5 actions have no return. One more action is complete or withdrawn, and was not "
        "asked about.",
        "",
    ]


def test_the_sentences_rest_on_the_actions_and_the_entries_of_the_log() -> None:
    made = paper_on(EVERYTHING)
    places = {str(place) for one in made.round.concerns_sentences for place in one.rests_on}
    assert any("Actions" in place for place in places)
    assert any("exception-log" in place for place in places)


def test_the_first_round_is_said_to_be_the_first() -> None:
    log = FIRST.replace("Board July 2026", "Board November 2026")
    made = paper_on(log)
    first = "This is the first round of exception reporting on this priority."
    assert sentence(made, "glance.moved") == first
    assert made.round.last_meeting == first.removesuffix(".")
    assert (row_of(log, "1.1").last_rating, row_of(log, "1.1").last_time) == ("First report", "")


def test_where_no_round_was_held_none_is_recorded_and_not_said_to_be_the_first() -> None:
    assert paper_on("").round.last_meeting == "None recorded"


def test_an_action_without_a_short_name_is_named_within_a_sentence_without_its_full_stop() -> None:
    plan = PLAN.replace("Varnish from the clinic", "Varnish teeth at the clinic.")
    (red, worse, *_) = round_on(logged(plan, EVERYTHING)).brief
    assert (red.which, worse.which) == ("2.2 Varnish teeth at the clinic",) * 2


def test_all_returns_received_is_said_too() -> None:
    log = (
        SECOND
        + """
## returns
| meeting | action | rating |
| --- | --- | --- |
| Board November 2026 | 2.3 | Green |
"""
    )
    told = paper_on(log)
    assert sentence(told, "missing.returns") == "A return was received for each of the 5 actions."


def test_the_chain_of_accountability_runs_from_leads_to_sponsor_to_board() -> None:
    told = shown()
    assert [(link.part, link.who) for link in told.chain] == [
        ("Reporting leads", "Cy Marsh, Head of Early Years; Ada Brook, Transport Lead"),
        ("Sponsor", "Cllr Ann Field, Cabinet Member for Children"),
        ("Accountable to", "Health and Wellbeing Board"),
    ]
    assert told.priority == "P1 Healthy start"


def test_where_every_action_is_delivered_it_is_no_gap_that_nobody_reports() -> None:
    delivered = PLAN.replace("| On course |", "| Delivered |")
    (leads, *_) = round_on(logged(delivered, "")).chain
    assert (leads.part, leads.who) == ("Reporting leads", "None recorded")


def test_a_vacant_place_of_the_sponsor_is_a_gap() -> None:
    (sponsor,) = (o.who for o in paper_on(priority="P2").round.chain if o.part == "Sponsor")
    assert sponsor == Gap("The place of the sponsor is vacant at publication")


def test_forms_and_the_last_round_are_told_with_their_dates() -> None:
    told = shown()
    assert told.issued == (
        "Forms were issued on 1 September 2026, to be returned by 9 October 2026."
    )
    assert told.last_meeting == "16 July 2026"


def test_concerns_and_successes_stand_as_two_lists_each_with_its_base() -> None:
    made = paper_on(EVERYTHING)
    assert [one.reference for one in made.round.concerns] == ["2.2", "1.1"]
    assert [(one.reference, one.progress) for one in made.round.successes] == [
        ("2.1", "Completed early")
    ]
    assert sentence(made, "concerns.counts") == (
        "Two of the 4 actions reported on are areas of potential concern: actions 2.2 and 1.1."
    )
    assert sentence(made, "successes.counts") == (
        "One of the 4 actions reported on has made exceptional progress or been completed early: "
        "action 2.1."
    )


def test_where_there_is_neither_the_pack_has_a_phrase() -> None:
    made = paper_on("""
## returns
| meeting | action | rating |
| --- | --- | --- |
| Board November 2026 | 1.1 | Green |
""")
    assert sentence(made, "concerns.counts") == "No area of potential concern was reported."
    assert sentence(made, "successes.counts") == (
        "No exceptional progress or early completion was reported."
    )
    assert sentence(made, "requests.counts") == "No request to the Board was made."


def test_each_request_stands_with_what_was_decided() -> None:
    made = paper_on(EVERYTHING)
    assert [(one.reference, one.words, one.decision) for one in made.round.requests] == [
        ("1.1", "Two more days of health visiting", "Put to the Board as a recommendation"),
        ("2.2", "A letter to the region", "To be handled elsewhere, by Dr Lee, by 1 December 2026"),
    ]
    assert sentence(made, "requests.counts") == (
        "Of the 2 requests to the Board, 1 is put to the Board as a recommendation and 1 is "
        "handled elsewhere."
    )


def test_a_request_for_a_development_session_is_in_no_part_of_a_paper() -> None:
    """H-47, H-48: sessions are not public."""
    log = EVERYTHING.replace(
        "Handled elsewhere | Dr Lee | 1 December 2026", "Development session | | "
    )
    made = paper_on(log)
    assert "letter to the region" in repr(paper_on(EVERYTHING))
    assert "letter to the region" not in repr(made)
    assert [(one.words, one.decision) for one in made.round.requests[1:]] == [
        (
            "A matter for a development session",
            "Goes to a development session of the Board, which is not public",
        )
    ]
    assert row_of(log, "2.2").request == "A matter for a development session"
    assert sentence(made, "requests.counts").endswith("and 1 goes to a development session.")


def test_a_request_that_nobody_decided_is_a_gap() -> None:
    made = paper_on(SECOND)
    assert made.round.requests[0].decision == (
        Gap("No decision on this request given by the author at publication")
    )
    assert sentence(made, "requests.counts") == "Both requests to the Board are not yet decided."


@each(
    ("decided", "told"),
    [
        ("Listed | | |", "Listed for the Board to see"),
        ("Handled elsewhere | Dr Lee | |", "Handled elsewhere, by Dr Lee"),
        (
            "Handled elsewhere | | |",
            Gap("Handled elsewhere: no name and no day given by the author at publication"),
        ),
    ],
)
def test_a_decision_is_told_in_words(decided: str, told: str | Gap) -> None:
    log = (
        SECOND
        + f"""
## requests
| meeting | action | route | by | when |
| --- | --- | --- | --- | --- |
| Board November 2026 | 1.1 | {decided}
"""
    )
    assert shown(log).requests[0].decision == told


NOTED = """
## papers
| Reference | Kind | Meeting | Title | Report of | Priority |
| --- | --- | --- | --- | --- | --- |
| Cover | exception_report | Board November 2026 | Exceptions | Cy Marsh | P1 |

## text
| Paper | Section | Text |
| --- | --- | --- |
| Cover | recommendations | note the report. |
"""


def test_a_request_put_to_the_board_is_a_recommendation_after_the_officer_s() -> None:
    assert paper_on(EVERYTHING, NOTED).recommendations == (
        "That the Health and Wellbeing Board note the report.",
        "That the Health and Wellbeing Board support two more days of health visiting.",
    )


@each(
    "typed",
    [
        "support two more days of health visiting.",
        "That the Health and Wellbeing Board support two more days of health visiting",
    ],
)
def test_it_is_not_said_twice_where_the_officer_typed_it_as_well(typed: str) -> None:
    typed_too = NOTED.replace("note the report.", typed)
    assert len(paper_on(EVERYTHING, typed_too).recommendations) == 1


def test_what_an_officer_typed_in_two_ways_stays_as_it_is() -> None:
    twice = NOTED + "| Cover | recommendations | Note the report. |\n"
    assert len(paper_on(SECOND, twice).recommendations) == 2


def test_a_recommendation_without_words_is_a_gap() -> None:
    log = SECOND + REQUESTS.replace("Support two more days of health visiting.", "")
    assert paper_on(log, NOTED).recommendations[-1] == Gap(
        "No wording of the recommendation on action 1.1 given by the Head of Early Years at "
        "publication"
    )


def test_a_moderated_rating_keeps_the_lead_s_and_says_who_changed_it_and_why() -> None:
    row = row_of(EVERYTHING, "2.2")
    assert str(row.rating) == "Red"
    assert row.moderation == (
        "The lead's rating was changed from Amber to Red by the sponsor (Cllr Ann Field): A third "
        "was lost."
    )


def test_a_rating_that_is_challenged_and_kept_says_so() -> None:
    row = row_of(SECOND + VIEWS.replace("| Red |", "| |"), "2.2")
    assert str(row.rating) == "Amber"
    assert row.moderation == (
        "The lead's rating was challenged by the sponsor (Cllr Ann Field): A third was lost."
    )


def test_the_sponsor_s_view_is_counted_and_listed() -> None:
    made = paper_on(EVERYTHING)
    assert sentence(made, "sponsor.view") == (
        "Of the 2 ratings that the sponsor (Cllr Ann Field) looked at, 1 was agreed and 1 was "
        "challenged. One rating was changed: action 2.2."
    )
    assert made.round.sponsor == ()


def test_no_view_of_the_sponsor_is_a_fact() -> None:
    assert sentence(paper_on(SECOND), "sponsor.view") == (
        "No view from the sponsor had been received by publication."
    )


def test_rows_stand_worst_first_or_as_in_the_plan() -> None:
    assert references(shown(EVERYTHING)) == ["2.2", "2.3", "1.1", "2.1", "1.2"]
    by_plan = listing(RowsShown.ALL, RowOrder.PLAN)
    assert references(shown(EVERYTHING, ways=by_plan)) == ["1.1", "1.2", "2.1", "2.2", "2.3"]


def test_by_exception_the_rest_is_counted_and_what_goes_well_stays() -> None:
    told = shown(EVERYTHING, ways=listing(RowsShown.EXCEPTIONS))
    assert references(told) == ["2.2", "2.3", "1.1", "2.1"]
    assert told.listed == (
        "Four of the 5 actions are listed: those reported by exception, and those with exceptional "
        "progress. The ratings of the others: Green 1."
    )
    assert shown(EVERYTHING).listed == "All 5 actions are listed."


def test_a_row_has_the_form_s_nine_columns_and_the_rating_of_the_last_time() -> None:
    row = row_of(EVERYTHING, "1.1")
    assert (row.reference, row.wording, row.review_date, row.lead) == (
        "1.1", "Open family hubs", "11 March 2027", "Cy Marsh",
    )  # fmt: skip
    assert (row.measures, row.target, str(row.rating)) == (
        "Hubs open\nFamilies seen", "5 hubs", "Amber",
    )  # fmt: skip
    assert (row.reasons, row.control, row.request) == (
        "The lease fell through.", "A room is fitted out.", "Two more days of health visiting",
    )  # fmt: skip
    assert (row.last_rating, row.movement, row.escalation) == (
        "Amber", "Unchanged", "Amber twice running",
    )  # fmt: skip


def test_the_review_date_of_the_last_return_counts_where_this_one_gives_none() -> None:
    first = SECOND.replace(
        "| meeting | action | lead | rating | reasons | control |\n| --- |",
        "| meeting | action | review date | lead | rating | reasons | control |\n| --- | --- |",
        1,
    )
    first = first.replace(
        "| 1.2 | Ada Brook | Green", "| 1.2 | 1 April 2027 | Ada Brook | Green", 1
    )
    for action in ("1.1", "2.1", "2.2"):
        first = first.replace(f"July 2026 | {action} |", f"July 2026 | {action} | |", 1)
    assert row_of(first, "1.2").review_date == "11 March 2027"
    blank = first.replace("| 1.2 | 11 March 2027 |", "| 1.2 | |")
    assert row_of(blank, "1.2").review_date == "1 April 2027"


def test_escalation_is_told_in_words_apart_from_the_rating() -> None:
    assert row_of(EVERYTHING, "2.2").escalation == "Rated Red; worse than last time"
    assert row_of(EVERYTHING, "2.3").escalation == "No return received"


def test_a_missing_return_is_a_gap_of_its_lead() -> None:
    row = row_of(SECOND, "2.3")
    assert row.rating == "No return received"
    assert (row.reasons, row.why) == (Gap("No return received by publication"), "")
    assert (row.control, row.request) == ("No return received", "No return received")


def test_amber_without_reasons_or_control_is_a_gap_and_green_needs_none() -> None:
    assert row_of(SECOND, "2.2").control == Gap(
        "No action to control the risk given by the Head of Early Years at publication"
    )
    assert row_of(SECOND.replace("Off the road.", ""), "2.2").reasons == Gap(
        "No reasons for escalation given by the Head of Early Years at publication"
    )
    green = row_of(SECOND, "1.2")
    assert (green.reasons, green.control) == ("No detail required", "No detail required")


def test_none_is_printed_only_where_a_person_typed_it() -> None:
    assert row_of(SECOND, "1.2").request == "None."
    assert row_of(SECOND, "2.1").request == "None recorded"


def test_a_link_reads_as_words_with_its_source_printed_beside_it() -> None:
    row = row_of(SECOND, "1.1")
    assert row.more == LinkText("Progress of action 1.1", "https://www.anyshire.example/hubs")
    assert row.source == "Hubs Board, paper 4"
    assert row_of(SECOND, "2.1").source == "www.anyshire.example/brush?a=1"
    assert (row_of(SECOND, "1.2").more, row_of(SECOND, "1.2").source) == ("Speech plan, page 3", "")


def test_where_a_risk_was_dealt_with_stands_with_it() -> None:
    log = (
        SECOND
        + """
## risks
| action | meeting | forum | addressed on | closed on | note |
| --- | --- | --- | --- | --- | --- |
| 1.1 | Board November 2026 | Hubs Board | 3 October 2026 | 1 November 2026 | Lease signed. |
"""
    )
    assert row_of(log, "1.1").risk == (
        "Addressed at Hubs Board on 3 October 2026; closed on 1 November 2026: Lease signed."
    )


def test_closed_actions_are_listed_apart_with_how_they_stand() -> None:
    assert [(one.reference, one.standing) for one in shown().closed] == [
        ("1.3", "Delivered on 3 June 2026")
    ]


def test_without_a_round_nothing_is_said_of_any_action() -> None:
    made = paper_on("")
    assert made.round.rows == ()
    assert [one.words for one in made.round.glance] == [
        "No round of exception reporting is recorded for this priority and this meeting."
    ]


def test_a_paper_that_tells_of_no_round_looks_at_none() -> None:
    assert paper(PLAN.split("## people")[1].join(["## people", ""])).round.glance == ()


@pytest.mark.parametrize("log", ["", SECOND, EVERYTHING], ids=["none", "returns", "everything"])
def test_no_cell_is_empty_and_nothing_is_none(log: str) -> None:
    found = [leaf for leaf in without_places(paper_on(log)) if leaf[0].startswith("paper.round")]
    assert [path for path, leaf in found if leaf is None] == []
    assert [path for path, leaf in found if leaf == "" and not optional(path)] == []


def test_the_words_of_a_council_s_own_scale_are_used() -> None:
    scale = tuple(
        replace(one, word={"Red": "Off track"}.get(one.word, one.word))
        for one in WAYS.settings.ratings
    )
    ways = replace(WAYS, settings=replace(WAYS.settings, ratings=scale))
    log = EVERYTHING.replace("| Red |", "| off track |")
    made: Paper = paper_on(log, ways=ways)
    assert "1 is rated Off track" in sentence(made, "glance.counts")


ASKED = """
## asked
| meeting | round_of | reference | wording | parent | called | under | lead |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Board November 2026 | P1 | 2.2 | Varnish from the clinic | O2 | Healthy teeth | P1 | Cy Marsh |
"""


@pytest.mark.parametrize("asked", ["", ASKED], ids=["an older log", "what was asked is known"])
def test_a_red_action_that_was_withdrawn_since_stands_apart_with_its_reason(asked: str) -> None:
    data = logged(PLAN, EVERYTHING + asked)
    actions = tuple(
        replace(
            one, state=State.WITHDRAWN, revised_on=date(2026, 10, 20), revised_because="No van."
        )
        if one.reference == "2.2"
        else one
        for one in data.actions
    )
    told = round_on(replace(data, actions=actions))
    assert "2.2" not in [row.reference for row in (*told.exceptions, *told.on_track)]
    (apart,) = (row for row in told.closed if row.reference == "2.2")
    assert (apart.standing, str(apart.rating)) == ("Withdrawn on 20 October 2026: No van.", "Red")
    assert apart.said.startswith("Reasons for escalation: Off the road.\n")
    assert told.brief[0].which == "2.2 Varnish from the clinic (now withdrawn)"


def test_a_red_action_that_was_suspended_since_keeps_its_lines_and_says_so() -> None:
    data = logged(PLAN, EVERYTHING)
    actions = tuple(
        replace(
            one, state=State.SUSPENDED, revised_on=date(2026, 10, 20), revised_because="No van."
        )
        if one.reference == "2.2"
        else one
        for one in data.actions
    )
    told = round_on(replace(data, actions=actions))
    (row,) = (row for row in told.exceptions if row.reference == "2.2")
    assert row.ended == "Suspended with approval on 20 October 2026: No van."
    assert told.brief[0].which == "2.2 Varnish from the clinic (now suspended)"
    assert "2.2" not in [row.reference for row in told.closed]


def test_owners_are_named_who_are_not_the_reporting_lead_by_name_or_by_post() -> None:
    data = logged(PLAN, EVERYTHING)
    owners = {"1.1": "Head of Early Years", "1.2": "Ada Brook", "2.1": "Cy Marsh"}
    actions = tuple(replace(one, owner=owners.get(one.reference, "")) for one in data.actions)
    *_, last = round_on(replace(data, actions=actions)).chain
    assert (last.part, last.who) == ("Owners who are not the reporting lead", "2.1 Cy Marsh")


def round_on(data: BoardData, *appendices: Attached) -> RoundShown:
    planned = Planned(priority="P1", appendices=appendices)
    at = BoardAt(data, WAYS, data.meeting["Board November 2026"], planned=planned)
    return paper_view(at, (), draft=True).round


def ten_rows(row: str) -> str:
    return "".join(f"{row}\n".replace("{n}", str(n)) for n in range(1, 11))


TEN = ten_rows("| 4.{n} | Do {n} | O1 | On course | Di Ford | | | |")


def test_page_one_names_three_actions_and_counts_the_others() -> None:
    log = FIRST.replace("July", "November")
    log += ten_rows("| Board November 2026 | 4.{n} | Di Ford | Red | Late | Hire |")
    red, *others = round_on(logged(PLAN + TEN, log)).brief
    assert red.count == "10 of 15"
    assert red.which == "4.1 Do 1, 4.2 Do 2, 4.3 Do 3 and 7 more below"
    assert [(one.what, one.count, one.which) for one in others] == [
        ("No return received", "1 of 15", "2.3 Write to parents (Ada Brook)"),
        ("Requests from leads", "0", "None"),
    ]


def test_of_many_requests_page_one_names_first_those_that_the_board_is_to_agree() -> None:
    log = FIRST.replace("July", "November").replace("| control |", "| request |")
    log += ten_rows("| Board November 2026 | 4.{n} | Di Ford | Red | Late | A letter |")
    log += "## requests\n| meeting | action | route |\n| --- | --- | --- |\n"
    log += ten_rows("| Board November 2026 | 4.{n} | Listed |").replace(
        "4.9 | Listed", "4.9 | Recommendation"
    )
    *_, asked = round_on(logged(PLAN + TEN, log)).brief
    assert asked.count == "12"
    assert asked.which.splitlines() == [
        "To agree: 4.9 Do 9",
        "To note: 4.1 Do 1, 4.2 Do 2 and 7 more below",
        "Not yet decided: 2, named below",
    ]


def test_a_report_has_the_three_outcomes_that_stand_worst_if_its_appendix_has_each() -> None:
    of_others = "| O3 | Fair work | P2 |\n"
    plan = PLAN.replace(of_others, of_others + ten_rows("| O4{n} | Outcome {n} | P1 |"))
    plan += ten_rows("| 4.{n} | Do {n} | O4{n} | On course | Di Ford | | | |")
    data = logged(
        plan, SECOND + "| Board November 2026 | 4.7 | | Di Ford | | | Red | Late | | | |\n"
    )
    appendix = Attached("Appendix 1", "", "", PaperRow(priority="P1"))
    with_it, exempt, alone = (
        round_on(data, *attached).worst_outcomes
        for attached in ((appendix,), (replace(appendix, exempt=True),), ())
    )
    assert [(one.outcome, one.actions, one.ratings) for one in with_it] == [
        ("O1 Ready for school", "2", "Amber 1; Green 1"),
        ("O2 Healthy teeth", "3", "Amber 1; Green 1; No return received 1"),
        ("O47 Outcome 7", "1", "Red 1"),
        ("9 more outcomes, each in Appendix 1", "9", "No return received 9"),
    ]
    assert len(alone) == len(exempt) == 12
