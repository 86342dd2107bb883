"""Where the values of a profile's `${…}` come from that do not stand in the profile itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from monitor.feed.moment import Moment

__all__ = ["Sources"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What `${env:NAME}`, `${secret:NAME}` and the names of a login stand for.

    environment: the process's environment, or what stands for it; by name.
    secrets:     values that were handed over for this feed, by what stands in the braces ("env:NAME", "secret:NAME").
                 They come before the environment.
    yielded:     what the login of one connection has yielded, by name.
    moment:      the values made for one connection; None where there is none.
    """

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    yielded: Mapping[str, str] = field(default_factory=dict, repr=False)
    moment: Moment | None = None

    def referred(self, reference: str) -> str:
        """What `reference` ("env:NAME" or "secret:NAME") stands for, "" when nobody knows."""
        if value := self.secrets.get(reference, ""):
            return value
        kind, _, name = reference.partition(":")
        return self.environment.get(name, "") if kind == "env" else ""

    def with_secrets(self, secrets: Mapping[str, str]) -> "Sources":
        """These, with further secrets, which take the place of those of their names."""
        return replace(self, secrets={**self.secrets, **secrets})

    def with_yielded(self, values: Mapping[str, str]) -> "Sources":
        """These, with further values of a login."""
        return replace(self, yielded={**self.yielded, **values})
