"""Templates kept from run to run: taken only where they are the user's own, whole and the same."""

import marshal
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paperkit.cli.options import cache_folder
from paperkit.frozen import Frozen
from paperkit.kinds.paper import Paper
from paperkit.word.house import WordFile
from paperkit.word.package import unpack
from paperkit.word.template import (
    Compiled,
    TemplateCache,
    compile_template,
    fill_template,
    key_of,
    versions_here,
)
from tests.papers.packages import p, word_file

KEY = sha256(b"a template").hexdigest()
MODES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


class Shown(Frozen):
    """What the template of these tests prints."""

    title: str


class ShownLonger(Frozen):
    """The same with one more part."""

    title: str
    subject: str


@pytest.fixture(name="template")
def a_template() -> Compiled:
    return compile_template(WordFile("report/template.docx", unpack(word_file(p("{{ title }}")))))


@pytest.fixture(name="cache")
def a_cache(tmp_path: Path) -> TemplateCache:
    return TemplateCache(tmp_path / "user" / "paperkit")


@pytest.fixture(name="kept")
def a_kept_file(cache: TemplateCache, template: Compiled) -> Path:
    cache.keep(KEY, template)
    (kept,) = files(cache)
    return kept


def files(cache: TemplateCache) -> list[Path]:
    assert cache.folder is not None
    return sorted(cache.folder.iterdir()) if cache.folder.is_dir() else []


def test_a_kept_template_is_filled_as_the_one_that_was_kept(
    cache: TemplateCache, template: Compiled
) -> None:
    cache.keep(KEY, template)
    found = cache.find(KEY)
    assert found == template
    assert found is not None
    assert fill_template(found, Shown("A & B")) == fill_template(template, Shown("A & B"))


def test_nothing_is_found_before_it_was_kept(cache: TemplateCache) -> None:
    assert cache.find(KEY) is None


def test_without_a_folder_nothing_is_kept(template: Compiled) -> None:
    TemplateCache().keep(KEY, template)
    assert TemplateCache().find(KEY) is None


def test_without_a_key_nothing_is_kept(cache: TemplateCache, template: Compiled) -> None:
    cache.keep("", template)
    assert (files(cache), cache.find("")) == ([], None)


def damages(data: bytes) -> Iterator[bytes]:
    yield b""
    yield data[:20]
    yield data[:-1]
    yield data + b"\0"
    yield data[:40] + bytes([data[40] ^ 1]) + data[41:]
    yield bytes(len(data))


def test_a_damaged_file_is_passed_over_and_made_anew(
    cache: TemplateCache, template: Compiled, kept: Path
) -> None:
    whole = kept.read_bytes()
    for damaged in damages(whole):
        kept.write_bytes(damaged)
        assert cache.find(KEY) is None
        cache.keep(KEY, template)
        assert cache.find(KEY) == template


def test_a_file_of_another_shape_is_passed_over(cache: TemplateCache, kept: Path) -> None:
    shapes: tuple[Any, ...] = (("a", {}), 7, ("a", {}, {}, 7))
    for strange in shapes:
        data = marshal.dumps(strange)
        kept.write_bytes(sha256(KEY.encode() + data).digest() + data)
        assert cache.find(KEY) is None


def test_a_file_under_the_name_of_another_is_passed_over(cache: TemplateCache, kept: Path) -> None:
    other = sha256(b"another").hexdigest()
    kept.rename(kept.with_name(kept.name.replace(KEY, other)))
    assert cache.find(other) is None


@MODES
@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_that_others_can_write_is_not_used(
    cache: TemplateCache, template: Compiled, kept: Path, mode: int
) -> None:
    kept.parent.chmod(mode)
    assert cache.find(KEY) is None
    cache.keep(sha256(b"another").hexdigest(), template)
    assert files(cache) == [kept]


@MODES
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_can_write_is_passed_over(
    cache: TemplateCache, kept: Path, mode: int
) -> None:
    kept.chmod(mode)
    assert cache.find(KEY) is None


