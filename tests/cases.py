"""Many small cases in one test: each is tried, and each that fails is named with its reason."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from reprlib import Repr
from typing import Any

Test = Callable[..., None]

# What one case leaves there would be found by the next. Of ``tmp_path`` each has a part of its own.
OF_ONE_CASE = frozenset({"monkeypatch", "capsys", "capfd", "caplog", "recwarn"})
SHORT = Repr()
SHORT.maxstring = SHORT.maxother = 100


def each(
    names: str | tuple[str, ...],
    cases: Iterable[Any],
    *,
    ids: Callable[[Any], str] | None = None,
) -> Callable[[Test], Test]:
    """Return what makes one test of a function that is to be called with each of the cases.

    It is written as ``pytest.mark.parametrize`` is, and takes its place where a case takes less
    time than pytest needs to make a test of it. All cases are tried. Those that fail are raised
    together, each with its values, or what ``ids`` says of it, and its own traceback.
    """
    named = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names

    def of_all(test: Test) -> Test:
        signature = inspect.signature(test)
        assert not OF_ONE_CASE & signature.parameters.keys(), f"{test.__name__}: use parametrize"
        rows = tuple(cases)
        assert rows, f"{test.__name__} has no case"

        @wraps(test)
        def run(**fixtures: Any) -> None:
            __tracebackhide__ = True
            failed = list(_failed(test, named, rows, ids, fixtures))
            if failed:
                which = "; ".join(name for name, _ in failed)
                told = f"{len(failed)} of {len(rows)} cases failed: {which}"
                raise ExceptionGroup(told, [wrong for _, wrong in failed])

        others = [one for name, one in signature.parameters.items() if name not in named]
        run.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return run

    return of_all


def _failed(
    test: Test,
    names: tuple[str, ...],
    rows: tuple[Any, ...],
    ids: Callable[[Any], str] | None,
    fixtures: dict[str, Any],
) -> Iterator[tuple[str, Exception]]:
    """Yield each case that fails by its name, with what it raised, which names it too."""
    for number, row in enumerate(rows, start=1):
        case = dict(zip(names, (row,) if len(names) == 1 else row, strict=True))
        own: dict[str, Path] = {}
        if "tmp_path" in fixtures:
            own = {"tmp_path": fixtures["tmp_path"] / str(number)}
            own["tmp_path"].mkdir()
        try:
            test(**fixtures | case | own)
        except Exception as wrong:
            values = (f"{name}={SHORT.repr(value)}" for name, value in case.items())
            told = ids(row) if ids else ", ".join(values)
            wrong.add_note(f"Case: {told}")
            yield told, wrong
