"""What the log of exception reports holds: entries in their order, none of them ever changed.

``LOGGED`` names every kind of entry; each is a table, so that an entry is written and read by the
same declaration as a row of the workbook.
"""

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeVar

from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, View
from paperkit.board.words import Body, CorrectedAs, State
from paperkit.frozen import Frozen, KeepsFacts
from paperkit.schema.cleaning import Reference, folded, in_groups
from paperkit.schema.columns import Answer, Row, Table, column
from paperkit.schema.values import Link
from paperkit.word.properties import Anchor

R = TypeVar("R", bound=Row)


class Round(Row, kw_only=True):
    """A round of exception reporting: a priority and a meeting, with its dates (seed H 3.10).

    It keeps the priority's name and sponsor, and the posts of those asked, as they were then.
    """

    priority: str = column(
        "Priority", "The reference of the priority.", role="reference", default=""
    )
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    issued_on: datetime.date | None = column("Issued on", "The day the forms were issued.")
    due: datetime.date | None = column("Due", "The day by which returns were asked for.")
    actions: tuple[str, ...] = column(
        "Actions", "The actions that were asked for.", role="reference", default=()
    )
    leads: tuple[str, ...] = column("Leads", "Who was asked.", role="person", default=())
    name: str = column("Name of the priority", "What the priority was called then.", default="")
    sponsor: tuple[str, ...] = column(
        "Sponsor", "Who sponsored the priority then.", role="person", default=()
    )
    posts: tuple[str, ...] = column(
        "Posts", "The posts then of those named, each before its holder: 'Director: J Lee'.",
        default=(),
    )  # fmt: skip
    scale: tuple[str, ...] = column(
        "Rating scale", "The ratings then, each before what it meant: 'Red: Off track'.", default=()
    )


class Asked(Row, kw_only=True):
    """An action as a round asked about it: what the plan said then of what a round shows.

    The columns that the plan has too are called as they are there. A state is there where the
    action was closed, and so listed only.
    """

    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    round_of: str = column(
        "Round of", "The priority whose round it is.", role="reference", default=""
    )
    reference: str = column(
        "Reference", "The reference of the action.", role="reference", default=""
    )
    wording: str = column("Action", "What was to be done.", default="")
    parent: str = column(
        "Outcome or priority", "What the action was for.", role="reference", default=""
    )
    called: str = column("Name of the outcome", "What its outcome was called.", default="")
    under: str = column(
        "Nearest priority", "The part or priority that it belonged to.", role="reference",
        default="",
    )  # fmt: skip
    owner: str = column("Owner", "Who answered for it.", role="person", default="")
    accountable: str = column("Accountable role", "The role that answered for it.", default="")
    lead: str = column("Reporting lead", "Who reported on it.", role="person", default="")
    review_date: datetime.date | None = column("Review date", "When an update was expected.")
    measures: str = column("Indicators/ measurements", "How it was measured.", default="")
    target: str = column("Target", "What was to be reached.", default="")
    link: Link = column("Link", "The web address of its progress.", default=Link())
    source: str = column("Source", "Where to read more.", default="")
    state: State | None = column("State", "Delivered or Withdrawn, where it was closed.")
    done_on: datetime.date | None = column("Done on", "The day it was delivered, where it was.")
    revised_because: str = column(
        "Reason for revision", "Why it was withdrawn, where it was.", default=""
    )


# The folder within that of a meeting for what is not for the public.
EXEMPT_FOLDER = "exempt"


def lies_exempt(folder: str) -> bool:
    """Return whether a folder of a filed paper is one of exempt papers, which are kept apart."""
    return PurePosixPath(folder).name == EXEMPT_FOLDER


def meeting_folder(folder: str) -> str:
    """Return the part of a folder that is its meeting's, and has the day; blank where none is."""
    return next((part for part in PurePosixPath(folder).parts if part != EXEMPT_FOLDER), "")


