"""Make a project whose round came back: ``form_projects.py DIR FORMS``.

Beside the project's own folder ``board`` stands the folder ``back`` with so many filled-in forms,
each of twenty actions. It is a process of its own, so that what it loads does not weigh on the
process that measures.
"""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from paperkit.board.data import TABLES
from paperkit.files.yaml_in import read_tables
from paperkit.files.yaml_out import tables_yaml
from paperkit.findings import NOWHERE
from paperkit.pipeline.issuing import IssueOrder, issue_round
from paperkit.schema.columns import Cell, Record

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "council"
ACTIONS = 20
KEPT = ("meetings", "people", "priorities")
PRIORITY, MEETING, SHEET = "P1", "Board July 2026", "Exception report"
ISSUED, DUE = date(2026, 5, 1), date(2026, 6, 12)


def write_project(folder: Path, forms: int) -> None:
    """Write the settings, the plan, the log with the round that was issued, and the forms."""
    project, back = folder / "board", folder / "back"
    back.mkdir(parents=True)
    project.mkdir()
    (project / "paperkit.yaml").write_bytes((SAMPLE / "paperkit.yaml").read_bytes())
    kept = read_tables(SAMPLE / "board.yaml", TABLES).records
    actions = [_action(lead, number) for lead in range(forms) for number in range(ACTIONS)]
    records = {**{name: kept[name] for name in KEPT}, "actions": actions}
    (project / "board.yaml").write_text(tables_yaml(TABLES, records), encoding="utf-8")
    issued = issue_round(IssueOrder(project, ISSUED, MEETING, DUE), PRIORITY)
    for path in issued.files:
        if path.suffix == ".xlsx":
            (back / path.name).write_bytes(_filled_in(path.read_bytes()))


def _action(lead: int, number: int) -> Record:
    cells = {
        "reference": f"{lead + 1}.{number + 1}",
        "wording": f"Open a clinic for <65s & carers, step {number} of {lead}.",
        "parent": PRIORITY,
        "lead": f"Lead Number {lead + 1}",
        "target": f"{20 + number} people a month",
        "review_date": "18 March 2027",
    }
    return Record(NOWHERE, {name: Cell(text, NOWHERE) for name, text in cells.items()}, {})


def _filled_in(form: bytes) -> bytes:
    """Return a form of which one action in five is off track."""
    book = load_workbook(BytesIO(form))
    sheet = book[SHEET]
    column = {str(cell.value).partition(" (")[0]: cell.column for cell in sheet[1]}
    for row in range(2, ACTIONS + 2):
        off = row % 5 == 0
        sheet.cell(row, column["RAG"]).value = "Amber" if off else "Green"
        if off:
            sheet.cell(row, column["Reasons for escalation"]).value = "The lease fell through."
            sheet.cell(row, column["Action to control risk"]).value = "A second site is let."
    out = BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]))
