"""A Python environment of its own, with paperkit and its libraries as they are in this one."""

import subprocess
import sys
import venv
from pathlib import Path

_PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"


def environment(folder: Path) -> Path:
    """Return the Python of a new environment, made without a package index.

    paperkit and its libraries are those of the Python that runs this, by a line in a .pth file.
    """
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    site = Path(subprocess.check_output([python, "-c", _PURELIB], text=True).strip())
    here = subprocess.check_output([sys.executable, "-c", _PURELIB], text=True).strip()
    (site / "here.pth").write_text(f"{Path(__file__).parents[1]}\n{here}\n", "utf-8")
    return python