class Filed(Row, kw_only=True):
    """A final paper: its file, the hash of its bytes and of the data, the gaps accepted."""

    paper: str = column(
        "Paper", "The paper's reference, or its kind.", role="reference", default=""
    )
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    file: str = column("File", "The name of the file.", default="")
    sha256: str = column("SHA-256", "The hash of the file.", default="")
    data: str = column("Data", "The hash of the rows of the data.", default="")
    gaps: tuple[str, ...] = column("Accepted gaps", "The gaps that were accepted.", default=())
    reason: str = column("Reason", "Why they were accepted.", default="")
    by: str = column("Accepted by", "Who accepted them.", role="person", default="")
    filed_on: datetime.date | None = column("Filed on", "The day the paper was made.")
    size: int | None = column("Size", "How many bytes were kept; blank where none were.")
    folder: str = column("Folder", "The folder in that of the papers.", default="")
    public_from: datetime.date | None = column(
        "Public from", "The day of publication by the calendar when the paper was made."
    )
    revises: str = column(
        "Revises", "The file of the first version, where this is a revised one.", default=""
    )
    kind: str = column("Kind", "The kind of paper.", default="")
    priority: str = column(
        "Priority", "Of a paper on a round: its priority.", role="reference", default=""
    )
    rows: str = column("Rows", "The hash of the list of the rows that were kept.", default="")
    printed: str = column("Printed", "The hash of what the paper printed.", default="")
    settings: str = column("Settings", "The hash of the settings' text.", default="")
    sources: tuple[str, ...] = column(
        "Source files", "The files of data: the name of each and the hash of its bytes.", default=()
    )


class Enclosed(Row, kw_only=True):
    """A file that went with a final paper as it was: its name and the hash of its bytes."""

    paper: str = column(
        "Paper", "The reference of the paper that it went with, or its kind.", role="reference",
        default="",
    )  # fmt: skip
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    file: str = column("File", "The name of the file.", default="")
    sha256: str = column("SHA-256", "The hash of the file.", default="")
    size: int | None = column("Size", "How many bytes were kept.")
    folder: str = column("Folder", "The folder in that of the papers.", default="")
    filed_on: datetime.date | None = column("Filed on", "The day its paper was made.")
    public_from: datetime.date | None = column(
        "Public from", "The day of publication by the calendar when its paper was made."
    )


class Published(Row, kw_only=True):
    """That a final paper was published, or will be, as somebody has recorded it by hand."""

    paper: str = column(
        "Paper", "The paper's reference, or its kind.", role="reference", default=""
    )
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    file: str = column("File", "The name of the file.", default="")
    sha256: str = column("SHA-256", "The hash of the file.", default="")
    published_on: datetime.date | None = column("Published on", "The day of its publication.")


class Corrected(Row, kw_only=True):
    """That a published paper was corrected: how, why, by whom, and each place as it was and is.

    ``file`` and ``sha256`` are of the version that was published, ``made`` is the file that says
    so; ``kind``, ``priority`` and ``body`` are the paper's, by which the next one of the kind is
    found, and ``words`` what that prints. ``places``, ``was`` and ``now`` are in step: the
    first of each belong together.
    """

    paper: str = column(
        "Paper", "The paper's reference, or its kind.", role="reference", default=""
    )
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    file: str = column("File", "The name of the file that was corrected.", default="")
    sha256: str = column("SHA-256", "The hash of that file.", default="")
    kind: str = column("Kind", "The kind of paper.", default="")
    priority: str = column(
        "Priority", "Of a paper on a round: its priority.", role="reference", default=""
    )
    body: Body | None = column("Body", "Of a forward plan: whose it is.")
    how: CorrectedAs | None = column("How", "By what the paper was corrected.")
    made: str = column("Made", "The name of the file that was made.", default="")
    corrected_on: datetime.date | None = column("Corrected on", "The day of the correction.")
    reason: str = column("Because", "Why it was corrected.", default="")
    by: str = column("By", "Who corrected it.", role="person", default="")
    agreed_by: str = column(
        "Recommendation agreed by", "Who agreed that a recommendation changes.", role="person",
        default="",
    )  # fmt: skip
    exempt: Answer | None = column("Exempt", "Whether the paper is exempt.")
    words: tuple[str, ...] = column("Words", "What papers print of it.", default=())
    places: tuple[str, ...] = column("Places", "Each place that was corrected.", default=())
    was: tuple[str, ...] = column("Was", "What was printed there.", default=())
    now: tuple[str, ...] = column("Is", "What is right.", default=())
    answers: tuple[str, ...] = column(
        "Answers", "The numbers of the entries whose answers a revised version took in.",
        default=(),
    )  # fmt: skip


