from monitor.core.clock import ManualClock
from monitor.engine.pulse import Pulse, local_address


def test_ordinary_seconds_are_nothing() -> None:
    clock = ManualClock()
    pulse = Pulse(clock, address="10.0.0.1")
    for _ in range(100):
        clock.advance(1.0)
        assert not pulse.look("10.0.0.1")


def test_sleep_shows_as_wall_time_running_ahead() -> None:
    clock = ManualClock()
    pulse = Pulse(clock, address=None)
    clock.advance(1.0)
    clock.step_wall(600.0)
    assert pulse.look(None)
    clock.advance(1.0)
    assert not pulse.look(None)


def test_sleep_shows_as_a_look_that_comes_far_too_late() -> None:
    clock = ManualClock()
    pulse = Pulse(clock, address=None)
    clock.advance(60.0)
    assert pulse.look(None)


def test_a_clock_set_back_is_no_sleep() -> None:
    clock = ManualClock()
    pulse = Pulse(clock, address=None)
    clock.advance(1.0)
    clock.step_wall(-3600.0)
    assert not pulse.look(None)


def test_a_network_that_comes_back_or_changes_is_noticed() -> None:
    clock = ManualClock()
    pulse = Pulse(clock, address="10.0.0.1")
    assert not pulse.look(None)
    assert pulse.look("10.0.0.1")
    assert pulse.look("192.168.7.2")


def test_the_local_address_is_an_address_or_none() -> None:
    address = local_address()
    assert address is None or address.count(".") == 3
