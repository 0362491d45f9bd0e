"""The style sheet, generated from the tokens of ``ui.theme``; parts are named by dynamic properties.

Properties that pages set (through ``theme.set_role``):
``kind`` on buttons: primary, quiet, danger, tile, link; on frames: card, panel, banner, sidebar, header.
``tone`` on labels: soft, leaf, clay, turmeric, indigo; on banners: info, good, warn, bad.
``type`` on labels: small, large, title, figure, hero; ``strong`` for weight 600.
"""

from collections.abc import Mapping
from string import Template

from resources import resource

_SHEET = Template("""
QToolTip { background: $ink; color: $paper; border: 0; padding: 4px 8px; font-size: ${s13}px; }
QLabel { background: transparent; }
QLabel[type="small"] { font-size: ${s13}px; }
QLabel[type="large"] { font-size: ${s17}px; }
QLabel[type="title"] { font-size: ${s22}px; font-weight: 600; }
QLabel[type="figure"] { font-size: ${s30}px; font-weight: 600; }
QLabel[type="hero"] { font-size: ${s44}px; font-weight: 600; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[tone="soft"] { color: $ink_soft; }
QLabel[tone="leaf"] { color: $leaf; }
QLabel[tone="clay"] { color: $clay; }
QLabel[tone="turmeric"] { color: $turmeric_text; }
QLabel[tone="indigo"] { color: $indigo; }
QLabel[tone="on-indigo"] { color: $on_indigo; }

QFrame[kind="card"] { background: $sheet; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="card"][hover="true"]:hover { border-color: $indigo; }
QFrame[kind="panel"] { background: $sheet; border: 0; border-left: 1px solid $line; }
QFrame[kind="popup"] { background: $sheet; border: 1px solid $edge; border-radius: 8px; }
QFrame[kind="line"] { background: $line; border: 0; }
QFrame[kind="sidebar"] { background: $sunken; border: 0; border-right: 1px solid $line; }
QFrame[kind="header"] { background: $paper; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="status"] { background: $paper; border: 0; border-top: 1px solid $line; }
QFrame[kind="banner"] { border: 0; border-radius: 8px; background: $indigo_wash; }
QFrame[kind="banner"][tone="good"] { background: $leaf_wash; }
QFrame[kind="banner"][tone="warn"] { background: $turmeric_wash; }
QFrame[kind="banner"][tone="bad"] { background: $clay_wash; }
QFrame[kind="toast"] { background: $ink; border: 0; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $paper; }
QFrame[kind="toast"] QPushButton { background: transparent; color: $paper; border: 1px solid $paper;
  border-radius: 6px; padding: 3px 12px; min-height: 0; }
QFrame[kind="toast"] QPushButton:focus, QFrame[kind="toast"] QPushButton:hover { background: $paper;
  color: $ink; }

QPushButton, QToolButton { background: $sheet; color: $ink; border: 1px solid $edge; border-radius: 8px;
  padding: 0 15px; min-height: ${inner}px; }
QToolButton { padding: 0 8px; }
QPushButton:hover, QToolButton:hover { background: $indigo_wash; border-color: $indigo; }
QPushButton:pressed, QToolButton:pressed { background: $indigo_wash; border-color: $indigo_strong; }
QPushButton:focus, QToolButton:focus { border: 2px solid $indigo; padding: 0 14px;
  min-height: ${inner2}px; outline: 0; }
QToolButton:focus { padding: 0 7px; }
QPushButton:checked, QToolButton:checked { background: $indigo_wash; border-color: $indigo;
  color: $indigo; font-weight: 600; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $line; background: $paper; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: $indigo; color: $on_indigo; border-color: $indigo;
  font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $indigo_strong;
  border-color: $indigo_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $line; border-color: $line; color: $ink_soft; }
QPushButton[kind="danger"] { color: $clay; border-color: $clay; }
QPushButton[kind="danger"]:hover { background: $clay_wash; border-color: $clay; }
QPushButton[kind="danger"]:focus { border: 2px solid $clay; }
QPushButton[kind="danger"]:disabled { color: $faint; border-color: $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $indigo_wash;
  border-color: $indigo_wash; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $indigo; }
QPushButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:checked { background: $indigo_wash;
  border-color: $indigo_wash; }
QFrame[kind="sidebar"] QPushButton[kind="quiet"] { padding: 0; }
QPushButton[left="true"] { text-align: left; padding: 0 7px; }
QFrame[kind="sidebar"] QPushButton[kind="quiet"] { padding: 0; }
QPushButton[left="true"]:focus { padding: 0 6px; }
QToolButton[inside="true"] { min-height: 0; padding: 0; border-radius: 6px; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $indigo;
  padding: 0 3px;
  min-height: ${link}px; text-align: left; }
QPushButton[kind="link"]:hover { background: transparent; border-color: transparent;
  border-bottom-color: $indigo; border-radius: 0; }
QPushButton[kind="link"]:focus { border: 2px solid $indigo; padding: 0 2px; min-height: ${link2}px; }
QPushButton[touch="true"], QToolButton[touch="true"] { min-height: ${touch}px; }
QPushButton[touch="true"]:focus, QToolButton[touch="true"]:focus { min-height: ${touch2}px; }
QPushButton[large="true"] { font-size: ${s17}px; min-height: ${large}px; }
QPushButton[large="true"]:focus { min-height: ${large2}px; }
QPushButton[close="true"] { padding: 0 3px; }

QPushButton[kind="place"] { background: transparent; border: 0; border-left: 3px solid transparent;
  border-radius: 0;
  text-align: left; padding: 0 12px 0 13px; min-height: ${place}px; color: $ink; }
QPushButton[kind="place"]:hover { background: $indigo_wash; }
QPushButton[kind="place"]:checked { background: $indigo_wash; border-left-color: $indigo; color: $indigo;
  font-weight: 600; }
QPushButton[kind="place"]:focus { border: 2px solid $indigo; border-left: 3px solid $indigo;
  padding: 0 10px 0 13px; min-height: ${place2}px; }
QPushButton[kind="place"][folded="true"] { padding: 0 0 0 0; text-align: center; border-left-width: 3px; }

QFrame[kind="segments"] { background: $sunken; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="segments"] QPushButton { background: transparent; border: 1px solid transparent;
  padding: 0 11px;
  min-height: ${segment}px; border-radius: 6px; color: $ink_soft; }
QFrame[kind="segments"] QPushButton:hover { color: $ink; }
QFrame[kind="segments"] QPushButton:checked { background: $sheet; color: $indigo; border-color: $line;
  font-weight: 600; }
QFrame[kind="segments"] QPushButton:focus { border: 2px solid $indigo; padding: 0 10px;
  min-height: ${segment2}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: $sheet; color: $ink;
  border: 1px solid $edge;
  border-radius: 8px; padding: 0 11px; selection-background-color: $indigo; selection-color: $on_indigo; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $ink_soft; }
QLineEdit, QComboBox, QSpinBox { min-height: ${inner}px; }
QPlainTextEdit, QTextEdit { padding: 7px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $indigo; padding: 0 10px;
  min-height: ${inner2}px; }
QComboBox:on { border: 2px solid $indigo; padding: 0 10px; min-height: ${inner2}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $indigo; padding: 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $paper; color: $faint;
  border-color: $line; }
QLineEdit:read-only { background: $paper; border-color: $line; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $clay; }
QLineEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus { border: 2px solid $clay; }
QLineEdit[large="true"] { font-size: ${s22}px; min-height: ${large}px; }
QLineEdit[large="true"]:focus { min-height: ${large2}px; }
QComboBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QComboBox QLineEdit:focus { border: 0; padding: 0; min-height: 0; }
QComboBox::drop-down { border: 0; width: 32px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QListView[kind="popup"] { background: $sheet; border: 1px solid $edge;
  padding: 4px; outline: 0; }

QAbstractItemView { background: $sheet; color: $ink; border: 0; outline: 0; gridline-color: $line;
  selection-background-color: $indigo_wash; selection-color: $ink; alternate-background-color: $sheet; }
QTableView, QTreeView { border: 1px solid $line; border-radius: 8px; }
QTableView:focus, QTreeView:focus { border-color: $indigo; }
QTableView::item, QTreeView::item { padding: 0 12px; border: 0; border-bottom: 1px solid $line; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: $indigo_wash;
  color: $ink; }
QListView::item { min-height: ${row}px; padding: 0 12px; border-radius: 4px; }
QListView::item:hover { background: $sunken; }
QListView::item:selected:hover { background: $indigo_wash; }
QHeaderView { background: $sheet; border: 0; border-top-left-radius: 8px; border-top-right-radius: 8px; }
QHeaderView::section { background: $sheet; color: $ink_soft; border: 0; border-bottom: 1px solid $edge;
  padding: 0 15px;
  font-size: ${s13}px; font-weight: 600; min-height: ${head}px; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QListView[kind="grid"] { background: transparent; }
QTableCornerButton::section { background: $sheet; border: 0; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="ground"] { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $sheet; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 8px 24px 8px 12px; border-radius: 4px; }
QMenu::item:selected { background: $indigo_wash; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: ${link}px; padding: 0 4px;
  border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator { width: ${mark}px; height: ${mark}px; border: 1px solid $edge; border-radius: 4px;
  background: $sheet; }
QCheckBox::indicator:hover { border-color: $indigo; }
QCheckBox::indicator:checked { border: 1px solid $indigo; background: $ticked; image: url("$tick"); }
QCheckBox::indicator:disabled { border-color: $line; background: $paper; }
QCheckBox::indicator:checked:disabled { background: $ticked_off; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $indigo; }
QProgressBar { background: $line; border: 0; border-radius: 4px; height: 8px; text-align: center;
  color: transparent; }
QProgressBar::chunk { background: $indigo; border-radius: 4px; }
QTabBar::tab { background: transparent; color: $ink_soft; border: 0;
  border-bottom: 2px solid transparent; padding: 8px 16px; }
QTabBar::tab:selected { color: $indigo; border-bottom-color: $indigo; font-weight: 600; }
QTabBar::tab:focus { background: $indigo_wash; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QDialog { background: $paper; }
""")


