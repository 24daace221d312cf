"""A round whose own paper is exempt: public papers tell nothing of it, and say that they do not."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Settings
from paperkit.board.words import Publicity
from paperkit.files.yaml_in import tree_of
from paperkit.findings import Finding
from paperkit.frozen import Frozen, fields, replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.paper import Paper
from paperkit.meetings.items import Items
from paperkit.packs.packs import Kind, KindSettings
from paperkit.packs.plan import Planned
from paperkit.pipeline.checking import as_used_by
from paperkit.pipeline.looking_back import seen_by
from paperkit.pipeline.reading import BoardRead, Project, ways_of
from paperkit.schema.tree import build_tree
from paperkit.standpoint.board_at import BoardAt, LookBack, PublishedPaper
from paperkit.word.template import names_asked
from paperkit.word.values import Prose, Sentence, pieces
from tests.logs import history
from tests.tables import board

PLAN = """
## meetings
| Reference | Date             |
|-----------|------------------|
| March     | 12 March 2026    |
| July      | 16 July 2026     |
| November  | 12 November 2026 |
| May       | 13 May 2027      |
## people
| Name      | Post       |
|-----------|------------|
| Cy Marsh  | Head of C  |
## priorities
| Reference | Name       | Sponsor   | Core or supporting |
|-----------|------------|-----------|--------------------|
| P1        | Best start | Ann Field | Core               |
| P2        | Good work  | Bo Lane   | Core               |
## actions
| Reference | Action      | Outcome or priority | Owner    | Reporting lead | Deadline     | State     |
|-----------|-------------|---------------------|----------|----------------|--------------|-----------|
| 1.1       | Open a café | P1                  | Cy Marsh | Cy Marsh       | 30 June 2026 | On course |
| 1.2       | Run a bus   | P1                  | Cy Marsh | Cy Marsh       | 1 March 2027 | On course |
| 2.1       | Train staff | P2                  | Di Ford  | Di Ford        | 1 March 2027 | On course |
| 2.2       | Pay fairly  | P2                  | Di Ford  | Di Ford        | 1 March 2027 | On course |
## papers
| Reference | Kind             | Meeting  | Priority | Title      | Public or exempt | Public title |
|-----------|------------------|----------|----------|------------|------------------|--------------|
| R3        | exception_report | March    | P1       | Best start | Public           |              |
| R7        | exception_report | July     | P1       | Oaks Ltd   | {july}           | A contract   |
| R11       | exception_report | November | P1       | Best start | Public           |              |
"""  # noqa: E501
MARCH = """
## rounds
| priority | meeting | issued on      | due         | actions    |
|----------|---------|----------------|-------------|------------|
| P1       | March   | 1 January 2026 | 2 Feb. 2026 | 1.1<br>1.2 |
## returns
| meeting | action | lead     | rating | reasons | control | request |
|---------|--------|----------|--------|---------|---------|---------|
| March   | 1.1    | Cy Marsh | Green  |         |         |         |
| March   | 1.2    | Cy Marsh | Amber  | Late    | Hire    | Write   |
""".replace("2 Feb. 2026", "2 February 2026")
JULY = """
## rounds
| priority | meeting | issued on  | due         | actions    |
|----------|---------|------------|-------------|------------|
| P1       | July    | 1 May 2026 | 2 June 2026 | 1.1<br>1.2 |
## returns
| meeting | action | lead      | rating | reasons   | control   | request   | measures  | exceptional     | review date |
|---------|--------|-----------|--------|-----------|-----------|-----------|-----------|-----------------|-------------|
| July    | 1.1    | CanaryLed | Red    | CanaryWhy | CanaryDo  | CanaryAsk | CanaryHow | Completed early | 9 May 2027  |
| July    | 1.2    | Cy Marsh  | Red    | CanaryWhy | CanaryDo  | CanaryAsk |           |                 | 9 May 2027  |
## views
| meeting | action | sponsor   | view       | rating | because   | comment   |
|---------|--------|-----------|------------|--------|-----------|-----------|
| July    | 1.2    | CanarySpo | Challenged | Green  | CanaryBec | CanaryCom |
## requests
| meeting | action | route          | recommendation | outcome   |
|---------|--------|----------------|----------------|-----------|
| July    | 1.1    | Recommendation | CanaryRec      | CanaryOut |
## risks
| meeting | action | forum     | note       |
|---------|--------|-----------|------------|
| July    | 1.2    | CanaryFor | CanaryNote |
"""  # noqa: E501
NOVEMBER = """
## rounds
| priority | meeting  | issued on        | due            | actions    |
|----------|----------|------------------|----------------|------------|
| P1       | November | 1 September 2026 | 2 October 2026 | 1.1<br>1.2 |
## returns
| meeting  | action | lead     | rating | reasons | control | request |
|----------|--------|----------|--------|---------|---------|---------|
| November | 1.1    | Cy Marsh | Amber  | Wet     | Dry     |         |
"""
OTHER = """
## returns
| meeting | action | lead    | rating | reasons | control | request |
|---------|--------|---------|--------|---------|---------|---------|
| July    | 2.1    | Di Ford | Green  |         |         |         |
"""
WITHOUT_ACTIONS = ("covering_report", "forward_plan", "outcomes_dashboard")
PUBLIC_ALONE = "Ratings of actions are those of public rounds alone."
RATED_WORSE = "actions asked about"
MARCH_DAY = date(2026, 3, 12)
PUBLIC_KINDS = (
    "annual_report",
    "chair_note",
    "covering_report",
    "exception_appendix",
    "exception_report",
    "forward_plan",
    "one_page",
    "outcomes_dashboard",
    "performance_report",
    "performance_tables",
)


@cache
def opened(pack: str = "council") -> BoardRead:
    """Return a project without data, of a pack."""
    settings = replace(Settings(), pack=pack)
    found, ways, _ = ways_of(Path("/nowhere"), settings, ())
    project = Project(Path("/nowhere"), settings, (), ())
    return BoardRead(project, found, ways, BoardData(), (), readable=True)


def read_of(log: str, july: str = "Exempt", more: str = "", pack: str = "council") -> BoardRead:
    data = replace(board(PLAN.format(july=july) + more), history=history(log))
    return replace(opened(pack), board=data)


def paper_row(kind: str, meeting: str, publicity: Publicity = Publicity.PUBLIC) -> PaperRow:
    priority = "P1" if kind.startswith("exception") else ""
    return PaperRow(
        reference="X", kind=kind, meeting=meeting, title="T", publicity=publicity, priority=priority
    )


def kind_of(read: BoardRead, name: str) -> Kind:
    return read.pack.kind(name)[0]


def seen(
    read: BoardRead, name: str = "performance_report", meeting: str = "July",
    publicity: Publicity = Publicity.PUBLIC, since: date | None = None,
) -> BoardAt:  # fmt: skip
    row = paper_row(name, meeting, publicity)
    kind, there = kind_of(read, name), read.board.meeting[meeting]
    planned = Planned(kind=name, row=row, priority=row.priority if kind.round else "")
    at = seen_by(kind, read, there, planned, date(2026, 7, 1))
    return replace(at, since=since, as_at=there.date)


@cache
def asked_by(kind: str) -> frozenset[str]:
    """Return the names that the Word file of a kind asks for."""
    with zipfile.ZipFile(kind_of(opened(), kind).word_file) as word:
        return names_asked({name: word.read(name) for name in word.namelist()})


def made(at: BoardAt) -> Paper:
    name = at.planned.kind
    lists = kind_of(opened(), name).lists
    return paper_view(at, (), draft=True, asked=asked_by(name), lists=lists)


def words_in(thing: object) -> Iterator[str]:
    """Yield every text of a view, whatever it is a part of."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Sentence):
        yield thing.words
    elif isinstance(thing, Prose):
        yield from pieces(thing.blocks)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from words_in(one)
    elif isinstance(thing, Frozen):
        for name in fields(type(thing)):
            yield from words_in(getattr(thing, name))
    elif hasattr(thing, "values"):
        for one in thing.values():
            yield from words_in(one)
    else:
        yield str(thing)


