"""What each person is asked: one form holds all that somebody owes for a meeting.

Columns come from the declaration of the tables alone; here it is decided which rows go to whom,
and what of them is known already.
"""

from paperkit.board.forms.asked import ASKED_TABLES as ASKED_TABLES
from paperkit.board.forms.asked import asked_forms as asked_forms
from paperkit.board.forms.asked import purpose_of as purpose_of
from paperkit.board.forms.asking import Asking as Asking
from paperkit.board.forms.asking import about_of as about_of
from paperkit.board.forms.exceptions import EXCEPTION_REPORTING as EXCEPTION_REPORTING
from paperkit.board.forms.exceptions import asked_actions as asked_actions
from paperkit.board.forms.exceptions import exception_forms as exception_forms
from paperkit.board.forms.exceptions import known_return as known_return
from paperkit.board.forms.exceptions import shared_form as shared_form
from paperkit.board.forms.letter import letter as letter
from paperkit.board.forms.reach import address_of as address_of
from paperkit.board.forms.reach import check_day as check_day
from paperkit.board.forms.reach import check_reach as check_reach
from paperkit.board.forms.sponsor import SPONSOR_VIEWS as SPONSOR_VIEWS
from paperkit.board.forms.sponsor import sponsor_form as sponsor_form
from paperkit.board.forms.sponsor import sponsor_of as sponsor_of
from paperkit.board.forms.sponsor import sponsor_rows as sponsor_rows
from paperkit.schema.forms import ABOUT as ABOUT
from paperkit.schema.forms import About as About
from paperkit.schema.forms import Form as Form
from paperkit.schema.forms import FormSheet as FormSheet
