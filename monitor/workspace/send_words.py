"""What waits to be sent to a feed, and what was not sent, in one short line."""

from monitor.engine.messages import FeedCounts
from monitor.workspace.wording import count, duration

__all__ = ["send_words"]


def send_words(counts: FeedCounts, *, now: float) -> str:
    """Such as "12 waiting, next in 3 s" or "4 not sent"; "" when there is nothing to say. now: wall seconds.

    The first alone is not told before it has waited for a second: most have gone before anybody could read it.
    """
    parts = []
    left = None if counts.next_send is None else counts.next_send - now
    if counts.send_queue > 1 or (counts.send_queue and (left is None or left >= 1.0)):
        waiting = f"{count(counts.send_queue)} waiting"
        parts.append(waiting if left is None else f"{waiting}, next {_in(left)}")
    if counts.unsent:
        parts.append(f"{count(counts.unsent)} not sent")
    return " \N{MIDDLE DOT} ".join(parts)


def _in(left: float) -> str:
    return f"in {duration(left)}" if left >= 1.0 else "at once"
