"""Between the user's feeds and the engine: a feed goes down once every secret its profile refers to is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monitor.core.clock import Clock
from monitor.core.state import FeedState
from monitor.engine.commands import ChangeFeed, CloseFeed, OpenFeed, StartFeed, StopFeed
from monitor.engine.host import EngineHost
from monitor.engine.messages import FeedStatus
from monitor.feed.texts import secrets_needed
from monitor.workspace.feed_view import FeedView
from monitor.workspace.secrets.references import name_of
from monitor.workspace.secrets.secrets import Secrets

__all__ = ["Gate", "Request"]


@dataclass(frozen=True, slots=True)
class Request:
    """A secret nobody knows, the feeds (ids) that wait for it, and what they are called.

    starts: how often somebody has started one of them meanwhile, which asks for it again.
    """

    reference: str
    feeds: tuple[str, ...]
    names: tuple[str, ...]
    starts: int = 0


@dataclass(slots=True)
class _Held:
    """A feed that the engine has not been told of yet."""

    raw: bool
    stopped: bool = False


class Gate:
    """Tells the engine of feeds, their secrets beside their profiles.

    One whose secret is missing stands in NEEDS_ATTENTION without the engine knowing of it; one whose secret is still
    read from the keychain stands in CONNECTING. renewed(feed): the engine learns of a feed that was held.
    version grows when what is missing may be something else.
    """

    def __init__(
        self,
        host: EngineHost,
        feeds: Mapping[str, FeedView],
        secrets: Secrets,
        *,
        clock: Clock,
        renewed: Callable[[str], None],
    ) -> None:
        self._host = host
        self._feeds = feeds
        self._secrets = secrets
        self._clock = clock
        self._renewed = renewed
        self._held: dict[str, _Held] = {}
        self._given: dict[str, dict[str, str]] = {}
        self._starts: dict[str, int] = {}
        self._seen = secrets.version
        self.version = 0

    def open(self, feed: str, *, raw: bool = False, stopped: bool = False) -> None:
        """Begin a feed, now or as soon as its secrets are known."""
        self._held[feed] = _Held(raw, stopped)
        self._try(feed)

    def change(self, feed: str) -> None:
        """The feed has another profile."""
        if feed in self._held:
            self._try(feed)
            return
        self._tell_change(feed)
        self.version += 1

    def start(self, feed: str) -> None:
        """Connect now. What the keychain did not give is asked for again."""
        self._starts[feed] = self._starts.get(feed, 0) + 1
        self.version += 1
        held = self._held.get(feed)
        if held is None:
            self._host.send(StartFeed(feed))
            return
        held.stopped = False
        self._secrets.ask_again()
        self._try(feed)

    def stop(self, feed: str) -> None:
        """Stay disconnected."""
        held = self._held.get(feed)
        if held is None:
            self._host.send(StopFeed(feed))
            return
        held.stopped = True
        self._say(feed, FeedState.STOPPED)
        self.version += 1

    def close(self, feed: str) -> None:
        """The feed is no more."""
        self._given.pop(feed, None)
        self._starts.pop(feed, None)
        if self._held.pop(feed, None) is None:
            self._host.send(CloseFeed(feed))
        self.version += 1

    def settle(self) -> None:
        """Let through what can go, now and then."""
        self._secrets.settle()
        if self._seen == self._secrets.version:
            return
        self._seen = self._secrets.version
        for feed in list(self._held):
            self._try(feed)
        for feed in [feed for feed, given in self._given.items() if given != self._values(feed)]:
            self._tell_change(feed)
        self.version += 1

    def requests(self, *, but: Mapping[str, object]) -> tuple[Request, ...]:
        """The secrets that feeds wait for, each once, those of the feeds in `but` left out."""
        found: dict[str, list[str]] = {}
        for feed, view in self._feeds.items():
            held = self._held.get(feed)
            if feed not in but and not view.hidden and not (held and held.stopped):
                for reference in self._secrets.missing(view.profile):
                    found.setdefault(reference, []).append(feed)
        return tuple(
            Request(
                reference,
                tuple(feeds),
                tuple(self._feeds[feed].name for feed in feeds),
                sum(self._starts.get(feed, 0) for feed in feeds),
            )
            for reference, feeds in found.items()
        )

    def _try(self, feed: str) -> None:
        held, view = self._held[feed], self._feeds[feed]
        self.version += 1
        if held.stopped and secrets_needed(view.profile):
            # Nobody wants it now, so the keychain is not bothered either.
            self._say(feed, FeedState.STOPPED)
        elif missing := self._secrets.missing(view.profile):
            self._say_missing(feed, missing)
        elif self._secrets.reading(view.profile):
            self._say(feed, FeedState.CONNECTING, "reading the keychain")
        else:
            self._let_through(feed, held)

    def _let_through(self, feed: str, held: _Held) -> None:
        del self._held[feed]
        values = self._given[feed] = self._values(feed)
        self._host.send(OpenFeed(feed, self._feeds[feed].profile, raw=held.raw, secrets=values))
        if held.stopped:
            self._host.send(StopFeed(feed))
        self._renewed(feed)

    def _tell_change(self, feed: str) -> None:
        values = self._given[feed] = self._values(feed)
        self._host.send(ChangeFeed(feed, self._feeds[feed].profile, secrets=values))

    def _values(self, feed: str) -> dict[str, str]:
        return self._secrets.values(self._feeds[feed].profile)

    def _say_missing(self, feed: str, missing: tuple[str, ...]) -> None:
        names = ", ".join(name_of(each) for each in missing)
        trouble = next((found for each in missing if (found := self._secrets.trouble(each)) is not None), None)
        words = f"needs the secret {names}" if len(missing) == 1 else f"needs the secrets {names}"
        advice = f"{trouble.what}. {trouble.advice}".strip() if trouble else ""
        self._say(feed, FeedState.NEEDS_ATTENTION, words, advice)

    def _say(self, feed: str, state: FeedState, detail: str = "", advice: str = "") -> None:
        view, status = self._feeds[feed], FeedStatus(feed, state, self._clock.wall(), detail=detail, advice=advice)
        old = view.status
        if (old.state, old.detail, old.advice) != (state, detail, advice):
            view.take_status(status)
