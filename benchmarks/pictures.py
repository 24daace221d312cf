"""What pictures would cost instead: ``pictures.py PAPER CHARTS READINGS``.

The same count of line charts, each with its target, mean and limits, drawn by matplotlib and put
into a Word file by python-docx. It reads no data, checks nothing, rates nothing, and nobody can
edit what it draws.
"""

import sys
from io import BytesIO

import matplotlib

matplotlib.use("Agg")

from docx import Document  # the engine is chosen before anything draws
from docx.shared import Cm
from matplotlib import pyplot

LEVELS = (
    ("Target", 70, "--"),
    ("Mean", 68, "-"),
    ("Upper limit", 76, ":"),
    ("Lower limit", 60, ":"),
)


def picture(number: int, readings: int) -> BytesIO:
    """Return a chart as a PNG, 17 by 6 cm at 150 dots an inch."""
    values = [60 + (number * 7 + place * place * 3) % 170 / 10 for place in range(readings)]
    figure, axes = pyplot.subplots(figsize=(17 / 2.54, 6 / 2.54))
    axes.plot(values, marker="o", color="black", label="Value")
    for name, level, dash in LEVELS:
        axes.plot([level] * readings, dash, color="grey", label=name)
    axes.set_title(f"PI {number} People seen within {number} days")
    axes.legend(loc="lower center", ncol=5, fontsize=6)
    drawn = BytesIO()
    figure.savefig(drawn, dpi=150)
    pyplot.close(figure)
    drawn.seek(0)
    return drawn


def main(paper: str, charts: str, readings: str) -> None:
    """Draw, put in, save."""
    word_file = Document()
    for number in range(1, int(charts) + 1):
        word_file.add_picture(picture(number, int(readings)), width=Cm(17))
    word_file.save(paper)


if __name__ == "__main__":
    main(*sys.argv[1:])
