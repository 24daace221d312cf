"""What a draft keeps of itself as it was built, so that what somebody edited in it is known.

It is the shape of its text with a hash in place of all words, in a custom XML part, which Word
keeps when it saves. So nothing is in the file that its pages do not show. The words that the hashes
stand for are those of the edited file itself, and of the paper as it is built today.
"""

import json
import zlib
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from lxml import etree

from paperkit.errors import ReadError
from paperkit.frozen import Frozen
from paperkit.word.compared_text import (
    PaperPart,
    PaperPlace,
    ReadLine,
    ReadPaper,
    ReadRow,
    ReadTable,
    Wording,
    read_parts,
)
from paperkit.word.package import R_NS, main_part, parse, unpack, with_part, written

LOST = "words that the data no longer give"
_PART, _PROPS = "customXml/item1.xml", "customXml/itemProps1.xml"
_NS = "urn:paperkit:as-built:1"
_DS_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ID = "{6B1C0A51-2D0C-4F0B-9C56-5A7E0B3D7E11}"
_OF_PART = "application/xml", f"{R_NS}/customXml"
_OF_PROPS = (
    "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    f"{R_NS}/customXmlProps",
)
_SIZE = 6
_LARGEST = 64 * 1024 * 1024
_BROKEN = (Error, zlib.error, ValueError, KeyError, IndexError, TypeError)


class AsBuilt(Frozen):
    """A draft as it was built: its title then, and its text."""

    title: str
    paper: ReadPaper


def with_as_built(members: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return the parts of a draft with one that keeps how it was built, in place of any before."""
    shape = json.dumps(_shape(read_parts(members)), separators=(",", ":"))
    root = etree.Element(f"{{{_NS}}}asBuilt", {"title": title}, nsmap={"b": _NS})
    root.text = b64encode(zlib.compress(shape.encode(), 9)).decode()
    if _PART in members:
        return {**members, _PART: written(root)}
    props = etree.Element(
        f"{{{_DS_NS}}}datastoreItem", {f"{{{_DS_NS}}}itemID": _ID}, nsmap={"ds": _DS_NS}
    )
    parts, _ = with_part(members, main_part(members), _PART, written(root), _OF_PART)
    return with_part(parts, _PART, _PROPS, written(props), _OF_PROPS)[0]


def as_built(package: bytes, known: Iterable[ReadPaper]) -> AsBuilt | None:
    """Return how a draft was built, in the words that are known; None where it does not say.

    What no known paper has is given as ``LOST``.
    """
    words = {_hash(one): one for paper in known for one in _words_of(paper)}
    for name, data in unpack(package).items():
        if not name.startswith("customXml/item") or _NS.encode() not in data:
            continue
        try:
            root = parse(data, name)
            shape = zlib.decompressobj().decompress(b64decode(root.text or ""), _LARGEST)
            return AsBuilt(root.get("title", ""), _paper(json.loads(shape), words))
        except (ReadError, *_BROKEN):
            return None
    return None


# --- The shape, with hashes -----------------------------------------------------------------


def _hash(words: str) -> str:
    return b64encode(blake2b(words.encode(), digest_size=_SIZE).digest()).decode() if words else ""


def _shape(paper: ReadPaper) -> dict[str, Any]:
    beside = {part.value: list(map(_block, lines)) for part, lines in paper.beside.items()}
    return {"text": list(map(_block, paper.text)), "beside": beside}


def _block(block: ReadLine | ReadTable) -> list[Any]:
    place = block.place
    at = [place.part.value, *map(_hash, (place.heading, place.table)), place.number, place.below]
    if isinstance(block, ReadLine):
        return [at, _wording(block.words), block.listed, block.is_heading]
    rows = [[_wording(cell) for cell in row.cells] for row in block.rows]
    return [at, list(map(_hash, block.columns)), rows]


def _wording(words: Wording) -> str | list[Any]:
    if words.shown == words.key:
        return _hash(words.key)
    return [_hash(words.shown), _hash(words.key), words.numbers]


# --- And back -------------------------------------------------------------------------------


def _words_of(paper: ReadPaper) -> Iterator[str]:
    """Yield every text of a paper for which a hash may stand."""
    for block in (*paper.text, *(line for lines in paper.beside.values() for line in lines)):
        yield from (block.place.heading, block.place.table)
        if isinstance(block, ReadTable):
            yield from block.columns
        lines = [block.words] if isinstance(block, ReadLine) else []
        cells = block.rows if isinstance(block, ReadTable) else ()
        for words in (*lines, *(cell for row in cells for cell in row.cells)):
            yield from (words.shown, words.key)


def _paper(shape: Mapping[str, Any], words: Mapping[str, str]) -> ReadPaper:
    beside = {
        PaperPart(part): tuple(_line(line, words) for line in lines)
        for part, lines in shape["beside"].items()
    }
    text = (
        _line(block, words) if isinstance(block[2], bool) else _table(block, words)
        for block in shape["text"]
    )
    return ReadPaper(tuple(text), beside, ())


def _line(line: list[Any], words: Mapping[str, str]) -> ReadLine:
    at, wording, listed, is_heading = line
    return ReadLine(_worded(wording, words), _place(at, words), listed, is_heading)


def _table(table: list[Any], words: Mapping[str, str]) -> ReadTable:
    at, columns, rows = table
    read = (ReadRow(tuple(_worded(cell, words) for cell in row)) for row in rows)
    names = tuple(words.get(column, LOST) if column else "" for column in columns)
    return ReadTable(_place(at, words), names, tuple(read))


def _place(at: list[str], words: Mapping[str, str]) -> PaperPlace:
    part, heading, table, number, below = at
    named = (words.get(one, LOST) if one else "" for one in (heading, table))
    heading, table = named
    return PaperPlace(PaperPart(part), heading, number, below, table)


def _worded(said: str | list[Any], words: Mapping[str, str]) -> Wording:
    shown, key, numbers = (said, said, []) if isinstance(said, str) else said
    if not key:
        return Wording("", "")
    # Its hash, which no words have, keeps what is not known from passing for anything else.
    return Wording(
        words.get(shown, LOST), words.get(key, f"\x00{key}"), tuple((a, b) for a, b in numbers)
    )
