"""The two commands of a fresh machine: ``python3 run.py`` opens Samut, ``python3 run.py test`` checks it.

Standard library only, because it runs before anything is installed: it makes ``.venv``, installs the locked
and hashed packages into it, looks for the system libraries that Qt needs, and hands over.
It also reads well to Python 3.8, so that an old interpreter gets a sentence instead of a syntax error.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, Sequence  # noqa: UP035 - Python 3.8 has to be able to read this file

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
OLDEST = (3, 11)

USAGE = """\
python3 run.py [BOOK]           open Samut
python3 run.py cli COMMAND …    the same without a window; `cli --help` lists the commands
python3 run.py test [ARGUMENT …]  all checks and tests; arguments go to pytest
python3 run.py test --faults [ARGUMENT …]  faults and hostile input in full (long), and their table
"""

# Library, Debian's package. The window cannot be drawn without these, not even off screen.
DRAWING = (
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libX11.so.6", "libx11-6"),
    ("libbrotlidec.so.1", "libbrotli1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libz.so.1", "zlib1g"),
    ("libzstd.so.1", "libzstd1"),
)
# A real screen needs these too.
SCREEN = (
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-render.so.0", "libxcb-render0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-shm.so.0", "libxcb-shm0"),
    ("libxcb-sync.so.1", "libxcb-sync1"),
    ("libxcb-util.so.1", "libxcb-util1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
# Without these only one thing is missing: system printers, slip printers by USB.
PRINTING = (
    ("libcups.so.2", "libcups2"),
    ("libusb-1.0.so.0", "libusb-1.0-0"),
)

CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy", "--strict")),
    ("import-linter", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
)

FAULTS = ("tests/faults", "tests/hostile")
"""The folders whose tests have a long form and count what they tried."""


class SetupError(Exception):
    """Something outside the program is missing; the text says what to do."""


def say(english: str, thai: str = "") -> None:
    """Tell the user what happens, in English and, where given, in Thai."""
    print(f"{thai}\n{english}" if thai else english, file=sys.stderr, flush=True)


# ------------------------------------------------------------------ system packages (Debian and its children)


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_line(packages: Sequence[str]) -> str:
    """The one line that a person types to install Debian packages."""
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def install_system(packages: Sequence[str]) -> bool:
    """Install Debian packages if this is root on such a system; False when it is not or it failed."""
    if not is_root() or not shutil.which("apt-get"):
        return False
    say("Installing system packages: " + " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = subprocess.run(["apt-get", "-qq", "update"], env=environment, check=False)
    command = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages]
    return update.returncode == 0 and subprocess.run(command, env=environment, check=False).returncode == 0


def is_missing(library: str) -> bool:
    """Whether the system's loader cannot find a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def check_libraries(*, screen: bool, first_time: bool) -> None:
    """Look for what Qt needs on Linux and install or name what is missing; raises SetupError."""
    if not sys.platform.startswith("linux"):
        return
    needed = [(name, package) for name, package in DRAWING + (SCREEN if screen else ()) if is_missing(name)]
    useful = [(name, package) for name, package in PRINTING if (needed or first_time) and is_missing(name)]
    packages = [package for _, package in needed + useful]
    if not packages:
        return
    if install_system(packages):
        needed = [(name, package) for name, package in needed if is_missing(name)]
    if needed and shutil.which("apt-get"):
        raise SetupError(
            "Some system libraries are missing. Type this line, then start again:\n  "
            + install_line(packages)
        )
    if needed:
        names = " ".join(name for name, _ in needed)
        raise SetupError(f"Some system libraries are missing; install them, then start again: {names}")


# ------------------------------------------------------------------ the private Python environment