def canaries(view: object) -> set[str]:
    return set(re.findall(r"Canary\w+", "\n".join(words_in(view))))


def rows_of(view: Paper) -> list[str]:
    return [
        f"{row.reference} {row.rating or '-'}{f' ({row.earlier_round})' * bool(row.earlier_round)}"
        f"{f', last {row.last_rating}' * bool(row.last_rating)}: {row.movement or '-'}"
        for row in view.actions.rows
    ]


LEFT_OUT = (
    "One round of exception reporting is in an exempt paper (A contract, 16 July 2026). Its "
    "ratings, comments and requests are not given here; each rating is the last that is public."
)


# --- Nothing of it is printed ---------------------------------------------------------------------


@pytest.mark.parametrize("log", [JULY, MARCH + JULY + NOVEMBER])
def test_no_part_of_any_public_paper_has_a_word_of_an_exempt_round(log: str) -> None:
    read, meetings = read_of(log), ("July", "November", "May")
    for kind in PUBLIC_KINDS:
        for meeting in meetings:
            if kind.startswith("exception") and meeting == "July":
                continue  # That is the round's own paper.
            view = made(seen(read, kind, meeting))
            assert (kind, meeting, canaries(view)) == (kind, meeting, set())
            assert "Red" not in [str(row.rating) for row in view.actions.rows]


