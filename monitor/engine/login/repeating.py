"""Messages said again and again that are made anew each time: signed afresh, or with the time in them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from monitor.core.clock import Clock
from monitor.engine.login.moments import new_moment
from monitor.engine.login.signing import worked_out
from monitor.feed.login_rules.texts import render_step
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.feed.templates import made_anew, messages_of_every

__all__ = ["fresh_messages"]


def fresh_messages(
    profile: Profile,
    sources: Sources,
    *,
    clock: Clock,
    memory: dict[str, object],
    learn: Callable[[Iterable[str]], None],
) -> list[tuple[Callable[[], str], float]]:
    """(makes the message, seconds between two) for each. Raises ProfileError for one that cannot be made.

    memory, learn: as for a login.
    """
    found: list[tuple[Callable[[], str], float]] = []
    for index, every in enumerate(profile.every):
        if made_anew(every):
            made = partial(_made, profile, index, sources, clock=clock, memory=memory, learn=learn)
            # One for each symbol; made once beforehand, so that what is wrong shows before anything is connected.
            found += ((partial(_nth, made, at), every.seconds) for at in range(len(made())))
    return found


def _nth(made: Callable[[], tuple[str, ...]], at: int) -> str:
    return made()[at]


def _made(
    profile: Profile,
    index: int,
    sources: Sources,
    *,
    clock: Clock,
    memory: dict[str, object],
    learn: Callable[[Iterable[str]], None],
) -> tuple[str, ...]:
    known = replace(sources, moment=new_moment(clock, memory))
    for at, step in enumerate(profile.every[index].login):
        rendered = render_step(step, profile, known, path=("every", index, "login", at))
        value, _ = worked_out(rendered, wall=clock.wall(), key=f"every[{index}].login[{at}]")
        learn((value,))
        known = known.with_yielded({step.name: value})
    return messages_of_every(profile, index, known)
