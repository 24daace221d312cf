"""What brings an action to the Board's notice, apart from its rating; and the scale's words."""

from paperkit.board.pack_settings import PackSettings, Phrases, Ways
from paperkit.board.settings import Escalation, ExceptionReporting, Rating, Role, Scale, Settings
from paperkit.frozen import replace
from paperkit.record.at_meeting import Escalated, RatingMovement, last_answers, movement, round_at
from tests.cases import each
from tests.logs import logged

PLAN = """
## meetings
| reference | date | kind | state |
| --- | --- | --- | --- |
| July | 16 July 2026 | | |
| September | 10 September 2026 | Development session | |
| October | 8 October 2026 | Development session | Cancelled |
| November | 12 November 2026 | | |
| December | 10 December 2026 | Development session | |

## priorities
| reference |
| --- |
| P1 |

## actions
| reference | parent | review date |
| --- | --- | --- |
| 1.1 | P1 | |
| 1.2 | P1 | 1 October 2026 |
"""
OWN = (
    Rating(word="Blue"),
    Rating(word="On track", role=Role.MET),
    Rating(word="Slipping", role=Role.NEAR),
    Rating(word="At risk", role=Role.NEAR),
    Rating(word="Off track", role=Role.MISSED),
    Rating(word="White"),
)


def why(
    log: str, plan: str = PLAN, *, meeting: str = "November", ways: Ways | None = None
) -> list[str]:
    """Return why each action is escalated at the meeting."""
    data = logged(plan, log)
    rows = round_at(data, ways or Ways(), "P1", data.meeting[meeting]).rows
    return [f"{row.action.reference}: {', '.join(row.why)}" for row in rows]


def returns(*rows: str) -> str:
    """Return the log of returns given as ``July 1.1 Red``."""
    lines = [f"| {' | '.join(row.split(' ', 2))} |" for row in rows]
    head = "## returns\n| meeting | action | rating |\n| --- | --- | --- |\n"
    return head + "\n".join(lines)


def ways(ratings: tuple[Rating, ...]) -> Ways:
    return Ways(settings=replace(Settings(), ratings=ratings))


def without(*reasons: str) -> Ways:
    """Return ways of working with some reasons for escalation switched off."""
    escalation = replace(Escalation(), **dict.fromkeys(reasons, False))
    return Ways(settings=Settings(exception_reporting=ExceptionReporting(escalation=escalation)))


def test_the_worst_rating_escalates() -> None:
    assert why(returns("November 1.1 Red", "November 1.2 Green")) == ["1.1: Rated Red", "1.2: "]


def test_near_once_does_not_escalate_and_twice_running_does() -> None:
    assert why(returns("November 1.1 Amber", "November 1.2 Green"))[0] == "1.1: "
    twice = returns("July 1.1 Amber", "November 1.1 Amber", "November 1.2 Green")
    assert why(twice)[0] == "1.1: Amber twice running"


def test_near_with_another_rating_between_is_not_twice_running() -> None:
    log = returns("July 1.1 Amber", "November 1.1 Green", "March 1.1 Amber", "March 1.2 Green")
    plan = PLAN.replace("| December |", "| March | 11 March 2027 | | |\n| December |")
    assert why(log, plan, meeting="March")[0] == "1.1: Worse than last time"


def test_worse_than_last_time_escalates() -> None:
    log = returns("July 1.1 Green", "November 1.1 Amber", "November 1.2 Green")
    assert why(log)[0] == "1.1: Worse than last time"


def test_no_return_and_a_review_date_that_has_passed_both_escalate() -> None:
    assert why(returns("July 1.1 Green", "July 1.2 Green")) == [
        "1.1: No return received",
        "1.2: Review date passed, No return received",
    ]


def test_a_new_rating_answers_a_review_date_that_has_passed() -> None:
    assert why(returns("November 1.1 Green", "November 1.2 Green")) == ["1.1: ", "1.2: "]


def test_the_review_date_of_the_last_return_stands_over_an_earlier_one_of_the_plan() -> None:
    log = """
    ## returns
    | meeting | action | rating | review date |
    | --- | --- | --- | --- |
    | July | 1.1 | Green | 11 November 2026 |
    | July | 1.2 | Green | 12 November 2026 |
    """
    assert why(log) == [
        "1.1: Review date passed, No return received",
        "1.2: No return received",
    ]


def test_a_review_date_that_passed_since_the_last_round_escalates_between_rounds() -> None:
    data = logged(PLAN, returns("July 1.1 Green", "July 1.2 Green"))
    found = last_answers(data, Ways(), data.meeting["November"])
    assert {reference: row.why for reference, row in found.items()} == {
        "1.1": (),
        "1.2": ("Review date passed",),
    }


@each(
    ("session", "told"),
    [
        ("December", "1.1: For a development session"),
        ("", "1.1: For a development session"),
        ("September", "1.1: "),
        ("October", "1.1: "),
    ],
)
def test_a_development_session_to_come_escalates_the_actions_it_names(
    session: str, told: str
) -> None:
    sessions = f"""
    ## sessions
    | meeting | topic | actions |
    | --- | --- | --- |
    | {session} | Premises | 1.1 |
    """
    log = returns("November 1.1 Green", "November 1.2 Green")
    assert why(log, PLAN + sessions)[0] == told


@each("day", ["", "12 November 2026"])
def test_a_session_without_a_date_or_on_the_day_is_still_to_come(day: str) -> None:
    plan = PLAN.replace("10 December 2026", day) + (
        "## sessions\n| meeting | actions |\n| --- | --- |\n| December | 1.1 |\n"
    )
    log = returns("November 1.1 Green", "November 1.2 Green")
    assert why(log, plan)[0] == "1.1: For a development session"


