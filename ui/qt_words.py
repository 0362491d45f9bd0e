"""Qt's own words in the program's language: the file dialog and the menu of a text field.

Qt brings no Thai; where a system has no dialogs of its own, Qt's would stay English.
"""

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from app.i18n import N_, _

_CONTEXTS = frozenset(
    {"QFileDialog", "QFileSystemModel", "QPlatformTheme", "QLineEdit", "QWidgetTextControl"}
)
_WORDS = {
    "&Look in:": N_("Look in:"),
    "File &name:": N_("File name:"),
    "Files of &type:": N_("Files of type:"),
    "Directory:": N_("Folder:"),
    "Folder": N_("Folder"),
    "Drive": N_("Drive"),
    "Go back": N_("Back"),
    "Go forward": N_("Forward"),
    "Go to the parent directory": N_("Folder above"),
    "Change to list view mode": N_("As a list"),
    "Change to detail view mode": N_("With size and day"),
    "&Save": N_("Save"),
    "Save": N_("Save"),
    "&Open": N_("Open file"),
    "Open": N_("Open file"),
    "&Choose": N_("Choose"),
    "Cancel": N_("Cancel"),
    "OK": N_("OK"),
    "Close": N_("Close"),
    "&Yes": N_("Yes"),
    "&No": N_("No"),
    "My Computer": N_("This computer"),
    "Computer": N_("This computer"),
    "Name": N_("Name"),
    "Size": N_("Size"),
    "Type": N_("Kind"),
    "Kind": N_("Kind"),
    "Date Modified": N_("Changed on"),
    "Back": N_("Back"),
    "Forward": N_("Forward"),
    "Parent Directory": N_("Folder above"),
    "Create New Folder": N_("New folder"),
    "Create a New Folder": N_("New folder"),
    "&New Folder": N_("New folder"),
    "New Folder": N_("New folder"),
    "List View": N_("As a list"),
    "Detail View": N_("With size and day"),
    "&Rename": N_("Another name"),
    "&Delete": N_("Delete file"),
    "Delete": N_("Delete file"),
    "Show &hidden files": N_("Show hidden files"),
    "All Files (*)": N_("All files (*)"),
    "%1 already exists.\nDo you want to replace it?": N_("%1 is there already.\nReplace it?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
        "%1 was not found.\nPlease check the file's name."
    ),
    "&Undo": N_("Undo"),
    "&Redo": N_("Once more"),
    "Cu&t": N_("Cut out"),
    "&Copy": N_("Copy text"),
    "&Paste": N_("Paste"),
    "Select All": N_("Select all"),
}
"""Qt's English, with its marks for keys, and the words that stand for it."""


class QtWords(QTranslator):
    """Answers Qt from the program's own catalogue; what is not in the list stays as Qt has it."""

    def isEmpty(self) -> bool:
        """It always has words."""
        return False

    def translate(self, context: str, source: str, /, *_numbers: object) -> str | None:
        """The words for one of Qt's; None where it has to say it itself."""
        words = _WORDS.get(source) if context in _CONTEXTS else None
        return None if words is None else _(words)


def install_qt_words(parent: QObject) -> None:
    """Let Qt speak the program's language from now on."""
    QCoreApplication.installTranslator(QtWords(parent))
