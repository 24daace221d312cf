"""Lists that a kind selects for its template: what they hold, and what is wrong with them."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.board.data import TABLES, BoardData
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import DEFAULT_RATINGS, Rating, Role
from paperkit.files import bundled
from paperkit.files.yaml_in import tree_of
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, fields, replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.list_fields import Source
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.lists import check_lists, check_words, words_of
from paperkit.kinds.offered import ITEMS_PRINTED_AS, offered
from paperkit.kinds.paper import ListShown, Paper
from paperkit.kinds.selecting import (
    NONE,
    Candidate,
    Days,
    FieldSort,
    Held,
    ListField,
    choose,
)
from paperkit.packs.packs import Kind, KindSettings, ListSettings, Section, SectionForm, find_pack
from paperkit.packs.plan import Planned
from paperkit.packs.templates import KindTemplate, template_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import RowPlace
from paperkit.schema.tree import build_tree
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.template import fill_template, names_of
from tests.cases import each
from tests.logs import logged
from tests.papers.made import MEETINGS, WAYS
from tests.papers.packages import p, word_file
from tests.tables import board
from tests.test_sample import board as sample_board

PLAN = """
## priorities
| Reference | Name   |
|-----------|--------|
| P1        | Better |
| P2        | Longer |
## outcomes
| Reference | Name            | Parent |
|-----------|-----------------|----------|
| 1.1       | Healthy at home | P1       |
| 2.1       | Live longer     | P2       |
## actions
| Reference | Action        | Outcome or priority | Owner     | Deadline      | State     |
|-----------|---------------|---------------------|-----------|---------------|-----------|
| A1        | Open a café   | 2.1                 | Jo Bell   | 30 June 2026  | At risk   |
| A2        | Run a bus     | 1.1                 | Ada Brook | 31 May 2026   | On course |
| A3        | Plant a tree  | 1.1                 | JO  BELL  | 30 April 2027 | On course |
| A4        | Mend a path   | P1                  | Jo Bell   |               | On course |
| A5        | Light a path  | 2.1                 | Jo Bell   | 30 June 2026  | Delivered |
"""


def at_july(markdown: str = PLAN, planned: Planned | None = None, ways: Any = WAYS) -> BoardAt:
    data = board(MEETINGS + markdown)
    row = next(iter(data.papers), PaperRow(reference="CN", meeting="Board July 2026"))
    at = BoardAt(data, ways, data.meeting["Board July 2026"], row, as_at=date(2026, 7, 1))
    return replace(at, planned=planned or Planned(row=row))


def read(words: str) -> tuple[ListSettings, ...]:
    """Return the lists that lines of kind.yaml declare."""
    found = build_tree(KindSettings, tree_of("kind.yaml", f"lists:\n{words}".encode()))
    assert found.findings == ()
    return found.value.lists


def shown(words: str, at: BoardAt | None = None) -> ListShown:
    """Return the one list that lines of kind.yaml declare, of the plan."""
    (asked,) = read("  - name: these\n" + words)
    view = paper_view(at or at_july(), (), draft=True, asked=frozenset(), lists=(asked,))
    return view.lists["these"]


def references(words: str, at: BoardAt | None = None, by: str = "reference") -> str:
    return " ".join(str(getattr(row, by)) for row in shown(words, at).rows)


def test_a_list_without_conditions_has_all_rows_in_the_order_of_the_data() -> None:
    assert references("    of: actions") == "A1 A2 A3 A4 A5"


@each(
    ("where", "expected"),
    [
        ("standing: not_delivered", "A1 A2"),
        ("standing: [Not delivered, delivered]", "A1 A2 A5"),
        ("owner: jo bell", "A1 A3 A4 A5"),
        ("late_or_at_risk: yes", "A1 A2"),
        ("priority: p1", "A2 A3 A4"),
        ("outcome: 2.1", "A1 A5"),
        ("outcome: none", "A4"),
        ("deadline: by meeting", "A1 A2 A5"),
        ("deadline: after meeting", "A3"),
        ("deadline: before 30 June 2026", "A2"),
        ("deadline: on 2026-06-30", "A1 A5"),
        ("deadline: none", "A4"),
        ("deadline: [none, after meeting]", "A3 A4"),
        ("rating: missed", ""),
        ("rating: none", "A1 A2 A3 A4 A5"),
        ("since_last_report: changed", ""),
        ("{owner: Jo Bell, priority: [P1], deadline: after data}", "A3"),
    ],
)
def test_a_condition_selects(where: str, expected: str) -> None:
    condition = where if where.startswith("{") else "{" + where + "}"
    assert references(f"    of: actions\n    where: {condition}") == expected


@each(
    ("order", "expected"),
    [
        ("deadline", "A2 A1 A5 A3 A4"),
        ("-deadline", "A3 A1 A5 A2 A4"),
        ("[priority, deadline]", "A2 A3 A4 A1 A5"),
        ("[owner, -reference]", "A2 A5 A4 A3 A1"),
        ("standing", "A1 A2 A3 A4 A5"),
    ],
)
def test_a_list_has_an_order_and_what_is_blank_comes_last(order: str, expected: str) -> None:
    assert references(f"    of: actions\n    order: {order}") == expected


def test_a_list_that_is_cut_off_says_how_many_more_there_are() -> None:
    found = shown("    of: actions\n    most: 2")
    assert (len(found.rows), found.more) == (2, "Three more are not listed here.")
    assert shown("    of: actions\n    most: 4").more == "One more is not listed here."
    assert shown("    of: actions\n    most: 5").more == ""


def test_groups_are_named_and_come_in_the_order_of_the_strategy() -> None:
    found = shown("    of: actions\n    group_by: priority\n    order: -deadline")
    groups = [(one.name, [str(row.reference) for row in one.rows]) for one in found.groups]  # type: ignore[attr-defined]
    assert groups == [("P1 Better", ["A3", "A2", "A4"]), ("P2 Longer", ["A1", "A5"])]


RATED = """
## returns
| meeting         | action | rating   |
|-----------------|--------|----------|
| Board July 2026 | A1     | Red      |
| Board July 2026 | A2     | Dark red |
| Board July 2026 | A3     | Amber    |
| Board July 2026 | A4     | Red      |
"""
TWO_REDS = (
    *DEFAULT_RATINGS, Rating(word="Dark red", meaning="Stopped", role=Role.MISSED),
)  # fmt: skip


def test_two_ratings_of_one_role_are_selected_together_and_are_a_group_each_the_worst_first() -> (
    None
):
    """E2: a condition goes by what a rating says, whatever the council's words for it are."""
    data = logged(MEETINGS + PLAN, RATED)
    ways = replace(WAYS, settings=replace(WAYS.settings, ratings=TWO_REDS))
    at = BoardAt(data, ways, data.meeting["Board July 2026"], as_at=date(2026, 7, 1))
    missed = "    of: actions\n    where: {rating: missed}"
    assert references(missed, at) == "A1 A2 A4"
    assert references(missed + "\n    order: rating", at) == "A2 A1 A4"
    assert references(missed + "\n    order: [-rating, -reference]", at) == "A4 A1 A2"
    groups: Any = shown("    of: actions\n    group_by: rating", at).groups
    assert [(one.name, [str(row.reference) for row in one.rows]) for one in groups] == [
        ("Dark red", ["A2"]), ("Red", ["A1", "A4"]), ("Amber", ["A3"]), ("None recorded", ["A5"]),
    ]  # fmt: skip


