"""Letters on A4 by mail merge: head, address in an envelope's window, words, signature, part to send back.

Imports reportlab, so import it on first use.
"""

from collections.abc import Callable, Iterator

from app.i18n import _
from reports.model import Issuer, LetterPage, Letters
from reports.render.canvas import Sheet
from reports.render.style import A4, MM
from reports.thai_text import Align, Weight, measure, visible, wrap

Progress = Callable[[int, int, str], object]
_LEFT, _RIGHT = 25 * MM, 20 * MM
_TOP, _BOTTOM = 14 * MM, 20 * MM
_WIDTH = A4[0] - _LEFT - _RIGHT
_WINDOW_LEFT, _WINDOW_TOP, _WINDOW_WIDTH = 25 * MM, 52 * MM, 80 * MM
"""Where the window of a DL envelope (110 × 220 mm) shows a sheet folded in three."""
_WINDOW_LINES = 6
_WORDS_TOP = 97 * MM
_FOLD = 99 * MM
_INDENT = 15 * MM
_SIZE, _LEADING = 11.5, 1.55
_EMPTY_LINE = 0.6
"""Of a line."""
_SIGN_HEIGHT = 32 * MM
_MOST_HEAD = 36 * MM
_BLANK = "." * 40


def render_letters_pdf(letters: Letters, progress: Progress | None = None) -> bytes:
    """All letters as one PDF, reproducible byte for byte; ``progress`` may raise to stop."""
    sheet = Sheet(A4, title=letters.title, author=letters.issuer.name)
    for number, letter in enumerate(letters.pages):
        if progress is not None:
            progress(number, len(letters.pages), letter.to[0] if letter.to else "")
        _Letter(sheet, letters.issuer, letter).draw()
    return sheet.finish()


