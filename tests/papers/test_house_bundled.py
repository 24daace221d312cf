"""The bundled packs' Word files read by validators that know nothing of paperkit: no error."""

from pathlib import Path

import pytest
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from paperkit.packs.packs import dressed, find_pack

PACKS = Path(__file__).parents[2] / "report_templates"
KINDS = [
    (pack, kind)
    for pack in ("council", "partnership")
    for kind in find_pack(pack, [PACKS]).kind_names
]


def errors_of(path: Path) -> list[str]:
    """Return what either validator calls an error, in its own words."""
    audit = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    return audit + [str(finding) for finding in check(path)]


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
