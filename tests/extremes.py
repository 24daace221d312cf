"""Boards that are unlike the sample, of which papers are made all the same.

``python -m tests.extremes FOLDER CASE [PACK]`` makes one of them and its papers, as drafts.
"""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.sample_rows import long_text, three_times, with_long_names
from tests.sized import JULY, MAY, SAMPLE, TODAY, Row, Rows, a_third, lived_project, whole_sample

LONG_TEXT = 5000


def with_long_texts(rows: Rows) -> Rows:
    """Return rows in which one cell of each kind of running text has 5,000 words."""
    made = {name: list(of_table) for name, of_table in rows.items()}
    for number, (table, column, key, value) in enumerate(LONG_CELLS):
        at = next(n for n, row in enumerate(made[table]) if row.get(key) == value)
        made[table][at] = {**made[table][at], column: long_text(f"{chr(97 + number)}", LONG_TEXT)}
    returns = made["returns"]
    july = next(
        n for n, row in enumerate(returns) if (row["meeting"], row["action"]) == (JULY, "2.10")
    )
    told = (("reasons", "x"), ("control", "y"), ("request", "z"))
    # Other sizes and cases are made from the same rows, so a row is put in the place of another.
    returns[july] = returns[july] | {name: long_text(start, LONG_TEXT) for name, start in told}
    return made


LONG_CELLS = (
    ("actions", "correction", "reference", "1.3"),
    ("indicators", "rationale", "reference", "PI 1"),
    ("highlights", "text", "meeting", JULY),
    ("feedback", "comment", "meeting", JULY),
    ("text", "text", "section", "issues"),
    ("milestones", "check", "action", "1.6"),
)


def without(*tables: str) -> Callable[[Rows], Rows]:
    """Return what takes tables out."""
    return lambda rows: {name: [] if name in tables else found for name, found in rows.items()}


def of_one_outcome(rows: Rows) -> Rows:
    """Return rows of one outcome, its actions and its indicators."""
    third = a_third(rows)
    kept = without("groups", "feedback", "partner_reports", "sessions")(third)
    kept["outcomes"] = [row for row in third["outcomes"] if row["reference"] == "O3"]
    kept["actions"] = [row for row in third["actions"] if row["parent"] == "O3"]
    kept["indicators"] = [row for row in third["indicators"] if row["outcome"] == "O3"]
    return _of_what_is_left(kept)


def of_one_action(rows: Rows) -> Rows:
    """Return rows of a plan with one action."""
    kept = of_one_outcome(rows)
    kept["actions"] = [row for row in kept["actions"] if row["reference"] == "2.4"]
    return _of_what_is_left(kept)


def _of_what_is_left(rows: Rows) -> Rows:
    actions = {row["reference"] for row in rows["actions"]}
    indicators = {row["reference"] for row in rows["indicators"]}

    def stays(row: Row) -> bool:
        return row.get("action", "") in {"", *actions} and row.get("indicator", "") in {
            "", *indicators,
        }  # fmt: skip

    return {name: list(filter(stays, of_table)) for name, of_table in rows.items()}


def of_sixty_outcomes(rows: Rows) -> Rows:
    """Return rows of 60 outcomes, 39 of them with actions and indicators."""
    made = three_times(rows)
    more = [
        {"reference": f"O{number}", "name": f"Outcome {number} is there", "parent": "P6",
         "no_indicator": "Nobody has found one yet."}
        for number in range(40, 61)
    ]  # fmt: skip
    return {**made, "outcomes": [*made["outcomes"], *more]}


def of_twelve_digits(rows: Rows) -> Rows:
    """Return rows in which each figure is of twelve digits."""

    def large(words: str) -> str:
        if not re.fullmatch(r"\d[\d,]*(\.\d+)?", words):
            return words
        whole, _, part = words.replace(",", "").partition(".")
        return f"{int(whole):03d}123456789"[:12].ljust(12, "0") + (f".{part}" if part else "")

    made = dict(rows)
    for table in ("readings", "targets", "benchmarks"):
        made[table] = [{**row, "value": large(row["value"])} for row in rows[table]]
    made["indicators"] = [
        {"figures_run": "Each stands alone"}
        | {key: words for key, words in row.items() if words != "%"}
        for row in rows["indicators"]
    ]
    return made


