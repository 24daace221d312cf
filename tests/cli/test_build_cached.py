"""Papers are the same, byte for byte, whether or not a template was kept."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.errors import PackError
from paperkit.pipeline import building
from paperkit.pipeline.building import Built, Order, build
from paperkit.pipeline.starting import new_project


@pytest.fixture(name="project")
def a_project(tmp_path: Path) -> Path:
    new_project(tmp_path / "project", sample=True)
    return tmp_path / "project"


def built(project: Path, cache: Path | None) -> Built:
    order = Order(
        project,
        "performance_report",
        date(2026, 7, 1),
        "Board July 2026",
        cache=cache,
        out=project / "out",
    )
    return build(order)


def papers(made: Built) -> list[bytes]:
    assert made.files
    return [path.read_bytes() for path in made.files]


def test_papers_are_the_same_with_and_without_a_cache(project: Path, tmp_path: Path) -> None:
    without = built(project, None)
    expected = papers(without)
    folder = tmp_path / "cache"
    for _ in ("cold", "warm"):
        made = built(project, folder)
        assert (papers(made), made.findings) == (expected, without.findings)
    assert list(folder.iterdir())


def test_a_kept_template_is_neither_checked_nor_compiled_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(project, tmp_path / "cache")
    for name in ("dressed", "check_file", "compile_template"):
        monkeypatch.delattr(building, name)
    assert built(project, tmp_path / "cache").files


def test_a_template_with_faults_is_told_every_time(project: Path, tmp_path: Path) -> None:
    folder = project / "packs" / "own"
    kind = folder / "performance_report"
    kind.mkdir(parents=True)
    (folder / "pack.yaml").write_text("title: Own\nextends: council\n")
    bundled = Path(building.__file__).parents[2] / "report_templates" / "council"
    (folder / "house.docx").write_bytes((bundled / "house.docx").read_bytes())
    (kind / "kind.yaml").write_bytes((bundled / kind.name / "kind.yaml").read_bytes())
    (kind / "template.docx").write_bytes(b"no Word file")
    settings = project / "paperkit.yaml"
    settings.write_text(settings.read_text().replace("pack: council", "pack: own"))
    for _ in range(2):
        with pytest.raises(PackError, match=r"template\.docx"):
            built(project, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*"))