class Withdrawn(Row, kw_only=True):
    """That a paper was withdrawn: taken off the agenda, or taken down once it was published."""

    paper: str = column(
        "Paper", "The paper's reference, or its kind.", role="reference", default=""
    )
    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    file: str = column("File", "The name of the file.", default="")
    sha256: str = column("SHA-256", "The hash of the file.", default="")
    withdrawn_on: datetime.date | None = column("Withdrawn on", "The day it was withdrawn.")
    reason: str = column("Because", "Why it was withdrawn.", default="")
    by: str = column("By", "Who withdrew it.", role="person", default="")


class AsFiled(Filed, kw_only=True):
    """A final that was edited by hand in Word, and filed so: in place of the one that was built.

    It rests on the rows of that one, and ``built`` is its hash; ``differs`` says in words where
    they differ. The recommendations are as the edited paper has them.
    """

    built: str = column("Built", "The hash of the file as it was built.", default="")
    differs: tuple[str, ...] = column(
        "Differs", "Each place where it differs from what was built.", default=()
    )
    recommendations: tuple[str, ...] = column(
        "Recommendations", "The recommendations as they were filed.", default=()
    )


class Discarded(Enclosed, kw_only=True):
    """A paper that somebody edited in Word, whose edits are in no paper that was built since.

    Its bytes are kept as those of a file that goes with the final are. ``differs`` says in words
    what was edited, ``left_open`` which comments and tracked changes it holds.
    """

    reason: str = column("Because", "Why the edits were discarded.", default="")
    by: str = column("By", "Who discarded them.", role="person", default="")
    differs: tuple[str, ...] = column("Differs", "Each place that was edited.", default=())
    left_open: tuple[str, ...] = column(
        "Left open", "Comments and tracked changes in it.", default=()
    )


class Removed(Row, kw_only=True):
    """That words or bytes went from the record for good: of which entry, why and by whom.

    The entry keeps its number and its hash. ``left`` is the hash of what is left of its words,
    blank where they stayed. ``gone`` are the hashes of the bytes that went; ``instead`` has, of
    bytes in which words alone went, the hash before and the hash after: "ab12: cd34".
    """

    entry: int | None = column("Entry", "The entry whose words went, or whose file.")
    was: str = column("Hash", "The hash of that entry.", default="")
    left: str = column("Left", "The hash of what is left of its words.", default="")
    gone: tuple[str, ...] = column("Gone", "The hashes of the bytes that went.", default=())
    instead: tuple[str, ...] = column(
        "In their place", "Of bytes without their words: the hash before and after.", default=()
    )
    reason: str = column("Because", "Why it was removed.", default="")
    by: str = column("By", "Who removed it.", role="person", default="")


class Remark(Row, kw_only=True):
    """What somebody wrote on a form beside the answers. It is printed in no paper.

    One that an officer left out has no words, but a ``mark``, by which the same words are
    recognised.
    """

    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    priority: str = column(
        "Priority", "The reference of the priority, or All.", role="reference", default=""
    )
    action: str = column(
        "Action", "The action in whose row it is, if in any.", role="reference", default=""
    )
    person: str = column("Person", "Whose form it is.", role="person", default="")
    where: str = column("Where", "Where it is in the form.", default="")
    words: str = column("Words", "What was written; blank where it was left out.", default="")
    mark: str = column("Mark", "By which the same words are known again.", default="")
    left_out: str = column("Left out because", "Why an officer left it out.", default="")
    left_out_by: str = column("Left out by", "Who left it out.", role="person", default="")


