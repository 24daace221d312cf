"""What holds for every test: no network, and properties that do not depend on the machine."""

import gc
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings
from hypothesis.strategies import text

if TYPE_CHECKING:
    from tests.demo import DemoMade
    from tests.sized import Size

TESTS = Path(__file__).parent

# Tests write thousands of small files and flush many. Where a folder lies in memory, has room and
# may hold programs, they wait for no disk, whose speed is no part of what a test says of paperkit.
_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
if "PYTEST_XDIST_WORKER" not in os.environ and os.access(_MEMORY, os.W_OK):
    _held = os.statvfs(_MEMORY)
    if _held.f_bavail * _held.f_frsize >= _ROOM and not _held.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# A slow machine is no fault of the code; in CI the examples are the same each time.
settings.register_profile("paperkit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("paperkit")

# A worker keeps thousands of tests and half the package's types; to look through them again and
# again for rings of dead objects took a quarter of the time. Now it is done after so many objects.
gc.disable()
_OBJECTS_BEFORE_A_LOOK = 2_000_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Let each of several workers compile a share of the tests, and take the others' from the disk.

    In a fresh clone each compiled them all, side by side in the same order. What cannot be imported
    is told where the tests are collected.
    """
    worker = getattr(session.config, "workerinput", None)
    if [Path(one).resolve() for one in session.config.args] != [TESTS]:
        return
    if worker is None:
        if session.config.getoption("numprocesses", None):
            # The process that only hands out tests has nothing to do yet: in a fresh clone it makes
            # the table of all letters, which hypothesis keeps, and which each worker made else.
            text().validate()
        return
    first, workers = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for path in sorted(TESTS.rglob("test_*.py"))[first::workers]:
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the log first: they fork, which costs what a process holds.

    Towards the end of a run, with the papers of thousands of tests in memory, it is twice as much.
    """
    items.sort(key=lambda item: "exception_log" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Leave all that was imported and collected out of each later look: it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Clear away rings of dead objects once in a while, and warn of what they left open.

    What is alive then is kept for other tests, and left out of each later look as well: to go
    through all of it again took a twentieth of the time.
    """
    if gc.get_count()[0] > _OBJECTS_BEFORE_A_LOOK:
        gc.collect()
        gc.freeze()


def pytest_sessionfinish() -> None:
    """Look once more for dead objects, instead of the five times that pytest does at its end."""
    gc.collect()
    gc.freeze()


# What a run before this one kept must not change a test, nor a test what the user keeps.
os.environ["PAPERKIT_CACHE"] = "off"


@pytest.fixture(autouse=True, scope="session")
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the compiled templates of all runs of a session in one folder, and nowhere else.

    There, too, is the compiled code of these runs, where the user keeps none.
    """
    with pytest.MonkeyPatch.context() as patch:
        folder = _of_all_workers(tmp_path_factory)
        patch.delenv("PAPERKIT_CACHE")
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(folder / "cache"))
        if sys.dont_write_bytecode:
            # Else each process that a test starts would compile all of paperkit again.
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(folder / "compiled"))
        yield


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> "DemoMade":
    """Return how ``paperkit demo`` ended, run once for all tests; what it made is only read."""
    # It takes half of paperkit with it, which the process that only hands out tests does without.
    from tests.demo import demo_once

    return demo_once(_of_all_workers(tmp_path_factory) / "demo")


def _of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """Return the session's folder; each of several workers has its own within it."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


class NetworkUsedError(AssertionError):
    """A test, or what it tests, tried to reach the network."""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Let every use of the network show: paperkit needs none (README)."""

    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise NetworkUsedError("paperkit tried to use the network")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(scope="session")
def papers_of(tmp_path_factory: pytest.TempPathFactory) -> "Callable[[Size], tuple[Path, ...]]":
    """Return what gives the papers of a year at a size, made once; they are only read."""
    from tests.sized import Size, sized_papers, sized_project

    @cache
    def made(size: Size) -> tuple[Path, ...]:
        return sized_papers(sized_project(tmp_path_factory.mktemp("sized") / "board", size))

    return made
