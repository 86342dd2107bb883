"""A field for a number that may be left empty."""

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from monitor.workspace.wording import MINUS, THIN

__all__ = ["NumberField", "read_number"]


def read_number(text: str) -> float | None:
    """The number a user wrote, with thin spaces, a true minus or a decimal comma; None for nothing.

    Raises ValueError.
    """
    plain = text.strip().replace(THIN, "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(MINUS, "-")
    if not plain:
        return None
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    value = float(plain)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


class NumberField(QLineEdit):
    """edited(): the user has typed; `valid` says whether it is a number or nothing, `value` which."""

    edited = Signal()

    def __init__(self, value: float | None, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__("" if value is None else f"{value:.12g}", parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setPlaceholderText(hint)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.valid = True
        self.value = value
        self.textEdited.connect(self._read)

    @Slot()
    def _read(self) -> None:
        try:
            self.value = read_number(self.text())
            self.valid = True
        except ValueError:
            self.valid = False
        self.setToolTip(self.accessibleName() if self.valid else self.tr("This is no number"))
        self.setAccessibleDescription("" if self.valid else self.tr("This is no number"))
        self.setProperty("level", "" if self.valid else "bad")
        self.style().unpolish(self)
        self.style().polish(self)
        self.edited.emit()
