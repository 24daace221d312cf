"""Decisions rest on the recommendations as they were filed, whatever the rows say."""

from pathlib import Path

from paperkit.board.history import FILED, AsFiled, Filed
from paperkit.frozen import replace
from paperkit.record import LOG_FILE
from paperkit.record.log import read_log
from paperkit.record.recommendations import recommendations_as_filed, recommendations_in
from paperkit.word.compared_text import read_paper
from tests.exception_log.test_finals import final, project
from tests.papers.packages import p
from tests.papers.test_comparing import h, n, paper

__all__ = ["project"]


def test_they_are_the_points_under_their_heading_with_what_is_below_each() -> None:
    point = p("by May.", style_id="xPoint")
    blocks = (h("Recommendations"), n("Agree the plan:"), point, p("And more."), n("Note it."))
    made = paper(p("1.\tRecommendations", style_id="xtoc1"), *blocks, h("Reasons"), n("Why."))
    read = read_paper(made)
    first = "Agree the plan:\n(1) by May."
    assert recommendations_in(read, ()) == (f"{first}\nAnd more.", "Note it.")
    assert recommendations_in(read, ("And more.", "Why.")) == (first, "Note it.")


def test_they_are_read_from_the_kept_paper_else_from_the_rows(project: Path) -> None:
    final(project)
    log = project / LOG_FILE
    history = read_log(log)
    (row,) = history.rows(FILED, Filed)
    assert recommendations_as_filed(log, history, row) == ("(1) To agree the plan.",)
    lost = replace(row, sha256="gone")
    assert recommendations_as_filed(log, history, lost) == ("(1) To agree the plan.",)
    assert recommendations_as_filed(log, history, replace(lost, rows="")) == ()


def test_of_a_paper_that_was_edited_they_are_as_edited(tmp_path: Path) -> None:
    row = AsFiled(file="R.docx", sha256="b", recommendations=("To note the plan.",))
    assert recommendations_as_filed(tmp_path / LOG_FILE, read_log(tmp_path / LOG_FILE), row) == (
        "To note the plan.",
    )
