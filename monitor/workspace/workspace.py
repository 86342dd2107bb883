"""The application without a face: an engine, the rows it has sent, and what each view shows of them."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import msgspec

from monitor.core.batch import SeriesKey
from monitor.core.clock import Clock
from monitor.core.gap import Gap
from monitor.engine.host import EngineHost
from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.store.store import Store
from monitor.workspace.adding.login import host_of
from monitor.workspace.adding.pasted import renamed, take_secrets_out
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.derived import DERIVED, Derived
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.shown import curve_places
from monitor.workspace.feed_view import FeedLine, FeedView
from monitor.workspace.intake import Intake
from monitor.workspace.messages.sending import Sending
from monitor.workspace.notice_board import NoticeBoard
from monitor.workspace.open_feeds import OpenFeeds
from monitor.workspace.opening import profile_meant
from monitor.workspace.profile_library import ProfileLibrary
from monitor.workspace.secrets.custody import Custody
from monitor.workspace.secrets.secrets import Secrets
from monitor.workspace.series_line import SeriesLine, series_lines, units_of
from monitor.workspace.settings.keeper import SettingsKeeper
from monitor.workspace.status_view import StatusView, status_of

__all__ = ["Changes", "Workspace"]

_KEEPING_LOOK = 0.02
_KEEPING_LOOKS = 100
"""Seconds between two looks at the keychain when all ends, and how many of them there are."""
_AT_ONCE = 32
_MOST_AT_A_TIME = 4096
"""Messages taken between two looks at the clock, and at most in one pump."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What one pump has done: messages taken, and whether more were left for the next."""

    messages: int
    more: bool


