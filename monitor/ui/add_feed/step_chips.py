"""What has happened so far, one small chip for each step."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.ui.add_feed.flow import FlowLayout
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme, mixed
from monitor.workspace.adding.progress import Mark, StepLine

__all__ = ["StepChips"]

_HEIGHT = 22
_ROUND = _HEIGHT / 2 - 0.5
_ICON = 12
_PAD, _APART = 9, 6
_WIDEST = 520
_GLYPHS = {Mark.DONE: Glyph.CHECK, Mark.GOING: Glyph.MORE, Mark.FAILED: Glyph.CLOSE}


class StepChips(QWidget):
    """Chips that are reused: a step that changes its words does not move the others more than it must."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[StepLine, ...] = ()
        self._chips: list[_StepChip] = []
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Progress"))

    @property
    def words(self) -> list[str]:
        """What stands on the chips."""
        return [line.text for line in self._lines]

    def show_lines(self, lines: Sequence[StepLine]) -> None:
        """Show these steps."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        for place, line in enumerate(self._lines):
            if place == len(self._chips):
                self._chips.append(_StepChip(self._theme, parent=self))
                self._flow.addWidget(self._chips[place])
            self._chips[place].show_line(line)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(self._lines))
        self.setAccessibleDescription(", ".join(f"{line.text} ({line.mark.value})" for line in self._lines))
        self._flow.invalidate()
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        for chip in self._chips:
            chip.set_theme(theme)


class _StepChip(QWidget):
    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = StepLine("")
        self._drawn: tuple[Mark, Theme, QPixmap] | None = None
        self.setFont(text_font(12))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_line(self, line: StepLine) -> None:
        if line == self._line:
            return
        self._line = line
        self.setToolTip(line.details)
        self.setAccessibleName(f"{line.text} ({line.mark.value})")
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        text = QFontMetrics(self.font()).horizontalAdvance(self._line.text)
        return QSize(min(_WIDEST, 2 * _PAD + _ICON + _APART + text + 1), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, going = self._theme, self._line.mark is Mark.GOING
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, ground = self._colours()
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        painter.drawPixmap(_PAD, (self.height() - _ICON) // 2, self._mark())
        box = self.rect().adjusted(_PAD + _ICON + _APART, 0, -_PAD, 0)
        shown = QFontMetrics(self.font()).elidedText(self._line.text, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(QColor(theme.muted if going else theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()

    def _colours(self) -> tuple[str, str]:
        """Edge and ground."""
        theme = self._theme
        match self._line.mark:
            case Mark.FAILED:
                return theme.bad, mixed(theme.bad, theme.panel, share=0.08)
            case Mark.GOING:
                return theme.line, theme.panel
            case Mark.DONE:
                return theme.line, theme.raised

    def _mark(self) -> QPixmap:
        """The icon, drawn once for each mark and theme."""
        mark, theme = self._line.mark, self._theme
        if self._drawn is None or self._drawn[:2] != (mark, theme):
            tint = {Mark.DONE: theme.ok, Mark.GOING: theme.muted, Mark.FAILED: theme.bad}[mark]
            pixmap = icon(_GLYPHS[mark], tint).pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF())
            self._drawn = mark, theme, pixmap
        return self._drawn[2]
