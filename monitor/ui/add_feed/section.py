"""A part of the page that opens on demand and changes what the profile says."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from monitor.feed.profile import Profile
from monitor.workspace.adding.draft import Draft

__all__ = ["Change", "SectionForm", "shown_problem"]

Change: TypeAlias = Callable[[Profile], Profile]


class SectionForm(QFrame):
    """Base of every section.

    edited(Change): with every change of a field. finished(): Enter, or the field was left; a feed on trial may follow.
    secret_typed(variable, value): a value was typed that no file may hold.
    """

    edited = Signal(object)
    finished = Signal()
    secret_typed = Signal(str, str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formSection")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(12, 10, 12, 10)
        self.rows.setSpacing(8)

    def show_draft(self, draft: Draft) -> None:
        """Show what the draft says, and what is wrong with it. A field with the focus keeps what is being typed."""
        raise NotImplementedError

    def says(self, profile: Profile) -> bool:
        """Whether the profile says anything here besides the usual."""
        raise NotImplementedError

    def first_field(self) -> QWidget | None:
        """Where the cursor goes when the section opens."""
        return None

    def watch(self, field: QWidget) -> None:
        """Tell `finished` when this field is left."""
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.finished.emit()
        return False


def shown_problem(draft: Draft, path: Sequence[str | int]) -> str:
    """What is wrong at a key, as a sentence; "" when nothing."""
    what = draft.problem_at(*path)
    return f"{what[:1].upper()}{what[1:]}" if what else ""
