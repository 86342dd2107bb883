import pytest

from monitor.core.backoff import Backoff
from monitor.core.errors import (
    ConnectionLost,
    DialectError,
    Fault,
    FeedscopeError,
    ProfileError,
    ProtocolError,
    Remedy,
    TransportError,
)
from monitor.net.actions import Policy
from monitor.net.verdict import Judge

USUAL = Policy()


def judge(policy: Policy = USUAL, *, chance: float = 0.5) -> Judge:
    return Judge(policy, backoff=Backoff(random=lambda: chance))


@pytest.mark.parametrize(
    "fault",
    [
        Fault.UNAUTHORISED,
        Fault.FORBIDDEN,
        Fault.NOT_FOUND,
        Fault.TLS_NAME,
        Fault.TLS_CHAIN,
        Fault.NOT_WEBSOCKET,
        Fault.PROXY_LOGIN,
    ],
)
def test_what_only_the_user_can_mend_is_not_retried(fault: Fault) -> None:
    remedy, _ = judge().judge(TransportError("x", fault=fault), host_unknown=False)
    assert remedy is Remedy.ASK


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.TIMEOUT, Fault.RESET, Fault.UNREACHABLE, Fault.DNS])
def test_what_may_pass_is_retried_at_once(fault: Fault) -> None:
    remedy, delay = judge().judge(TransportError("x", fault=fault), host_unknown=False)
    assert remedy is Remedy.RETRY
    assert delay < 0.3


def test_an_unknown_host_needs_the_user_once_the_network_is_known_to_be_up() -> None:
    remedy, _ = judge().judge(TransportError("x", fault=Fault.DNS), host_unknown=True)
    assert remedy is Remedy.ASK


def test_the_servers_retry_after_is_obeyed_and_bounded() -> None:
    error = TransportError("x", fault=Fault.RATE_LIMITED, retry_after=42.0)
    assert judge().judge(error, host_unknown=False) == (Remedy.BACK_OFF, 42.0)
    forever = TransportError("x", fault=Fault.RATE_LIMITED, retry_after=1e9)
    assert judge().judge(forever, host_unknown=False)[1] == 3600.0


def test_a_server_in_trouble_is_given_time() -> None:
    remedy, delay = judge().judge(TransportError("x", fault=Fault.SERVER), host_unknown=False)
    assert remedy is Remedy.BACK_OFF
    assert 15.0 <= delay <= 30.0


@pytest.mark.parametrize(("code", "low", "high"), [(1012, 5.0, 15.0), (1013, 15.0, 30.0), (1006, 0.0, 0.3)])
def test_close_codes_have_their_own_pause(code: int, low: float, high: float) -> None:
    for chance in (0.0, 0.5, 0.99):
        _, delay = judge(chance=chance).judge(ConnectionLost("x", code=code), host_unknown=False)
        assert low <= delay <= high


def test_a_profiles_own_codes_come_first() -> None:
    policy = Policy(retry_codes=frozenset({1012}), fatal_codes=frozenset({4001}))
    assert judge(policy).judge(ConnectionLost("x", code=1012), host_unknown=False)[1] < 0.3
    assert judge(policy).judge(ConnectionLost("x", code=4001), host_unknown=False)[0] is Remedy.ASK


def test_one_broken_frame_is_forgiven_three_in_a_row_are_not() -> None:
    one = judge()
    error = ProtocolError("x", code=1002)
    assert [one.judge(error, host_unknown=False)[0] for _ in range(3)] == [Remedy.RETRY, Remedy.RETRY, Remedy.ASK]
    one.forgive()
    assert not one.strained
    assert one.judge(error, host_unknown=False)[0] is Remedy.RETRY


def test_a_dialect_says_itself_what_helps() -> None:
    error = DialectError("login refused", remedy=Remedy.ASK, code=1000)
    assert judge().judge(error, host_unknown=False)[0] is Remedy.ASK


def test_a_fault_of_the_profile_needs_the_user() -> None:
    assert judge().judge(ProfileError("TOKEN is not set"), host_unknown=False)[0] is Remedy.ASK


def test_the_code_that_a_server_gives_inside_its_protocol_counts_as_the_profile_says() -> None:
    policy = Policy(fatal_codes=frozenset({3001}), retry_codes=frozenset({3002}))

    def said(code: int | None, remedy: Remedy = Remedy.RETRY) -> Remedy:
        error = DialectError("x", remedy=remedy, code=1000, said=code)
        return judge(policy).judge(error, host_unknown=False)[0]

    assert said(3001) is Remedy.ASK
    assert said(3002, Remedy.ASK) is Remedy.RETRY
    assert said(3003) is Remedy.RETRY
    assert said(None, Remedy.ASK) is Remedy.ASK


def test_a_dialect_that_asks_for_a_pause_gets_one() -> None:
    error = DialectError("x", remedy=Remedy.BACK_OFF, code=1000)
    remedy, delay = judge().judge(error, host_unknown=False)
    assert remedy is Remedy.BACK_OFF
    assert 15.0 <= delay <= 30.0


REFUSALS = [
    TransportError("x", fault=Fault.UNAUTHORISED),
    TransportError("x", fault=Fault.FORBIDDEN),
    DialectError("x", remedy=Remedy.ASK, code=1000),
    ConnectionLost("x", code=4001),
]


@pytest.mark.parametrize("error", REFUSALS)
def test_a_login_that_is_made_anew_has_a_second_chance_and_no_third(error: FeedscopeError) -> None:
    asked = judge(Policy(fresh_login=True, fatal_codes=frozenset({4001})))
    assert asked.judge(error, host_unknown=False)[0] is Remedy.RETRY
    assert asked.strained
    assert asked.judge(error, host_unknown=False)[0] is Remedy.ASK
    asked.forgive()
    assert asked.judge(error, host_unknown=False)[0] is Remedy.RETRY


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.TLS_CHAIN, Fault.NOT_WEBSOCKET])
def test_what_has_nothing_to_do_with_the_login_has_no_second_chance(fault: Fault) -> None:
    asked = judge(Policy(fresh_login=True))
    assert asked.judge(TransportError("x", fault=fault), host_unknown=False)[0] is Remedy.ASK
