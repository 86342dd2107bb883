"""STOMP's heart-beats."""

import pytest

from monitor.wire.dialects.stomp_beats import Beats


@pytest.mark.parametrize(
    ("wanted", "told", "beat_at", "heard_by"),
    [
        (10.0, "10000,10000", 107.5, 120.0),
        (10.0, "20000,40000", 130.0, 140.0),
        (10.0, "0,40000", 130.0, None),
        (10.0, "5000,0", None, 120.0),
        (10.0, "0,0", None, None),
        (10.0, "", None, None),
        (10.0, "x,-1", None, None),
        (10.0, "²,1", 107.5, None),
        (0.0, "10000,10000", None, None),
    ],
)
def test_each_direction_takes_the_slower_of_both_wishes(wanted, told, beat_at, heard_by):
    beats = Beats(wanted)
    beats.agree(told, now=100.0)
    assert (beats.beat_at, beats.heard_by) == (beat_at, heard_by)


def test_what_is_wanted_is_said_in_milliseconds():
    assert Beats(2.5).header == "2500,2500"


def test_a_beat_is_owed_once_each_time():
    beats = Beats(10.0)
    beats.agree("0,10000", now=0.0)
    assert not beats.beat(now=7.4)
    assert beats.beat(now=7.5)
    assert not beats.beat(now=7.6)
    assert beats.beat_at == 15.0


def test_what_is_heard_gives_time():
    beats = Beats(10.0)
    beats.heard(now=0.0)
    assert beats.heard_by is None
    beats.agree("10000,0", now=0.0)
    beats.heard(now=5.0)
    assert beats.heard_by == 25.0
