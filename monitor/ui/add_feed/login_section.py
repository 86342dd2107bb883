"""Authentication: the ways there are, and the secrets, each kept where the user says and never shown again."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.ui.add_feed.file_line import FileLine
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.add_feed.secret_rows import SecretRows
from monitor.ui.add_feed.section import SectionForm, shown_problem
from monitor.ui.secrets.secret_field import SecretField
from monitor.ui.theme import Theme
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.login import Login, LoginKind, host_of, login_of, referring, secret_name, with_login
from monitor.workspace.adding.typed_secrets import Place, TypedSecrets

__all__ = ["LoginSection"]

_WHAT = {
    LoginKind.BEARER: "token",
    LoginKind.BASIC: "password",
    LoginKind.HEADER: "api key",
    LoginKind.QUERY: "api key",
    LoginKind.COOKIE: "session",
    LoginKind.OAUTH2: "client secret",
}
_USUAL_NAME = {LoginKind.HEADER: "X-API-Key", LoginKind.QUERY: "api_key", LoginKind.COOKIE: "session"}


class LoginSection(SectionForm):
    """forget_asked(reference): a secret is to be deleted from the keychain. toml_asked(): the form cannot hold it.

    A profile that refers to secrets in another way, as some of the catalogue do, gets a row for each of them.
    """

    forget_asked = Signal(str)
    toml_asked = Signal()

    def __init__(self, secrets: TypedSecrets, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._secrets = secrets
        self._host = ""
        self._login = Login()
        self.kind = QComboBox()
        for kind, words in self._ways():
            self.kind.addItem(words, kind)
        self.kind.setMinimumHeight(26)
        self.name = QLineEdit()
        self.user = QLineEdit()
        self.certificate = FileLine(self.tr("Client certificate"))
        self.key = FileLine(self.tr("Key of the certificate"))
        self.url = QLineEdit()
        self.url.setPlaceholderText(self.tr("such as https://auth.example.net/token"))
        self.client = QLineEdit()
        self.toml = QPushButton(self.tr("Edit as TOML"))
        self.toml.setObjectName("small")
        self._rows = {
            "kind": FormRow(self.tr("Way"), self.kind),
            "name": FormRow(self.tr("Name"), self.name),
            "user": FormRow(self.tr("User"), self.user),
            "certificate": FormRow(self.tr("Certificate"), self.certificate, about=self.tr("A PEM file")),
            "key": FormRow(self.tr("Key"), self.key, about=self.tr("A PEM file; empty where it is in the other")),
            "url": FormRow(self.tr("Token address"), self.url),
            "client": FormRow(self.tr("Client ID"), self.client),
            "toml": FormRow("", self.toml, about=self._about_toml()),
        }
        for row in self._rows.values():
            self.rows.addWidget(row)
        self.secret_rows = SecretRows(secrets, theme)
        self.rows.addWidget(self.secret_rows)
        self._connect()
        self._fit()

    def show_draft(self, draft: Draft) -> None:
        self._secrets.look()
        self._host = host_of(draft.profile)
        login = login_of(draft.profile)
        # A way that was chosen and says nothing yet stays while the user is at it.
        if login != self._login and (login.kind is not LoginKind.NONE or not self._typing):
            self._login = login
            self._show_login()
        slip = shown_problem(draft, ("headers",)) if self._login.kind is LoginKind.HEADER else ""
        self._rows["name"].set_problem(slip)
        self._rows["url"].set_problem(shown_problem(draft, ("login",)))
        self._show_secrets(draft.profile)

    def says(self, profile: Profile) -> bool:
        return login_of(profile).kind is not LoginKind.NONE

    def first_field(self) -> QWidget | None:
        return self.secret_rows.first_field() or self.kind

    def choose(self, kind: LoginKind) -> None:
        """Take this way, as if the user had."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._kind_chosen()

    @property
    def secret(self) -> SecretField:
        """The field of the login's own secret."""
        return self.secret_rows.entry(self._login.reference).field

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self.secret_rows.set_theme(theme)

    @property
    def _typing(self) -> bool:
        lines = (self.name, self.user, self.certificate.field, self.key.field, self.url, self.client)
        return any(field.hasFocus() for field in (self.kind, *lines))

    def _fields(self, kind: LoginKind) -> tuple[QLineEdit, QLineEdit]:
        """Where the name and the user of a login of this kind are typed."""
        if kind is LoginKind.CERTIFICATE:
            return self.certificate.field, self.key.field
        return (self.url, self.client) if kind is LoginKind.OAUTH2 else (self.name, self.user)

    def _ways(self) -> tuple[tuple[LoginKind, str], ...]:
        return (
            (LoginKind.NONE, self.tr("None")),
            (LoginKind.BEARER, self.tr("Bearer token")),
            (LoginKind.BASIC, self.tr("User and password")),
            (LoginKind.HEADER, self.tr("API key in a header")),
            (LoginKind.QUERY, self.tr("API key in the address")),
            (LoginKind.COOKIE, self.tr("Cookie")),
            (LoginKind.CERTIFICATE, self.tr("Client certificate")),
            (LoginKind.OAUTH2, self.tr("OAuth 2 client credentials")),
            (LoginKind.OTHER, self.tr("Another, as TOML")),
        )

    def _about_toml(self) -> str:
        return self.tr(
            "A login message, a request before connecting or a signature is written in the profile's text. "
            "It refers to secrets as ${secret:NAME}; each gets a row here."
        )

    def _show_login(self) -> None:
        login = self._login
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(login.kind))
        for field, text in zip(self._fields(login.kind), (login.name, login.user), strict=True):
            if not field.hasFocus():
                field.setText(text)
        self._fit()

    def _fit(self) -> None:
        """Ask only for what the way at hand needs."""
        kind = self._login.kind
        for name, wanted in (
            ("name", kind in _USUAL_NAME),
            ("user", kind is LoginKind.BASIC),
            ("certificate", kind is LoginKind.CERTIFICATE),
            ("key", kind is LoginKind.CERTIFICATE),
            ("url", kind is LoginKind.OAUTH2),
            ("client", kind is LoginKind.OAUTH2),
            ("toml", kind is LoginKind.OTHER),
        ):
            self._rows[name].setVisible(wanted)

    def _show_secrets(self, profile: Profile) -> None:
        own = self._login.reference
        others = [each for each in secrets_needed(profile) if each != own]
        self.secret_rows.show_references(own, others)

    @Slot()
    def _kind_chosen(self) -> None:
        kind = self.kind.currentData()
        if kind is self._login.kind:
            return
        name = secret_name(self._host, _WHAT[kind]) if kind in _WHAT else ""
        reference = self._secrets.reference(name, self._secrets.usual_place) if name else ""
        self._login = Login(kind, name=_USUAL_NAME.get(kind, ""), reference=reference)
        self._show_login()
        self._tell()
        if kind is LoginKind.NONE:
            self.finished.emit()

    @Slot()
    def _tell(self) -> None:
        old = self._login
        name, user = self._fields(old.kind)
        self._login = Login(old.kind, name.text().strip(), user.text().strip(), old.reference)
        self.edited.emit(partial(_with_login, self._login))

    @Slot(str, object)
    def _placed(self, reference: str, place: Place) -> None:
        """A secret is to be kept elsewhere, which the profile has to say."""
        new = self._secrets.choose(reference, place)
        self.secret_rows.rename(reference, new)
        if reference == self._login.reference:
            self._login = Login(self._login.kind, self._login.name, self._login.user, new)
            self._tell()
        else:
            self.edited.emit(partial(_referring, reference, new))
        self.secret_rows.refresh()

    @Slot(str, str)
    def _secret_edited(self, reference: str, text: str) -> None:
        self.secret_typed.emit(reference, text)
        self.secret_rows.refresh()

    def _connect(self) -> None:
        self.kind.activated.connect(self._kind_chosen)
        for field in (self.name, self.user, self.certificate.field, self.key.field, self.url, self.client):
            field.textEdited.connect(self._tell)
            field.returnPressed.connect(self.finished)
            self.watch(field)
        for line in (self.certificate, self.key):
            line.chosen.connect(self._file_chosen)
        self.toml.clicked.connect(self.toml_asked)
        self.secret_rows.typed.connect(self._secret_edited)
        self.secret_rows.placed.connect(self._placed)
        self.secret_rows.forget_asked.connect(self.forget_asked)
        self.secret_rows.finished.connect(self.finished)

    @Slot()
    def _file_chosen(self) -> None:
        self._tell()
        self.finished.emit()


def _referring(old: str, new: str, profile: Profile) -> Profile:
    return referring(profile, old, new)


def _with_login(login: Login, profile: Profile) -> Profile:
    # Half a name makes no header: the profile stays without a login until there is one.
    complete = bool(login.name) or login.kind not in (*_USUAL_NAME, LoginKind.CERTIFICATE, LoginKind.OAUTH2)
    return with_login(profile, login if complete else Login())
