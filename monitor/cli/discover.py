"""`feedscope discover`: what an address speaks and sends, and a profile for it."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field

import click
import msgspec

from monitor.cli.asking import secrets_for
from monitor.cli.discovered import Listened, as_json, show_found
from monitor.cli.loop import run_async
from monitor.cli.run import FEED, follow
from monitor.cli.targets import find_profile
from monitor.core.errors import FeedscopeError
from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    FeedStatus,
    Message,
    RawMessages,
    Recognised,
)
from monitor.feed.discover import discover as find_streams
from monitor.feed.profile import Profile
from monitor.feed.profiles.writing import dump_profile
from monitor.feed.recognition.found import adopt, lack_of
from monitor.feed.recognition.names import DIALECTS, rule_of
from monitor.feed.texts import secrets_needed
from monitor.workspace.adding.login import host_of
from monitor.workspace.adding.pasted import take_secrets_out
from monitor.workspace.secrets.references import placeholder

__all__ = ["discover"]

_SAMPLE = 2000
_RECOGNITION = 6.0
"""Seconds that finding out what the server speaks may take, and a little more."""
_PLAIN = "plain"


@click.command()
@click.argument("address")
@click.option(
    "--for",
    "seconds",
    type=click.FloatRange(min=0.1, max=3600.0),
    default=5.0,
    show_default=True,
    help="Listen so long, once it is known what the server speaks.",
)
@click.option(
    "--dialect",
    type=click.Choice([_PLAIN, *DIALECTS]),
    help="What the server speaks, instead of finding out.",
)
@click.option("--json", "style", flag_value="json", help="Everything found, as JSON.")
@click.option("--toml", "style", flag_value="toml", help="The profile alone, ready to be saved.")
def discover(address: str, seconds: float, dialect: str | None, style: str | None) -> int:
    """Find out what ADDRESS speaks, listen to it, and find out what it sends.

    ADDRESS may also be a profile, whose opening messages are then sent.
    """
    profile = find_profile(address)
    if dialect is not None:
        rule = None if dialect == _PLAIN else rule_of(dialect)
        profile = msgspec.structs.replace(profile, dialect=rule, recognise=False)
    profile, secrets = _without_secrets(profile)
    # Nothing is decoded here: the sample is looked at as a whole once it is complete.
    bare = msgspec.structs.replace(profile, discover=False, stream=())
    order = OpenFeed(FEED, bare, reconnect=False, raw=True, secrets=secrets_for(profile, known=secrets))
    return run_async(lambda interrupted: _run(profile, order, interrupted, seconds=seconds, style=style))


def _without_secrets(profile: Profile) -> tuple[Profile, dict[str, str]]:
    """A profile to be shown or saved has references in place of the secrets in its address; those, by reference."""
    if not profile.discover or secrets_needed(profile):
        return profile, {}
    taken = take_secrets_out(profile.address.replace("$$", "$"), host=host_of(profile), keychain=False)
    for reference, _ in taken.secrets:
        words = f"The secret in the address stands in the profile as {placeholder(reference)}: set that variable"
        click.echo(f"{words}, or write ${{secret:…}} and keep it with: feedscope secrets set NAME", err=True)
    return msgspec.structs.replace(profile, address=taken.address), dict(taken.secrets)


async def _run(
    profile: Profile, order: OpenFeed, interrupted: asyncio.Event, *, seconds: float, style: str | None
) -> int:
    sample = _Sample()
    longest = seconds + (_RECOGNITION if profile.recognise else 0.0)
    async with aclosing(follow(order, interrupted=interrupted, seconds=longest)) as messages:
        async for message in messages:
            sample.take(message)
            if isinstance(message, Recognised):
                asyncio.get_running_loop().call_later(seconds, interrupted.set)
            if sample.complete:
                interrupted.set()
    _tell(_listened(profile, sample), style)
    if not sample.payloads:
        _complain(profile, sample, seconds)
    return 0


@dataclass(slots=True)
class _Sample:
    """Text messages with their times, and why there are no more of them."""

    payloads: list[bytes] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    trouble: FeedStatus | None = None
    recognised: Recognised | None = None

    @property
    def complete(self) -> bool:
        return self.trouble is not None or len(self.payloads) >= _SAMPLE

    def take(self, message: Message) -> None:
        match message:
            case RawMessages(payloads=payloads, received=received, binary=binary):
                text = [index for index in range(len(payloads)) if index not in binary]
                self.payloads += [payloads[index] for index in text]
                self.received += [received[index] for index in text]
            case Recognised():
                self.recognised = message
            case FeedStatus(state=FeedState.STOPPED | FeedState.NEEDS_ATTENTION):
                self.trouble = self.trouble or message
            case _:
                pass


def _listened(profile: Profile, sample: _Sample) -> Listened:
    """What came, and the profile by it."""
    recognised = sample.recognised
    if recognised is not None and recognised.found is not None:
        profile = adopt(profile, recognised.found)
    found = find_streams(sample.payloads, sample.received, name=profile.name, address=profile.address, base=profile)
    return Listened(found, len(sample.payloads), recognised)


def _tell(listened: Listened, style: str | None) -> None:
    """Whatever there is to tell; where nothing came, what was tried for it."""
    if style == "json":
        click.echo(as_json(listened))
    elif style == "toml" and listened.usable:
        click.echo(dump_profile(listened.found.profile), nl=False)
    elif style is None:
        show_found(listened)


def _complain(profile: Profile, sample: _Sample, seconds: float) -> None:
    """Raise FeedscopeError, unless all that is missing is what only the user can know."""
    trouble = sample.trouble
    if trouble is not None and trouble.detail:
        text = trouble.detail if trouble.detail.startswith(profile.name) else f"{profile.name}: {trouble.detail}"
        raise FeedscopeError(text, advice=trouble.advice)
    recognised = sample.recognised
    found = None if recognised is None else recognised.found
    if lack_of(profile.dialect if found is None else found.rule) is not None:
        return
    raise FeedscopeError(
        f"{profile.name}: connected, but no message came in {seconds:g} s",
        advice="The server may wait for a message first: write a profile with a [[send]] table, name what it speaks "
        "with --dialect, or listen longer",
    )
