"""What a part of an Office file may hold before any parser sees it: no entity, and only so much.

Parsers take up to half a kilobyte for each element or attribute, so their signs are counted. A
workbook of 10,000 actions has 8 MB of XML and 1.2 million signs.
"""

import re

LARGEST_XML = 64 * 1024 * 1024
MOST_SIGNS = 2_000_000
# Parts other than sheets and their words are built up whole in memory.
MOST_SIGNS_APART = 300_000

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00\x00<")
_STARTS = (b"<", b"\xef\xbb\xbf", *_WIDE)
_ENCODING = re.compile(rb"[^>]{0,80}?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"iso-8859-1", b"windows-1252"})
_SHEET = re.compile(rb"<(?:[\w-]+:)?(?:worksheet|sst|document-content)[\s>]")


def is_xml(part: bytes) -> bool:
    """Return whether a parser could take the part for XML; its name says nothing."""
    return part[:64].lstrip(b" \t\r\n").startswith(_STARTS)


def rarely_encoded(part: bytes) -> bool:
    """Return whether a search for signs could miss what a parser would read.

    Excel and Word write UTF-8; the standard allows UTF-16 too, which nobody uses.
    """
    encoding = _ENCODING.match(part)
    rare = encoding is not None and encoding.group(1).lower() not in _ENCODINGS
    return rare or part.startswith(_WIDE)


def declares_entities(name: str, part: bytes) -> bool:
    """Return whether XML has a document type.

    A drawing (.svg) may have the document type of drawings, without entities of its own.
    """
    return (b"<!ENTITY" if name.lower().endswith(".svg") else b"<!DOCTYPE") in part


def signs(part: bytes) -> int:
    """Return how many elements and attributes the part can have at most."""
    return part.count(b"<") + part.count(b"=")


def too_many(name: str, part: bytes) -> bool:
    """Return whether the part alone has more than a parser should be given."""
    sheet = _SHEET.search(part[:4096]) and not name.endswith("styles.xml")
    return signs(part) > (MOST_SIGNS if sheet else MOST_SIGNS_APART)
