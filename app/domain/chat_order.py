"""Orders read from pasted chat lines: who wants what and how many, second thoughts included; all pure.

Every line of the chat is kept as it was said, in its order: as one or more lines of order, or as talk that is
skipped. What is not certain is doubtful and says why; nothing is guessed in silence. The work grows with the
length of the text and nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.chat_goods import Vocabulary, heard
from app.domain.chat_line import Doubt, LineState, ReadLine, TooManyChatLinesError
from app.domain.chat_sentence import Before, Sentence
from app.domain.chat_words import Token, Word, tokens
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name

MOST_LINES = 2_000
"""Lines of one paste; a longer chat is pasted in parts."""
LONGEST = 400
"""Signs of a line; a longer one is cut into several."""
_MOST_NAME = 60

_NOISE = re.compile(
    r"(?:ถูกใจ|ตอบกลับ|แชร์|ส่งข้อความ|ดูคำแปล|ดูเพิ่มเติม|แก้ไขแล้ว|ผู้เขียน|แฟนตัวยง|ผู้ติดตามตัวยง|like|reply|share|author|edited|"
    r"top fan|follow|\d+\s*(?:วินาที|นาที|ชม\.?|ชั่วโมง|วัน|สัปดาห์|[smhdw]|min|hrs?)|"
    r"\d{4}[/.]\d{1,2}[/.]\d{1,2}.{0,12}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|"
    r"วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์).{0,30}|"
    r"\[?(?:สติกเกอร์|รูป|วิดีโอ|photo|sticker|video)\]?|[^0-9A-Za-zก-๎+]*)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\[?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?(?:น\.|am|pm))?\]?(?:\s+|$)", re.IGNORECASE)
_AUTHOR = re.compile(r"(?P<name>[^:：\d]{1,60})[:：](?!//)\s*(?P<rest>.*)")
_FIELDS = (
    "ที่อยู่",
    "โทร",
    "เบอร์",
    "รหัส",
    "จำนวน",
    "สินค้า",
    "รายการ",
    "หมายเหตุ",
    "วันที่",
    "เวลา",
    "ราคา",
    "รวม",
    "ยอด",
    "http",
)
_NAME_FIELD = re.compile(r"(?:ชื่อ(?:ผู้รับ|ลูกค้า|เฟส|ไลน์)?|ลูกค้า)\s*[:：]?\s*(?P<name>[^\d:：]{1,60})")
_POLITE_END = re.compile(r"\s*(?:นะ)?(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|ค่า)$")
_NOT_A_NAME = frozenset(
    {Word.ITEM, Word.UNKNOWN_CODE, Word.ORDER, Word.CANCEL, Word.CANCEL_ALL, Word.CHANGE, Word.CHANGE_FROM,
     Word.QUESTION, Word.NUMBER}
)  # fmt: skip


def read_chat(text: str, words: Vocabulary) -> list[ReadLine]:
    """The lines of a chat as lines of order, in their order; raises TooManyChatLinesError."""
    chat = Chat(words)
    for said in said_lines(text):
        chat.hear(said)
    return chat.read


def said_lines(text: str) -> list[str]:
    """The lines that were said, each clean and at most ``LONGEST`` signs; raises TooManyChatLinesError."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise TooManyChatLinesError(lines=len(lines), most=MOST_LINES)
    pieces = [line[at : at + LONGEST] for line in lines for at in range(0, len(line), LONGEST)]
    if len(pieces) > MOST_LINES:
        raise TooManyChatLinesError(lines=len(pieces), most=MOST_LINES)
    cleaned = (clean_name(piece, 2 * LONGEST) for piece in _columns(pieces))
    return [line for line in cleaned if line]


def _columns(pieces: Iterable[str]) -> Iterator[str]:
    """Columns of a copied chat: what stands before a tab is the time, then who speaks."""
    for piece in pieces:
        parts = [part.strip() for part in piece.split("\t") if part.strip()]
        clock = f"{parts.pop(0)} " if len(parts) > 1 and _CLOCK.fullmatch(parts[0]) else ""
        yield clock + (f"{parts[0]}: {' '.join(parts[1:])}" if len(parts) > 1 else "".join(parts))


