"""How the next paper of a kind opens: what the Board decided, and what became of it."""

from datetime import date

from paperkit.board.history import FILED, Entry, Filed, History
from paperkit.board.pack_settings import Ways
from paperkit.decisions.sentences import (
    acted_on,
    decided_in_brief,
    decided_in_year,
    minutes_to_confirm,
)
from paperkit.decisions.shown import NO_PUBLIC_WORDING, DecisionShown, decisions_shown
from paperkit.frozen import replace
from paperkit.packs.plan import MOST_QUOTED, Planned
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.known import known_by
from paperkit.word.values import Gap
from tests.tables import board

BOARD = """
## meetings
| reference | date |
| --- | --- |
| November | 20 November 2025 |
| March | 12 March 2026 |
| May | 21 May 2026 |
| July | 16 July 2026 |
| September | 17 September 2026 |
## people
| name | post |
| --- | --- |
| Ama Reed | Transport Lead |
## papers
| reference | kind | meeting | priority | publicity |
| --- | --- | --- | --- | --- |
| Report 2025 | performance_report | November | | Public |
| Report March | performance_report | March | | Public |
| Fees | covering_report | March | | Exempt |
| Secret report | performance_report | March | | Exempt |
| Annual | annual_report | May | | Public |
| Report July | performance_report | July | | Public |
"""
COLUMNS = (
    "meeting", "paper", "recommendation", "outcome", "wording", "public_wording", "confirmed_on",
    "minute", "by", "due", "became", "closed_on",
)  # fmt: skip


def at(
    *decisions: dict[str, str], meeting: str = "July", as_at: date = date(2026, 6, 30)
) -> BoardAt:
    """Return the July report of a board with these decisions, on the March report if not said."""
    lines = ["## decisions", f"| {' | '.join(COLUMNS)} |", f"|{' - |' * len(COLUMNS)}"]
    for given in decisions:
        whole = {"meeting": "March", "paper": "Report March", "outcome": "Agreed"}
        whole |= {"recommendation": "That the Board note the report.", **given}
        lines.append(f"| {' | '.join(whole.get(name, '') for name in COLUMNS)} |")
    data = board(BOARD + "\n".join(lines))
    there = data.meeting[meeting]
    assert there.date
    data, _ = known_by(data, as_at, there.date)
    paper = next(one for one in data.papers if one.reference == "Report July")
    return BoardAt(data, Ways(), there, paper, as_at=as_at)


def rows(*decisions: dict[str, str]) -> list[DecisionShown]:
    return list(decisions_shown(at(*decisions), ()).rows)


def words(*decisions: dict[str, str]) -> list[object]:
    return [row.words for row in rows(*decisions)]


def test_a_decision_says_what_was_resolved_and_what_became_of_it() -> None:
    given = {
        "outcome": "Amended", "wording": "That half be agreed.", "confirmed_on": "21 May 2026",
        "minute": "34", "by": "Ama Reed", "due": "1 June 2026", "became": "Half is done.",
        "closed_on": "28 May 2026",
    }  # fmt: skip
    assert rows(given) == [
        DecisionShown(
            meeting="12 March 2026",
            outcome="Amended",
            words="That half be agreed.",
            minutes="Minute 34",
            acts="Ama Reed, Transport Lead, by 1 June 2026",
            became="Half is done.\nClosed on 28 May 2026.",
        )
    ]


def test_minutes_that_are_not_confirmed_are_said_beside_each_decision() -> None:
    (row,) = rows({"minute": "34"})
    assert row.minutes == "Minute 34; Subject to confirmation of the minutes"
    assert minutes_to_confirm(at({}))[0] == (
        "The decisions of 12 March 2026 are subject to confirmation of the minutes."
    )


def test_what_is_open_is_overdue_after_its_day_and_silence_is_said() -> None:
    late, ahead, silent, none, closed = rows(
        {"by": "Ama Reed", "due": "1 June 2026", "became": "A draft is there."},
        {"by": "Ama Reed", "due": "1 August 2026", "became": "A draft is there."},
        {"by": "Ama Reed"},
        {"outcome": "Noted"},
        {"closed_on": "28 May 2026", "by": "Ama Reed"},
    )
    assert late.became == "A draft is there.\nOverdue."
    assert ahead.became == "A draft is there.\nStill to be carried out."
    assert (
        silent.became == "Nothing is recorded yet of what became of it.\nStill to be carried out."
    )
    assert none.became == "No further action is recorded"
    assert closed.became == Gap(
        "Closed on 28 May 2026. No report of what became of it given by the Transport Lead at "
        "publication"
    )


def test_what_was_asked_for_beyond_the_recommendations_is_there_too() -> None:
    given = {"paper": "", "recommendation": "", "outcome": "", "wording": "A workshop is held."}
    (row,) = rows({**given, "by": "Ama Reed"})
    assert (row.outcome, row.words) == ("Asked for at the meeting", "A workshop is held.")


def test_it_is_the_decisions_on_the_last_paper_of_the_kind_and_older_open_ones() -> None:
    given = [
        {"meeting": "November", "paper": "Report 2025", "recommendation": "Old and done."},
        {
            "meeting": "November",
            "paper": "Report 2025",
            "recommendation": "Old and open.",
            "by": "Ama Reed",
        },
        {"recommendation": "Of the last report."},
        {"paper": "Annual", "meeting": "May", "recommendation": "Of another kind."},
        {"meeting": "July", "paper": "Report July", "recommendation": "Of this meeting."},
    ]
    assert words(*given) == ["Old and open.", "Of the last report."]


