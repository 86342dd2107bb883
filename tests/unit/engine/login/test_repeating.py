"""Messages that are made anew each time they are said."""

import json

import pytest

from monitor.core.clock import ManualClock
from monitor.core.errors import ProfileError
from monitor.engine.login.repeating import fresh_messages
from monitor.engine.login.signing import worked_out
from monitor.engine.preparing import prepare
from monitor.feed.login_rules.signing import HmacStep, JwtStep
from monitor.feed.profile import Every, Profile
from monitor.feed.sources import Sources

SOURCES = Sources(secrets={"secret:KEY": "k-4711"})
STEP = HmacStep(message="${timestamp:ms}${fixed}", secret="${secret:KEY}")
SIGNED = Every('{"at":${timestamp:ms},"sign":"${signature}","s":"${symbol}"}', 5.0, login=(STEP,))


def profile(*every: Every) -> Profile:
    return Profile(name="p", address="wss://h", every=every, symbols=("A", "B"), variables={"fixed": "f"})


def test_each_is_signed_afresh_and_its_signature_is_known_to_be_secret() -> None:
    clock, learnt = ManualClock(wall=1000.0), list[str]()
    (first, seconds), (second, _) = fresh_messages(
        profile(SIGNED), SOURCES, clock=clock, memory={}, learn=learnt.extend
    )
    assert seconds == 5.0
    for wall in (1000, 1005):
        told = [json.loads(first()), json.loads(second())]
        sign, _ = worked_out(HmacStep(message=f"{wall}000f", secret="k-4711"), wall=0.0, key="")
        assert told == [{"at": wall * 1000, "sign": sign, "s": each} for each in "AB"]
        assert sign in learnt
        clock.advance(5.0)


async def test_what_is_always_the_same_is_made_once_and_the_rest_each_time() -> None:
    told = profile(Every("ping", 1.0), Every("${nonce}", 2.0), SIGNED)
    prepared = await prepare(told, SOURCES, clock=ManualClock(), random=lambda: 0.5)
    assert [seconds for _, seconds in prepared.script.periodic] == [1.0, 2.0, 5.0, 5.0]
    (ping, _), (nonce, _), *_ = prepared.script.periodic
    assert ping == "ping"
    assert callable(nonce)
    assert int(nonce()) < int(nonce())


async def test_what_cannot_be_made_shows_before_anything_is_connected() -> None:
    step = JwtStep(key="${secret:KEY}", claims="{}")
    with pytest.raises(ProfileError, match=r"every\[0\].login\[0\].key: this is no private key"):
        await prepare(profile(Every("${jwt}", 1.0, login=(step,))), SOURCES, clock=ManualClock(), random=lambda: 0.5)
