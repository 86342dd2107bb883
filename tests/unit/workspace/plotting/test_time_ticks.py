from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.plotting.time_ticks import clock, day_of, moment, time_ticks

BERLIN = ZoneInfo("Europe/Berlin")
DAY = 86400.0
HOUR = 3600.0


def at(*parts: int, zone: ZoneInfo | None = None) -> float:
    return datetime(*parts, tzinfo=zone or UTC).timestamp()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "most", "labels"),
    [
        (0.05, 5, ["14:05:00.00", "14:05:00.01", "14:05:00.02", "14:05:00.03", "14:05:00.04", "14:05:00.05"]),
        (2.5, 5, ["14:05:00.0", "14:05:00.5", "14:05:01.0", "14:05:01.5", "14:05:02.0", "14:05:02.5"]),
        (60.0, 4, ["14:05:00", "14:05:15", "14:05:30", "14:05:45", "14:06:00"]),
        (300.0, 5, ["14:05:00", "14:06:00", "14:07:00", "14:08:00", "14:09:00", "14:10:00"]),
        (HOUR, 6, ["14:10", "14:20", "14:30", "14:40", "14:50", "15:00"]),
        (DAY, 4, ["18:00", "11 Mar", "06:00", "12:00"]),
        (7 * DAY, 8, ["11 Mar", "12 Mar", "13 Mar", "14 Mar", "15 Mar", "16 Mar", "17 Mar"]),
        (30 * DAY, 5, ["17 Mar", "24 Mar", "31 Mar", "7 Apr"]),
    ],
)
def test_moments_are_round_and_written_as_short_as_they_can_be(span: float, most: int, labels: list[str]) -> None:
    start = at(2025, 3, 10, 14, 5)
    assert list(time_ticks(start, start + span, most, zone=UTC).labels) == labels


def test_microseconds_are_told_apart() -> None:
    start = at(2025, 3, 10, 14, 5)
    labels = time_ticks(start, start + 5e-5, 6, zone=UTC).labels
    assert labels[1] == "14:05:00.00001"
    assert len(set(labels)) == len(labels)


def test_the_day_begins_at_midnight_of_the_users_zone() -> None:
    start = at(2025, 3, 10, 0, 0, zone=BERLIN)
    ticks = time_ticks(start, start + 3 * DAY, 4, zone=BERLIN)
    assert list(ticks.labels) == ["10 Mar", "11 Mar", "12 Mar", "13 Mar"]


def test_days_keep_to_midnight_when_the_clocks_are_changed() -> None:
    start = at(2025, 3, 28, 12, 0, zone=BERLIN)
    ticks = time_ticks(start, start + 4 * DAY, 5, zone=BERLIN)
    assert [datetime.fromtimestamp(time, BERLIN).hour for time in ticks.times] == [0, 0, 0, 0]
    assert list(ticks.labels) == ["29 Mar", "30 Mar", "31 Mar", "1 Apr"]


def test_a_new_year_is_named() -> None:
    start = at(2024, 12, 31, 12)
    assert "1 Jan 2025" in time_ticks(start, start + 2 * DAY, 3, zone=UTC).labels


@given(st.floats(-1e9, 4e9), st.floats(1e-4, 3e8), st.integers(1, 20))
def test_there_are_never_more_ticks_than_asked_for(t0: float, span: float, most: int) -> None:
    ticks = time_ticks(t0, t0 + span, most, zone=BERLIN)
    assert len(ticks.times) <= most + 1
    assert list(ticks.times) == sorted(ticks.times)
    assert all(t0 - 2 * HOUR <= time <= t0 + span + 2 * HOUR for time in ticks.times)


def test_a_moment_in_full_has_the_date() -> None:
    assert moment(at(2025, 3, 10, 14, 5) + 0.25, 0.01, zone=UTC) == "10 Mar 2025 14:05:00.25"


def test_midnight_is_a_date_however_near_one_looks() -> None:
    start = at(2025, 11, 21, 23, 59, 58)
    assert "22 Nov" in time_ticks(start, start + 4.0, 8, zone=UTC).labels
    assert "22 Nov" in time_ticks(start + 1.9, start + 2.1, 5, zone=UTC).labels


@pytest.mark.parametrize(
    ("seconds", "day"), [(0.0, ""), (-86_400.0, "21 Nov"), (-400 * 86_400.0, "18 Oct 2024"), (86_400.0, "23 Nov")]
)
def test_another_day_is_named_and_today_is_not(seconds: float, day: str) -> None:
    now = at(2025, 11, 22, 12)
    assert day_of(now + seconds, now, zone=UTC) == day


def test_the_time_of_day_is_as_precise_as_asked_for() -> None:
    moment_ = at(2025, 3, 10, 14, 5) + 0.25
    assert [clock(moment_, step, zone=UTC) for step in (1.0, 0.1, 0.001)] == ["14:05:00", "14:05:00.2", "14:05:00.250"]
