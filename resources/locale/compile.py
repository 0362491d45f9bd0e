"""Merges the Thai catalogues of all areas into the one file that gettext reads.

``python -m resources.locale.compile`` writes it; with ``--check`` it only says whether it is current.
A tool for developers: it needs polib, and the program itself never imports it.
"""

import string
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import polib

FOLDER = Path(__file__).resolve().parent
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Language": "th",
    "MIME-Version": "1.0",
    "Plural-Forms": "nplurals=1; plural=0;",
    "Project-Id-Version": "samut",
}
Key = tuple[str, str, str]


class CatalogueError(Exception):
    """The catalogues cannot be merged; ``problems`` says why, one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def area_files(language: str = "th") -> list[Path]:
    """The catalogues of a language, one per area, in the order of their names."""
    return sorted((FOLDER / language).glob("*.po"))


def placeholders(text: str) -> frozenset[str]:
    """The names between braces in a sentence; raises ValueError where a brace stands alone."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def key_of(entry: polib.POEntry) -> Key:
    """What gettext looks a sentence up by: context, sentence, plural."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def translations_of(entry: polib.POEntry) -> list[str]:
    """The translated forms of an entry, singular or plural."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def problems_of(entry: polib.POEntry, place: str) -> list[str]:
    """What is wrong with one entry: fuzzy, empty, or placeholders that differ."""
    name = f"{place}: {entry.msgid!r}"
    problems = [f"{name} is fuzzy"] if entry.fuzzy else []
    forms = translations_of(entry)
    if not forms or not all(form.strip() for form in forms):
        return [*problems, f"{name} has no translation"]
    try:
        wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        for form in forms:
            if placeholders(form) != wanted:
                problems.append(
                    f"{name} wants {sorted(wanted)}, its translation {sorted(placeholders(form))}"
                )
    except ValueError as error:
        problems.append(f"{name}: {error}")
    if len(forms) > 1:
        problems.append(f"{name} has {len(forms)} plural forms; Thai has one")
    return problems


def merge(files: Iterable[Path]) -> dict[Key, polib.POEntry]:
    """All live entries of the catalogues by key; raises CatalogueError with every fault found."""
    merged: dict[Key, polib.POEntry] = {}
    first_place: dict[tuple[str, str], tuple[str, Key]] = {}
    problems: list[str] = []
    for file in files:
        for entry in polib.pofile(str(file), encoding="utf-8"):
            if entry.obsolete:
                problems.append(f"{file.name}: {entry.msgid!r} is obsolete; remove it")
                continue
            problems += problems_of(entry, file.name)
            key = key_of(entry)
            place, known = first_place.setdefault(key[:2], (file.name, key))
            if known not in merged:
                merged[key] = entry
            elif translations_of(merged[known]) != translations_of(entry) or known != key:
                problems.append(f"{file.name}: {entry.msgid!r} is translated differently in {place}")
    if problems:
        raise CatalogueError(problems)
    return merged


def catalogue_bytes(files: Iterable[Path]) -> bytes:
    """The merged catalogue in gettext's binary form; the same bytes for the same sentences."""
    catalogue = polib.MOFile()
    catalogue.metadata = dict(HEADER)
    for _, entry in sorted(merge(files).items()):
        catalogue.append(
            polib.MOEntry(
                msgid=entry.msgid,
                msgstr=entry.msgstr,
                msgid_plural=entry.msgid_plural or None,
                msgstr_plural=entry.msgstr_plural or None,
                msgctxt=entry.msgctxt or None,
            )
        )
    binary: bytes = catalogue.to_binary()
    return binary


def main(arguments: Sequence[str]) -> int:
    """Write the catalogue, or with ``--check`` compare; 0 when all is well."""
    target = FOLDER / "th" / "LC_MESSAGES" / "samut.mo"
    try:
        content = catalogue_bytes(area_files())
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    current = target.exists() and target.read_bytes() == content
    if "--check" in arguments:
        if not current:
            print(f"{target.name} is not current: run python -m resources.locale.compile", file=sys.stderr)
        return 0 if current else 1
    if not current:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Several may compile at once: the finished file replaces the old one in one step.
        temporary = target.with_name(f"{target.name}.new")
        temporary.write_bytes(content)
        temporary.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
