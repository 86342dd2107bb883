"""The form that asks for one secret: beside what goes on, never in its way."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph
from monitor.ui.secrets.secret_field import SecretField
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.secrets.vault import LONGEST

__all__ = ["SecretForm"]

_WIDTH = 400


class SecretForm(QFrame):
    """entered(value, keep): Enter or the button, with something typed. cancelled(): Escape, or one of the others.

    Not a dialog: feeds, panels and keys elsewhere go on as they are.
    """

    entered = Signal(str, bool)
    cancelled = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._title = _wrapped()
        self._title.setFont(text_font(weight=QFont.Weight.Medium))
        self._about = _wrapped()
        self._about.setProperty("level", "muted")
        self.field = SecretField(theme)
        self.keep = QCheckBox(self.tr("Keep in the keychain"))
        self._why_not = _wrapped()
        self._why_not.setFont(text_font(12))
        self._why_not.setProperty("level", "muted")
        self.enter = QPushButton(self.tr("Connect"))
        self.enter.setObjectName("primary")
        self.cancel = QPushButton(self.tr("Cancel"))
        self._close = ToolButton(Glyph.CLOSE, self.tr("Close"), theme)
        self._lay_out()
        self.field.textChanged.connect(self._fit)
        self.field.returnPressed.connect(self._enter)
        self.enter.clicked.connect(self._enter)
        self.cancel.clicked.connect(self.cancelled)
        self._close.clicked.connect(self.cancelled)
        self._fit()

    def ask(self, name: str, feeds: str, *, why_not_kept: str, action: str) -> None:
        """Ask for the secret `name` on behalf of these feeds. why_not_kept: why it cannot be kept, "" where it can.

        action: what the button says.
        """
        self._title.setText(self.tr("The secret %1").replace("%1", name))
        words = self.tr("It goes to the server and into no file of Feedscope.")
        needed = self.tr("Needed by %1.").replace("%1", feeds)
        self._about.setText(f"{needed} {words}" if feeds else words)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._about.text())
        self.field.empty()
        self.field.setAccessibleName(self.tr("Value of %1").replace("%1", name))
        self.enter.setText(action)
        self.show_keeping(why_not_kept)
        self.keep.setChecked(not why_not_kept)

    def show_keeping(self, why_not: str) -> None:
        """Say whether the secret can be kept, which may turn out while the form is open."""
        could = self.keep.isEnabled()
        self.keep.setEnabled(not why_not)
        if why_not:
            self.keep.setChecked(False)
        elif not could:
            self.keep.setChecked(True)
        words = self.tr("For this run only: %1")
        self._why_not.setText(words.replace("%1", f"{why_not[:1].lower()}{why_not[1:]}") if why_not else "")
        self._why_not.setVisible(bool(why_not))
        self.keep.setAccessibleDescription(self._why_not.text())

    def fit(self) -> None:
        """Be as high as the texts ask for."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(_WIDTH, layout.heightForWidth(_WIDTH))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self.field.set_theme(theme)
        self._close.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _enter(self) -> None:
        if len(self.field.text()) > LONGEST:
            self._about.setText(self.tr("It is too long: a secret has at most %n characters.", "", LONGEST))
        elif self.field.text():
            value, keep = self.field.text(), self.keep.isChecked()
            self.field.empty()
            self.entered.emit(value, keep)

    @Slot()
    def _fit(self) -> None:
        self.enter.setEnabled(bool(self.field.text()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._about, self.field, self.keep, self._why_not):
            column.addWidget(part)
        column.addLayout(foot)


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
