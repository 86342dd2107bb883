"""The field in which messages are filtered: by text, by a regular expression, or by what stands at a path."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.workspace.messages.matching import MatchKind

__all__ = ["FilterField"]

_GLYPHS: dict[MatchKind, Glyph] = {
    "text": Glyph.MATCH_TEXT,
    "regex": Glyph.MATCH_REGEX,
    "path": Glyph.MATCH_PATH,
}


class FilterField(QLineEdit):
    """changed(text, kind): the user wants other messages. left(): they are done with the field (Esc, Return).

    kinds: False leaves text as the only way, in which "/…/" still is an expression.
    """

    changed = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, *, kinds: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: MatchKind = "text"
        self._hint = self.tr("Filter, or /regex/")
        self.setObjectName("filterField")
        self.setFont(text_font(12))
        self.setClearButtonEnabled(True)
        self._group = QActionGroup(self)
        self._menu = QMenu(self.tr("Filter by"), self)
        for kind, text in (
            ("text", self.tr("Text")),
            ("regex", self.tr("Regular expression")),
            ("path", self.tr("Path in the message")),
        ):
            action = QAction(text, self._group)
            action.setCheckable(True)
            action.setData(kind)
            self._menu.addAction(action)
        self._group.triggered.connect(self._choose)
        self._lead = QAction(self._menu.title(), self)
        self._lead.triggered.connect(self._open)
        if kinds:
            self.addAction(self._lead, QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._edited)
        # The button that clears the field tells only this signal.
        self.textChanged.connect(self._cleared)
        self._shown = ""
        self.show_filter("", "text")

    @property
    def menu(self) -> QMenu:
        """The choice of ways to filter, for the menu of a panel too."""
        return self._menu

    def set_hint(self, hint: str) -> None:
        """What stands in the empty field while it takes text."""
        self._hint = hint
        self.show_filter(self._shown, self._kind)

    def show_filter(self, text: str, kind: MatchKind) -> None:
        """What is filtered by now."""
        self._shown = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self._kind = kind
        for action in self._group.actions():
            action.setChecked(action.data() == kind)
        hints = {
            "text": self._hint,
            "regex": self.tr("Regular expression"),
            "path": self.tr("data.price > 3"),
        }
        self.setPlaceholderText(hints[kind])
        names = {
            "text": self.tr("Filter messages by text"),
            "regex": self.tr("Filter messages by a regular expression"),
            "path": self.tr("Filter messages by a path"),
        }
        self.setAccessibleName(names[kind])
        self._lead.setToolTip(self.tr("Filter by text, regular expression or path"))
        self.set_theme(self._theme)

    def set_problem(self, problem: str) -> None:
        """Show that the text cannot be used, and why when asked; "" when it can."""
        if problem != self.toolTip():
            self.setToolTip(problem)
            self.setAccessibleDescription(problem)
        if bool(problem) != bool(self.property("wrong")):
            self.setProperty("wrong", bool(problem))
            self.style().unpolish(self)
            self.style().polish(self)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._theme = theme
        self._lead.setIcon(icon(_GLYPHS[self._kind], theme.muted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._shown = text
        self.changed.emit(text, self._kind)

    @Slot(str)
    def _cleared(self, text: str) -> None:
        if not text and self._shown:
            self._edited("")

    @Slot()
    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.show_filter(self.text(), action.data())
        self.changed.emit(self.text(), self._kind)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
