"""Which series, or which feed, a condition is about."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from monitor.alerts.words import ANY
from monitor.core.batch import SeriesKey
from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.workspace.alerts.rule_words import series_words
from monitor.workspace.derived import DERIVED
from monitor.workspace.workspace import Workspace

__all__ = ["FeedField", "SeriesField"]

_DOT = " \N{MIDDLE DOT} "


class SeriesField(QWidget):
    """A button that opens the list of series, and whether any key will do.

    edited(): the user has chosen. columns: whether the column matters; where it does not, only the key is named.
    """

    edited = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, series: SeriesKey, name: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._key = series.key
        self._series = series
        self._chooser = SeriesChooser(workspace, theme, parent=self)
        self._chooser.chosen.connect(self._choose)
        self._button = QPushButton()
        self._button.setObjectName("small")
        self._button.clicked.connect(self._open)
        self._any = QCheckBox(self.tr("any key"))
        self._any.setToolTip(self.tr("Judge each key of the stream by itself"))
        self._any.toggled.connect(self._set_any)
        self.setFocusProxy(self._button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._button)
        row.addWidget(self._any)
        row.addStretch(1)
        self.setAccessibleName(name)
        self._name = name
        self._show()

    @property
    def series(self) -> SeriesKey:
        """The series chosen."""
        return self._series

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._chooser.set_theme(theme)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._button.setAccessibleName(name)

    @Slot()
    def _open(self) -> None:
        self._chooser.popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 4)))

    @Slot(object)
    def _choose(self, series: SeriesKey) -> None:
        self._key = series.key
        self._series = _with_key(series, ANY) if self._any.isChecked() and series.key else series
        self._show()
        self.edited.emit()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _set_any(self, on: bool) -> None:
        series = _with_key(self._series, ANY if on else self._key)
        if series != self._series:
            self._series = series
            self._show()
            self.edited.emit()

    def _show(self) -> None:
        series = self._series
        chosen = bool(series.stream)
        where = "" if series.feed == DERIVED else f"{_DOT}{_feed_name(self._workspace, series.feed)}"
        self._button.setText(f"{series_words(series)}{where}" if chosen else self.tr("Choose a series"))
        self._button.setAccessibleDescription(self._button.text())
        self._any.blockSignals(True)
        self._any.setChecked(series.key == ANY)
        self._any.blockSignals(False)
        self._any.setVisible(chosen and (bool(series.key) or bool(self._key)))


class FeedField(ChoiceChip):
    """The feeds that are open, and the one chosen, be it open or not."""

    def __init__(self, workspace: Workspace, feed: str, name: str, *, parent: QWidget | None = None) -> None:
        choices: list[tuple[object, str]] = [(view.feed, view.name) for view in workspace.feeds]
        if feed not in [known for known, _ in choices]:
            choices.append(
                (feed, _feed_name(workspace, feed) or QCoreApplication.translate("FeedField", "Choose a feed"))
            )
        super().__init__(name, choices, feed, parent=parent)


def _with_key(series: SeriesKey, key: str) -> SeriesKey:
    return SeriesKey(series.feed, series.stream, key, series.column)


def _feed_name(workspace: Workspace, feed: str) -> str:
    view = workspace.feed(feed)
    return feed if view is None else view.name
