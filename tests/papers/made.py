"""A paper made from the tables of a test, ready to be looked at."""

import re
from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Contact, Council, Settings
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view, sentences_in
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Section, SectionForm
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap
from tests.tables import board

MEETINGS = """
## meetings
| Reference       | Date             |
|-----------------|------------------|
| Board March 2026 | 12 March 2026   |
| Board July 2026 | 16 July 2026     |
"""
SECTIONS = (
    Section(name="executive_summary", heading="Executive summary"),
    Section(
        name="recommendations", heading="Recommendations", form=SectionForm.ITEMS, required=True
    ),
    Section(name="reasons", heading="Reasons for recommendation", required=True),
)
WAYS = Ways(
    settings=Settings(council=Council(name="Anyshire Council")),
    pack=PackSettings(implications=("Financial", "Legal")),
)


def paper(
    markdown: str,
    ways: Ways = WAYS,
    as_at: date | None = None,
    since: date | None = None,
    paper_row: PaperRow | None = None,
) -> Paper:
    """Return the draft for the July meeting from the tables of the Markdown."""
    return paper_of(board(MEETINGS + markdown), ways, as_at, since, paper_row)


def paper_of(
    data: BoardData,
    ways: Ways = WAYS,
    as_at: date | None = None,
    since: date | None = None,
    paper_row: PaperRow | None = None,
) -> Paper:
    """Return the draft for the July meeting; its row is the first of the table of papers."""
    row = paper_row or next(iter(data.papers), None)
    meeting = data.meeting["Board July 2026"]
    at = BoardAt(data, ways, meeting, row, as_at=as_at, since=since)
    return paper_view(at, SECTIONS, draft=True)


def with_contact(name: str, telephone: str = "", email: str = "") -> Ways:
    """Return the ways of a council that has given a contact in its settings."""
    contact = Contact(name=name, telephone=telephone, email=email)
    return replace(WAYS, settings=replace(WAYS.settings, contact=contact))


def sentence(made: Paper, key: str) -> str:
    """Return the words of the sentence with that key, or nothing where there is none."""
    return next((one.words for one in sentences_in(made) if one.key == key), "")


_IN_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def numbers(words: str) -> list[int]:
    """Return every count of a sentence, those in words as well: "Both" is 2."""
    pattern = rf"\b(?:\d+|both|{'|'.join(_IN_WORDS)})\b"
    found = re.findall(pattern, words.casefold())
    said = {**{word: n for n, word in enumerate(_IN_WORDS)}, "both": 2}
    return [said[one] if one in said else int(one) for one in found]


def is_gap(shown: object, words: str) -> bool:
    """Return whether a thing is a gap with these words."""
    return shown == Gap(words)
