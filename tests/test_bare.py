"""The bare script of the benchmarks still reads the sample and fills its template."""

import sys
from pathlib import Path
from subprocess import run

import pytest

from paperkit.files import bundled
from paperkit.word.outline import outline

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "bare.py"


@pytest.mark.slow
def test_the_bare_script_fills_the_template_of_the_performance_report(tmp_path: Path) -> None:
    paper = tmp_path / "bare.docx"
    workbook = bundled("samples") / "council" / "board.xlsx"
    template = bundled("report_templates") / "council" / "performance_report" / "template.docx"
    run([sys.executable, SCRIPT, workbook, template, paper], check=True)
    assert "heading 2 | 1. | Recommendations" in outline(paper.read_bytes())
