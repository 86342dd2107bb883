import pytest

from monitor.core.clock import ManualClock
from monitor.net.connecting.steps import Step, Steps


def test_steps_are_timed_and_reported_in_order() -> None:
    clock = ManualClock()
    reported: list[Step] = []
    steps = Steps(clock=clock, report=reported.append)
    with steps.step("one") as note:
        clock.advance(1.5)
        note.text = "done"
    with steps.step("two"):
        clock.advance(0.5)
    assert steps.done == reported == [Step("one", 1.5, "done"), Step("two", 0.5)]


def test_a_step_that_fails_stays_the_current_one_and_is_not_done() -> None:
    clock = ManualClock()
    steps = Steps(clock=clock)

    def fail() -> None:
        with steps.step("one"):
            clock.advance(2)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert (steps.current, steps.seconds, steps.done) == ("one", 2.0, [])
