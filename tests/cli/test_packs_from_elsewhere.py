"""A pack that somebody sent: taken in whole or refused by name, and opened without running it."""

import stat
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from paperkit.errors import PaperkitError
from paperkit.files import bundled
from paperkit.pipeline.packing import check_pack
from tests.cli.conftest import Command

PACK = b"title: Theirs\nextends: council\n"


def zipped(path: Path, members: dict[str, bytes], *, mode: int = 0) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)
    return path


@pytest.mark.parametrize("top", ["theirs/", ""])
def test_a_zip_of_a_pack_is_taken_in(
    sample: Path, tmp_path: Path, paperkit: Command, top: str
) -> None:
    house = (bundled("report_templates") / "council" / "house.docx").read_bytes()
    members = {f"{top}pack.yaml": PACK, f"{top}house.docx": house, "__MACOSX/._theirs": b"x"}
    file = zipped(tmp_path / "theirs.zip", members)
    ran = paperkit("packs", "add", file, "--project", sample)
    assert (ran.code, ran.err) == (0, "")
    assert "Left out: __MACOSX/._theirs" in ran.out
    assert "Next: write 'pack: theirs' in paperkit.yaml." in ran.out
    assert (sample / "packs" / "theirs" / "house.docx").read_bytes() == house
    again = paperkit("packs", "add", file, "--project", sample)
    assert (again.code, "is there already" in again.err) == (3, True)


@pytest.mark.parametrize(
    "member",
    [
        "../pack.yaml", "theirs/../../x.yaml", "/etc/x.yaml", "C:/x.yaml", "..\\x.yaml",
        "theirs/con.yaml", "theirs/aux", "theirs/ends./x.yaml", "theirs//x.yaml", "./x.yaml",
        "theirs/run.exe", "theirs/code.py", "theirs/template.docm", "theirs/no ending",
        "theirs/PACK.yaml", "theirs/pack.yaml/x.yaml", "theirs/a\u202eb.yaml",
    ],
)  # fmt: skip
def test_a_zip_with_anything_else_is_refused_by_name_and_nothing_is_written(
    sample: Path, tmp_path: Path, paperkit: Command, member: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    file = zipped(tmp_path / "theirs.zip", {"theirs/pack.yaml": PACK, member: b"x"})
    ran = paperkit("packs", "add", file, "--project", sample)
    assert ran.code == 3
    assert "'theirs.zip' holds '" in ran.err
    assert "Nothing of it was used." in ran.err
    assert sorted(tmp_path.rglob("*")) == sorted([*before, file])


def test_links_bombs_and_what_is_no_pack_are_refused(
    sample: Path, tmp_path: Path, paperkit: Command
) -> None:
    link = zipped(tmp_path / "link.zip", {"t/pack.yaml": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)
    bomb = zipped(tmp_path / "bomb.zip", {"t/pack.yaml": PACK, "t/x.txt": bytes(21 * 1024**2)})
    many = zipped(
        tmp_path / "many.zip", {f"t/{n}.txt": b"" for n in range(501)} | {"t/pack.yaml": PACK}
    )
    none = zipped(tmp_path / "none.zip", {"t/readme.txt": PACK})
    beside = zipped(tmp_path / "beside.zip", {"t/pack.yaml": PACK, "u/x.yaml": b""})
    (tmp_path / "no.zip").write_bytes(b"no zip")
    said = {
        link: "holds 't/pack.yaml', which is a link",
        bomb: "holds 't/x.txt', which unpacks to more",
        many: "unpacks to more than a pack can be",
        none: "holds no packs, and one is wanted",
        beside: "holds 'u/x.yaml' beside the pack",
        tmp_path / "no.zip": "is not a zip",
    }
    for file, words in said.items():
        ran = paperkit("packs", "add", file, "--project", sample)
        assert (ran.code, words in ran.err) == (3, True), ran.err
    assert not (sample / "packs").exists()


def test_of_two_packs_of_one_name_it_is_said_which_is_used(
    sample: Path, tmp_path: Path, paperkit: Command
) -> None:
    for folder in (sample / "packs" / "theirs", tmp_path / "more" / "theirs"):
        folder.mkdir(parents=True)
        (folder / "pack.yaml").write_bytes(PACK)
    settings = sample / "paperkit.yaml"
    settings.write_text(settings.read_text("utf-8").replace("pack: council", "pack: theirs"))
    more = ("--project", sample, "--packs", tmp_path / "more")
    listed = paperkit("packs", "list", *more).out
    assert f"  {tmp_path / 'more' / 'theirs'} has the same name, and is not used." in listed
    said = " ".join(paperkit("check", *more).out.split())
    assert "PK-647" in said
    assert "Two packs are called theirs: the one in" in said


def test_opening_a_pack_runs_nothing_reads_nothing_else_and_reaches_nobody(tmp_path: Path) -> None:
    """YAML's tags, a template's own orders, and links of a Word file are read as words alone."""
    folder = tmp_path / "packs" / "theirs"
    kind = folder / "note"
    kind.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "pack.yaml").write_bytes(PACK)
    (kind / "kind.yaml").write_text("title: Note\ntemplate: ../../../secret.txt\n")
    done: list[str] = []
    watching = [True]

    def seen(event: str, given: tuple[object, ...]) -> None:
        if watching[0] and event.startswith(("socket.", "subprocess.", "os.system", "os.exec")):
            done.append(event)
        if watching[0] and event == "open" and "secret" in str(given[0]):
            done.append(str(given[0]))

    sys.addaudithook(seen)
    try:
        for words in (
            "title: !!python/object/apply:os.system ['touch ran']\n",
            "title: !!python/name:os.system\n",
            "title: Note\ntemplate: ../../../secret.txt\n",
            "title: &a [*a]\n",
        ):
            (kind / "kind.yaml").write_text(words)
            with pytest.raises(PaperkitError):
                check_pack("theirs", tmp_path)
    finally:
        watching[0] = False
    assert done == []
