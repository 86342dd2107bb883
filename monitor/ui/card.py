"""A card on a page: a head with its title, and room for what it shows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font

__all__ = ["Card"]

_HEAD_HEIGHT = 34
_TITLE_LEAST = 290
"""So much of a title stays before it gives way; the subtitle gives way first."""
_SUBTITLE_MOST = 220
"""So much of a subtitle is worth a control less."""
_LEFT, _RIGHT, _APART = 12, 10, 10

_CORNER = 6
"""Room below the body, so that its corners stay inside the rounded ones."""


class Card(QFrame):
    """Owns its body and the controls that stand at the right of its head.

    fit_controls: is told how many pixels the texts leave to the controls.
    """

    def __init__(
        self,
        title: str,
        subtitle: str,
        *,
        body: QWidget,
        controls: QWidget | None = None,
        fit_controls: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__()
        self._fit_controls = fit_controls
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The end of a title tells the streams of a feed apart.
        self._title = ElidedLabel(title, least=_TITLE_LEAST, mode=Qt.TextElideMode.ElideMiddle)
        self._title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._subtitle = ElidedLabel(subtitle)
        self._subtitle.setProperty("level", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, _CORNER)
        column.setSpacing(0)
        column.addWidget(self._made_head(controls))
        column.addWidget(body, 1)

    @property
    def title(self) -> str:
        """What stands in the head."""
        return self._title.text()

    def set_texts(self, title: str, subtitle: str) -> None:
        """Change what stands in the head."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._fit_controls is None:
            return
        texts = self._title.sizeHint().width() + min(self._subtitle.sizeHint().width(), _SUBTITLE_MOST)
        self._fit_controls(max(0, self.width() - _LEFT - _RIGHT - 3 * _APART - texts))

    def _made_head(self, controls: QWidget | None) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(_HEAD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        row.setSpacing(_APART)
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addStretch(1)
        if controls is not None:
            row.addWidget(controls)
        return head
