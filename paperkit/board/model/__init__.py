"""The frozen rows, declared once each, and the Board's data as a whole.

``TABLES`` is the only list of tables; readers, forms, checks and reference follow it.
"""

from paperkit.board.model.data import TABLES as TABLES
from paperkit.board.model.data import BoardData as BoardData
from paperkit.board.model.measures import Indicator as Indicator
from paperkit.board.model.measures import Reading as Reading
from paperkit.board.model.measures import Target as Target
from paperkit.board.model.papers import PaperRow as PaperRow
from paperkit.board.model.papers import Text as Text
from paperkit.board.model.people import Meeting as Meeting
from paperkit.board.model.people import Person as Person
from paperkit.board.model.plan import Action as Action
from paperkit.board.model.plan import Milestone as Milestone
from paperkit.board.model.plan import Outcome as Outcome
from paperkit.board.model.plan import Plan as Plan
from paperkit.board.model.plan import Priority as Priority
from paperkit.board.model.plan import Strategy as Strategy
from paperkit.board.model.voices import Feedback as Feedback
from paperkit.board.model.voices import Group as Group
from paperkit.board.model.voices import Highlight as Highlight
