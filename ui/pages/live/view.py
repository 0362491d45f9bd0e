"""A live sale: codes and names taken down as buyers call them, looked through, booked as orders."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from app.changes import Changes
from app.domain.chat_line import LineState
from app.domain.pre_order import DeliveryWay
from app.domain.promotion import minute_of
from app.domain.session import Permission
from app.i18n import _, ngettext
from app.queries.order_intake import IntakeContents, IntakeLine
from app.services.intake_booking import Booked, book_intake
from app.services.order_intake import (
    LineData,
    Taken,
    accept_lines,
    change_line,
    skip_lines,
)
from app.thai.dates import now
from reports.model import Kind
from ui import formats
from ui.link_uid import uid_in
from ui.models.rows import Col
from ui.pages.live import work
from ui.pages.live.forms import BookForm, LineForm, ListForm, PasteForm
from ui.widgets.arrange import column, row
from ui.widgets.basics import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage

SAID, PRICE = 0, 5
"""Columns that go where there is little room."""


class LiveView(ListPanelPage[IntakeLine]):
    """The lines of one list of orders."""

    name = "live-sale"
    icon = "smartphone"
    listens = Changes.MARKET | Changes.PRODUCTS
    panel_width = 400
    narrow = 720
    less = (SAID, PRICE)

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[IntakeLine]]:
        """The columns of the list."""
        return [
            Col(lambda: _("As it was said"), lambda each: each.said, weight=7, private=True),
            Col(lambda: _("Buyer"), lambda each: each.party or each.buyer, weight=4, private=True),
            Col(lambda: _("Goods"), lambda each: each.product or each.code, weight=5),
            Col(lambda: _("Quantity"), lambda each: each.quantity_milli, Kind.QUANTITY, weight=2),
            Col(lambda: _("Unit"), lambda each: each.unit_name, weight=2),
            Col(lambda: _("Price"), lambda each: each.price_e4, Kind.UNIT_COST, weight=2, private=False),
            Col(lambda: _("State"), work.why, weight=5, tone=work.tone),
        ]

    def build(self) -> None:
        """The strip to type in, figures, parts, tools, forms."""
        may = self._session.may(Permission.KEEP_ORDERS)
        self._open: IntakeContents | None = None
        self._wanted_list: bytes | None = None
        self._just_taken: object = None
        self.name_list(lambda: _("Lines of the list"), lambda: _("Search in the lines"))
        self.which = SimpleChoice()
        self.which.setMinimumWidth(220)
        self.which.committed.connect(self._on_list_chosen)
        self.text(self.which.setAccessibleName, lambda: _("Which list"))
        self.list.add_filter(self.which)
        self.call = NameField(most=400)
        self.call.edit.returnPressed.connect(self._on_called)
        self.call_words = Label("", strong=True)
        self.call_button = Button("", self._on_called, icon="pencil")
        self.strip = row(self.call_words, self.call, self.call_button)
        self.strip.setStretch(1, 1)
        self.list.head.insertLayout(2, self.strip)
        self.text(self.call_words.setText, lambda: _("As they call it"))
        self.text(self.call.setAccessibleName, lambda: _("As they call it"))
        self.text(self.call.edit.setPlaceholderText, lambda: _("A12 2 Miss A"))
        self.text(self.call_button.set_text, lambda: _("Take down"))
        self.add_chips(
            lambda: _("Which lines"),
            [
                ("all", lambda: _("All")),
                ("doubtful", lambda: _("Doubtful")),
                ("waiting", lambda: _("Waiting")),
                ("booked", lambda: _("Booked")),
                ("out", lambda: _("Left out")),
            ],
            work.stands_under,
        )
        if may:
            self.book_button = self.add_tool(lambda: _("Book all"), "check", self._begin_booking)
            self.paste_button = self.add_tool(lambda: _("Paste a chat"), "sticky-note", self._begin_paste)
            self.codes_button = self.add_tool(lambda: _("Codes"), "tags", self._begin_codes)
            self.file_button = self.add_tool(
                lambda: _("From a file"), "file-spreadsheet", self._on_file_clicked
            )
        self.add_new(lambda: _("New list"), self._begin_list, may=may)
        self.accept_button = self.add_action(
            lambda: _("It is right so"),
            "check",
            self._accept_line,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: may and each.state is LineState.DOUBTFUL and _is_whole(each),
        )
        self.change_button = self.add_action(
            lambda: _("Decide"), "pencil", self._begin_line, keys="F4", when=lambda each: may and each.waits
        )
        self.skip_button = self.add_action(
            lambda: _("Leave out"), "x", self._skip_line, keys="Ctrl+D", when=lambda each: may and each.waits
        )
        self.again_button = self.add_action(
            lambda: _("Look at it again"),
            "undo-2",
            self._unskip_line,
            when=lambda each: may and each.state in (LineState.SKIPPED, LineState.CANCELLED),
        )
        self.order_button = self.add_action(
            lambda: _("Open the order"),
            "external-link",
            self._open_order,
            when=lambda each: each.order_uid is not None,
        )
        self.said, self.why = Label("", strong=True, wrap=True, private="words"), Label("", wrap=True)
        self.panel.add(column(self.said, self.why, -1))
        self.sheet.hide()
        self.form = self.add_form(ListForm(self._today))
        self.paste_form = self.add_form(PasteForm())
        self.line_form = self.add_form(LineForm(), beside=True)
        self._promise_days = 0
        self.book_form = self.add_form(BookForm(self._today), beside=True)
        self.form.submitted.connect(self._on_list_typed)
        self.paste_form.submitted.connect(self._on_pasted)
        self.line_form.submitted.connect(self._on_line_decided)
        self.book_form.submitted.connect(self._on_booking)
        self._offer()

    def job(self) -> Callable[[], work.Shown]:
        """The lists, and the lines of one."""
        return partial(work.shown, self._wanted_list)

    def take(self, found: work.Shown) -> Sequence[IntakeLine]:
        """Show which list it is; gives its lines."""
        first = self._open is None and found.open is not None
        self._open = found.open
        self.which.set_choices([Choice(each.uid, each.name) for each in found.intakes])
        self.which.set_value(found.open.intake.uid if found.open else None)
        self._offer()
        if first and self.table.hasFocus():
            self.call.edit.setFocus()
        return found.open.lines if found.open else ()

    def lists_job(self) -> Callable[[], work.Lists]:
        """What the forms choose from."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give it to the forms."""
        self.form.set_lists(lists)
        self.line_form.set_lists(lists)
        self._promise_days = lists.promise_days

    def row_title(self, row: IntakeLine) -> str:
        """Who ordered."""
        return row.party or row.buyer or _("Whose?")

    def show_row(self, row: IntakeLine) -> None:
        """Show a line; while calls come in, the cursor waits for the next one and the list stays in front."""
        if self.key(row) == self._just_taken:
            self._just_taken = None
            self.call.edit.setFocus()
            if self.is_stacked():
                self._row = row
                self._show_actions()
                return
        super().show_row(row)

    def show_details(self, row: IntakeLine, _found: Any) -> None:
        """What was said, and what is to be decided."""
        self.said.setText(row.said)
        self.why.setText(work.why(row))

    def empty_words(self) -> Empty:
        """What will stand here."""
        if self._open is not None:
            return Empty(
                _("Nothing was taken down yet."),
                "",
                _(
                    "Type as the buyers call, or paste their chat. "
                    "Codes and names of goods are both understood."
                ),
            )
        return Empty(
            _("Orders from a live sale, a chat or a file are taken down here."),
            _("New list"),
            _("Every line is kept as it was said; you look through them, then all are booked at once."),
        )

    def open(self, argument: str) -> None:
        """``new``, or the uid of a list in hex."""
        if argument == "new":
            self.begin()
        elif argument:
            self._wanted_list = uid_in(argument)
            self.read()

    # ---- taking down

    def _offer(self) -> None:
        there = self._open is not None
        may = self._session.may(Permission.KEEP_ORDERS)
        for part in (self.call_words, self.call, self.call_button):
            part.setVisible(there and may)
        self.which.setVisible(there)
        if not may:
            return
        for button in (self.paste_button, self.codes_button, self.file_button):
            self.list.offer_tool(button, on=there)
        waits = self._open is not None and self._open.intake.new + self._open.intake.doubtful > 0
        self.list.offer_tool(self.book_button, on=waits)
        self.setFocusProxy(self.call.edit if there else self.table)

    @Slot()
    def _on_called(self) -> None:
        text = self.call.edit.text().strip()
        if not text or self._open is None:
            return
        uid = self._open.intake.uid
        self.call.set_value(None)
        self.call.edit.setFocus()
        self._runner.run(
            self,
            partial(work.take_text, self._session, uid, text),
            self._on_taken,
            failed=partial(self._on_call_failed, text),
        )

    def _on_call_failed(self, text: str, error: Exception) -> None:
        if not self.call.edit.text():
            self.call.edit.setText(text)
        self._messages.show_error(error)

    def _on_taken(self, taken: Taken) -> None:
        self._just_taken = taken.first + taken.lines - 1
        self.wait_for(self._just_taken)
        if taken.doubtful:
            self._messages.say(
                ngettext("{count} line is doubtful.", "{count} lines are doubtful.", taken.doubtful).format(
                    count=formats.count(taken.doubtful)
                )
            )

    @Slot(object)
    def _on_list_chosen(self, key: object) -> None:
        if isinstance(key, bytes) and (self._open is None or key != self._open.intake.uid):
            self._wanted_list = key
            self._row = None
            self.panel.hide()
            self.read()

    def _begin_paste(self) -> None:
        self.show_form(self.paste_form)
        self.paste_form.clear_form()

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        if self._open is not None:
            job = partial(work.take_text, self._session, self._open.intake.uid, text)
            self.save(self.paste_form, job, _("The lines are taken down."), self._on_taken)

    def _on_file_clicked(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Orders from a file"), str(Path.home()), "*.xlsx *.csv *.txt"
        )
        if chosen and self._open is not None:
            self.act(
                partial(work.take_path, self._session, self._open.intake.uid, Path(chosen)), self._on_taken
            )

    # ---- lists

    def _begin_list(self) -> None:
        self.show_form(self.form)
        self.form.clear_form()

    def _begin_codes(self) -> None:
        if self._open is not None:
            self.show_form(self.form)
            self.form.fill(self._open)

    @Slot(object)
    def _on_list_typed(self, typed: work.TypedList) -> None:
        self._wanted_list = typed.uid
        self.save(
            self.form, partial(work.save_list, self._session, typed), _("The list is saved."), self._to_call
        )

    def _to_call(self, _result: object) -> None:
        self.call.edit.setFocus()

    # ---- lines

    def _begin_line(self) -> None:
        if self._row is not None:
            self.show_form(self.line_form)
            self.line_form.begin(self._row)

    @Slot(int, object)
    def _on_line_decided(self, position: int, data: LineData) -> None:
        if self._open is not None:
            uid = self._open.intake.uid
            job = partial(change_line, self._session, uid, position=position, data=data)
            self.save(self.line_form, job, _("Decided."))

    def _accept_line(self) -> None:
        self._on_row(accept_lines)

    def _skip_line(self) -> None:
        self._on_row(skip_lines)

    def _unskip_line(self) -> None:
        self._on_row(partial(skip_lines, skipped=False))

    def _on_row(self, command: Callable[..., Any]) -> None:
        if self._row is not None and self._open is not None:
            chosen = {each.position for each in self.table.chosen_rows()} | {self._row.position}
            known = {each.position: each for each in self._open.lines}
            positions = [at for at in sorted(chosen) if known[at].state is not LineState.BOOKED]
            self.act(partial(command, self._session, self._open.intake.uid, positions=positions))

    def _open_order(self) -> None:
        if self._row is not None:
            self._go_to("market", f"orders:{self._row.order}")

    # ---- booking

    def _begin_booking(self) -> None:
        if self._open is not None:
            self.show_form(self.book_form)
            self.book_form.begin(self._open.intake.new, self._promise_days)

    @Slot(object, object)
    def _on_booking(self, day: Any, way: DeliveryWay) -> None:
        if self._open is not None:
            uid = self._open.intake.uid
            job = partial(
                book_intake,
                self._session,
                uid,
                on=self._today(),
                wanted_on=day,
                delivery=way,
                minute=minute_of(now()),
            )
            self.save(self.book_form, job, _("The orders are booked."), self._on_booked)

    def _on_booked(self, booked: Booked) -> None:
        self._messages.say(
            ngettext("{count} order is booked.", "{count} orders are booked.", len(booked.codes)).format(
                count=formats.count(len(booked.codes))
            )
        )


def _is_whole(line: IntakeLine) -> bool:
    return bool(line.product_uid and line.quantity_milli and (line.buyer or line.party_uid))