# --- A paper of the meeting that is exempt --------------------------------------------------------

AGENDA = """
## papers
| Reference | Kind            | Meeting         | Item | Title         | Purpose   | Report of | Public or exempt | Public title |
|-----------|-----------------|-----------------|------|---------------|-----------|-----------|------------------|--------------|
| CN        | chair_note      | Board July 2026 |      | Note          |           | Ada Brook | Public           |              |
| PR        | covering_report | Board July 2026 | 10   | Short breaks  | To agree. | Jo Bell   | Public           |              |
| EX        | covering_report | Board July 2026 | 9    | Fees of Oaks  | To pay.   | Kim Zed   | Exempt           | Fees         |
| Old       | covering_report | Board March 2026 | 3   | Older         |           | Jo Bell   | Public           |              |
## text
| Paper | Section         | Text                      |
|-------|-----------------|---------------------------|
| PR    | recommendations | note the plan.            |
| PR    | recommendations | The Board may wish to ask. |
| EX    | recommendations | agree to pay Oaks 900.    |
| Old   | recommendations | agree the older plan.     |
"""  # noqa: E501
OF_EXEMPT = ("Oaks", "900", "Kim", "To pay")


def test_recommendations_are_those_of_all_papers_in_the_agendas_order() -> None:
    rows = shown("    of: recommendations", at_july(AGENDA)).rows
    assert [(row.agenda_item, row.title, str(row.words)) for row in rows] == [  # type: ignore[attr-defined]
        ("9", "Fees", "Not for publication"),
        ("10", "Short breaks", "That the Health and Wellbeing Board note the plan."),
        ("10", "Short breaks", "The Board may wish to ask."),
    ]


