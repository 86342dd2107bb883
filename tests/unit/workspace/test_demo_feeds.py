"""The profiles of the demo."""

from monitor.demo.names import DEMO_FEEDS
from monitor.workspace.demo_feeds import demo_profiles


def test_every_demo_feed_has_a_profile_at_the_port_of_this_run() -> None:
    profiles = demo_profiles(4321)
    assert len(profiles) == len(DEMO_FEEDS)
    assert {profile.variables["port"] for profile in profiles} == {"4321"}
    assert all(profile.address.startswith("ws://127.0.0.1:${port}/") for profile in profiles)
