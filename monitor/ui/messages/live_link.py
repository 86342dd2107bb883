"""The way back to the newest: how much has come since a list stands still, and a link."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from monitor.workspace.wording import count

__all__ = ["LiveLink"]

_APART = 4
_COUNT_WIDTH = 84
"""Of a count of four figures, so that nothing moves while it grows."""


class LiveLink(QWidget):
    """ "1 240 new · Jump to live"; nothing while the list moves. live_wanted(): the link was followed."""

    live_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._still = False
        self.hide()
        self._fresh = QLabel()
        self._fresh.setMinimumWidth(_COUNT_WIDTH)
        self._fresh.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._fresh.setProperty("level", "muted")
        self._link = QLabel(f'<a href="#live" style="text-decoration: none">{self.tr("Jump to live")}</a>')
        self._link.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._link.setAccessibleName(self.tr("Jump to live"))
        self._link.linkActivated.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        row.addWidget(self._fresh)
        row.addWidget(self._link)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.set_fresh(None)

    @property
    def offered(self) -> bool:
        """Whether there is a way back: the list stands still."""
        return self._still

    @property
    def words(self) -> str:
        """What is said beside the link."""
        return self._fresh.text()

    def set_fresh(self, messages: int | None) -> None:
        """So many have come since the list stands still; None: it moves."""
        still = messages is not None
        words = self.tr("%1 new").replace("%1", count(messages)) if messages else self.tr("paused")
        text = f"{words} \N{MIDDLE DOT}"
        if still and text != self._fresh.text():
            self._fresh.setText(text)
        if still is not self._still:
            self._still = still
            self.setVisible(still)

    @property
    def full_width(self) -> int:
        """Pixels it takes with the count."""
        return self.short_width + _APART + max(_COUNT_WIDTH, self._fresh.sizeHint().width())

    @property
    def short_width(self) -> int:
        """Pixels the link takes alone."""
        return self._link.sizeHint().width()

    def set_short(self, short: bool) -> None:
        """Whether there is room for the link alone."""
        self._fresh.setVisible(not short)

    @Slot(str)
    def _follow(self, _link: str) -> None:
        self.live_wanted.emit()
