"""Two validators that know nothing of paperkit, as strangers who read what it writes."""

from pathlib import Path

from ooxml_integrity import check
from openxml_audit import OpenXmlValidator


def audited(path: Path) -> list[str]:
    """Return where a Word file or a workbook breaks Office's schemas, in the validator's words."""
    # A new one each time: what one file holds, it takes for a repeat in the next.
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def errors_of(paper: Path) -> list[str]:
    """Return what either validator calls an error in a Word file, in its own words."""
    return audited(paper) + [str(finding) for finding in check(paper)]
