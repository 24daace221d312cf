"""All tracked changes of a Word file accepted or rejected, as Word does it, by other means."""

import zipfile
from io import BytesIO

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGED = ("pPrChange", "rPrChange", "tcPrChange", "tblPrChange", "sectPrChange", "trPrChange")
_KEPT_IN_PARAGRAPH = ("rPr", "sectPr")
_FURNITURE = ("headerReference", "footerReference")


def accepted(package: bytes) -> bytes:
    """Return the file with all changes accepted."""
    return _decided(package, kept="ins", gone="del")


def rejected(package: bytes) -> bytes:
    """Return the file with all changes rejected."""
    return _decided(package, kept="del", gone="ins")


def _decided(package: bytes, kept: str, gone: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(data)
                _decide(root, kept, gone)
                data = etree.tostring(root, encoding="UTF-8", standalone=True)
            new.writestr(name, data)
    return stream.getvalue()


def _decide(root: etree._Element, kept: str, gone: str) -> None:
    for row in list(root.iter(f"{_W}tr")):
        if row.find(f"{_W}trPr/{_W}{gone}") is not None:
            _remove(row)
    for table in list(root.iter(f"{_W}tbl")):
        if table.find(f"{_W}tr") is None:
            _remove(table)
    for paragraph in list(root.iter(f"{_W}p")):
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{gone}") is not None:
            left = [n for n in paragraph if n.tag not in (f"{_W}pPr", f"{_W}{gone}")]
            words = [n for one in left for n in one.iter(f"{_W}t") if not _within(n, gone)]
            assert not words, "what is left of a paragraph would go to the next one"
            _remove(paragraph)
    for node in list(root.iter(f"{_W}{gone}")):
        _remove(node)
    for node in list(root.iter(f"{_W}{kept}")):
        parent = node.getparent()
        assert parent is not None
        at = parent.index(node)
        parent[at : at + 1] = list(node)
    for link in [node for node in root.iter(f"{_W}hyperlink") if len(node) == 0]:
        _remove(link)
    for node in list(root.iter(f"{_W}delText", f"{_W}delInstrText")):
        node.tag = f"{_W}t" if node.tag == f"{_W}delText" else f"{_W}instrText"
    for node in list(root.iter(*(f"{_W}{name}" for name in _CHANGED))):
        if kept == "ins":
            _remove(node)
        else:
            _put_back(node)


def _put_back(change: etree._Element) -> None:
    """Let the properties be those that a change holds; what no change can hold stays."""
    now = change.getparent()
    assert now is not None
    (before,) = change
    stay = [node for node in now if node.tag in [f"{_W}{n}" for n in _KEPT_IN_PARAGRAPH]]
    first = [node for node in now if node.tag in [f"{_W}{n}" for n in _FURNITURE]]
    now.attrib.update(before.attrib)
    now[:] = [*first, *before, *stay]


def _within(node: etree._Element, tag: str) -> bool:
    return next(node.iterancestors(f"{_W}{tag}"), None) is not None


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
