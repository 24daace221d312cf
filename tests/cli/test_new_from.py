"""``paperkit new --from``: what the command says."""

from pathlib import Path

from tests.cli.conftest import Command


def test_the_command_says_what_was_carried_and_what_was_left(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    ran = paperkit("new", tmp_path / "2027", "--from", sample)
    assert ran.code == 0
    assert "Carried over into 2027/28:" in ran.out
    assert f"Left in {sample}:" in ran.out
    assert "14 targets to be confirmed for 2027/28" in ran.out


def test_a_folder_that_is_no_project_has_nothing_to_carry(
    paperkit: Command, tmp_path: Path
) -> None:
    ran = paperkit("new", tmp_path / "2027", "--from", tmp_path / "2026")
    assert ran.code == 3
    assert "There is no folder" in ran.err


def test_a_sample_is_not_a_new_year(paperkit: Command, sample: Path, tmp_path: Path) -> None:
    ran = paperkit("new", tmp_path / "2027", "--from", sample, "--sample")
    assert ran.code == 2
    assert "leave out --pack and --sample" in ran.err


def test_a_yaml_project_points_an_editor_at_its_schemas(paperkit: Command, tmp_path: Path) -> None:
    paperkit("new", tmp_path / "board", "--yaml")
    for name in ("board", "paperkit"):
        first, *_ = (tmp_path / "board" / f"{name}.yaml").read_text("utf-8").splitlines()
        assert first == f"# yaml-language-server: $schema=schema/{name}.schema.json"
        assert (tmp_path / "board" / "schema" / f"{name}.schema.json").is_file()
