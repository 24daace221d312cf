"""Counts of indicators and groups in sentences: each equal to a slow count of the rows."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.made import numbers, paper, sentence

# The limit of the tolerance, and figures on both sides of it, come up often.
FIGURES = st.sampled_from(["", 0, 80, 89, 90, 91, 100, 101, 109, 110, 111, 120])
OF_INDICATORS = st.lists(
    st.tuples(st.sampled_from(["Higher", "Lower"]), FIGURES, FIGURES, FIGURES),
    min_size=2,
    max_size=8,
)
WORST = r"than target by more than (?:its|their) tolerance"
SAID = {
    "met": r"(\d+) (?:is|are) on target or better",
    "near": r"(\d+) (?:is|are) worse than target but within",
    "missed": rf"(\d+) (?:is|are) worse {WORST}",
    "none": r"(\d+) cannot be compared with a target",
}
MOVED = {
    "better": r"(\d+) ha(?:s|ve) got better",
    "worse": r"(\d+) ha(?:s|ve) got worse",
    "same": r"(\d+) ha(?:s|ve) not changed",
    "none": r"(\d+) ha(?:s|ve) no earlier figure",
}


def tables(indicators: Sequence[tuple[str, int | str, int | str, int | str]]) -> str:
    numbered = list(enumerate(indicators, start=1))
    rows = [f"| {n} | {way} is better | 10% | Annual |" for n, (way, *_) in numbered]
    aims = [f"| {n} | 2025/26 | {aim} |" for n, (_, aim, _, _) in numbered if aim != ""]
    read = [
        f"| {n} | {year} | {value} |"
        for n, (_, _, *values) in numbered
        for year, value in zip(("2024/25", "2025/26"), values, strict=True)
        if value != ""
    ]
    lines = "\n".join
    return f"""
## indicators
| reference | direction | tolerance | frequency |
| --- | --- | --- | --- |
{lines(rows)}

## targets
| indicator | year | value |
| --- | --- | --- |
{lines(aims)}

## readings
| indicator | period | value |
| --- | --- | --- |
{lines(read)}
"""


def rated(way: str, aim: int | str, before: int | str, last: int | str) -> str:
    """Return how a figure is against its year's target, worked out by hand."""
    value = last if last != "" else before
    if aim == "" or last == "" or isinstance(value, str) or isinstance(aim, str):
        return "none"
    short = (aim - value) if way == "Higher" else (value - aim)
    if short <= 0:
        return "met"
    return "near" if short * 10 <= aim else "missed"


def moved(way: str, before: int | str, last: int | str) -> str:
    """Return which way the last of two yearly figures went."""
    if isinstance(before, str) or isinstance(last, str):
        return "none"
    if before == last:
        return "same"
    return "better" if (last > before) == (way == "Higher") else "worse"


def counted(words: str, said: Mapping[str, str]) -> dict[str, int]:
    """Return the count that the sentence gives for each of the groups."""
    found = {name: re.search(pattern, words) for name, pattern in said.items()}
    return {name: int(match.group(1)) for name, match in found.items() if match}


@settings(max_examples=60, deadline=None)
@given(OF_INDICATORS)
def test_the_counts_of_ratings_and_movements_are_those_of_the_rows(
    indicators: list[tuple[str, int | str, int | str, int | str]],
) -> None:
    made = paper(tables(indicators))
    total = len(indicators)
    against = Counter(rated(*one) for one in indicators)
    way = Counter(moved(way, before, last) for way, _, before, last in indicators)
    for key, said, slow in (
        ("indicators.counts", SAID, against),
        ("indicators.moved", MOVED, way),
    ):
        words = sentence(made, key).replace(" of the delivery plans", "")
        if len(slow) > 1:
            assert words.startswith(f"Of the {total} indicators"), words
            assert counted(words, said) == dict(slow), words
        else:
            (only,) = slow
            assert words.startswith("Both " if total == 2 else f"All {total} "), words
            assert re.search(said[only].replace(r"(\d+) ", "indicators "), words), words


GROUPS = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=7)


@settings(max_examples=60, deadline=None)
@given(GROUPS)
def test_the_counts_of_groups_and_returns_are_those_of_the_rows(
    groups: list[tuple[bool, bool, bool]],
) -> None:
    rows, said = [], []
    for number, (planned, now, before) in enumerate(groups, start=1):
        rows.append(f"| Group {number} | {'Yes' if planned else ''} | heart |")
        for meeting, has_said in (("Board July 2026", now), ("Board March 2026", before)):
            if has_said and not planned:
                said.append(f"| Group {number} | {meeting} | heart | Yes |")
    lines = "\n".join
    made = paper(f"""
## groups
| name | to_be_established | areas |
| --- | --- | --- |
{lines(rows)}

## feedback
| group | meeting | about | delivered |
| --- | --- | --- | --- |
{lines(said)}
""")
    to_come = sum(planned for planned, _, _ in groups)
    asked = len(groups) - to_come
    sent = sum(now for planned, now, _ in groups if not planned)
    if to_come:
        ahead = sentence(made, "groups.counts").split(". ")[-1]
        assert numbers(ahead.partition(":")[0]) == [to_come], ahead
    words = sentence(made, "summary.groups")
    if asked and not sent:
        assert words.startswith("No return is recorded from the"), words
        assert numbers(words.split(". ")[0]) == [asked], words
    elif asked:
        counts = [asked] if sent == asked else [asked, sent]
        assert numbers(words.split(". ")[0]) == counts, words
        assert "sent a return" in words
