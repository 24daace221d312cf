"""Gathering what came back: which answers are new, which are there already, what is to be asked.

Every answer ends in the log, in the project's data, or in a finding. A form with an error is not
taken in part: its finding says so, and the other forms go in.
"""

from paperkit.board.gathering.case import Case as Case
from paperkit.board.gathering.case import Leave as Leave
from paperkit.board.gathering.case import ReturnedForm as ReturnedForm
from paperkit.board.gathering.case import Taken as Taken
from paperkit.board.gathering.together import Gathered as Gathered
from paperkit.board.gathering.together import Outcome as Outcome
from paperkit.board.gathering.together import gather as gather