def venv_python() -> Path:
    """The interpreter inside ``.venv``."""
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def venv_works() -> bool:
    """Whether ``.venv`` is whole: an interpreter that is new enough and has pip."""
    if not venv_python().exists():
        return False
    code = f"import sys, pip; sys.exit(sys.version_info[:2] < {OLDEST!r})"
    try:
        probe = subprocess.run([str(venv_python()), "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return probe.returncode == 0


def make_venv() -> None:
    """Make ``.venv`` anew, in place of a broken one; raises SetupError."""
    package = f"python3.{sys.version_info[1]}-venv"
    if importlib.util.find_spec("ensurepip") is None and not install_system([package]):
        raise SetupError(
            "Python's venv part is missing. Type this line, then start again:\n  " + install_line([package])
        )
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    # A process of its own: the parts that were installed a moment ago are new to this one.
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode != 0:
        raise SetupError(f"Could not make {VENV}: see the lines above.")


def stamp_text(kind: str) -> str:
    """What a finished installation writes down; it changes with the locks, the project, the place."""
    digest = hashlib.sha256()
    names = ["requirements.lock", "pyproject.toml"]
    for name in [*names, "requirements-test.lock"] if kind == "test" else names:
        # As text: git may have given the file other line ends on another system.
        digest.update((ROOT / name).read_text(encoding="utf-8").encode("utf-8"))
    digest.update(str(ROOT).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def stamp_file(kind: str) -> Path:
    """Where a finished installation is written down."""
    return VENV / f"samut-{kind}.stamp"


def is_installed(kind: str) -> bool:
    """Whether ``.venv`` holds exactly what the locks say; a half-made one has no stamp."""
    try:
        return stamp_file(kind).read_text(encoding="utf-8") == stamp_text(kind) and venv_python().exists()
    except OSError:
        return False


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let two starts at once install one after the other."""
    with (ROOT / ".venv.lock").open("w") as file:
        if WINDOWS:
            import msvcrt

            while True:
                try:  # gives up after ten seconds, an installation takes longer
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                    break
                except OSError:
                    continue
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pip(*arguments: str) -> bool:
    """Run the environment's own pip; whether it succeeded."""
    command = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def install(kind: str) -> bool:
    """Bring ``.venv`` to what the locks say, for kind "run" or "test"; whether there was work.

    Raises SetupError.
    """
    if is_installed(kind):
        return False
    with only_one():
        if is_installed(kind):
            return False
        say(
            "Preparing Samut: first time only, some minutes, needs internet …",
            "กำลังเตรียมสมุดชุมชน ทำครั้งแรกครั้งเดียว ใช้เวลาไม่กี่นาทีและต้องต่ออินเทอร์เน็ต …",
        )
        if not venv_works():
            make_venv()
        lock = "requirements-test.lock" if kind == "test" else "requirements.lock"
        if not pip("install", "--require-hashes", "--only-binary=:all:", "-r", lock):
            raise SetupError(
                "Could not install the packages. Is there internet? Start again to go on.\n"
                "Samut runs on Linux x86_64 (glibc 2.34 or newer), Windows x64 and macOS 14 (arm64), "
                "with Python 3.11 to 3.14."
            )
        if not pip("install", "--no-deps", "--no-build-isolation", "-e", "."):
            raise SetupError("Could not install Samut into its .venv: see the lines above.")
        for done in ("run", "test") if kind == "test" else ("run",):
            stamp_file(done).write_text(stamp_text(done), encoding="utf-8")
    return True


# ------------------------------------------------------------------ the commands


def hand_over(arguments: Sequence[str]) -> int:
    """Run the environment's Python in place of this one; its exit code."""
    command = [str(venv_python()), *arguments]
    if not WINDOWS:  # there, exec gives the console back before the program ends
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def open_program(arguments: Sequence[str]) -> int:
    """Open the window."""
    first_time = install("run")
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise SetupError(
            "There is no screen here to open a window on. `python3 run.py cli --help` works without."
        )
    check_libraries(screen=True, first_time=first_time)
    return hand_over(["-m", "app", *arguments])


def command_line(arguments: Sequence[str]) -> int:
    """Run a command without a window; needs no Qt library."""
    install("run")
    return hand_over(["-m", "ui.cli", *arguments])


def run_pytest(arguments: Sequence[str], environment: dict[str, str]) -> bool:
    """Run pytest, on as many cores as there are unless told otherwise; whether all is well."""
    workers = (
        []
        if {"-n", "--pdb", "--benchmark-enable"} & set(arguments)
        else ["-n", str(min(4, os.cpu_count() or 1))]
    )
    command = [str(venv_python()), "-m", "pytest", *workers, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def test_faults(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Run the tests of faults and hostile input in their long form, then print what was tried."""
    if not any((ROOT / argument.partition("::")[0]).exists() for argument in arguments):
        arguments = [*arguments, *FAULTS]
    with tempfile.TemporaryDirectory() as folder:
        counts = str(Path(folder) / "counts")
        environment = {**environment, "SAMUT_FAULTS": "full", "SAMUT_FAULT_COUNTS": counts}
        well = run_pytest(arguments, environment)
        table = [str(venv_python()), "-m", "tests.faults.counting", counts]
        nothing_lost = subprocess.run(table, cwd=ROOT, env=environment, check=False).returncode == 0
    return 0 if well and nothing_lost else 1


def test(arguments: Sequence[str]) -> int:
    """Run every check, then every test; 1 when any of them failed."""
    check_libraries(screen=False, first_time=install("test"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if "--faults" in arguments:
        return test_faults([each for each in arguments if each != "--faults"], environment)
    failed = []
    for name, what in CHECKS:
        say(f"== {name}")
        command = [str(venv_python()), *what]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
            failed.append(name)
    say("== pytest")
    if not run_pytest(arguments, environment):
        failed.append("pytest")
    if failed:
        say("Failed: " + ", ".join(failed))
    return 1 if failed else 0


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; the exit code."""
    if sys.version_info < OLDEST:
        say(f"Samut needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        return 1
    commands = {"test": test, "cli": command_line}
    try:
        if arguments and arguments[0] in ("-h", "--help"):
            print(USAGE, end="")
            return 0
        if arguments and arguments[0] in commands:
            return commands[arguments[0]](arguments[1:])
        return open_program(arguments)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know Thai; a sentence with marks missing is better than none.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
