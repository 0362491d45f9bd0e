"""The sample enterprise for tests that need a whole year: made once per run, copied in milliseconds."""

import tempfile
from functools import cache
from pathlib import Path

from app.services.books import close_book
from app.services.sample import make_sample

SEED = 1


@cache
def _sample() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.samut"
        make_sample(path, seed=SEED)
        close_book()
        return path.read_bytes()


def sample_file(folder: Path, name: str = "ตัวอย่าง.samut") -> Path:
    """A closed book with the sample enterprise and its year."""
    path = folder / name
    path.write_bytes(_sample())
    return path
