"""All feeds as one unit: takes commands, hands messages up, on whatever asyncio loop it is run."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError
from monitor.core.state import FeedState
from monitor.engine.alerting.alerting import Alerting
from monitor.engine.commands import (
    AlertCommand,
    ChangeFeed,
    CloseFeed,
    Command,
    FeedCommand,
    OpenFeed,
    SendBytes,
    SendText,
    StartFeed,
    StopFeed,
    WatchRaw,
)
from monitor.engine.discretion import Discretion
from monitor.engine.explorer import Explorer
from monitor.engine.messages import (
    FeedStatus,
    Message,
    Notice,
    ProfileTaken,
)
from monitor.engine.outbox import Outbox
from monitor.engine.pulse import Pulse, local_address
from monitor.engine.reporting.diary import Diary
from monitor.engine.session import Session
from monitor.feed.sources import Sources
from monitor.net.link import Link

__all__ = ["Engine"]

_HANDOVER = 0.005
"""Rows are decoded and handed up together, this many seconds after the first message came in."""
_BEAT = 0.25
"""Counts, discovery and the look at clock and network, in seconds."""
_BEATS_A_PULSE = 4
_GRACE = 2.0
_LAST_LOOKS = 1.0


class Engine:
    """The half that talks to the network. Everything happens on one loop, in one thread."""

    def __init__(self, outbox: Outbox, *, clock: Clock, environment: Mapping[str, str]) -> None:
        self.clock = clock
        self.environment = environment
        self.random = random.random
        self._outbox = outbox
        self._sessions: dict[str, Session] = {}
        self._refused: dict[str, OpenFeed] = {}
        self._expected: dict[Session, None] = {}
        self._handover: asyncio.TimerHandle | None = None
        self._pulse = Pulse(clock, address=local_address())
        self._beats = 0
        self._beat: asyncio.TimerHandle | None = None
        self._farewells: set[asyncio.Task[None]] = set()
        self._explorer = Explorer(contained=self._contained)
        self._alerting = Alerting(clock=clock, emit=outbox.put)
        self._diary = Diary()

    # --- for the host -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; must be called on the running loop."""
        self._beat = asyncio.get_running_loop().call_later(_BEAT, self._keep_time)

    async def stop(self) -> None:
        """Close every connection; returns within about two seconds."""
        for timer in (self._beat, self._handover):
            if timer is not None:
                timer.cancel()
        for session in self._sessions.values():
            self._part_with(session.link)
        if self._farewells:
            await asyncio.wait(self._farewells, timeout=_GRACE)
        await self._explorer.end()
        self._finish()
        await self._alerting.stop()
        self._sessions.clear()

    def _finish(self) -> None:
        """Decode what has come. A few feeds still have their first look; many would keep their user waiting."""
        until = self.clock.monotonic() + _LAST_LOOKS
        for session in self._sessions.values():
            look = self.clock.monotonic() < until
            self._contained(session, partial(session.finish, look=look))
            session.tell_counts(at_once=True)

    def hold_back(self, on: bool) -> None:
        """Stop reading every socket, or go on: whoever takes our messages is behind, or has caught up."""
        for session in self._sessions.values():
            session.link.pause(on)

    def execute(self, command: Command) -> None:
        """Carry out a command. Faults in it are told as a Notice, never raised."""
        if isinstance(command, AlertCommand):
            self._alerting.execute(command)
            for feed, session in self._sessions.items():
                session.heed = self._alerting.heed(feed)
            return
        try:
            self._execute(command)
        except FeedscopeError as error:
            self._refuse(command, error)

    # --- Surroundings -------------------------------------------------------------------------------------------

    def emit(self, message: Message) -> None:
        """Hand a message up."""
        self._outbox.put(message)
        self._alerting.observe(message)
        self._diary.note(message)

    def expect(self, session: Session) -> None:
        """Flush this session at the next handover."""
        self._expected[session] = None
        if self._handover is None:
            self._handover = asyncio.get_running_loop().call_later(_HANDOVER, self._hand_over)

    def network_up(self) -> bool:
        """Whether a feed from beyond this machine is connected now."""
        return any(session.link.reaches_out for session in self._sessions.values())

    # --- commands -----------------------------------------------------------------------------------------------

    def _execute(self, command: FeedCommand) -> None:
        session = self._sessions.get(command.feed)
        match command:
            case OpenFeed():
                self._open(command)
            case _ if session is None:
                self._reconsider(command)
            case ChangeFeed(profile=profile, secrets=secrets):
                session.change(profile, secrets)
                self._alerting.open_feed(command.feed, profile.name)
            case StopFeed():
                session.link.stop()
            case StartFeed():
                session.link.start()
            case CloseFeed():
                self._close(session)
            case SendText(text=text, reply=reply):
                session.send(text, reply=reply)
            case SendBytes(data=data):
                session.send(data)
            case WatchRaw():
                session.raw.obey(command)

    def _open(self, order: OpenFeed) -> None:
        if order.feed in self._sessions:
            self._close(self._sessions[order.feed])
        session = Session(order, self)
        self._refused.pop(order.feed, None)
        self._sessions[order.feed] = session
        self._alerting.open_feed(order.feed, order.profile.name)
        session.heed = self._alerting.heed(order.feed)
        session.link.pause(self._outbox.full)
        session.link.start()

    def _close(self, session: Session) -> None:
        self._contained(session, session.flush)
        self._part_with(session.link)
        self._expected.pop(session, None)
        del self._sessions[session.feed]
        self._alerting.close_feed(session.feed)

    def _part_with(self, link: Link) -> None:
        link.end()
        task = asyncio.get_running_loop().create_task(link.wait_closed(), name="farewell")
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)

    def _refuse(self, command: FeedCommand, error: FeedscopeError) -> None:
        told: Message = Notice(command.feed, error.what, error.advice)
        if isinstance(command, OpenFeed):
            self._refused[command.feed] = command
            self._alerting.open_feed(command.feed, command.profile.name)
            state = FeedState.NEEDS_ATTENTION if command.reconnect else FeedState.STOPPED
            wall = self.clock.wall()
            told = FeedStatus(command.feed, state, wall, detail=error.what, advice=error.advice, ended=True)
        if isinstance(command, OpenFeed | ChangeFeed):
            told = Discretion(command.profile, Sources(self.environment, secrets=command.secrets))(told)
        self.emit(told)

    def _reconsider(self, command: FeedCommand) -> None:
        """A feed that was refused may be wanted as its profile stands now."""
        order = self._refused.get(command.feed)
        match command:
            case ChangeFeed(profile=profile, secrets=secrets) if order is not None:
                self.execute(replace(order, profile=profile, secrets={**order.secrets, **secrets}))
                self.emit(ProfileTaken(command.feed))
            case StartFeed() if order is not None:
                self.execute(order)
            case CloseFeed():
                self._refused.pop(command.feed, None)
                self._alerting.close_feed(command.feed)
            case _:
                pass

    # --- time ---------------------------------------------------------------------------------------------------

    def _hand_over(self) -> None:
        self._handover = None
        expected, self._expected = self._expected, {}
        for session in expected:
            self._contained(session, session.flush)

    def _keep_time(self) -> None:
        self._beat = asyncio.get_running_loop().call_later(_BEAT, self._keep_time)
        self._beats += 1
        self._explorer.go_round(self._sessions.values())
        for session in list(self._sessions.values()):
            session.tell_counts()
        self._alerting.tick()
        if self._beats % _BEATS_A_PULSE == 0 and self._pulse.look(local_address()):
            for session in self._sessions.values():
                session.link.wake()

    def _contained(self, session: Session, work: Callable[[], None]) -> None:
        """Do `work`; should it fail, which is a fault of this program, only this feed ends and all others go on."""
        try:
            work()
        except Exception as error:
            session.link.stop()
            advice = "Start it again. If that does not help, please report it with this message."
            self.emit(
                Notice(session.feed, f"A fault of Feedscope has stopped this feed ({type(error).__name__})", advice)
            )
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"feed {session.feed} failed", "exception": error}
            )
