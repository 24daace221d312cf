"""What the data files of the seeds say: facts, headings, and every known difference."""

from functools import cache
from pathlib import Path

from paperkit.files.yaml_in import read_tree
from paperkit.frozen import Frozen
from paperkit.schema.columns import column
from paperkit.schema.tree import build_tree

HERE = Path(__file__).parent
COUNCILS = ("thurrock", "herefordshire")


class Part(Frozen, kw_only=True):
    """A heading of the seed, the section that it begins, and the heading that the paper prints."""

    seed: str = column("Seed", "The heading in the seed; blank where a part has none.", default="")
    section: str = column("Section", "The section of the kind that the part fills.", default="")
    paper: str = column("Paper", "The heading in the paper.", default="")
    why: str = column("Why", "Why it differs by more than capitals and a colon.", default="")


class Difference(Frozen, kw_only=True):
    """Words of the seed, those of the paper in their place, and why they differ."""

    seed: str = column("Seed", "A few words of the seed.", default="")
    paper: str = column("Paper", "What the paper has instead; blank for nothing.", default="")
    code: str = column("Code", "What paperkit tells of the seed's words.", default="")
    why: str = column("Why", "The reason.", default="")


class Facts(Frozen, kw_only=True):
    """``seed.yaml``, whole."""

    file: str = column("File", "The seed's file.", default="")
    reference: str = column("Reference", "What the paper is called in the data.", default="")
    kind: str = column("Kind", "The kind of paper.", default="")
    meeting: str = column("Meeting", "The meeting.", default="")
    appendix_of: str = column("Appendix of", "The cover paper, if there is one.", default="")
    parts: tuple[Part, ...] = column("Parts", "The seed's headings, in order.", default=())
    subheadings: tuple[str, ...] = column("Subheadings", "Without a number.", default=())
    corrected: tuple[Difference, ...] = column("Corrected", "By the officer.", default=())
    kept: tuple[Difference, ...] = column("Kept", "Printed as it is.", default=())
    joined: tuple[Difference, ...] = column("Joined", "Parted by a page.", default=())
    house: tuple[Difference, ...] = column("House", "The pack's own words.", default=())


@cache
def facts(council: str) -> Facts:
    """Return the facts of a council's folder; what is wrong in the file stops the test."""
    planted = build_tree(Facts, read_tree(HERE / council / "seed.yaml"))
    assert planted.findings == ()
    return planted.value
