"""The bare script of the benchmarks still reads the sample and fills its template."""

import sys
from pathlib import Path
from subprocess import DEVNULL, run

import pytest
from openpyxl import load_workbook

from paperkit.files import bundled
from paperkit.word.outline import outline

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "bare.py"


@pytest.mark.slow
def test_the_bare_script_fills_the_template_of_the_performance_report(tmp_path: Path) -> None:
    paper = tmp_path / "bare.docx"
    workbook = bundled("samples") / "council" / "board.xlsx"
    template = tmp_path / "template.docx"
    dressing = ("packs", "dress", "performance_report", "--out", template)
    run([sys.executable, "-m", "paperkit", *dressing], check=True, stdout=DEVNULL)
    run([sys.executable, SCRIPT, workbook, template, paper], check=True)
    made = outline(paper.read_bytes())
    assert "heading 2 | 1. | Recommendations" in made
    assert "Heading Unnumbered | | All actions of the plans" in made
    actions = load_workbook(workbook, read_only=True)["Actions"].iter_rows(values_only=True)
    assert all(f"| {reference} " in made for reference, *_ in list(actions)[1:] if reference)
