"""Every sentence of the program stands in the Thai catalogue, and nothing else does."""

from collections import defaultdict
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_file

from resources import resource
from resources.locale import compile as catalogues
from tests.architecture.tree import name_of, python_files

# What gettext's functions are called in the code, and which arguments are sentences.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
Sentence = tuple[str, str, str]


def sentences() -> dict[Sentence, list[str]]:
    """Every marked sentence (context, sentence, plural) with the places that say it."""
    found: dict[Sentence, list[str]] = defaultdict(list)
    for file in python_files("app", "db", "reports", "ui"):
        for line, message, _, context in extract_from_file("python", file, keywords=KEYWORDS):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            if singular:
                found[context or "", singular, plural].append(f"{name_of(file)}:{line}")
    return dict(found)


SENTENCES = sentences()
TRANSLATED = {
    catalogues.key_of(entry): entry
    for file in catalogues.area_files()
    for entry in polib.pofile(str(file), encoding="utf-8")
}


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 10


def test_every_sentence_is_in_the_catalogue() -> None:
    missing = {sentence: places for sentence, places in SENTENCES.items() if sentence not in TRANSLATED}
    listing = "\n".join(f"{places[0]}: {sentence!r}" for sentence, places in sorted(missing.items()))
    assert not missing, f"{len(missing)} sentences without Thai:\n{listing}"


def test_the_catalogue_holds_nothing_else() -> None:
    unused = sorted(sentence for sentence in TRANSLATED if sentence not in SENTENCES)
    assert not unused


def test_placeholders_are_named() -> None:
    nameless = [
        (sentence, places)
        for sentence, places in SENTENCES.items()
        if any(not name.isidentifier() for name in catalogues.placeholders(sentence[1]))
    ]
    assert not nameless


def test_the_catalogues_can_be_merged_and_the_merged_one_is_current() -> None:
    merged = catalogues.catalogue_bytes(catalogues.area_files())
    assert resource("locale/th/LC_MESSAGES/samut.mo").read_bytes() == merged


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def area(folder: Path, name: str, body: str) -> Path:
    """A catalogue of one area, written for a test."""
    file = folder / f"{name}.po"
    file.write_text(HEAD + body, encoding="utf-8")
    return file


def test_areas_are_merged_and_read_back_by_gettext(tmp_path: Path) -> None:
    import gettext

    files = [
        area(
            tmp_path, "a", 'msgid "Sell"\nmsgstr "ขาย"\n\nmsgid "{count} bag"\nmsgid_plural "{count} bags"\n'
        ),
        area(tmp_path, "b", 'msgid "Sell"\nmsgstr "ขาย"\n\nmsgctxt "month"\nmsgid "May"\nmsgstr "พ.ค."\n'),
    ]
    with files[0].open("a", encoding="utf-8") as file:
        file.write('msgstr[0] "{count} ถุง"\n')
    (tmp_path / "all.mo").write_bytes(catalogues.catalogue_bytes(files))
    with (tmp_path / "all.mo").open("rb") as binary:
        thai = gettext.GNUTranslations(binary)
    assert thai.gettext("Sell") == "ขาย"
    assert [thai.ngettext("{count} bag", "{count} bags", n) for n in (1, 2)] == ["{count} ถุง"] * 2
    assert thai.pgettext("month", "May") == "พ.ค."
    assert catalogues.catalogue_bytes(files) == catalogues.catalogue_bytes(reversed(files))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('msgid "Sell"\nmsgstr ""\n', "has no translation"),
        ('#, fuzzy\nmsgid "Sell"\nmsgstr "ขาย"\n', "is fuzzy"),
        ('msgid "Sold {count}"\nmsgstr "ขาย {number}"\n', "wants ['count']"),
        ('msgid "Sold {count}"\nmsgstr "ขาย {count"\n', "expected '}'"),
        ('msgid "Buy"\nmsgstr "จ่าย"\n', "translated differently"),
        ('#~ msgid "Old"\n#~ msgstr "เก่า"\n', "obsolete"),
        (
            'msgid "{n} bag"\nmsgid_plural "{n} bags"\nmsgstr[0] "{n} ถุง"\nmsgstr[1] "{n} ถุง"\n',
            "Thai has one",
        ),
    ],
)
def test_a_faulty_catalogue_is_refused_with_its_reason(tmp_path: Path, body: str, reason: str) -> None:
    good = area(tmp_path, "a", 'msgid "Buy"\nmsgstr "ซื้อ"\n')
    with pytest.raises(catalogues.CatalogueError) as caught:
        catalogues.merge([good, area(tmp_path, "b", body)])
    assert len(caught.value.problems) == 1
    assert reason in caught.value.problems[0]
