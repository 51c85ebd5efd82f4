"""The stylesheet of a look: what a palette cannot say, with every length already at scale (QSS does not scale)."""

from __future__ import annotations

from string import Template

from clerk_app.ui.tokens import Tokens

# Own paint does the rest (buttons, rail, tabs, table cells): QSS knows no ring outside a border. ``outline: 0`` takes
# Fusion's dotted focus rectangle away without a proxy style, whose Python would stand in every primitive drawn.
_SHEET = Template("""
QFrame#panel { background: $surface; border: 1px solid $divider; border-radius: ${r_panel}px; }
QLabel#photo { background: $sunken; border: 1px solid $divider; border-radius: ${r_control}px; }
QLineEdit, QPlainTextEdit, QComboBox {
  background: $surface; color: $text; placeholder-text-color: $text_3;
  border: ${p1}px solid $control_border; border-radius: ${r_control}px;
  padding: 0 ${p9}px; min-height: ${field}px; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit { padding: ${p4}px ${p5}px; }
QComboBox { padding-right: ${p28}px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $control_border_hover; }
QLineEdit:focus, QComboBox:focus { border: ${p2}px solid $focus; padding-left: ${p8}px; min-height: ${field_2}px; }
QPlainTextEdit:focus { border: ${p2}px solid $focus; padding: ${p3}px ${p4}px; }
QLineEdit[bad="true"], QComboBox[bad="true"] {
  border: ${p2}px solid $error; padding-left: ${p8}px; min-height: ${field_2}px; }
QPlainTextEdit[bad="true"] { border: ${p2}px solid $error; padding: ${p3}px ${p4}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: $surface_alt; color: $text_disabled; border-color: $divider; }
QLineEdit[echoMode="2"] { lineedit-password-character: 8226; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {
  border: 0; background: transparent; padding: 0; min-height: 0; }
QComboBox::drop-down { border: 0; width: ${p28}px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: ${p1}px solid $control_border;
  selection-background-color: $selection; selection-color: $text; outline: 0; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 ${p8}px; }
QAbstractItemView { outline: 0; }
QTableView { background: $surface; border: 0; }
QHeaderView { background: $surface_alt; border: 0; }
QHeaderView::section { background: $surface_alt; color: $text_2; border: 0; border-bottom: 1px solid $divider;
  padding: 0 ${p8}px; font-weight: 600; }
QScrollArea, QScrollArea > QWidget > QWidget#body { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: ${p2}px; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: ${p2}px; }
QScrollBar::handle { background: $control_border; border-radius: ${p4}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $control_border_hover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; color: $text; border: ${p1}px solid $control_border; padding: ${p4}px; }
QMenu::item { padding: ${p5}px ${p16}px; border-radius: ${r_chip}px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $text_disabled; }
QToolTip { background: $surface; color: $text; border: ${p1}px solid $control_border; padding: ${p4}px ${p8}px; }
""")


def stylesheet(tokens: Tokens) -> str:
    """The whole sheet for one look."""
    lengths = {f"p{n}": max(1, tokens.px(n)) for n in (1, 2, 3, 4, 5, 8, 9, 12, 16, 28, 32)}
    return _SHEET.substitute(
        tokens.colours,
        **lengths,
        r_panel=tokens.radius("panel"),
        r_control=tokens.radius("control"),
        r_chip=tokens.radius("chip"),
        row=tokens.size("row"),
        field=tokens.size("control") - 2 * tokens.px(1),
        field_2=tokens.size("control") - 2 * tokens.px(2),
    )
