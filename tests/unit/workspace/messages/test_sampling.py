from monitor.workspace.messages.raw_log import RawLog
from monitor.workspace.messages.sampling import Sampling
from monitor.workspace.wording import THIN
from tests.helpers.messages import raw


def test_nothing_is_said_while_everything_is_shown() -> None:
    log, sampling = RawLog("feed"), Sampling()
    for second in range(5):
        log.append(raw(b"a"))
        assert sampling.words(log, float(second)) == ""


def test_what_is_left_out_is_told_as_a_rate() -> None:
    log, sampling = RawLog("feed"), Sampling()
    words = ""
    for step in range(20):
        log.append(raw(*[b"a"] * 100, skipped=24_050))
        words = sampling.words(log, step * 0.5)
    assert words == f"showing 200 of 48{THIN}300 messages/s"


def test_what_is_over_is_soon_said_no_more() -> None:
    log, sampling = RawLog("feed"), Sampling()
    sampling.words(log, 0.0)
    log.append(raw(b"a", skipped=1000))
    assert sampling.words(log, 0.5)
    for step in range(2, 7):
        words = sampling.words(log, step * 0.5)
    assert words == ""
