from monitor.core.clock import ManualClock
from monitor.engine.commands import WatchRaw
from monitor.engine.messages import RawMessages
from monitor.engine.raw_views import RawViews
from monitor.wire.dialects.base import Payloads
from monitor.wire.received import Received


def test_each_view_is_sent_while_it_is_looked_at() -> None:
    clock, told = ManualClock(), list[RawMessages]()
    views = RawViews("f", emit=told.append, clock=clock)
    frames, unwrapped = Received([b"2", b'42["a",1]', b"\x01"], {2}), Payloads([b'["a",1]'])

    def come() -> list[tuple[bool, tuple[bytes, ...], frozenset[int]]]:
        told.clear()
        views.came(frames, 1e9)
        views.taken(unwrapped, wall=1e9, now=clock.monotonic())
        views.sent("3")
        return [(each.framed, each.payloads, each.outgoing) for each in told]

    assert come() == []
    views.obey(WatchRaw("f", True, framed=True))
    assert come() == [(True, (b"2", b'42["a",1]', b"\x01"), frozenset()), (True, (b"3",), frozenset({0}))]
    assert told[0].binary == {2}
    views.obey(WatchRaw("f", True))
    assert [each[0] for each in come()] == [True, False, False, True]
    views.obey(WatchRaw("f", False, framed=True))
    assert come() == [(False, (b'["a",1]',), frozenset()), (False, (b"3",), frozenset({0}))]


def test_a_block_without_messages_is_nothing_to_look_at() -> None:
    told = list[RawMessages]()
    views = RawViews("f", emit=told.append, clock=ManualClock())
    views.obey(WatchRaw("f", True, framed=True))
    views.came(Received(), 1e9)
    assert told == []


def test_what_was_left_out_is_told_of_each_view() -> None:
    clock, told = ManualClock(), list[RawMessages]()
    views = RawViews("f", emit=told.append, clock=clock)
    for framed in (False, True):
        views.obey(WatchRaw("f", True, most=1, framed=framed))
    for _ in range(2):
        views.came(Received([b"1"]), 1e9)
        views.taken(Payloads([b"1"]), wall=1e9, now=clock.monotonic())
    told.clear()
    views.settle()
    assert [(each.framed, each.skipped) for each in told] == [(False, 1), (True, 1)]