def test_a_note_for_the_chair_is_no_paper_of_the_meeting() -> None:
    note = "| N2 | chair_note | Board July 2026 | | Second note | | Jo Bell | Public | |\n## text"
    at = at_july(AGENDA.replace("## text", note))
    assert references("    of: papers", at, "title") == "Fees Short breaks"


def test_no_list_of_a_public_paper_has_anything_of_an_exempt_one() -> None:
    at = at_july(AGENDA)
    for source in ("recommendations", "papers"):
        for row in shown(f"    of: {source}", at).rows:
            said = " ".join(str(getattr(row, name)) for name in fields(type(row)))
            assert not [word for word in OF_EXEMPT if word in said]
    # Nor can a condition give away who wrote it.
    assert references("    of: papers\n    where: {author: Kim Zed}", at, "title") == ""
    assert references("    of: papers\n    where: {exempt: yes}", at, "title") == "Fees"


def test_an_exempt_paper_lists_what_exempt_papers_ask_for() -> None:
    exempt = AGENDA.replace("| Ada Brook | Public           |", "| Ada Brook | Exempt           |")
    rows = shown("    of: recommendations", at_july(exempt)).rows
    words = [str(row.words) for row in rows]  # type: ignore[attr-defined]
    assert words[0] == "That the Health and Wellbeing Board agree to pay Oaks 900."


def test_what_is_asked_for_by_an_exempt_paper_is_in_no_public_paper_though_no_row_is_known() -> (
    None
):
    at = replace(at_july(AGENDA), planned=Planned())
    assert "Oaks" not in str(shown("    of: recommendations", at).rows)


# --- Faults ---------------------------------------------------------------------------------------


def faults(words: str, **settings_of_kind: Any) -> list[Finding]:
    tree = tree_of("kind.yaml", f"lists:\n{words}".encode())
    kind = Kind(name="a_kind", word_file=Path("template.docx"), **settings_of_kind)
    return list(check_lists(kind, tree))


FAULTS = [
    ("name: a, of: action", "PK-628", "actions"),
    ("name: a", "PK-628", "actions, indicators"),
    ("name: a, of: actions, where: {owners: Jo}", "PK-629", "owner"),
    ("name: a, of: actions, order: dead_line", "PK-629", "deadline"),
    ("name: a, of: actions, group_by: prioriti", "PK-629", "priority"),
    ("name: a, of: actions, where: {rating: red}", "PK-670", "met, none"),
    ("name: a, of: actions, where: {rating: mised}", "PK-670", "Did you mean missed?"),
    ("name: a, of: actions, where: {deadline: late}", "PK-670", "by, before, after"),
    ("name: a, of: actions, where: {deadline: by someday}", "PK-670", "by, before, after"),
    ("name: a, of: actions, where: {request: perhaps}", "PK-670", "yes or no"),
    ("name: a, of: actions, where: {owner: }", "PK-670", "take the line out"),
    ("name: a, of: actions, order: since_last_report", "PK-671", "reference"),
    ("name: a, of: papers, group_by: author", "PK-671", "item"),
    ("of: actions", "PK-672", "red_actions"),
    ("name: Red actions, of: actions", "PK-672", "red_actions"),
    ("name: a, of: actions, most: 0", "PK-672", "room"),
    ("name: a, of: actions, most: -3", "PK-672", "room"),
]


