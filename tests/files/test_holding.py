"""Words are found in whatever a file is, and taken out of a text, however they are parted."""

import zipfile
from io import BytesIO

from paperkit.container.holding import holds, without
from tests.cases import each

WORDS = "Jo Bloggs & Sons"
RUNS = "<w:p><w:r><w:t>Jo Blo</w:t></w:r><w:r><w:t>ggs &amp;</w:t></w:r><w:r><w:t> Sons</w:t></w:r>"


def zipped(**members: bytes | str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


@each(
    ("data", "found"),
    [
        (b"of jo  bloggs\n & sons.", True),
        ("\ufeffJo\u00a0Bloggs & Sons".encode(), True),
        ("Jo Bloggs & Sons".encode("utf-16"), True),
        (b"Somebody else", False),
        (zipped(word__document_xml=RUNS), True),
        (zipped(word__document_xml="<w:t>Jo Bloggs</w:t>"), False),
        (zipped(word__document_xml="<pic descr='Jo Bloggs &amp; Sons'/>"), True),
        (zipped(word__embeddings__b_xlsx=zipped(xl__s_xml="<t>Jo Bloggs &amp; Sons</t>")), True),
        (zipped(image_png=b"\x89PNG\x00"), False),
        (b"%PDF-1.7 \x00\xff\xfe", None),
        (b"PK\x03\x04 and no zip", None),
    ],
)
def test_words_are_found_in_text_and_office_files(data: bytes, found: bool | None) -> None:
    assert holds(data, WORDS) is found


@each(
    ("text", "left"),
    [
        ("For Jo Bloggs & Sons, today", "For [removed], today"),
        ("JO BLOGGS\n& sons", "[removed]"),
        ("Jo\u200b Bloggs & Sons; Jo Bloggs & Sons", "[removed]; [removed]"),
        ("Jo Bloggs", "Jo Bloggs"),
    ],
)
def test_a_text_is_left_without_the_words(text: str, left: str) -> None:
    assert without(text, WORDS) == left


def test_words_that_are_folded_in_another_way_go_with_the_whole_text() -> None:
    assert without("An der Hauptstrasse 1", "Hauptstra\u00dfe") == "[removed]"
