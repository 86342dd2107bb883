"""The moment that is looked at, with time handed in."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.timeline.playhead import Playhead


def back(end: float = 50.0) -> Playhead:
    head = Playhead()
    head.go_to(end, oldest=0.0, now=100.0)
    return head


def test_it_begins_in_the_present() -> None:
    assert Playhead().live


def test_going_back_ends_at_the_oldest_and_going_forth_in_the_present() -> None:
    assert back(-10.0).end == 0.0
    head = back(50.0)
    head.step(60.0, oldest=0.0, now=100.0)
    assert head.live


def test_playing_moves_it_at_its_speed_until_the_present() -> None:
    head = back(50.0)
    head.speed = 10.0
    head.play(True, now=100.0)
    assert head.advance(101.0)
    assert head.end == 60.0
    head.advance(104.0)
    assert head.end == 90.0
    head.advance(106.0)
    assert head.live
    assert not head.playing


def test_standing_still_nothing_moves() -> None:
    head = back(50.0)
    version = head.version
    assert not head.advance(110.0)
    assert (head.end, head.version) == (50.0, version)


def test_there_is_nothing_to_play_in_the_present() -> None:
    head = Playhead()
    head.play(True, now=0.0)
    assert not head.playing


def test_speeds_come_round() -> None:
    head = Playhead()
    assert [head.next_speed() for _ in Playhead.SPEEDS][-1] == 1.0


@given(ends=st.lists(st.floats(-1e3, 2e3)), steps=st.lists(st.floats(-1e4, 1e4)))
def test_it_never_leaves_what_is_held(ends: list[float], steps: list[float]) -> None:
    head = Playhead()
    for end in ends:
        head.go_to(end, oldest=0.0, now=1000.0)
        assert head.end is None or 0.0 <= head.end < 1000.0
    for step in steps:
        head.step(step, oldest=0.0, now=1000.0)
        assert head.end is None or 0.0 <= head.end < 1000.0