@each(("line", "code", "remedy"), FAULTS)
def test_each_fault_has_its_line_and_says_what_was_probably_meant(
    line: str, code: str, remedy: str
) -> None:
    (found,) = faults(f"  - {{name: first, of: papers}}\n  - {{{line}}}")
    assert (found.code, found.place.line) == (code, 3)
    assert remedy in found.remedy


@each("most", ["--3", "\u00b2", "many", "3-"])
def test_what_is_no_number_is_no_fault_of_the_list_but_of_the_settings(most: str) -> None:
    assert faults(f"  - {{name: a, of: papers, most: '{most}'}}") == []


@each("line", ("{name: a, off: actions}", "{nmae: a, of: actions}"))
def test_a_key_that_is_mistyped_is_one_fault(line: str) -> None:
    """PK-220 names the key and the one that was meant; what is missing for it is not told again."""
    tree = tree_of("kind.yaml", f"lists:\n  - {line}".encode())
    assert [one.code for one in build_tree(KindSettings, tree).findings] == ["PK-220"]
    assert faults(f"  - {line}") == []


WORDS = """
## people
| Name    | Post      |
|---------|-----------|
| Kim Zed | Clerk     |
## groups
| Name         |
|--------------|
| Youth Voice  |
"""


@each(
    ("of", "where", "asked"),
    [
        ("actions", "{priority: p1}", None),
        ("actions", "{priority: none}", None),
        ("actions", "{priority: [P2, P9]}", "Those there are: P1, P2."),
        ("actions", "{priority: Longer}", "Did you mean P2?"),
        ("actions", "{priority: 1.1}", "the sheet Priorities"),
        ("actions", "{outcome: 9.9}", "the sheet Outcomes"),
        ("actions", "{owner: JO BELL}", None),
        ("actions", "{lead: Kim Zed}", None),
        ("actions", "{lead: clerk}", None),
        ("actions", "{lead: Jim Zed}", "Did you mean Kim Zed?"),
        ("milestones", "{action: A9}", "the sheet Actions"),
        ("papers", "{kind: covering_report}", None),
        ("papers", "{kind: covering_reports}", "Did you mean covering_report?"),
        ("feedback", "{group: Youth Voices}", "Did you mean Youth Voice?"),
        ("indicators", "{partner: Oaks}", None),  # no indicator at all: nothing is hidden
    ],
)
def test_a_word_that_the_boards_data_do_not_have_is_told_with_what_it_may_have_meant(
    of: str, where: str, asked: str | None
) -> None:
    """PK-356."""
    tree = tree_of("kind.yaml", f"lists:\n  - name: a\n    of: {of}\n    where: {where}".encode())
    found = list(check_words(board(MEETINGS + PLAN + WORDS), ["covering_report"], tree))
    assert [(one.code, one.place.line) for one in found] == ([("PK-356", 4)] if asked else [])
    assert (asked or "") in "".join(one.remedy for one in found)


def test_where_the_data_are_yaml_a_word_is_typed_as_its_table_has_it() -> None:
    data = board(MEETINGS + PLAN)
    in_yaml = RowPlace(Place("board.yaml", line=4))
    data = replace(data, meetings=tuple(replace(one, place=in_yaml) for one in data.meetings))
    words = b"lists:\n  - name: a\n    of: milestones\n    where: {action: A9}"
    (found,) = check_words(data, [], tree_of("kind.yaml", words))
    assert "Type it as the table Actions has it." in found.remedy