@dataclass(slots=True)
class Chat:
    """A chat while it is read: what was said so far, who speaks, and what each has ordered."""

    words: Vocabulary
    read: list[ReadLine] = field(default_factory=list)
    _speaker: str = ""
    _is_sure: bool = True
    _before: dict[str, Before] = field(default_factory=dict)
    _last: list[ReadLine] = field(default_factory=list)

    def hear(self, said: str) -> None:
        """Take one more line."""
        line = _CLOCK.sub("", to_arabic(said), count=1) if _CLOCK.match(said) else to_arabic(said)
        if _NOISE.fullmatch(line):
            self.read.append(ReadLine(said, state=LineState.SKIPPED, doubt=Doubt.TALK))
            return
        author, rest = self._author(line)
        found = tokens(rest, self.words)
        if author:
            self._speaker, self._is_sure = author, True
        elif self._is_name(rest, found):
            self._speaker, self._is_sure = _bare(rest), any(each.word is Word.BUYER for each in found)
            rest = ""
        if not rest.strip():
            self.read.append(ReadLine(said, self._speaker, state=LineState.SKIPPED, doubt=Doubt.TALK))
            return
        self._understand(said, found, is_author=bool(author))

    def _understand(self, said: str, found: Sequence[Token], *, is_author: bool) -> None:
        buyer, sure = self._buyer(found, is_author=is_author)
        before = self._before.setdefault(heard(buyer), Before())
        known = before if before.batches or buyer else Before([self._last] if self._last else [], sure=False)
        sentence = Sentence(said, found, self.words, known)
        lines = sentence.understand()
        wanted = [line for line in lines if line.state is not LineState.SKIPPED]
        for line in lines:
            line.buyer = buyer
            if buyer and not sure and line.state is not LineState.SKIPPED:
                line.wonder(Doubt.GUESSED_BUYER)
        self.read.extend(lines)
        if wanted:
            before.batches.append(wanted)
            self._last = wanted

    def recall(self, lines: Iterable[ReadLine]) -> None:
        """What was read before, as far as it still stands, in its order."""
        batch: list[ReadLine] = []
        for line in lines:
            if batch and (batch[-1].said != line.said or batch[-1].buyer != line.buyer):
                batch = []
            if not batch:
                self._before.setdefault(heard(line.buyer), Before()).batches.append(batch)
            batch.append(line)
            self._last = batch

    # ------------------------------------------------------------ who speaks

    def _author(self, line: str) -> tuple[str, str]:
        named = _NAME_FIELD.fullmatch(line)
        if named is not None:
            return _bare(named["name"]), ""
        match = _AUTHOR.fullmatch(line)
        if match is None:
            return "", line
        name = match["name"].strip()
        if not name or name.lower().startswith(_FIELDS):
            return "", line
        if any(each.word in _NOT_A_NAME for each in tokens(name, self.words)):
            return "", line
        return _bare(name), match["rest"]

    def _is_name(self, rest: str, found: Sequence[Token]) -> bool:
        """A line that is nothing but a name: the lines below are hers."""
        kinds = {each.word for each in found}
        if not rest.strip() or len(rest) > _MOST_NAME or len(rest.split()) > 3 or not kinds:
            return False
        if not kinds <= {Word.BUYER, Word.RUN}:
            return False
        return Word.BUYER in kinds or all(self.words.guess(each.text) is None for each in found)

    def _buyer(self, found: Sequence[Token], *, is_author: bool) -> tuple[str, bool]:
        """Whose line it is, and whether that is sure."""
        if is_author:
            return self._speaker, True
        said = next((each.text for each in found if each.word is Word.BUYER), "")
        if said:
            return _bare(said), True
        if self._speaker:
            return self._speaker, self._is_sure
        return self._loose_name(found), False

    def _loose_name(self, found: Sequence[Token]) -> str:
        """A single word before or behind the order that may be who orders."""
        words = [each for each in found if each.word not in (Word.TALK, Word.AND)]
        if len(words) < 2 or not any(each.word in (Word.ITEM, Word.UNKNOWN_CODE) for each in words):
            return ""
        for each in (words[0], words[-1]):
            if each.word is Word.RUN and len(each.text) <= 30 and self.words.guess(each.text) is None:
                return _bare(each.text)
        return ""


def _bare(name: str) -> str:
    """A name without the polite words at its end."""
    before = ""
    name = name.strip(" :;,.-–—|>")
    while name != before:
        before = name
        name = _POLITE_END.sub("", name).strip()
    return name[:_MOST_NAME]
