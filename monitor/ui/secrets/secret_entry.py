"""One secret on a form: typed, or kept and to be replaced; and where it is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from monitor.ui.secrets.secret_field import SecretField
from monitor.ui.theme import Theme
from monitor.workspace.adding.typed_secrets import Place
from monitor.workspace.secrets.secrets import Standing

__all__ = ["SecretEntry"]


class SecretEntry(QWidget):
    """typed(value) with every key; placed(Place): it is to be kept elsewhere; forget_asked().

    A secret in the keychain is shown as such, never by its value; Replace makes room to type another.
    """

    typed = Signal(str)
    placed = Signal(object)
    forget_asked = Signal()

    def __init__(self, places: Sequence[Place], theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replacing = False
        self.field = SecretField(theme)
        self.where = QComboBox()
        self.where.setAccessibleName(self.tr("Where the secret is kept"))
        self.where.setMinimumHeight(26)
        for place in places:
            self.where.addItem(self._titles()[place], place)
        self.replace = QPushButton(self.tr("Replace"))
        self.forget = QPushButton(self.tr("Forget"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.field.textEdited.connect(self.typed)
        self.where.activated.connect(self._placed)
        self.replace.clicked.connect(self._replace)
        self.forget.clicked.connect(self.forget_asked)
        self.setFocusProxy(self.field)

    @property
    def shows_kept(self) -> bool:
        """Whether the secret is shown as kept."""
        return self._pages.currentIndex() == 1

    def show_standing(self, standing: Standing, place: Place, *, why_no_keychain: str) -> None:
        """Show where the secret is. why_no_keychain: why none can be chosen, "" where one can."""
        if standing is not Standing.KEPT:
            self._replacing = False
        kept = standing is Standing.KEPT and not self._replacing
        self._pages.setCurrentIndex(1 if kept else 0)
        with QSignalBlocker(self.where):
            self.where.setCurrentIndex(self.where.findData(place))
        self._allow_keychain(why_no_keychain)

    def empty(self) -> None:
        """Take out what was typed."""
        self._replacing = False
        self.field.empty()

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self.field.set_theme(theme)

    def _titles(self) -> dict[Place, str]:
        return {
            Place.KEYCHAIN: self.tr("Keychain"),
            Place.ENVIRONMENT: self.tr("Environment"),
            Place.RUN: self.tr("This run only"),
        }

    def _allow_keychain(self, why_not: str) -> None:
        """What cannot be chosen stays to be read, with its reason as a tip."""
        at, model = self.where.findData(Place.KEYCHAIN), self.where.model()
        if at >= 0 and isinstance(model, QStandardItemModel):
            model.item(at).setEnabled(not why_not)
            model.item(at).setToolTip(why_not)

    @Slot()
    def _placed(self) -> None:
        self.placed.emit(self.where.currentData())

    @Slot()
    def _replace(self) -> None:
        self._replacing = True
        self._pages.setCurrentIndex(0)
        self.field.setFocus()

    def _lay_out(self) -> None:
        typing = QWidget()
        row = QHBoxLayout(typing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.where)
        self.where.setVisible(self.where.count() > 1)
        kept = QWidget()
        line = QHBoxLayout(kept)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for button in (self.replace, self.forget):
            button.setObjectName("small")
            line.addWidget(button)
        line.addStretch(1)
        self._pages.addWidget(typing)
        self._pages.addWidget(kept)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