def test_a_lead_who_is_in_the_log_alone_is_known() -> None:
    """Whoever reported once may have left the plan and the people since; rows still have them."""
    data = logged(
        MEETINGS + PLAN + WORDS,
        """
## returns
| meeting | action | wording | lead | rating |
|---------|--------|---------|------|--------|
| July | A1 | Open a hub | Una Gone | Red |
""",
    )
    words = b"lists:\n  - name: a\n    of: requests\n    where: {lead: [una gone, Jim Zed]}"
    (found,) = check_words(data, [], tree_of("kind.yaml", words))
    assert (found.code, found.value) == ("PK-356", "Jim Zed")


def test_words_of_a_field_come_from_columns_that_there_are() -> None:
    """And what rows hold in it is among them, or a right word would be told as a wrong one."""
    data = sample_board()
    at = at_july(PLAN + AGENDA)
    for source in SOURCES.values():
        assert {one.sort for one in source.fields.values() if one.among} <= {FieldSort.WORDS}
        for name, field in source.fields.items():
            known = {folded(word) for word in words_of(at.board, (), field.among)}
            held = {folded(w) for row in source.rows(at) for w in row.held.get(name, Held()).words}
            assert not field.among or held <= known, name
            assert not field.among or list(words_of(data, ("a_kind",), field.among)), name


def test_two_lists_of_one_name_are_a_fault() -> None:
    (found,) = faults("  - {name: a, of: papers}\n  - {name: a, of: actions}")
    assert (found.code, found.place.line) == ("PK-672", 3)


def test_a_list_of_a_table_that_the_kind_does_not_show_is_a_fault() -> None:
    """A rating is of a return or of its sponsor's view: without both no action would be rated."""
    shown = ("meetings", "papers", "actions", "outcomes", "priorities")
    (found,) = faults("  - {name: a, of: actions}", tables=shown)
    assert (found.code, found.message) == (
        "PK-628",
        "A list of actions needs the tables returns and views, and the kind does not use them. "
        "Rows, or parts of rows, would be missing.",
    )
    assert "Add returns, views to the line 'tables'" in found.remedy


def test_the_tables_of_a_source_are_all_that_its_rows_rest_on() -> None:
    data = sample_board()
    row = next(paper for paper in data.papers if paper.meeting == "Board July 2026")

    def of(source: Source, there: BoardData) -> tuple[object, object]:
        at = BoardAt(there, WAYS, data.meeting["Board July 2026"], row, as_at=date(2026, 6, 30))
        found = tuple(source.rows(at))
        shown = source.together(at, [one.shown() for one in found])
        return [one.held for one in found], [str(one) for one in shown]

    for name, source in SOURCES.items():
        cut: dict[str, Any] = {t.name: () for t in TABLES if t.name not in source.tables}
        assert of(source, replace(data, **cut)) == of(source, data), name


# --- Types, and an oracle -------------------------------------------------------------------------


def test_a_template_is_checked_against_the_types_of_what_is_listed() -> None:
    kind = Kind(
        name="a_kind", word_file=Path("t.docx"),
        lists=read(
            "  - {name: a, of: actions, most: 3}\n  - {name: b, of: papers, group_by: item}"
        ),
    )  # fmt: skip
    lists: Any = names_of(offered(kind))["lists"]
    of = {name: set(names_of(hint)) for name, hint in names_of(lists).items()}
    assert of == {"a": {"rows", "more"}, "b": {"rows", "groups"}}


@each("source", SOURCES)
def test_every_field_of_a_source_is_held_by_its_rows(source: str) -> None:
    one = SOURCES[source]
    for row in one.rows(at_july(PLAN + AGENDA)):
        assert set(row.held) <= set(one.fields)
        for name, held in row.held.items():
            field = one.fields[name]
            assert field.sort is not FieldSort.CHOICE or set(held.words) <= set(field.choices)
            assert field.ordered or held.place is None


LIMITED = "name: a, of: actions, most: 1"


