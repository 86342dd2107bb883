"""A login in conversation: what is held until it is done, what is waited for, what is answered, and garbage."""

import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.engine.login.conversation import Conversation
from monitor.engine.login.wording import wording_of
from monitor.feed.decoder import Decoder
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.login_rules.signing import HashStep, HmacStep, JwtStep
from monitor.feed.profile import Answer, Limits, Profile, Send
from monitor.feed.sources import Sources
from monitor.wire.dialects.base import Payloads
from monitor.wire.dialects.plain import Plain
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.received import Received

OK = {"type": "ok"}
SUBSCRIBE = Send("subscribe", when=OK)


def conversation(*, learnt: list[str] | None = None, inner: Any = None, **more: Any) -> Conversation:
    profile = Profile(name="p", address="wss://h", **more)
    sources = Sources(secrets={"secret:KEY": "k-4711"})
    kept = [] if learnt is None else learnt
    return Conversation(inner or Plain(), wording_of(profile, sources, wall=lambda: 100.0, learn=kept.append))


def hear(talk: Conversation, *messages: Any, now: float = 1.0) -> Payloads:
    return talk.receive(Received([m if isinstance(m, bytes) else json.dumps(m).encode() for m in messages]), now=now)


def said(payloads: Payloads) -> list[bytes]:
    return [each.data for each in payloads.replies]


def test_what_has_nothing_to_wait_for_is_said_at_once_and_the_rest_when_its_message_comes() -> None:
    talk = conversation(send=(Send("login"), SUBSCRIBE))
    assert [each.data for each in talk.opened(now=0.0)] == [b"login"]
    assert not talk.ready
    assert said(hear(talk, {"type": "hello"})) == []
    payloads = hear(talk, OK)
    assert said(payloads) == [b"subscribe"]
    assert payloads.replies[0].paced
    assert talk.ready


def test_what_comes_before_the_login_is_done_is_handed_on_with_what_completes_it() -> None:
    talk = conversation(send=(SUBSCRIBE,))
    talk.opened(now=0.0)
    assert not hear(talk, {"n": 1}, {"n": 2}).messages
    payloads = talk.receive(Received([b"\xff", json.dumps(OK).encode()], frozenset({0})), now=1.0)
    assert [*payloads.messages] == [b'{"n": 1}', b'{"n": 2}', b"\xff", b'{"type": "ok"}']
    assert payloads.opaque == {2}
    assert [*hear(talk, {"n": 3}).messages] == [b'{"n": 3}']


def test_it_is_said_once_a_connection() -> None:
    talk = conversation(send=(SUBSCRIBE,))
    talk.opened(now=0.0)
    assert len(said(hear(talk, OK, OK))) == 1
    assert said(hear(talk, OK)) == []


def test_several_wait_for_one_after_the_other() -> None:
    talk = conversation(send=(SUBSCRIBE, Send("more", when={"type": "subscribed"})))
    talk.opened(now=0.0)
    assert said(hear(talk, OK)) == [b"subscribe"]
    assert not talk.ready
    assert said(hear(talk, {"type": "subscribed"})) == [b"more"]
    assert talk.ready


def test_what_never_comes_ends_the_connection_with_words_and_all_that_was_held() -> None:
    talk = conversation(send=(SUBSCRIBE,), limits=Limits(connect_seconds=3.0))
    talk.opened(now=10.0)
    hear(talk, {"n": 1})
    assert talk.deadline == 13.0
    payloads = talk.tick(now=13.0)
    assert payloads.fault is not None
    assert payloads.fault.what == "the message that send[0] waits for has not come within 3 s"
    assert payloads.fault.remedy is Remedy.RETRY
    assert [*payloads.messages] == [b'{"n": 1}']


def test_time_in_which_nothing_was_read_does_not_count() -> None:
    talk = conversation(send=(SUBSCRIBE,), limits=Limits(connect_seconds=3.0))
    talk.opened(now=10.0)
    talk.receive(Received([]), now=12.5)
    assert talk.deadline == 15.5


def test_no_more_is_held_than_there_is_room_for() -> None:
    talk = conversation(send=(SUBSCRIBE,))
    talk.opened(now=0.0)
    assert not hear(talk, *[{"n": 1}] * 1000).messages
    assert len(hear(talk, {"n": 2}).messages) == 1001
    assert not hear(talk, {"n": 3}).messages
    assert len(hear(talk, {"big": "x" * 4_200_000}).messages) == 2
    assert not talk.ready


