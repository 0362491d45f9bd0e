"""What stands where nothing is yet: its words in lines of about one length, within the room there is."""

import pytest

from ui.widgets.basics import SENTENCE, EmptyState

SENTENCES = {
    "th": "เลือกบุคคลเพื่อดูว่าเก็บอะไรไว้ เพราะอะไร และถึงเมื่อไร แล้วขอให้ลบสิ่งที่ไม่จำเป็นต้องเก็บได้",
    "en": "Goods against goods with other communities stand here, and what is still owed of them to us.",
}


@pytest.mark.parametrize("words", SENTENCES.values(), ids=SENTENCES)
@pytest.mark.parametrize("width", [360, 1000])
def test_no_word_is_left_alone_in_the_last_line(qtbot, words: str, width: int) -> None:
    empty = EmptyState("package-open", words)
    qtbot.addWidget(empty)
    empty.resize(width, 500)
    empty.show()
    label = empty.sentence
    widest = min(SENTENCE, width)
    assert label.width() <= widest
    assert label.heightForWidth(label.width()) == label.heightForWidth(label.maximumWidth())
    assert label.heightForWidth(label.width() - 1) > label.heightForWidth(label.width())


def test_short_words_stand_in_one_line(qtbot) -> None:
    empty = EmptyState("package-open", "")
    qtbot.addWidget(empty)
    empty.resize(1000, 500)
    empty.show()
    empty.set_texts("ยังไม่มีใบสั่งจอง")
    assert empty.sentence.heightForWidth(empty.sentence.width()) == empty.sentence.line_height()
