"""Records of the engine's process get into the log of the other, as of when they were made and never too many."""

import logging
import pickle

import pytest

from monitor.core.clock import ManualClock
from monitor.engine.reporting.passing import Logged, PassingHandler, write_record


def warn(handler: logging.Handler, text: str, *arguments: object) -> None:
    handler.handle(logging.LogRecord("monitor.there", logging.WARNING, "x.py", 1, text, arguments, None))


def test_a_record_crosses_as_plain_values() -> None:
    passed: list[Logged] = []
    handler = PassingHandler(passed.append, clock=ManualClock(), formatter=logging.Formatter("%(message)s"))
    warn(handler, "lost %d", 3)
    (told,) = passed
    assert (told.level, told.name, told.text) == (logging.WARNING, "monitor.there", "lost 3")
    assert pickle.loads(pickle.dumps(told)) == told


def test_a_flood_is_counted_instead_of_passed() -> None:
    passed: list[Logged] = []
    clock = ManualClock()
    handler = PassingHandler(passed.append, clock=clock, formatter=logging.Formatter("%(message)s"))
    for _ in range(150):
        warn(handler, "again")
    assert len(passed) == 100
    clock.advance(1.5)
    warn(handler, "calm")
    assert [told.text for told in passed[100:]] == ["50 records of the engine were left out", "calm"]


@pytest.mark.logs
def test_it_is_written_as_of_its_own_time_and_with_its_own_name(caplog: pytest.LogCaptureFixture) -> None:
    write_record(Logged(1000.25, logging.ERROR, "monitor.engine", "over % there"))
    (record,) = caplog.records
    assert (record.created, round(record.msecs), record.processName) == (1000.25, 250, "engine")
    assert record.getMessage() == "over % there"


def test_what_nobody_wants_is_not_written(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger="monitor.engine")
    write_record(Logged(1.0, logging.DEBUG, "monitor.engine", "detail"))
    assert caplog.records == []
