"""Templates that LibreOffice saved: checked, and made into the same paper."""

import re
from pathlib import Path
from shutil import copyfile, copytree

import pytest

from tests.cli.conftest import Command
from tests.pages import converted, needs_office

PACKS = Path(__file__).parents[2] / "report_templates"


@pytest.mark.slow
@needs_office
def test_each_template_that_libreoffice_saved_makes_the_same_paper(
    paperkit: Command, tmp_path: Path
) -> None:
    """As it is opened and saved, and by way of LibreOffice's own format."""
    packs = copytree(PACKS, tmp_path / "packs")
    kinds = sorted(packs.glob("*/*/template.docx"))

    def previewed(template: Path) -> str:
        kind, out = template.parent, tmp_path / "made.docx"
        where = ("--pack", kind.parent.name, "--packs", packs, "--project", tmp_path)
        told = paperkit("kinds", "check", kind.name, *where)
        assert "Nothing to put right." in told.out, (kind, told.out)
        made = paperkit("kinds", "preview", kind.name, "--out", out, *where)
        assert made.code == 0, (kind, made.out, made.err)
        # LibreOffice says a look at cells and words, may drop a table's alternative text, and
        # gives an end of a section an empty paragraph.
        words = re.sub(r" ?\[[^\]]*\]|\*\*", "", paperkit("outline", out).out)
        out.unlink()
        return words.replace("\nNormal | |\n", "\n")

    files, own = [], {}
    for number, path in enumerate(kinds):
        files.append(Path(copyfile(path, tmp_path / f"{number}.docx")))
        own[path] = previewed(path)
    saved = converted(files, tmp_path / "saved", "docx")
    other = converted(files, tmp_path / "other", "odt")
    back = converted(other, tmp_path / "back", "docx")
    for written in (saved, back):
        for file, (path, words) in zip(written, own.items(), strict=True):
            copyfile(file, path)
            assert previewed(path) == words
            assert len(words.splitlines()) > 10
