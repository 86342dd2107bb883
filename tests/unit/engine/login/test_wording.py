"""Which messages a login has to look at."""

import pytest

from monitor.engine.login.wording import wording_of
from monitor.feed.profile import Answer, Literals, Profile, Send
from monitor.feed.sources import Sources


def words(*, when: Literals | None = None, refused: tuple[Literals, ...] = (), **more: object) -> tuple[object, object]:
    send = (Send("x", when=when),) if when else ()
    profile = Profile(name="p", address="wss://h", send=send, refused=refused, **more)  # type: ignore[arg-type]
    wording = wording_of(profile, Sources(secrets={"secret:K": "k"}), wall=lambda: 0.0, learn=lambda value: None)
    return wording.words, wording.words_later


@pytest.mark.parametrize(
    ("when", "word"),
    [
        ({"type": "auth_ok"}, b"auth_ok"),
        ({"op": 2}, b"op"),
        ({"d.negotiated": "*"}, b"negotiated"),
        ({"": "READY"}, b"READY"),
        ({"[0]": "a*b", "[1].T": "success"}, b"success"),
    ],
)
def test_a_word_that_must_be_there_is_looked_for_before_anything_is_read(when: Literals, word: bytes) -> None:
    assert words(when=when) == ((word,), ())


@pytest.mark.parametrize("when", [{"[0]": 3}, {"": "a*b"}, {'"ä"': 1}])
def test_without_such_a_word_every_message_is_read(when: Literals) -> None:
    assert words(when=when)[0] is None


def test_answers_and_refusals_are_looked_for_as_long_as_the_connection_lives() -> None:
    answer = Answer({"type": "challenge"}, "${secret:K}")
    told = words(when={"type": "ok_then"}, refused=({"type": "denied"},), answer=(answer,))
    assert told == ((b"ok_then", b"challenge", b"denied"), (b"challenge", b"denied"))
