"""``paperkit outline`` and ``log verify PAPER`` of whatever somebody names."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.errors import ReadError
from paperkit.pipeline.packing import outline_file
from paperkit.pipeline.record import verify_log
from paperkit.word.package import pack, unpack
from tests.cases import each
from tests.cli.conftest import Command
from tests.papers.packages import p, row, table, word_file

PAPER = word_file(p("Report") + table(row("Rating", "Meaning", heading=True), row("Green", "Well")))
MAIN = "word/document.xml"


def without(part: str) -> bytes:
    return pack({name: data for name, data in unpack(PAPER).items() if name != part})


def changed(part: str, data: bytes) -> bytes:
    return pack({**unpack(PAPER), part: data})


FILES = {
    "empty": (b"", "is empty"),
    "cut off": (PAPER[: len(PAPER) // 2], "is cut off before its end"),
    "of zeros": (bytes(4000), "is damaged"),
    "text": (b"Dear all", "is a text file"),
    "PDF": (b"%PDF-1.7", "is a PDF"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "is protected by a password or a sensitivity label",
    ),
    "old Word document": (
        b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"),
        "is a Word document of the old kind (.doc)",
    ),
    "without its main part": (without(MAIN), "is damaged"),
    "without its styles": (without("word/styles.xml"), ""),
    "without its ways to parts": (without("_rels/.rels"), "is damaged"),
    "without its list of types": (without("[Content_Types].xml"), "holds no Office document"),
    "of broken XML": (changed(MAIN, b"<w:document"), "is damaged"),
    "of other XML": (changed(MAIN, b"<a/>"), ""),
}


@pytest.mark.parametrize("name", FILES)
def test_outline_and_verify_name_the_file_and_what_is_wrong_with_it(
    tmp_path: Path, paperkit: Command, sample: Path, name: str
) -> None:
    data, words = FILES[name]
    path = tmp_path / "Minutes.docx"
    path.write_bytes(data)
    ran = paperkit("outline", path)
    assert "Traceback" not in ran.err
    if words:
        assert (ran.code, ran.out) == (3, "")
        assert f"'Minutes.docx' {words}" in ran.err or words in ran.err
        assert "'Minutes.docx'" in ran.err
    verified = paperkit("log", "verify", path, "--project", sample)
    assert "Traceback" not in verified.err
    assert "Minutes.docx" in (verified.err or verified.out)


@each("name", ["no.docx", ".", "~$Minutes.docx"])
def test_outline_of_what_is_no_file_names_it(tmp_path: Path, paperkit: Command, name: str) -> None:
    (tmp_path / "~$Minutes.docx").write_bytes(b"a lock of Word's")
    ran = paperkit("outline", tmp_path / name)
    assert (ran.code, ran.out) == (3, "")
    assert (tmp_path / name).name in ran.err


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root reads every file")
def test_outline_of_a_file_that_may_not_be_read_names_it(tmp_path: Path, paperkit: Command) -> None:
    path = tmp_path / "Minutes.docx"
    path.write_bytes(PAPER)
    path.chmod(0)
    assert "'Minutes.docx'" in paperkit("outline", path).err


def looked_at(folder: Path, data: bytes) -> None:
    """Look at a file in both ways: each ends, or says what is wrong with the file by its name."""
    path = folder / "Minutes.docx"
    path.write_bytes(data)
    for look in (outline_file, lambda path: verify_log(folder, path)):
        try:
            look(path)
        except ReadError as fault:
            assert "'Minutes.docx'" in str(fault)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board")
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n", "utf-8")
    (folder / "board.yaml").write_text("meetings: []\n", "utf-8")
    return folder


@given(data=st.binary(max_size=400), zipped=st.booleans())
def test_any_bytes_give_an_outline_or_a_sentence(project: Path, data: bytes, zipped: bool) -> None:
    looked_at(project, changed(MAIN, data) if zipped else data)


@given(seed=st.integers(0, 2**32))
def test_any_damage_gives_an_outline_or_a_sentence(project: Path, seed: int) -> None:
    """In the zip, or in one of its parts."""
    chance = random.Random(seed)
    members = unpack(PAPER)
    name = chance.choice([*sorted(members), ""])
    good = members[name] if name else PAPER
    start = chance.randrange(len(good))
    piece = chance.choice([b"", b"<", b'"', b"\x00", b"9" * 20, b"</w:p>", b"\xff", b"w:"])
    bad = good[:start] + piece + good[start + chance.randrange(40) :]
    looked_at(project, changed(name, bad) if name else bad)
