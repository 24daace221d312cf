"""What a trend says, in plain words that stand beside its sign and its chart.

The mean and the limits are printed with one decimal more than the figures are, so that a figure
outside the limits does not look as if it lay on one.
"""

from collections.abc import Iterator
from decimal import Decimal

from paperkit.board.figures.rating_rule import figure, unit_of
from paperkit.board.figures.spc import ENOUGH, LEAST, Assurance, Limits, Part, Process, Rule, Signal
from paperkit.board.figures.trend import Trend
from paperkit.schema.amounts import MOST_DECIMALS, printed
from paperkit.schema.periods import Period

_AGAINST = {
    Assurance.MEETS: "all that lies within the limits meets the target of {}",
    Assurance.MISSES: "nothing that lies within the limits meets the target of {}",
    Assurance.HIT_AND_MISS: "the target of {} lies within the limits",
}
_NAMED_MOST = 3


def trend_words(trend: Trend) -> tuple[str, ...]:
    """Return the sentences on a trend, none for an indicator without any figure."""
    if not trend.readings:
        return ()
    return tuple(_sentences(trend))


def missing_words(missing: tuple[Period, ...]) -> str:
    """Return that there is no figure for some periods, naming the first few; nothing for none."""
    if not missing:
        return ""
    named = [str(period) for period in missing[:_NAMED_MOST]]
    more = len(missing) - _NAMED_MOST
    *most, last = (*named, f"{more} more") if more > 0 else named
    return f"There is no figure for {', '.join(most)}{' and ' if most else ''}{last}."


def limit_figure(trend: Trend, number: Decimal) -> str:
    """Return a mean or a limit for the page, in the indicator's unit."""
    value = trend.readings[-1].value
    assert value is not None
    unit = unit_of(value, trend.indicator)
    return printed(number, unit, min(decimals_of(trend) + 1, MOST_DECIMALS))


def _sentences(trend: Trend) -> Iterator[str]:
    if trend.yearly:
        yield f"{trend.yearly.marker.value}. {trend.yearly.why}"
    if trend.process and trend.process.latest:
        yield from _of_process(trend, trend.process, trend.process.latest)
    missing = missing_words(trend.missing)
    if missing and not (trend.yearly and trend.yearly.why == missing):
        across = " No range or run is taken across the gap." if trend.process else ""
        yield f"{missing}{across}"


def _of_process(trend: Trend, process: Process, latest: Part) -> Iterator[str]:
    if latest.limits is None or process.variation is None:
        yield _too_few(process, latest)
        return
    yield f"{_label(process.variation.value)}: {_signals(latest)}."
    yield _limits(trend, process, latest, latest.limits)
    yield from _beyond(trend, latest, latest.limits)
    if process.assurance and trend.target:
        against = _AGAINST[process.assurance].format(figure(trend.target, trend.indicator))
        yield f"{_label(process.assurance.value)}: {against}."


def _label(sign_and_words: str) -> str:
    return sign_and_words.split(" ", 1)[1].removesuffix(" the target")


def _too_few(process: Process, latest: Part) -> str:
    rest = "in a row " if any(point.after_gap for point in latest.points[1:]) else ""
    count = len(latest.points)
    figures = "1 figure" if count == 1 else f"{count} figures"
    return f"Too few figures {rest}for limits: {LEAST} are needed, and there {_are(count)} " + (
        f"{figures}{_since(process, latest)}."
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _since(process: Process, latest: Part) -> str:
    if len(process.parts) == 1:
        return ""
    return f" since a new way of working began in {latest.points[0].period}"


def _signals(latest: Part) -> str:
    period = latest.points[-1].period
    told = [_signal(signal, period) for signal in latest.signals[-1]]
    if not told:
        return f"the figure for {period} is within the limits and part of no run"
    return ", and ".join(told)


def _signal(signal: Signal, period: str) -> str:
    match signal.rule:
        case Rule.OUTSIDE:
            side = "above the upper" if signal.high else "below the lower"
            return f"the figure for {period} is {side} limit"
        case Rule.SHIFT:
            side = "above" if signal.high else "below"
            return f"7 or more figures in a row up to {period} are {side} the mean"
        case Rule.TREND:
            way = "rise" if signal.high else "fall"
            return f"7 or more figures in a row up to {period} {way}"
        case Rule.TWO_OF_THREE:
            side = "upper" if signal.high else "lower"
            return f"two of three figures in a row up to {period} are near the {side} limit"


def _limits(trend: Trend, process: Process, latest: Part, limits: Limits) -> str:
    mean, lower, upper = (
        limit_figure(trend, number) for number in (limits.mean, limits.lower, limits.upper)
    )
    kind = "trial limits" if limits.trial else "limits"
    count = f"{len(latest.points)} figures{_since(process, latest)}"
    why = f", where {ENOUGH} in a row make limits that hold" if limits.trial else ""
    return f"The mean is {mean} and the {kind} are {lower} to {upper}, from {count}{why}."


def _beyond(trend: Trend, latest: Part, limits: Limits) -> Iterator[str]:
    """Yield that a limit lies where no figure of the kind has been: it is not cut off unsaid."""
    values = [point.value for point in latest.points]
    if limits.lower < 0 <= min(values):
        yield "The lower limit lies below 0, and no figure of the series does."
    unit = trend.readings[-1].value and unit_of(trend.readings[-1].value, trend.indicator)
    if unit == "%" and limits.upper > 100 >= max(values):
        yield "The upper limit lies above 100%, and no figure of the series does."


def decimals_of(trend: Trend) -> int:
    """Return how many decimals the figures of a trend are printed with."""
    if trend.indicator.decimals is not None:
        return trend.indicator.decimals
    amounts = (reading.value for reading in trend.readings)
    exponents = (a.number.as_tuple().exponent for a in amounts if a and a.number is not None)
    return max((-e for e in exponents if isinstance(e, int)), default=0)