def test_the_exempt_paper_has_all_of_it() -> None:
    view = made(seen(read_of(MARCH + JULY), "exception_report", "July", Publicity.EXEMPT))
    every = set(re.findall(r"Canary\w+", JULY))
    assert every - canaries(view) <= {"CanaryNote"}
    assert view.header.notes == ()


def test_other_exempt_papers_have_it_too() -> None:
    view = made(seen(read_of(MARCH + JULY), publicity=Publicity.EXEMPT))
    assert rows_of(view)[0] == "1.1 Red, last Green: Worse"
    assert view.header.notes == ()


def test_the_same_round_is_told_where_its_paper_is_public() -> None:
    view = made(seen(read_of(MARCH + JULY, july="Public")))
    assert rows_of(view)[0] == "1.1 Red, last Green: Worse"
    assert {"CanaryAsk", "CanaryDo"} <= canaries(view)


# --- What is said in its place --------------------------------------------------------------------


def test_the_last_public_rating_stands_where_a_newer_one_is_exempt() -> None:
    view = made(seen(read_of(MARCH + JULY)))
    assert rows_of(view) == [
        "1.1 Green (12 March 2026): First report",
        "1.2 Amber (12 March 2026): First report",
        "2.1 -: -",
        "2.2 -: -",
    ]
    assert view.header.notes == (LEFT_OUT,)


def test_a_rating_that_is_exempt_is_not_called_missing_or_unasked() -> None:
    view = made(seen(read_of(JULY + OTHER)))
    assert rows_of(view) == [
        "1.1 In an exempt paper: -",
        "1.2 In an exempt paper: -",
        "2.1 Green: First report",
        "2.2 No return received: No return",
    ]
    since = made(seen(read_of(MARCH + JULY), since=MARCH_DAY))
    assert rows_of(since)[0] == (
        "1.1 Green (12 March 2026): Newer rating in an exempt paper; last public one shown"
    )
    assert "Not asked about since the last report" not in {*words_in(since)}


def test_an_action_that_the_exempt_round_did_not_ask_about_is_not_said_to_be_in_its_paper() -> None:
    plan = PLAN.replace(
        "## papers", "| 1.3 | Hire | P1 | Cy Marsh | | May 2026 | Delivered |\n## papers"
    )
    data = replace(board(plan.format(july="Exempt")), history=history(JULY))
    assert rows_of(made(seen(replace(opened(), board=data))))[-1] == "1.3 -: -"


