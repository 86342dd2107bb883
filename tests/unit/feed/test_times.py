"""Event times: every form seen in feeds, vectorised and one by one alike."""

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.profile import TimeUnit
from monitor.feed.times import per_second, read_times

MOMENT = datetime(2025, 5, 15, 9, 27, 38, tzinfo=UTC).timestamp()


def one(value: Any, unit: TimeUnit = "rfc3339") -> float:
    return float(read_times([value], unit)[0])


@pytest.mark.parametrize(
    ("value", "unit", "seconds"),
    [
        (1672515782, "s", 1672515782.0),
        ("1618678133.642279", "s", 1618678133.642279),
        (1672515782136, "ms", 1672515782.136),
        ("1672515782136", "ms", 1672515782.136),
        ("1641343691580748", "us", 1641343691.580748),
        ("1672515782136000000", "ns", 1672515782.136),
        (1672515782136000000, "ns", 1672515782.136),
    ],
)
def test_numbers_are_seconds_and_parts_of_them(value: Any, unit: TimeUnit, seconds: float) -> None:
    assert one(value, unit) == pytest.approx(seconds, abs=1e-6)


def test_only_numeric_units_have_a_size() -> None:
    assert per_second("ms") == 1000.0
    assert per_second("rfc3339") is None
    assert per_second("receive") is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2025-05-15T09:27:38Z", 0.0),
        ("2025-05-15t09:27:38z", 0.0),
        ("2025-05-15 09:27:38", 0.0),
        ("2025-05-15T09:27:38.3Z", 0.3),
        ("2025-05-15T09:27:38.342Z", 0.342),
        ("2025-05-15T09:27:38.3420177Z", 0.3420177),
        ("2025-05-15T09:27:38.342017448Z", 0.342017448),
        ("2025-05-15T09:27:38.3420174489999Z", 0.342017448),
        ("2025-05-15 09:27:38.342017448 +0000 UTC", 0.342017448),
        ("2025-05-15 09:27:38 +0000 UTC", 0.0),
        ("2025-05-15 09:27:38 UTC", 0.0),
        ("2025-05-15T09:27:38+00:00", 0.0),
        ("2025-05-15T09:27:38-00:00", 0.0),
        ("2025-05-15T09:27:38.5+02:00", 0.5 - 7200),
        ("2025-05-15T09:27:38-0330", 12600.0),
        ("2025-05-15T09:27:60Z", 22.0),
    ],
)
def test_dates_are_read_in_every_form_servers_use(text: str, offset: float) -> None:
    assert one(text) == pytest.approx(MOMENT + offset, abs=1e-6)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        1672515782136,
        "text",
        "2025-05-15",
        "2025-13-15T09:27:38Z",
        "2025-00-15T09:27:38Z",
        "2025-02-29T09:27:38Z",
        "2025-04-31T09:27:38Z",
        "2025-05-00T09:27:38Z",
        "0000-05-15T09:27:38Z",
        "2025-05-15T24:27:38Z",
        "2025-05-15T09:60:38Z",
        "2025-05-15T09:27:61Z",
        "2025-05-15T09:27:38.Z",
        "2025-05-15T09:27:38ZZ",
        "2025-05-15T09:27:38+24:00",
        "2025-05-15T09:27:38+01:60",
        "2025-05-15T09:27:38 CET",
        "2025/05/15T09:27:38Z",
        "2025-05-15_09:27:38Z",
        "2025-05-15T09-27-38Z",
        "٢٠٢٥-05-15T09:27:38Z",
        "2025-05-15T09:27:38.٣Z",
        "2025-05-15T09:27:38Z and much more text than any time has",
    ],
)
def test_what_is_no_date_is_nan(value: Any) -> None:
    assert math.isnan(one(value))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns", "rfc3339"])
def test_nothing_at_all_is_no_time(unit: TimeUnit) -> None:
    assert read_times([], unit).shape == (0,)
    assert np.isnan(read_times([None, "", [], {}], unit)).all()


moments = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8))])
)


@given(st.lists(st.one_of(moments, st.sampled_from(["", "no time", "2024-02-30T00:00:00Z"])), max_size=6))
def test_a_mixture_of_dates_is_read_as_python_reads_them(given: list[datetime | str]) -> None:
    texts = [moment if isinstance(moment, str) else moment.isoformat() for moment in given]
    wanted = [
        math.nan if isinstance(moment, str) else (moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)
        for moment in given
    ]
    np.testing.assert_allclose(read_times(texts, "rfc3339"), wanted, rtol=1e-15, atol=1e-6)


@given(st.text(alphabet="0123456789-:.TZ +UTC", max_size=45))
def test_each_text_is_read_alone_as_it_is_among_others(text: str) -> None:
    # A character outside of ASCII sends the whole block the other way, one text after the other.
    alone = read_times([text, "2025-05-15T09:27:38.5Z"], "rfc3339")
    among = read_times([text, "2025-05-15T09:27:38.5Z", "é"], "rfc3339")
    np.testing.assert_array_equal(alone, among[:2])
    assert among[1] == MOMENT + 0.5


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_calendar_days_are_those_of_the_gregorian_calendar(year: int, month: int, day: int) -> None:
    read = one(f"{year:04}-{month:02}-{day:02}T00:00:00Z")
    try:
        wanted = (datetime(year, month, day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    except ValueError:
        wanted = math.nan
    np.testing.assert_equal(read, wanted)
