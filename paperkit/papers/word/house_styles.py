"""Styles of a kind, matched by their names with those of the house."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperkit.findings import Finding, Place, quoted
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.styles import Style, Styles

_TYPES = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}


@dataclass(frozen=True)
class _Use:
    """A style as a kind uses it: its name, and for what."""

    name: str
    kind: str


def take_on_styles(
    stories: Iterable[Element], own: Styles, house: Styles, kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Rewrite in the stories the id of each style to the house's id of the same name.

    Returns a finding for each name that the house lacks, has for another type, or has twice;
    uses of such a name are left as they stand.
    """
    by_name = _by_name(house)
    uses: dict[_Use, list[Element]] = defaultdict(list)
    for node in (node for story in stories for node in story.iter(*_TYPES)):
        uses[_Use(own.name_of(node.get(w("val"))), _TYPES[str(node.tag)])].append(node)
    findings = []
    for use, nodes in uses.items():
        there = by_name.get(folded_name(use.name), ())
        fault = _fault(use, there)
        if fault:
            findings.append(_finding(fault, use, there, kind_file, house_file))
            continue
        for node in nodes:
            node.set(w("val"), there[0].id)
    return tuple(findings)


def folded_name(name: str) -> str:
    """Return a style's name as it is compared: without regard to capitals and spare blanks."""
    return " ".join(name.split()).casefold()


def _by_name(styles: Styles) -> Mapping[str, Sequence[Style]]:
    found: dict[str, list[Style]] = defaultdict(list)
    for style in styles.by_id.values():
        found[folded_name(style.name)].append(style)
    return found


def _fault(use: _Use, there: Sequence[Style]) -> str | None:
    if not there:
        return "PK-620"
    if len(there) > 1:
        return "PK-622"
    return None if there[0].kind == use.kind else "PK-621"


def _finding(
    code: str, use: _Use, there: Sequence[Style], kind_file: str, house_file: str
) -> Finding:
    name = quoted(use.name)
    said = {
        "PK-620": f"{kind_file} uses the {use.kind} style {name}, and {house_file} "
        "has no style of that name.",
        "PK-622": f"{kind_file} uses the style {name}, and {house_file} has "
        f"{len(there)} of that name: {', '.join(_names(there))}.",
        "PK-621": f"{kind_file} uses {name} as a {use.kind} style, and "
        f"{house_file} has it as a {there[0].kind if there else ''} style.",
    }
    return Finding(code, Place(house_file), said[code], value=use.name)


def _names(styles: Iterable[Style]) -> Iterator[str]:
    return (f"{quoted(style.name)} ({style.kind})" for style in styles)
