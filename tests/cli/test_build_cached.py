"""Papers are the same, byte for byte, whether or not a template was kept."""

from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from paperkit.errors import PackError
from paperkit.pipeline import making
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.sources import data_once
from paperkit.word.house import opened
from tests import projects


@pytest.fixture(name="project")
def a_project(tmp_path: Path) -> Path:
    projects.third(tmp_path / "project")
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
    monkeypatch.delattr(making, "template_of")
    assert built(project, tmp_path / "cache").files


def test_a_template_with_faults_is_told_every_time(project: Path, tmp_path: Path) -> None:
    folder = project / "packs" / "own"
    kind = folder / "performance_report"
    kind.mkdir(parents=True)
    (folder / "pack.yaml").write_text("title: Own\nextends: council\n")
    bundled = Path(making.__file__).parents[2] / "report_templates" / "council"
    (folder / "house.docx").write_bytes((bundled / "house.docx").read_bytes())
    (kind / "kind.yaml").write_bytes((bundled / kind.name / "kind.yaml").read_bytes())
    (kind / "template.docx").write_bytes(b"no Word file")
    settings = project / "paperkit.yaml"
    settings.write_text(settings.read_text().replace("pack: council", "pack: own"))
    for _ in range(2):
        with pytest.raises(PackError, match=r"template\.docx"):
            built(project, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*"))


def test_no_part_of_a_file_is_read_or_written_twice(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A paper that is there already is read as well, to see whether somebody edited it.
    for path in built(project, tmp_path / "cache").files:
        path.unlink()
    data_once.cache_clear()
    opened.cache_clear()
    read: Counter[tuple[str, str]] = Counter()
    written: Counter[str] = Counter()
    opens, wrote = ZipFile.open, ZipFile.writestr

    def open_counted(self: ZipFile, name: Any, mode: Any = "r", *rest: Any, **more: Any) -> Any:
        if mode == "r" and self.fp is not None:
            place = self.fp.tell()
            self.fp.seek(0)
            whole = sha256(self.fp.read()).hexdigest()
            self.fp.seek(place)
            read[whole, getattr(name, "filename", name)] += 1
        return opens(self, name, mode, *rest, **more)

    def write_counted(self: ZipFile, name: Any, *rest: Any, **more: Any) -> None:
        written[getattr(name, "filename", name)] += 1
        wrote(self, name, *rest, **more)

    monkeypatch.setattr(ZipFile, "open", open_counted)
    monkeypatch.setattr(ZipFile, "writestr", write_counted)
    assert built(project, tmp_path / "cache").files
    assert [part for part, times in read.items() if times > 1] == []
    assert [part for part, times in written.items() if times > 1] == []
    assert len(read) > 50
