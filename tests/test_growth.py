"""No pattern and no rule takes work that grows faster than what it is given.

A cell may hold 32,767 letters and a plan thousands of rows. What takes four times the work for
twice the text hangs a check on a workbook of half a megabyte. Work is counted, never timed.
"""

import ast
import importlib
import json
import pkgutil
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

import paperkit
from paperkit.board.data import BoardData
from paperkit.container.writing import safe_name
from paperkit.frozen import replace
from paperkit.papers import names, spellings
from paperkit.schema import values
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule
from tests.counted import Pattern, steps
from tests.syntax import syntax, walked
from tests.tables import assembled, board

# For each pattern the text that gives it the most work: how it begins, what goes on and on, how it
# ends. A new pattern needs its own: what its repeats could each take, and then what does not fit.
WORST = json.loads(Path(__file__).with_name("worst_texts.json").read_text("utf-8"))
USES = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"})
ONE_PLACE = frozenset({"match", "fullmatch"})
# Patterns that are made of data, by module and the words of the call.
MADE = {
    "files.workbook_in": "of two names of elements, as _FORMULA is",
    "papers.shown": "of one term of the glossary, which is looked for letter by letter",
    "papers.rules": "of the bodies' names, which are few",
}


def modules() -> Iterator[tuple[str, ModuleType]]:
    for found in pkgutil.walk_packages(paperkit.__path__, "paperkit."):
        if not found.name.endswith(("__main__", "calamine_child")):
            yield found.name.removeprefix("paperkit."), importlib.import_module(found.name)


def within(value: object, name: str, depth: int = 0) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list) and depth < 3:
        for number, one in enumerate(value):
            yield from within(one, f"{name}[{number}]", depth + 1)
    elif isinstance(value, dict) and depth < 3:
        for key, one in value.items():
            yield from within(one, f"{name}[{key}]", depth + 1)


def patterns() -> Iterator[tuple[str, Pattern, str]]:
    """Yield each pattern by its name, with how it is used: at one place, or throughout a text."""
    for name, module in modules():
        tree = syntax(Path(str(module.__file__)))
        calls = [node for node in walked(tree) if isinstance(node, ast.Call)]
        asked = [
            (call.func.value.id, call.func.attr, call)
            for call in calls
            if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        ]
        ways: dict[str, set[str]] = {}
        for owner, way, _ in asked:
            ways.setdefault(owner, set()).add(way)
        for variable, value in vars(module).items():
            for path, pattern in within(value, f"{name}.{variable}"):
                used = ways.get(variable, set()) & USES
                for way in used & ONE_PLACE if used and used <= ONE_PLACE else {"search"}:
                    yield path, pattern, way
        for owner, way, call in asked:
            if owner == "re" and way in USES:
                first = call.args[0]
                if isinstance(first, ast.Constant):
                    source = first.value
                elif isinstance(first, ast.Name) and isinstance(
                    vars(module).get(first.id), str | bytes
                ):
                    source = vars(module)[first.id]
                else:
                    assert name in MADE, f"{name}: {ast.unparse(call)}"
                    continue
                made = re.compile(source)  # type: ignore[type-var]
                yield f"{name}: {made.pattern!r}", made, way if way in ONE_PLACE else "search"


@cache
def every() -> Mapping[str, tuple[Pattern, str]]:
    """Return each pattern and how it is used, by both; found when a test asks, not on import."""
    return {f"{name} ({way})": (pattern, way) for name, pattern, way in patterns()}


def test_every_pattern_has_the_text_that_gives_it_the_most_work() -> None:
    assert sorted(every().keys() - WORST.keys()) == []
    assert sorted(WORST.keys() - every().keys()) == []


