"""A project whose papers were filed, two of them twice, and whose data have changed since."""

from datetime import date
from pathlib import Path

from paperkit.pipeline.building import build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from tests.exception_log.test_finals import HEAD, HEADS

DAY = date(2026, 6, 30)
BOARD = """
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
  - {reference: Board September 2026, date: 17 September 2026}
  - {reference: Board November 2026, date: 12 November 2026}
people:
  - {name: Ann Field, board_member: "Yes"}
  - {name: Cy Marsh}
priorities:
  - {reference: P1, name: Best start, rank: Core, sponsor: Ann Field}
actions:
  - {reference: "1.1", wording: Open a hub, parent: P1, lead: Cy Marsh, owner: Cy Marsh,
     deadline: May 2026, review_date: 1 September 2026, state: On course}
  - {reference: "1.2", wording: Run a bus, parent: P1, lead: Cy Marsh, owner: Cy Marsh,
     deadline: May 2027, review_date: 1 September 2026, state: On course}
papers:
  - {reference: Workforce, kind: covering_report, meeting: Board July 2026, title: Workforce,
     purpose: To agree., authors: Ann Field, publicity: Public}
  - {reference: Workforce again, kind: covering_report, meeting: Board September 2026,
     title: Workforce again, purpose: To agree., authors: Ann Field, publicity: Public}
  - {reference: Report, kind: performance_report, meeting: Board September 2026,
     title: Report, purpose: To agree., authors: Ann Field, publicity: Public}
  - {reference: Staff, kind: covering_report, meeting: Board July 2026, title: Dismissal,
     public_title: A staffing matter, purpose: To agree., authors: Ann Field, publicity: Exempt,
     exempt_paragraph: "1", exempt_reason: It names a person.}
text:
  - {paper: Workforce, section: recommendations, text: (1) To agree the plan.}
  - {paper: Workforce, section: introduction, text: There are 38 posts in the plan.}
  - {paper: Workforce again, section: recommendations, text: (1) To agree the plan.}
  - {paper: Workforce again, section: introduction, text: There are 35 posts in the plan.}
  - {paper: Report, section: recommendations, text: (1) To note it.}
  - {paper: Staff, section: recommendations, text: (1) To agree it.}
  - {paper: Staff, section: introduction, text: A secret of 9 words.}
"""


def final(folder: Path, what: str, meeting: str) -> None:
    accepted_by = Acceptance("known", "Ann Field")
    order = Order(folder, what, DAY, meeting, final=True, acceptance=accepted_by)
    made = build(order)
    assert made.files, [one.message for one in made.findings if one.severity.value == "error"]


def changed(folder: Path, old: str, new: str) -> None:
    path = folder / "board.yaml"
    said = path.read_text(encoding="utf-8")
    assert old in said
    path.write_text(said.replace(old, new), encoding="utf-8")


def make(folder: Path) -> None:
    """Make the project: finals, one in two versions, an exempt one; then change its data."""
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council: {name: Northmere Council}\n", "utf-8")
    papers = ("Workforce", "Workforce again", "Report", "Staff")
    heads = "".join(HEAD.format(name=name, head=head) for name in papers for head in HEADS)
    (folder / "board.yaml").write_text(BOARD + heads, encoding="utf-8")
    final(folder, "Workforce", "Board July 2026")
    changed(folder, "There are 38 posts", "There are 31 posts")
    for what in ("Workforce", "Staff"):
        final(folder, what, "Board July 2026")
    for what in ("Workforce again", "Report"):
        final(folder, what, "Board September 2026")
    changed(folder, "There are 31 posts", "There are 30 posts")
    changed(folder, "A secret of 9 words", "A secret of 8 words")
    changed(folder, "wording: Open a hub", "wording: Open two hubs")
