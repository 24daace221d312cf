"""The bundled packs' Word files read by validators that know nothing of paperkit: no error."""

from pathlib import Path

import pytest

from paperkit.packs.packs import dressed, find_pack
from tests.validators import errors_of

PACKS = Path(__file__).parents[2] / "report_templates"
KINDS = [
    (pack, kind)
    for pack in ("council", "partnership")
    for kind in find_pack(pack, [PACKS]).kind_names
]


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_the_house_has_no_error(pack: str) -> None:
    house = find_pack(pack, [PACKS]).house
    assert house
    assert errors_of(house) == []


@pytest.mark.parametrize(("pack", "name"), KINDS)
def test_a_dressed_kind_has_no_error(pack: str, name: str, tmp_path: Path) -> None:
    kind, _ = find_pack(pack, [PACKS]).kind(name)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(dressed(kind).file.package)
    assert errors_of(copy) == []