class Workspace(OpenFeeds):
    """What the user has open. Nothing here calls a view: views look at `version` numbers when they are to draw.

    own_feeds: the folder of the user's own profiles.
    desks: panels and where they stand. raw: raw messages. derived: series that formulas yield.
    profiles: the user's own and those shipped. secrets: what the references of profiles stand for.
    custody: what the user does with them.
    version: grows when feeds come and go. Each FeedView, the panels and the notices have a version of their own.
    """

    def __init__(
        self,
        host: EngineHost,
        *,
        store: Store,
        clock: Clock,
        own_feeds: Path,
        settings: SettingsKeeper | None = None,
        secrets: Secrets | None = None,
    ) -> None:
        super().__init__(host, store=store, clock=clock, secrets=secrets)
        self._own_feeds = own_feeds
        self.notices = NoticeBoard()
        self.custody = Custody(self.secrets, self.notices, clock)
        self.desks = Desks()
        self.sending = Sending(host, self._feeds)
        self.derived = Derived(store)
        self.alerts = AlertBoard(host)
        self.settings = SettingsKeeper() if settings is None else settings
        self.profiles = ProfileLibrary(own_feeds)
        self._intake = Intake(
            self._feeds,
            trials=self._trials,
            store=store,
            panels=self.panels,
            notices=self.notices,
            raw=self.raw,
            alerts=self.alerts,
            clock=clock,
        )

    async def start(self) -> None:
        """Start the engine. Raises EngineError."""
        self.profiles.forget_deleted()
        await self._host.start()

    async def stop(self) -> None:
        """Close every connection and end the engine. May be called twice."""
        await self._finish_keeping()
        await self._host.stop()

    async def _finish_keeping(self) -> None:
        """Give what is on its way into the keychain a moment to arrive."""
        vault = self.secrets.vault
        for _ in range(_KEEPING_LOOKS):
            vault.settle()
            if not vault.busy:
                break
            await asyncio.sleep(_KEEPING_LOOK)
        vault.stop()

    def wall(self) -> float:
        """Seconds since 1970, from the clock everything here goes by."""
        return self._clock.wall()

    def monotonic(self) -> float:
        """Seconds that never go back, from the same clock."""
        return self._clock.monotonic()

    # --- what the user does ---------------------------------------------------------------------------------------

    def open_address(self, text: str) -> str:
        """Begin the feed meant by a pasted address, or by the name or file of a profile.

        Raises AddressError, UsageError or ProfileError.
        """
        return self.open_feed(self.without_secrets(profile_meant(text, own=self._own_feeds)))

    def without_secrets(self, profile: Profile) -> Profile:
        """The profile of a pasted address with references in place of the secrets in it, any other as it is.

        The secrets go to the keychain or, where there is none, are known for this run only.
        """
        if not profile.discover or secrets_needed(profile):
            return profile
        pasted = profile.address.replace("$$", "$")
        secrets = self.secrets
        taken = take_secrets_out(pasted, host=host_of(profile), keychain=secrets.vault.may_keep)
        taken = renamed(taken, secrets.spare)
        for reference, value in taken.secrets:
            self.custody.answer(reference, value, keep=True)
        return msgspec.structs.replace(profile, address=taken.address)

    # --- what views read ------------------------------------------------------------------------------------------

    def line(self, feed: str) -> FeedLine | None:
        """A feed now, None when it is not open."""
        view = self._feeds.get(feed)
        return None if view is None else view.line(wall=self._clock.wall(), monotonic=self._clock.monotonic())

    def series(self, feed: str, *, most: int) -> tuple[list[SeriesLine], int]:
        """At most `most` series of a feed now, those of panels first in each stream, and how many there are in all."""
        view = self._feeds.get(feed)
        if view is None:
            return [], 0
        lines: list[SeriesLine] = []
        total = 0
        first = [series for series in curve_places(self.desks.current) if series.feed == feed]
        for rows in self.store.streams(feed):
            total += len(rows.keys) * len(rows.columns)
            lines += series_lines(rows, profile=view.profile, most=most - len(lines), first=first)
        return lines, total

    def unit(self, series: SeriesKey) -> str:
        """The unit of a series, "" where none is known."""
        if series.feed == DERIVED:
            return self.derived.unit(series.stream)
        view = self._feeds.get(series.feed)
        return "" if view is None else units_of(view.profile, series.stream).get(series.column, "")

    def gaps(self, feed: str, stream: str = "") -> tuple[Gap, ...]:
        """What is known to be missing of a stream: its feed's gaps and, of what a formula yields, its inputs'."""
        return tuple(gap for view in self.sources_of(feed, stream) for gap in view.gaps)

    def sources_of(self, feed: str, stream: str) -> tuple[FeedView, ...]:
        """The open feeds a stream comes from: its own or, for what a formula yields, those of its inputs."""
        feeds = self.derived.feeds_of(stream) if feed == DERIVED else (feed,)
        return tuple(view for each in feeds if (view := self._feeds.get(each)) is not None)

    def status(self) -> StatusView:
        """Everything at a glance, now."""
        return status_of(
            self.feeds,
            wall=self._clock.wall(),
            monotonic=self._clock.monotonic(),
            held=self.store.bytes,
            evicted=self.store.evicted,
            engine_down=self._intake.engine_down,
        )

    # --- what the engine says -------------------------------------------------------------------------------------

    def pump(self, budget: float) -> Changes:
        """Take in what the engine has sent, for about `budget` seconds; the rest waits, and so do the servers."""
        changes = self._pump(budget)
        self._gate.settle()
        self.sending.tick(self._clock.monotonic())
        self.close_the_hidden()
        now = self._clock.wall()
        self.derived.update(now)
        self.alerts.forward(self.store, now=now)
        return changes

    def _pump(self, budget: float) -> Changes:
        until = self._clock.monotonic() + budget
        taken = 0
        while taken < _MOST_AT_A_TIME:
            messages = self._host.drain(_AT_ONCE)
            self._intake.take(messages)
            taken += len(messages)
            if len(messages) < _AT_ONCE:
                return Changes(taken, more=False)
            if self._clock.monotonic() >= until:
                break
        return Changes(taken, more=True)
