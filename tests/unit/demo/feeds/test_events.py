"""monitor.demo.feeds.events"""

import json
from collections import Counter
from datetime import datetime
from itertools import islice

from monitor.demo.feeds.events import LEVELS, EventsFeed
from tests.helpers.planned import messages

_EPOCH = 1_700_000_000.0
_PLANNED = list(islice(messages(EventsFeed(seed=1), epoch=_EPOCH), 1000))
_EVENTS = [json.loads(planned.text) for planned in _PLANNED]


def test_the_time_of_an_event_is_the_moment_it_is_due():
    for planned, event in zip(_PLANNED, _EVENTS, strict=True):
        assert abs(datetime.fromisoformat(event["time"]).timestamp() - _EPOCH - planned.due) < 0.001


def test_severity_is_a_number_that_goes_with_the_level():
    assert {(event["level"], event["severity"]) for event in _EVENTS} == set(LEVELS.items())


def test_durations_are_positive_and_differ():
    durations = [event["duration_ms"] for event in _EVENTS]
    assert min(durations) > 0
    assert len(set(durations)) > 500


def test_errors_are_rare_and_come_together():
    errors = [place for place, event in enumerate(_EVENTS) if event["level"] == "error"]
    assert 0 < len(errors) < 0.25 * len(_EVENTS)
    busiest = Counter(place // 20 for place in errors).most_common(1)[0][1]
    assert busiest > 3 * 20 * len(errors) / len(_EVENTS)