def test_of_many_decisions_a_report_lists_the_open_ones_first_and_the_full_tables_all() -> None:
    many = [{"recommendation": f"Decide {n}."} for n in range(1, MOST_QUOTED + 2)]
    secret = {"paper": "Secret report", "recommendation": "Pay Acme.", "public_wording": "Offer."}
    seen = at({**many[0], "by": "Ama Reed"}, *many[1:], secret)
    made = decisions_shown(replace(seen, planned=Planned(report="performance_report")))
    kept = [f"Decide {n}." for n in range(4, MOST_QUOTED + 2)]
    assert [row.words for row in made.rows] == ["Decide 1.", *kept, "Offer."]
    assert made.more == (
        "Two more decisions are in the appendix of full tables, which lists them all."
    )
    assert made.in_full == decisions_shown(seen).rows
    assert len(made.in_full) == len(many) + 1
    assert "Acme" not in str(made)
    assert decisions_shown(seen).in_full == ()


def test_nothing_of_an_exempt_decision_is_shown_but_its_public_wording() -> None:
    secret = {
        "paper": "Secret report", "recommendation": "Pay Acme 4%.", "wording": "Pay Acme 3%.",
        "by": "Ama Reed", "due": "1 June 2026", "became": "Acme was paid.",
        "public_wording": "That an offer be made.", "outcome": "Amended",
    }  # fmt: skip
    (row,) = rows(secret)
    assert row.words == "That an offer be made."
    (bare,) = rows({**secret, "public_wording": ""})
    assert bare.words == Gap("No public wording of this exempt decision given at publication")
    seen = at(secret, {**secret, "recommendation": "Pay Acme 5%.", "closed_on": "1 June 2026"})
    said = [draft(seen)[0] for draft in (decided_in_year, acted_on, minutes_to_confirm)]
    printed = f"{row} {bare} {said} {decisions_shown(seen, ())}"
    assert [leak for leak in ("Acme", "Reed", "June") if leak in printed] == []


def test_what_was_filed_as_exempt_is_exempt_whatever_became_of_its_row() -> None:
    filed = Filed(paper="Gone", meeting="March", folder="2026-03-12 Board/exempt")
    entry = Entry(table=FILED, row=filed, recorded_on=date(2026, 3, 1), number=1)
    seen = at({"paper": "Gone", "recommendation": "Pay Acme 4%.", "by": "Ama Reed"})
    assert "Acme" in str(decisions_shown(seen, ()))
    seen = replace(seen, board=replace(seen.board, history=History((entry,))))
    printed = str(decisions_shown(seen, ()))
    assert [leak for leak in ("Acme", "Reed") if leak in printed] == []
    assert decisions_shown(seen, ()).rows[0].words == NO_PUBLIC_WORDING


def test_the_summary_opens_with_what_was_decided() -> None:
    given = (
        {"confirmed_on": "21 May 2026"},
        {"outcome": "Amended", "wording": "That half be agreed.", "confirmed_on": "21 May 2026"},
        {"outcome": ""},
        {"paper": "", "recommendation": "", "outcome": "", "wording": "A workshop is held."},
    )
    assert decided_in_brief(at(*given))[0] == (
        "Of 3 recommendations to follow up (12 March 2026), 1 was agreed, 1 was agreed "
        "as amended and 1 has no decision recorded."
    )
    assert decided_in_brief(at(given[3]))[0] == ("On 12 March 2026 the Board made one request.")
    assert decided_in_brief(at())[0] == ""


def test_the_summary_of_a_year_counts_what_was_decided_without_the_days() -> None:
    given = (
        {"confirmed_on": "21 May 2026"},
        {"outcome": "Amended", "wording": "That half be agreed.", "confirmed_on": "21 May 2026"},
        {"outcome": ""},
        {"paper": "", "recommendation": "", "outcome": "", "wording": "A workshop is held."},
    )
    assert decided_in_year(at(*given[:2]))[0] == (
        "Of 2 recommendations to follow up, 1 was agreed and 1 was agreed as amended."
    )
    assert decided_in_year(at(*given))[0] == (
        "Of 3 recommendations to follow up, 1 was agreed, 1 was agreed as amended and 1 has "
        "no decision recorded. The Board made one request."
    )
    another = {**given[3], "wording": "A visit is made."}
    assert decided_in_year(at(given[0], given[3], another))[0] == (
        "The one recommendation to follow up was agreed. The Board made 2 requests."
    )
    assert decided_in_year(at())[0] == ""
    assert minutes_to_confirm(at(*given))[0] == (
        "The decisions of 12 March 2026 are subject to confirmation of the minutes."
    )


def test_how_far_decisions_were_acted_on_is_counted() -> None:
    person = {"by": "Ama Reed"}
    assert acted_on(
        at({}, person, {**person, "due": "1 June 2026"}, {**person, "closed_on": "1 May 2026"})
    )[0] == (
        "Of the 3 decisions and requests to be acted on, 1 is closed, 1 is overdue and 1 is still "
        "to be carried out."
    )


def test_what_came_after_the_day_of_the_data_is_not_said() -> None:
    given = {
        "by": "Ama Reed", "became": "It is done.", "closed_on": "8 July 2026",
        "confirmed_on": "16 July 2026",
    }  # fmt: skip
    (row,) = rows(given)
    assert row.became == "Nothing is recorded yet of what became of it.\nStill to be carried out."
    assert row.minutes == "Subject to confirmation of the minutes"
