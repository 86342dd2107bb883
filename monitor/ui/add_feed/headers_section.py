"""Headers of the handshake: rows of name and value, values that sound secret masked and kept out of the file."""

from functools import partial

import msgspec
from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from monitor.core.secrecy import looks_secret
from monitor.feed.profile import Profile
from monitor.ui.add_feed.section import SectionForm, shown_problem
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.login import Login, LoginKind, host_of, login_of, secret_name
from monitor.workspace.adding.typed_secrets import TypedSecrets
from monitor.workspace.secrets.references import name_of, placeholder, reference_in

__all__ = ["HeadersSection"]

_MOST = 100


class HeadersSection(SectionForm):
    """The Authorization header of a bearer token is not among them: it stands under authentication."""

    def __init__(self, secrets: TypedSecrets, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._secrets = secrets
        self._theme = theme
        self._lines: list[_HeaderLine] = []
        self._host = ""
        self._problem = QLabel()
        self._problem.setProperty("level", "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.add_button = QPushButton(self.tr("Add a header"))
        self.add_button.setObjectName("small")
        self.add_button.clicked.connect(self._add)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch()
        self.rows.addWidget(self._problem)
        self.rows.addLayout(foot)
        self._add_line()

    def show_draft(self, draft: Draft) -> None:
        self._host = host_of(draft.profile)
        self._problem.setText(shown_problem(draft, ("headers",)))
        self._problem.setVisible(bool(self._problem.text()))
        shown = _shown_headers(draft.profile)
        if shown == self._said() or any(line.has_focus for line in self._lines):
            return
        while len(self._lines) > max(1, len(shown)):
            self._take_line(self._lines[-1])
        while len(self._lines) < max(1, len(shown)):
            self._add_line()
        for line, (name, text) in zip(self._lines, shown.items(), strict=False):
            line.show_header(name, text)
        if not shown:
            self._lines[0].show_header("", "")

    def says(self, profile: Profile) -> bool:
        return bool(_shown_headers(profile))

    def first_field(self) -> QWidget | None:
        return self._lines[0].name

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        for line in self._lines:
            line.remove_button.set_theme(theme)

    def reference_for(self, header: str) -> str:
        """How the profile refers to the secret of a header."""
        return self._secrets.reference(secret_name(self._host, header), self._secrets.usual_place)

    @property
    def lines(self) -> "tuple[_HeaderLine, ...]":
        """The rows as they stand."""
        return tuple(self._lines)

    def tell(self) -> None:
        """The rows have changed."""
        said = self._said()
        self.edited.emit(partial(_with_headers, said))

    def _said(self) -> dict[str, str]:
        return {line.header: line.value for line in self._lines if line.header}

    @Slot()
    def _add(self) -> None:
        if len(self._lines) < _MOST:
            self._add_line().name.setFocus()

    def _add_line(self) -> "_HeaderLine":
        line = _HeaderLine(self, self._theme)
        self._lines.append(line)
        self.rows.insertWidget(len(self._lines) - 1, line)
        return line

    def remove(self, line: "_HeaderLine") -> None:
        """Take a row away."""
        if len(self._lines) > 1:
            self._take_line(line)
        else:
            line.show_header("", "")
        self.tell()
        self.finished.emit()

    def _take_line(self, line: "_HeaderLine") -> None:
        self._lines.remove(line)
        self.rows.removeWidget(line)
        line.hide()
        line.deleteLater()


class _HeaderLine(QWidget):
    """One header. `value` is a template; what was typed for a secret one is not in it."""

    def __init__(self, section: HeadersSection, theme: Theme) -> None:
        super().__init__()
        self._section = section
        self._reference = ""
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Header name"))
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Value"))
        self.text.setAccessibleName(self.tr("Header value"))
        self.remove_button = ToolButton(Glyph.CLOSE, self.tr("Remove this header"), theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.name, 2)
        row.addWidget(self.text, 3)
        row.addWidget(self.remove_button)
        self.name.textEdited.connect(self._name_typed)
        self.text.textEdited.connect(self._text_typed)
        self.remove_button.clicked.connect(self._remove)
        for field in (self.name, self.text):
            field.returnPressed.connect(section.finished)
            section.watch(field)

    @property
    def header(self) -> str:
        """Its name."""
        return self.name.text().strip()

    @property
    def value(self) -> str:
        """Its value, a secret one as a reference."""
        return self._reference or self.text.text()

    @property
    def has_focus(self) -> bool:
        """Whether the user is at it."""
        return self.name.hasFocus() or self.text.hasFocus()

    def show_header(self, name: str, text: str) -> None:
        """Show a header of the profile."""
        reference = text if looks_secret(name) and reference_in(text) else ""
        with QSignalBlocker(self.name), QSignalBlocker(self.text):
            self.name.setText(name)
            self.text.setText("" if reference else text)
        self._reference = reference
        self._mask()

    def _mask(self) -> None:
        secret = looks_secret(self.header)
        self.text.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        kept = self.tr("kept as %1").replace("%1", name_of(reference_in(self._reference)))
        self.text.setPlaceholderText(kept if self._reference else self.tr("Value"))
        hint = self.tr("In no file; where it is kept is chosen under authentication")
        self.text.setToolTip(hint if secret else "")

    @Slot(str)
    def _name_typed(self, _name: str) -> None:
        if not looks_secret(self.header):
            self._reference = ""
        elif self.text.text():
            self._keep_secret(self.text.text())
        self._mask()
        self._section.tell()

    @Slot(str)
    def _text_typed(self, text: str) -> None:
        self._reference = ""
        if looks_secret(self.header) and not reference_in(text):
            self._keep_secret(text)
        self._section.tell()

    def _keep_secret(self, text: str) -> None:
        """A file may hold only a reference to what was typed."""
        reference = self._section.reference_for(self.header)
        self._section.secret_typed.emit(reference, text)
        self._reference = placeholder(reference) if text else ""

    @Slot()
    def _remove(self) -> None:
        self._section.remove(self)


def _shown_headers(profile: Profile) -> dict[str, str]:
    login = login_of(profile)
    return {name: text for name, text in profile.headers.items() if not _is_login(name, login)}


def _is_login(name: str, login: Login) -> bool:
    # An API key in a header is a header like any other, and shown in both places.
    return login.kind is LoginKind.BEARER and name.lower() == "authorization"


def _with_headers(said: dict[str, str], profile: Profile) -> Profile:
    login = login_of(profile)
    kept = {name: text for name, text in profile.headers.items() if _is_login(name, login)}
    return msgspec.structs.replace(profile, headers={**said, **kept})