class Question(Row, kw_only=True):
    """What a lead was asked about an answer when it came in. It is printed in no paper.

    A later answer that differs under ``columns`` alone is the reply.
    """

    meeting: str = column("Meeting", "The reference of the meeting.", role="reference", default="")
    action: str = column("Action", "The action that is reported on.", role="reference", default="")
    person: str = column("Person", "Who was asked.", role="person", default="")
    words: str = column("Question", "What was asked.", default="")
    columns: tuple[str, ...] = column(
        "Columns", "The headings of what a reply may change.", default=()
    )


ROUNDS = Table("rounds", "Rounds", "Rounds that were issued.", Round)
FILED = Table("filed", "Final papers", "Final papers that were made.", Filed)
REMARKS = Table("remarks", "Remarks", "What was written on forms beside the answers.", Remark)
QUESTIONS = Table("questions", "Questions", "What leads were asked about answers.", Question)
ASKED = Table("asked", "Asked about", "Actions as rounds asked about them.", Asked)
ENCLOSED = Table("enclosed", "Attached files", "Files that went with final papers.", Enclosed)
PUBLISHED = Table("published", "Published papers", "Papers recorded as published.", Published)
CORRECTED = Table("corrected", "Corrected papers", "Papers that were corrected.", Corrected)
WITHDRAWN = Table("withdrawn", "Withdrawn papers", "Papers that were withdrawn.", Withdrawn)
AS_FILED = Table("as_filed", "Filed as edited", "Finals that were filed as edited.", AsFiled)
DISCARDED = Table("discarded", "Discarded edits", "Edits that are in no paper.", Discarded)
REMOVED = Table("removed", "Removed", "What was removed from the record for good.", Removed)
OF_HAND: tuple[Table, ...] = (PUBLISHED, CORRECTED, WITHDRAWN, AS_FILED, REMOVED)
"""What somebody records of papers that are there."""
OF_PAPERS: tuple[Table, ...] = (FILED, ENCLOSED, *OF_HAND, DISCARDED)
"""What is recorded of papers; it changes no paper that is built later, but for the next of a kind,
which prints a correction and what has changed since."""
LOGGED: tuple[Table, ...] = (
    ROUNDS, ASKED, RETURNS, VIEWS, REQUESTS, RISKS, REMARKS, QUESTIONS, *OF_PAPERS,
)  # fmt: skip


class Draft(Frozen, kw_only=True):
    """An entry that is to be appended to the log.

    ``replaces`` is the number of the entry that this one corrects, 0 where it corrects none;
    ``because`` says why. ``origin`` names the file that it came from: a form, the workbook, or the
    copy of a log that was adopted. ``recorded_on`` is the day of the recording; ``adopted`` is the
    hash that it had in the copy of the log from which it was taken over.
    """

    table: Table
    row: Row
    recorded_on: datetime.date
    origin: str = ""
    replaces: int = 0
    because: str = ""
    adopted: str = ""


class Entry(Draft, kw_only=True):
    """One entry of the log. ``number`` counts from 1; ``hash`` seals it and all before it."""

    number: int
    hash: str = ""


class Withheld(Frozen):
    """A round that only an exempt paper may mention: taken out of the log as public papers see it.

    ``actions`` are those that it asked about, or that were answered. ``title`` is what the public
    may call its paper. ``recorded_on`` and ``number`` are of its first entry.
    """

    priority: Reference
    meeting: Reference
    title: str
    actions: tuple[Reference, ...]
    recorded_on: datetime.date
    number: int


