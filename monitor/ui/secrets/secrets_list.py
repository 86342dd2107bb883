"""The secrets the program knows of, by name: whose they are, and how to replace or forget them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from monitor.ui.fonts import caps_font
from monitor.ui.secrets.secret_row_view import SecretRowView
from monitor.workspace.secrets.references import kept
from monitor.workspace.secrets.usage import SecretRow, secret_rows
from monitor.workspace.workspace import Workspace

__all__ = ["SecretsList"]

_FOUND_BY = ("secrets", "keychain", "password", "token", "api key", "login")


class SecretsList(QWidget):
    """replace_asked(reference): the user wants to type another value. Values are never shown."""

    replace_asked = Signal(str)

    def __init__(self, workspace: Workspace, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._seen: tuple[int, ...] = ()
        self._rows: tuple[SecretRow, ...] | None = None
        self.rows: list[SecretRowView] = []
        head = QLabel(self.tr("Secrets").upper())
        head.setFont(caps_font())
        head.setProperty("level", "muted")
        head.setContentsMargins(0, 14, 0, 0)
        self._where = QLabel()
        self._where.setProperty("level", "muted")
        self._where.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(head)
        self._column.addWidget(self._where)
        workspace.secrets.vault.look(again=True)
        self.refresh()

    @property
    def words(self) -> str:
        """Where secrets are kept, as it is said."""
        return self._where.text()

    def found_by(self, words: str) -> bool:
        """Whether somebody who searches for this wants to see the list."""
        said = " ".join((*_FOUND_BY, *(row.row.name for row in self.rows))).casefold()
        return all(word in said for word in words.casefold().split())

    def refresh(self) -> None:
        """Follow what has changed."""
        workspace = self._workspace
        secrets, vault = workspace.secrets, workspace.secrets.vault
        seen = (secrets.version, vault.version, workspace.version, workspace.profiles.version)
        if seen == self._seen:
            return
        self._seen = seen
        availability = vault.availability
        if availability.usable:
            words = self.tr("Kept by %1. Profiles and exports hold their names only.")
            self._where.setText(words.replace("%1", availability.name))
        else:
            words = self.tr("Nothing can be kept: %1. What you type counts until Feedscope ends.")
            self._where.setText(words.replace("%1", f"{vault.why_not[:1].lower()}{vault.why_not[1:]}"))
        own = (entry.profile for entry in workspace.profiles.entries if not entry.shipped and entry.profile)
        rows = secret_rows(vault.names, (*(view.profile for view in workspace.feeds), *own))
        if rows != self._rows:
            self._rows = rows
            self._show(rows)

    def _show(self, rows: tuple[SecretRow, ...]) -> None:
        for view in self.rows:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.rows = [SecretRowView(row) for row in rows]
        for view in self.rows:
            view.replace_asked.connect(self._replace)
            view.forget_asked.connect(self._forget)
            self._column.addWidget(view)

    @Slot(str)
    def _replace(self, name: str) -> None:
        self.replace_asked.emit(kept(name))

    @Slot(str)
    def _forget(self, name: str) -> None:
        self._workspace.custody.forget([name])
