"""A plain Word document as Word's own library makes it, small enough to be checked many times."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE


def plain_document() -> Any:
    """Return an empty document with the styles that every template needs."""
    return Document(BytesIO(_plain()))


@cache
def _plain() -> bytes:
    """Return its bytes: the library's empty document without its hundred styles of tables.

    It keeps them twice over, the second time for Word 2010: nearly a megabyte of XML, which took
    nine tenths of the time of a check.
    """
    made = Document()
    for style in [one for one in made.styles if one.type == WD_STYLE_TYPE.TABLE]:
        style.delete()
    for id_, relation in list(made.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del made.part.rels[id_]
    for name in ("Gap", "Hyperlink"):
        made.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