def stylesheet(
    colors: Mapping[str, str], sizes: Mapping[int, int], *, control: int, row: int, touch: int
) -> str:
    """The sheet for colours by token, type sizes by step, and the heights of controls and rows."""
    names = {token.replace("-", "_"): value for token, value in colors.items()}
    names |= {f"s{step}": str(size) for step, size in sizes.items()}
    heights = {
        "inner": control - 2,
        "inner2": control - 4,
        "touch": max(touch, control) - 2,
        "touch2": max(touch, control) - 4,
        "large": max(56, control + 16, touch) - 2,
        "large2": max(56, control + 16, touch) - 4,
        "place": control,
        "place2": control - 4,
        "segment": control - 8,
        "segment2": control - 10,
        "link": control - 12,
        "link2": control - 14,
        "mark": control // 2 - 2,
        "row": row,
        "head": max(32, row - 4),
    }
    return _SHEET.substitute(
        names,
        faint=_halfway(colors["ink-soft"], colors["sheet"]),
        ticked=max(colors["indigo"], colors["indigo-wash"], key=_lightness),
        ticked_off=max(colors["edge"], colors["line"], key=_lightness),
        tick=resource("icons/check.svg").as_posix(),
        **{k: str(v) for k, v in heights.items()},
    )


def _lightness(rgb: str) -> int:
    """The sum of a colour's parts: the tick is always black, so its ground is the lighter of two."""
    return sum(int(rgb[at : at + 2], 16) for at in (1, 3, 5))


def _halfway(first: str, second: str) -> str:
    """A colour seven parts of ten towards the first: text of what cannot be used now."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{(7 * a + 3 * b) // 10:02x}" for a, b in pairs)
