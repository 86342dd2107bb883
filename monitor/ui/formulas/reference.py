"""Every function of the language with a line about it; a click writes it into the formula."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.formulas.function import Group
from monitor.formulas.functions import FUNCTIONS
from monitor.ui.fonts import caps_font, mono_font, text_font

__all__ = ["Reference"]

_PADDING = 10
"""Pixels beside the text of a button, its border included."""


class Reference(QWidget):
    """wanted(text): the beginning of a function, to be written where the cursor is."""

    wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_caps(self.tr("FUNCTIONS")))
        column.addWidget(_words(_language()))
        for group in Group:
            head = _words(_group(group))
            head.setContentsMargins(0, 10, 0, 0)
            column.addWidget(head)
            column.addLayout(self._made_group(group))

    def _made_group(self, group: Group) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        # The groups stand in one line with each other.
        metrics = QFontMetrics(mono_font(12))
        usages = (metrics.horizontalAdvance(each.usage) for each in FUNCTIONS.values())
        grid.setColumnMinimumWidth(0, max(usages) + 2 * _PADDING)
        for row, function in enumerate(each for each in FUNCTIONS.values() if each.group is group):
            button = QPushButton(function.usage)
            button.setObjectName("popupRow")
            button.setFont(mono_font(12))
            button.setAccessibleName(self.tr("Insert %1").replace("%1", function.usage))
            button.setAccessibleDescription(function.help)
            button.setToolTip(self.tr("Insert"))
            button.setProperty("function", function.name)
            button.clicked.connect(self._want)
            grid.addWidget(button, row, 0)
            grid.addWidget(_words(function.help), row, 1)
        return grid

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(f"{self.sender().property('function')}(")


def _caps(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(caps_font())
    label.setProperty("level", "muted")
    return label


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(text_font(12))
    label.setProperty("level", "muted")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return label


def _language() -> str:
    return _tr(
        "Series stand in brackets: [BTCUSDT/price], or [spread] for the formula of that name. Write + - * / ^ for "
        "arithmetic, < <= > >= == != and, or, not for conditions (1 or 0), and spans as 10ms, 5s, 1min, 2h, 1d. "
        "Where several series meet, each holds its last value until its next, for five minutes at most or ten of its "
        "usual intervals; a gap that is longer ends the result."
    )


def _group(group: Group) -> str:
    match group:
        case Group.AVERAGES:
            return _tr("Averages")
        case Group.WINDOWS:
            return _tr("Over a window")
        case Group.CHANGE:
            return _tr("Change")
        case Group.ARITHMETIC:
            return _tr("Arithmetic")
        case Group.TIME:
            return _tr("Time")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reference", text)
