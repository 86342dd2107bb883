"""Tests for monitor.workspace.adding.speaking."""

from monitor.engine.messages import Recognised
from monitor.feed.dialect_rules.brokers import MqttRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import Found
from monitor.workspace.adding.speaking import FIND_OUT, Speaking, speaking_of, with_dialect

PASTED = Profile(name="a", address="wss://host", discover=True, recognise=True)
TRIED = (("plain connection", "refused"),)


def test_a_pasted_address_is_being_found_out() -> None:
    assert speaking_of(PASTED, None) == Speaking(FIND_OUT)


def test_what_was_recognised_is_told_with_what_was_tried() -> None:
    profile = Profile(name="a", address="wss://host", dialect=SocketIoRule())
    told = Recognised("feed", Found("Socket.IO 4", "its answer", SocketIoRule()), TRIED)

    assert speaking_of(profile, told) == Speaking("socketio", "Socket.IO 4", "its answer", TRIED)


def test_plain_messages_are_recognised_too() -> None:
    told = Recognised("feed", Found("plain JSON", "its first messages"), TRIED)

    speaking = speaking_of(Profile(name="a", address="wss://host"), told)

    assert (speaking.kind, speaking.what, speaking.chosen) == ("", "plain JSON", False)


def test_what_was_not_recognised_leaves_what_was_tried() -> None:
    assert speaking_of(PASTED, Recognised("feed", None, TRIED)) == Speaking(FIND_OUT, tried=TRIED)


def test_what_the_user_chose_is_not_said_to_be_recognised() -> None:
    profile = with_dialect(PASTED, "mqtt")
    told = Recognised("feed", Found("Socket.IO 4", "its answer", SocketIoRule()), TRIED)

    speaking = speaking_of(profile, told)

    assert profile.dialect == MqttRule()
    assert not profile.recognise
    assert speaking == Speaking("mqtt")
    assert speaking.chosen


def test_choosing_the_same_dialect_keeps_what_is_set_of_it() -> None:
    profile = Profile(name="a", address="wss://host", dialect=MqttRule(topics=("a",)), recognise=True)

    assert with_dialect(profile, "mqtt").dialect == MqttRule(topics=("a",))
    assert not with_dialect(profile, "mqtt").recognise


def test_it_can_be_found_out_again_or_be_plain() -> None:
    profile = with_dialect(PASTED, "mqtt")

    assert with_dialect(profile, FIND_OUT).recognise
    assert with_dialect(profile, FIND_OUT).dialect is None
    assert with_dialect(profile, "").dialect is None
    assert not with_dialect(profile, "").recognise