def template(folder: Path, body: str, *lists: str) -> KindTemplate:
    """Return a template whose kind has a list of actions that is cut off, and maybe others."""
    path = folder / "t.docx"
    path.write_bytes(word_file(body))
    kind = Kind(
        name="a_kind", word_file=path, sections=(Section(name="items"),),
        lists=read("\n".join(f"  - {{{one}}}" for one in (LIMITED, *lists))),
    )  # fmt: skip
    return template_of(kind, offered(kind))


ROWS = (
    p("{%p for row in lists.a.rows %}") + p("{{ row.reference }} {{ row.wording }}")
    + p("{%p endfor %}")
)  # fmt: skip


def test_a_list_that_is_cut_off_without_saying_so_is_a_fault(tmp_path: Path) -> None:
    """PK-673."""
    assert [one.code for one in template(tmp_path, ROWS).faults] == ["PK-673"]
    assert template(tmp_path, ROWS + p("{{ lists.a.more }}")).faults == ()


def test_a_list_that_no_tag_prints_is_noted_by_a_check_of_the_pack(tmp_path: Path) -> None:
    """PK-674."""
    found = template(tmp_path, p("Nothing"))
    assert found.faults == ()
    assert "PK-674" in [one.code for one in found.findings]


def test_a_tag_asks_for_what_the_rows_of_a_list_have(tmp_path: Path) -> None:
    wrong = ROWS.replace("row.wording", "row.wordng") + p("{{ lists.a.more }}{{ lists.b.more }}")
    first, second = template(tmp_path, wrong).faults
    assert "wording" in first.remedy
    assert second.value == "{{ lists.b.more }}"


def test_a_fault_of_a_list_hides_no_fault_of_the_word_file_and_brings_none(tmp_path: Path) -> None:
    """What a list is of, or called, is not known where that is wrong: its tags may be right."""
    of_list = p("{%p for one in lists.b.rows %}") + p("{{ one.wordng }}") + p("{%p endfor %}")
    wrong = of_list + p("{{ lists.b.more }}") + p("{{ section.itms }}")
    found = template(tmp_path, wrong, "name: b, of: action").faults
    assert [one.value for one in found] == ["{{ section.itms }}"]
    found = template(tmp_path, wrong, "name: Not a name, of: actions").faults
    assert [one.value for one in found] == ["{{ section.itms }}"]
    found = template(tmp_path, wrong, "name: b, of: actions, where: {rating: red}").faults
    assert [one.value for one in found] == [
        "{{ one.wordng }}", "{{ lists.b.more }}", "{{ section.itms }}",
    ]  # fmt: skip


def test_a_tag_cannot_ask_for_a_section_of_items_as_one_text(tmp_path: Path) -> None:
    """It passed the check, and broke off the build."""
    sections = (Section(name="background", form=SectionForm.ITEMS),)
    path = tmp_path / "t.docx"
    path.write_bytes(word_file(p("{{ section.background }}")))
    kind = Kind(name="a_kind", word_file=path, sections=sections)
    (found,) = template_of(kind, offered(kind)).faults
    assert (found.code, "{%p for row in background %}" in found.remedy) == ("PK-601", True)


def test_a_text_under_a_sections_heading_is_under_its_name() -> None:
    """A row for 'Background papers' was neither printed nor missed."""
    kind = Kind(
        name="covering_report", word_file=Path("t.docx"),
        sections=(Section(name="background", heading="Background Papers", form=SectionForm.ITEMS),),
    )  # fmt: skip
    typed = AGENDA.replace("| PR    | recommendations |", "| PR    | background papers |")
    assert {row.section for row in kind.data_of(board(MEETINGS + typed)).text} == {
        "background", "recommendations",
    }  # fmt: skip


def test_every_section_of_items_of_the_bundled_kinds_is_printed_by_a_name_of_papers() -> None:
    kinds = find_pack("partnership", [bundled("report_templates")]).kinds().values()
    sections = {one for kind in kinds for one in kind.sections if one.form is SectionForm.ITEMS}
    assert {one.name for one in sections} == ITEMS_PRINTED_AS.keys()
    assert set(ITEMS_PRINTED_AS.values()) <= names_of(Paper).keys()