def rated(word: str) -> Callable[[Rows], Rows]:
    """Return what has each lead rate an action so, and each figure meet its target or miss it."""

    def all_so(rows: Rows) -> Rows:
        good = word == "Green"
        said = {} if good else {"reasons": "Staff left.", "control": "Hire.", "request": "None."}
        low = {r["reference"] for r in rows["indicators"] if r["direction"].startswith("Lower")}
        return rows | {
            "returns": [{**_without_texts(row), "rating": word, **said} for row in rows["returns"]],
            "targets": [
                {**row, "value": _target(row, rows, under=(row["indicator"] in low) is not good)}
                for row in rows["targets"]
            ],
        }

    return all_so


def _without_texts(row: Row) -> Row:
    return {
        key: words for key, words in row.items() if key not in {"reasons", "control", "request"}
    }


def _target(row: Row, rows: Rows, *, under: bool) -> str:
    """Return a target that is under, or over, each figure of its indicator."""
    values = (one["value"] for one in rows["readings"] if one["indicator"] == row["indicator"])
    figures = [float(one.replace(",", "")) for one in values if one[:1].isdigit()]
    if not row["value"][:1].isdigit() or not figures:
        return row["value"]
    return f"{min(figures) * 0.8 if under else max(figures) * 1.25:.1f}"


FIVE_WORDS = """ratings:
  - {word: Excellent, meaning: Far better than target, fill: 00553A, ink: FFFFFF}
  - {word: Good, meaning: On target, role: met, fill: 00806A, ink: FFFFFF}
  - {word: Fair, meaning: Nearly on target, role: near, fill: FFC72C, ink: "000000"}
  - {word: Weak, meaning: Below target, role: missed, fill: C25700, ink: FFFFFF}
  - {word: Very poor indeed, meaning: Far below target, fill: A4001D, ink: FFFFFF}
"""


def rated_in_five_words(rows: Rows) -> Rows:
    """Return rows whose returns use each of five words."""
    words = ("Excellent", "Good", "Fair", "Weak", "Very poor indeed")
    made = dict(rows)
    made["returns"] = [
        {**row, "rating": words[number % 5]} for number, row in enumerate(rows["returns"])
    ]
    made["views"] = [
        {key: cell for key, cell in row.items() if key not in {"rating", "because"}}
        for row in rows["views"]
    ]
    return made


CASES: Mapping[str, Callable[[Rows], Rows]] = {
    "long names": with_long_names,
    "long texts": with_long_texts,
    "no indicators": without("indicators", "targets", "readings", "benchmarks"),
    "one outcome": of_one_outcome,
    "one action": of_one_action,
    "sixty outcomes": of_sixty_outcomes,
    "twelve digits": of_twelve_digits,
    "all red": rated("Red"),
    "all green": rated("Green"),
    "five words": rated_in_five_words,
    "nobody": without(
        "returns", "views", "updates", "requests", "risks", "groups", "feedback", "highlights",
        "partner_reports", "sessions", "milestones", "forward_items", "decisions",
        "related_strategies", "benchmarks",
    ),
}  # fmt: skip


def made_extreme(folder: Path, case: str, pack: str = "council") -> tuple[Path, ...]:
    """Return the papers of a case, for May and July, as drafts in a pack."""
    rows = CASES[case](whole_sample())
    text = (SAMPLE / "paperkit.yaml").read_text(encoding="utf-8")
    if case == "five words":
        scale = re.compile(r"^ratings:\n(?: .*\n)+", re.MULTILINE)
        text = scale.sub(FIVE_WORDS, text)
    project = lived_project(folder, rows, settings=text.replace("pack: council", f"pack: {pack}"))
    july = build(Order(project, "", TODAY, meeting=JULY, overwrite=True))
    may = build(Order(project, "annual_report", TODAY, meeting=MAY, overwrite=True))
    for built in (july, may):
        if built.refused:
            raise AssertionError(f"{built.refused}\n{built.findings}")
    return (*july.files, *may.files)


if __name__ == "__main__":
    made = made_extreme(Path(sys.argv[1]), *sys.argv[2:])
    sys.stdout.writelines(f"{path}\n" for path in made)
