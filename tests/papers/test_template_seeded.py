"""Templates with seeded faults: each is told, once, with what was probably meant."""

from pathlib import Path

from paperkit.findings import Finding
from paperkit.kinds.offered import offered
from paperkit.packs.packs import Kind, Section
from paperkit.word.house import opened
from paperkit.word.template_check import check_file
from tests.cases import each
from tests.papers.seeded import Seeded, made, seeded

SHOWN = offered(
    Kind(
        name="a_kind",
        word_file=Path("template.docx"),
        sections=(Section(name="introduction"), Section(name="reasons")),
    )
)


def told(case: Seeded) -> tuple[Finding, ...]:
    """Return what the check says of a seeded template."""
    file = opened((Path("seeded/template.docx"), made(case.where, case.typed)))
    return check_file(file, SHOWN)


@each("case", seeded(), ids=lambda case: case.name)
def test_a_seeded_fault_is_told_once_with_what_was_meant(case: Seeded) -> None:
    found = told(case)
    assert [one.code for one in found] == case.codes, [(f.code, f.message) for f in found]
    for finding, wanted in zip(found, case.told, strict=True):
        assert wanted[7:] in f"{finding.message} {finding.remedy}", finding


def test_the_list_has_more_than_forty_faults_of_all_places() -> None:
    assert len({case.name for case in seeded() if case.told}) >= 80
    assert len(seeded()) == len({case.name for case in seeded()})
    assert len({case.where for case in seeded()}) >= 15


def test_the_page_that_compares_checkers_has_each_fault_as_it_is_told_today() -> None:
    """``python -m tests.template_linters`` makes it; a fault that another tells is told here."""
    page = Path(__file__).parents[2] / "docs" / "templates-checked.md"
    rows = [line[2:-2].split(" | ") for line in page.read_text("utf-8").splitlines()[20:]]
    own = {name: (where, codes) for name, where, codes, *_ in rows}
    assert own == {
        case.name: (case.where, ", ".join(case.codes) or "read as meant") for case in seeded()
    }
