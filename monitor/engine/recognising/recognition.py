"""Finds out what a feed's server speaks, while its plain connection is already at work."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from monitor.core.clock import Clock
from monitor.core.state import FeedState
from monitor.engine.messages import FeedStatus
from monitor.engine.recognising.probing import Prober, without_server
from monitor.engine.recognising.tries import Tries
from monitor.feed.profile import Profile
from monitor.feed.recognition.candidates import Plan, plan_for
from monitor.feed.recognition.found import Found, Tried
from monitor.feed.recognition.greetings import found_in_messages
from monitor.net.endpoint import Endpoint

__all__ = ["OnRecognised", "Recognition"]

_TOTAL: Final = 5.0
_QUIET: Final = 0.4
"""Seconds of an open plain connection without a message, after which other ways are tried."""
_SLOW: Final = 0.6
"""Seconds that the plain connection may take to open before that."""
_PLAIN: Final = "plain connection"
_LOOKING: Final = "finding out what the server speaks"
_FAILING: Final = frozenset({FeedState.WAITING, FeedState.NEEDS_ATTENTION, FeedState.STOPPED})


class OnRecognised(Protocol):
    """Takes what was found, None for nothing, and what was tried for it."""

    def __call__(self, found: Found | None, tried: tuple[Tried, ...]) -> None: ...


class Recognition:
    """One feed's. A message on the plain connection decides at once; while none comes, the server is asked.

    Asking takes five seconds at the most, and begins once for each profile that wants it.
    """

    def __init__(self, profile: Profile, *, clock: Clock, random: Callable[[], float], told: OnRecognised) -> None:
        self._wanted = _is_wanted(profile)
        self._clock = clock
        self._random = random
        self._told = told
        self._task: asyncio.Task[None] | None = None
        self._tries: Tries | None = None
        self._asked = False
        self._endpoint: Endpoint | None = None
        self._opened = False
        self._quiet = asyncio.Event()
        self._plain = "not yet open"

    @property
    def wanted(self) -> bool:
        """Whether it is not known yet what the server speaks."""
        return self._wanted

    @property
    def running(self) -> bool:
        """Whether the server is being asked."""
        return self._task is not None

    # --- what the feed reports ----------------------------------------------------------------------------------

    def change(self, profile: Profile) -> None:
        """Another profile holds from here on."""
        self._look_no_further()
        self._wanted = _is_wanted(profile)
        self._asked = False

    def dialling(self, endpoint: Endpoint) -> None:
        """A plain connection is about to be tried."""
        if not self._wanted or self._asked:
            return
        self._asked, self._opened, self._endpoint = True, False, endpoint
        self._plain = "not open in time"
        self.end()
        self._quiet = asyncio.Event()
        self._tries = Tries(Prober(endpoint, clock=self._clock, random=self._random))
        self._task = asyncio.ensure_future(self._ask(self._tries, plan_for(endpoint.url)))
        asyncio.get_running_loop().call_later(_SLOW, self._quiet.set)

    def opened(self) -> None:
        """The plain connection is open."""
        if self.running:
            self._opened = True
            self._plain = "open, but nothing came by itself"
            asyncio.get_running_loop().call_later(_QUIET, self._quiet.set)

    def heard(self, payloads: Sequence[bytes]) -> bool:
        """Messages have come on the plain connection; whether they are of a dialect, and nothing to be read."""
        if not self._wanted or self._endpoint is None:
            return False
        found = found_in_messages(payloads, self._endpoint.url)
        if found is None:
            return False
        self._look_no_further()
        self._settle(found, ((_PLAIN, "messages came by themselves"),))
        return found.rule is not None

    def shown(self, status: FeedStatus) -> FeedStatus:
        """What is told of the plain connection's state: that it fails is no news while others are being tried."""
        if not self.running or status.state not in _FAILING:
            if status.state is FeedState.NEEDS_ATTENTION:
                self._asked = False  # The next try is the user's doing: something may have changed.
            return status
        if status.state is FeedState.STOPPED and not status.detail:
            self.end()  # By the user, or with the feed.
            return status
        why = status.detail if self._endpoint is None else without_server(status.detail, self._endpoint)
        self._plain = f"open, then: {why}" if self._opened else why
        self._quiet.set()
        return FeedStatus(status.feed, FeedState.CONNECTING, status.since, detail=_LOOKING)

    def end(self) -> None:
        """Ask no more, and give up what is being asked."""
        self._look_no_further()
        tries, self._tries = self._tries, None
        if tries is not None:
            tries.end()

    # --- inner --------------------------------------------------------------------------------------------------

    def _look_no_further(self) -> None:
        """What is being asked ends by itself, and counts no more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    async def _ask(self, tries: Tries, plan: Plan) -> None:
        found: Found | None = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_TOTAL):
                found = await self._look(tries, plan)
        self._task = None
        # A server that could not be reached at all is asked again when it can.
        self._asked = tries.reached or self._opened
        self._settle(found, ((_PLAIN, self._plain), *tries.tried))

    async def _look(self, tries: Tries, plan: Plan) -> Found | None:
        tries.add(plan.at_once)
        if found := await tries.found(until=self._quiet.wait()):
            return found
        tries.add(plan.then)
        if found := await tries.found():
            return found
        if self._opened:
            tries.add(plan.agreed if tries.takes_any else plan.alone)
        else:
            tries.add(plan.elsewhere)
        return await tries.found()

    def _settle(self, found: Found | None, tried: tuple[Tried, ...]) -> None:
        if found is not None:
            self._wanted = False
        self._told(found, tried)


def _is_wanted(profile: Profile) -> bool:
    return profile.recognise and profile.dialect is None
