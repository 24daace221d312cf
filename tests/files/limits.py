"""Read a file in a process of its own, within reliability's bounds: 20 seconds and 600 MB."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS = 20
MOST_MEGABYTES = 600

# The memory is that of the process alone; what it inherits from its parent does not count.
_CHILD = """
import json, sys, time
from pathlib import Path
from paperkit.board.data import TABLES, assemble
from paperkit.errors import PaperkitError

def read(path):
    if path.suffix == ".yaml":
        from paperkit.files.yaml_in import read_tables
        return read_tables(path, TABLES)
    if path.suffix == ".docx":
        from paperkit.kinds.paper import Paper
        from paperkit.word.house import word_file
        from paperkit.word.template_check import check_file
        return check_file(word_file(path), Paper)
    from paperkit.files.workbook_in import read_workbook
    return read_workbook(path, TABLES, {})

def memory():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))

try:
    found = read(Path(sys.argv[1]))
    assemble(getattr(found, "records", {}))
    said = ""
except PaperkitError as error:
    said = str(error)
print(json.dumps({"said": said, "seconds": time.process_time(), "megabytes": memory()}))
"""
_BOUNDS = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"


@dataclass(frozen=True)
class Outcome:
    """What was said of a file (nothing where it was read), and what reading it took."""

    said: str
    seconds: float
    megabytes: int


def read_within_bounds(path: Path) -> Outcome:
    """Return what is said of a file; an error where it took too long or too much."""
    command = [sys.executable, "-c", _BOUNDS + _CHILD, str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    outcome = Outcome(**json.loads(ran.stdout))
    assert outcome.seconds < MOST_SECONDS, outcome
    assert outcome.megabytes < MOST_MEGABYTES, outcome
    return outcome
