"""The subjects that are measured. Each prints its figures and returns its claims."""

from itertools import pairwise
from pathlib import Path

from costs import imports, phases
from measuring import Run, in_turns, output, peak, ratios, run, seconds, turns
from processes import (
    bare,
    build,
    check,
    generate,
    in_python,
    new_sample,
    paperkit,
    phases_of,
    with_cache,
)
from telling import Claim, megabytes, say, say_runs, say_shares, say_table

# How many times the other command's processor time each may take (design: speed is a feature).
MOST_WARM, MOST_COLD, MOST_CHECK, MOST_HELP, MOST_EXPLAIN = 1.9, 2.3, 1.4, 1.3, 1.5
MOST_GROWTH = 1.5  # measured twice on one machine, the same step may differ by some tenths
SIZES = (100, 1_000, 10_000)
MOST_RUNS = 3  # of the large projects: one takes as long as a hundred of the sample
FORMS = ("yaml", "xlsx")
Steps = dict[tuple[int, int], float]

BARE, BUILD, COLD = "bare script", "paperkit build", "paperkit build, nothing kept"


def build_against_bare(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit build`` on the sample against a bare script with the same libraries.

    Once with what earlier builds left in the user's cache, once with an empty cache.
    """
    say("(a) paperkit build on the sample, against a bare script\n")
    sample = work / "sample"
    output(new_sample(sample))
    warm = with_cache(build(sample), work / "cache")
    commands = {
        BARE: bare(sample, work), BUILD: warm, COLD: with_cache(build(sample), None),
        "python alone": in_python("pass"),
    }  # fmt: skip
    runs = in_turns(commands, times)
    say_runs(runs)
    few = min(times, 3)
    spent = {BUILD: imports(build(sample), few), BARE: imports(commands[BARE], few)}
    say_shares("import, by library", spent, most=10)
    _say_phases(sample, few)
    return [
        _at_most(runs, BUILD, BARE, MOST_WARM),
        _at_most(runs, COLD, BARE, MOST_COLD),
    ]


def _at_most(runs: dict[str, list[Run]], one: str, other: str, most: float) -> Claim:
    """Print how many times the other one takes; claim that it is no more than ``most``."""
    found = ratios(runs[one], runs[other])
    say(f"  {one} takes {found} times the processor time of {other}, pair by pair.\n")
    words = f"{one} takes at most {most} times the processor time of {other}"
    return Claim(words, f"{found} times", found.middle <= most)


def help_against_click(_work: Path, times: int) -> list[Claim]:
    """Measure ``--help`` against importing click, which it needs, and ``explain`` against it."""
    say("(b) paperkit --help against importing click, and explain against --help\n")
    click, shown, explain = "import click", "paperkit --help", "paperkit explain"
    commands = {
        click: in_python("import click"), shown: paperkit("--help"),
        explain: paperkit("explain", "PK-304"),
    }  # fmt: skip
    runs = in_turns(commands, times)
    say_runs(runs)
    return [
        _at_most(runs, shown, click, MOST_HELP),
        _at_most(runs, explain, shown, MOST_EXPLAIN),
    ]


def growth(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit build`` with 100, 1,000 and 10,000 actions, from YAML and workbook."""
    say("(c) paperkit build with 100, 1,000 and 10,000 actions\n")
    commands = {
        (size, form): build(_generated(work, size, form)) for size in SIZES for form in FORMS
    }
    for form in FORMS:
        run(commands[min(SIZES), form])
    named = {_called(size, form): command for (size, form), command in commands.items()}
    runs = turns(named, min(times, MOST_RUNS))
    say_runs(runs)
    of_form = {form: {size: runs[_called(size, form)] for size in SIZES} for form in FORMS}
    return [claim for form in FORMS for claim in _growth_of(form, of_form[form])]


def check_against_bare(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit check`` on the sample against the bare script; on 1,000 actions alone."""
    say("(d) paperkit check, against the bare script that builds a paper\n")
    sample, checks = work / "checked", "paperkit check"
    output(new_sample(sample))
    runs = in_turns({BARE: bare(sample, work), checks: check(sample)}, times)
    say_runs(runs)
    commands = {f"check, 1,000 actions, {f}": check(_generated(work, 1_000, f)) for f in FORMS}
    say_runs(in_turns(commands, times))
    return [_at_most(runs, checks, BARE, MOST_CHECK)]


def _called(size: int, form: str) -> str:
    return f"{size:,} actions, {form}"


def _say_phases(sample: Path, times: int) -> None:
    told = phases(phases_of(sample), times)
    say_shares("phase of the build", {BUILD: told.seconds}, most=len(told.seconds))
    if told.not_found:
        say(f"  Not found, so counted between the phases: {', '.join(told.not_found)}.\n")


def _generated(work: Path, size: int, form: str) -> Path:
    folder = work / f"{size}-{form}"
    if not folder.exists():
        output(generate(folder, size, form))
    return folder


def _growth_of(form: str, found: dict[int, list[Run]]) -> list[Claim]:
    """Print what each further action costs; claim that it does not cost more as they grow."""
    # The least, since what else the machine does can only add; it would count at one size alone.
    took = {size: seconds(runs).least * 1000 for size, runs in found.items()}
    steps = _per_action(took)
    held = {size: most for size, runs in found.items() if (most := peak(runs)) is not None}
    kilobytes = _per_action({size: most * 1024 for size, most in held.items()})
    rows = [(_step(step), f"{ms:.2f}", _kilobytes(kilobytes, step)) for step, ms in steps.items()]
    say_table((f"each further action, {form}", "ms", "KB"), rows)
    claims = [_in_proportion(f"time, {form}", steps, "ms")]
    return claims + ([_in_proportion(f"memory, {form}", kilobytes, "KB")] if kilobytes else [])


def _step(step: tuple[int, int]) -> str:
    return f"from {step[0]:,} to {step[1]:,}"


def _kilobytes(told: Steps, step: tuple[int, int]) -> str:
    return f"{told[step]:.1f}" if step in told else megabytes(None)


def _per_action(figures: dict[int, float]) -> Steps:
    sizes = sorted(figures)
    return {
        (low, high): (figures[high] - figures[low]) / (high - low) for low, high in pairwise(sizes)
    }


def _in_proportion(what: str, steps: Steps, unit: str) -> Claim:
    first, *_, last = steps.values()
    words = f"{what} grows in proportion to the actions (at most {MOST_GROWTH} times an action)"
    measured = f"an action costs {first:.2f} {unit} at first and {last:.2f} {unit} at last"
    return Claim(words, measured, last <= MOST_GROWTH * first)
