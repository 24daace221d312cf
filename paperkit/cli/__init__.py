"""The command. Each verb's module is imported when it is asked for, so that help is quick."""

import gc
import sys

from paperkit.cli import options
from paperkit.cli.running import VerbGroup, guarded

HELP = """From one workbook to Word papers that a Health and Wellbeing Board can file.

\b
Begin with a sample:        paperkit demo
Make your own project:      paperkit new my-board
See what is wrong with it:  paperkit check --project my-board
Build a paper:              paperkit build performance_report --project my-board
"""

VERBS = {
    "agenda": ("agenda:agenda", "List a meeting's papers, and give them item numbers."),
    "build": ("build:build", "Build a paper, as a draft or as a final."),
    "check": ("looking:check", "Say everything that is wrong, with its cell."),
    "decisions": (
        "decisions:group",
        "Draft resolutions for the clerk; begin the rows of decisions.",
    ),
    "correct": ("correct:correct", "Correct a published paper; what is out stays as it is."),
    "demo": ("starting:demo", "Make a sample project and its papers."),
    "diff": ("diff:diff", "Say what changed between papers, meetings, or since a paper."),
    "explain": ("looking:explain", "Say what a code such as PK-304 means."),
    "forms": ("forms:forms", "Ask people, and take in what they return."),
    "import": ("importing:import_", "Take figures from a file of Fingertips."),
    "kinds": ("kinds:kinds", "Look at the kinds of paper, make your own."),
    "new": ("starting:new", "Make a project folder, ready to fill in."),
    "outline": ("looking:outline", "Print a Word file as words."),
    "packs": ("packs:packs", "Look at packs of templates, check one, make your own."),
    "paper": ("starting:paper", "Start a paper from an earlier one."),
    "plan": ("plan:plan", "Show the year ahead, with every deadline."),
    "plugins": ("plugins:plugins", "Say which plug-ins are installed, and whether they work."),
    "publish": ("record:publish", "Record that papers are published; nothing is sent."),
    "record": ("record:group", "Look at the record of returns and papers; restore a paper."),
    "status": ("status:status", "Say where each paper is, and what is due next."),
    "trace": ("trace:trace", "Say which rows a paper, sentence or figure comes from."),
    "withdraw": ("correct:withdraw", "Record that a paper is withdrawn; nothing is deleted."),
}

EARLIER_NAMES = {"log": "record"}

# A run is short and makes many objects that stay: looking for rings of dead ones after every 700
# costs a twentieth of a build.
_OBJECTS_BEFORE_A_LOOK = 50_000

cli = VerbGroup(
    name="paperkit",
    help=HELP,
    verbs=VERBS,
    earlier_names=EARLIER_NAMES,
    params=[options.version],
    no_args_is_help=True,
)


def main() -> None:
    """Run the command; the process ends with its exit code."""
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK)
    for stream in (sys.stdout, sys.stderr):
        # A council's terminal may not have every letter; a message must not stop the run.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    guarded(cli)
