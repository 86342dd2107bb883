"""The sections of the form: what is typed reaches the profile, what is secret does not."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from monitor.feed.login_rules.requests import OAuth2Step
from monitor.feed.profile import Profile, Proxy, Send, Tls
from monitor.ui.add_feed.connection_form import ConnectionForm
from monitor.ui.theme import Theme
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.login import LoginKind
from monitor.workspace.adding.trouble import Section
from monitor.workspace.adding.typed_secrets import Place, TypedSecrets
from monitor.workspace.secrets.secrets import Secrets, Standing
from tests.helpers.keychains import MemoryKeyring, known_secrets

PROFILE = Profile(name="F", address="wss://example.net/stream")


class Form:
    """A form that edits a draft as the page does."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path | None = None) -> None:
        self.keyring = MemoryKeyring(KEPT="4711")
        self.known = known_secrets(self.keyring, folder, SET="x") if folder else Secrets(environment={"SET": "x"})
        self.secrets = TypedSecrets(self.known)
        self.form = ConnectionForm(self.secrets, theme)
        self.draft = Draft(PROFILE)
        self.finished = 0
        self.form.edited.connect(self._edit)
        self.form.finished.connect(self._finish)
        self.form.secret_typed.connect(self.secrets.type)
        qtbot.addWidget(self.form)
        self.form.show()
        self.show(PROFILE)

    def show(self, profile: Profile) -> None:
        self.draft = Draft(profile)
        self.form.show_draft(self.draft)

    def field(self, section: Section, title: str) -> QLineEdit:
        found = self.form.sections[section].field(title)  # type: ignore[attr-defined]
        assert isinstance(found, QLineEdit)
        return found

    def problem(self, section: Section, title: str) -> str:
        return str(self.form.sections[section].problem(title))  # type: ignore[attr-defined]

    def _edit(self, change: object) -> None:
        self.show(change(self.draft.profile))  # type: ignore[operator]

    def _finish(self) -> None:
        self.finished += 1


@pytest.fixture
def form(qtbot: QtBot, dark: Theme) -> Form:
    """Where there is no keychain."""
    return Form(qtbot, dark)


@pytest.fixture
def keeping(qtbot: QtBot, dark: Theme, tmp_path: Path) -> Iterator[Form]:
    """Where there is one."""
    made = Form(qtbot, dark, tmp_path)
    yield made
    made.known.vault.stop()


def test_a_chip_opens_its_fields_and_is_marked_when_they_say_something(form: Form, qtbot: QtBot) -> None:
    chip = form.form.chips[Section.PROXY]
    assert not form.form.sections[Section.PROXY].isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert form.form.sections[Section.PROXY].isVisible()
    assert chip.text() == "proxy"
    qtbot.keyClicks(form.field(Section.PROXY, "Proxy"), "socks5://127.0.0.1:1080")
    assert form.draft.profile.proxy == Proxy("socks5://127.0.0.1:1080")
    assert chip.text() == "proxy \N{BULLET}"
    assert chip.accessibleName() == "proxy, set"


def test_what_is_wrong_is_told_at_its_field_while_it_is_typed(form: Form, qtbot: QtBot) -> None:
    form.form.open(Section.LIMITS, focus=True)
    field = form.field(Section.LIMITS, "Silent after, s")
    field.selectAll()
    qtbot.keyClicks(field, "soon")
    assert form.problem(Section.LIMITS, "Silent after, s") == "Write a number"
    assert form.draft.profile.limits.silence_seconds == 10.0
    field.selectAll()
    qtbot.keyClicks(field, "45")
    assert form.problem(Section.LIMITS, "Silent after, s") == ""
    assert form.draft.profile.limits.silence_seconds == 45.0
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.finished >= 1


def test_the_checks_of_the_profile_are_told_at_their_field(form: Form, qtbot: QtBot) -> None:
    form.form.open(Section.PROTOCOL)
    qtbot.keyClicks(form.field(Section.PROTOCOL, "Subprotocols"), "a(b")
    assert "no name a subprotocol can have" in form.problem(Section.PROTOCOL, "Subprotocols")


