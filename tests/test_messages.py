"""What every message has in common: what must be typed in full, what differs in sight."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import paperkit
from paperkit.board.paper_rows import TEXT
from paperkit.cli.output import shown_before
from paperkit.findings import (
    Finding,
    Place,
    Severity,
    catalogue,
    counts,
    how_many,
    one_of_each_fault,
    quoted,
    set_apart,
)
from paperkit.frozen import replace
from paperkit.schema.values import near_misses
from tests.cases import each
from tests.syntax import syntax


def test_of_two_long_texts_the_first_difference_is_in_sight() -> None:
    begins = "Open the hub in the old library, with room for the team and a garden behind it, "
    first, second = set_apart([f"{begins}by March", f"{begins}by June"])
    assert (first.partition(" by ")[2], second.partition(" by ")[2]) == ("March'", "June'")
    assert first.startswith("'…")
    assert len(first) <= 82


def test_short_texts_and_those_that_differ_at_once_are_quoted_from_their_beginning() -> None:
    assert set_apart(["90%", "85%"]) == ["'90%'", "'85%'"]
    assert set_apart(["A" * 100, "B" * 100])[0] == f"'{'A' * 79}…'"
    assert set_apart([""]) == ["''"]


def test_what_another_finding_of_the_cell_says_is_not_said_twice_and_other_cells_stay() -> None:
    here, there = Place("board.xlsx", "Plans", "B2"), Place("board.xlsx", "Actions", "C4")
    unknown = Finding("PK-320", here, "No row of Priorities has the reference 'TBC'.")
    waits = Finding("PK-701", here, "The text has 'TBC' in it.", others=(there,))
    assert one_of_each_fault([waits, unknown]) == (replace(waits, place=there, others=()), unknown)
    assert one_of_each_fault([replace(waits, others=()), unknown]) == (unknown,)


def test_a_code_gives_way_to_codes_that_are_there_and_never_an_error_to_a_note() -> None:
    codes = catalogue()
    weights = [Severity.ERROR, Severity.GAP, Severity.NOTE]
    for code in codes.values():
        for other in code.gives_way:
            assert weights.index(codes[other].severity) <= weights.index(code.severity)


# --- Counts -----------------------------------------------------------------------------------


@each(
    ("count", "words"),
    [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (40, "40 rows"), (1_200, "1,200 rows")],
)
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert how_many(count, "row") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [how_many(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]


@each("count", [0, 1, 2, 40])
def test_the_counts_of_a_run_agree_with_their_nouns(count: int) -> None:
    error = Finding("PK-320", Place("board.xlsx", "Actions", "B2"), "No row has it.")
    noun = "error" if count == 1 else "errors"
    told = counts([error] * count)
    assert told == (f"Found {count} {noun}." if count else "Nothing to put right.")
    notes = shown_before(count)
    assert [line.split(" that ")[0] for line in notes] == (
        [f"{count} {'note' if count == 1 else 'notes'}"] if count else []
    )


ALWAYS_SEVERAL = {
    ("corrections/noted.py", "places"): "one place is said in its own words",
    ("indicators/trends.py", "figures"): "limits rest on ten figures and more",
    ("rounds/rules.py", "rows"): "one row has a sentence of its own",
    ("cli/starting.py", "entries"): "of the demonstration, which has hundreds",
    ("kinds/year_sentences.py", "outturns"): "sentences of papers have forms of their own",
    ("kinds/year_sentences.py", "indicators"): "sentences of papers have forms of their own",
    ("rounds/shown.py", "actions"): "sentences of papers have forms of their own",
    ("voices/shown.py", "groups"): "sentences of papers have forms of their own",
}
"""Counts that are never one, by module and noun, and why."""

_COUNTS = {"count", "number", "many", "more", "days", "left", "total", "asked", "waiting", "taken"}


def test_every_count_beside_a_plural_is_asked_whether_it_is_one() -> None:
    """A message such as "1 errors" is found here: the count is under no condition, and in no list.

    ``how_many``, ``counted`` and the forms of sentences ask it themselves.
    """
    package = Path(paperkit.__file__).parent
    bare = {
        (path.relative_to(package).as_posix(), noun)
        for path in package.rglob("*.py")
        for noun in _bare_plurals(syntax(path))
    }
    assert bare - ALWAYS_SEVERAL.keys() == set()


def _bare_plurals(node: ast.AST, asked: bool = False) -> Iterator[str]:
    """Yield each plural behind a count that is under no condition."""
    if isinstance(node, ast.FunctionDef):
        asked = False
    asked = asked or isinstance(node, ast.If | ast.IfExp)
    if isinstance(node, ast.JoinedStr) and not asked:
        for shown, words in pairwise(node.values):
            if isinstance(shown, ast.FormattedValue) and _is_count(shown.value):
                following = words.value if isinstance(words, ast.Constant) else ""
                noun = re.match(r" ([a-z]{3,}s)\b", str(following))
                if noun and noun.group(1) != "says":
                    yield noun.group(1)
    for child in ast.iter_child_nodes(node):
        yield from _bare_plurals(child, asked)


def _is_count(node: ast.expr) -> bool:
    is_length = isinstance(node, ast.Call) and ast.unparse(node.func) == "len"
    return is_length or ast.unparse(node).rpartition(".")[2] in _COUNTS


# --- Lines ------------------------------------------------------------------------------------


def test_what_is_quoted_is_one_line() -> None:
    """H12: PK-319 printed "\\n"."""
    assert quoted("Ask:\n\n- carers\r\n- parents") == "'Ask: / - carers / - parents'"
    long = f"One{' ' * 90}\nTwo"
    assert quoted(long) == "'One" + " " * 76 + "…'"
    assert quoted("a\n" * 60).endswith("…'")
    (doubt,) = near_misses("Ask:\n• carers\n• parents", TEXT.column("note"))
    assert doubt.message == "'• carers' holds the mark '•', which papers print as typed."


def test_a_finding_in_a_file_without_sheets_calls_them_tables() -> None:
    said = {
        str(place): (found.message, found.remedy)
        for place in (
            Place("board.xlsx", "Actions", "B2"),
            Place("kind.yaml", line=7, field="where"),
            Place("board.yaml", line=7, field="lead"),
            Place("board", "actions.csv", "B2"),
        )
        for found in [
            Finding(
                "PK-485", place, "'See the sheet People', as typed, is not on the sheet People. "
                "The sheet Actions is the lead's 'own'; a sheet is not."
            )
        ]
    }  # fmt: skip
    table = (
        "'See the sheet People', as typed, is not in the table People. The table Actions is the "
        "lead's 'own'; a sheet is not.",
        "Correct the name, or add the person or the post to the table People.",
    )
    in_excel, in_settings, in_yaml, in_csv = said.values()
    assert (in_yaml, in_csv) == (table, table)
    assert in_settings == in_excel
    assert in_excel[1] == "Correct the name, or add the person or the post to the sheet People."
    assert in_excel[0].startswith("'See the sheet People', as typed, is not on the sheet People.")
