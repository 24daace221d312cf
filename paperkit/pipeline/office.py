"""LibreOffice, run to make PDFs: in a throw-away profile, for a limited time, in a folder apart.

It is a program of the officer's own, and another one of it may be open: so it gets a profile that
nobody else uses, which says that no link of a file is followed and no macro run.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from paperkit.errors import WriteError

LONGEST = 90  # seconds for the first paper, with the start of LibreOffice
EACH = 45  # seconds for each further one
_FILTER = {
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportLinksRelativeFsys": {"type": "boolean", "value": "false"},
}
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/{}">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SETTINGS = (
    ("Security/Scripting", "DisableMacrosExecution", "true"),
    ("Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # Charts beyond these, 20 as it comes, are stretched pictures with words of half their size.
    ("Cache/Writer", "OLE_Objects", "2000"),
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_SETTING.format(*one) for one in _SETTINGS)
    + "</oor:items>\n"
)
_WITHOUT = "Or build without --pdf, and save the paper as PDF in Word."
_MISSING = (
    "LibreOffice, which makes the PDF, was not found, so nothing was written. Install it, or set "
    f"PAPERKIT_SOFFICE to the place of its program soffice. {_WITHOUT}"
)


def program(office: Path | None) -> Path:
    """Return LibreOffice's program; WriteError, with what to do, where there is none."""
    if office is None:
        raise WriteError(_MISSING)
    if not office.is_file():
        raise WriteError(
            f"There is no program '{office}', so nothing was written. Set PAPERKIT_SOFFICE to the "
            f"place of LibreOffice's program soffice. {_WITHOUT}"
        )
    return office


def as_pdf(office: Path | None, papers: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the PDF of each Word file.

    WriteError, with what to do, where there is no LibreOffice, or it does not make them in time.
    """
    command = [str(program(office))]
    with TemporaryDirectory(prefix="paperkit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        files = [folder / f"paper{number}.docx" for number in range(1, len(papers) + 1)]
        for file, data in zip(files, papers, strict=True):
            file.write_bytes(data)
        command += [
            f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nologo", "--nolockcheck", "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(_FILTER, separators=(',', ':'))}",
            "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        _run(command, LONGEST + EACH * (len(files) - 1))
        made = [file.with_suffix(".pdf") for file in files]
        pdfs = tuple(file.read_bytes() if file.is_file() else b"" for file in made)
    if not all(pdf.startswith(b"%PDF-") for pdf in pdfs):
        raise WriteError(f"LibreOffice made no PDF, so nothing was written. Try again. {_WITHOUT}")
    return pdfs


def _run(command: Sequence[str], seconds: int) -> None:
    """Run LibreOffice to its end, or end it with all that it started."""
    apart = sys.platform != "win32"
    try:
        # The program is the one that the officer named or installed, and no shell reads this.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=apart,
        )  # fmt: skip
    except OSError as fault:
        raise WriteError(
            f"'{command[0]}' cannot be started, so nothing was written. Set PAPERKIT_SOFFICE to "
            f"the place of LibreOffice's program soffice. {_WITHOUT}"
        ) from fault
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        raise WriteError(
            f"LibreOffice did not end within {seconds} seconds and was stopped, so nothing was "
            f"written. Close its windows and try again. {_WITHOUT}"
        ) from None
    except BaseException:
        _end(process)
        raise


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
