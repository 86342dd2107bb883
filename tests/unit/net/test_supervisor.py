from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from monitor.core.backoff import Backoff
from monitor.core.errors import ConnectionLost, Fault, TransportError
from monitor.core.state import FeedState
from monitor.net.actions import Action, CloseGap, Connect, Disconnect, OpenGap, Policy, SendPing
from monitor.net.supervisor import Supervisor

REFUSED = TransportError("the connection was refused", fault=Fault.REFUSED)
CUT = ConnectionLost("cut", code=1006)


def new(**policy: object) -> Supervisor:
    return Supervisor(Policy(**policy), backoff=Backoff(random=lambda: 0.5))  # type: ignore[arg-type]


def live(**policy: object) -> Supervisor:
    supervisor = new(**policy)
    supervisor.started(0.0)
    supervisor.opened(0.1)
    supervisor.received(0.2)
    return supervisor


def kinds(actions: list[Action]) -> list[type]:
    return [type(action) for action in actions]


def test_starting_connects_once() -> None:
    supervisor = new()
    assert Connect in kinds(supervisor.started(0.0))
    assert supervisor.state is FeedState.CONNECTING
    assert supervisor.started(0.1) == []


def test_data_makes_a_feed_live() -> None:
    supervisor = new()
    supervisor.started(0.0)
    supervisor.opened(0.1)
    assert supervisor.state is FeedState.OPENING
    supervisor.received(0.2)
    assert supervisor.state is FeedState.LIVE
    assert supervisor.since == 0.2


def test_a_first_connection_that_fails_opens_no_gap() -> None:
    supervisor = new()
    supervisor.started(0.0)
    assert OpenGap not in kinds(supervisor.failed(REFUSED, 0.1))
    assert supervisor.state is FeedState.WAITING


def test_a_lost_connection_is_retried_within_300_ms_and_its_gap_spans_last_data_to_reopening() -> None:
    supervisor = live()
    actions = supervisor.lost(CUT, 5.0)
    assert OpenGap(0.2, "cut") in actions
    retry_at = supervisor.retry_at
    assert retry_at is not None
    assert retry_at - 5.0 < 0.3
    assert supervisor.deadline == retry_at
    assert Connect in kinds(supervisor.tick(retry_at))
    supervisor.opened(6.0)
    assert CloseGap(6.0) in supervisor.received(6.5)
    assert supervisor.reconnects == 1


def test_a_gap_goes_on_while_connections_open_and_fall_at_once() -> None:
    supervisor = live()
    gaps = [*supervisor.lost(CUT, 1.0)]
    for start in (2.0, 4.0, 6.0):
        supervisor.tick(start)
        supervisor.opened(start + 0.1)
        gaps += supervisor.lost(CUT, start + 0.2)
        assert supervisor.retry_at is not None
        gaps += supervisor.tick(max(start + 1.0, supervisor.retry_at))
    assert kinds(gaps).count(OpenGap) == 1
    assert CloseGap not in kinds(gaps)


def test_an_open_connection_without_data_ends_the_gap_after_a_while() -> None:
    supervisor = live()
    supervisor.lost(CUT, 1.0)
    supervisor.tick(2.0)
    supervisor.opened(2.5)
    assert CloseGap(2.5) in supervisor.tick(8.0)


def test_the_backoff_begins_anew_only_after_ten_seconds_of_data() -> None:
    supervisor = live()
    now = 0.2
    delays = []
    for _ in range(4):
        now += 1.0
        supervisor.lost(CUT, now)
        assert supervisor.retry_at is not None
        delays.append(supervisor.retry_at - now)
        now = supervisor.retry_at
        supervisor.tick(now)
        supervisor.opened(now)
        supervisor.received(now)
    assert delays == sorted(delays)
    assert delays[-1] > 1.0
    for second in range(12):
        supervisor.received(now + second)
    supervisor.lost(CUT, now + 12)
    assert supervisor.retry_at is not None
    assert supervisor.retry_at - (now + 12) < 0.3


def test_what_needs_the_user_waits_for_the_user() -> None:
    supervisor = new()
    supervisor.started(0.0)
    supervisor.failed(TransportError("401", fault=Fault.UNAUTHORISED, advice="Log in"), 0.1)
    assert supervisor.state is FeedState.NEEDS_ATTENTION
    assert supervisor.advice == "Log in"
    assert supervisor.deadline is None
    assert Connect in kinds(supervisor.started(100.0))


def test_an_unknown_host_is_retried_when_it_was_known_before() -> None:
    supervisor = live()
    supervisor.lost(CUT, 1.0)
    supervisor.tick(2.0)
    supervisor.failed(TransportError("?", fault=Fault.DNS), 2.1, network_up=True)
    assert supervisor.state is FeedState.WAITING


