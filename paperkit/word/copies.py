"""What a copy of a paper says of itself: of which .docx it was made, and that nobody changed it.

A copy is the paper in another format, HTML or PDF. It bears the hash of its .docx, and a hash of
itself, so that a copy that has fallen behind its paper is known, and none is written over that
somebody else made or changed.
"""

import re
from hashlib import sha256

from paperkit.frozen import Frozen
from paperkit.word.properties import Seal

_MARK = re.compile(rb"paperkit made-from=([0-9a-f]{64}) seal=([0-9a-f]{64})")
_OPEN = b"0" * 64


class CopyMark(Frozen):
    """Whose a copy is, and the hash of the .docx of which it was made; blank for a stranger's."""

    seal: Seal
    made_from: str = ""


def mark_for(package: bytes) -> str:
    """Return what a copy of a paper is to hold once, anywhere, until it is sealed."""
    return f"paperkit made-from={sha256(package).hexdigest()} seal={_OPEN.decode()}"


def sealed_copy(copy: bytes) -> bytes:
    """Return a copy that holds its mark, sealed."""
    assert len(_MARK.findall(copy)) == 1
    return copy.replace(b" seal=" + _OPEN, b" seal=" + sha256(copy).hexdigest().encode())


def copy_mark(copy: bytes) -> CopyMark:
    """Return whose a copy is, and of what it was made."""
    found = _MARK.search(copy)
    if found is None:
        return CopyMark(Seal.STRANGER)
    made_from, seal = (group.decode() for group in found.groups())
    as_sealed = copy[: found.start(2)] + _OPEN + copy[found.end(2) :]
    is_ours = sha256(as_sealed).hexdigest() == seal
    return CopyMark(Seal.OURS if is_ours else Seal.EDITED, made_from)
