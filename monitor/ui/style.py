"""What Qt is told of a theme: the palette for Fusion, and a small style sheet for what a palette cannot say."""

from string import Template

from PySide6.QtGui import QColor, QPalette

from monitor.resources import resource
from monitor.ui.theme import Theme, mixed

__all__ = ["palette_of", "style_sheet"]

_Role = QPalette.ColorRole

# Selectors name a class or an object name; a rule that matched every widget would slow all of them.
_SHEET = Template("""
#topBar { background: $panel; border-bottom: 1px solid $line; }
#feedsPane { background: $panel; border-right: 1px solid $line; }
#crashOffer { background: $panel; border-bottom: 1px solid $line; border-left: 3px solid $warn; }
#timeline { background: $panel; border-top: 1px solid $line; }
#statusLine { background: $panel; border-top: 1px solid $line; }
#toast { background: $panel; border: 1px solid $line; border-radius: 9px; }
#moreToasts { background: $panel; color: $muted; border: 1px solid $line; border-radius: 9px; padding: 2px 9px; }
QComboBox, QAbstractSpinBox {
  background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 0 7px; min-height: 24px;
}
QComboBox:hover { border-color: $faint; }
QComboBox:focus, QAbstractSpinBox:focus, QKeySequenceEdit:focus { border-color: $accent; }
QComboBox:disabled { color: $faint; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$controls/chevron-$shade.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $panel; color: $text; border: 1px solid $line; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; border-radius: 5px; }
QComboBox QAbstractItemView::item:selected { background: $raised; color: $text; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 4px; background: $raised; }
QCheckBox::indicator:hover { border-color: $muted; }
QCheckBox:focus::indicator { border-color: $accent; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$controls/check-$shade.svg");
}
QCheckBox:focus::indicator:checked { border-color: $text; }
QCheckBox::indicator:disabled { background: $panel; border-color: $line; }
#changedMark { color: $accent; }
#small { padding: 2px 9px; }
#page { background: $panel; border: 1px solid $line; border-radius: 9px; }
#panelHead { border-bottom: 1px solid $line; }
PanelFrame, Card { background: $panel; border: 1px solid $line; border-radius: 9px; }
PanelFrame[lit="true"] { border-color: $accent; }

QLabel[level="muted"] { color: $muted; }
QLabel[level="faint"] { color: $faint; }
QLabel[level="warn"] { color: $warn; }
QLabel[level="bad"] { color: $bad; }
#keyHint { color: $faint; border: 1px solid $line; border-radius: 4px; padding: 0 5px; }
#addressError { color: $text; background: $panel; border: 1px solid $bad; border-radius: 6px; padding: 7px 11px; }

QLineEdit {
  background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 0 7px; min-height: 24px;
}
QLineEdit:focus { border-color: $accent; }
#addressField { border-radius: 7px; min-height: 28px; }
#filterField { background: $field; }

QToolButton, QPushButton {
  background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px; padding: 4px 6px;
}
QToolButton:hover, QPushButton:hover { background: $raised; }
QToolButton:pressed, QPushButton:pressed { background: $line; }
QToolButton:focus, QPushButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
#barButton { border-color: $line; padding: 5px 8px; }
#barButton:focus { border-color: $accent; }
QPushButton { border-color: $line; padding: 6px 12px; }
QPushButton:disabled { color: $faint; }
#primary { background: $accent; color: $on_accent; border-color: $accent; }
#primary:hover { background: $accent_hover; }
#primary:focus { border-color: $text; }
#primary:disabled { background: $raised; color: $faint; border-color: $line; }
#addressLine { border-radius: 7px; min-height: 32px; padding: 0 10px; }
#formSection { background: $field; border: 1px solid $line; border-radius: 7px; }
#troubleStrip { background: $field; border: 1px solid $warn; border-radius: 7px; }
#streamsTable { border: 1px solid $line; border-radius: 7px; }
#streamsTable QHeaderView { background: transparent; border: none; }
#streamsTable QHeaderView::section {
  background: $panel; color: $muted; border: none; border-bottom: 1px solid $line; padding: 0 12px 0 0;
}
#streamsTable QHeaderView::section:first { padding-left: 12px; }
#streamsTable:focus { border-color: $faint; }
#profilesList { background: $panel; border: 1px solid $line; border-radius: 7px; outline: none; }
#profilesList:focus { border-color: $faint; }
#cards { background: transparent; border: none; outline: none; }
#messageText, #tomlText { background: $panel; border: none; }
#messageText { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 3px; }
#messageText:focus { border-color: $accent; }
#chip { border-color: $line; border-radius: 10px; padding: 1px 7px; color: $muted; }
#chip[opens="true"] { padding-right: 18px; }
#chip:checked { background: $raised; color: $text; }
#chip:focus { border-color: $accent; }

QTreeView { background: $panel; border: none; outline: none; }
QAbstractItemView#messages, #keys { background: $panel; border: none; outline: none; }
#keys::corner { background: $panel; }
QHeaderView#quiet { background: $panel; border: none; }
QHeaderView#quiet::section {
  background: $panel; color: $muted; border: none; border-bottom: 1px solid $line; padding: 0 8px; height: 28px;
}
QHeaderView#quiet::section:first { padding-left: 12px; }
#plotTable { background: $panel; border: none; }
#plotTable::item { padding: 0 8px; }
#plotTable::item:selected { background: $raised; color: $text; }
#plotTable QHeaderView { border-bottom: 1px solid $line; }
#plotTable QHeaderView::section, #plotTable QHeaderView::section:first { padding: 0 11px; border: none; }
QLineEdit[wrong="true"] { border-color: $bad; }
#ruleLine { background: $line; border: none; }
#messageField { background: $field; color: $text; border: 1px solid $line; border-radius: 6px; padding: 3px; }
#messageField:focus { border-color: $accent; }
#ruled::handle:vertical { border-top: 1px solid $line; }
#ruled::handle:horizontal { border-left: 1px solid $line; }
QScrollArea, #plotArea, #plotGrid, #deskSurface { background: $background; border: none; }
#seam:hover { background: $line; border-radius: 4px; }
#titleEditor { min-height: 20px; padding: 0 5px; }
#pageScroll, #pageBody { background: $panel; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border: 2px solid $panel; border-radius: 5px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $panel; color: $text; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 8px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 5px 3px; }
#popup { background: $panel; border: 1px solid $line; }
#popupRow { border-color: transparent; border-radius: 5px; padding: 6px 8px; text-align: left; }
#popupRow:focus { background: $raised; border-color: $accent; }
#popupLine { background: $line; border: none; }
#card { background: $panel; border: 1px solid $line; border-radius: 9px; padding: 0; }
#card:hover, #card:pressed { background: $raised; }
#card:focus { border-color: $accent; }
QListView#offers { background: $panel; color: $text; border: 1px solid $line; outline: none; }
QListView#offers::item { padding: 6px 10px; }
QListView#offers::item:selected { background: $raised; color: $text; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px 7px; }
""")