def test_a_row_knows_why_it_is_escalated_in_the_words_of_the_settings() -> None:
    data = logged(PLAN, returns("November 1.1 Red", "November 1.2 Green"))
    rows = round_at(data, Ways(), "P1", data.meeting["November"]).rows
    assert [row.escalated for row in rows] == [(Escalated.RED,), ()]


def test_a_cancelled_session_without_a_date_escalates_nothing() -> None:
    plan = PLAN.replace("8 October 2026", "") + (
        "## sessions\n| meeting | actions |\n| --- | --- |\n| October | 1.1 |\n"
    )
    assert why(returns("November 1.1 Green", "November 1.2 Green"), plan)[0] == "1.1: "


@each(
    ("setting", "left"),
    [
        ("red", ["1.1: Worse than last time", "1.2: Review date passed, No return received"]),
        ("worse", ["1.1: Rated Red", "1.2: Review date passed, No return received"]),
        ("review_passed", ["1.1: Rated Red, Worse than last time", "1.2: No return received"]),
        ("no_return", ["1.1: Rated Red, Worse than last time", "1.2: Review date passed"]),
    ],
)
def test_each_reason_can_be_switched_off(setting: str, left: list[str]) -> None:
    log = returns("July 1.1 Green", "November 1.1 Red")
    assert why(log, ways=without(setting)) == left


def test_twice_near_and_sessions_can_be_switched_off() -> None:
    plan = PLAN + "## sessions\n| meeting | actions |\n| --- | --- |\n| December | 1.1 |\n"
    log = returns("July 1.1 Amber", "November 1.1 Amber", "November 1.2 Green")
    assert why(log, plan)[0] == "1.1: Amber twice running, For a development session"
    assert why(log, plan, ways=without("amber_twice", "for_session"))[0] == "1.1: "


def test_the_reasons_are_told_in_the_councils_own_words() -> None:
    log = returns("July 1.1 Slipping", "November 1.1 At risk", "November 1.2 off track")
    assert why(log, ways=ways(OWN)) == [
        "1.1: At risk after Slipping, Worse than last time",
        "1.2: Rated Off track",
    ]
    phrases = Phrases(no_return="Nothing came in")
    nothing = replace(ways(OWN), pack=PackSettings(phrases=phrases))
    assert why(returns("July 1.1 Blue"), ways=nothing)[0] == "1.1: Nothing came in"


def test_an_exception_is_escalated_or_not_of_the_best() -> None:
    data = logged(PLAN, returns("November 1.1 Green", "November 1.2 Amber"))
    rows = round_at(data, Ways(), "P1", data.meeting["November"]).rows
    assert [row.is_exception for row in rows] == [False, True]


def test_exceptional_progress_and_early_completion_are_successes() -> None:
    log = """
    ## returns
    | meeting | action | rating | exceptional |
    | --- | --- | --- | --- |
    | November | 1.1 | Green | Completed early |
    | November | 1.2 | Green | No |
    """
    data = logged(PLAN, log)
    rows = round_at(data, Ways(), "P1", data.meeting["November"]).rows
    assert [row.is_success for row in rows] == [True, False]


def test_a_word_without_a_role_counts_by_its_place_in_the_scale() -> None:
    scale = Scale(OWN)
    assert {rating.word: scale.role(rating.word) for rating in OWN} == {
        "Blue": Role.MET,
        "On track": Role.MET,
        "Slipping": Role.NEAR,
        "At risk": Role.NEAR,
        "Off track": Role.MISSED,
        "White": None,
    }
    assert scale.role("Purple") is None
    assert scale.words(Role.MET) == ("Blue", "On track")


def test_a_word_without_a_role_between_met_and_missed_is_near() -> None:
    scale = Scale(
        (Rating(word="A", role=Role.MET), Rating(word="B"), Rating(word="C", role=Role.MISSED))
    )
    assert scale.role("B") is Role.NEAR


@each(
    ("words", "roles"),
    [
        ("A", [Role.MET]),
        ("AB", [Role.MET, Role.MISSED]),
        ("ABCD", [Role.MET, Role.NEAR, Role.NEAR, Role.MISSED]),
    ],
)
def test_a_scale_without_roles_is_judged_by_place(words: str, roles: list[Role]) -> None:
    scale = Scale(tuple(Rating(word=word) for word in words))
    assert [scale.role(word) for word in words] == roles


@each(
    ("now", "last", "expected"),
    [
        ("Blue", "On track", RatingMovement.BETTER),
        ("Off track", "Slipping", RatingMovement.WORSE),
        ("slipping", "Slipping", RatingMovement.UNCHANGED),
        ("White", "White", RatingMovement.UNCHANGED),
        ("White", "On track", RatingMovement.NOT_COMPARABLE),
        ("On track", "White", RatingMovement.NOT_COMPARABLE),
        ("Purple", "Purple", RatingMovement.NOT_COMPARABLE),
        ("On track", "Purple", RatingMovement.NOT_COMPARABLE),
        ("", "On track", RatingMovement.NOT_COMPARABLE),
    ],
)
def test_movement_goes_by_the_place_in_the_scale(
    now: str, last: str, expected: RatingMovement
) -> None:
    assert movement(Scale(OWN), now, last) is expected


def test_words_of_one_role_have_symbols_of_their_own() -> None:
    scale = Scale(OWN)
    assert {one.word: scale.symbol(one) for one in OWN} == {
        "Blue": "●",
        "On track": "○",
        "Slipping": "▲",
        "At risk": "△",
        "Off track": "■",
        "White": "◆",
    }


def test_a_symbol_of_the_settings_is_printed() -> None:
    own = Rating(word="Green", role=Role.MET, symbol="✓")
    assert Scale((own,)).symbol(own) == "✓"