def test_without_reconnecting_the_first_end_is_the_last() -> None:
    supervisor = live(reconnect=False)
    supervisor.lost(ConnectionLost("done", code=1000), 1.0)
    assert supervisor.state is FeedState.STOPPED
    assert supervisor.close_code == 1000
    assert supervisor.deadline is None


def test_a_half_open_connection_is_dropped() -> None:
    supervisor = live()
    actions: list[Action] = []
    now = 0.2
    while Disconnect not in kinds(actions):
        assert supervisor.deadline is not None
        now = supervisor.deadline
        actions = supervisor.tick(now)
    assert now <= 15.2
    assert any(isinstance(action, OpenGap) for action in actions)
    assert supervisor.state is FeedState.WAITING


def test_a_silent_feed_says_so_and_recovers() -> None:
    supervisor = live(silence_seconds=10.0)
    for second in range(1, 30):
        supervisor.received(float(second))
    for second in range(30, 45):
        supervisor.heard(float(second))
        supervisor.tick(float(second))
    assert supervisor.state is FeedState.STALE
    supervisor.received(46.0)
    assert supervisor.state is FeedState.LIVE


def test_a_feed_that_never_spoke_tells_what_may_be_wrong() -> None:
    supervisor = new(silence_seconds=5.0)
    supervisor.started(0.0)
    supervisor.opened(0.0)
    supervisor.heard(5.0)
    supervisor.tick(5.1)
    supervisor.tick(5.2)
    assert supervisor.state is FeedState.STALE
    assert "no message has come" in supervisor.detail
    assert supervisor.advice


def test_waking_up_retries_now_or_asks_for_a_sign_of_life() -> None:
    waiting = live()
    waiting.lost(CUT, 1.0)
    assert Connect in kinds(waiting.woken(1.01))
    connected = live()
    connected.tick(1.2)
    connected.pong(connected.liveness.payload, 1.3)
    assert SendPing in kinds(connected.woken(3.0))


def test_a_forced_cut_is_preceded_by_a_second_connection() -> None:
    supervisor = live(max_age=100.0)
    now, actions = 0.2, []
    while now < 99.0:
        now += 1.0
        supervisor.received(now)
        actions += supervisor.tick(now)
    assert Connect not in kinds(actions)
    supervisor.received(100.5)
    assert kinds(supervisor.tick(100.6)).count(Connect) == 1
    assert supervisor.state is FeedState.LIVE
    assert Connect not in kinds(supervisor.tick(101.0))
    supervisor.opened(102.0)
    assert supervisor.reconnects == 0


def test_stopping_says_goodbye_and_stays_stopped() -> None:
    supervisor = live()
    actions = supervisor.stopped(1.0)
    assert Disconnect(polite=True) in actions
    assert supervisor.state is FeedState.STOPPED
    assert supervisor.tick(1000.0) == []
    assert supervisor.woken(1000.0) == []


def test_a_renewal_that_fails_is_tried_again_later_and_not_at_once() -> None:
    supervisor = live(max_age=10.0)
    supervisor.received(10.0)
    assert Connect in kinds(supervisor.tick(10.5))
    assert supervisor.failed(REFUSED, 10.6) == []
    assert supervisor.state is FeedState.LIVE
    supervisor.received(11.0)
    assert Connect not in kinds(supervisor.tick(11.0))
    assert supervisor.deadline is not None
    assert supervisor.deadline > 11.0
    supervisor.received(20.7)
    assert Connect in kinds(supervisor.tick(20.7))


def test_a_server_that_has_said_it_will_leave_is_left_even_if_the_first_try_fails() -> None:
    supervisor = live()
    assert Connect in kinds(supervisor.renew(10.0))
    assert supervisor.failed(REFUSED, 10.1) == []
    supervisor.received(20.0)
    assert Connect not in kinds(supervisor.tick(20.0))
    assert Connect in kinds(supervisor.tick(20.2))
    # The one that takes its place has said nothing of the kind.
    supervisor.opened(20.3)
    supervisor.received(60.0)
    assert Connect not in kinds(supervisor.tick(60.1))


def test_an_end_for_good_is_no_gap() -> None:
    supervisor = live()
    actions = supervisor.ended(1.0)
    assert Disconnect(polite=True) in actions
    assert OpenGap not in kinds(actions)
    assert supervisor.state is FeedState.STOPPED


def test_a_feed_that_will_not_reconnect_has_an_end_and_no_gap() -> None:
    assert OpenGap not in kinds(live(reconnect=False).lost(CUT, 1.0))


