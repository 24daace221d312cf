"""What a kind is for is its role, and no kind's name stands in code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperkit.board.calendar import has_paper, last_report
from paperkit.board.kind_roles import KindRole, bundled_role
from paperkit.board.pack_settings import Ways
from paperkit.files import bundled
from paperkit.kinds.compose import check
from paperkit.meetings.year_ahead import year_ahead
from paperkit.packs.packs import Pack, find_pack
from paperkit.standpoint.board_at import BoardAt
from tests.papers.test_packs import kind, pack
from tests.syntax import syntax
from tests.tables import board

PACKAGE = Path(str(bundled("report_templates"))).parent / "paperkit"
KINDS = {path.parent.name for path in bundled("report_templates").glob("*/*/kind.yaml")}
# A column and an English word, no kind, where code says it.
WORDS = {"correction"}


def _no_docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield each text of a module that code uses: no docstring, and no example of a column."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed |= {id(one) for one in ast.walk(node.value)}
        if isinstance(node, ast.keyword) and node.arg == "example":
            passed |= {id(one) for one in ast.walk(node.value)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if isinstance(node, ast.Constant) and is_text and id(node) not in passed:
            yield node


def test_no_kinds_name_stands_in_code() -> None:
    names = KINDS - WORDS
    # To read the syntax of the whole package takes two seconds: of few files, it can have a name.
    found = [
        f"{path.relative_to(PACKAGE)}:{text.lineno} {text.value}"
        for path in PACKAGE.rglob("*.py")
        if any(name in path.read_text("utf-8") for name in names)
        for text in _no_docstrings(syntax(path))
        if text.value in names
    ]
    assert found == []


@pytest.fixture
def ours(tmp_path: Path) -> Pack:
    """Return a pack whose performance report is called otherwise."""
    pack(tmp_path, "ours", "extends: council\n")
    council = bundled("report_templates") / "council"
    for own, of in (("quarterly_report", "performance_report"), ("yearly", "annual_report")):
        copied = (council / of / "kind.yaml").read_text("utf-8")
        kind(tmp_path, "ours", own, copied, b"")
    return find_pack("ours", [tmp_path, bundled("report_templates")])


QUARTERLY = """
## meetings
| Reference        | Date             |
|------------------|------------------|
| Board July 2026  | 16 July 2026     |
| Board September 2026 | 17 September 2026 |
| Board November 2026  | 12 November 2026 |
## papers
| Reference | Kind             | Meeting              | Data as at     |
|-----------|------------------|----------------------|----------------|
| Q1        | Quarterly report | Board September 2026 | 1 September 2026 |
| Q2        | quarterly_report | Board November 2026  | 1 November 2026  |
## actions
| Reference | Action    | Deadline       |
|-----------|-----------|----------------|
| A1        | Run a bus | 30 August 2026 |
## milestones
| Action | Milestone | Date             |
|--------|-----------|------------------|
| A1     | A route   | 30 August 2026   |
"""


def test_a_copy_under_another_name_is_a_performance_report_to_the_calendar(ours: Pack) -> None:
    data, ways = board(QUARTERLY), Ways(role_of=ours.role_of)
    november = data.meeting["Board November 2026"]
    assert has_paper(data, ways, november, KindRole.PERFORMANCE)
    before = last_report(data, ways, november)
    assert before is not None
    assert before.reference == "Board September 2026"
    # To the pack of the council it is a kind that nobody knows: July's month counts.
    assert last_report(data, Ways(), november) == data.meeting["Board July 2026"]


def test_a_copy_under_another_name_is_a_performance_report_to_the_year_ahead(ours: Pack) -> None:
    data = board(QUARTERLY)
    november = data.meeting["Board November 2026"]
    assert november.date is not None

    def titles(ways: Ways) -> list[str]:
        first, *_ = year_ahead(data, ways, november.date or november.date).meetings  # type: ignore[arg-type]
        return [item.title for item in first.items]

    assert titles(Ways(role_of=ours.role_of)) == ["Performance report"]
    assert titles(Ways()) == ["Performance report", ""]


def test_a_copy_under_another_name_is_a_performance_report_to_the_rules(ours: Pack) -> None:
    data = board(QUARTERLY)
    row = data.papers[1]

    def codes(ways: Ways) -> set[str]:
        return {one.code for one in check(BoardAt(data, ways, data.meeting[row.meeting], row))}

    theirs, none = codes(Ways(role_of=ours.role_of)), codes(Ways())
    # The milestone is asked for, and the report that the cadence says is there.
    assert "PK-973" in theirs - none
    assert "PK-464" in none - theirs


def test_a_kind_without_a_role_has_that_of_its_name_beneath(tmp_path: Path) -> None:
    pack(tmp_path, "ours", "extends: council\n")
    kind(tmp_path, "ours", "performance_report", "title: Our report\n", b"")
    kind(tmp_path, "ours", "annual_report", "title: Our year\nrole: none\n", b"")
    kind(tmp_path, "ours", "our_plan", "sentences: [forward]\n", b"")
    found = find_pack("ours", [tmp_path, bundled("report_templates")])
    roles = [
        found.role_of(name)
        for name in ("performance_report", "Annual report", "our_plan", "no such kind")
    ]
    assert roles == [KindRole.PERFORMANCE, KindRole.NONE, KindRole.FORWARD, KindRole.NONE]
    assert found.kind("our_plan")[0].forward


def test_without_a_pack_kinds_have_the_roles_that_come_with_paperkit() -> None:
    roles = {name: str(bundled_role(name)) for name in KINDS}
    assert {name: role for name, role in roles.items() if role != "none"} == {
        "performance_report": "performance", "annual_report": "annual",
        "outcomes_dashboard": "dashboard", "forward_plan": "forward",
        "framework_paper": "framework", "chair_note": "note",
    }  # fmt: skip