def test_a_list_is_printed_and_a_section_may_have_any_name(tmp_path: Path) -> None:
    made = template(tmp_path, ROWS + p("{{ lists.a.more }}") + p("{{ section.items }}")).compiled
    lists = read("  - {name: a, of: actions, most: 1}")
    sections = (Section(name="items"),)
    paper = paper_view(at_july(), sections, draft=True, asked=made.asked, lists=lists)
    _, ledger = fill_template(made, paper)
    words = "A1 Open a café Four more are not listed here."
    assert " ".join(str(value) for value in ledger.values[:3]) == words


_DAYS = [date(2026, 7, 14) + timedelta(days=n) for n in range(5)]
_FIELDS = {
    "who": ListField("", FieldSort.WORDS),
    "how": ListField("", FieldSort.CHOICE, ("a", "b", NONE)),
    "due": ListField("", FieldSort.DAY),
}


class _Naive(Frozen):
    number: int
    who: str | None
    how: str | None
    due: date | None


_ROWS = st.lists(
    st.builds(
        _Naive,
        number=st.just(0),
        who=st.sampled_from(["Jo", "JO", "Ada", None]),
        how=st.sampled_from(["a", "b", None]),
        due=st.sampled_from([*_DAYS, None]),
    ),
    max_size=12,
)


def _candidate(row: _Naive) -> Candidate:
    held = {
        "who": Held((row.who,), None, row.who.casefold()) if row.who else Held(),
        "how": Held((row.how,), None, "ab".index(row.how)) if row.how else Held((NONE,)),
        "due": Held((), row.due, row.due),
    }
    return Candidate(held, lambda: row)


def _naive_key(row: _Naive, name: str) -> Any:
    value = getattr(row, name)
    return value.casefold() if isinstance(value, str) else value


@settings(max_examples=60, deadline=None)
@given(
    _ROWS,
    st.fixed_dictionaries(
        {},
        optional={
            "who": st.sampled_from([("jo",), ("ada", "none")]),
            "how": st.sampled_from([("a",), ("b", "none")]),
            "due": st.sampled_from([("by meeting",), ("after meeting", "none")]),
        },
    ),
    st.lists(st.sampled_from(["who", "-who", "how", "due", "-due"]), max_size=2),
    st.none() | st.integers(1, 5),
)
def test_a_list_is_what_a_naive_reading_of_it_gives(
    rows: list[_Naive], where: dict[str, tuple[str, ...]], order: list[str], most: int | None
) -> None:
    numbered = [replace(row, number=n) for n, row in enumerate(rows)]
    meeting = _DAYS[2]
    meets: dict[str, Callable[[Any], bool]] = {
        "jo": lambda value: value is not None and value.casefold() == "jo",
        "ada": lambda value: value == "Ada",
        "none": lambda value: value is None,
        "a": lambda value: value == "a",
        "b": lambda value: value == "b",
        "by meeting": lambda value: value is not None and value <= meeting,
        "after meeting": lambda value: value is not None and value > meeting,
    }
    expected = [
        row
        for row in numbered
        if all(any(meets[w](getattr(row, name)) for w in words) for name, words in where.items())
    ]
    for word in reversed(order):
        name = word.removeprefix("-")
        key = partial(_naive_key, name=name)
        filled = [row for row in expected if key(row) is not None]
        values = sorted({key(row) for row in filled}, reverse=word.startswith("-"))
        expected = [
            *(row for value in values for row in filled if key(row) == value),
            *(row for row in expected if key(row) is None),
        ]
    asked = ListSettings(name="a", of="actions", where=where, order=tuple(order), most=most)
    found = choose(map(_candidate, numbered), _FIELDS, asked, Days(meeting, meeting))
    assert [row.shown() for row in found.rows] == expected[:most]
    assert found.left_out == len(expected) - len(expected[:most])
