"""The sample at other sizes: a third of it, the sample itself, and three times it.

``python -m tests.sized FOLDER third|once|thrice`` makes the project with a year's record, and the
papers of its meetings as finals, without the draft's mark. Meetings, priorities, papers and what
officers write in them stay as they are: what grows and shrinks is the plan and what is said of it.
"""

import sys
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from paperkit.board.data import TABLES
from paperkit.board.paper_rows import RETURNS, VIEWS
from paperkit.files import bundled
from paperkit.files.yaml_in import read_tables
from paperkit.files.yaml_out import tables_yaml
from paperkit.findings import Severity, of_severity
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.issuing import IssueOrder, issue_round, issue_to_sponsor
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.rounds import gather_returns
from paperkit.pipeline.sample_rows import (
    SampleRow,
    SampleRows,
    records_of,
    row_of_record,
    three_times,
)
from paperkit.pipeline.sources import SETTINGS_FILE, YAML_FILE
from paperkit.record import LOG_FILE
from paperkit.record.log import read_log
from paperkit.schema.describe import record_of
from tests import projects

Row = SampleRow
Rows = SampleRows

SAMPLE = bundled("samples") / "council"
MARCH, MAY, JULY = "Board March 2026", "Board May 2026", "Board July 2026"
TODAY = date(2026, 7, 1)
ROUNDS_ON = ("P2", "P3")
SUMMARY = {
    "reference": "Summary July 2026", "kind": "one_page", "meeting": JULY,
    "title": "Health and wellbeing at a glance, July 2026", "publicity": "Public",
    "as_at": "30 June 2026",
}  # fmt: skip
"""The row of a summary page, which is made last: the sample's plan of the year has no such item."""
ACCEPTED = Acceptance("The sample is looked at in every size", "Rosalind Keane")


class Size(Enum):
    """How large a project is, against the sample."""

    THIRD = "third"
    ONCE = "once"
    THRICE = "thrice"


# --- Rows -----------------------------------------------------------------------------------


def sized_rows(size: Size) -> Rows:
    """Return the rows of a project's data, with what its leads and sponsors returned."""
    rows = whole_sample()
    if size is Size.THIRD:
        return a_third(rows)
    return three_times(rows) if size is Size.THRICE else rows


def whole_sample() -> Rows:
    """Return every row of the sample, and the answers of its forms as rows."""
    rows = {name: list(of_table) for name, of_table in _answers().items()}
    for file in ("board.yaml", "rounds.yaml", "record.yaml"):
        for name, of_table in rows_of(SAMPLE / file).items():
            rows.setdefault(name, []).extend(of_table)
    return rows


def rows_of(path: Path) -> Rows:
    """Return every row of a file."""
    records = read_tables(path, TABLES).records
    return {name: list(map(row_of_record, of_table)) for name, of_table in records.items()}


@cache
def _answers() -> Mapping[str, Sequence[Row]]:
    """Return what came back on the sample's forms, as an officer would type it."""
    with TemporaryDirectory() as made:
        folder = projects.sample(Path(made, "board"), in_yaml=True)
        for meeting, issued, due in (
            (MARCH, date(2026, 1, 15), date(2026, 2, 12)),
            (JULY, date(2026, 5, 20), date(2026, 6, 18)),
        ):
            for priority in ROUNDS_ON:
                issue_round(IssueOrder(folder, issued, meeting, due), priority)
                gather_returns(folder, due, SAMPLE / "returned" / f"{priority} {meeting}")
        issue_to_sponsor(IssueOrder(folder, date(2026, 6, 22), JULY, date(2026, 6, 30)), "P2")
        gather_returns(folder, date(2026, 6, 30), SAMPLE / "returned" / f"P2 {JULY}, sponsor")
        entries = read_log(folder / LOG_FILE).entries
        return {
            table.name: [
                row_of_record(record_of(table, e.row)) for e in entries if e.table is table
            ]
            for table in (RETURNS, VIEWS)
        }


def write_rows(folder: Path, rows: Rows) -> None:
    """Write the data of a project, in the place of what it had."""
    text = tables_yaml(TABLES, records_of(rows))
    (folder / YAML_FILE).write_text(text, encoding="utf-8")


# --- Smaller --------------------------------------------------------------------------------

KEPT_OUTCOMES = frozenset({"O1", "O3", "O6", "O10"})
"""A third of the outcomes; the actions of which the sample's reports speak are for them."""


