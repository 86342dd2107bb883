"""Secrets in the system's keychain, by name: asked for without waiting, since a keychain may open a dialog or hang."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from monitor.core.clock import Clock, SystemClock
from monitor.core.errors import KeychainError
from monitor.workspace.secrets.calls import Calls
from monitor.workspace.secrets.keychain import Keychain
from monitor.workspace.secrets.names import NameList

__all__ = ["LONGEST", "Availability", "Done", "Fetched", "Vault"]

T = TypeVar("T")

LONGEST = 8192
"""Characters of a secret."""
_DEADLINE = 60.0
"""Seconds; the user may be at a dialog of the keychain for a while."""

Done: TypeAlias = Callable[[KeychainError | None], None]
Fetched: TypeAlias = Callable[[str | KeychainError | None], None]


@dataclass(frozen=True, slots=True)
class Availability:
    """known: it has been looked for. name: of the keychain, "" where none may be used.

    reason and advice: why none may be used, and what can be done about it.
    """

    known: bool = False
    name: str = ""
    reason: str = ""
    advice: str = ""

    @property
    def usable(self) -> bool:
        """Whether secrets can be kept."""
        return bool(self.name)


class Vault:
    """Answers come with `settle`, or `wait` where there is nothing else to do. May be used from any thread.

    keychain: None where there is none to be used, for the `reason` given. version grows with what is known of it.
    """

    def __init__(
        self,
        keychain: Keychain | None = None,
        *,
        names: NameList | None = None,
        clock: Clock | None = None,
        deadline: float = _DEADLINE,
        reason: str = "No keychain is used",
    ) -> None:
        self._keychain = keychain
        self._names = names or NameList()
        self._calls = Calls(clock=clock or SystemClock(), deadline=deadline)
        self._looking = False
        self.availability = Availability() if keychain is not None else Availability(known=True, reason=reason)
        self.version = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Of the secrets we keep there."""
        return self._names.names

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._calls.busy

    @property
    def may_keep(self) -> bool:
        """Whether a secret can be kept beyond this run, as far as is known."""
        return self.availability.usable and self._names.lasting

    @property
    def why_not(self) -> str:
        """Why nothing can be kept, in plain words, "" where it can."""
        if self.may_keep:
            return ""
        if self.availability.usable:
            return "This window keeps nothing"
        return self.availability.reason if self.availability.known else "The keychain is being looked for"

    def look(self, *, again: bool = False) -> None:
        """Begin to find out whether there is a keychain, once unless `again`."""
        keychain = self._keychain
        if keychain is not None and not self._looking and (again or not self.availability.known):
            self._looking = True
            self._names.rescan()
            self._calls.submit(keychain.open, self._found)

    def fetch(self, name: str, then: Fetched) -> None:
        """Read a secret; None where there is none of that name."""
        keychain = self._keychain
        if keychain is None:
            then(None)
            return
        self.look()
        self._calls.submit(lambda: keychain.get(name), then)

    def keep(self, name: str, value: str, then: Done) -> None:
        """Keep a secret, in place of the one of that name."""
        if not value or len(value) > LONGEST:
            then(KeychainError(f"A secret has between 1 and {LONGEST} characters"))
            return
        self._do(lambda keychain: self._keep(keychain, name, value), then)

    def forget(self, name: str, then: Fetched) -> None:
        """Delete a secret; tells what it was, None where there was none."""
        self._do(lambda keychain: self._forget(keychain, name), then)

    def rename(self, old: str, new: str, then: Done) -> None:
        """Keep a secret under another name."""
        self._do(lambda keychain: self._rename(keychain, old, new), then)

    def settle(self) -> bool:
        """Give the answers there are; whether there were any."""
        return self._calls.settle()

    def wait(self) -> None:
        """Give all answers, waiting for them."""
        self._calls.wait()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._calls.stop()

    # --- on the thread --------------------------------------------------------------------------------------------

    def _keep(self, keychain: Keychain, name: str, value: str) -> None:
        # A name too many can be forgotten; a secret without its name would never be found again.
        self._names.add(name)
        keychain.set(name, value)

    def _forget(self, keychain: Keychain, name: str) -> str | None:
        value = keychain.get(name)
        if value is not None:
            keychain.delete(name)
        self._names.drop(name)
        return value

    def _rename(self, keychain: Keychain, old: str, new: str) -> None:
        value = keychain.get(old)
        if value is None:
            raise KeychainError(f"The keychain holds no secret {old}")
        self._keep(keychain, new, value)
        self._forget(keychain, old)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[Keychain], T], then: Callable[[T | KeychainError], None]) -> None:
        keychain = self._keychain
        if keychain is None or not self._names.lasting:
            then(KeychainError(self.why_not))
            return
        self.look()
        self._calls.submit(lambda: work(keychain), lambda answer: self._done(answer, then))

    def _done(self, answer: T | KeychainError, then: Callable[[T | KeychainError], None]) -> None:
        self.version += 1
        then(answer)

    def _found(self, answer: str | KeychainError) -> None:
        self._looking = False
        self.version += 1
        if isinstance(answer, KeychainError):
            self.availability = Availability(known=True, reason=answer.what, advice=answer.advice)
        else:
            self.availability = Availability(known=True, name=answer)
