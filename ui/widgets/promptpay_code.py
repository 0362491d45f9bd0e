"""The code to pay an amount by PromptPay, with its payee in words."""

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import _
from app.payments.promptpay import TargetKind, format_target, payload
from app.queries.catalogue import Tender
from reports.common import in_language
from ui import formats, theme
from ui.messages_text import error_text
from ui.widgets.arrange import column
from ui.widgets.labels import Label
from ui.widgets.qr_view import QrView


class PromptPayCode(QWidget):
    """The code of a way to pay and an amount; nothing where no number is set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qr = QrView()
        self.qr.setMaximumHeight(theme.px(360))
        self.payee = Label("", tone="soft", wrap=True)
        layout = column(self.qr, self.payee, spacing=4)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def show_code(self, tender: Tender | None, amount: int) -> bool:
        """Show the code of an amount in satang; whether there is one."""
        if tender is None or tender.kind != "promptpay" or not tender.promptpay_target or amount <= 0:
            self.hide()
            return False
        self.show()
        payee = tender.holder or in_language(tender.name, tender.name_en)
        try:
            code = payload(TargetKind(tender.promptpay_kind), tender.promptpay_target, amount)
        except UserError as error:
            self.qr.show_payload("", error_text(error))
            self.payee.setText(error_text(error))
            return True
        written = formats.money(amount)
        words = _("QR code for {amount} baht to {payee}")
        self.qr.show_payload(code, words.format(amount=written, payee=payee))
        target = _("To {target}").format(target=format_target(tender.promptpay_kind, tender.promptpay_target))
        self.payee.setText(f"{written} {_('baht')} · {payee}\n{target}")
        return True
