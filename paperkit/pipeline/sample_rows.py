"""The sample council's data as rows, and the same made larger, longer, smaller or empty by rule.

They are what templates are tried with: previews and examples. There is one sample, so that nothing
that is made up of it can fall behind.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import groupby

from paperkit.board.data import TABLES
from paperkit.board.paper_rows import RETURNS, VIEWS
from paperkit.files import bundled
from paperkit.files.yaml_in import read_tables
from paperkit.findings import NOWHERE
from paperkit.schema.columns import Cell, Record

SampleRow = dict[str, str]
SampleRows = dict[str, list[SampleRow]]
"""Rows by table, as an officer would type them."""

SAMPLE = bundled("samples") / "council"
LONG_NAME = 200
PHRASE = (
    "the partnership of everybody who has a part in better health for each resident of Northmere"
)
LONG_TEXT = 300
"""The words of a long text."""


class MadeUp(Enum):
    """Which data a template is tried with."""

    SAMPLE = "sample"
    LONG = "long"
    SHORT = "short"
    EMPTY = "empty"


def made_up_rows(data: MadeUp) -> SampleRows:
    """Return the sample's rows: as they are, more and longer ones, one of each, or none.

    Meetings, people, plans and priorities stay: they are the frame in which papers are made.
    """
    rows = sample_rows()
    if data is MadeUp.LONG:
        return with_long_texts(with_long_names(three_times(rows)))
    if data is MadeUp.SHORT:
        return one_of_each(rows)
    if data is MadeUp.EMPTY:
        frame = {"meetings", "strategy", "plans", "priorities"}
        return {name: found if name in frame else [] for name, found in rows.items()}
    return rows


def sample_rows() -> SampleRows:
    """Return every row of the sample, and the answers of its forms as rows."""
    return {name: [dict(row) for row in of_table] for name, of_table in _sample().items()}


@cache
def _sample() -> Mapping[str, Sequence[Mapping[str, str]]]:
    # openpyxl is slow to import, and needed for forms alone.
    from paperkit.files.form_in import read_form

    rows: SampleRows = {}
    for file in ("board.yaml", "rounds.yaml", "record.yaml"):
        for name, records in read_tables(SAMPLE / file, TABLES).records.items():
            rows.setdefault(name, []).extend(map(row_of_record, records))
    for path in sorted((SAMPLE / "returned").rglob("*.xlsx")):
        form = read_form(path, (RETURNS, VIEWS))
        meeting = form.about.cells["meeting"].typed if form.about else ""
        for name, records in form.records.items():
            for record in records:
                row = {"meeting": meeting, **row_of_record(record)}
                rows.setdefault(name, []).append(row)
    return rows


def row_of_record(record: Record) -> SampleRow:
    """Return what is typed in each cell of a row."""
    return {name: cell.typed for name, cell in record.cells.items()}


def records_of(rows: SampleRows) -> Mapping[str, Sequence[Record]]:
    """Return rows as records, which are at no place of any file."""
    return {
        name: [
            Record(NOWHERE, {key: Cell(words, NOWHERE) for key, words in row.items()}, {})
            for row in of_table
        ]
        for name, of_table in rows.items()
    }


# --- Longer -----------------------------------------------------------------------------------

_NAMED = {
    "priorities": "name", "outcomes": "name", "indicators": "name", "actions": "wording",
    "milestones": "wording", "sessions": "topic", "forward_items": "title",
    "partner_reports": "title", "plans": "title",
}  # fmt: skip
_WHO = frozenset(
    {"owner", "lead", "by", "name", "post", "group", "sponsor", "authors", "directors"}
)
_SAY_WHO = (
    "people", "groups", "feedback", "actions", "priorities", "returns", "views", "requests",
    "forward_items", "decisions", "papers",
)  # fmt: skip
_LONG_CELLS = (
    ("actions", "correction"), ("indicators", "rationale"), ("highlights", "text"),
    ("feedback", "comment"), ("returns", "reasons"), ("returns", "control"), ("returns", "request"),
    ("milestones", "check"),
)  # fmt: skip


def long_name(name: str) -> str:
    """Return a name of 200 characters that begins with this one."""
    return f"{name}, {' and '.join([PHRASE] * 3)}"[:LONG_NAME].strip()


def long_text(start: str, words: int = LONG_TEXT) -> str:
    """Return so many words of which no two are the same, in paragraphs of a hundred."""
    begins = start.split(maxsplit=1)[0] if start.split() else "word"
    each = [f"{begins}{number}" for number in range(1, words + 1)]
    return "\n".join(f"{' '.join(each[at : at + 100])}." for at in range(0, words, 100))


def with_long_names(rows: SampleRows) -> SampleRows:
    """Return rows in which whatever has a name has one of 200 characters."""
    made = {name: list(of_table) for name, of_table in rows.items()}
    for table, column in _NAMED.items():
        made[table] = [{**row, column: long_name(row[column])} for row in made[table]]
    new = {row["name"]: long_name(row["name"]) for row in (*rows["groups"], *rows["people"])}
    new |= {row["post"]: long_name(row["post"]) for row in rows["people"]}
    for table in _SAY_WHO:
        made[table] = [
            {
                column: "\n".join(new.get(one, one) for one in words.split("\n"))
                if column in _WHO
                else words
                for column, words in row.items()
            }
            for row in made[table]
        ]
    return made


def with_long_texts(rows: SampleRows) -> SampleRows:
    """Return rows in which the last cell of each kind of running text has hundreds of words."""
    made = {name: list(of_table) for name, of_table in rows.items()}
    for table, column in _LONG_CELLS:
        filled = [number for number, row in enumerate(made[table]) if row.get(column)]
        if filled:
            row = made[table][filled[-1]]
            made[table][filled[-1]] = {**row, column: long_text(row[column])}
    return made


# --- Smaller ----------------------------------------------------------------------------------

_ONE_BY_ONE = frozenset({"outcomes", "actions", "milestones", "indicators", "benchmarks", "groups",
    "feedback", "highlights", "forward_items", "partner_reports", "sessions", "related_strategies",
    "decisions", "updates", "requests", "risks"})  # fmt: skip


def one_of_each(rows: SampleRows) -> SampleRows:
    """Return rows with one of each thing: an outcome, its action, its indicator, what is said.

    An indicator keeps its figures, and an action its answers round by round. It is an action that
    lists of what is off track, and of what is asked, would have, so that they are not empty.
    """
    measured = {row["outcome"] for row in rows["indicators"]}
    asking = {
        row["action"]
        for row in rows["returns"]
        if row["rating"] == "Red" and row.get("request", "") not in ("", "None.")
    }
    action = next(
        row for row in rows["actions"] if row["reference"] in asking and row["parent"] in measured
    )
    indicator = next(row for row in rows["indicators"] if row["outcome"] == action["parent"])
    only = {
        "action": action["reference"], "about": action["reference"],
        "indicator": indicator["reference"], "outcome": action["parent"],
    }  # fmt: skip
    keys = {
        "outcomes": action["parent"], "actions": action["reference"],
        "indicators": indicator["reference"],
    }  # fmt: skip
    kept: SampleRows = {}
    for table, of_table in rows.items():
        found = [
            {**row, "actions": only["action"]} if "actions" in row else row
            for row in of_table
            if row.get("reference") == keys.get(table, row.get("reference"))
            and all(row.get(column, "") in ("", word) for column, word in only.items())
        ]
        kept[table] = found[:1] if table in _ONE_BY_ONE else found
    return kept


# --- Larger -----------------------------------------------------------------------------------

_AREAS = ("East", "West")
"""Where the second and the third of each thing are."""

_NAMING = {
    "outcomes": ("name",),
    "actions": ("wording", "short_name"),
    "indicators": ("name", "short_name"),
    "groups": ("name",),
    "milestones": ("wording",),
    "forward_items": ("title",),
    "partner_reports": ("title",),
    "sessions": ("topic",),
    "decisions": ("wording", "recommendation"),
}
"""The columns by which a row is known; in a copy each of them also says where it is."""

_COPIED = (
    *_NAMING, "people", "targets", "readings", "benchmarks", "feedback", "returns", "views",
    "updates", "requests", "risks",
)  # fmt: skip


def three_times(rows: SampleRows) -> SampleRows:
    """Return the rows, and all but the frame of a strategy twice more, with references of its own.

    The frame is meetings, priorities, plans and papers, members of the Board, and reports of
    others that are one a meeting.
    """
    grown = dict(rows)
    for turn, area in enumerate(_AREAS, start=1):
        copy = _Copy(rows, turn, area)
        for table in _COPIED:
            grown[table] = [*grown[table], *copy.of(table)]
    # Rows of a priority are together, as officers keep them.
    for table, parent in (("outcomes", "parent"), ("actions", "parent"), ("indicators", "outcome")):
        order = {name: n for n, name in enumerate(dict.fromkeys(r[parent] for r in grown[table]))}
        grown[table] = sorted(grown[table], key=lambda row: order[row[parent]])
    return grown


class _Copy:
    """The rows of a sample that is the same elsewhere: each reference has its own there."""

    def __init__(self, rows: SampleRows, turn: int, area: str) -> None:
        """Give each thing that is copied a new reference or name."""
        self.rows, self.area = rows, area
        numbers = [row["reference"].split(".") for row in rows["actions"]]
        each = {head: len(list(found)) for head, found in groupby(numbers, lambda n: n[0])}
        self.actions = {
            f"{head}.{number}": f"{head}.{int(number) + turn * each[head]}"
            for head, number in numbers
        }
        self.outcomes = self._counted_on("outcomes", turn)
        self.indicators = self._counted_on("indicators", turn)
        self.groups = {row["name"]: self._placed(row["name"]) for row in rows["groups"]}
        self.people = {
            words: f"{words}{join}{area}"
            for row in rows["people"]
            if row["member"] == "No"
            for words, join in ((row["name"], "-"), (row["post"], ", "))
        }

    def _counted_on(self, table: str, turn: int) -> dict[str, str]:
        """Return the references of a table, each with that which follows on all before it."""
        names = [row["reference"] for row in self.rows[table]]
        heads = [name.rstrip("0123456789") for name in names]
        return {
            name: f"{head}{int(name.removeprefix(head)) + turn * len(names)}"
            for name, head in zip(names, heads, strict=True)
        }

    def _placed(self, words: str) -> str:
        return f"{words.removesuffix('.')}, {self.area}{'.' * words.endswith('.')}"

    def of(self, table: str) -> Iterator[SampleRow]:
        """Yield the copies of a table's rows; none of a row that is about a paper or a member."""
        for row in self.rows[table]:
            if table == "people" and row["member"] == "Yes":
                continue
            if table == "decisions" and not (row.get("action") or row.get("wording")):
                continue
            yield {column: self._copied(table, column, words) for column, words in row.items()}

    def _copied(self, table: str, column: str, words: str) -> str:
        if column == "action" or (table, column) in {
            ("actions", "reference"), ("feedback", "about"),
        }:  # fmt: skip
            return self.actions.get(words, words)
        if column == "actions":
            return "; ".join(self.actions[one] for one in _listed(words))
        if (table, column) in {
            ("outcomes", "reference"), ("actions", "parent"), ("indicators", "outcome"),
        }:  # fmt: skip
            return self.outcomes.get(words, words)
        if column == "indicator" or (table, column) == ("indicators", "reference"):
            return self.indicators[words]
        if column == "group":
            return self.groups[words]
        if table == "people" and column == "email":
            return words.replace("@", f".{self.area.casefold()}@")
        if column in _NAMING.get(table, ()):
            return self._placed(words)
        if column in {"owner", "lead", "by"} or table == "people":
            return self.people.get(words, words)
        return words


def _listed(actions: str) -> list[str]:
    return [one.strip() for one in actions.split(";")]
