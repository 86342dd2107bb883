"""Where the demo is to be found."""

__all__ = ["DEMO_FEEDS", "HOST", "OUTAGE_SECONDS"]

HOST = "127.0.0.1"

DEMO_FEEDS = ("market", "machine", "events")
"""Paths of the demo feeds and names of their profiles in resources/demo."""

OUTAGE_SECONDS = 60.0
"""The machine feed is cut once in so many seconds unless told otherwise."""
