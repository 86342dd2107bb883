"""What a login has come to before a connection is made."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from monitor.core.secrecy import SHORTEST_GUESSED

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    values:  what the steps have yielded, by name.
    cookies: to be sent with the handshake, by name.
    expires: when (monotonic) the first of them that matters ends, None where none is known to.
    """

    values: dict[str, str] = field(default_factory=dict, repr=False)
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    expires: float | None = None

    def with_values(self, values: dict[str, str]) -> "Outcome":
        """This, and what a further step has yielded."""
        return replace(self, values={**self.values, **values})

    def with_cookies(self, cookies: Iterable[tuple[str, str]]) -> "Outcome":
        """This, and further cookies."""
        return replace(self, cookies={**self.cookies, **dict(cookies)})

    def until(self, expires: float | None) -> "Outcome":
        """This, but it holds no longer than until `expires`."""
        times = [each for each in (self.expires, expires) if each is not None]
        return replace(self, expires=min(times, default=None))

    @property
    def secrets(self) -> frozenset[str]:
        """All of it is to be hidden, but for what is so short that other texts would suffer."""
        return frozenset(
            each for each in (*self.values.values(), *self.cookies.values()) if len(each) >= SHORTEST_GUESSED
        )
