"""What a council may choose: ``paperkit.yaml``, and what a pack says of a way of working.

Every value that one council sets otherwise than another is here, with the default and its
reason; none is typed into the code (seed T and seed H differ in each).
"""

from paperkit.board.settings.council import DEFAULT_RATINGS as DEFAULT_RATINGS
from paperkit.board.settings.council import Cadence as Cadence
from paperkit.board.settings.council import Contact as Contact
from paperkit.board.settings.council import Council as Council
from paperkit.board.settings.council import Limits as Limits
from paperkit.board.settings.council import Rating as Rating
from paperkit.board.settings.council import Role as Role
from paperkit.board.settings.figures import Dashboard as Dashboard
from paperkit.board.settings.figures import SmallCounts as SmallCounts
from paperkit.board.settings.fingertips import Fingertips as Fingertips
from paperkit.board.settings.fingertips import FingertipsIndicator as FingertipsIndicator
from paperkit.board.settings.pack import PackSettings as PackSettings
from paperkit.board.settings.pack import Phrases as Phrases
from paperkit.board.settings.pack import Ways as Ways
from paperkit.board.settings.pack import Words as Words
from paperkit.board.settings.rounds import Escalation as Escalation
from paperkit.board.settings.rounds import ExceptionReporting as ExceptionReporting
from paperkit.board.settings.rounds import RowOrder as RowOrder
from paperkit.board.settings.rounds import RowsShown as RowsShown
from paperkit.board.settings.whole import VERBS as VERBS
from paperkit.board.settings.whole import FullTables as FullTables
from paperkit.board.settings.whole import Settings as Settings
from paperkit.board.settings.year import Deadlines as Deadlines
