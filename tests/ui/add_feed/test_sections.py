"""The sections of the form: what is typed reaches the profile, what is secret does not."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from monitor.feed.profile import Profile, Proxy
from monitor.ui.add_feed.connection_form import ConnectionForm
from monitor.ui.theme import Theme
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.login import LoginKind
from monitor.workspace.adding.trouble import Section
from monitor.workspace.adding.typed_secrets import TypedSecrets

PROFILE = Profile(name="F", address="wss://example.net/stream")


class Form:
    """A form that edits a draft as the page does."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.secrets = TypedSecrets({"SET": "x"})
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
def form(qtbot: QtBot, dark: Theme) -> Iterator[Form]:
    return Form(qtbot, dark)


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
    assert form.secrets.is_typed("EXAMPLE_NET_X_AUTH_TOKEN")


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
        login.choose(kind)
        shown[kind] = (login.name.isVisible(), login.user.isVisible(), login.secret.isVisible())
    assert shown == {
        LoginKind.NONE: (False, False, False),
        LoginKind.BEARER: (False, False, True),
        LoginKind.BASIC: (False, True, True),
        LoginKind.HEADER: (True, False, True),
        LoginKind.QUERY: (True, False, True),
    }


def test_a_login_is_written_by_reference_and_says_where_its_secret_is(form: Form, qtbot: QtBot) -> None:
    login = form.form.login
    login.choose(LoginKind.QUERY)
    assert form.draft.profile.address == "wss://example.net/stream?api_key=${env:EXAMPLE_NET_API_KEY}"
    qtbot.keyClicks(login.secret, "4711")
    assert form.secrets.is_typed("EXAMPLE_NET_API_KEY")
    assert login.secret.echoMode() is QLineEdit.EchoMode.Password
    assert "For this run only" in login.secret.accessibleDescription()
    login.name.clear()
    qtbot.keyClicks(login.name, "key")
    assert form.draft.profile.address == "wss://example.net/stream?key=${env:EXAMPLE_NET_API_KEY}"
    login.choose(LoginKind.NONE)
    assert form.draft.profile == PROFILE


def test_variables_that_a_profile_asks_for_in_its_own_way_have_fields_of_their_own(form: Form, qtbot: QtBot) -> None:
    form.show(msgspec.structs.replace(PROFILE, variables={"a": "${env:SET}-${env:UNSET}"}))
    login = form.form.login
    assert list(login.fields) == ["SET", "UNSET"]
    assert "Taken from SET" in login.fields["SET"].accessibleDescription()
    qtbot.keyClicks(login.fields["UNSET"], "4711")
    assert form.secrets.is_typed("UNSET")
    form.show(PROFILE)
    assert login.fields == {}
