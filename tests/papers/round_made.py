"""A priority's two rounds of exception reporting, and what papers show of the second."""

from datetime import date
from functools import cache

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.settings import ExceptionReporting, RowOrder, RowsShown
from paperkit.files import bundled
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import find_pack
from paperkit.packs.plan import Planned, plan
from paperkit.packs.templates import template_of
from paperkit.rounds.shown import ActionReported, RoundShown
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from tests.logs import logged
from tests.papers.made import WAYS

PLAN = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |
| Board November 2026 | 12 November 2026 |

## people
| name | post | member |
| --- | --- | --- |
| Ada Brook | Transport Lead | No |
| Cy Marsh | Head of Early Years | No |
| Cllr Ann Field | Cabinet Member for Children | Yes |

## priorities
| reference | name | core or supporting | sponsor |
| --- | --- | --- | --- |
| P1 | Healthy start | Core | Cllr Ann Field |
| P2 | Good work | Core | Vacant |

## outcomes
| reference | name | parent |
| --- | --- | --- |
| O1 | Ready for school | P1 |
| O2 | Healthy teeth | P1 |
| O3 | Fair work | P2 |

## actions
| reference | wording | parent | state | lead | link | source | done on |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open family hubs | O1 | On course | Cy Marsh | https://www.anyshire.example/hubs | Hubs Board, paper 4 | |
| 1.2 | Check speech early | O1 | On course | Ada Brook | | Speech plan, page 3 | |
| 1.3 | Train staff | O1 | Delivered | Cy Marsh | | | 3 June 2026 |
| 2.1 | Brush teeth in A&B nurseries | O2 | On course | Ada Brook | https://www.anyshire.example/brush?a=1 | | |
| 2.2 | Varnish from the clinic | O2 | On course | Cy Marsh | | | |
| 2.3 | Write to parents | O2 | On course | Ada Brook | | | |
| 3.1 | Pay fairly | O3 | On course | Ada Brook | | | |
"""  # noqa: E501
FIRST = """
## rounds
| priority | meeting | issued on | due |
| --- | --- | --- | --- |
| P1 | Board July 2026 | 1 May 2026 | 12 June 2026 |

## returns
| meeting | action | lead | rating | reasons | control |
| --- | --- | --- | --- | --- | --- |
| Board July 2026 | 1.1 | Cy Marsh | Amber | No premises | New lease |
| Board July 2026 | 1.2 | Ada Brook | Green | | |
| Board July 2026 | 2.1 | Ada Brook | Amber | Two vacancies | Agency staff |
| Board July 2026 | 2.2 | Cy Marsh | Green | | |
"""
SECOND = (
    FIRST
    + """
## rounds
| priority | meeting | issued on | due |
| --- | --- | --- | --- |
| P1 | Board November 2026 | 1 September 2026 | 9 October 2026 |

## returns
| meeting | action | review date | lead | measures | target | rating | reasons | control | request | exceptional |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Board November 2026 | 1.1 | 11 March 2027 | Cy Marsh | Hubs open<br>Families seen | 5 hubs | Amber | The lease fell through. | A room is fitted out. | Two more days of health visiting | |
| Board November 2026 | 1.2 | 11 March 2027 | Ada Brook | Share checked | 90% | Green | | | None. | |
| Board November 2026 | 2.1 | 11 March 2027 | Ada Brook | Settings | 120 | Green | A term early. | | | Completed early |
| Board November 2026 | 2.2 | 11 March 2027 | Cy Marsh | Treated | =more | Amber | Off the road. | | A letter to the region | |
"""  # noqa: E501
)
VIEWS = """
## views
| meeting | action | sponsor | view | rating | because | comment |
| --- | --- | --- | --- | --- | --- | --- |
| Board November 2026 | 1.1 | Cllr Ann Field | Agreed | | | I met the agent. |
| Board November 2026 | 2.2 | Cllr Ann Field | Challenged | Red | A third was lost. | |
"""
REQUESTS = """
## requests
| meeting | action | route | by | when | recommendation |
| --- | --- | --- | --- | --- | --- |
| Board November 2026 | 1.1 | Recommendation | | | Support two more days of health visiting. |
| Board November 2026 | 2.2 | Handled elsewhere | Dr Lee | 1 December 2026 | |
"""
EVERYTHING = SECOND + VIEWS + REQUESTS


def data_of(log: str = SECOND, more: str = "") -> BoardData:
    """Return the plan with that log."""
    return logged(PLAN + more, log)


def paper_on(log: str = SECOND, more: str = "", priority: str = "P1", ways: Ways = WAYS) -> Paper:
    """Return the draft of a paper on the priority's round for the November meeting."""
    data = data_of(log, more)
    row = next(iter(data.papers), None)
    planned = Planned(row=row, priority=priority)
    at = BoardAt(data, ways, data.meeting["Board November 2026"], row, planned=planned)
    return paper_view(at, (), draft=True)


def shown(log: str = SECOND, more: str = "", ways: Ways = WAYS) -> RoundShown:
    """Return what pages show of the round for November."""
    return paper_on(log, more, ways=ways).round


def row_of(log: str, reference: str, more: str = "") -> ActionReported:
    """Return the line of one action."""
    (found,) = (row for row in shown(log, more).rows if row.reference == reference)
    return found


def listing(rows: RowsShown, order: RowOrder = RowOrder.RATING) -> Ways:
    """Return the ways of a council whose appendix lists these rows in that order."""
    chosen = ExceptionReporting(rows=rows, order=order)
    return replace(WAYS, settings=replace(WAYS.settings, exception_reporting=chosen))


PAPERS = """
## papers
| Reference | Kind | Meeting | Title | Report of | Publicity | Priority | Appendix of |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Table | exception_appendix | Board November 2026 | | | Public | P1 | Cover |
| Cover | exception_report | Board November 2026 | Exceptions for healthy start | Cy Marsh | Public | P1 | |

## text
| Paper | Section | Text |
| --- | --- | --- |
| Cover | recommendations | note the report. |
| Cover | introduction | Twice a year leads report. |
"""  # noqa: E501


@cache
def lines_of(
    pack: str, kind: str, log: str = EVERYTHING, more: str = PAPERS, *, draft: bool = True
) -> tuple[str, ...]:
    """Return the finished paper of a kind as lines of its outline; its proof finds nothing."""
    found = find_pack(pack, [bundled("report_templates")])
    data = data_of(log, more)
    meeting = data.meeting["Board November 2026"]
    ways = replace(WAYS, pack=found.settings, words=found.settings.words)
    papers = plan(data, ways, found.kinds(), meeting).papers
    planned = next(one for one in papers if one.kind == kind)
    made_from, findings = found.kind(kind)
    template = template_of(made_from, offered(made_from))
    assert (findings, template.look.findings, template.faults) == ((), (), ())
    ways = replace(ways, pack=made_from.needs_of(found.settings))
    at = BoardAt(made_from.data_of(data), ways, meeting, planned.row, planned=planned)
    view = paper_view(at, made_from.sections, draft=draft)
    filled, ledger = fill_template(template.compiled, view)
    facts = Facts(str(view.header.title), "Anyshire Council", "Board", date(2026, 11, 12), draft)
    package = finish(filled, ledger, facts)
    assert proof(package, ledger, facts, "paper.docx") == ()
    return tuple(outline(package).splitlines())