def test_counts_by_priority_have_a_column_for_ratings_that_are_not_public() -> None:
    at = seen(read_of(JULY + OTHER))
    table = list(words_in(made(at).glance.priorities))
    heads, best, work = (
        table.index("Priority"),
        table.index("P1 Best start"),
        table.index("P2 Good work"),
    )
    assert table[heads:best][-4:-1] == ["In an exempt paper", "Not rated", "All"]
    assert table[best:work][-4:-1] == ["2", "0", "2"]
    assert table[work : table.index(PUBLIC_ALONE)][-4:-1] == ["0", "1", "2"]


def test_without_the_round_a_public_paper_is_the_same_but_for_what_it_says_of_it() -> None:
    for kind in PUBLIC_KINDS:
        if not kind.startswith("exception"):
            told, silent = (made(seen(read_of(log), kind)) for log in (MARCH + JULY, MARCH))
            more = {*words_in(told)} - {*words_in(silent)}
            of_glance = {PUBLIC_ALONE, "public rounds alone", f"{RATED_WORSE}; public rounds alone"}
            of_rounds = {one for one in more if re.search("in (the|their) last public round", one)}
            assert (kind, more - of_glance - of_rounds) == (kind, {LEFT_OUT} & more)
            assert (LEFT_OUT in more) is (kind not in WITHOUT_ACTIONS)


def test_the_round_after_an_exempt_one_does_not_tell_how_it_was_rated_last() -> None:
    view = made(seen(read_of(MARCH + JULY + NOVEMBER), "exception_report", "November"))
    assert [(row.last_rating, row.movement) for row in view.round.rows][:1] == [
        ("Last rating not public", "")
    ]
    assert view.round.last_meeting == (
        "The last round of exception reporting on this priority (16 July 2026) is in an exempt "
        "paper, so ratings are not compared with it"
    )
    assert view.round.last_round == ()
    assert view.header.notes == (LEFT_OUT,)


def test_a_report_after_an_exempt_round_compares_with_the_last_public_report() -> None:
    view = made(seen(read_of(MARCH + JULY + NOVEMBER), meeting="November", since=MARCH_DAY))
    assert rows_of(view)[0] == "1.1 Amber, last Green: Worse"
    first = made(seen(read_of(JULY + NOVEMBER), meeting="November", since=date(2026, 7, 16)))
    assert rows_of(first)[0] == "1.1 Amber: Last rating not public"


def test_what_was_public_then_is_not_told_once_it_is_exempt() -> None:
    read = read_of(MARCH + JULY + NOVEMBER)
    then = seen(read, meeting="July")
    back = PublishedPaper(read.board.meeting["July"], date(2026, 7, 8), lambda: then)
    at = replace(seen(read, meeting="November"), back=LookBack("report", back, (back,)))
    view = made(at)
    assert [(str(row.before), str(row.now)) for row in view.since.actions if "ating" in row.change]
    assert canaries(view) == set()
    assert "Red" not in [str(row.before) for row in view.since.actions]


def test_a_state_that_only_an_exempt_return_gives_is_not_told() -> None:
    log = JULY.partition("## views")[0]
    exempt, public = (made(seen(read_of(log, july=one))) for one in ("Exempt", "Public"))
    assert [row.standing for row in public.actions.rows][1] == "At risk"
    assert [row.standing for row in exempt.actions.rows][1] == "On course"


def test_the_annual_report_says_that_there_was_a_round() -> None:
    view = made(seen(read_of(JULY), "annual_report", "May"))
    assert "No round of exception reporting" not in "\n".join(words_in(view.year))
    assert view.header.notes == (LEFT_OUT,)


def test_a_paper_before_the_round_says_nothing_of_it() -> None:
    assert made(seen(read_of(MARCH + JULY), meeting="March")).header.notes == ()


