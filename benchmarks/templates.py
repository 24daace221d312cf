"""The check of Word templates, beside that of docxtpl-lint on the same files."""

import shutil
from pathlib import Path

from measuring import ROOT, in_turns, output, ratios
from processes import new_sample, paperkit
from telling import Claim, say, say_runs

CHECK, LINTER = "paperkit kinds check", "docxtpl-lint"


def templates(work: Path, times: int) -> list[Claim]:
    """Measure the check of all kinds of the pack ``council``, and docxtpl-lint on their files.

    paperkit also dresses each in the house and asks for names, types and styles. No claim is made.
    """
    say("(i) paperkit kinds check on all kinds of the sample's pack, beside docxtpl-lint\n")
    sample = work / "templates"
    output(new_sample(sample))
    commands = {CHECK: paperkit("kinds", "check", "--project", str(sample))}
    files = sorted(map(str, (ROOT / "report_templates" / "council").glob("*/template.docx")))
    if linter := shutil.which(LINTER):
        commands[LINTER] = (linter, *files)
    else:
        say(f"  {LINTER} is not on the path, so there is nothing to compare with.\n")
    runs = in_turns(commands, times)
    say_runs(runs)
    if linter:
        found = ratios(runs[CHECK], runs[LINTER])
        say(f"  {CHECK} takes {found} times the processor time of {LINTER}, pair by pair.\n")
    return []
