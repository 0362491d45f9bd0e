"""Settings of this machine: a small file, whole or not at all, never in the way of starting."""

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest

from app import settings
from app.settings import (
    BusinessSettings,
    MachineSettings,
    SettingValueError,
    UndeclaredSettingError,
    change_machine,
    load_machine,
    remember_book,
    save_machine,
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    wanted = MachineSettings(
        language="en",
        theme="dark",
        type_scale=150,
        printer_kind="network",
        printer_target='a"b\\c\nd\te\x7f\x00ไทย🐟'.replace("\x00", ""),
        open_drawer=True,
        recent_books=("/home/a/สมุด.samut", 'C:\\books\\"x".samut', "\udc80"),
        window_geometry="AAAA==",
    )
    save_machine(wanted, path)
    loaded = load_machine(path)
    assert dataclasses.replace(loaded, recent_books=wanted.recent_books) == wanted
    assert loaded.recent_books[:2] == wanted.recent_books[:2]
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_defaults_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_machine(MachineSettings(theme="dark"), path)
    assert path.read_text(encoding="utf-8") == 'theme = "dark"\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml at all [",
        "\x00",
        "type_scale = 9000",
        "type_scale = '150'",
        "type_scale = true",
        "theme = 5",
        "recent_books = [1, 2]",
        "open_drawer = 1",
        "unknown = 5",
        'language = "xx"',
    ],
)
def test_a_broken_file_or_value_means_the_default(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    assert load_machine(path) == MachineSettings()


def test_the_good_values_beside_a_bad_one_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"\ntype_scale = 1\n')
    assert load_machine(path) == MachineSettings(theme="dark")


def test_what_is_not_declared_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(UndeclaredSettingError):
        change_machine(path, colour="red")
    with pytest.raises(UndeclaredSettingError):
        change_machine(path, rounding_step=25)
    with pytest.raises(SettingValueError) as caught:
        change_machine(path, type_scale=500)
    assert caught.value.key == "type_scale"
    assert not path.exists()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.toml"
    change_machine(path, theme="dark")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        change_machine(path, theme="light")
    monkeypatch.undo()
    assert load_machine(path).theme == "dark"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]


def test_recent_books(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for name in [*"abcdefghij", "c"]:
        remember_book(tmp_path / name, path)
    names = [Path(each).name for each in load_machine(path).recent_books]
    assert names == list("cjihgfed")


def test_every_choice_and_range_is_about_a_declared_setting() -> None:
    declared: dict[str, Any] = {
        field.name: field.default
        for kind in (BusinessSettings, MachineSettings)
        for field in dataclasses.fields(kind)
    }
    assert set(settings.CHOICES) | set(settings.RANGES) <= set(declared)
    for name, choices in settings.CHOICES.items():
        assert declared[name] in choices
    for name, (least, most) in settings.RANGES.items():
        assert least <= declared[name] <= most
