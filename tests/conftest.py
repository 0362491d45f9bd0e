"""What every test needs: no screen, the same random cases each time, English to start with."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from app import i18n
from db import key_file

# Every document is pushed to the disk, and much of a run was waiting for it: where memory has room for the
# books of a run they lie there. TMPDIR says otherwise, and what is measured is measured on the disk.
MEMORY, ROOM = Path("/dev/shm"), 6 << 30
chosen = "TMPDIR" in os.environ or "--benchmark-enable" in sys.argv
if not chosen and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Other processes share the machine, so no test of a property may fail by the clock.
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=50,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# HYPOTHESIS_PROFILE=long searches on, with new cases each time.
settings.register_profile(
    "long", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def _english_first() -> Iterator[None]:
    """Each test starts with the English sentences and leaves no language behind."""
    if i18n.language() != "en":
        i18n.set_language("en")
    yield
    if i18n.language() != "en":
        i18n.set_language("en")


@pytest.fixture(autouse=True)
def _cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost next to nothing in tests, but where a test asks for the real price."""
    if "real_hashes" not in request.keywords:
        monkeypatch.setattr(key_file, "COST", key_file.Cost(1, 64, 1))


@pytest.fixture
def thai() -> Iterator[None]:
    """The program speaks Thai for one test."""
    i18n.set_language("th")
    yield
    i18n.set_language("en")
