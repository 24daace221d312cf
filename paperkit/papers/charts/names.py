"""The names that Word gives to the things of a chart (ECMA-376 part 1, 21.2)."""

C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"


def c(name: str) -> str:
    """Return the full name of one of a chart's elements."""
    return f"{{{C_NS}}}{name}"


def a(name: str) -> str:
    """Return the full name of one of the elements that all drawings share."""
    return f"{{{A_NS}}}{name}"
