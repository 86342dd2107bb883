"""The title of a panel in the head of its place: a tab where there are several."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from monitor.ui.desk.grip import Grip
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["PanelTab"]

_HEIGHT = 33
_SIDE = 10
_CLOSE = 14
_GAP = 6
_EDITED = 180
_PADDING = 6
_LEAST, _LEAST_ALONE = 160, 290
"""So much of a title stays before it gives way; alone it does so after everything else in the head."""


class PanelTab(QAbstractButton):
    """Clicked, it brings its panel to the front.

    Signals: close_asked(panel); renamed(panel, title); dragged(panel, point) while it is pulled about and
    dropped(panel, point) at the end, points of the screen; rename_left() when the focus has no place in it any more.
    """

    close_asked = Signal(str)
    renamed = Signal(str, str)
    dragged = Signal(str, QPoint)
    dropped = Signal(str, QPoint)
    rename_left = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = ""
        self._theme = theme
        self._front = self._alone = True
        self._grip = Grip()
        self._editor: QLineEdit | None = None
        self._bold, self._plain = text_font(weight=QFont.Weight.DemiBold), text_font()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_panel(self, panel: str, title: str, *, front: bool, alone: bool) -> None:
        """Stand for this panel; alone in its place it is a title and no tab."""
        if (panel, title, front, alone) == (self.panel, self.text(), self._front, self._alone):
            return
        self.panel, self._front, self._alone = panel, front, alone
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription("" if alone else self.tr("Tab in front") if front else self.tr("Tab"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if alone else Qt.FocusPolicy.TabFocus)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.update()

    def rename(self) -> None:
        """Let the user type another title where this one stands: Enter takes it, Escape does not."""
        if self._editor is None:
            editor = self._editor = QLineEdit(self.text(), self)
            editor.setObjectName("titleEditor")
            editor.setAccessibleName(self.tr("Title of the panel"))
            editor.setPlaceholderText(self.tr("After what it shows"))
            editor.installEventFilter(self)
            editor.editingFinished.connect(self._end_rename)
        self.updateGeometry()
        self._place_editor()
        self._editor.show()
        self._editor.selectAll()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._bold).horizontalAdvance(self.text()) + 1
        if self._editor is not None:
            return QSize(max(width, _EDITED) + 2 * _SIDE, _HEIGHT)
        if not self._alone:
            width += 2 * _SIDE + (_GAP + _CLOSE - 4 if self._front else 0)
        return QSize(width, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), _LEAST_ALONE if self._alone else _LEAST), hint.height())

    # --- events ---------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._editor is not None:
            return
        painter = QPainter(self)
        theme = self._theme
        if not self._alone:
            painter.fillRect(self.width() - 1, 9, 1, self.height() - 18, QColor(theme.line))
            if self._front:
                marked = self._close_box().contains(self.mapFromGlobal(self.cursor().pos()))
                icon(Glyph.CLOSE, theme.text if marked else theme.muted).paint(painter, self._close_box())
        box = self._text_box()
        font = self._bold if self._front else self._plain
        # The end of a title tells the streams of a feed apart.
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, box.width())
        painter.setFont(font)
        painter.setPen(QColor(theme.text if self._front or self.underMouse() else theme.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(2.5, 5.5, -3.5, -5.5), 6, 6)
        painter.end()
        tip = self.text() if shown != self.text() else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_editor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip.press(event)
        # A title alone is no button: pressing it makes its panel the current one, as the rest of the head does.
        event.setAccepted(not self._alone)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip.move(event):
            self.dragged.emit(self.panel, event.globalPosition().toPoint())
        elif self._front:
            self.update(self._close_box())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._grip.release():
            self.dropped.emit(self.panel, event.globalPosition().toPoint())
        elif not self._alone and self.rect().contains(at):
            on_close = self._front and self._close_box().contains(at)
            if event.button() == Qt.MouseButton.MiddleButton or on_close:
                self.close_asked.emit(self.panel)
            elif event.button() == Qt.MouseButton.LeftButton:
                self.click()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # For the head, which fills the desk with the panel.
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Escape leaves the title as it was."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._drop_editor()
            return True
        return False

    # --- inside ---------------------------------------------------------------------------------------------------

    def _close_box(self) -> QRect:
        return QRect(self.width() - _SIDE - _CLOSE + 4, (self.height() - _CLOSE) // 2, _CLOSE, _CLOSE)

    def _text_box(self) -> QRect:
        if self._alone:
            return self.rect()
        return self.rect().adjusted(_SIDE, 0, -_SIDE - (_CLOSE - 4 + _GAP if self._front else 0), 0)

    def _place_editor(self) -> None:
        if self._editor is not None:
            # As far to the left as its own padding, so that the letters do not move.
            left = 0 if self._alone else _SIDE - _PADDING
            self._editor.setGeometry(left, (self.height() - 24) // 2, self.width() - left - 4, 24)

    @Slot()
    def _end_rename(self) -> None:
        if self._editor is not None:
            title = self._editor.text().strip()
            self._drop_editor()
            if title != self.text():
                self.renamed.emit(self.panel, title)

    def _drop_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            if editor.hasFocus():
                self.rename_left.emit()
            editor.hide()
            editor.deleteLater()
            self.updateGeometry()
