"""Know one's own file: a hash of a paper's parts, kept among its custom properties."""

from collections.abc import Mapping
from enum import Enum
from hashlib import sha256
from types import MappingProxyType

from paperkit.board.model.history import Anchor
from paperkit.errors import ReadError
from paperkit.papers.word.parts import pack, parse, unpack
from paperkit.papers.word.properties import CUSTOM_PART, custom_part, custom_properties

SEAL_NAME, MEETING_NAME = "paperkitSeal", "paperkitMeeting"
LOG_HASH_NAME, LOG_COUNT_NAME = "paperkitLogHash", "paperkitLogCount"


class Seal(Enum):
    """Whose a file is: as paperkit made it, edited since, or never made by it."""

    OURS = "ours"
    EDITED = "edited"
    STRANGER = "stranger"


def seal(package: bytes, more: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return the package with the hash of its other parts among its custom properties.

    It may be a workbook as well as a Word file; ``more`` are further properties. ReadError where
    it is neither.
    """
    members = unpack(package)
    properties = _properties(members) | {**more, SEAL_NAME: _hash(members)}
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


def anchor_of(package: bytes) -> Anchor:
    """Return how far the log had come when a file was made; an empty one where it does not say.

    ReadError where it is no file of Word or Excel.
    """
    told = _properties(unpack(package))
    count = told.get(LOG_COUNT_NAME, "")
    return Anchor(told.get(LOG_HASH_NAME, ""), int(count)) if count.isdecimal() else Anchor()


def anchored(anchor: Anchor) -> dict[str, str]:
    """Return the properties by which a file says how far the log had come, where there was one."""
    if not anchor.count:
        return {}
    return {LOG_HASH_NAME: anchor.hash, LOG_COUNT_NAME: str(anchor.count)}


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
