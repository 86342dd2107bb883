"""The strip along the bottom: what is held of each feed, and the way back in time for all panels at once."""

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.ui.timeline.bars import TimelineBars
from monitor.workspace.timeline.playhead import Playhead
from monitor.workspace.timeline.spans import feed_spans
from monitor.workspace.wording import MINUS, THIN, age, duration
from monitor.workspace.workspace import Workspace

__all__ = ["Timeline"]

_HEIGHT = 62
_STEP = 60.0


class Timeline(QWidget):
    """looked_at(end): panels should show the time up to this moment (wall seconds), or with None the present."""

    looked_at = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._workspace = workspace
        self._theme = theme
        self.playhead = Playhead()
        self._version = 0
        self._oldest = math.nan
        self._title = QLabel(self.tr("Timeline"))
        self._title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._kept = QLabel()
        self._kept.setProperty("level", "muted")
        self.bars = TimelineBars(theme)
        self.back = _button(f"{MINUS}1{THIN}min", self.tr("Go back by a minute"))
        self.play = _button("", self.tr("Play what is held from here, or stand still"))
        self.speed = _button(_times(1.0), self.tr("How fast it plays"))
        self.live = QPushButton(self.tr("Live"))
        self._connect()
        self._lay_out()
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        """Restyle bars and icons."""
        self._theme = theme
        self.bars.set_theme(theme)
        self._show_state()

    def set_label_width(self, width: int) -> None:
        """Let the bars begin where the desk does."""
        self._words.setFixedWidth(max(120, width))

    def frame(self, now: float) -> bool:
        """Let the playhead move on at `now` (wall seconds); tells whether another moment is looked at."""
        moved = self.playhead.advance(now)
        self._tell()
        return moved

    def refresh(self, now: float) -> None:
        """Show what is held, a few times a second."""
        feeds, self._oldest = feed_spans(self._workspace, now)
        if math.isnan(self._oldest):
            self._kept.setText("")
            self.bars.show_spans((), t0=now - 1.0, t1=now, head=None)
            return
        head = self.playhead.end
        if head is None:
            self._kept.setText(self.tr("%1 held").replace("%1", duration(now - self._oldest)))
        else:
            self._kept.setText(self.tr("%1 ago").replace("%1", age(now - head)))
        self.bars.show_spans(feeds, t0=self._oldest, t1=now, head=head)

    @Slot()
    def go_live(self) -> None:
        """Look at the present."""
        self.playhead.go_live()
        self._tell()

    def _connect(self) -> None:
        self.bars.gone_to.connect(self._go_to)
        self.bars.stepped.connect(self._step)
        self.back.clicked.connect(self._step_back)
        self.play.clicked.connect(self._toggle_play)
        self.speed.clicked.connect(self._change_speed)
        self.live.clicked.connect(self.go_live)

    def _lay_out(self) -> None:
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(14, 0, 8, 0)
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._kept)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self.bars, 1)
        row.addSpacing(4)
        for button in (self.back, self.play, self.speed, self.live):
            row.addWidget(button)

    def _tell(self) -> None:
        if self._version != self.playhead.version:
            self._version = self.playhead.version
            self._show_state()
            self.looked_at.emit(self.playhead.end)

    def _show_state(self) -> None:
        head, theme = self.playhead, self._theme
        glyph = Glyph.PAUSE if head.playing else Glyph.PLAY
        self.play.setIcon(icon(glyph, theme.text, disabled=theme.faint))
        self.play.setAccessibleName(self.tr("Stand still") if head.playing else self.tr("Play"))
        for button in (self.play, self.speed):
            button.setEnabled(not head.live)
        name = "primary" if head.live else ""
        if self.live.objectName() != name:
            self.live.setObjectName(name)
            self.live.style().polish(self.live)

    @Slot(float)
    def _go_to(self, time: float) -> None:
        now = self._workspace.wall()
        if not math.isnan(self._oldest):
            self.playhead.go_to(time, oldest=self._oldest, now=now)
            self._tell()

    @Slot(float)
    def _step(self, seconds: float) -> None:
        now = self._workspace.wall()
        if math.isnan(self._oldest):
            return
        whole = now - self._oldest
        self.playhead.step(min(max(seconds, -whole), whole), oldest=self._oldest, now=now)
        self._tell()

    @Slot()
    def _step_back(self) -> None:
        self._step(-_STEP)

    @Slot()
    def _toggle_play(self) -> None:
        self.playhead.play(not self.playhead.playing, now=self._workspace.wall())
        self._show_state()

    @Slot()
    def _change_speed(self) -> None:
        self.speed.setText(_times(self.playhead.next_speed()))


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    return button


def _times(speed: float) -> str:
    return f"{speed:g}\N{MULTIPLICATION SIGN}"
