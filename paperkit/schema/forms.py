"""A form as words and rows: what one person is asked, and what is known already.

Who is asked what is decided elsewhere. What a form asks for follows from the declaration of its
tables, so that a column declared later is asked for too.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from itertools import takewhile
from types import MappingProxyType

from paperkit.findings import Place
from paperkit.frozen import Frozen, field
from paperkit.schema.columns import Column, Row, Table, column
from paperkit.schema.describe import words_of

FORM_VERSION, OLD_VERSIONS = "3", ("1", "2")
"""How forms are worded now, and before: those of an old version are read like today's."""
EARLIER_WORDS = frozenset({"What you are asked, one question to a row."})
"""What forms of this version said before a sentence of theirs was reworded: no remark of anybody's.
Without it, one that went out before would come back with the sentence for a question (PK-866)."""
ABOUT_HEADING, CHECK_SHEET = "About this file", "Check before sending"
PLEASE_FILL_IN, WHERE_BLANK = "please fill in", "please fill in where blank"
PLEASE_CHECK, OPTIONAL = "please check", "optional"
"""What a heading says of a column for answers: needed in each row, in some, in none; or never."""
YES, NO, NOT_NEEDED = "Yes", "No", "Not needed"
COMPLETE, NOT_COMPLETE = "Complete", "Not complete:"
"""What the sheet of checks says, of each thing that is needed and of all."""
NOT_RETURNED = "We have no complete return yet for these: please speak to their reporting leads"
FACT, LAST = "For information: ", "Last time: "
"""How the headings begin of columns that are on a form to be read, not to be filled in."""
ALL_PRIORITIES = "All"
_LONGEST_CASE, _LONGEST_NOTE = 80, 160  # Excel takes no heading of a table above 255 characters


class About(Row, kw_only=True):
    """What a form says of itself, so that it is recognised when it comes back."""

    council: str = column("Council", "Who asks.", role="reference", default="")
    board: str = column("Board", "For which Board.", default="")
    purpose: str = column("Asked for", "What the answers are for.", role="reference", default="")
    priority: str = column(
        "Priority", "The reference of the priority, or All.", role="reference", default=""
    )
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    due: date | None = column("Return by", "The day by which the form goes back.")
    issued_on: date | None = column("Issued on", "The day on which the form was issued.")
    person: str = column("For", "Who is asked.", role="reference", default="")
    version: str = column("Form version", "How forms were made on that day.", default="")

    @property
    def name(self) -> str:
        """Return what is asked, of which priority, for which meeting, as folders are named."""
        priority = "" if self.priority == ALL_PRIORITIES else f" {self.priority}"
        return f"{self.purpose}{priority} - {self.meeting}"


ABOUT = Table("about", ABOUT_HEADING, "What the file is and whom it is for.", About)


class Word(Frozen):
    """A word that a drop-down offers, what it means, and the colours of its cell."""

    word: str
    meaning: str = ""
    fill: str = ""
    ink: str = ""


class Need(Frozen):
    """A column that must be filled in.

    Where ``by`` is given, only if that column holds a word of ``among``; where ``unless`` is,
    only if that column is blank.
    """

    column: str
    by: str = ""
    among: tuple[str, ...] = ()
    unless: str = ""


class GreyColumn(Frozen):
    """A grey column of a form: a text for each of its rows, to be read and not filled in."""

    heading: str
    texts: tuple[str, ...]