def palette_of(theme: Theme) -> QPalette:
    """Every role a widget of ours, or a dialog of Qt's, may ask for."""
    palette = QPalette()
    for role, colour in (
        (_Role.Window, theme.background),
        (_Role.WindowText, theme.text),
        (_Role.Base, theme.panel),
        (_Role.AlternateBase, theme.raised),
        (_Role.Text, theme.text),
        (_Role.PlaceholderText, theme.muted),
        (_Role.Button, theme.raised),
        (_Role.ButtonText, theme.text),
        (_Role.BrightText, theme.bad),
        (_Role.Mid, theme.line),
        (_Role.Highlight, theme.accent),
        (_Role.HighlightedText, _on_accent(theme)),
        (_Role.Link, theme.accent),
        (_Role.LinkVisited, theme.accent),
        (_Role.ToolTipBase, theme.panel),
        (_Role.ToolTipText, theme.text),
        (_Role.Accent, theme.accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return palette


def style_sheet(theme: Theme) -> str:
    """The rules for shapes and borders, in this theme's colours."""
    colours = {name: getattr(theme, name) for name in theme.__slots__ if name not in ("name", "dark", "series")}
    return _SHEET.substitute(
        colours,
        field=mixed(theme.background, theme.panel, share=0.6),
        on_accent=_on_accent(theme),
        accent_hover=mixed(theme.accent, theme.text, share=0.88),
        controls=resource("icons", "controls").as_posix(),
        shade="dark" if theme.dark else "light",
    )


def _on_accent(theme: Theme) -> str:
    """Text on the accent colour: the darkest of a dark theme, white on a light one."""
    return theme.background if theme.dark else theme.panel
