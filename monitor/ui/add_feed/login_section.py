"""Authentication: the ways there are, and the secret, which is kept out of every file and never shown."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from monitor.feed.profile import Profile
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.add_feed.section import SectionForm, shown_problem
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.login import Login, LoginKind, host_of, login_of, secret_name, with_login
from monitor.workspace.adding.typed_secrets import TypedSecrets, variables_needed

__all__ = ["LoginSection"]

_WHAT = {
    LoginKind.BEARER: "token",
    LoginKind.BASIC: "password",
    LoginKind.HEADER: "api key",
    LoginKind.QUERY: "api key",
}
_USUAL_NAME = {LoginKind.HEADER: "X-API-Key", LoginKind.QUERY: "api_key"}


class LoginSection(SectionForm):
    """secrets: tells which variables are set, so that the form can say what is still missing.

    A profile that asks for variables in another way, as some of the catalogue do, gets a field for each of them.
    """

    def __init__(self, secrets: TypedSecrets, *, parent: QWidget | None = None) -> None:
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
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._kind_row = FormRow(self.tr("Way"), self.kind)
        self._name_row = FormRow(self.tr("Name"), self.name)
        self._user_row = FormRow(self.tr("User"), self.user)
        self._secret_row = FormRow(self.tr("Secret"), self.secret)
        self._others: dict[str, FormRow] = {}
        self.fields: dict[str, QLineEdit] = {}
        for row in (self._kind_row, self._name_row, self._user_row, self._secret_row):
            self.rows.addWidget(row)
        self.kind.activated.connect(self._kind_chosen)
        self.name.textEdited.connect(self._tell)
        self.user.textEdited.connect(self._tell)
        self.secret.textEdited.connect(self._secret_edited)
        for field in (self.name, self.user, self.secret):
            field.returnPressed.connect(self.finished)
            self.watch(field)
        self._fit()

    def show_draft(self, draft: Draft) -> None:
        self._host = host_of(draft.profile)
        login = login_of(draft.profile)
        # A way that was chosen and says nothing yet stays while the user is at it.
        if login != self._login and (login.kind is not LoginKind.NONE or not self._typing):
            self._login = login
            self._show_login()
        self._name_row.set_problem(shown_problem(draft, ("headers",)) if self._login.kind is LoginKind.HEADER else "")
        self._show_others([name for name in variables_needed(draft.profile) if name != self._login.variable])
        self._say_where_kept()

    def says(self, profile: Profile) -> bool:
        return login_of(profile).kind is not LoginKind.NONE or bool(variables_needed(profile))

    def first_field(self) -> QWidget | None:
        if self._login.kind is not LoginKind.NONE:
            return self.secret
        missing = next((field for name, field in self.fields.items() if not field.text()), None)
        return missing or self.kind

    def choose(self, kind: LoginKind) -> None:
        """Take this way, as if the user had."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._kind_chosen()

    @property
    def _typing(self) -> bool:
        return any(field.hasFocus() for field in (self.kind, self.name, self.user, self.secret))

    def _ways(self) -> tuple[tuple[LoginKind, str], ...]:
        return (
            (LoginKind.NONE, self.tr("None")),
            (LoginKind.BEARER, self.tr("Bearer token")),
            (LoginKind.BASIC, self.tr("User and password")),
            (LoginKind.HEADER, self.tr("API key in a header")),
            (LoginKind.QUERY, self.tr("API key in the address")),
        )

    def _show_login(self) -> None:
        login = self._login
        with QSignalBlocker(self.kind), QSignalBlocker(self.name), QSignalBlocker(self.user):
            self.kind.setCurrentIndex(self.kind.findData(login.kind))
            if not self.name.hasFocus():
                self.name.setText(login.name)
            if not self.user.hasFocus():
                self.user.setText(login.user)
        self._fit()

    def _fit(self) -> None:
        """Ask only for what the way at hand needs."""
        kind = self._login.kind
        self._name_row.setVisible(kind in _USUAL_NAME)
        self._user_row.setVisible(kind is LoginKind.BASIC)
        self._secret_row.setVisible(kind is not LoginKind.NONE)

    @Slot()
    def _kind_chosen(self) -> None:
        kind = self.kind.currentData()
        if kind is self._login.kind:
            return
        variable = secret_name(self._host, _WHAT[kind]) if kind in _WHAT else ""
        self._login = Login(kind, name=_USUAL_NAME.get(kind, ""), variable=variable)
        self.secret.clear()
        self._show_login()
        self._tell()
        self._say_where_kept()
        if kind is LoginKind.NONE:
            self.finished.emit()

    @Slot()
    def _tell(self) -> None:
        old = self._login
        self._login = Login(old.kind, self.name.text().strip(), self.user.text().strip(), old.variable)
        self.edited.emit(partial(_with_login, self._login))

    @Slot(str)
    def _secret_edited(self, text: str) -> None:
        self.secret_typed.emit(self._login.variable, text)
        self._say_where_kept()

    def _say_where_kept(self) -> None:
        for name, row in ((self._login.variable, self._secret_row), *self._others.items()):
            row.set_about(self._kept(name))

    def _kept(self, name: str) -> str:
        if self._secrets.is_typed(name):
            words = self.tr("For this run only, in no file. To keep it, set %1 in the environment.")
        elif self._secrets.is_set(name):
            words = self.tr("Taken from %1 in the environment.")
        else:
            words = self.tr("Type it for this run, or set %1 in the environment and start Feedscope again.")
        return words.replace("%1", name)

    def _show_others(self, names: list[str]) -> None:
        for name in [known for known in self._others if known not in names]:
            row = self._others.pop(name)
            del self.fields[name]
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for name in names:
            if name not in self._others:
                self._add_other(name)

    def _add_other(self, name: str) -> None:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textEdited.connect(partial(self.secret_typed.emit, name))
        field.returnPressed.connect(self.finished)
        self.watch(field)
        row = FormRow(name, field)
        self.fields[name], self._others[name] = field, row
        self.rows.addWidget(row)


def _with_login(login: Login, profile: Profile) -> Profile:
    # Half a name makes no header: the profile stays without a login until there is one.
    complete = bool(login.name) or login.kind not in _USUAL_NAME
    return with_login(profile, login if complete else Login())
