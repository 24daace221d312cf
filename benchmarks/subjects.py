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
)
from telling import Claim, megabytes, say, say_runs, say_shares, say_table

MOST_TIMES = 3.0
MOST_GROWTH = 1.5  # measured twice on one machine, the same step may differ by some tenths
SIZES = (100, 1_000, 10_000)
MOST_RUNS = 3  # of the large projects: one takes as long as a hundred of the sample
FORMS = ("yaml", "xlsx")
Steps = dict[tuple[int, int], float]

BARE, BUILD = "bare script", "paperkit build"


def build_against_bare(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit build`` on the sample against a bare script with the same libraries."""
    say("(a) paperkit build on the sample, against a bare script\n")
    sample = work / "sample"
    output(new_sample(sample))
    commands = {BARE: bare(sample, work), BUILD: build(sample), "python alone": in_python("pass")}
    runs = in_turns(commands, times)
    say_runs(runs)
    times_of = ratios(runs[BUILD], runs[BARE])
    say(f"  paperkit build takes {times_of} times the bare script, pair by pair.\n")
    few = min(times, 3)
    spent = {name: imports(commands[name], few) for name in (BUILD, BARE)}
    say_shares("import, by library", spent, most=10)
    _say_phases(sample, few)
    words = f"paperkit build takes at most {MOST_TIMES:.0f} times the bare script"
    return [Claim(words, f"{times_of} times", times_of.middle <= MOST_TIMES)]


def help_against_click(_work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit --help`` against importing click, which it cannot do without."""
    say("(b) paperkit --help, against importing click\n")
    click, told = "import click", "paperkit --help"
    runs = in_turns({click: in_python("import click"), told: paperkit("--help")}, times)
    say_runs(runs)
    times_of = ratios(runs[told], runs[click])
    say(f"  paperkit --help takes {times_of} times the import of click, pair by pair.\n")
    words = f"paperkit --help takes at most {MOST_TIMES:.0f} times the import of click"
    return [Claim(words, f"{times_of} times", times_of.middle <= MOST_TIMES)]


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


def check_alone(work: Path, times: int) -> list[Claim]:
    """Measure ``paperkit check`` on the sample and on 1,000 actions. It makes no claim."""
    say("(d) paperkit check alone\n")
    sample = work / "checked"
    output(new_sample(sample))
    say_runs(in_turns({"check, sample": check(sample)}, times))
    commands = {f"check, 1,000 actions, {f}": check(_generated(work, 1_000, f)) for f in FORMS}
    say_runs(in_turns(commands, times))
    return []


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
