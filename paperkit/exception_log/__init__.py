"""The log of exception reports: read whole, added to at its end, never changed.

One file beside the data. ``read_log`` gives its entries, ``append`` adds a round or nothing of it.
"""

from paperkit.exception_log.log import append as append
from paperkit.exception_log.log import copied as copied
from paperkit.exception_log.log import look as look
from paperkit.exception_log.log import read_log as read_log
from paperkit.exception_log.names import LOG_FILE as LOG_FILE
from paperkit.exception_log.names import Draft as Draft
from paperkit.exception_log.names import Looked as Looked
