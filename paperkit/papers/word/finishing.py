"""The finishing step: from a filled template with tokens to the file that is filed."""

from collections.abc import Mapping

from paperkit.papers.ledger import TOKEN_START, Ledger
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.parts import pack, parse, unpack, written
from paperkit.papers.word.properties import with_properties
from paperkit.papers.word.relations import links_of, related, story_parts, with_links
from paperkit.papers.word.repair import repair
from paperkit.papers.word.seal import seal
from paperkit.papers.word.styles import read_styles, state_language
from paperkit.papers.word.values import Filling, fill


def finish(package: bytes, ledger: Ledger, facts: Facts) -> bytes:
    """Return the finished file: values put in, mended, with its properties, and sealed.

    Equal input gives equal bytes. Raises ``ReadError`` for a package that is no Word file and
    ``PackError`` where a style that a value needs is lacking; a token that cannot be replaced
    is a bug, and an ``AssertionError``.
    """
    members = _with_language(unpack(package), facts.language)
    members = with_properties(_filled(members, ledger, facts.draft), facts)
    return seal(pack(members))


def _filled(members: Mapping[str, bytes], ledger: Ledger, draft: bool) -> dict[str, bytes]:
    styles_part = related(members, "styles")
    styles = read_styles(parse(members[styles_part], styles_part) if styles_part else None)
    stories = {name: parse(members[name], name) for name in story_parts(members)}
    _refuse_tokens(members, set(stories))
    parts = dict(members)
    for name, story in stories.items():
        links = links_of(members, name)
        fill(story, Filling(ledger, styles, links, draft))
        parts = with_links(parts, name, links)
    repair(stories.values())
    return parts | {name: written(story) for name, story in stories.items()}


def _with_language(members: dict[str, bytes], language: str) -> dict[str, bytes]:
    name = related(members, "styles")
    if name is None:
        return members
    root = parse(members[name], name)
    state_language(root, language)
    return {**members, name: written(root)}


def _refuse_tokens(members: Mapping[str, bytes], stories: set[str]) -> None:
    """Properties are written anew; any other part must be free of tokens."""
    for name, part in members.items():
        if name not in stories and not name.startswith("docProps/"):
            assert TOKEN_START.encode() not in part, f"A token stands in {name}."
