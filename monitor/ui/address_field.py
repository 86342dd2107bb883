"""The one field: paste an address, or type a few letters of whatever is looked for."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from monitor.ui.fonts import mono_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["AddressField"]

_HINT_MARGIN = 7
_LENS = 36
"""Pixels before the words of the field."""


class AddressField(QLineEdit):
    """Signal: submitted(text) when Enter is pressed and nothing that is offered has taken it.

    What is wrong with the text stands under the field, until the text is changed.
    """

    submitted = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("addressField")
        self.setPlaceholderText(self.tr("Paste an address or search feeds and commands"))
        self.setAccessibleName(self.tr("Address or feed"))
        self._about = self.tr(
            "Paste the address of a WebSocket and press Enter to watch it, or type a few letters of a feed or command"
        )
        self.setAccessibleDescription(self._about)
        self._lens = self.addAction(icon(Glyph.SEARCH, theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        self._lens.setText(self.tr("Search"))
        self._hint = _key_hint(self.tr("Ctrl K"), self)
        self._error = _ErrorLabel(self)
        self.textChanged.connect(self._text_changed)
        self.returnPressed.connect(self._submit)

    @property
    def error(self) -> str:
        """What stands under the field, "" when nothing does."""
        return self._error.text() if self._error.isVisibleTo(self.window()) else ""

    def show_error(self, text: str) -> None:
        """Say under the field what is wrong with what is in it."""
        self._error.show_under(self, text)
        self.setAccessibleDescription(text)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._lens.setIcon(icon(Glyph.SEARCH, theme.muted))

    def take_focus(self) -> None:
        """Put the cursor here, with what is in the field ready to be replaced."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self._hint.sizeHint()
        self._hint.setGeometry(
            self.width() - hint.width() - _HINT_MARGIN,
            (self.height() - hint.height()) // 2,
            hint.width(),
            hint.height(),
        )
        self._show_hint()
        self._error.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._hint.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._error.hide()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _text_changed(self) -> None:
        self._error.hide()
        self.setAccessibleDescription(self._about)
        self._show_hint()

    def _show_hint(self) -> None:
        """The keys stand in an empty field, where they do not lie over what it is for."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        fits = _LENS + words + _HINT_MARGIN < self._hint.x()
        self._hint.setVisible(fits and not self.text() and not self.hasFocus())

    @Slot()
    def _submit(self) -> None:
        text = self.text().strip()
        if text:
            self.submitted.emit(text)


class _ErrorLabel(QLabel):
    """Floats over the window under the field, so that nothing moves when it comes and goes."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setObjectName("addressError")
        self.setWordWrap(True)
        self.hide()

    def show_under(self, field: QWidget, text: str) -> None:
        """Show `text` below `field`, as wide as it."""
        self.setParent(field.window())
        self.setText(text)
        self.setAccessibleName(text)
        self.setFixedWidth(field.width())
        self.adjustSize()
        self.move(field.mapTo(field.window(), QPoint(0, field.height() + 5)))
        self.show()
        self.raise_()


def _key_hint(keys: str, parent: QWidget) -> QLabel:
    hint = QLabel(keys, parent)
    hint.setObjectName("keyHint")
    hint.setFont(mono_font(11))
    hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return hint
