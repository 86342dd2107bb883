"""Brings the field at the top and the list under it together."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.address_field import AddressField
from monitor.ui.palette.offers_list import OffersList
from monitor.ui.theme import Theme
from monitor.workspace.search.palette import Offer, OfferKind, offers_for

__all__ = ["Palette"]

_MOST = 12
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}


class Palette(QObject):
    """While the field has the focus its text is looked for in what `offers` gives for it."""

    def __init__(
        self, field: AddressField, theme: Theme, *, offers: Callable[[str], Iterable[Offer]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._field = field
        self._offers = offers
        self.list = OffersList(theme, parent=window)
        self.list.chosen.connect(self._take)
        field.textEdited.connect(self._search)
        field.installEventFilter(self)
        window.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self.list.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.KeyPress if watched is self._field and isinstance(event, QKeyEvent):
                return self._key(event)
            case QEvent.Type.FocusIn if watched is self._field:
                self._search()
            case QEvent.Type.FocusOut if watched is self._field:
                self.list.hide()
            case QEvent.Type.Resize if watched is not self._field:
                self.list.hide()
            case _:
                pass
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Take a key that is meant for the list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            if self.list.isVisible():
                self.list.step(step)
            else:
                self._search()
            return True
        offer = self.list.current
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and offer is not None:
            self._take(offer)
            return True
        return False

    @Slot()
    def _search(self) -> None:
        typed = self._field.text()
        self.list.show_under(self._field, offers_for(typed, self._offers(typed), most=_MOST))

    @Slot(object)
    def _take(self, offer: Offer) -> None:
        self.list.hide()
        if offer.kind is not OfferKind.OPEN:
            # What cannot be opened stays in the field, with the reason under it.
            self._field.clear()
            self._field.clearFocus()
        offer.take()
