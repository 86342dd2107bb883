"""The field a formula is written in: coloured, with what is wrong underlined, and completed while one types."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from monitor.formulas.completion import Completion, completion_at
from monitor.formulas.problem import Extent
from monitor.ui.fonts import mono_font
from monitor.ui.formulas.suggestions import Suggestions
from monitor.ui.theme import Theme
from monitor.workspace.formulas.candidates import Candidate

__all__ = ["ExpressionField"]

_LINES = 3
_FRAME = 18
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PARTS = re.compile(
    r'(?P<series>\[(?:"[^"]*"?|[^\]"])*\]?)|(?P<function>[^\W\d]\w*(?=\s*\())'
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:ms|s|min|h|d)?\b)"
)


class ExpressionField(QPlainTextEdit):
    """Signals: edited(): the text is another one; done(): Ctrl+Enter. suggest: what fits what has been begun."""

    edited = Signal()
    done = Signal()

    def __init__(
        self, theme: Theme, suggest: Callable[[Completion], Sequence[Candidate]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._theme = theme
        self._wrong: Extent | None = None
        self._begun: Completion | None = None
        self._colours = _Colours(self.document(), theme)
        self._suggestions = Suggestions(theme, parent=self)
        self._suggestions.chosen.connect(self._put_in)
        self.setObjectName("messageField")
        self.setFont(mono_font(13))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(self.tr("Such as sma([price], 60s): write [ for a series, a letter for a function"))
        self.setAccessibleName(self.tr("Formula"))
        self.setAccessibleDescription(self.tr("The down key goes through what fits; Ctrl+Enter saves"))
        self.textChanged.connect(self._changed)

    @property
    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    @property
    def at_end(self) -> bool:
        """Whether somebody is writing on at the end of the text."""
        return self.hasFocus() and self.textCursor().atEnd()

    def sizeHint(self) -> QSize:
        return QSize(320, _LINES * self.fontMetrics().lineSpacing() + _FRAME)

    def put(self, text: str) -> None:
        """Write another text in its place; can be undone."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._suggestions.hide()

    def insert(self, text: str) -> None:
        """Write at the cursor, in place of what is selected."""
        self.textCursor().insertText(text)
        self._suggestions.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, extent: Extent | None) -> None:
        """Underline what is wrong; the end of the text by its last letter."""
        self._wrong = extent
        if extent is None or not self.text:
            self.setExtraSelections([])
            return
        end = min(max(extent.end, extent.start + 1), len(self.text))
        selection = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        cursor.setPosition(min(extent.start, end - 1))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(QColor(self._theme.bad))
        selection.cursor, selection.format = cursor, shape
        self.setExtraSelections([selection])

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self._colours.set_theme(theme)
        self._suggestions.set_theme(theme)
        self.mark(self._wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._suggestions.isVisible() and self._suggestions.take_key(event):
            return
        if event.key() in _RETURNS:
            # A formula is one line, however long.
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.done.emit()
            return
        super().keyPressEvent(event)
        if event.text() or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._offer()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is offered; without an offer it leaves the field."""
        if forward and self._suggestions.isVisible():
            self._suggestions.take()
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._suggestions.hide()
        super().focusOutEvent(event)

    def _offer(self) -> None:
        self._begun = completion_at(self.text, self.textCursor().position())
        found = self._suggest(self._begun) if self._begun is not None else ()
        if found:
            self._suggestions.offer(found, below=self.cursorRect().translated(self.viewport().pos()))
        else:
            self._suggestions.hide()

    @Slot(str)
    def _put_in(self, text: str) -> None:
        if self._begun is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(self._begun.extent.start)
        cursor.setPosition(min(self._begun.extent.end, len(self.text)), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self._suggestions.hide()

    @Slot()
    def _changed(self) -> None:
        self.edited.emit()


class _Colours(QSyntaxHighlighter):
    """Series, functions and numbers."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        theme = self._theme
        colours = {"series": theme.series[0], "function": theme.accent, "number": theme.series[1]}
        for found in _PARTS.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), QColor(colours[found.lastgroup or "number"]))
