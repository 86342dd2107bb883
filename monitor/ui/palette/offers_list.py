"""The list of offers, floating under the field; it never takes the focus from it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from monitor.ui.palette.offers_delegate import OffersDelegate
from monitor.ui.palette.offers_model import OffersModel
from monitor.ui.theme import Theme
from monitor.workspace.search.fuzzy import Hit
from monitor.workspace.search.palette import Offer

__all__ = ["OffersList"]

_ROW_HEIGHT = 30
_BORDER = 5
_BELOW = 4


class OffersList(QListView):
    """chosen(Offer): clicked, or taken with the keys that the field passes on."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offers")
        self.setAccessibleName(self.tr("What can be done"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._model = OffersModel(self)
        self._delegate = OffersDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.entered.connect(self.setCurrentIndex)
        self.hide()

    @property
    def current(self) -> Offer | None:
        """The offer that Enter would take."""
        hit = self._model.hit(self.currentIndex().row())
        return hit.item if hit is not None and self.isVisible() else None

    @property
    def texts(self) -> list[str]:
        """What stands in the list."""
        return [str(self._model.index(row).data()) for row in range(self._model.rowCount())]

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def show_under(self, field: QWidget, hits: Sequence[Hit[Offer]]) -> None:
        """Show these under the field, as wide as it; none hide the list."""
        self._model.show_hits(hits)
        if not hits:
            self.hide()
            return
        window = field.window()
        corner = field.mapTo(window, QPoint(0, field.height() + _BELOW))
        self.setGeometry(corner.x(), corner.y(), field.width(), len(hits) * _ROW_HEIGHT + 2 * _BORDER)
        self.setCurrentIndex(self._model.index(0))
        self.scrollToTop()
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Move the current row, around the ends."""
        count = self._model.rowCount()
        if count:
            self.setCurrentIndex(self._model.index((self.currentIndex().row() + rows) % count))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        hit = self._model.hit(index.row())
        if hit is not None:
            self.chosen.emit(hit.item)