class History(KeepsFacts, dict=True):
    """The log, read: its entries in order. ``head`` is the last hash, nothing for an empty log.

    ``withheld`` are the rounds whose answers are not among the entries, since a public paper looks.
    """

    entries: tuple[Entry, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def head(self) -> str:
        """Return the hash of the last entry."""
        return self.entries[-1].hash if self.entries else ""

    @property
    def anchor(self) -> Anchor:
        """Return what a final paper keeps of the log: its end, without the records of papers there.

        So a paper that is built again from the same data, after it or others were recorded, is
        equal byte for byte.
        """
        about = (entry for entry in reversed(self.entries) if entry.table not in OF_PAPERS)
        return next((Anchor(entry.hash, entry.number) for entry in about), Anchor())

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """Return the entries that no later one has replaced."""
        replaced = {entry.replaces for entry in self.entries if entry.replaces}
        return tuple(entry for entry in self.entries if entry.number not in replaced)

    @cached_property
    def words_removed(self) -> Mapping[int, Entry]:
        """Return, for each entry of which words or bytes were removed, the last that says so."""
        return {row.entry or 0: entry for entry, row in self._removed}

    @cached_property
    def bytes_removed(self) -> Mapping[str, Entry]:
        """Return the entry that says so for the hash of each file that was removed."""
        return {name: entry for entry, row in self._removed for name in row.gone}

    @cached_property
    def _removed(self) -> tuple[tuple[Entry, Removed], ...]:
        found = ((entry, entry.row) for entry in self.entries)
        return tuple((entry, row) for entry, row in found if isinstance(row, Removed))

    @cached_property
    def _by_table(self) -> Mapping[str, Sequence[Entry]]:
        return in_groups((entry.table.name, entry) for entry in self.standing)

    def of(self, table: Table) -> Sequence[Entry]:
        """Return the entries of a kind that count, in order."""
        return self._by_table.get(table.name, ())

    @cached_property
    def _withheld(self) -> frozenset[tuple[Reference, Reference]]:
        return frozenset((one.meeting, action) for one in self.withheld for action in one.actions)

    def withholds(self, meeting: str, action: str) -> bool:
        """Return whether what a round brought of an action is in an exempt paper alone."""
        return bool(self.withheld) and (Reference(meeting), Reference(action)) in self._withheld

    @cached_property
    def returns(self) -> Mapping[tuple[str, str], Return]:
        """Return the newest return that counts for each meeting and action, as references."""
        return {answer_key(row): row for row in self.rows(RETURNS, Return)}

    @cached_property
    def views(self) -> Mapping[tuple[str, str], View]:
        """Return the newest view of a sponsor that counts for each meeting and action."""
        return {answer_key(row): row for row in self.rows(VIEWS, View)}

    @cached_property
    def requests(self) -> Mapping[tuple[str, str], Request]:
        """Return the newest request that counts for each meeting and action."""
        return {answer_key(row): row for row in self.rows(REQUESTS, Request)}

    @cached_property
    def asked(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """Return what each round asked about, by its priority and meeting, in the plan's order.

        What was corrected keeps its turn. Closed actions, which were listed only, come last.
        """
        turn: dict[int, int] = {}
        for entry in self.entries:
            turn[entry.number] = turn.get(entry.replaces, entry.number)
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.of(ASKED):
            assert isinstance(entry.row, Asked)
            found.setdefault((entry.row.round_of, entry.row.meeting), []).append(entry)
        named = {(one.priority, one.meeting): one.actions for one in self.rows(ROUNDS, Round)}

        def in_turn(entry: Entry) -> tuple[int, int]:
            assert isinstance(entry.row, Asked)
            names = named.get((entry.row.round_of, entry.row.meeting), ())
            place = names.index(entry.row.reference) if entry.row.reference in names else len(names)
            return place, turn[entry.number]

        return {key: tuple(sorted(entries, key=in_turn)) for key, entries in found.items()}

    @cached_property
    def meant(self) -> Mapping[tuple[str, str], str]:
        """Return what each rating meant when a round was asked about, by meeting and folded word.

        A round of a log of paperkit 0.1.0 does not say it.
        """
        found = {}
        for one in self.rows(ROUNDS, Round):
            for said in one.scale:
                word, _, meaning = said.partition(": ")
                found[one.meeting, folded(word)] = meaning
        return found

    def rows(self, table: Table, row: type[R]) -> tuple[R, ...]:
        """Return the rows of the standing entries of a kind, in order."""
        return tuple(entry.row for entry in self.of(table) if isinstance(entry.row, row))


def answer_key(row: Row) -> tuple[str, str]:
    """Return the meeting and the action of a return, view or request."""
    assert isinstance(row, Return | View | Request), "Only these are of one meeting and action."
    return row.meeting, row.action
