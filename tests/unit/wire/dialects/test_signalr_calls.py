"""Ids of SignalR calls, and how many of them are remembered."""

from monitor.wire.dialects.signalr_calls import SignalRCalls
from monitor.wire.dialects.signalr_records import HubMethod


def test_answers_are_known_by_their_ids_until_they_have_come():
    calls = SignalRCalls([HubMethod("A")])
    calls.begin()
    calls.asked("B")
    assert (calls.method("1"), calls.method("2"), calls.method("3"), calls.method(None)) == ("A", "B", "", "")
    assert (calls.of_profile("1"), calls.of_profile("2"), calls.of_profile("x")) == (True, False, False)
    calls.end("1")
    assert calls.method("1") == ""
    assert not calls.of_profile("1")


def test_of_too_many_calls_the_users_oldest_is_forgotten_and_the_profiles_never():
    calls = SignalRCalls([HubMethod("A")])
    calls.begin()
    for _ in range(1_500):
        calls.asked("B")
    assert calls.method("1") == "A"
    assert calls.method("2") == ""
    assert calls.method("1501") == "B"
