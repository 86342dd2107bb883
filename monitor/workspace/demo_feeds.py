"""The profiles of the demo, for the port it listens on this time."""

from msgspec.structs import replace

from monitor.demo.names import DEMO_FEEDS
from monitor.feed.profile import Profile
from monitor.feed.profiles.reading import load_profile
from monitor.resources import resource

__all__ = ["demo_profiles"]


def demo_profiles(port: int) -> tuple[Profile, ...]:
    """One profile for each demo feed, all on loopback."""
    profiles = (load_profile(resource("demo", f"{name}.toml")) for name in DEMO_FEEDS)
    return tuple(replace(profile, variables={**profile.variables, "port": str(port)}) for profile in profiles)
