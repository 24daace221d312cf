"""Both seeds built again: from data, a pack and settings, to the text of the seed.

The seeds are not part of the project: ``PAPERKIT_SEEDS`` names the folder that holds them. Every
way in which a paper differs from its seed is listed with its reason in the seed's data file.
"""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.word.outline import outline
from tests.seeds.expected import expected
from tests.seeds.facts import COUNCILS, facts
from tests.seeds.project import Seed, project, seed_of

TODAY = {"thurrock": date(2013, 4, 30), "herefordshire": date(2024, 3, 1)}


def final(folder: Path, council: str, seed: Seed) -> Path:
    """Return the final paper of a seed."""
    made = project(folder, council, seed)
    built = build(Order(made, seed.facts.reference, TODAY[council], final=True))
    assert built.refused == ""
    (paper,) = built.files
    return paper


def printed(paper: Path, folder: Path) -> list[str]:
    """Return the lines of a paper as LibreOffice prints them; a label and its value are one."""
    command = ("soffice", "--headless", "--convert-to", "txt:Text", "--outdir", str(folder))
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run([*command, home, str(paper)], check=True, capture_output=True, timeout=180)
    (text,) = folder.glob("*.txt")
    lines = text.read_text(encoding="utf-8-sig").splitlines()
    labelled = re.compile(r"(Report of:|Accountable Director:|This report is|Purpose of report:)\t")
    return [labelled.sub(r"\1 ", line.strip()) for line in lines if line.strip()]


@pytest.mark.slow
@pytest.mark.parametrize("council", COUNCILS)
def test_the_paper_gives_back_the_seed_with_every_number_and_heading_in_order(
    council: str, seeds: Path, tmp_path: Path
) -> None:
    seed = seed_of(council, seeds).corrected
    paper = final(tmp_path / "board", council, seed)

    assert printed(paper, tmp_path) == expected(seed)


@pytest.mark.parametrize("council", COUNCILS)
def test_every_subheading_of_the_seed_is_a_heading_without_number(
    council: str, seeds: Path, tmp_path: Path
) -> None:
    seed = seed_of(council, seeds).corrected
    told = outline(final(tmp_path / "board", council, seed).read_bytes()).splitlines()

    subheadings = [line for line in told if line.startswith("heading 3 | ")]
    assert subheadings == [f"heading 3 | | {words}" for words in seed.facts.subheadings]


@pytest.mark.parametrize("council", COUNCILS)
def test_paperkit_tells_the_defects_of_the_seed_and_nothing_else(
    council: str, seeds: Path, tmp_path: Path
) -> None:
    seed = seed_of(council, seeds)
    folder = project(tmp_path / "board", council, seed)
    findings = build(Order(folder, seed.facts.reference, TODAY[council])).findings

    known = [one for one in (*seed.facts.corrected, *seed.facts.kept) if one.code]
    assert {finding.code for finding in findings} == {one.code for one in known}
    for finding in findings:
        held = [one.seed in finding.value for one in known if one.code == finding.code]
        assert any(held), finding


@pytest.mark.parametrize("council", COUNCILS)
def test_each_difference_that_is_listed_is_one_and_has_a_reason(council: str, seeds: Path) -> None:
    seed, told = seed_of(council, seeds), facts(council)
    was, now = "\n".join(_lines(seed)), "\n".join(expected(seed.corrected))
    changed = (*told.corrected, *told.house)

    assert [one for one in (*changed, *told.kept, *told.joined) if not one.why] == []
    assert [one for one in (*changed, *told.kept) if one.seed not in was] == []
    assert [one for one in changed if one.seed in now] == []
    assert [one for one in (*told.kept, *told.joined) if one.seed not in now] == []
    raw = (seeds / told.file).read_text("utf-8")
    assert [one for one in told.joined if one.seed in raw] == []


@pytest.mark.parametrize("council", COUNCILS)
def test_a_heading_that_differs_by_more_than_capitals_and_a_colon_has_a_reason(
    council: str,
) -> None:
    other = [
        part.seed
        for part in facts(council).parts
        if part.seed.removesuffix(":").casefold() != part.paper.casefold() and not part.why
    ]

    assert other == []


def _lines(seed: Seed) -> list[str]:
    return [words for part in seed.parts for words in (part.part.seed, *map(str, part.lines))]


def test_the_paragraph_of_seed_h_without_a_number_has_none_and_the_numbers_go_on(
    seeds: Path, tmp_path: Path
) -> None:
    """Seed H, between 3.6 and 3.7."""
    seed = seed_of("herefordshire", seeds).corrected
    told = outline(final(tmp_path / "board", "herefordshire", seed).read_bytes()).splitlines()
    numbered = [line.split("|")[1].strip() for line in told if " Paragraph |" in line]

    first, after = [f"3.{n}" for n in range(1, 7)], [f"3.{n}" for n in range(7, 15)]
    assert numbered == ["2.1", *first, "", *after]
