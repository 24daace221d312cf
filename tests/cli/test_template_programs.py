"""Templates that LibreOffice saved: checked, and built into the same paper."""

import re
from pathlib import Path
from shutil import copyfile

import pytest

from tests.cli.conftest import Command
from tests.pages import converted, needs_office

KINDS = ("covering_report", "chair_note", "forward_plan")


@pytest.mark.slow
@needs_office
def test_a_template_that_libreoffice_saved_makes_the_same_paper(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    """As it is opened and saved, and by way of LibreOffice's own format."""

    def outlined(kind: str) -> str:
        ran = paperkit("kinds", "check", f"own_{kind}", "--project", sample)
        assert "Nothing to put right." in ran.out, (kind, ran.out)
        out = tmp_path / "out"
        paperkit("build", f"own_{kind}", "--project", sample, "--out", out)
        (paper,) = out.glob("*.docx")
        # LibreOffice says a look at cells and words, and may drop a table's alternative text.
        words = re.sub(r" ?\[[^\]]*\]|\*\*", "", paperkit("outline", paper).out)
        paper.unlink()
        return words

    own = {}
    for kind in KINDS:
        paperkit("kinds", "new", f"own_{kind}", "--from", kind, "--project", sample)
        (path,) = (sample / "packs").glob(f"*/own_{kind}/template.docx")
        own[kind] = Path(copyfile(path, tmp_path / f"{kind}.docx")), path, outlined(kind)
    first = [file for file, _, _ in own.values()]
    saved = converted(first, tmp_path / "saved", "docx")
    other = converted(first, tmp_path / "other", "odt")
    back = converted(other, tmp_path / "back", "docx")
    for files in (saved, back):
        for file, (kind, (_, path, words)) in zip(files, own.items(), strict=True):
            copyfile(file, path)
            assert outlined(kind) == words
            assert len(words.splitlines()) > 10
