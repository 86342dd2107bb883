from monitor.core.clock import ManualClock
from monitor.engine.messages import Notice
from monitor.engine.unsent import Unsent


def test_the_first_is_told_at_once_and_a_flood_of_them_as_a_sum() -> None:
    clock, told = ManualClock(), list[Notice]()
    unsent = Unsent("f", tell=told.append, clock=clock)
    for _ in range(1500):
        unsent.add("no room")
    unsent.settle()
    assert told == [Notice("f", "A message was not sent: no room")]
    clock.advance(10.0)
    unsent.settle()
    assert told[1:] == [Notice("f", "1,499 messages were not sent: no room")]
    clock.advance(10.0)
    unsent.settle()
    assert len(told) == 2
    assert unsent.count == 1500


def test_each_reason_is_told_by_itself() -> None:
    clock, told = ManualClock(), list[Notice]()
    unsent = Unsent("f", tell=told.append, clock=clock)
    unsent.add("no room", 3)
    unsent.add("no connection")
    assert [each.text for each in told] == [
        "3 messages were not sent: no room",
        "A message was not sent: no connection",
    ]


def test_reasons_without_end_take_no_memory_without_end() -> None:
    unsent = Unsent("f", tell=lambda _: None, clock=ManualClock())
    for number in range(1000):
        unsent.add(f"reason {number}")
    assert len(unsent._kept) <= 20
    assert unsent.count == 1000
