"""Nothing that is written down holds a secret of a feed, nor what looks like one."""

import logging

from monitor.engine.commands import OpenFeed, StopFeed
from monitor.engine.reporting.hiding import DiscreetFormatter, Hiding
from monitor.engine.reporting.known_secrets import KnownSecrets
from monitor.engine.reporting.recent import Recent
from monitor.feed.profile import Profile

PROFILE = Profile(name="A", address="wss://example.net/", headers={"X-Wanted": "${env:EXAMPLE}"})


def record(text: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    told = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord("monitor.test", logging.INFO, "x.py", 1, text, arguments, told)


def test_the_secrets_of_a_feed_are_known_once_the_engine_is_told_of_it() -> None:
    known = KnownSecrets({"EXAMPLE": "from the environment"})
    known.heed(StopFeed("a"))
    assert known() == frozenset()
    known.heed(OpenFeed("a", PROFILE, secrets={"secret:OTHER": "from the keychain"}))
    assert known() == {"from the environment", "from the keychain"}


def test_a_profile_that_cannot_be_read_costs_none_of_the_others() -> None:
    known = KnownSecrets({})
    broken = Profile(name="A", address="wss://example.net/${", headers={"token": "${"})
    known.heed(OpenFeed("a", broken, secrets={"secret:X": "kept all the same"}))
    assert "kept all the same" in known()


def test_a_secret_is_hidden_also_where_it_is_escaped_and_after_its_feed_is_gone() -> None:
    values = ['two "words"']
    hide = Hiding()
    hide.learn(lambda: values)
    assert hide('said two "words" and "two \\"words\\""') == 'said … and "…"'
    values.clear()
    assert hide('two "words"') == "…"


def test_a_value_too_short_to_be_told_from_other_text_blots_nothing_out() -> None:
    hide = Hiding()
    hide.learn(lambda: ["1"])
    assert hide("port 8112") == "port 8112"


def test_a_traceback_is_as_discreet_as_the_record_it_belongs_to() -> None:
    hide = Hiding()
    hide.learn(lambda: ["hunter2hunter2"])
    try:
        raise ValueError("hunter2hunter2")
    except ValueError as caught:
        text = DiscreetFormatter(hide).format(record("%s was refused", "hunter2hunter2", error=caught))
    assert "hunter2" not in text
    assert "ValueError: …" in text
    assert "monitor.test: … was refused" in text


def test_one_record_is_of_bounded_length_and_keeps_its_end() -> None:
    text = DiscreetFormatter(Hiding()).format(record("x " * 50_000 + "the end"))
    assert len(text) < 20_000
    assert text.endswith("the end")


def test_the_last_lines_are_held_and_no_more() -> None:
    recent = Recent(logging.Formatter("%(message)s"))
    for number in range(150):
        recent.handle(record(str(number)))
    assert (len(recent.lines), recent.lines[-1]) == (100, "149")
