"""Make a project with many indicators: ``chart_projects.py DIR INDICATORS READINGS``.

It is a process of its own, so that what it loads does not weigh on the process that measures. The
readings are quarterly, so that every chart has its target, mean and limits.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

LAST_YEAR, OF_AN_OUTCOME = 2026, 3
HEAD = """\
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
people:
  - {name: Helen Strand, post: Director of Public Health}
priorities:
  - {reference: P1, name: Live well, sponsor: Helen Strand}
papers:
  - {reference: D, kind: outcomes_dashboard, meeting: Board July 2026, title: Outcomes dashboard,
     purpose: To show how each outcome stands, authors: Helen Strand, directors: Helen Strand,
     publicity: Public, as_at: 30 June 2026}
"""


def lines(indicators: int, readings: int) -> Iterator[str]:
    """Yield the lines of the tables that grow with the indicators."""
    yield "outcomes:"
    for number in range(1, -(-indicators // OF_AN_OUTCOME) + 1):
        yield f"  - {{reference: O{number}, name: Outcome {number}, parent: P1}}"
    yield "indicators:"
    for number in range(1, indicators + 1):
        outcome = (number - 1) // OF_AN_OUTCOME + 1
        yield (
            f"  - {{reference: PI {number}, name: People seen within {number} days, "
            f"outcome: O{outcome}, partner: The Trust, unit: '%', decimals: 1, "
            "direction: Higher is better, frequency: Quarterly}"
        )
    yield "targets:"
    for number in range(1, indicators + 1):
        for year in (LAST_YEAR - 1, LAST_YEAR):
            period = f"{year}/{year % 100 + 1}"
            yield (
                f"  - {{indicator: PI {number}, year: {period}, value: 70%, signed_by: The Board}}"
            )
    yield "readings:"
    for number in range(1, indicators + 1):
        for place, period in enumerate(quarters(readings)):
            value = 60 + (number * 7 + place * place * 3) % 170 / 10
            yield f"  - {{indicator: PI {number}, period: {period}, value: '{value:.1f}%'}}"


def quarters(count: int) -> list[str]:
    """Return so many quarters, the last of them the first of the last year."""
    first = LAST_YEAR * 4 - count + 1
    return [
        f"Q{place % 4 + 1} {place // 4}/{place // 4 % 100 + 1:02}"
        for place in range(first, LAST_YEAR * 4 + 1)
    ]


def main(folder: str, indicators: str, readings: str) -> None:
    """Write the settings and the data."""
    made = Path(folder)
    made.mkdir()
    (made / "paperkit.yaml").write_text("council: {name: Northmere Council}\n", "utf-8")
    text = HEAD + "\n".join(lines(int(indicators), int(readings))) + "\n"
    (made / "board.yaml").write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
