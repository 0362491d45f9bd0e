"""Where a file goes that a page saves: asked once, in the folder of last time, locked if it leaves."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.settings import change_machine, load_machine
from ui import masking
from ui.files import Place, file_stem
from ui.leaving import ask_place


def save_file(parent: QWidget | None, name: str, kind: str) -> Place | None:
    """Ask where to save a file, and whether it is locked if it leaves; None if the user went back."""
    if masking.stopped():
        return None
    folder = load_machine().last_folder
    suffix = f".{kind}"
    start = Path(folder) if folder and Path(folder).is_dir() else Path.home()
    suggested = str(start / f"{file_stem(name)}{suffix}")
    chosen, _filter = QFileDialog.getSaveFileName(parent, _("Save as"), suggested, f"*{suffix}")
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != suffix:
        path = path.with_name(path.name + suffix)
    change_machine(last_folder=str(path.parent))
    return ask_place(path, parent)
