"""A row for each secret a profile refers to: what it is called, its value as typed, and where it is kept."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.secrets.secret_entry import SecretEntry
from monitor.ui.theme import Theme
from monitor.workspace.adding.typed_secrets import Place, TypedSecrets
from monitor.workspace.secrets.references import name_of
from monitor.workspace.secrets.secrets import Standing

__all__ = ["SecretRows"]


class SecretRows(QWidget):
    """typed(reference, value), placed(reference, Place), forget_asked(reference), and finished(): Enter, or left."""

    typed = Signal(str, str)
    placed = Signal(str, object)
    forget_asked = Signal(str)
    finished = Signal()

    def __init__(self, secrets: TypedSecrets, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secrets = secrets
        self._theme = theme
        self._own = ""
        self._entries: dict[str, SecretEntry] = {}
        self._rows: dict[str, FormRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    @property
    def references(self) -> tuple[str, ...]:
        """Those that have a row, in order."""
        return tuple(self._entries)

    def entry(self, reference: str) -> SecretEntry:
        """The row's entry. Raises KeyError where there is none."""
        return self._entries[reference]

    def about(self, reference: str) -> str:
        """What is said below a row."""
        return self._words(reference)

    def first_field(self) -> QWidget | None:
        """The first that nobody knows the value of, or the first of all."""
        missing = (each for each in self._entries if self._secrets.standing(each) is Standing.MISSING)
        first = next(missing, next(iter(self._entries), ""))
        return self._entries[first].field if first else None

    def show_references(self, own: str, others: Sequence[str]) -> None:
        """Have a row for the login's own secret ("" for none) and for these."""
        wanted = [each for each in (own, *others) if each]
        for reference in [known for known in self._entries if known not in wanted or own != self._own]:
            if reference not in wanted or reference in (own, self._own):
                self._drop(reference)
        self._own = own
        for at, reference in enumerate(wanted):
            if reference not in self._entries:
                self._add(reference, at)
        self.refresh()

    def rename(self, old: str, new: str) -> None:
        """The login's own secret is referred to in another way; what is typed in its row stays."""
        if old in self._entries and new not in self._entries:
            self._entries = {new if each == old else each: entry for each, entry in self._entries.items()}
            self._rows = {new if each == old else each: row for each, row in self._rows.items()}
            self._own = new if self._own == old else self._own

    @Slot()
    def refresh(self) -> None:
        """Follow where the secrets are."""
        for reference, entry in self._entries.items():
            why_not = self._secrets.why_no_keychain
            standing, place = self._secrets.standing(reference), self._secrets.place(reference)
            entry.show_standing(standing, place, why_no_keychain=why_not)
            self._rows[reference].set_about(self._words(reference))
            # The form row describes what it holds; the one with the focus is the field inside.
            entry.field.setAccessibleDescription(self._words(reference))
        self.setVisible(bool(self._entries))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        for entry in self._entries.values():
            entry.set_theme(theme)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.finished.emit()
        return False

    def _words(self, reference: str) -> str:
        name, standing, place = name_of(reference), self._secrets.standing(reference), self._secrets.place(reference)
        if standing is Standing.KEPT:
            words = self.tr("Kept in the keychain as %1.")
        elif standing is Standing.ENVIRONMENT:
            words = self.tr("Taken from %1 in the environment.")
        elif standing is Standing.READING:
            words = self.tr("Looking for %1 in the keychain…")
        elif place is Place.KEYCHAIN:
            words = self.tr("Goes into the keychain as %1 when the feed is saved.")
        elif place is Place.RUN:
            words = self.tr("For this run only, in no file. The next time you are asked for %1.")
        elif standing is Standing.TYPED:
            words = self.tr("For this run only, in no file. To keep it, set %1 in the environment.")
        else:
            words = self.tr("Type it for this run, or set %1 in the environment and start Feedscope again.")
        return words.replace("%1", name)

    def _add(self, reference: str, at: int) -> None:
        own = reference == self._own
        entry = SecretEntry(tuple(Place), self._theme)
        title = self.tr("Secret") if own else name_of(reference)
        entry.typed.connect(partial(self._typed, entry))
        entry.placed.connect(partial(self._placed, entry))
        entry.forget_asked.connect(partial(self._forget, entry))
        entry.field.returnPressed.connect(self.finished)
        entry.field.installEventFilter(self)
        entry.field.setAccessibleName(title)
        row = FormRow(title, entry)
        self._entries[reference], self._rows[reference] = entry, row
        self._column.insertWidget(at, row)

    def _drop(self, reference: str) -> None:
        row = self._rows.pop(reference)
        entry = self._entries.pop(reference)
        entry.field.removeEventFilter(self)
        entry.empty()
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _of(self, entry: SecretEntry) -> str:
        return next((reference for reference, each in self._entries.items() if each is entry), "")

    def _typed(self, entry: SecretEntry, value: str) -> None:
        self.typed.emit(self._of(entry), value)

    def _placed(self, entry: SecretEntry, place: Place) -> None:
        self.placed.emit(self._of(entry), place)

    def _forget(self, entry: SecretEntry) -> None:
        self.forget_asked.emit(self._of(entry))
