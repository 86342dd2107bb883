"""Every rule there is has its machine, whatever a valid profile says."""

import random
from typing import get_args

from hypothesis import given, settings

from monitor.core.errors import ProfileError
from monitor.engine.speaking.dispatch import approach_of, dialect_for
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.texts import render_dialect
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.wire.dialects.plain import Plain
from monitor.wire.received import Received
from tests.helpers.profiles import profiles


def test_every_rule_has_a_machine_of_its_own() -> None:
    made = {kind: type(dialect_for(kind(), Given(random.random))) for kind in get_args(DialectRule)}
    assert Plain not in made.values()
    assert len(set(made.values())) == len(made)


def test_what_a_dialect_makes_of_a_close_code_names_that_code() -> None:
    for kind in get_args(DialectRule):
        dialect = dialect_for(kind(), Given(random.random))
        for code in range(1000, 5000):
            fault = dialect.closed(code, "because")
            assert fault is None or (fault.said == code and str(code) in fault.what)


@settings(max_examples=150, deadline=None)
@given(profiles())
def test_any_valid_rule_makes_a_machine_that_opens_and_takes_leave(profile: Profile) -> None:
    rule = render_dialect(profile, Sources())
    approach = approach_of(rule, "wss://h.test/feed", random=lambda: 0.5)
    assert approach.address.startswith("wss://h.test/")
    try:
        dialect = dialect_for(rule, Given(lambda: 0.5, address=approach.address))
    except ProfileError:
        return
    sent = [*dialect.opened(now=0.0), *dialect.closing(now=1.0)]
    assert all(isinstance(message.data, bytes) for message in sent)
    # An empty block says nothing.
    assert not dialect.receive(Received(), now=2.0).messages
