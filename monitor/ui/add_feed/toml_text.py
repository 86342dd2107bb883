"""The text of a profile with line numbers, coloured, and the line that is at fault marked."""

import re

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from monitor.ui.fonts import mono_font
from monitor.ui.theme import Theme, mixed

__all__ = ["TomlText"]

_GAP = 10
_BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PARTS = re.compile(
    r"(?P<comment>#.*$)|(?P<table>^\s*\[\[?[^\]]*\]\]?)|(?P<name>^\s*[A-Za-z0-9_\-\".]+(?=\s*=))"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"|'[^']*')|(?P<value>\b(?:true|false|[-+]?[0-9][0-9_.eE+-]*)\b)"
)


class TomlText(QPlainTextEdit):
    """A plain editor: Tab leaves it, and nothing is completed."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tomlText")
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(self.tr("Profile as TOML"))
        self._fault: int | None = None
        self._theme = theme
        self._numbers = _LineNumbers(self)
        self._colours = _Colours(self.document(), theme)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scrolled)
        self._make_room()

    def set_fault(self, line: int | None) -> None:
        """Mark a line, counted from 1; None marks none."""
        if line == self._fault:
            return
        self._fault = line
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlockByNumber(line - 1) if line else None
        if block is not None and block.isValid():
            mark = QTextEdit.ExtraSelection()
            cursor = self.textCursor()
            cursor.setPosition(block.position())
            mark.cursor = cursor
            look = QTextCharFormat()
            look.setBackground(QColor(mixed(self._theme.bad, self._theme.panel, share=0.16)))
            look.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        fault, self._fault = self._fault, None
        self.set_fault(fault)
        self._colours.set_theme(theme)
        self._numbers.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self._numbers_width(), inside.height()))

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are seen."""
        painter = QPainter(self._numbers)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            at_fault = block.blockNumber() + 1 == self._fault
            painter.setPen(QColor(self._theme.bad if at_fault else self._theme.faint))
            box = QRect(0, round(top), self._numbers.width() - _GAP, round(height))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(block.blockNumber() + 1)
            )
            top += height
            block = block.next()
        painter.end()

    def numbers_size(self) -> QSize:
        """What the column of numbers takes."""
        return QSize(self._numbers_width(), 0)

    def _numbers_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("0") * max(3, len(str(self.blockCount()))) + _GAP

    @Slot()
    def _make_room(self, _count: int = 0) -> None:
        self.setViewportMargins(self._numbers_width(), 0, 0, 0)

    @Slot(QRect, int)
    def _scrolled(self, rect: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())


class _LineNumbers(QWidget):
    def __init__(self, editor: TomlText) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return self._editor.numbers_size()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)


class _Colours(QSyntaxHighlighter):
    """Names, texts, values and comments of one line; strings over several lines stay plain."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        theme = self._theme
        colours = {
            "comment": theme.muted,
            "table": theme.accent,
            "name": theme.series[0],
            "string": theme.series[1],
            "value": theme.series[1],
        }
        for found in _PARTS.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), QColor(colours[found.lastgroup or "value"]))
