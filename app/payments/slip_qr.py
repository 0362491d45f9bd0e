"""Reads the small code on a customer's transfer slip: which bank sent it and its reference.

The code names neither amount nor payee. It says only which transfer the slip is of, so that a slip which
was shown before can be told; whether the money came is seen in the bank's app.
"""

from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_
from app.payments.tlv import UnreadableCodeError, crc16, read_tlv
from app.thai.normalise import clean_line

BANKS = {
    "002": N_("Bangkok Bank"),
    "004": N_("Kasikornbank"),
    "006": N_("Krungthai Bank"),
    "011": N_("TMBThanachart Bank"),
    "014": N_("Siam Commercial Bank"),
    "022": N_("CIMB Thai Bank"),
    "024": N_("UOB Thai"),
    "025": N_("Bank of Ayudhya (Krungsri)"),
    "030": N_("Government Savings Bank"),
    "033": N_("Government Housing Bank"),
    "034": N_("BAAC (ธ.ก.ส.)"),
    "066": N_("Islamic Bank of Thailand"),
    "067": N_("Tisco Bank"),
    "069": N_("Kiatnakin Phatra Bank"),
    "070": N_("ICBC Thai"),
    "071": N_("Thai Credit Bank"),
    "073": N_("Land and Houses Bank"),
    "truemoney": N_("TrueMoney wallet"),
}
"""Sending banks by the code on the slip; others are called by their code."""

_SLIP_OF_A_BANK = "000001"
_WALLET = ("01", "01")
_TRANSFER, _CHECK = "00", "91"


class NotASlipError(UserError):
    """Scanned text that is no code of a transfer slip."""

    message = N_("This is not the code of a transfer slip.")


@dataclass(frozen=True, slots=True)
class BankSlip:
    """A transfer as its slip names it."""

    bank: str
    """The sending bank's code, three digits, or ``truemoney``."""
    reference: str


def is_slip(text: str) -> bool:
    """Whether a scan is the code of a transfer slip."""
    try:
        read_slip(text)
    except NotASlipError:
        return False
    return True


def read_slip(text: str) -> BankSlip:
    """The bank and reference of a slip's code; raises NotASlipError, also for one that is cut off."""
    text = text.strip()
    try:
        tags = read_tlv(text)
        transfer = read_tlv(tags[_TRANSFER])
    except (KeyError, UnreadableCodeError) as error:
        raise NotASlipError from error
    if crc16(text[:-4]) != text[-4:].upper() or not text[:-4].endswith(f"{_CHECK}04"):
        raise NotASlipError
    if transfer.get("00") == _SLIP_OF_A_BANK:
        bank, reference = transfer.get("01", ""), transfer.get("02", "")
    elif (transfer.get("00"), transfer.get("01")) == _WALLET:
        bank, reference = "truemoney", transfer.get("03", "")
    else:
        raise NotASlipError
    reference = clean_line(reference)
    if not reference or not (bank == "truemoney" or (bank.isascii() and bank.isdigit() and len(bank) == 3)):
        raise NotASlipError
    return BankSlip(bank, reference)
