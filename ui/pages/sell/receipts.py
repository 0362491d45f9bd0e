"""Receipts after the sale: their slip, print, picture and PDF; the day's list, return and void."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.domain.document import DocumentKind, new_uid
from app.domain.sale import SaleReturnDraft
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_, _
from app.queries.sales import DocumentRow
from app.services.unit_of_work import Posted
from app.settings import MachineSettings
from app.thai.dates import now
from ui import formats
from ui.files import Place
from ui.pages.sell import bills, papers, work
from ui.pages.sell.done_view import DoneView
from ui.pages.sell.history_view import HistoryView
from ui.pages.sell.items import Shop
from ui.pages.sell.preview import PrintPreview
from ui.pages.sell.return_view import ReturnView
from ui.pages.sell.slip import SlipPanel
from ui.pages.sell.stage import Stage, View
from ui.pages.sell.void_box import VoidBox
from ui.runner import Runner
from ui.saving_files import save_file


class SystemPrinterError(UserError):
    """The system's printer did not take the pages."""

    message = N_("The printer did not take the receipt. Please look at it and print again.")


class Receipts(QObject):
    """One receipt is at hand: the one just sold, or the one chosen in the list."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        stage: Stage,
        done_view: DoneView,
        *,
        today: Callable[[], dt.date],
        machine: Callable[[], MachineSettings],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session, self._stage, self._done = runner, session, stage, done_view
        self._today, self._machine, self._window = today, machine, parent
        self._shop = Shop()
        self._at_hand: tuple[str, bytes] = ("", b"")
        self._png = b""
        self._choose_next = ""
        self._posting = False
        self._tools_before = False
        self.panel = SlipPanel()
        self.void_box = VoidBox()
        self.panel.layout().addWidget(self.void_box)  # type: ignore[union-attr]
        self.void_box.hide()
        self.history_view = HistoryView(today)
        self.return_view = ReturnView()
        self.preview = PrintPreview(runner)
        self.panel.act.connect(self.do)
        self._done.act.connect(self.do)
        self.history_view.day_chosen.connect(self._on_day_chosen)
        self.history_view.wanted.connect(self.find)
        self.history_view.chosen.connect(self._on_row_chosen)
        self.return_view.submitted.connect(self._on_return_submitted)
        self.return_view.back.connect(self.leave_return)
        self.preview.back.connect(self.leave_preview)
        self.preview.save.connect(self.save_pdf)
        self.preview.print_failed.connect(self._on_print_failed)
        self.void_box.confirmed.connect(self._on_void_confirmed)
        self.void_box.cancelled.connect(self.leave_void)

    def set_shop(self, shop: Shop) -> None:
        """What the book says now."""
        self._shop = shop
        self.return_view.set_tenders(shop.tenders)

    def retranslate(self) -> None:
        """Set every text again."""
        for view in (self.panel, self.void_box, self.history_view, self.return_view, self.preview):
            view.retranslate()

    @property
    def number(self) -> str:
        """The number of the receipt at hand."""
        return self._at_hand[0]

    @property
    def is_voiding(self) -> bool:
        """Whether the reason of a void is being asked."""
        return self.void_box.isVisibleTo(self.panel)

    def allows(self, act: str) -> bool:
        """Whether the receipt in the list takes this act now."""
        button = self.panel.buttons[act]
        return not self.is_voiding and button.isVisibleTo(self.panel)

    # ---- the receipt at hand

    def show_sold(self, sold: work.Sold) -> None:
        """The receipt that was just posted, with its slip at the right."""
        self._take(sold.number, sold.uid)
        self.panel.tools.hide()
        self.panel.show_slip(sold.number, b"")
        self._read_slip()
        if self._shop.print_after_sale:
            self.print_now()

    def _take(self, number: str, uid: bytes) -> None:
        self._at_hand, self._png = (number, uid), b""

    def _read_slip(self) -> None:
        number, _uid = self._at_hand
        read = partial(papers.slip, number, self._shop.paper)
        self._runner.run(self, read, self._on_slip_read, failed=self._stage.fail)

    def _on_slip_read(self, slip: papers.Slip) -> None:
        if slip.number == self._at_hand[0]:
            self._png = slip.png
            self.panel.slip.show_png(slip.png, _("Receipt {number}").format(number=slip.number))

    @Slot(str)
    def do(self, act: str) -> None:
        """Do what a button or key of the receipt says."""
        actions: dict[str, Callable[[], None]] = {
            "print": self.print_now,
            "picture": self.copy_picture,
            "pdf": self.save_pdf,
            "return": self.open_return,
            "void": self.open_void,
        }
        action = actions.get(act)
        if action is not None and self._at_hand[0]:
            action()

    def print_now(self) -> None:
        """Print; every print but the first says that it is a copy."""
        number, uid = self._at_hand
        work_now = partial(
            papers.print_receipt,
            self._session,
            number,
            uid,
            self._machine(),
            self._shop,
            now=now(),
        )
        self._say(_("Printing …"))
        self._runner.run(self, work_now, self._on_printed, failed=self._on_failed)

    def _on_printed(self, printed: papers.Printed) -> None:
        if printed.pages:
            self._say("")
            if self._stage.view not in (View.DONE, View.HISTORY):
                return
            self.preview.show_printed(printed, self._shop.paper)
            self._tools_before = self.panel.tools.isVisibleTo(self.panel)
            self.panel.tools.hide()
            self._stage.show(View.PREVIEW)
            return
        if printed.copy:
            self._say(
                _("{number} was printed, copy {count}.").format(number=printed.number, count=printed.copy)
            )
        else:
            self._say(_("{number} was printed.").format(number=printed.number))
        if self._stage.view is View.HISTORY:
            self._read_slip()

    @Slot()
    def _on_print_failed(self) -> None:
        self._stage.fail(SystemPrinterError())

    @Slot()
    def leave_preview(self) -> None:
        """Back to where the print was asked for."""
        if self._stage.view is View.PREVIEW:
            before = self._stage.before
            self.panel.tools.setVisible(self._tools_before)
            self._stage.show(before)
            if before is View.HISTORY:
                self._read_slip()

    def copy_picture(self) -> None:
        """Put the slip on the clipboard as a picture, for a chat."""
        image = QImage.fromData(self._png) if self._png else QImage()
        if image.isNull():
            return
        QGuiApplication.clipboard().setImage(image)
        self._say(_("The picture is copied. Paste it into a chat."))

    def save_pdf(self) -> None:
        """Write the receipt as PDF where the seller says."""
        place = save_file(self._window, self._at_hand[0], "pdf")
        if place is not None:
            self.save_pdf_to(place)

    def save_pdf_to(self, place: Place) -> None:
        """Write the receipt as PDF into a file."""
        save = partial(
            papers.save_pdf,
            self._session,
            *self._at_hand,
            place,
            self._shop.paper,
            now=now(),
        )
        self._runner.run(self, save, self._on_saved, failed=self._on_failed)

    def _on_saved(self, saved: papers.Saved) -> None:
        self._say(_("Saved as {name}.").format(name=saved.name))

    def _on_failed(self, error: Exception) -> None:
        self._say("")
        self._stage.fail(error)

    def _say(self, text: str) -> None:
        if self._stage.view is View.DONE:
            self._done.say(text)
        else:
            self._stage.say(text)

    # ---- the day's list

    def open_history(self) -> None:
        """Today's receipts in place of the grid."""
        self.leave_void()
        self.history_view.open()
        self._at_hand = ("", b"")
        self.panel.show_slip("", b"")
        self.panel.tools.hide()
        self._stage.show(View.HISTORY)
        self.reload()

    def reload(self, choose: str = "") -> None:
        """Read the day's receipts again, with the keys on one of them."""
        self._choose_next = choose or self._at_hand[0]
        read = partial(bills.receipts_of, self.history_view.shown_day())
        self._runner.run(self, read, self._on_receipts_read, failed=self._stage.fail)

    def _on_receipts_read(self, rows: tuple[DocumentRow, ...]) -> None:
        self.history_view.show_rows(rows, self._choose_next)
        if self._stage.view is View.HISTORY:
            self.history_view.focus_first()

    @Slot(object)
    def _on_day_chosen(self, _day: dt.date) -> None:
        self.reload()

    @Slot(str)
    def find(self, number: str) -> None:
        """Find a receipt of any day by its number or its last digits."""
        look = partial(bills.find_bill, number)
        self._runner.run(self, look, self._on_found, failed=self._on_not_found)

    def _on_found(self, bill: bills.Bill) -> None:
        self.history_view.day.set_value(bill.document.on)
        self.reload(bill.document.number)

    def _on_not_found(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.history_view.show_error(error)
        else:
            self._stage.fail(error)

    @Slot(object)
    def _on_row_chosen(self, row: DocumentRow | None) -> None:
        if self._stage.view is not View.HISTORY:
            return
        self.leave_void()
        if row is None:
            self._take("", b"")
            self.panel.show_slip("", b"")
            self.panel.tools.hide()
            return
        self._take(row.number, row.uid)
        is_sale = row.kind == DocumentKind.SALE
        standing = row.reversed_by is None
        self.panel.tools.show()
        self.panel.set_allowed(**{"repeat": is_sale, "return": is_sale and standing})
        self.panel.set_allowed(void=is_sale and standing)
        state = ""
        if row.reversed_by is not None:
            state = _("Voided by {number}: {reason}").format(
                number=row.reversed_by, reason=row.reversed_reason or ""
            )
        self.panel.show_slip(row.number, b"", state)
        self._read_slip()

    # ---- return

    def open_return(self) -> None:
        """Take goods of the receipt back."""
        self.leave_void()
        read = partial(bills.returnable, self._at_hand[0])
        self._runner.run(self, read, self._on_returnable, failed=self._stage.fail)

    def _on_returnable(self, found: bills.Returnable) -> None:
        if self._stage.view is not View.HISTORY:
            return
        self.panel.tools.hide()
        self._stage.show(View.RETURN)
        self.return_view.open(found)

    @Slot()
    def leave_return(self) -> None:
        """Back to the list; nothing came back."""
        self._stage.show(View.HISTORY)
        self.reload()

    @Slot(object)
    def _on_return_submitted(self, draft: SaleReturnDraft) -> None:
        if self._posting:
            return
        self._posting = True
        self.return_view.setEnabled(False)
        take = partial(bills.take_back, self._session, draft, on=self._today())
        self._runner.run(self, take, self._on_returned, failed=self._on_return_failed)

    def _on_returned(self, sold: work.Sold) -> None:
        self._posting = False
        self.return_view.setEnabled(True)
        self._stage.show(View.HISTORY)
        self.history_view.day.set_value(self._today())
        self.reload(sold.number)
        self._stage.note.show_text(
            _("{number}: give back {amount} baht.").format(
                number=sold.number, amount=formats.money(abs(sold.total))
            ),
            tone="good",
            action="",
        )

    def _on_return_failed(self, error: Exception) -> None:
        self._posting = False
        self.return_view.setEnabled(True)
        if isinstance(error, UserError):
            self.return_view.show_error(error)
        else:
            self._stage.fail(error)

    # ---- void

    def open_void(self) -> None:
        """Ask for the reason, below the slip."""
        self.panel.tools.hide()
        self.void_box.open(self._at_hand[0], new_uid())

    @Slot()
    def leave_void(self) -> None:
        """Nothing is voided."""
        if self.is_voiding:
            self.void_box.hide()
            self.panel.tools.show()
            self.history_view.focus_first()

    @Slot(str)
    def _on_void_confirmed(self, reason: str) -> None:
        number, uid = self._at_hand
        cancel = partial(bills.void, self._session, uid, reason, self.void_box.uid, on=self._today())
        self._runner.run(self, cancel, partial(self._on_voided, number), failed=self._on_void_failed)

    def _on_voided(self, number: str, _posted: Posted) -> None:
        self.leave_void()
        self._stage.say(_("{number} is voided.").format(number=number))
        self.reload(number)

    def _on_void_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.void_box.show_error(error)
        else:
            self._stage.fail(error)
