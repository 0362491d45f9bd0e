"""What is wrong with a row of a list from outside, in a sentence; for the page and the command line."""

from app.domain.importing import RowFault
from app.i18n import _
from ui.messages_text import error_text


def fault_text(fault: RowFault) -> str:
    """A fault with where it is."""
    problem = error_text(fault.error)
    if not fault.column:
        return _("Row {row}: {problem}").format(row=fault.row, problem=problem)
    return _("Row {row}: {column}: {problem}").format(row=fault.row, column=_(fault.column), problem=problem)
