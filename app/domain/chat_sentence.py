"""One line of a chat understood: what is ordered in it, and what it changes of what was ordered before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.chat_goods import Vocabulary, unit_of
from app.domain.chat_guess import GOODS, amount, with_guesses
from app.domain.chat_line import Doubt, LineState, ReadLine
from app.domain.chat_words import Token, Word
from app.domain.money import MILLI

_UNLIKELY = 500 * MILLI
_LEFT_OUT = frozenset({Word.TALK, Word.AND, Word.TIMES, Word.INTO})


@dataclass(slots=True)
class Before:
    """What a buyer has ordered so far and still wants: the lines of each sentence, oldest first."""

    batches: list[list[ReadLine]] = field(default_factory=list)
    sure: bool = True

    def newest(self) -> list[ReadLine]:
        """What she ordered last."""
        while self.batches:
            standing = [line for line in self.batches[-1] if line.state is not LineState.CANCELLED]
            if standing:
                return standing
            self.batches.pop()
        return []

    def all(self) -> list[ReadLine]:
        """Everything that stands."""
        return [x for batch in self.batches for x in batch if x.state is not LineState.CANCELLED]

    def of(self, wanted: ReadLine) -> ReadLine | None:
        """Her last line of these goods, or of this unknown code."""
        for batch in reversed(self.batches):
            for line in reversed(batch):
                same = line.goods is wanted.goods if wanted.goods else line.code == wanted.code
                if same and line.state is not LineState.CANCELLED:
                    return line
        return None


@dataclass(slots=True)
class _Mention:
    """Goods that the sentence names."""

    line: ReadLine
    ordered: bool
    number: bool = False


class Sentence:
    """A line that is read token by token."""

    def __init__(self, said: str, found: Sequence[Token], words: Vocabulary, before: Before) -> None:
        self.said, self.words, self.before = said, words, before
        self.found = with_guesses(list(found), words)
        self.items: list[_Mention] = []
        self.extra: list[ReadLine] = []
        self.changed: list[ReadLine] = []
        self.cancelled: list[ReadLine] = []
        self.question = False
        self._mode: Word | None = None
        self._target: ReadLine | None = None
        self._each = False
        self._order_seen = False
        self._pending: tuple[int, str] | None = None
        self._loose: list[tuple[int, str]] = []
        first = next((t.word for t in self.found if t.word in GOODS or t.word is Word.NUMBER), None)
        self._number_first = first is Word.NUMBER and any(t.word in GOODS for t in self.found)

    def understand(self) -> list[ReadLine]:
        """The lines of order that the sentence makes; none where it only changes others or is talk."""
        at = 0
        while at < len(self.found):
            at = self._step(at)
        if self._pending is not None:
            self._loose.append(self._pending)
        made = [self._finished(each) for each in self.items]
        return [*made, *self.extra] if made or self.extra else self._without_goods()

    # ------------------------------------------------------------ steps

    def _step(self, at: int) -> int:
        token = self.found[at]
        match token.word:
            case Word.ITEM | Word.UNKNOWN_CODE:
                self._goods(token)
            case Word.NUMBER | Word.HALF:
                return self._number(at)
            case Word.ORDER:
                self._order_seen, self._mode, self._target = True, None, None
            case Word.ADD:
                self._order_seen, self._mode = True, Word.ADD
            case Word.EACH:
                self._each = True
            case Word.CANCEL:
                self._cancel(at)
            case Word.CANCEL_ALL:
                self._drop([*(each.line for each in self.items), *self.before.all()])
            case Word.CHANGE:
                self._mode, self._target = Word.CHANGE, self._changed_goods()
            case Word.CHANGE_FROM:
                self._mode = Word.CHANGE_FROM
                if self.items:
                    self._target = self._changed_goods()
            case Word.INTO:
                if self._mode is Word.CHANGE_FROM:
                    self._mode = Word.CHANGE
            case Word.INSTEAD:
                self._instead(at)
            case Word.WRONG:
                self._mode = Word.WRONG
            case Word.QUESTION:
                self.question = True
            case _:
                pass
        return at + 1

    def _goods(self, token: Token) -> None:
        mention = _Mention(self._line_of(token), self._order_seen)
        mode = self._mode
        if mode is Word.CANCEL:
            self._drop_before(mention.line)
            return
        if mode is Word.CHANGE_FROM and self._target is None:
            self._target = self.before.of(mention.line)
            if self._target is None:
                self._nothing(mention.line)
            return
        if mode is Word.INSTEAD:
            self._replace(self.before.of(mention.line), mention.line)
            self._mode = None
            return
        if mode is Word.CHANGE:
            self._swap(mention)
            return
        if mode is Word.WRONG and self.items:
            old = self.items[-1].line
            old.state, old.doubt = LineState.CANCELLED, Doubt.CHANGED
            self.extra.append(old)
            mention.line.quantity_milli = old.quantity_milli
            self.items.pop()
        self._mode = None if mode is Word.WRONG else mode
        if self._pending is not None:
            self._give(mention, *self._pending)
            self._pending = None
        self.items.append(mention)

    def _number(self, at: int) -> int:
        value, unit, after = amount(self.found, at)
        mode, self._mode = self._mode, None
        last = self.items[-1] if self.items else None
        if mode in (Word.CHANGE, Word.CHANGE_FROM):
            self._set(self._target, value, unit)
        elif mode is Word.WRONG and last is not None:
            self._give(last, value, unit)
        elif self._each and self.items:
            for each in self.items:
                if not each.number:
                    self._give(each, value, unit)
        elif self._number_first and self._has_goods_after(after):
            self._pending = (value, unit)
        elif last is not None and not last.number:
            self._give(last, value, unit)
        elif mode is Word.ADD and last is None and not self._has_goods_after(after) and self.before.newest():
            self._more(value, unit)
        elif last is not None:
            last.line.wonder(Doubt.TWO_NUMBERS)
        elif self._has_goods_after(after):
            self._pending = (value, unit)
        else:
            self._loose.append((value, unit))
        return after

    def _cancel(self, at: int) -> None:
        if self._next_is_goods(at):
            self._mode = Word.CANCEL
            return
        self._mode = None
        if not self.items:
            if self.cancelled:
                return
            newest = self.before.newest()
            if newest:
                self._drop(newest)
            else:
                self._nothing(ReadLine(self.said))
            return
        items, self.items = self.items, []
        for each in items:
            if each.number or each.ordered:
                each.line.state, each.line.doubt = LineState.CANCELLED, Doubt.CHANGED
                self.extra.append(each.line)
                self.cancelled.append(each.line)
            else:
                self._drop_before(each.line)

    def _changed_goods(self) -> ReadLine | None:
        """What a change is about: the goods named last, else what was ordered last."""
        if not self.items:
            newest = self.before.newest()
            return newest[-1] if newest else None
        last = self.items[-1]
        if last.number or last.ordered:
            return last.line
        self.items.pop()
        earlier = self.before.of(last.line)
        if earlier is None:
            self.items.append(last)
            last.line.wonder(Doubt.NOTHING_TO_CHANGE)
            return last.line
        return earlier

    def _instead(self, at: int) -> None:
        if self._next_is_goods(at):
            self._mode = Word.INSTEAD
        elif self.items and self.cancelled:
            if not self.items[-1].number:
                self.items[-1].line.quantity_milli = self.cancelled[-1].quantity_milli
        elif self.items:
            newest = self.before.newest()
            self._replace(newest[-1] if newest else None, None)

    # ------------------------------------------------------------ changes

    def _swap(self, mention: _Mention) -> None:
        old = self._target
        self._mode = self._target = None
        if old is None:
            mention.line.wonder(Doubt.NOTHING_TO_CHANGE)
        else:
            mention.line.quantity_milli = old.quantity_milli
            self._drop([old])
            self.items = [each for each in self.items if each.line is not old]
        self.items.append(mention)

    def _replace(self, old: ReadLine | None, named: ReadLine | None) -> None:
        if old is None:
            if named is not None:
                self._nothing(named)
            return
        if self.items and not self.items[-1].number:
            self.items[-1].line.quantity_milli = old.quantity_milli
        self._drop([old])

    def _set(self, target: ReadLine | None, value: int, unit: str) -> None:
        self._target = None
        if target is None:
            self._nothing(ReadLine(self.said, quantity_milli=value or None))
            return
        _put(target, value, unit)
        own = next((each for each in self.items if each.line is target), None)
        if own is not None:
            own.number = True
        else:
            self._note_change(target)

    def _more(self, value: int, unit: str) -> None:
        newest = self.before.newest()[-1]
        line = replace(newest, said=self.said, state=LineState.NEW, doubt=None)
        mention = _Mention(line, ordered=True)
        self._give(mention, value, unit)
        self.items.append(mention)

    def _drop(self, lines: Sequence[ReadLine]) -> None:
        for line in lines:
            line.state, line.doubt = LineState.CANCELLED, Doubt.CHANGED
            self.cancelled.append(line)
            self.changed.append(line)

    def _drop_before(self, named: ReadLine) -> None:
        own = next((x for x in self.items if x.line.goods is not None and x.line.goods is named.goods), None)
        if own is not None:
            self.items.remove(own)
            own.line.state, own.line.doubt = LineState.CANCELLED, Doubt.CHANGED
            self.extra.append(own.line)
            return
        old = self.before.of(named)
        if old is None:
            self._nothing(named)
        else:
            self._drop([old])

    def _nothing(self, line: ReadLine) -> None:
        """A change of what was never ordered."""
        line.state, line.doubt = LineState.NEW, None
        line.wonder(Doubt.NOTHING_TO_CHANGE)
        self.extra.append(line)

    def _note_change(self, target: ReadLine) -> None:
        self.changed.append(target)
        if not self.before.sure:
            target.wonder(Doubt.CHANGED)
        elif target.doubt is None:
            target.doubt = Doubt.CHANGED

    # ------------------------------------------------------------ parts

    def _line_of(self, token: Token) -> ReadLine:
        line = ReadLine(self.said, code=token.text.strip()[:100])
        named = token.named
        if named is None:
            known = token.word is Word.UNKNOWN_CODE
            line.wonder(Doubt.UNKNOWN_CODE if known else Doubt.WHICH_GOODS)
            return line
        line.goods = named.goods
        if named.goods is None:
            line.wonder(Doubt.SEVERAL_GOODS)
        elif not named.sure:
            line.wonder(Doubt.GUESSED_GOODS)
        if named.code is not None:
            line.unit, line.price_e4 = named.code.unit, named.code.price_e4
            line.quantity_milli = named.code.quantity_milli
        return line

    def _give(self, mention: _Mention, value: int, unit: str) -> None:
        mention.number = True
        _put(mention.line, value, unit)

    def _finished(self, mention: _Mention) -> ReadLine:
        line = mention.line
        if line.quantity_milli is None and line.doubt is not Doubt.NONE:
            line.quantity_milli = MILLI
        if self.question:
            line.wonder(Doubt.QUESTION)
        return line

    def _without_goods(self) -> list[ReadLine]:
        """A sentence that names no goods: a number or an order of something, a change, or talk."""
        if self.changed or self.cancelled:
            return [ReadLine(self.said, state=LineState.SKIPPED, doubt=Doubt.CHANGES)]
        runs = [token.text for token in self.found if token.word is Word.RUN]
        counted = any(unit for _value, unit in self._loose)
        said_order = self._order_seen and not self.question
        if said_order or counted or (self._loose and not runs and not self.question):
            line = ReadLine(self.said, code=" ".join(runs)[:100])
            line.wonder(Doubt.WHICH_GOODS)
            value, unit = self._loose[0] if self._loose else (MILLI, "")
            _put(line, value, unit)
            return [line]
        return [ReadLine(self.said, state=LineState.SKIPPED, doubt=Doubt.TALK)]

    def _has_goods_after(self, at: int) -> bool:
        """Whether goods follow before the next number."""
        for token in self.found[at:]:
            if token.word in GOODS:
                return True
            if token.word in (Word.NUMBER, Word.HALF, Word.CANCEL, Word.CHANGE, Word.CHANGE_FROM, Word.WRONG):
                return False
        return False

    def _next_is_goods(self, at: int) -> bool:
        for token in self.found[at + 1 :]:
            if token.word not in _LEFT_OUT:
                return token.word in GOODS
        return False


def _put(line: ReadLine, value: int, unit: str) -> None:
    if value <= 0:
        line.quantity_milli = None
        line.wonder(Doubt.NONE)
        return
    line.unit, line.quantity_milli, sure = (
        unit_of(line.goods, unit, value) if unit else (line.unit, value, True)
    )
    if line.quantity_milli <= 0:
        line.quantity_milli = None
        line.wonder(Doubt.NONE)
    elif not sure:
        line.wonder(Doubt.UNIT)
    elif line.quantity_milli > _UNLIKELY:
        line.wonder(Doubt.MANY)
