"""The findings as a new workbook, with links to the cells of the officer's own."""

from pathlib import Path

from paperkit.files.workbook_out_findings import findings_workbook
from paperkit.files.writing import write_file
from paperkit.findings import counts
from paperkit.pipeline.checking import Checked

FINDINGS_FILE = "What to put right.xlsx"


def write_findings(checked: Checked) -> Path:
    """Return the workbook of findings, written to the project folder.

    It is paperkit's own file and is replaced by the next one.
    """
    path = checked.council.project.folder / FINDINGS_FILE
    data = checked.council.project.data[0].name
    listed = findings_workbook(checked.findings, counts(checked.findings), data)
    write_file(path, listed, replace=True)
    return path