def test_a_paper_that_tells_of_no_round_says_nothing_of_it() -> None:
    for kind in ("forward_plan", "covering_report", "outcomes_dashboard"):
        assert made(seen(read_of(MARCH + JULY), kind)).header.notes == ()


# --- A round of more than one priority, papers that went ------------------------------------------


def test_of_a_round_on_several_priorities_the_public_ones_are_told() -> None:
    plan = PLAN.replace("| Sponsor   |", "| Sponsor   | Part of |").replace(
        "|-----------|--------------------|\n| P1",
        "|-----------|---------|--------------------|\n| P1",
    )
    plan = plan.replace("| Ann Field |", "| Ann Field | S |").replace(
        "| Bo Lane   |", "| Bo Lane | S |"
    )
    plan = plan.replace("## actions", "| S | Strategy | | | Supporting |\n## actions", 1)
    log = JULY.replace("| P1       | July", "| S | July").replace("1.1<br>1.2", "1.1<br>1.2<br>2.1")
    log += OTHER
    paper = "| RS | exception_report | July | S | All | Public | |\n"
    data = replace(board(plan.format(july="Exempt") + paper), history=history(log))
    read = replace(opened(), board=data)
    assert rows_of(made(seen(read)))[:3] == [
        "1.1 In an exempt paper: -", "1.2 In an exempt paper: -", "2.1 Green: First report",
    ]  # fmt: skip
    row = replace(paper_row("exception_report", "July"), priority="S")
    planned = Planned(kind="exception_report", row=row, priority="S")
    kind = kind_of(read, "exception_report")
    at = seen_by(kind, read, data.meeting["July"], planned, date(2026, 7, 1))
    assert at.round is not None
    assert [one.action.reference for one in at.round.rows] == ["2.1"]
    assert at.round.missing == ()


def test_what_was_filed_as_exempt_stays_so_when_its_row_is_gone() -> None:
    filed = """
## filed
| paper | meeting | file | folder | kind | priority |
|---|---|---|---|---|---|
| R7 | July | a.docx | 2026-07-16/exempt | exception_report | P1 |
"""
    plan = "\n".join(line for line in PLAN.splitlines() if "| R7 " not in line)
    data = replace(board(plan), history=history(MARCH + JULY + filed))
    view = made(seen(replace(opened(), board=data)))
    assert rows_of(view)[0] == "1.1 Green (12 March 2026): First report"
    assert canaries(view) == set()
    (item,) = (one for one in Items(data, opened().ways).by_meeting["July"])
    assert (item.title, item.lead, item.purpose) == ("An exempt paper", "", "")
    (note,) = found(replace(opened(), board=data), "PK-351")
    assert note.message.startswith("'R7' was filed as exempt, so public papers leave out")


# --- What the officer is told ---------------------------------------------------------------------


def found(read: BoardRead, code: str, kind: str = "performance_report") -> list[Finding]:
    row, there = paper_row(kind, "July"), read.board.meeting["July"]
    used = as_used_by(kind_of(read, kind), read, there, row, date(2026, 7, 1))
    return [one for one in used.findings if one.code == code]


def test_the_officer_is_told_which_round_public_papers_leave_out() -> None:
    (note,) = found(read_of(MARCH + JULY), "PK-351")
    assert note.message == (
        "'R7' is exempt, so public papers leave out the ratings, comments and requests of the "
        "round on P1 for July, and say so."
    )
    assert note.place.field == "Public or exempt"
    assert found(read_of(MARCH + JULY), "PK-351", "forward_plan") == []
    assert found(read_of(MARCH), "PK-351") == []