def test_a_switch_is_turned_by_the_space_bar(form: Form, qtbot: QtBot) -> None:
    form.form.open(Section.PROTOCOL)
    box = form.form.sections[Section.PROTOCOL].field("Compression")  # type: ignore[attr-defined]
    assert isinstance(box, QCheckBox)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not form.draft.profile.compression


# --- headers --------------------------------------------------------------------------------------------------------


def test_headers_are_rows_that_come_and_go(form: Form, qtbot: QtBot) -> None:
    form.form.open(Section.HEADERS, focus=True)
    headers = form.form.headers
    qtbot.keyClicks(headers.lines[0].name, "User-Agent")
    qtbot.keyClicks(headers.lines[0].text, "mine")
    qtbot.mouseClick(headers.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(headers.lines[1].name, "X-Room")
    qtbot.keyClicks(headers.lines[1].text, "7")
    assert form.draft.profile.headers == {"User-Agent": "mine", "X-Room": "7"}
    assert headers.lines[1].text.echoMode() is QLineEdit.EchoMode.Normal
    qtbot.mouseClick(headers.lines[0].remove_button, Qt.MouseButton.LeftButton)
    assert form.draft.profile.headers == {"X-Room": "7"}
    assert form.finished >= 1


def test_a_header_that_sounds_secret_is_masked_and_kept_out_of_the_profile(form: Form, qtbot: QtBot) -> None:
    form.form.open(Section.HEADERS)
    line = form.form.headers.lines[0]
    qtbot.keyClicks(line.name, "X-Auth-Token")
    qtbot.keyClicks(line.text, "4711-secret")
    assert line.text.echoMode() is QLineEdit.EchoMode.Password
    assert form.draft.profile.headers == {"X-Auth-Token": "${env:EXAMPLE_NET_X_AUTH_TOKEN}"}
    assert form.secrets.standing("env:EXAMPLE_NET_X_AUTH_TOKEN") is Standing.TYPED


def test_a_value_that_was_typed_before_its_name_is_kept_out_too(form: Form, qtbot: QtBot) -> None:
    line = form.form.headers.lines[0]
    qtbot.keyClicks(line.text, "4711-secret")
    qtbot.keyClicks(line.name, "Cookie-Key")
    assert "4711" not in repr(form.draft.profile)


def test_a_header_that_no_header_can_be_is_told(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.form.headers.lines[0].name, "a b")
    assert form.draft.problem_at("headers") == "is no name a header can have"


def test_headers_of_a_profile_are_shown_without_the_login(form: Form) -> None:
    form.show(msgspec.structs.replace(PROFILE, headers={"Authorization": "Bearer ${env:T}", "X-Room": "7"}))
    assert [line.header for line in form.form.headers.lines] == ["X-Room"]
    assert form.form.login.kind.currentData() is LoginKind.BEARER


# --- login ----------------------------------------------------------------------------------------------------------


def test_each_way_asks_for_what_it_needs(form: Form) -> None:
    login = form.form.login
    form.form.open(Section.LOGIN)
    shown = {}
    for kind in LoginKind:
        login.kind.setFocus()
        login.choose(kind)
        fields = (login.name, login.user, login.certificate.field, login.url, login.toml)
        shown[kind] = (*(field.isVisible() for field in fields), len(login.secret_rows.references))
    assert shown == {
        LoginKind.NONE: (False, False, False, False, False, 0),
        LoginKind.BEARER: (False, False, False, False, False, 1),
        LoginKind.BASIC: (False, True, False, False, False, 1),
        LoginKind.HEADER: (True, False, False, False, False, 1),
        LoginKind.QUERY: (True, False, False, False, False, 1),
        LoginKind.COOKIE: (True, False, False, False, False, 1),
        LoginKind.CERTIFICATE: (False, False, True, False, False, 0),
        LoginKind.OAUTH2: (False, False, False, True, False, 1),
        LoginKind.OTHER: (False, False, False, False, True, 0),
    }


def test_a_login_is_written_by_reference_and_says_where_its_secret_is(form: Form, qtbot: QtBot) -> None:
    login = form.form.login
    login.choose(LoginKind.QUERY)
    assert form.draft.profile.address == "wss://example.net/stream?api_key=${env:EXAMPLE_NET_API_KEY}"
    qtbot.keyClicks(login.secret, "4711")
    assert form.secrets.standing("env:EXAMPLE_NET_API_KEY") is Standing.TYPED
    assert login.secret.echoMode() is QLineEdit.EchoMode.Password
    assert "For this run only" in login.secret.accessibleDescription()
    login.name.clear()
    qtbot.keyClicks(login.name, "key")
    assert form.draft.profile.address == "wss://example.net/stream?key=${env:EXAMPLE_NET_API_KEY}"
    assert login.secret.text() == "4711"
    login.choose(LoginKind.NONE)
    assert form.draft.profile == PROFILE


def test_where_there_is_a_keychain_a_secret_goes_there_unless_told_otherwise(keeping: Form, qtbot: QtBot) -> None:
    login = keeping.form.login
    login.choose(LoginKind.BEARER)
    assert keeping.draft.profile.headers == {"Authorization": "Bearer ${secret:EXAMPLE_NET_TOKEN}"}
    qtbot.keyClicks(login.secret, "4711")
    assert "Goes into the keychain as EXAMPLE_NET_TOKEN" in login.secret.accessibleDescription()
    entry = login.secret_rows.entry("secret:EXAMPLE_NET_TOKEN")
    assert entry.where.currentData() is Place.KEYCHAIN
    entry.where.setCurrentIndex(entry.where.findData(Place.ENVIRONMENT))
    entry.where.activated.emit(entry.where.currentIndex())
    assert keeping.draft.profile.headers == {"Authorization": "Bearer ${env:EXAMPLE_NET_TOKEN}"}
    # The row stays, with what was typed.
    assert login.secret_rows.entry("env:EXAMPLE_NET_TOKEN") is entry
    assert login.secret.text() == "4711"
    assert keeping.secrets.standing("env:EXAMPLE_NET_TOKEN") is Standing.TYPED
    entry.where.setCurrentIndex(entry.where.findData(Place.RUN))
    entry.where.activated.emit(entry.where.currentIndex())
    assert keeping.draft.profile.headers == {"Authorization": "Bearer ${secret:EXAMPLE_NET_TOKEN}"}
    assert "you are asked for EXAMPLE_NET_TOKEN" in login.secret.accessibleDescription()


def test_without_a_keychain_it_cannot_be_chosen_and_the_reason_can_be_read(form: Form) -> None:
    login = form.form.login
    login.choose(LoginKind.BEARER)
    where = login.secret_rows.entry("env:EXAMPLE_NET_TOKEN").where
    item = where.model().item(where.findData(Place.KEYCHAIN))  # type: ignore[attr-defined]
    assert not item.isEnabled()
    assert item.toolTip() == "No keychain is used"


def test_a_kept_secret_is_shown_as_such_and_can_be_replaced_and_forgotten(keeping: Form, qtbot: QtBot) -> None:
    keeping.show(msgspec.structs.replace(PROFILE, headers={"Authorization": "Bearer ${secret:KEPT}"}))
    login = keeping.form.login
    keeping.form.open(Section.LOGIN)
    keeping.known.vault.wait()
    keeping.show(keeping.draft.profile)
    entry = login.secret_rows.entry("secret:KEPT")
    assert entry.shows_kept
    assert not entry.field.isVisible()
    assert entry.field.text() == ""
    asked: list[str] = []
    keeping.form.forget_asked.connect(asked.append)
    qtbot.mouseClick(entry.forget, Qt.MouseButton.LeftButton)
    assert asked == ["secret:KEPT"]
    qtbot.mouseClick(entry.replace, Qt.MouseButton.LeftButton)
    assert entry.field.isVisible()
    qtbot.keyClicks(entry.field, "new")
    assert keeping.secrets.standing("secret:KEPT") is Standing.TYPED


def test_what_is_typed_can_be_looked_at(form: Form, qtbot: QtBot) -> None:
    login = form.form.login
    login.choose(LoginKind.BEARER)
    qtbot.keyClicks(login.secret, "4711")
    login.secret.reveal(True)
    assert login.secret.echoMode() is QLineEdit.EchoMode.Normal
    login.secret.empty()
    assert not login.secret.revealed
    assert not login.secret.isUndoAvailable()


def test_a_certificate_is_two_files(form: Form, qtbot: QtBot) -> None:
    login = form.form.login
    login.kind.setFocus()
    login.choose(LoginKind.CERTIFICATE)
    qtbot.keyClicks(login.certificate.field, "/me.pem")
    login.key.chosen.emit("")
    qtbot.keyClicks(login.key.field, "/me.key")
    assert form.draft.profile.tls == Tls(certificate="/me.pem", key="/me.key")


def test_client_credentials_fetch_a_token_for_each_connection(form: Form, qtbot: QtBot) -> None:
    login = form.form.login
    login.kind.setFocus()
    login.choose(LoginKind.OAUTH2)
    qtbot.keyClicks(login.url, "https://auth.example.net/token")
    qtbot.keyClicks(login.client, "me")
    step = OAuth2Step("https://auth.example.net/token", "me", "${env:EXAMPLE_NET_CLIENT_SECRET}")
    assert form.draft.profile.login == (step,)
    assert form.draft.profile.headers == {"Authorization": "Bearer ${access_token}"}
    assert not form.draft.problems
    login.choose(LoginKind.NONE)
    assert form.draft.profile == PROFILE


def test_what_a_form_cannot_hold_is_written_as_text(form: Form, qtbot: QtBot) -> None:
    asked: list[bool] = []
    form.form.toml_asked.connect(lambda: asked.append(True))
    form.show(msgspec.structs.replace(PROFILE, send=(Send('{"login": "${secret:KEY}"}'),)))
    login = form.form.login
    form.form.open(Section.LOGIN)
    assert login.kind.currentData() is LoginKind.OTHER
    assert login.secret_rows.references == ("secret:KEY",)
    qtbot.mouseClick(login.toml, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_secrets_that_a_profile_refers_to_in_its_own_way_have_rows_of_their_own(form: Form, qtbot: QtBot) -> None:
    form.show(msgspec.structs.replace(PROFILE, variables={"a": "${env:SET}-${env:UNSET}"}))
    rows = form.form.login.secret_rows
    assert rows.references == ("env:SET", "env:UNSET")
    assert "Taken from SET" in rows.entry("env:SET").field.accessibleDescription()
    qtbot.keyClicks(rows.entry("env:UNSET").field, "4711")
    assert form.secrets.standing("env:UNSET") is Standing.TYPED
    form.show(PROFILE)
    assert rows.references == ()


def test_a_secret_of_the_environment_can_move_into_the_keychain(keeping: Form, qtbot: QtBot) -> None:
    keeping.show(msgspec.structs.replace(PROFILE, send=(Send('{"key": "${env:VENUE_KEY}", "price": "$$5"}'),)))
    rows = keeping.form.login.secret_rows
    entry = rows.entry("env:VENUE_KEY")
    qtbot.keyClicks(entry.field, "4711")
    entry.where.setCurrentIndex(entry.where.findData(Place.KEYCHAIN))
    entry.where.activated.emit(entry.where.currentIndex())
    assert keeping.draft.profile.send == (Send('{"key": "${secret:VENUE_KEY}", "price": "$$5"}'),)
    assert rows.entry("secret:VENUE_KEY") is entry
    assert keeping.secrets.standing("secret:VENUE_KEY") is Standing.TYPED