class FormSheet(Frozen):
    """One sheet: rows of a table, in which what is known is filled in already.

    ``facts`` follow the known columns that come first; ``last`` closes the sheet. ``about`` is
    the heading of the fact that says what each row is about, where no known column does.
    ``wished`` are answers that are asked for in a case, and without which a row is complete.
    ``words`` are those that the drop-down of a column offers, besides the closed lists of the
    declaration. ``spare`` is how many blank rows are added for what is not listed.
    """

    table: Table
    rows: tuple[Row, ...]
    facts: tuple[GreyColumn, ...] = ()
    last: tuple[GreyColumn, ...] = ()
    about: str = ""
    needs: tuple[Need, ...] = ()
    wished: tuple[Need, ...] = ()
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=lambda: MappingProxyType({}))
    best: str = ""
    spare: int = 0

    @property
    def name(self) -> str:
        """Return the name of the sheet."""
        return sheet_name(self.table)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the table's own columns that the form shows."""
        return form_columns(self.table)

    @property
    def leading(self) -> tuple[Column, ...]:
        """Return the known columns that come first, by which a row is recognised."""
        return tuple(takewhile(lambda column: not column.asked, self.columns))

    @property
    def naming(self) -> tuple[Column, ...]:
        """Return the leading columns that say what a row is, such as an indicator and a period.

        Whose form it is, a sponsor's or a group's, goes without saying.
        """
        known = [c for c in self.leading if c.identity and c.refers != ("groups",)]
        return tuple(known) or self.leading

    @property
    def called(self) -> tuple[str, ...]:
        """Return what each row is about, in one line: its reference and its words."""
        named = (" ".join(words_of(getattr(row, c.name)) for c in self.naming) for row in self.rows)
        fact = next((fact for fact in self.facts if fact.heading == self.about), None)
        about = fact.texts if fact else ("",) * len(self.rows)
        return tuple(
            " ".join(f"{name} {words}".split()) for name, words in zip(named, about, strict=True)
        )

    def last_said(self, column: str) -> GreyColumn | None:
        """Return the grey column with the last answers to a column, where the sheet has one."""
        wanted = f"{LAST}{self.table.column(column).heading}"
        return next((shown for shown in self.last if shown.heading == wanted), None)

    def heading(self, shown: Column) -> str:
        """Return the heading of a column, and in brackets when it is needed, and its note."""
        said = [self._needed(shown), shown.note.replace("{best}", without_brackets(self.best))]
        words = "; ".join(part for part in said if part)
        words = words if len(words) <= _LONGEST_NOTE else said[0]
        return f"{shown.heading} ({words})" if words else shown.heading

    def meant(self, shown: Column) -> tuple[str, ...]:
        """Return the words of a column's drop-down that have a meaning, each with it."""
        words = self.words.get(shown.name, ())
        return tuple(f"{w.word}: {w.meaning}" for w in words if w.meaning not in ("", w.word))

    def needs_always(self, shown: Column) -> bool:
        """Return whether a column needs an answer in every row, whatever else is answered."""
        return any(n.column == shown.name and not (n.by or n.unless) for n in self.needs)

    def _needed(self, shown: Column) -> str:
        """Return whether a column is to be filled in: always, in a case, or as somebody likes."""
        if not shown.asked:
            return ""
        need = next((need for need in self.needs if need.column == shown.name), None)
        if need is None:
            return OPTIONAL
        if need.by:
            # A letter such as a) would end the brackets.
            by = self.table.column(need.by).heading.rpartition(") ")[2].rstrip("?")
            among = without_brackets(" or ".join(need.among))
            says_itself = any(word.casefold() in by.casefold() for word in need.among)
            said = f"if {among}" if says_itself else f"if {by} is {among}"
            return said if len(said) <= _LONGEST_CASE else f"if {by} asks for it"
        if need.unless:
            return f"unless you give the {self.table.column(need.unless).heading}"
        known = [bool(words_of(getattr(row, shown.name))) for row in self.rows]
        return PLEASE_CHECK if all(known) else WHERE_BLANK if any(known) else PLEASE_FILL_IN


class Guide(Frozen):
    """What the first sheet says: who asks what and why, the steps, the words, what is left alone.

    ``not_yours`` is what to do where it is somebody else's to answer; ``help`` whom to ask.
    """

    who: str
    asks: str
    why: str
    return_to: str
    not_yours: str
    help: str
    steps: tuple[str, ...]
    leave: tuple[str, ...]
    words: tuple[Word, ...] = ()


class Closed(Frozen):
    """An action that is listed and not asked about again."""

    reference: str
    wording: str
    state: str


class Unreturned(Frozen):
    """An action of which its lead has returned nothing for a sponsor to look at."""

    reference: str
    wording: str
    lead: str


class Form(Frozen):
    """All that one person is asked for one meeting, and what is listed beside it."""

    about: About
    title: str
    guide: Guide
    sheets: tuple[FormSheet, ...]
    closed: tuple[Closed, ...] = ()
    missing: tuple[Unreturned, ...] = ()


class TextOrigin(Enum):
    """Where a text of a form is that is not an answer, in the words of a message."""

    CELL = "Outside the answers, the form says"
    COMMENT = "A comment says"
    BOX = "A text box says"
    FURNITURE = "A header or footer of the sheet says"
    PICTURE = "The sheet holds"
    SHEET = "A sheet that was added to the form says"


class FormText(Frozen):
    """A text of a form that is in no column of its tables; the form may work it out itself."""

    place: Place
    words: str
    origin: TextOrigin = TextOrigin.CELL
    worked_out: bool = False


def without_brackets(words: str) -> str:
    """Return words as a heading holds them in brackets, which cannot be in others."""
    return words.translate(str.maketrans("", "", "()[]"))


def sheet_name(table: Table) -> str:
    """Return what the sheet of a table is called on a form."""
    return table.form or table.sheet


def form_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that its form shows.

    What is recorded on return is not among them, nor the meeting, which the form is about.
    """
    return tuple(c for c in table.columns if not (c.recorded or is_of_form(c)))


def is_of_form(shown: Column) -> bool:
    """Return whether a column is about the form as a whole, not about each row."""
    return shown.known and shown.refers == ("meetings",)


def is_for_reading(heading: str) -> bool:
    """Return whether a heading is that of a grey column, which nobody reads back."""
    return heading.startswith((FACT.strip(), LAST.strip()))
