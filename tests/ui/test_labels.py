"""Labels show any text literally, break Thai between words, give every line 1.5 em."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.thai import words
from ui import thai_text, theme
from ui.widgets.labels import Label, plain_tip

LONG = "วิสาหกิจชุมชนขายสินค้าได้มากที่สุดในวันตลาดนัดวันเสาร์ที่ผ่านมา"


def ink(label: Label) -> QImage:
    return label.grab().toImage()


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "a &amp; b", "&File", "=1+1", "%s", "<img src='x'>", "\u202eabc"]
)
def test_text_is_never_markup(qtbot, text):
    label = Label(text)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text
    assert label.accessibleName() == text


def test_bold_tag_is_drawn_as_letters(qtbot):
    plain, tagged = Label("x"), Label("<b>x</b>")
    qtbot.addWidget(plain)
    qtbot.addWidget(tagged)
    assert tagged.sizeHint().width() > 3 * plain.sizeHint().width()


def test_lines_are_one_and_a_half_em_high(qtbot):
    label = Label(LONG, wrap=True)
    qtbot.addWidget(label)
    lines = label.heightForWidth(160) / theme.line_height()
    assert lines == int(lines)
    assert lines >= 3
    assert label.heightForWidth(5_000) == theme.line_height()


def test_marked_text_is_only_for_drawing(qtbot):
    label = Label(LONG, wrap=True)
    qtbot.addWidget(label)
    label.resize(160, 200)
    label.grab()
    assert words.BREAK not in label.text()
    assert words.BREAK in thai_text.thai(LONG)


def test_names_of_the_book_are_not_cut(qtbot):
    name = "น้ำพริกกุ้งเสียบบ้านปลายคลอง"
    try:
        assert words.BREAK in thai_text.thai(name)
        thai_text.set_names([name])
        assert thai_text.thai(name) == name
    finally:
        thai_text.set_names([])


def test_wrapped_text_needs_no_more_width_than_a_word(qtbot):
    label = Label(LONG, wrap=True)
    qtbot.addWidget(label)
    label.resize(120, label.heightForWidth(120))
    picture = ink(label)
    right = [picture.pixelColor(picture.width() - 1, y).alpha() for y in range(picture.height())]
    assert picture.width() == 120
    assert len(right) == label.heightForWidth(120)


def test_at_most_so_many_lines_the_last_cut(qtbot):
    label = Label(LONG * 3, wrap=True, lines=2)
    qtbot.addWidget(label)
    assert label.heightForWidth(200) == 2 * theme.line_height()
    label.resize(200, 2 * theme.line_height())
    whole = Label(LONG * 3, wrap=True)
    qtbot.addWidget(whole)
    whole.resize(200, whole.heightForWidth(200))
    assert ink(label) != ink(whole)


def test_line_feeds_count_in_wrapped_text_only(qtbot):
    wrapped, single = Label("a\nb", wrap=True), Label("a\nb")
    qtbot.addWidget(wrapped)
    qtbot.addWidget(single)
    assert wrapped.heightForWidth(200) == 2 * theme.line_height()
    assert single.text() == "a b"


def test_label_that_is_cut_may_be_narrow(qtbot):
    label = Label(LONG, elide=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 40


def test_tone_changes_the_colour(qtbot):
    label = Label("x", tone="soft")
    qtbot.addWidget(label)
    label.ensurePolished()
    soft = label.palette().color(label.foregroundRole()).name()
    label.set_tone("clay")
    assert soft == theme.css("ink-soft").lower()
    assert label.palette().color(label.foregroundRole()).name() == theme.css("clay").lower()


def test_wrapped_label_grows_with_the_type(qtbot, qapp):
    label = Label("x", wrap=True)
    qtbot.addWidget(label)
    label.resize(100, 30)
    label.show()
    theme.apply(qapp, percent=200)
    assert label.line_height() == 45
    assert label.minimumHeight() >= 45


def test_no_page_names_a_colour_or_a_font_by_itself():
    import re

    hand_made = re.compile(r"#[0-9A-Fa-f]{6}\b|QFont\(|setPointSize|setPixelSize|font-size")
    root = Path(__file__).resolve().parents[2] / "ui"
    kept = {"theme.py", "stylesheet.py"}
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in sorted(root.rglob("*.py"))
        if path.name not in kept
        for match in hand_made.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("text", ["<b>x</b>", "<img src='file:///etc/passwd'>", "plain", "a < b", "ก & ข"])
def test_tooltip_shows_markup_as_it_is_typed(text):
    from PySide6.QtGui import QTextDocument

    shown = plain_tip(text)
    document = QTextDocument()
    if "<" in shown:  # Qt takes only text with a tag for markup
        document.setHtml(shown)
    else:
        document.setPlainText(shown)
    assert document.toPlainText() == text