def test_a_changed_feed_connects_by_its_new_policy_and_its_gap_closes_with_new_data() -> None:
    supervisor = live()
    actions = supervisor.changed(Policy(fatal_codes=frozenset({4001})), 1.0)
    assert kinds(actions)[:2] == [Disconnect, OpenGap]
    assert Connect in kinds(actions)
    supervisor.opened(2.0)
    assert CloseGap(2.0) in supervisor.received(2.5)
    assert supervisor.reconnects == 0
    supervisor.lost(ConnectionLost("go away", code=4001), 3.0)
    assert supervisor.state is FeedState.NEEDS_ATTENTION


def test_a_changed_feed_goes_somewhere_where_nothing_is_known_to_exist() -> None:
    supervisor = live()
    supervisor.changed(Policy(), 1.0)
    supervisor.failed(TransportError("?", fault=Fault.DNS), 1.1, network_up=True)
    assert supervisor.state is FeedState.NEEDS_ATTENTION


def test_a_stopped_feed_that_is_changed_stays_stopped() -> None:
    supervisor = live()
    supervisor.stopped(1.0)
    assert supervisor.changed(Policy(), 2.0) == []
    assert supervisor.state is FeedState.STOPPED


class AnyOrder(RuleBasedStateMachine):
    """Whatever happens in whatever order: gaps alternate, and a feed that wants to live always has a way on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.supervisor = new(max_age=500.0)
        self.gap_open = False
        self.connected = False
        self.attempts = 0

    def _do(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case OpenGap(start=start):
                    assert not self.gap_open
                    assert start <= self.now
                    self.gap_open = True
                case CloseGap(end=end):
                    assert self.gap_open
                    assert end <= self.now
                    self.gap_open = False
                case Connect():
                    self.attempts = 1
                case Disconnect():
                    self.connected = False
                    self.attempts = 0
                case SendPing():
                    assert self.connected
                case _:
                    pass

    @rule(seconds=st.floats(0.0, 100.0))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self._do(self.supervisor.tick(self.now))

    @rule()
    def the_deadline_comes(self) -> None:
        deadline = self.supervisor.deadline
        if deadline is not None:
            self.now = max(self.now, deadline)
            self._do(self.supervisor.tick(self.now))

    @rule()
    def the_user_starts(self) -> None:
        self._do(self.supervisor.started(self.now))

    @rule()
    def the_user_stops(self) -> None:
        self._do(self.supervisor.stopped(self.now))

    @rule()
    def the_machine_wakes(self) -> None:
        self._do(self.supervisor.woken(self.now))

    @rule()
    def the_user_changes_it(self) -> None:
        self._do(self.supervisor.changed(Policy(max_age=500.0), self.now))

    @precondition(lambda self: self.attempts and self.connected)
    @rule()
    def a_renewal_fails(self) -> None:
        self.attempts = 0
        assert self.supervisor.failed(REFUSED, self.now) == []

    @precondition(lambda self: self.attempts and self.connected)
    @rule()
    def a_renewal_takes_over(self) -> None:
        self.attempts = 0
        self._do(self.supervisor.opened(self.now))
        self._do(self.supervisor.received(self.now))

    @precondition(lambda self: self.attempts and not self.connected)
    @rule()
    def it_opens(self) -> None:
        self.attempts = 0
        self.connected = True
        self._do(self.supervisor.opened(self.now))

    @precondition(lambda self: self.attempts and not self.connected)
    @rule(fault=st.sampled_from(list(Fault)), up=st.booleans())
    def it_fails(self, fault: Fault, up: bool) -> None:
        self.attempts = 0
        self._do(self.supervisor.failed(TransportError("x", fault=fault), self.now, network_up=up))

    @precondition(lambda self: self.connected)
    @rule()
    def data_comes(self) -> None:
        self._do(self.supervisor.received(self.now))

    @precondition(lambda self: self.connected)
    @rule(code=st.sampled_from([1000, 1001, 1006, 1012, 1013, 4000]))
    def it_is_lost(self, code: int) -> None:
        self.connected = False
        self.attempts = 0
        self._do(self.supervisor.lost(ConnectionLost("x", code=code), self.now))

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        state = self.supervisor.state
        if state is FeedState.WAITING:
            assert self.supervisor.retry_at is not None
            assert self.supervisor.deadline == self.supervisor.retry_at
        elif state is FeedState.CONNECTING:
            assert self.attempts
        elif state.connected:
            assert self.connected
            assert self.supervisor.deadline is not None

    @invariant()
    def a_gap_is_open_only_while_data_may_be_missing(self) -> None:
        if self.supervisor.state is FeedState.LIVE:
            assert not self.gap_open


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