class _Letter:
    """One letter down its pages."""

    def __init__(self, sheet: Sheet, issuer: Issuer, letter: LetterPage) -> None:
        self.sheet, self.issuer, self.letter = sheet, issuer, letter
        self.first = sheet.page_count
        self.y = A4[1] - _TOP

    def draw(self) -> None:
        """Draw it and close its last page."""
        letter = self.letter
        self._head()
        self._window()
        self.y = A4[1] - _WORDS_TOP
        if letter.subject:
            self._subject()
        self._words(letter.body)
        self._signature()
        if letter.reply:
            self._reply()
        self.sheet.end_page()
        if self.sheet.page_count - self.first > 1:
            self.sheet.on_pages(self.first, self.sheet.page_count, self._number)

    def _head(self) -> None:
        """Logo, name and address of the group; the day of the letter at the right."""
        sheet, issuer, top = self.sheet, self.issuer, A4[1] - _TOP
        left, logo = _LEFT, 19 * MM
        if issuer.logo and sheet.picture(issuer.logo, left, top - logo, logo, logo):
            left += logo + 4 * MM
        room = A4[0] - _RIGHT - left
        y = top
        for text in wrap(issuer.name, room, 15, Weight.SEMIBOLD, most_lines=2):
            sheet.fitted(left, y - 15, text, 15, Weight.SEMIBOLD, width=room)
            y -= 21
        details = [issuer.address.replace("\n", " ")] if issuer.address else []
        if issuer.phone:
            details.append(_("Tel. {phone}").format(phone=issuer.phone))
        for detail in details:
            for text in wrap(detail, room, 9.5, most_lines=2):
                if top - y < _MOST_HEAD - 16:
                    sheet.fitted(left, y - 9.5, text, 9.5, width=room, color="ink-soft")
                    y -= 14
        y = top - _MOST_HEAD + 4 * MM if top - y > _MOST_HEAD - 4 * MM else min(y, top - logo) - 3 * MM
        sheet.rule(_LEFT, y, A4[0] - _RIGHT, y, "indigo", 0.8)

    def _window(self) -> None:
        """Whom it is for, where the window is; the day beside it; a tick where it is folded."""
        sheet = self.sheet
        y = A4[1] - _WINDOW_TOP
        size = 11.5
        lines = [
            (text, weight)
            for place, line in enumerate(self.letter.to)
            for weight in (Weight.REGULAR if place else Weight.SEMIBOLD,)
            for text in wrap(line, _WINDOW_WIDTH, size, weight, most_lines=3)
        ]
        for text, weight in lines[:_WINDOW_LINES]:
            sheet.fitted(_WINDOW_LEFT, y - size, text, size, weight, width=_WINDOW_WIDTH)
            y -= size * 1.45
        sheet.text(
            A4[0] - _RIGHT - 70 * MM,
            A4[1] - _WINDOW_TOP - size,
            self.letter.on,
            _SIZE,
            align=Align.RIGHT,
            width=70 * MM,
        )
        sheet.rule(4 * MM, A4[1] - _FOLD, 8 * MM, A4[1] - _FOLD, "edge", 0.4)

    def _subject(self) -> None:
        word = _("Subject")
        used = measure(word, _SIZE, Weight.SEMIBOLD) + 8
        for place, text in enumerate(wrap(self.letter.subject, _WIDTH - used, _SIZE, Weight.SEMIBOLD)):
            self._need(_SIZE * _LEADING)
            if place == 0:
                self.sheet.text(_LEFT, self.y - _SIZE, word, _SIZE, Weight.SEMIBOLD, color="indigo")
            self.sheet.fitted(_LEFT + used, self.y - _SIZE, text, _SIZE, Weight.SEMIBOLD, width=_WIDTH - used)
            self.y -= _SIZE * _LEADING
        self.y -= _SIZE * _EMPTY_LINE

    def _words(self, text: str) -> None:
        """Paragraphs; one that needs more than a line begins further in, as letters do."""
        line = _SIZE * _LEADING
        for paragraph in text.split("\n"):
            if not paragraph.strip():
                self.y -= line * _EMPTY_LINE
                continue
            lines = list(_paragraph(paragraph))
            if len(lines) == 1:
                self._need(line)
            for place, (indent, words) in enumerate(lines):
                left_over = len(lines) - place
                self._need(line * (2 if left_over == 2 or (place == 0 and left_over > 1) else 1))
                self.sheet.fitted(_LEFT + indent, self.y - _SIZE, words, _SIZE, width=_WIDTH - indent)
                self.y -= line

    def _signature(self) -> None:
        """Room to sign over the name and office of who signs."""
        letter = self.letter
        self._need(_SIGN_HEIGHT)
        width = 75 * MM
        left = A4[0] - _RIGHT - width
        self.y -= 17 * MM
        self.sheet.rule(left + 6 * MM, self.y, left + width - 6 * MM, self.y, "edge", 0.6)
        for text in (f"({visible(letter.signatory) or _BLANK})", letter.office):
            self.y -= _SIZE * 1.45
            if text:
                self.sheet.fitted(left, self.y, text, _SIZE, width=width, align=Align.CENTER)
        self.y -= _SIZE

    def _reply(self) -> None:
        """Below a dashed line, kept together as far as it goes on one page."""
        line = _SIZE * _LEADING
        height = 10 * MM
        for paragraph in self.letter.reply.split("\n"):
            height += len(list(_paragraph(paragraph))) * line if paragraph.strip() else line * _EMPTY_LINE
        self._need(min(height, A4[1] - _TOP - _BOTTOM - 10 * MM))
        self.y -= 4 * MM
        dash = 2.5 * MM
        x = 8 * MM
        while x < A4[0] - 8 * MM:
            self.sheet.rule(x, self.y, x + dash, self.y, "edge", 0.6)
            x += 2 * dash
        self.y -= 5 * MM
        self._words(self.letter.reply)

    def _need(self, height: float) -> None:
        if self.y - height >= _BOTTOM:
            return
        self.sheet.end_page()
        self.y = A4[1] - _TOP
        to = self.letter.to[0] if self.letter.to else ""
        self.sheet.fitted(_LEFT, self.y - 9, self.issuer.name, 9, width=_WIDTH * 0.55, color="ink-soft")
        self.sheet.fitted(
            _LEFT + _WIDTH * 0.6,
            self.y - 9,
            to,
            9,
            width=_WIDTH * 0.4,
            color="ink-soft",
            align=Align.RIGHT,
        )
        self.y -= 9 * MM

    def _number(self, page: int, _pages: int) -> None:
        count = self.sheet.page_count - self.first
        words = _("Page {page}/{pages}").format(page=page - self.first, pages=count)
        self.sheet.text(_LEFT, _BOTTOM - 8 * MM, words, 8, color="ink-soft", align=Align.RIGHT, width=_WIDTH)


def _paragraph(text: str) -> Iterator[tuple[float, str]]:
    """The lines of a paragraph with how far in each begins."""
    whole = visible(text)
    lines = wrap(whole, _WIDTH, _SIZE)
    if len(lines) == 1:
        yield 0, lines[0]
        return
    first = wrap(whole, _WIDTH - _INDENT, _SIZE)[0]
    yield _INDENT, first
    rest = whole[whole.index(first) + len(first) :].strip() if first in whole else ""
    for line in wrap(rest, _WIDTH, _SIZE) if rest else ():
        yield 0, line
