"""What the engine says, put where it belongs: rows into the store, the rest into view-models and notices."""

from collections.abc import Mapping, Sequence

from monitor.core.batch import Batch
from monitor.core.clock import Clock
from monitor.core.gap import Gap
from monitor.engine.messages import (
    AlertChanged,
    Connected,
    Connecting,
    EngineDown,
    EngineUp,
    FeedCounts,
    FeedMessage,
    FeedStatus,
    Message,
    Notice,
    ProfileFound,
    ProfileTaken,
    RawMessages,
    Recognised,
)
from monitor.store.store import Store
from monitor.workspace.adding.trial import Trial
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.feed_view import FeedView
from monitor.workspace.notice_board import NoticeBoard
from monitor.workspace.panels import Panels
from monitor.workspace.raw_logs import RawLogs
from monitor.workspace.series_line import series_lines

__all__ = ["Intake"]


class Intake:
    """Takes messages in, in order. `engine_down`: it has died and not come back yet."""

    def __init__(
        self,
        feeds: Mapping[str, FeedView],
        *,
        trials: Mapping[str, Trial],
        store: Store,
        panels: Panels,
        notices: NoticeBoard,
        raw: RawLogs,
        alerts: AlertBoard,
        clock: Clock,
    ) -> None:
        self._feeds = feeds
        self._trials = trials
        self._store = store
        self._panels = panels
        self._notices = notices
        self._raw = raw
        self._alerts = alerts
        self._clock = clock
        self.engine_down = False
        self._fall = ""
        self._fall_notice = 0

    def take(self, messages: Sequence[Message]) -> None:
        """Handle each message once."""
        for message in messages:
            match message:
                case EngineDown():
                    self._engine_down(message)
                case EngineUp():
                    self._engine_back(message)
                case Notice():
                    self._notice(message)
                case AlertChanged():
                    self._alerts.take(message)
                case _:
                    view = self._feeds.get(message.feed)
                    # What still comes of a feed that was just closed is of no use to anybody.
                    if view is not None:
                        self._about_feed(view, message)

    def _about_feed(self, view: FeedView, message: FeedMessage) -> None:
        match message:
            case Batch():
                self._rows(view, message)
            case FeedStatus():
                view.take_status(message)
            case FeedCounts():
                view.take_counts(message, monotonic=self._clock.monotonic())
            case Gap():
                view.take_gap(message)
            case ProfileFound():
                view.take_profile(message.profile, message.summary)
            case Recognised():
                view.take_recognised(message)
            case Connecting():
                view.take_steps(message)
            case Connected():
                view.take_connection(message)
            case RawMessages():
                self._raw.take(message)
                if view.feed in self._trials:
                    self._trials[view.feed].take_raw(message)
            case ProfileTaken():
                if view.feed in self._trials:
                    self._trials[view.feed].reread()

    def _rows(self, view: FeedView, batch: Batch) -> None:
        self._store.append(batch)
        rows = self._store.stream(view.feed, batch.stream)
        if rows is not None and view.feed not in self._trials and self._panels.due(rows):
            lines = series_lines(rows, profile=view.profile, most=Panels.LOOKED_AT)
            self._panels.plan(view, batch.stream, lines)

    def _notice(self, notice: Notice) -> None:
        view = self._feeds.get(notice.feed)
        about = notice.feed if view is None else view.name
        self._notices.post(notice.text, now=self._clock.wall(), about=about, advice=notice.advice)

    def _engine_down(self, down: EngineDown) -> None:
        self.engine_down = True
        for view in self._feeds.values():
            view.engine_down(down.at)
        self._fall = f"{down.reason[:1].upper()}{down.reason[1:]}"
        self._fall_notice = self._notices.post(
            self._fall,
            now=down.at,
            advice="It is being restarted and will open the feeds again; what it missed is shown as a gap.",
        )

    def _engine_back(self, up: EngineUp) -> None:
        self.engine_down = False
        if up.restarted:
            self._notices.dismiss(self._fall_notice)
            self._notices.post(
                f"{self._fall}, and runs again" if self._fall else "The engine runs again",
                now=self._clock.wall(),
                advice="What it missed is shown as a gap.",
            )
