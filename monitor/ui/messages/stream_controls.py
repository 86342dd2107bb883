"""What stands in the head of a panel whose list follows what comes: the filter, a freeze, the way back."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from monitor.ui.charts.chips import SwitchChip
from monitor.ui.messages.filter_field import FilterField
from monitor.ui.messages.live_link import LiveLink

__all__ = ["StreamControls"]

_APART = 8
_LEAST_FIELD, _MOST_FIELD = 96, 240
_ROOMY = 10_000


class StreamControls(QWidget):
    """frozen(on): the user has frozen the list, or lets it go on."""

    frozen = Signal(bool)

    def __init__(self, field: FilterField, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.link = LiveLink()
        self.freeze = SwitchChip(self.tr("Freeze"), self.tr("Freeze the list"), False)
        self.freeze.switched.connect(self.frozen)
        self.framed = SwitchChip(
            self.tr("As received"),
            self.tr("Show messages as they came over the wire"),
            False,
        )
        self.framed.hide()
        self._framed_offered = False
        self._room = _ROOMY
        self._link_width = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_APART)
        for part in (self.link, self.field, self.framed, self.freeze):
            self._row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # The head tells how much room there is; it must be free to become narrower before it can.
        return QSize(0, super().minimumSizeHint().height())

    def show_state(self, *, live: bool, fresh: int) -> None:
        """Whether the list moves, and how much has come while it does not."""
        offered = self.link.offered
        self.link.set_fresh(None if live else fresh)
        self.freeze.show_value(not live)
        if self.link.offered != offered or self._link_width != self.link.full_width:
            self._arrange()

    def offer_framed(self, on: bool) -> None:
        """Whether there are two ways to show the messages."""
        if on is not self._framed_offered:
            self._framed_offered = on
            self._arrange()

    def fit(self, room: int) -> None:
        """There are so many pixels; the field gives way first, then the count beside the link, then the chips."""
        if room != self._room:
            self._room = room
            self._arrange()

    @Slot()
    def take_focus(self) -> None:
        """Let the user type a filter."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _arrange(self) -> None:
        freeze = self.freeze.sizeHint().width() + _APART
        framed = self.framed.sizeHint().width() + _APART if self._framed_offered else 0
        self._link_width = self.link.full_width
        link = self._link_width + _APART if self.link.offered else 0
        short = self._room - freeze - framed - link < _LEAST_FIELD
        self.link.set_short(short)
        if short and link:
            link = self.link.short_width + _APART
        self.framed.setVisible(bool(framed) and self._room - framed - link >= _LEAST_FIELD)
        self.freeze.setVisible(self._room - framed - freeze - link >= _LEAST_FIELD)
        taken = link + (0 if self.freeze.isHidden() else freeze) + (0 if self.framed.isHidden() else framed)
        self.field.setFixedWidth(max(_LEAST_FIELD, min(_MOST_FIELD, self._room - taken)))
        self.updateGeometry()
