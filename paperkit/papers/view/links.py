"""Where a link leads, for readers on paper."""

import re

# A link that a person typed may be one that urllib refuses, so it is read plainly.
_ADDRESS = re.compile(r"https?://(?:[^/?#@]*@)?([^#]+)", re.IGNORECASE)


def printed(link: str) -> str:
    """Return an address as it is typed in: ``www.anyshire.gov.uk/plan?year=2026``.

    What stands behind a question mark stays, since many council pages are found by it alone.
    """
    if link.casefold().startswith("mailto:"):
        return link[7:]
    address = _ADDRESS.match(link)
    return address.group(1).removesuffix("/") if address else link
