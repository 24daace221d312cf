"""Proof-read a finished paper: every check, on the bytes that would be filed."""

from paperkit.findings import Finding, once
from paperkit.papers.ledger import Ledger
from paperkit.papers.proof import (
    charts,
    contents,
    fields,
    identity,
    leads,
    package,
    structure,
    wording,
)
from paperkit.papers.proof.finished import Finished
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.parts import is_xml, parse, unpack
from paperkit.papers.word.relations import related, story_parts
from paperkit.papers.word.styles import read_styles

CHECKS = (
    package.properties,
    structure.cells,
    structure.tables,
    structure.placement,
    identity.repeated,
    identity.pairs,
    leads.targets,
    leads.references,
    leads.looks,
    fields.numbers_told,
    contents.contents_told,
    wording.leftovers,
    wording.draft_marks,
    wording.lost,
    charts.charts,
)


def proof(data: bytes, ledger: Ledger, facts: Facts, name: str) -> tuple[Finding, ...]:
    """Return what is wrong with a finished paper, in the codes PK-750 onwards; all are errors.

    ``ledger`` is what was to be printed, ``facts`` what the file should say of itself, ``name``
    the file's name for the findings. A file that cannot be read gives that finding alone.
    """
    faults = package.package_faults(data, name)
    if faults:
        return faults
    finished = _opened(data, ledger, facts, name)
    return once(finding for check in CHECKS for finding in check(finished))


def _opened(data: bytes, ledger: Ledger, facts: Facts, name: str) -> Finished:
    members = unpack(data)
    roots = {part: parse(members[part], part) for part in filter(is_xml, members)}
    styles_part = related(members, "styles")
    styles = read_styles(roots[styles_part] if styles_part else None)
    return Finished(name, members, roots, story_parts(members), styles, ledger, facts)
