"""The feeds of the demo, over a server that really runs."""

from pathlib import Path

from monitor.core.clock import ManualClock
from monitor.demo.names import DEMO_FEEDS
from monitor.engine.commands import (
    OpenFeed,
    StopFeed,
)
from monitor.store.store import Store
from monitor.workspace.demo_feeds import DemoFeeds, demo_profile
from monitor.workspace.keeping.state import OpenedFeed
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START


def workspace(host: FakeHost, tmp_path: Path) -> Workspace:
    return Workspace(host, store=Store(keep_bytes=1 << 20), clock=ManualClock(wall=START), own_feeds=tmp_path)


def test_every_demo_feed_has_a_profile_at_the_port_of_this_run() -> None:
    profiles = [demo_profile(name, 4321) for name in DEMO_FEEDS]
    assert {profile.variables["port"] for profile in profiles} == {"4321"}
    assert all(profile.address.startswith("ws://127.0.0.1:${port}/") for profile in profiles)


async def test_they_are_opened_once_and_come_back_under_their_ids(tmp_path: Path) -> None:
    host = FakeHost()
    shown = workspace(host, tmp_path)
    demo = DemoFeeds(shown)
    try:
        await demo.reopen([OpenedFeed("my-machine", demo_profile("machine", 1), stopped=True, demo="machine")])
        await demo.open()
        await demo.open()
    finally:
        demo.stop()
    assert [demo.name_of(view.feed) for view in shown.feeds] == ["machine", "market", "events"]
    assert shown.feeds[0].feed == "my-machine"
    assert StopFeed("my-machine") in host.told
    ports = {told.profile.variables["port"] for told in host.told if isinstance(told, OpenFeed)}
    assert len(ports) == 1
    assert ports != {"1"}
