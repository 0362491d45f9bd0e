"""An empty list of each kind to be filled in: headers that are understood, an example, and what is meant."""

import io

from app.domain.import_fields import FIELDS, KIND_WORDS, Holds, ImportField, ImportKind
from app.i18n import N_, _
from reports.render.style import PALETTE

HOLDS_WORDS: dict[Holds, str] = {
    Holds.TEXT: N_("words"),
    Holds.LINES: N_("words, also several lines"),
    Holds.MONEY: N_("baht, such as 1,250.50"),
    Holds.QUANTITY: N_("a number, such as 2.5"),
    Holds.PRICE: N_("baht, such as 1,250.50"),
    Holds.COUNT: N_("a whole number"),
    Holds.DAY: N_("a day, such as 05/10/2569"),
    Holds.YES_NO: N_("yes or no"),
    Holds.WORD: N_("one of:"),
}
WIDE = 16
FONT = "Tahoma"


def template(kind: ImportKind) -> bytes:
    """A workbook with the headers of a kind, one example row, and a sheet that explains every column."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        plain = book.add_format({"font_name": FONT, "font_size": 11})
        head = book.add_format(
            {"font_name": FONT, "font_size": 11, "bold": True, "bottom": 1, "bottom_color": PALETTE["edge"]}
        )
        needed = book.add_format(
            {
                "font_name": FONT,
                "font_size": 11,
                "bold": True,
                "bottom": 2,
                "bottom_color": PALETTE["indigo"],
                "font_color": PALETTE["indigo"],
            }
        )
        wrapped = book.add_format({"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_(KIND_WORDS[kind])[:31])
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(FIELDS[kind]):
            sheet.set_column(column, column, max(WIDE, len(_(field.title)) + 4), plain)
            sheet.write_string(0, column, _(field.title), needed if field.required else head)
            if field.example:
                sheet.write_string(1, column, field.example, plain)
        guide = book.add_worksheet(_("How to fill it in"))
        guide.set_column(0, 0, 30, wrapped)
        guide.set_column(1, 1, 14, wrapped)
        guide.set_column(2, 2, 70, wrapped)
        for column, words in enumerate((_("Column"), _("Needed"), _("What stands in it"))):
            guide.write_string(0, column, words, head)
        for row, field in enumerate(FIELDS[kind], 1):
            guide.write_string(row, 0, _(field.title), wrapped)
            guide.write_string(row, 1, _("yes") if field.required else "", wrapped)
            guide.write_string(row, 2, _meaning(field), wrapped)
        guide.write_string(
            len(FIELDS[kind]) + 2,
            0,
            _("The second row of the list is an example: write over it."),
            wrapped,
        )
    return target.getvalue()


def _meaning(field: ImportField) -> str:
    words = _(HOLDS_WORDS[field.holds])
    choices = ", ".join(choice[1][0] for choice in field.choices)
    return f"{words} {choices}".strip()
