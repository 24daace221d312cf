"""Know one's own file: a hash of a paper's parts, kept among its custom properties."""

from collections.abc import Mapping
from enum import Enum
from hashlib import sha256

from paperkit.errors import ReadError
from paperkit.papers.word.parts import pack, parse, unpack
from paperkit.papers.word.properties import CUSTOM_PART, custom_part, custom_properties

SEAL_NAME, MEETING_NAME = "paperkitSeal", "paperkitMeeting"


class Seal(Enum):
    """Whose a file is: as paperkit made it, edited since, or never made by it."""

    OURS = "ours"
    EDITED = "edited"
    STRANGER = "stranger"


def seal(package: bytes) -> bytes:
    """Return the package with the hash of its other parts among its custom properties."""
    members = unpack(package)
    properties = _properties(members) | {SEAL_NAME: _hash(members)}
    return pack({**members, CUSTOM_PART: custom_part(properties)})


def seal_of(package: bytes) -> Seal:
    """Return whose a file is. What cannot be read as a Word file is a stranger's."""
    try:
        members = unpack(package)
        sealed = _properties(members).get(SEAL_NAME)
    except ReadError:
        return Seal.STRANGER
    if sealed is None:
        return Seal.STRANGER
    return Seal.OURS if sealed == _hash(members) else Seal.EDITED


def meeting_of(package: bytes) -> str:
    """Return the meeting for which a file was made; nothing where it does not say."""
    try:
        return _properties(unpack(package)).get(MEETING_NAME, "")
    except ReadError:
        return ""


def _properties(members: Mapping[str, bytes]) -> dict[str, str]:
    if CUSTOM_PART not in members:
        return {}
    return custom_properties(parse(members[CUSTOM_PART], CUSTOM_PART))


def _hash(members: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name in sorted(name for name in members if name != CUSTOM_PART):
        # Lengths keep one part's end from passing for the next one's beginning.
        digest.update(f"{len(name)} {len(members[name])} {name}".encode())
        digest.update(members[name])
    return digest.hexdigest()
