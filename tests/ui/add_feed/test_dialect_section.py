"""Tests for monitor.ui.add_feed.dialect_section."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule
from monitor.feed.dialect_rules.channels import ChannelToJoin, PhoenixRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SockJsRule
from monitor.feed.profile import Profile
from monitor.feed.profiles.writing import dump_profile
from monitor.ui.add_feed.dialect_section import DialectSection
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.typed_secrets import TypedSecrets
from monitor.workspace.secrets.secrets import Secrets

PROFILE = Profile(name="F", address="wss://example.net/stream")


class Form:
    """A section that edits a draft as the page does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.section = DialectSection(TypedSecrets(Secrets(environment={})))
        self.draft = Draft(PROFILE)
        self.typed: dict[str, str] = {}
        self.section.edited.connect(self._edit)
        self.section.secret_typed.connect(self._type)
        qtbot.addWidget(self.section)
        self.section.show()

    def speak(self, rule: DialectRule | None) -> None:
        self.draft = Draft(replace(PROFILE, dialect=rule))
        self.section.show_draft(self.draft)

    @property
    def rule(self) -> DialectRule | None:
        return self.draft.profile.dialect

    def field(self, title: str) -> QWidget:
        assert self.section.fields is not None
        return self.section.fields.field(title)

    def problem(self, title: str) -> str:
        assert self.section.fields is not None
        return self.section.fields.problem(title)

    def _edit(self, change: object) -> None:
        self.draft = Draft(change(self.draft.profile))  # type: ignore[operator]
        self.section.show_draft(self.draft)

    def _type(self, reference: str, value: str) -> None:
        self.typed[reference] = value


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return Form(qtbot)


def test_each_dialect_brings_its_own_fields(form: Form) -> None:
    form.speak(MqttRule())
    assert isinstance(form.field("Topics"), QPlainTextEdit)
    assert isinstance(form.field("QoS"), QComboBox)

    form.speak(StompRule())
    assert isinstance(form.field("Destinations"), QPlainTextEdit)
    assert isinstance(form.field("In SockJS"), QCheckBox)

    form.speak(SockJsRule())
    assert form.section.first_field() is None
    form.speak(None)
    assert form.section.first_field() is None


def test_what_is_typed_goes_into_the_rule(form: Form) -> None:
    form.speak(MqttRule(version=4))
    topics, qos, user = form.field("Topics"), form.field("QoS"), form.field("User")
    assert isinstance(topics, QPlainTextEdit)
    assert isinstance(qos, QComboBox)

    topics.setPlainText("plant/#\nroom/+/temp")
    qos.setCurrentIndex(2)
    qos.activated.emit(2)
    QTest.keyClicks(user, "ann")

    assert form.rule == MqttRule(version=4, topics=("plant/#", "room/+/temp"), qos=2, username="ann")


def test_a_password_is_kept_by_reference_and_shown_no_more(form: Form) -> None:
    form.speak(MqttRule())
    password = form.field("Password")
    assert isinstance(password, QLineEdit)
    assert password.echoMode() is QLineEdit.EchoMode.Password

    QTest.keyClicks(password, "hunter2")
    QTest.keyClick(password, Qt.Key.Key_Tab)

    assert list(form.typed.values()) == ["hunter2"]
    (reference,) = form.typed
    assert isinstance(form.rule, MqttRule)
    assert form.rule.password == f"${{{reference}}}"
    assert "hunter2" not in dump_profile(form.draft.profile)


def test_channels_are_written_with_their_payload(form: Form) -> None:
    form.speak(PhoenixRule())
    channels = form.field("Channels")
    assert isinstance(channels, QPlainTextEdit)

    channels.setPlainText('room:1 {"a": 1}\nroom:2')
    assert form.rule == PhoenixRule(channels=(ChannelToJoin("room:1", payload='{"a": 1}'), ChannelToJoin("room:2")))

    channels.setPlainText("room:1 {")
    assert form.problem("Channels") == "What stands behind room:1 is no JSON"
    channels.setPlainText("room:1")
    assert form.problem("Channels") != "What stands behind room:1 is no JSON"


def test_what_the_checks_of_the_profile_say_stands_at_its_field(form: Form) -> None:
    form.speak(GraphQlRule(init="[1]"))

    assert form.problem("Payload of init") == "Must be a JSON object as text"


def test_a_number_that_is_none_is_said_at_once(form: Form) -> None:
    form.speak(StompRule())
    beat = form.field("Heartbeat, s")
    assert isinstance(beat, QLineEdit)

    beat.selectAll()
    QTest.keyClicks(beat, "soon")
    assert form.problem("Heartbeat, s") == "Write a number"

    beat.selectAll()
    QTest.keyClicks(beat, "5")
    assert form.rule == StompRule(heartbeat_seconds=5.0)
