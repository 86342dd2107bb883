"""What stands in the place of a panel that could not be made."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.core.errors import FeedscopeError
from monitor.ui.fonts import text_font
from monitor.ui.panels.view import PanelView
from monitor.workspace.desk.panel_spec import PanelSpec

__all__ = ["ErrorCard"]

_TEXT_WIDTH = 420


class ErrorCard(PanelView):
    """Keeps the settings of the panel it stands for. retry_asked() when it is to be tried again."""

    retry_asked = Signal()

    def __init__(self, spec: PanelSpec, *, name: str, error: Exception | None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._spec = spec
        self._name = name
        title = QLabel(self.tr("This panel cannot be shown"))
        title.setFont(text_font(15, weight=QFont.Weight.DemiBold))
        self._reason = QLabel(self._words(error))
        self._reason.setProperty("level", "muted")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reason.setWordWrap(True)
        self._reason.setMaximumWidth(_TEXT_WIDTH)
        retry = QPushButton(self.tr("Try again"))
        retry.clicked.connect(self.retry_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (title, self._reason):
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(part, 1)
            row.addStretch()
            column.addLayout(row)
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(retry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(retry)

    @property
    def spec(self) -> PanelSpec:
        return self._spec

    @property
    def title(self) -> str:
        return self._spec.title or self._name

    @property
    def reason(self) -> str:
        """Why it cannot be shown, in words."""
        return self._reason.text()

    def set_spec(self, spec: PanelSpec) -> None:
        self._spec = spec
        self.texts_changed.emit()

    def _words(self, error: Exception | None) -> str:
        if error is None:
            return self.tr("This version of Feedscope does not know this kind of panel.")
        if isinstance(error, FeedscopeError):
            return f"{error.what}. {error.advice}".strip()
        words = self.tr("Something went wrong inside it (%1). The rest of the window goes on.")
        return words.replace("%1", f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
