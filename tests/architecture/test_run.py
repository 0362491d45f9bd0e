"""``run.py`` prepares a fresh machine: it repairs what is half-made and says what it cannot do itself."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, with locks and no environment yet; nothing is installed for real."""
    for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml"):
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "is_root", lambda: False)
    return tmp_path


@pytest.fixture
def calls(machine: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would have been done: environments made, pip called."""
    done: list[tuple[str, ...]] = []

    def make() -> None:
        done.append(("venv",))
        run.venv_python().parent.mkdir(parents=True)
        run.venv_python().write_text("", encoding="utf-8")

    def pip(*arguments: str) -> bool:
        done.append(("pip", *arguments))
        return True

    monkeypatch.setattr(run, "make_venv", make)
    monkeypatch.setattr(run, "venv_works", lambda: ("venv",) in done)
    monkeypatch.setattr(run, "pip", pip)
    return done


def test_installs_once_with_hashes_and_without_building(calls: list[tuple[str, ...]]) -> None:
    assert run.install("run")
    assert calls[0] == ("venv",)
    assert calls[1] == (
        "pip",
        "install",
        "--require-hashes",
        "--only-binary=:all:",
        "-r",
        "requirements.lock",
    )
    assert calls[2] == ("pip", "install", "--no-deps", "--no-build-isolation", "-e", ".")
    assert not run.install("run")
    assert len(calls) == 3


def test_the_test_lock_serves_the_program_too(calls: list[tuple[str, ...]]) -> None:
    assert run.install("test")
    assert calls[1][-1] == "requirements-test.lock"
    assert not run.install("run")


def test_the_run_lock_does_not_serve_the_tests(calls: list[tuple[str, ...]]) -> None:
    run.install("run")
    assert run.install("test")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_new_lock_is_installed(machine: Path, calls: list[tuple[str, ...]], name: str) -> None:
    run.install("run")
    (machine / name).write_text("newer\n", encoding="utf-8")
    assert run.install("run")


def test_other_line_ends_are_no_new_lock(machine: Path, calls: list[tuple[str, ...]]) -> None:
    run.install("run")
    (machine / "requirements.lock").write_bytes(b"requirements.lock\r\n")
    assert not run.install("run")


def test_a_failed_download_leaves_no_stamp(
    calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "pip", lambda *_: False)
    with pytest.raises(run.SetupError, match="internet"):
        run.install("run")
    assert not run.is_installed("run")
    monkeypatch.setattr(run, "pip", lambda *_: True)
    assert run.install("run")
    assert run.is_installed("run")


def test_an_environment_without_its_interpreter_is_not_installed(calls: list[tuple[str, ...]]) -> None:
    run.install("run")
    run.venv_python().unlink()
    assert not run.is_installed("run")


def test_a_half_made_environment_does_not_work(machine: Path) -> None:
    assert not run.venv_works()
    run.venv_python().parent.mkdir(parents=True)
    run.venv_python().write_bytes(b"")
    assert not run.venv_works()


def test_a_half_made_environment_is_made_anew(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_over = run.VENV / "left-over"
    left_over.parent.mkdir()
    left_over.write_text("", encoding="utf-8")
    made: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        made.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", record)
    run.make_venv()
    assert made == [[sys.executable, "-m", "venv", str(run.VENV)]]
    assert not left_over.exists()


def test_missing_venv_part_is_one_line_to_type(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(run.SetupError) as caught:
        run.make_venv()
    package = f"python3.{sys.version_info[1]}-venv"
    assert str(caught.value).splitlines()[-1].strip() == run.install_line([package])


def test_missing_libraries_are_one_line_to_type(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        run, "is_missing", lambda name: name in ("libEGL.so.1", "libxcb-cursor.so.0", "libcups.so.2")
    )
    monkeypatch.setattr("shutil.which", lambda _: "apt-get")
    with pytest.raises(run.SetupError, match=r"libegl1 libxcb-cursor0 libcups2$"):
        run.check_libraries(screen=True, first_time=False)
    with pytest.raises(run.SetupError, match=r"libegl1 libcups2$"):
        run.check_libraries(screen=False, first_time=False)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(run.SetupError, match=r"libEGL\.so\.1$"):
        run.check_libraries(screen=False, first_time=False)


def test_root_on_debian_installs_what_is_missing(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"libEGL.so.1"}
    asked: list[list[str]] = []

    def install(packages: list[str]) -> bool:
        asked.append(packages)
        missing.clear()
        return True

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(run, "is_missing", lambda name: name in missing)
    monkeypatch.setattr(run, "install_system", install)
    run.check_libraries(screen=False, first_time=True)
    assert asked == [["libegl1"]]


def test_only_printing_missing_does_not_stop_the_program(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(run, "is_missing", lambda name: name == "libcups.so.2")
    run.check_libraries(screen=True, first_time=True)


def test_no_screen_is_said_in_a_sentence(
    calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run.main([]) == 1
    assert "no screen" in capsys.readouterr().err


def test_an_old_python_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "OLDEST", (99, 0))
    assert run.main([]) == 1
    assert "needs Python 99.0" in capsys.readouterr().err