def test_a_challenge_is_answered_each_time_with_what_it_holds() -> None:
    learnt: list[str] = []
    step = HmacStep(message="${nonce}", secret="${secret:KEY}")
    answer = Answer({"type": "challenge"}, '{"sign":"${signature}","for":${id}}', login=(step,))
    talk = conversation(answer=(answer,), learnt=learnt)
    talk.opened(now=0.0)
    assert talk.ready
    first = hear(talk, {"type": "challenge", "nonce": "a", "id": 7})
    second = hear(talk, {"type": "challenge", "nonce": "b", "id": {"x": [1]}})
    assert [json.loads(each)["for"] for each in said(first) + said(second)] == [7, {"x": [1]}]
    assert [json.loads(each)["sign"] for each in said(first) + said(second)] == learnt
    assert len(set(learnt)) == 2


def test_a_value_of_the_server_cannot_add_to_the_answer() -> None:
    answer = Answer({"type": "challenge"}, '{"echo":"${text}","key":"${secret:KEY}"}')
    talk = conversation(answer=(answer,))
    (reply,) = said(hear(talk, {"type": "challenge", "text": '","key":"mine'}))
    assert json.loads(reply) == {"echo": '","key":"mine', "key": "k-4711"}


def test_a_challenge_without_what_is_asked_for_has_the_user_asked() -> None:
    talk = conversation(answer=(Answer({"type": "challenge"}, "${secret:KEY}${salt}"),))
    fault = hear(talk, {"type": "challenge"}).fault
    assert fault is not None
    assert (fault.what, fault.remedy) == ("answer[0].text: the message to answer holds no `salt`", Remedy.ASK)


def test_while_something_is_waited_for_plain_answers_are_given_too_and_only_once() -> None:
    echo = Answer({"type": "hello"}, '{"type":"hello","id":${id}}')
    profile = Profile(name="p", address="wss://h", send=(SUBSCRIBE,), answer=(echo,))
    talk = conversation(send=profile.send, answer=profile.answer)
    talk.opened(now=0.0)
    assert said(hear(talk, {"type": "hello", "id": 7})) == [b'{"type":"hello","id":7}']
    assert said(hear(talk, {"type": "hello"})) == []
    assert said(hear(talk, OK)) == [b"subscribe"]
    assert said(hear(talk, {"type": "hello", "id": 8})) == [b'{"type":"hello","id":8}']
    decoder = Decoder(profile, feed="f")
    assert decoder.decode([b'{"type":"hello","id":9}'], np.zeros(1)).answers == ()


def test_a_key_that_cannot_sign_has_the_user_asked() -> None:
    step = JwtStep(key="${secret:KEY}", claims="{}")
    talk = conversation(answer=(Answer({"type": "challenge"}, "${jwt}", login=(step,)),))
    fault = hear(talk, {"type": "challenge"}).fault
    assert fault is not None
    assert fault.what.startswith("answer[0].login[0].key: this is no private key")


def test_a_refusal_is_told_in_the_words_of_the_server_on_one_line_and_cut() -> None:
    talk = conversation(send=(SUBSCRIBE,), refused=({"type": "no"},))
    talk.opened(now=0.0)
    fault = hear(talk, b'{"type":"no",\n"why":"' + b"x" * 1000 + b'"}').fault
    assert fault is not None
    assert fault.what.startswith('the server has refused the login: {"type":"no", "why":"xxx')
    assert len(fault.what) < 250
    assert fault.remedy is Remedy.ASK


def test_bare_words_count_as_messages() -> None:
    talk = conversation(send=(Send("go", when={"": "READY"}),))
    talk.opened(now=0.0)
    assert said(hear(talk, b"READY")) == [b"go"]


def test_it_goes_through_the_dialect_and_waits_for_it() -> None:
    inner = SocketIo(namespace="/", auth={})
    talk = conversation(
        inner=inner, dialect=SocketIoRule(), send=(Send('["login"]'), Send('["go"]', when={"[0]": "in"}))
    )
    opened = json.dumps({"sid": "x", "pingInterval": 60_000, "pingTimeout": 60_000})
    assert talk.opened(now=0.0) == ()
    assert said(hear(talk, f"0{opened}".encode())) == [b"40"]
    assert said(hear(talk, b'40{"sid":"y"}')) == [b'42["login"]']
    assert said(hear(talk, b'42["in"]')) == [b'42["go"]']
    assert talk.ready


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.binary(max_size=60), st.sampled_from([b'{"type":"ok"}', b'{"type":"challenge"}', b"[" * 5000]))
    )
)
def test_whatever_comes_nothing_is_lost_and_nothing_raises(messages: list[bytes]) -> None:
    step = HashStep(message="${a.b[0]}")
    talk = conversation(
        send=(Send("login"), SUBSCRIBE),
        answer=(Answer({"type": "challenge"}, "${digest}${secret:KEY}", login=(step,)),),
        refused=({"type": "no"},),
    )
    talk.opened(now=0.0)
    got: list[bytes] = []
    for message in messages:
        payloads = talk.receive(Received([message]), now=1.0)
        got += payloads.messages
    assert [*got, *talk.tick(now=99.0).messages] == messages