def work(name: str, count: int) -> int:
    pattern, way = every()[name]
    begins, goes_on, ends = WORST[name]
    return steps(pattern, begins + goes_on * max(1, count // len(goes_on)) + ends, way=way)


def too_fast(name: str) -> bool:
    """Return whether twice the text takes far more than twice the work, however long the text.

    A repeat of up to 40 letters takes more with each letter until there are 40.
    """
    return all(work(name, 2 * count) > 2.5 * work(name, count) for count in (60, 240))


def test_no_pattern_takes_work_that_grows_faster_than_its_worst_text() -> None:
    """R4: the pattern of e-mail addresses took 96 seconds for forty cells."""
    tried: dict[str, bool] = {}

    def run() -> None:
        for name in every().keys() & WORST.keys():
            tried[name] = too_fast(name)

    # What goes back and forth in a pattern is a call within a call, thousands deep.
    before = threading.stack_size(512 * 1024 * 1024)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    threading.stack_size(before)
    assert len(tried) == len(every())
    assert [name for name, fast in tried.items() if fast] == []


def test_the_count_sees_what_python_would_be_slow_at() -> None:
    quick, slow = re.compile(r"a+b"), re.compile(r"(?<!x)a+\s*\s*b")
    assert steps(quick, "a" * 40, way="match") < 2.1 * steps(quick, "a" * 20, way="match")
    assert steps(slow, "a" * 80) > 3 * steps(slow, "a" * 40)


def counted(run: Callable[[], object]) -> int:
    """Return how many lines of paperkit and of Python's own library were run."""
    lines = 0

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal lines
        lines += event in ("line", "call")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines


def people(count: int) -> BoardData:
    """Return people of one surname and much alike, and owners who are none of them."""
    listed = "\n".join(f"| Ann{_letters(n)} Smith | |" for n in range(count))
    owners = "\n".join(f"| 1.{n} | Anne{_letters(n)} Smith |" for n in range(1, count + 1))
    return board(
        f"## people\n| name | post |\n| - | - |\n{listed}\n\n"
        f"## actions\n| reference | owner |\n| - | - |\n{owners}\n"
    )


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number:04d}")


def judged(rule: Rule, count: int) -> None:
    list(rule(BoardAt(people(count))))


def test_pairs_of_names_are_compared_by_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """P6: all were compared with all."""
    pairs: list[object] = []
    monkeypatch.setattr(names, "_nearly", lambda *pair: pairs.append(pair))
    compared = []
    for count in (200, 400):
        pairs.clear()
        judged(names.two_spellings, count)
        compared.append(len(pairs))
    assert compared[1] < 2.3 * compared[0]


def test_a_name_that_nobody_knows_is_compared_with_those_near_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known: list[int] = []

    def close(_word: str, near: list[str], *_limits: float) -> list[str]:
        known.append(len(near))
        return []

    monkeypatch.setattr(values, "get_close_matches", close)
    judged(names.not_listed, 600)
    assert len(known) == 600
    assert max(known) <= values.MOST_COMPARED


def test_who_has_left_takes_work_by_the_number_of_people_and_actions() -> None:
    few, many = (counted(partial(judged, names.leavers, count)) for count in (100, 200))
    assert many < 2.3 * few


def spelled(count: int) -> None:
    """Look for names that are much alike in as many texts, each with one of them misspelt."""
    data = people(count)
    texts = (f"With Ann{_letters(n)} Smiht and An{_letters(n)} Smith." for n in range(count))
    actions = (replace(row, wording=text) for row, text in zip(data.actions, texts, strict=True))
    list(spellings.other_spelling(BoardAt(replace(data, actions=tuple(actions)))))


def test_names_are_looked_for_in_texts_by_the_number_of_both_added_up() -> None:
    """Each text was to be compared with each name."""
    few, many = (counted(partial(spelled, count)) for count in (40, 80))
    assert many < 2.4 * few


def misspelt(count: int) -> None:
    """Read figures of indicators that are not there, beside as many that are."""
    there = "\n".join(f"| PI {n} |" for n in range(count))
    asked = "\n".join(f"| PJ {n} | 2025/26 | 1 |" for n in range(count))
    assembled(
        f"## indicators\n| reference |\n| - |\n{there}\n\n"
        f"## readings\n| indicator | period | value |\n| - | - | - |\n{asked}\n"
    )


def test_references_that_name_nothing_take_work_by_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every key of the table was listed again for each."""
    monkeypatch.setattr(values, "get_close_matches", lambda *_: [])
    misspelt(1)
    few, many = (counted(partial(misspelt, count)) for count in (250, 500))
    assert many < 2.3 * few


def test_a_nearly_same_name_is_found_among_thousands() -> None:
    known = [f"Person {_letters(n)} Marsh" for n in range(3_000)]
    assert close_to("Ann Feild", [*known, "Ann Field"]) == "Ann Field"
    assert close_to("Qann Field", [*known, "Ann Field"]) == "Ann Field"


def test_the_name_of_a_file_takes_work_by_the_length_of_its_title() -> None:
    """R8: a title of a million letters took 32 seconds."""
    titles = (
        ("a" * 20_000, "a" * 40_000),
        ("a " * 10_000, "a " * 20_000),
        (": " * 9_000, ": " * 18_000),
    )
    for short, long in titles:
        few, many = (counted(partial(safe_name, title)) for title in (short, long))
        assert many < 2.2 * few