@MODES
def test_what_belongs_to_somebody_else_is_passed_over(
    cache: TemplateCache, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.exists()
    monkeypatch.setattr(os, "getuid", lambda: kept.stat().st_uid + 1)
    assert cache.find(KEY) is None


@MODES
def test_a_link_is_not_followed(
    cache: TemplateCache, template: Compiled, kept: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    assert cache.find(KEY) is None
    linked = TemplateCache(tmp_path / "linked")
    assert (linked.folder, cache.folder) != (None, None)
    (tmp_path / "linked").symlink_to(kept.parent)
    linked.keep(sha256(b"another").hexdigest(), template)
    assert files(cache) == [kept]


@MODES
def test_what_is_kept_is_the_users_alone(kept: Path) -> None:
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_cannot_be_written_is_no_fault(tmp_path: Path, template: Compiled) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = TemplateCache(tmp_path / "file" / "paperkit")
    cache.keep(KEY, template)
    assert cache.find(KEY) is None


def test_a_write_that_breaks_off_leaves_nothing(
    cache: TemplateCache, template: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep(KEY, template)
    assert files(cache) == []


def test_the_oldest_go_where_many_are_kept(
    cache: TemplateCache, template: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperkit.word.template._MOST_KEPT", 3)
    keys = [sha256(bytes([n])).hexdigest() for n in range(5)]
    for number, key in enumerate(keys):
        cache.keep(key, template)
        assert cache.folder is not None
        os.utime(cache.folder / f"{key}.template", ns=(number, number))
    assert [key for key in keys if cache.find(key)] == keys[2:]


@pytest.fixture(name="made_of")
def the_files(tmp_path: Path) -> tuple[Path, tuple[Path]]:
    template, house = tmp_path / "template.docx", tmp_path / "house.docx"
    template.write_bytes(b"template")
    house.write_bytes(b"house")
    return template, (house,)


def test_the_key_is_the_same_while_all_is_the_same(made_of: tuple[Path, tuple[Path]]) -> None:
    assert key_of(*made_of, Paper) == key_of(*made_of, Paper)
    assert len(key_of(*made_of, Paper)) == 64


def test_the_key_tells_files_and_types_apart(
    made_of: tuple[Path, tuple[Path]],
) -> None:
    template, (house,) = made_of
    keys = [
        key_of(template, (house, None), Shown),
        key_of(template, (None, None), Shown),
        key_of(template, (None, house), Shown),
        key_of(template, (house, None), ShownLonger),
    ]
    house.write_bytes(b"another house")
    keys.append(key_of(template, (house, None), Shown))
    template.write_bytes(b"another template")
    keys.append(key_of(template, (house, None), Shown))
    assert len(set(keys)) == len(keys)


def test_the_key_tells_versions_apart(
    made_of: tuple[Path, tuple[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperkit.word.template.versions_here", versions_here.__wrapped__)
    site = tmp_path / "site"
    (site / "docxtpl").mkdir(parents=True)
    released = site / "docxtpl-0.20.2.dist-info"
    released.mkdir()
    found = SimpleNamespace(origin=str(site / "docxtpl" / "__init__.py"))
    monkeypatch.setattr("paperkit.word.template.find_spec", lambda _name: found)
    before = key_of(*made_of, Shown)
    released.rename(site / "docxtpl-0.21.0.dist-info")
    after = key_of(*made_of, Shown)
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert len({before, after, key_of(*made_of, Shown)}) == 3


def test_a_file_that_cannot_be_read_has_no_key(tmp_path: Path) -> None:
    assert key_of(tmp_path / "none.docx", (), Shown) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a folder of its own")
@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"HOME": "/home/zoe"}, "/home/zoe/.cache/paperkit"),
        ({"HOME": "/home/zoe", "XDG_CACHE_HOME": "/caches"}, "/caches/paperkit"),
        ({"HOME": "/home/zoe", "XDG_CACHE_HOME": "caches"}, "/home/zoe/.cache/paperkit"),
        ({"HOME": "/home/zoe", "PAPERKIT_CACHE": "off"}, None),
        ({"HOME": "/home/zoe", "PAPERKIT_CACHE": " Off "}, None),
        ({"HOME": ""}, None),
        ({}, None),
    ],
)
def test_the_command_says_where_templates_are_kept(
    variables: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "PAPERKIT_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == (Path(folder) if folder else None)


def test_on_windows_they_are_kept_within_the_users_own_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PAPERKIT_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert cache_folder() == tmp_path / "paperkit" / "cache"
    monkeypatch.delenv("LOCALAPPDATA")
    assert cache_folder() is None
