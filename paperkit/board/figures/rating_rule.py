"""The rule by which a figure is rated against its target, and how the rule is told.

On target or better is met; within the tolerance is near, the limit included; else missed.
"""

from dataclasses import dataclass
from decimal import Decimal

from paperkit.board.model import Indicator
from paperkit.board.settings import Role
from paperkit.schema.amounts import Amount, Direction, Tolerance, plain_number, printed


@dataclass(frozen=True)
class Rule:
    """The rule for one indicator and target, both with a figure and a direction."""

    indicator: Indicator
    target: Amount
    tolerance: Tolerance

    @property
    def goal(self) -> Decimal:
        """Return the target's figure."""
        return self.target.number or Decimal(0)

    @property
    def limit(self) -> Decimal:
        """Return where near ends: never on the better side of the target, wherever a floor is."""
        if self._lower:
            return max(self.tolerance.limit(self.goal, Direction.LOWER), self.goal)
        return min(self.tolerance.limit(self.goal, Direction.HIGHER), self.goal)

    def role(self, number: Decimal) -> Role:
        """Return what the rule says of a figure."""
        if self._as_good(number, self.goal):
            return Role.MET
        return Role.NEAR if self._as_good(number, self.limit) else Role.MISSED

    def told(self, role: Role, value: Amount) -> str:
        """Return the rule in words, as it fell out for a figure."""
        target = f"the target of {figure(self.target, self.indicator)}"
        if role is Role.MET:
            return f"On or better than {target}"
        how = self._near() if role is Role.NEAR else self._missed()
        return f"Worse than {target}{how}{self._before_rounding(value)}"

    @property
    def _lower(self) -> bool:
        return self.indicator.direction is Direction.LOWER

    def _as_good(self, number: Decimal, other: Decimal) -> bool:
        return number <= other if self._lower else number >= other

    def _near(self) -> str:
        limit = self._exact(self.limit)
        if self.tolerance.floor is not None:
            return f", but not worse than the {self._floor} of {limit}"
        end = "less" if self._lower else "more"
        return f", within {self._margin} of it ({limit} or {end})"

    def _missed(self) -> str:
        if self.limit == self.goal:
            return ""
        if self.tolerance.floor is not None:
            return f", and worse than the {self._floor} of {self._exact(self.limit)}"
        of_it = "" if self.tolerance.percent is None else " of it"
        return f" by more than {self._margin}{of_it}"

    @property
    def _floor(self) -> str:
        return "ceiling" if self._lower else "floor"

    @property
    def _margin(self) -> str:
        if self.tolerance.percent is not None:
            return printed(self.tolerance.percent, "%")
        units = self.tolerance.units or Decimal(0)
        if unit_of(self.target, self.indicator) == "%":
            return printed(units, "percentage point" if units == 1 else "percentage points")
        return self._exact(units)

    def _exact(self, number: Decimal) -> str:
        # Rounded, the limit could lie on the wrong side of a figure.
        return printed(plain_number(number), unit_of(self.target, self.indicator))

    def _before_rounding(self, value: Amount) -> str:
        exact = apart(value, self.target, self.indicator)
        same = exact == figure(value, self.indicator)
        return "" if same else f"; before rounding it is {exact}"


def figure(amount: Amount, indicator: Indicator) -> str:
    """Return an amount for the page: its figure with unit and decimals, or its words."""
    if amount.number is None:
        return amount.words
    return printed(amount.number, unit_of(amount, indicator), indicator.decimals)


def apart(amount: Amount, other: Amount, indicator: Indicator) -> str:
    """Return the figure; unrounded where rounding hides that it differs from the other."""
    shown = figure(amount, indicator)
    if amount.number is None or amount.number == other.number or shown != figure(other, indicator):
        return shown
    return printed(amount.number, unit_of(amount, indicator))


def unit_of(amount: Amount, indicator: Indicator) -> str:
    """Return the indicator's unit; where it has none, the sign typed beside the figure."""
    typed = "%" if amount.words.endswith("%") else "£" if "£" in amount.words else ""
    return indicator.unit or typed