def test_an_exempt_paper_of_any_kind_with_a_priority_is_on_the_round_until_that_is_cleared() -> (
    None
):
    """A covering report may say what leads returned; if it is about something else, none does."""
    row = next(line for line in PLAN.splitlines() if "| R7 " in line)
    covering = row.replace("exception_report", "covering_report")
    for now, withheld in ((covering, ["1.1", "1.2"]), (covering.replace("P1", "  "), [])):
        data = board(PLAN.replace(row, now).format(july="Exempt"))
        read = replace(opened(), board=replace(data, history=history(MARCH + JULY)))
        assert sorted(seen(read).withheld) == withheld
        notes = found(read, "PK-351")
        assert len(notes) == bool(withheld)
        assert all(note.remedy.endswith("clear its 'Priority'.") for note in notes)


def test_the_officer_is_told_of_a_public_paper_on_the_round_of_an_exempt_one() -> None:
    (note,) = found(read_of(MARCH + JULY), "PK-352", "exception_report")
    assert note.message == (
        "'X' is public, and prints answers to the round on P1 for July. So does 'R7', which is "
        "exempt."
    )


# --- Lists that a kind selects --------------------------------------------------------------------

DECIDED = """
## decisions
| Meeting | Paper | Action | Recommendation | Outcome | wording          | Public wording | By | Exempt |
|---------|-------|--------|----------------|---------|------------------|----------------|----|--------|
| March   | R3    |        | note it.       | Agreed  | That it be noted |                |    |        |
| July    | R7    |        | CanaryAsked    | Agreed  | CanaryResolved   | Agreed.        | CanaryWho | |
| July    |       | 1.1    | CanaryAsked    | Agreed  | CanaryResolved   | Noted.         | CanaryWho | |
| July    |       | 1.2    | CanaryAsked    | Agreed  | CanaryResolved   | Heard.         | CanaryWho | Yes |
| July    |       | 2.1    | train more.    | Agreed  | That it be done  |                | Di Ford   | |
"""  # noqa: E501


def listed(of: str, publicity: Publicity, more: str = "") -> tuple[Any, ...]:
    """Return the rows of the one list that lines of kind.yaml declare."""
    at = seen(read_of(MARCH + JULY, more=DECIDED), "performance_report", "November", publicity)
    words = f"lists:\n  - name: these\n    of: {of}\n{more}"
    (asked,) = build_tree(KindSettings, tree_of("kind.yaml", words.encode())).value.lists
    return paper_view(at, (), draft=True, asked=frozenset(), lists=(asked,)).lists["these"].rows


def test_a_list_of_decisions_has_of_exempt_ones_their_public_wording_alone() -> None:
    for publicity in (Publicity.PUBLIC, Publicity.EXEMPT):
        found = listed("decisions", publicity)
        assert [str(row.words) for row in found] == [
            "That it be noted", "Agreed.", "Noted.", "Heard.", "That it be done",
        ]  # fmt: skip
        assert canaries(found) == set()


def test_no_condition_of_a_list_finds_an_exempt_decision_by_what_is_not_public() -> None:
    for where in ("who_acts: CanaryWho", "paper: R7", "priority: P1"):
        found = listed("decisions", Publicity.PUBLIC, f"    where: {{{where}, exempt: yes}}\n")
        assert found == ()


def test_a_list_of_requests_has_those_of_an_exempt_round_in_exempt_papers_alone() -> None:
    public, exempt = (listed("requests", one) for one in (Publicity.PUBLIC, Publicity.EXEMPT))
    assert [row.words for row in public] == ["Write"]
    assert [row.words for row in exempt] == ["CanaryAsk", "CanaryAsk"]


def test_a_list_of_actions_neither_shows_nor_selects_by_a_rating_of_an_exempt_round() -> None:
    red = "    where: {rating: missed}\n"
    unrated = "    where: {rating: none}\n"
    assert [row.reference for row in listed("actions", Publicity.PUBLIC, unrated)] == ["2.1", "2.2"]
    assert listed("actions", Publicity.PUBLIC, red) == ()
    assert [row.reference for row in listed("actions", Publicity.EXEMPT, red)] == ["1.1"]
    assert canaries(listed("actions", Publicity.PUBLIC)) == set()
