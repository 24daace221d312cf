"""Two validators that know nothing of paperkit, as strangers who read what it writes."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from ooxml_integrity import check
from openxml_audit import OpenXmlValidator
from openxml_audit.schema.validator import SchemaValidator

_FAULTLESS: set[bytes] = set()


class _Schemas(SchemaValidator):  # type: ignore[misc]
    """Office's schemas, held against each part once: most papers have the same styles and lists.

    What they say of a part rests on its bytes alone; one with an error is looked at each time.
    """

    def validate_part(self, part: Any, context: Any) -> Any:
        """Return the errors so far, with those of this part."""
        held = sha256(part.raw_content or b"").digest()
        if held in _FAULTLESS:
            return context.errors
        before = len(context.errors)
        errors = super().validate_part(part, context)
        if len(errors) == before:
            _FAULTLESS.add(held)
        return errors


def audited(path: Path) -> list[str]:
    """Return where a Word file or a workbook breaks Office's schemas, in the validator's words."""
    # A new one each time: what one file holds, it takes for a repeat in the next.
    validator = OpenXmlValidator()
    validator._schema_validator = _Schemas()
    return [str(error) for error in validator.validate(str(path)).errors]


def errors_of(paper: Path) -> list[str]:
    """Return what either validator calls an error in a Word file, in its own words."""
    return audited(paper) + [str(finding) for finding in check(paper)]