def a_third(rows: Rows, outcomes: Container[str] = KEPT_OUTCOMES) -> Rows:
    """Return a third of the outcomes, with their actions, indicators and all that is said of them.

    Others may be named. People of whom no row speaks any more are gone, and a group that has
    nothing left to look at.
    """
    kept = dict(rows)

    def keep(table: str, column: str, wanted: Callable[[str], bool]) -> None:
        kept[table] = [row for row in kept.get(table, ()) if wanted(row.get(column, ""))]

    keep("outcomes", "reference", outcomes.__contains__)
    keep("actions", "parent", outcomes.__contains__)
    keep("indicators", "outcome", outcomes.__contains__)
    actions = {row["reference"] for row in kept["actions"]}
    indicators = {row["reference"] for row in kept["indicators"]}
    for table in ("milestones", "returns", "views", "updates", "requests", "risks"):
        keep(table, "action", actions.__contains__)
    for table in ("targets", "readings", "benchmarks"):
        keep(table, "indicator", indicators.__contains__)
    keep("decisions", "action", lambda action: action in {"", *actions})
    for table in ("groups", "partner_reports", "sessions"):
        kept[table] = [
            {**row, "actions": "; ".join(left)}
            for row in kept[table]
            if (left := [one for one in _listed(row["actions"]) if one in actions])
        ]
    groups = {row["name"] for row in kept["groups"]}
    gone = {row["reference"] for row in rows["actions"]} - actions
    keep("feedback", "group", groups.__contains__)
    keep("feedback", "about", lambda about: about not in gone)
    spoken_of = {
        cell
        for table, of_table in kept.items()
        if table != "people"
        for row in of_table
        for words in row.values()
        for cell in words.splitlines()
    }
    kept["people"] = [
        row
        for row in kept["people"]
        if row["member"] == "Yes" or {row["name"], row["post"]} & spoken_of
    ]
    return kept


def _listed(actions: str) -> list[str]:
    return [one.strip() for one in actions.split(";")]


# --- Projects -------------------------------------------------------------------------------


def sized_project(folder: Path, size: Size, *, settings: str = "") -> Path:
    """Return a new project of that size, with its rounds and the papers filed before July.

    ``settings`` take the place of the sample's, where given.
    """
    return lived_project(folder, sized_rows(size), settings=settings)


def lived_project(folder: Path, rows: Rows, *, settings: str = "") -> Path:
    """Return a new project with these rows, which came in at the two rounds of a year."""
    folder.mkdir(parents=True)
    text = settings or (SAMPLE / SETTINGS_FILE).read_text(encoding="utf-8")
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    later = {"updates", "requests", "risks"}
    without = {
        name: of_table for name, of_table in rows.items() if name not in {"returns", "views"}
    }
    first = {name: of_table for name, of_table in without.items() if name not in later}
    _lived_round(folder, first, rows, (MARCH, date(2026, 1, 15), date(2026, 2, 12)))
    for paper, day in (
        ("Performance March 2026", date(2026, 3, 2)),
        ("Annual report May 2026", date(2026, 5, 11)),
    ):
        _filed(Order(folder, paper, day, final=True, acceptance=ACCEPTED))
    _lived_round(folder, first, rows, (JULY, date(2026, 5, 20), date(2026, 6, 18)))
    write_rows(folder, without)
    gather_returns(folder, date(2026, 6, 30))
    return folder


def _lived_round(folder: Path, plan: Rows, rows: Rows, round_: tuple[str, date, date]) -> None:
    """Ask leads about a meeting, and keep what the rows say that they and sponsors returned."""
    meeting, issued, due = round_
    write_rows(folder, plan)
    asked = [row["parent"] for row in rows["outcomes"]]
    for priority in (one for one in ROUNDS_ON if one in asked):
        issue_round(IssueOrder(folder, issued, meeting, due), priority)
    # A sponsor speaks of what leads returned, so that is gathered first.
    for name in ("returns", "views"):
        answers = [row for row in rows.get(name, []) if row["meeting"] == meeting]
        write_rows(folder, {**plan, name: answers})
        gather_returns(folder, due)
    write_rows(folder, plan)


def _filed(order: Order) -> tuple[Path, ...]:
    built = build(order)
    if built.refused:
        errors = of_severity(built.findings, Severity.ERROR)
        told = "\n".join(f"{one.code} {one.place}: {one.message}" for one in errors)
        raise AssertionError(f"{built.refused}\n{told}")
    return built.files


def sized_papers(folder: Path) -> tuple[Path, ...]:
    """Return the papers of a sized project for March, May and July as finals, without a mark."""
    filed = sorted((folder / "papers").rglob("*.docx"))
    july = Order(folder, "", TODAY, meeting=JULY, final=True, acceptance=ACCEPTED)
    papers = (*filed, *_filed(july), *_filed(replace(july, what="chair_note")))
    rows = rows_of(folder / YAML_FILE)
    write_rows(folder, {**rows, "papers": [*rows["papers"], SUMMARY]})
    return (*papers, *_filed(replace(july, what=SUMMARY["reference"])))


if __name__ == "__main__":
    made = sized_project(Path(sys.argv[1]), Size(sys.argv[2]))
    sys.stdout.writelines(f"{path}\n" for path in sized_papers(made))
